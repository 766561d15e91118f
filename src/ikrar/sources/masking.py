"""Takes out of texts what points at a person or leads elsewhere, before anything is kept.

E-mail addresses become `[surel]`, telephone and other long personal numbers `[nomor]`, mentions `@[akun]`, links
`[tautan]`. Most posts have none: Arrow finds those that may, and only they are looked at one by one.
"""

import re
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

MAIL, NUMBER, ACCOUNT, LINK = "[surel]", "[nomor]", "@[akun]", "[tautan]"

_TLD = "com|id|ly|me|org|net|gg|co|info|link|xyz|site|be|tv|app|news|online|to|cc"
_MAY_HOLD: Final = rf"@|://|[wW]{{3}}\.|\.(?i:{_TLD})/|\p{{Nd}}[^\pL\n]{{6,}}\p{{Nd}}"
_LINK: Final = re.compile(
    rf"(?:\b[a-z][a-z0-9+.\-]{{1,15}}://|\bwww\.|(?<![\w@.\-])(?:[\w\-]{{1,63}}\.){{1,4}}(?:{_TLD})/)"
    r"[^\s<>\"“”]*[^\s<>\"“”.,;:!?)\]'’]",
    re.IGNORECASE,
)
_LOCAL = r"\w.!#$%&'*+/=?^`{|}~\-"
_MAIL: Final = re.compile(
    rf"(?<![{_LOCAL}])[{_LOCAL}]{{1,64}}@(?:[\w\-]{{1,63}}\.){{1,5}}[^\W\d_]{{2,24}}\b"
)
_ISOLATED: Final = re.compile("@\u2068[^\u2069\n]{0,80}\u2069?")  # as WhatsApp writes a mention
_PRICE = r"\d[\d.,]*\s?(?:rb|ribu(?:an)?|jt|juta|k|an)?\b(?![.\w])"
_ACCOUNT: Final = re.compile(rf"@(?!{_PRICE})[\w.\-]*\w(?:@[\w.\-]*\w)?|@\d{{8,}}")
_START = r"(?<!\d)(?<!\d[.,])"
_GAP = r"[ .\-()/\u00a0\u202f\u2010-\u2015]{0,3}"
_PHONE: Final = re.compile(
    rf"{_START}(?:\+62{_GAP}0?{_GAP}\d{{2,4}}|(?:62{_GAP}|0)8\d{{1,2}})(?:{_GAP}\d{{2,5}}){{2,4}}(?!\d)"
)
_LONG: Final = re.compile(  # NIK, NIP, bank accounts; never 10.000.000
    rf"{_START}(?:\d{{10,}}(?![.,]?\d)|\d{{8}} \d{{6}} \d \d{{3}}(?!\d))"
)
_AMOUNT: Final = re.compile(r"\d{1,3}(?:\.\d{3})+")
_FEWEST_DIGITS: Final = 9


def masked(texts: pa.Array) -> pa.Array:
    """The same texts without addresses, numbers, accounts and links. A large_string array without nulls."""
    places = pc.match_substring_regex(texts, _MAY_HOLD)
    if not pc.any(places).as_py():
        return texts
    clean = [mask(text) for text in texts.filter(places).to_pylist()]
    return pc.replace_with_mask(texts, places, pa.array(clean, texts.type))


def mask(text: str) -> str:
    """One text without them."""
    if "." in text or "://" in text:
        text = _LINK.sub(LINK, text)
    if "@" in text:
        text = _MAIL.sub(MAIL, text)
        text = _ISOLATED.sub(ACCOUNT, text)
        text = _ACCOUNT.sub(ACCOUNT, text)
    return _LONG.sub(NUMBER, _PHONE.sub(_phone, text))


def _phone(found: re.Match[str]) -> str:
    """Sums of money and hours look like numbers of telephones; those have more digits and fewer dots."""
    digits = sum(map(str.isdigit, found[0]))
    return found[0] if digits < _FEWEST_DIGITS or _AMOUNT.fullmatch(found[0]) else NUMBER
