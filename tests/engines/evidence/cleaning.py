"""One file of every kind that is cleaned, and its working copy: sniffed and stripped, as the app does it."""

import io
import zipfile

from ikrar.evidence.sniff import HEAD, sniff
from ikrar.evidence.strip import Stripped, strip
from tests.engines.evidence import pdfs, samples

TOLD = {
    "foto.jpg": samples.jpeg_told,
    "foto.png": samples.png_told,
    "foto.webp": samples.webp_told,
    "foto.gif": samples.gif_told,
    "foto.heic": samples.heic,
    "foto.avif": lambda: samples.heic(b"avif"),
    "film.mp4": samples.film,
    "film.mov": lambda: samples.film(b"qt  "),
    "film.3gp": lambda: samples.film(b"3gp5"),
    "suara.m4a": lambda: samples.film(b"M4A "),
    "suara.opus": samples.opus,
    "suara.ogg": samples.vorbis,
    "suara.mp3": samples.mp3_told,
    "suara.wav": samples.wav_told,
    "surat.docx": samples.docx,
    "daftar.xlsx": samples.xlsx,
    "paparan.pptx": samples.pptx,
    "surat.pdf": pdfs.pdf,
}


def working_copy(data: bytes, name: str = "") -> Stripped:
    return strip(sniff(data[:HEAD], name), data)


def everything_in(data: bytes) -> bytes:
    """The file with, if it is a zip, all that is packed in it, at any depth."""
    if not data.startswith(b"PK"):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        parts = [everything_in(archive.read(name)) for name in archive.namelist()]
        return b"\n".join([data, *parts, *(name.encode() for name in archive.namelist())])
