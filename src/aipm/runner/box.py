"""The box: what a process that runs answers may see and use. Linux does the work.

The warm server of the answers lives in a file system of its own, made by bubblewrap: the system and
the environment read-only, the course's tables, and nothing else of the course, of its solutions or
of other students. From it, each submission gets a *keeper*, which unshares users, processes,
network, mounts and IPC and mounts empty folders that vanish with it; and, as process 1 of that
space, the process that runs the answers: no capabilities, no way to new namespaces, limits on
memory, processes, files, output and time. The keeper stays outside and watches.
"""

import contextlib
import ctypes
import os
import platform
import struct
from dataclasses import dataclass
from pathlib import Path

try:
    import resource
except ImportError:  # Windows
    resource = None

#: Where the server works; in a box, an empty folder in memory that vanishes with it.
HOME = "/tmp/work"
NOBODY = 65534

_NEWNS, _NEWUTS, _NEWIPC = 0x00020000, 0x04000000, 0x08000000
_NEWUSER, _NEWPID, _NEWNET = 0x10000000, 0x20000000, 0x40000000
_MS_NOSUID, _MS_NODEV, _MS_RDONLY, _MS_REC, _MS_PRIVATE = 2, 4, 1, 0x4000, 0x40000
_MS_REMOUNT, _MS_BIND = 0x20, 0x1000
_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_SECCOMP, _PR_CAPBSET_DROP, _PR_SET_NO_NEW_PRIVS = (
    1,
    4,
    22,
    24,
    38,
)
_LAST_CAPABILITY = 40


@dataclass(frozen=True)
class Limits:
    """What one submission may use.

    Parameters
    ----------
    cell : float
        Seconds of work for one answer cell, or one test cell.
    notebook : float
        Seconds of work for all of it.
    call : float
        Seconds for one call that a test expects something of.
    memory : int
        Bytes, of all its processes together.
    """

    cell: float = 30
    notebook: float = 300
    call: float = 5
    memory: int = 1536 << 20


#: Of one process: address space, size of a file, open files, processes and threads of the user.
ADDRESS_SPACE = 3 << 30
FILE_SIZE = 32 << 20
OPEN_FILES = 128
PROCESSES = 32
#: All files of a submission together.
FILES = "size=64m,nr_inodes=4096,mode=0700"
SHARED = "size=32m,nr_inodes=64,mode=0700"


def libc() -> ctypes.CDLL:
    """Return the C library."""
    return ctypes.CDLL(None, use_errno=True)


def become_nobody() -> None:
    """Give up root for good: limits on processes do not bind root."""
    if os.getuid() != 0:
        return
    os.setgroups([])
    os.setresgid(NOBODY, NOBODY, NOBODY)
    os.setresuid(NOBODY, NOBODY, NOBODY)
    # A process that changed its user may not write its own maps below.
    libc().prctl(_PR_SET_DUMPABLE, 1, 0, 0, 0)


def unshare() -> None:
    """Enter namespaces of our own, with empty folders, no network and no view of processes."""
    c = libc()
    user, group = os.getuid(), os.getgid()
    _must(c.unshare(_NEWUSER | _NEWPID | _NEWNS | _NEWIPC | _NEWNET | _NEWUTS), "namespaces")
    # The maps come before /proc is hidden.
    for name, text in (
        ("setgroups", "deny"),
        ("uid_map", f"1000 {user} 1"),
        ("gid_map", f"1000 {group} 1"),
    ):
        Path("/proc/self", name).write_text(text)
    _must(c.mount(b"none", b"/", None, _MS_REC | _MS_PRIVATE, None), "private mounts")
    flags = _MS_NOSUID | _MS_NODEV
    # Not over all of /tmp: a course that lies below it would lose its libraries.
    for folder, options in ((HOME, FILES), ("/dev/shm", SHARED)):
        _must(c.mount(b"tmpfs", folder.encode(), b"tmpfs", flags, options.encode()), folder)
    only_read = _MS_REMOUNT | _MS_BIND | _MS_RDONLY | flags
    _must(c.mount(None, b"/tmp", None, only_read, None), "read-only /tmp")
    hidden = b"size=4k,nr_inodes=2"
    _must(c.mount(b"tmpfs", b"/proc", b"tmpfs", flags | _MS_RDONLY, hidden), "hidden /proc")


def lock() -> None:
    """Give up what is left of rights in the new namespaces, and the ways to get others."""
    c = libc()
    _must(c.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "no new privileges")
    for capability in range(_LAST_CAPABILITY + 1):
        c.prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0)
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    _must(c.capset(header, (ctypes.c_uint32 * 6)()), "capabilities")
    program = _filter()
    if program:
        code = ctypes.create_string_buffer(program)
        pointer = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(code))
        _must(c.prctl(_PR_SET_SECCOMP, 2, ctypes.create_string_buffer(pointer), 0, 0), "filter")


def end_with_parent() -> None:
    """Let the kernel end this process where its parent ends; Linux only."""
    if platform.system() == "Linux":
        libc().prctl(_PR_SET_PDEATHSIG, 9, 0, 0, 0)


def limit(limits: Limits) -> None:
    """Bound what this process and its children may use, as far as this system can."""
    if resource is None:
        return
    for what, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, FILE_SIZE),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_CPU, int(limits.notebook) + 5),
        (resource.RLIMIT_AS, ADDRESS_SPACE),
    ):
        # Where a limit is lower already, or is not known (macOS), the lower one stays.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


def limit_memory(most: int) -> None:
    """Bound the memory of this process alone, as far as this system can."""
    if resource is not None:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (most, most))


def limit_processes() -> None:
    """Bound the number of processes; only in a box is the count the submission's own."""
    assert resource is not None
    resource.setrlimit(resource.RLIMIT_NPROC, (PROCESSES, PROCESSES))


# What no answer needs and an escape or a bomb would: other namespaces and mounts, memory that no
# limit counts, other processes' memory, kernel keys and programs. Numbers: x86-64 and arm64.
_REFUSED = {
    "x86_64": (
        *(272, 308, 165, 166, 155, 161, 319, 29, 68, 64, 240, 321, 298, 323, 101, 310, 311),
        *(250, 248, 249, 246, 175, 313, 176, 135),
    ),
    "aarch64": (
        *(97, 268, 40, 39, 41, 51, 279, 194, 186, 190, 180, 280, 241, 282, 117, 270, 271),
        *(219, 217, 218, 104, 105, 273, 106, 92),
    ),
}
_REFUSED_ON_BOTH = (425, 426, 427, 428, 429, 430, 431, 432, 433, 442, 447)
_CLONE = {"x86_64": 56, "aarch64": 220}
_CLONE3 = 435
_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_NEW_ANYTHING = _NEWNS | _NEWUTS | _NEWIPC | _NEWUSER | _NEWPID | _NEWNET | 0x02000000


def _filter() -> bytes:
    """Return a seccomp program; empty on a machine whose numbers are not known here."""
    machine = platform.machine()
    if machine not in _ARCH:
        return b""
    load, equal, any_bit, at_least, answer = 0x20, 0x15, 0x45, 0x35, 0x06
    allow, refuse, unknown, kill = 0x7FFF0000, 0x00050001, 0x00050026, 0x80000000
    steps: list[tuple[int, int, int, int]] = [
        (load, 0, 0, 4),
        (equal, 1, 0, _ARCH[machine]),
        (answer, 0, 0, kill),
        (load, 0, 0, 0),
    ]
    if machine == "x86_64":  # the same calls under other numbers
        steps += [(at_least, 0, 1, 0x40000000), (answer, 0, 0, refuse)]
    for number in (*_REFUSED[machine], *_REFUSED_ON_BOTH):
        steps += [(equal, 0, 1, number), (answer, 0, 0, refuse)]
    # Whose arguments a filter cannot see: "not known" lets the C library take the older call.
    steps += [(equal, 0, 1, _CLONE3), (answer, 0, 0, unknown)]
    steps += [
        (equal, 0, 3, _CLONE[machine]),
        (load, 0, 0, 16),
        (any_bit, 0, 1, _NEW_ANYTHING),
        (answer, 0, 0, refuse),
        (answer, 0, 0, allow),
    ]
    return b"".join(struct.pack("HBBI", *step) for step in steps)


def _must(result: int, what: str) -> None:
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
