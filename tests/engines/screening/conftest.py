"""The engine, warm: kernels are compiled once for all tests of a run."""

import pytest

from ikrar.screening import engine


@pytest.fixture(scope="session")
def warm():
    engine.warm()
