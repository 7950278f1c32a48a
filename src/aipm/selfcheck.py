"""For a learner whom nobody grades: run all tests of an exercise, and keep the best result.

What is checked is the notebook as it is saved, and it is run as the grading runs it: so a check in
the notebook, in the terminal and the grading agree. The tests are those of ``solutions/``; a course
that is handed out without that folder has none to run, and :func:`check` says so.
"""

import atexit
import html
import json
import os
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from IPython import get_ipython
from IPython.display import display

from aipm.errors import UserError
from aipm.exercise import Exercise, defined
from aipm.files import write
from aipm.root import course_root

if TYPE_CHECKING:
    from aipm.authoring.roadmap import Lesson
    from aipm.runner import Runner

KEPT = Path(".aipm") / "progress.json"
#: What nbgrader puts where a text is to be written.
STUB = "YOUR ANSWER HERE"


@dataclass(frozen=True)
class TaskResult:
    """Points of one task and the messages of the tests that it does not pass."""

    id: str
    title: str
    points: float
    of: int
    messages: tuple[str, ...]


@dataclass(frozen=True)
class Result:
    """What a check found.

    Parameters
    ----------
    lesson : Lesson
    tasks : list of TaskResult
        One for each autograded task, in order.
    notes : list of str
        What the learner should know besides: which file, what was unusual, what is not kept.
    """

    lesson: "Lesson"
    tasks: list[TaskResult]
    notes: list[str]

    @property
    def points(self) -> float:
        """The points by tests."""
        return sum(task.points for task in self.tasks)

    @property
    def by_hand(self) -> str:
        """What only a person can mark, in one sentence; empty if there is nothing."""
        manual = [task for task in self.lesson.tasks if task.manual]
        if not manual:
            return ""
        listed = " and ".join(f"{task.title} ({task.points} points)" for task in manual)
        return (
            f"A person marks {listed}: compare your text with the rubric, then with the sample "
            f"answers in {self.lesson.solution.as_posix()}."
        )


def check(lesson: str) -> None:
    """Run the visible and the hidden tests on the answers in this notebook; show the result.

    Parameters
    ----------
    lesson : str
        The exercise, such as ``"13_roi"``.

    Notes
    -----
    The answers are those of the saved notebook: save it first. While nbgrader runs a notebook,
    nothing happens: it grades by itself.
    """
    shell = get_ipython()
    if shell is None or "NBGRADER_EXECUTION" in os.environ:
        return
    # Reading the roadmap takes longer than an exercise, and every graded notebook gets this far.
    from aipm.authoring import roadmap

    try:
        root = course_root()
        entry = roadmap.load(root).lesson(lesson)
        path = _this_notebook(shell.user_ns, root, entry)
        result = run(root, entry, path, runner=_warm(root), typed=shell.user_ns.get("In"))
    except UserError as error:
        print(error)
        return
    _show(_table(result), text(result))


def run(
    root: Path,
    lesson: "Lesson",
    path: Path | None = None,
    *,
    runner: "Runner | None" = None,
    typed: list[str] | None = None,
) -> Result:
    """Run all tests of an exercise on a saved notebook, and keep the points if they are the best.

    Parameters
    ----------
    root : Path
        The course.
    lesson : Lesson
        The exercise's entry in the roadmap.
    path : Path, optional
        The notebook; by default the exercise where the course has it.
    runner : Runner, optional
        One that is warm; a new one by default.
    typed : list of str, optional
        The cells that a kernel has run, to notice answers that are not saved.

    Raises
    ------
    UserError
        If the course came without solutions, or the notebook cannot be read.
    """
    from aipm import marking, submission
    from aipm.runner import Runner

    if not (root / lesson.solution).exists():
        raise UserError(
            f"{lesson.solution.as_posix()}: not here, so only your instructor can run the hidden "
            "tests"
        )
    path = path or root / lesson.exercise
    exercise = Exercise.read(root / lesson.solution)
    try:
        answers, found = submission.answers(submission.read(path), exercise)
    except submission.Unreadable as error:
        raise UserError(f"{path}: {error}") from None
    gone = {name: "" for name in exercise.autograded if name not in answers}
    steps = marking.steps(exercise, {**answers, **gone})
    if runner is None:
        with Runner(_tables(root)) as fresh:
            ran, notice = fresh.run(steps), fresh.notice
    else:
        ran, notice = runner.run(steps), runner.notice
    marks = marking.marks(exercise, ran.outputs)
    tasks = []
    for task in lesson.tasks:
        if task.manual:
            continue
        mine = [mark for mark in marks.values() if mark.task == task.id]
        messages = [mark.message for mark in mine if mark.message]
        if task.id in gone:
            messages = [f"The answer cell of this task, '{task.id}', is not in your notebook."]
        elif why := marking.failure(ran.outputs.get(task.id, [])):
            messages.insert(0, f"The answer cell fails: {why}")
        got = sum(mark.points for mark in mine)
        unique = tuple(dict.fromkeys(messages))
        tasks.append(TaskResult(task.id, task.title, got, task.points, unique))
    notes = [*_lengths(lesson, answers), _which(path)]
    notes += _unsaved(exercise, answers, typed or [])
    notes += [f.text for f in found if f.kind != "missing cell"]
    notes += [notice] if notice else []
    result = Result(lesson, tasks, notes)
    notes += _keep(root, lesson, result.points)
    return result


def _lengths(lesson: "Lesson", answers: Mapping[str, str]) -> Iterator[str]:
    """Yield how long each text is that a person marks; a sign alone is no word."""
    for task in lesson.tasks:
        written = answers.get(task.id, "").strip() if task.manual else ""
        if written and written != STUB:
            words = sum(any(map(str.isalnum, word)) for word in written.split())
            yield f"{task.title}: your text has {words} words."


def text(result: Result) -> str:
    """Return a result as text."""
    lines = [f"{result.points:g} of {result.lesson.autograded} points by tests"]
    for task in result.tasks:
        lines.append(f"{task.title}: {task.points:g} of {task.of}")
        lines += [f"  {message}" for message in task.messages]
    return "\n".join([*lines, *filter(None, [result.by_hand]), *result.notes])


def progress() -> None:
    """Show the best result of each exercise that was checked on this machine."""
    try:
        root = course_root()
        rows = progress_rows(root)
    except UserError as error:
        print(error)
        return
    cells = "".join(
        f"<tr><td style='text-align:left'>{html.escape(title)}</td><td>{points}</td>"
        f"<td>{when}</td></tr>"
        for title, points, when in rows
    )
    _show(
        "<table><thead><tr><th style='text-align:left'>exercise</th><th>best result</th>"
        f"<th>last checked</th></tr></thead><tbody>{cells}</tbody></table>",
        "\n".join("  ".join(row) for row in rows),
    )


def progress_rows(root: Path) -> list[tuple[str, str, str]]:
    """Return title, best result and date of each exercise, as text."""
    from aipm.authoring import roadmap

    kept = _kept(root)
    rows = []
    for lesson in roadmap.load(root).built:
        entry = kept.get(lesson.name)
        points = f"{entry['points']:g} of {lesson.autograded}" if entry else "not checked yet"
        rows.append((f"{lesson.id} {lesson.title}", points, entry["when"] if entry else ""))
    return rows


# ---------------------------------------------------------------- the notebook and its runner

_runners: dict[Path, "Runner"] = {}


def _warm(root: Path) -> "Runner":
    """Return the runner of this kernel: its servers start once."""
    from aipm.runner import Runner

    if root not in _runners:
        _runners[root] = Runner(_tables(root))
        atexit.register(_runners[root].close)
    return _runners[root]


def _tables(root: Path) -> Path | None:
    return root / "data" if (root / "data").is_dir() else None


def _this_notebook(names: dict[str, Any], root: Path, lesson: "Lesson") -> Path:
    """Return the notebook that a kernel runs, as well as it can be known."""
    # Jupyter's server tells a kernel its notebook; VS Code puts the path among the names.
    for said in (names.get("__vsc_ipynb_file__"), os.environ.get("JPY_SESSION_NAME")):
        path = Path(said) if said else None
        for place in (path, path and Path.cwd() / path.name, path and root / path):
            if place and place.suffix == ".ipynb" and place.is_file():
                return place
    here = Path.cwd() / lesson.exercise.name
    return here if here.is_file() else root / lesson.exercise


def _which(path: Path) -> str:
    saved = time.strftime("%H:%M", time.localtime(path.stat().st_mtime))
    return f"Checked: {path.name} as it was saved at {saved}."


def _unsaved(exercise: Exercise, answers: dict[str, str], typed: list[str]) -> list[str]:
    """Return a note where an answer that was run last is not the one that is saved."""
    stale = []
    for name, names in exercise.names.items():
        runs = [source for source in typed if set(defined(source)) & set(names)]
        saved = [answer.strip() for answer in answers.values()]
        if runs and runs[-1].strip() not in saved:
            stale.append(name)
    if not stale:
        return []
    return [
        f"What you ran last for {', '.join(stale)} is not what is saved. Save the notebook, then "
        "check again."
    ]


# ---------------------------------------------------------------- what is kept


def _kept(root: Path) -> dict:
    try:
        kept = json.loads((root / KEPT).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}


def _keep(root: Path, lesson: "Lesson", points: float) -> list[str]:
    """Keep the points if they are the best; return a note where that is not possible."""
    kept = _kept(root)
    best = max(points, kept.get(lesson.name, {}).get("points", 0))
    kept[lesson.name] = {"points": best, "when": date.today().isoformat()}
    try:
        write(root / KEPT, json.dumps(kept, indent=1))
    except OSError:
        return ["The result could not be kept: the folder of the course cannot be written."]
    return []


# ---------------------------------------------------------------- how it is shown


def _table(result: Result) -> str:
    rows = []
    for task in result.tasks:
        passed = task.points == task.of
        note = "all tests pass" if passed else "<br>".join(map(html.escape, task.messages))
        rows.append(
            f"<tr><td style='text-align:left'>{html.escape(task.title)}</td>"
            f"<td>{task.points:g}&nbsp;of&nbsp;{task.of}</td>"
            f"<td style='text-align:left'>{note}</td></tr>"
        )
    total = f"{result.points:g} of {result.lesson.autograded} points"
    notes = [result.by_hand, *result.notes]
    return (
        f"<p><b>{total}</b> by tests, visible and hidden together.</p><table><thead><tr>"
        "<th style='text-align:left'>task</th><th>points</th>"
        f"<th style='text-align:left'>what to look at</th></tr></thead><tbody>{''.join(rows)}"
        f"</tbody></table>{''.join(f'<p>{html.escape(note)}</p>' for note in notes if note)}"
    )


def _show(table: str, text: str) -> None:
    display({"text/html": table, "text/plain": text}, raw=True)
