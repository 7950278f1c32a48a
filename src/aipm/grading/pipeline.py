"""Grade a class: sanitise, run, record, feedback, one student's failure at a time."""

import contextlib
import gc
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path

import nbformat
from nbformat.notebooknode import NotebookNode, from_dict

from aipm import marking
from aipm.exercise import Exercise
from aipm.grading import execute, ledger, sanitise, unusual
from aipm.grading.course import CONFIG, Course, GradingError
from aipm.grading.sanitise import Finding, Unreadable
from aipm.runner import WORKERS, Limits, Ran, Runner, RunnerError, Step, run_many
from aipm.submission import Reader

#: Of what is unusual in an answer.
MOST_NAMED = 5

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
    marked : bool
        Whether a person has given points.
    message : str
        What feedback says about a failed test; empty if it passed.
    """

    task: str
    auto_score: float | None
    score: float
    max_score: float
    needs_manual: bool
    marked: bool
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
    notices : tuple of str
        What a person should know about the run as a whole.
    """

    assignment: str
    students: tuple[Student, ...]
    due: datetime | None
    absent: tuple[str, ...]
    notices: tuple[str, ...] = field(default=(), compare=False)


def grade(
    root: Path,
    assignment: str,
    *,
    workers: int = WORKERS,
    write_feedback: bool = True,
    boxed: bool | None = None,
    progress: Progress = lambda stage, done, total: None,
) -> ClassResult:
    """Grade every submission of an exercise.

    Each result is recorded as it ends, so a run that is killed goes on where it was when it is
    started again; what has not changed since an earlier run is not done again.

    Parameters
    ----------
    root : Path
        The course: ``submitted/STUDENT/ASSIGNMENT/`` is graded, ``autograded/``, ``feedback/`` and
        the gradebook are written. The exercise is released first if the gradebook does not know it.
    assignment : str
        Such as ``"13_roi"``.
    workers : int
        How many submissions run at the same time.
    write_feedback : bool
        Whether to write each student's feedback.
    boxed : bool, optional
        Whether answers run in a box; by default where it works.
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
    from aipm.grading.pool import FeedbackPool

    course = Course(root)
    name = course.notebook(assignment)
    if not course.is_released(assignment):
        course.release(assignment)
    students = _submitters(course, assignment)
    work = _Work(course, assignment, name, record.with_hidden_tests(course, assignment))

    findings: dict[str, list[Finding]] = {}
    sheets: dict[str, _Sheet] = {}
    done = 0

    def recorded(student: str, ran: "_Ran | None") -> None:
        nonlocal done
        try:
            if ran is None:
                record.unreadable(course, assignment, student)
            else:
                findings[student] += ran.findings()
                work.record(student, sheets[student], ran)
                if pool and work.wants_feedback(student):
                    pool.write(student)
        except Exception as error:
            # Whatever nbgrader cannot digest must not cost the next student the grade.
            findings[student].append(Finding("not recorded", f"Not graded: {error}."))
            if not isinstance(error, record.Locked):
                with contextlib.suppress(Exception):
                    record.unreadable(course, assignment, student)
        done += 1
        progress("record", done, len(students))

    notices = [*work.notices()]
    with contextlib.ExitStack() as ends:
        gc.freeze()  # what is loaded stays: it need not be looked at again, nor copied by a fork
        ends.callback(gc.unfreeze)
        pool = None
        if write_feedback:
            pool = ends.enter_context(FeedbackPool(course.root, assignment, len(students)))
        runner = Runner(_tables(course), boxed=boxed)
        ends.callback(runner.close)
        runner.begin()  # its servers load what they need while submissions are read
        with Reader() as reader:
            for number, student in enumerate(students, 1):
                sheet, findings[student] = work.read(reader, student)
                if sheet is not None:
                    sheets[student] = sheet
                progress("read", number, len(students))
        for student in students:
            if student not in sheets:
                recorded(student, None)
        runs = 0
        for student, ran in _run(runner, work, sheets, workers):
            runs += 1
            progress("run", runs, len(sheets))
            if isinstance(ran, RunnerError):
                findings[student].append(Finding("not run", f"Not graded: {ran}."))
                done += 1
                continue
            recorded(student, ran)
        late = pool.failed() if pool else {}
    if runner.notice:
        notices.append(runner.notice)
    for student, reason in late.items():
        findings[student].append(Finding("no feedback", f"Feedback not written: {reason}."))
    return _results(course, assignment, name, findings, notices)


@dataclass(frozen=True)
class _Sheet:
    """The answers of one submission, ready to run: of all at once, no more than this is kept."""

    answers: dict[str, str]
    key: str


@dataclass(frozen=True)
class _Ran:
    """What became of a submission, as the ledger keeps it."""

    outputs: dict[str, list]
    died: dict[str, str]
    tasks: dict[str, str]

    def findings(self) -> list[Finding]:
        """What the instructor should know of the run, a sentence each."""
        found = [
            Finding("not run to its end", f"The answer to {task} was ended: {why}.")
            for task, why in self.died.items()
        ]
        return found + [
            Finding("fails", f"Answer cell {task} fails: {why}") for task, why in self.tasks.items()
        ]


class _Work:
    """The exercise that is graded, and what its results depend on."""

    def __init__(self, course: Course, assignment: str, name: str, released: NotebookNode) -> None:
        self._course, self._assignment, self._name = course, assignment, name
        self._released = released
        self._tests = Exercise.of(released)
        source = course.folder("source", assignment) / f"{name}.ipynb"
        self._model = Exercise.read(source)
        self._ledger = ledger.Ledger(course.root, assignment)
        self.limits = _limits(course)
        tables = _tables(course)
        package = tables / "datapackage.json" if tables else None
        self._base = ledger.key(
            [
                nbformat.writes(released),
                json.dumps(self._model.names),
                (course.root / CONFIG).read_bytes(),
                package.read_bytes() if package and package.is_file() else None,
                str(course.due(assignment)),
                str(self.limits),
            ]
        )

    def notices(self) -> Iterator[str]:
        """What is wrong with the exercise as a whole."""
        ours = {cell.id: cell.source for cell in self._model.cells if cell.kind == "test"}
        theirs = {cell.id: cell.source for cell in self._tests.cells if cell.kind == "test"}
        if ours != theirs:
            yield (
                f"The tests in the solution of {self._assignment} differ from the released ones, "
                f"which are used here. To use the new ones: aipm release {self._assignment}, then "
                "grade again."
            )

    def read(self, reader: Reader, student: str) -> tuple["_Sheet | None", list[Finding]]:
        """Return a student's answers, None if the file cannot be read, and the findings."""
        answers, found, stamp = _answers(
            self._course, self._assignment, student, self._name, self._released, reader
        )
        if answers is None:
            return None, found
        key = ledger.key([self._base, student, json.dumps(answers, sort_keys=True), stamp])
        return _Sheet(answers, key), found

    def steps(self, sheet: _Sheet) -> list[Step]:
        """Return what has to run."""
        return marking.steps(self._tests, sheet.answers, self._model)

    def known(self, student: str, sheet: _Sheet) -> "_Ran | None":
        """Return the result of an earlier run, if it holds for these answers."""
        entry = self._ledger.entry(student)
        if entry.get("key") != sheet.key:
            return None
        return _Ran(entry["outputs"], entry["died"], entry["tasks"])

    def keep(self, student: str, sheet: _Sheet, ran: Ran) -> _Ran:
        """Note a result, so that it need not be had again."""
        fails = {
            task.id: why
            for task in self._tests.tasks.values()
            if task.id not in ran.died
            and (why := marking.failure(ran.outputs.get(task.id, [])))
            and not why.startswith("NotImplementedError")
        }
        kept = _Ran(ran.outputs, ran.died, fails)
        entry = {"key": sheet.key, "outputs": kept.outputs, "died": kept.died, "tasks": kept.tasks}
        self._ledger.keep(student, entry)
        return kept

    def record(self, student: str, sheet: _Sheet, ran: _Ran) -> None:
        """Let nbgrader record a result, unless it has."""
        from aipm.grading import record

        entry = self._ledger.entry(student)
        path = self._course.folder("autograded", self._assignment, student) / f"{self._name}.ipynb"
        if entry.get("recorded") == sheet.key and path.is_file():
            return
        notebook = sanitise.fill(self._released, sheet.answers)
        _write(self._course, self._assignment, student, self._name, notebook)
        notebook = execute.executed(notebook, ran.outputs)
        record.autograde(self._course, self._assignment, student, notebook)
        self._ledger.keep(student, {**entry, "recorded": sheet.key, "feedback": False})

    def wants_feedback(self, student: str) -> bool:
        """Whether the feedback is missing, or older than what is recorded."""
        entry = self._ledger.entry(student)
        folder = self._course.folder("feedback", self._assignment, student)
        page = folder / f"{self._name}.html"
        if entry.get("feedback") and page.is_file():
            return False
        self._ledger.keep(student, {**entry, "feedback": True})
        page.unlink(missing_ok=True)  # until it is written anew, it is missing
        return True


def _run(
    runner: Runner, work: _Work, sheets: Mapping[str, _Sheet], workers: int
) -> Iterator[tuple[str, "_Ran | RunnerError"]]:
    """Yield each student's result: those that are known first, the others as they end."""
    jobs = {}
    for student, sheet in sheets.items():
        known = work.known(student, sheet)
        if known is not None:
            yield student, known
        else:
            jobs[student] = partial(work.steps, sheet)
    if not jobs:
        return
    for student, ran in run_many(runner, jobs, limits=work.limits, workers=workers):
        if isinstance(ran, RunnerError):
            yield student, ran
        else:
            yield student, work.keep(student, sheets[student], ran)


def results(root: Path, assignment: str, *, feedback: bool = False) -> ClassResult:
    """Return the results that the gradebook holds, for instance after marking by hand.

    Parameters
    ----------
    root : Path
        The course.
    assignment : str
        Such as ``"13_roi"``.
    feedback : bool
        Write each student's feedback anew as well.

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
    work = _Work(course, assignment, name, record.with_hidden_tests(course, assignment))
    findings = {}
    with Reader() as reader:
        for student in _submitters(course, assignment):
            sheet, findings[student] = work.read(reader, student)
            known = work.known(student, sheet) if sheet else None
            findings[student] += known.findings() if known else []
            if feedback and sheet:
                try:
                    record.feedback(course, assignment, student)
                except GradingError as error:
                    text = f"Feedback not written: {error}."
                    findings[student].append(Finding("no feedback", text))
    return _results(course, assignment, name, findings)


def _submitters(course: Course, assignment: str) -> list[str]:
    students = course.students(assignment)
    if not students:
        raise GradingError(
            f"{course.folder('submitted', assignment, '*')}: nothing is submitted; "
            "collect submissions first"
        )
    return students


def _answers(
    course: Course,
    assignment: str,
    student: str,
    name: str,
    released: NotebookNode,
    reader: Reader,
) -> tuple[dict[str, str] | None, list[Finding], str | None]:
    """Return a student's answers, None if the file cannot be read, the findings and the time."""
    findings: list[Finding] = []
    folder = course.folder("submitted", assignment, student)
    try:
        if not course.is_name(student):
            raise Unreadable(
                f"{student!r} is no id for a student: letters, digits and - _ . @ + only"
            )
        submitted = reader.read(_find(folder, name, findings))
        exercise = Exercise.of(released)
        answers, found = sanitise.answers(submitted, exercise)
        found += _unusual(answers, exercise)
    except Unreadable as error:
        return None, [*findings, Finding("unreadable", f"Not graded: {error}.")], None
    stamp = folder / "timestamp.txt"
    time = stamp.read_text(errors="replace") if stamp.is_file() else None
    return answers, [*findings, *found], time


def _unusual(answers: Mapping[str, str], exercise: Exercise) -> Iterator[Finding]:
    """Yield a sentence for each answer that uses what no task needs."""
    for cell in exercise.cells:
        names = unusual.names(answers[cell.id]) if cell.is_code and cell.id in answers else []
        if names:
            listed = ", ".join(names[:MOST_NAMED]) + (" and more" if names[MOST_NAMED:] else "")
            text = f"Answer cell {cell.id} uses {listed}, which no task needs: look at it."
            yield Finding("unusual", text)


def _find(folder: Path, name: str, findings: list[Finding]) -> Path:
    """Return the submitted notebook: of several, the one that was written last."""
    found = sorted(folder.glob("*.ipynb"), key=lambda path: (path.stat().st_mtime_ns, path.name))
    if not found:
        raise Unreadable(f"no notebook {name}.ipynb")
    newest = found[-1]
    if len(found) > 1:
        others = ", ".join(path.name for path in found[:-1])
        text = f"Of {len(found)} files the newest counts, {newest.name}; not graded: {others}."
        findings.append(Finding("several files", text))
    elif newest.name != f"{name}.ipynb":
        findings.append(Finding("other file name", f"Handed in as {newest.name}."))
    return newest


def _write(course: Course, assignment: str, student: str, name: str, nb: NotebookNode) -> None:
    from aipm.grading.record import SANITISED

    target = course.root / SANITISED / student / assignment
    target.mkdir(parents=True, exist_ok=True)
    (target / f"{name}.ipynb").write_text(json.dumps(nb), encoding="utf-8")
    stamp = target / "timestamp.txt"
    stamp.unlink(missing_ok=True)
    submitted = course.folder("submitted", assignment, student) / "timestamp.txt"
    if submitted.is_file():
        stamp.write_bytes(submitted.read_bytes())


def _limits(course: Course) -> Limits:
    """The time for a cell is nbgrader's own setting."""
    cell = course.config.Execute.get("timeout")
    return Limits(cell=cell) if isinstance(cell, int) and cell > 0 else Limits()


def _tables(course: Course) -> Path | None:
    """Return the folder with the course's tables: the class's own, or this course's."""
    from aipm import data

    own = course.root / "data"
    if (own / data.PACKAGE).is_file():
        return own
    try:
        return data.FOLDER.resolve()
    except data.NoDataFolder:
        return None


def _results(
    course: Course,
    assignment: str,
    name: str,
    findings: Mapping[str, list[Finding]],
    notices: list[str] | None = None,
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
            # nbgrader has written it, and checked it then.
            ran = from_dict(json.loads(path.read_bytes()))["cells"] if path.is_file() else []
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
                        grade.manual_score is not None,
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
        return ClassResult(
            assignment, tuple(students), entry.duedate, tuple(absent), tuple(notices or ())
        )


def _duration(seconds: float) -> str:
    minutes = round(seconds / 60)
    if minutes < 60:
        return f"{minutes} min"
    if minutes < 48 * 60:
        return f"{minutes // 60} h {minutes % 60} min"
    return f"{minutes // (24 * 60)} days"
