"""Run an attack in an answer cell of exercise 13, beside an honest answer to another task."""

import json
import re
from dataclasses import dataclass

from aipm import marking
from aipm.exercise import Exercise
from aipm.runner import Limits, Ran, Runner, Step

#: The task that is attacked, and one that is answered honestly after it.
TASK, HONEST = "npv", "evpi"
HIDDEN = re.compile(r"(?s)### BEGIN HIDDEN TESTS\n(.*?)### END HIDDEN TESTS")


@dataclass
class Caught:
    """What an attack came to.

    Parameters
    ----------
    ran : Ran
    points : float
        Of the task that was attacked, by tests.
    honest : bool
        Whether the honest answer has all its points.
    messages : str
        All that feedback would say of the attacked task.
    """

    ran: Ran
    points: float
    honest: bool
    messages: str


@dataclass
class Attack:
    """Runs attacks in one runner."""

    runner: Runner
    exercise: Exercise
    limits: Limits

    def __call__(self, source: str, *, first: str | None = None) -> Caught:
        """Answer the task with `source`; an answer before it can be given as `first`."""
        tasks = [TASK, HONEST] if first is None else ["irr", TASK, HONEST]
        answers = {TASK: source, HONEST: self.exercise.tasks[HONEST].answer.source}
        if first is not None:
            answers["irr"] = first
        steps = [
            step
            for step in marking.steps(self.exercise, answers)
            if step.task in tasks or step.kind == "setup"
        ]
        ran = self.runner.run(steps, limits=self.limits)
        marks = marking.marks(self.exercise, ran.outputs)
        got = marking.by_task(marks.values(), tasks)
        said = " ".join(mark.message for mark in marks.values() if mark.task == TASK)
        self._shows_no_test(ran)
        return Caught(ran, got[TASK], got[HONEST] == self.exercise.tasks[HONEST].points, said)

    def alone(self, source: str) -> Ran:
        """Run one cell without tests."""
        return self.runner.run([Step("a", "answer", source, "a")], limits=self.limits)

    def _shows_no_test(self, ran: Ran) -> None:
        """No line of a hidden test stands in any output."""
        sources = [cell.source for cell in self.exercise.cells if cell.kind == "test"]
        shown = "\n".join(HIDDEN.sub("", source) for source in sources)
        shown += "\n".join(step for step in ran.outputs)
        hidden = {
            line.strip()
            for source in sources
            for region in HIDDEN.findall(source)
            for line in region.splitlines()
            if len(line.strip()) > 24 and line.strip() not in shown
        }
        text = json.dumps(ran.outputs)
        assert [line for line in hidden if json.dumps(line)[1:-1] in text] == []
