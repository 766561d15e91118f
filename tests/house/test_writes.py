"""Rows are written in `actions` alone, so that no door can change state behind the log's back."""

import ast

from tests.house.source import APPS, PACKAGE, name, python_files, tree

WRITES = {
    "save",
    "create",
    "update",
    "delete",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
    "executemany",
}
FILES = [
    path
    for app in APPS
    for path in python_files(PACKAGE / app)
    if "actions" not in path.relative_to(PACKAGE).with_suffix("").parts
]


def test_no_writes_outside_actions():
    assert FILES, "nothing was looked at"
    found = [
        f"{name(path)}, line {node.lineno}: .{node.func.attr}("
        for path in FILES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in WRITES
    ]
    assert found == []


def test_no_signals_and_no_save_overrides():
    for app in APPS:
        for path in python_files(PACKAGE / app):
            source = path.read_text()
            assert "django.db.models.signals" not in source, name(path)
            assert "def save(" not in source, name(path)
