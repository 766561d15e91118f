"""A declared tie: by the person alone, in the internal log without a name, ended once."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from ikrar.cases.queries import audit_cases
from ikrar.errors import InputError, NotAllowed, NotPossible
from ikrar.ledger.actions import create_log
from ikrar.ledger.models import Entry
from ikrar.people import actions, queries, work
from ikrar.people.models import Interest, InterestReview, Mail, Role
from ikrar.people.policies import can_see_interests, check_can_see_interests
from ikrar.people.states import InterestKind, RoleName
from ikrar.tlog import entry

SINCE = date(2024, 1, 1)


@pytest.fixture
def ani(cast):
    create_log("internal", origin="contoh.test/internal")
    return cast.ani


def declare(user, **changes):
    by = changes.pop("by", user)
    fields = {"kind": InterestKind.CONTESTANT, "ref": "1", "since": SINCE}
    return actions.declare_interest(user.employee, actions.Tie(**fields | changes), by=by)


def test_declared_and_ended_with_an_entry_each(ani):
    tie = declare(ani)
    assert list(queries.interests_of(ani.employee)) == [tie]
    data = bytes(Entry.objects.get(ref=tie.entry).data)
    assert entry.decode(data)["what"] == entry.commit(bytes(tie.salt), tie.declared())
    assert b"peserta" not in data
    actions.end_interest(tie, until=date(2024, 2, 1), by=ani)
    assert Entry.objects.filter(log__name="internal").count() == 2
    with pytest.raises(NotPossible):
        actions.end_interest(tie, until=date(2024, 2, 1), by=ani)


def test_nobody_declares_for_another(cast, ani):
    for by in (cast.dodi, cast.budi, cast.eka, None):
        with pytest.raises(NotAllowed):
            declare(ani, by=by)
    tie = declare(ani)
    with pytest.raises(NotAllowed):
        actions.end_interest(tie, until=SINCE, by=cast.dodi)


@pytest.mark.parametrize(
    "changes",
    [
        {"since": date(2999, 1, 1)},
        {"ref": "x" * 61},
        {"kind": InterestKind.FAMILY},
        {"relative": "budi"},
        {"kind": InterestKind.FAMILY, "relative": "ani"},
    ],
)
def test_what_makes_no_sense_is_refused(cast, ani, changes):
    if "relative" in changes:
        changes = changes | {"relative": getattr(cast, changes["relative"]).employee}
    with pytest.raises(InputError):
        declare(ani, **changes)


def test_it_does_not_end_before_it_began(ani):
    tie = declare(ani)
    with pytest.raises(InputError):
        actions.end_interest(tie, until=date(2023, 1, 1), by=ani)


def test_who_sees_it(cast, ani):
    Role.objects.create(user=cast.dodi, name=RoleName.CUSTODIAN)
    sees = {"ani": True, "budi": False, "citra": False, "dodi": True, "eka": False, "fajar": False}
    assert {n: can_see_interests(ani.employee, by=getattr(cast, n)) for n in sees} == sees
    with pytest.raises(NotAllowed):
        check_can_see_interests(ani.employee, by=cast.eka)


def test_without_the_log_nothing_is_declared(cast):
    with pytest.raises(NotPossible):
        declare(cast.ani)
    assert not Interest.objects.exists()


# ---------------------------------------------------------------- pages


@pytest.fixture
def hers(client, ani):
    client.force_login(ani)
    return client


def words(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_a_spouse_who_runs_is_declared_and_what_follows_is_told(hers, ani):
    page = hers.get(reverse("interests"))
    assert "Belum ada pernyataan lengkap" in words(page)
    given = {"kind": "kerabat", "to": "partai:PDIP", "relation": "pasangan", "since": "2023-01-02"}
    assert hers.post(reverse("interest_new"), given).status_code == 302
    tie = Interest.objects.get()
    assert (tie.ref, tie.relation, tie.declared()["relation"]) == (
        "partai:PDIP",
        "pasangan",
        "pasangan",
    )
    said = words(hers.get(reverse("interests")))
    assert "KE-07" in said
    assert "cuti di luar tanggungan negara" in said
    assert "Yang tetap boleh" in said
    assert tie.entry.hex in said
    assert hers.post(reverse("interest_new"), given).status_code == 400  # once is enough
    assert hers.post(reverse("interest_review")).status_code == 302
    assert "Dinyatakan lengkap" in words(hers.get(reverse("interests")))
    assert InterestReview.objects.get().ties == 1
    assert (
        hers.post(reverse("interest_end", args=[tie.pk]), {"until": "2023-05-01"}).status_code
        == 302
    )
    assert "berakhir" in words(hers.get(reverse("interests")))
    assert list(audit_cases()) == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"kind": ""}, "Pilih jenis kepentingannya"),
        ({"kind": "peserta", "to": "partai:PDIP"}, "sesuai dengan jenisnya"),
        ({"kind": "partai", "to": ""}, "sesuai dengan jenisnya"),
        ({"kind": "partai", "to": "partai:ENTAH"}, "ENTAH"),
        ({"kind": "kerabat", "relation": ""}, "Pilih hubungan Anda"),
        ({"kind": "keluarga", "nip": ""}, "Isi NIP"),
        ({"kind": "keluarga", "nip": "19900101201501200X"}, "tidak ada dalam daftar"),
        ({"since": "2999-01-01"}, "masa depan"),
        ({"since": "kemarin"}, "tanggal"),
    ],
)
def test_wrong_declarations_are_told(hers, ani, changes, said):
    given = {"kind": "peserta", "to": "peserta:1", "since": "2023-01-02", "relation": "", "nip": ""}
    answer = hers.post(reverse("interest_new"), given | changes)
    assert answer.status_code == 400
    assert said in words(answer)
    assert not Interest.objects.exists()


def test_somebody_else_s_tie_does_not_exist(hers, cast, ani):
    theirs = declare(cast.budi)
    assert hers.get(reverse("interest_end", args=[theirs.pk])).status_code == 404
    assert "peserta" not in words(hers.get(reverse("interests"))).split("Nyatakan")[0]


def test_an_account_that_is_nobody_s_declares_nothing(client, ani, cast):
    nobody = type(ani).objects.create_user("tanpa-pegawai", password="x")
    client.force_login(nobody)
    for name in ("interests", "interest_new"):
        assert client.get(reverse(name)).status_code == 403


def test_only_a_custodian_looks_and_the_look_is_logged_first(client, cast, ani):
    declare(ani)
    for who in (cast.eka, cast.citra, cast.budi):
        client.force_login(who)
        assert client.post(reverse("interest_lookup"), {"nip": ani.employee.nip}).status_code == 403
    Role.objects.create(user=cast.dodi, name=RoleName.CUSTODIAN)
    client.force_login(cast.dodi)
    answer = client.post(reverse("interest_lookup"), {"nip": ani.employee.nip})
    assert "1." in words(answer)
    seen = Entry.objects.filter(log__name="internal", kind="interest-seen")
    assert seen.count() == 1
    assert set(entry.decode(bytes(seen.get().data))) == {"at", "kind", "ref", "what"}
    assert client.post(reverse("interest_lookup"), {"nip": "bukan"}).status_code == 400
    assert seen.count() == 1


def test_a_year_later_it_is_asked_again(hers, ani, time_machine):
    hers.post(reverse("interest_review"))
    assert "Sudah setahun" not in words(hers.get(reverse("interests")))
    time_machine.move_to(timezone.now() + timedelta(days=366))
    hers.force_login(ani)
    assert "Sudah setahun" in words(hers.get(reverse("interests")))


def test_a_letter_asks_for_it_once_a_year(ani, cast, time_machine):
    agency, employee = ani.employee.agency, ani.employee
    employee.email = "ani@contoh.test"
    employee.save()
    actions.review_interests(employee, by=ani)
    assert actions.remind_of_interests(agency) == 0
    time_machine.move_to(timezone.now() + timedelta(days=366))
    assert [actions.remind_of_interests(agency) for _ in range(2)] == [1, 0]
    letter = Mail.objects.get()
    assert letter.to == employee.email
    assert reverse("interests") in letter.body
    actions.review_interests(employee, by=ani)
    assert actions.remind_of_interests(agency) == 0
    time_machine.move_to(timezone.now() + timedelta(days=366))
    assert actions.remind_of_interests(agency) == 1


@pytest.mark.parametrize("changes", [{"email": ""}, {"standing": "berhenti"}])
def test_who_has_no_address_or_has_left_gets_no_letter(ani, time_machine, changes):
    employee = ani.employee
    employee.email = "ani@contoh.test"
    actions.review_interests(employee, by=ani)
    for name, value in changes.items():
        setattr(employee, name, value)
    employee.save()
    time_machine.move_to(timezone.now() + timedelta(days=366))
    assert actions.remind_of_interests(employee.agency) == 0


def test_the_worker_sends_the_yearly_letter(ani, time_machine, monkeypatch):
    employee = ani.employee
    employee.email = "ani@contoh.test"
    employee.save()
    actions.review_interests(employee, by=ani)
    time_machine.move_to(timezone.now() + timedelta(days=366))
    monkeypatch.setattr(work, "_swept_at", [float("-inf")])
    work.do_one()
    assert Mail.objects.get().to == employee.email
