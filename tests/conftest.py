"""What all tests share: the course's root, and no skipped test in continuous integration."""

import os
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import matplotlib.pyplot as plt
import pytest

from aipm.authoring.roadmap import Lesson
from aipm.authoring.run import Run, run

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


@pytest.hookimpl(tryfirst=True)  # pytest-xdist reads the groups in this hook, too
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that share a lesson's run, or a file's fixtures, stay in one process; lessons first."""
    for item in items:
        given = getattr(item, "callspec", None)
        lesson = given.params.get("lesson") if given else None
        if isinstance(lesson, Lesson):
            group = lesson.id
        elif item.path.parent.name == "claims":
            group = item.path.stem.split("_")[1]
        else:
            group = str(item.path.relative_to(ROOT))
        item.add_marker(pytest.mark.xdist_group(group))
    items.sort(key=lambda item: not item.get_closest_marker("xdist_group").args[0].isdigit())


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if os.environ.get("CI") and skipped and exitstatus == 0:
        reporter.write_line(f"{len(skipped)} skipped: in CI a skipped test is a failure", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
