"""Run single answers with the tests of their task, each as if nothing else were there."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from aipm.exercise import Exercise
from aipm.marking import failure, message
from aipm.runner import Limits, Ran, Runner, RunnerError, Step, run_many

#: Answers that share a process: each has its names bound anew.
PART = 25

#: Which tests of its task an answer fails: by cell, what a learner would read.
Failures = dict[str, str]


@contextmanager
def at_work(root: Path, runner: Runner | None) -> Iterator[Runner]:
    """Lend a runner that runs already, or one that is started for the course at `root`."""
    if runner is not None:
        yield runner
        return
    data = root / "data"
    with Runner(data if data.is_dir() else None) as own:
        yield own


def run(
    runner: Runner,
    exercise: Exercise,
    answers: Sequence[tuple[str, str]],
    *,
    call_seconds: float | None = None,
    first: bool = False,
) -> Iterator[Failures]:
    """Run the tests of its task on each answer.

    Parameters
    ----------
    runner : Runner
    exercise : Exercise
        With solutions and hidden tests.
    answers : sequence of (task, source)
    call_seconds : float, optional
        Another limit for one call than the one that learners have.
    first : bool
        Stop at the first failure, which is enough to know that there is one.

    Yields
    ------
    Failures
        In the order of the answers; empty for one that passes all tests. What goes wrong in the
        answer cell itself is there under the name of its task.
    """
    limits = Limits(cell=20, notebook=3600, call=call_seconds or Limits.call)
    parts = [answers[n : n + PART] for n in range(0, len(answers), PART)]
    jobs = {number: _steps(exercise, part) for number, part in enumerate(parts)}
    found: dict[int, list[Failures]] = {}
    for number, ran in run_many(runner, jobs, limits=limits, stop_early=first):
        if isinstance(ran, RunnerError):
            raise ran
        found[number] = [_failures(exercise, n, a, ran) for n, a in enumerate(parts[number])]
    for number in sorted(found):
        yield from found[number]


def _steps(exercise: Exercise, part: Sequence[tuple[str, str]]) -> list[Step]:
    """Return one submission that answers again and again, each time with the tests of the task."""
    steps = [Step("setup", "setup", exercise.setup)]
    for number, (name, source) in enumerate(part):
        task, key = exercise.tasks[name], str(number)
        names = exercise.names[name]
        steps.append(Step(f"{key}:{name}", "answer", source, key, names, alone=True))
        steps += [Step(f"{key}:{test.id}", "test", test.source, key) for test in task.tests]
    return steps


def _failures(exercise: Exercise, number: int, answer: tuple[str, str], ran: Ran) -> Failures:
    name, _ = answer
    said = {name: failure(ran.outputs.get(f"{number}:{name}", []))}
    for test in exercise.tasks[name].tests:
        said[test.id] = message(ran.outputs.get(f"{number}:{test.id}", []))
    return {cell: text for cell, text in said.items() if text}
