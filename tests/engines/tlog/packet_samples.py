"""A small referral packet, and packets put together by hand as a forger would, for the tests of this folder."""

import io
import os
import zipfile
from datetime import date
from pathlib import Path

from ikrar.tlog import entry, note
from ikrar.tlog.packet import EVIDENCE, LETTER, Heading, Part, Record, verify_packet, write
from ikrar.tlog.packet.archive import Writer
from ikrar.tlog.packet.write import signed_text
from tests.engines.tlog.samples import VKEY, log, token

INSPECTORATE = note.SignerKey("inspektorat.contoh.go.id", token("inspectorate"))
OWN_KEY = INSPECTORATE.verifier.format()
HEADING = Heading(
    id=token("packet").hex()[:32],
    made_on=date(2024, 1, 31),
    agency="Inspektorat Kementerian Contoh",
    addressee="Badan Contoh Nasional",
    route="kasn",
)
SALT = token("packet salt")


def parts():
    """A letter and two pieces of evidence; new each time, since streams are read once."""
    return [
        Part(LETTER, "Surat pelimpahan", "application/pdf", [b"%PDF-1.7 surat"]),
        Part(
            EVIDENCE, "Tangkapan layar grup percakapan", "image/png", iter([b"\x89PNG", b" bukti"])
        ),
        Part(EVIDENCE, "Halaman yang disimpan", "text/html", [b"<script>1</script>"]),
    ]


def packet(given=None, **options):
    """The packet's bytes, signed by the inspectorate."""
    out = io.BytesIO()
    write(out, given or parts(), **{"heading": HEADING, "signer": INSPECTORATE, **options})
    return out.getvalue()


def referral(committed, **changes):
    return {
        "kind": "referral",
        "ref": token("referral").hex()[:32],
        "at": "2024-01-31T02:30:00Z",
        "packet": committed,
        **changes,
    }


def record(committed, **changes):
    """The log's record of a packet: entry 21 of 22, after the signatures of the samples."""
    leaf = entry.encode(referral(committed, **changes))
    return Record(leaf, SALT, log().append(leaf).proof(21))


def check(data, keys=(OWN_KEY, VKEY)):
    return verify_packet(io.BytesIO(data), keys=keys)


def contents(data):
    """Names and contents in order, read by another program."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(info.filename, archive.read(info)) for info in archive.infolist()]


def pack(members):
    """A ZIP as Ikrar spells it, of any names and contents."""
    writer = Writer()
    data = [piece for name, content in members for piece in writer.add(name, [content])]
    return b"".join([*data, writer.finish()])


def signed(members, manifest, *, signer=INSPECTORATE):
    """Members under a manifest of any content, rightly signed."""
    signature = note.sign(signed_text(manifest), signer).encode()
    return pack([*members, ("manifest.json", manifest), ("manifest.sig", signature)])


GOOD = packet()
MEMBERS = contents(GOOD)
FILES, MANIFEST, SIGNATURE = MEMBERS[:-2], MEMBERS[-2][1], MEMBERS[-1][1]


def _committed():
    """Write to nowhere, as a caller does to learn what the log shall record."""
    with Path(os.devnull).open("wb") as nowhere:
        return write(nowhere, parts(), heading=HEADING, signer=INSPECTORATE).commitment(SALT)


COMMITTED = _committed()
RECORDED = packet(record=record(COMMITTED))
