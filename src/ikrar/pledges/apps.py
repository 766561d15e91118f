"""Django's name for the app."""

from django.apps import AppConfig


class PledgesConfig(AppConfig):
    name = "ikrar.pledges"
    label = "pledges"
    default_auto_field = "django.db.models.BigAutoField"
