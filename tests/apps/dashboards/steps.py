"""Something to show: a story from made-up counts, clocks that were kept or not, refusals by several people."""

from datetime import date, timedelta
from uuid import uuid4

import pyarrow as pa
from django.core.cache import cache
from django.utils import timezone

from ikrar import packs
from ikrar.cases.models import Deadline
from ikrar.gifts import actions as gifts
from ikrar.gifts.states import GiftKind
from ikrar.indicators import tally
from ikrar.indicators.story import story
from ikrar.monitoring import drawing, stories
from ikrar.monitoring.models import Outlook, Picture
from ikrar.people.models import User
from tests.apps.gifts.steps import new
from tests.apps.pledges import steps as signing
from tests.cast import Cast, make_employee, make_unit

SOURCE = "Grup warga RT 5 zqxwv"
STEP, OTHER_STEP = "disiplin-pp94/panggilan-1", "disiplin-pp94/panggilan-2"
# (first day, days, posts a day, positives of each label a day)
SPANS = (
    (date(2024, 1, 1), 30, 60, {"participate": 20, "abstain": 5, "calm": 6, "provoke": 2}),
    (date(2024, 2, 12), 20, 60, {"participate": 20, "abstain": 5, "calm": 20, "provoke": 10}),
    (date(2024, 3, 22), 4, 6, {"unity": 2, "reject_result": 1}),
)


def counts(source: str = SOURCE) -> pa.Table:
    """A tally of three phases; of the last there is too little to show."""
    rows = [
        {"day": first + timedelta(days=n), "source": source, "cluster": 0, "n": posts, **positive}
        for first, days, posts, positive in SPANS for n in range(days)
    ]  # fmt: skip
    columns = {name: [row.get(name, 0) for row in rows] for name in tally.SCHEMA.names}
    return pa.table(columns, schema=tally.SCHEMA)


_drawn: dict[tuple[str, str], dict] = {}  # the same counts make the same charts: drawn once


def tell() -> Outlook:
    """The story of those counts, as if it had been told from posts."""
    pack = packs.load("pemilu-2024")
    told = story(counts(), phases=stories.phases(pack), rates=stories.rates())
    cache.clear()
    made = Outlook.objects.create(
        is_stale=False, made_at=timezone.now(), posts=3024, judge="pemilu-2024 contoh",
        story=stories.write(told),
    )  # fmt: skip
    for theme in drawing.DRAWN:
        for language in drawing.LANGUAGES:
            key = (theme, language)
            if key not in _drawn:
                _drawn[key] = drawing.drawings(made, theme, pack=pack, language=language)
            Picture.objects.create(
                theme=theme, language=language, made_for=made.made_at, drawings=_drawn[key]
            )
    return made


def judged(case, kept: int, late: int, *, step: str = STEP, due: date = date(2024, 1, 2)) -> None:
    """Clocks of a case that are over."""
    for number in range(kept + late):
        met = due if number < kept else due + timedelta(days=1)
        Deadline.objects.create(
            case=case, step=step, duty_of="ppk", since=due - timedelta(days=7), due=due, met_on=met
        )
    cache.clear()


def refuse(cast: Cast, people: int, *, unit=None, code: str = "T") -> None:
    """So many people of a unit each refuse a gift."""
    unit = unit or make_unit(cast.agency, code, f"Unit {code}", cast.top)
    for number in range(people):
        employee = make_employee(unit, f"{ord(code)}{number:016}", f"Penolak {code}{number} Contoh")
        user = User.objects.create_user(f"penolak{code}{number}", employee=employee)
        gifts.record_gift(new(GiftKind.REFUSED), ticket=uuid4(), photo=None, by=user)
    cache.clear()


def pledged(cast: Cast):
    """An open campaign that ten of thirty have signed."""
    unit = make_unit(cast.agency, "A", "Biro A", cast.top)
    for number in range(24):
        make_employee(unit, f"65{number:016}", f"Pegawai A{number} Contoh")
    campaign = signing.opened(cast)
    due = campaign.signatories.filter(unit=unit)
    for one in due.select_related("employee", "unit__agency", "campaign__text")[:10]:
        signing.sign(one)
    cache.clear()
    return campaign
