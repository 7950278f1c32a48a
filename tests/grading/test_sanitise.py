"""A submission is rebuilt from the released notebook; only answers come from the student."""

import copy
import json
from pathlib import Path

import nbformat
import pytest
import toy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nbformat.notebooknode import NotebookNode

from aipm.grading.sanitise import Unreadable, read, sanitise


def plain(notebook: NotebookNode) -> dict:
    return json.loads(nbformat.writes(notebook))


def cell(notebook: dict, name: str) -> dict:
    return next(cell for cell in notebook["cells"] if cell["id"] == name)


def sources(notebook: NotebookNode) -> dict[str, str]:
    return {cell.id: cell.source for cell in notebook.cells}


@pytest.fixture
def submitted(released: NotebookNode) -> dict:
    return plain(toy.fill(released, **toy.RIGHT))


def test_an_ordinary_submission_keeps_its_answers_and_has_no_finding(released, submitted):
    rebuilt, findings = sanitise(released, submitted)
    assert findings == []
    assert sources(rebuilt) == sources(toy.fill(released, **toy.RIGHT))
    nbformat.validate(rebuilt)


def test_the_blank_release_is_rebuilt_as_it_is(released):
    rebuilt, findings = sanitise(released, plain(released))
    assert findings == []
    assert rebuilt == released


def test_tags_metadata_and_changed_tests_do_not_survive(released, submitted):
    test = cell(submitted, "double-test-value")
    test["metadata"]["tags"] = ["skip-execution"]
    test["metadata"]["nbgrader"]["points"] = 100
    test["source"] = "pass"
    cell(submitted, "double")["metadata"]["tags"] = ["raises-exception"]
    rebuilt, findings = sanitise(released, submitted)
    assert findings == []
    assert sources(rebuilt) == sources(toy.fill(released, **toy.RIGHT))
    assert [c.metadata for c in rebuilt.cells] == [c.metadata for c in released.cells]


def test_a_deleted_test_comes_back(released, submitted):
    submitted["cells"].remove(cell(submitted, "double-test-hidden"))
    rebuilt, findings = sanitise(released, submitted)
    assert [c.id for c in rebuilt.cells] == [c.id for c in released.cells]
    assert [(f.kind, f.text) for f in findings] == [
        ("missing cell", "Cell double-test-hidden is missing.")
    ]


def test_a_deleted_answer_becomes_the_starter(released, submitted):
    submitted["cells"].remove(cell(submitted, "double"))
    rebuilt, findings = sanitise(released, submitted)
    assert sources(rebuilt)["double"] == sources(released)["double"]
    assert sources(rebuilt)["total"] == toy.RIGHT["total"]
    assert [f.kind for f in findings] == ["missing cell"]


@pytest.mark.parametrize("at", [0, 100])
def test_of_copies_the_one_with_work_in_it_counts(released, submitted, at):
    starter = copy.deepcopy(cell(plain(released), "double"))
    submitted["cells"].insert(at, starter)
    rebuilt, findings = sanitise(released, submitted)
    assert sources(rebuilt)["double"] == toy.RIGHT["double"]
    assert [f.kind for f in findings] == ["copied cell"]


def test_of_two_answers_the_later_one_counts(released, submitted):
    later = copy.deepcopy(cell(submitted, "double"))
    later["source"] = "double = None"
    submitted["cells"].append(later)
    rebuilt, _ = sanitise(released, submitted)
    assert sources(rebuilt)["double"] == "double = None"


def test_a_retyped_answer_is_graded_as_the_type_it_had(released, submitted):
    retyped = cell(submitted, "double")
    retyped["cell_type"] = "markdown"
    rebuilt, findings = sanitise(released, submitted)
    assert sources(rebuilt)["double"] == toy.RIGHT["double"]
    assert [c.cell_type for c in rebuilt.cells] == [c.cell_type for c in released.cells]
    assert [f.kind for f in findings] == ["retyped cell"]


def test_added_code_is_not_run_and_is_reported(released, submitted):
    submitted["cells"].insert(2, {"cell_type": "code", "source": ["import os\n"], "metadata": {}})
    submitted["cells"].insert(3, {"cell_type": "markdown", "source": "note", "metadata": {}})
    submitted["cells"].insert(4, {"cell_type": "code", "source": "", "metadata": {}})
    rebuilt, findings = sanitise(released, submitted)
    assert [c.id for c in rebuilt.cells] == [c.id for c in released.cells]
    assert [f.text for f in findings] == ["1 added code cell was not run."]


def test_a_picture_pasted_into_an_answer_is_reported(released, submitted):
    cell(submitted, "brief")["attachments"] = {"a.png": {"image/png": "AAAA"}}
    _, findings = sanitise(released, submitted)
    assert [f.kind for f in findings] == ["attachment"]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["metadata", "nbgrader", "grade_id", "source", "cell_type", "id"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(junk=st.lists(json_values, max_size=4), at=st.integers(0, 12))
def test_junk_cells_change_nothing_that_is_graded(released, junk, at):
    submission = plain(toy.fill(released, **toy.RIGHT))
    submission["cells"][at:at] = junk
    rebuilt, _ = sanitise(released, submission)
    assert [c.id for c in rebuilt.cells] == [c.id for c in released.cells]
    wanted = sources(toy.fill(released, **toy.RIGHT))
    assert sources(rebuilt) == wanted


def test_a_lone_surrogate_does_not_stop_the_file_from_being_written(released, submitted):
    cell(submitted, "double")["source"] = 'double = "\ud800"'
    rebuilt, _ = sanitise(released, submitted)
    nbformat.writes(rebuilt).encode("utf-8")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "the file is empty"),
        (b'{"cells": [', "the file is not JSON (line 1, column 12"),
        (b"\xff\xfe\x00", "the file is not UTF-8 text"),
        (b"[]", "the file is JSON, but no notebook"),
        (b'{"a": 1}', "the file is JSON, but no notebook"),
        (b'{"nbformat": 4, "cells": 3}', "the notebook has no list of cells"),
        (b'{"nbformat": 2, "x": 3}', "nbformat 2 could not be converted"),
        (b'{"nbformat": 4, "cells": ' + b"[" * 200_000, "nested too deeply"),
    ],
)
def test_a_file_that_is_no_notebook_says_why(tmp_path: Path, content, reason):
    path = tmp_path / "a.ipynb"
    path.write_bytes(content)
    with pytest.raises(Unreadable) as caught:
        read(path)
    assert reason in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_huge_file_is_not_read(tmp_path: Path):
    path = tmp_path / "a.ipynb"
    with path.open("wb") as file:
        file.truncate(30_000_000)
    with pytest.raises(Unreadable, match="larger than 20 MB"):
        read(path)


def test_an_old_notebook_is_read(tmp_path: Path, released):
    path = tmp_path / "a.ipynb"
    path.write_text(nbformat.writes(nbformat.convert(copy.deepcopy(released), 3)))
    answers, _ = sanitise(released, read(path))
    assert sources(answers)["double"] == sources(released)["double"]
