"""A small exercise of the same contract as the course's: two tasks and a manual one."""

import textwrap
from pathlib import Path

import nbformat
from nbformat.notebooknode import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

LESSON, NAME = "01_toy", "toy"

#: Whole answers by task; the right ones.
RIGHT = {
    "double": "def double(x):\n    return 2 * x",
    "total": "def total(values):\n    return float(sum(values))",
    "brief": "Buy it: it pays back in two years.",
}


def solution() -> NotebookNode:
    """Return the source notebook."""
    cells = [
        new_markdown_cell("# Toy", id="header"),
        _code("setup", "from aipm import expect", locked=True),
        new_markdown_cell("## Task 1: Double (3 points)", id="double-prompt"),
        _code(
            "double", _solved('def double(x):\n    """Double."""', "return 2 * x"), solution=True
        ),
        _code(
            "double-test-value",
            """
            expect.type(double(2), "number", of="double(2)")
            expect.value(double(2), 4, of="double(2)", slips={"squares -> section 01.1": 5})
            """,
            points=1,
        ),
        _code(
            "double-test-hidden",
            """
            # Hidden tests: fresh inputs.
            ### BEGIN HIDDEN TESTS
            _secret = [(0,), (-3,), (7,)]
            expect.function(
                double,
                reference=lambda x: 2 * x,
                cases=_secret,
                slips={"adds two -> section 01.2": lambda x: x + 2},
            )
            ### END HIDDEN TESTS
            """,
            points=2,
        ),
        new_markdown_cell("## Task 2: Total (2 points)", id="total-prompt"),
        _code("total", _solved("def total(values):", "return float(sum(values))"), solution=True),
        _code(
            "total-test-hidden",
            """
            # Hidden tests: an empty list.
            ### BEGIN HIDDEN TESTS
            expect.function(total, reference=lambda v: float(sum(v)), cases=[([],), ([1, 2.5],)])
            ### END HIDDEN TESTS
            """,
            points=2,
        ),
        new_markdown_cell("## Brief (5 points)", id="brief-prompt"),
        new_markdown_cell(
            "### BEGIN SOLUTION\nAn exemplar.\n### END SOLUTION",
            id="brief",
            metadata=_metadata("brief", grade=True, solution=True, points=5, cell_type="markdown"),
        ),
        _code("check", "checked = True", locked=True),
    ]
    kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    return new_notebook(cells=cells, metadata={"kernelspec": kernel})


def write(root: Path) -> None:
    """Put the exercise into a course."""
    path = root / "solutions" / LESSON / f"{NAME}.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(solution(), path)


def fill(notebook: NotebookNode, **answers: str) -> NotebookNode:
    """Return a copy of a notebook with answers in the cells of these ids."""
    filled = nbformat.reads(nbformat.writes(notebook), as_version=4)
    for cell in filled.cells:
        if cell.id in answers:
            cell.source = answers[cell.id]
    return filled


def submit(root: Path, released: NotebookNode, students: dict[str, dict[str, str]]) -> None:
    """Hand in each student's answers."""
    for student, answers in students.items():
        path = root / "submitted" / student / LESSON / f"{NAME}.ipynb"
        path.parent.mkdir(parents=True)
        nbformat.write(fill(released, **answers), path)


def _solved(head: str, body: str) -> str:
    return f"{head}\n    ### BEGIN SOLUTION\n    {body}\n    ### END SOLUTION"


def _code(
    name: str, source: str, *, solution: bool = False, locked: bool = False, points: int = 0
) -> NotebookNode:
    metadata = _metadata(
        name, grade=points > 0, solution=solution, points=points, locked=locked or points > 0
    )
    return new_code_cell(textwrap.dedent(source).strip(), id=name, metadata=metadata)


def _metadata(
    name: str,
    *,
    grade: bool = False,
    solution: bool = False,
    points: int = 0,
    locked: bool = False,
    cell_type: str = "code",
) -> dict:
    nbgrader = {
        "grade": grade,
        "grade_id": name,
        "locked": locked,
        "schema_version": 3,
        "solution": solution,
        "task": False,
    }
    if grade:
        nbgrader |= {"points": points, "cell_type": cell_type}
    return {"nbgrader": nbgrader}
