"""For a learner whom nobody grades: run all tests of an exercise, and keep the best result.

The tests are those of ``solutions/``, so a course that is handed out without that folder has none
to run, and :func:`check` says so.
"""

import contextlib
import html
import io
import json
import os
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from IPython import get_ipython
from IPython.display import display

from aipm.errors import UserError
from aipm.exercise import Exercise
from aipm.root import course_root

if TYPE_CHECKING:
    from aipm.authoring.roadmap import Lesson

KEPT = Path(".aipm") / "progress.json"


@dataclass(frozen=True)
class TaskResult:
    """Points of one task and the messages of the tests that it does not pass."""

    title: str
    points: int
    of: int
    messages: tuple[str, ...]


def check(lesson: str) -> None:
    """Run the visible and the hidden tests on the answers in this notebook; show the result.

    Parameters
    ----------
    lesson : str
        The exercise, such as ``"13_roi"``.

    Notes
    -----
    The answers are those that this kernel knows, so restart it and run all cells first. While
    nbgrader runs a notebook, nothing happens: it grades by itself.
    """
    shell = get_ipython()
    if shell is None or "NBGRADER_EXECUTION" in os.environ:
        return
    # Reading the roadmap takes longer than an exercise, and every graded notebook gets this far.
    from aipm.authoring import roadmap

    try:
        root = course_root()
        entry = roadmap.load(root).lesson(lesson)
        results = run(root, entry, shell.user_ns)
        _keep(root, entry, results)
    except UserError as error:
        print(error)
        return
    _show(_result_table(entry, results), _result_text(results))


def run(root: Path, lesson: "Lesson", namespace: dict) -> list[TaskResult]:
    """Run all tests of an exercise on a namespace.

    Parameters
    ----------
    root : Path
        The course.
    lesson : Lesson
        The exercise's entry in the roadmap.
    namespace : dict
        The learner's names; the tests work on a copy of it.

    Returns
    -------
    list of TaskResult
        One for each autograded task, in order.

    Raises
    ------
    UserError
        If the course came without solutions.
    """
    if not (root / lesson.solution).exists():
        raise UserError(
            f"{lesson.solution}: not here, so only your instructor can run the hidden tests"
        )
    exercise = Exercise.read(root / lesson.solution)
    results = []
    for task in lesson.tasks:
        if task.manual:
            continue
        points, messages = 0, []
        for test in exercise.tasks[task.id].tests:
            message = _failure(test.source, test.id, dict(namespace))
            if message is None:
                points += test.points
            elif message not in messages:
                messages.append(message)
        results.append(TaskResult(task.title, points, task.points, tuple(messages)))
    return results


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
        points = f"{entry['points']} of {lesson.autograded}" if entry else "not checked yet"
        rows.append((f"{lesson.id} {lesson.title}", points, entry["when"] if entry else ""))
    return rows


def _failure(source: str, name: str, namespace: dict) -> str | None:
    sink = io.StringIO()
    try:
        with contextlib.redirect_stdout(sink), contextlib.redirect_stderr(sink):
            exec(compile(source, name, "exec"), namespace)
    except AssertionError as error:
        return str(error) or "A test is not met."
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return None


def _kept(root: Path) -> dict:
    try:
        return json.loads((root / KEPT).read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return {}


def _keep(root: Path, lesson: "Lesson", results: list[TaskResult]) -> None:
    kept = _kept(root)
    points = sum(result.points for result in results)
    best = max(points, kept.get(lesson.name, {}).get("points", 0))
    kept[lesson.name] = {"points": best, "when": date.today().isoformat()}
    path = root / KEPT
    path.parent.mkdir(exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=path.parent, delete=False, encoding="utf-8") as file:
        json.dump(kept, file, indent=1)
    os.replace(file.name, path)


def _result_table(lesson: "Lesson", results: list[TaskResult]) -> str:
    rows = []
    for result in results:
        passed = result.points == result.of
        note = "all tests pass" if passed else "<br>".join(map(html.escape, result.messages))
        rows.append(
            f"<tr><td style='text-align:left'>{html.escape(result.title)}</td>"
            f"<td>{result.points}&nbsp;of&nbsp;{result.of}</td>"
            f"<td style='text-align:left'>{note}</td></tr>"
        )
    total = f"{sum(r.points for r in results)} of {lesson.autograded} points"
    by_hand = "".join(
        f"<p>{html.escape(task.title)}: compare your text with the rubric, then with the sample "
        f"answers in <code>{lesson.solution}</code>.</p>"
        for task in lesson.tasks
        if task.manual
    )
    return (
        f"<p><b>{total}</b>, visible and hidden tests together.</p><table><thead><tr>"
        "<th style='text-align:left'>task</th><th>points</th>"
        f"<th style='text-align:left'>what to look at</th></tr></thead><tbody>{''.join(rows)}"
        f"</tbody></table>{by_hand}"
    )


def _result_text(results: list[TaskResult]) -> str:
    lines = [f"{sum(r.points for r in results)} of {sum(r.of for r in results)} points"]
    for result in results:
        lines.append(f"{result.title}: {result.points} of {result.of}")
        lines += [f"  {message}" for message in result.messages]
    return "\n".join(lines)


def _show(table: str, text: str) -> None:
    display({"text/html": table, "text/plain": text}, raw=True)
