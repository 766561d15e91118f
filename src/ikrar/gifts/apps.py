"""Django's name for the app."""

from django.apps import AppConfig


class GiftsConfig(AppConfig):
    name = "ikrar.gifts"
    label = "gifts"
    default_auto_field = "django.db.models.BigAutoField"
