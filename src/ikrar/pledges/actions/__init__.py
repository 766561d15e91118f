"""Every write of the pledge: keyword-only, one transaction each, logged where the log must know."""

from ikrar.pledges.actions.campaigns import (
    close_campaign,
    create_campaign,
    open_campaign,
    revise_text,
)
from ikrar.pledges.actions.ceremonies import (
    accept_statement,
    advance_ceremony,
    join_ceremony,
    move_ceremony,
    open_ceremony,
    sign_seat,
)
from ikrar.pledges.actions.erasure import erase_person
from ikrar.pledges.actions.letters import invite_by_mail, remind
from ikrar.pledges.actions.links import issue_link, issue_links, link_life
from ikrar.pledges.actions.signatories import sync_signatories
from ikrar.pledges.actions.signing import sign
from ikrar.pledges.actions.texts import freeze_text
from ikrar.pledges.actions.withdrawal import withdraw
from ikrar.pledges.refusals import AlreadySigned, TextChanged

__all__ = [
    "AlreadySigned",
    "TextChanged",
    "accept_statement",
    "advance_ceremony",
    "close_campaign",
    "create_campaign",
    "erase_person",
    "freeze_text",
    "invite_by_mail",
    "issue_link",
    "issue_links",
    "join_ceremony",
    "link_life",
    "move_ceremony",
    "open_campaign",
    "open_ceremony",
    "remind",
    "revise_text",
    "sign",
    "sign_seat",
    "sync_signatories",
    "withdraw",
]
