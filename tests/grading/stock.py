"""Plain nbgrader, as its commands are used without us, and what a gradebook holds."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from nbgrader.api import Gradebook


def nbgrader(folder: Path) -> Callable[..., None]:
    """Return what runs one of nbgrader's commands in a course."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])

    def run(*arguments: str) -> None:
        done = subprocess.run(
            [sys.executable, "-m", "nbgrader", *arguments],
            cwd=folder,
            env=os.environ | {"PATH": path},
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr[-3000:]

    return run


def rows(folder: Path, lesson: str) -> dict[str, dict]:
    """Return what the gradebook holds of each student."""
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
        return {
            submission.student.id: {
                "late": submission.total_seconds_late,
                "penalty": submission.late_submission_penalty,
                "needs": submission.needs_manual_grade,
                "grades": {
                    grade.name: (grade.auto_score, grade.manual_score, grade.needs_manual_grade)
                    for grade in submission.notebooks[0].grades
                },
                "comments": {
                    comment.name: comment.comment for comment in submission.notebooks[0].comments
                },
            }
            for submission in gradebook.find_assignment(lesson).submissions
        }
