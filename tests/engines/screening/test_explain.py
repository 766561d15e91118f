"""A finding in words: a question to a human with its sources, never a verdict; unproven law is said to be so."""

from datetime import date, datetime, time

import pytest

from ikrar import packs
from ikrar.errors import InputError, NotFound
from ikrar.screening import wording
from ikrar.screening.explain import advice, explain, hint, nothing
from ikrar.screening.labels import AGAINST_PLEDGE, CONVERSATION, LABELS, STATEMENT, WELCOME
from ikrar.screening.law import Lawbook

PACK = packs.load("pemilu-2024")
DAYS = [None, date(2023, 10, 4), date(2023, 11, 5), date(2023, 12, 1), date(2024, 3, 25)]
TEXT = "ayo  pilih\npaslon itu, jangan yang lain"


def finding(label, on, **changes):
    law = Lawbook(PACK).of(label, on)
    return {
        "label": label,
        "statement": STATEMENT.get(label),
        "score": 0.93,
        "spans": [[0, 10]],
        "reasons": ["Kata ajakan atau pernyataan memilih"],
        "forms": list(law.forms),
        "norms": list(law.norms),
    } | changes


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("on", DAYS)
@pytest.mark.parametrize("language", ["id", "en"])
def test_it_is_a_question_and_never_a_verdict(label, on, language):
    told = explain(finding(label, on), text=TEXT, pack=PACK, on=on, language=language)
    first = told.splitlines()[0]
    frame = wording.FRAME["finding"]
    assert first.startswith(frame.en if language == "en" else frame.id)
    for word in ("pelanggaran", "melanggar", "bersalah", "pelaku", "violation", "guilty"):
        assert word not in told.casefold()
    assert told.splitlines()[-1].endswith(advice(finding(label, on), [label], language=language))


@pytest.mark.parametrize("label", AGAINST_PLEDGE)
@pytest.mark.parametrize("on", DAYS)
def test_it_cites_what_the_finding_cites_and_how_sure_that_is(label, on):
    given = finding(label, on)
    told = explain(given, pack=PACK, on=on)
    for name in given["forms"]:
        assert f"- {name} " in told
    for name in given["norms"]:
        assert f"- {PACK.cite(name).citation} [keyakinan sumber: " in told
    assert told.count("keyakinan sumber") == len(given["forms"]) + len(given["norms"])
    assert ("Belum diverifikasi" in told) == bool(given["norms"])
    if Lawbook(PACK).of(label, on).ask_human:
        assert "Tanyakan kepada manusia" in told


def test_classes_and_objects_are_told():
    told = explain(finding("partisan_support", DAYS[1]), pack=PACK, on=DAYS[1])
    assert "(4 Oktober 2023)" in told
    assert "objek: bakal calon (sebelum penetapan); kelas sanksi: moral" in told
    assert "pernyataan ikrar 2" in told


def test_a_rule_from_memory_is_told_as_not_verified():
    on = date(2026, 2, 1)
    told = explain(finding("hate", on), pack=PACK, on=on)
    assert (
        "UU 1/2023 (KUHP) Pasal 242-243 [keyakinan sumber: rendah, belum diverifikasi; "
        "sanksi menurut pers: periksa kembali]"
    ) in told
    assert "periksa kembali sejak 2 Januari 2026" in told
    assert "periksa kembali" not in explain(finding("hate", DAYS[3]), pack=PACK, on=DAYS[3])


@pytest.mark.parametrize("label", CONVERSATION)
def test_conversation_touches_no_statement_and_what_heats_it_is_not_cleared(label):
    told = explain(finding(label, DAYS[3]), pack=PACK, on=DAYS[3])
    assert ("bukan hal yang menyentuh ikrar" in told) == (label in WELCOME)
    assert ("itu bukan jaminan aman" in told) == (label not in WELCOME)
    assert "Bentuk" not in told


def test_spans_are_quoted_on_one_line_each_once_and_not_at_length():
    spans = [[0, 10], [0, 10], [11, 17]]
    told = explain(finding("claim", None, spans=spans), text=TEXT)
    assert "Bagian teks: “ayo pilih”; “paslon”." in told
    long = explain(finding("claim", None, spans=[[0, 500]]), text="x" * 500)
    assert "x" * 79 + "…" in long
    assert "x" * 80 not in long
    many = explain(finding("claim", None, spans=[[n, n + 1] for n in range(9)]), text="abcdefghi")
    assert "(+4)" in many
    assert "Bagian teks" not in explain(finding("claim", None, spans=[]), text=TEXT)


def test_whoever_is_no_civil_servant_is_told_so():
    on = DAYS[3]
    given = finding("partisan_support", on, forms=["N-01"], norms=["SEPANRB1/2023"])
    told = explain(given, pack=PACK, on=on)
    assert "kelas sanksi: kontrak" in told
    assert "Pegawai non-ASN mengikuti bentuk yang sama" in told


def test_a_plain_threat_is_told_with_what_its_finding_knows():
    on, book = DAYS[3], Lawbook(PACK, "pppk")
    plain = finding("threat", on, forms=[], norms=[])
    assert "Kelas hukuman" not in explain(plain, pack=book, on=on)
    assert "intimidasi dan layanan tidak dikutip" in explain(plain, pack=book, on=on)
    assert "Kelas hukuman" in explain(finding("threat", on), pack=book, on=on)


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ("N-01", "graded contract sanctions up to termination (non-ASN / PPPK)"),
        ("P-07", "criminal penalty, see norm"),
        (
            "D-06",
            "berat (demotion one level 12 months / removal to staff post 12 months / honourable dismissal not at own request)",
        ),
        ("PP-N1", "class not settled, ask a human"),
    ],
)
def test_classes_are_told_in_the_language_of_the_reader(form, told):
    given = finding("hate", DAYS[3], forms=[form])
    assert f"class of sanction: {told};" in explain(given, pack=PACK, on=DAYS[3], language="en")


def test_hints_exist_for_every_label_in_both_languages():
    said = {hint(label, language=language) for label in LABELS for language in ("id", "en")}
    assert len(said) == 2 * len(LABELS)
    assert "bukan jaminan" in nothing()
    assert "no clearance" in nothing(language="en")


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_hint_minds_what_else_the_text_says(language):
    needless = {"id": "tidak perlu diubah", "en": "needs no change"}[language]
    for label in WELCOME:
        one = finding(label, DAYS[3])
        assert needless in advice(one, WELCOME, language=language)
        for other in set(LABELS) - WELCOME:
            assert needless not in advice(one, [label, other], language=language)
    threat = finding("threat", DAYS[3])
    assert advice(threat, ["threat"], language=language) == hint("threat", language=language)
    violent = advice(threat | {"forms": []}, ["threat"], language=language)
    assert "kontrak" not in violent
    assert "contract" not in violent


def test_what_is_unknown_is_refused_in_words():
    with pytest.raises(InputError, match="labels are"):
        hint("bagus")
    with pytest.raises(InputError, match="id and en"):
        hint("hate", language="jv")
    with pytest.raises(NotFound, match="KE-4"):
        explain(finding("hate", None, forms=["KE-44"]), pack=PACK)
    with pytest.raises(InputError, match=r"2024, 2, 14"):
        explain(finding("hate", DAYS[3]), pack=PACK, on="2024-01-10")
    for other in (None, {}, [finding("hate", DAYS[3])], {"label": "hate"}):
        with pytest.raises(InputError, match="to_pylist"):
            explain(other, pack=PACK)


def test_a_time_is_its_day():
    given = finding("hate", DAYS[3])
    noon = datetime.combine(DAYS[3], time(12))
    assert explain(given, pack=PACK, on=noon) == explain(given, pack=PACK, on=DAYS[3])


@pytest.mark.parametrize("label", AGAINST_PLEDGE)
@pytest.mark.parametrize("role", ["asn", "pppk", "non_asn"])
@pytest.mark.parametrize("on", [DAYS[2], DAYS[3]])
def test_without_a_day_it_says_what_its_ids_say(label, role, on):
    law = Lawbook(PACK, role).of(label, on)
    given = finding(label, on, forms=list(law.forms), norms=list(law.norms))
    told = explain(given)
    hangs = [name for name in law.forms if PACK.form(name).hangs_on_candidates]
    if hangs:
        assert "Tanggal unggahan tidak diketahui" not in told
    both = {"bakal_calon", "calon"} <= {PACK.form(name).object for name in law.forms}
    assert ("sebagian pemilihan sudah punya calon" in told) == both
    assert ("belum diverifikasi untuk: Pemilihan anggota DPR dan DPRD" in told) == both
    assert ("tim kampanye mengikat" in told or "tim kampanye. Apakah" in told) == any(
        name.startswith("UU7/2017:280:1") for name in law.norms
    )
    assert ("Kelas hukuman ini untuk PNS" in told) == ("PP49/2018:53" in law.norms)


def test_sanctions_and_their_basis_are_told_as_the_press_tells_them():
    told = explain(finding("threat", DAYS[3]), pack=PACK, on=DAYS[3])
    assert "dasar kelas menurut pers: huruf a berat; huruf i ringan/sedang" in told
    assert "[keyakinan sumber: sedang; sanksi menurut pers: ringan atau sedang" in told
    claim = explain(finding("claim", date(2024, 1, 1)), pack=PACK, on=date(2024, 1, 1))
    (ruling,) = [line for line in claim.splitlines() if "MK 115" in line]
    assert "sanksi menurut pers" not in ruling
    assert "tanggal berlakunya belum diverifikasi" in ruling
    assert claim.count("tanggal berlakunya belum diverifikasi") == 2


def test_english_is_said_in_english_order():
    told = explain(finding("hate", DAYS[3]), pack=PACK, on=DAYS[3], language="en")
    assert "Touches statement 3 of the pledge: " in told
    assert "[confidence in the source: medium; sanction as the press tells it: " in told
