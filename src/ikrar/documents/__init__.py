"""Data in, PDF bytes out: byte for byte the same whenever they are made again.

`ikrar.documents.certificate` makes the certificate of a pledge, `attachment` reads the proof back
out of it, and `compile` renders any template of this folder. Import the module that you need:
typst and pypdf are loaded only by the one that uses them.
"""
