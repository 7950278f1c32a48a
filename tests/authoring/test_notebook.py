import json
from pathlib import Path

import nbformat
import pytest

from aipm.authoring import notebook
from aipm.errors import UserError

from .conftest import code, lesson_cells, prose, solution_cells


def nb(*cells):
    return nbformat.v4.new_notebook(cells=list(cells))


def test_normal_form_is_idempotent():
    once = notebook.dumps(notebook.normalise(nb(*lesson_cells()), "x.ipynb"))
    twice = notebook.dumps(notebook.normalise(nbformat.reads(once, 4), "x.ipynb"))
    assert once == twice
    assert once.endswith("}\n")


def test_normal_form_drops_outputs_counts_and_foreign_metadata():
    cell = code("a", "1 + 1\n\n")
    cell.execution_count = 7
    cell.outputs = [nbformat.v4.new_output("stream", text="x")]
    cell.metadata["collapsed"] = True
    notebook_ = nb(cell)
    notebook_.metadata["widgets"] = {"big": "state"}
    normal = notebook.normalise(notebook_, "x.ipynb")
    assert normal.cells[0] == {
        "cell_type": "code",
        "id": "a",
        "metadata": {},
        "source": "1 + 1",
        "outputs": [],
        "execution_count": None,
    }
    assert set(normal.metadata) == {"kernelspec", "language_info"}


def test_normal_form_keeps_folded_code_and_lets_run_all_go_on_after_a_test():
    cells = solution_cells()
    for cell in cells:
        cell.metadata["jupyter"] = {"source_hidden": True, "outputs_hidden": True}
        cell.metadata["tags"] = ["skip-execution"]
    normal = {cell.id: cell for cell in notebook.normalise(nb(*cells), "x.ipynb").cells}
    assert normal["setup"].metadata["jupyter"] == {"source_hidden": True}
    assert "jupyter" not in normal["double-prompt"].metadata
    tagged = [name for name, cell in normal.items() if "tags" in cell.metadata]
    assert tagged == ["double-test-value", "double-test-more", "check"]
    assert normal["double-test-more"].metadata["tags"] == ["raises-exception"]


def test_normal_form_keeps_nbgrader_marks():
    normal = notebook.normalise(nb(*solution_cells()), "x.ipynb")
    assert normal.cells[4].metadata.nbgrader.points == 1


def test_a_machine_made_id_is_replaced_by_the_grade_id():
    cell = code("npv", "x", solution=True)
    cell.id = "A_b"
    assert notebook.normalise(nb(cell), "x.ipynb").cells[0].id == "npv"


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ([prose("A_b", "x")], "cell 1: id 'A_b' is not a readable slug"),
        ([prose("A1" * 8, "x")], "not a readable slug"),
        ([prose("a", "x"), prose("a", "y")], "cell 2: a second cell has the id 'a'"),
    ],
)
def test_a_wrong_id_is_refused_with_file_and_cell(cells, says):
    with pytest.raises(UserError) as caught:
        notebook.normalise(nbformat.from_dict({"cells": cells}), "solutions/x.ipynb")
    assert says in str(caught.value)
    assert "solutions/x.ipynb" in str(caught.value)


def test_an_id_that_contradicts_the_grade_id_is_refused():
    cell = code("npv", "x", solution=True)
    cell.id = "irr"
    with pytest.raises(UserError, match="id 'irr' and grade_id 'npv' differ"):
        notebook.normalise(nb(cell), "x.ipynb")


def test_an_attachment_is_refused():
    cell = prose("a", "![x](attachment:x.png)")
    cell["attachments"] = {"x.png": {"image/png": "AAAA"}}
    with pytest.raises(UserError, match="'a': has an attachment"):
        notebook.normalise(nb(cell), "x.ipynb")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"{not json", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"[1]", "not a notebook of format 4"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b'{"cells": []}', "not a notebook of format 4"),
        (
            json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [1]}).encode(),
            "not a valid notebook",
        ),
    ],
)
def test_what_is_no_notebook_is_refused_in_one_line(tmp_path: Path, content, says):
    path = tmp_path / "broken.ipynb"
    path.write_bytes(content)
    with pytest.raises(UserError) as caught:
        notebook.read(path)
    assert says in str(caught.value)
    assert "broken.ipynb" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_notebook_is_told(tmp_path: Path):
    with pytest.raises(UserError, match="there is no such notebook"):
        notebook.read(tmp_path / "none.ipynb")
