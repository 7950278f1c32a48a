"""The answers' side of the wall: a warm server, and one process for each submission.

    python -m aipm.runner.answers CONTROL boxed|unboxed
    python -m aipm.runner.answers anew PORT

The server forks a *keeper* for each submission, and the keeper the *worker* that runs the cells.
The worker is the learner's: whatever it sends is taken for no more than a value. The keeper is ours
and stays outside of the worker's box: it watches, ends it, and tells what it used.

The worker is asked one thing at a time, and replies to each with one frame:

=====================================  =========================================================
``["run", source, number, names]``     run a cell; ``{"outputs", "error", "names"}``
``["calls", handle, cases, ...]``      call a function with each of several arguments
``["get", handle, name]``              an attribute of an object that stayed here
``["next", handle, seconds]``          the next items of an iterator
=====================================  =========================================================

While a call is under way the worker may ask in turn: ``["back", handle, args, kwargs]`` calls a
function that came as an argument.
"""

import contextlib
import gc
import itertools
import json
import linecache
import marshal
import os
import signal
import socket
import sys
import time
import traceback
import warnings
from collections.abc import Callable, Iterator
from typing import Any

from aipm.runner import alarm, anew, box, keeper, warm, wire
from aipm.runner.watch import Watch

#: Items of an iterator that cross at once, and that a result may hold.
CHUNK, MOST_DRAWN = 1000, 200_000
#: How often an answer is told to stop before it is ended: a bare ``except`` swallows the first.
WARNINGS, BETWEEN = 4, 0.25
#: Arguments that no call can change.
_FIXED = (int, float, str, bool, type(None))


class TooSlow(BaseException):
    """A call has used up its time; no ``except Exception`` keeps it."""


# ---------------------------------------------------------------- the server


def serve(control: socket.socket, boxed: bool) -> None:
    """Fork a keeper for each request until the other end closes."""
    from aipm.runner.ahead import Ahead
    from aipm.runner.shell import Session

    session = Session(tracebacks=True)
    ahead = Ahead(session)
    warm.one_thread()
    gc.freeze()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    wire.send_json(control, {"ready": True})
    while True:
        data, files, _, _ = socket.recv_fds(control, 1, 2)
        if not data:
            os._exit(0)
        order = wire.receive_json(control)
        ours = {number: {"kind": "setup", "source": source} for number, source in order["ours"]}
        ahead.see_to(ours, order["limits"]["cell"])
        if os.fork() == 0:
            keep(order, *files, session, boxed)
        for number in files:
            os.close(number)
        with contextlib.suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass


# ---------------------------------------------------------------- the keeper


def keep(job: dict, talk: int, tell: int, session: Any, boxed: bool) -> None:
    """Start a worker, watch it, and end it; never returns."""
    link = socket.socket(fileno=tell)
    try:
        warm.close_all_but(talk, tell)
        os.setsid()
        proc = os.open("/proc", os.O_DIRECTORY) if os.path.isdir("/proc/self") else None
        limits = box.Limits(**job["limits"])
        if boxed:
            box.unshare()
        folder = box.HOME if boxed else job["folder"]
        worker = os.fork()
        if worker == 0:
            box.end_with_parent()
            os.setsid()
            warm.close_all_but(talk)
            _work(socket.socket(fileno=talk), session, folder, limits, boxed)
        os.close(talk)
        keeper.guard(link, keeper.Forked(worker), Watch(worker, proc), limits)
    except BaseException as error:
        with contextlib.suppress(OSError):
            wire.send_json(link, {"failed": f"{type(error).__name__}: {error}"})
    os._exit(0)


# ---------------------------------------------------------------- the worker


def _work(sock: socket.socket, session: Any, folder: str, limits: box.Limits, boxed: bool) -> None:
    """Lock the door and answer requests; never returns."""
    try:
        warm.silence()
        os.chdir(folder)
        os.environ.update(HOME=folder, TMPDIR=folder, MPLCONFIGDIR=folder)
        if boxed:
            box.limit_processes()
        box.limit(limits)
        if boxed:
            box.lock()
        signal.signal(signal.SIGINT, signal.default_int_handler)
        warm.forked()
        Worker(sock, session, os.getpid()).serve()
    except (EOFError, OSError, wire.Broken):
        os._exit(0)
    except BaseException:
        os._exit(1)
    os._exit(0)


class Worker:
    """Runs cells and calls for the tests' side."""

    def __init__(self, sock: socket.socket, session: Any, pid: int) -> None:
        from aipm.runner.codec import Codec

        self._sock, self._session, self._pid = sock, session, pid
        self._codec = Codec(self._callback)

    def serve(self) -> None:
        """Answer until the other end closes."""
        while True:
            self._answer(self._codec.loads(*wire.receive(self._sock)))

    def _answer(self, message: list) -> None:
        what, *rest = message
        asks: dict[str, Callable] = {
            "run": self._run,
            "calls": self._calls,
            "get": self._get,
            "next": self._next,
        }
        frame = asks[what](*rest)
        if os.getpid() != self._pid:
            os._exit(0)  # a process that the learner forked must not speak here
        self._sock.sendall(frame)

    def _run(self, source: str, number: int, wanted: list[str]) -> bytes:
        outputs, error = self._session.run(source, number)
        names = {}
        for name in wanted:
            value = self._session.names.get(name, self)
            if value is self:
                continue
            try:
                self._codec.dumps(value)
                names[name] = value
            except BaseException as failure:
                names[name] = _Unsent(_said(failure))
        reply = {
            "outputs": outputs,
            "error": None if error is None else _told(error),
            "names": {k: v for k, v in names.items() if not isinstance(v, _Unsent)},
            "unsent": {k: v.why for k, v in names.items() if isinstance(v, _Unsent)},
        }
        return self._codec.dumps(reply)

    def _get(self, handle: int, name: str) -> bytes:
        return self._reply(lambda: getattr(self._codec.kept[handle], name), 5.0)

    def _next(self, handle: int, seconds: float) -> bytes:
        iterator = self._codec.kept[handle]

        def take() -> list:
            items = list(itertools.islice(iterator, CHUNK))
            return [items, len(items) < CHUNK]

        return self._reply(take, seconds)

    def _reply(self, act: Callable[[], Any], seconds: float) -> bytes:
        with _limited(seconds) as stopped:
            try:
                return self._codec.dumps({"value": act()})
            except BaseException as error:
                stopped()
                return self._codec.dumps({"error": _told(error)})

    def _calls(
        self,
        handle: int,
        cases: list,
        seconds: float,
        budget: float,
        silent: bool,
        drain: bool,
        errors: dict,
    ) -> bytes:
        """Call a function with each of several ``(args, kwargs)``.

        The replies are frames of their own inside of one, so that a result which cannot cross
        costs its own call.
        """
        import numpy as np

        f = self._codec.kept[handle]
        end = time.process_time() + budget
        replies = []
        with warnings.catch_warnings(), np.errstate(**errors):
            if silent:
                warnings.simplefilter("ignore")
            for args, kwargs in cases:
                left = min(seconds, end - time.process_time())
                reply = self._call(f, args, kwargs, left, drain)
                replies.append(reply)
                said = reply.get("error")
                if said and (said["slow"] or "NotImplementedError" in said["kinds"]):
                    break  # the next ones would only say the same
        return self._codec.dumps(replies)

    def _call(self, f: Callable, args: tuple, kwargs: dict, seconds: float, drain: bool) -> dict:
        from aipm.runner.shell import Outputs, Stream

        fixed = all(type(item) in _FIXED for item in args) and not kwargs
        before = None if fixed else self._form([args, kwargs])
        outputs = Outputs()
        reply: dict[str, Any] = {}
        with (
            contextlib.redirect_stdout(Stream("stdout", outputs)),
            contextlib.redirect_stderr(Stream("stderr", outputs)),
            _limited(seconds) as stopped,
        ):
            try:
                value = f(*args, **kwargs)
                if drain and hasattr(value, "__next__"):
                    value = list(itertools.islice(value, MOST_DRAWN))
                self._codec.dumps(value)
                reply["value"] = value
            except BaseException as error:
                stopped()
                reply["error"] = _told(error)
        if before is not None and self._form([args, kwargs]) != before:
            reply["after"] = [args, kwargs]
        if "matplotlib.pyplot" in sys.modules:
            sys.modules["matplotlib.pyplot"].close("all")
        for item in outputs.items:
            reply[item["name"]] = reply.get(item["name"], "") + item["text"]
        return reply

    def _form(self, arguments: list) -> bytes | None:
        """Return the arguments as they would cross, to see later whether they were changed."""
        # Plain data has a faster form, of which version 2 says nothing of identity. What is no JSON
        # is not plain: of an array marshal would take the bytes, and miss its shape.
        with contextlib.suppress(TypeError, ValueError, RecursionError):
            json.dumps(arguments)
            return marshal.dumps(arguments, 2)
        kept = dict(self._codec.kept)
        try:
            return self._codec.dumps(arguments)
        except BaseException:
            return None
        finally:
            self._codec.kept.clear()
            self._codec.kept.update(kept)

    def _callback(self, number: int, info: dict[str, Any]) -> Any:
        """Return what stands here for a function of the tests' side."""
        worker = self

        class Function:
            _wall_number = number
            __name__ = __qualname__ = info["name"] or "function"

            def __call__(self, *args: Any, **kwargs: Any) -> Any:
                return worker._ask_back(number, args, kwargs)

            def __repr__(self) -> str:
                return f"<function {self.__name__}>"

            def __deepcopy__(self, memo: dict) -> Any:
                return self

        return Function()

    def _ask_back(self, number: int, args: tuple, kwargs: dict) -> Any:
        if os.getpid() != self._pid:
            raise RuntimeError("a function of the test works in the answer's own process only")
        self._sock.sendall(self._codec.dumps(["back", number, args, kwargs]))
        while True:
            message = self._codec.loads(*wire.receive(self._sock))
            if message[0] != "returned":
                self._answer(message)  # the test's function calls one of ours
                continue
            _, value, error = message
            if error is not None:
                raise _rebuilt(error)
            return value


class _Unsent:
    def __init__(self, why: str) -> None:
        self.why = why


@contextlib.contextmanager
def _limited(seconds: float) -> Iterator[Callable[[], None]]:
    """Stop the block after some seconds of computing; yields what disarms it."""
    fired = 0

    def stop(_signal: int, _frame: Any) -> None:
        nonlocal fired
        fired += 1
        if fired > WARNINGS:
            os._exit(keeper.STUBBORN)
        raise TooSlow

    disarm = alarm.after(max(seconds, 0.001), BETWEEN, stop, timer="PROF")
    try:
        yield disarm
    finally:
        disarm()


def _told(error: BaseException) -> dict[str, Any]:
    """Return an exception as plain data: kinds, text, arguments and the learner's own line."""
    own = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if "site-packages" not in frame.filename and "aipm" not in frame.filename
    ]
    text = _said(error)
    plain = all(type(item) in (str, int, float, bool, type(None)) for item in error.args)
    short = plain and sum(len(item) for item in error.args if type(item) is str) < 2000
    return {
        "kinds": [kind.__name__[:80] for kind in type(error).__mro__[:12]],
        "text": text,
        "arguments": list(error.args[:8]) if short else None,
        "line": linecache.getline(own[-1].filename, own[-1].lineno).strip()[:300] if own else "",
        "slow": isinstance(error, TooSlow),
    }


def _said(error: BaseException) -> str:
    try:
        return str(error)[:2000]
    except BaseException:
        return ""


def _rebuilt(told: dict[str, Any]) -> Exception:
    import builtins

    for name in told["kinds"]:
        kind = getattr(builtins, name, None)
        if isinstance(kind, type) and issubclass(kind, Exception):
            return kind(told["text"])
    return RuntimeError(told["text"])


def main() -> None:
    """Run the server; see the module's text."""
    first, boxed = sys.argv[1] == "anew", sys.argv[2] == "boxed"
    control = anew.joined(int(sys.argv[2])) if first else socket.socket(fileno=int(sys.argv[1]))
    sys.argv = ["aipm"]
    os.environ.update(warm.ENVIRONMENT)
    os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"
    try:
        warm.imports()
        if boxed:
            box.become_nobody()
        if first:
            from aipm.runner.shell import Session

            job = wire.receive_json(control)
            session, limits = Session(tracebacks=True), box.Limits(**job["limits"])
            wire.send_json(control, {"ready": True})
            _work(control, session, job["folder"], limits, boxed)
        serve(control, boxed)
    except (EOFError, OSError):
        os._exit(0)
    except BaseException as error:
        wire.send_json(control, {"failed": f"{type(error).__name__}: {error}"})
        os._exit(1)


if __name__ == "__main__":
    main()
