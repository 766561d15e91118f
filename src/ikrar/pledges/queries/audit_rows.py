"""Compare one signature with its log entry, field by field; the entry counts, the row is judged."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from ikrar.pledges.models import Signature
from ikrar.pledges.states import SignatureState
from ikrar.tlog import entry as entries

LATE = timedelta(minutes=1)
Finding = tuple[str, str]  # what, and in words


def check_signature(
    signature: Signature, fields: dict[str, Any], undone: set[str]
) -> Iterator[Finding]:
    """Every difference; `undone` are the kinds of later entries about this signature."""
    yield from _check_fields(signature, fields)
    yield from _check_moments(signature, fields)
    if signature.state == SignatureState.ERASED:
        yield from _check_erased(signature)
    else:
        yield from _check_person(signature, fields)
    yield from _check_state(signature, undone)


def _check_fields(signature: Signature, fields: dict[str, Any]) -> Iterator[Finding]:
    replaced = signature.supersedes.ref.hex if signature.supersedes else None
    numbers = sorted(int(n) for n in signature.accepted if n.isdecimal())
    for what, here, logged in (
        ("signature-kind", "signature", fields["kind"]),
        ("signature-campaign-changed", signature.campaign.slug, fields.get("campaign")),
        ("signature-text-changed", signature.text.sha256, fields.get("text")),
        ("signature-accepted-changed", numbers, fields.get("accepted")),
        ("signature-how-changed", signature.how, fields.get("how")),
        ("signature-supersedes-changed", replaced, fields.get("supersedes")),
    ):
        if here != logged:
            yield what, f"The row says {here!r:.80}; the log says {logged!r:.80}."


def _check_moments(signature: Signature, fields: dict[str, Any]) -> Iterator[Finding]:
    at = entries.read_at(fields["at"])
    if signature.signed_at != at:
        here = signature.signed_at.astimezone(UTC)
        yield (
            "signature-date-changed",
            f"The row says {here:%Y-%m-%d %H:%M:%S}; the log says {at:%Y-%m-%d %H:%M:%S} UTC.",
        )
    for number, moment in signature.accepted.items():
        try:
            holds = datetime.fromisoformat(str(moment)) <= at + LATE
        except (TypeError, ValueError):
            holds = False
        if not holds:
            yield (
                "signature-accepted-changed",
                f"Statement {number:.8} is said to have been accepted at {moment!r:.40}, which cannot"
                " be.",
            )


def _check_person(signature: Signature, fields: dict[str, Any]) -> Iterator[Finding]:
    if not signature.salt or _commit(signature.salt, signature.disclosure) != fields.get("who"):
        yield (
            "signature-person-changed",
            "Name, unit, agency or salt are not those that were signed.",
        )
    nip = {"nip": signature.signatory.employee.nip}
    if _commit(signature.person_salt, nip) != signature.disclosure.get("person"):
        yield (
            "signature-employee-changed",
            "The NIP of the employee (or its salt) is not the one that signed. Either the NIP was"
            " corrected since, or the signature was moved to another person.",
        )
    witness = None
    if signature.witness_id is not None:
        witness = _commit(signature.witness_salt, {"user": str(signature.witness_id)})
    if witness != fields.get("witness"):
        yield "signature-witness-changed", "The witness (or the salt) is not the one in the log."


def _commit(salt: Any, disclosure: Any) -> str | None:
    if salt is None or len(salt) != entries.SALT_BYTES or not isinstance(disclosure, dict):
        return None
    return entries.commit(bytes(salt), disclosure)


def _check_erased(signature: Signature) -> Iterator[Finding]:
    if signature.disclosure or signature.salt or signature.person_salt or signature.witness_salt:
        yield "signature-not-erased", "It was erased, but the row still holds a name or a salt."


def _check_state(signature: Signature, undone: set[str]) -> Iterator[Finding]:
    state = SignatureState(signature.state)
    if state == SignatureState.ERASED and "erasure" not in undone:
        yield "signature-erased-unlogged", "The row was erased, but the log has no erasure of it."
    if state == SignatureState.WITHDRAWN and "withdrawal" not in undone:
        yield "signature-withdrawn-unlogged", "The row is withdrawn, but the log has no withdrawal."
    expected = {
        SignatureState.VALID: set[str](),
        SignatureState.WITHDRAWN: {"withdrawal"},
        SignatureState.ERASED: {"withdrawal", "erasure"},
    }[state]
    for kind in sorted(undone - expected):
        yield (
            "signature-state-changed",
            f"The log holds a {kind} of it; the row says {state.value!r}.",
        )
