"""Every read of the pledge: campaigns, links, lists, coverage, ceremonies, signatures, public figures."""

from ikrar.people.exports import as_csv, as_xlsx
from ikrar.pledges.queries.audit import audit_signatures
from ikrar.pledges.queries.campaigns import (
    campaign_by_slug,
    campaign_to_sync,
    campaigns_of,
    current_campaign,
    signatories_to_sign,
    signatory_of_employee,
    signatory_of_user,
)
from ikrar.pledges.queries.ceremonies import (
    CeremonyFigures,
    ceremony_figures,
    ceremony_of_code,
    seat_of,
)
from ikrar.pledges.queries.coverage import UnitCoverage, coverage, coverage_total, total_of
from ikrar.pledges.queries.exports import coverage_rows, export_rows, link_rows
from ikrar.pledges.queries.links import fold_token, link_url, signatory_of_token
from ikrar.pledges.queries.public import PublicFigures, PublicRow, public_figures
from ikrar.pledges.queries.signatories import (
    Page,
    due_signatories,
    missing,
    page_of,
    signatories_in,
    stream,
    without_address,
)
from ikrar.pledges.queries.signatures import (
    bundle_of,
    certificate_of,
    signature_by_code,
    valid_signature,
    verify_url,
)

__all__ = [
    "CeremonyFigures",
    "Page",
    "PublicFigures",
    "PublicRow",
    "UnitCoverage",
    "as_csv",
    "as_xlsx",
    "audit_signatures",
    "bundle_of",
    "campaign_by_slug",
    "campaign_to_sync",
    "campaigns_of",
    "ceremony_figures",
    "ceremony_of_code",
    "certificate_of",
    "coverage",
    "coverage_rows",
    "coverage_total",
    "current_campaign",
    "due_signatories",
    "export_rows",
    "fold_token",
    "link_rows",
    "link_url",
    "missing",
    "page_of",
    "public_figures",
    "seat_of",
    "signatories_in",
    "signatories_to_sign",
    "signatory_of_employee",
    "signatory_of_token",
    "signatory_of_user",
    "signature_by_code",
    "stream",
    "total_of",
    "valid_signature",
    "verify_url",
    "without_address",
]
