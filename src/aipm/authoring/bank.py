"""The answer bank: right and wrong answers of each task, run as submissions are.

``tests/answers/13_roi/npv.py`` holds answers to task ``npv`` as percent cells::

    # %% right: a loop instead of NumPy
    # %% wrong: discounts the first cash flow -> section 13.2
    # %% partial 2: never thinks of a pilot -> section 13.9
    # %% wrong: returns a constant

A right answer earns all points of its task; a wrong one fewer, a partial one exactly the points
that it says. Where a section is named, the feedback must name the slip and that section.

Several answers are run in one submission, one of each task, and what each earns must be what it
earns alone: so no answer is judged by its neighbours, and none spoils theirs.
"""

import re
import textwrap
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from rich.table import Table

from aipm import marking
from aipm.authoring import alone
from aipm.authoring.roadmap import Lesson
from aipm.errors import UserError
from aipm.exercise import Exercise
from aipm.marking import Mark
from aipm.runner import Runner, RunnerError, run_many

#: Called with a stage, the number of submissions done and the number of all.
Progress = Callable[[str, int, int], None]

FOLDER = Path("tests") / "answers"
HEAD = re.compile(
    r"^# %% (?P<verdict>right|wrong|partial (?P<points>\d+)): (?P<says>.+?)"
    r"(?: -> section (?P<section>\d\d\.\d+))?$"
)
#: A slip as the tests of an exercise name it, in quotes.
SLIP = re.compile(r"""(?P<quote>["'])(?P<says>[^"\n]+?) -> section \d\d\.\d+(?P=quote)""")
FEWEST = {"right": 2, "wrong": 3}
#: Characters of feedback in the table of a bank, where no slip is named.
SHOWN = 160


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
    points : int or None
        What a partial answer earns.
    """

    task: str
    right: bool
    says: str
    section: str | None
    source: str
    points: int | None = None

    @property
    def verdict(self) -> str:
        """``right``, ``wrong`` or ``partial 2``, as the bank's file says."""
        if self.points is not None:
            return f"partial {self.points}"
        return "right" if self.right else "wrong"

    @property
    def name(self) -> str:
        """Name for messages."""
        return f"{self.task}, {self.verdict}: {self.says}"


@dataclass(frozen=True)
class Outcome:
    """What an answer of the bank earned.

    Parameters
    ----------
    answer : Answer
    points, of : float
    feedback : str
        What the learner would read, each sentence once.
    """

    answer: Answer
    points: float
    of: float
    feedback: str


@dataclass(frozen=True)
class Report:
    """What came out of a bank: each answer's outcome, and a line for each surprise."""

    outcomes: list[Outcome]
    problems: list[str]


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


def gaps(answers: list[Answer], solution: Exercise) -> list[str]:
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
    root: Path,
    lesson: Lesson,
    task: str | None = None,
    *,
    runner: Runner | None = None,
    progress: Progress = lambda stage, done, total: None,
) -> Report:
    """Grade the bank, the model solution and the blank exercise.

    Parameters
    ----------
    root : Path
        The course.
    lesson : Lesson
        The exercise's entry in the roadmap.
    task : str, optional
        Only the answers of this task.
    runner : Runner, optional
        One that runs already and has the course's tables; by default one is started.
    progress : callable
        Called with a stage, the number of submissions done and the number of all.

    Returns
    -------
    Report

    Raises
    ------
    UserError
        If the bank cannot be read or graded, or there is no such task.
    """
    full = {t.id: t.points for t in lesson.tasks if not t.manual}
    if task is not None and task not in full:
        raise UserError(f"{lesson.name} has no task '{task}' with tests, but {', '.join(full)}")
    every = read(root, lesson)
    solution = Exercise.read(root / lesson.solution)
    blank = Exercise.read(root / lesson.exercise)
    lacking = [name for name in full if name not in solution.tasks]
    if lacking:
        raise UserError(f"{lesson.solution}: has no task '{lacking[0]}'; 'aipm build' says more")
    answers = [answer for answer in every if task in (None, answer.task)]
    sheets = _sheets(answers)
    wanted = {str(n): {a.task: a.source for a in sheet} for n, sheet in enumerate(sheets)}
    wanted["model"] = {}
    wanted["blank"] = {name: found.answer.source for name, found in blank.tasks.items()}
    with alone.at_work(root, runner) as at_work:
        results = mark(at_work, solution, wanted, progress=progress)
        apart = _alone(at_work, solution, answers)

    problems = [p for p in gaps(every, solution) if task is None or f"'{task}" in p]
    if scores(results["model"], full) != full:
        problems.append(f"the model solution scores {scores(results['model'], full)}")
    if any(scores(results["blank"], full).values()):
        problems.append(f"the blank exercise scores {scores(results['blank'], full)}")
    outcomes = {}
    for number, sheet in enumerate(sheets):
        for answer in sheet:
            cells = {k: c for k, c in results[str(number)].items() if c.task == answer.task}
            outcomes[answer.name] = _outcome(answer, cells.values(), full[answer.task])
            problems += surprises(outcomes[answer.name])
            problems += _influences(answer, cells, apart[answer.name])
    return Report([outcomes[answer.name] for answer in answers], list(dict.fromkeys(problems)))


def table(report: Report) -> Table:
    """Return what each answer earned, to be printed."""
    shown = Table("task", "answer", "points", "feedback")
    for outcome in report.outcomes:
        answer = outcome.answer
        shown.add_row(
            answer.task,
            f"{answer.verdict}: {answer.says}",
            f"{outcome.points:g} of {outcome.of:g}",
            _gist(outcome.feedback),
        )
    return shown


def _gist(feedback: str) -> str:
    """Return the slips that feedback names, or else how it begins."""
    named = re.findall(r"It looks as if .+? Reread section \d\d\.\d+\.", feedback)
    return " ".join(dict.fromkeys(named)) or textwrap.shorten(feedback, SHOWN, placeholder=" …")


def surprises(outcome: Outcome) -> list[str]:
    """Return where an answer did not earn what the bank says, or its slip is not named."""
    answer, points, of = outcome.answer, outcome.points, outcome.of
    problems = []
    if answer.right and points != of:
        problems.append(f"{answer.name}: {points:g} of {of:g} points; feedback: {outcome.feedback}")
    elif answer.points is not None and points != answer.points:
        problems.append(f"{answer.name}: {points:g} of {of:g} points")
    elif not answer.right and points == of:
        problems.append(f"{answer.name}: all {of:g} points, though it is wrong")
    named = answer.says in outcome.feedback and (answer.section or "") in outcome.feedback
    if answer.section and not named:
        problems.append(
            f"{answer.name}: feedback does not name it with section {answer.section}: "
            f"{outcome.feedback}"
        )
    return problems


def mark(
    runner: Runner,
    solution: Exercise,
    sheets: Mapping[str, Mapping[str, str]],
    *,
    progress: Progress = lambda stage, done, total: None,
) -> dict[str, dict[str, Mark]]:
    """Run the tests of an exercise on several sheets of answers.

    Parameters
    ----------
    runner : Runner
    solution : Exercise
    sheets : mapping from any key to mapping from task to source
        What is missing keeps the model solution.
    progress : callable

    Returns
    -------
    dict from key to dict from test cell to Mark

    Raises
    ------
    RunnerError
        If a sheet could not be run at all.
    """
    jobs = {key: marking.steps(solution, sheet) for key, sheet in sheets.items()}
    found = {}
    for number, (key, ran) in enumerate(run_many(runner, jobs), 1):
        if isinstance(ran, RunnerError):
            raise RunnerError(f"{key}: {ran}")
        found[key] = marking.marks(solution, ran.outputs)
        progress("run", number, len(jobs))
    return found


def scores(marks: dict[str, Mark], tasks: Iterable[str]) -> dict[str, float]:
    """Return the autograded points by task."""
    return marking.by_task(marks.values(), tasks)


def _answers(task: str, path: Path, text: str) -> list[Answer]:
    answers, lines = [], []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.startswith("# %%"):
            lines.append(line)
            continue
        match = HEAD.match(line.rstrip())
        if match is None:
            raise UserError(
                f"{path}, line {number}: a cell starts with '# %% right: what is other', "
                "'# %% wrong: does something wrong -> section 13.2' or '# %% partial 2: ...'"
            )
        lines = []
        answers.append((match, lines))
    return [
        Answer(
            task,
            m["verdict"] == "right",
            m["says"],
            m["section"],
            "\n".join(body).strip("\n"),
            int(m["points"]) if m["points"] else None,
        )
        for m, body in answers
    ]


def _sheets(answers: list[Answer]) -> list[list[Answer]]:
    """Return the answers that make up each notebook: one of each task, until all are placed."""
    piles: dict[str, list[Answer]] = {}
    for answer in answers:
        piles.setdefault(answer.task, []).append(answer)
    # Wrong answers of one task meet right ones of another: the tasks take their turns apart.
    for number, pile in enumerate(piles.values()):
        turn = number % len(pile)
        pile[:] = pile[turn:] + pile[:turn]
    longest = max(map(len, piles.values()))
    return [[pile[k] for pile in piles.values() if k < len(pile)] for k in range(longest)]


def _outcome(answer: Answer, cells: Iterable[Mark], of: float) -> Outcome:
    cells = list(cells)
    feedback = " ".join(dict.fromkeys(cell.message for cell in cells if cell.message))
    return Outcome(answer, sum(cell.points for cell in cells), of, feedback)


def _alone(runner: Runner, exercise: Exercise, answers: list[Answer]) -> dict[str, dict[str, str]]:
    """Return what each answer's tests say when nothing else is there."""
    sources = [(answer.task, answer.source) for answer in answers]
    ran = alone.run(runner, exercise, sources)
    return {a.name: failures for a, failures in zip(answers, ran, strict=True)}


def _influences(answer: Answer, cells: dict[str, Mark], apart: dict[str, str]) -> list[str]:
    """Return where an answer fares otherwise beside the answers of other tasks than alone."""
    return [
        f"{answer.name}, cell '{name}': beside other answers {cell.message or 'it passes'!r}, "
        f"alone {apart.get(name) or 'it passes'!r}"
        for name, cell in cells.items()
        if cell.message != apart.get(name, "")
    ]
