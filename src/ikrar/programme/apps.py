"""Django's name for the app."""

from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "ikrar.programme"
    label = "programme"
    default_auto_field = "django.db.models.BigAutoField"
