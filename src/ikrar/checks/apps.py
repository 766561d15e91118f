"""Django's name for the app."""

from django.apps import AppConfig


class ChecksConfig(AppConfig):
    name = "ikrar.checks"
    label = "checks"
    default_auto_field = "django.db.models.BigAutoField"
