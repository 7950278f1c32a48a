"""One model of an exercise: what belongs to a task, and what it defines."""

import json

import pytest

from aipm.authoring import notebook, roadmap
from aipm.errors import UserError
from aipm.exercise import Exercise, defined


def cell(name: str, source: str = "", **marks) -> dict:
    metadata = {"nbgrader": {"grade_id": name, **marks}} if marks else {}
    return {"cell_type": "code", "id": name, "metadata": metadata, "source": source}


ANSWER = {"solution": True, "grade": False}
TEST = {"solution": False, "grade": True}


def test_the_course_is_read_alike_from_files_and_from_nodes(root):
    for lesson in roadmap.load(root).built:
        read = Exercise.read(root / lesson.solution)
        assert read == Exercise.of(notebook.read(root / lesson.solution))
        assert {t.id: t.points for t in read.tasks.values()} == {
            t.id: t.points for t in lesson.tasks
        }
        assert [t.id for t in read.tasks.values() if t.manual] == [
            t.id for t in lesson.tasks if t.manual
        ]
        assert all(read.names[name] for name in read.autograded)


def test_a_test_belongs_to_the_task_of_its_name_even_where_one_name_begins_another():
    cells = [cell("npv", **ANSWER), cell("npv-test", **ANSWER), cell("npv-test-test-a", **TEST)]
    exercise = Exercise.of({"cells": cells})
    assert exercise.tasks["npv-test"].tests[0].id == "npv-test-test-a"
    assert exercise.tasks["npv"].manual


def test_a_test_of_another_name_belongs_to_the_answer_before_it():
    exercise = Exercise.of(
        {"cells": [cell("a", **ANSWER), cell("one", points=2, **TEST), cell("b", **ANSWER)]}
    )
    assert exercise.tasks["a"].points == 2


def test_a_hyphen_in_a_task_is_its_own():
    cells = [cell("a", **ANSWER), cell("a-b", **ANSWER), cell("a-b-test-x", points=1, **TEST)]
    assert Exercise.of({"cells": cells}).tasks["a-b"].points == 1


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("def f(x):\n    y = 1\n    return y", {"f"}),
        ("import numpy as np\nfrom math import pi as p, e", {"np", "p", "e"}),
        ("a, (b, *c) = 1, (2, 3)\nd: int = 4\nfor i in []:\n    j = 1", set("abcdij")),
        ("class K:\n    z = 1\nif (w := 3):\n    v = w", {"K", "w", "v"}),
        ("%matplotlib inline\nx = 1\n!ls", {"x"}),
        ("print(unseen)", set()),
        ("def (", set()),
    ],
)
def test_the_names_that_an_answer_defines(source, names):
    assert set(defined(source)) == names


def test_what_is_no_notebook_is_told(tmp_path):
    path = tmp_path / "x.ipynb"
    with pytest.raises(UserError, match="no such notebook"):
        Exercise.read(path)
    for text in ("{", "[]", json.dumps({"cells": [{"a": 1}]})):
        path.write_text(text)
        with pytest.raises(UserError, match="no notebook"):
            Exercise.read(path)
