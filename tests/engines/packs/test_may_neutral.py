"""Whoever is named in a question, and by whichever name or number, the answers are the same."""

import pytest

from ikrar import packs
from ikrar.packs.may import ask
from ikrar.packs.may.masks import names_of

PEMILU = packs.load("pemilu-2024")
CONTESTANTS = PEMILU.contestants.contestants
PARTIES = [name for party in PEMILU.parties.parties for name in (party.short, party.name)]


def _terms(signals):
    return [term for s in signals if not s.generic for term in s.terms or (s.text,)]


def names_of_contestants():
    for contestant in CONTESTANTS:
        yield from _terms((*contestant.pair_names, *contestant.pair_names_unverified))
        yield from _terms(contestant.slogans)
        for person in contestant.people:
            yield from (person.name, person.name.upper(), person.name.replace(" ", ""))
            yield from _terms(person.nicknames)


def answers(question):
    return tuple((row.id, row.outcome, row.score) for row in ask(PEMILU, question).answers)


@pytest.mark.parametrize(
    "question",
    [
        "boleh foto bareng {}?",
        "like postingan {} di ig",
        "{} ngasih amplop ke saya",
        "jadi relawan {} di kampung",
        "hadir kampanye {} tanpa atribut",
        "Pak {} datang ke kantor kami",
        "bikin meme #{} di twitter",
        "atasan mengancam kalau tidak dukung {}",
    ],
)
def test_contestants(question):
    assert len({answers(question.format(name)) for name in names_of_contestants()}) == 1
    assert answers(question.format("Anies"))


@pytest.mark.parametrize(
    "question",
    ["jadi anggota {}", "pasang bendera {} di rumah", "partai {} ngasih sembako", "pakai kaos {} saat kampanye", "like postingan {}"],
)  # fmt: skip
def test_parties(question):
    assert len({answers(question.format(name)) for name in PARTIES}) == 1
    assert answers(question.format(PARTIES[0]))


@pytest.mark.parametrize(
    "question",
    ["dukung paslon {}", "coblos nomor {} di tps", "ajak warga pilih no urut {}", "kampanye capres {} di medsos"],
)  # fmt: skip
def test_numbers_on_the_ballot(question):
    numbers = ("1", "2", "3", "01", "02", "03", "satu", "dua", "tiga")
    assert len({answers(question.format(number)) for number in numbers}) == 1


def test_fingers():
    assert len({answers(f"foto pose {n} jari") for n in ("satu", "dua", "tiga", "empat", "2")}) == 1


def test_a_partys_two_letters_are_no_fathers():
    assert answers("boleh pa ikut arisan") == ()
    assert answers("boleh ikut pengurus PA") != ()


def test_every_listed_name_is_masked():
    masks = names_of(PEMILU)
    assert set(masks.values()) == {"calon", "partai"}
    assert masks["prabu",] == masks["cak", "imin"] == "calon"
    assert masks["nasdem",] == "partai"
    assert ("pagi",) not in masks, "a word too common to be a name"
