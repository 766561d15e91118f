"""The worker gives every queue its turn, and one that fails does not stop the others."""

import threading

from ikrar.server import worker


def test_queues_are_the_apps_work_rooms():
    modules = [work.__module__ for work in worker.queues()]
    assert "ikrar.ledger.work" in modules
    assert "ikrar.people.work" in modules


def test_work_once_gives_every_queue_a_turn():
    turns = []
    assert worker.work_once([lambda: turns.append("a") or True, lambda: turns.append("b") or False])
    assert turns == ["a", "b"]
    assert not worker.work_once([lambda: False])


def test_a_failing_queue_rests_while_the_others_go_on(caplog, monkeypatch):
    monkeypatch.setattr(worker, "IDLE_SECONDS", 0.001)
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    stop, calls = threading.Event(), {"bad": 0, "good": 0}

    def bad():
        calls["bad"] += 1
        raise RuntimeError("the mail server is on fire")

    def good():
        calls["good"] += 1
        if calls["good"] == 5:
            stop.set()
        return False

    worker.work_until(stop, [bad, good])
    assert calls == {"bad": 1, "good": 5}
    assert "the mail server is on fire" in caplog.text
