"""Every write of the vault."""

from ikrar.vault.actions.boxes import erase_box, grant, new_box, revoke
from ikrar.vault.actions.holders import (
    change_passphrase,
    make_holder,
    retire_holder,
    rotate_key,
)
from ikrar.vault.actions.recovery import (
    approve_opening,
    ask_opening,
    refuse_opening,
    set_custodians,
)

__all__ = [
    "approve_opening",
    "ask_opening",
    "change_passphrase",
    "erase_box",
    "grant",
    "make_holder",
    "new_box",
    "refuse_opening",
    "retire_holder",
    "revoke",
    "rotate_key",
    "set_custodians",
]
