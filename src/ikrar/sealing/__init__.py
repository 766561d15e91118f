"""Sealed boxes: what a reporter writes, readable by the recipients' keys alone.

No Django, no database, no network. The primitives are libsodium's (PyNaCl); what stands here is only how they are put
together: key pairs under a passphrase, data keys, padded texts, streamed files, receipts, a key in two shares.
A stolen database holds nothing but the output of this package.
"""
