"""What tests of claims share: the numbers that a lesson's own code arrives at."""

import contextlib
import io
from functools import cache
from typing import Any

import matplotlib
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
        with contextlib.redirect_stdout(io.StringIO()):
            for cell in cells:
                if cell.cell_type == "code":
                    exec(compile(cell.source, cell.id, "exec"), names)
        return names

    return lambda lesson, *names: [namespace(lesson)[name] for name in names]
