"""Messages as rows of a sheet, in the columns that a plan is brought in with: what was taken out can be brought back."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext_lazy

from ikrar.programme.models import Message
from ikrar.programme.queries.moments import local

# the columns of a plan, in the order of a file that we write
COLUMNS = ("judul", "teks", "tahap", "saluran", "tanggal", "pukul", "tujuan", "sasaran", "unit", "bahasa", "teks_gambar")  # fmt: skip
MORE = (
    gettext_lazy("nomor"), gettext_lazy("keadaan"), gettext_lazy("versi"),
    gettext_lazy("terbit pada"), gettext_lazy("acuan"),
)  # fmt: skip


def rows(messages: Iterable[Message]) -> Iterator[list[object]]:
    """The head, then one row a message; days and hours are the agency's."""
    yield [*COLUMNS, *map(str, MORE)]
    for message in messages:
        yield _row(message)


def _row(message: Message) -> list[object]:
    at = local(message.at)
    out = local(message.published_at) if message.published_at else None
    return [
        message.title, message.text, message.phase, message.channel, at.date().isoformat(),
        f"{at:%H:%M}", message.aim, message.audience, message.unit.code if message.unit else "",
        message.language, message.picture_text, message.number, str(message.get_state_display()),
        message.version, f"{out:%Y-%m-%d %H:%M %Z}" if out else "", message.ref.hex,
    ]  # fmt: skip


def template() -> list[list[object]]:
    """An empty plan with one row to write over."""
    example: list[object] = [
        "Cek nama Anda di daftar pemilih", "Pastikan nama Anda tercantum. Periksa di laman resmi penyelenggara.",
        "pra", "whatsapp", "2024-01-15", "09:00", "partisipasi", "umum", "", "id", "",
    ]  # fmt: skip
    return [list(COLUMNS), example]
