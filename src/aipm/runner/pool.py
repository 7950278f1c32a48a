"""Several submissions at a time, in one runner."""

import contextlib
import queue
import threading
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from typing import TypeVar

from aipm.runner.box import Limits
from aipm.runner.supervisor import LIMITS, Ran, Runner, RunnerError, Step

Key = TypeVar("Key", bound=Hashable)
#: Two submissions at a time keep two cores busy; each is one process on either side of its wall.
WORKERS = 2


def run_many(
    runner: Runner,
    jobs: Mapping[Key, Sequence[Step] | Callable[[], Sequence[Step]]],
    *,
    limits: Limits = LIMITS,
    workers: int = WORKERS,
    stop_early: bool = False,
) -> Iterator[tuple[Key, Ran | RunnerError]]:
    """Run submissions and yield each with its key as it ends.

    What goes wrong with one is its own result. If the caller stops early, nothing more is begun.
    """
    runner.start()  # here, in the caller's thread: the servers live as long as it does
    todo: queue.SimpleQueue = queue.SimpleQueue()
    for item in jobs.items():
        todo.put(item)
    # A caller that is slower than the runs makes them wait, so that few results are in memory.
    done: queue.Queue = queue.Queue(maxsize=workers)
    stopped = threading.Event()

    def work() -> None:
        while not stopped.is_set():
            try:
                key, steps = todo.get_nowait()
            except queue.Empty:
                return
            try:
                steps = steps() if callable(steps) else steps
                result = runner.run(steps, limits=limits, stop_early=stop_early)
            except Exception as error:
                result = RunnerError(str(error) or type(error).__name__)
            while not stopped.is_set():
                with contextlib.suppress(queue.Full):
                    done.put((key, result), timeout=0.5)
                    break

    threads = [threading.Thread(target=work, daemon=True) for _ in range(min(workers, len(jobs)))]
    for thread in threads:
        thread.start()
    try:
        for _ in jobs:
            yield done.get()
    finally:
        stopped.set()
        for thread in threads:
            thread.join()
