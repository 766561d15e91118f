"""Every write of a gift, one duty per file. Each call is one transaction, one step and one entry of the internal log."""

from ikrar.gifts.actions.clocks import escalate, recompute, recompute_all, remind
from ikrar.gifts.actions.erasure import TOLD, erase_gift
from ikrar.gifts.actions.handling import (
    Settled,
    answer,
    ask,
    close,
    decide,
    forward,
    note,
    settle,
    withdraw,
)
from ikrar.gifts.actions.recording import NewGift, record_gift

__all__ = [
    "TOLD",
    "NewGift",
    "Settled",
    "answer",
    "ask",
    "close",
    "decide",
    "erase_gift",
    "escalate",
    "forward",
    "note",
    "recompute",
    "recompute_all",
    "record_gift",
    "remind",
    "settle",
    "withdraw",
]
