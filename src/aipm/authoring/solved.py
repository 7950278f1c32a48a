"""Whether an exercise on disk holds somebody's work, which no build may overwrite.

A released exercise carries nbgrader's checksum of each of its cells, and one of its free text,
so what a person has changed can be told from what is merely out of date.
"""

from pathlib import Path

from nbformat.notebooknode import NotebookNode

from aipm.authoring import notebook
from aipm.authoring.generated import checksum
from aipm.errors import UserError

#: How much of the notebook's name is left for a second copy.
MINE = "{stem}-mine{number}.ipynb"


def prose_checksum(nb: NotebookNode) -> str:
    """Return a fingerprint of the cells that nbgrader does not know: prompts and notes."""
    free = [cell.source.strip() for cell in nb.cells if not cell.metadata.get("nbgrader")]
    return checksum("\n\0".join(free))


def changes(path: Path) -> list[str]:
    """Return what a person has changed in a released exercise, a phrase each.

    Parameters
    ----------
    path : Path
        An exercise as it lies in the release folder; may be missing.

    Returns
    -------
    list of str
        Such as ``answer of 'npv'``; empty if nobody has worked in it. Outputs do not count.
    """
    from nbgrader.utils import compute_checksum  # importing nbgrader takes seconds

    if not path.exists():
        return []
    try:
        nb = notebook.read(path)
    except UserError:
        return ["a file that is no notebook"]
    found = []
    for cell in nb.cells:
        marks = cell.metadata.get("nbgrader", {})
        if marks.get("checksum") and marks["checksum"] != compute_checksum(cell):
            kind = "answer of" if marks.get("solution") else "cell"
            found.append(f"{kind} '{marks.get('grade_id')}'")
    recorded = nb.metadata.get("aipm", {}).get("prose")
    if recorded and recorded != prose_checksum(nb):
        found.append("text or cells between the tasks")
    return found


def put_aside(path: Path) -> Path:
    """Rename somebody's work so that a new exercise can stand beside it; return its new path."""
    number = 1
    while (aside := path.with_name(MINE.format(stem=path.stem, number=number))).exists():
        number += 1
    path.rename(aside)
    return aside
