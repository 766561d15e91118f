"""Finds packs and loads them: a shipped name, a name in the caller's directories, or a path.

In: a name or a directory. Out: a `Pack`, read once and kept; one of the caller's until a file of it changes.
A directory of the user's is read strictly and may only extend packs by name, never by path.
"""

import difflib
from collections.abc import Iterable
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from ikrar.errors import InputError, NotFound
from ikrar.packs.files import FILES, REQUIRED, Sources
from ikrar.packs.law import Norm
from ikrar.packs.model import PackSummary
from ikrar.packs.pack import Pack
from ikrar.packs.read import Fault, Reading

SHIPPED = Path(__file__).parent / "data"
_ATTRIBUTES = {name: name.removesuffix(".toml") for name in FILES} | {"pack.toml": "about"}
_SHOWN = 5


def load(name_or_path: str | Path, *, extra_dirs: Iterable[str | Path] = ()) -> Pack:
    """Load a pack by name or directory. InputError names file and key; NotFound suggests a name.

    >>> load("pemilu-2024").form("KE-04").list
    'kode_etik'
    """
    extra = tuple(Path(directory) for directory in extra_dirs)
    if not extra and isinstance(name_or_path, str) and name_or_path in _shipped_names():
        return _shipped(name_or_path)
    return _sound(find(name_or_path, extra), extra)


@cache
def _shipped_names() -> frozenset[str]:
    return frozenset(path.parent.name for path in SHIPPED.glob("*/pack.toml"))


@cache
def _shipped(name: str) -> Pack:
    """A shipped pack, which no file is looked at for again: it is part of the program."""
    return _sound(find(name), ())


def _sound(path: Path, extra: tuple[Path, ...]) -> Pack:
    pack, faults = read_chain(path, extra)
    if pack is None or faults:
        raise InputError(_refusal(path, faults))
    return pack


def read_chain(path: Path, extra: tuple[Path, ...]) -> tuple[Pack | None, tuple[Fault, ...]]:
    """Read a pack and those it extends as far as they can be read, with what is wrong."""
    chain = _chain(path, extra)
    return assemble(chain, _stamp(chain))


def available(extra_dirs: Iterable[str | Path] = ()) -> tuple[PackSummary, ...]:
    """List every pack that can be loaded by name; the caller's own come after the shipped ones."""
    found: dict[str, PackSummary] = {}
    for directory in (SHIPPED, *map(Path, extra_dirs)):
        for path in sorted(directory.glob("*/pack.toml")):
            about = Reading().directory(path.parent).get("pack.toml")
            if about:
                found[path.parent.name] = PackSummary(
                    name=path.parent.name,
                    title=about.title,
                    kind=about.kind,
                    extends=about.extends,
                    path=str(path.parent),
                    shipped=directory == SHIPPED,
                )
    return tuple(found.values())


def find(name_or_path: str | Path, extra: tuple[Path, ...] = ()) -> Path:
    """Resolve a name (the caller's directories first) or a path to a directory with a pack."""
    text = str(name_or_path)
    if isinstance(name_or_path, str) and text and Path(text).name == text:
        for directory in (*extra, SHIPPED):
            if (directory / text / "pack.toml").is_file():
                return (directory / text).resolve()
    if text and (Path(text) / "pack.toml").is_file():
        return Path(text).resolve()
    if Path(text).is_dir() and text:
        raise NotFound(
            f"{text} holds no pack.toml, so it is no pack. Name the pack's own directory."
        )
    names = [path.parent.name for d in (*extra, SHIPPED) for path in d.glob("*/pack.toml")]
    close = difflib.get_close_matches(text, names, 1)
    hint = f"Did you mean {close[0]!r}?" if close else f"There are: {', '.join(sorted(names))}."
    raise NotFound(f"There is no pack {text!r}. {hint}")


def _chain(path: Path, extra: tuple[Path, ...]) -> tuple[Path, ...]:
    """Follow `extends` from a pack to its ancestors, nearest first."""
    chain = [path]
    while parent := _extends(chain[-1]):
        if Path(parent).name != parent:
            raise InputError(
                f"{chain[-1].name}/pack.toml: extends must be a pack's name, not a path."
            )
        step = find(parent, (*extra, chain[-1].parent))
        if step in chain:
            raise InputError(
                f"The packs {' → '.join(p.name for p in (*chain, step))} extend each other."
            )
        chain.append(step)
    return tuple(chain)


def _extends(path: Path) -> str:
    import tomllib

    try:
        value = tomllib.loads((path / "pack.toml").read_text(encoding="utf-8")).get("extends", "")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError, OSError):
        return ""  # the full reading reports it with its line
    return value if isinstance(value, str) else ""


def _stamp(chain: tuple[Path, ...]) -> tuple[tuple[str, int, int], ...]:
    """What changes when a file of the chain changes."""
    files = [file for path in chain for file in sorted(path.glob("*.toml"))]
    return tuple((str(file), *_state(file)) for file in files)


def _state(file: Path) -> tuple[int, int]:
    try:
        state = file.stat()
    except OSError:  # a link that leads nowhere; the full reading reports it
        return -1, -1
    return state.st_mtime_ns, state.st_size


@lru_cache(maxsize=16)
def assemble(chain: tuple[Path, ...], stamp: object) -> tuple[Pack | None, tuple[Fault, ...]]:
    """Read the chain and put the pack together; `None` where a file it cannot do without fails."""
    files: dict[str, Any] = {}
    homes: dict[str, str] = {}
    sources: dict[str, Any] = {}
    faults: list[Fault] = []
    for path in reversed(chain):
        reading = Reading()
        found = reading.directory(path)
        sources |= {source.id: source for source in found.get("sources.toml", Sources()).sources}
        files |= found
        homes |= dict.fromkeys(found, path.name)
        away = "" if path == chain[0] else f"{path.name}/"
        faults += [replace(fault, where=away + fault.where) for fault in reading.faults]
    named = {fault.where.partition(":")[0] for fault in faults}
    missing = [name for name in REQUIRED if name not in files]
    faults += [
        Fault(name, "is missing", "Write it, or extend a pack that has it.")
        for name in missing
        if name not in named
    ]
    if missing:
        return None, tuple(faults)
    files["sources.toml"] = Sources(tuple(sources.values()))
    parts = {_ATTRIBUTES[name]: files.get(name) or kind() for name, kind in FILES.items()}
    parts["norms"] = _with_laws(parts["norms"])
    return Pack(path=str(chain[0]), homes=homes, **parts), tuple(faults)


def _with_laws(norms: Any) -> Any:
    """Give each norm its law's short name, and the law's dates and kinds where it has none of its own."""
    laws = {law.id: law for law in norms.laws}

    def complete(norm: Norm) -> Norm:
        law = laws.get(norm.id.partition(":")[0])
        if law is None:
            return norm
        return replace(
            norm,
            law=norm.law or law.short,
            valid_from=norm.valid_from or law.valid_from,
            valid_until=norm.valid_until or law.valid_until,
            kinds=norm.kinds or law.kinds,
            dates_guessed=norm.dates_guessed or law.dates_guessed,
        )

    return replace(norms, norms=tuple(complete(norm) for norm in norms.norms))


def _refusal(path: Path, faults: tuple[Fault, ...]) -> str:
    lines = [f"  {fault.where} {fault.what}. {fault.mend}" for fault in faults[:_SHOWN]]
    more = f"\n  … and {len(faults) - _SHOWN} more." if len(faults) > _SHOWN else ""
    return (
        f"The pack {path.name!r} cannot be used until this is mended:\n" + "\n".join(lines) + more
    )
