"""Make the export of a learning management system from a class that is written down in short.

A file of the class describes one attempt, with what the student put into the released notebook::

    # student: amina
    # handed in: 2025-03-05 18:20:11
    # edit: delete npv-test-hidden
    # Whatever else is worth knowing about this attempt.
    # %% npv
    def npv(rate, cash_flows):
        return sum(flow / (1 + rate) ** t for t, flow in enumerate(cash_flows))
    # %% brief
    # We should build it: ...
    # %% added
    import math

A cell goes to the answer cell of that id; in a text cell the comment marks are taken off. ``added``
is a code cell that the student put behind the set-up. ``edit`` is one of ``delete CELL``,
``copy CELL``, ``retype CELL`` and ``tag CELL TAG``. Files with the ending ``.ipynb`` are handed in
as they are.
"""

import copy
import re
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import nbformat
from nbformat.notebooknode import NotebookNode
from nbformat.v4 import new_code_cell

from aipm.grading.course import Course, GradingError

#: When a sample class has to hand in, in UTC.
DUE = datetime(2025, 3, 7, 23, 59)

_HEAD = re.compile(r"^# (?P<key>student|handed in|edit): (?P<value>.+)$")


@dataclass(frozen=True)
class Attempt:
    """One attempt of one student, as it is written down.

    Parameters
    ----------
    student : str
    time : str
        Such as ``"2025-03-05 18:20:11"``.
    edits : tuple of str
    answers : dict from cell id to source
    """

    student: str
    time: str
    edits: tuple[str, ...]
    answers: dict[str, str]


def export(course: Course, assignment: str, attempts: Path, folder: Path) -> None:
    """Write every attempt of a class as a notebook with the name that the system gives it.

    Parameters
    ----------
    course : Course
        The exercise must be released there.
    assignment : str
        Such as ``"13_roi"``.
    attempts : Path
        The folder with the attempts.
    folder : Path
        Where the export goes; made anew.

    Raises
    ------
    GradingError
        If an attempt cannot be read or names a cell that the exercise does not have.
    """
    name = course.notebook(assignment)
    released = nbformat.read(course.folder("release", assignment) / f"{name}.ipynb", as_version=4)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for path in sorted(attempts.glob("*.py")):
        attempt = read(path)
        try:
            notebook = fill(released, attempt)
        except KeyError as error:
            raise GradingError(f"{path}: {assignment} has no cell {error}") from None
        time = re.sub(r"[ :]", "-", attempt.time)
        target = folder / f"{assignment}_{attempt.student}_attempt_{time}_{name}.ipynb"
        nbformat.write(notebook, target)
    for path in attempts.glob("*.ipynb"):
        shutil.copyfile(path, folder / path.name)


def read(path: Path) -> Attempt:
    """Read one attempt.

    Raises
    ------
    GradingError
        If the student or the time is missing.
    """
    head, *cells = re.split(r"^# %% ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    found: dict[str, list[str]] = {"student": [], "handed in": [], "edit": []}
    for line in head.splitlines():
        match = _HEAD.match(line)
        if match:
            found[match["key"]].append(match["value"].strip())
    if not found["student"] or not found["handed in"]:
        raise GradingError(f"{path}: needs the lines '# student: ID' and '# handed in: TIME'")
    answers = {}
    for cell in cells:
        name, _, source = cell.partition("\n")
        answers[name.strip()] = source.strip("\n")
    return Attempt(found["student"][0], found["handed in"][0], tuple(found["edit"]), answers)


def fill(released: NotebookNode, attempt: Attempt) -> NotebookNode:
    """Return the notebook that the student handed in.

    Raises
    ------
    KeyError
        If the exercise has no such cell.
    """
    notebook = copy.deepcopy(released)
    cells = {cell.id: cell for cell in notebook.cells}
    for name, source in attempt.answers.items():
        if name == "added":
            notebook.cells.insert(2, new_code_cell(source))
        elif cells[name].cell_type == "markdown":
            cells[name].source = re.sub(r"^# ?", "", source, flags=re.MULTILINE)
        else:
            cells[name].source = source
    for edit in attempt.edits:
        verb, name, *tag = edit.split()
        cell, at = cells[name], notebook.cells.index(cells[name])
        if verb == "delete":
            del notebook.cells[at]
        elif verb == "copy":
            copied = copy.deepcopy(cell)
            copied.id = f"{name}-copy"
            notebook.cells.insert(at + 1, copied)
        elif verb == "retype":
            cell.cell_type = "raw"
            cell.pop("outputs", None)
            cell.pop("execution_count", None)
        elif verb == "tag":
            cell.metadata["tags"] = tag
        else:
            raise KeyError(edit)
    return notebook
