"""Names by chance become names that a person can say; names that a person gave stay."""

import nbformat
import pytest

from aipm.authoring import notebook
from aipm.authoring.naming import by_chance

from .conftest import code, prose

UUID = "8f14e45f-ceea-467f-ab1c-{:012x}"
PANEL = "cell-{:016x}"


def named(*cells):
    nb = nbformat.v4.new_notebook(cells=list(cells))
    return [cell.id for cell in notebook.normalise(nb, "x.ipynb").cells]


def new(kind, source, number=0):
    cell = kind(f"x{number}", source)
    cell.id = UUID.format(number)
    return cell


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        (new(prose, "## 13.2 Today is year 0\n\nMany words."), "today-year-0"),
        (new(prose, "Half a year late costs more than half."), "half-year-late-costs"),
        (new(code, "# Figure: how often the project loses\nshow(fig)"), "figure-how-often-project"),
        (new(code, "import math\n\n\ndef net_value(x):\n    return x"), "net-value"),
        (new(code, "flows['x'], _ = 1, 2\nn = 3"), "flows"),
    ],
)
def test_a_name_says_what_the_cell_holds(cell, name):
    assert named(cell) == [name]


def test_a_cell_that_says_nothing_is_called_after_the_one_before():
    assert named(prose("npv", "x"), new(code, "1 +")) == ["npv", "npv-code"]


def test_equal_names_are_told_apart():
    cells = [new(code, "late = 1", 1), prose("late-2", "x"), new(code, "late = 2", 2)]
    assert named(*cells) == ["late", "late-2", "late-3"]


def test_names_that_a_person_gave_stay():
    assert named(prose("facts", "x"), code("cafe-2", "late = 1")) == ["facts", "cafe-2"]


def test_the_cells_of_a_new_task_are_called_after_it():
    cells = [
        new(prose, "## Any heading", 1),
        code(PANEL.format(1), "def irr(flows):\n    pass", solution=True),
        code(PANEL.format(2), "expect.value(irr([1]), 2)", grade=True, points=1),
        code(PANEL.format(3), "# Hidden tests: limit cases.\n1", grade=True, points=1),
    ]
    for number, cell in enumerate(cells[1:], start=2):
        cell.id = UUID.format(number)
    nb = notebook.normalise(nbformat.v4.new_notebook(cells=cells), "x.ipynb")
    assert [c.id for c in nb.cells] == [
        "irr-prompt",
        "irr",
        "irr-test-values",
        "irr-test-limit-cases",
    ]
    assert [c.metadata.nbgrader.grade_id for c in nb.cells[1:]] == [c.id for c in nb.cells[1:]]


def test_naming_twice_changes_nothing():
    cells = [new(prose, "## 13.2 Today", 1), new(code, "late = 1", 2)]
    once = notebook.normalise(nbformat.v4.new_notebook(cells=cells), "x.ipynb")
    assert notebook.normalise(once, "x.ipynb") == once


@pytest.mark.parametrize("name", ["npv", "today-is-year-0", "facade", "cell-one", "13-roi"])
def test_a_persons_name_is_not_taken_for_a_machines(name):
    assert not by_chance(name)
