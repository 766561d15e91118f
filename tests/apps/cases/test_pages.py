"""The desk, the page of a case and its acts: what may be done is offered, what is sealed needs a key, who must not know gets a 404."""

import uuid
from datetime import date

import pytest
from django.urls import reverse

from ikrar.cases.models import Step
from ikrar.cases.states import CaseState, Element, Measure, Outcome
from ikrar.packs import load
from tests.apps.cases import steps
from tests.apps.cases.browse import act, as_, page, text
from tests.apps.cases.steps import WORDS
from tests.cast import make_employee

pytestmark = pytest.mark.django_db
S = CaseState


@pytest.mark.parametrize("state", CaseState)
def test_every_state_has_a_page_and_every_offered_act_a_form(client, world, state):
    steps.bring(world, state)
    for user in (world.gita, world.hadi):
        as_(client, user)
        answer = page(client, "case", world.case.number)
        if user == world.hadi and world.case.recommended_on is None:
            assert answer.status_code == 404
            continue
        assert answer.status_code == 200
        links = [link.url for _group, links in answer.context["groups"] for link in links]
        links += [answer.context["first"].url] if answer.context["first"] else []
        links += [panel.url for panel in answer.context["panels"] if panel.url]
        for url in links:
            here = url.startswith("#")
            assert client.get(answer.request["PATH_INFO"] if here else url).status_code == 200, url


ADDRESSES = [
    ("case",),
    ("case_act", "catatan"),
    ("case_act", "nilai"),
    ("case_act", "jeda", 1),
    ("case_packet",),
    ("case_packet_file", uuid.uuid4()),
    ("case_letter", "panggilan"),
    ("case_evidence_add",),
    ("case_evidence", uuid.uuid4()),
    ("case_original", uuid.uuid4()),
]


@pytest.mark.parametrize("who", ["ani", "budi", "dodi", "eka", "fajar", "hadi"])
def test_who_must_not_know_of_a_case_gets_a_404_everywhere(client, opened, who):
    user = getattr(opened.desk, who, None) or getattr(opened.cast, who)
    client.force_login(user)
    for name, *args in ADDRESSES:
        for number in (opened.case.number, "P-2024-9999", "apa saja"):
            assert page(client, name, number, *args).status_code == 404, name
    listed = page(client, "cases", tab="semua", q=opened.case.number)
    assert listed.status_code in {200, 403}
    calendar = page(client, "case_calendar")
    assert opened.case.number not in text(calendar)
    if listed.status_code == 200:
        assert list(listed.context["rows"]) == []


def test_who_is_not_logged_in_is_asked_to(client, opened):
    for name, args in (("cases", []), ("case", [opened.case.number])):
        assert "/akun/" in page(client, name, *args)["Location"]


def test_words_are_shown_with_the_key_in_hand_only(client, opened):
    locked = page(as_(client, opened.gita, unlock=False), "case", opened.case.number)
    assert locked.status_code == 200
    assert WORDS not in text(locked)
    assert "Seorang pegawai" not in text(locked)
    assert "Buka kunci" in text(locked)
    to = page(client, "case_act", opened.case.number, "catatan")["Location"]
    assert to == f"/kunci/?next=%2Fperkara%2F{opened.case.number}%2Flangkah%2Fcatatan%2F"
    unlocked = page(as_(client, opened.gita), "case", opened.case.number)
    assert WORDS in text(unlocked)
    assert "Seorang pegawai" in text(unlocked)


def test_what_was_typed_is_not_lost_where_the_key_was_put_away(client, opened):
    as_(client, opened.gita, unlock=False)
    kept = act(client, opened, "catatan", {"text": "Sebuah catatan yang panjang"}, status=400)
    assert "Sebuah catatan yang panjang" in text(kept)
    assert "Kunci Anda sudah terkunci lagi" in text(kept)
    assert not opened.case.texts.filter(kind="catatan").exists()


def test_an_erased_case_keeps_its_page_without_its_words(client, world):
    steps.bring(world, S.CLOSED)
    steps.later(world, 366 * load("pemilu-2024").retention.case_years)
    as_(client, world.gita)
    act(client, world, "hapus")
    shown = text(page(client, "case", world.case.number))
    assert "Isi perkara ini sudah dihapus" in shown
    assert "Riwayat" in shown
    assert WORDS not in shown
    assert "sudah dihapus" in text(act(client, world, "hapus", status=400))


def test_an_inspector_who_was_not_given_the_key_sees_the_clocks_and_no_words(client, opened):
    seen = page(as_(client, opened.cast.citra), "case", opened.case.number)
    assert WORDS not in text(seen)
    assert "kunci Anda tidak membukanya" in text(seen)
    offered = {link.act.name for _group, links in seen.context["groups"] for link in links}
    assert "catatan" not in offered
    assert page(client, "case_act", opened.case.number, "catatan").status_code == 409
    act(client, opened, "catatan", {"text": "Tanpa kunci"}, status=409)
    assert not opened.case.texts.filter(kind="catatan").exists()


@pytest.mark.parametrize(("pack", "told"), [
    ("pemilu-2024", "UU 7/2017 Pasal 454 (keyakinan"),
    ("pilkada-2024", "Paket tidak memuat norma yang cocok untuk tenggat ini; keyakinan sedang."),
])  # fmt: skip
def test_a_clock_cites_what_it_rests_on_and_how_sure_that_is(client, opened, pack, told):
    type(opened.case).objects.filter(pk=opened.case.pk).update(pack=pack)
    shown = text(page(as_(client, opened.gita), "case", opened.case.number))
    assert told in shown
    assert "UU7/2017:454" not in shown


def test_a_summons_that_comes_too_late_says_the_earliest_day(client, opened):
    as_(client, opened.gita)
    form = page(client, "case_act", opened.case.number, "panggil")
    assert "Paling awal 25 Januari 2024" in text(form)
    sent = {"on": "2024-01-22", "sent_on": "2024-01-15", "details": WORDS}
    assert "2024-01-25" in text(act(client, opened, "panggil", sent, status=400))
    act(client, opened, "panggil", sent | {"on": "2024-01-25"})
    assert opened.case.state == S.SUMMONED
    shown = page(client, "case", opened.case.number)
    assert "Pemeriksaan dijadwalkan 25 Januari 2024" in text(shown)
    assert shown.context["first"] is None


def test_a_case_walks_through_its_pages_to_the_end(client, opened):
    world = opened
    as_(client, world.gita)
    steps.travel(date(2024, 1, 16))
    act(client, world, "catatan", {"text": "Saksi dihubungi"})
    act(client, world, "panggil", {"on": "2024-01-26", "sent_on": "2024-01-16", "details": WORDS})
    steps.travel(date(2024, 1, 26))
    act(client, world, "periksa", {"on": "2024-01-26", "minutes": WORDS})
    assert _next(client, world) == "tanggapan"
    act(client, world, "tanggapan", {"on": "2024-01-26", "text": "Saya tidak melakukannya"})
    assert _next(client, world) == "nilai"
    answer = {"kind": "disiplin", "outcome": "melanggar", "form": "PP-N2", "act_on": "2024-01-10"}
    act(client, world, "nilai", answer)
    shown = text(page(client, "case", world.case.number))
    assert "belum diperiksa terhadap naskah resmi" in shown
    act(client, world, "usulkan", {"on": "2024-01-26", "text": WORDS})
    as_(client, world.hadi)
    assert _next(client, world) == "putuskan"
    ruling = {"measure": Measure.CUT_6, "letter": "SK-1/2024", "on": "2024-01-26", "reasons": WORDS}
    wrong = act(client, world, "putuskan", ruling | {"measure": Measure.DEMOTED}, status=400)
    assert "terberat" in text(wrong)
    act(client, world, "putuskan", ruling)
    as_(client, world.gita)
    act(client, world, "sampaikan", {"on": "2024-01-26"})
    act(client, world, "keberatan", {"on": "2024-01-26", "text": "Saya keberatan"})
    as_(client, world.hadi)
    remedy = world.case.remedies.get()
    changed = {"outcome": "diubah", "on": "2024-01-26", "text": WORDS}
    assert "bila keputusan diubah" in text(
        act(client, world, "jawab", changed, pk=remedy.pk, status=400)
    )
    act(client, world, "jawab", changed | {"outcome": "dikuatkan"}, pk=remedy.pk)
    as_(client, world.gita)
    assert _next(client, world) is None
    steps.travel(world.case.deadlines.get(step="disiplin-pp94/berlaku").due)
    assert _next(client, world) == "berlakukan"
    act(client, world, "berlakukan")
    act(client, world, "selesai")
    assert world.case.state == S.CLOSED
    assert _next(client, world) is None


def _next(client, world):
    first = page(client, "case", world.case.number).context["first"]
    return first.act.name if first else None


@pytest.mark.parametrize(
    "wrong",
    [
        {"form": "PP-N1"},  # the pack knows no class
        {"outcome": Outcome.REFER, "form": "PP-N2"},
        {"outcome": Outcome.ASK_HUMAN},
        {"form": "PP-N2", "sanction": "berat"},
    ],
)
def test_a_grey_assessment_needs_a_note_of_a_person(client, opened, wrong):
    as_(client, opened.gita)
    answer = {"kind": "disiplin", "outcome": Outcome.BREACH, "act_on": "2024-01-10"} | wrong
    assert "catatan manusia" in text(act(client, opened, "nilai", answer, status=400))
    act(client, opened, "nilai", answer | {"note": "Diputuskan bersama dua pemeriksa."})
    assert opened.case.verdicts.count() == 1


def test_a_crime_is_never_assessed_here(client, opened):
    as_(client, opened.gita)
    form = page(client, "case_act", opened.case.number, "nilai", kind="pidana")
    assert "Melanggar" not in text(form)
    wrong = {"kind": "pidana", "outcome": "melanggar", "note": "x" * 30}
    act(client, opened, "nilai", wrong, status=400)
    assert page(client, "case_act", opened.case.number, "nilai", kind="apa").status_code == 404


def test_an_act_in_the_wrong_state_or_by_the_wrong_person_is_refused(client, opened):
    as_(client, opened.gita)
    assert act(client, opened, "selesai", status=409)
    assert act(client, opened, "putuskan", status=403)
    assert act(client, opened, "tidak-ada", status=404)
    assert act(client, opened, "jeda", pk=99999, status=404)
    assert act(client, opened, "jeda", status=404)  # about which clock?
    assert Step.objects.filter(case=opened.case).count() == 1


def test_a_team_a_superior_a_handler_and_a_second_subject(client, opened):
    world = opened
    as_(client, world.gita)
    nips = [member.employee.nip for member in steps.members(world)]
    team = dict(zip(("superior", "oversight", "personnel"), nips, strict=True))
    act(client, world, "tim", team | {"is_confirmed": "on"}, status=400)
    act(client, world, "tim", team | {"superior": "123"}, status=400)
    act(client, world, "tim", team | {"is_confirmed": "on", "note": "Menurut daftar urut"})
    assert {one.element for one in world.case.team.all()} == set(Element)
    act(client, world, "atasan", {"superior": world.cast.budi.employee.nip, "above": nips[0]})
    act(client, world, "tugaskan", {"user": world.cast.citra.pk})
    citra = world.case.assignments.get(user=world.cast.citra)
    act(client, world, "lepas", pk=citra.pk)
    other = make_employee(world.cast.other, "199101012016011009", "Kiki Contoh")
    act(client, world, "terlapor", {"nip": other.nip})
    assert "Kiki Contoh" in text(page(client, "case", world.case.number))
    mine = world.gita.employee
    answer = act(client, world, "terlapor", {"nip": mine.nip, "label": "Penangan"})
    assert answer["Location"] == reverse("cases")
    assert page(client, "case", world.case.number).status_code == 404


def test_a_clock_is_paused_and_counted_anew_with_a_reason(client, opened):
    as_(client, opened.gita)
    clock = opened.case.deadlines.get()
    pause = {"start": "2024-01-16", "end": "2024-01-18", "reason": "Norma contoh pasal 1"}
    act(client, opened, "jeda", pause | {"end": "2024-01-16"}, pk=clock.pk, status=400)
    act(client, opened, "jeda", pause, pk=clock.pk)
    before, clock = clock.due, opened.case.deadlines.get()
    assert clock.due > before
    shown = text(page(client, "case", opened.case.number))
    assert "Jeda 16 Januari 2024" in shown
    assert "Norma contoh pasal 1" in shown
    act(client, opened, "hitung-ulang", {"reason": "Keputusan bersama baru"})


def test_the_desk_lists_by_what_is_due_and_finds_only_what_one_may_see(client, world):
    mine = steps.open_case(world)
    hidden = steps.open_case(world, employee=world.cast.citra.employee, unit=world.cast.other)
    as_(client, world.cast.citra, unlock=False)
    due = mine.deadlines.get().due
    for day, tab in ((due, "minggu-ini"), (date(2024, 3, 1), "terlambat")):
        steps.travel(day)
        found = page(client, "cases", tab=tab)
        assert [row.case.number for row in found.context["rows"]] == [mine.number]
    assert "Terlambat (1)" in text(found)
    assert "terlambat 2" in text(found)
    assert "hari kerja" in text(found)
    for query in (
        {"q": hidden.number},
        {"q": str(hidden.serial)},
        {"tab": "selesai"},
        {"state": "ditutup"},
    ):
        assert page(client, "cases", **{"tab": "semua"} | query).context["rows"] == []
    assert "Tidak ada yang cocok" in text(page(client, "cases", tab="semua", q="zzz"))
    by_unit = page(client, "cases", tab="semua", unit=world.cast.unit.pk)
    assert len(by_unit.context["rows"]) == 1


def test_the_desk_asks_the_database_the_same_however_long_it_is(client, world, count_queries):
    as_(client, world.gita, unlock=False)
    steps.open_case(world)
    tabs = {"semua": DESK_QUERIES, "minggu-ini": DESK_QUERIES - 2, "terlambat": DESK_QUERIES - 2}

    def asked() -> dict[str, int]:
        return {tab: count_queries(lambda t=tab: page(client, "cases", tab=t)) for tab in tabs}

    few = asked()
    for day in range(5):
        steps.open_case(world, act_on=date(2024, 1, 1 + day))
    assert asked() == few == tabs


def test_the_page_of_a_case_asks_the_database_a_bounded_number_of_times(
    client, world, count_queries
):
    steps.bring(world, S.IN_FORCE)
    as_(client, world.gita)
    asked = count_queries(lambda: page(client, "case", world.case.number))
    assert asked <= CASE_QUERIES


DESK_QUERIES, CASE_QUERIES = 22, 44
