"""What a grading run has done so far, on disk: one small file a student, replaced as a whole.

A run that is killed finds its results here and goes on. An entry counts for one key, a checksum of
all that its result depends on; where a key differs, the work is done anew.
"""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from aipm.files import write

#: In the course's folder.
FOLDER = Path(".aipm") / "runs"
#: Part of each key: raised when the runner changes so that old results no longer hold.
FORM = "1"


class Ledger:
    """The entries of one exercise.

    Parameters
    ----------
    root : Path
        The course.
    assignment : str
    """

    def __init__(self, root: Path, assignment: str) -> None:
        self._folder = root / FOLDER / assignment

    def entry(self, student: str) -> dict[str, Any]:
        """Return what is known: ``key``, ``outputs``, ``died``, ``recorded``; or nothing."""
        try:
            entry = json.loads(self._path(student).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return entry if isinstance(entry, dict) else {}

    def keep(self, student: str, entry: dict[str, Any]) -> None:
        """Replace a student's entry."""
        write(self._path(student), json.dumps(entry))

    def _path(self, student: str) -> Path:
        # A student's id may hold what a file's name cannot, and may be as long as a file's name.
        return self._folder / f"{hashlib.sha256(student.encode()).hexdigest()[:32]}.json"


def key(parts: Iterable[str | bytes | None]) -> str:
    """Return a checksum of several texts, in order."""
    digest = hashlib.sha256(FORM.encode())
    for part in parts:
        data = b"\0none" if part is None else part.encode() if isinstance(part, str) else part
        digest.update(f"{len(data)}:".encode() + data)
    return digest.hexdigest()
