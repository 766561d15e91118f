"""Pages of no duty in particular: the language switch and the health of the installation."""

from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django.views.i18n import set_language as django_set_language

# by POST only, so that following a link never changes anything
set_language = require_POST(django_set_language)


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """200 when the database answers and the log's key is there; 503 otherwise. Tells no secret."""
    checks = {"database": _database_answers(), "log_key": Path(settings.IKRAR_LOG_KEY).is_file()}
    well = all(checks.values())
    return JsonResponse({"ok": well, **checks}, status=200 if well else 503)


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True
