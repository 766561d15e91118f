"""Rows of the programme: a message as it stands, every act that was done with it, and plans that were brought in.

A version is an act that wrote one: its facts are the whole message as it was then.
"""

import uuid
from datetime import UTC
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ikrar.people.models import Unit, User
from ikrar.programme.states import (
    ENTRIES,
    SHORT,
    ActKind,
    Aim,
    Audience,
    Channel,
    Language,
    MessageState,
)


class Plan(models.Model):
    """A plan file that was brought in: what became of its rows, and those that could not be read, kept as they were."""

    ref = models.UUIDField(_("acuan"), default=uuid.uuid4, unique=True, editable=False)
    file_name = models.CharField(_("nama berkas"), max_length=200)
    file_sha256 = models.CharField(_("sidik berkas"), max_length=64, unique=True)
    rows_total = models.PositiveIntegerField(_("jumlah baris"), default=0)
    rows_kept = models.PositiveIntegerField(_("baris yang menjadi naskah"), default=0)
    # [{"row": 7, "wrongs": [{"column": …, "why": …}], "cells": {…}}]
    problems = models.JSONField(_("baris bermasalah"), default=list)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("oleh"))
    at = models.DateTimeField(_("waktu"))

    class Meta:
        verbose_name = _("rencana yang diimpor")
        verbose_name_plural = _("rencana yang diimpor")
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.file_name


class Message(models.Model):
    """One message of the programme. `at` is when it is to leave; `version` counts the writings of it."""

    ref = models.UUIDField(_("acuan"), default=uuid.uuid4, unique=True, editable=False)
    # the page or row that it was written on: sent twice, it is still one message
    ticket = models.UUIDField(_("karcis formulir"), default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(
        _("keadaan"), max_length=12, choices=MessageState, default=MessageState.DRAFT
    )
    version = models.PositiveIntegerField(_("versi"), default=1)
    title = models.CharField(_("judul"), max_length=120)
    text = models.TextField(_("teks"))
    phase = models.CharField(_("tahap"), max_length=40)
    aim = models.CharField(_("tujuan"), max_length=12, choices=Aim)
    channel = models.CharField(_("saluran"), max_length=12, choices=Channel)
    audience = models.CharField(
        _("sasaran"), max_length=12, choices=Audience, default=Audience.PUBLIC
    )
    # none: the whole agency
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("unit kerja")
    )
    language = models.CharField(
        _("bahasa"), max_length=3, choices=Language, default=Language.INDONESIAN
    )
    at = models.DateTimeField(_("tayang pada"))
    # of the cleaned picture; the one that was sent is not kept
    picture_sha256 = models.CharField(_("sidik gambar"), max_length=64, blank=True)
    picture_type = models.CharField(_("jenis gambar"), max_length=40, blank=True)
    picture_text = models.CharField(_("teks pengganti gambar"), max_length=600, blank=True)
    written_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name=_("ditulis oleh")
    )
    written_at = models.DateTimeField(_("ditulis pada"))
    approved_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("disetujui oleh"),
    )  # fmt: skip
    published_at = models.DateTimeField(_("terbit pada"), null=True, blank=True)
    reason = models.CharField(_("alasan"), max_length=500, blank=True)
    plan = models.ForeignKey(
        Plan, models.PROTECT, null=True, blank=True, related_name="messages",
        verbose_name=_("rencana"),
    )  # fmt: skip

    class Meta:
        verbose_name = _("pesan program")
        verbose_name_plural = _("pesan program")
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("written_by")),
                name="message_by_two",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "at", "id"], name="message_due"),
            models.Index(fields=["at", "id"], name="message_by_moment"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """What people at the desk call it."""
        return f"P-{self.pk:05d}"

    @property
    def state_word(self) -> str:
        """How it stands, in a word or two."""
        return str(SHORT[self.state])

    @property
    def has_picture(self) -> bool:
        return bool(self.picture_sha256)

    def told(self) -> dict[str, Any]:
        """All that the message says and when: what a log commits to."""
        return {
            "version": self.version, "title": self.title, "text": self.text, "phase": self.phase,
            "aim": str(self.aim), "channel": str(self.channel), "audience": str(self.audience),
            "unit": self.unit.code if self.unit else None, "language": str(self.language),
            "at": self.at.astimezone(UTC).isoformat(), "picture": self.picture_sha256,
            "picture_text": self.picture_text,
        }  # fmt: skip


class MessageAct(models.Model):
    """One act on a message, with what its entry in a log commits to. Never changed; emptied once the text is erased."""

    message = models.ForeignKey(
        Message, models.PROTECT, related_name="acts", verbose_name=_("pesan program")
    )
    ref = models.UUIDField(_("acuan catatan"), default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("tindakan"), max_length=12, choices=ActKind)
    version = models.PositiveIntegerField(_("versi"))
    facts = models.JSONField(_("isi"), default=dict)
    by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("oleh")
    )
    at = models.DateTimeField(_("waktu"))
    salt = models.BinaryField(_("garam"), max_length=32, null=True)

    class Meta:
        verbose_name = _("tindakan atas pesan")
        verbose_name_plural = _("tindakan atas pesan")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.message_id} {self.kind}"

    @property
    def entry(self) -> tuple[str, str]:
        """The log that it stands in, and the kind of its entry."""
        return ENTRIES[ActKind(self.kind)]

    @property
    def is_public(self) -> bool:
        return self.entry[0] == "public"

    def disclosure(self) -> dict[str, Any]:
        """What the entry commits to. That of a public one can be shown to anybody, so it names no person."""
        told: dict[str, Any] = {
            "message": self.message.ref.hex, "kind": str(self.kind), "version": self.version,
            "facts": self.facts,
        }  # fmt: skip
        who = self.by.username if self.by else None
        return told if self.is_public else {**told, "by": who}
