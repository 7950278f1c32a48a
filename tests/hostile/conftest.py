"""One box for the whole suite; never without one: these answers mean harm."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from aipm.exercise import Exercise
from aipm.runner import Limits, Runner

from .harness import Attack


@pytest.fixture(scope="session")
def runner(root: Path) -> Iterator[Runner]:
    with Runner(root / "data", boxed=True) as runner:
        yield runner


@pytest.fixture(scope="session")
def exercise(root: Path) -> Exercise:
    return Exercise.read(root / "solutions" / "13_roi" / "roi.ipynb")


@pytest.fixture
def attack(runner: Runner, exercise: Exercise) -> Iterator[Attack]:
    before = _ours(runner)
    files = set(Path(runner._folder).iterdir())
    yield Attack(runner, exercise, Limits(cell=3, notebook=25, memory=700 << 20, call=1))
    # Nothing alive, nothing left behind, nobody else harmed. What was ending when the attack began,
    # such as the box of the probe, may be gone.
    deadline = time.monotonic() + 10  # a keeper says goodbye, then ends
    while not _ours(runner) <= before and time.monotonic() < deadline:
        time.sleep(0.05)
    assert _ours(runner) <= before
    assert set(Path(runner._folder).iterdir()) == files
    assert all(server.poll() is None for server in runner._servers)


def _ours(runner: Runner) -> set[int]:
    """The processes that the runner's servers have started."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if fields[0] != "Z":
            parents.setdefault(int(fields[1]), []).append(int(entry.name))
    found, todo = set(), [server.pid for server in runner._servers]
    while todo:
        for child in parents.get(todo.pop(), []):
            found.add(child)
            todo.append(child)
    assert os.getpid() not in found
    return found
