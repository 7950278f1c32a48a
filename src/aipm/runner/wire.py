"""Frames on a stream socket, read with limits: the other end may send anything, or nothing."""

import json
import select
import socket
import struct
from typing import Any

#: Bytes of a frame's text and of its raw buffers.
MOST_TEXT, MOST_RAW = 24 << 20, 64 << 20
_HEAD = struct.Struct("<II")
_PART = 1 << 20


class Broken(Exception):
    """The other end sent what is no message."""


def pack(text: bytes, buffers: list[bytes]) -> bytes:
    """Return one frame.

    Raises
    ------
    ValueError
        If it is larger than the other end would accept.
    """
    raw = sum(map(len, buffers))
    if len(text) > MOST_TEXT or raw > MOST_RAW:
        raise ValueError("too large")
    return b"".join([_HEAD.pack(len(text), raw), text, *buffers])


def receive(sock: socket.socket) -> tuple[bytes, memoryview]:
    """Return text and buffers of the next frame.

    Raises
    ------
    EOFError
        If the other end is gone.
    Broken
        If a frame is announced that is larger than any may be.
    """
    text, raw = _HEAD.unpack(exactly(sock, _HEAD.size))
    if text > MOST_TEXT or raw > MOST_RAW:
        raise Broken("too large")
    return bytes(exactly(sock, text)), exactly(sock, raw)


def exactly(sock: socket.socket, size: int) -> memoryview:
    """Return the next bytes; raises EOFError at the end."""
    # Grows as bytes arrive, so that an announced size alone costs nothing.
    data = bytearray()
    while len(data) < size:
        part = sock.recv(min(size - len(data), _PART))
        if not part:
            raise EOFError("the other side is gone")
        data += part
    return memoryview(bytes(data))


def send_json(sock: socket.socket, value: Any) -> None:
    """Send plain data to a process of ours."""
    sock.sendall(pack(json.dumps(value).encode(), []))


def receive_json(sock: socket.socket) -> Any:
    """Return the next plain data; raises EOFError at the end."""
    return json.loads(receive(sock)[0])


def readable(sock: socket.socket, *others: socket.socket, seconds: float) -> list[socket.socket]:
    """Return which sockets have something to read, after some seconds at most."""
    return select.select([sock, *others], [], [], max(seconds, 0))[0]
