"""Every write of the app: a question comes in, is answered by one officer, approved by another, withdrawn; its words go."""

from ikrar.advice.actions.answering import Reply, answer_question, decline_question, return_answer
from ikrar.advice.actions.asking import Asked, Filed, ask_question
from ikrar.advice.actions.erasing import erase_question
from ikrar.advice.actions.publishing import publish_answer, withdraw_answer

__all__ = [
    "Asked", "Filed", "Reply", "answer_question", "ask_question", "decline_question",
    "erase_question", "publish_answer", "return_answer", "withdraw_answer",
]  # fmt: skip
