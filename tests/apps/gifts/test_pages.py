"""The pages of gifts: who sees what, one form that loses nothing, hostile input, and how often the database is asked."""

import csv
import io
import re

import pytest
from django.test import Client
from django.urls import reverse

from ikrar.gifts import actions
from ikrar.gifts.models import Gift
from ikrar.gifts.states import GiftKind, GiftState, GiverTie
from tests.apps.gifts import steps
from tests.apps.gifts.browse import fields, send
from tests.cast import make_employee

pytestmark = pytest.mark.django_db
G = GiftState


def test_a_gift_is_recorded_with_four_fields(world, as_user):
    answer = send(as_user(world.ani), estimate="")
    gift = Gift.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == reverse("gift", args=[gift.number])
    assert (gift.estimate, gift.unit, gift.employee) == (None, world.cast.unit, world.ani.employee)
    page = as_user(world.ani).get(answer["Location"]).content.decode()
    for said in ("Parsel makanan", "28 hari kerja lagi", "PerKPK 2/2019", "tidak diketahui"):
        assert said in page


def test_sent_twice_it_is_one_gift(world, as_user):
    client = as_user(world.ani)
    told = fields(client)
    places = {client.post(reverse("gift_new"), told)["Location"] for _n in range(3)}
    assert len(places) == Gift.objects.count() == 1


def test_a_ticket_of_another_person_opens_nothing(world, as_user):
    told = fields(as_user(world.lestari))
    client = as_user(world.ani)
    answer = client.post(reverse("gift_new"), told)
    assert answer.status_code == 302
    assert Gift.objects.get().employee == world.ani.employee


@pytest.mark.parametrize(("text", "value"), [
    ("1.500.000", 1_500_000), ("1500000", 1_500_000), ("Rp 1.500.000,00", 1_500_000),
    ("rp50 000", 50_000), ("0", 0), ("", None),
])  # fmt: skip
def test_sums_are_read_as_people_write_them(world, as_user, text, value):
    assert send(as_user(world.ani), estimate=text).status_code == 302
    assert Gift.objects.get().estimate == value


@pytest.mark.parametrize(("wrong", "said"), [
    ({"estimate": "-5000"}, "Taksiran tidak boleh kurang dari nol."),
    ({"estimate": "9" * 13}, "Taksiran lebih dari Rp1 triliun."),
    ({"estimate": "1,5 juta"}, "Tulis rupiah bulat dengan angka"),
    ({"estimate": "1e9"}, "Tulis rupiah bulat dengan angka"),
    ({"on": "2024-01-16"}, "Tanggalnya hari ini atau sebelumnya"),
    ({"on": "1024-01-16"}, "Tanggalnya hari ini atau sebelumnya"),
    ({"kind": "entah"}, "entah"),
    ({"tie": ""}, "id_tie_error"),
    ({"what": "   "}, "id_what_error"),
    ({"what": "a\0b"}, "id_what_error"),
])  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_is_lost(world, as_user, wrong, said):
    answer = send(as_user(world.ani), **{"giver": "CV Contoh Abadi", **wrong})
    assert answer.status_code == 400
    page = answer.content.decode()
    assert said in page
    assert "CV Contoh Abadi" in page
    assert not Gift.objects.exists()


def test_the_form_needs_its_token(world):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.ani)
    told = {"kind": "diterima", "what": "x", "tie": "rekanan", "on": "2024-01-11"}
    assert client.post(reverse("gift_new"), told).status_code == 403
    assert not Gift.objects.exists()


def test_what_was_seen_leads_to_the_door_and_takes_nothing_along(world, as_user):
    client = as_user(world.ani)
    place = send(client, kind="dilihat", tie="tim", giver="Tim Contoh")["Location"]
    page = client.get(place).content.decode()
    links = re.findall(rf'<a href="({reverse("door")}[^"]*)"([^>]*)>', page)
    assert ("/lapor/", ' rel="noreferrer"') in links
    assert not any("?" in url for url, _more in links)
    assert "/lapor/" in client.get(reverse("gift_new")).content.decode()


def test_political_gifts_have_no_limit(world, as_user):
    client = as_user(world.ani)
    page = client.get(send(client, tie="partai")["Location"]).content.decode()
    assert "Butir 4 ikrar menolak setiap pemberian politik" in page
    assert "PerKPK" not in page


def test_only_the_owner_and_the_upg_of_the_unit_see_a_gift(recorded, as_user):
    number, cast = recorded.gift.number, recorded.cast
    own, desk = reverse("gift", args=[number]), reverse("gift_at_desk", args=[number])
    seen = {
        name: (as_user(user).get(own).status_code, as_user(user).get(desk).status_code)
        for name, user in {
            "ani": cast.ani, "budi": cast.budi, "citra": cast.citra, "dodi": cast.dodi,
            "eka": cast.eka, "fajar": cast.fajar, "lestari": recorded.lestari, "wira": recorded.wira,
        }.items()
    }  # fmt: skip
    assert seen == {
        "ani": (200, 403), "lestari": (404, 200), "wira": (404, 200),
        **dict.fromkeys(("budi", "citra", "dodi", "eka", "fajar"), (404, 403)),
    }  # fmt: skip
    assert Client().get(own).status_code == 302
    assert Client().get(desk).status_code == 302


def test_an_officer_does_not_find_their_own_at_the_desk(world, as_user):
    gift, client = steps.record(world, by=world.lestari), as_user(world.lestari)
    assert gift.number not in client.get(reverse("gift_desk") + "?tab=semua").content.decode()
    assert client.get(reverse("gift_at_desk", args=[gift.number])).status_code == 404
    act = reverse("gift_act", args=[gift.number, "putuskan"])
    assert client.post(act, {"handling": "dikembalikan", "text": "Contoh"}).status_code == 404
    table = b"".join(client.get(reverse("gift_table", args=["csv"])).streaming_content)
    assert gift.number.encode() not in table
    assert client.get(reverse("gift", args=[gift.number])).status_code == 200


def test_the_desk_walks_a_gift_to_its_end(recorded, as_user):
    desk, own, number = as_user(recorded.lestari), as_user(recorded.ani), recorded.gift.number

    def act(name, **told):
        place = reverse("gift_act", args=[number, name])
        assert desk.get(place).status_code == 200
        assert desk.post(place, {}).status_code == 400
        assert desk.post(place, told)["Location"] == reverse("gift_at_desk", args=[number])

    act("tanya", text="Di mana barangnya?")
    assert "Di mana barangnya?" in own.get(reverse("gift", args=[number])).content.decode()
    answer = reverse("gift_answer", args=[number])
    assert own.get(answer).status_code == 200
    assert own.post(answer, {"text": "Di lemari."}).status_code == 302
    act("putuskan", handling="diteruskan", text="Perlu ditetapkan")
    act("teruskan", number="GOL-1", on="2024-01-15")
    act("ketetapan", status="negara", number="SK-1", on="2024-01-15")
    act("selesai", text="Sudah diserahkan")
    recorded.gift.refresh_from_db()
    assert recorded.gift.state == G.CLOSED
    page = desk.get(reverse("gift_at_desk", args=[number])).content.decode()
    for said in ("GOL-1", "SK-1", "menjadi milik negara".capitalize(), "Di lemari."):
        assert said in page
    assert desk.get(reverse("gift_act", args=[number, "tanya"])).status_code == 409
    assert desk.get(reverse("gift_act", args=[number, "entah"])).status_code == 404


def test_a_note_and_a_count_are_one_button(world, as_user):
    steps.record(world, GiftKind.SEEN)
    desk = as_user(world.lestari)
    assert desk.post(reverse("gift_act", args=[world.gift.number, "ketahui"])).status_code == 302
    steps.record(world)
    place = reverse("gift_act", args=[world.gift.number, "hitung-ulang"])
    assert desk.post(place, {"text": "SKB baru"}).status_code == 302


def test_withdrawing_asks_why(recorded, as_user):
    client, place = as_user(recorded.ani), reverse("gift_withdraw", args=[recorded.gift.number])
    assert client.get(place).status_code == 200
    assert client.post(place, {"text": ""}).status_code == 400
    assert client.post(place, {"text": "Salah catat"}).status_code == 302
    assert Gift.objects.get().state == G.WITHDRAWN
    assert client.get(place).status_code == 409


def test_tabs_filters_and_wrong_wishes(world, as_user):
    steps.travel(steps.date(2023, 11, 1))
    late = steps.record(world, on=steps.date(2023, 11, 1))
    steps.travel(steps.TODAY)
    fresh = steps.record(world)
    refused = steps.record(world, GiftKind.REFUSED)
    client = as_user(world.lestari)

    def shown(query):
        page = client.get(reverse("gift_desk") + query)
        assert page.status_code == 200
        return {g.number for g in (late, fresh, refused) if g.number in page.content.decode()}

    assert shown("") == {late.number, fresh.number, refused.number}
    assert shown("?tab=minggu-ini") == set()
    assert shown("?tab=terlambat") == {late.number}
    assert shown("?tab=semua") == {late.number, fresh.number, refused.number}
    assert shown("?tab=semua&kind=ditolak") == {refused.number}
    assert shown(f"?tab=semua&q={fresh.number.lower()}") == {fresh.number}
    assert shown("?tab=semua&q=199001012015032001") == {late.number, fresh.number, refused.number}
    assert shown(f"?tab=semua&unit={world.cast.other.pk}") == set()
    assert shown("?tab=semua&state=ditanyakan") == set()
    for odd in ("?tab=entah", "?unit=abc", "?state=entah&q=%00", "?page=abc", "?q=" + "x" * 999):
        shown(odd)
    late_due = late.clocks.get().due
    steps.travel(late_due)
    assert shown("?tab=minggu-ini") == {late.number}
    actions.note(refused, by=world.lestari)
    assert shown("") == {late.number, fresh.number}


def test_the_table_has_the_fields_of_the_form(world, as_user):
    steps.record(world, what="=1+1", giver="CV Contoh", story="Dititipkan\ndi loket")
    client = as_user(world.lestari)
    data = b"".join(
        client.get(reverse("gift_table", args=["csv"]) + "?tab=semua").streaming_content
    )
    (row,) = csv.DictReader(io.StringIO(data.decode("utf-8-sig")))
    assert row["Nama"] == "Ani Contoh"
    assert row["NIP"] == "'199001012015032001"
    assert row["Jenis atau uraian"] == "'=1+1"
    assert row["Kronologi"] == "Dititipkan di loket"
    assert "Kolom menurut formulir umum KPK, belum diperiksa terhadap GOL" in row
    book = b"".join(
        client.get(reverse("gift_table", args=["xlsx"]) + "?tab=semua").streaming_content
    )
    assert book.startswith(b"PK")
    for other in (world.ani, world.cast.budi, world.cast.dodi):
        assert as_user(other).get(reverse("gift_table", args=["csv"])).status_code == 403


def test_small_units_are_not_told_apart(world, as_user):
    people = [
        make_employee(world.cast.unit, f"19910101201503200{n}", f"Pegawai Contoh {n}")
        for n in range(4)
    ]
    users = [
        steps.User.objects.create_user(f"pegawai{n}", employee=one) for n, one in enumerate(people)
    ]
    client, place = as_user(world.ani), reverse("refusals")
    for _n in range(6):
        steps.record(world, GiftKind.REFUSED)
    assert "menolak" not in client.get(place).content.decode()
    for user in users:
        steps.record(world, GiftKind.REFUSED, by=user)
    assert "Direktorat Contoh Satu menolak 10 kali." in client.get(place).content.decode()
    steps.record(world, GiftKind.REFUSED, by=world.cast.citra)
    page = client.get(place).content.decode()
    assert "Direktorat Contoh Dua" not in page
    assert "Unit lain bersama-sama" not in page
    assert Client().get(place).status_code == 302


def test_who_is_no_employee_is_told_so(world, as_user):
    client = as_user(world.cast.dodi)
    page = client.get(reverse("gifts"))
    assert page.status_code == 200
    assert "Akun ini tidak terhubung dengan pegawai" in page.content.decode()
    assert client.get(reverse("gift_new")).status_code == 403
    assert client.get(reverse("refusals")).status_code == 200


@pytest.mark.parametrize("number", ["H-2024-000000", "h", "x" * 300, "%00", "../../etc"])
def test_odd_numbers_are_not_found(world, as_user, number):
    client = as_user(world.lestari)
    for name in ("gift", "gift_at_desk"):
        place = reverse(name, args=["N"]).replace("/N/", f"/{number}/")
        assert client.get(place).status_code == 404


def test_lists_ask_as_often_with_many_gifts_as_with_few(world, as_user, count_queries):
    desk, own = as_user(world.lestari), as_user(world.ani)
    steps.record(world)
    places = [(desk, reverse("gift_desk") + "?tab=semua"), (own, reverse("gifts"))]
    for client, place in places:
        client.get(place)
    few = [count_queries(lambda c=client, p=place: c.get(p)) for client, place in places]
    for _n in range(12):
        steps.record(world, tie=GiverTie.FAMILY)
    many = [count_queries(lambda c=client, p=place: c.get(p)) for client, place in places]
    assert many == few
    assert few[0] <= 20
    assert few[1] <= 9


def test_employees_find_the_door(world, as_user):
    assert 'href="/hadiah/"' in as_user(world.ani).get("/").content.decode()
    assert 'href="/hadiah/"' not in as_user(world.cast.dodi).get("/").content.decode()
    assert 'href="/hadiah/"' not in Client().get("/").content.decode()
    assert 'href="/hadiah/meja/"' in as_user(world.lestari).get("/hadiah/").content.decode()
    assert 'href="/hadiah/meja/"' not in as_user(world.ani).get("/hadiah/").content.decode()
