"""The tests' side of the wall: a trusted warm server, and one process for each submission.

    python -m aipm.runner.tests CONTROL
    python -m aipm.runner.tests anew PORT

A process runs the set-up and the tests, cell by cell, in names of its own, in which each name that
an answer cell defines is bound to a stand-in. It asks the supervisor for boxes and tells it of each
cell as it ends.
"""

import contextlib
import gc
import os
import signal
import socket
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from aipm.runner import alarm, anew, box, warm, wire

#: Values of an answer may be large; they must not take the machine.
ADDRESS_SPACE = 6 << 30
STOPPED = "CellTimeoutError"
DIED = "NotRun"


def serve(control: socket.socket) -> None:
    """Fork a process for each job until the other end closes."""
    from aipm.runner.ahead import Ahead
    from aipm.runner.shell import Session

    session = Session(tracebacks=False)
    ahead = Ahead(session)
    warm.one_thread()
    gc.freeze()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    wire.send_json(control, {"ready": True})
    while True:
        data, files, _, _ = socket.recv_fds(control, 4096, 1)
        if not data:
            os._exit(0)
        with socket.socket(fileno=files[0]) as link, contextlib.suppress(EOFError, OSError):
            job = wire.receive_json(link)
            cells = job["cells"]
            ours = {n: cell for n, cell in enumerate(cells, 1) if cell["kind"] != "answer"}
            answered = [name for cell in cells for name in cell["names"]]
            ahead.see_to(ours, job["limits"]["cell"], answered)
            if os.fork() == 0:
                warm.close_all_but(link.fileno())
                _work(link, session, job)
        with contextlib.suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass


def _work(link: socket.socket, session: Any, job: dict[str, Any]) -> None:
    try:
        warm.silence()
        box.end_with_parent()
        box.limit_memory(ADDRESS_SPACE)
        warm.forked()
        os.chdir(job["folder"])
        wire.send_json(link, {"done": Tests(link, session, job).run()})
    except (EOFError, BrokenPipeError, ConnectionError):
        pass
    except BaseException as error:
        with contextlib.suppress(OSError):
            wire.send_json(link, {"failed": f"{type(error).__name__}: {error}"})
    os._exit(0)


class NoBox(Exception):
    """No further box is to be had."""


class Tests:
    """The tests of one submission.

    Parameters
    ----------
    link : socket
        To the supervisor.
    session : Session
    job : dict
        See :class:`aipm.runner.supervisor.Job`.
    """

    def __init__(self, link: socket.socket, session: Any, job: dict[str, Any]) -> None:
        from aipm.expect import _call

        self._link, self._session = link, session
        self._cells: list[dict[str, Any]] = job["cells"]
        self._limits = box.Limits(**job["limits"])
        self._stop_early: bool = job["stop_early"]
        #: How to start a process for answers, where the supervisor cannot hand one over.
        self._answers: dict[str, Any] | None = job.get("answers")
        _call.CALL_LIMIT = self._limits.call
        self._peer: Any = None
        self._used = 0.0
        self._crossings = 0
        self._began = time.process_time()
        #: Tasks that have ended their box, and why.
        self._dead: dict[str, str] = dict(job["dead"])
        self._failed: set[str] = set()

    def run(self) -> dict[str, Any]:
        """Run all cells; return what it took."""
        self._new_box()
        for place, cell in enumerate(self._cells):
            if cell["kind"] == "answer":
                self._answer(place, cell)
            elif cell["kind"] == "test":
                self._test(place, cell)
            else:
                if cell["inside"]:
                    self._inside(place, cell)
                self._own(place, cell)
        self._leave_box()
        return {
            "box": self._used,
            "tests": time.process_time() - self._began,
            "crossings": self._crossings,
        }

    # ------------------------------------------------------------ cells

    def _answer(self, place: int, cell: dict[str, Any]) -> None:
        for name in cell["names"]:
            self._session.names.pop(name, None)
        if cell["task"] in self._dead:
            self._bury(cell)
            self._tell(cell, [_not_run(self._dead[cell["task"]])])
            return
        reply = self._inside(place, cell)
        if reply is None:
            self._tell(cell, [_not_run(self._dead[cell["task"]])])
            return
        self._tell(cell, _checked(reply.get("outputs")))

    def _inside(self, place: int, cell: dict[str, Any]) -> dict[str, Any] | None:
        """Run a cell in the box and bind what it defines; None if it ended the box."""
        from aipm.runner import standins

        with self._clock(cell):
            try:
                reply = self._peer.run(cell["source"], place + 1, cell["names"])
            except standins.BoxDied:
                self._died(cell["task"], place)
                return None
            except standins.CannotCross as error:  # a source that no JSON can hold
                self._dead[cell["task"]] = str(error)
                self._bury(cell)
                return None
        for name in cell["names"]:
            if name in reply["names"]:
                self._session.names[name] = reply["names"][name]
            elif isinstance(reply.get("unsent"), dict) and name in reply["unsent"]:
                why = f"{name} is {reply['unsent'][name]}, which cannot be marked"
                self._session.names[name] = standins.Missing(name, why, standins.CannotCross)
        return reply

    def _own(self, place: int, cell: dict[str, Any]) -> None:
        """Run a cell of ours that is no test: the set-up, or an example."""
        with self._clock(cell):
            outputs, _ = self._session.run(cell["source"], place + 1)
        self._tell(cell, outputs)
        self._see_to_box(place)

    def _test(self, place: int, cell: dict[str, Any]) -> None:
        from aipm.expect import Unmet

        task = cell["task"]
        if self._stop_early and task in self._failed:
            return
        if task in self._dead:
            self._failed.add(task)
            self._tell(cell, [_not_run(self._dead[task])])
            return
        wire.send_json(self._link, {"at": cell["id"]})
        with self._clock(cell):
            outputs, error = self._session.run(cell["source"], place + 1)
        if error is not None:
            self._failed.add(task)
            outputs = [item for item in outputs if item["output_type"] != "error"]
            outputs.append(self._error(error, isinstance(error, Unmet)))
        self._tell(cell, outputs)
        self._see_to_box(place, task)

    def _error(self, error: BaseException, unmet: bool) -> dict[str, Any]:
        from aipm.runner import standins

        name, text = type(error).__name__, str(error)
        if isinstance(error, standins.BoxDied):
            return _not_run(text)
        if isinstance(error, standins.OutOfTime):
            name, text = STOPPED, f"The cell was stopped after {self._limits.cell:g} seconds."
        shown = error._render_traceback_() if unmet else [f"{name}: {text}" if text else name]
        return {"output_type": "error", "ename": name, "evalue": text, "traceback": shown}

    def _tell(self, cell: dict[str, Any], outputs: list[dict[str, Any]]) -> None:
        wire.send_json(self._link, {"cell": cell["id"], "outputs": outputs})

    @contextlib.contextmanager
    def _clock(self, cell: dict[str, Any]) -> Iterator[None]:
        """Stop a cell that computes too long here; its calls have what is left of its time."""
        from aipm.runner.standins import OutOfTime

        limit, began = self._limits.cell, time.process_time()
        armed = True

        def stop(_signal: int, _frame: Any) -> None:
            if armed:
                raise OutOfTime(f"stopped after {limit:g} seconds")

        if self._peer is not None:
            self._peer.left = lambda: max(limit - (time.process_time() - began), 0.1)
        disarm = alarm.after(limit, 1.0, stop, timer="VIRTUAL")
        try:
            yield
        except OutOfTime:
            pass
        finally:
            armed = False
            disarm()

    # ------------------------------------------------------------ boxes

    def _see_to_box(self, place: int, task: str | None = None) -> None:
        if self._peer.dead:
            self._died(task or self._cells[place]["task"], place)

    def _died(self, task: str | None, place: int) -> None:
        """Go on in a fresh box: all cells up to here again, but for those of the task."""
        why = self._peer.dead
        task = task or self._cells[place]["id"]
        self._dead[task] = why
        wire.send_json(self._link, {"died": task, "why": why})
        while True:
            self._leave_box()
            self._new_box()
            again = None
            for earlier, cell in enumerate(self._cells[: place + 1]):
                if cell["kind"] == "test" or (cell["task"] or cell["id"]) in self._dead:
                    continue
                if cell["kind"] == "answer" and cell["alone"]:
                    continue
                if cell["kind"] != "answer" and not cell["inside"]:
                    continue
                again = self._again(earlier, cell)
                if again:
                    break
            if not again:
                break
        for cell in self._cells[: place + 1]:
            if cell["kind"] == "answer" and cell["task"] in self._dead:
                self._bury(cell)

    def _again(self, place: int, cell: dict[str, Any]) -> str | None:
        """Run a cell once more; return its task if it ends this box as well."""
        from aipm.runner import standins

        with self._clock(cell):
            try:
                reply = self._peer.run(cell["source"], place + 1, cell["names"])
            except standins.BoxDied:
                task = cell["task"] or cell["id"]
                self._dead[task] = self._peer.dead
                return task
        for name in cell["names"]:
            if name in reply["names"]:
                self._session.names[name] = reply["names"][name]
        return None

    def _bury(self, cell: dict[str, Any]) -> None:
        from aipm.runner.standins import Missing

        for name in cell["names"]:
            self._session.names[name] = Missing(name, self._dead[cell["task"]])

    def _new_box(self) -> None:
        from aipm.runner.standins import Peer

        left = self._limits.notebook - self._used
        if self._answers:
            limits = asdict(self._limits) | {"notebook": max(left, 0.0)}
            talk, keeper = anew.worker(**self._answers, folder=os.getcwd(), limits=limits)
        else:
            wire.send_json(self._link, {"box": max(left, 0.0)})
            _, files, _, _ = socket.recv_fds(self._link, 1, 2)
            if len(files) != 2:
                raise EOFError("the supervisor is gone")
            talk, keeper = (socket.socket(fileno=number) for number in files)
        said = wire.receive_json(keeper)
        if "failed" in said:
            raise NoBox(said["failed"])
        self._peer = Peer(talk, keeper, self._awaited)
        if left <= 0:
            self._peer.close()
            self._peer.dead = f"the notebook took over {self._limits.notebook:g} seconds"

    def _leave_box(self) -> None:
        if self._peer is not None:
            told = self._peer.close()
            self._used += told.get("work", 0.0)
            self._crossings += self._peer.crossings
            self._peer = None

    def _awaited(self) -> None:
        """End here where the supervisor is gone."""
        if wire.readable(self._link, seconds=0) and not self._link.recv(1, socket.MSG_PEEK):
            os._exit(0)


def _not_run(why: str) -> dict[str, Any]:
    text = f"Your answer was not run to its end: {why}."
    return {"output_type": "error", "ename": DIED, "evalue": text, "traceback": [text]}


def _checked(outputs: Any) -> list[dict[str, Any]]:
    """Return what a box says that a cell shows, as far as it has the form of outputs."""
    import base64

    kept: list[dict[str, Any]] = []
    for item in outputs if isinstance(outputs, list) else []:
        if not isinstance(item, dict):
            continue
        kind = item.get("output_type")
        if kind == "stream" and item.get("name") in ("stdout", "stderr"):
            text = str(item.get("text", ""))
            kept.append({"output_type": kind, "name": item["name"], "text": text})
        elif kind == "error":
            lines = item.get("traceback")
            kept.append(
                {
                    "output_type": kind,
                    "ename": str(item.get("ename", "")),
                    "evalue": str(item.get("evalue", "")),
                    "traceback": [str(x) for x in lines] if isinstance(lines, list) else [],
                }
            )
        elif kind in ("display_data", "execute_result") and isinstance(item.get("data"), dict):
            data = {k: v for k, v in item["data"].items() if k == "text/plain" and type(v) is str}
            picture = item["data"].get("image/png")
            with contextlib.suppress(TypeError, ValueError):
                if base64.b64decode(picture, validate=True).startswith(b"\x89PNG"):
                    data["image/png"] = picture
            count = item.get("execution_count")
            more = {"execution_count": count if type(count) is int else None}
            kept.append(
                {"output_type": kind, "data": data, "metadata": {}}
                | (more if kind == "execute_result" else {})
            )
    return kept


def main() -> None:
    """Run the server; see the module's text."""
    first = sys.argv[1] == "anew"
    control = anew.joined(int(sys.argv[2])) if first else socket.socket(fileno=int(sys.argv[1]))
    sys.argv = ["aipm"]
    os.environ.update(warm.ENVIRONMENT)
    os.environ["MPLBACKEND"] = "agg"
    try:
        warm.imports("aipm.casegen.cases")  # what hidden tests deal
        from aipm.expect import _call

        _call.CLOCK = 0.0  # answers are watched in their box
        if first:
            from aipm.runner.shell import Session

            _work(control, Session(tracebacks=False), wire.receive_json(control))
        serve(control)
    except (EOFError, OSError):
        os._exit(0)
    except BaseException as error:
        wire.send_json(control, {"failed": f"{type(error).__name__}: {error}"})
        os._exit(1)


if __name__ == "__main__":
    main()
