"""Django's name for the app."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "ikrar.web"
    label = "web"
    default_auto_field = "django.db.models.BigAutoField"
