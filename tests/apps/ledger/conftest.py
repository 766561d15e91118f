"""A log with a key in the test's own folder, and short ways to fill it."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from ikrar.ledger import actions
from ikrar.ledger.actions import Leaf

ORIGIN = "ikrar.contoh.go.id/log"
START = datetime(2023, 10, 4, 2, 30, tzinfo=UTC)


@pytest.fixture
def log(db):
    return actions.create_log("public", origin=ORIGIN)


@pytest.fixture
def fill(log):
    """Append and sequence so many entries, one second apart, in batches; return their refs."""
    refs = []

    def add(count, *, batch=None):
        made = [uuid.uuid4() for _ in range(count)]
        leaves = [
            Leaf("sample", ref, START + timedelta(seconds=len(refs) + n), {"n": len(refs) + n})
            for n, ref in enumerate(made)
        ]
        for at in range(0, count, batch or count):
            part = leaves[at : at + (batch or count)]
            with transaction.atomic():
                actions.append_many(part)
            assert actions.sequence() == len(part)
        refs.extend(made)
        log.refresh_from_db()
        return made

    return add
