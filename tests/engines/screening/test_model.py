"""Weights are mapped, checked before they are used, and refused with a sentence that says what to do."""

import hashlib
import io
import json
import mmap

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikrar.errors import InputError
from ikrar.screening import alphabet, model, roots, vocabulary
from ikrar.screening.labels import LABELS, OPPOSITES
from ikrar.screening.model import COLUMNS, FIRST

ROOTS = roots.roots()
LIMIT = 13_000_000  # bytes of all model files
ABOUT = {
    "format": model.FORMAT,
    "made_on": "2024-02-14",
    "labels": list(LABELS),
    "norm": 0.01,
    "distance": 0.002,
    "distance_of_none": -1.0,
    "loss": [0.5] * len(LABELS),
    "scale": [0.001] * len(LABELS),
    "bias": [-1.0] * len(LABELS),
    "thresholds": [0.5] * len(LABELS),
}


def write(folder, rows=None, **changes):
    """A sound model folder with made-up weights, changed as named; None takes a line away."""
    if rows is None:
        rows = np.random.default_rng(0).integers(-9, 9, (64, COLUMNS)).astype(np.int16)
    buffer = io.BytesIO()
    np.save(buffer, rows)
    (folder / "weights.npy").write_bytes(buffer.getvalue())
    about = ABOUT | {"sha256": hashlib.sha256(buffer.getvalue()).hexdigest()} | changes
    about = {name: value for name, value in about.items() if value is not None}
    (folder / "model.json").write_text(json.dumps(about), "utf-8")
    return folder


def refused(folder, words):
    with pytest.raises(InputError, match=words) as caught:
        model.load(folder)
    said = str(caught.value)
    assert said.startswith("The weights of the screening cannot be used: ")
    assert folder.name in said
    assert said.endswith("Install the program again, or make weights with `ikrar train`.")
    assert str(folder.parent) not in said, "a message tells no paths of this machine"


def test_a_sound_folder_loads(tmp_path):
    found = model.load(write(tmp_path))
    assert found.rows.shape == (64, COLUMNS)
    assert found.version.startswith("2024-02-14-")
    assert len(found.version) == len("2024-02-14-") + 8
    assert found is model.load(tmp_path), "read once"


def test_rows_are_mapped_cannot_be_written_and_outlive_their_file(tmp_path):
    rows = model.load(write(tmp_path)).rows
    assert isinstance(rows.base.base.obj, mmap.mmap)
    before = rows.copy()
    (tmp_path / "other.npy").write_bytes(b"\0" * 4096)
    (tmp_path / "other.npy").replace(tmp_path / "weights.npy")
    assert (rows == before).all()
    with pytest.raises(ValueError, match="read-only"):
        rows[0, 0] = 1


def test_the_shipped_weights_are_small_mapped_and_sound():
    found = model.load()
    files = [
        model.SHIPPED / model.TABLE,
        model.SHIPPED / model.ABOUT,
        model.SHIPPED / "lexicon.toml",
        model.SHIPPED / "roots.txt",
    ]
    files += (model.SHIPPED / "gazetteer").glob("*.txt")
    assert sum(path.stat().st_size for path in files) <= LIMIT
    assert not found.rows.flags.writeable
    assert isinstance(found.rows.base.base.obj, mmap.mmap)
    for numbers in (found.scale, found.bias, found.loss, found.thresholds):
        assert np.isfinite(numbers).all()
    assert ((found.thresholds > 0) & (found.thresholds < 1)).all()


def test_the_shipped_weights_were_made_with_the_lists_that_ship():
    assert model.load().about["lists"] == roots.fingerprint()


def test_any_change_of_a_list_is_another_fingerprint(monkeypatch):
    told = {roots.fingerprint.__wrapped__()}
    for module, name, other in (
        (roots, "lexicon", lambda: vocabulary.lexicon()[1:]),
        (roots, "roots", lambda: {**ROOTS, "kata": "lain"}),
        (roots, "gazetteer", lambda name: () if name == "camps" else vocabulary.gazetteer(name)),
    ):
        with monkeypatch.context() as changed:
            changed.setattr(module, name, other)
            told.add(roots.fingerprint.__wrapped__())
    assert len(told) == 4


@pytest.mark.parametrize("name", ["weights.npy", "model.json"])
def test_a_missing_file(tmp_path, name):
    (write(tmp_path) / name).unlink()
    refused(tmp_path, f"{name} .*cannot be read")


def test_an_empty_folder_and_none(tmp_path):
    refused(tmp_path, "model.json")
    refused(tmp_path / "nowhere", "model.json")


@pytest.mark.parametrize("size", [0, 5, 60, 127, 128, 1000, -1])
def test_a_table_cut_short(tmp_path, size):
    path = write(tmp_path) / "weights.npy"
    path.write_bytes(path.read_bytes()[:size])
    refused(tmp_path, r"weights\.npy .*SHA-256")


@pytest.mark.parametrize("byte", [0, 6, 8, *range(10, 128, 7), 128, 500, -1])
def test_a_flipped_bit(tmp_path, byte):
    path = write(tmp_path) / "weights.npy"
    data = bytearray(path.read_bytes())
    data[byte] ^= 1 << byte % 8
    path.write_bytes(data)
    refused(tmp_path, r"weights\.npy .*SHA-256")


@pytest.mark.parametrize("keep", [0, 1, 100, 500])
def test_a_description_cut_short(tmp_path, keep):
    path = write(tmp_path) / "model.json"
    path.write_text(path.read_text()[:keep])
    refused(tmp_path, r"model\.json .*cannot be read")


@pytest.mark.parametrize("text", ["[]", "null", "5", '"a"', "{}"])
def test_json_of_something_else(tmp_path, text):
    (write(tmp_path) / "model.json").write_text(text)
    refused(tmp_path, f"format {model.FORMAT}")


def test_bytes_that_are_no_text(tmp_path):
    (write(tmp_path) / "model.json").write_bytes(b"\xff\xfe\x00")
    refused(tmp_path, "cannot be read")


@pytest.mark.parametrize(
    "rows",
    [
        np.zeros((64, COLUMNS), np.int32),
        np.zeros((64, COLUMNS - 1), np.int16),
        np.zeros((64, COLUMNS + 4), np.int16),
        np.zeros((63, COLUMNS), np.int16),
        np.zeros((1, COLUMNS), np.int16),
        np.zeros((0, COLUMNS), np.int16),
        np.zeros(64 * COLUMNS, np.int16),
        np.zeros((64, COLUMNS), ">i2"),
        np.zeros((64, COLUMNS), np.int16, order="F"),
    ],
    ids=lambda rows: f"{rows.dtype.str}{rows.shape}{'F' * rows.flags.fnc}",
)
def test_a_table_of_another_kind(tmp_path, rows):
    write(tmp_path, rows)
    refused(tmp_path, r"weights\.npy .*another kind of table")


def test_an_archive_or_a_torn_header_under_its_right_hash(tmp_path):
    archive, torn = io.BytesIO(), io.BytesIO()
    np.savez(archive, rows=np.zeros((64, COLUMNS), np.int16))
    np.save(torn, np.zeros((64, COLUMNS), np.int16))
    for data in (archive.getvalue(), torn.getvalue().replace(b"(64", b"((6", 1)):
        write(tmp_path, sha256=hashlib.sha256(data).hexdigest())
        (tmp_path / "weights.npy").write_bytes(data)
        refused(tmp_path, "cannot be read")


def test_a_table_of_objects_is_never_unpickled(tmp_path):
    write(tmp_path, np.array([print], object))
    refused(tmp_path, r"weights\.npy")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"format": 1}, f"not of format {model.FORMAT}"),
        ({"format": None}, f"not of format {model.FORMAT}"),
        ({"labels": [*LABELS[1:], LABELS[0]]}, "other labels"),
        ({"labels": list(LABELS[:-1])}, "other labels"),
        ({"labels": None}, "other labels"),
        ({"bias": np.eye(13).tolist()}, "other labels"),
        ({"scale": [1.0] * (len(LABELS) + 1)}, "other labels"),
        ({"thresholds": 0.5}, "other labels"),
        ({"norm": None}, "missing or wrong"),
        ({"bias": None}, "missing or wrong"),
        ({"distance": None}, "missing or wrong"),
        ({"loss": None}, "missing or wrong"),
        ({"loss": [1.0]}, "other labels"),
        ({"distance_of_none": "none"}, "missing or wrong"),
        ({"norm": "much"}, "missing or wrong"),
        ({"norm": [1]}, "missing or wrong"),
        ({"bias": ["a"] * len(LABELS)}, "missing or wrong"),
        ({"scale": [[1.0], [1.0, 2.0]]}, "missing or wrong"),
        ({"scale": [float("nan")] + [1.0] * (len(LABELS) - 1)}, "must be finite"),
        ({"bias": [float("inf")] * len(LABELS)}, "must be finite"),
        ({"thresholds": [1e300] * len(LABELS)}, "must be finite"),
        ({"loss": [10**400] * len(LABELS)}, "missing or wrong"),
        ({"norm": float("-inf")}, "must be finite"),
        ({"made_on": None}, "made_on"),
        ({"made_on": 20240214}, "made_on"),
        ({"made_on": "2026-13-77"}, "made_on"),
        ({"norm": 0}, "out of its range"),
        ({"thresholds": [-5] * len(LABELS)}, "out of its range"),
        ({"learned_from": ["posts"]}, "learned_from"),
        ({"made_on": "\x1b[2J"}, "made_on"),
        ({"sha256": None}, "SHA-256"),
        ({"sha256": "0" * 64}, "SHA-256"),
    ],
    ids=repr,
)
def test_a_description_that_does_not_fit(tmp_path, changes, words):
    write(tmp_path, **changes)
    refused(tmp_path, words)


def test_json_of_endless_depth(tmp_path):
    (write(tmp_path) / "model.json").write_text("[" * 100_000)
    refused(tmp_path, "cannot be read")


@pytest.mark.parametrize("data", [b"", b"\x93NUMPY\x01", np.zeros(3, np.uint8)])
def test_a_damaged_alphabet_is_refused(tmp_path, monkeypatch, data):
    path = tmp_path / "alphabet.npy"
    path.write_bytes(data) if isinstance(data, bytes) else np.save(path, data)
    monkeypatch.setattr(alphabet, "TABLE", path)
    with pytest.raises(InputError, match=r"alphabet\.npy .* Install the program again"):
        alphabet.fold_table.__wrapped__()


@pytest.mark.parametrize("data", [b"[[concepts]\n", b"\xff", b"id = 1\n", b"concepts = 1\n"])
def test_a_damaged_lexicon_is_refused(tmp_path, monkeypatch, data):
    (tmp_path / "lexicon.toml").write_bytes(data)
    monkeypatch.setattr(vocabulary, "LEXICON", tmp_path / "lexicon.toml")
    with pytest.raises(InputError, match=r"lexicon\.toml .* Install the program again"):
        vocabulary.lexicon.__wrapped__()


@pytest.mark.parametrize("data", [None, b"\xff\xfe"])
def test_a_damaged_list_is_refused(tmp_path, monkeypatch, data):
    (tmp_path / "gazetteer").mkdir()
    for name in ("gazetteer/names.txt", "roots.txt"):
        if data is not None:
            (tmp_path / name).write_bytes(data)
    monkeypatch.setattr(vocabulary, "DATA", tmp_path)
    with pytest.raises(InputError, match=r"gazetteer/names\.txt .* Install the program again"):
        vocabulary.gazetteer.__wrapped__("names")
    with pytest.raises(InputError, match=r"roots\.txt .* Install the program again"):
        roots.roots.__wrapped__()


def test_nothing_refused_is_remembered(tmp_path):
    (write(tmp_path) / "weights.npy").write_bytes(b"")
    refused(tmp_path, "SHA-256")
    assert model.load(write(tmp_path)).rows.shape == (64, COLUMNS)


# ---------------------------------------------------------------- arithmetic


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    chance = np.random.default_rng(4)
    numbers = {
        "scale": chance.uniform(0.0005, 0.002, len(LABELS)).tolist(),
        "bias": chance.normal(-2, 1, len(LABELS)).tolist(),
        "loss": chance.uniform(0, 2, len(LABELS)).tolist(),
        "thresholds": chance.uniform(0.3, 0.7, len(LABELS)).tolist(),
    }
    return model.load(write(tmp_path_factory.mktemp("model"), **numbers))


def test_scores_against_hand_arithmetic(sound):
    sums = np.random.default_rng(1).integers(-40_000, 40_000, (5, COLUMNS - 1))
    sums[:, 1] = [0, 1, 100, 40_000, 900_000]
    for row, score in zip(sums, sound.scores(sums), strict=True):
        length = max(row[1] * 0.01, 1e-6) ** 0.5
        away = 1 / (1 + np.exp(-np.clip(row[0] * 0.002 / length - 1, -30, 30)))
        logit = row[FIRST:] * sound.scale.astype(float) / length + sound.bias - away * sound.loss
        logit = np.clip(logit, -30, 30)
        assert score == pytest.approx(1 / (1 + np.exp(-logit)), rel=1e-3, abs=1e-6)
    assert sound.scores(sums).dtype == np.float32


@given(st.integers(1, 40), st.integers(0, 2**31))
def test_a_score_does_not_hang_on_its_neighbours(sound, posts, seed):
    sums = np.random.default_rng(seed).integers(-(10**6), 10**6, (posts, COLUMNS - 1))
    together = sound.scores(sums)
    assert ((together >= 0) & (together <= 1)).all()
    alone = np.vstack([sound.scores(sums[i : i + 1]) for i in range(posts)])
    assert together.tobytes() == alone.tobytes()


def test_a_label_is_given_from_its_threshold_on(sound):
    limits = sound.thresholds
    under = np.nextafter(limits, np.float32(0))
    rows = np.repeat(under[None], len(LABELS) + 1, axis=0)
    rows[range(len(LABELS)), range(len(LABELS))] = limits
    expected = np.vstack([np.eye(len(LABELS), dtype=bool), np.zeros((1, len(LABELS)), bool)])
    assert (sound.given(rows) == expected).all()


@given(st.sampled_from(OPPOSITES), st.floats(0, 1, width=32), st.floats(0, 1, width=32))
def test_of_two_opposites_only_the_one_further_above_its_threshold_is_given(
    sound, pair, one, other
):
    at = [LABELS.index(label) for label in pair]
    scores = np.zeros((1, len(LABELS)), np.float32)
    scores[0, at] = one, other
    found = sound.given(scores)[0, at].tolist()
    above = scores[0, at] - sound.thresholds[at]
    passed = (above >= 0).tolist()
    if all(passed):
        assert found == [above[0] >= above[1], above[0] < above[1]]
    else:
        assert found == passed
