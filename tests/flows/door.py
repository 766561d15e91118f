"""A door of reports with its desk, for programs that run as processes of their own.

`prepare` fills an empty database; `opened` says what the officer Gita and the custodians can read there.
Run as a program it does either, with DATABASE_URL and IKRAR_DATA set.
"""

import hashlib
import json
import sys

import django

PASSPHRASE = "empat kata yang panjang"
AGENCY = "Kementerian Contoh Pintu"


def prepare() -> None:
    """Agency, logs, an officer and two custodians with keys that are cheap to try."""
    django.setup()
    from django.core.management import call_command

    from ikrar.ledger.actions import create_log
    from ikrar.people.actions import create_agency
    from ikrar.people.models import Role, User
    from ikrar.people.states import RoleName
    from ikrar.sealing.keys import Cost
    from ikrar.vault import actions as vault

    call_command("migrate", verbosity=0)
    create_agency(AGENCY, short="KCP", by=None)
    for name in ("public", "internal"):
        create_log(name, origin=f"pintu.contoh.test/{name}")
    made = {}
    for name, role in (
        ("gita", RoleName.TASKFORCE),
        ("indra", RoleName.CUSTODIAN),
        ("joko", RoleName.CUSTODIAN),
    ):
        user = User.objects.create_user(name)
        Role.objects.create(user=user, name=role)
        made[name] = vault.make_holder(user, passphrase=PASSPHRASE, cost=Cost(1, 8192))
    vault.set_custodians(made["indra"], made["joko"], by=None)


def opened() -> list[dict[str, object]]:
    """Every report that is there, as Gita and, for the identity, both custodians read it."""
    from ikrar.ledger.models import Entry
    from ikrar.reports import queries
    from ikrar.reports.models import Report
    from ikrar.reports.shelf import files
    from ikrar.vault.models import Holder
    from ikrar.vault.queries import unwrap

    gita = Holder.objects.get(user__username="gita")
    private, found = unwrap(gita, PASSPHRASE), []
    logged = set(Entry.objects.filter(log__name="internal").values_list("kind", "ref"))
    for report in Report.objects.exclude(state="dihapus").select_related("box", "identity_box"):
        key = queries.key_for(report, gita, private)
        pieces = queries.evidence(report, key)
        found.append({
            "what": queries.content_of(report, key).what,
            "identity": _identity(report),
            "said": [line.text or line.message.kind for line in queries.mailbox(report, key)],
            "files": [(p.about.name, _hash(files.pieces(p.attachment.ref, p.about.key)) == p.about.sha256) for p in pieces],
            "logged": ("report", report.ref) in logged and all(("evidence", p.attachment.ref) in logged for p in pieces),
        })  # fmt: skip
    return found


def _identity(report) -> str:
    """What the two shares together open, read without asking for it."""
    from ikrar.reports.content import about_identity
    from ikrar.sealing import boxes, shares
    from ikrar.vault.models import Share
    from ikrar.vault.queries import unwrap

    if report.identity_box is None:
        return ""
    sealed = report.identity_box.keys.get()
    halves = [
        boxes.open_key(bytes(one.sealed), unwrap(one.holder, PASSPHRASE))
        for one in Share.objects.filter(recovery=sealed.recovery).select_related("holder")
    ]
    key = boxes.open_key(bytes(sealed.sealed), shares.join(*halves))
    return boxes.unseal(key, bytes(report.identity), about=about_identity(report.ref)).decode()


def _hash(pieces) -> str:
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
    return digest.hexdigest()


if __name__ == "__main__":
    if sys.argv[1] == "prepare":
        prepare()
    else:
        django.setup()
        sys.stdout.write(json.dumps(opened()))
