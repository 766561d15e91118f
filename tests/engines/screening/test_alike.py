"""Swaps that a reviewer tried: what names a contestant is read alike however it is spelt, and what is said over and over
does not add up.
"""

import numpy as np
import pyarrow as pa
import pytest

from ikrar.screening import engine


def are_alike(*texts):
    found = engine.scores(pa.array(texts))
    return bool((found == found[0]).all())


@pytest.mark.parametrize(("text", "names"), [
    ("goblok #{}pembelaRakyat", "Gerindra PKS PSI PKB PPP PDIP"),
    ("goblok #{}menang curang", "Anies AMIN Ganjar"),
    ("goblok #{}menang curang", "Golkar PKS PSI"),
    ("#{}2024 curang", "AMIN PraGib Ganjar"),
    ("#Pilih{} yuk", "Golkar NasDem PKS"),
    ("{} curang, tolak hasil", "#Golkar2024 #NasDem2024"),
    ("{} curang", "PKSnya PPPnya golkarnya"),
    ("#tolak{} sekarang", "pdip pks psi golkar"),
    ("pilih yang {} aja", "gemoy satset anies"),
    ("dasar {} goblok", "aniesers prabowoers gibraners ganjarist gemoyers projo Samawi Gerindra"),
    ("dasar {} goblok", "cebong kekampretan kadrun"),
    ("{} besok kita nyoblos", "Insyaallah Haleluya Shalom Swastiastu Alhamdulillah Allah"),
    ("bubarkan {} itu", "pengajian kebaktian misa tahlilan khotbah"),
    ("{} curang", "@gibran_tweet @aniesbaswedan @prabowo @ganjar.pranowo"),
    ("bagi bagi duit dari {} buat warga", "@DPP_PKB @Gerindra @golkar_id @PDI_Perjuangan"),
    ("goblok #{}2024", "PDIPerjuangan PKSejahtera Gerindra PDIP"),
    ("#Tolak{} curang", "GaMa AMIN PraGib"),
    ("goblok #{}", "sayapilihpks sayapilihgolkar sayapilihpkb sayapilihpan"),
    ("usir {} dari negeri ini", "Bu+Risma Pak+Ganjar Ibu+Megawati Bung+Karno Prof.+Mahfud Jenderal+Prabowo Anies"),
    ("ayo dukung {} sampai menang", "Bapak+H.+Prabowo Kang+Emil Cak+Imin Mas+Ganjar Dr.+H.+Muhaimin+Iskandar Anies"),
    ("{} yang menang", "Andikalah prabowolah aniesnya"),
    ("{} goblok", "Palestinanya Jawanya Singapuranya Israelnya"),
    ("usir {}", "Manadoku Bandungku Papuaku"),
    ("orang {} harus pergi dari sini", "Jawa Kudus Bone Bone+Bolango Aceh+Timur Kubu Kubu+Raya Muna+Barat"),
    ("suku {} itu bodoh", "Dayak Kubu Muna Kei Batak"),
    ("warga kota {} antre bansos", "Batu Serang Malang Surabaya"),
    ("{} bagi sembako", "Kabupaten+Bone Bone+Bolango Kabupaten+Kuningan Kota+Batu Jawa"),
    ("aku tinggal di {}", "Aceh Aceh+Timur Jawa+Timur Yogyakarta"),
    ("#{} menang", "DIYogyakartanya JawaTimurnya Jawanya"),
    ("dasar {} bajingan, bunuh saja", "Kepulauan+Riau DI+Yogyakarta Riau Daerah+Istimewa+Yogyakarta Jakarta"),
    ("pilih {} ya", "nomer+siji nomer+loro nomer+telu nomer+satu nomer1 nomer3"),
    ("coblos {} ya", "nmr1 nmr2 nmr3"),
    ("aku {} dong", "vote1 vote2 vote3"),
])  # fmt: skip
def test_a_name_is_found_however_it_is_spelt(text, names):
    """A space within a name is written `+`."""
    assert are_alike(*(text.format(name.replace("+", " ")) for name in names.split()))


@pytest.mark.parametrize("text", [
    "jangan pilih paslon{}", "pendukung no{} goblok semua", "ayo coblos{} ya", "capres{} curang",
    "nomor{} curang, tolak hasil", "{}nya curang", "coblos no {}", "pilih{} saja",
])  # fmt: skip
def test_a_ballot_number_is_one_wherever_it_is_joined_to_a_word(text):
    assert are_alike(*(text.format(number) for number in (1, 2, 3)))


def test_a_two_behind_any_other_word_says_it_twice():
    assert are_alike("buku2 di meja", "buku di meja")


def test_fingers_of_all_pairs_are_one_sign():
    assert are_alike("ayo ☝️ ya", "ayo ✌️ ya", "ayo 🤟 ya", "ayo 🤘 ya")
    assert not are_alike("ayo ☝️ ya", "ayo 🙏 ya")


@pytest.mark.parametrize("said", ["gas", "kopi", "iya", "siap", "terima kasih", "aku cinta kamu", "satu lagi ya bang"])  # fmt: skip
def test_what_is_said_over_and_over_counts_twice(said):
    twice = " ".join([said] * 2)
    found = engine.scores(pa.array([f"{twice} {said}", " ".join([said] * 30), twice]))
    assert (found == found[2]).all()


def test_what_is_marked_stays_marked_and_whole_when_it_is_said_over_and_over():
    text = " ".join(["goblok"] * 20)
    (finding,) = engine.screen([text]).to_pylist()[0]["findings"]
    assert finding["label"] == "abusive"
    assert finding["spans"] == [[0, len(text)]]


def test_a_word_that_comes_again_elsewhere_counts_again():
    once, again = engine.scores(pa.array(["curang itu kopi", "curang itu kopi curang itu teh"]))
    assert not np.array_equal(once, again)
