"""The judge is neutral: whichever listed name, party, people, faith, camp or blessing stands in a post, every score is the same.

Equal means equal bit by bit, over every entry of every list and over more than 2,000 posts of a grammar.
"""

from itertools import cycle, islice

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikrar import packs
from ikrar.screening import audit, engine
from ikrar.screening.labels import LABELS
from ikrar.screening.swapping import KINDS, Lists
from ikrar.screening.vocabulary import words_of
from tests.engines.screening import grammar, joined

PACK = packs.load("pemilu-2024")
LISTS = Lists(PACK)
ENTRIES = {KINDS[kind]: entries for kind, entries in LISTS.entries.items()}
POSTS = {kind: [text for of, text in grammar.TEMPLATES if of == kind] for kind in grammar.CORES}
EACH = 12  # entries that each post is tried with; each entry is tried in as many cores at least
UNLISTED = audit.UNLISTED


def scores(texts):
    return engine.scores(pa.array(texts)).view(np.uint32)


def test_the_grammar_is_large():
    assert len(grammar.TEMPLATES) == len({text for _, text in grammar.TEMPLATES})
    assert len(grammar.TEMPLATES) >= 2000
    assert sum(map(len, ENTRIES.values())) > 8000


@pytest.mark.parametrize("kind", grammar.CORES)
def test_every_post_scores_the_same_with_any_entry(kind):
    turn = cycle(ENTRIES[kind])
    for text in POSTS[kind]:
        found = scores([text.format(entry) for entry in islice(turn, EACH)])
        assert (found == found[0]).all(), text


@pytest.mark.parametrize("kind", grammar.CORES)
def test_every_entry_scores_the_same_in_several_posts(kind):
    step = max(1, len(POSTS[kind]) // EACH)
    for text in POSTS[kind][::step]:
        found = scores([text.format(entry) for entry in ENTRIES[kind]])
        differs = np.flatnonzero((found != found[0]).any(axis=1))
        assert not differs.size, (text, [ENTRIES[kind][row] for row in differs[:20]])


WRITTEN = {
    "capitals": str.upper,
    "a title": str.title,
    "hyphens": lambda entry: entry.replace(" ", "-"),
    "quotes": lambda entry: f"“{entry}”",
    "an ending apart": lambda entry: f"{entry}-nya",
    "a hashtag": lambda entry: "#" + entry.title().replace(" ", ""),
}


@pytest.mark.parametrize("how", WRITTEN)
@pytest.mark.parametrize("kind", grammar.CORES)
def test_it_does_not_matter_how_the_name_is_written(kind, how):
    # a hashtag of letters and digits is cut between them, as numbers are
    entries = [e for e in ENTRIES[kind] if how != "a hashtag" or not any(map(str.isdigit, e))]
    text = POSTS[kind][0]
    found = scores([text.format(WRITTEN[how](entry)) for entry in entries])
    differs = np.flatnonzero((found != found[0]).any(axis=1))
    assert not differs.size, [entries[row] for row in differs[:20]]


@pytest.mark.parametrize(
    "tag",
    ["#{}gemoy", "#{}istimewa", "#{}presidenku", "#tetap{}", "#mending{}", "#sahabat{}", "#{}maju", "#pilih{}", "#dukung{}", "#terusmajubersama{}"],
)  # fmt: skip
def test_a_name_within_a_hashtag_in_small_letters_is_any_name(tag):
    """Also within one that stood in a hundred of the texts learned from, with one contestant alone."""
    people = [person for one in PACK.contestants.contestants for person in one.people]
    names = {part for person in people for part in words_of(person.name) if len(part) >= 5}
    assert {"prabowo", "ganjar", "anies"} <= names
    posts = [f"semoga lancar {tag.format(name)} {tag.format(name)}" for name in sorted(names)]
    found = scores(posts)
    differs = np.flatnonzero((found != found[0]).any(axis=1))
    assert not differs.size, [posts[row] for row in differs]


@pytest.mark.parametrize("where", joined.FORMS)
def test_a_word_joined_to_a_name_is_read_alike_with_any_name(where):
    """But where the joined word can be cut in two ways (padanganjar): one word of a thousand at most."""
    words = joined.words()[::40]
    odd = joined.odd_ones_out(joined.FORMS[where], words, joined.names())
    assert len(words) > 1000
    assert sum(map(bool, odd)) <= len(words) // 1000, [
        (word, names) for word, names in zip(words, odd, strict=True) if names
    ]


@settings(deadline=None)
@given(st.data())
def test_two_entries_anywhere(data):
    kind = data.draw(st.sampled_from(sorted(grammar.CORES)))
    text = data.draw(st.sampled_from(POSTS[kind]))
    one, other = (data.draw(st.sampled_from(ENTRIES[kind])) for _ in range(2))
    assert (scores([text.format(one)]) == scores([text.format(other)])).all()


@pytest.mark.parametrize("first", PACK.contestants.contestants, ids=lambda c: str(c.number))
@pytest.mark.parametrize("second", PACK.contestants.contestants, ids=lambda c: str(c.number))
def test_contestants_of_the_pack_are_exchanged_with_all_that_is_theirs(first, second):
    def told(contestant, other):
        mine = [person.name for person in contestant.people]
        party, rival = contestant.parties[0], other.people[0].name
        return [
            f"coblos {mine[0]} dan {mine[1]}, jangan {rival}",
            f"pasangan {mine[0]}-{mine[1]} diusung {party}",
            f"#{mine[0].split()[0]}Presiden2024 nomor urut 0{contestant.number}",
            f"{mine[1]} goblok, {party} juga",
        ]

    assert (scores(told(first, second)) == scores(told(second, first))).all()


def test_a_post_is_not_judged_by_its_neighbours():
    texts = [text.format("anies") for text in POSTS["name"][:200]]
    together = scores(texts)
    assert (together[::-1] == scores(texts[::-1])).all()
    assert all((together[row] == scores([texts[row]])[0]).all() for row in range(0, 200, 7))


def test_unlisted_names_seldom_flip_a_verdict():
    listed = [text.format("anies") for text in POSTS["name"]]
    before = _verdicts(listed)
    assert not any(LISTS.is_listed(name) for name in UNLISTED)
    assert len(UNLISTED) == 10
    flips = sum(
        (before != _verdicts([text.format(name.lower()) for text in POSTS["name"]]))
        .any(axis=1)
        .sum()
        for name in UNLISTED
    )
    assert flips / (len(UNLISTED) * len(listed)) <= audit.ALLOWED


def _verdicts(texts):
    given_labels = engine.screen(texts)["labels"].to_pylist()
    return np.array([[label in labels for label in LABELS] for labels in given_labels])
