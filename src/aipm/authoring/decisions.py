"""What the decision task of an exercise knows: its cases, the worth of actions, naive rules, slips.

All of it stands in the hidden part of the task's first test cell, so that a learner's machine has
none of it without the solutions. Here it is read from there: to write the practice cases that a
learner gets, and to show what rules capture.

    python -m aipm.authoring.decisions 13_roi
"""

import ast
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module, resources
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import yaml
from rich.console import Console
from rich.table import Table as Shown

from aipm.authoring import bank, roadmap
from aipm.authoring.roadmap import Lesson
from aipm.casegen import KESTREL, Column, Generator, Table
from aipm.casegen.cases import Case, deal
from aipm.casegen.table import column
from aipm.errors import UserError
from aipm.exercise import Exercise
from aipm.expect._call import run_all
from aipm.expect._decision import Play, Policy
from aipm.root import course_root

#: The name of the task in every exercise that has one.
TASK = "decide"
PRACTICE_CASES = 40
#: Other deals, for the question whether the exercise's own is a typical one.
SEEDS = range(100, 120)
_DEFINITIONS = (ast.FunctionDef, ast.Assign, ast.AnnAssign, ast.Import, ast.ImportFrom)


@dataclass(frozen=True)
class Task:
    """A decision task, as its hidden test defines it.

    Parameters
    ----------
    lesson : str
        The exercise, such as ``"13_roi"``.
    draw, values : callable
        See `aipm.casegen.cases.deal`.
    dealt : dict
        How the test's cases are dealt: n, seed, and shares and margin where they are given.
    cases : list of dict
        The test's cases.
    naive, slips : mapping from name to policy
    after : callable or None
    unit : str
    """

    lesson: str
    draw: Callable[[np.random.Generator], Case]
    values: Callable[[Case], Mapping[str, float]]
    dealt: dict[str, Any]
    cases: list[Case]
    naive: Mapping[str, Policy]
    slips: Mapping[str, Policy] = field(default_factory=dict)
    after: Callable | None = None
    unit: str = "thousand EUR"

    @cached_property
    def card(self) -> dict[str, Any]:
        """What the case's entries and the actions mean: ``NAME.yml`` beside the module of `draw`.

        Raises
        ------
        UserError
            If there is none, or an entry or action is missing there.
        """
        package, _, name = self.draw.__module__.rpartition(".")
        path = resources.files(import_module(package)) / f"{name}.yml"
        try:
            card = yaml.safe_load(path.read_text("utf-8"))
        except FileNotFoundError:
            raise UserError(f"{path}: missing; it says what the entries of a case mean") from None
        for part, wanted in (("columns", self.cases[0]), ("actions", self.values(self.cases[0]))):
            lacking = set(wanted) ^ set(card[part])
            if lacking:
                raise UserError(f"{path}: '{part}' and the cases differ in {sorted(lacking)}")
        return card

    def play(self, seed: int | None = None) -> Play:
        """Return the test's cases, or others that are dealt alike, ready to be played."""
        cases = self.cases
        if seed is not None:
            cases = deal(self.draw, self.values, **self.dealt | {"seed": seed})
        return Play(cases, self.values, self.after)


@dataclass(frozen=True)
class Practice(Generator):
    """Practice cases with the worth of each action, for the learners of one exercise."""

    task: Task

    @property
    def label(self) -> str:
        return f"{self.task.draw.__module__}.{self.task.draw.__name__}"

    @property
    def seed(self) -> int:
        return self.task.dealt["seed"] + 1

    def parameters(self) -> dict[str, Any]:
        return self.task.dealt | {"n": PRACTICE_CASES, "seed": self.seed}

    def tables(self) -> list[Table]:
        task, card = self.task, self.task.card
        cases = deal(task.draw, task.values, **self.parameters())
        worths = pd.DataFrame([dict(task.values(case)) for case in cases]).astype(float).round(2)
        worths = worths[[*card["actions"]]].add_prefix("worth_")
        frame = pd.concat([pd.DataFrame(cases)[[*card["columns"]]], worths], axis=1)
        frame.insert(0, "case", range(1, len(cases) + 1))
        meaning = [
            f"'{action}': {' '.join(does.split())}." for action, does in card["actions"].items()
        ]
        actions = (
            Column(
                f"worth_{action}",
                "number",
                f"Expected worth of answering '{action}'",
                task.unit,
                {"required": bool(worths[f"worth_{action}"].notna().all())},
            )
            for action in card["actions"]
        )
        return [
            Table(
                name=f"practice_{task.lesson}",
                frame=frame,
                title=f"Practice cases for exercise {task.lesson[:2]}: {card['title']}",
                description="\n\n".join(
                    [
                        card["description"],
                        f"What can be answered: {' '.join(meaning)} The worth of each answer is "
                        "its expected worth, given what the case shows. The cases are drawn so "
                        "that no answer is the best much more often than another.",
                        card["limits"],
                    ]
                ),
                columns=(
                    Column("case", "integer", "Number of the case"),
                    *(column(name, entry, {}) for name, entry in card["columns"].items()),
                    *actions,
                ),
                key=("case",),
            )
        ]


def read(root: Path, lesson: Lesson) -> Task | None:
    """Read the decision task of an exercise from its solution notebook.

    Parameters
    ----------
    root : Path
        The course.
    lesson : Lesson
        The exercise's entry in the roadmap.

    Returns
    -------
    Task or None
        None where the exercise has no such task.

    Raises
    ------
    UserError
        If the first test cell of the task does not deal cases and expect a decision.
    """
    exercise = Exercise.read(root / lesson.solution)
    if TASK not in exercise.tasks:
        return None
    cell = exercise.tasks[TASK].tests[0]
    where = f"{lesson.solution}, cell '{cell.id}'"
    tree = ast.parse(cell.source)
    calls = {
        _name(node.func): node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and _name(node.func) in ("deal", "decision")
    }
    if len(calls) < 2:
        raise UserError(f"{where}: should call deal(...) and then expect.decision(...)")
    namespace: dict[str, Any] = {"__name__": cell.id}
    exec(compile(exercise.setup, "setup", "exec"), namespace)
    tree.body = [node for node in tree.body if isinstance(node, _DEFINITIONS)]
    exec(compile(tree, cell.id, "exec"), namespace)

    def evaluated(node: ast.expr) -> Any:
        return eval(compile(ast.Expression(node), cell.id, "eval"), namespace)

    draw, values = (evaluated(argument) for argument in calls["deal"].args)
    dealt = {word.arg: evaluated(word.value) for word in calls["deal"].keywords}
    asked = {
        word.arg: evaluated(word.value)
        for word in calls["decision"].keywords
        if word.arg not in ("captured", "values")
    }
    try:
        return Task(lesson.name, draw, values, dealt, **asked)
    except TypeError as error:
        raise UserError(f"{where}: {error}") from None


def practice(root: Path) -> list[Practice]:
    """Return the generators of the practice tables, one for each exercise with a decision."""
    tasks = [read(root, lesson) for lesson in roadmap.load(root).built]
    return [Practice(KESTREL, task) for task in tasks if task is not None]


def measure(task: Task, policies: Mapping[str, Policy], seeds: range) -> pd.DataFrame:
    """Measure what policies capture, on the test's cases and on others.

    Returns
    -------
    pandas.DataFrame
        By policy: ``of_best``, percent of what the best decisions are worth; ``captured``, percent
        of what lies between the best naive rule and the best; and of the latter ``low``, ``middle``
        and ``high`` over other deals, where cases are dealt anew.
    """

    def captured(play: Play) -> dict[str, tuple[float, float]]:
        rules = {**task.naive, **play.constants}
        worths = {name: play.worth(rule) for name, rule in {**rules, **policies}.items()}
        zero = max(worths[name] for name in rules)
        return {
            name: (100 * worth / play.best, 100 * (worth - zero) / (play.best - zero))
            for name, worth in worths.items()
        }

    here = captured(task.play())
    others = [captured(task.play(seed)) for seed in seeds]
    rows = {}
    for name, (of_best, share) in here.items():
        spread = [other[name][1] for other in others if name in other]
        rows[name] = (of_best, share, min(spread), float(np.median(spread)), max(spread))
    columns = ["of_best", "captured", "low", "middle", "high"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns)


def bank_policies(root: Path, lesson: Lesson) -> dict[str, Policy]:
    """Return the answers of the bank that define a policy, by what the bank says of them."""
    setup = Exercise.read(root / lesson.solution).setup
    policies = {}
    for answer in bank.read(root, lesson):
        if answer.task == TASK:
            namespace: dict[str, Any] = {"__name__": answer.name}
            exec(compile(f"{setup}\n\n{answer.source}", answer.name, "exec"), namespace)
            if callable(namespace.get(TASK)):
                policies[answer.name.removeprefix(f"{TASK}, ")] = namespace[TASK]
    return policies


def _plays(task: Task, policy: Policy) -> bool:
    """Whether a policy answers: some of a bank raise, never end or answer something else."""
    results = run_all(policy, [(case,) for case in task.cases[:20]])
    return all(
        result.error is None and isinstance(result.value, str) and result.value in task.values(case)
        for case, result in zip(task.cases, results, strict=False)
    )


def _name(function: ast.expr) -> str:
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    return name.lstrip("_")


def main() -> None:
    """Print who wins how often, and what rules, slips and the answers of the bank capture."""
    if len(sys.argv) != 2:
        raise SystemExit("usage: python -m aipm.authoring.decisions LESSON, for instance 13_roi")
    try:
        root = course_root()
        lesson = roadmap.load(root).lesson(sys.argv[1])
        task = read(root, lesson)
        if task is None:
            raise UserError(f"{lesson.solution}: there is no task '{TASK}'")
        answers = bank_policies(root, lesson)
    except UserError as error:
        raise SystemExit(str(error)) from None
    best = pd.Series([max(t, key=t.get) for t in map(task.values, task.cases)])
    console = Console()
    for action, share in best.value_counts(normalize=True).items():
        console.print(f"{action!r} is the best in {100 * share:.0f} % of {len(best)} cases")
    named = {rule.split(" -> ")[0] for rule in {**task.naive, **task.slips}}
    others = {name: rule for name, rule in answers.items() if name.partition(": ")[2] not in named}
    told = {name: rule for name, rule in others.items() if _plays(task, rule)}
    shown = Shown("% of best", "captured, %", "elsewhere: least", "median", "most", "policy")
    for name, row in measure(task, {**task.slips, **told}, SEEDS).iterrows():
        shown.add_row(*(f"{number:.0f}" for number in row), str(name))
    console.print(shown)
    for name in others.keys() - told.keys():
        console.print(f"no policy: {name}", markup=False)


if __name__ == "__main__":
    main()
