"""Which campaign is on, and where one signatory stands in it."""

from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.utils.translation import gettext as _

from ikrar.errors import NotFound
from ikrar.people.models import Agency, Employee, RosterImport, User
from ikrar.people.states import ImportState
from ikrar.pledges.models import Campaign, Signatory
from ikrar.pledges.states import CampaignState


def current_campaign(agency: Agency) -> Campaign | None:
    """The newest open campaign; without one, the newest that was closed; never a draft."""
    openness = Case(
        When(state=CampaignState.OPEN, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    return (
        Campaign.objects.select_related("text", "agency")
        .filter(agency=agency)
        .exclude(state=CampaignState.DRAFT)
        .order_by(openness, "-id")
        .first()
    )


def campaign_by_slug(slug: str) -> Campaign:
    campaign = Campaign.objects.select_related("text", "agency").filter(slug=slug).first()
    if campaign is None:
        raise NotFound(_("Tidak ada masa ikrar dengan kode “%(slug)s”.") % {"slug": slug})
    return campaign


def campaigns_of(agency: Agency) -> QuerySet[Campaign]:
    """Every campaign of the agency, newest first."""
    return Campaign.objects.filter(agency=agency).select_related("text")


def signatories_to_sign() -> QuerySet[Signatory]:
    """Signatories with everything that signing reads, in one query."""
    return Signatory.objects.select_related(
        "campaign__text", "campaign__agency", "employee", "unit"
    )


def signatory_of_employee(campaign: Campaign, employee: Employee) -> Signatory:
    signatory = signatories_to_sign().filter(campaign=campaign, employee=employee).first()
    if signatory is None:
        raise NotFound(
            _(
                "Pegawai ini belum terdaftar pada masa ikrar “%(name)s”. Hubungi biro kepegawaian"
                " agar daftar pegawai diperbarui."
            )
            % {"name": campaign.name}
        )
    return signatory


def signatory_of_user(user: User, campaign: Campaign | None = None) -> Signatory:
    """Where the user stands in `campaign`, or in the current one of their agency."""
    employee = getattr(user, "employee", None)
    if employee is None:
        raise NotFound(
            _(
                "Akun Anda belum dihubungkan dengan data pegawai. Gunakan tautan pribadi Anda, atau"
                " hubungi biro kepegawaian."
            )
        )
    campaign = campaign or current_campaign(employee.agency)
    if campaign is None:
        raise NotFound(_("Belum ada masa ikrar yang dibuka."))
    return signatory_of_employee(campaign, employee)


def campaign_to_sync() -> Campaign | None:
    """An open campaign that has not yet seen a roster import which has been applied since."""
    for campaign in Campaign.objects.filter(state=CampaignState.OPEN).select_related("agency"):
        done = RosterImport.objects.filter(
            agency=campaign.agency, state=ImportState.DONE, finished_at__isnull=False
        )
        if campaign.synced_at is not None:
            done = done.filter(finished_at__gt=campaign.synced_at)
        if done.exists():
            return campaign
    return None
