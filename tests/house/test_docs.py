"""What the docs say exists: commands, pages, files; what is generated is up to date."""

import re
import subprocess
import sys

import click
import pytest
from django.urls import Resolver404, resolve

from ikrar.cli import main
from tests.house.source import ROOT, name

PAGES = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "benchmarks").glob("*.md")]
)


@pytest.mark.slow
def test_generated_docs_are_up_to_date():
    done = subprocess.run(
        [sys.executable, ROOT / "docs" / "make.py", "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def _command_exists(words: list[str]) -> bool:
    command, context = main, click.Context(main)
    for word in words:
        if not isinstance(command, click.Group):
            return True  # an argument
        following = command.get_command(context, word)
        if following is None:
            return False
        command = following
    return True


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_commands_named_in_docs_exist(page):
    called = re.findall(r"`(?:\S*/)?ikrar ((?:[a-z]+ ?)+)", page.read_text())
    gone = [c for c in called if not _command_exists(c.split()[:2])]
    assert gone == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_pages_named_in_docs_exist(page):
    for address in re.findall(r"`(/[a-z][a-z/]*/)`", page.read_text()):
        if address == "/api/v1/":  # a prefix, not a page
            continue
        try:
            resolve(address)
        except Resolver404:
            pytest.fail(f"{name(page)} names {address}, which is not there")


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_files_linked_in_docs_exist(page):
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text()):
        if "://" not in target:
            assert (page.parent / target).exists(), target


def test_every_command_has_help():
    def walk(command, path):
        assert command.help, f"{path} has no help"
        for option in command.params:
            if isinstance(option, click.Option) and option.name != "help":
                assert option.help, f"{path} {option.opts[0]} has no help"
        if isinstance(command, click.Group):
            for child in command.list_commands(click.Context(command)):
                walk(command.get_command(click.Context(command), child), f"{path} {child}")

    walk(main, "ikrar")


def test_decisions_are_short_and_numbered():
    pages = sorted((ROOT / "docs" / "adr").glob("*.md"))
    assert [page.name[:4] for page in pages] == [f"{n:04}" for n in range(1, len(pages) + 1)]
    for page in pages:
        assert len(page.read_text().splitlines()) <= 20, page.name
