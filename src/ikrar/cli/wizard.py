"""The first-run wizard behind `ikrar init`: five steps, each skipped when it is done already.

Asks on the terminal, writes through actions. It never overwrites, so it may be stopped anywhere
and run again. The administrator leaves it with a second factor that was tried.
"""

import csv
import tomllib
from pathlib import Path
from typing import Any

import click
from django.conf import settings
from django.core.mail import send_mail
from django.core.management import call_command
from django.db import transaction

from ikrar import packs
from ikrar.errors import InputError
from ikrar.ledger import actions as ledger
from ikrar.ledger.models import Log
from ikrar.people import actions as people
from ikrar.people.models import Agency, Role, Unit, User
from ikrar.people.queries import agency_or_none
from ikrar.people.states import RoleName
from ikrar.pledges import actions as pledges
from ikrar.pledges.models import Campaign

ZONES = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}


def run() -> None:
    """Walk through the steps; what is there already is said and kept."""
    call_command("migrate", verbosity=0)
    agency = agency_or_none() or _ask_agency()
    click.secho(f"1/5 Agency: {agency.name} ({agency.short}), pack {agency.pack}", bold=True)
    _make_log()
    if not Unit.objects.exclude(parent=None).exists():
        _ask_units(agency)
    click.secho(f"2/5 Units: {Unit.objects.count()}", bold=True)
    if not Campaign.objects.exists():
        _ask_text(agency)
    click.secho(f"3/5 Pledge text: {Campaign.objects.latest('id').text}", bold=True)
    if not Role.objects.filter(name=RoleName.ADMINISTRATOR).exists():
        _ask_administrator()
    click.secho("4/5 Administrator: ready, with a second factor", bold=True)
    _try_mail()
    click.secho("5/5 Done. Next:", bold=True)
    click.echo("  ikrar roster import FILE    the staff list (CSV or XLSX from SIASN)")
    click.echo("  ikrar check                 what is still missing")
    click.echo("  ikrar run                   the pages and the worker")


def _ask_agency() -> Agency:
    name = click.prompt("Full name of the agency")
    short = click.prompt("Short name")
    zone = click.prompt("Time zone", type=click.Choice(list(ZONES)), default="WIB")
    names = [pack.name for pack in packs.available(settings.IKRAR_PACK_DIRS)]
    pack = click.prompt("Election pack", type=click.Choice(names), default=names[0])
    return people.create_agency(name, short=short, time_zone=ZONES[zone], pack=pack, by=None)


def _make_log() -> None:
    """The public log, and the internal one of cases and reports, of which only checkpoints are published."""
    host = settings.SITE_URL.partition("://")[2]
    if not Log.objects.filter(name="internal").exists():
        ledger.create_log("internal", origin=f"{host}/internal")
        click.echo(
            f"    The internal log's key is in {settings.IKRAR_LOG_KEY}-internal. Keep a copy."
        )
    if not Log.objects.filter(name="public").exists():
        ledger.create_log("public", origin=settings.IKRAR_LOG_ORIGIN or f"{host}/log")
        click.echo(f"    The log's key is in {settings.IKRAR_LOG_KEY}. Keep a copy offline.")


def _ask_units(agency: Agency) -> None:
    click.echo("    Units come with the roster, or from a CSV file with: kode, nama, induk")
    path = click.prompt("CSV file of units (empty: take them from the roster)", default="")
    if path:
        with transaction.atomic():
            _read_units(agency, Path(path), Unit.objects.get(agency=agency, parent=None))


def _read_units(agency: Agency, path: Path, top: Unit) -> None:
    made: dict[str, Unit] = {"": top}
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{path} cannot be read as a CSV file in UTF-8: {error}") from error
    for number, row in enumerate(rows, start=2):
        code, name = (row.get("kode") or "").strip(), (row.get("nama") or "").strip()
        above = made.get((row.get("induk") or "").strip())
        if not code or not name or above is None:
            raise InputError(
                f"{path}, row {number}: every unit needs kode and nama, and its induk must stand"
                " above it in the file. Nothing was stored; mend the row and run `ikrar init` again."
            )
        made[code] = people.create_unit(agency, code=code, name=name, parent=above, by=None)


def _ask_text(agency: Agency) -> None:
    click.echo(
        "    Ikrar brings its own faithful wording. Your official wording goes into a TOML file"
    )
    click.echo("    with: title, opening, statements (a list of four), closing.")
    path = click.prompt("TOML file with the official wording (empty: Ikrar's own)", default="")
    year = click.prompt("Year of the election", type=int, default=2024)
    content = (
        _read_text(Path(path))
        if path
        else packs.load(agency.pack, extra_dirs=settings.IKRAR_PACK_DIRS).pledge_text(
            agency=agency.name, year=year
        )
    )
    text = pledges.freeze_text(content=content, by=None)
    name = f"Ikrar Netralitas {year}"
    pledges.create_campaign(agency, name=name, slug=f"ikrar-{year}", text=text, by=None)
    click.echo(f"    “{name}” is ready as a draft. Open it at /ikrar/kelola/ after the roster.")


def _read_text(path: Path) -> dict[str, Any]:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"{path} cannot be read as a TOML file: {error}") from error
    return {"language": "id", **content}


def _ask_administrator() -> None:
    username = click.prompt("User name of the administrator")
    email = click.prompt("E-mail of the administrator")
    password = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    with transaction.atomic():
        user = people.create_user(username, password=password, email=email, by=None)
        people.grant_role(user, name=RoleName.ADMINISTRATOR, by=None)
        _second_factor(user)


def _second_factor(user: User) -> None:
    import segno
    from allauth.mfa.adapter import get_adapter
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, validate_totp_code

    secret = generate_totp_secret()
    click.echo("    Scan this with an authenticator app:")
    segno.make(get_adapter().build_totp_url(user, secret)).terminal(compact=True)
    click.echo(f"    or type the key: {secret}")
    while not validate_totp_code(secret, click.prompt("The six digits that it shows")):
        click.echo("    That is not the code of this moment. Wait for the next one and try again.")
    TOTP.activate(user, secret)
    codes = RecoveryCodes.activate(user).generate_codes()
    click.echo("    Keep these recovery codes on paper; each opens the account once:")
    click.echo("    " + "  ".join(codes))


def _try_mail() -> None:
    if not settings.EMAIL_HOST:
        click.echo("    No mail server (IKRAR_SMTP_HOST): letters are written as files.")
        return
    to = click.prompt("Send a test letter to (empty: skip)", default="")
    if not to:
        return
    try:
        send_mail(
            "Uji surat Ikrar", "Surat ini menunjukkan bahwa surel Ikrar berjalan.", None, [to]
        )
        click.echo(f"    Sent to {to}.")
    except OSError as error:
        click.echo(f"    The mail server refused: {error}. Check IKRAR_SMTP_*; the rest is done.")
