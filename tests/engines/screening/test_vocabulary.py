"""What is listed: words and phrases with their kinds, in one table that the kernel reads."""

import numpy as np
import pytest

from ikrar import packs
from ikrar.screening import kernels, vocabulary
from ikrar.screening.vocabulary import (
    BLESSING,
    CAMP,
    DIGIT,
    FAITH,
    GAZETTEER,
    GROUP,
    LONGEST_PHRASE,
    MASKS,
    NAME,
    PARTY,
    canonical,
    listed,
    words_of,
)

PACK = packs.load("pemilu-2024")
FOUND = listed(PACK)
STARTS = 128


def look_up(keys, kinds, pieces):
    """What the table holds for a phrase: its byte, or None."""
    whole = np.uint64(kernels.piece_hash(pieces[0]))
    for piece in pieces[1:]:
        whole = np.uint64(kernels.follow(whole, np.uint64(kernels.piece_hash(piece))))
    slot = kernels.find_slot(keys, whole)
    return int(kinds[slot]) if keys[slot] == whole else None


def test_words_of_a_name():
    assert words_of("Partai Solidaritas Indonesia") == ("partai", "solidaritas", "indonesia")
    assert words_of("Ma'ruf Amin") == ("maruf", "amin")
    assert words_of("Anies-Muhaimin_2024") == ("anies", "muhaimin", "2024")
    assert words_of(" - ") == ()


def test_concepts_are_counted_from_one_and_fit_below_signs():
    rows = vocabulary.lexicon()
    assert rows[0]["id"] == "vote"
    assert FOUND[("coblos",)] == 1
    assert len(rows) < 62


def test_every_contestant_and_party_of_the_pack_is_masked():
    for contestant in PACK.contestants.contestants:
        for person in contestant.people:
            assert FOUND[words_of(person.name)] == NAME
            for part in words_of(person.name):
                assert len(part) <= 3 or FOUND[part,] == NAME
    for party in PACK.parties.parties:
        assert FOUND[words_of(party.short)] == PARTY


@pytest.mark.parametrize(
    ("word", "kind"), [("golkar", PARTY), ("islam", FAITH), ("jawa", GROUP), ("satu", DIGIT)]
)
def test_lists_have_their_kinds(word, kind):
    assert FOUND[word,] == kind


def test_a_phrase_is_masked_as_one_word_and_with_an_ending():
    phrases = [w for w, k in FOUND.items() if k == NAME and len(w) == 2 and sum(map(len, w)) > 6]
    assert len(phrases) > 20
    whole = [words for words in phrases if not words[-1].endswith("nya")]
    assert {FOUND.get(("".join(words),), 0) for words in whole} <= {
        *range(1, 62),
        NAME,
        PARTY,
    }
    assert FOUND["jawa", "timurnya"] == FOUND["jawa", "timur"] == GROUP


def test_no_phrase_is_longer_than_the_kernel_reads():
    assert max(map(len, FOUND)) <= LONGEST_PHRASE + 1
    assert {kind for kind in FOUND.values() if kind >= MASKS} <= {
        *GAZETTEER.values(),
        DIGIT,
    }


def test_a_masked_word_in_a_phrase_is_its_mask():
    singles = {("prabowo",): NAME, ("subianto",): NAME, ("pak",): 3}
    assert canonical(("prabowo",), singles) == ("prabowo",)
    assert canonical(("prabowo", "subianto"), singles) == (NAME,)
    assert canonical(("pak", "prabowo"), singles) == ("pak", NAME)
    assert canonical(("pak", "pak"), singles) == ("pak", "pak")


def test_the_table_holds_what_was_entered_and_nothing_else():
    listed_here = {
        ("coblos",): 1,
        ("mana", "janji"): 7,
        ("mana", "janji", "mu"): 9,
        ("jawa",): GROUP,
    }
    keys, kinds = vocabulary.table(listed_here)
    assert keys.size & (keys.size - 1) == 0
    assert (keys == 0).any(), "a search must end"
    assert look_up(keys, kinds, ["coblos"]) == 1
    assert look_up(keys, kinds, ["mana"]) == STARTS
    assert look_up(keys, kinds, ["mana", "janji"]) == 7 | STARTS
    assert look_up(keys, kinds, ["mana", "janji", "mu"]) == 9
    assert look_up(keys, kinds, ["janji", "mana"]) is None
    assert look_up(keys, kinds, ["tidak"]) is None


def test_the_shipped_table_holds_every_entry():
    keys, kinds = vocabulary.table(FOUND)
    used = np.count_nonzero(keys)
    assert used < 0.75 * keys.size
    wrong = {}
    for words, kind in FOUND.items():
        found = look_up(keys, kinds, canonical(words, FOUND))
        if found is None or found & 127 == 0:
            wrong[words] = (kind, found)
    assert wrong == {}
    hashes = {kernels.piece_hash(w) for words in FOUND for w in words}
    assert len(hashes) == len({w for words in FOUND for w in words}), "two words share a hash"


def test_a_slogan_names_its_contestant_in_every_spelling():
    for words in (("aminajadulu",), ("amin", "aja", "dulu"), ("sat", "set"), ("joget", "gemoy")):
        assert FOUND[words] == NAME


def test_no_phrase_takes_in_what_stands_beside_it():
    for words, kind in FOUND.items():
        if kind >= MASKS and len(words) > 1:
            pieces = canonical(words, FOUND)
            inside = {PARTY, GROUP} if kind == PARTY else {kind}
            ending = inside | {NAME} if kind in (PARTY, CAMP) else inside
            assert isinstance(pieces[0], str) or pieces[0] in inside, words
            assert isinstance(pieces[-1], str) or pieces[-1] in ending, words
    assert ("nabi", "musa") not in FOUND
    assert FOUND["timnas", "amin"] == PARTY
    assert FOUND["ternak", "mulyono"] == CAMP


@pytest.mark.parametrize("name", sorted(vocabulary.GAZETTEER))
def test_every_line_of_a_list_is_of_its_kind(name):
    """None is dropped without a word, so that what is tried over all that is listed is tried over all lines."""
    other = {line: FOUND.get(words_of(line)) for line in vocabulary.gazetteer(name)}
    kind = vocabulary.GAZETTEER[name]
    assert {line: found for line, found in other.items() if found != kind} == {}


@pytest.mark.parametrize(("kind", "said"), [
    (NAME, "wan abud|gabener|gibrun|wowok|ganjarnyet|jokohi|jokodok|fufufafa"),
    (NAME, "muhammad|krishna|wisnu|ganesha"),
    (BLESSING, "allah|rasulullah|yesus|kristus|isa almasih|dewa siwa|hyang widhi"),
    (BLESSING, "insyaallah|alhamdulillah|puji tuhan|haleluya|om swastiastu|namo buddhaya|shalom|assalamualaikum"),
    (FAITH, "pengajian|kebaktian|misa|tahlilan|jemaat|jemaah|khotbah|masjid|gereja|vihara|klenteng|ustaz|pendeta"),
    (PARTY, "aniesers|ganjarist|prabowoers|projo|samawi|tkn|tpn|timnas amin"),
], ids=["mocked", "borne by people", "revered", "blessings", "rites", "supporters"])  # fmt: skip
def test_what_is_said_alike_is_of_one_kind(kind, said):
    assert {FOUND[words_of(one)] for one in said.split("|")} == {kind}


@pytest.mark.parametrize("name", ["pemilu-2024", "pilkada-2024"])
def test_no_slogan_of_a_contestant_is_an_idea(name):
    ideas = {phrase for row in vocabulary.lexicon() for phrase in row["words"]}
    for contestant in packs.load(name).contestants.contestants:
        slogans = [term for one in contestant.slogans for term in (one.text, *one.terms)]
        assert ideas.isdisjoint(map(str.lower, slogans))
