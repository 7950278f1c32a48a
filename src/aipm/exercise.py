"""One model of an exercise: its set-up, its tasks, their answer cells and their tests.

Derivation, audit, answer bank, mutants, `check` and the grading all read an exercise here, so that
they cannot disagree on what belongs to a task or what it is worth. Reading needs no nbformat, whose
import takes longer than most of what is done with an exercise.
"""

import json
import re
import symtable
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from aipm.errors import UserError

#: The cell with the imports, run before each answer.
SETUP = "setup"
#: The cell in which a learner checks the work; no part of what is graded.
CHECK = "check"
HIDDEN = "### BEGIN HIDDEN TESTS"

Kind = Literal["setup", "answer", "test", "check", "other"]


@dataclass(frozen=True)
class Cell:
    """A cell of an exercise.

    Parameters
    ----------
    id : str
        nbgrader's ``grade_id`` where there is one, else the cell's id.
    kind : {"setup", "answer", "test", "check", "other"}
        ``other`` is prose, and code that is neither an answer nor a test.
    is_code : bool
    source : str
    points : float
        Of a test cell, or of an answer that a person marks; 0 for others.
    task : str or None
        The answer cell that it belongs to; an answer belongs to itself.
    """

    id: str
    kind: Kind
    is_code: bool
    source: str
    points: float
    task: str | None

    @property
    def hidden(self) -> bool:
        """Whether it holds tests that the released exercise does not show."""
        return HIDDEN in self.source


@dataclass(frozen=True)
class Task:
    """An answer cell with its tests.

    Parameters
    ----------
    answer : Cell
    tests : tuple of Cell
        None where a person marks the answer.
    """

    answer: Cell
    tests: tuple[Cell, ...]

    @property
    def id(self) -> str:
        """The name of the task, which is that of its answer cell."""
        return self.answer.id

    @property
    def manual(self) -> bool:
        """Whether a person marks it."""
        return not self.tests

    @property
    def points(self) -> float:
        """What the task is worth."""
        return sum(test.points for test in self.tests) or self.answer.points


@dataclass(frozen=True)
class Exercise:
    """An exercise, as a solution notebook or a released one holds it.

    Parameters
    ----------
    cells : tuple of Cell
        In the notebook's order.
    """

    cells: tuple[Cell, ...]

    @classmethod
    def of(cls, notebook: Mapping[str, Any]) -> "Exercise":
        """Return the exercise in a notebook, given as nbformat's node or as plain JSON data."""
        marked = [(cell, cell.get("metadata", {}).get("nbgrader", {})) for cell in _cells(notebook)]
        answers = [_id(cell) for cell, marks in marked if marks.get("solution")]
        cells, latest = [], None
        for cell, marks in marked:
            name, kind = _id(cell), _kind(cell, marks)
            if kind == "answer":
                latest = name
            # A test is called after its task; in exercises of others it follows its answer.
            owner = task_of(name, answers) or (latest if kind == "test" else None)
            cells.append(
                Cell(
                    id=name,
                    kind=kind,
                    is_code=cell["cell_type"] == "code",
                    source=_source(cell),
                    points=marks.get("points") or 0 if marks.get("grade") else 0,
                    task=owner,
                )
            )
        return cls(tuple(cells))

    @classmethod
    def read(cls, path: Path) -> "Exercise":
        """Read an exercise from a notebook file of ours.

        Raises
        ------
        UserError
            If there is no such file, or it is no notebook.
        """
        try:
            return cls.of(json.loads(path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            raise UserError(f"{path}: there is no such notebook") from None
        except (ValueError, KeyError, TypeError, AttributeError):
            raise UserError(f"{path}: no notebook; restore it from version control") from None

    @cached_property
    def tasks(self) -> dict[str, Task]:
        """The tasks by name, in order."""
        return {
            answer.id: Task(
                answer,
                tuple(c for c in self.cells if c.kind == "test" and c.task == answer.id),
            )
            for answer in self.cells
            if answer.kind == "answer"
        }

    @property
    def autograded(self) -> dict[str, Task]:
        """The tasks that tests mark."""
        return {name: task for name, task in self.tasks.items() if not task.manual}

    @property
    def setup(self) -> str:
        """The code that runs before every answer."""
        return "\n\n".join(cell.source for cell in self.cells if cell.kind == "setup")

    @cached_property
    def names(self) -> dict[str, tuple[str, ...]]:
        """What each answer cell defines; of a solution, what the tests may use."""
        return {
            task.id: defined(task.answer.source)
            for task in self.tasks.values()
            if task.answer.is_code
        }


def task_of(cell_id: str, tasks: Iterable[str]) -> str | None:
    """Return the task that a cell belongs to by its name, or None."""
    owners = [t for t in tasks if cell_id in (t, f"{t}-prompt") or cell_id.startswith(f"{t}-test-")]
    return max(owners, key=len, default=None)


def defined(source: str) -> tuple[str, ...]:
    """Return the names that code binds at its top level; none where it is no Python."""
    plain = re.sub(r"(?m)^(\s*)[%!].*$", r"\1pass", source)  # IPython's magics are no Python
    try:
        table = symtable.symtable(plain, "answer", "exec")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ()
    return tuple(
        symbol.get_name()
        for symbol in table.get_symbols()
        if symbol.is_assigned() or symbol.is_imported()
    )


def _cells(notebook: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    return notebook["cells"]


def _id(cell: Mapping[str, Any]) -> str:
    return cell.get("metadata", {}).get("nbgrader", {}).get("grade_id") or cell.get("id", "")


def _source(cell: Mapping[str, Any]) -> str:
    source = cell["source"]
    return source if isinstance(source, str) else "".join(source)


def _kind(cell: Mapping[str, Any], marks: Mapping[str, Any]) -> Kind:
    if marks.get("solution"):
        return "answer"
    if cell["cell_type"] != "code":
        return "other"
    if marks.get("grade"):
        return "test"
    name = _id(cell)
    return name if name in (SETUP, CHECK) else "other"
