"""The audit of messages names whatever other hands did, and nothing else."""

import pytest

from ikrar.cli.log import _audit_duties
from ikrar.ledger import actions as ledger
from ikrar.ledger import queries as logs
from ikrar.ledger.models import Entry
from ikrar.programme import actions, pictures
from ikrar.programme.models import Message, MessageAct
from ikrar.programme.queries import audit_messages
from ikrar.programme.queries.audit import What
from ikrar.programme.states import MessageState
from tests.apps.programme import steps
from tests.engines.evidence import samples

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(humas):
    """One message in each state, all of them numbered in their logs."""
    with steps.clock():
        made = {state: steps.in_state(humas, state) for state in MessageState}
        for log in ("public", "internal"):
            while ledger.sequence(log):
                pass
        yield made


def found() -> set[str]:
    return {str(one.what) for one in audit_messages()}


def test_nothing_is_found_where_nothing_was_done(kept):
    assert list(audit_messages()) == []
    assert list(_audit_duties()) == []
    assert list(logs.audit("public")) == list(logs.audit("internal")) == []


HANDS = [
    (lambda m: {"text": "Teks lain."}, MessageState.PUBLISHED, What.TEXT),
    (lambda m: {"title": "Judul lain"}, MessageState.DRAFT, What.TEXT),
    (lambda m: {"at": steps.NOW}, MessageState.APPROVED, What.TEXT),
    (lambda m: {"channel": "sms"}, MessageState.PUBLISHED, What.TEXT),
    (lambda m: {"picture_sha256": "0" * 64}, MessageState.PUBLISHED, What.TEXT),
    (lambda m: {"state": "terbit"}, MessageState.DRAFT, What.STATE),
    (lambda m: {"state": "terbit"}, MessageState.WITHDRAWN, What.STATE),
]


@pytest.mark.parametrize(("change", "state", "what"), HANDS)
def test_a_row_changed_by_other_hands_is_named(kept, change, state, what):
    Message.objects.filter(pk=kept[state].pk).update(**change(kept[state]))
    assert what in found()


def test_acts_changed_removed_or_added_are_named(kept):
    act = MessageAct.objects.filter(message=kept[MessageState.PUBLISHED]).last()
    MessageAct.objects.filter(pk=act.pk).update(facts={**act.facts, "text": "x"})
    assert What.CHANGED in found()
    MessageAct.objects.filter(pk=act.pk).update(salt=None)
    assert What.CHANGED in found()
    MessageAct.objects.filter(pk=act.pk).delete()
    assert What.REMOVED in found()


def test_an_act_without_an_entry_is_named(kept):
    act = MessageAct.objects.filter(message=kept[MessageState.DRAFT]).last()
    Entry.objects.filter(ref=act.ref).delete()
    assert What.UNLOGGED in found()


def test_an_overrule_in_another_name_is_named(kept, humas):
    act = MessageAct.objects.filter(message=kept[MessageState.HELD]).first()
    MessageAct.objects.filter(pk=act.pk).update(by=humas.nanda)
    assert What.CHANGED in found()


def test_a_picture_changed_or_gone_is_named(humas):
    with steps.clock():
        message = steps.draft(humas)
        picture = pictures.clean(samples.jpeg_told(), "foto.jpg")
        actions.set_picture(message, picture, "Petugas membantu seorang ibu.", by=humas.maya)
    assert found() == set()
    pictures._place(message.ref, picture.sha256).write_bytes(b"another")
    assert found() == {What.PICTURE}
    pictures.remove(message.ref)
    assert found() == {What.PICTURE}
