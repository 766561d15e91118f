"""How often somebody may ask in a minute, counted in the cache and nowhere else.

An address is kept as a keyed hash for one window, with nothing but a count beside it. Counts are by
fixed window, so that two windows' worth may come within a minute; that is what it costs to keep no times.
No cache of files counts atomically, so one lock file lets one call of all threads and processes count at a time.
"""

import ipaddress
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.core.files import locks
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

log = logging.getLogger(__name__)
WINDOW = 60  # seconds


def spend(kind: str, who: str, *, most: int) -> int:
    """Count one call of `who`. Return 0 while it is within bounds, else the seconds to wait."""
    now = int(time.time())
    digest = salted_hmac(f"ikrar.web.limits.{kind}", f"{now // WINDOW}\n{who}").hexdigest()[:32]
    key = f"ikrar.limit.{kind}.{digest}"
    try:
        with _alone():
            count = int(cache.get(key, 0)) + 1
            # not cache.incr: a cache of files would forget when the window ends
            cache.set(key, count, WINDOW)
    except OSError:  # a full disk is no reason to turn people away
        log.exception("Calls cannot be counted.")
        return 0
    return WINDOW - now % WINDOW if count > most else 0


@contextmanager
def _alone() -> Iterator[None]:
    """Wait until no other thread or process counts. A lock ends with whoever holds it, however they end."""
    # opened anew each time, since the lock is the open file's: threads with one in common would not wait
    with (Path(settings.DATA_DIR) / "limits.lock").open("w") as file:
        locks.lock(file, locks.LOCK_EX)
        yield


def address(request: HttpRequest) -> str:
    """Who asks, as far as the network tells: an IPv4 address, or the network of an IPv6 one.

    Behind our proxy it is the last address that the proxy names, else everybody would share one.
    """
    hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    behind = settings.ALLAUTH_TRUSTED_PROXY_COUNT and hops[-1].strip()
    text = _without_port(str(behind or request.META.get("REMOTE_ADDR", "")))
    try:
        found = ipaddress.ip_address(text)
    except ValueError:
        return text
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    # a home or an office has a whole /64, so one address of it stands for all
    return str(ipaddress.ip_network((found, 64), strict=False))


def _without_port(text: str) -> str:
    """Some proxies name the port too: "192.0.2.1:5000", "[2001:db8::1]:5000"."""
    if text.startswith("["):
        return text[1:].partition("]")[0]
    return text.partition(":")[0] if text.count(":") == 1 else text
