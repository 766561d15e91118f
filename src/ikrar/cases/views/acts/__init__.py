"""Every act of a case that is a form: name in the address, words, who may do it when, and the action that does it."""

from ikrar.cases.views.acts import deciding, examination, tending
from ikrar.cases.views.acts.act import Act, Doing

ACTS: dict[str, Act] = {act.name: act for act in (*examination.ACTS, *deciding.ACTS, *tending.ACTS)}

__all__ = ["ACTS", "Act", "Doing"]
