"""Django's name for the app."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "ikrar.reports"
    label = "reports"
    default_auto_field = "django.db.models.BigAutoField"
