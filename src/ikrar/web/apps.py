"""Django's name for the app."""

from django.apps import AppConfig
from django.utils.translation import get_language

from ikrar.errors import speak


class WebConfig(AppConfig):
    name = "ikrar.web"
    label = "web"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """From now on engines' errors are in the language of the page."""
        speak(lambda: (get_language() or "")[:2])
