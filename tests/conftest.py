"""What all tests share: the course's root, and no skipped test in continuous integration."""

import os
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import matplotlib.pyplot as plt
import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from aipm.authoring.roadmap import Lesson
from aipm.authoring.run import Run, run
from aipm.runner import Runner

ROOT = Path(__file__).resolve().parents[1]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--whole-bank", action="store_true", help="compare all of the bank with plain nbgrader"
    )


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def executed(root: Path) -> Callable[[Lesson], Run]:
    """Run a lesson; each runs once, however many tests look at it."""
    once = cache(lambda path: run(root, path))  # a lesson holds dicts, so it is no key
    return lambda lesson: once(lesson.notebook)


@pytest.fixture(autouse=True, scope="module")
def no_style_or_figure_for_the_next_file() -> Iterator[None]:
    """What runs a lesson's cells sets the course's style: here it ends with the file."""
    with plt.rc_context():
        yield
    plt.close("all")


@pytest.fixture(scope="session")
def runner(root: Path) -> Iterator[Runner]:
    """The answers of all lessons run in one: its servers take seconds to start."""
    with Runner(root / "data") as started:
        yield started


def group(node: str) -> str:
    """Tests that share a lesson's run, or a file's fixtures, have the same group."""
    file, _, name = node.partition("::")
    lesson = re.search(r"\[(\d\d)_\w+\]$", name) or re.search(r"/claims/test_(\d\d)_", file)
    return lesson[1] if lesson else file


class ByLesson(LoadScopeScheduling):
    """A group stays in one process."""

    # Not --dist loadgroup: with pytest 9.2, pytest-xdist 3.8 no longer sees the groups (its issue
    # 1386).
    def _split_scope(self, nodeid: str) -> str:
        return group(nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ByLesson:
    return ByLesson(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Lessons come first: theirs are the longest groups."""
    items.sort(key=lambda item: not group(item.nodeid).isdigit())


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if os.environ.get("CI") and skipped and exitstatus == 0:
        reporter.write_line(f"{len(skipped)} skipped: in CI a skipped test is a failure", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
