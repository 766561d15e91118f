"""Compare signatures with the log: every row with its entry, every entry with its row.

In: rows, none of which is trusted, and entries, which `ledger.queries.audit` checks against the signed
tree. Out: a stream of discrepancies that each name the signature. Memory stays flat: rows come in
batches; only withdrawals and erasures, which are few, are held.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef

from ikrar.errors import InputError
from ikrar.ledger.models import Entry
from ikrar.ledger.queries import Discrepancy
from ikrar.pledges.models import Campaign, Signatory, Signature, Text
from ikrar.pledges.queries.audit_rows import check_signature
from ikrar.pledges.states import CampaignState, SignatoryState, SignatureState
from ikrar.tlog import entry as entries

BATCH = 1000


class What(StrEnum):
    """Discrepancies that are not about one signature's fields."""

    UNLOGGED = "signature-unlogged"
    REMOVED = "signature-removed"
    ENTRY_UNREADABLE = "signature-entry-unreadable"
    SIGNATORY_STATE = "signatory-state"
    TEXT_CHANGED = "text-changed"
    CAMPAIGN_TEXT = "campaign-text"


@dataclass(slots=True)
class _Undone:
    """What later entries say of signatures: `of` to the kinds of those entries."""

    kinds: dict[str, set[str]] = field(default_factory=dict)

    def add(self, fields: dict[str, Any]) -> None:
        self.kinds.setdefault(str(fields.get("of")), set()).add(fields["kind"])


def audit_signatures(campaign: Campaign | None = None) -> Iterator[Discrepancy]:
    """Name whatever was changed, removed or added by other hands; of every campaign without one."""
    undone, last_text = _Undone(), dict[str, str]()
    yield from _check_entries(campaign, undone, last_text)
    yield from _check_signatures(campaign, undone)
    yield from _check_signatories(campaign)
    yield from _check_texts(campaign, last_text)


def _check_entries(
    campaign: Campaign | None, undone: _Undone, last_text: dict[str, str]
) -> Iterator[Discrepancy]:
    """Look for entries without a row; gather what later entries take back."""
    after = 0
    while batch := list(_entries_after(after)):
        after = batch[-1][0]
        refs = []
        for _pk, ref, data in batch:
            try:
                fields = entries.decode(data)
            except InputError:
                continue  # the log's own audit names it
            if campaign is not None and fields.get("campaign") != campaign.slug:
                continue
            if fields["kind"] == "signature":
                refs.append(ref)
            elif fields["kind"] == "campaign":
                last_text[str(fields.get("campaign"))] = str(fields.get("text"))
            else:
                undone.add(fields)
        held = set(Signature.objects.filter(ref__in=refs).values_list("ref", flat=True))
        for ref in refs:
            if ref not in held:
                yield Discrepancy(
                    What.REMOVED,
                    f"signature {ref.hex}",
                    "The log holds this signature, but its row is gone from the database.",
                )


def _entries_after(pk: int) -> Iterator[tuple[int, UUID, bytes]]:
    kinds = ["signature", "withdrawal", "erasure", "campaign"]
    rows = Entry.objects.filter(log__name="public", pk__gt=pk, kind__in=kinds).order_by("pk")
    for place, ref, data in rows.values_list("pk", "ref", "data")[:BATCH]:
        yield place, ref, bytes(data)


def _check_signatures(campaign: Campaign | None, undone: _Undone) -> Iterator[Discrepancy]:
    rows = Signature.objects.select_related(
        "campaign", "text", "supersedes", "signatory__employee"
    ).order_by("pk")
    if campaign is not None:
        rows = rows.filter(campaign=campaign)
    after = 0
    while batch := list(rows.filter(pk__gt=after)[:BATCH]):
        after = batch[-1].pk
        refs = [signature.ref for signature in batch]
        found = Entry.objects.filter(ref__in=refs, log__name="public")
        data = {ref: bytes(held) for ref, held in found.values_list("ref", "data")}
        for signature in batch:
            yield from _check_one(signature, data.get(signature.ref), undone)


def _check_one(signature: Signature, data: bytes | None, undone: _Undone) -> Iterator[Discrepancy]:
    where = f"signature {signature.ref.hex}"
    if data is None:
        yield Discrepancy(
            What.UNLOGGED,
            where,
            "This row has no entry in the log: nobody signed it through Ikrar.",
        )
        return
    try:
        fields = entries.decode(data)
    except InputError as error:
        yield Discrepancy(What.ENTRY_UNREADABLE, where, f"Its log entry cannot be read: {error}")
        return
    kinds = undone.kinds.get(signature.ref.hex, set())
    for what, detail in check_signature(signature, fields, kinds):
        yield Discrepancy(what, where, detail)


def _check_signatories(campaign: Campaign | None) -> Iterator[Discrepancy]:
    """A signatory counts as signed exactly if a signature stands (or stood, for who has left)."""
    rows = Signatory.objects.exclude(state=SignatoryState.GONE)
    if campaign is not None:
        rows = rows.filter(campaign=campaign)
    valid = Signature.objects.filter(signatory=OuterRef("pk"), state=SignatureState.VALID)
    signed = rows.filter(state=SignatoryState.SIGNED)
    for pk in signed.filter(~Exists(valid)).values_list("pk", flat=True).iterator():
        yield Discrepancy(
            What.SIGNATORY_STATE, f"signatory {pk}", "Counted as signed, but no signature stands."
        )
    unsigned = rows.exclude(state=SignatoryState.SIGNED)
    for pk in unsigned.filter(Exists(valid)).values_list("pk", flat=True).iterator():
        yield Discrepancy(
            What.SIGNATORY_STATE, f"signatory {pk}", "A signature stands, but it is not counted."
        )


def _check_texts(campaign: Campaign | None, last_text: dict[str, str]) -> Iterator[Discrepancy]:
    """Each text must be what its hash names, and each campaign's text the one logged last."""
    for text in Text.objects.iterator():
        try:
            holds = entries.text_hash(text.content) == text.sha256
        except InputError:
            holds = False
        if not holds:
            yield Discrepancy(
                What.TEXT_CHANGED, f"text {text.sha256}", "Its wording is not what its hash names."
            )
    campaigns = Campaign.objects.exclude(state=CampaignState.DRAFT).select_related("text")
    if campaign is not None:
        campaigns = campaigns.filter(pk=campaign.pk)
    for found in campaigns:
        if last_text.get(found.slug) != found.text.sha256:
            yield Discrepancy(
                What.CAMPAIGN_TEXT,
                f"campaign {found.slug}",
                "Its text is not the one that the log says was opened last.",
            )
