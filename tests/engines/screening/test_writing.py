"""The folder in which a run keeps its work is that run's alone: nobody else writes to it, and nobody removes it."""

import errno
import os

import pyarrow as pa
import pytest
from pyarrow import parquet

from ikrar.errors import InputError, NotPossible
from ikrar.screening import writing
from ikrar.screening.writing import Output

RUN = {"pack": "pemilu-2024"}
PAGE = pa.table({"row": [0, 1]})


@pytest.fixture
def out(tmp_path):
    (tmp_path / "results").mkdir()
    return tmp_path / "results" / "out.parquet"


@pytest.mark.parametrize("resume", [True, False])
@pytest.mark.parametrize("has_pages", [True, False])
def test_a_second_run_takes_nothing_from_the_first(out, has_pages, resume):
    first = Output(out, RUN, resume=False)
    if has_pages:
        first.add(PAGE, "0a")
    with pytest.raises(NotPossible, match="Another run is writing"):
        Output(out, RUN, resume=resume)
    first.add(PAGE, "0b")
    first.finish(1 + has_pages)
    assert parquet.read_table(out).num_rows == 2 * (1 + has_pages)
    assert list(out.parent.iterdir()) == [out]


def test_a_folder_of_other_files_is_left_alone(out):
    theirs = out.with_name(out.name + ".part") / "notes.txt"
    theirs.parent.mkdir()
    theirs.write_text("precious")
    with pytest.raises(NotPossible, match="holds other files"):
        Output(out, RUN, resume=False)
    assert theirs.read_text() == "precious"


def test_an_empty_folder_is_taken(out):
    out.with_name(out.name + ".part").mkdir()
    Output(out, RUN, resume=False).close()
    assert not list(out.parent.iterdir())


def test_a_link_stays_and_what_it_points_to_is_written(out, tmp_path):
    link = tmp_path / "link.parquet"
    link.symlink_to(out)
    result = Output(link, RUN, resume=False)
    result.add(PAGE, "0a")
    assert writing.unfinished(link)
    result.close()
    Output(link, RUN, resume=True).finish(1)
    assert link.is_symlink()
    assert parquet.read_table(out).num_rows == 2
    assert not writing.unfinished(link)
    assert list(out.parent.iterdir()) == [out]
    assert not list(tmp_path.glob("*.part"))


def test_a_link_to_itself_is_refused(tmp_path):
    link = tmp_path / "link.jsonl"
    link.symlink_to(link)
    with pytest.raises(InputError, match="leads nowhere"):
        Output(link, RUN, resume=False)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.EFBIG, r"larger than a file may be here\. Raise the limit \(ulimit -f\)"),
        (errno.ENOSPC, r"The disk is full \(.*\)\. Make room there\."),
        (errno.EDQUOT, r"The disk is full"),
        (errno.EACCES, r"cannot be written: Permission denied\."),
    ],
)
def test_what_stops_writing_is_called_by_its_name(out, monkeypatch, number, said):
    def refused(*_given):
        raise OSError(number, os.strerror(number))

    result = Output(out, RUN, resume=False)
    monkeypatch.setattr(writing, "_written", refused)
    with pytest.raises(NotPossible, match=said):
        result.add(PAGE, "0a")
    result.close()


def test_a_piece_that_was_cut_is_refused(out):
    run = Output(out, RUN, resume=False)
    run.add(PAGE, "0a")
    run.close()
    (piece,) = run.pieces
    piece.write_bytes(piece.read_bytes()[:-1])
    again = Output(out, RUN, resume=True)
    with pytest.raises(
        NotPossible, match=r"damaged: it is not as long .* Remove .*out\.parquet\.part"
    ):
        again.check(0, "0a")
    again.close()
