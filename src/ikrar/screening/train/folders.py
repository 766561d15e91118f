"""Where the labelled texts lie that weights are made from and judged on. Needs nothing but the standard library."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Folders:
    """`posts` holds train.csv and dev.csv, `sets` the public sets, `corpus` this project's own; `own`: more posts."""

    posts: Path
    sets: Path
    corpus: Path
    own: tuple[Path, ...] = ()
