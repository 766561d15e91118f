"""The tamper-evident log as bytes: entries, Merkle tree, signed checkpoints, tiles, proofs.

No Django, no database, no network. Formats are other people's (RFC 6962 and the C2SP
signed-note, tlog-checkpoint, tlog-tiles and tlog-proof), so that other people's tools can read
the log and check us. Nothing that comes in is trusted: parsers read, write back and compare.
"""
