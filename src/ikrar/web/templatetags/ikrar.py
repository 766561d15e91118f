"""Tags and filters that every template may use without loading them.

Dates, times and numbers as people here write them, in the language of the page and the agency's zone.
"""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django import template
from django.template import Context
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from ikrar.web import words
from ikrar.web.icons import ICONS

register = template.Library()


@register.filter
def tanggal(value: date | datetime | None) -> str:
    """A day: "14 Februari 2024"."""
    if value is None or value == "":
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value) if timezone.is_aware(value) else value
    return words.day(value, get_language())


@register.filter
def pukul(value: datetime | None) -> str:
    """A time of day in the agency's zone: "pukul 09.30 WIB"."""
    if not value:
        return ""
    return words.time_of_day(timezone.localtime(value), get_language())


@register.filter
def waktu(value: datetime | None) -> str:
    """Day and time: "14 Februari 2024 pukul 09.30 WIB"."""
    return f"{tanggal(value)} {pukul(value)}" if value else ""


@register.filter
def angka(value: Any, places: int = 0) -> str:
    """A number with the separators of the language: "4.000" or "4,000"."""
    if value is None or value == "":
        return ""
    return words.number(value, get_language(), places=int(places))


@register.filter
def persen(value: Any, places: int = 1) -> str:
    """A ratio from 0 to 1 as a percentage; never 100 % before it is, never 0 % once begun."""
    if value is None or value == "":
        return "–"
    step = Decimal(1).scaleb(-int(places))
    ratio = Decimal(str(value)) * 100
    shown = ratio.quantize(step, ROUND_HALF_UP)
    if shown >= 100 > ratio:
        shown = 100 - step
    if shown <= 0 < ratio:
        shown = step
    text = words.number(shown, get_language(), places=int(places) if shown % 1 else 0)
    return f"{text}%"


@register.filter
def poin(value: Any) -> str:
    """A difference of shares in percentage points, with its sign."""
    points = 100 * float(value)
    sign = "" if round(points, 1) == 0 else "+" if points > 0 else "−"
    return sign + angka(abs(points), 1)


@register.filter
def berbahasa(value: Any) -> str:
    """Words that a pack holds in two languages (`.id`, `.en`), in the language of the page."""
    if value is None:
        return ""
    return str(getattr(value, "en" if get_language() == "en" else "id", value))


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A drawing from `icons.ICONS`; silent to screen readers unless a label is given."""
    paths = mark_safe(ICONS[name])
    if label:
        return format_html(
            '<svg class="icon" viewBox="0 0 24 24" role="img" aria-label="{}">{}</svg>',
            label,
            paths,
        )
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">{}</svg>',
        paths,
    )


@register.simple_tag(takes_context=True)
def again(context: Context, name: str) -> SafeString:
    """Show a block of this page a second time, so that a page states its title only once."""
    block = context.render_context[BLOCK_CONTEXT_KEY].get_block(name)
    return SafeString(block.render(context))


@register.simple_tag
def mark(kind: str, text: str) -> SafeString:
    """A small state mark: a shape and a word, in the state's colour. ok, warn, danger, none."""
    shape = {"ok": "check", "warn": "warn", "danger": "danger"}.get(kind, "dash")
    return format_html('<span class="mark {}">{} {}</span>', kind, icon(shape), text)


@register.filter
def notice_kind(message: Any) -> str:
    """The kind of notice for one of Django's messages."""
    kinds = {"success": "ok", "error": "danger", "warning": "warn"}
    return kinds.get(getattr(message, "level_tag", ""), "info")
