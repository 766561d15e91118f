"""No file, function or template outgrows its budget; no file has a name that says nothing."""

import ast
import re

import pytest

from tests.house.source import PACKAGE, ROOT, functions, name, python_files, templates

FILE_LINES, FUNCTION_LINES, PARAMETERS, TEMPLATE_LINES = 400, 40, 5, 120
EMPTY_NAMES = {"utils", "helpers", "common", "misc", "base", "core", "manager", "service"}


@pytest.mark.parametrize("path", [*python_files(), *python_files(ROOT / "tests")], ids=name)
def test_file_within_budget(path):
    assert len(path.read_text().splitlines()) <= FILE_LINES


@pytest.mark.parametrize("path", python_files(), ids=name)
def test_functions_within_budget(path):
    long = {
        node.name: node.end_lineno - node.lineno + 1
        for node in functions(path)
        if node.end_lineno - node.lineno + 1 > FUNCTION_LINES
    }
    assert long == {}


def _parameters(node: ast.FunctionDef | ast.AsyncFunctionDef) -> list[str]:
    arguments = node.args
    every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    return [a.arg for a in every if a.arg not in {"self", "cls", "by"}]


@pytest.mark.parametrize("path", python_files(), ids=name)
def test_parameters_within_budget(path):
    options = {"command", "group"}  # a click command has one parameter per option on its help page

    def is_command(node):
        return any(
            isinstance(d, ast.Call) and isinstance(d.func, ast.Attribute) and d.func.attr in options
            for d in node.decorator_list
        )

    many = {
        node.name: _parameters(node)
        for node in functions(path)
        if len(_parameters(node)) > PARAMETERS and not is_command(node)
    }
    assert many == {}


@pytest.mark.parametrize("path", templates(), ids=name)
def test_template_within_budget(path):
    assert len(path.read_text().splitlines()) <= TEMPLATE_LINES


def test_names_say_something():
    stems = {p.stem for p in PACKAGE.rglob("*.py")} | {p.name for p in PACKAGE.rglob("*/")}
    assert stems & EMPTY_NAMES == set()


@pytest.mark.parametrize("path", python_files(), ids=name)
def test_file_says_what_it_is(path):
    source = path.read_text()
    assert not source.strip() or ast.get_docstring(ast.parse(source)), "a module docstring, please"


# what a browser sends back as it came: a number with the separators of a language would come back as another
SENT_BACK = re.compile(
    r'type="hidden"[^>]*value="\{\{ (seen|version|\w+\.pk|\w+\.id|\w+\.seen) \}\}"'
)


@pytest.mark.parametrize("path", templates(), ids=name)
def test_numbers_that_come_back_are_plain(path):
    assert SENT_BACK.findall(path.read_text()) == []
