"""Run All goes on after a failed test, and Validate counts as it did."""

import copy

import nbformat
import pytest
from nbclient import NotebookClient
from nbgrader.validator import Validator

from aipm.authoring.build import build
from aipm.authoring.notebook import normalise
from aipm.grading.sanitise import sanitise

from .conftest import code

EXERCISE = "exercises/00_start/start.ipynb"


@pytest.fixture
def solved_wrongly(course):
    """The small exercise with a wrong answer, and a cell of the learner's own at the end."""
    build(course.root)
    nb = nbformat.read(course.root / EXERCISE, as_version=4)
    answer = next(cell for cell in nb.cells if cell.id == "double")
    answer.source = "def double(x):\n    return 3 * x"
    nb.cells.append(code("mine", "print('still running')"))
    return nb


def test_run_all_goes_on_after_a_failed_test(solved_wrongly):
    NotebookClient(solved_wrongly, kernel_name="python3").execute()
    failed = [
        c.id
        for c in solved_wrongly.cells
        if any(o.output_type == "error" for o in c.get("outputs", []))
    ]
    assert failed == ["double-test-value"]
    assert solved_wrongly.cells[-1].outputs[0].text == "still running\n"


def test_validate_counts_the_same_failures_with_the_tag_and_without(solved_wrongly, tmp_path):
    plain = copy.deepcopy(solved_wrongly)
    for cell in plain.cells:
        cell.metadata.pop("tags", None)
    results = []
    for name, nb in (("tagged", solved_wrongly), ("plain", plain)):
        nbformat.write(nb, tmp_path / f"{name}.ipynb")
        found = Validator().validate(str(tmp_path / f"{name}.ipynb"))
        results.append([cell["source"] for cell in found["failed"]])
    assert len(results[0]) == 1
    assert results[0] == results[1]


def test_the_grader_puts_the_tag_back_and_no_other(course, solved_wrongly):
    released = nbformat.read(course.root / EXERCISE, as_version=4)
    for cell in solved_wrongly.cells:
        cell.metadata["tags"] = ["skip-execution"]
    rebuilt, _ = sanitise(released, solved_wrongly)
    tags = {cell.id: cell.metadata.get("tags") for cell in rebuilt.cells}
    assert [name for name, found in tags.items() if found] == [
        "double-test-value",
        "double-test-more",
        "check",
    ]
    assert all(found in (None, ["raises-exception"]) for found in tags.values())


def test_a_look_at_an_answer_goes_on_too_and_the_set_up_stops():
    nb = nbformat.v4.new_notebook(
        cells=[
            code("setup", "import math", locked=True),
            code("double", "def double(x):\n    return 2 * x", solution=True, locked=False),
            code("double-look", "double(2)", locked=True),
            code("mine", "double(3)"),
        ]
    )
    normal = normalise(nb, "small")
    assert [cell.id for cell in normal.cells if cell.metadata.get("tags")] == ["double-look"]
