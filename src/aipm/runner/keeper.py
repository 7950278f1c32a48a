"""What watches a process that runs answers, ends it, and tells what it used. It is ours."""

import contextlib
import os
import signal
import socket
import subprocess
import time

from aipm.runner import box, wire
from aipm.runner.watch import Watch

#: Seconds between two looks.
SAMPLE = 0.1
#: Exit status of a worker that would not stop.
STUBBORN = 71


class Forked:
    """A worker that this process has forked."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._status: int | None = None

    def ended(self) -> int | None:
        """Return the exit status, negative for a signal, or None."""
        if self._status is None:
            pid, status = os.waitpid(self._pid, os.WNOHANG)
            self._status = os.waitstatus_to_exitcode(status) if pid else None
        return self._status

    def kill(self) -> None:
        """End it, and what it started: without a space of its own, its group at least."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._pid, signal.SIGKILL)
        if self._status is None:
            with contextlib.suppress(ProcessLookupError, ChildProcessError):
                os.kill(self._pid, signal.SIGKILL)
                os.waitpid(self._pid, 0)


class Started:
    """A worker that this process has started anew."""

    def __init__(self, process: subprocess.Popen) -> None:
        self._process = process

    def ended(self) -> int | None:
        """Return the exit status, negative for a signal, or None."""
        return self._process.poll()

    def kill(self) -> None:
        """End it."""
        self._process.kill()
        self._process.wait()
        if self._process.stdin is not None:
            self._process.stdin.close()


def guard(link: socket.socket, worker: Forked | Started, watch: Watch, limits: box.Limits) -> None:
    """Watch a worker until it ends, uses too much, or is not wanted any more.

    On the link, ``u`` asks for what it has used so far; anything else, or its end, ends it.
    """
    wire.send_json(link, {"started": True})
    reason = ""
    while not reason:
        asked = wire.readable(link, seconds=SAMPLE)
        use = watch.sample()
        if use.memory > limits.memory:
            reason = f"it took more than {limits.memory >> 20} MB of memory"
        elif use.work > limits.notebook:
            reason = f"the notebook took over {limits.notebook:g} seconds"
        elif asked and link.recv(1) == b"u":
            wire.send_json(link, {"work": use.work, "memory": use.memory})
        else:
            reason = _ended(worker, patient=bool(asked))
            if asked and not reason:  # to be ended, or nobody is there any more
                break
    use = watch.sample()
    worker.kill()
    wire.send_json(link, {"ended": reason, "work": use.work, "memory": use.memory})


def _ended(worker: Forked | Started, *, patient: bool) -> str:
    """Return how the worker has ended, or an empty text; its files close a moment before."""
    for _ in range(5 if patient else 1):
        code = worker.ended()
        if code is not None:
            return _death(code)
        if patient:
            time.sleep(0.01)
    return ""


def _death(code: int) -> str:
    if code < 0:
        return f"its process was ended by {signal.Signals(-code).name}"
    if code == STUBBORN:
        return "it took too long and would not stop"
    return f"its process ended by itself (exit status {code})"
