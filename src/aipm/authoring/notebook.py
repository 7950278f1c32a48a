"""Read notebooks, and keep the committed ones in one normal form.

Normal form: nbformat 4.5; no outputs and no execution counts; only the metadata that the course
needs; cell ids that are readable slugs, equal to nbgrader's ``grade_id`` where there is one (a name
that JupyterLab gave by chance is replaced, see :mod:`aipm.authoring.naming`); UTF-8, one final
newline, keys in nbformat's order. One cell has one spelling, so a diff shows only what an
author changed.
"""

import json
import re
from pathlib import Path
from typing import Any

import nbformat
from nbformat.notebooknode import NotebookNode, from_dict

from aipm.authoring.naming import by_chance, name_cells
from aipm.errors import UserError

SLUG = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")
LONGEST_ID = 64
NOTEBOOK_METADATA = {
    "kernelspec": {
        "display_name": "Python 3 (ipykernel)",
        "language": "python",
        "name": "python3",
    },
    "language_info": {"name": "python"},
}
#: On what runs an answer (tests, a look at a drawing): Run All goes on after it fails, so that
#: later answers are defined.
GO_ON = "raises-exception"
#: nbgrader's schema 3; ``points`` stands only on graded cells, ``checksum`` only on released ones.
NBGRADER_KEYS = {
    "cell_type",
    "checksum",
    "grade",
    "grade_id",
    "locked",
    "points",
    "schema_version",
    "solution",
    "task",
}


def read(path: Path) -> NotebookNode:
    """Read a notebook.

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    NotebookNode
        nbformat 4.

    Raises
    ------
    UserError
        If the file is missing, is not UTF-8, is not JSON or is no notebook of format 4.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise UserError(f"{path}: there is no such notebook") from None
    except UnicodeDecodeError as error:
        raise UserError(f"{path}: not UTF-8 text (byte {error.start}); save it as UTF-8") from None
    try:
        content = json.loads(text)
    except (json.JSONDecodeError, RecursionError):
        raise UserError(
            f"{path}: not JSON, so no notebook; restore it from version control"
        ) from None
    if not isinstance(content, dict) or content.get("nbformat") != 4:
        raise UserError(f"{path}: not a notebook of format 4; save it anew in JupyterLab")
    try:
        nb = nbformat.reads(text, as_version=4)
        nbformat.validate(nb)
    except Exception as error:  # nbformat raises many kinds for what is no notebook
        reason = str(error).strip().splitlines()[0]
        raise UserError(f"{path}: not a valid notebook ({reason})") from None
    return nb


def dumps(nb: NotebookNode) -> str:
    """Return the notebook as text with one final newline, as nbformat writes it."""
    return nbformat.writes(nb).rstrip("\n") + "\n"


def cell_by_id(nb: NotebookNode, cell_id: str) -> NotebookNode | None:
    """Return the cell with this id, or None."""
    return next((cell for cell in nb.cells if cell.get("id") == cell_id), None)


def normalise(nb: NotebookNode, where: str) -> NotebookNode:
    """Return the notebook in normal form.

    Parameters
    ----------
    nb : NotebookNode
        nbformat 4 of any minor version.
    where : str
        The file, for messages.

    Raises
    ------
    UserError
        If a cell has no readable id, two cells share one, an id and a ``grade_id`` differ, or a
        cell carries attachments, which have no place in a text diff.
    """
    seen: set[str] = set()
    cells = []
    answered = False
    for number, (cell, cell_id) in enumerate(zip(nb.cells, name_cells(nb.cells), strict=True), 1):
        marks = dict(cell.metadata.get("nbgrader", {}))
        given = cell.get("id", cell_id)
        if (
            marks.get("grade_id")
            and given != cell_id
            and SLUG.match(given)
            and not by_chance(given)
        ):
            raise UserError(
                f"{where}, cell {number}: id '{given}' and grade_id '{marks['grade_id']}' "
                "differ; give both the same name"
            )
        if marks:
            marks["grade_id"] = cell_id
        if not SLUG.match(cell_id) or len(cell_id) > LONGEST_ID:
            raise UserError(
                f"{where}, cell {number}: id '{cell_id}' is not a readable slug (small letters, "
                f"digits and hyphens, at most {LONGEST_ID}); name it for what the cell does"
            )
        if cell_id in seen:
            raise UserError(f"{where}, cell {number}: a second cell has the id '{cell_id}'")
        seen.add(cell_id)
        if cell.get("attachments"):
            raise UserError(
                f"{where}, cell '{cell_id}': has an attachment; draw the figure in code instead"
            )
        answered = answered or bool(marks.get("solution"))
        cells.append(_normal_cell(cell, cell_id, marks, may_fail=answered))
    return from_dict(
        {"cells": cells, "metadata": NOTEBOOK_METADATA, "nbformat": 4, "nbformat_minor": 5}
    )


def is_test(cell: NotebookNode) -> bool:
    """Whether tests give points in this cell."""
    marks = cell.metadata.get("nbgrader", {})
    return bool(cell.cell_type == "code" and marks.get("grade") and not marks.get("solution"))


def _normal_cell(cell: NotebookNode, cell_id: str, marks: dict, *, may_fail: bool) -> dict:
    metadata: dict[str, Any] = {}
    if marks:
        metadata["nbgrader"] = {key: marks[key] for key in sorted(NBGRADER_KEYS & marks.keys())}
    ours = cell.cell_type == "code" and marks.get("locked") and not marks.get("solution")
    if is_test(cell) or (ours and may_fail):
        metadata["tags"] = [GO_ON]
    if cell.cell_type == "code" and cell.metadata.get("jupyter", {}).get("source_hidden") is True:
        metadata["jupyter"] = {"source_hidden": True}
    if "aipm" in cell.metadata:
        metadata["aipm"] = {"generated": str(cell.metadata["aipm"].get("generated", ""))}
    normal = {
        "cell_type": cell.cell_type,
        "id": cell_id,
        "metadata": metadata,
        "source": cell.source.strip("\n"),
    }
    if cell.cell_type == "code":
        normal |= {"execution_count": None, "outputs": []}
    return normal
