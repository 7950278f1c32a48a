"""A class that is written down in short becomes the export of a learning management system."""

import nbformat
import pytest
import toy

from aipm.grading import Course, GradingError, sample

ATTEMPT = """# student: amina
# handed in: 2025-03-05 18:20:11
# edit: tag double-test-value skip-execution
# edit: delete double-test-hidden
# edit: copy double
# edit: retype total
# A remark.
# %% double
def double(x):
    # twice
    return x + x
# %% brief
# Buy it.
#
# - It pays.
# %% added
import math
"""


@pytest.fixture
def course(toy_course) -> Course:
    course = Course(toy_course)
    course.release(toy.LESSON)
    return course


def exported(course, tmp_path, text: str):
    (tmp_path / "attempts").mkdir()
    (tmp_path / "attempts" / "a.py").write_text(text)
    (tmp_path / "attempts" / "raw_attempt.ipynb").write_text("{")
    sample.export(course, toy.LESSON, tmp_path / "attempts", tmp_path / "export")
    return {path.name: path for path in (tmp_path / "export").iterdir()}


def test_an_attempt_becomes_a_notebook_named_as_the_system_names_it(course, tmp_path):
    files = exported(course, tmp_path, ATTEMPT)
    name = "01_toy_amina_attempt_2025-03-05-18-20-11_toy.ipynb"
    assert sorted(files) == sorted([name, "raw_attempt.ipynb"])
    notebook = nbformat.read(files[name], as_version=4)
    cells = {cell.id: cell for cell in notebook.cells}
    assert cells["double"].source == "def double(x):\n    # twice\n    return x + x"
    assert cells["brief"].source == "Buy it.\n\n- It pays."
    assert cells["double-test-value"].metadata.tags == ["skip-execution"]
    assert "NotImplementedError" in cells["total"].source
    assert cells["total"].cell_type == "raw"
    assert cells["double-copy"].source == cells["double"].source
    assert "double-test-hidden" not in cells
    assert notebook.cells[2].source == "import math"


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (("# student: amina\n", ""), "needs the lines"),
        (("%% double", "%% duoble"), "has no cell 'duoble'"),
        (("tag double-test-value skip-execution", "shred double"), "shred double"),
    ],
)
def test_a_mistake_in_an_attempt_names_the_file(course, tmp_path, change, complaint):
    with pytest.raises(GradingError) as error:
        exported(course, tmp_path, ATTEMPT.replace(*change))
    assert complaint in str(error.value)
    assert "a.py" in str(error.value)
