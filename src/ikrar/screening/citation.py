"""What of a pack may apply to a post: the answer of the lawbook, for a label, a day and a role."""

from dataclasses import dataclass, field

from ikrar.packs.model import Text


@dataclass(frozen=True, slots=True)
class Citation:
    """`forms` and `norms` are ids of the pack, `sanctions` its classes, one for each kind of form.

    `object` is the pack's word for whom the forms are about ("" where nothing fits); `is_early` tells that no form
    fits, but one would if candidates were determined; `note` says what the law leaves open. None of it says that
    anyone did anything.
    """

    forms: tuple[str, ...] = ()
    norms: tuple[str, ...] = ()
    sanctions: tuple[str, ...] = ()
    ask_human: bool = False
    object: str = ""
    is_early: bool = False
    note: Text = field(default_factory=lambda: Text("", ""))
