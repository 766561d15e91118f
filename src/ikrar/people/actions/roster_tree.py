"""Makes the unit tree agree with a roster file. Paths are set level by level."""

from collections.abc import Sequence

from django.db.models import CharField, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat

from ikrar.people.models import Agency, Unit
from ikrar.people.roster import tree
from ikrar.people.roster.spool import Spool


def plan_units(agency: Agency, spool: Spool) -> tree.Plan:
    """What the file's units are in the tree, written nowhere yet."""
    found = Unit.objects.filter(agency=agency).order_by("id")
    known = [tree.Known(*values) for values in found.values_list("code", "name", "parent__code")]
    return tree.plan(spool.units(), known=known, agency_name=agency.name)


def unit_ids(agency: Agency, plan: tree.Plan) -> dict[int, int]:
    """Key in the file → id of the unit, for those that exist."""
    by_code = dict(Unit.objects.filter(agency=agency).values_list("code", "id"))
    return {key: by_code[code] for key, code in plan.codes.items() if code in by_code}


def apply_units(agency: Agency, spool: Spool) -> None:
    """Create, rename and reopen units. Again with the same file: nothing to do."""
    plan = plan_units(agency, spool)
    for level in _levels(plan.new):
        _create(agency, level)
    for code, name in plan.renamed.items():
        Unit.objects.filter(agency=agency, code=code).update(name=name)
    ids = unit_ids(agency, plan)
    closed = Unit.objects.filter(agency=agency, valid_to__isnull=False).values_list("id", flat=True)
    reopened = set(ids.values()) & set(closed)
    if reopened:
        Unit.objects.filter(pk__in=reopened).update(valid_to=None)
    spool.set_unit_ids([(pk, key) for key, pk in ids.items()])


New = tuple[str, str, str | None]


def _levels(new: Sequence[New]) -> list[list[New]]:
    """Split so that parents are created before their children."""
    level_of: dict[str, int] = {}
    levels: list[list[New]] = []
    for unit in new:
        code, _name, parent = unit
        level = level_of.get(parent, -1) + 1 if parent is not None else 0
        level_of[code] = level
        if level == len(levels):
            levels.append([])
        levels[level].append(unit)
    return levels


def _create(agency: Agency, level: Sequence[New]) -> None:
    codes = {parent for _code, _name, parent in level if parent is not None}
    parents = dict(Unit.objects.filter(agency=agency, code__in=codes).values_list("code", "id"))
    Unit.objects.bulk_create(
        (
            Unit(
                agency=agency,
                code=code,
                name=name,
                path="",
                parent_id=parents[parent] if parent is not None else None,
            )
            for code, name, parent in level
        ),
        batch_size=1000,
    )
    above = Unit.objects.filter(pk=OuterRef("parent_id")).values("path")[:1]
    Unit.objects.filter(Q(agency=agency) & Q(path="")).update(
        path=Concat(
            Coalesce(Subquery(above), Value("/")),
            Cast(F("pk"), CharField(max_length=20)),
            Value("/"),
        )
    )
