"""What the internal log keeps of a report: hashes that say nothing by themselves. One spelling for writers and auditors."""

import hashlib


def fingerprint(data: bytes) -> str:
    """Of something sealed: its SHA-256, salted by the nonce inside."""
    return hashlib.sha256(data).hexdigest()


def commitment(salt: bytes, text: str) -> str:
    """Of something in the open: a hash that nobody can guess without its salt."""
    return hashlib.sha256(salt + text.encode()).hexdigest()
