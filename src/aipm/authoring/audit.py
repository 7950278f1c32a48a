"""Compare the notebooks with the roadmap: nothing missing, nothing that it does not know."""

import math
import re
from pathlib import Path

from nbformat.notebooknode import NotebookNode

from aipm.authoring.roadmap import PATH, Lesson, Roadmap, Task
from aipm.exercise import Exercise, task_of

#: The estimate of minutes: careful reading in a second language, and what a cell or a point takes.
WORDS_A_MINUTE = 120
MINUTES_A_CODE_CELL = 1.5
MINUTES_A_QUESTION = 2
MINUTES_A_POINT = 2.5

SECTION = re.compile(r"section (\d{2}\.\d+)")
HEADING = re.compile(r"^## (\d{2}\.\d+) ", re.MULTILINE)
QUESTION = "<details>"
PREDICTION = "**Predict, then run.**"

#: What a lesson holds, from design to reader: (what, fewest, most).
LESSON_SIZE = {"words": (1500, 3000), "code cells": (15, 30)}


def lesson_problems(lesson: Lesson, nb: NotebookNode) -> list[str]:
    """Return what a lesson lacks, a line each."""
    where = lesson.notebook
    problems = _frame(where, nb, first="header", last="navigation")
    prose = "\n".join(cell.source for cell in nb.cells if cell.cell_type == "markdown")
    code = [cell.source for cell in nb.cells if cell.cell_type == "code"]
    minutes = lesson_minutes(nb)
    if minutes != lesson.minutes["lesson"]:
        problems.append(
            f"{PATH}, lesson {lesson.id}: minutes of the lesson should be {minutes}, by words, "
            "cells and questions"
        )
    problems += _wrong_sections(where, nb, set(HEADING.findall(prose)))
    if lesson.warm_up:
        return problems
    for what, count in (("words", _words(prose)), ("code cells", len(code))):
        fewest, most = LESSON_SIZE[what]
        if not fewest <= count <= most:
            problems.append(f"{where}: has {count} {what}; {fewest} to {most} are wanted")
    counts = {
        "figure (show)": (sum(len(re.findall(r"^\s*show\(", c, re.M)) for c in code), 4),
        "interactive figure (explore)": (sum("explore(" in cell for cell in code), 1),
        "prediction": (prose.count(PREDICTION), 2),
        "quick question": (prose.count(QUESTION), 2),
    }
    problems += [
        f"{where}: {what}: {count} found, at least {fewest} wanted"
        for what, (count, fewest) in counts.items()
        if count < fewest
    ]
    return problems


def exercise_problems(lesson: Lesson, nb: NotebookNode, sections: set[str]) -> list[str]:
    """Return what a solution notebook lacks, a line each.

    Parameters
    ----------
    lesson : Lesson
        The roadmap's entry.
    nb : NotebookNode
        The solution in normal form.
    sections : set of str
        Numbers of the lesson's sections, such as ``13.2``.
    """
    where = lesson.solution
    problems = _frame(where, nb, first="header", last="check")
    cells = {cell.id: cell for cell in nb.cells}
    exercise = Exercise.of(nb)
    for task in lesson.tasks:
        problems += _task_problems(where, cells, exercise, task)
    known = {task.id for task in lesson.tasks}
    for cell in exercise.cells:
        if cell.kind == "answer" and cell.id not in known:
            problems.append(f"{where}, cell '{cell.id}': a task that {PATH} does not know")
        if cell.kind == "test" and task_of(cell.id, known) is None:
            problems.append(
                f"{where}, cell '{cell.id}': graded, but named after no task; a test cell of task "
                "'npv' is called 'npv-test-something'"
            )
    minutes = exercise_minutes(lesson, nb)
    if minutes != lesson.minutes["exercise"]:
        problems.append(
            f"{PATH}, lesson {lesson.id}: minutes of the exercise should be {minutes}, by words "
            "and points"
        )
    return problems + _wrong_sections(where, nb, sections)


def sections_of(nb: NotebookNode) -> set[str]:
    """Return the numbers of a lesson's sections."""
    prose = "\n".join(cell.source for cell in nb.cells if cell.cell_type == "markdown")
    return set(HEADING.findall(prose))


def lesson_minutes(nb: NotebookNode) -> int:
    """Estimate the minutes that a lesson takes to read and run, to the nearest five above."""
    prose = "\n".join(cell.source for cell in nb.cells if cell.cell_type == "markdown")
    code = sum(cell.cell_type == "code" for cell in nb.cells)
    asked = prose.count(QUESTION) + prose.count(PREDICTION)
    return _to_five(
        _words(prose) / WORDS_A_MINUTE + code * MINUTES_A_CODE_CELL + asked * MINUTES_A_QUESTION
    )


def exercise_minutes(lesson: Lesson, nb: NotebookNode) -> int:
    """Estimate the minutes that an exercise takes, to the nearest five above."""
    prose = "\n".join(
        cell.source
        for cell in nb.cells
        if cell.cell_type == "markdown" and not cell.metadata.get("nbgrader", {}).get("solution")
    )
    points = lesson.autograded + lesson.by_hand
    return _to_five(_words(prose) / WORDS_A_MINUTE + points * MINUTES_A_POINT)


def unknown_files(root: Path, roadmap: Roadmap) -> list[str]:
    """Return notebooks that the roadmap does not know, a line each."""
    known = {path for x in roadmap.built for path in (x.notebook, x.solution)}
    found = [*(root / "course").glob("*.ipynb"), *(root / "solutions").rglob("*.ipynb")]
    return [
        f"{path.relative_to(root)}: {PATH} does not know this notebook"
        for path in sorted(found)
        if path.relative_to(root) not in known and ".ipynb_checkpoints" not in path.parts
    ]


def _frame(where: Path, nb: NotebookNode, *, first: str, last: str) -> list[str]:
    ids = [cell.id for cell in nb.cells]
    problems = []
    if not ids or ids[0] != first:
        problems.append(f"{where}: the first cell must be '{first}'")
    if not ids or ids[-1] != last:
        problems.append(f"{where}: the last cell must be '{last}'")
    if "setup" not in ids:
        problems.append(f"{where}: there is no cell 'setup' with the imports")
    return problems


def _task_problems(
    where: Path, cells: dict[str, NotebookNode], exercise: Exercise, task: Task
) -> list[str]:
    if f"{task.id}-prompt" not in cells:
        return [f"{where}: task '{task.id}' has no cell '{task.id}-prompt'"]
    if task.id not in cells:
        return [f"{where}: task '{task.id}' has no solution cell '{task.id}'"]
    found = exercise.tasks.get(task.id)
    if found is None:
        return [f"{where}, cell '{task.id}': not marked as a solution in nbgrader's metadata"]
    if "### BEGIN SOLUTION" not in found.answer.source:
        return [f"{where}, cell '{task.id}': has no region between BEGIN and END SOLUTION"]
    if not task.manual and not any(test.hidden for test in found.tests):
        return [f"{where}: task '{task.id}' has no hidden tests"]
    if found.points != task.points:
        return [
            f"{where}: task '{task.id}' has {found.points} points in its cells, but {task.points} "
            f"in {PATH}; make both agree"
        ]
    return []


def _wrong_sections(where: Path, nb: NotebookNode, sections: set[str]) -> list[str]:
    return [
        f"{where}, cell '{cell.id}': names section {section}, which the lesson does not have"
        for cell in nb.cells
        if cell.id != "header"
        for section in sorted(set(SECTION.findall(cell.source)) - sections)
    ]


def _words(prose: str) -> int:
    """Count words as a reader meets them: without markup, links' targets and table rules."""
    plain = re.sub(r"<[^>]+>|\]\([^)]*\)|[|#*_`\[\]]|-{3,}", " ", prose)
    return len(re.findall(r"\w[\w'’.,%-]*", plain))


def _to_five(minutes: float) -> int:
    return 5 * math.ceil(minutes / 5)
