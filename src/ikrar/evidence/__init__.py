"""Evidence as it arrives: bytes and a name of unknown origin, made safe to keep, to show and to hand on.

No Django, no database, no network. `names` makes a file name harmless, `sniff` says by its bytes what a file is,
`strip` makes a working copy that no longer tells who, where, when and with what device. Nothing that comes in is
trusted; what cannot be cleaned is told with a reason and never shown in a page. The original is the caller's to seal.
"""
