"""Feedback in processes of its own, beside the run: nbgrader's converter, its templates kept."""

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from pathlib import Path

from aipm.grading.course import Course
from aipm.runner import box

#: From this many pages on, a process that may have to import nbgrader first is worth its seconds.
FEWEST = 8


class FeedbackPool:
    """Writes the feedback of one exercise. Make it before other processes and threads are started.

    Parameters
    ----------
    root : Path
        The course.
    assignment : str
    pages : int
        How many pages there may be.
    """

    def __init__(self, root: Path, assignment: str, pages: int) -> None:
        self._root, self._assignment = root, assignment
        self._pool: ProcessPoolExecutor | None = None
        self._waiting: dict[str, Future] = {}
        self._failed: dict[str, str] = {}
        if pages >= FEWEST:
            # One process: the recording keeps another one busy, and the runs all others.
            # A fork has imported nbgrader already; only beside no other thread is it safe.
            forks = sys.platform == "linux" and threading.active_count() == 1
            context = multiprocessing.get_context("fork" if forks else "spawn")
            self._pool = ProcessPoolExecutor(1, context)
            self._pool.submit(_warm, root, os.getpid())

    def write(self, student: str) -> None:
        """Write a student's feedback, some time until :meth:`failed`."""
        if self._pool is not None:
            with contextlib.suppress(BrokenProcessPool):
                job = self._pool.submit(_page, self._root, self._assignment, student)
                self._waiting[student] = job
                return
        self._here(student)

    def __enter__(self) -> "FeedbackPool":
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def failed(self) -> dict[str, str]:
        """Wait for all pages; return the students whose page failed, with the reason."""
        for student, page in self._waiting.items():
            try:
                page.result()
            except BrokenProcessPool:  # its process was ended from outside
                self._here(student)
            except Exception as error:
                self._failed[student] = str(error)
        return self._failed

    def _here(self, student: str) -> None:
        try:
            _page(self._root, self._assignment, student)
        except Exception as error:
            self._failed[student] = str(error)


# What follows runs in the pool's processes.


@cache
def _course(root: Path) -> Course:
    return Course(root)


def _warm(root: Path, parent: int) -> None:
    from aipm.grading import record  # noqa: F401  (nbgrader takes seconds to import)

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who started it tells it when to end
    box.end_with_parent()
    if os.getppid() != parent:  # which has ended already
        os._exit(1)
    _ = _course(root).api


def _page(root: Path, assignment: str, student: str) -> None:
    from aipm.grading import record

    record.feedback(_course(root), assignment, student)
