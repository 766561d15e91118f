"""The desk in use: write, read the findings, send, return, overrule, approve, publish; wrong input loses nothing."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ikrar.programme import actions, pictures, queries
from ikrar.programme.models import Message
from ikrar.programme.states import MessageState
from tests.apps.programme import browse, steps
from tests.engines.evidence import samples

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _still():
    with steps.clock():
        yield


def form(**more) -> dict[str, str]:
    given = {
        "title": "Kenali peserta pemilu", "text": steps.TEXT, "phase": "pra", "channel": "whatsapp",
        "on": "2024-01-20", "hour": "23:30", "aim": "literasi", "audience": "umum", "unit": "",
        "language": "id",
    }  # fmt: skip
    return {**given, **more}


def test_from_a_draft_to_the_public_in_the_browser(humas):
    maya, nanda = browse.client(humas.maya), browse.client(humas.nanda)
    response = maya.post("/program/baru/", form(), follow=True)
    message = Message.objects.get()
    assert "Penjaga tidak menemukan apa-apa" in browse.text_of(response)
    assert steps.local_of(message) == "2024-01-20T23:30 WIB"
    assert "20 Januari 2024 pukul 23.30 WIB" in browse.text_of(response)
    maya.post(f"/program/{message.pk}/kirim/")
    page = browse.text_of(nanda.get(f"/program/{message.pk}/"))
    assert "Setujui" in page
    assert ">Setujui<" not in browse.text_of(maya.get(f"/program/{message.pk}/")).replace(" ", "")
    nanda.post(f"/program/{message.pk}/setujui/", {"seen": steps.seen(message)})
    assert steps.fresh(message).state == MessageState.APPROVED
    nanda.post(f"/program/{message.pk}/terbitkan/")
    assert steps.fresh(message).state == MessageState.PUBLISHED
    assert steps.TEXT in browse.text_of(browse.client().get("/program/pesan/"))


def test_the_form_shows_the_day_at_the_agency(humas):
    message = steps.draft(humas, at=steps.NOW.replace(hour=23, minute=30))
    page = browse.text_of(browse.client(humas.maya).get(f"/program/{message.pk}/ubah/"))
    assert 'value="2024-01-10"' in page
    assert 'value="23:30"' in page


WRONG = [
    {"title": ""}, {"text": ""}, {"on": "kemarin"}, {"on": "31-02-2024"}, {"hour": "25:61"},
    {"phase": "lain"}, {"channel": "merpati"}, {"unit": "999999"}, {"title": "a" * 200},
    {"text": "a" * 9_000}, {"language": "xx"}, {"on": "0000-00-00"}, {"on": "2024-01-20\0"},
]  # fmt: skip


@pytest.mark.parametrize("more", WRONG)
def test_what_is_wrong_is_told_and_nothing_is_lost(humas, more):
    response = browse.client(humas.maya).post("/program/baru/", form(**more))
    assert response.status_code == 400
    assert "Ada yang perlu diperbaiki" in browse.text_of(response)
    if "text" not in more:
        assert steps.TEXT in browse.text_of(response)
    assert not Message.objects.exists()


def test_the_same_form_sent_twice_is_one_message(humas):
    client = browse.client(humas.maya)
    ticket = client.get("/program/baru/").context["ticket"]
    for _n in "12":
        client.post("/program/baru/", form(ticket=ticket))
    assert Message.objects.count() == 1


@pytest.mark.parametrize("ticket", ["", "x", "a:b:c", "\0"])
def test_a_broken_ticket_is_made_anew(humas, ticket):
    assert browse.client(humas.maya).post("/program/baru/", form(ticket=ticket)).status_code == 302


def test_an_old_page_does_not_write_over_a_new_one(humas):
    message = steps.draft(humas)
    client = browse.client(humas.nanda)
    actions.revise_message(steps.fresh(message), steps.written(text="Versi kedua."), by=humas.maya)
    response = client.post(
        f"/program/{message.pk}/ubah/", form(text="Dari halaman lama", version="1")
    )
    assert response.status_code == 400
    assert "Dari halaman lama" in browse.text_of(response)
    assert steps.fresh(message).text == "Versi kedua."
    for version in ("", "x", "9" * 30):
        assert client.post(f"/program/{message.pk}/ubah/", form(version=version)).status_code == 400


def test_a_finding_is_overruled_from_its_link(humas):
    message = steps.sent(humas, text="Coblos nomor 2.")
    nanda = browse.client(humas.nanda)
    page = nanda.get(f"/program/{message.pk}/")
    assert "Menghentikan" in browse.text_of(page)
    keys = [one.judged.finding.key for one in page.context["findings"] if one.judged.stops]
    for key in keys:
        where = f"/program/{message.pk}/kesampingkan/?temuan={key}"
        assert nanda.get(where).status_code == 200
        assert nanda.post(where, {"reason": "x"}).status_code == 400
        nanda.post(where, {"reason": steps.REASON})
    page = browse.text_of(nanda.get(f"/program/{message.pk}/"))
    assert page.count("Dikesampingkan nanda") == len(keys)
    assert nanda.get(f"/program/{message.pk}/kesampingkan/?temuan=x").status_code == 404
    response = nanda.post(f"/program/{message.pk}/setujui/", {"seen": steps.seen(message)})
    assert response.status_code == 302


def test_approval_that_is_refused_says_why(humas):
    message = steps.sent(humas, text="Coblos nomor 2.")
    nanda = browse.client(humas.nanda)
    response = nanda.post(f"/program/{message.pk}/setujui/", {"seen": steps.seen(message)})
    assert response.status_code == 400
    assert "nomor urut" in browse.text_of(response)
    for seen in ("", "x", "-1", "9" * 40):
        assert nanda.post(f"/program/{message.pk}/setujui/", {"seen": seen}).status_code == 400


def test_who_wrote_it_is_refused_in_the_browser_too(humas):
    message = steps.sent(humas)
    response = browse.client(humas.maya).post(
        f"/program/{message.pk}/setujui/", {"seen": steps.seen(message)}
    )
    assert response.status_code == 403


def test_a_step_that_is_not_possible_is_409(humas):
    message = steps.draft(humas)
    assert browse.client(humas.nanda).post(f"/program/{message.pk}/terbitkan/").status_code == 409


def test_versions_are_shown(humas):
    message = steps.draft(humas)
    actions.revise_message(message, steps.written(text="Teks versi dua."), by=humas.nanda)
    page = browse.text_of(browse.client(humas.maya).get(f"/program/{message.pk}/"))
    assert "Versi 1" in page
    assert steps.TEXT in page


def test_without_a_pack_the_page_stands_and_nothing_leaves(humas):
    message = steps.sent(humas)
    humas.cast.agency.pack = "tidak-ada"
    humas.cast.agency.save()
    client = browse.client(humas.nanda)
    assert "tidak terbaca" in browse.text_of(client.get(f"/program/{message.pk}/"))
    assert client.get("/program/").status_code == 200
    assert client.get("/program/kalender/").status_code == 200
    assert client.get("/program/pesan/").status_code == 200
    seen = {"seen": steps.seen(message)}
    assert client.post(f"/program/{message.pk}/setujui/", seen).status_code in (400, 404)
    assert steps.fresh(message).state == MessageState.CHECKED


# ---------------------------------------------------------------- pictures


def sent(data: bytes, name: str = "foto.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def test_a_picture_is_cleaned_and_needs_words(humas):
    message = steps.draft(humas)
    client = browse.client(humas.maya)
    where = f"/program/{message.pk}/gambar/"
    response = client.post(
        where, {"picture": sent(samples.jpeg_told()), "picture_text": ""}, follow=True
    )
    assert "belum punya teks pengganti" in browse.text_of(response)
    kept = pictures.read(message.ref, steps.fresh(message).picture_sha256)
    assert samples.SECRET in samples.jpeg_told()
    assert samples.SECRET not in kept
    shown = client.get(f"/program/{message.pk}/gambar/berkas/")
    assert shown.headers["Content-Type"] == "image/jpeg"
    assert "sandbox" in shown.headers["Content-Security-Policy"]
    client.post(where, {"picture_text": "Petugas membantu seorang ibu di meja pendaftaran."})
    again = steps.fresh(message)
    assert again.version == 3
    assert again.picture_sha256
    assert queries.guarded(again).stops == ()
    client.post(where, {"remove": "1"})
    assert steps.fresh(message).picture_sha256 == ""


@pytest.mark.parametrize("data", [b"", b"<svg onload=alert(1)>", b"%PDF-1.7 ", b"\x89PNG\r\n\x1a\n" + b"0" * 50, b"GIF89a" + b"0" * 40])  # fmt: skip
def test_what_is_no_picture_is_refused(humas, data):
    message = steps.draft(humas)
    response = browse.client(humas.maya).post(f"/program/{message.pk}/gambar/", {"picture": sent(data, "x.png"), "picture_text": "Teks yang tetap ada di halaman."})  # fmt: skip
    assert response.status_code == 400
    assert "Teks yang tetap ada di halaman." in browse.text_of(response)
    assert not steps.fresh(message).has_picture


def test_an_erased_message_leaves_no_picture(humas, django_capture_on_commit_callbacks):
    message = steps.draft(humas)
    picture = pictures.clean(samples.jpeg_told(), "foto.jpg")
    actions.set_picture(message, picture, "Petugas membantu seorang ibu.", by=humas.maya)
    actions.send_message(message, by=humas.maya)
    actions.approve_message(message, seen=steps.seen(message), by=humas.nanda)
    actions.publish_message(message, by=None)
    where = browse.address("public_picture", message)
    assert browse.client().get(where).status_code == 200
    actions.withdraw_message(message, steps.REASON, by=humas.nanda)
    with django_capture_on_commit_callbacks(execute=True):
        actions.erase_message(message, by=humas.nanda)
    assert list(queries.audit_messages()) == []
    assert not (pictures._folder(message.ref)).exists()


# ---------------------------------------------------------------- lists


def test_lists_by_state_search_and_channel(humas):
    steps.draft(humas, title="Satu tentang debat")
    steps.draft(humas, title="Dua tentang hoaks", channel="sms")
    client = browse.client(humas.maya)
    page = browse.text_of(client.get("/program/?keadaan=naskah&q=hoaks"))
    assert "Dua tentang hoaks" in page
    assert "Satu tentang debat" not in page.partition("<table")[2]
    assert "Dua tentang hoaks" not in browse.text_of(client.get("/program/?keadaan=naskah&saluran=radio")).partition("<table")[2]  # fmt: skip
    for odd in ("?keadaan=xx", "?q=%00", "?unit=x", "?unit=99999999999999999999", "?page=x"):
        assert client.get(f"/program/{odd}").status_code == 200


def test_the_desk_pins_its_queries(humas, django_assert_max_num_queries):
    for n in range(12):
        steps.draft(humas, title=f"Pesan nomor {chr(97 + n)}")
    client = browse.client(humas.maya)
    client.get("/program/")
    with django_assert_max_num_queries(16):
        client.get("/program/?keadaan=naskah")
    with django_assert_max_num_queries(9):
        browse.client().get("/program/pesan/")
