"""What tests of claims share: the numbers that a lesson's own code arrives at."""

import contextlib
import io
from functools import cache
from typing import Any

import matplotlib
import matplotlib.pyplot as plt
import pytest

from aipm.authoring import notebook, roadmap


@pytest.fixture(scope="session")
def lesson_values(root):
    """Return what names stand for after a lesson's code cells have run, in this process."""

    @cache
    def namespace(name: str) -> dict[str, Any]:
        matplotlib.use("agg")
        names: dict[str, Any] = {"__name__": name}
        cells = notebook.read(root / roadmap.load(root).lesson(name).notebook).cells
        # A lesson sets the course's style; the next test must not inherit it.
        with contextlib.redirect_stdout(io.StringIO()), plt.rc_context():
            for cell in cells:
                if cell.cell_type == "code":
                    exec(compile(cell.source, cell.id, "exec"), names)
        plt.close("all")
        return names

    return lambda lesson, *names: [namespace(lesson)[name] for name in names]
