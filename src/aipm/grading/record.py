"""Write results into the gradebook: nbgrader's own autograding, which finds the work done.

Scores, flags for manual grading and late penalties come from nbgrader alone. Of its steps, those
that put our cells back and check them are left out, since :func:`with_hidden_tests` has gone
through them and each notebook is made from its result; and the one that would run the notebook puts
in what has been run.
"""

import contextlib
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
import nbgrader.api
from nbconvert.exporters import NotebookExporter
from nbformat.notebooknode import NotebookNode
from nbgrader.converters import Autograde, GenerateFeedback
from nbgrader.converters.base import BaseConverter
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import CheckCellMetadata, Execute
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import sessionmaker
from traitlets.config import Config

from aipm.grading.course import Course, GradingError
from aipm.grading.page import Page

# nbgrader opens the gradebook several times for each submission. The engine may stay the same: once
# it is disposed of it connects anew, and it keeps the statements that it has compiled.
nbgrader.api.create_engine = cache(nbgrader.api.create_engine)
# It also commits after each cell. Inside of :func:`_one_transaction` these are savepoints.
_outer: list[Connection] = []


def _sessions(**options: Any) -> sessionmaker:
    if _outer:
        options |= {"bind": _outer[-1], "join_transaction_mode": "create_savepoint"}
    return sessionmaker(**options)


nbgrader.api.sessionmaker = _sessions

#: Where the rebuilt notebooks lie, in the course; stands in for nbgrader's submitted folder.
SANITISED = ".aipm/sanitised"


class Locked(GradingError):
    """Nothing could be written to the gradebook."""


def with_hidden_tests(course: Course, assignment: str) -> NotebookNode:
    """Return the released notebook with the hidden tests put back from the gradebook.

    Parameters
    ----------
    course : Course
    assignment : str
        Such as ``"13_roi"``; must be released.

    Raises
    ------
    GradingError
        If the released notebook is missing or does not fit the gradebook.
    """
    name = course.notebook(assignment)
    path = course.folder("release", assignment) / f"{name}.ipynb"
    exporter = NotebookExporter(config=_no_default_steps(course))
    for step in Autograde(coursedir=course.api.coursedir, parent=course.api).sanitize_preprocessors:
        exporter.register_preprocessor(step)
    resources = {
        "nbgrader": {
            "assignment": assignment,
            "notebook": name,
            "student": "",
            "db_url": course.api.coursedir.db_url,
        }
    }
    try:
        source, _ = exporter.from_filename(str(path), resources=resources)
    except FileNotFoundError:
        raise GradingError(f"{path}: missing; release {assignment} first") from None
    return nbformat.reads(source, as_version=4)


def autograde(course: Course, assignment: str, student: str, executed: NotebookNode) -> None:
    """Let nbgrader grade one student's executed notebook.

    Parameters
    ----------
    course : Course
    assignment : str
    student : str
        The sanitised notebook lies below :data:`SANITISED`.
    executed : NotebookNode
        The same notebook with its outputs.

    Raises
    ------
    GradingError
        If nbgrader refuses; its reason is repeated.
    """
    coursedir = CourseDirectory(parent=course.api)
    coursedir.submitted_directory = SANITISED
    coursedir.assignment_id, coursedir.student_id = assignment, student
    converter = _Recording(coursedir=coursedir, parent=course.api)
    converter.force = True
    converter.sanitize_preprocessors = [
        _put(executed) if step is Execute else step
        for step in converter.autograde_preprocessors
        if step is not CheckCellMetadata
    ]
    with course.nbgrader(assignment, student), _one_transaction(course):
        converter.start()


def feedback(course: Course, assignment: str, student: str) -> Path:
    """Let nbgrader write one student's feedback; return the file.

    Raises
    ------
    GradingError
        If nbgrader refuses; its reason is repeated.
    """
    with course.nbgrader(assignment, student):
        converter = GenerateFeedback(coursedir=course.api.coursedir, parent=course.api)
        converter.exporter_class = Page
        converter.force = True
        converter.start()
    return course.folder("feedback", assignment, student) / f"{course.notebook(assignment)}.html"


def unreadable(course: Course, assignment: str, student: str) -> None:
    """Enter a submission that could not be graded: no points yet, and a person has to look.

    An earlier grade must not stand for the new file, so it is taken back, with its feedback.
    """
    for step in ("autograded", "feedback"):
        shutil.rmtree(course.folder(step, assignment, student), ignore_errors=True)
    timestamp = course.api.coursedir.get_existing_timestamp(
        str(course.folder("submitted", assignment, student))
    )
    with course.nbgrader(assignment, student), course.api.gradebook as gradebook:
        gradebook.update_or_create_student(student)
        gradebook.update_or_create_submission(assignment, student, timestamp=timestamp)
        notebook = gradebook.find_submission_notebook(
            course.notebook(assignment), assignment, student
        )
        for grade in notebook.grades:
            grade.auto_score = 0
            grade.needs_manual_grade = True
        gradebook.db.commit()


class _Recording(Autograde):
    """nbgrader's autograding in one pass, without the first, which puts our cells back."""

    def convert_single_notebook(self, notebook_filename: str) -> None:
        """Convert one notebook; see nbgrader's ``Autograde``."""
        self._init_preprocessors()
        BaseConverter.convert_single_notebook(self, notebook_filename)


@contextlib.contextmanager
def _one_transaction(course: Course) -> Iterator[None]:
    """Let what nbgrader writes to the gradebook stand as a whole, or not at all."""
    engine = nbgrader.api.create_engine(course.api.coursedir.db_url)
    with engine.connect() as connection:
        connection.detach()  # it ends with this block: a fork must not inherit it
        with connection.begin():
            if connection.dialect.name == "sqlite":
                # Python's driver would begin with the first change, too late for a savepoint.
                try:
                    connection.exec_driver_sql("BEGIN IMMEDIATE")
                except OperationalError:
                    raise Locked(
                        "another program is writing to the gradebook; end it, then grade again"
                    ) from None
            _outer.append(connection)
            try:
                yield
            finally:
                _outer.pop()


def _put(executed: NotebookNode) -> Callable[[NotebookNode, dict], tuple[NotebookNode, dict]]:
    def put(notebook: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        if [cell.source for cell in notebook.cells] != [cell.source for cell in executed.cells]:
            raise GradingError("the notebook that was run is not the one that is graded")
        return executed, resources

    return put


def _no_default_steps(course: Course) -> Config:
    config = Config(course.config)
    config.Exporter.default_preprocessors = []
    return config
