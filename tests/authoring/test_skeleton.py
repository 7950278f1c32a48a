"""A fault planted in a sound lesson is named with its place."""

from dataclasses import replace

import nbformat
import pytest

from aipm.authoring import roadmap, skeleton

from .conftest import ROADMAP, code, prose

WORDS = "word " * 1600
QUESTION = """**Quick question.** Which?

1. One.
2. Two.
3. Three.

<details><summary>Answer</summary>

**3.** Three. 1 forgets two; 2 forgets one.
</details>"""


def hidden(cell_id, source):
    cell = code(cell_id, source)
    cell.metadata["jupyter"] = {"source_hidden": True}
    return cell


def sound():
    """A lesson with nothing to remark."""
    return [
        prose("header", "# 00 Start"),
        prose("opening", "## 00.1 A question\n\nIt is Monday 6 January."),
        prose("objectives", "**After this lesson you can:**"),
        code("setup", "\n".join(f"import a{n}" for n in range(20))),
        prose("text", f"## 00.2 Doubling\n\n{WORDS}\n\n{QUESTION}"),
        code("guess", "my_guess = ..."),
        code("guess-late", "my_guess_late = ..."),
        code("double", 'def double(x):\n    """Return twice x."""\n    return 2 * x'),
        hidden("figure", "# Figure: twice a number\nshow(fig)"),
        hidden("conclusion", '# What to say\nMarkdown(f"Twice is {double(2)}.")'),
        prose("further", "## 00.3 Going further\n\n" + WORDS),
        prose("reading", "## 00.4 Further reading\n\n" + WORDS),
        prose("navigation", ""),
    ]


def lesson(cells, **changes):
    entry = replace(roadmap._lesson(ROADMAP["lessons"][0]), warm_up=False, **changes)
    return skeleton.problems(entry, nbformat.v4.new_notebook(cells=cells))


def test_a_sound_lesson_has_nothing_to_remark():
    assert lesson(sound()) == []


def drop(name):
    return lambda cells: [cell for cell in cells if cell.id != name]


def put(name, source):
    def change(cells):
        next(cell for cell in cells if cell.id == name).source = source
        return cells

    return change


def move(name, place):
    def change(cells):
        cell = next(cell for cell in cells if cell.id == name)
        cells.remove(cell)
        cells.insert(place, cell)
        return cells

    return change


LONG = "\n".join(f"a{n} = {n}" for n in range(13))
FURTHER_TWICE = "## 00.4 Going further\n\nMore."


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (drop("opening"), "there is no cell 'opening'"),
        (move("opening", 2), "the cell 'objectives' stands before the story"),
        (put("reading", FURTHER_TWICE), "'Going further' is there twice"),
        (put("reading", "## 00.4 Summary"), "'## 00.4 Summary' stands after 'Going further'"),
        (put("figure", "show(fig)"), "cell 'figure': folded, but its first line is no comment"),
        (put("double", LONG), "cell 'double': 13 visible lines"),
        (put("double", "def double(x):\n    return 2 * x"), "function 'double' has no docstring"),
        (put("guess", "answer = ..."), "1 cells in which the reader commits to a guess"),
        (put("conclusion", '# Say\nMarkdown("Four.")'), "no folded cell writes the conclusion"),
        (put("text", "## 00.2 The classic mistake"), "gives the trap away"),
        (put("text", "## 00.2 Doubling\n\nShort."), "words in the core; 1500 to 2500 are wanted"),
        (
            put("text", f"## 00.2 x\n\n{WORDS}{QUESTION.replace('**3.**', 'Three')}"),
            "cell 'text': a quick question whose folded answer does not begin",
        ),
    ],
)
def test_a_planted_fault_is_named(change, says):
    found = lesson(change(sound()))
    assert any(says in problem for problem in found), found
    assert all(problem.startswith("course/00_start.ipynb: ") for problem in found)


def test_a_sixth_objective_is_one_too_many():
    objectives = {f"00-{n}": "Double" for n in range(6)}
    assert any("6 objectives; at most 5" in p for p in lesson(sound(), objectives=objectives))


def test_what_is_folded_optional_or_an_answer_does_not_count_as_core():
    counted = lesson(put("text", f"## 00.2 x\n\n{WORDS * 2}\n\n{QUESTION}")(sound()))
    assert any("words in the core" in problem for problem in counted)
    assert lesson(put("further", "## 00.3 Going further\n\n" + WORDS * 9)(sound())) == []


def test_places_of_right_options_are_counted():
    nb = nbformat.v4.new_notebook(cells=sound())
    assert skeleton.questions(nb) == [("text", 3, 3)]
    assert skeleton.places([nb, nb]) == {3: 2}


def test_long_cells_are_counted_without_the_setup():
    nb = nbformat.v4.new_notebook(cells=put("double", LONG)(sound()))
    assert skeleton.long_cells(nb) == (1, 3)
