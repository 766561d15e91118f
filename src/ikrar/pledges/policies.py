"""Who may do what to a pledge, and when: the state is asked first, then the person.

`check_can_x` raises, `can_x` answers. `by=None` is the system itself (a command line, the worker) or,
for signing, somebody who was identified by the personal link alone; views never pass None for a
visitor who manages something.
"""

from collections.abc import Callable
from typing import ParamSpec

from django.utils.translation import gettext as _

from ikrar.errors import NotAllowed, NotPossible
from ikrar.people.models import Agency, Employee, Unit, User
from ikrar.people.policies import Actor, has_role, has_role_somewhere
from ikrar.people.policies import check_can_erase as check_can_erase_employee
from ikrar.people.states import RoleName
from ikrar.pledges.models import Campaign, Ceremony, Link, Seat, Signatory, Signature
from ikrar.pledges.refusals import AlreadySigned, TextChanged  # noqa: F401 (views name both from here)
from ikrar.pledges.states import (
    CAMPAIGN_TRANSITIONS,
    CEREMONY_TRANSITIONS,
    SIGNATURE_TRANSITIONS,
    STATEMENTS,
    CampaignState,
    CeremonyState,
    How,
    SignatoryState,
    SignatureState,
)

P = ParamSpec("P")

MANAGERS = (RoleName.PERSONNEL, RoleName.ADMINISTRATOR)
READERS = (
    RoleName.PERSONNEL, RoleName.ADMINISTRATOR, RoleName.INSPECTOR, RoleName.COORDINATOR,
)  # fmt: skip
INVITERS = (RoleName.PERSONNEL, RoleName.COORDINATOR)
READING = (CeremonyState.READING, CeremonyState.SIGNING)


def _need(by: Actor, *roles: str, unit: Unit | None = None) -> None:
    if by is not None and not has_role(by, *roles, unit=unit):
        raise _not_yours()


def _not_yours() -> NotAllowed:
    return NotAllowed(
        _("Anda tidak berwenang melakukan ini. Hubungi biro kepegawaian bila Anda memerlukannya.")
    )


def check_open(campaign: Campaign) -> None:
    """Refuse anything that only an open campaign takes."""
    if campaign.state != CampaignState.OPEN:
        raise NotPossible(
            _("Masa ikrar “%(name)s” sedang tidak dibuka. Hubungi biro kepegawaian.")
            % {"name": campaign.name}
        )


# ---------------------------------------------------------------- texts and campaigns


def check_can_freeze_text(*, by: Actor) -> None:
    _need(by, *MANAGERS)


def check_can_create_campaign(agency: Agency, *, by: Actor) -> None:
    _need(by, *MANAGERS)


def check_can_open_campaign(campaign: Campaign, *, by: Actor) -> None:
    if CampaignState.OPEN not in CAMPAIGN_TRANSITIONS[CampaignState(campaign.state)]:
        raise NotPossible(_("Masa ikrar ini sudah dibuka."))
    _need(by, *MANAGERS)


def check_can_close_campaign(campaign: Campaign, *, by: Actor) -> None:
    if CampaignState.CLOSED not in CAMPAIGN_TRANSITIONS[CampaignState(campaign.state)]:
        raise NotPossible(_("Hanya masa ikrar yang sedang dibuka yang dapat ditutup."))
    _need(by, *MANAGERS)


def check_can_revise_text(campaign: Campaign, *, by: Actor) -> None:
    if campaign.state == CampaignState.CLOSED:
        raise NotPossible(_("Masa ikrar ini sudah ditutup; teksnya tidak dapat diganti lagi."))
    if campaign.ceremonies.filter(state__in=READING).exists():
        raise NotPossible(
            _("Upacara ikrar sedang berlangsung. Ganti teks setelah upacara itu selesai.")
        )
    _need(by, *MANAGERS)


def check_can_sync(campaign: Campaign, *, by: Actor) -> None:
    check_open(campaign)
    _need(by, *MANAGERS)


# ---------------------------------------------------------------- coverage, links and letters


def check_can_see_coverage(campaign: Campaign, *, unit: Unit | None = None, by: Actor) -> None:
    if campaign.state == CampaignState.DRAFT:
        raise NotPossible(_("Masa ikrar ini belum dibuka, jadi belum ada cakupannya."))
    _need(by, *READERS, unit=unit)


def check_can_invite(campaign: Campaign, *, unit: Unit | None = None, by: Actor) -> None:
    """May issue personal links and send letters for `unit` (None: the whole agency)."""
    check_open(campaign)
    _need(by, *INVITERS, unit=unit)


def check_can_issue_link(signatory: Signatory, *, by: Actor) -> None:
    check_open(signatory.campaign)
    check_is_unsigned(signatory)
    _need(by, *INVITERS, unit=signatory.unit)


# ---------------------------------------------------------------- signing


def check_is_unsigned(signatory: Signatory) -> None:
    """Refuse a signatory who has signed already or has left."""
    if signatory.state == SignatoryState.SIGNED:
        signature = signatory.signatures.filter(state=SignatureState.VALID).first()
        if signature is not None:
            raise AlreadySigned(signature)
    if signatory.state not in (SignatoryState.DUE, SignatoryState.EXEMPT):
        raise NotPossible(
            _(
                "Pegawai ini tidak lagi tercatat di instansi, jadi tidak dapat menandatangani."
                " Bila ini keliru, hubungi biro kepegawaian."
            )
        )


def check_can_sign(
    signatory: Signatory,
    *,
    how: How,
    by: Actor,
    link: Link | None = None,
    witness: User | None = None,
) -> None:
    """State first, then whether this person is the signer, as `how` says they were identified."""
    check_is_unsigned(signatory)
    check_open(signatory.campaign)
    if how == How.LINK:
        allowed = link is not None and link.signatory_id == signatory.pk
    elif how == How.LOGIN:
        allowed = isinstance(by, User) and by.employee_id == signatory.employee_id
    elif how == How.KIOSK:
        allowed = _may_witness(signatory, by=by, witness=witness)
    else:
        allowed = False  # a ceremony is signed from its seat
    if not allowed or (witness is not None and how != How.KIOSK):
        raise NotAllowed(
            _("Ikrar hanya dapat ditandatangani oleh pegawai yang bersangkutan, dengan caranya.")
        )


def _may_witness(signatory: Signatory, *, by: Actor, witness: User | None) -> bool:
    if witness is None or not isinstance(by, User) or by.pk != witness.pk:
        return False
    if witness.employee_id == signatory.employee_id:
        raise NotAllowed(_("Saksi tidak dapat menandatangani ikrarnya sendiri di kios."))
    return has_role(witness, RoleName.WITNESS, unit=signatory.unit)


def check_can_withdraw(signature: Signature, *, by: Actor) -> None:
    if SignatureState.WITHDRAWN not in SIGNATURE_TRANSITIONS[SignatureState(signature.state)]:
        raise NotPossible(_("Hanya tanda tangan yang berlaku yang dapat dicabut."))
    _need(by, RoleName.PERSONNEL, unit=signature.signatory.unit)


def check_can_erase(employee: Employee, *, by: Actor) -> None:
    check_can_erase_employee(employee, by=by)


# ---------------------------------------------------------------- ceremonies


def check_can_open_ceremony(campaign: Campaign, *, by: Actor) -> None:
    check_open(campaign)
    if by is not None and not has_role_somewhere(by, RoleName.PERSONNEL, RoleName.LEADER):
        raise _not_yours()


def check_can_move_ceremony(ceremony: Ceremony, *, to: CeremonyState, by: Actor) -> None:
    if to not in CEREMONY_TRANSITIONS[CeremonyState(ceremony.state)]:
        raise NotPossible(
            _("Upacara ini “%(state)s”; langkah itu tidak dapat diambil sekarang.")
            % {"state": ceremony.get_state_display()}
        )
    if to == CeremonyState.SIGNING and ceremony.statement < 4:
        raise NotPossible(_("Bacakan keempat butir dahulu, lalu buka penandatanganan."))
    _need_leader(ceremony, by=by)


def check_can_advance_ceremony(ceremony: Ceremony, *, statement: int, by: Actor) -> None:
    if ceremony.state != CeremonyState.READING:
        raise NotPossible(_("Butir hanya dapat dipindahkan selama pembacaan."))
    if not 0 <= statement <= min(ceremony.statement + 1, 4):
        raise NotPossible(_("Butir dibacakan berurutan, satu demi satu."))
    _need_leader(ceremony, by=by)


def _need_leader(ceremony: Ceremony, *, by: Actor) -> None:
    if isinstance(by, User) and by.is_active and by.pk == ceremony.leader_id:
        return
    _need(by, RoleName.PERSONNEL)


def check_can_join(ceremony: Ceremony, *, signatory: Signatory) -> None:
    if ceremony.state == CeremonyState.ENDED:
        raise NotPossible(_("Upacara ini sudah selesai. Gunakan tautan pribadi Anda."))
    check_is_unsigned(signatory)
    if ceremony.campaign_id != signatory.campaign_id:
        raise NotAllowed(_("Anda tidak terdaftar pada masa ikrar upacara ini."))


def check_can_accept(seat: Seat, *, statement: int) -> None:
    """A statement can be accepted once it has been read aloud, and until the ceremony ends."""
    if seat.ceremony.state not in READING:
        raise NotPossible(_("Pembacaan ikrar belum dimulai atau sudah selesai."))
    if statement not in STATEMENTS or statement > seat.ceremony.statement:
        raise NotPossible(_("Butir ini belum dibacakan. Tunggu sampai muncul di layar."))
    check_is_unsigned(seat.signatory)


def check_can_sign_seat(seat: Seat, *, by: Actor) -> None:
    """`by` is the account that is logged in on the phone, or None where a personal code sufficed."""
    check_is_unsigned(seat.signatory)
    if seat.ceremony.state != CeremonyState.SIGNING:
        raise NotPossible(_("Penandatanganan belum dibuka. Ikuti layar upacara."))
    check_open(seat.signatory.campaign)
    mine = isinstance(by, User) and by.employee_id == seat.signatory.employee_id
    if by is not None and not mine:
        raise NotAllowed(_("Kursi ini milik pegawai lain. Bergabunglah dengan kode Anda sendiri."))


# ---------------------------------------------------------------- answers instead of errors


def _answer(check: Callable[P, None]) -> Callable[P, bool]:
    def can(*args: P.args, **kwargs: P.kwargs) -> bool:
        try:
            check(*args, **kwargs)
        except (NotAllowed, NotPossible):
            return False
        return True

    return can


can_freeze_text = _answer(check_can_freeze_text)
can_create_campaign = _answer(check_can_create_campaign)
can_open_campaign = _answer(check_can_open_campaign)
can_close_campaign = _answer(check_can_close_campaign)
can_revise_text = _answer(check_can_revise_text)
can_sync = _answer(check_can_sync)
can_see_coverage = _answer(check_can_see_coverage)
can_invite = _answer(check_can_invite)
can_issue_link = _answer(check_can_issue_link)
can_sign = _answer(check_can_sign)
can_withdraw = _answer(check_can_withdraw)
can_erase = _answer(check_can_erase)
can_open_ceremony = _answer(check_can_open_ceremony)
can_move_ceremony = _answer(check_can_move_ceremony)
can_advance_ceremony = _answer(check_can_advance_ceremony)
can_join = _answer(check_can_join)
can_accept = _answer(check_can_accept)
can_sign_seat = _answer(check_can_sign_seat)
