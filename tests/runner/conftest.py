"""A runner for all tests of a session, and short ways to run one answer."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from aipm.runner import Limits, Runner

from .answers import Trial


@pytest.fixture(scope="session")
def boxed(root: Path) -> Iterator[Runner]:
    with Runner(root / "data", boxed=True) as runner:
        yield runner


@pytest.fixture(scope="session")
def unboxed(root: Path) -> Iterator[Runner]:
    with Runner(root / "data", boxed=False) as runner:
        yield runner


@pytest.fixture
def trial(boxed: Runner) -> Trial:
    return Trial(boxed, Limits(cell=3, notebook=40))
