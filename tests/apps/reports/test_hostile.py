"""Whatever is thrown at the door is answered in words: no text, cookie, token or body ever makes a 500."""

import base64
import string
from types import SimpleNamespace
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st

from ikrar.errors import InputError
from ikrar.reports import tickets
from ikrar.reports.models import Report
from ikrar.reports.shelf import files
from ikrar.reports.views import box
from ikrar.sealing import receipts
from ikrar.sealing.receipts import Derived
from ikrar.vault.shelves import RESERVE
from ikrar.vault.uploads import Sealed, from_token
from tests.apps.reports.test_door import WHAT, form, send

pytestmark = pytest.mark.django_db
LOOSE = hypothesis(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
SLOW = hypothesis(LOOSE, max_examples=25)
RECEIPTS = [receipts.make() for _ in range(5)]
NAMES = [
    "foto\u202egnp.exe", "a\0b.jpg", "../../../etc/passwd", "..\\..\\boot.ini", "n" * 5000 + ".pdf",
    "", ".", "..", "/", "C:\\", "con.txt", "\ufeff", "\u200b\u200b", "é" * 300, "a\r\nb", '"', ";", 'a;b="c',
    "😀" * 200 + ".png", " ", "%00", "%2e%2e%2f", "UTF-8''%ff", "\\", "\ud7ff", "<script>.svg", "-rf", "~",
]  # fmt: skip


# receipts


@LOOSE
@given(st.text(max_size=300) | st.text(string.ascii_lowercase + string.digits + "- ", max_size=120))
def test_any_text_is_a_receipt_or_is_told_why_not(text):
    try:
        found = receipts.parse(text)
    except InputError:
        return
    assert receipts.parse(found) == found


@LOOSE
@given(st.data())
def test_a_receipt_that_was_changed_is_another_or_none(data):
    receipt = data.draw(st.sampled_from(RECEIPTS))
    at = data.draw(st.integers(0, len(receipt) - 1))
    letter = data.draw(
        st.sampled_from(string.ascii_lowercase + string.digits + " -.\0\u00a0\u202e")
    )
    changed = receipt[:at] + letter + receipt[at + data.draw(st.integers(0, 1)) :]
    try:
        found = receipts.parse(changed)
    except InputError:
        return
    # forgiven (a hyphen for a space), or by chance in a hundred a receipt of somebody else: never a third thing
    assert receipts.parse(found) == found


# forms, tokens, cookies: made here or nothing


def _spoilt(text: str):
    """The text with something in it changed, cut or added."""
    letters = string.ascii_letters + string.digits + "-_=+/ \0é\u202e"
    at = st.integers(0, len(text))
    return st.one_of(
        st.builds(
            lambda a, x: text[:a] + x + text[a:], at, st.text(letters, min_size=1, max_size=9)
        ),
        st.builds(lambda a: text[:a], st.integers(0, len(text) - 1)),
        st.builds(lambda a, x: text[:a] + x + text[a + 1 :], at, st.sampled_from(letters)),
    )


@LOOSE
@given(st.data())
def test_a_ticket_is_ours_or_refused(data):
    ours = tickets.make()
    text = data.draw(st.text(max_size=100) | st.binary().map(_base64) | _spoilt(ours))
    proof = data.draw(st.text(max_size=30))
    try:
        found = tickets.read(text, proof)
    except InputError:
        return
    assert base64.urlsafe_b64decode(text) == base64.urlsafe_b64decode(ours)
    assert found.nonce == tickets.read(ours).nonce


@LOOSE
@given(st.data())
def test_a_token_is_ours_or_nothing(data):
    ours = Sealed(UUID(int=7), "a.jpg", "image/jpeg", "image", 1, "s", "d", b"k" * 32)
    token = ours.token()
    text = data.draw(st.text(max_size=100) | st.binary().map(_base64) | _spoilt(token))
    assert from_token(text) in {None, ours}


@LOOSE
@given(st.data())
def test_a_cookie_is_ours_or_nothing(data):
    from django.http import HttpResponse

    found, response = Derived(b"l" * 32, b"u" * 32, b"r" * 32), HttpResponse()
    box._keep(response, found)
    cookie = response.cookies[box.COOKIE].value
    assert box._derived(cookie) == found
    text = data.draw(st.text(max_size=100) | st.binary().map(_base64) | _spoilt(cookie))
    assert box._derived(text) in {None, found}


def test_what_is_sealed_for_one_purpose_opens_for_no_other():
    token = Sealed(UUID(int=7), "a", "m", "f", 1, "s", "d", b"k" * 32).token()
    assert box._derived(token) is None
    assert from_token(tickets.make()) is None


@pytest.mark.parametrize("seconds", [-1, box.IDLE + 1, 10**9])
def test_a_cookie_of_another_time_is_none(seconds, time_machine):
    from datetime import timedelta

    from django.http import HttpResponse
    from django.utils import timezone

    response = HttpResponse()
    now = timezone.now()
    box._keep(response, Derived(b"l" * 32, b"u" * 32, b"r" * 32))
    time_machine.move_to(now + timedelta(seconds=seconds + (5 if seconds > 0 else -5)))
    assert box._derived(response.cookies[box.COOKIE].value) is None


@SLOW
@given(
    st.text(
        st.characters(min_codepoint=32, max_codepoint=255, exclude_characters='";\\,'), max_size=200
    )
)
def test_any_cookie_is_sent_to_the_page_that_asks_for_a_receipt(desk, cookie):
    client = Client(headers={"cookie": f"{box.COOKIE}={cookie}"})
    for name in ("mailbox", "mailbox_delete"):
        assert client.get(reverse(name))["Location"] == reverse("mailbox_open")
    for name in ("mailbox_write", "mailbox_files", "mailbox_delete"):
        assert client.post(reverse(name), {"text": "x"})["Location"] == reverse("mailbox_open")


@SLOW
@given(st.text(max_size=250))
def test_any_text_for_a_receipt_is_answered(desk, text):
    from django.core.cache import cache

    cache.clear()
    answer = Client().post(reverse("mailbox_open"), {"receipt": text})
    assert answer.status_code == 400
    assert Client().post(reverse("mailbox_open"), {}).status_code in {200, 400}


# bodies


def _part(name: str, data: bytes, *, edge: bytes = b"tepi", head: str = "") -> bytes:
    text = f'Content-Disposition: form-data; name="upload"; filename="{name}"\r\n{head}\r\n'
    return b"--" + edge + b"\r\n" + text.encode(errors="replace") + data + b"\r\n"


def _post(client, body: bytes, kind: str = "multipart/form-data; boundary=tepi", to="report_new"):
    return client.generic("POST", reverse(to), body, content_type=kind)


@pytest.mark.parametrize("name", NAMES)
def test_hostile_names_are_tamed_and_the_report_comes(client, desk, name):
    fields = b"".join(
        f'--tepi\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
        for key, value in form(client).items()
    )
    answer = _post(client, fields + _part(name, b"isi") + b"--tepi--\r\n")
    is_read = len(name) < 1000  # Django reads no longer head of a part; no device has such names
    assert answer.status_code == (200 if is_read else 400)
    assert Report.objects.count() == is_read
    for path in (settings.DATA_DIR / "sealed").rglob("*"):
        assert path.is_dir() or len(path.name) == 32, "a name of a reporter is on the disk"


BOUNDARIES = [
    "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=tepi2",
    "multipart/form-data; boundary=" + "t" * 300, 'multipart/form-data; boundary="te pi"',
    "multipart/form-data; boundary=té\u202epi", "multipart/form-data; boundary*=UTF-8''%ff", "multipart/x; boundary=tepi",
    "multipart/form-data; boundary=tepi; charset=tidak-ada", "text/plain", "", "application/x-www-form-urlencoded; charset=utf-7",
]  # fmt: skip


@pytest.mark.parametrize("kind", BOUNDARIES)
@pytest.mark.parametrize("to", ["report_new", "report_hints", "mailbox_files", "mailbox_open"])
def test_broken_boundaries_are_refused_in_words(client, desk, kind, to):
    body = _part("a.jpg", b"isi") + b"--tepi--\r\n"
    answer = _post(client, body, kind, to)
    assert answer.status_code in {200, 302, 400}
    assert not Report.objects.exists()


@pytest.mark.parametrize("kind", BOUNDARIES)
@pytest.mark.parametrize("to", ["/lapor/baru/", "/lapor/tidak-ada/", "/tidak-ada/"])
def test_who_brings_a_token_is_answered_too(desk, kind, to):
    """A token is looked for in the body where the page of an error is made, too."""
    client = Client(enforce_csrf_checks=True)
    client.get(reverse("report_new"))
    token = client.cookies[settings.CSRF_COOKIE_NAME].value
    answer = client.generic("POST", to, b"x", content_type=kind, headers={"X-CSRFToken": token})
    assert answer.status_code == (404 if "tidak" in to else 400)


@SLOW
@given(st.data())
def test_any_body_is_answered(desk, data):
    whole = _part("a.jpg", b"isi " * 99) + _part(
        "b.pdf", b"", head="Content-Transfer-Encoding: base64\r\n"
    )
    at = data.draw(st.integers(0, len(whole)))
    body = data.draw(
        st.sampled_from(
            [whole[:at], whole[at:], whole[:at] + data.draw(st.binary(max_size=40)) + whole[at:]]
        )
        | st.binary(max_size=400)
    )
    to = data.draw(st.sampled_from(["report_new", "report_hints", "mailbox_files"]))
    assert _post(Client(), body, to=to).status_code in {200, 302, 400}
    assert not Report.objects.exists()


@SLOW
@given(
    st.dictionaries(
        st.sampled_from(
            [
                "ticket",
                "proof",
                "what",
                "who",
                "unit",
                "form",
                "statement",
                "avoid",
                "identity",
                "attached",
                "check",
                "when",
            ]
        ),
        st.text(max_size=60) | st.lists(st.text(max_size=20), max_size=3),
        max_size=9,
    )
)
def test_any_fields_are_answered(desk, fields):
    assert Client().post(reverse("report_new"), fields).status_code in {200, 400}
    assert Client().post(reverse("report_hints"), fields).status_code == 200


def test_more_files_or_fields_than_anybody_has_are_refused(client, desk):
    many = b"".join(_part(f"{n}.txt", b"x") for n in range(150)) + b"--tepi--\r\n"
    assert _post(client, many).status_code == 400
    wide = "&".join(f"f{n}=1" for n in range(2000)).encode()
    assert _post(client, wide, "application/x-www-form-urlencoded").status_code == 400
    long = b"what=" + b"a" * (3 << 20)
    assert _post(client, long, "application/x-www-form-urlencoded").status_code == 400
    assert not Report.objects.exists()


def test_files_of_base64_that_is_none_are_said(client, desk):
    body = _part("a.jpg", b"@@@", head="Content-Transfer-Encoding: base64\r\n") + b"--tepi--\r\n"
    assert _post(client, body).status_code == 400


def test_a_hundred_tokens_are_carried_and_no_more(client, desk):
    given = {**form(client), "what": WHAT, "attached": ["x"] * 101}
    page = client.post(reverse("report_new"), given)
    assert page.status_code == 400
    assert "100 berkas" in page.content.decode()


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode()


def test_uploads_leave_room_on_the_disk_and_words_still_come_through(client, desk, monkeypatch):
    """A flood of files must not stop the database: it lives on the same disk."""
    free = RESERVE + (3 << 20)

    def usage(_path):
        nonlocal free
        free -= 1 << 20
        return SimpleNamespace(free=free)

    monkeypatch.setattr("ikrar.vault.shelves.shutil.disk_usage", usage)
    large = SimpleUploadedFile("besar.bin", b"x" * (8 << 20))
    answer = send(client, upload=[large])
    assert answer.status_code == 400
    assert "penuh" in answer.content.decode()
    waiting = files.waiting(uuid4()).parent
    assert not waiting.exists() or list(waiting.iterdir()) == []
    assert send(client).status_code == 200
    assert Report.objects.count() == 1
