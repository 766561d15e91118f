"""The whole plan taken out: as a sheet, or as a calendar."""

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ikrar.people import exports
from ikrar.programme import calendars, tables
from ikrar.programme.models import Message
from ikrar.programme.queries.calendar import OVER
from ikrar.programme.states import MessageState
from ikrar.programme.views.doors import humas_page

CSV = ("csv", "text/csv; charset=utf-8", exports.as_csv)
XLSX = ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", exports.as_xlsx)  # fmt: skip
MOST_EVENTS = 5_000


def as_file(rows: exports.Rows, kind: str, name: str) -> StreamingHttpResponse:
    """Rows as a download."""
    end, media_type, make = XLSX if kind == "xlsx" else CSV
    where = {"Content-Disposition": f'attachment; filename="{name}.{end}"'}
    return StreamingHttpResponse(make(rows), content_type=media_type, headers=where)


@humas_page
@require_safe
def programme_export(request: HttpRequest, kind: str) -> StreamingHttpResponse:
    """Every message that was not erased."""
    found = Message.objects.exclude(state=MessageState.ERASED).select_related("unit")
    return as_file(
        tables.rows(found.order_by("at", "id").iterator(chunk_size=1_000)), kind, "program"
    )


@humas_page
@require_safe
def programme_calendar_file(request: HttpRequest) -> HttpResponse:
    """Every message that is to leave or has left."""
    found = Message.objects.exclude(state__in=OVER).order_by("at", "id")[:MOST_EVENTS]
    data = calendars.write(
        found, name=_("Program tiga tahap"), host=request.get_host().partition(":")[0],
        at=timezone.now(),
    )  # fmt: skip
    response = HttpResponse(data, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="program.ics"'
    return response
