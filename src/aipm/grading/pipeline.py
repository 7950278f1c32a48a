"""Grade a class: sanitise, execute, record, feedback, one student's failure at a time."""

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import nbformat
from nbformat.notebooknode import NotebookNode

from aipm.grading import execute, sanitise
from aipm.grading.course import Course, GradingError, set_up
from aipm.grading.sanitise import Finding, Unreadable

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Cell:
    """A graded cell of one submission, as the gradebook has it.

    Parameters
    ----------
    task : str
        The answer cell that it belongs to; a manual task is its own.
    auto_score : float or None
        Points by autograding; None while only a person can tell.
    score : float
        Points that count now: a person's, else those by autograding.
    max_score : float
    needs_manual : bool
        Whether nbgrader wants a person to look at it.
    message : str
        What feedback says about a failed test; empty if it passed.
    """

    task: str
    auto_score: float | None
    score: float
    max_score: float
    needs_manual: bool
    message: str


@dataclass(frozen=True)
class Student:
    """The result of one student.

    Parameters
    ----------
    id : str
    graded : bool
        False if the submission could not be read or run.
    score, max_score : float
        Points, before a penalty.
    late_penalty : float
        Points that nbgrader takes off for being late.
    seconds_late : float
    cells : dict from grade_id to Cell
    findings : tuple of Finding
    """

    id: str
    graded: bool
    score: float
    max_score: float
    late_penalty: float
    seconds_late: float
    submitted: datetime | None
    cells: dict[str, Cell]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class ClassResult:
    """The results of a class in one exercise.

    Parameters
    ----------
    assignment : str
    students : tuple of Student
        Everyone who submitted, sorted by id.
    due : datetime or None
        UTC.
    absent : tuple of str
        Ids that the gradebook knows and that did not submit.
    """

    assignment: str
    students: tuple[Student, ...]
    due: datetime | None
    absent: tuple[str, ...]


def grade(
    root: Path,
    assignment: str,
    *,
    workers: int = 2,
    write_feedback: bool = True,
    progress: Progress = lambda stage, done, total: None,
) -> ClassResult:
    """Grade every submission of an exercise.

    Parameters
    ----------
    root : Path
        The course: ``submitted/STUDENT/ASSIGNMENT/`` is graded, ``autograded/``, ``feedback/`` and
        the gradebook are written. The exercise is released first if the gradebook does not know it.
    assignment : str
        Such as ``"13_roi"``.
    workers : int
        How many notebooks run at the same time.
    write_feedback : bool
        Whether to write each student's feedback.
    progress : callable
        Called with a stage ("read", "run", "record"), the number done and the number of all.

    Returns
    -------
    ClassResult

    Raises
    ------
    GradingError
        If the course or the exercise is at fault. What is wrong with one submission is a finding
        of that student and stops nobody else.
    """
    from aipm.grading import record

    course = Course(root)
    name = course.notebook(assignment)
    if not course.is_released(assignment):
        course.release(assignment)
    students = _submitters(course, assignment)
    released = record.with_hidden_tests(course, assignment)

    findings: dict[str, list[Finding]] = {}
    notebooks: dict[str, NotebookNode] = {}
    for number, student in enumerate(students, 1):
        notebook, findings[student] = _rebuild(course, assignment, student, name, released)
        if notebook is not None:
            notebooks[student] = notebook
            _write(course, assignment, student, name, notebook)
        progress("read", number, len(students))

    ended: list[str] = []

    def done(student: str) -> None:
        ended.append(student)
        progress("run", len(ended), len(notebooks))

    executed = execute.run_all(
        notebooks,
        limits=_limits(course),
        environment=_environment(course),
        workers=workers,
        done=done,
    )
    for number, student in enumerate(students, 1):
        result = executed.get(student)
        if result and result.problem:
            text = f"{result.problem[0].upper()}{result.problem[1:]}."
            findings[student].append(Finding("not run to its end", text))
        try:
            if result and result.notebook:
                ran = nbformat.reads(result.notebook, as_version=4)
                record.autograde(course, assignment, student, ran)
                if write_feedback:
                    record.feedback(course, assignment, student)
            else:
                record.unreadable(course, assignment, student)
        except Exception as error:
            # Whatever nbgrader cannot digest must not cost the next student the grade.
            findings[student].append(Finding("not recorded", f"Not graded: {error}."))
        progress("record", number, len(students))
    return _results(course, assignment, name, findings)


def results(root: Path, assignment: str) -> ClassResult:
    """Return the results that the gradebook holds, for instance after marking by hand.

    Parameters
    ----------
    root : Path
        The course.
    assignment : str
        Such as ``"13_roi"``.

    Returns
    -------
    ClassResult
        As :func:`grade` returned it, with the marks given since. No notebook runs.

    Raises
    ------
    GradingError
        If the exercise is unknown, not released, or nobody has submitted it.
    """
    from aipm.grading import record

    course = Course(root)
    name = course.notebook(assignment)
    if not course.is_released(assignment):
        raise GradingError(f"{assignment}: the gradebook does not know it; release and grade first")
    released = record.with_hidden_tests(course, assignment)
    findings = {
        student: _rebuild(course, assignment, student, name, released)[1]
        for student in _submitters(course, assignment)
    }
    return _results(course, assignment, name, findings)


def run_answers(
    solution: Path,
    answers: Mapping[str, NotebookNode],
    *,
    workers: int = 2,
    progress: Progress = lambda stage, done, total: None,
) -> dict[str, dict[str, Cell]]:
    """Grade notebooks against a solution in a course of their own that is thrown away.

    Parameters
    ----------
    solution : Path
        ``COURSE/solutions/13_roi/roi.ipynb``; the course's ``nbgrader_config.py`` is used.
    answers : mapping from any key to notebook
        Whole notebooks that have the exercise's answer cells.
    workers : int
        How many notebooks run at the same time.
    progress : callable
        See :func:`grade`.

    Returns
    -------
    dict from key to dict from grade_id to Cell
        The graded cells in the notebook's order.

    Raises
    ------
    GradingError
        If the solution cannot be released, or an answer cannot be graded at all. Where a kernel
        dies or hangs, the cells that did not run have no points and say so.
    """
    source = Path(solution).resolve()
    root, assignment, name = source.parents[2], source.parent.name, source.stem
    # Keys may hold what a folder's name cannot.
    ids = {f"answer{number:04}": key for number, key in enumerate(answers)}
    with tempfile.TemporaryDirectory(prefix="aipm-") as folder:
        course = set_up(Path(folder), root, assignment)
        for student, key in ids.items():
            target = course.folder("submitted", assignment, student)
            target.mkdir(parents=True)
            nbformat.write(answers[key], target / f"{name}.ipynb")
        result = grade(
            Path(folder), assignment, workers=workers, write_feedback=False, progress=progress
        )
    for student in result.students:
        if not student.graded:
            reasons = " ".join(finding.text for finding in student.findings)
            raise GradingError(f"{source}, answer {ids[student.id]}: {reasons}")
    return {ids[student.id]: student.cells for student in result.students}


def _submitters(course: Course, assignment: str) -> list[str]:
    students = course.students(assignment)
    if not students:
        raise GradingError(
            f"{course.folder('submitted', assignment, '*')}: nothing is submitted; "
            "collect submissions first"
        )
    return students


def _rebuild(
    course: Course, assignment: str, student: str, name: str, released: NotebookNode
) -> tuple[NotebookNode | None, list[Finding]]:
    """Return a student's rebuilt notebook, None if the file cannot be read, and the findings."""
    findings: list[Finding] = []
    try:
        path = _find(course.folder("submitted", assignment, student), name, findings)
        notebook, found = sanitise.sanitise(released, sanitise.read(path))
    except Unreadable as error:
        return None, [*findings, Finding("unreadable", f"Not graded: {error}.")]
    return notebook, [*findings, *found]


def _find(folder: Path, name: str, findings: list[Finding]) -> Path:
    """Return the submitted notebook; a sole notebook may have another name."""
    expected = folder / f"{name}.ipynb"
    if expected.is_file():
        return expected
    found = sorted(folder.glob("*.ipynb"))
    if not found:
        raise Unreadable(f"no notebook {name}.ipynb")
    if len(found) > 1:
        names = ", ".join(path.name for path in found)
        raise Unreadable(f"several notebooks, none named {name}.ipynb: {names}")
    findings.append(Finding("other file name", f"Handed in as {found[0].name}."))
    return found[0]


def _write(course: Course, assignment: str, student: str, name: str, nb: NotebookNode) -> None:
    from aipm.grading.record import SANITISED

    target = course.root / SANITISED / student / assignment
    target.mkdir(parents=True, exist_ok=True)
    nbformat.write(nb, target / f"{name}.ipynb")
    stamp = target / "timestamp.txt"
    stamp.unlink(missing_ok=True)
    submitted = course.folder("submitted", assignment, student) / "timestamp.txt"
    if submitted.is_file():
        stamp.write_bytes(submitted.read_bytes())


def _limits(course: Course) -> execute.Limits:
    """The time for a cell is nbgrader's own setting."""
    cell = course.config.Execute.get("timeout")
    return execute.Limits(cell=cell) if isinstance(cell, int) else execute.Limits()


def _environment(course: Course) -> dict[str, str]:
    """The kernels work in empty folders, so they are told where the course's tables lie."""
    # Not at the top: the pool's processes import this package and need no pandas.
    from aipm import data

    own = course.root / "data"
    if (own / data.PACKAGE).is_file():
        return {"AIPM_DATA": str(own)}
    try:
        return {"AIPM_DATA": str(data.FOLDER.resolve())}
    except data.NoDataFolder:
        return {}


def _results(
    course: Course, assignment: str, name: str, findings: Mapping[str, list[Finding]]
) -> ClassResult:
    from nbgrader.api import MissingEntry

    from aipm.grading.feedback import is_test, message

    students = []
    with course.api.gradebook as gradebook:
        entry = gradebook.find_assignment(assignment)
        for student, found in findings.items():
            path = course.folder("autograded", assignment, student) / f"{name}.ipynb"
            found = list(found)
            try:
                submission = gradebook.find_submission(assignment, student)
                notebook = gradebook.find_submission_notebook(name, assignment, student)
            except MissingEntry:
                students.append(
                    Student(student, False, 0, entry.max_score, 0, 0, None, {}, tuple(found))
                )
                continue
            late = submission.total_seconds_late
            if late > 0:
                found.append(Finding("late", f"Handed in {_duration(late)} after the deadline."))
            grades = {grade.name: grade for grade in notebook.grades}
            cells: dict[str, Cell] = {}
            task = ""
            ran = nbformat.read(path, as_version=4).cells if path.is_file() else []
            for cell in ran:
                metadata = cell.metadata.get("nbgrader", {})
                if metadata.get("solution"):
                    task = metadata.grade_id
                if metadata.get("grade"):
                    grade = grades[metadata.grade_id]
                    cells[metadata.grade_id] = Cell(
                        task,
                        grade.auto_score,
                        grade.score,
                        grade.max_score,
                        grade.needs_manual_grade,
                        message(cell) if is_test(cell) else "",
                    )
            students.append(
                Student(
                    student,
                    path.is_file(),
                    notebook.score,
                    notebook.max_score,
                    notebook.late_submission_penalty or 0,
                    late,
                    submission.timestamp,
                    cells,
                    tuple(found),
                )
            )
        absent = sorted(student.id for student in gradebook.students if student.id not in findings)
        return ClassResult(assignment, tuple(students), entry.duedate, tuple(absent))


def _duration(seconds: float) -> str:
    minutes = round(seconds / 60)
    if minutes < 60:
        return f"{minutes} min"
    if minutes < 48 * 60:
        return f"{minutes // 60} h {minutes % 60} min"
    return f"{minutes // (24 * 60)} days"
