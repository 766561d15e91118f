"""Small PDFs: one that tells everything a PDF can tell, and any that a test writes by hand."""

import io

from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject, TextStringObject

from tests.engines.evidence.samples import CONTENT, SECRET, jpeg_told


def _name(value: str) -> NameObject:
    return NameObject(value)


def pdf(pages: int = 1, *, told: bool = True) -> bytes:
    writer = PdfWriter()
    for number in range(pages):
        page = writer.add_blank_page(100, 100)
        drawn = StreamObject()
        drawn._data = b"BT (%s %d) Tj ET" % (CONTENT, number)
        page[_name("/Contents")] = writer._add_object(drawn)
    if told:
        _tell(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def pdf_of(*objects: bytes) -> bytes:
    """A PDF of these objects, numbered from 1, the first being the catalogue."""
    out, places = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
        % (size, table, size, len(out))
    )


def stream(data: bytes, told: bytes = b"") -> bytes:
    return b"<</Length %d%b>>stream\n%b\nendstream" % (len(data), told, data)


def _tell(writer: PdfWriter) -> None:
    """Everything that a PDF can carry beside its pages."""
    secret, page = TextStringObject(SECRET.decode()), writer.pages[0]
    script = DictionaryObject({_name("/S"): _name("/JavaScript"), _name("/JS"): secret})
    writer.add_metadata({"/Author": SECRET.decode()})
    writer.add_attachment("a.txt", SECRET)
    xmp = StreamObject()
    xmp._data = SECRET
    xmp[_name("/Type")] = _name("/Metadata")
    photo = StreamObject()
    photo._data = jpeg_told()
    photo.update({_name("/Subtype"): _name("/Image"), _name("/Filter"): _name("/DCTDecode")})
    pictures = DictionaryObject({_name("/I"): writer._add_object(photo)})
    page[_name("/Resources")] = DictionaryObject({_name("/XObject"): pictures})
    page[_name("/PieceInfo")] = DictionaryObject({_name("/X"): secret})
    page[_name("/AA")] = DictionaryObject({_name("/O"): script})
    rect = writer.pages[0]["/MediaBox"]
    note = {
        "/Subtype": "/Text",
        "/Rect": rect,
        "/T": secret,
        "/Contents": TextStringObject("catatan"),
    }
    film_note = {"/Subtype": "/Screen", "/Rect": rect, "/T": secret}
    link = {"/Subtype": "/Link", "/Rect": rect, "/A": writer._add_object(script)}
    signed = {
        "/Subtype": "/Widget",
        "/Rect": rect,
        "/FT": "/Sig",
        "/V": {"/Type": "/Sig", "/Name": secret},
    }
    notes = [_object(each) for each in (note, film_note, link, signed)]
    page[_name("/Annots")] = ArrayObject(writer._add_object(each) for each in notes)
    writer.root_object[_name("/Metadata")] = writer._add_object(xmp)
    writer.root_object[_name("/OpenAction")] = script


def _object(value: object) -> object:
    if isinstance(value, dict) and not isinstance(value, DictionaryObject):
        return DictionaryObject({_name(key): _object(each) for key, each in value.items()})
    return _name(value) if type(value) is str else value
