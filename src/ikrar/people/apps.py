"""Django's name for the app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "ikrar.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
