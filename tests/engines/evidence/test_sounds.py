"""MP3, Ogg and WAV: tags go, frames stay."""

import pytest

from ikrar.evidence import riff, sound
from ikrar.evidence.outcome import NotCleanable, Reason
from tests.engines.evidence import samples
from tests.engines.evidence.samples import CONTENT, MP3_FRAME, SECRET, ogg_page


def refused(cleaner, data: bytes) -> Reason:
    with pytest.raises(NotCleanable) as caught:
        cleaner(data)
    return caught.value.reason


def test_the_frames_of_an_mp3_stay():
    assert sound.clean_mp3(samples.mp3_told()).data == MP3_FRAME * 3
    bare = sound.clean_mp3(MP3_FRAME * 3)
    assert (bare.data, bare.removed) == (MP3_FRAME * 3, frozenset())


def test_tags_upon_tags():
    front = b"ID3\4\0\x10\0\0\1\0" + bytes(128) + b"3DI" + bytes(7)
    back = (b"TAG" + SECRET).ljust(128, b"\0")
    ape = b"APETAGEX" + bytes(8) + SECRET + b"APETAGEX" + b"\0\0\0\0" + b"\x2b\0\0\0" + bytes(4)
    assert sound.clean_mp3(front * 2 + MP3_FRAME + back * 2).data == MP3_FRAME
    whole = MP3_FRAME * 2 + ape + b"\0\0\0\x80" + bytes(8)
    assert SECRET not in sound.clean_mp3(whole).data


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"ID3",
        b"ID3\4\0\0\xff\0\0\0" + MP3_FRAME,
        b"ID3\4\0\0\0\0\0\x09" + MP3_FRAME[:3],
        b"ID3\4\0\0\0\0\0\0x" * 9,
    ],
)
def test_an_mp3_without_a_frame(data):
    assert refused(sound.clean_mp3, data) is Reason.DAMAGED


@pytest.mark.parametrize("told", [samples.opus(), samples.opus(SECRET * 40), samples.vorbis()])
def test_an_ogg_keeps_its_sound_and_its_checksums(told):
    clean = sound.clean_ogg(told).data
    assert SECRET not in clean
    assert clean.endswith(told[told.rfind(b"OggS") :])
    at = clean.find(b"OggS", 1)
    page = clean[at : clean.rfind(b"OggS")]
    number = int.from_bytes(page[22:26], "little")
    assert number == samples.crc(page[:22] + bytes(4) + page[26:])


def test_what_follows_the_comments_on_their_page_stays():
    assert b"\5vorbis" + CONTENT * 30 in sound.clean_ogg(samples.vorbis()).data


def test_an_ogg_that_is_more_than_one_sound_is_not_cleaned():
    other = ogg_page(0, b"OpusHead", serial=8, flags=2)
    again = samples.opus() + samples.opus()
    strange = ogg_page(0, b"\x80theora", flags=2) + ogg_page(1, b"x") + ogg_page(2, b"x")
    page = ogg_page(1, b"OpusTags" + bytes(247))
    endless = page[:26] + b"\1\xff" + page[29:]  # one piece, and not the last of its packet
    long = ogg_page(0, b"OpusHead", flags=2) + endless + ogg_page(2, CONTENT)
    for told in (samples.opus() + other, again, strange, long):
        assert refused(sound.clean_ogg, told) is Reason.NO_CLEANER


@pytest.mark.parametrize(
    "data", [b"", b"OggS", samples.opus()[:-1], samples.opus() + b"x", ogg_page(0, b"OpusHead")]
)
def test_an_ogg_that_does_not_add_up(data):
    assert refused(sound.clean_ogg, data) is Reason.DAMAGED


def test_a_wav_keeps_its_sound():
    bare = samples.riff(b"WAVE", (b"fmt ", bytes(16)), (b"data", CONTENT))
    assert riff.clean_wav(samples.wav_told()).data == bare
    assert riff.clean_wav(bare).removed == frozenset()
    assert refused(riff.clean_wav, samples.riff(b"WAVE", (b"fmt ", bytes(16)))) is Reason.DAMAGED
