"""Keys and openings in the internal log: each act one entry, no name in any, and without the log no act."""

import pytest

from ikrar.errors import NotPossible
from ikrar.ledger.models import Entry, Log
from ikrar.tlog import entry as entries
from ikrar.vault import actions
from ikrar.vault.models import Box, BoxKey, Holder, Opening, Recovery, Share
from ikrar.vault.states import BoxKind
from tests.apps.vault.conftest import REASON
from tests.cast import CHEAP, PASSPHRASE

pytestmark = pytest.mark.django_db


def kinds() -> list[str]:
    return list(
        Entry.objects.filter(log__name="internal").order_by("pk").values_list("kind", flat=True)
    )


def test_every_act_is_an_entry_without_a_name(desk, cast, identity):
    box, _key = identity
    before = len(kinds())
    gita, indra, joko = (desk.holders[name] for name in ("gita", "indra", "joko"))
    opening = actions.ask_opening(box, reason=REASON, by=gita)
    opening = actions.approve_opening(opening, by=indra, private=desk.private["indra"])
    actions.approve_opening(opening, by=joko, private=desk.private["joko"])
    actions.rotate_key(gita, passphrase=PASSPHRASE, cost=CHEAP)
    actions.retire_holder(Holder.objects.get(pk=gita.pk))
    assert kinds()[before:] == ["opening", "opening", "opening", "key-rotated", "key-retired"]
    rows = [bytes(row.data) for row in Entry.objects.filter(log__name="internal")]
    assert not any(name in row for row in rows for name in (b"gita", b"Contoh", REASON.encode()))
    told = [entries.decode(row).get("state") for row in rows if b"opening" in row]
    assert told == ["diminta", "separuh", "dibuka"]


def test_the_desk_itself_was_written_down(desk):
    assert kinds().count("key-made") == len(desk.holders)
    assert kinds().count("custodians-set") == 1


def test_where_the_log_cannot_be_written_no_key_is_made(cast):
    from ikrar.people.models import Role
    from ikrar.people.states import RoleName

    Log.objects.filter(name="internal").update(name="lain")
    Role.objects.create(user=cast.ani, name=RoleName.TASKFORCE)
    with pytest.raises(NotPossible):
        actions.make_holder(cast.ani, passphrase=PASSPHRASE, cost=CHEAP)
    assert not Holder.objects.exists()


ACTS = ("rotate", "retire", "custodians", "ask", "first", "second", "refuse")


@pytest.mark.parametrize("act", ACTS)
def test_where_the_log_cannot_be_written_nothing_is_done(desk, cast, identity, act):
    gita, indra, joko = (desk.holders[name] for name in ("gita", "indra", "joko"))
    actions.new_box(BoxKind.REPORT, holders=[gita])
    opening = None
    if act != "ask":
        opening = actions.ask_opening(identity[0], reason=REASON, by=gita)
    if act == "second":
        opening = actions.approve_opening(opening, by=indra, private=desk.private["indra"])
    acts = {
        "rotate": lambda: actions.rotate_key(gita, passphrase=PASSPHRASE, cost=CHEAP),
        "retire": lambda: actions.retire_holder(gita),
        "custodians": lambda: actions.set_custodians(joko, indra, by=cast.eka),
        "ask": lambda: actions.ask_opening(identity[0], reason=REASON, by=gita),
        "first": lambda: actions.approve_opening(opening, by=joko, private=desk.private["joko"]),
        "second": lambda: actions.approve_opening(opening, by=joko, private=desk.private["joko"]),
        "refuse": lambda: actions.refuse_opening(opening, by=joko),
    }
    Log.objects.filter(name="internal").update(name="lain")
    before = _rows()
    with pytest.raises(NotPossible):
        acts[act]()
    assert _rows() == before


def _rows() -> list[list[tuple[object, ...]]]:
    models = (Holder, Recovery, Share, Box, BoxKey, Opening)
    return [
        [tuple(bytes(v) if isinstance(v, memoryview) else v for v in row) for row in rows]
        for rows in (kind.objects.order_by("pk").values_list() for kind in models)
    ]
