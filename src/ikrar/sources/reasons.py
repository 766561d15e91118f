"""Why a row was left out or changed, in both languages.

One reason is one sentence for many rows, so that a list of problems can be grouped.
"""

from typing import Final, NamedTuple

from ikrar.sources.model import LONGEST_TEXT, Problem


class Reason(NamedTuple):
    """The same sentence twice."""

    message_id: str
    message_en: str

    def at(self, row: int) -> Problem:
        return Problem(row, self.message_id, self.message_en)


EMPTY: Final = Reason(
    "Teksnya kosong; baris ini dilewati.", "The text is empty; this row was skipped."
)
CUT: Final = Reason(
    f"Teksnya lebih dari {LONGEST_TEXT:,} huruf; hanya awalnya yang dipakai.".replace(",", "."),
    f"The text is longer than {LONGEST_TEXT:,} letters; only its beginning is kept.",
)
NO_DATE: Final = Reason(
    "Tidak ada tanggal; unggahan ini tidak dihitung pada hari mana pun.",
    "There is no date; this post counts in no day.",
)
DATE_UNREADABLE: Final = Reason(
    "Tanggalnya tidak terbaca; unggahan ini tidak dihitung pada hari mana pun.",
    "The date cannot be read; this post counts in no day.",
)
DATE_IMPOSSIBLE: Final = Reason(
    "Tanggal atau jam itu tidak ada di kalender; unggahan ini tidak dihitung pada hari mana pun.",
    "No calendar has that date or hour; this post counts in no day.",
)
DATE_EARLY: Final = Reason(
    "Tanggalnya sebelum tahun 2000; unggahan ini tidak dihitung pada hari mana pun.",
    "The date is before 2000; this post counts in no day.",
)
DATE_LATE: Final = Reason(
    "Tanggalnya di masa depan; unggahan ini tidak dihitung pada hari mana pun.",
    "The date is in the future; this post counts in no day.",
)
TOO_WIDE: Final = Reason(
    "Baris ini mempunyai lebih banyak kolom daripada judulnya, mungkin karena tanda pemisah di dalam teks; dilewati.",
    "This row has more columns than the header, perhaps because of a separator inside the text; it was skipped.",
)
BROKEN_ROW: Final = Reason(
    "Baris ini tidak terbaca, mungkin karena tanda kutip yang tidak ditutup; dilewati.",
    "This row cannot be read, perhaps because of a quotation mark that is not closed; it was skipped.",
)
NOT_JSON: Final = Reason(
    "Baris ini bukan objek JSON yang utuh; dilewati.",
    "This row is no whole JSON object; it was skipped.",
)
JSON_DAMAGED: Final = Reason(
    "Berkas JSON rusak atau terpotong sesudah bagian ini; selebihnya dibaca sejauh masih utuh.",
    "The JSON is damaged or breaks off after this part; the rest was read as far as it is whole.",
)
NO_POST: Final = Reason(
    "Bagian ini tidak berisi unggahan; dilewati.", "This part holds no post; it was skipped."
)
NO_MESSAGE: Final = Reason(
    "Baris ini tidak termasuk pesan mana pun; dilewati.",
    "This line belongs to no message; it was skipped.",
)
SHEET_ENDS: Final = Reason(
    "Berkas tidak terbaca mulai dari baris ini; baris sebelumnya tetap dipakai.",
    "The file cannot be read from this row on; the rows before are kept.",
)
NO_DAY: Final = Reason(
    "Tanggalnya tidak terbaca atau tidak mungkin; bantahan ini disimpan tanpa tanggal.",
    "The date cannot be read or is impossible; this claim is kept without a date.",
)
NO_LINK: Final = Reason(
    "Tautannya bukan alamat web (http atau https); tautan itu tidak disimpan.",
    "The link is no web address (http or https); it was not kept.",
)
