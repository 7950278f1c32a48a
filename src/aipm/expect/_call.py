"""Calls of a learner's function: guarded, silent, limited in time, with arguments of their own."""

import contextlib
import copy
import io
import linecache
import signal
import threading
import time
import traceback
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from aipm.expect._compare import Tolerance, difference
from aipm.expect._message import Unmet, brief

#: Seconds that one call of a learner's function may take.
CALL_LIMIT = 5.0
#: Seconds on the clock for each second of computing, before a call that sleeps is stopped too.
#: It is 0, for never, where another process runs the answers and is watched there.
CLOCK = 4.0
#: Seconds between one attempt to stop a call and the next: a bare ``except`` swallows the first.
AGAIN = 0.25
#: Seed of the random inputs: every learner is asked the same.
SEED = 20250106


class TooSlow(BaseException):
    """A call took longer than it may; an ``except Exception`` of the learner's does not keep it."""


@dataclass(frozen=True)
class Result:
    """What became of one call: its value or its error, and its arguments before and after it."""

    value: Any = None
    error: BaseException | None = None
    before: Sequence = ()
    after: Sequence = ()

    @property
    def changed(self) -> bool:
        """Whether the call changed its arguments."""
        exact = Tolerance(0, 0)
        return any(
            difference(after, before, exact) is not None
            for after, before in zip(self.after, self.before, strict=True)
            if after is not before  # as where it crossed a wall, and came back as it was
            and not callable(before)
            and not isinstance(before, np.random.Generator)
        )

    @property
    def too_slow(self) -> bool:
        """Whether the call was stopped."""
        return isinstance(self.error, TooSlow)


def run_all(f: Callable, inputs: Sequence[tuple], *, seconds: float | None = None) -> list[Result]:
    """Call a function with each of several tuples of arguments.

    All calls that one expectation can ask at once go through here together: where answers run in
    another process, that is one message instead of hundreds.

    Parameters
    ----------
    f : callable
    inputs : sequence of tuple
        Positional arguments of each call. The function gets copies.
    seconds : float, optional
        What all calls may take together, besides the limit of each.

    Returns
    -------
    list of Result
        In the order of the inputs. It ends early with a call that is not written yet or that takes
        too long: the next ones would only say the same, one limit after the other.
    """
    if is_elsewhere(f):
        budget = CALL_LIMIT * len(inputs) if seconds is None else seconds
        raw = f.call_all(inputs, CALL_LIMIT, budget)
        return [
            Result(error=error) if error is not None else Result(value, None, before, after)
            for (value, error, after), before in zip(raw, inputs, strict=False)
        ]
    results = []
    end = None if seconds is None else time.monotonic() + seconds
    for arguments in inputs:
        left = CALL_LIMIT if end is None else min(CALL_LIMIT, end - time.monotonic())
        result = _run(f, arguments, left) if left > 0 else Result(error=TooSlow())
        results.append(result)
        if isinstance(result.error, (TooSlow, NotImplementedError)):
            break
    return results


def is_elsewhere(f: Any) -> bool:
    """Whether a function stands for one in another process, which runs one submission."""
    return hasattr(type(f), "call_all")


def name_of(f: Any, otherwise: str) -> str:
    """Return the name of a learner's function, as a message shows it.

    Raises
    ------
    Unmet
        If it is no function at all.
    """
    if not callable(f):
        raise Unmet(f"A function is wanted here, but this is {brief(f)}.")
    return getattr(f, "__name__", otherwise)


def not_written(name: str) -> Unmet:
    """Return the complaint about a function whose starter line still stands there."""
    return Unmet(
        f"{name} is not written yet: replace the line 'raise NotImplementedError()' with your own "
        "code."
    )


def raised(error: BaseException) -> str:
    """Return a phrase that tells an exception, with the learner's own line if there is one."""
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


def _run(f: Callable, arguments: tuple, seconds: float) -> Result:
    given = copy.deepcopy(arguments)
    try:
        with _quiet(), _limit(seconds):
            value = f(*given)
            if hasattr(value, "__next__"):
                value = list(value)
    except (Exception, SystemExit, TooSlow) as error:
        return Result(error=error)
    return Result(value, None, arguments, given)


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
    """Stop the block after `seconds` of computing, or several times that on the clock.

    Computing counts, so that a busy machine does not change a mark. Works where the platform has
    timers and this is the main thread.
    """
    if not hasattr(signal, "setitimer") or (
        threading.current_thread() is not threading.main_thread()
    ):
        yield
        return

    def stop(_signal: int, _frame: Any) -> None:
        raise TooSlow

    timers = {signal.SIGPROF: (signal.ITIMER_PROF, seconds)}
    if CLOCK:
        timers[signal.SIGALRM] = (signal.ITIMER_REAL, CLOCK * seconds)
    before = {number: signal.signal(number, stop) for number in timers}
    for timer, after in timers.values():
        signal.setitimer(timer, after, AGAIN)
    try:
        yield
    finally:
        for timer, _ in timers.values():
            signal.setitimer(timer, 0)
        for number, handler in before.items():
            signal.signal(number, handler)
