"""Django's name for the app."""

from django.apps import AppConfig


class AdviceConfig(AppConfig):
    name = "ikrar.advice"
    label = "advice"
    default_auto_field = "django.db.models.BigAutoField"
