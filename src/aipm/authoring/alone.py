"""Run single answers with the tests of their task: quickly, and each as if nothing else were there.

For answers of our own only, those of the bank and mutants of model solutions: nothing guards the
tests from them.
"""

import contextlib
import io
import linecache
import multiprocessing
import signal
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor

import aipm.expect._call as expect_call
from aipm.exercise import Exercise

#: An answer that loops outside of `aipm.expect` must not hold up the rest.
ANSWER_SECONDS = 20
WORKERS = 2

#: Which tests of its task an answer fails: by cell, the name of the error and its text.
Failures = dict[str, tuple[str, str]]


def run(
    exercise: Exercise,
    answers: Sequence[tuple[str, str]],
    *,
    call_seconds: float | None = None,
    first: bool = False,
) -> Iterator[Failures]:
    """Run the tests of its task on each answer.

    Parameters
    ----------
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
    tests = {
        task.id: [(test.id, test.source) for test in task.tests]
        for task in exercise.autograded.values()
    }
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(
        WORKERS,
        mp_context=context,
        initializer=_start,
        initargs=(exercise.setup, tests, call_seconds, first),
    ) as pool:
        yield from pool.map(_failures, *zip(*answers, strict=True))


# What follows runs in the worker processes.

_setup: dict = {}
_tests: dict[str, list[tuple[str, str]]] = {}
_first = False


def _start(
    setup: str, tests: dict[str, list[tuple[str, str]]], call_seconds: float | None, first: bool
) -> None:
    global _first
    _first = first
    if call_seconds is not None:
        expect_call.CALL_LIMIT = call_seconds
    with _silent():
        exec(compile(setup, "setup", "exec"), _setup)
    _tests.update(tests)


def _failures(task: str, source: str) -> Failures:
    def out_of_time(_signal: int, _frame: object) -> None:
        raise TimeoutError(f"no end within {ANSWER_SECONDS} s")

    # Other timers belong to aipm.expect, which stops single calls with them.
    signal.signal(signal.SIGVTALRM, out_of_time)
    signal.setitimer(signal.ITIMER_VIRTUAL, ANSWER_SECONDS)
    namespace = dict(_setup)
    failures: Failures = {}
    try:
        for name, code in [(task, source), *_tests[task]]:
            try:
                with _silent():
                    _execute(name, code, namespace)
            except BaseException as error:
                failures[name] = (type(error).__name__, str(error))
                if _first:
                    break
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        if "matplotlib.pyplot" in sys.modules:
            sys.modules["matplotlib.pyplot"].close("all")
    return failures


def _execute(name: str, code: str, namespace: dict) -> None:
    # A message quotes the learner's own line, which a kernel knows in the same way.
    linecache.cache[name] = (len(code), None, code.splitlines(keepends=True), name)
    exec(compile(code, name, "exec"), namespace)


@contextlib.contextmanager
def _silent() -> Iterator[None]:
    sink = io.StringIO()
    with contextlib.redirect_stdout(sink), contextlib.redirect_stderr(sink):
        yield
