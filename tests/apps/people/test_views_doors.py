"""The doors of the personnel pages under strain: hostile files, buttons opened as pages, links that work once."""

import io
import struct
import zipfile
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings as live
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from ikrar.people import actions
from ikrar.people.models import Employee, Mail, Role, RosterImport
from ikrar.people.roster.spool import directory
from ikrar.people.states import RoleName
from tests.apps.people.files import HEADER, MARKER_NIK, as_csv, nip, row, xlsx_of
from tests.cast import PASSWORD
from tests.engines.sheets.files import bomb


@pytest.fixture
def fajar(client, cast):
    client.force_login(cast.fajar)
    return client


@pytest.fixture
def eka(client, cast):
    client.force_login(cast.eka)
    return client


def upload(client, data: bytes, name: str = "daftar.csv"):
    return client.post(reverse("roster"), {"file": SimpleUploadedFile(name, data)})


def a_zip(name: str, data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr(name, data)
    return out.getvalue()


REFUSED = {
    "empty": (b"", "kosong"),
    "random": (bytes(range(256)) * 40, "judul kolom"),
    "old excel": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000), "xlsx"),
    "pdf": (b"%PDF-1.7\n" + bytes(400), "bukan lembar kerja"),
    "picture": (
        b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + bytes(99),
        "bukan lembar kerja",
    ),
    "other zip": (a_zip("halo.txt", b"halo"), "xlsx"),
    "broken zip": (xlsx_of([row(1)]).getvalue()[:900], ""),
    "bomb": (bomb(1 << 30).getvalue(), ""),
    "huge header": (b",".join([b"X" * 50] * 200_000) + b"\n1\n", "judul kolom"),
    "one long line": (b"NIP BARU,NAMA" * 300_000, "judul kolom"),
    "header only": (",".join(HEADER).encode(), "tanpa pegawai"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_hostile_files_are_refused_in_words(fajar, kind):
    data, words = REFUSED[kind]
    answer = upload(fajar, data)
    assert answer.status_code == 400
    page = answer.content.decode()
    assert 'id="id_file_error"' in page
    assert words in page
    assert not RosterImport.objects.exists()
    assert list(directory(Path(live.DATA_DIR)).iterdir()) == [], "no working copy stays behind"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252", "utf-16-le", "utf-32"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_usual_encodings_and_separators_are_read(fajar, encoding, delimiter):
    text = as_csv([row(1, NAMA="Séno Contoh")], delimiter=delimiter).getvalue().decode()
    answer = upload(fajar, text.encode(encoding))
    assert answer.status_code == 302
    assert "Séno Contoh" in fajar.get(answer["Location"]).content.decode()


def test_file_names_are_only_shown(fajar):
    answer = upload(fajar, as_csv([row(1)]).getvalue(), "../../<b>x\u202e.csv")
    assert answer.status_code == 302
    page = fajar.get(answer["Location"]).content.decode()
    assert "<b>x" not in page
    assert "\u202e" not in page


def test_what_is_not_needed_is_kept_nowhere(fajar):
    data = as_csv([row(1), row(2, NAMA="")]).getvalue()
    preview = fajar.get(upload(fajar, data)["Location"]).content.decode()
    found = RosterImport.objects.get()
    problems = fajar.get(reverse("roster_problems", args=[found.pk])).getvalue().decode()
    fajar.post(reverse("roster_apply", args=[found.pk]))
    files = [path.read_bytes() for path in Path(live.DATA_DIR).rglob("*") if path.is_file()]
    assert files, "the working copy is there"
    while actions.continue_import(found):
        pass
    assert Employee.objects.filter(nip=nip(1)).exists()
    tables = connection.introspection.table_names()
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            files.append(repr(cursor.fetchall()).encode())
    for kept in (preview.encode(), problems.encode(), *files):
        assert MARKER_NIK.encode() not in kept
        assert b"RAHASIA" not in kept


def test_problems_come_in_pages_and_run_nothing(fajar):
    rows = [row(n, NAMA="", **{"NIP BARU": nip(n)}) for n in range(1, 121)]
    rows += [row(121, **{"NIP BARU": '=HYPERLINK("x")'})]
    page = upload(fajar, as_csv(rows).getvalue())["Location"]
    assert "Halaman 1 dari 3" in fajar.get(page).content.decode()
    last = fajar.get(page, {"page": "3"}).content.decode()
    assert "Halaman 3 dari 3" in last
    assert "122" in last
    assert fajar.get(page, {"page": "x" * 99}).status_code == 200
    found = RosterImport.objects.get()
    text = fajar.get(reverse("roster_problems", args=[found.pk])).getvalue().decode()
    assert len(text.splitlines()) == 122
    assert not any(cell.startswith("=") for line in text.splitlines() for cell in line.split(","))


def test_a_button_opened_as_a_page_leads_to_its_page(fajar, cast):
    found = actions.start_import(cast.agency, file=as_csv([row(1)]), file_name="x", by=None)
    letter = actions.queue_mail(key="k", employee=None, to="a@b.test", subject="s", body="b")
    for name, pk, page in (
        ("roster_apply", found.pk, reverse("roster_import", args=[found.pk])),
        ("roster_discard", found.pk, reverse("roster_import", args=[found.pk])),
        ("mail_retry", letter.pk, reverse("mail")),
        ("mail_confirm", letter.pk, reverse("mail")),
    ):
        answer = fajar.get(reverse(name, args=[pk]))
        assert (answer.status_code, answer["Location"]) == (302, page)
    assert RosterImport.objects.get().state == "diperiksa"
    assert Mail.objects.get().state == "menunggu"


def test_employees_of_a_unit(fajar, cast, client):
    def shown(code: str) -> str:
        return client.get(reverse("employees"), {"unit": code}).content.decode()

    assert "Ani Contoh" in shown("U-1")
    assert "Citra Contoh" not in shown("U-1")
    assert "Citra Contoh" in shown("U-0")
    assert "Tidak ada unit kerja dengan kode" in shown("tidak-ada")
    client.force_login(cast.budi)
    assert "Ani Contoh" in shown("U-0"), "what lies in both"
    assert "Ani Contoh" not in shown("U-2")


def test_a_role_on_one_unit_begins_there(client, cast):
    Role.objects.create(user=cast.ani, name=RoleName.PERSONNEL, unit=cast.unit)
    client.force_login(cast.ani)
    page = reverse("unit", args=[cast.unit.pk])
    assert client.get(reverse("units"))["Location"] == page
    html = client.get(page).content.decode()
    assert reverse("unit", args=[cast.top.pk]) not in html, "no way up to what one may not see"


# ---------------------------------------------------------------- the link that sets a password


def link_of(eka, user) -> str:
    page = eka.post(reverse("user_link", args=[user.pk])).content.decode()
    link = page.split('data-copy="')[1].split('"')[0]
    assert link.startswith(live.SITE_URL)
    return urlsplit(link).path


def test_a_password_link_works_once(eka, cast, client):
    link = link_of(eka, cast.dodi)
    client.logout()
    form = client.get(link)["Location"]
    fresh = {"password1": "padi-menguning-72", "password2": "padi-menguning-72"}
    assert client.post(form, fresh).status_code == 302
    cast.dodi.refresh_from_db()
    assert cast.dodi.check_password("padi-menguning-72")
    assert "password1" not in client.get(link, follow=True).content.decode()


def test_a_newer_password_ends_the_link(eka, cast, client):
    link = link_of(eka, cast.dodi)
    cast.dodi.set_password("lain-sekali-91")
    cast.dodi.save()
    client.logout()
    assert "password1" not in client.get(link, follow=True).content.decode()


def test_a_link_is_shown_only_when_it_is_made(eka, cast):
    link = link_of(eka, cast.dodi)
    page = reverse("user", args=[cast.dodi.pk])
    assert link not in eka.get(page).content.decode()
    assert eka.get(reverse("user_link", args=[cast.dodi.pk]))["Location"] == page


def test_a_closed_account_gets_no_link_and_cannot_come_in(eka, cast, client):
    eka.post(reverse("user_close", args=[cast.dodi.pk]))
    assert eka.post(reverse("user_link", args=[cast.dodi.pk])).status_code == 409
    assert not client.login(username="dodi", password=PASSWORD)
    refused = eka.post(reverse("user", args=[cast.dodi.pk]), {"name": RoleName.WITNESS})
    assert refused.status_code == 400
    assert "tidak aktif" in refused.content.decode()


def test_no_role_is_chosen_by_accident(eka, cast):
    refused = eka.post(reverse("user", args=[cast.dodi.pk]), {"name": "", "unit": ""})
    assert refused.status_code == 400
    assert "Pilih peran" in refused.content.decode()
    assert not Role.objects.filter(user=cast.dodi).exists()


@pytest.mark.parametrize("who", ["ani", "budi", "citra", "dodi", "fajar"])
def test_accounts_are_for_administrators(client, cast, who):
    client.force_login(getattr(cast, who))
    for name in ("user", "user_close"):
        assert client.get(reverse(name, args=[cast.dodi.pk])).status_code == 403
    for name in ("user", "user_close", "user_link"):
        assert client.post(reverse(name, args=[cast.dodi.pk])).status_code == 403
    cast.dodi.refresh_from_db()
    assert cast.dodi.is_active


def test_accounts_are_found(eka, cast):
    def shown(q: str) -> set[str]:
        page = eka.get(reverse("users"), {"q": q}).content.decode()
        return {name for name in ("ani", "budi", "dodi") if f">{name}</a>" in page}

    assert shown("budi") == {"budi"}
    assert shown("ani contoh") == {"ani"}
    assert shown(cast.ani.employee.nip) == {"ani"}
    assert shown("tidak ada") == set()
    assert shown("") == {"ani", "budi", "dodi"}
    assert eka.get(reverse("users"), {"q": "a\0b"}).status_code == 200


PAGES = [
    # page, argument, who, questions
    ("employees", None, "fajar", 10),
    ("units", None, "fajar", 10),
    ("unit", "unit", "fajar", 11),
    ("unit_new", None, "fajar", 6),
    ("unit_edit", "unit", "fajar", 8),
    ("unit_close", "unit", "fajar", 8),
    ("roster", None, "fajar", 7),
    ("roster_import", "import", "fajar", 9),
    ("mail", None, "fajar", 7),
    ("users", None, "eka", 9),
    ("user", "user", "eka", 8),
    ("user_new", None, "eka", 6),
    ("user_close", "user", "eka", 7),
    ("role_revoke", "role", "eka", 7),
]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page[0])
def test_questions(client, cast, django_assert_num_queries, page):
    name, key, who, questions = page
    actions.start_import(
        cast.agency, file=as_csv([row(1), row(2, NAMA="")]), file_name="x", by=None
    )
    keys = {
        "unit": cast.unit.pk, "user": cast.budi.pk, "role": cast.budi.roles.get().pk,
        "import": RosterImport.objects.get().pk,
    }  # fmt: skip
    client.force_login(getattr(cast, who))
    url = reverse(name, args=[keys[key]] if key else [])
    client.get(url)
    with django_assert_num_queries(questions):
        assert client.get(url).status_code == 200
