"""Every write of the app: messages are written, agreed on by two, published, withdrawn; plans are brought in."""

from ikrar.programme.actions.agreeing import (
    approve_message,
    cancel_message,
    overrule_finding,
    return_message,
    send_message,
)
from ikrar.programme.actions.planning import bring_plan
from ikrar.programme.actions.publishing import erase_message, publish_message, withdraw_message
from ikrar.programme.actions.writing import (
    Written,
    describe_picture,
    draft_message,
    revise_message,
    set_picture,
)

__all__ = [
    "Written", "approve_message", "bring_plan", "cancel_message", "describe_picture", "draft_message",
    "erase_message", "overrule_finding", "publish_message", "return_message", "revise_message",
    "send_message", "set_picture", "withdraw_message",
]  # fmt: skip
