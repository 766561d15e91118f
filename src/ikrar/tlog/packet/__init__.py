"""The referral packet: a ZIP in which a case goes to another body, provable there without us.

Letters and evidence go in as streams and come out as one file with a list (`INDEKS.txt` for people, `manifest.json`
for programs) and a signature over that list. Reading trusts the caller's keys and nothing in the file.
"""

from ikrar.tlog.packet.archive import Source
from ikrar.tlog.packet.manifest import Heading, Manifest, PackedFile, Record
from ikrar.tlog.packet.names import EVIDENCE, INDEX, LETTER
from ikrar.tlog.packet.verify import Recorded, VerifiedPacket, verify_packet
from ikrar.tlog.packet.write import Part, stream, write

__all__ = [
    "EVIDENCE",
    "INDEX",
    "LETTER",
    "Heading",
    "Manifest",
    "PackedFile",
    "Part",
    "Record",
    "Recorded",
    "Source",
    "VerifiedPacket",
    "stream",
    "verify_packet",
    "write",
]
