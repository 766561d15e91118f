"""The folder in which a run keeps its work is that run's alone: nobody else writes to it, and nobody removes it."""

import pyarrow as pa
import pytest
from pyarrow import parquet

from ikrar.errors import NotPossible
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
