"""Readable names for cells that JupyterLab named by chance.

A new cell gets a UUID (``8f14e45f-...``), and nbgrader's panel calls it ``cell-0123456789abcdef``.
Both are names that nobody can say in a review, so :func:`name_cells` derives a slug from what the
cell holds: its heading, its caption, the function or the value that it makes, or its neighbour.
"""

import ast
import re

from nbformat.notebooknode import NotebookNode

#: Names by chance: a UUID, nbformat's eight hexadecimal digits, nbgrader's panel.
BY_CHANCE = re.compile(
    r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?=[a-f]*[0-9])[0-9a-f]{8}|cell-[0-9a-f]{16}"
)
MOST_WORDS = 4
LONGEST = 40
#: Words that tell nothing about a cell.
EMPTY_WORDS = {"a", "an", "and", "for", "in", "is", "it", "of", "on", "or", "so", "that", "the"}


def by_chance(name: str) -> bool:
    """Whether a machine gave this name."""
    return BY_CHANCE.fullmatch(name) is not None


def name_cells(cells: list[NotebookNode]) -> list[str]:
    """Return a name for each cell: its own where a person gave it, else one from what it holds.

    A cell that nbgrader knows keeps its ``grade_id``, which is the name in the gradebook.
    """
    names = [_given(cell) for cell in cells]
    for number, cell in enumerate(cells):
        if names[number] is None and _marks(cell).get("solution"):
            names[number] = _free(_from_content(cell) or "task", names)
    task, last = "", ""
    for number, cell in enumerate(cells):
        if names[number] is None:
            names[number] = _free(_from_place(cells, names, number, task, last), names)
        if _marks(cell).get("solution"):
            task = names[number]
        last = names[number]
    return names


def slug(text: str) -> str:
    """Return the words that matter in `text` as a slug: ``how-often-project-loses``."""
    words = re.findall(r"[a-z0-9]+", text.lower().replace("'", "").replace("’", ""))
    telling = [word for word in words if word not in EMPTY_WORDS] or words
    name = ""
    for word in telling[:MOST_WORDS]:
        if len(name) + len(word) >= LONGEST:
            break
        name = f"{name}-{word}" if name else word
    return name


def _given(cell: NotebookNode) -> str | None:
    grade_id, name = _marks(cell).get("grade_id", ""), cell.get("id", "")
    if grade_id and not by_chance(grade_id):
        return grade_id
    return name if name and not by_chance(name) else None


def _from_place(
    cells: list[NotebookNode], names: list[str | None], number: int, task: str, last: str
) -> str:
    """Name a cell by its role beside its neighbours, or else by what it holds."""
    cell = cells[number]
    if _marks(cell).get("grade") and task:
        return f"{task}-test-{_caption(cell.source) or 'values'}"
    following = cells[number + 1] if number + 1 < len(cells) else {}
    if cell.cell_type == "markdown" and following and _marks(following).get("solution"):
        return f"{names[number + 1]}-prompt"
    kind = "text" if cell.cell_type == "markdown" else "code"
    return _from_content(cell) or (f"{last}-{kind}" if last else kind)


def _from_content(cell: NotebookNode) -> str:
    if cell.cell_type != "code":
        heading = re.search(r"^#+\s+(?:\d\d\.\d+\s+)?(.+)$", cell.source, re.MULTILINE)
        return slug(heading[1] if heading else cell.source.strip().split("\n")[0])
    return _caption(cell.source) or _made(cell.source)


def _caption(source: str) -> str:
    comment = re.match(r"\s*#(?!##)\s*(?:Hidden tests?:)?\s*(.+)", source)
    return slug(comment[1]) if comment else ""


def _made(source: str) -> str:
    """Return the function that a cell defines, else the first name that it gives a value."""
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return ""
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            return slug(node.name.replace("_", " "))
    for node in body:
        if isinstance(node, ast.Assign):
            for name in ast.walk(node.targets[0]):
                if isinstance(name, ast.Name) and name.id.strip("_"):
                    return slug(name.id.replace("_", " "))
    return ""


def _free(name: str, taken: list[str | None]) -> str:
    number, free = 2, name
    while free in taken:
        free, number = f"{name}-{number}", number + 1
    return free


def _marks(cell: NotebookNode) -> dict:
    return cell.get("metadata", {}).get("nbgrader", {})
