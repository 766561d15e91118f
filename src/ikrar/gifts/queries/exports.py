"""Gifts as rows for KPK's GOL: the fields that its public form is known to ask for.

The list was put together from what the form asks of a reporter and was not checked against GOL itself: the last column
of the head says so in every file.
"""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ikrar.gifts.models import Gift

HEAD = (
    gettext_lazy("Nomor"), gettext_lazy("Nama"), gettext_lazy("NIP"), gettext_lazy("Jabatan"),
    gettext_lazy("Unit kerja"), gettext_lazy("Yang terjadi"), gettext_lazy("Jenis atau uraian"),
    gettext_lazy("Taksiran (rupiah)"), gettext_lazy("Pemberi"), gettext_lazy("Hubungan"),
    gettext_lazy("Tempat"), gettext_lazy("Tanggal"), gettext_lazy("Kronologi"),
    gettext_lazy("Tempat barang"), gettext_lazy("Keadaan"), gettext_lazy("Penanganan"),
    gettext_lazy("Nomor tanda terima KPK"),
    gettext_lazy("Kolom menurut formulir umum KPK, belum diperiksa terhadap GOL"),
)  # fmt: skip
BATCH = 1_000


def rows_for_kpk(gifts: QuerySet[Gift]) -> Iterator[list[object]]:
    """The head, then one row a gift, read in batches."""
    yield [str(one) for one in HEAD]
    found = gifts.select_related("employee", "unit").order_by("id")
    for gift in found.iterator(chunk_size=BATCH):
        yield _row(gift)


def _row(gift: Gift) -> list[object]:
    person = gift.employee
    return [
        gift.number, person.full_name, person.nip, person.position, gift.unit.name,
        str(gift.get_kind_display()), gift.what,
        _("tidak diketahui") if gift.estimate is None else gift.estimate,
        gift.giver, str(gift.get_tie_display()), gift.place, gift.on.isoformat(),
        _story(gift), gift.kept_at, str(gift.get_state_display()),
        str(gift.get_handling_display()), gift.receipt_number, "",
    ]  # fmt: skip


def _story(gift: Gift) -> str:
    """How it came about, and what was done with it."""
    return " ".join(" ".join(part.split()) for part in (gift.story, gift.done) if part)
