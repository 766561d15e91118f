"""WSGI entry point for gunicorn, warm before the first visitor: all addresses and views are loaded."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ikrar.server.settings")
application = get_wsgi_application()


def _warm() -> None:
    """Load what Django would otherwise load while the first visitor waits."""
    from django.urls import get_resolver

    from ikrar import packs

    _patterns = get_resolver().url_patterns
    for summary in packs.available():
        packs.load(summary.name)
    # what is loaded now lives as long as the process: the collector need not walk it again
    gc.collect()
    gc.freeze()


_warm()
