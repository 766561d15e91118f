"""The form of `/hadiah/catat/` filled in as a browser would."""

import re

from django.urls import reverse


def ticket_of(client) -> str:
    page = client.get(reverse("gift_new")).content.decode()
    return re.search(r'name="ticket" value="([^"]+)"', page)[1]


def fields(client, **changes) -> dict:
    told = {
        "kind": "diterima", "what": "Parsel makanan", "tie": "rekanan", "on": "2024-01-11",
        "estimate": "Rp750.000", "ticket": ticket_of(client),
    }  # fmt: skip
    return told | changes


def send(client, **changes):
    return client.post(reverse("gift_new"), fields(client, **changes))
