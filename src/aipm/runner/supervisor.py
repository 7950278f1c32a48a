"""Starts the two sides, brings them together for each submission, and keeps what is told."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import aipm
from aipm.errors import UserError
from aipm.runner import anew, wire
from aipm.runner.box import HOME, Limits

#: How often a submission is begun again after its tests' side died, each time without one task.
MOST_ATTEMPTS = 12
#: Seconds until a server that has closed its socket is seen to have ended.
A_MOMENT = 0.3
#: What an answer may import of this package; the rest is not in the box.
_PACKAGE = ("__init__.py", "data.py", "errors.py", "plotting.py", "root.py", "course.mplstyle")
_PACKAGE_FOLDERS = ("expect", "runner", "casegen")
_TABLES = (".csv", ".gz", ".json")
LIMITS = Limits()
NOTICE = (
    "Answers run without a box here ({reason}): one can read and change whatever you can. "
    "Grade only work of people you trust, or grade on Linux with bubblewrap."
)


class RunnerError(UserError):
    """The runner could not be started."""


@dataclass(frozen=True)
class Step:
    """A cell to run.

    Parameters
    ----------
    id : str
    kind : {"answer", "test", "setup"}
        A set-up runs on both sides of the wall, or with ``inside=False`` on the tests' side only.
    source : str
    task : str or None
        The task of an answer or a test.
    names : tuple of str
        What an answer may define for the tests.
    inside : bool
    alone : bool
        Whether nothing later needs this answer, so that a fresh box does not run it again.
    """

    id: str
    kind: str
    source: str
    task: str | None = None
    names: tuple[str, ...] = ()
    inside: bool = True
    alone: bool = False


@dataclass
class Ran:
    """What became of a submission.

    Parameters
    ----------
    outputs : dict from cell id to list of dict
        What each cell shows, as nbformat has it.
    died : dict from task to str
        Tasks whose answers ended their box, and how.
    use : dict
        Seconds of work in the box and of the tests, and the number of crossings.
    """

    outputs: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    died: dict[str, str] = field(default_factory=dict)
    use: dict[str, float] = field(default_factory=dict)


class Runner:
    """Runs answers behind a wall; started once, used for any number of submissions.

    Parameters
    ----------
    data : Path or None
        The folder with the course's tables.
    boxed : bool, optional
        Whether the answers run in a box. By default where it works; see `notice`.

    Notes
    -----
    Safe to use from several threads. Start it in one that lives as long as it is used.
    """

    def __init__(self, data: Path | None = None, *, boxed: bool | None = None) -> None:
        self._data = data.resolve() if data else None
        self._wanted = boxed
        self._lock = threading.RLock()
        self._folder: str | None = None
        self._servers: list[subprocess.Popen] = []
        #: Where nothing can be forked: how to start either side; no servers then.
        self._anew: dict[str, dict[str, Any]] = {}
        self._answers: socket.socket
        self._tests: socket.socket
        self._ready = False
        #: Why there is no box; empty if there is one.
        self._reason = ""
        self.boxed = False
        #: What a person must know about this run, if there is no box; else empty.
        self.notice = ""

    def __enter__(self) -> "Runner":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def begin(self) -> None:
        """Let the servers load what they need while something else is done; see :meth:`start`.

        Raises
        ------
        RunnerError
            If a box is asked for and cannot be made here.
        """
        if self._servers or self._anew:
            return
        self._reason = "as asked for" if self._wanted is False else _why_no_box()
        if self._reason and self._wanted:
            raise RunnerError(f"no box can be made here: {self._reason}")
        self._begin(boxed=not self._reason)

    def start(self) -> None:
        """Start the servers, unless they run, and wait until they are ready.

        Raises
        ------
        RunnerError
            If they cannot be started.
        """
        if self._ready and all(server.poll() is None for server in self._servers):
            return
        if self._ready:
            self.close()
        self.begin()
        if self.boxed:
            self._reason = self._fails()
            if self._reason and self._wanted:
                raise RunnerError(f"no box can be made here: {self._reason}")
            if self._reason:
                self._begin(boxed=False)
        if not self.boxed:
            try:
                self._await()
            except RunnerError:
                self.close()
                raise
            self.notice = NOTICE.format(reason=self._reason)
        self._ready = True

    def close(self) -> None:
        """Stop the servers."""
        if self._servers:
            self._answers.close()
            self._tests.close()
        for server in self._servers:
            try:
                server.wait(5)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()
        self._servers, self._anew, self._ready = [], {}, False
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    def run(
        self,
        steps: Sequence[Step],
        *,
        limits: Limits = LIMITS,
        stop_early: bool = False,
        told: Callable[[str, list], None] = lambda cell, outputs: None,
    ) -> Ran:
        """Run one submission.

        Parameters
        ----------
        steps : sequence of Step
        limits : Limits
        stop_early : bool
            Whether to leave the other tests of a task out once one has failed.
        told : callable
            Called with each cell's id and outputs as it ends.

        Raises
        ------
        RunnerError
            If the runner itself failed.
        """
        ran = Ran()
        for _ in range(MOST_ATTEMPTS):
            at = self._attempt(steps, limits, stop_early, told, ran)
            if at is None:
                return ran
            ran.outputs.clear()
            if not at:
                time.sleep(A_MOMENT)
                continue
            task = next((s.task for s in steps if s.id == at), None) or at
            ran.died[task] = "its test could not be brought to an end"
        raise RunnerError("the tests' side ended again and again")

    def _attempt(
        self,
        steps: Sequence[Step],
        limits: Limits,
        stop_early: bool,
        told: Callable,
        ran: Ran,
    ) -> str | None:
        """Run all cells; return the cell at which the tests' side died, if at any, or None."""
        folders: list[str] = []
        at = ""
        try:
            with self._tests_side(folders) as mine:
                job = {
                    "cells": [asdict(step) for step in steps],
                    "limits": asdict(limits),
                    "stop_early": stop_early,
                    "folder": folders[0],
                    "dead": ran.died,
                    "answers": self._anew.get("answers"),
                }
                wire.send_json(mine, job)
                while True:
                    said = wire.receive_json(mine)
                    if "cell" in said:
                        ran.outputs[said["cell"]] = said["outputs"]
                        told(said["cell"], said["outputs"])
                    elif "box" in said:
                        folders.append(self._box(mine, steps, limits, said["box"]))
                    elif "at" in said:
                        at = said["at"]
                    elif "died" in said:
                        ran.died[said["died"]] = said["why"]
                    elif "failed" in said:
                        raise RunnerError(f"the tests' side failed: {said['failed']}")
                    else:
                        ran.use = said["done"]
                        return None
        except (EOFError, ConnectionError):
            return at
        finally:
            for folder in folders:
                shutil.rmtree(folder, ignore_errors=True)

    @contextlib.contextmanager
    def _tests_side(self, folders: list[str]) -> Iterator[socket.socket]:
        """Have a process for the tests of one submission; yields the socket to it."""
        with self._lock:
            self.start()
            folders.append(tempfile.mkdtemp(dir=self._folder))
            if not self._anew:
                mine, theirs = socket.socketpair()
                with theirs:
                    socket.send_fds(self._tests, [b"j"], [theirs.fileno()])
        if not self._anew:
            with mine:
                yield mine
            return
        process, mine = anew.start(**self._anew["tests"], folder=folders[0])
        with process, mine:  # nobody listens any more, so it ends, and that is waited for
            yield mine

    def _box(self, link: socket.socket, steps: Sequence[Step], limits: Limits, left: float) -> str:
        """Let the answers' server make a box, and hand its two ends to the tests' side."""
        ours = [(n, s.source) for n, s in enumerate(steps, 1) if s.kind == "setup" and s.inside]
        folder = tempfile.mkdtemp(dir=self._folder)
        talk, worker_end = socket.socketpair()
        tell, keeper_end = socket.socketpair()
        with talk, worker_end, tell, keeper_end:
            order = {
                "limits": asdict(limits) | {"notebook": left},
                "folder": folder,
                "ours": ours,
            }
            with self._lock:
                ends = [worker_end.fileno(), keeper_end.fileno()]
                socket.send_fds(self._answers, [b"w"], ends)
                wire.send_json(self._answers, order)
            socket.send_fds(link, [b"b"], [talk.fileno(), tell.fileno()])
        return folder

    # ------------------------------------------------------------ the servers

    def _fails(self) -> str:
        """Wait for boxed servers and try them; return why they do not work, or an empty text."""
        try:
            self._await()
            self._probe()
        except (RunnerError, OSError, EOFError) as error:
            self.close()
            return str(error)
        return ""

    def _begin(self, *, boxed: bool) -> None:
        self._folder = tempfile.mkdtemp(prefix="aipm-run-")
        self.boxed = boxed
        python = [sys.executable, "-P", "-m"]
        environment = {
            **os.environ,
            "PYTHONPATH": _package().parent.as_posix(),
            "MPLCONFIGDIR": self._folder,
            "IPYTHONDIR": self._folder,
            "PYTHONHASHSEED": "0",  # a set must iterate alike for every student
        }
        if self._data:
            environment["AIPM_DATA"] = str(self._data)
        # The answers' side gets nothing of our environment, in a box or not.
        bare = {
            "PATH": "/usr/local/bin:/usr/bin:/bin",
            "LANG": "C.UTF-8",
            "HOME": self._folder,
            **{
                k: environment[k]
                for k in ("PYTHONPATH", "AIPM_DATA", "PYTHONHASHSEED")
                if k in environment
            },
        }
        if not anew.possible_to_fork():
            self._begin_anew(python, environment, bare)
            return
        self._answers, theirs = socket.socketpair()
        command = [*python, "aipm.runner.answers", str(theirs.fileno())]
        if boxed:
            self._answers_command = [*self._bubble(bare), *command, "boxed"]
        else:
            self._answers_command = [*command, "unboxed"]
        self._spawn(self._answers_command, theirs, bare)
        self._tests, theirs = socket.socketpair()
        self._spawn([*python, "aipm.runner.tests", str(theirs.fileno())], theirs, environment)

    def _await(self) -> None:
        """Wait until both servers are ready."""
        if self._anew:
            return
        for control in (self._answers, self._tests):
            try:
                said = wire.receive_json(control)
            except (EOFError, OSError):
                said = {"failed": "a server did not start"}
            if "failed" in said:
                raise RunnerError(said["failed"])

    def _begin_anew(self, python: list[str], environment: dict, bare: dict) -> None:
        """Note how each submission's processes are started."""
        # Without these, no Python starts on Windows, or finds the libraries of its own.
        needed = {k: os.environ[k] for k in ("PATH", "SYSTEMROOT") if k in os.environ}
        places = dict.fromkeys(("USERPROFILE", "MPLCONFIGDIR", "TEMP", "TMP"), self._folder)
        for side, variables in (("tests", environment), ("answers", bare | needed | places)):
            command = [*python, f"aipm.runner.{side}", "anew"]
            self._anew[side] = {"command": command, "environment": variables}

    def _spawn(self, command: list[str], end: socket.socket, environment: Mapping) -> None:
        with end:
            self._servers.append(
                subprocess.Popen(
                    command,
                    pass_fds=[end.fileno()],
                    env=dict(environment),
                    cwd=self._folder,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    start_new_session=True,
                )
            )

    def _probe(self) -> None:
        """Run one cell, so that what does not work here is found before the first submission."""
        look = "import aipm.data as _d\n_names = _d.names()" if self._data else ""
        mine, theirs = socket.socketpair()
        with mine, theirs:
            socket.send_fds(self._tests, [b"j"], [theirs.fileno()])
            theirs.close()
            cell = asdict(Step("probe", "answer", f"probe = 1\n{look}", "probe", ("probe",)))
            job = {
                "cells": [cell],
                "limits": asdict(Limits()),
                "stop_early": False,
                "folder": self._folder,
                "dead": {},
            }
            wire.send_json(mine, job)
            while True:
                said = wire.receive_json(mine)
                if "box" in said:
                    self._box(mine, [], Limits(), said["box"])
                elif "failed" in said:
                    raise RunnerError(said["failed"])
                elif "died" in said:
                    raise RunnerError(said["why"])
                elif "cell" in said and said["outputs"]:
                    raise RunnerError(f"the probe failed: {said}")
                elif "done" in said:
                    return

    def _bubble(self, environment: Mapping[str, str]) -> list[str]:
        """Return bubblewrap's part of the command: what the answers' side can see."""
        command = ["bwrap", "--die-with-parent", "--unshare-pid", "--unshare-ipc"]
        command += ["--unshare-net", "--unshare-uts", "--unshare-cgroup-try"]
        command += ["--ro-bind", "/usr", "/usr"]
        for link in ("bin", "sbin", "lib", "lib32", "lib64"):
            path = Path("/", link)
            if path.is_symlink():
                command += ["--symlink", os.readlink(path), str(path)]
            else:
                command += ["--ro-bind-try", str(path), str(path)]
        # Before the course's own folders, which may lie below it.
        command += ["--perms", "1777", "--tmpfs", "/tmp", "--perms", "0777", "--dir", HOME]
        command += ["--perms", "0755", "--dir", "/etc"]
        for path in ("/etc/ld.so.cache", "/etc/alternatives", "/etc/localtime", "/etc/fonts"):
            command += ["--ro-bind-try", path, path]
        folders, seen = [], [Path("/usr")]
        for path in map(Path, (sys.base_prefix, sys.prefix, *sys.path)):
            # Of the checkout, the package alone, and of that, what an answer may use.
            if path.is_dir() and path != _package().parent and path.name != "":
                resolved = path if path.is_absolute() else path.resolve()
                inside = any(resolved.is_relative_to(known) for known in seen)
                if not inside and (resolved / "pyvenv.cfg").exists() | _is_library(resolved):
                    folders.append(resolved)
                    seen.append(resolved)
        for name in (*_PACKAGE, *_PACKAGE_FOLDERS):
            if (_package() / name).exists():
                folders.append(_package() / name)
        if self._data:
            folders += sorted(p for p in self._data.iterdir() if p.suffix in _TABLES)
        made = {Path("/tmp")}
        for path in folders:
            for parent in reversed(path.parents):
                if parent not in made and not parent.is_relative_to("/usr"):
                    command += ["--perms", "0755", "--dir", str(parent)]
                    made.add(parent)
            command += ["--ro-bind", str(path), str(path)]
        command += ["--proc", "/proc", "--dev", "/dev", "--remount-ro", "/dev"]
        command += ["--remount-ro", "/", "--chdir", "/tmp", "--clearenv"]
        for name, value in {**environment, "HOME": "/tmp", "MPLCONFIGDIR": "/tmp"}.items():
            command += ["--setenv", name, value]
        return command


def _why_no_box() -> str:
    """Return why boxes cannot be had on this system, or an empty text."""
    if sys.platform != "linux" or not anew.possible_to_fork():
        return "boxes need Linux"
    if shutil.which("bwrap") is None:
        return "bubblewrap is not installed"
    return ""


def _is_library(path: Path) -> bool:
    """Whether a folder holds Python's library or installed packages, and not somebody's work."""
    return path in (Path(sys.base_prefix), Path(sys.prefix)) or path.name in (
        "site-packages",
        "dist-packages",
    )


def _package() -> Path:
    return Path(aipm.__file__).resolve().parent
