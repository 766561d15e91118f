"""`ikrar train` makes weights of the screening from labelled posts; `ikrar evaluate` judges weights in figures.

Both work offline on folders that are named to them, and tell on standard error how far they are. Training needs
the extra `ikrar[train]`; judging does not.
"""

import json
import os
import shlex
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ikrar.errors import InputError, NotPossible

if TYPE_CHECKING:
    from ikrar.screening.judging import Tables
    from ikrar.screening.train.folders import Folders

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_posts = click.option(
    "--posts", required=True, type=_FOLDER, help="Folder with labelled posts: train.csv, dev.csv."
)
_sets = click.option("--sets", required=True, type=_FOLDER, help="Folder with the public sets.")
_corpus = click.option(
    "--corpus", default="corpus", show_default=True, type=click.Path(path_type=Path),
    help="This project's own examples and readings.",
)  # fmt: skip


@click.command()
@_posts
@_sets
@_corpus
@click.option(
    "--own", multiple=True, type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE", help="Labelled posts of your own, CSV or XLSX. May be repeated.",
)  # fmt: skip
@click.option(
    "--hold-out", multiple=True, metavar="NAME",
    help="File of --posts not to learn from, e.g. dev. May be repeated.",
)  # fmt: skip
@click.option(
    "-o", "--output", required=True, type=click.Path(file_okay=False, path_type=Path),
    help="Folder for weights.npy and model.json.",
)  # fmt: skip
def train(
    *,
    posts: Path,
    sets: Path,
    corpus: Path,
    own: tuple[Path, ...],
    hold_out: tuple[str, ...],
    output: Path,
) -> None:
    """Make the weights of the screening from labelled posts.

    The same texts give the same weights.npy, byte for byte, on the same machine. What is judged on (held-out posts, the
    challenge, the test parts of public sets) is never learned from. With all public sets it takes forty minutes or
    more on two cores and some 8 GB of memory; needs the extra: pip install "ikrar[train]". Posts of your own have the
    columns of docs/retraining.md.
    """
    _one_thread()
    _check_corpus(corpus, "train", "tune", "challenge")
    _check_names(posts, own, hold_out)
    make = _trainer()
    from ikrar.screening.train.folders import Folders

    _check_folder(output)
    make(Folders(posts, sets, corpus, own), output, say=_clock(), hold_out=hold_out)
    click.echo(f"Weights {_model(output).version} are in {output}.")
    judge = ["ikrar", "evaluate", "--model", output, "--posts", posts, "--sets", sets]
    judge += ["--corpus", corpus, *(("--only", hold_out[0]) if hold_out else ())]
    click.echo(f"Judge them: {shlex.join(map(str, judge))}", err=True)


@click.command()
@click.option(
    "--model", "folder", type=_FOLDER, help="Folder with weights.  [default: those that ship]"
)
@_posts
@_sets
@_corpus
@click.option(
    "--only", default="dev", show_default=True, metavar="NAME", help="File of --posts to judge on."
)
@click.option("--json", "as_json", is_flag=True, help="Write JSON instead of text.")
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE.md",
    help="Write Markdown; between its <!-- figures --> markers where FILE.md has them.",
)  # fmt: skip
@click.option(
    "--rates", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE.json",
    help="Write how often each label is right and wrong: what the shares of the conversation are corrected by.",
)  # fmt: skip
def evaluate(
    *,
    folder: Path | None,
    posts: Path,
    sets: Path,
    corpus: Path,
    only: str,
    as_json: bool,
    output: Path | None,
    rates: Path | None,
) -> None:
    """Judge weights of the screening: the tables of MODEL_CARD.md.

    Real posts, written examples, a public set with labels of its own, and texts that must not be marked stand apart,
    each figure with its 95 % interval. A table whose texts are not there is left out.
    """
    from ikrar.cli import train_text
    from ikrar.screening import model, roots
    from ikrar.screening.train.folders import Folders

    _check_corpus(corpus, "train")
    _check_names(posts, (), (only,))
    _check_files(output, rates)
    weights = _model(folder or model.SHIPPED)
    found = _judged(folder or model.SHIPPED, Folders(posts, sets, corpus), only)
    if weights.about.get("lists") != roots.fingerprint():
        click.echo(train_text.OTHER_LISTS, err=True)
    learned = only in weights.about.get("learned_from", {})
    if learned:
        click.echo(train_text.learned(only), err=True)
    if output:
        train_text.into(output, train_text.page(weights, found, only if learned else ""))
        click.echo(f"{len(found)} tables are in {output}.", err=True)
    if rates:
        _write_rates(rates, folder or model.SHIPPED, posts / f"{only}.csv")
    if as_json:
        click.echo(json.dumps(train_text.facts(weights, found), indent=2, ensure_ascii=False))
    elif not output:
        click.echo(train_text.text(weights, found))


def _one_thread() -> None:
    """Sums in one thread always come in the same order; must be said before numpy is loaded."""
    for name in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS"):
        os.environ[name] = "1"


def _trainer() -> Callable[..., None]:
    try:
        from ikrar.screening.train.recipe import make
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "scipy":
            raise
        raise NotPossible(
            'Training needs scipy, which is not installed. Install the extra: pip install "ikrar[train]" '
            "(in a checkout: make .venv/dev). Screening and `ikrar evaluate` work without it."
        ) from error
    return make


def _check_corpus(corpus: Path, *parts: str) -> None:
    for folder in (corpus / "written" / part for part in parts):
        if not any(folder.glob("*.txt")):
            raise InputError(
                f"{corpus} is not the folder of written examples and readings: {folder} holds no .txt file. It lies "
                "in the project's repository, not in the installed program: name it with --corpus."
            )


def _check_names(posts: Path, own: tuple[Path, ...], names: tuple[str, ...]) -> None:
    """A name that names no file would be held out, or judged on, in silence."""
    there = sorted(path.stem for path in posts.glob("*.csv"))
    for name in names:
        if name not in there:
            raise InputError(
                f"{posts} has no {name}.csv; it has: {', '.join(there) or 'no CSV file'}."
            )
    stems = [path.stem for path in own]
    twice = sorted({stem for stem in stems if stem in there or stems.count(stem) > 1})
    if twice:
        raise InputError(
            f"Two files are called {twice[0]}; give your own posts a name of their own."
        )


def _check_folder(folder: Path) -> None:
    """Before the minutes, not after them."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{folder} cannot be made: {error.strerror}.") from error
    if not os.access(folder, os.W_OK):
        raise InputError(f"{folder} cannot be written to; name another folder with -o.")


def _check_files(page: Path | None, rates: Path | None) -> None:
    """Before the judging, not after it."""
    from ikrar.cli import train_text

    if page:
        train_text.around_figures(page)
    for path in filter(None, (page, rates)):
        if not path.parent.is_dir():
            raise InputError(f"{path} cannot be written: {path.parent} is not a folder.")
        if not os.access(path if path.exists() else path.parent, os.W_OK):
            raise InputError(f"{path} cannot be written to; name another file.")


def _judged(folder: Path, folders: "Folders", only: str) -> "Tables":
    from ikrar.screening import judging

    click.echo("Judging …", err=True)
    return judging.tables(folder, folders, posts=only)


def _write_rates(path: Path, folder: Path, posts: Path) -> None:
    from ikrar.cli import train_text
    from ikrar.screening import judging, rates

    told = rates.facts(_model(folder).version, judging.counts(folder, posts))
    train_text.write(path, json.dumps(told, indent=1) + "\n")
    click.echo(f"Counts of {len(told['labels'])} labels are in {path}.", err=True)


def _model(folder: Path) -> Any:
    from ikrar.screening import model

    return model.load(folder)


def _clock() -> Callable[[str], None]:
    started = time.monotonic()
    return lambda line: click.echo(f"{time.monotonic() - started:6.0f} s  {line}", err=True)
