"""How a handler goes through the pages: log in, unlock the key, look, fill a form in."""

from django.core.cache import cache
from django.urls import reverse

from tests.cast import PASSPHRASE


def as_(client, user, *, unlock=True):
    """Log in, with the key in hand unless told otherwise."""
    cache.clear()  # tries at a passphrase are counted
    client.force_login(user)
    if unlock:
        assert client.post(reverse("key"), {"passphrase": PASSPHRASE}).status_code == 302
    return client


def page(client, name, *args, **query):
    return client.get(reverse(name, args=args), query)


def act(client, world, name, data=None, *, pk=None, status=302):
    """Send the form of an act; the case is read anew."""
    args = [world.case.number, name, *([pk] if pk is not None else [])]
    answer = client.post(reverse("case_act", args=args), data or {})
    assert answer.status_code == status, answer.content.decode()
    world.case.refresh_from_db()
    return answer


def text(answer) -> str:
    return answer.content.decode()
