"""Parts that ``aipm build`` writes, and what to say when somebody has edited one.

Each generated cell keeps a checksum of the text that was written into it. A cell that still has
that text may be written anew when the roadmap changes; one that has another was edited by hand, and
the edit would be lost, so the build is refused and says where to make the change instead.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from nbformat.notebooknode import NotebookNode


@dataclass(frozen=True)
class Generated:
    """A text that is written, and where it comes from.

    Parameters
    ----------
    text : str
        What the part should say.
    source : str
        What to edit in order to change it, as the end of a sentence.
    """

    text: str
    source: str


def checksum(text: str) -> str:
    """Return a short fingerprint of a text."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:8]


def edited(text: str, written: str | None) -> bool:
    """Whether `text` is no longer what was written; unknown where nothing was recorded."""
    return bool(written) and checksum(text) != written


def write_cell(cell: NotebookNode, part: Generated, where: Path, *, undo: bool) -> list[str]:
    """Put a generated text into a cell.

    Parameters
    ----------
    cell : NotebookNode
        Changed in place, unless somebody edited it.
    part : Generated
    where : Path
        The notebook, for the message.
    undo : bool
        Write over an edit.

    Returns
    -------
    list of str
        The refusal, or nothing.
    """
    return _write(cell, cell.source, part, where, "", undo)


def write_heading(cell: NotebookNode, part: Generated, where: Path, *, undo: bool) -> list[str]:
    """Put a generated first line above an author's text; see :func:`write_cell`."""
    heading, _, body = cell.source.partition("\n")
    if not heading.startswith("## "):
        heading, body = "", f"\n{cell.source}"
    return _write(cell, heading, part, where, f"\n{body}" if body else "", undo)


def _write(
    cell: NotebookNode, text: str, part: Generated, where: Path, rest: str, undo: bool
) -> list[str]:
    written = cell.metadata.get("aipm", {}).get("generated")
    if text and text != part.text and edited(text, written) and not undo:
        return [refusal(f"{where}, cell '{cell.id}'", "its heading" if rest else "it", part.source)]
    cell.source = part.text + rest
    cell.metadata["aipm"] = {"generated": checksum(part.text)}
    return []


def refusal(place: str, what: str, source: str) -> str:
    """Return the sentence for an edit that would be lost."""
    return (
        f"{place}: was edited, but {what} is written by aipm build; {source}. "
        "'aipm build --undo' drops the edit"
    )
