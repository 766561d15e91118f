"""Rows of gifts: the gift, its history, its clocks, and the refusal that stands in the public log."""

from ikrar.gifts.models.clock import GiftClock
from ikrar.gifts.models.gift import Gift, GiftStep
from ikrar.gifts.models.refusal import Refusal

__all__ = ["Gift", "GiftClock", "GiftStep", "Refusal"]
