"""Django's name for the app."""

from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "ikrar.vault"
    label = "vault"
    default_auto_field = "django.db.models.BigAutoField"
