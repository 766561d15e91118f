"""The pledge's standing work: follow the roster when an import has been applied."""

from ikrar.pledges.actions import sync_signatories
from ikrar.pledges.queries import campaign_to_sync


def do_one() -> bool:
    """Bring one campaign's signatories up to date with the roster; True if there was one to do."""
    campaign = campaign_to_sync()
    if campaign is None:
        return False
    sync_signatories(campaign)
    return True
