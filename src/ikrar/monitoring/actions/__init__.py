"""Every write of the conversation: collecting, reading, screening, counting, telling; what people decide."""

from ikrar.monitoring.actions.alerting import see_alert
from ikrar.monitoring.actions.collecting import (
    Approval,
    NewSource,
    approve_upload,
    close_source,
    discard_upload,
    end_upload,
    open_source,
    receive_upload,
)
from ikrar.monitoring.actions.counting import count_on
from ikrar.monitoring.actions.forgetting import forget_batch
from ikrar.monitoring.actions.matching import add_debunks
from ikrar.monitoring.actions.reading import read_on, reading_of
from ikrar.monitoring.actions.reviewing import (
    Evidence,
    hand_over,
    open_case,
    read_finding,
    take_back,
)
from ikrar.monitoring.actions.screening import screen_batch
from ikrar.monitoring.actions.switching import (
    approve_judge,
    compare_judge,
    propose_judge,
    reject_judge,
)
from ikrar.monitoring.actions.telling import draw, tell

__all__ = [
    "Approval", "Evidence", "NewSource", "add_debunks", "approve_judge", "approve_upload", "close_source", "compare_judge",
    "count_on", "discard_upload", "draw", "end_upload", "forget_batch", "hand_over", "open_case", "open_source", "propose_judge",
    "read_finding", "read_on", "reading_of", "receive_upload", "reject_judge", "screen_batch", "see_alert",
    "take_back", "tell",
]  # fmt: skip
