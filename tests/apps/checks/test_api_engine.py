"""The API with the real engine behind it: byte for byte what `ikrar screen` writes, explained on demand."""

import json
import time

import pytest
from click.testing import CliRunner
from django.core.cache import cache

from ikrar.checks import examples, schemas
from ikrar.cli import main
from ikrar.people import bearer
from tests.apps.checks.world import PACKS, post, token_headers

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
POSTS = [
    {"text": examples.TEXT, "date": "2024-01-10"},
    {"text": "Ayo pilih nomor 2 🙏 yang tidak ikut goblok semua", "date": "2024-02-12"},
    {"text": "Gunakan hak pilih Anda di TPS.", "date": "2024-02-14"},
    {"text": "", "date": "2020-01-01"},
    {
        "text": "c o b l o s nomor 3, p\u200br\u200ba\u200bb\u200bo\u200bw\u200bo",
        "date": "2024-03-01",
    },
    {"text": "Rapat dimulai pukul 09.00 WIB."},
]


@pytest.fixture(autouse=True)
def _fresh(monkeypatch):
    cache.clear()
    monkeypatch.setattr(bearer, "CALLS_WITHOUT", 10**9)


@pytest.mark.parametrize("role", ["asn", "pejabat", "non_asn"])
@pytest.mark.parametrize("pack", ["pemilu-2024", "pilkada-2024"])
def test_objects_are_those_of_the_command_line(tmp_path, pack, role):
    source, target = tmp_path / "posts.jsonl", tmp_path / "found.jsonl"
    source.write_text("".join(json.dumps(one) + "\n" for one in POSTS))
    options = ["--on", "2024-01-15", "--pack", pack, "--role", role, "-o", str(target)]
    done = CliRunner().invoke(main, ["screen", str(source), *options])
    assert done.exit_code == 0, done.output
    answer = post({"posts": POSTS, "on": "2024-01-15", "pack": pack, "role": role})
    assert answer.status_code == 200
    assert b", ".join(target.read_bytes().splitlines()) in answer.content


def test_answer_has_its_shape_and_spans_fit():
    answer = post({"posts": POSTS, "on": "2024-01-15", "explain": "en"})
    found = schemas.ScreeningAnswer.model_validate(answer.json()).screenings
    assert [one.row for one in found] == list(range(len(POSTS)))
    assert "partisan_support" in found[0].labels
    assert found[5].findings == []
    for one, sent in zip(found, POSTS, strict=True):
        for finding in one.findings:
            assert finding.explanation
            assert all(0 <= a < b <= len(sent["text"]) for a, b in finding.spans)


def test_explained_objects_are_the_same_but_for_the_explanation():
    """To the last byte: no number is written in another way."""
    plain, explained = (
        post({"posts": POSTS, "on": "2024-01-15"} | asked).content
        for asked in ({}, {"explain": "en"})
    )
    assert b"0.0000" in plain, "no number that Python would write as 9e-05"
    findings = [one for row in json.loads(explained)["screenings"] for one in row["findings"]]
    assert len(findings) > 2
    for finding in findings:
        said = json.dumps(finding["explanation"], ensure_ascii=False)
        explained = explained.replace(f', "explanation": {said}'.encode(), b"", 1)
    assert explained == plain


def test_example_is_what_the_server_answers():
    """Scores move a little with the machine, all else not at all; a new model brings a new example."""
    answer = post(examples.REQUEST).json()
    shown = json.loads(json.dumps(examples.ANSWER))
    for real, printed in zip(answer["screenings"], shown["screenings"], strict=True):
        assert real["scores"] == pytest.approx(printed["scores"], abs=0.01)
        printed["scores"] = real["scores"]
        for one, other in zip(real["findings"], printed["findings"], strict=True):
            assert one["score"] == pytest.approx(other["score"], abs=0.01)
            other["score"] = one["score"]
    assert shown == answer


@pytest.mark.parametrize(
    ("pack", "on"), [("pemilu-2024", "2024-01-15"), ("pilkada-2024", "2024-10-15")]
)
def test_what_is_cited_can_be_read(client, pack, on):
    undated = [{"text": one["text"]} for one in POSTS]
    rows = post({"posts": undated, "on": on, "pack": pack}).json()["screenings"]
    findings = [finding for row in rows for finding in row["findings"]]
    cited = {(noun, name) for f in findings for noun in ("forms", "norms") for name in f[noun]}
    assert cited
    for noun, name in cited:
        row = client.get(f"{PACKS}/{pack}/{noun}/{name}").json()
        assert row["id"] == name


def test_a_full_call_is_quick(cast):
    """A thousand posts in a call, everything included; the bound is far above what it takes."""
    headers = token_headers()
    body = {
        "posts": [
            {"text": f"{POSTS[n % 6]['text']} {n}", "date": "2024-01-10"} for n in range(1000)
        ]
    }
    post(body, headers=headers)
    began = time.perf_counter()
    assert post(body, headers=headers).status_code == 200
    assert time.perf_counter() - began < 2
