"""File names of submissions as learning management systems export them."""

import re
from pathlib import PurePath
from typing import Any

from nbgrader.plugins import FileNameCollectorPlugin

from aipm.grading.course import STUDENT

#: ``13_roi_jdoe_attempt_2025-03-01-10-15-00_roi.ipynb``: exercise, student, time, notebook.
NAME = re.compile(
    r"(?P<student_id>.+?)_attempt_(?P<timestamp>\d{4}(?:-\d{2}){5})_(?P<file_id>.+)\.ipynb"
)
#: What browsers and systems add to the name of a file that is saved again.
AGAIN = re.compile(r"( ?\(\d+\)|-\d+| - Copy)$")


class Attempts(FileNameCollectorPlugin):
    """nbgrader ``zip_collect`` plugin for names such as Blackboard writes.

    A pattern in ``FileNameCollectorPlugin.named_regexp``, if the course sets one, comes first.
    nbgrader reads a time written as in its own manual, ``2025-03-01-10-15-00``, as ten o'clock
    sharp, since ``-15-00`` passes for a time zone; here it is rewritten before nbgrader sees it.
    Times are taken as UTC.
    """

    def collect(self, submitted_file: str) -> dict[str, Any] | None:
        """Return who handed in which notebook when, or None for a file of another name."""
        if self.named_regexp:
            return super().collect(submitted_file)
        path = PurePath(submitted_file)
        # The export lies in downloaded/ASSIGNMENT/extracted/, perhaps in folders of archives.
        prefix = f"{self.parent.coursedir.assignment_id}_"
        match = NAME.fullmatch(path.name.removeprefix(prefix))
        if not path.name.startswith(prefix) or match is None:
            return None
        found = match.groupdict()
        if not STUDENT.fullmatch(found["student_id"]):
            return None
        # A browser that saves a file again calls it "roi (1)": the same notebook, another attempt.
        found["file_id"] = AGAIN.sub("", found["file_id"])
        date, clock = found["timestamp"][:10], found["timestamp"][11:].replace("-", ":")
        return {**found, "timestamp": f"{date} {clock}"}
