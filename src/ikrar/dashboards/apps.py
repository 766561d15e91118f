"""Django's name for the app."""

from django.apps import AppConfig


class DashboardsConfig(AppConfig):
    name = "ikrar.dashboards"
    label = "dashboards"
    default_auto_field = "django.db.models.BigAutoField"
