"""What a process and all that it started have used, read from /proc."""

import os
import time
from dataclasses import dataclass

_TICK = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


@dataclass
class Use:
    """What was used so far.

    Parameters
    ----------
    work : float
        Seconds of computing, and of doing nothing at all. Waiting for a core is neither, so that a
        busy machine does not change a mark, and who sleeps is stopped as well.
    memory : int
        Bytes now, of all processes together.
    """

    work: float = 0.0
    memory: int = 0


class Watch:
    """Samples a family of processes.

    Parameters
    ----------
    pid : int
        Its eldest.
    proc : int or None
        An open folder ``/proc``; None where there is none: then only the clock counts.
    """

    def __init__(self, pid: int, proc: int | None) -> None:
        self._pid, self._proc = pid, proc
        self._idle, self._dead_cpu, self._last = 0.0, 0.0, time.monotonic()
        self._cpu: dict[int, float] = {}
        self.use = Use()
        # Pages that came with the fork are everybody's.
        self._inherited = self._memory(pid) if proc is not None else 0

    def sample(self) -> Use:
        """Look now."""
        now = time.monotonic()
        passed, self._last = now - self._last, now
        if self._proc is None:
            self._idle += passed
            self.use = Use(work=self._idle)
            return self.use
        family, busy = self._family()
        cpu = {pid: seconds for pid, (seconds, _) in family.items()}
        self._dead_cpu += sum(max(s, 0) for pid, s in self._cpu.items() if pid not in cpu)
        self._cpu = cpu
        if not busy:
            self._idle += passed
        self.use = Use(
            work=sum(cpu.values()) + self._dead_cpu + self._idle,
            memory=sum(max(memory - self._inherited, 0) for _, memory in family.values()),
        )
        return self.use

    def _family(self) -> tuple[dict[int, tuple[float, int]], bool]:
        parents: dict[int, list[int]] = {}
        stats: dict[int, tuple[str, float]] = {}
        for name in os.listdir(self._proc):
            if not name.isdigit():
                continue
            text = self._read(f"{name}/stat")
            # The name of a process stands in brackets and may hold anything.
            fields = text.rpartition(")")[2].split()
            if len(fields) < 22:
                continue
            pid = int(name)
            parents.setdefault(int(fields[1]), []).append(pid)
            stats[pid] = fields[0], (int(fields[11]) + int(fields[12])) / _TICK
        family: dict[int, tuple[float, int]] = {}
        busy, todo = False, [self._pid]
        while todo:
            pid = todo.pop()
            if pid in stats:
                state, seconds = stats[pid]
                busy |= state in "RD"
                family[pid] = seconds, self._memory(pid)
            todo += parents.get(pid, [])
        return family, busy

    def _memory(self, pid: int) -> int:
        kilobytes = 0
        for line in self._read(f"{pid}/status").splitlines():
            if line.startswith(("RssAnon:", "RssShmem:")):
                kilobytes += int(line.split()[1])
        return kilobytes * 1024

    def _read(self, name: str) -> str:
        try:
            with open(
                name, opener=lambda path, flags: os.open(path, flags, dir_fd=self._proc)
            ) as f:
                return f.read()
        except OSError:  # it has ended
            return ""

    def _open(self, path: str, flags: int) -> int:
        return os.open(path, flags, dir_fd=self._proc)
