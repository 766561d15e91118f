"""The personnel pages: what each shows, to whom, at how many queries."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ikrar.people import actions, work
from ikrar.people.models import Employee, Mail, Role, RosterImport, Unit
from ikrar.people.states import ImportState, MailState, RoleName, Standing
from tests.apps.people.files import as_csv, nip, row, xlsx_of
from tests.cast import make_employee

PEOPLE = ("ani", "budi", "citra", "dodi", "eka", "fajar")


def as_(user):
    client = Client()
    client.force_login(user)
    return client


def upload(client, file, *, name="daftar.csv", **fields):
    data = {"file": SimpleUploadedFile(name, file.getvalue()), **fields}
    return client.post(reverse("roster"), data)


BOTH = {"eka", "fajar"}
MAY = {
    "employees": BOTH | {"budi", "citra"}, "units": BOTH | {"budi", "citra"}, "roster": BOTH, "users": {"eka"},
    "user_new": {"eka"}, "mail": BOTH, "unit_new": BOTH,
}  # fmt: skip


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("page", MAY)
def test_who_sees_which_page(cast, page, who):
    response = as_(getattr(cast, who)).get(reverse(page), follow=True)
    assert response.status_code == (200 if who in MAY[page] else 403)
    assert "no-store" in response.get("Cache-Control", "no-store")


@pytest.mark.parametrize("page", MAY)
def test_visitors_are_asked_to_log_in(client, cast, page):
    response = client.get(reverse(page))
    assert response.status_code == 302
    assert reverse("account_login") in response["Location"]


def test_every_object_page_is_closed_to_others(cast):
    found = actions.start_import(cast.agency, file=as_csv([row(1)]), file_name="x", by=None)
    letter = actions.queue_mail(key="k", employee=None, to="a@b.test", subject="s", body="b")
    role = Role.objects.get(user=cast.budi)
    closed = [
        ("get", "roster_import", found.pk), ("post", "roster_apply", found.pk), ("post", "roster_discard", found.pk),
        ("get", "roster_problems", found.pk), ("post", "mail_retry", letter.pk), ("post", "mail_confirm", letter.pk),
        ("get", "role_revoke", role.pk), ("post", "role_revoke", role.pk), ("get", "unit_edit", cast.top.pk),
        ("get", "unit_close", cast.top.pk), ("post", "unit_edit", cast.top.pk),
    ]  # fmt: skip
    Mail.objects.update(state=MailState.UNKNOWN)
    for who in ("ani", "budi", "citra", "dodi"):
        for method, page, pk in closed:
            response = getattr(as_(getattr(cast, who)), method)(reverse(page, args=[pk]))
            assert response.status_code == 403, (who, page)


def test_coordinator_sees_only_the_own_unit(cast):
    html = as_(cast.budi).get(reverse("employees")).content.decode()
    assert "Ani Contoh" in html
    assert "Citra Contoh" not in html
    assert as_(cast.budi).get(reverse("unit", args=[cast.unit.pk])).status_code == 200
    assert as_(cast.budi).get(reverse("unit", args=[cast.other.pk])).status_code == 403


def test_search_and_filters(cast):
    make_employee(cast.unit, "P-1", "Gita Lama", standing=Standing.LEFT)
    page = as_(cast.fajar)

    def shown(**query):
        html = page.get(reverse("employees"), query).content.decode()
        return {name for name in ("Ani", "Budi", "Citra", "Fajar", "Gita") if f"{name} " in html}

    assert shown() == {"Ani", "Budi", "Citra", "Fajar"}
    assert shown(q="anI co") == {"Ani"}
    assert shown(q="1990 0101") == {"Ani"}
    assert shown(jenis="pppk") == set()
    assert shown(keadaan=Standing.LEFT.value) == {"Gita"}
    assert shown(q="tidak ada") == set()
    assert "Tidak ada yang cocok" in page.get(reverse("employees"), {"q": "zz"}).content.decode()
    assert (
        page.get(reverse("employees"), {"jenis": "bukan", "sesudah": "9" * 40}).status_code == 200
    )


def test_pages_cost_the_same_however_long_the_list(cast, django_assert_num_queries):
    client = as_(cast.fajar)
    client.get(reverse("employees"))
    for count in (1, 60):
        for number in range(count):
            make_employee(cast.unit, f"P-{count}-{number}", f"Peraga {number}")
            actions.queue_mail(
                key=f"{count}-{number}", employee=None, to="a@b.test", subject="s", body="b"
            )
        Mail.objects.update(state=MailState.FAILED)
        for page, queries in QUERIES.items():
            client.get(reverse(page))  # the agency's time zone is asked for every ten seconds
            with django_assert_num_queries(queries):
                assert client.get(reverse(page)).status_code == 200


QUERIES = {"employees": 10, "units": 10, "roster": 7, "mail": 8}


def test_upload_preview_apply_by_page(cast):
    client = as_(cast.fajar)
    response = upload(client, as_csv([row(1), row(2, NAMA=""), row(3, NAMA="<script>=cmd")]))
    found = RosterImport.objects.get()
    assert response["Location"] == reverse("roster_import", args=[found.pk])
    html = client.get(response["Location"]).content.decode()
    assert "Pegawai baru" in html
    assert "Nama kosong" in html
    assert "<script>=cmd" not in html
    assert "Terapkan daftar ini" in html
    assert not Employee.objects.filter(nip=nip(1)).exists()
    client.post(reverse("roster_apply", args=[found.pk]))
    html = client.get(response["Location"]).content.decode()
    assert "sedang diterapkan" in html
    assert "<progress" in html
    assert 'hx-trigger="every 1s"' in html
    while work.do_one():
        pass
    part = client.get(response["Location"], headers={"HX-Request": "true"}).content.decode()
    assert "Daftar diterapkan" in part
    assert "<html" not in part
    assert "hx-trigger" not in part, "polling ends"
    assert Employee.objects.filter(nip=nip(1)).exists()
    assert client.post(reverse("roster_apply", args=[found.pk])).status_code == 409


def test_a_large_file_is_checked_by_the_worker(cast, monkeypatch):
    monkeypatch.setattr("ikrar.people.views.roster.CHECK_AT_ONCE", 1)
    client = as_(cast.fajar)
    response = upload(client, as_csv([row(1), row(2)]))
    html = client.get(response["Location"]).content.decode()
    assert "dibandingkan dengan data" in html
    work.do_one()
    assert "Terapkan daftar ini" in client.get(response["Location"]).content.decode()


def test_xlsx_and_large_uploads_from_disk(cast, settings):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10
    for file, name in ((xlsx_of([row(1)]), "a.xlsx"), (as_csv([row(1)]), "a.csv")):
        assert upload(as_(cast.fajar), file, name=name).status_code == 302


def test_complete_list_tells_how_many_leave(cast):
    response = upload(as_(cast.fajar), as_csv([row(1)]), is_complete="on")
    html = as_(cast.fajar).get(response["Location"]).content.decode()
    assert "4 dari 4 pegawai tidak ada" in html


def test_refused_files_are_told_beside_the_field(cast, settings):
    client = as_(cast.fajar)
    response = upload(client, io.BytesIO(b"halo"), is_complete="on")
    assert response.status_code == 400
    html = response.content.decode()
    assert "judul kolom" in html
    assert "checked" in html, "what was ticked stays ticked"
    assert "Pilih berkas" in client.post(reverse("roster"), {"x": "1"}).content.decode()
    settings.ROSTER_MAX_BYTES = 3
    assert "melebihi batas" in upload(client, io.BytesIO(b"halo")).content.decode()


def test_problems_as_csv(cast):
    response = upload(
        as_(cast.fajar), as_csv([row(1, NAMA=""), row(2, **{"KEDUDUKAN HUKUM NAMA": "=1+1"})])
    )
    found = RosterImport.objects.get()
    assert response.status_code == 302
    answer = as_(cast.fajar).get(reverse("roster_problems", args=[found.pk]))
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert rows[0] == ["Baris", "Kolom", "Jenis", "Alasan"]
    assert [r[0] for r in rows[1:]] == ["2", "3"]


def test_discarding_a_preview(cast):
    client = as_(cast.fajar)
    response = upload(client, as_csv([row(1)]))
    found = RosterImport.objects.get()
    client.post(reverse("roster_discard", args=[found.pk]))
    found.refresh_from_db()
    assert found.state == ImportState.DISCARDED
    assert "dibatalkan" in client.get(response["Location"]).content.decode()


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    data=st.binary(max_size=300) | st.text(max_size=200).map(lambda t: ("NIP,NAMA,UNIT KERJA\n" + t).encode(errors="replace")),
    name=st.text(min_size=1, max_size=20),
)  # fmt: skip
def test_no_upload_gives_a_500(cast, data, name):
    file = SimpleUploadedFile("x.csv", data)
    file._name = name
    response = as_(cast.fajar).post(reverse("roster"), {"x": "1", "file": file})
    assert response.status_code in (302, 400)
    if response.status_code == 302:
        assert as_(cast.fajar).get(response["Location"]).status_code == 200


def test_unit_pages(cast):
    client = as_(cast.fajar)
    html = client.get(reverse("unit", args=[cast.top.pk])).content.decode()
    assert "Direktorat Contoh Satu" in html
    made = client.post(reverse("unit_new"), {"code": "N-1", "name": "Seksi", "parent": "U-1"})
    unit = Unit.objects.get(code="N-1")
    assert made["Location"] == reverse("unit", args=[unit.pk])
    client.post(reverse("unit_edit", args=[unit.pk]), {"name": "Seksi Baru", "parent": "U-2"})
    unit.refresh_from_db()
    assert (unit.name, unit.parent) == ("Seksi Baru", cast.other)
    wrong = client.post(
        reverse("unit_edit", args=[unit.pk]), {"name": "Seksi", "parent": "tidak-ada"}
    )
    assert wrong.status_code == 400
    assert "Tidak ada unit kerja dengan kode" in wrong.content.decode()
    refused = client.post(reverse("unit_close", args=[cast.unit.pk]), {"valid_to": "2030-01-01"})
    assert "Masih ada 2 pegawai" in refused.content.decode()
    client.post(reverse("unit_close", args=[unit.pk]), {"valid_to": "2030-01-01"})
    unit.refresh_from_db()
    assert unit.valid_to is not None
    assert client.get(reverse("unit", args=[10**17])).status_code == 404
    assert client.get(reverse("unit_new"), {"induk": "a\0b"}).status_code == 404


def test_account_pages(cast):
    client = as_(cast.eka)
    page = reverse("user", args=[cast.ani.pk])
    client.post(page, {"name": RoleName.WITNESS, "unit": "U-1"})
    role = Role.objects.get(user=cast.ani)
    assert (role.name, role.unit) == (RoleName.WITNESS, cast.unit)
    wrong = client.post(page, {"name": RoleName.WITNESS, "unit": "tidak-ada"})
    assert wrong.status_code == 400
    assert "Tidak ada unit kerja dengan kode" in wrong.content.decode()
    assert "Cabut peran" in client.get(reverse("role_revoke", args=[role.pk])).content.decode()
    client.post(reverse("role_revoke", args=[role.pk]))
    assert not Role.objects.filter(pk=role.pk).exists()
    client.post(reverse("user_new"), {"username": "gita", "email": "", "nip": "", "password": ""})
    assert "gita" in client.get(reverse("users")).content.decode()
    taken = client.post(reverse("user_new"), {"username": "lain", "nip": cast.ani.employee.nip})
    assert taken.status_code == 400
    client.post(reverse("user_close", args=[cast.ani.pk]))
    cast.ani.refresh_from_db()
    assert not cast.ani.is_active
    last = Role.objects.get(user=cast.eka)
    assert client.post(reverse("role_revoke", args=[last.pk])).status_code == 409


@pytest.mark.parametrize("who", ["ani", "budi", "citra", "dodi", "fajar"])
def test_account_pages_are_for_administrators(cast, who):
    client = as_(getattr(cast, who))
    for page in ("user", "user_link", "user_close"):
        assert (
            client.post(reverse(page, args=[cast.ani.pk]), {"name": "administrator"}).status_code
            == 403
        )
    assert not Role.objects.filter(user=cast.ani).exists()


def test_outbox_page(cast):
    client = as_(cast.fajar)
    assert "Belum ada surat" in client.get(reverse("mail")).content.decode()
    for number, state in enumerate(MailState):
        Mail.objects.create(
            key=f"k{number}", to=f"{state.value}@contoh.test", subject="s", body="RAHASIA", state=state,
            problem="550 <b>tidak ada</b>", not_before=timezone.now(),
        )  # fmt: skip
    html = client.get(reverse("mail")).content.decode()
    assert "gagal@contoh.test" in html
    assert "tidak_pasti@contoh.test" in html
    assert "terkirim@contoh.test" not in html
    assert "RAHASIA" not in html
    assert "<b>tidak" not in html
    failed, unsure = (
        Mail.objects.get(state=MailState.FAILED),
        Mail.objects.get(state=MailState.UNKNOWN),
    )
    client.post(reverse("mail_retry", args=[failed.pk]))
    client.post(reverse("mail_confirm", args=[unsure.pk]))
    failed.refresh_from_db()
    unsure.refresh_from_db()
    assert (failed.state, unsure.state, unsure.body) == (MailState.QUEUED, MailState.SENT, "")
    assert client.post(reverse("mail_confirm", args=[failed.pk])).status_code == 409
