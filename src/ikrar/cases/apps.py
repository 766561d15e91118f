"""Django's name for the app."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "ikrar.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"
