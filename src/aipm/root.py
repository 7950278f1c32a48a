"""Find the course that a person works in."""

from pathlib import Path

import aipm
from aipm.errors import UserError

MARK = Path("course") / "roadmap.yml"


def course_root(start: Path | None = None) -> Path:
    """Return the folder of the course.

    Parameters
    ----------
    start : Path, optional
        Where to begin: this folder or the nearest one above it that holds a course; the working
        directory by default. Failing that, the checkout that the package was installed from.

    Raises
    ------
    UserError
        If there is no course in any of these places.
    """
    start = (start or Path.cwd()).resolve()
    checkout = Path(aipm.__file__).resolve().parents[2]
    for folder in (start, *start.parents, checkout):
        if (folder / MARK).is_file():
            return folder
    raise UserError(f"{start}: no course here or above; change into a checkout of the course")
