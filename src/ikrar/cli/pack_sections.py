"""How `ikrar pack show` writes a pack and each of its sections, as tables and cards of 80 columns.

In: a loaded pack. Out: standard output. What no source confirms carries a mark wherever it is shown.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from ikrar.cli.pack_text import card, day, join, mark, say, span, table

if TYPE_CHECKING:
    from ikrar.packs import Pack


def overview(loaded: "Pack") -> None:
    about = loaded.about
    say(f"{about.title.en} ({about.title.id})", style="bold")
    extends = f", extends {about.extends}" if about.extends else ""
    say(
        f"{about.name}: {about.kind} {about.year}{extends}; compiled {about.compiled_on}; days in {about.timezone}"
    )
    say()
    counts = {
        "calendar": f"{len(loaded.calendar.stages)} stages, {len(loaded.calendar.contests)} contests",
        "programme": f"{len(loaded.programme.phases)} phases",
        "contestants": f"{len(loaded.contestants.contestants)} contestants",
        "parties": f"{len(loaded.parties.parties)} parties",
        "pledge": f"{len(loaded.pledge.id.statements)} statements",
        "forms": f"{len(loaded.forms.forms)} forms of violation",
        "acts": f"{len(loaded.acts.acts)} safe or grey acts",
        "may": f"{sum(len(row.asks) for row in loaded.may.ways)} ways to ask about {len(loaded.may.ways)} acts",
        "norms": f"{len(loaded.norms.norms)} norms in {len(loaded.norms.laws)} laws",
        "routing": f"{len(loaded.routing.routes)} versions, {len(loaded.routing.procedures)} procedures",
        "leave": f"{len(loaded.leave.days)} corrections of holidays",
        "signals": f"{len(loaded.signals.gestures)} gestures, {len(loaded.signals.neutral_phrases)} phrases",
        "messages": f"{len(loaded.messages.ties)} kinds of words tied to {len(loaded.messages.moments)} moments, {len(loaded.messages.channels)} channels",
        "figures": f"{len(loaded.figures.figures)} figures",
        "sources": f"{len(loaded.sources.sources)} sources",
    }
    rows = [(name, text, loaded.homes.get(f"{name}.toml", "-")) for name, text in counts.items()]
    table("Sections", ("section", "holds", "from pack"), rows)
    for caution in about.cautions:
        say(f"! {caution.en}", style="yellow")


def _calendar(loaded: "Pack") -> None:
    rows = [
        (
            s.id,
            span(s.start, s.end),
            s.violation_phase,
            join(s.name.en, "" if s.held else "(not held)", mark(loaded, s)),
        )
        for s in loaded.calendar.stages
    ]
    table("Calendar (days inclusive)", ("stage", "days", "violation phase", "what"), rows)


def _windows(loaded: "Pack") -> None:
    rows = [
        (contest.id, window.phase, span(window.start, window.end))
        for contest in loaded.calendar.contests
        for window in loaded.windows(contest.id)
    ]
    table("Violation phases by contest", ("contest", "phase", "days"), rows)


def _programme(loaded: "Pack") -> None:
    for phase in loaded.programme.phases:
        card(loaded, phase)
        say()
    if loaded.programme.note:
        say(f"! {loaded.programme.note.en}", style="yellow")
    for other in loaded.programme.alternatives:
        say(f"  alternative: {other.en}")


def _contestants(loaded: "Pack") -> None:
    listed = loaded.contestants
    for contestant in listed.contestants:
        card(loaded, contestant)
        say()
    if listed.none_because:
        say(listed.none_because.en)
    rows = [
        (
            signal.text,
            ", ".join(map(str, signal.against)),
            join(signal.source, mark(loaded, signal)),
        )
        for signal in listed.negative_signals
    ]
    if rows:
        table("Signals that harm a contestant", ("signal", "against", "source"), rows)
    if listed.uneven_because:
        say(f"! {listed.uneven_because.en}", style="yellow")


def _parties(loaded: "Pack") -> None:
    rows = [
        (str(p.number or "-"), p.short, join(p.name, mark(loaded, p)), p.scope)
        for p in loaded.parties.parties
    ]
    table("Parties", ("no", "short", "name", "scope"), rows)


def _pledge(loaded: "Pack") -> None:
    for text, heading in ((loaded.pledge.id, "Signed"), (loaded.pledge.en, "For reading only")):
        say(f"{heading}: {text.title}", style="bold")
        say(text.opening)
        for number, statement in enumerate(text.statements, 1):
            say(f"  {number}. {statement}")
        say(text.closing)
        say()


def _forms(loaded: "Pack") -> None:
    rows = [
        (f.id, str(f.statement), f.sanction, f.confidence, f.text.en) for f in loaded.forms.forms
    ]
    table("Forms of violation", ("id", "pledge", "class", "confidence", "form"), rows)
    say("class unmapped: not established from the sources read; a human must decide.")


def _acts(loaded: "Pack") -> None:
    rows = [(a.id, a.verdict, a.text.en) for a in loaded.acts.acts]
    table("Acts not to flag (ok) or to send to a human (grey)", ("id", "verdict", "act"), rows)


def _may(loaded: "Pack") -> None:
    rows = [
        (join(w.id, w.twin), ", ".join(w.binds) or "-", "; ".join(w.asks)) for w in loaded.may.ways
    ]
    table("Ways to ask about an act (and its twin)", ("act", "binds", "asked"), rows)
    words = [(word.id, ", ".join(word.said)) for word in loaded.may.words]
    table("Words that mean the same", ("word", "also said"), words)
    say(f"fillers: {', '.join(loaded.may.fillers) or '-'}")
    say(f"topics: {', '.join(loaded.may.topics) or '-'}")


def _norms(loaded: "Pack") -> None:
    rows = [(n.id, n.confidence, join(n.text.en, mark(loaded, n))) for n in loaded.norms.norms]
    table("Norms", ("id", "confidence", "says"), rows)


def _routing(loaded: "Pack") -> None:
    for route in (*loaded.routing.routes, *loaded.routing.procedures):
        say(
            f"{route.id}: {route.name.en} ({span(route.valid_from, route.valid_until)})",
            style="bold",
        )
        rows = []
        for step in route.steps:
            clock = (
                f"{step.clock.days} {step.clock.kind} days {step.clock.since.en}"
                if step.clock
                else "-"
            )
            rows.append((step.id, step.actor, join(step.does.en, mark(loaded, step)), clock))
        table("", ("step", "who", "does", "clock"), rows)


def _leave(loaded: "Pack") -> None:
    rows = [
        (day(row.date), row.kind, row.confidence, join(row.text.en, mark(loaded, row)))
        for row in loaded.leave.days
    ]
    table("Corrections of the holidays", ("day", "kind", "confidence", "what"), rows)
    complete = ", ".join(map(str, loaded.leave.complete))
    say(f"years whose joint leave stands here in full: {complete or 'none'}")


def _signals(loaded: "Pack") -> None:
    rows = [
        (g.gesture.en, ", ".join(g.reads_as), join(g.policy.en, mark(loaded, g)))
        for g in loaded.signals.gestures
    ]
    table("Gestures: a hint for a human, never a finding", ("gesture", "reads as", "policy"), rows)
    phrases = [(p.text, join(p.source, mark(loaded, p))) for p in loaded.signals.neutral_phrases]
    table("Phrases that are never flagged", ("phrase", "source"), phrases)
    for poses in loaded.signals.pose_lists:
        say(f"{poses.text}: {', '.join(poses.terms)}. {poses.note}")


def _messages(loaded: "Pack") -> None:
    held = loaded.messages
    moments = [
        (m.id, f"{'/'.join(m.stages)} {m.edge}", m.time, join(m.name.en, m.note, mark(loaded, m)))
        for m in held.moments
    ]
    table("Moments that messages are held to", ("moment", "stage", "time", "what"), moments)
    ties = [(t.id, t.opens or "-", t.closes or "-", t.name.en) for t in held.ties]
    table("Words that belong to a time", ("words", "from", "until", "what"), ties)
    rows = [
        (c.id, c.measure, f"{c.most:,}", join(c.name.en, mark(loaded, c))) for c in held.channels
    ]
    table("What a channel holds", ("channel", "measure", "most", "what"), rows)
    signs = [(s.id, s.kind, ", ".join(s.words)) for s in held.signs]
    table("Signs that may be read as taking a side", ("sign", "weight", "words"), signs)


def _figures(loaded: "Pack") -> None:
    rows = [
        (
            f.id,
            f"{f.value:g}" if f.unit == "%" else f"{f.value:,}",
            f.unit,
            join(f.name.en, f.note, mark(loaded, f)),
        )
        for f in loaded.figures.figures
    ]
    table("Figures", ("id", "value", "unit", "what"), rows)
    for row in loaded.figures.outlook:
        say(join(f"{row.id}: {row.text.en}", " to ".join(row.window), row.note, mark(loaded, row)))


def _sources(loaded: "Pack") -> None:
    rows = [
        (s.id, join(s.title, "" if s.verified else "(not verified)"))
        for s in loaded.sources.sources
    ]
    table("Sources", ("id", "what"), rows)


SECTIONS: dict[str, Callable[["Pack"], None]] = {
    "calendar": _calendar,
    "windows": _windows,
    "programme": _programme,
    "contestants": _contestants,
    "parties": _parties,
    "pledge": _pledge,
    "forms": _forms,
    "acts": _acts,
    "may": _may,
    "norms": _norms,
    "routing": _routing,
    "leave": _leave,
    "signals": _signals,
    "messages": _messages,
    "figures": _figures,
    "sources": _sources,
}
