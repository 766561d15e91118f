"""Django's name for the app."""

from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    name = "ikrar.monitoring"
    label = "monitoring"
    default_auto_field = "django.db.models.BigAutoField"
