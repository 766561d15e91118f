"""WSGI entry point for gunicorn, warm before the first visitor: addresses, views, packs and the engine.

The engine's kernel is compiled here where it never was; if it cannot be, the pledge is served all the same.
"""

import gc
import logging
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ikrar.server.settings")
application = get_wsgi_application()
# gunicorn names the address of whoever sends what is no HTTP; no address of a reporter is kept anywhere
logging.getLogger("gunicorn.error").addFilter(lambda record: "from ip=" not in record.getMessage())


def _warm() -> None:
    """Load what Django would otherwise load while the first visitor waits."""
    from django.urls import get_resolver

    from ikrar import packs

    _patterns = get_resolver().url_patterns
    for summary in packs.available():
        packs.load(summary.name)
    _warm_engine()
    # what is loaded now lives as long as the process: the collector need not walk it again
    gc.collect()
    gc.freeze()


def _warm_engine() -> None:
    from ikrar.server import engine

    try:
        engine.warm()
    except Exception:
        logging.getLogger(__name__).exception(
            "Drafts cannot be checked: the engine does not start."
        )


_warm()
