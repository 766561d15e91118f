"""May I? Questions are placed, days and roles change the outcome, and it never matters who is named."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikrar import packs
from ikrar.errors import InputError
from ikrar.packs.may import about, ask

PEMILU = packs.load("pemilu-2024")
PILKADA = packs.load("pilkada-2024")
BEFORE, SPLIT, CAMPAIGN = date(2023, 9, 1), date(2023, 11, 5), date(2024, 1, 10)
QUIET, VOTING, AFTER, OVER = (
    date(2024, 2, 12),
    date(2024, 2, 14),
    date(2024, 3, 1),
    date(2026, 1, 1),
)
DEV = [
    json.loads(line)
    for line in (Path(__file__).parent / "may_dev.jsonl").read_text("utf-8").splitlines()
]
APART = [
    json.loads(line)
    for line in (Path(__file__).parent / "may_questions.jsonl").read_text("utf-8").splitlines()
]
ACTS = {one.id for one in (*PEMILU.forms.forms, *PEMILU.acts.acts)}


def ids(question, **how):
    return [answer.id for answer in ask(PEMILU, question, **how).answers]


def outcome(question, wanted, *, pack=PEMILU, **how):
    found = {answer.id: answer for answer in ask(pack, question, **how).answers}
    return found[wanted]


# ---------------------------------------------------------------- placing a question


def test_development_questions_are_placed():
    asked = [row for row in DEV if row["expected"]]
    assert len(asked) >= 150
    hits = [set(ids(row["question"])) & set(row["expected"]) for row in asked]
    assert sum(map(bool, hits)) / len(asked) >= 0.93


def test_most_are_placed_first():
    asked = [row for row in DEV if row["expected"]]
    first = [(ids(row["question"]) or [""])[0] in row["expected"] for row in asked]
    assert sum(first) / len(asked) >= 0.85


def test_questions_that_were_written_apart_are_placed():
    """By somebody who saw the acts and neither the search nor its phrases; nothing was tuned on them."""
    asked = [row for row in APART if row["expected"]]
    assert len(asked) >= 300
    hits = [set(ids(row["question"])) & set(row["expected"]) for row in asked]
    assert sum(map(bool, hits)) / len(asked) >= 0.92  # 0.944 when they were first asked
    assert {one for row in asked for one in row["expected"]} == ACTS
    others = [row["question"] for row in APART if not row["expected"]]
    assert sum(not ids(question) for question in others) / len(others) >= 0.85


def test_unrelated_questions_have_no_answer():
    others = [row["question"] for row in DEV if not row["expected"]]
    assert len(others) >= 20
    assert sum(not ids(question) for question in others) / len(others) >= 0.9


def test_every_act_has_a_development_question():
    known = {form.id for form in PEMILU.forms.forms} | {act.id for act in PEMILU.acts.acts}
    assert {name for row in DEV for name in row["expected"]} == known


def test_every_act_is_found_by_its_own_text():
    for row in (*PEMILU.forms.forms, *PEMILU.acts.acts):
        assert row.id in ids(row.text.id), row.id


def test_slang_typos_and_affixes():
    plain = ids("menyukai unggahan caleg di instagram")
    for other in (
        "ngelike postingan caleg di ig",
        "like unggahn caleg di instagrm",
        "me-like post kandidat di insta",
    ):
        assert ids(other)[:2] == plain[:2] == ["D-06", "KE-04"]


def test_the_side_that_the_words_name_comes_first():
    assert ids("like postingan bakal calon bupati", on=CAMPAIGN)[0] == "KE-04"
    assert ids("like postingan calon yang sudah ditetapkan", on=BEFORE)[0] == "D-06"


def test_at_most_three_and_best_first():
    for row in DEV:
        found = ask(PEMILU, row["question"]).answers
        assert len(found) <= 3
        assert len({answer.id for answer in found}) == len(found)
        scores = [answer.score for answer in found]
        assert scores == sorted(scores, reverse=True)
        assert all(0 < score <= 1 for score in scores)


# ---------------------------------------------------------------- days


@pytest.mark.parametrize(
    ("day", "before", "after"),
    [
        (BEFORE, "no", "depends"),
        (CAMPAIGN, "depends", "no"),
        (QUIET, "depends", "no"),
        (VOTING, "depends", "no"),
        (AFTER, "depends", "depends"),
        (OVER, "depends", "depends"),
        (None, "depends", "depends"),
        (SPLIT, "no", "no"),
    ],
)
def test_the_day_decides_between_twins(day, before, after):
    question = "boleh like postingan caleg?"
    assert outcome(question, "KE-04", on=day).outcome == before
    assert outcome(question, "D-06", on=day).outcome == after


def test_the_day_candidates_are_determined_is_the_line():
    question = "boleh pasang baliho capres di rumah"
    eve, day = date(2023, 11, 2), date(2023, 11, 13)
    assert outcome(question, "KE-01", on=eve).outcome == "no"
    assert outcome(question, "D-01", on=eve).outcome == "depends"
    assert outcome(question, "KE-01", on=day).outcome == "depends"
    assert outcome(question, "D-01", on=day).outcome == "no"


def test_the_quiet_period_ends_what_is_only_of_the_campaign():
    question = "ke kampanye pakai seragam dinas"
    assert outcome(question, "PP-N2", on=CAMPAIGN).outcome == "no"
    quiet = outcome(question, "PP-N2", on=QUIET)
    assert quiet.outcome == "depends"
    assert quiet.phase == "quiet"
    assert "in the quiet period" in quiet.reasons[0].en


def test_both_sides_of_the_line_are_told():
    found = outcome("like postingan caleg", "D-06", on=CAMPAIGN).difference
    assert (found.before.id, found.before.sanction) == ("KE-04", "moral")
    assert (found.after.id, found.after.sanction) == ("D-06", "berat")
    same = outcome("jadi anggota partai", "D-05", on=CAMPAIGN).difference
    assert same.before == same.after
    one = outcome("ke kampanye pakai seragam dinas", "PP-N2", on=CAMPAIGN).difference
    assert one.before is None
    assert "no form is listed" in one.text.en


def test_a_calon_does_not_exist_before_the_line():
    question = "nyuruh staf coblos caleg"
    assert outcome(question, "D-08", on=CAMPAIGN).outcome == "no"
    assert outcome(question, "D-08", on=BEFORE).outcome == "depends"


def test_a_day_on_which_only_some_have_candidates_says_so():
    reasons = [text.en for text in outcome("like postingan caleg", "KE-04", on=SPLIT).reasons]
    assert any("which contest" in reason for reason in reasons)


# ---------------------------------------------------------------- outcomes, roles, kinds


def test_safe_acts_are_a_yes_and_grey_ones_go_to_a_human():
    assert outcome("boleh PNS nyoblos di TPS?", "OK-01").outcome == "yes"
    grey = outcome("nonton kampanye dari pinggir tanpa atribut", "GREY-01", on=CAMPAIGN)
    assert (grey.outcome, grey.norms, grey.confidence) == ("ask", (), None)


def test_a_class_that_is_not_established_goes_to_a_human():
    found = outcome("boleh ikut kampanye caleg?", "PP-N1", on=CAMPAIGN)
    assert (found.outcome, found.sanction) == ("ask", "unmapped")


def test_what_binds_officials_depends_for_everybody_else():
    question = "atasan membiarkan anak buah kampanye"
    assert outcome(question, "J-02", on=CAMPAIGN, role="pejabat").outcome == "no"
    for role in (None, "asn", "pns", "ppnpn"):
        found = outcome(question, "J-02", on=CAMPAIGN, role=role)
        assert found.outcome == "depends"
        assert "officials" in found.reasons[0].en


def test_non_asn_staff_have_the_same_forms_by_contract():
    question = "jadi tim sukses caleg"
    found = outcome(question, "D-10", on=CAMPAIGN, role="ppnpn")
    assert (found.outcome, found.sanction) == ("no", "kontrak")
    assert "SEPANRB1/2023" in [norm.id for norm in found.norms]
    assert outcome(question, "D-10", on=CAMPAIGN, role="pns").sanction == "berat"
    own = "honorer wajib netral juga?"
    assert outcome(own, "N-01", role="ppnpn").outcome == "no"
    assert outcome(own, "N-01", role="pns").outcome == "depends"


def test_classes_are_not_those_of_a_pppk():
    reasons = outcome("like postingan caleg", "D-06", on=CAMPAIGN, role="pppk").reasons
    assert any("PPPK" in reason.id for reason in reasons)


def test_a_crime_of_the_other_kind_of_election_depends():
    question = "terima uang dari calon bupati di pilkada"
    assert outcome(question, "P-05", on=CAMPAIGN).outcome == "depends"
    day = date(2024, 10, 1)
    assert outcome(question, "P-05", pack=PILKADA, on=day).outcome == "no"


def test_an_exemption_is_told():
    reasons = outcome("temani istri kampanye, dia caleg", "KE-07", on=CAMPAIGN).reasons
    told = next(reason for reason in reasons if "CLTN" in reason.id)
    assert told.en == "Exempt while on leave outside state responsibility (CLTN)."


def test_facts_are_the_packs_own():
    found = outcome("like postingan caleg", "D-06", on=CAMPAIGN)
    form = PEMILU.form("D-06")
    assert (found.form, found.object, found.phases) == (form.text, form.object, form.phases)
    assert (found.sanction, found.confidence) == (form.sanction, form.confidence)
    assert [source.id for source in found.sources] == list(form.sources)
    for norm in found.norms:
        row = PEMILU.cite(norm.id)
        assert (norm.citation, norm.confidence) == (row.citation, row.confidence)
        assert row.in_force(CAMPAIGN)


def test_norms_that_are_not_in_force_are_not_named():
    question = "pasang baliho calon"
    new, old = "UU20/2023:9:2", "UU5/2014:9:2"
    assert {new} == {n.id for n in outcome(question, "D-01", on=CAMPAIGN).norms} & {new, old}
    assert {old} == {n.id for n in outcome(question, "D-01", on=BEFORE).norms} & {new, old}


def test_norms_of_another_kind_of_election_are_not_named():
    on = date(2024, 10, 20)
    found = [about(pack, "D-12", on=day) for pack, day in ((PEMILU, CAMPAIGN), (PILKADA, on))]
    laws = [{norm.id.partition(":")[0] for norm in one.norms} for one in found]
    assert "UU7/2017" in laws[0]
    assert "UU10/2016" not in laws[0]
    assert "UU10/2016" in laws[1]
    assert "UU7/2017" not in laws[1]


@pytest.mark.parametrize("role", ["pppk", "ppnpn"])
def test_a_crime_is_no_matter_of_discipline(role):
    crime = about(PILKADA, "J-01", on=date(2024, 10, 20), role=role)
    assert crime.sanction == "pidana"
    assert not [reason for reason in crime.reasons if "kontrak" in reason.id]
    severe = about(PEMILU, "D-06", on=CAMPAIGN, role=role)
    assert [reason for reason in severe.reasons if "kontrak" in reason.id]


def test_every_reason_is_there_in_both_languages():
    for row in DEV[::7]:
        for role in (None, "pppk", "ppnpn"):
            for day in (None, BEFORE, SPLIT, CAMPAIGN, OVER):
                for answer in ask(PEMILU, row["question"], on=day, role=role).answers:
                    assert answer.outcome in {"no", "yes", "depends", "ask"}
                    assert answer.reasons or answer.outcome == "no"
                    for text in answer.reasons:
                        assert text.id != text.en


def test_an_unknown_role_is_refused():
    with pytest.raises(InputError, match="no role 'boss'"):
        ask(PEMILU, "like postingan caleg", role="boss")


# ---------------------------------------------------------------- hostile input


@pytest.mark.parametrize(
    "text",
    ["", " ", "\n\t", "?!…—", "\0" * 40, "😀🗳️👍", "\u202e\u200f\u2066", "#" * 500, "." * 100_000, "a" * 100_000, "1 2 3 04", "ﷺ" * 2_000, "\ud800", "١٢٣ هل يجوز", "选举"],
)  # fmt: skip
def test_what_is_no_question_has_no_answer(text):
    assert ask(PEMILU, text, on=CAMPAIGN).answers == ()


def test_only_the_first_thousand_characters_are_read():
    assert ids("x " * 500 + "like postingan caleg") == []
    assert ids("like postingan caleg " + "x" * 100_000)[:1] == ["D-06"]


def test_signs_inside_words_do_not_hide_them():
    assert ids("li\u200bke\0 post\u202eingan caleg ❤️")[:2] == ["D-06", "KE-04"]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_survived(text):
    assert len(ask(PEMILU, text).answers) <= 3


def test_it_needs_neither_django_nor_numpy_nor_the_network():
    code = (
        "import sys; from ikrar import packs; from ikrar.packs.may import ask; "
        "ask(packs.load('pemilu-2024'), 'like caleg'); "
        "print(sorted({'django', 'numpy', 'click', 'socket'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
