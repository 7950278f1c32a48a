"""Test the tests: change a model solution in one place, and see whether the tests notice.

A mutant that passes every test of its task survives. Either the tests lack a case, or the change
makes no difference; the latter are listed, with the reason, in
``tests/answers/NN_slug/equivalent.yml``.

    python -m aipm.authoring.mutation 13_roi
"""

import ast
import copy
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml
from rich.console import Console
from rich.progress import track
from rich.table import Table

from aipm.authoring import alone, roadmap
from aipm.authoring.roadmap import Lesson
from aipm.errors import UserError
from aipm.exercise import Exercise, Task
from aipm.root import course_root
from aipm.runner import Runner

#: A mutant that loops must not hold up the rest. Generous beside a test's usual milliseconds.
CALL_SECONDS = 2.0
#: The share of the value from which two policies count as the same.
SAME_VALUE = 0.95

_COMPARISONS = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
_ARITHMETIC = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.Pow: ast.Mult,
    ast.FloorDiv: ast.Div,
    ast.Mod: ast.FloorDiv,
    ast.MatMult: ast.Add,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}


@dataclass(frozen=True)
class Mutant:
    """A model solution with one change.

    ``change`` names it: the operator, the line as it was and as it is.
    """

    task: str
    change: str
    source: str


@dataclass(frozen=True)
class Report:
    """What became of the mutants of one exercise.

    ``by_value`` names the tasks that are judged by the value of decisions.
    """

    killed: list[Mutant]
    survived: list[Mutant]
    equivalent: dict[str, dict[str, str]]
    by_value: frozenset[str] = frozenset()

    @property
    def unexplained(self) -> list[Mutant]:
        """Survivors that no reason is given for.

        A policy is judged by the value that it captures: a mutant that captures as much as the
        tests ask for decides as well, and needs no reason.
        """
        return [
            m
            for m in self.survived
            if m.task not in self.by_value and m.change not in self.equivalent.get(m.task, {})
        ]

    @property
    def stale(self) -> list[str]:
        """Reasons for mutants that do not survive, or do not exist any more."""
        alive = {(mutant.task, mutant.change) for mutant in self.survived}
        return [
            f"{task}: {change}"
            for task, reasons in self.equivalent.items()
            for change in reasons
            if (task, change) not in alive
        ]


def mutants(task: str, source: str) -> Iterator[Mutant]:
    """Yield each mutant of a solution cell, once.

    Parameters
    ----------
    task : str
        The task that the cell answers.
    source : str
        The cell's code.

    Yields
    ------
    Mutant
        In the order of the code. Docstrings, annotations and messages of exceptions stay.
    """
    tree = ast.parse(source)
    seen = {ast.unparse(tree)}
    names: dict[str, int] = {}
    for index, node in enumerate(_mutable(tree)):
        for operator, replacement in _replacements(node):
            clone = copy.deepcopy(tree)
            target = list(_mutable(clone))[index]
            before = _line(clone, target)
            _replace(clone, target, replacement)
            text = ast.unparse(ast.fix_missing_locations(clone))
            if text in seen:
                continue
            seen.add(text)
            change = f"{operator}: {before} -> {_shown(replacement, target)}"
            names[change] = names.get(change, 0) + 1
            if names[change] > 1:
                change += f" (place {names[change]})"
            yield Mutant(task, change, text)


def run(
    root: Path, lesson: Lesson, *, runner: Runner | None = None, progress: bool = False
) -> Report:
    """Run the tests of an exercise on each mutant of its model solutions.

    Parameters
    ----------
    root : Path
        The course.
    lesson : Lesson
        The exercise's entry in the roadmap.
    runner : Runner, optional
        One that runs already and has the course's tables; by default one is started.
    progress : bool
        Show a progress bar on stderr.

    Raises
    ------
    UserError
        If a model solution does not pass its own tests: nothing could be learned from mutants.
    """
    exercise = Exercise.read(root / lesson.solution)
    sources = {task.id: task.answer.source for task in exercise.autograded.values()}
    every = [mutant for task, source in sources.items() for mutant in mutants(task, source)]
    every.sort(key=lambda mutant: mutant.task)
    with alone.at_work(root, runner) as at_work:
        models = alone.run(at_work, exercise, [*sources.items()])
        for task, failures in zip(sources, models, strict=True):
            for text in failures.values():
                raise UserError(f"{lesson.solution}, task '{task}': its own tests fail: {text}")
        verdicts = alone.run(
            at_work,
            exercise,
            [(m.task, m.source) for m in every],
            call_seconds=CALL_SECONDS,
            first=True,
        )
        if progress:
            console = Console(stderr=True)
            verdicts = track(verdicts, "mutants", total=len(every), console=console)
        verdicts = list(verdicts)
    return Report(
        killed=[m for m, verdict in zip(every, verdicts, strict=True) if verdict],
        survived=[m for m, verdict in zip(every, verdicts, strict=True) if not verdict],
        equivalent=_equivalent(root, lesson),
        by_value=frozenset(task.id for task in exercise.autograded.values() if _by_value(task)),
    )


def table(report: Report, lesson: Lesson) -> Table:
    """Return the report by task, to be printed."""
    shown = Table(
        "task", "mutants", "killed", "same behaviour or value", "survived", "killed of different"
    )
    for task in (task.id for task in lesson.tasks if not task.manual):
        killed = sum(m.task == task for m in report.killed)
        survived = sum(m.task == task for m in report.survived)
        missed = sum(m.task == task for m in report.unexplained)
        different = killed + missed
        share = f"{100 * killed / different:.0f} %" if different else "none"
        shown.add_row(
            task, str(killed + survived), str(killed), str(survived - missed), str(missed), share
        )
    return shown


def _mutable(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes that may change, in a fixed order."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Raise):
            yield node
            continue
        yield node
        yield from _mutable(_without_annotations(node))


def _without_annotations(node: ast.AST) -> ast.AST:
    if isinstance(node, ast.FunctionDef):
        arguments = ast.Tuple(elts=[*node.args.defaults], ctx=ast.Load())
        return ast.Module(body=[ast.Expr(arguments), *node.body], type_ignores=[])
    return node


def _replacements(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    match node:
        case ast.Compare(ops=[operator, *_]):
            for other in _COMPARISONS.get(type(operator), ()):
                yield "comparison", _with(node, ops=[other(), *node.ops[1:]])
        case ast.BinOp(op=operator) if type(operator) in _ARITHMETIC:
            yield "arithmetic", _with(node, op=_ARITHMETIC[type(operator)]())
        case ast.AugAssign(op=operator) if type(operator) in _ARITHMETIC:
            yield "arithmetic", _with(node, op=_ARITHMETIC[type(operator)]())
        case ast.BoolOp(op=operator):
            other = ast.Or() if isinstance(operator, ast.And) else ast.And()
            yield "logic", _with(node, op=other)
        case ast.UnaryOp(op=ast.USub() | ast.Not()):
            yield "sign", node.operand
        case ast.Constant(value=bool() as value):
            yield "constant", ast.Constant(not value)
        case ast.Constant(value=int() | float() as value):
            yield "constant", ast.Constant(value + 1)
            yield "boundary", ast.Constant(value - 1)
        case ast.Call(args=[first, second, *rest]) if not isinstance(first, ast.Starred):
            yield "argument order", _with(node, args=[second, first, *rest])
        case ast.Return(value=value) if value is not None:
            yield "sign", _with(node, value=ast.UnaryOp(ast.USub(), value))
        case ast.Assign() | ast.If() | ast.For() | ast.While() | ast.Raise():
            yield "dropped statement", ast.Pass()
        case ast.Expr(value=ast.Call()):
            yield "dropped statement", ast.Pass()
    if isinstance(node, ast.AugAssign):
        yield "dropped statement", ast.Pass()
    if isinstance(node, ast.If):
        yield "condition", _with(node, test=ast.UnaryOp(ast.Not(), node.test))


def _with(node: ast.AST, **fields: object) -> ast.AST:
    return type(node)(**{**dict(ast.iter_fields(node)), **fields})


def _replace(tree: ast.AST, target: ast.AST, replacement: ast.AST) -> None:
    for parent in ast.walk(tree):
        for field, value in ast.iter_fields(parent):
            if value is target:
                setattr(parent, field, replacement)
                return
            if isinstance(value, list):
                for place, item in enumerate(value):
                    if item is target:
                        value[place] = replacement
                        return


def _line(tree: ast.AST, node: ast.AST) -> str:
    lines = ast.unparse(node).splitlines()
    return lines[0] if len(lines) == 1 else f"{lines[0]} …"


def _shown(node: ast.AST, target: ast.AST) -> str:
    ast.copy_location(node, target)
    return _line(node, ast.fix_missing_locations(copy.deepcopy(node)))


def _by_value(task: Task) -> bool:
    """Whether the tests of a task ask for nearly all of the value that decisions can have."""
    asked = [
        word.value.value
        for test in task.tests
        for node in ast.walk(ast.parse(test.source))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "expect.decision"
        for word in node.keywords
        if word.arg == "captured" and isinstance(word.value, ast.Constant)
    ]
    return max(asked, default=0) >= SAME_VALUE


def _equivalent(root: Path, lesson: Lesson) -> dict[str, dict[str, str]]:
    path = root / "tests" / "answers" / lesson.name / "equivalent.yml"
    return yaml.safe_load(path.read_text(encoding="utf-8")) or {} if path.exists() else {}


def main() -> None:
    """Print the report of one exercise; exit with 1 where a survivor is unexplained."""
    if len(sys.argv) != 2:
        raise SystemExit("usage: python -m aipm.authoring.mutation LESSON, for instance 13_roi")
    os.environ.setdefault("MPLBACKEND", "agg")
    try:
        root = course_root()
        lesson = roadmap.load(root).lesson(sys.argv[1])
        report = run(root, lesson, progress=True)
    except UserError as error:
        raise SystemExit(str(error)) from None
    console = Console()
    console.print(table(report, lesson))
    for mutant in report.unexplained:
        console.print(f"survived: {mutant.task}: {mutant.change}", markup=False, soft_wrap=True)
    for stale in report.stale:
        console.print(f"listed as equivalent, but not alive: {stale}", markup=False)
    raise SystemExit(bool(report.unexplained or report.stale))


if __name__ == "__main__":
    main()
