"""Receipts: strong enough, typed as people type, never repeated in an error."""

import math
import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikrar.errors import InputError
from ikrar.sealing import keys, receipts

CHEAP = keys.Cost(passes=1, memory=8192)
SALT = bytes(16)
A, B = receipts.words()[:2]
ONE = f"{A}-{B}-00000-{A}-{B}-00000-{A}-{B}"


def swapped(receipt: str, at: int) -> str:
    return receipt[:at] + receipt[at + 1] + receipt[at] + receipt[at + 2 :]


def test_eighty_bits():
    assert receipts.ENTROPY_BITS >= 80
    assert 6 * math.log2(len(receipts.words())) + 8 * math.log2(10) >= receipts.ENTROPY_BITS
    made = [receipts.make() for _ in range(300)]
    assert len(set(made)) == 300
    seen = Counter(word for one in made for word in re.findall("[a-z]+", one))
    assert len(seen) > 450
    assert max(seen.values()) < 20


def test_the_words_cannot_be_mistaken_for_each_other():
    words = receipts.words()
    assert len(words) == receipts.WORDS == len(set(words))
    assert list(words) == sorted(words)
    assert all(re.fullmatch("[a-z]{4,7}", word) for word in words)
    # two within one letter of each other would share a pattern with one letter left open
    patterns = Counter(
        pattern for w in words for pattern in {w[:i] + "?" + w[i + 1 :] for i in range(len(w))}
    )
    assert max(patterns.values()) == 1
    assert not {w[:i] + w[i + 1 :] for w in words for i in range(len(w))} & set(words)


@given(st.data())
def test_typed_as_people_type(data):
    receipt = receipts.make()
    pieces = receipt.split("-")
    gap = data.draw(st.sampled_from([" ", "-", " - ", ".", ", ", "\n", "\u00a0", " – "]))
    typed = f"  {gap.join(pieces)} "
    assert (
        receipts.parse(data.draw(st.sampled_from([typed, typed.upper(), typed.title()]))) == receipt
    )


def test_a_mistyped_word_is_named_by_its_place_and_nothing_else_is_repeated():
    pieces = receipts.make().split("-")
    word = pieces[3]
    pieces[3] = word + "q"
    with pytest.raises(InputError) as told:
        receipts.parse("-".join(pieces))
    said = str(told.value)
    assert said.startswith("Word 3")
    assert f"“{word}”" in said
    said_words = re.findall(r"\w+", said)
    assert not {pieces[0], pieces[2], pieces[7]} & set(said_words)


def test_ninety_seven_of_a_hundred_slips_are_told_before_the_slow_hash():
    slips = told = 0
    for _ in range(60):
        receipt = receipts.make()
        for at in (
            i for i, c in enumerate(receipt[:-1]) if c.isdigit() and receipt[i + 1].isdigit()
        ):
            wrong = swapped(receipt, at)
            if wrong == receipt:
                continue
            slips += 1
            try:
                receipts.parse(wrong)
            except InputError:
                told += 1
    assert slips > 300
    assert told / slips > 0.97


@pytest.mark.parametrize(
    "wrong",
    ["", "abadi", "12345", ONE, ONE[:-6], ONE + "-abadi", "x" * 5000, "\0" * 50, "١٢٣٤٥-abadi"],
)
def test_what_is_no_receipt_says_how_one_looks(wrong):
    with pytest.raises(InputError, match=r"six words|check digits"):
        receipts.parse(wrong)


@given(st.text(max_size=300))
def test_any_text_is_answered(text):
    with pytest.raises(InputError):
        receipts.parse(text)


def test_what_a_receipt_opens():
    receipt = receipts.make()
    found = receipts.derive(receipt, salt=SALT, cost=CHEAP)
    again = receipts.derive(receipt.upper().replace("-", " "), salt=SALT, cost=CHEAP)
    assert found == again
    assert keys.pair_of(found.private).public == found.public
    assert found.lookup not in (found.private, found.public)
    assert receipts.derive(receipt, salt=bytes([1]) * 16, cost=CHEAP).lookup != found.lookup
    assert repr(found.private) not in repr(found)


def test_it_is_slow_by_intent():
    assert keys.NORMAL.passes * keys.NORMAL.memory >= 512 << 20
