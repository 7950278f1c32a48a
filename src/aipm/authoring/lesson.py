"""A lesson as its reader meets it: sections, folded and visible code, core and optional parts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nbformat.notebooknode import NotebookNode

#: Cells that ``aipm build`` writes; nobody has to read them in order to learn.
GENERATED = ("header", "objectives", "navigation")
FURTHER = re.compile(r"## \d\d\.\d+ Going further\b")
REFERENCES = re.compile(r"## (\d\d\.\d+ )?(Further reading|References)\b")
ANSWER = re.compile(r"<details>.*?</details>", re.DOTALL)
QUESTION = "<details>"
PREDICTION = "**Predict, then run.**"


@dataclass(frozen=True)
class Piece:
    """A cell, or the part of a Markdown cell that belongs to one section.

    Parameters
    ----------
    cell : str
        Id of the cell.
    code : bool
    text : str
    folded : bool
        Whether the reader sees only the first line.
    part : str
        ``core``, ``further`` (optional) or ``references``.
    heading : str
        The section's heading without its signs: ``13.2 Today is year 0``.
    """

    cell: str
    code: bool
    text: str
    folded: bool
    part: str
    heading: str


def pieces(nb: NotebookNode) -> Iterator[Piece]:
    """Yield what a lesson holds, in order, without the generated cells."""
    part, heading = "core", ""
    for cell in nb.cells:
        if cell.id in GENERATED:
            continue
        if cell.cell_type == "code":
            yield Piece(cell.id, True, cell.source, folded(cell), part, heading)
            continue
        for text in re.split(r"(?m)^(?=## )", cell.source):
            if text.startswith("## "):
                heading = text.split("\n")[0].removeprefix("## ")
                part = "core"
                if FURTHER.match(text):
                    part = "further"
                elif REFERENCES.match(text):
                    part = "references"
            if text.strip():
                yield Piece(cell.id, False, text, False, part, heading)


def folded(cell: NotebookNode) -> bool:
    """Whether the source of a code cell is hidden."""
    return bool(cell.metadata.get("jupyter", {}).get("source_hidden"))


def words(prose: str) -> int:
    """Count words as a reader meets them: without markup, links' targets and table rules."""
    plain = re.sub(r"<[^>]+>|\]\([^)]*\)|[|#*_`\[\]]|-{3,}", " ", prose)
    return len(re.findall(r"\w[\w'’.,%-]*", plain))


def core_words(nb: NotebookNode) -> int:
    """Words that everybody reads: no optional part, no folded answer, no references."""
    return sum(
        words(ANSWER.sub(" ", piece.text))
        for piece in pieces(nb)
        if not piece.code and piece.part == "core"
    )


def lines(source: str) -> int:
    """Lines of code that hold something."""
    return sum(bool(line.strip()) for line in source.splitlines())
