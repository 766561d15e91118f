"""The referral packet: what is written is proved whole, and each kind of tampering is named."""

import hashlib
import io
import tracemalloc
from datetime import UTC, date, datetime

import pytest

import ikrar
from ikrar.errors import InputError, VerificationError
from ikrar.tlog import checkpoint, note
from ikrar.tlog.packet import EVIDENCE, LETTER, Manifest, Part, stream, verify_packet, write
from ikrar.tlog.verify import Policy
from tests.engines.tlog.packet_samples import (
    COMMITTED,
    FILES,
    GOOD,
    HEADING,
    INSPECTORATE,
    MANIFEST,
    MEMBERS,
    OWN_KEY,
    RECORDED,
    SALT,
    SIGNATURE,
    check,
    contents,
    pack,
    packet,
    parts,
    record,
    signed,
)
from tests.engines.tlog.samples import ORIGIN, SIGNER, STRANGER, VKEY, edited, log, token


def test_a_good_packet_says_who_sent_what_to_whom():
    found = check(GOOD)
    assert (found.kind, found.id, found.made_on) == ("referral", HEADING.id, date(2024, 1, 31))
    assert (found.agency, found.addressee) == (HEADING.agency, HEADING.addressee)
    assert (found.route, found.signed_by) == ("kasn", "inspektorat.contoh.go.id")
    assert [file.path for file in found.files] == [
        "surat/001.pdf",
        "bukti/001.png",
        "bukti/002.bin",  # a page with a script opens in no browser by a double click
        "INDEKS.txt",
    ]
    assert found.files[1].what == "Tangkapan layar grup percakapan"
    assert found.files[1].sha256 == "sha256:" + hashlib.sha256(b"\x89PNG bukti").hexdigest()
    assert found.recorded is None


def test_path_text_and_stream_are_the_same(tmp_path):
    path = tmp_path / "paket.zip"
    path.write_bytes(GOOD)
    assert check(GOOD) == verify_packet(path, keys=[OWN_KEY]) == ikrar.verify(path, keys=[OWN_KEY])
    assert check(GOOD) == ikrar.verify(str(path), keys=[OWN_KEY], policy=Policy())
    with pytest.raises(InputError, match="a policy is for certificates"):
        ikrar.verify(path, keys=[OWN_KEY], policy=Policy(name="Ani Contoh"))
    with pytest.raises(InputError, match="This is a ZIP"):
        ikrar.verify(GOOD, keys=[OWN_KEY])
    for bad in (tmp_path, tmp_path / "missing", "\0"):
        with pytest.raises(InputError, match="cannot be read"):
            verify_packet(bad, keys=[OWN_KEY])


class Trickle(io.BytesIO):
    """A pipe that gives a few bytes at a time."""

    def read(self, size=-1, /):
        return super().read(min(size, 7))


def test_a_pipe_may_give_less_than_was_asked():
    assert verify_packet(Trickle(GOOD), keys=[OWN_KEY]) == check(GOOD)


def test_another_program_reads_the_same_files():
    assert [name for name, _ in MEMBERS[-3:]] == ["INDEKS.txt", "manifest.json", "manifest.sig"]
    assert dict(MEMBERS)["bukti/001.png"] == b"\x89PNG bukti"
    assert Manifest.parse(MANIFEST).encode() == MANIFEST


def test_the_list_for_people_names_every_file_and_how_to_verify():
    text = dict(MEMBERS)["INDEKS.txt"].decode()
    for words in (
        "Dari   : Inspektorat Kementerian Contoh\nKepada : Badan Contoh Nasional\n",
        "Tanggal: 31 Januari 2024",
        "surat/001.pdf\n    Surat pelimpahan\n    application/pdf, 14 byte\n    SHA-256 ",
        hashlib.sha256(b"\x89PNG bukti").hexdigest(),
        "ikrar verify paket.zip --key log.vkey",
    ):
        assert words in text


def test_the_same_packet_has_the_same_bytes_on_every_machine():
    assert packet() == GOOD == b"".join(stream(parts(), heading=HEADING, signer=INSPECTORATE))
    assert (
        hashlib.sha256(GOOD).hexdigest()
        == "24b4f659e7a2dc60c5f923aeff2f2df7981f20ba5149f1f141e397890b90f3e7"
    )


@pytest.mark.parametrize("size", [0, 1, 65_534, 65_535, 65_536, 131_070, 200_000])
def test_any_size_and_any_pieces_give_the_same_packet(size):
    data = bytes(size)
    whole = packet([Part(EVIDENCE, "Rekaman", "audio/ogg", [data])])
    cut = [data[:9], b"", data[9:70_000], data[70_000:]]
    assert packet([Part(EVIDENCE, "Rekaman", "audio/ogg", cut)]) == whole
    assert check(whole).files[0].size == size
    assert contents(whole)[0] == ("bukti/001.ogg", data)


def test_200_mb_of_evidence_pass_at_constant_memory(tmp_path):
    piece = bytes(range(256)) * 4096
    path = tmp_path / "paket.zip"
    tracemalloc.start()
    with path.open("wb") as out:
        video = Part(EVIDENCE, "Rekaman video", "video/mp4", (piece for _ in range(200)))
        write(out, [video], heading=HEADING, signer=INSPECTORATE)
    found = verify_packet(path, keys=[OWN_KEY])
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found.files[0].size == 200 << 20 < path.stat().st_size
    assert peak < 8 << 20


@pytest.mark.parametrize("changes", [{"folder": "lain"}, {"what": "a\nb"}, {"media_type": "jpeg"}])
def test_a_part_that_no_packet_can_hold_is_refused_before_it_is_read(changes):
    own = {"folder": LETTER, "what": "Surat", "media_type": "application/pdf", "content": []}
    with pytest.raises(InputError):
        Part(**{**own, **changes})


def test_a_packet_has_1_to_999_files():
    def many(count):
        return (Part(EVIDENCE, "Bukti", "text/plain", []) for _ in range(count))

    assert len(check(packet(many(999))).files) == 1000
    with pytest.raises(InputError, match="at most 999 files"):
        packet(many(1000))
    with pytest.raises(InputError, match="1 to 999 files"):
        packet(iter(()))


HTML = ("bukti/002.bin", b"<script>2</script>")
TAMPERING = {
    "content": (pack([*FILES[:2], HTML, *MEMBERS[3:]]), "bukti/002.bin is not the file that was"),
    "list for people": (pack([*FILES[:3], ("INDEKS.txt", b""), *MEMBERS[4:]]), "INDEKS.txt is not"),
    "added": (pack([*FILES, ("bukti/003.jpg", b"x"), *MEMBERS[4:]]), "bukti/003.jpg is not on the"),
    "renamed": (pack([("surat/001.bin", b"x"), *MEMBERS[1:]]), "surat/001.bin is not on the"),
    "taken out": (pack(MEMBERS[1:]), "surat/001.pdf is on the signed list and not in"),
    "order": (pack([*FILES[1::-1], *MEMBERS[2:]]), "in another order"),
    "nothing left": (pack(MEMBERS[4:]), "surat/001.pdf is on the signed list and not in"),
    "no manifest": (pack([*FILES, MEMBERS[5]]), "does not end with"),
    "no signature": (pack(MEMBERS[:5]), "does not end with"),
    "signature first": (pack([MEMBERS[5], *MEMBERS[:5]]), "does not end with"),
    "manifest": (
        pack([*FILES, ("manifest.json", edited(MANIFEST, route="lapor")), MEMBERS[5]]),
        "manifest.json is not the list that was signed",
    ),
    "manifest empty": (
        pack([*FILES, ("manifest.json", b""), MEMBERS[5]]),
        "manifest.json is not the list that was signed",
    ),
    "stranger": (signed(FILES, MANIFEST, signer=STRANGER), "not signed by any key that you trust"),
    "signature damaged": (
        pack([*MEMBERS[:5], ("manifest.sig", SIGNATURE.replace(b"sha256:", b"sha257:"))]),
        "signature of inspektorat.contoh.go.id does not fit",
    ),
    "signature cut": (pack([*MEMBERS[:5], ("manifest.sig", SIGNATURE[:-1])]), "may have been cut"),
    "signature empty": (pack([*MEMBERS[:5], ("manifest.sig", b"")]), "not a signed note"),
    "signature binary": (pack([*MEMBERS[:5], ("manifest.sig", b"\xff")]), "is no text"),
    "signature twice": (
        pack([*MEMBERS[:5], ("manifest.sig", SIGNATURE + SIGNATURE.splitlines(keepends=True)[-1])]),
        "has 2 signatures",
    ),
    "checkpoint as signature": (
        pack([*MEMBERS[:5], ("manifest.sig", log().checkpoint().encode())]),
        "manifest.json is not the list that was signed",
    ),
}


@pytest.mark.parametrize("kind", TAMPERING)
def test_tampering_is_named(kind):
    data, words = TAMPERING[kind]
    assert data != GOOD
    with pytest.raises((VerificationError, InputError), match=words):
        check(data)


def test_the_signature_of_a_packet_is_no_checkpoint():
    signature = note.sign(note.split(SIGNATURE.decode())[0], SIGNER)
    with pytest.raises(InputError, match="not a checkpoint"):
        checkpoint.open_checkpoint(signature, [SIGNER.verifier])


def test_without_a_key_or_with_another_nothing_is_proved():
    with pytest.raises(InputError, match="No key was given"):
        check(GOOD, keys=[])
    with pytest.raises(VerificationError, match="not signed by any key that you trust"):
        check(GOOD, keys=[VKEY])
    with pytest.raises(InputError, match="not a verifier key"):
        check(GOOD, keys=["x"])


def test_when_the_log_recorded_it_is_proved_by_the_key_of_the_log():
    found = check(RECORDED).recorded
    assert (found.origin, found.index, found.size) == (ORIGIN, 21, 22)
    assert found.at == datetime(2024, 1, 31, 2, 30, tzinfo=UTC)
    assert found.ref == token("referral").hex()[:32]
    with pytest.raises(VerificationError, match=f"This is from the log {ORIGIN}"):
        check(RECORDED, keys=[OWN_KEY])
    same_key = packet(record=record(COMMITTED), signer=SIGNER)
    assert check(same_key, keys=[VKEY]).recorded == found


def test_the_record_changes_the_manifest_and_nothing_else():
    assert contents(RECORDED)[:4] == FILES
    assert Manifest.parse(dict(contents(RECORDED))["manifest.json"]).commitment(SALT) == COMMITTED
    assert Manifest.parse(MANIFEST).commitment(token("another salt")) != COMMITTED
    with pytest.raises(InputError, match="32 bytes long"):
        Manifest.parse(MANIFEST).commitment(b"")


def test_a_record_of_another_packet_is_neither_written_nor_believed():
    with pytest.raises(InputError, match="recorded another packet"):
        packet(parts()[:2], record=record(COMMITTED))
    other = Manifest(HEADING, Manifest.parse(MANIFEST).files, record("sha256:" + "0" * 64))
    with pytest.raises(VerificationError, match="is of another packet"):
        check(signed(FILES, other.encode()))


def test_a_record_that_the_log_does_not_hold_is_refused():
    manifest = dict(contents(RECORDED))["manifest.json"]
    entry = {"at": "2023-01-31T02:30:00Z"}
    dated_back = edited(manifest, log={"entry": record(COMMITTED, **entry).fields})
    with pytest.raises(VerificationError, match="does not lead from this entry"):
        check(signed(FILES, dated_back))


@pytest.mark.parametrize("changes", [{"kind": "signature"}, {"case": "7"}, {"packet": "x"}])
def test_a_log_entry_that_tells_more_or_else_is_refused(changes):
    with pytest.raises(InputError, match="The log entry of a packet"):
        record(COMMITTED, **changes)
