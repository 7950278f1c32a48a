"""course/glossary.yml, the glossary page made of it, and the bold terms of the lessons.

In a lesson bold is for terms alone: ``**net present value**`` where it is explained. A label or a
sentence in bold ends with a full stop, a colon, a question or an exclamation mark.
"""

import re
from pathlib import Path

import nbformat
from nbformat.notebooknode import NotebookNode

from aipm.authoring import listing
from aipm.authoring.lesson import GENERATED
from aipm.authoring.roadmap import Lesson, Roadmap

PATH = Path("course") / "glossary.yml"
PAGE = Path("course") / "glossary.ipynb"
_TEXT = {"type": "string", "minLength": 2}
SCHEMA = {
    "type": "object",
    "patternProperties": {
        r"^\d\d$": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["term", "meaning", "example"],
                "properties": {"term": _TEXT, "meaning": _TEXT, "example": _TEXT},
                "additionalProperties": False,
            },
        }
    },
    "additionalProperties": False,
}
BOLD = re.compile(r"\*\*(?!\s)(.+?)(?<!\s)\*\*")
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
LABEL_ENDS = (".", ":", "?", "!")
INTRODUCTION = """# Glossary

*The terms of the course in alphabetical order: a plain meaning, an example, and the lesson that
explains it.*"""


def load(root: Path) -> dict[str, list[dict[str, str]]]:
    """Read the glossary by lesson; empty where there is no such file.

    Raises
    ------
    UserError
        If the file has another form; one line for each mistake.
    """
    return listing.load(root, PATH, SCHEMA)


def page(roadmap: Roadmap, entries: dict[str, list[dict[str, str]]]) -> NotebookNode:
    """Return the glossary as a notebook: a cell for each letter."""
    lessons = {lesson.id: lesson for lesson in roadmap.lessons}
    terms = [
        (entry["term"].casefold(), entry, lessons[name])
        for name, block in entries.items()
        for entry in block
        if name in lessons
    ]
    cells = [nbformat.v4.new_markdown_cell(INTRODUCTION, id="header")]
    letters: dict[str, list[str]] = {}
    for key, entry, lesson in sorted(terms, key=lambda term: term[0]):
        letter = key[0].upper() if key[0].isalpha() else "0-9"
        letters.setdefault(letter, []).append(_entry(entry, lesson))
    for letter, lines in letters.items():
        text = "\n\n".join([f"## {letter}", *lines])
        cells.append(nbformat.v4.new_markdown_cell(text, id=f"letter-{letter.lower()}"))
    return nbformat.v4.new_notebook(cells=cells)


def problems(
    roadmap: Roadmap, entries: dict[str, list[dict[str, str]]], notebooks: dict[str, NotebookNode]
) -> dict[str, list[str]]:
    """Return by lesson the bold words without an entry, and the entries that no lesson explains.

    Parameters
    ----------
    roadmap : Roadmap
    entries : dict
        See :func:`load`.
    notebooks : dict of str to NotebookNode
        The lessons that there are, by id.
    """
    first: dict[str, str] = {}  # each way to write a term, and the lesson of its entry
    found: dict[str, list[str]] = {lesson.id: [] for lesson in roadmap.lessons}
    for name, block in sorted(entries.items()):
        for entry in block:
            for written in ways(entry["term"]):
                if written in first:
                    found.setdefault(name, []).append(
                        f"{PATH}, lesson {name}: '{entry['term']}' is there already, under lesson "
                        f"{first[written]}"
                    )
                first.setdefault(written, name)
    for name, nb in notebooks.items():
        lesson = next(lesson for lesson in roadmap.lessons if lesson.id == name)
        bold = terms_of(nb)
        found[name] += _without_entry(lesson, bold, first)
        written = {form for _, term in bold for form in ways(term)}
        found[name] += [
            f"{PATH}, lesson {name}: '{entry['term']}' is bold nowhere in {lesson.notebook}; make "
            "it bold where it is explained"
            for entry in entries.get(name, [])
            if not ways(entry["term"]) & written
        ]
    return found


def terms_of(nb: NotebookNode) -> list[tuple[str, str]]:
    """Return the bold terms of a lesson with their cells, labels left out."""
    terms = []
    for cell in nb.cells:
        if cell.cell_type != "markdown" or cell.id in GENERATED:
            continue
        for match in BOLD.finditer(CODE.sub("", cell.source)):
            term = " ".join(match[1].split())
            if len(term) > 1 and not term.endswith(LABEL_ENDS):
                terms.append((cell.id, term))
    return terms


def ways(term: str) -> frozenset[str]:
    """Return the ways in which a term may stand: ``net present value (NPV)`` has three."""
    plain = " ".join(re.sub(r"[*_$\\]", "", term).casefold().split())
    forms = {plain, re.sub(r"\s*\([^)]*\)", "", plain), *re.findall(r"\(([^)]+)\)", plain)}
    return frozenset(form.removesuffix("s") for form in forms if form)


def _without_entry(lesson: Lesson, bold: list[tuple[str, str]], first: dict[str, str]) -> list[str]:
    found = {}
    for cell, term in bold:
        known = {first[form] for form in ways(term) if form in first}
        if not known:
            found[term] = (
                f"{lesson.notebook}, cell '{cell}': '{term}' is bold, so a term, but not in "
                f"{PATH}; explain it there, or write it in italics"
            )
        elif min(known) > lesson.id:
            found[term] = (
                f"{lesson.notebook}, cell '{cell}': '{term}' stands in {PATH} under lesson "
                f"{min(known)}, which comes later"
            )
    return list(found.values())


def _entry(entry: dict[str, str], lesson: Lesson) -> str:
    place = f"{lesson.id} {lesson.title}"
    if not lesson.planned:
        place = f"[{place}]({lesson.notebook.name})"
    meaning, example = (" ".join(entry[what].split()) for what in ("meaning", "example"))
    return f"**{entry['term']}**\\\n{meaning}\\\n*Example:* {example}\\\n*Lesson* {place}"
