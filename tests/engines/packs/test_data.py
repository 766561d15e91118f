"""Nothing was dropped on the way from the compilation to the packs."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from ikrar import packs
from ikrar.errors import NotFound

PEMILU = packs.load("pemilu-2024")
PILKADA = packs.load("pilkada-2024")


def test_forty_two_forms_in_six_lists():
    counts = Counter(form.list for form in PEMILU.forms.forms)
    assert counts == {
        "kode_etik": 7,
        "disiplin": 12,
        "pp94": 8,
        "pidana": 10,
        "jabatan": 4,
        "non_asn": 1,
    }
    assert sum(counts.values()) == 42


def test_the_ids_of_the_forms():
    ids = [form.id for form in PEMILU.forms.forms]
    wanted = [f"KE-{n:02}" for n in range(1, 8)] + [f"D-{n:02}" for n in range(1, 13)]
    wanted += ["PP-N1", "PP-N2", "PP-N3", "PP-N4", "PP-S1", "PP-S2", "PP-S3", "PP-S4"]
    wanted += [f"P-{n:02}" for n in range(1, 11)] + [f"J-{n:02}" for n in range(1, 5)] + ["N-01"]
    assert ids == wanted


def test_the_annex_numbers_run_through():
    for name, last in (("kode_etik", 7), ("disiplin", 12)):
        numbers = [form.annex_no for form in PEMILU.forms.forms if form.list == name]
        assert numbers == list(range(1, last + 1))


def test_classes_are_kept_and_unmapped_stays_unmapped():
    counts = Counter(form.sanction for form in PEMILU.forms.forms)
    assert counts == {
        "moral": 7,
        "berat": 15,
        "sedang": 4,
        "ptdh": 1,
        "unmapped": 3,
        "pidana": 11,
        "kontrak": 1,
    }
    unmapped = {form.id for form in PEMILU.forms.forms if form.sanction == "unmapped"}
    assert unmapped == {"PP-N1", "J-03", "J-04"}


def test_optional_fields_of_forms_survive():
    assert {f.id for f in PEMILU.forms.forms if f.sub_acts} == {
        "KE-04",
        "KE-05",
        "D-06",
        "D-07",
        "D-08",
    }
    assert {f.id for f in PEMILU.forms.forms if f.exempt_if} == {"KE-07", "D-03"}
    assert {f.id for f in PEMILU.forms.forms if f.deadline} == {"PP-S3", "J-03"}
    assert sum(bool(f.note) for f in PEMILU.forms.forms) == 7
    assert {f.id for f in PEMILU.forms.forms if f.confidence == "low"} == {"PP-S1"}


def test_a_form_in_full():
    form = PEMILU.form("D-12")
    assert form.norm.startswith("PP 94/2021 Pasal 5 huruf n angka 5; UU 7/2017 Pasal 282 jo. 547")
    assert "PP94/2021:5:n:5" in form.norms
    assert form.sources == ("ntbsatu", "rmol", "repo-sql", "dossier")
    assert form.phases == ("pre-candidacy", "campaign", "quiet", "voting", "post")
    assert "amount from memory" in PEMILU.form("P-02").sanction_norm


def test_safe_and_grey_acts():
    assert [a.id for a in PEMILU.acts.acts if a.verdict == "ok"] == [
        f"OK-0{n}" for n in range(1, 6)
    ]
    assert [a.id for a in PEMILU.acts.acts if a.verdict == "grey"] == [
        f"GREY-0{n}" for n in range(1, 6)
    ]
    assert PEMILU.act("OK-05").note == "our reading; not found in a source"


def test_contestants_parties_and_signals():
    assert [c.number for c in PEMILU.contestants.contestants] == [1, 2, 3]
    assert [c.share_pct for c in PEMILU.contestants.contestants] == [24.9, 58.6, 16.5]
    assert PEMILU.contestant(2).parties_supporting_not_on_ballot == ("Prima",)
    assert len(PEMILU.contestants.negative_signals) == 6
    scopes = Counter(party.scope for party in PEMILU.parties.parties)
    assert scopes == {"national": 18, "aceh": 6, "not-on-ballot": 1}
    assert sorted(p.number for p in PEMILU.parties.parties if p.number) == list(range(1, 25))
    assert len(PEMILU.signals.gestures) == 6
    assert len(PEMILU.signals.neutral_phrases) == 5
    assert len(PEMILU.signals.pose_lists[0].terms) == 10


def test_calendars():
    assert len(PEMILU.calendar.stages) == 25
    assert [stage.id for stage in PEMILU.calendar.stages if not stage.held] == ["putaran-kedua"]
    assert len(PEMILU.programme.phases) == len(PEMILU.programme.alternatives) == 3
    assert len(PILKADA.calendar.stages) == 11
    assert PILKADA.calendar.rules[0].start == date(2024, 3, 22)
    assert len(PEMILU.figures.outlook) == 4
    assert PEMILU.figures.figures[0].value == 204422181


def test_memory_is_kept_as_memory():
    assert not PEMILU.source("memory").verified
    stages = {stage.id: stage.source for stage in PEMILU.calendar.stages}
    assert stages["penetapan-dct"] == stages["kampanye-rapat-umum-iklan"] == "memory"
    assert "memory" in PEMILU.cite("PP42/2004:16").sources


TABLE = """ASN-2 ASN-9 ASN-24 ASN-52 ASN-KASN ETH-11 ETH-15 ETH-16 DIS-n1 DIS-n2 DIS-n3 DIS-n4 DIS-n5 DIS-n6
DIS-n7 DIS-a DIS-i DIS-k/l DIS-m DIS-26 PPPK-53 PEM-280.1 PEM-280.2 PEM-280.3 PEM-282 PEM-283 PEM-491/492 PEM-498
PEM-509 PEM-515 PEM-523 PEM-454 PIL-70 PIL-71.1 PIL-71.2 PIL-187A ITE-28.2 ITE-28.3 KUHP GRAT GRAT-26 PDP SKB"""


@pytest.mark.parametrize("row", TABLE.split())
def test_every_row_of_the_norm_table_can_be_cited(row):
    norm = PEMILU.cite(row)
    assert norm.row == row
    assert norm.sources
    assert norm.text.id
    assert norm.text.en


def test_norms_know_their_law_and_their_days():
    assert PEMILU.cite("PP94/2021:5:n:6").citation == "PP 94/2021 Pasal 5 huruf n angka 6"
    old, new = PEMILU.cite("UU5/2014:9:2"), PEMILU.cite("UU20/2023:9:2")
    assert old.in_force(date(2023, 10, 30))
    assert not old.in_force(date(2023, 10, 31))
    assert new.in_force(date(2023, 10, 31))
    assert PEMILU.cite("UU1/2023:263-264").valid_from == date(2026, 1, 2)
    assert PEMILU.cite("UU1/2024:28:3").recheck_from == date(2026, 1, 2)
    assert PEMILU.cite("SKB2/2022:II").valid_from == date(2022, 9, 22)
    assert not PEMILU.cite("PerKPK2/2019").in_force(date(2026, 1, 20))
    assert PEMILU.cite("PerKPK1/2026").in_force(date(2026, 1, 20))


def test_a_clock_rests_on_a_norm_of_its_kind_of_election():
    national, regional = (pack.routing.routes[0].steps[0] for pack in (PEMILU, PILKADA))
    assert PEMILU.norm_of(national).citation == "UU 7/2017 Pasal 454"
    assert PILKADA.norm_of(regional) is None
    without = next(step for step in PEMILU.routing.routes[-1].steps if not step.norm)
    assert PEMILU.norm_of(without) is None


def test_a_form_rests_on_the_norms_of_its_kind_of_election():
    both = {"PP94/2021:5:n:5", "PP94/2021:14:i", "SKB2/2022:II"}
    national, regional = ({n.id for n in p.norms_of(p.form("D-12"))} for p in (PEMILU, PILKADA))
    assert national == both | {"UU7/2017:282", "UU7/2017:547"}
    assert regional == both | {"UU10/2016:71:1", "UU10/2016:188"}
    # a form of the other kind tells what it rests on there
    assert {n.id for n in PILKADA.norms_of(PILKADA.form("P-10"))} == {"UU7/2017:498"}
    early = PILKADA.norms_of(PILKADA.form("P-03"), date(2024, 11, 1))
    assert [n.id for n in early] == ["UU10/2016:71:1", "UU10/2016:188"]


def test_a_fact_is_verified_where_somebody_could_confirm_each_source():
    norm = PEMILU.cite("PP94/2021:5:n:6")
    assert PEMILU.is_verified(norm)
    for odd in ({"confidence": "low"}, {"sources": ("memory",)}, {"sources": ()}):
        assert not PEMILU.is_verified(replace(norm, **odd))
    assert not PEMILU.is_verified(replace(norm, sources=(*norm.sources, "unheard-of")))


def test_a_guessed_day_leaves_every_norm_of_its_law_unverified():
    guessed = {law.id for law in PEMILU.norms.laws if law.dates_guessed}
    assert guessed == {"UU20/2023", "UU5/2014", "UU1/2024", "MK115/PUU-XXII/2024"}
    for norm in PEMILU.norms.norms:
        if norm.id.partition(":")[0] in guessed:
            assert not PEMILU.is_verified(norm)
    for law in PEMILU.norms.laws:
        told = ("memory", "not verified", "earliest possible")
        assert law.dates_guessed == any(word in law.note for word in told)


@pytest.mark.parametrize(
    ("form", "on", "norms"),
    [
        ("P-04", date(2023, 12, 5), ["UU7/2017:280:1:j", "UU7/2017:523"]),
        ("P-04", date(2024, 2, 12), ["UU7/2017:523"]),
        ("P-04", date(2024, 2, 14), ["UU7/2017:523", "UU7/2017:515"]),
        ("PP-S2", date(2024, 1, 15), ["PP94/2021:5:i", "PP94/2021:5:a", "UU7/2017:280:1:f"]),
        ("PP-S2", date(2025, 6, 1), ["PP94/2021:5:i", "PP94/2021:5:a"]),
        ("P-02", date(2024, 3, 1), []),
    ],
)
def test_a_norm_of_the_campaign_or_of_voting_is_cited_on_its_days_only(form, on, norms):
    assert [norm.id for norm in PEMILU.norms_of(PEMILU.form(form), on)] == norms
    assert {*norms} <= {norm.id for norm in PEMILU.norms_of(PEMILU.form(form))}


@pytest.mark.parametrize(
    ("day", "route"),
    [
        (date(2022, 9, 21), None),
        (date(2023, 11, 13), "kasn"),
        (date(2024, 8, 24), "kasn"),
        (date(2024, 8, 25), "peralihan"),
        (date(2024, 9, 3), "peralihan"),
        (date(2024, 9, 4), "bkn-sbt"),
        (date(2026, 11, 24), "bkn-sbt"),
    ],
)
def test_who_receives_a_report(day, route):
    found = PEMILU.route(day)
    assert (found and found.id) == route


def test_the_ppk_has_fourteen_working_days():
    for route in ("kasn", "bkn-sbt"):
        steps = next(r for r in PEMILU.routing.routes if r.id == route).steps
        clock = next(step.clock for step in steps if step.id == "jatuhkan")
        assert (clock.days, clock.kind) == (14, "working")


def test_pilkada_shares_the_law_and_has_its_own_election():
    assert PILKADA.forms is not None
    assert PILKADA.form("KE-04") == PEMILU.form("KE-04")
    assert PILKADA.cite("PIL-71.1") == PEMILU.cite("PIL-71.1")
    assert PILKADA.contestants.contestants == ()
    assert PILKADA.contestants.none_because
    assert PILKADA.contestants.negative_signals == ()
    assert PILKADA.homes["forms.toml"] == "pemilu-2024"
    assert PILKADA.homes["calendar.toml"] == "pilkada-2024"


def test_unknown_rows_suggest_their_neighbours():
    with pytest.raises(NotFound, match="KE-04"):
        PEMILU.form("ke-4")
    with pytest.raises(NotFound, match="PP94/2021:5:n:6"):
        PEMILU.cite("PP94/2021:5:n:66")
    with pytest.raises(NotFound, match="no contestant 9"):
        PEMILU.contestant(9)
    with pytest.raises(NotFound, match="kompas"):
        PEMILU.source("kompass")


def test_what_exempts_from_a_penalty_has_none_itself():
    for pack in (PEMILU, packs.load("pilkada-2024")):
        assert pack.cite("UU20/2001:12C").sanction.en == "none"
        assert "life" in pack.cite("UU20/2001:12B").sanction.en
