"""One sentence of a long draft is not lost, and stands where it stands in the text."""

import time
from datetime import date

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikrar import packs
from ikrar.checks import queries
from ikrar.screening.labels import OPPOSITES, Label
from ikrar.screening.sentences import gather, sentences
from tests.apps.checks.steps import finding

DULL = "Pelayanan dibuka pukul delapan pagi dan berakhir pukul empat sore. "


@given(st.text(st.sampled_from("ab .!?…\n\u200b\u2028é🙏"), max_size=40))
def test_sentences_stand_where_they_say(text):
    found = sentences(text)
    for start, part in found:
        assert text[start : start + len(part)] == part
        assert part.strip()
        assert "\n" not in part
    ends = [start + len(part) for start, part in found]
    assert ends == sorted(ends)
    covered = "".join(part for _start, part in found)
    assert (
        not found
        or covered.replace(" ", "") == "".join(c for c in text if not c.isspace())
        or ("\u2028" in text)
    )


def test_a_long_text_is_cut_in_the_blink_of_an_eye():
    assert len(sentences("a. " * 6_000)) == 6_000
    began = time.process_time()
    for one in ("." * 20_000, "!" * 19_999 + "a", "…" * 9_999 + "a" + "?" * 10_000, ".a" * 10_000):
        assert sentences(one) == []
    for one in ("Dr. " * 5_000, "A. B. " * 3_333, "No." * 6_666, "No." + " " * 19_000 + "a"):
        assert sentences(one) == []
    assert (
        time.process_time() - began < 1
    )  # each took seconds when every mark was tried as a beginning


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Apa?! Ya... Tidak!!", ["Apa?!", "Ya...", "Tidak!!"]),
        ("... begitu. Ya", ["...", "begitu.", "Ya"]),
        ("! begitu. Ya", ["! begitu.", "Ya"]),
        ("www.contoh.test ini. Itu", ["www.contoh.test ini.", "Itu"]),
    ],
)
def test_where_a_sentence_ends(text, parts):
    assert [part for _start, part in sentences(text)] == parts


def test_whole_text_goes_first():
    rows = [
        {"findings": [finding(Label.HATE, (0, 3), score=0.5)]},
        {"findings": [finding(Label.HATE, (1, 2), score=0.9), finding(Label.ABUSIVE, (0, 1))]},
        {"findings": [finding(Label.ABUSIVE, (2, 4), score=0.95)]},
    ]
    hate, abusive = gather(rows, [0, 10])
    assert (hate["score"], hate["spans"]) == (0.5, [[0, 3]])
    assert (abusive["score"], abusive["spans"]) == (0.95, [[0, 1], [12, 14]])
    assert len(abusive["reasons"]) == 1


def test_a_threat_to_jobs_keeps_its_form_among_other_threats():
    plain = finding(Label.THREAT, (0, 20), score=0.9) | {"reasons": ["a", "b", "c", "d"]}
    coercive = finding(Label.THREAT, (2, 5), score=0.8) | {"reasons": ["jobs"]}
    coercive |= {"forms": ["PP-S2"], "norms": ["PP94/2021:5:i"]}
    (threat,) = gather([{"findings": [plain]}, {"findings": [coercive]}], [0])
    assert (threat["score"], threat["spans"]) == (0.9, [[0, 20]])
    assert (threat["forms"], threat["norms"]) == (["PP-S2"], ["PP94/2021:5:i"])
    assert threat["reasons"] == ["jobs", "a", "b", "c"]
    assert plain["forms"] == []


def test_no_sentence_takes_away_what_another_cites():
    coercive = finding(Label.THREAT, (0, 4), score=0.8)
    coercive |= {"forms": ["PP-S2"], "norms": ["PP94/2021:5:i", "PP94/2021:5:a"]}
    plain = finding(Label.THREAT, (0, 4), score=0.9) | {"norms": ["PP94/2021:5:a"]}
    for first, second in ((coercive, plain), (plain, coercive)):
        (threat,) = gather([{"findings": one} for one in ([], [first], [second])], [0, 10])
        assert threat["score"] == 0.9
        assert threat["forms"] == ["PP-S2"]
        assert sorted(threat["norms"]) == ["PP94/2021:5:a", "PP94/2021:5:i"]
        assert threat["spans"] == [[0, 4], [10, 14]]


def test_a_form_is_read_with_its_reasons():
    plain = finding(Label.THREAT, (0, 4)) | {"reasons": ["a", "b", "c", "d"]}
    coercive = finding(Label.THREAT, (0, 4)) | {"reasons": ["jobs"], "forms": ["N-01"]}
    for order in ([plain], [coercive]), ([coercive], [plain]):
        (threat,) = gather([{"findings": row} for row in ([], *order)], [0, 10])
        assert threat["reasons"] == ["jobs", "a", "b", "c"]


@pytest.mark.parametrize("pair", OPPOSITES)
@pytest.mark.parametrize("kept", [0, 1])
def test_two_opposites_of_different_sentences_are_both_told(pair, kept):
    surer, other = finding(pair[kept], (0, 1), score=0.9), finding(pair[1 - kept], score=0.6)
    for order in ([surer], [other]), ([other], [surer]):
        both = gather([{"findings": row} for row in ([], *order)], [0, 10])
        assert [one["label"] for one in both] == [row[0]["label"] for row in order]
    for rows in ([[other], [], [surer]], [[surer], [surer], [other]], [[other], [surer], []]):
        both = gather([{"findings": row} for row in rows], [0, 10])
        assert {one["label"] for one in both} == set(pair)


def test_a_call_for_calm_marks_no_sentence_that_provokes():
    calm = finding(Label.CALM, (0, 4), (12, 14))
    provoke = finding(Label.PROVOKE, (0, 9), score=0.6)
    rows = [{"findings": row} for row in ([calm], [finding(Label.CALM, (0, 4))], [provoke])]
    whole, other = gather(rows, [0, 10])
    assert (whole["label"], whole["spans"]) == (Label.CALM, [[0, 4]])
    assert (other["label"], other["spans"]) == (Label.PROVOKE, [[10, 19]])
    assert calm["spans"] == [[0, 4], [12, 14]]
    whole, _other = gather([{"findings": [finding(Label.CALM, (12, 14))]}, *rows[1:]], [0, 10])
    assert whole["spans"] == [[12, 14]], "it has no other place"


def test_of_two_opposites_in_one_row_the_choice_is_the_engines():
    calm, provoke = finding(Label.CALM), finding(Label.PROVOKE)
    assert len(gather([{"findings": [calm, provoke]}], [])) == 2
    (one,) = gather([{"findings": row} for row in ([], [provoke], [provoke])], [0, 10])
    assert one["label"] == Label.PROVOKE


def asked(text, on=date(2024, 1, 15)):
    draft = queries.Draft(text, on=on, role="asn")
    return queries.check(draft, pack=packs.load("pemilu-2024"), agency_name="Contoh")


def test_what_one_sentence_says_is_not_taken_back_by_the_others():
    answer = asked("Selamat pagi Bapak Ibu. Pilih Ganjar ya. Jangan pilih Prabowo.")
    assert {found.label for found in answer.against} >= {"partisan_support", "partisan_attack"}


def test_a_calm_draft_that_calls_for_a_siege_is_not_said_to_need_no_change():
    siege = "Tapi kalau nomor 2 menang, kita kepung KPU sampai rata."
    calm = "Mari kita jaga pemilu yang damai, aman, dan tertib. Jangan terprovokasi hoaks. Hormati petugas dan sesama pemilih."
    talk = {found.label: found for found in asked(f"{calm} {siege}").conversation}
    assert {"calm", "provoke"} <= set(talk)
    assert all("tidak perlu diubah" not in found.hint for found in talk.values())
    assert not any(quote.text in siege for quote in talk["calm"].quotes)
    assert "tidak perlu diubah" in asked(calm).conversation[0].hint


@pytest.mark.parametrize(
    "title", ["Prof.", "Dr. H.", "Drs.", "dra.", "Ir.", "Hj.", "K.H. A. B.", "No.", "Tgk.", "Kab.", "Kec.", "Sdr."]
)  # fmt: skip
def test_a_title_ends_no_sentence(title):
    parts = [part for _start, part in sentences(f"Hadir {title} Contoh di sini. Lalu pulang.")]
    assert parts == [f"Hadir {title} Contoh di sini.", "Lalu pulang."]


def test_what_only_looks_like_a_title_ends_one():
    for end in ("Sarno.", "No?", "No...", "pilih 2.", "Jumadr."):
        assert len(sentences(f"Kata {end} Lalu pulang.")) == 2


def test_a_number_after_no_is_no_abstention():
    assert [found.label for found in asked("Pilih No. 2 ya").against] == ["partisan_support"]
    assert asked("Pilih No. 2 ya").conversation == []


@pytest.mark.parametrize("place", [0, 5, 20])
def test_a_harsh_sentence_is_found_wherever_it_stands(place):
    parts = [DULL] * 20
    parts.insert(place, "Yang di sebelah memang goblok. ")
    draft = queries.Draft("".join(parts), on=date(2023, 10, 4), role="asn")
    answer = queries.check(draft, pack=packs.load("pemilu-2024"), agency_name="Contoh")
    assert [found.label for found in answer.against] == [Label.ABUSIVE]
    assert "goblok" in answer.against[0].quotes[0].text
    assert answer.conversation == []


@pytest.mark.parametrize(("length", "counts"), [(1_000, True), (1_001, False)])
def test_a_text_longer_than_posts_is_judged_by_its_sentences_alone(monkeypatch, length, counts):
    def screened(texts, **_how):
        rows = [[finding(Label.HATE, (0, 4))], *([] for _ in texts[1:])]
        return pa.table({"phase": ["masa-kampanye"] * len(rows), "findings": rows})

    monkeypatch.setattr("ikrar.screening.engine.screen", screened)
    text = ("Satu. " + "a" * length)[:length]
    draft = queries.Draft(text, on=date(2023, 12, 4), role="asn")
    answer = queries.check(draft, pack=packs.load("pemilu-2024"), agency_name="Contoh")
    assert [found.label for found in answer.against] == [Label.HATE] * counts
