"""Characters fold to one byte each: dressed-up letters to a-z, invisible ones to nothing, the rest apart."""

import string
import unicodedata

import pytest

from ikrar.screening import alphabet
from ikrar.screening.alphabet import OTHER, SEPARATES, SIGN, VANISHES, fold_word

TABLE = alphabet.fold_table()


def folded(text):
    return "".join(chr(TABLE[ord(c)]) for c in text)


def test_there_is_a_byte_for_each_code_point():
    assert TABLE.shape == (0x20000,)
    assert TABLE.max() <= OTHER
    assert set(TABLE[TABLE > SIGN].tolist()) <= {
        *string.ascii_lowercase.encode(),
        *b"0123456789",
        OTHER,
    }


@pytest.mark.skipif(unicodedata.unidata_version != "14.0.0", reason="made from another Unicode")
def test_the_table_that_ships_is_what_would_be_made():
    assert (alphabet.made_table() == TABLE).all()


def test_plain_letters_are_themselves():
    assert folded(string.ascii_lowercase + string.digits) == string.ascii_lowercase + string.digits
    assert folded(string.ascii_uppercase) == string.ascii_lowercase


@pytest.mark.parametrize(
    ("dressed", "plain"),
    [
        ("ｃｏｂｌｏｓ", "coblos"),
        ("ＣＯＢＬＯＳ２", "coblos2"),
        ("𝐜𝐨𝐛𝐥𝐨𝐬", "coblos"),
        ("𝓬𝓸𝓫𝓵𝓸𝓼", "coblos"),
        ("𝕔𝕠𝕓𝕝𝕠𝕤", "coblos"),
        ("𝙲𝙾𝙱𝙻𝙾𝚂", "coblos"),
        ("сорԛ", "copq"),
        ("рrаbоwо", "prabowo"),
        ("αβε", "abe"),
        ("çöblós", "coblos"),
        ("ⓒⓞⓑⓛⓞⓢ", "coblos"),
        ("𝟎𝟏②", "012"),
    ],
)
def test_dressed_letters_fold_to_plain_ones(dressed, plain):
    assert folded(dressed) == plain == fold_word(dressed)


@pytest.mark.parametrize(
    "point",
    [0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xAD, 0x301, 0xFE0F, 0x202E, 0x27]
    + [0x115F, 0x1160, 0x2800, 0x3164, 0xFFA0],
)
def test_what_cannot_be_seen_vanishes(point):
    assert TABLE[point] == VANISHES
    assert fold_word(f"co{chr(point)}blos") == "coblos"


@pytest.mark.parametrize("char", '?!"“”😀🔥👍🇮')
def test_signs_stand_for_themselves(char):
    assert TABLE[ord(char)] == SIGN


@pytest.mark.parametrize("char", " \n\t\0.,;:-_/()[]…—")
def test_the_rest_separates(char):
    assert TABLE[ord(char)] == SEPARATES


@pytest.mark.parametrize("char", "中شกあ한")
def test_a_letter_of_another_script_is_a_letter(char):
    assert TABLE[ord(char)] == OTHER


def test_no_letter_that_can_be_seen_is_lost():
    letters = [
        p
        for p in range(alphabet.SIZE)
        if unicodedata.category(chr(p)) in {"Lu", "Ll", "Lo"} and chr(p) not in alphabet.BLANKS
    ]
    assert len(alphabet.BLANKS) == 7
    assert (TABLE[letters] > SIGN).all()


def test_a_word_is_folded_for_the_lists():
    assert fold_word("Ma'ruf") == "maruf"
    assert fold_word("") == fold_word("\u200b") == ""
