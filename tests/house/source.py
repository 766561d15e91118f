"""The project's own files, for the house tests to walk."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "ikrar"
APPS = (
    "web", "ledger", "people", "vault", "cases", "checks", "advice", "gifts", "reports", "pledges",
    "programme", "monitoring", "dashboards",
)  # fmt: skip


def python_files(folder: Path = PACKAGE) -> list[Path]:
    """Python files of ours, without migrations."""
    return sorted(p for p in folder.rglob("*.py") if "migrations" not in p.parts)


def templates() -> list[Path]:
    return sorted(PACKAGE.rglob("*.html"))


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    """The file as Python reads it; not to be changed."""
    return ast.parse(path.read_text())


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node
