"""Where no process can be forked (Windows), each side of each submission is a process started anew.

It costs the seconds that the imports take, and is otherwise the same. The new process connects to a
port of this machine and says the secret that it got on its standard input; where that input ends,
the process that started it has ended, and it ends too.
"""

import contextlib
import os
import secrets
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from typing import Any

from aipm.runner import keeper, wire
from aipm.runner.box import Limits
from aipm.runner.watch import Watch

#: Seconds for a process to start and to connect.
PATIENCE = 60.0
_HERE = "127.0.0.1"


def possible_to_fork() -> bool:
    """Whether this system forks processes and hands sockets over."""
    return hasattr(os, "fork") and hasattr(socket, "send_fds")


def start(
    command: Sequence[str], environment: Mapping[str, str], folder: str
) -> tuple[subprocess.Popen, socket.socket]:
    """Start a process that calls :func:`joined`; return it and the socket to it.

    Raises
    ------
    OSError
        If it does not start.
    """
    secret = secrets.token_hex(16).encode()
    with socket.create_server((_HERE, 0)) as server:
        process = subprocess.Popen(
            [*command, str(server.getsockname()[1])],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=dict(environment),
            cwd=folder,
        )
        assert process.stdin is not None
        process.stdin.write(secret + b"\n")
        process.stdin.flush()
        server.settimeout(1)
        end = time.monotonic() + PATIENCE
        while process.poll() is None and time.monotonic() < end:
            try:
                link, _ = server.accept()
                link.settimeout(5)
                said = bytes(wire.exactly(link, len(secret)))
            except (TimeoutError, EOFError):
                continue
            if secrets.compare_digest(said, secret):  # and not another program of this machine
                link.settimeout(None)
                return process, link
            link.close()
    process.kill()
    process.wait()
    raise OSError("a process did not start")


def joined(port: int) -> socket.socket:
    """In a process that :func:`start` has started: return the socket to the one that did."""
    secret = sys.stdin.buffer.readline().strip()
    threading.Thread(target=_end_with, args=(os.dup(0),), daemon=True).start()
    link = socket.create_connection((_HERE, port))
    link.sendall(secret)
    return link


def _end_with(stdin: int) -> None:
    while os.read(stdin, 1):
        pass
    os._exit(0)


def worker(
    command: Sequence[str], environment: Mapping[str, str], folder: str, limits: dict[str, Any]
) -> tuple[socket.socket, socket.socket]:
    """Start a process for answers; return the sockets to it and to its keeper, a thread here."""
    process, talk = start(command, environment, folder)
    wire.send_json(talk, {"limits": limits, "folder": folder})
    wire.receive_json(talk)  # its imports are done, and no answer has run yet
    watch = Watch(process.pid, None)
    mine, theirs = socket.socketpair()

    def keep() -> None:
        with theirs, contextlib.suppress(OSError):
            keeper.guard(theirs, keeper.Started(process), watch, Limits(**limits))

    threading.Thread(target=keep, daemon=True).start()
    return talk, mine
