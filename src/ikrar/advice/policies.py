"""Who may answer questions and approve answers: the task force and the inspectorate, and never one person alone.

State first, then person. `check_can_x` raises, `can_x` answers.
"""

from collections.abc import Callable

from django.utils.translation import gettext as _

from ikrar.advice.models import Question
from ikrar.advice.states import TRANSITIONS, HandlingKind, QuestionState
from ikrar.errors import NotAllowed, NotPossible
from ikrar.people.models import User
from ikrar.people.policies import Actor, has_role_somewhere
from ikrar.people.states import RoleName

OFFICERS = (RoleName.TASKFORCE, RoleName.INSPECTOR)


def can_see_desk(user: Actor) -> bool:
    """Whether somebody has a role at the desk of questions."""
    return has_role_somewhere(user, *OFFICERS)


def check_can_see_desk(user: Actor) -> None:
    if not can_see_desk(user):
        raise NotAllowed(_("Meja tanya jawab hanya untuk satuan tugas netralitas dan inspektorat."))


def check_can_answer(question: Question, *, by: Actor) -> User:
    """Write an answer, the first one or after one was withdrawn."""
    user = _check(question, QuestionState.ANSWERED, by)
    if question.asked_by_id == user.pk:
        raise NotAllowed(_("Pertanyaan Anda sendiri dijawab petugas lain."))
    return user


def check_can_decline(question: Question, *, by: Actor) -> User:
    return _check(question, QuestionState.DECLINED, by)


def check_can_return(question: Question, *, by: Actor) -> User:
    """Give an answer back to be mended."""
    return _check(question, QuestionState.ASKED, by)


def check_can_approve(question: Question, *, by: Actor) -> User:
    """Approve and publish: a second person, neither who answered nor who asked."""
    user = _check(question, QuestionState.PUBLISHED, by)
    if question.answer.answered_by_id == user.pk:
        raise NotAllowed(_("Jawaban disetujui orang kedua, bukan yang menulisnya."))
    if question.asked_by_id == user.pk:
        raise NotAllowed(_("Jawaban atas pertanyaan Anda sendiri disetujui petugas lain."))
    return user


def check_can_withdraw(question: Question, *, by: Actor) -> User:
    return _check(question, QuestionState.WITHDRAWN, by)


def steps_of(question: Question, *, by: Actor) -> set[str]:
    """What `by` may do with a question now, for its buttons."""
    checks: dict[HandlingKind, Callable[..., User]] = {
        HandlingKind.ANSWERED: check_can_answer,
        HandlingKind.DECLINED: check_can_decline,
        HandlingKind.RETURNED: check_can_return,
        HandlingKind.PUBLISHED: check_can_approve,
        HandlingKind.WITHDRAWN: check_can_withdraw,
    }
    return {str(kind) for kind, check in checks.items() if _may(check, question, by)}


def _may(check: Callable[..., User], question: Question, by: Actor) -> bool:
    try:
        check(question, by=by)
    except (NotAllowed, NotPossible):
        return False
    return True


def _check(question: Question, to: QuestionState, by: Actor) -> User:
    if to not in TRANSITIONS[QuestionState(question.state)]:
        raise NotPossible(
            _(
                "Pertanyaan ini %(state)s, jadi langkah itu tidak dapat dilakukan. Muat ulang halaman."
            )
            % {"state": question.get_state_display()}
        )
    check_can_see_desk(by)
    assert isinstance(by, User)
    return by
