"""The briefing: always two pages, tagged, with charts that are told; no markup read; the same bytes again."""

import io
from datetime import date

import pypdf
import pytest

from ikrar.documents import briefing as made_of
from ikrar.documents.briefing import Briefing, Count, Notice, Table, briefing

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 {height}" role="img" font-family="system-ui">'
    "<title>Judul &amp; isi</title><desc>Terendah 3%, tertinggi 9%.</desc>"
    '<text x="10" y="20">Pra-pemilu</text><rect x="0" y="40" width="600" height="10" fill="#7A4B23"/></svg>'
)


def a_briefing(**more) -> Briefing:
    given = {
        "agency": "Kementerian Contoh", "election": "Pemilihan Contoh", "phase": "Saat pemilu",
        "days": "11 Februari 2024 – 20 Maret 2024", "on": date(2024, 2, 14), "lead": "Menjaga ketenangan.",
        "counts": tuple(Count(value=f"{n}%", label=f"angka {n}") for n in range(4)),
        "said": ("3 pesan terbit.",), "people": ("Pada tahap ini, 12% unggahan menenangkan.",),
        "channels": Table(title="Menurut saluran", head=("Saluran", "Pesan"), rows=(("radio", "3"),)),
        "charts": (SVG.format(height=360), SVG.format(height=180)),
        "figures": Table(title="Angka per tahap", head=("Porsi", "Pra", "Saat"), rows=(("Tenang", "4%", "terlalu sedikit"),)),
        "alerts": (Notice(kind="Klaim", day="12 Februari 2024", text="40 salinan: “contoh”."),),
        "pledge": ("10 dari 20.",), "units": Table(title="Menurut unit", head=("Unit", "Bagian"), rows=(("Biro", "50%"),)),
        "clocks": ("5 berjalan.",), "steps": Table(title="Menurut langkah", head=("Langkah", "Berjalan"), rows=(("Panggilan", "5"),)),
        "method": ("Dihitung sekali sehari.",), "limits": ("Bukan survei.",),
    }  # fmt: skip
    return Briefing(**given | more)


def empty() -> Briefing:
    nothing = Table(title="", head=())
    return Briefing(
        agency="A", election="B", phase="C", days="D", on=date(2024, 2, 14), lead="E",
        channels=nothing, figures=nothing, units=nothing, steps=nothing,
    )  # fmt: skip


def longest() -> Briefing:
    """Every text at its room and beyond, every list as long as its maker lets it be."""
    words, name = (
        "Kesinambungan pertanggungjawaban " * 40,
        "Direktorat Jenderal Penyelenggaraan " * 6,
    )
    cells = ("100% (99,9–100,0%)",) * 3
    return a_briefing(
        agency=name, election=name, phase=name, days=name, lead=words,
        counts=tuple(Count(value="100.000.000", label=name) for _n in range(4)),
        said=(words,) * 4, people=(words,) * 3,
        channels=Table(title=name, head=("Saluran", "Pesan"), rows=((name, "1.000.000"),) * 6),
        figures=Table(title=name, head=(name, "Pra-pemilu", "Saat pemilu", "Pascapemilu"), rows=((name, *cells),) * 4),
        alerts=tuple(Notice(kind=name, day="31 Desember 2024", text=words) for _n in range(3)),
        pledge=(words,), units=Table(title=name, head=("Unit", "Bagian"), rows=((name, "100%"),) * 6),
        clocks=(words,) * 2, steps=Table(title=name, head=("Langkah", "Berjalan", "Terlewati"), rows=((name, "1.000", "1.000"),) * 6),
        method=(words,) * 5, limits=(words,) * 6,
    )  # fmt: skip


def read(made: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(made))


def text_of(made: bytes) -> list[str]:
    return [page.extract_text().replace("\u200b", "") for page in read(made).pages]


@pytest.mark.parametrize("make", [empty, a_briefing, longest])
@pytest.mark.parametrize("language", ["id", "en"])
def test_there_are_always_two_pages(make, language):
    from dataclasses import replace

    first, second = text_of(briefing(replace(make(), language=language)))
    assert ("Yang dikatakan orang" if language == "id" else "What people say") in first
    assert ("Batas" if language == "id" else "Limits") in second


def test_what_is_too_long_is_cut_with_a_mark():
    said = "".join(text_of(briefing(longest())))
    assert "…" in said


def test_it_says_what_was_given():
    first, second = text_of(briefing(a_briefing()))
    for words in ("Kementerian Contoh", "Keadaan data 14 Februari 2024", "Menjaga ketenangan.", "radio", "12% unggahan"):  # fmt: skip
        assert words in first
    for words in ("terlalu sedikit", "40 salinan", "10 dari 20.", "Panggilan", "Bukan survei."):
        assert words in second


def test_it_is_tagged_and_its_charts_are_told():
    reader = read(briefing(a_briefing()))
    root = reader.root_object
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/Lang"] == "id"
    assert reader.metadata.title == "Laporan naratif – Saat pemilu"
    alts = [node["/Alt"] for node in _nodes(root["/StructTreeRoot"]) if "/Alt" in node]
    assert [alt for alt in alts if "Terendah 3%" in alt] == [
        "Judul & isi Terendah 3%, tertinggi 9%."
    ] * 2
    kinds = {node.get("/S") for node in _nodes(root["/StructTreeRoot"])}
    assert {"/H1", "/H2", "/Table", "/TH", "/Figure", "/L"} <= kinds


def _nodes(node):
    """Every element of the structure tree."""
    node = node.get_object()
    if isinstance(node, pypdf.generic.ArrayObject):
        for one in node:
            yield from _nodes(one)
    elif isinstance(node, pypdf.generic.DictionaryObject):
        yield node
        if "/K" in node:
            yield from _nodes(node["/K"])


def test_it_is_the_same_again_and_dated_by_its_data():
    one = briefing(a_briefing())
    assert briefing(a_briefing()) == one
    assert briefing(a_briefing(on=date(2024, 2, 15))) != one
    assert read(one).metadata.creation_date.date() == date(2024, 2, 14)


def test_little_is_said_in_the_largest_type(monkeypatch):
    tried = []
    real = made_of.render
    monkeypatch.setattr(made_of, "render", lambda t, d, at: tried.append(d["size"]) or real(t, d, at=at))  # fmt: skip
    briefing(a_briefing())
    assert tried == [made_of.SIZES[0]]


HOSTILE = ["#panic()", "*tebal* _miring_ $x$", "\\ @a <b>", "\u202e مرحبا", "a" * 400, '"; #let']


@pytest.mark.parametrize("words", HOSTILE)
def test_nothing_is_read_as_markup(words):
    made = briefing(a_briefing(phase=words, said=(words,), agency=words))
    shown = "".join(text_of(made)).replace("\n", "")
    assert words[:4].strip() in shown or "[U+" in shown


def test_emoji_are_left_out():
    said = text_of(briefing(a_briefing(people=("Tenang 🙏🏽 ya",))))[0]
    assert "Tenang" in said
    assert "[U+" not in said
