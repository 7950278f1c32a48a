"""What the outputs of an exercise's cells are worth, and what a learner reads about a test.

The points are nbgrader's: an error, or anything on the error stream, costs a test cell its points.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from aipm.exercise import Exercise
from aipm.runner.supervisor import Step

#: Outputs on the error stream cost the points of a test cell in nbgrader, whatever they say.
WARNED = "A warning was shown while this test ran. A test must run without one to be passed."

#: What IPython calls a cell in the text of a syntax error.
_PLACE = re.compile(r"<ipython-input-[^>]*>, ")
_UNDEFINED = re.compile(r"name '(\w+)' is not defined")
#: Errors whose text is a whole sentence for the learner: of expect, and of our own stops.
_SENTENCES = ("Unmet", "CellTimeoutError", "NotRun")


@dataclass(frozen=True)
class Mark:
    """What became of one test cell.

    Parameters
    ----------
    task : str
    points, of : float
    message : str
        Why it was not passed; empty if it was.
    """

    task: str
    points: float
    of: float
    message: str


def steps(
    exercise: Exercise, answers: Mapping[str, str], model: Exercise | None = None
) -> list[Step]:
    """Return what has to run to mark some answers.

    Parameters
    ----------
    exercise : Exercise
        Its tests are run.
    answers : mapping from task to source
        A task that is missing here keeps the cell that the exercise has.
    model : Exercise, optional
        The solution, if `exercise` is not: what its answers define is bound for the tests.
    """
    bound = (model or exercise).names
    known = {name for names in bound.values() for name in names}
    words = re.compile(rf"\b({'|'.join(map(re.escape, sorted(known)))})\b") if known else None
    found = []
    for cell in exercise.cells:
        if not cell.is_code or cell.kind == "check":
            continue
        if cell.kind in ("answer", "test"):
            source = answers.get(cell.id, cell.source) if cell.kind == "answer" else cell.source
            names = bound.get(cell.id, ()) if cell.kind == "answer" else ()
            found.append(Step(cell.id, cell.kind, source, cell.task, names))
        else:
            # A cell of ours that tries an answer out needs the answer's stand-in, not the answer.
            inside = cell.kind == "setup" or not (words and words.search(cell.source))
            found.append(Step(cell.id, "setup", cell.source, inside=inside))
    return found


def marks(exercise: Exercise, outputs: Mapping[str, list]) -> dict[str, Mark]:
    """Return the mark of each test cell, by its id.

    Parameters
    ----------
    exercise : Exercise
    outputs : mapping from cell id to outputs
        A test that is missing here did not run, and has no points.
    """
    found = {}
    for task in exercise.autograded.values():
        for test in task.tests:
            if test.id not in outputs:
                continue
            shown = outputs[test.id]
            found[test.id] = Mark(task.id, points(shown, test.points), test.points, message(shown))
    return found


def by_task(found: Iterable[Mark], tasks: Iterable[str]) -> dict[str, float]:
    """Return the points by task."""
    got = dict.fromkeys(tasks, 0.0)
    for mark in found:
        if mark.task in got:
            got[mark.task] += mark.points
    return got


def points(outputs: list[Mapping[str, Any]], most: float) -> float:
    """Return the points that nbgrader gives for these outputs of a test cell."""
    for output in outputs:
        kind = output["output_type"]
        if kind == "error" or (kind == "stream" and output["name"] == "stderr"):
            return 0.0
        if kind == "execute_result":
            try:
                part = float(output["data"]["text/plain"])
            except (KeyError, ValueError):
                return most
            return min(part, most) if part >= 0 else most
    return most


def message(outputs: list[Mapping[str, Any]]) -> str:
    """Return why a test cell was not passed, or an empty text if it was."""
    errors = [output for output in outputs if output["output_type"] == "error"]
    if errors:
        return _explain(errors[-1]["ename"], errors[-1]["evalue"])
    warned = any(o["output_type"] == "stream" and o["name"] == "stderr" for o in outputs)
    return WARNED if warned else ""


def failure(outputs: list[Mapping[str, Any]]) -> str:
    """Return what stopped an answer cell, in one line, or an empty text."""
    errors = [output for output in outputs if output["output_type"] == "error"]
    if not errors:
        return ""
    name, text = errors[-1]["ename"], _PLACE.sub("", errors[-1]["evalue"])
    return text if name in _SENTENCES else f"{name}: {text}" if text else name


def _explain(name: str, text: str) -> str:
    if name in _SENTENCES:
        return text
    if name == "NotImplementedError":
        return "This task is not answered yet: replace the line 'raise NotImplementedError()'."
    undefined = _UNDEFINED.search(text) if name == "NameError" else None
    if undefined:
        return (
            f"NameError: {text}. The answer cell of this task did not define {undefined[1]}, or "
            "failed before it did. Only answer cells are graded: what an added cell defines is "
            "not there."
        )
    return f"{name}: {text}" if text else name
