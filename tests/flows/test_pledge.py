"""The pledge from the roster to a stranger's desk: read, signed, counted, certified, verified."""

from dataclasses import dataclass

import pytest
from click.testing import CliRunner

import ikrar
from ikrar.cli import main
from ikrar.documents.attachment import read_bundle
from ikrar.errors import NotPossible, VerificationError
from ikrar.ledger import actions as ledger
from ikrar.ledger import queries as log
from ikrar.ledger.models import Log
from ikrar.packs import load
from ikrar.people.models import Employee, Mail, Role
from ikrar.people.states import RoleName, Standing
from ikrar.pledges import actions, queries, work
from ikrar.pledges.models import Campaign
from ikrar.pledges.states import STATEMENTS, CeremonyState, How
from tests.cast import Cast


@dataclass
class Ministry:
    cast: Cast
    campaign: Campaign
    key: str

    def row(self, name: str):
        user = getattr(self.cast, name)
        return queries.signatory_of_employee(self.campaign, user.employee)


@pytest.fixture
def ministry(cast):
    """The real text of the pack, frozen and opened by the personnel bureau."""
    key = ledger.create_log("public", origin="contoh.test/ikrar").vkey
    content = load("pemilu-2024").pledge_text(agency=cast.agency.name, year=2024)
    text = actions.freeze_text(content=content, by=cast.fajar)
    campaign = actions.create_campaign(
        cast.agency, name="Pemilu 2024", slug="pemilu-2024", text=text, by=cast.fajar
    )
    return Ministry(cast, actions.open_campaign(campaign, by=cast.fajar), key)


def sequence_all():
    while ledger.sequence():
        pass


def sign_by_mail(ministry, name):
    """The invitation arrives, its link is opened, each statement accepted, then signed."""
    letter = Mail.objects.filter(employee=getattr(ministry.cast, name).employee).latest("pk")
    [address] = [word for word in letter.body.split() if "/ikrar/t/" in word]
    signatory, link = queries.signatory_of_token(address.rstrip("/").rsplit("/", 1)[1])
    return _sign(signatory, how=How.LINK, by=None, link=link)


def _sign(signatory, **how):
    from django.utils import timezone

    accepted = {number: timezone.now() for number in STATEMENTS}
    shown = signatory.campaign.text.sha256
    return actions.sign(signatory, text_sha256=shown, accepted=accepted, **how)


def sign_in_the_hall(ministry, name):
    """The leader reads, the phone follows, statement by statement."""
    leader = ministry.cast.budi
    ceremony = actions.open_ceremony(
        ministry.campaign, name="Apel", leader=leader, by=ministry.cast.fajar
    )
    seat = actions.join_ceremony(ceremony, signatory=ministry.row(name))
    actions.move_ceremony(ceremony, to=CeremonyState.READING, by=leader)
    for number in STATEMENTS:
        actions.advance_ceremony(ceremony, statement=number, by=leader)
        actions.accept_statement(seat, statement=number)
    actions.move_ceremony(ceremony, to=CeremonyState.SIGNING, by=leader)
    seat = queries.seat_of(ceremony, seat.signatory)
    return actions.sign_seat(seat, text_sha256=ministry.campaign.text.sha256, by=None)


def sign_everybody(ministry):
    cast = ministry.cast
    Role.objects.create(user=cast.eka, name=RoleName.WITNESS)
    actions.invite_by_mail(ministry.campaign, by=cast.fajar)
    return {
        "ani": sign_by_mail(ministry, "ani"),
        "budi": _sign(ministry.row("budi"), how=How.LOGIN, by=cast.budi),
        "citra": sign_in_the_hall(ministry, "citra"),
        "fajar": _sign(ministry.row("fajar"), how=How.KIOSK, by=cast.eka, witness=cast.eka),
    }


def test_from_the_roster_to_a_strangers_desk(ministry, tmp_path):
    signatures = sign_everybody(ministry)
    assert [row.percent for row in queries.coverage(ministry.campaign)] == [100]
    with pytest.raises(NotPossible, match="menunggu giliran"):
        queries.certificate_of(signatures["ani"])
    sequence_all()
    for name, signature in signatures.items():
        pdf = queries.certificate_of(signature)
        assert read_bundle(pdf) == queries.bundle_of(signature)
        (tmp_path / f"{name}.pdf").write_bytes(pdf)
    (tmp_path / "log.vkey").write_text(ministry.key + "\n")
    files = [str(tmp_path / f"{name}.pdf") for name in signatures]
    result = CliRunner().invoke(main, ["verify", "--key", str(tmp_path / "log.vkey"), *files])
    assert result.exit_code == 0, result.output
    assert result.output.count("HOLDS") == 4
    for words in ("Ani Contoh", "personal link", "login", "ceremony", "kiosk, with a witness"):
        assert words in result.output
    assert list(log.audit()) == list(queries.audit_signatures()) == []


def test_a_forged_certificate_is_refused(ministry):
    signature = sign_everybody(ministry)["ani"]
    sequence_all()
    bundle = queries.bundle_of(signature)
    assert ikrar.verify(bundle, keys=[ministry.key]).name == "Ani Contoh"
    with pytest.raises(VerificationError):
        ikrar.verify(bundle.replace(b"Ani Contoh", b"Adi Contoh"), keys=[ministry.key])


def test_a_certificate_stays_the_same_while_life_goes_on(ministry):
    cast, campaign = ministry.cast, ministry.campaign
    signatures = sign_everybody(ministry)
    sequence_all()
    certificate = queries.certificate_of(signatures["ani"])

    actions.withdraw(signatures["citra"], reason="Ditandatangani rekan", by=cast.fajar)
    link, _token = actions.issue_link(ministry.row("citra"), by=cast.fajar)
    again = _sign(ministry.row("citra"), how=How.LINK, by=None, link=link)
    actions.erase_person(cast.budi.employee, by=cast.fajar)
    Employee.objects.filter(pk=cast.fajar.employee.pk).update(standing=Standing.UNPAID_LEAVE)
    actions.sync_signatories(campaign)
    sequence_all()

    assert queries.certificate_of(signatures["ani"]) == certificate
    proved = ikrar.verify(queries.bundle_of(again), keys=[ministry.key])
    assert proved.supersedes == signatures["citra"].ref.hex
    assert Log.objects.get().size == 1 + 4 + 1 + 1 + 1
    total = queries.coverage_total(campaign)
    assert (total.signed, total.due, total.gone) == (3, 0, 1)
    assert list(log.audit()) == list(queries.audit_signatures()) == []
    assert not work.do_one()
