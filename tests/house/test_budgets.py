"""No file, function or template outgrows its budget; no file has a name that says nothing. Each test names all that do."""

import ast
import re

from tests.house.source import (
    PACKAGE,
    ROOT,
    functions,
    name,
    python_files,
    templates,
    tree,
)

FILE_LINES, FUNCTION_LINES, PARAMETERS, TEMPLATE_LINES = 400, 40, 5, 120
EMPTY_NAMES = {"utils", "helpers", "common", "misc", "base", "core", "manager", "service"}


def _longer(paths, limit):
    lines = {name(path): len(path.read_text().splitlines()) for path in paths}
    assert lines, "nothing was looked at"
    return {path: n for path, n in lines.items() if n > limit}


def test_files_within_budget():
    assert _longer([*python_files(), *python_files(ROOT / "tests")], FILE_LINES) == {}


def test_templates_within_budget():
    assert _longer(templates(), TEMPLATE_LINES) == {}


def test_functions_within_budget():
    lines = {
        f"{name(path)}: {node.name}": node.end_lineno - node.lineno + 1
        for path in python_files()
        for node in functions(path)
    }
    assert lines, "nothing was looked at"
    assert {where: n for where, n in lines.items() if n > FUNCTION_LINES} == {}


def _parameters(node: ast.FunctionDef | ast.AsyncFunctionDef) -> list[str]:
    arguments = node.args
    every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    return [a.arg for a in every if a.arg not in {"self", "cls", "by"}]


def test_parameters_within_budget():
    options = {"command", "group"}  # a click command has one parameter per option on its help page

    def is_command(node):
        return any(
            isinstance(d, ast.Call) and isinstance(d.func, ast.Attribute) and d.func.attr in options
            for d in node.decorator_list
        )

    many = {
        f"{name(path)}: {node.name}": _parameters(node)
        for path in python_files()
        for node in functions(path)
        if len(_parameters(node)) > PARAMETERS and not is_command(node)
    }
    assert many == {}


def test_names_say_something():
    stems = {p.stem for p in PACKAGE.rglob("*.py")} | {p.name for p in PACKAGE.rglob("*/")}
    assert stems & EMPTY_NAMES == set()


def test_files_say_what_they_are():
    silent = [
        name(path)
        for path in python_files()
        if tree(path).body and not ast.get_docstring(tree(path))
    ]
    assert silent == [], "a module docstring, please"


# what a browser sends back as it came: a number with the separators of a language would come back as another
SENT_BACK = re.compile(
    r'type="hidden"[^>]*value="\{\{ (seen|version|\w+\.pk|\w+\.id|\w+\.seen) \}\}"'
)


def test_numbers_that_come_back_are_plain():
    found = {name(path): SENT_BACK.findall(path.read_text()) for path in templates()}
    assert {path: numbers for path, numbers in found.items() if numbers} == {}
