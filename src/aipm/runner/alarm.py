"""Stop what computes for too long, in the main thread: by a timer, or by a thread on Windows."""

import _thread
import signal
import threading
import time
from collections.abc import Callable
from typing import Any, Literal


def after(
    seconds: float,
    again: float,
    stop: Callable[[int, Any], None],
    *,
    timer: Literal["PROF", "VIRTUAL"],
) -> Callable[[], None]:
    """Call `stop` after some seconds of computing, and again and again; return what ends that.

    Parameters
    ----------
    seconds, again : float
    stop : callable
        A signal handler; what it raises is raised in the main thread.
    timer : {"PROF", "VIRTUAL"}
        Which of the system's timers; two alarms may be set at a time if theirs differ.
    """
    if not hasattr(signal, "setitimer"):
        return _by_thread(seconds, again, stop)
    if timer == "PROF":
        number, which = signal.SIGPROF, signal.ITIMER_PROF
    else:
        number, which = signal.SIGVTALRM, signal.ITIMER_VIRTUAL

    def disarm() -> None:
        signal.setitimer(which, 0)
        signal.signal(number, _nothing)  # one may be on its way

    signal.signal(number, stop)
    signal.setitimer(which, seconds, again)
    return disarm


def _nothing(_signal: int, _frame: Any) -> None:
    pass


def _by_thread(
    seconds: float, again: float, stop: Callable[[int, Any], None]
) -> Callable[[], None]:
    over = threading.Event()
    end = time.process_time() + seconds

    def watch() -> None:
        while not over.wait(again / 2):
            if time.process_time() > end:
                _thread.interrupt_main()
                over.wait(again)

    def disarm() -> None:
        over.set()
        signal.signal(signal.SIGINT, _nothing)

    signal.signal(signal.SIGINT, stop)
    threading.Thread(target=watch, daemon=True).start()
    return disarm
