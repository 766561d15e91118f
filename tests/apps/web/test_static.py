"""Static files: one mark everywhere, nothing fetched from elsewhere, and a manifest can be made."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command

import ikrar

STATIC = Path(ikrar.__file__).parent / "web" / "static" / "ikrar"


def test_the_certificate_and_the_page_wear_the_same_mark():
    mark = Path(ikrar.__file__).parent / "documents" / "mark.svg"
    assert (STATIC / "mark.svg").read_bytes() == mark.read_bytes()
    drawn = re.findall(r'd="([^"]+)"', mark.read_text().replace("\n", ""))
    partial = Path(ikrar.__file__).parent / "web" / "templates" / "web" / "parts" / "mark.html"
    assert re.findall(r' d="([^"]+)"', partial.read_text()) == drawn


@pytest.mark.parametrize("file", sorted(STATIC.iterdir()), ids=lambda file: file.name)
def test_nothing_is_fetched_from_elsewhere(file):
    text = file.read_text().replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"https?://|@import|//\w+\.\w+/", text)


def test_scripts_of_others_are_where_the_pages_expect_them():
    for name in ("django_htmx/htmx-2.min.js", "mfa/js/webauthn.js", "account/js/onload.js"):
        assert finders.find(name), name


def test_a_manifest_can_be_made(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    assert list((tmp_path / "static" / "ikrar").glob("ikrar.*.css"))
