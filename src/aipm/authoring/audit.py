"""Compare the notebooks with the roadmap: nothing missing, nothing that it does not know."""

import re
from pathlib import Path

from nbformat.notebooknode import NotebookNode

from aipm.authoring import glossary
from aipm.authoring.lesson import PREDICTION, QUESTION
from aipm.authoring.roadmap import PATH, Lesson, Roadmap, Task
from aipm.exercise import Exercise, task_of

SECTION = re.compile(r"section (\d{2}\.\d+)")
HEADING = re.compile(r"^## (\d{2}\.\d+) ", re.MULTILINE)
#: Code cells of a lesson: fewest, most.
CODE_CELLS = (15, 30)


def lesson_problems(lesson: Lesson, nb: NotebookNode) -> list[str]:
    """Return what a lesson lacks, a line each."""
    where = lesson.notebook
    problems = _frame(where, nb, first="header", last="navigation")
    prose = "\n".join(cell.source for cell in nb.cells if cell.cell_type == "markdown")
    code = [cell.source for cell in nb.cells if cell.cell_type == "code"]
    problems += _wrong_sections(where, nb, set(HEADING.findall(prose)))
    if lesson.warm_up:
        return problems
    fewest, most = CODE_CELLS
    if not fewest <= len(code) <= most:
        problems.append(f"{where}: has {len(code)} code cells; {fewest} to {most} are wanted")
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
    in_order = [task.id for task in lesson.tasks if task.id in exercise.tasks]
    found = [name for name in exercise.tasks if name in known]
    if found != in_order:
        problems.append(
            f"{where}: the tasks stand in the order {', '.join(found)}, but in {PATH} as "
            f"{', '.join(in_order)}; move the cells, or the entries"
        )
    return problems + _wrong_sections(where, nb, sections)


def sections_of(nb: NotebookNode) -> set[str]:
    """Return the numbers of a lesson's sections."""
    prose = "\n".join(cell.source for cell in nb.cells if cell.cell_type == "markdown")
    return set(HEADING.findall(prose))


def unknown_files(root: Path, roadmap: Roadmap) -> list[str]:
    """Return notebooks that the roadmap does not know, a line each."""
    known = {path for x in roadmap.built for path in (x.notebook, x.solution)} | {glossary.PAGE}
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
