"""The law that a finding cites: by label, object, day and role; never a verdict, and unsure where the sources are."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikrar import packs
from ikrar.errors import InputError
from ikrar.screening.citation import Citation
from ikrar.screening.labels import AGAINST_PLEDGE, CONVERSATION, LABELS
from ikrar.screening.law import ROLES, Lawbook, stage_of

PEMILU, PILKADA = packs.load("pemilu-2024"), packs.load("pilkada-2024")
BEFORE, SPLIT, CAMPAIGN = date(2023, 10, 4), date(2023, 11, 5), date(2023, 12, 1)
QUIET, AFTER, LATER = date(2024, 2, 12), date(2024, 3, 25), date(2026, 3, 1)
DAYS = st.dates(date(2021, 1, 1), date(2027, 1, 1))


def of(label, on, *, pack=PEMILU, role="asn", told=None):
    return Lawbook(pack, role).of(label, on, told=None if told is None else frozenset(told))


@pytest.mark.parametrize(
    ("on", "object_", "forms", "sanctions"),
    [
        (BEFORE, "bakal_calon", ("KE-04", "KE-02"), ("moral",)),
        (date(2023, 11, 2), "bakal_calon", ("KE-04", "KE-02"), ("moral",)),
        (date(2023, 11, 13), "calon", ("D-06", "D-02"), ("berat",)),
        (CAMPAIGN, "calon", ("D-06", "D-02"), ("berat",)),
        (QUIET, "calon", ("D-06", "D-02"), ("berat",)),
    ],
)
def test_support_is_ethics_before_determination_and_discipline_after(on, object_, forms, sanctions):
    found = of("partisan_support", on)
    assert (found.object, found.forms, found.sanctions) == (object_, forms, sanctions)
    assert not found.ask_human
    assert {PEMILU.form(form).confidence for form in found.forms} == {"high"}


def test_where_contests_differ_both_sides_are_cited_and_a_human_is_asked():
    found = of("partisan_support", SPLIT)
    assert found.object == "bakal_calon_or_calon"
    assert {"KE-04", "D-06"} <= set(found.forms)
    assert found.ask_human
    assert found.note.id.startswith("Pada hari itu sebagian pemilihan sudah punya calon")
    for on in (BEFORE, CAMPAIGN):
        assert "sebagian pemilihan" not in of("partisan_support", on).note.id


def test_a_form_that_waits_for_candidates_is_not_said_to_be_missing():
    early = of("money_offer", BEFORE)
    assert (early.forms, early.ask_human) == ((), True)
    assert early.note.id.startswith("Ada bentuk yang menyebut calon, dan pada hari itu calon belum")
    for found in (of("money_offer", LATER), of("partisan_support", LATER)):
        assert found.note.id.startswith("Tidak ada bentuk yang tercatat untuk hari itu")
    assert "menyebut calon, dan" not in of("money_offer", None).note.id


def test_after_the_count_only_the_form_that_lasts_remains_and_a_human_is_asked():
    found = of("partisan_support", AFTER)
    assert found.forms == ("D-08",)
    assert found.ask_human
    assert of("partisan_support", LATER) == Citation(
        ask_human=True, note=of("partisan_support", LATER).note
    )


def test_an_official_may_meet_the_form_on_appeals_too():
    assert "D-08" in of("partisan_support", CAMPAIGN, role="pejabat").forms
    assert "D-08" not in of("partisan_support", CAMPAIGN).forms


def test_an_attack_is_read_as_siding_only_as_a_question():
    found = of("partisan_attack", CAMPAIGN)
    assert found.forms == ("D-06", "P-09")
    assert of("partisan_attack", BEFORE).forms == ("KE-04",)
    assert found.ask_human
    assert "pembacaan kami" in found.note.id


@pytest.mark.parametrize(
    ("label", "on", "forms"),
    [
        ("hate", CAMPAIGN, ("P-07", "P-09")),
        ("hate", BEFORE, ("P-07",)),
        ("hate", AFTER, ("P-07",)),
        ("claim", CAMPAIGN, ("P-08",)),
        ("claim", None, ("P-08",)),
        ("abusive", CAMPAIGN, ()),
        ("money_offer", CAMPAIGN, ("P-04", "D-08")),
        ("money_offer", QUIET, ("P-04", "D-08")),
        ("money_offer", BEFORE, ()),
        ("money_solicit", BEFORE, ("PP-S4", "PP-S3")),
        ("money_solicit", None, ("PP-S4", "PP-S3")),
        ("threat", CAMPAIGN, ("PP-S2", "PP-S1")),
    ],
)
def test_all_other_labels_are_questions(label, on, forms):
    found = of(label, on)
    assert found.forms == forms
    assert found.ask_human
    assert found.note.id
    assert found.note.en


def test_money_in_a_regional_election_is_another_form():
    early = date(2024, 9, 1)
    assert of("money_offer", early, pack=PILKADA).forms == ("P-05",)
    assert of("money_offer", date(2024, 10, 1), pack=PILKADA).forms[0] == "P-05"
    assert "penerima" in of("money_solicit", early, pack=PILKADA).note.id


@pytest.mark.parametrize("label", AGAINST_PLEDGE)
@pytest.mark.parametrize("role", ROLES)
def test_no_norm_of_another_kind_of_election_is_cited(label, role):
    regional = (date(2024, 9, 1), date(2024, 10, 1), date(2024, 11, 27))
    for pack, days, other in (
        (PEMILU, (BEFORE, SPLIT, CAMPAIGN, QUIET, AFTER), "UU10/2016"),
        (PILKADA, regional, "UU7/2017"),
    ):
        for on in days:
            assert not [n for n in of(label, on, pack=pack, role=role).norms if n.startswith(other)]
    assert "UU7/2017:283" in of("partisan_support", AFTER).norms
    assert "UU10/2016:187A" in of("money_offer", regional[1], pack=PILKADA).norms


@pytest.mark.parametrize("label", ["hate", "partisan_attack"])
def test_a_ban_that_binds_campaign_teams_says_so(label):
    assert "tim kampanye" in of(label, CAMPAIGN).note.id
    assert "campaigns, contestants and their teams" in of(label, CAMPAIGN).note.en
    for on, pack in ((BEFORE, PEMILU), (AFTER, PEMILU), (date(2024, 10, 1), PILKADA)):
        assert "tim kampanye" not in of(label, on, pack=pack).note.id


def test_a_threat_about_anything_else_than_jobs_and_aid_has_no_form():
    assert of("threat", CAMPAIGN, told={"penalty"}).forms == ("PP-S2",)
    assert of("threat", CAMPAIGN, told={"aid"}).forms == ("PP-S1",)
    assert of("threat", CAMPAIGN, told={"aid", "penalty"}).forms == ("PP-S2", "PP-S1")
    other = of("threat", CAMPAIGN, told=())
    assert other.forms == other.norms == other.sanctions == ()
    assert other.ask_human
    # one word may be missing from a list: no form is said not to exist, and what those are about is told
    assert other.note.id.startswith("Bentuk tentang intimidasi dan layanan tidak dikutip: ")
    assert "menyangkut bawahan dan kariernya" in other.note.id
    assert "disampaikan kepada pihak berwenang" in other.note.id
    assert other.note == of("threat", LATER, told=()).note, "whatever the day"
    assert "tidak dikutip" not in of("threat", CAMPAIGN, told={"aid"}).note.id


def test_staff_outside_the_service_have_a_form_of_their_own():
    assert of("partisan_support", CAMPAIGN, role="non_asn").forms == ("N-01",)
    assert of("partisan_support", CAMPAIGN, role="ppnpn").sanctions == ("kontrak",)
    assert of("hate", CAMPAIGN, role="non_asn").forms == ("N-01", "P-07", "P-09")
    assert of("hate", BEFORE, role="non_asn", told={"camp"}).forms == ()
    assert of("abusive", CAMPAIGN, role="non_asn").forms == ()


def test_contract_staff_are_told_that_the_classes_are_not_theirs():
    found = of("partisan_support", CAMPAIGN, role="pppk")
    assert "PP49/2018:53" in found.norms
    assert found.ask_human
    assert "PPPK" in found.note.id


def test_only_a_severe_breach_ends_a_contract():
    assert of("partisan_support", BEFORE, role="pppk").sanctions == ("moral",)
    assert "PP49/2018:53" not in of("partisan_support", BEFORE, role="pppk").norms
    assert "PP49/2018:53" in of("money_solicit", BEFORE, role="pppk").norms
    assert "PP49/2018:53" not in of("hate", BEFORE, role="pppk").norms


@pytest.mark.parametrize(
    ("role", "said"), [("pppk", "PPPK"), ("non_asn", "non-ASN"), ("ppnpn", "non-ASN")]
)
def test_a_crime_binds_everyone_and_no_form_has_no_class(role, said):
    outside = role != "pppk"  # a crime is a form of theirs as well, with a class of theirs
    assert (said in of("hate", BEFORE, role=role).note.id) == outside
    assert (said in of("claim", CAMPAIGN, role=role).note.id) == outside
    assert said not in of("abusive", CAMPAIGN, role=role).note.id
    assert said not in of("threat", CAMPAIGN, role=role, told=()).note.id
    assert said in of("threat", CAMPAIGN, role=role, told={"penalty"}).note.id
    assert said in of("money_offer", CAMPAIGN, role=role).note.id


@pytest.mark.parametrize("role", ["non_asn", "ppnpn"])
@pytest.mark.parametrize("on", [BEFORE, SPLIT, date(2024, 1, 15)])
def test_what_is_told_is_about_the_form_that_is_cited(role, on):
    found = of("partisan_support", on, role=role)
    assert (found.forms, found.object, found.ask_human) == (("N-01",), "any", True)
    assert of("hate", CAMPAIGN, role=role).object == "any"
    meant = of("partisan_support", on, role="asn").forms
    assert f"Bentuk yang dimaksud: {', '.join(meant)}; objeknya: " in found.note.id
    assert ("bakal calon" in found.note.id.partition("objeknya")[2]) == (on != date(2024, 1, 15))


@pytest.mark.parametrize(
    ("label", "told"),
    [
        ("partisan_support", None),
        ("partisan_attack", None),
        ("money_offer", {"money"}),
        ("hate", None),
    ],
)
def test_whatever_hangs_on_candidates_is_asked_about_where_only_some_contests_have_them(
    label, told
):
    found = of(label, SPLIT, told=told)
    assert found.ask_human
    assert found.is_split
    assert "sebagian pemilihan sudah punya calon dan sebagian belum" in found.note.id
    assert "belum diverifikasi untuk: Pemilihan anggota DPR dan DPRD" in found.note.id
    assert "is not verified for: Election of DPR and DPRD members" in found.note.en
    for other in (of(label, CAMPAIGN, told=told), of("claim", SPLIT), of("money_solicit", SPLIT)):
        assert not other.is_split
        assert "sebagian pemilihan" not in other.note.id


@pytest.mark.parametrize(
    ("label", "begun", "not_yet"),
    [("hate", CAMPAIGN, True), ("money_offer", QUIET, True), ("partisan_support", CAMPAIGN, False)],
)
def test_between_determination_and_campaign_it_is_said_that_none_has_begun(label, begun, not_yet):
    said = "Masa kampanye belum mulai pada hari itu"
    for gap in (date(2023, 11, 13), date(2023, 11, 27)):
        assert (said in of(label, gap).note.id) == not_yet
    for on in (BEFORE, date(2023, 11, 28), begun, AFTER, LATER):
        assert said not in of(label, on).note.id
    assert said not in of(label, date(2024, 9, 23), pack=PILKADA).note.id


def test_a_norm_of_voting_day_is_cited_on_voting_day_only():
    days = {on: of("money_offer", on).norms for on in (CAMPAIGN, QUIET, date(2024, 2, 14))}
    assert [("UU7/2017:515" in norms) for norms in days.values()] == [False, False, True]
    assert [("UU7/2017:280:1:j" in norms) for norms in days.values()] == [True, False, False]
    assert all("UU7/2017:523" in norms for norms in days.values())
    assert "UU7/2017:280:1:f" not in of("threat", LATER, told={"penalty"}).norms


def test_every_ban_of_the_campaign_tells_whom_it_binds():
    for label in ("money_offer", "threat", "hate", "partisan_attack"):
        for on in (BEFORE, SPLIT, CAMPAIGN, QUIET, AFTER):
            found = of(label, on)
            bans = [name for name in found.norms if name.startswith("UU7/2017:280:1")]
            assert ("tim kampanye" in found.note.id) == bool(bans)


def test_who_asks_for_money_learns_what_to_do_with_money_received():
    found = of("money_solicit", CAMPAIGN, told={"money"})
    assert (
        "laporkan kepada UPG. Aman bila dilaporkan kepada KPK dalam 30 hari kerja." in found.note.id
    )
    assert "Safe if reported to KPK within 30 working days." in found.note.en


@pytest.mark.parametrize("label", ["money_offer", "money_solicit"])
def test_where_no_word_is_of_money_no_form_on_money_is_cited(label):
    found = of(label, CAMPAIGN, told=())
    assert (found.forms, found.norms, found.ask_human) == ((), (), True)
    assert found.note.id.startswith("Bentuknya tidak dikutip")
    assert "tercatat untuk hari itu" not in found.note.id


def test_a_nickname_of_a_camp_is_no_ground_of_incitement():
    found = of("hate", AFTER, told={"camp"})
    assert (found.forms, found.ask_human) == ((), True)
    assert "Julukan kubu politik bukan salah satu dasar" in found.note.id
    assert of("hate", AFTER, told={"camp", "faith"}).forms == ("P-07",)
    assert of("hate", AFTER, told=()).forms == ("P-07",), "sex and disability are no group here"


def test_a_form_that_waits_for_candidates_is_told_of_beside_others_too():
    early = of("partisan_support", BEFORE, role="pejabat")
    assert early.forms == ("KE-04", "KE-02")
    assert early.ask_human
    assert early.note.id.startswith("Ada bentuk yang menyebut calon, dan pada hari itu calon belum")
    assert not of("partisan_support", BEFORE).is_early


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("on", [None, BEFORE, SPLIT, CAMPAIGN, AFTER, LATER])
def test_a_note_does_not_say_twice_that_a_human_is_to_be_asked(role, on):
    for label in AGAINST_PLEDGE:
        for told in (None, ()):
            note = of(label, on, role=role, told=told).note
            assert "anyakan kepada manusia" not in note.id
            assert "sk a human" not in note.en
            assert "hari ini" not in note.id


@pytest.mark.parametrize(("label", "form"), [("hate", "P-07"), ("claim", "P-08")])
def test_no_law_is_cited_before_the_year_in_its_number(label, form):
    for on in (BEFORE, date(2023, 11, 20), CAMPAIGN):
        found = of(label, on)
        assert found.forms[0] == form
        assert not any("2024" in name for name in found.norms)
        assert found.ask_human
        assert "dasar hukumnya untuk hari itu tidak tercatat" in found.note.id
    later = of(label, date(2024, 1, 15))
    assert later.norms[0].startswith("UU1/2024:28:")
    assert "tidak tercatat" not in later.note.id


def test_without_a_day_nothing_is_assumed():
    found = of("partisan_support", None)
    assert found.forms == ()
    assert found.ask_human
    assert "Tanggal" in found.note.id
    assert "Tanggal" not in of("abusive", None).note.id  # whatever the day, it is no form


@pytest.mark.parametrize("label", CONVERSATION)
@pytest.mark.parametrize("on", [None, BEFORE, CAMPAIGN, AFTER])
def test_conversation_carries_no_form(label, on):
    assert of(label, on) == Citation()


@settings(deadline=None)
@given(st.sampled_from(LABELS), DAYS, st.sampled_from(ROLES), st.sampled_from([PEMILU, PILKADA]))
def test_what_is_cited_exists_and_holds_on_its_day(label, on, role, pack):
    found = of(label, on, pack=pack, role=role)
    possible = {form.id for form in pack.forms_on(on)}
    assert set(found.forms) <= possible
    assert all(pack.cite(name).in_force(on) for name in found.norms)
    classes = {pack.form(name).sanction for name in found.forms}
    assert set(found.sanctions) == classes
    if label in AGAINST_PLEDGE and (not found.forms or classes & {"pidana", "unmapped"}):
        assert found.ask_human


@settings(deadline=None)
@given(DAYS)
def test_the_class_follows_the_object(on):
    found = of("partisan_support", on)
    if "moral" in found.sanctions:
        assert found.object in ("bakal_calon", "bakal_calon_or_calon")
    if "berat" in found.sanctions:
        assert found.object in ("calon", "bakal_calon_or_calon")


@settings(deadline=None)
@given(st.sampled_from(LABELS), DAYS)
def test_no_contestant_plays_a_part(label, on):
    words = str(of(label, on)).casefold()
    people = [p.name for c in PEMILU.contestants.contestants for p in c.people]
    parties = [party.short for party in PEMILU.parties.parties if len(party.short) > 3]
    assert not any(f" {name.casefold()} " in words for name in people + parties)


@pytest.mark.parametrize(
    ("on", "stage"),
    [
        (None, None),
        (date(2020, 1, 1), None),
        (date(2023, 11, 20), "antara"),
        (CAMPAIGN, "kampanye"),
        (date(2023, 11, 3), "pencalonan-presiden"),  # the list of others is from memory
        (date(2024, 1, 25), "kampanye"),  # so are the days of rallies
        (date(2024, 5, 10), "post"),  # planning ran on until June
        (QUIET, "masa-tenang"),
        (date(2024, 2, 14), "pemungutan"),
        (date(2024, 8, 1), "post"),
        (date(2025, 1, 1), None),
    ],
)
def test_the_stage_of_a_day_is_the_shortest_of_its_phase_that_a_page_confirms(on, stage):
    assert stage_of(PEMILU, on) == stage


@settings(deadline=None)
@given(DAYS)
def test_a_stage_covers_its_day_and_was_held(on):
    name = stage_of(PEMILU, on)
    rows = [stage for stage in PEMILU.calendar.stages if stage.id == name]
    for row in rows:
        assert row.held
        assert row.contains(on)
        assert row.violation_phase == PEMILU.violation_phase(on)
        assert PEMILU.source(row.source).verified
        alike = [
            s
            for s in PEMILU.stages(on)
            if s.violation_phase == row.violation_phase and PEMILU.source(s.source).verified
        ]
        assert not any(s.end - s.start < row.end - row.start for s in alike), (
            "a shorter one covers it"
        )


def test_the_same_question_is_answered_from_memory():
    book = Lawbook("pemilu-2024")
    assert book.of("hate", CAMPAIGN) is book.of("hate", CAMPAIGN)
    assert book.of("hate", CAMPAIGN) is not book.of("hate", CAMPAIGN + timedelta(days=1))


def test_an_unknown_role_is_refused():
    with pytest.raises(InputError, match="roles are asn"):
        Lawbook(PEMILU, "menteri")
