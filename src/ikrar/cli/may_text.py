"""How `ikrar pack may` writes its answers: the outcome first, in sentences that can be read aloud.

In: a loaded pack and answers. Out: standard output, at 80 columns. What no source confirms carries a mark.
"""

from typing import TYPE_CHECKING

from ikrar.cli.pack_text import day, grid, join, mark, say

if TYPE_CHECKING:
    from ikrar.packs import Pack
    from ikrar.packs.may import Answer, Answers

_OUTCOMES = {
    "no": "No. A form of violation that is in force",
    "yes": "Yes. Listed as an act that is not to be flagged",
    "depends": "It depends",
    "ask": "Ask the neutrality task force. A human must decide",
}
_STYLES = {"no": "red", "yes": "green", "depends": "yellow", "ask": "yellow"}


def answers_text(loaded: "Pack", found: "Answers") -> None:
    """Write every answer, or that there is none."""
    on = f", {day(found.on)}" if found.on else ""
    phase = f"phase {found.phase}" if found.phase else "outside the calendar"
    role = f", asked as {found.role}" if found.role else ""
    say(f"{loaded.about.title.en}{on}: {phase}{role}", style="bold")
    if not found.answers:
        say("The question fits no act of this pack. Say it in other words, or ask the task force.")
        return
    for number, answer in enumerate(found.answers, 1):
        say()
        say(f"{number}. {_OUTCOMES[answer.outcome]} ({answer.id}).", style=_STYLES[answer.outcome])
        grid(_rows(loaded, answer))
    say()
    say("What is listed for an act, not a verdict on anybody and no legal advice.")


def _rows(loaded: "Pack", answer: "Answer") -> list[tuple[str, str]]:
    rows = [("act", f"{answer.form.en} ({answer.form.id})")]
    rows += [("why", reason.en) for reason in answer.reasons]
    if answer.phases:
        rows += _law(loaded, answer)
    rows.append(("confidence", answer.confidence or "not stated in the pack"))
    if answer.note:
        rows.append(("note", answer.note))
    return rows


def _law(loaded: "Pack", answer: "Answer") -> list[tuple[str, str]]:
    terms = loaded.forms
    objects = {term.id: term.text.en for term in terms.objects}
    classes = {term.id: term.text.en for term in terms.sanctions}
    rows = [
        ("about", objects.get(answer.object, answer.object)),
        ("phases", join(", ".join(answer.phases), f"(now {answer.phase or 'none'})")),
        ("class", f"{answer.sanction}: {classes.get(answer.sanction, answer.sanction_norm)}"),
    ]
    for norm in answer.norms:
        said = f"{norm.citation} [{norm.id}], confidence {norm.confidence}"
        rows.append(("norm", join(said, mark(loaded, loaded.cite(norm.id)))))
    if answer.difference:
        rows.append(("difference", answer.difference.text.en))
    sources = ", ".join(source.id for source in answer.sources)
    rows.append(("sources", join(sources, mark(loaded, loaded.form(answer.id)))))
    return rows
