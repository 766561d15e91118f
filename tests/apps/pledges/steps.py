"""Steps that the pledge's tests take: a log, an open campaign, a link, a signature."""

from django.utils import timezone

from ikrar.ledger.actions import create_log
from ikrar.ledger.models import Log
from ikrar.people.models import Employee
from ikrar.pledges import actions
from ikrar.pledges.models import Campaign, Signatory, Signature
from ikrar.pledges.queries import signatories_to_sign
from ikrar.pledges.states import STATEMENTS, How

CONTENT = {
    "title": "Ikrar Contoh",
    "opening": "Kami, pegawai Kementerian Contoh, berikrar:",
    "statements": ["Butir contoh satu.", "Butir dua.", "Butir tiga.", "Butir empat."],
    "closing": "Demikian ikrar ini.",
    "language": "id",
}


def make_log() -> Log:
    return Log.objects.filter(name="public").first() or create_log(
        "public", origin="contoh.test/log"
    )


def draft(cast, slug: str = "contoh") -> Campaign:
    text = actions.freeze_text(content=CONTENT, by=None)
    return actions.create_campaign(
        cast.agency, name="Ikrar Contoh", slug=slug, text=text, by=cast.fajar
    )


def opened(cast, slug: str = "contoh") -> Campaign:
    make_log()
    return actions.open_campaign(draft(cast, slug), by=cast.fajar)


def other_text():
    return actions.freeze_text(content=CONTENT | {"title": "Ikrar Contoh Baru"}, by=None)


def signatory_of(campaign: Campaign, employee: Employee) -> Signatory:
    return signatories_to_sign().get(campaign=campaign, employee=employee)


def moments(*numbers: int):
    now = timezone.now()
    return dict.fromkeys(numbers or STATEMENTS, now)


def act(signatory: Signatory, **changes):
    """What `sign` takes, with nothing wrong in it."""
    fields = {
        "text_sha256": signatory.campaign.text.sha256,
        "accepted": moments(),
        "how": How.LINK,
        "by": None,
    }
    return fields | changes


def sign(signatory: Signatory, **changes) -> Signature:
    """Sign by a fresh personal link."""
    if changes.get("how", How.LINK) == How.LINK and "link" not in changes:
        link, _token = actions.issue_link(signatory, by=None)
        changes["link"] = link
    return actions.sign(signatory, **act(signatory, **changes))
