"""Expectations of a function: it agrees with a reference on given and on random inputs."""

from collections.abc import Callable, Iterable, Mapping

import numpy as np

from aipm.expect import _call
from aipm.expect._call import SEED, Result, name_of, not_written, raised, run_all
from aipm.expect._compare import Tolerance, difference
from aipm.expect._message import Instead, Unmet, brief, call, sentence, stop


def function(
    answer: Callable,
    *,
    reference: Callable,
    cases: Iterable[tuple] = (),
    random: Callable[[np.random.Generator], tuple] | None = None,
    n: int = 30,
    slips: Mapping[str, Callable] | None = None,
    rel: float = 1e-6,
    abs: float = 1e-9,
    ordered: bool = True,
) -> None:
    """Expect a function that agrees with a reference.

    Each call gets its own copy of the arguments; prints and warnings of the learner's code are
    silenced, since a warning in a test cell would cost its points in nbgrader. A reference that
    raises an exception for a case means that the learner's function must raise that exception too.

    Parameters
    ----------
    answer : callable
        The learner's function.
    reference : callable
        A right one. Never shown.
    cases : iterable of tuple
        Positional arguments, a tuple for each call.
    random : callable, optional
        Draws the arguments of one more case from a NumPy generator.
    n : int
        How many random cases to draw.
    slips : mapping from "does something wrong -> section 13.2" to callable, optional
        Functions with known mistakes. A slip is named where it gives the learner's result on at
        least half of the failing cases, and on the one that is reported.
    rel, abs : float
        Tolerances of numbers: ``|answer - wanted| <= max(rel * |wanted|, abs)``.
    ordered : bool
        Whether the order of a returned sequence counts; that of a mapping never does.

    Raises
    ------
    Unmet
        If the function is missing, fails, changes its arguments, takes too long or is wrong.
    """
    name = name_of(answer, "your function")
    tolerance = Tolerance(rel, abs, ordered)
    rng = np.random.default_rng(SEED)
    inputs = [tuple(case) for case in cases]
    inputs += [tuple(random(rng)) for _ in range(n if random else 0)]
    if not inputs:
        raise ValueError("expect.function needs cases or random inputs")

    results = run_all(answer, inputs)
    if isinstance(results[-1].error, NotImplementedError):
        raise not_written(name)
    asked = inputs[: len(results)]
    wanted = run_all(reference, asked)
    problems = [_problem(*pair, tolerance) for pair in zip(results, wanted, strict=True)]
    failures = [f for f in zip(asked, results, problems, strict=True) if f[2]]
    if not failures:
        return
    arguments, _, problem = failures[0]
    parts = [stop(f"{call(name, arguments)}: {problem}")]
    slip = _diagnose(slips or {}, failures, tolerance)
    if slip:
        parts.append(sentence(slip))
    passed = len(inputs) - len(failures)
    if passed and not failures[-1][1].too_slow:
        parts.append(f"{passed} of the {len(inputs)} calls in this test came out right.")
    raise Unmet(" ".join(parts))


def _problem(result: Result, wanted: Result, tolerance: Tolerance) -> str | None:
    """Return a phrase without a final stop, or None where the result is as wanted."""
    if result.too_slow:
        return f"no result within {_call.CALL_LIMIT:.0f} seconds; does a loop never end?"
    if wanted.error is not None:
        expected = type(wanted.error)
        if isinstance(result.error, expected):
            return None
        got = raised(result.error) if result.error else f"it returned {brief(result.value)}"
        return f"this input has no answer, so a {expected.__name__} is wanted, but {got}"
    if result.error is not None:
        return raised(result.error)
    if result.changed:
        return "the function changed its arguments; work on a copy"
    found = difference(result.value, wanted.value, tolerance)
    if found and isinstance(result.value, Instead):
        return result.value.says
    return f"your answer {found}" if found else None


def _diagnose(slips: Mapping[str, Callable], failures: list, tolerance: Tolerance) -> str | None:
    best, most = None, 0
    inputs = [arguments for arguments, _, _ in failures]
    for slip, wrong in slips.items():
        explained = [
            _same(result, other, tolerance)
            for (_, result, _), other in zip(failures, run_all(wrong, inputs), strict=False)
        ]
        if explained[0] and sum(explained) > most and 2 * sum(explained) >= len(failures):
            best, most = slip, sum(explained)
    return best


def _same(result: Result, other: Result, tolerance: Tolerance) -> bool:
    if result.error is not None or other.error is not None:
        return type(result.error) is type(other.error)
    return difference(result.value, other.value, tolerance) is None
