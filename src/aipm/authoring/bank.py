"""The answer bank: right and wrong answers of each task, run through the real autograder.

``tests/answers/13_roi/npv.py`` holds answers to task ``npv`` as percent cells::

    # %% right: a loop instead of NumPy
    # %% wrong: discounts the first cash flow -> section 13.2
    # %% wrong: returns a constant

A right answer earns all points of its task; a wrong one fewer, and where it names a section, the
feedback must name the slip and that section. Every other task keeps its points.

One notebook is graded for each wrong answer. Its other tasks hold right answers of the bank by
turns, so that these are tested on the way, and beside many neighbours.
"""

import copy
import itertools
import re
from dataclasses import dataclass
from pathlib import Path

from nbformat.notebooknode import NotebookNode

from aipm.authoring import notebook
from aipm.authoring.roadmap import Lesson
from aipm.errors import UserError
from aipm.grading.pipeline import Cell, Progress, run_answers

FOLDER = Path("tests") / "answers"
HEAD = re.compile(
    r"^# %% (?P<verdict>right|wrong): (?P<says>.+?)(?: -> section (?P<section>\d\d\.\d+))?$"
)
#: A slip as the tests of an exercise name it, in quotes.
SLIP = re.compile(r"""(?P<quote>["'])(?P<says>[^"\n]+?) -> section \d\d\.\d+(?P=quote)""")
FEWEST = {"right": 2, "wrong": 3}


@dataclass(frozen=True)
class Answer:
    """One answer of the bank.

    Parameters
    ----------
    task : str
    right : bool
    says : str
        What is particular about it; for a slip the words that feedback must contain.
    section : str or None
        The section that feedback must name.
    source : str
        The cell's code.
    """

    task: str
    right: bool
    says: str
    section: str | None
    source: str

    @property
    def name(self) -> str:
        """Name for messages."""
        return f"{self.task}, {'right' if self.right else 'wrong'}: {self.says}"


def read(root: Path, lesson: Lesson) -> list[Answer]:
    """Read the bank of an exercise.

    Parameters
    ----------
    root : Path
        The course.
    lesson : Lesson
        The exercise's entry in the roadmap.

    Returns
    -------
    list of Answer
        In the order of tasks and files.

    Raises
    ------
    UserError
        If a file is missing or belongs to no task, or a cell's head has another form.
    """
    folder = FOLDER / lesson.name
    tasks = [task.id for task in lesson.tasks if not task.manual]
    strangers = {path.stem for path in (root / folder).glob("*.py")} - set(tasks)
    if strangers:
        raise UserError(f"{folder / min(strangers)}.py: the exercise has no such task")
    answers = []
    for task in tasks:
        path = folder / f"{task}.py"
        try:
            text = (root / path).read_text(encoding="utf-8")
        except FileNotFoundError:
            raise UserError(f"{path}: missing; each task needs answers, right and wrong") from None
        answers += _answers(task, path, text)
    return answers


def gaps(answers: list[Answer], solution: NotebookNode) -> list[str]:
    """Return what the bank lacks, a line each: too few answers, or a slip without an answer."""
    problems = []
    for task in dict.fromkeys(answer.task for answer in answers):
        for verdict, fewest in FEWEST.items():
            count = sum(a.task == task and a.right == (verdict == "right") for a in answers)
            if count < fewest:
                problems.append(f"task '{task}': {count} {verdict} answers, {fewest} are wanted")
    wrong = {answer.says for answer in answers if not answer.right}
    for cell in solution.cells:
        for slip in dict.fromkeys(match["says"] for match in SLIP.finditer(cell.source)):
            if slip not in wrong:
                problems.append(f"cell '{cell.id}': no answer of the bank {slip!r}")
    return problems


def run(
    root: Path, lesson: Lesson, progress: Progress = lambda stage, done, total: None
) -> list[str]:
    """Grade the whole bank, the blank exercise and the model solution.

    Returns
    -------
    list of str
        What came out other than it should, a line each; empty if all is well.

    Raises
    ------
    UserError
        If the bank cannot be read or graded.
    """
    answers = read(root, lesson)
    solution = notebook.read(root / lesson.solution)
    sheets = _sheets(answers)
    notebooks = {name: _answered(solution, sheet) for name, sheet in sheets.items()}
    notebooks |= {"model": solution, "blank": notebook.read(root / lesson.exercise)}
    results = run_answers(root / lesson.solution, notebooks, progress=progress)
    full = {task.id: task.points for task in lesson.tasks if not task.manual}
    problems = gaps(answers, solution)
    if scores(results["model"], full) != full:
        problems.append(f"the model solution scores {scores(results['model'], full)}")
    if any(scores(results["blank"], full).values()):
        problems.append(f"the blank exercise scores {scores(results['blank'], full)}")
    for name, sheet in sheets.items():
        problems += _surprises(sheet, results[name], full)
    return list(dict.fromkeys(problems))


def scores(cells: dict[str, Cell], tasks: dict[str, int]) -> dict[str, float]:
    """Return the autograded points by task."""
    return {
        task: sum(cell.auto_score or 0 for cell in cells.values() if cell.task == task)
        for task in tasks
    }


def _answers(task: str, path: Path, text: str) -> list[Answer]:
    answers, lines = [], []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.startswith("# %%"):
            lines.append(line)
            continue
        match = HEAD.match(line.rstrip())
        if match is None:
            raise UserError(
                f"{path}, line {number}: a cell starts with '# %% right: what is other' or "
                "'# %% wrong: does something wrong -> section 13.2'"
            )
        lines = []
        answers.append((match, lines))
    return [
        Answer(task, m["verdict"] == "right", m["says"], m["section"], "\n".join(body).strip("\n"))
        for m, body in answers
    ]


def _sheets(answers: list[Answer]) -> dict[str, list[Answer]]:
    """Return the answers that make up each notebook: a wrong one, and right ones by turns."""
    turns = {
        task: itertools.cycle([a for a in answers if a.task == task and a.right])
        for task in dict.fromkeys(answer.task for answer in answers if answer.right)
    }
    sheets = {
        wrong.name: [wrong, *(next(turn) for task, turn in turns.items() if task != wrong.task)]
        for wrong in answers
        if not wrong.right
    }
    placed = {answer.name for sheet in sheets.values() for answer in sheet}
    return sheets | {a.name: [a] for a in answers if a.name not in placed}


def _answered(solution: NotebookNode, sheet: list[Answer]) -> NotebookNode:
    answered = copy.deepcopy(solution)
    for answer in sheet:
        notebook.cell_by_id(answered, answer.task).source = answer.source
    return answered


def _surprises(sheet: list[Answer], cells: dict[str, Cell], full: dict[str, int]) -> list[str]:
    problems = []
    beside = f" beside '{sheet[0].name}'" if len(sheet) > 1 else ""
    got = scores(cells, full)
    for answer in sheet:
        points, of = got[answer.task], full[answer.task]
        feedback = " ".join(cell.message for cell in cells.values() if cell.task == answer.task)
        if answer.right and points != of:
            problems.append(
                f"{answer.name}: {points:g} of {of} points{beside}; feedback: {feedback}"
            )
        if not answer.right and points == of:
            problems.append(f"{answer.name}: all {of} points, though it is wrong")
        if answer.section and not (answer.says in feedback and answer.section in feedback):
            problems.append(
                f"{answer.name}: feedback does not name it with section {answer.section}: "
                f"{feedback}"
            )
    return problems
