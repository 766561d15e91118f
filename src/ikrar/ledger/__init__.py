"""`ikrar.tlog` kept in a database: entries appended in the caller's transaction, one sequencer.

Trusted: the signing key. Not trusted: rows; `queries.audit` recomputes everything from them.
"""
