"""`ikrar train` and `ikrar evaluate` on made-up folders: what they write, what they never learn from, what they refuse."""

import csv
import json
import shlex
import shutil
import subprocess
import sys

import numpy as np
import openpyxl
import pytest
from click.testing import CliRunner

from ikrar.cli import main
from ikrar.errors import InputError
from ikrar.screening import judging, model
from ikrar.screening.labels import LABELS
from ikrar.screening.train import corpus
from tests.house.source import ROOT

NOTHING = {
    "partisan": "none", "threat": "0", "hate": "0", "abusive": "0", "claim": "0",
    "money": "none", "turnout": "none", "calm": "none", "result": "none",
}  # fmt: skip
SAID = {
    "ayo coblos calon kita, menang satu putaran": {"partisan": "support"},
    "jangan pilih dia, calon gagal": {"partisan": "against"},
    "awas kalau tidak pilih, kami pukul": {"threat": "1"},
    "goblok semua": {"abusive": "1", "hate": "1"},
    "viral surat suara tercoblos di gudang": {"claim": "1", "result": "reject"},
    "saya golput saja": {"turnout": "abstain"},
    "mari kita jaga pemilu damai": {"calm": "calm"},
    "ayo ke tps gunakan hak pilih": {"turnout": "participate"},
    "turun ke jalan lawan": {"calm": "provoke"},
    "beda pilihan tetap saudara": {"result": "unity"},
    "kami bagi beras": {"money": "offer"},
    "minta bensin dulu": {"money": "solicit"},
    "rapat dimulai pukul sembilan": {},
}
CODES = {
    "mo": "ambil amplop di posko", "ms": "ditunggu amplopnya", "t": "siap dipindah kalau beda",
    "ga": "golput saja", "kp": "ayo rusuh", "rr": "tolak hasil curang", "ru": "kita saudara lagi",
}  # fmt: skip


def write_posts(path, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, ["text", *NOTHING])
        table.writeheader()
        table.writerows(NOTHING | {"text": text} | said for text, said in rows)


def many(tail):
    return [(f"{text} {tail} {n}", said) for n in range(6) for text, said in SAID.items()]


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    """Posts, public sets (one, of headlines) and a corpus, all invented here."""
    top = tmp_path_factory.mktemp("texts")
    write_posts(top / "posts" / "train.csv", many("hari ini"))
    write_posts(top / "posts" / "dev.csv", many("besok pagi"))
    for part in ("train", "tune", "challenge"):
        (top / "corpus" / "written" / part).mkdir(parents=True)
    for name, label in judging.CHALLENGES.items():
        code = next(c for c, one in corpus.CODES.items() if one == label)
        for part in ("train", "tune", "challenge"):
            lines = [f"{CODES[code]} {part} {name} {word}" for word in ("satu", "dua", "tiga")]
            no = [f"harga beras {part} {name} {word}" for word in ("satu", "dua", "tiga")]
            text = "\n".join([f"## {code}", *lines, "## -", *no])
            (top / "corpus" / "written" / part / f"{name}.txt").write_text(text)
    offices = top / "corpus" / judging.OFFICES
    offices.parent.mkdir()
    offices.write_text("Loket pajak buka pukul delapan.\n")
    (top / "corpus" / "readings").mkdir()
    (top / "sets" / "click-id").mkdir(parents=True)
    titles = "\n".join(f"Harga beras naik di pasar ke-{n}" for n in range(20))
    (top / "sets" / "click-id" / "headlines.csv").write_text(f"title\n{titles}\n")
    return top


def ikrar(command, top, *more):
    named = ["--posts", top / "posts", "--sets", top / "sets", "--corpus", top / "corpus"]
    return CliRunner().invoke(main, [command, *map(str, named), *map(str, more)])


@pytest.fixture(scope="module")
def weights(folders):
    out = folders / "weights"
    done = ikrar("train", folders, "--hold-out", "dev", "-o", out)
    assert done.exit_code == 0, done.output
    assert "fold 1 of" in done.stderr
    assert model.load(out).version in done.stdout
    return out


def test_the_same_texts_give_the_same_bytes(folders, weights, tmp_path):
    assert ikrar("train", folders, "--hold-out", "dev", "-o", tmp_path).exit_code == 0
    first, again = ((one / "weights.npy").read_bytes() for one in (weights, tmp_path))
    assert first == again
    told = [json.loads((one / "model.json").read_text()) for one in (weights, tmp_path)]
    assert told[0] | {"made_on": ""} == told[1] | {"made_on": ""}


def test_what_it_reached_on_posts_held_out_is_kept(weights):
    figures = {one["name"]: one for one in model.load(weights).about["held_out"]}
    assert figures["partisan, three classes"]["n"] == len(many(""))
    posts = corpus.posts(weights.parent / "posts" / "train.csv")
    assert figures.keys() & set(LABELS) == frozenset().union(*posts.labels)
    assert all(0 <= one["low"] <= one["value"] <= one["high"] <= 1 for one in figures.values())


def test_readings_without_their_set_are_left_out_and_said(folders, tmp_path):
    corpus_too = tmp_path / "corpus"
    shutil.copytree(folders / "corpus", corpus_too)
    (corpus_too / "readings" / "bdc2020.csv").write_text("row,codes\n0,c\n")
    shutil.copy(ROOT / "corpus" / "sets.csv", corpus_too)
    done = ikrar("train", folders, "--corpus", corpus_too, "-o", tmp_path / "out")
    assert done.exit_code == 0, done.output
    assert "bdc2020: no such set in the folder of sets, its readings are left out" in done.stderr
    assert "read:bdc2020" not in model.load(tmp_path / "out").about["learned_from"]


def test_what_is_judged_on_is_never_learned_from(folders, weights):
    learned = model.load(weights).about["learned_from"]
    assert learned["train"] == len(many(""))
    assert "dev" not in learned
    assert learned["written"] == 6 * len(judging.CHALLENGES)


def test_posts_of_ones_own_are_learned_from(folders, weights, tmp_path):
    own = tmp_path / "instansi.csv"
    write_posts(own, [("unggahan kami sendiri", {"money": "reject"}), *many("lusa")])
    assert ikrar("train", folders, "--own", own, "-o", tmp_path).exit_code == 0
    learned = model.load(tmp_path).about["learned_from"]
    assert learned["instansi"] == len(many("")) + 1
    assert learned["dev"] == len(many(""))
    assert not np.array_equal(model.load(tmp_path).rows, model.load(weights).rows)


def test_evaluate_prints_every_table(folders, weights):
    done = ikrar("evaluate", folders, "--model", weights)
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith(f"Weights {model.load(weights).version}\n\nReal posts (dev.csv)")
    assert "money_offer (money_offer)" in done.stdout
    assert "False alarms\n" in done.stdout
    assert "headlines" in done.stdout
    assert "posts of offices, written" in done.stdout
    assert "ibrohim2019" not in done.stdout, "a table whose texts are not there is left out"
    assert "flatter" not in done.stderr
    assert "other lists" not in done.stderr


def test_weights_made_with_other_lists_are_told(folders, weights, tmp_path):
    shutil.copytree(weights, tmp_path / "old")
    about = json.loads((weights / "model.json").read_text())
    about["lists"] = about["lists"][::-1]
    (tmp_path / "old/model.json").write_text(json.dumps(about))
    done = ikrar("evaluate", folders, "--model", tmp_path / "old")
    assert done.exit_code == 0
    assert "were made with other lists of words" in done.stderr


def test_evaluate_writes_how_often_labels_are_right_and_wrong(folders, weights, tmp_path):
    file = tmp_path / "rates.json"
    done = ikrar("evaluate", folders, "--model", weights, "--rates", file, "--json")
    assert done.exit_code == 0, done.stderr
    told, figures = json.loads(file.read_text()), json.loads(done.stdout)
    assert told["weights"] == figures["model"]
    rows = {row["name"]: row for row in figures["tables"]["Real posts (dev.csv)"]}
    assert told["posts"] == rows["partisan, three classes"]["n"]
    assert set(told["labels"]) == {label for label in LABELS if rows[label]["n"] >= 5} != set()
    for label, counts in told["labels"].items():
        assert counts["tp"] + counts["fn"] == rows[label]["n"]
        assert counts["tp"] == pytest.approx(rows[label]["recall"] * rows[label]["n"])
        assert sum(counts.values()) == told["posts"]


def test_evaluate_as_json(folders, weights):
    told = json.loads(ikrar("evaluate", folders, "--model", weights, "--json").stdout)
    assert told["sha256"] == model.load(weights).about["sha256"]
    names = [row["name"] for row in told["tables"]["Real posts (dev.csv)"]]
    assert names[0] == "partisan, three classes"
    assert set(names[1:-1]) <= set(LABELS)


def test_figures_on_what_was_learned_are_said_to_flatter(folders, weights, tmp_path):
    page = tmp_path / "card.md"
    done = ikrar("evaluate", folders, "--model", weights, "--only", "train", "-o", page)
    assert "train with --hold-out train" in done.stderr
    assert "**These weights have learned from train.csv" in page.read_text()


def test_markdown_goes_between_the_markers_and_nowhere_else(folders, weights, tmp_path):
    page = tmp_path / "card.md"
    page.write_text("# Card\n<!-- figures -->\nold\n<!-- /figures -->\n\nend\n")
    for _ in range(2):
        assert ikrar("evaluate", folders, "--model", weights, "-o", page).exit_code == 0
    text = page.read_text()
    assert text.startswith("# Card\n<!-- figures -->\n\nWeights `")
    assert text.endswith("\n<!-- /figures -->\n\nend\n")
    assert text.count("### False alarms") == 1
    assert "old" not in text
    other = tmp_path / "other.md"
    other.write_text("# Mine\n")
    done = ikrar("evaluate", folders, "--model", weights, "-o", other)
    assert done.exit_code == 1
    assert "has no lines <!-- figures -->" in done.stderr
    assert other.read_text() == "# Mine\n"


def test_the_command_that_is_suggested_at_the_end_works(folders, tmp_path):
    done = ikrar("train", folders, "--hold-out", "train", "-o", tmp_path / "our weights")
    (line,) = (line for line in done.stderr.splitlines() if line.startswith("Judge them: "))
    _, *words = shlex.split(line.removeprefix("Judge them: "))
    assert words[words.index("--only") + 1] == "train"
    judged = CliRunner().invoke(main, words)
    assert judged.exit_code == 0, judged.stderr
    assert "flatter" not in judged.stderr


def test_damaged_weights_are_refused(folders, weights, tmp_path):
    (tmp_path / "model.json").write_text((weights / "model.json").read_text())
    table = bytearray((weights / "weights.npy").read_bytes())
    table[5000] ^= 1
    (tmp_path / "weights.npy").write_bytes(table)
    done = ikrar("evaluate", folders, "--model", tmp_path)
    assert done.exit_code == 1
    assert "SHA-256" in done.stderr


# ---------------------------------------------------------------- refused before any minute is spent


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("partisan", "suport", "post 2: partisan is 'suport'; it must be one of against, none, support"),
        ("threat", "ya", "post 2: threat is 'ya'; it must be one of 0, 1"),
        ("text", "", "post 2: there is no text"),
    ],
)  # fmt: skip
def test_a_slip_in_ones_own_labels_is_named(tmp_path, column, value, said):
    write_posts(tmp_path / "own.csv", [("halo", {}), ("halo", {column: value})])
    with pytest.raises(InputError, match=said):
        corpus.posts(tmp_path / "own.csv")


def test_a_workbook_is_read_as_the_same_rows_in_csv_are(tmp_path):
    write_posts(
        tmp_path / "own.csv", [("halo, dunia", {}), ("coblos dia", {"partisan": "support"})]
    )
    book = openpyxl.Workbook()
    with (tmp_path / "own.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file):
            # a spreadsheet keeps a 0 or a 1 as a number
            book.active.append([int(cell) if cell.isdigit() else cell or None for cell in row])
    book.save(tmp_path / "own.xlsx")
    posts = corpus.posts(tmp_path / "own.xlsx")
    assert posts == corpus.posts(tmp_path / "own.csv")
    assert len(posts.texts) == 2
    assert posts.truth().sum() == 1


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04 no workbook", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]
)
def test_a_workbook_that_cannot_be_read_is_named(tmp_path, data):
    (tmp_path / "own.xlsx").write_bytes(data)
    with pytest.raises(InputError, match=r"^own\.xlsx"):
        corpus.posts(tmp_path / "own.xlsx")


def test_columns_that_are_missing_are_named(tmp_path):
    (tmp_path / "own.csv").write_text("text,partisan\nhalo,none\n")
    with pytest.raises(InputError, match=r"own\.csv lacks the columns abusive, calm, claim"):
        corpus.posts(tmp_path / "own.csv")


def test_a_file_without_a_post_is_said(tmp_path):
    write_posts(tmp_path / "own.csv", [])
    with pytest.raises(InputError, match=r"own\.csv holds no post below its heading"):
        corpus.posts(tmp_path / "own.csv")


def test_a_file_in_another_encoding_is_a_clear_error(tmp_path):
    (tmp_path / "own.csv").write_bytes("text\ncafé\n".encode("latin-1"))
    with pytest.raises(InputError, match=r"own\.csv cannot be read as CSV in UTF-8"):
        corpus.posts(tmp_path / "own.csv")


def test_a_byte_order_mark_as_excel_writes_is_no_part_of_a_name(tmp_path):
    write_posts(tmp_path / "own.csv", [("halo", {})])
    plain = (tmp_path / "own.csv").read_bytes()
    (tmp_path / "own.csv").write_bytes(b"\xef\xbb\xbf" + plain)
    assert corpus.posts(tmp_path / "own.csv").texts == ("halo",)


def test_a_name_that_is_not_there_is_refused(folders, tmp_path):
    done = ikrar("train", folders, "--hold-out", "devv", "-o", tmp_path)
    assert done.exit_code == 1
    assert "has no devv.csv; it has: dev, train" in done.stderr
    assert "has no test.csv" in ikrar("evaluate", folders, "--only", "test").stderr
    own = tmp_path / "dev.csv"
    own.write_text("text\n")
    assert (
        "give your own posts a name of their own"
        in ikrar("train", folders, "--own", own, "-o", tmp_path).stderr
    )


@pytest.mark.parametrize("option", ["-o", "--rates"])
def test_a_target_that_cannot_be_written_is_refused_before_the_judging(folders, tmp_path, option):
    done = ikrar("evaluate", folders, option, tmp_path / "nowhere" / "card.md")
    assert done.exit_code == 1
    assert "is not a folder" in done.stderr
    assert "Judging" not in done.stderr


@pytest.mark.parametrize(
    ("content", "said"), [(b"# Mine\n", "has no lines"), (b"caf\xe9\n", "cannot be read as UTF-8")]
)
def test_a_page_that_cannot_be_filled_is_refused_before_the_judging(
    folders, tmp_path, content, said
):
    page = tmp_path / "card.md"
    page.write_bytes(content)
    done = ikrar("evaluate", folders, "-o", page)
    assert done.exit_code == 1
    assert said in done.stderr
    assert "Judging" not in done.stderr
    assert page.read_bytes() == content


@pytest.mark.parametrize("part", ["train", "tune", "challenge"])
def test_a_corpus_without_a_part_is_refused_and_the_part_named(folders, tmp_path, part):
    shutil.copytree(folders / "corpus", tmp_path / "corpus")
    for file in (tmp_path / "corpus" / "written" / part).glob("*.txt"):
        file.unlink()
    done = ikrar("train", folders, "--corpus", tmp_path / "corpus", "-o", tmp_path / "out")
    assert done.exit_code == 1
    assert f"written/{part} holds no .txt file" in done.stderr
    assert "name it with --corpus" in done.stderr
    assert not (tmp_path / "out").exists()


def test_without_the_corpus_it_says_where_that_lies(folders, tmp_path):
    done = ikrar("train", folders, "--corpus", tmp_path / "nowhere", "-o", tmp_path)
    assert done.exit_code == 1
    assert "name it with --corpus" in done.stderr


@pytest.mark.slow
def test_without_scipy_training_says_what_to_install_and_judging_works(folders, weights):
    named = ["--posts", "posts", "--sets", "sets", "--corpus", "corpus"]
    code = (
        "import sys; sys.modules['scipy'] = None\n"
        "import runpy; from ikrar.cli import main; main(sys.argv[1:])"
    )

    def run(*words):
        command = [sys.executable, "-c", code, *words, *named]
        return subprocess.run(command, cwd=folders, capture_output=True, text=True, check=False)

    done = run("train", "-o", "out")
    assert done.returncode == 1
    assert 'pip install "ikrar[train]"' in done.stderr
    assert "Traceback" not in done.stderr
    assert not (folders / "out").exists()
    done = run("evaluate", "--model", "weights")
    assert done.returncode == 0, done.stderr


@pytest.mark.slow
def test_the_wheel_holds_the_weights_and_no_text_to_train_on(tmp_path):
    """What `pip install` brings: weights, lexicon, roots and names; neither corpus nor more than 13 MB of model."""
    import shutil
    import zipfile

    for name in ("pyproject.toml", "README.md", "LICENSE", "MODEL_CARD.md"):
        shutil.copy(ROOT / name, tmp_path)
    shutil.copytree(ROOT / "corpus", tmp_path / "corpus")
    leave = shutil.ignore_patterns("__pycache__", "*.egg-info")
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=leave)
    build = "from setuptools import build_meta; print(build_meta.build_wheel('out'))"
    subprocess.run(
        [sys.executable, "-c", build], cwd=tmp_path, check=True, capture_output=True, text=True
    )
    wheel = zipfile.ZipFile(next((tmp_path / "out").glob("*.whl")))
    sizes = {one.filename: one.file_size for one in wheel.infolist()}
    data = "ikrar/screening/data/"
    lists = [name for name in sizes if name.startswith(f"{data}gazetteer/")]
    needed = {data + name for name in ("weights.npy", "model.json", "lexicon.toml", "roots.txt")}
    assert needed <= sizes.keys()
    assert len(lists) == len(list((ROOT / "src" / data / "gazetteer").glob("*.txt"))) > 4
    assert sum(sizes[name] for name in [*needed, *lists]) <= 13_000_000
    assert any(name.endswith("licenses/MODEL_CARD.md") for name in sizes)
    assert [name for name in sizes if "corpus/" in name or name.endswith(".csv")] == []
