"""Clients, addresses and what a page says: every address of the programme, with who may open it."""

from uuid import uuid4

from django.test import Client
from django.urls import reverse

from ikrar.people.models import User
from ikrar.programme.models import Message

# what anybody may read; everything else is for communications people
PUBLIC = {
    "public_messages", "public_message", "public_picture", "public_proof", "public_card",
    "public_kit", "feed_rss", "feed_atom", "feed_json",
}  # fmt: skip


def client(user: User | None = None) -> Client:
    found = Client()
    if user:
        found.force_login(user)
    return found


def address(name: str, message: Message, plan=None) -> str:
    """An address by its name, about this message where it is about one."""
    kinds = {
        "programme_export": ["csv"], "plan_template": ["xlsx"],
        "plan": [plan.ref if plan else uuid4()], "plan_left": [plan.ref if plan else uuid4()],
        "public_card": [message.ref, "persegi", "png"],
    }  # fmt: skip
    if name in kinds:
        return reverse(name, args=kinds[name])
    if name.startswith("public_") and name not in ("public_messages", "public_kit"):
        return reverse(name, args=[message.ref])
    if (name.startswith("message_") and name != "message_new") or name == "message":
        return reverse(name, args=[message.pk])
    return reverse(name)


def bytes_of(response) -> bytes:
    """All of an answer, which also closes the file that it came from."""
    return b"".join(response.streaming_content) if response.streaming else response.content


def text_of(response) -> str:
    return bytes_of(response).decode()
