"""What a lesson's form should be: story first, the idea visible, the plumbing folded."""

import ast
import re
from collections import Counter
from collections.abc import Iterable

from nbformat.notebooknode import NotebookNode

from aipm.authoring.lesson import FURTHER, QUESTION, REFERENCES, core_words, folded, lines, pieces
from aipm.authoring.roadmap import Lesson

MOST_OBJECTIVES = 5
#: Words of the core: fewest, most.
CORE_WORDS = (1500, 2500)
#: Lines of a visible cell: as a rule, and never more.
LINES_AS_A_RULE, MOST_LINES = 8, 12
FEWEST_GUESSES = 2
#: A heading that names the trap takes the reader's chance to fall into it.
GIVES_AWAY = re.compile(r"\b(mistake|slip|trap|wrong|pitfall|fallacy)s?\b", re.IGNORECASE)
ANSWER_NUMBER = re.compile(r"<summary>.*?</summary>\s*\*\*(\d)\.\*\*", re.DOTALL)
OPTION = re.compile(r"^(\d)\. ", re.MULTILINE)
SETUP = "setup"


def problems(lesson: Lesson, nb: NotebookNode) -> list[str]:
    """Return what is wrong with the form of a lesson, a line each with its place."""
    found = [*_order(nb), *_cells(nb)]
    if len(lesson.objectives) > MOST_OBJECTIVES:
        found.append(f"{len(lesson.objectives)} objectives; at most {MOST_OBJECTIVES}")
    if not lesson.warm_up:
        found += _body(nb)
    found += [
        f"cell '{cell}': a quick question whose folded answer does not begin with the number of "
        "the right option, as in **2.**"
        for cell, place, _ in questions(nb)
        if place is None
    ]
    return [f"{lesson.notebook}: {problem}" for problem in found]


def questions(nb: NotebookNode) -> list[tuple[str, int | None, int]]:
    """Return each quick question: its cell, the place of the right option, how many there are."""
    asked = []
    for piece in pieces(nb):
        if piece.code:
            continue
        before, *answers = piece.text.split(QUESTION)
        for answer in answers:
            options = [int(number) for number in OPTION.findall(before)]
            right = ANSWER_NUMBER.search(answer)
            asked.append((piece.cell, int(right[1]) if right else None, max(options, default=0)))
            before = answer.split("</details>")[-1]
    return asked


def places(notebooks: Iterable[NotebookNode]) -> Counter[int]:
    """Count the places of the right options over lessons."""
    return Counter(place for nb in notebooks for _, place, _ in questions(nb) if place is not None)


def long_cells(nb: NotebookNode) -> tuple[int, int]:
    """Return how many visible cells are longer than the rule, and how many there are."""
    visible = [
        lines(piece.text)
        for piece in pieces(nb)
        if piece.code and not piece.folded and piece.cell != SETUP
    ]
    return sum(count > LINES_AS_A_RULE for count in visible), len(visible)


def _order(nb: NotebookNode) -> list[str]:
    ids = [cell.id for cell in nb.cells]
    found = []
    if "opening" not in ids:
        found.append("there is no cell 'opening' with the story, before the objectives")
    elif "objectives" in ids and ids.index("opening") > ids.index("objectives"):
        found.append("the cell 'objectives' stands before the story; move 'opening' up")
    headings = [
        line
        for cell in nb.cells
        if cell.cell_type == "markdown"
        for line in cell.source.split("\n")
        if line.startswith("## ")
    ]
    further = [number for number, line in enumerate(headings) if FURTHER.match(line)]
    if len(further) > 1:
        found.append("'Going further' is there twice; it stands once, before 'Further reading'")
    elif further and not all(REFERENCES.match(line) for line in headings[further[0] + 1 :]):
        found.append(
            f"'{headings[further[0] + 1]}' stands after 'Going further', which is the last section "
            "before 'Further reading'"
        )
    return found


def _cells(nb: NotebookNode) -> list[str]:
    found = []
    for cell in nb.cells:
        if cell.cell_type == "markdown":
            for line in cell.source.split("\n"):
                if line.startswith("#") and GIVES_AWAY.search(line):
                    found.append(f"cell '{cell.id}': the heading '{line}' gives the trap away")
        elif folded(cell):
            if not cell.source.lstrip().startswith("# "):
                found.append(
                    f"cell '{cell.id}': folded, but its first line is no comment that says what it "
                    "shows"
                )
        elif cell.id != SETUP:
            if lines(cell.source) > MOST_LINES:
                found.append(
                    f"cell '{cell.id}': {lines(cell.source)} visible lines; as a rule "
                    f"{LINES_AS_A_RULE}, at most {MOST_LINES}; fold it, or split it"
                )
            found += [
                f"cell '{cell.id}': function '{name}' has no docstring of one line"
                for name in _undocumented(cell.source)
            ]
    return found


def _undocumented(source: str) -> list[str]:
    return [
        node.name
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef) and "\n" in (ast.get_docstring(node) or "\n")
    ]


def _body(nb: NotebookNode) -> list[str]:
    found = []
    count, (fewest, most) = core_words(nb), CORE_WORDS
    if not fewest <= count <= most:
        found.append(
            f"{count} words in the core; {fewest} to {most} are wanted (without 'Going further', "
            "folded answers and references)"
        )
    code = [cell for cell in nb.cells if cell.cell_type == "code"]
    guesses = sum(bool(re.search(r"^my_guess\w* *=", cell.source, re.MULTILINE)) for cell in code)
    if guesses < FEWEST_GUESSES:
        found.append(
            f"{guesses} cells in which the reader commits to a guess ('my_guess = ...'); "
            f"at least {FEWEST_GUESSES}"
        )
    if not any(folded(cell) and _writes(cell.source) for cell in code):
        found.append('no folded cell writes the conclusion, with Markdown(f"...") as its last line')
    return found


def _writes(source: str) -> bool:
    """Whether a cell shows Markdown into which code has put its numbers."""
    last = ast.parse(source).body[-1:]
    calls = [node for line in last for node in ast.walk(line) if isinstance(node, ast.Call)]
    return any(
        getattr(call.func, "id", "") == "Markdown"
        and (
            any(isinstance(part, ast.FormattedValue) for part in ast.walk(call))
            or any(isinstance(part, ast.Name) for part in call.args)
        )
        for call in calls
    )
