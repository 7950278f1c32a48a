"""Expectations of a function: it agrees with a reference on given and on random inputs."""

import contextlib
import copy
import io
import linecache
import signal
import threading
import traceback
import warnings
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from aipm.expect._compare import Tolerance, difference
from aipm.expect._message import Unmet, brief, call, sentence, stop

#: Seconds that one call of a learner's function may take.
CALL_LIMIT = 5.0
#: Seed of the random inputs: every learner is asked the same.
SEED = 20250106


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
    if not callable(answer):
        raise Unmet(f"A function is wanted here, but this is {brief(answer)}.")
    name = getattr(answer, "__name__", "your function")
    tolerance = Tolerance(rel, abs, ordered)
    rng = np.random.default_rng(SEED)
    inputs = [tuple(case) for case in cases]
    inputs += [tuple(random(rng)) for _ in range(n if random else 0)]
    if not inputs:
        raise ValueError("expect.function needs cases or random inputs")

    failures = []
    for arguments in inputs:
        wanted = _run(reference, arguments)
        result = _run(answer, arguments)
        if isinstance(result.error, NotImplementedError):
            raise Unmet(
                f"{name} is not written yet: replace the line 'raise NotImplementedError()' with "
                "your own code."
            )
        problem = _problem(result, wanted, tolerance)
        if problem:
            failures.append((arguments, result, problem))
            if isinstance(result.error, _TooSlow):
                break
    if not failures:
        return
    arguments, _, problem = failures[0]
    parts = [stop(f"{call(name, arguments)}: {problem}")]
    slip = _diagnose(slips or {}, failures, tolerance)
    if slip:
        parts.append(sentence(slip))
    passed = len(inputs) - len(failures)
    if passed and not isinstance(failures[-1][1].error, _TooSlow):
        parts.append(f"{passed} of the {len(inputs)} calls in this test came out right.")
    raise Unmet(" ".join(parts))


@dataclass(frozen=True)
class _Result:
    value: Any = None
    error: BaseException | None = None
    changed: bool = False


class _TooSlow(Exception):
    pass


def _run(f: Callable, arguments: tuple) -> _Result:
    given = copy.deepcopy(arguments)
    try:
        with _quiet(), _limit(CALL_LIMIT):
            value = f(*given)
            if hasattr(value, "__next__"):
                value = list(value)
    except (Exception, SystemExit) as error:
        return _Result(error=error)
    exact = Tolerance(0, 0)
    changed = any(
        difference(after, before, exact) is not None
        for after, before in zip(given, arguments, strict=True)
        if not callable(before) and not isinstance(before, np.random.Generator)
    )
    return _Result(value=value, changed=changed)


def _problem(result: _Result, wanted: _Result, tolerance: Tolerance) -> str | None:
    """Return a phrase without a final stop, or None where the result is as wanted."""
    if isinstance(result.error, _TooSlow):
        return f"no result within {CALL_LIMIT:.0f} seconds; does a loop never end?"
    if wanted.error is not None:
        expected = type(wanted.error)
        if isinstance(result.error, expected):
            return None
        got = _raised(result.error) if result.error else f"it returned {brief(result.value)}"
        return f"this input has no answer, so a {expected.__name__} is wanted, but {got}"
    if result.error is not None:
        return _raised(result.error)
    if result.changed:
        return "the function changed its arguments; work on a copy"
    found = difference(result.value, wanted.value, tolerance)
    return f"your answer {found}" if found else None


def _raised(error: BaseException) -> str:
    text = f"it stopped with {type(error).__name__}"
    if str(error):
        text += f": {brief(str(error))[1:-1]}"
    # The learner's own line helps; a line of a library or of this test does not.
    own = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if "site-packages" not in frame.filename and "aipm" not in frame.filename
    ]
    line = linecache.getline(own[-1].filename, own[-1].lineno).strip() if own else ""
    return f"{text} (in the line '{line}')" if line else text


def _diagnose(slips: Mapping[str, Callable], failures: list, tolerance: Tolerance) -> str | None:
    best, most = None, 0
    for slip, wrong in slips.items():
        explained = [
            _same(result, _run(wrong, arguments), tolerance) for arguments, result, _ in failures
        ]
        if explained[0] and sum(explained) > most and 2 * sum(explained) >= len(failures):
            best, most = slip, sum(explained)
    return best


def _same(result: _Result, other: _Result, tolerance: Tolerance) -> bool:
    if result.error is not None or other.error is not None:
        return type(result.error) is type(other.error)
    return difference(result.value, other.value, tolerance) is None


@contextlib.contextmanager
def _quiet():
    sink = io.StringIO()
    with (
        warnings.catch_warnings(),
        np.errstate(all="ignore"),
        contextlib.redirect_stdout(sink),
        contextlib.redirect_stderr(sink),
    ):
        warnings.simplefilter("ignore")
        yield


@contextlib.contextmanager
def _limit(seconds: float):
    """Stop the block after `seconds`, where the platform has timers and this is the main thread."""
    if not hasattr(signal, "setitimer") or (
        threading.current_thread() is not threading.main_thread()
    ):
        yield
        return

    def stop(_signal: int, _frame: Any) -> None:
        raise _TooSlow

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
