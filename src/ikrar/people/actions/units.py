"""Writes about the unit tree. `path` is kept right here and nowhere else."""

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F, Max, Value
from django.db.models.functions import Concat, Length, Substr
from django.utils.translation import gettext as _

from ikrar.errors import InputError, NotPossible
from ikrar.people.models import Agency, Employee, Unit
from ikrar.people.policies import Actor, check_can_manage_units
from ikrar.people.queries import subtree
from ikrar.people.states import Standing

LONGEST_CODE, LONGEST_NAME, LONGEST_PATH = 64, 300, 300


@transaction.atomic
def create_unit(
    agency: Agency, *, code: str, name: str, parent: Unit | None = None,
    valid_from: date | None = None, by: Actor,
) -> Unit:  # fmt: skip
    """Add a unit below `parent`, or as a root."""
    check_can_manage_units(parent, by=by)
    code, name = code.strip(), name.strip()
    if not code or len(code) > LONGEST_CODE:
        raise InputError(_("Isi kode unit kerja, paling banyak 64 huruf atau angka."))
    _check_name(name)
    if Unit.objects.filter(agency=agency, code=code).exists():
        raise _code_taken(code)
    unit = Unit(agency=agency, code=code, name=name, parent=parent)
    if valid_from:
        unit.valid_from = valid_from
    try:
        with transaction.atomic():
            unit.save()
    except IntegrityError as error:  # somebody else made it at this moment
        raise _code_taken(code) from error
    unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
    _check_depth(len(unit.path))
    unit.save(update_fields=["path"])
    return unit


def _code_taken(code: str) -> InputError:
    return InputError(_("Kode unit “%(code)s” sudah dipakai.") % {"code": code})


def _check_name(name: str) -> None:
    if not name.strip() or len(name.strip()) > LONGEST_NAME:
        raise InputError(_("Isi nama unit kerja, paling banyak 300 huruf."))


def _check_depth(longest_path: int) -> None:
    if longest_path > LONGEST_PATH:
        raise InputError(_("Susunan unit menjadi terlalu dalam. Pilih unit induk yang lebih atas."))


@transaction.atomic
def save_unit(unit: Unit, *, name: str, parent: Unit | None, by: Actor) -> Unit:
    """Rename a unit or move it, with everything below it, to another parent."""
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    check_can_manage_units(unit, by=by)
    if parent is not None:
        parent = Unit.objects.select_for_update().get(pk=parent.pk)
    if parent != unit.parent:
        # moving takes the unit away from one place and gives it to another
        check_can_manage_units(parent, by=by)
    _check_name(name)
    if parent is not None and parent.path.startswith(unit.path):
        raise InputError(_("Unit tidak dapat dipindahkan ke bawah dirinya sendiri."))
    old, new = unit.path, f"{parent.path if parent else '/'}{unit.pk}/"
    unit.name, unit.parent = name.strip(), parent
    unit.save(update_fields=["name", "parent"])
    if new != old:
        longest = subtree(unit).aggregate(longest=Max(Length("path")))["longest"]
        _check_depth(longest - len(old) + len(new))
        tail = Substr(F("path"), len(old) + 1)
        Unit.objects.filter(path__startswith=old).update(path=Concat(Value(new), tail))
        unit.path = new
    return unit


@transaction.atomic
def close_unit(unit: Unit, *, valid_to: date, by: Actor) -> Unit:
    """End a unit's validity. Refused while anybody still works in it or below it."""
    check_can_manage_units(unit, by=by)
    if unit.valid_to is not None:
        raise NotPossible(_("Unit ini sudah ditutup."))
    if valid_to <= unit.valid_from:
        raise InputError(_("Tanggal penutupan harus sesudah tanggal berlakunya unit."))
    staff = Employee.objects.filter(unit__in=subtree(unit)).exclude(standing=Standing.LEFT)
    if count := staff.count():
        raise NotPossible(
            _("Masih ada %(count)d pegawai di unit ini. Pindahkan mereka, lalu tutup unit.")
            % {"count": count}
        )
    subtree(unit).filter(valid_to=None, valid_from__lt=valid_to).update(valid_to=valid_to)
    unit.valid_to = valid_to
    return unit
