"""What `ikrar verify` prints: what each file proves, in words, or why it does not hold.

Nothing in a file is trusted, so what is printed from it is stripped of characters that could command a terminal.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta, timezone

from ikrar.cli import harmless
from ikrar.errors import Error
from ikrar.tlog.packet import Recorded, VerifiedPacket
from ikrar.tlog.refusal import VerifiedRefusal
from ikrar.tlog.verify import Verified

Outcome = Verified | VerifiedPacket | VerifiedRefusal | Error

_WIB = timezone(timedelta(hours=7))
_HOW = {
    "link": "personal link",
    "login": "login",
    "kiosk": "kiosk, with a witness",
    "ceremony": "ceremony, on their own phone",
}
_TIES = {
    "peserta": "a contestant",
    "tim": "a campaign team",
    "partai": "a party",
    "rekanan": "a vendor",
    "atasan": "a superior",
    "bawahan": "a subordinate",
    "rekan": "a colleague",
    "keluarga": "family",
    "lain": "someone else",
}
_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August"]
_MONTHS += ["September", "October", "November", "December"]

NO_KEY = """No key was given, so nothing can be proved.

Get the public key of the log from the agency itself, not from whoever sent you the file:
    https://<instansi>/log/log.vkey      (<instansi>: the address where the agency runs Ikrar)
and give it with   --key log.vkey   or the key itself, or in the variable IKRAR_KEYS.

A key inside the file would prove nothing: whoever forges a certificate writes the key too."""

_LIMITS = {
    Verified: (
        "This cannot know whether a later entry withdrew or replaced the signature. For that, look\n"
        "the reference up on the agency's page /verifikasi/."
    ),
    VerifiedRefusal: (
        "A refusal proves that this person told of it at that moment, and that nothing was changed\n"
        "since. It does not prove that it happened, nor that it was not withdrawn later."
    ),
    VerifiedPacket: (
        "A packet proves who packed it, and that no file was added, taken out or changed since. It\n"
        "does not prove that what the letters and the evidence say is true."
    ),
}

_ADVICE = (
    "What to do: do not rely on a file that fails. Ask the signer or the agency for it again,\n"
    "exactly as it was issued; if that fails too, tell the agency and keep the file."
)


def as_text(file: str, outcome: Outcome) -> str:
    """Say what one file proves, or why it fails."""
    if isinstance(outcome, Error):
        return f"FAILS  {_safe(file)}\n\n{_wrapped(str(outcome))}"
    rows = _rows(outcome)
    return f"HOLDS  {_safe(file)}\n\n" + "\n".join(_row(label, value) for label, value in rows)


def closing(outcomes: Sequence[Outcome]) -> str:
    """Say what was not proved, what to do about failures, and how many there are."""
    failed = sum(isinstance(outcome, Error) for outcome in outcomes)
    parts = [
        words
        for kind, words in _LIMITS.items()
        if any(isinstance(outcome, kind) for outcome in outcomes)
    ]
    if failed:
        parts.append(_ADVICE)
    if len(outcomes) > 1:
        parts.append(f"{len(outcomes) - failed} of {len(outcomes)} files hold, {failed} fail.")
    return "\n\n".join(parts)


def _rows(outcome: Verified | VerifiedPacket | VerifiedRefusal) -> Iterable[tuple[str, str]]:
    if isinstance(outcome, Verified):
        return _certificate(outcome)
    return _refusal(outcome) if isinstance(outcome, VerifiedRefusal) else _packet(outcome)


def _refusal(proved: VerifiedRefusal) -> Iterable[tuple[str, str]]:
    yield "Name", proved.name
    yield "Unit", proved.unit
    yield "Agency", proved.agency
    yield "Refused", f"a gift, on {_day(proved.on)}; giver: {_TIES.get(proved.tie, proved.tie)}"
    yield "Recorded", _moment(proved.at)
    yield "Log", _place(proved)
    yield "Reference", proved.ref


def _certificate(proved: Verified) -> Iterable[tuple[str, str]]:
    yield "Name", proved.name
    yield "Unit", proved.unit
    yield "Agency", proved.agency
    yield "Signed", _moment(proved.at)
    yield "How", _HOW[proved.how]
    yield "Pledge", f"{proved.title} (campaign {proved.campaign})"
    yield "Accepted", f"all {len(proved.accepted)} statements, each on its own:"
    for number, line in enumerate(proved.statements, 1):
        yield "", f"{number}. {line}"
    yield "Log", _place(proved)
    yield "Reference", proved.ref
    if proved.supersedes:
        yield "Replaces", f"the earlier signature {proved.supersedes}"


def _packet(proved: VerifiedPacket) -> Iterable[tuple[str, str]]:
    yield "Packet", f"referral {proved.id}, dated {_day(proved.made_on)}"
    yield "From", proved.agency
    yield "To", proved.addressee
    yield "Route", proved.route
    yield "Signed by", f"the key {proved.signed_by}, which you gave"
    if proved.recorded:
        yield "Recorded", _moment(proved.recorded.at)
        yield "Log", _place(proved.recorded)
        yield "Reference", proved.recorded.ref
    else:
        yield "Recorded", "no log entry is inside: the date is the sender's word"
    yield "Files", f"{len(proved.files)}, each of them exactly as it was packed:"
    for file in proved.files:
        yield "", f"{file.path}  {file.what} ({file.size:,} bytes)"


def _place(proved: Verified | Recorded | VerifiedRefusal) -> str:
    return f"{proved.origin}, entry {proved.index} (the log then held {proved.size:,})"


def _moment(at: datetime) -> str:
    local = at.astimezone(_WIB)
    return f"{_day(local)}, {local:%H:%M:%S} WIB ({at:%H:%M:%S} UTC)"


def _day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _row(label: str, value: str) -> str:
    return f"  {label:<11}" + ("\n" + " " * 13).join(_lines(value, 76))


def _wrapped(message: str) -> str:
    return "\n".join("  " + line for line in _lines(message, 86))


def _lines(value: str, width: int) -> Iterable[str]:
    import textwrap

    return textwrap.wrap(_safe(value), width, break_long_words=False) or [""]


def _safe(value: str) -> str:
    """Replace what could move the cursor, change colours or reorder text by its code."""
    return harmless(value).replace("\n", "\\u000a")
