"""What was counted is kept for a while, in the cache that all workers share: a crowd costs one count."""

from collections.abc import Callable
from typing import TypeVar, cast

from django.core.cache import cache

_Value = TypeVar("_Value")


def kept(key: str, seconds: int, fresh: Callable[[], _Value]) -> _Value:
    """What stands under `key`, made anew after so many seconds."""
    return cast("_Value", cache.get_or_set(key, fresh, seconds))
