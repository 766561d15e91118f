"""The sequencer's turn: one batch of the first log that has entries waiting."""

from ikrar.ledger import actions, queries


def do_one() -> bool:
    """Sequence one batch; False when nothing waits or another sequencer is at it."""
    return any(actions.sequence(name) for name in queries.waiting_logs())
