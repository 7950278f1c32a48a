"""Each bold term is in the glossary, each entry bold in its lesson, and the page shows them all."""

import nbformat
import pytest

from aipm.authoring import glossary, notebook, roadmap
from aipm.authoring.build import build
from aipm.errors import UserError

from .conftest import lesson_cells, prose

ENTRY = """"00":
  - term: double value (DV)
    meaning: Twice a number.
    example: The double of 4 is 8.
"""
TEXT = "## 00.1 Doubling\n\nThe **double value** is twice. **Note.** See **why:** `**x**`, **2.**"


@pytest.fixture
def explained(course):
    """The small course with one term, explained and listed."""
    cells = lesson_cells()
    cells[2] = prose("double", TEXT)
    course.write("course/00_start.ipynb", cells)
    (course.root / "course/glossary.yml").write_text(ENTRY)
    return course


def problems(course):
    index = roadmap.load(course.root)
    lesson = index.lessons[0]
    notebooks = {"00": notebook.read(course.root / lesson.notebook)}
    return glossary.problems(index, glossary.load(course.root), notebooks)["00"]


def rewrite(course, old, new):
    path = course.root / "course/00_start.ipynb"
    path.write_text(path.read_text().replace(old, new))


def test_a_term_that_is_listed_and_bold_passes(explained):
    assert problems(explained) == []


@pytest.mark.parametrize("written", ["Double values", "DV", "double value (DV)"])
def test_a_term_may_be_written_in_each_of_its_ways(explained, written):
    rewrite(explained, "**double value**", f"**{written}**")
    assert problems(explained) == []


def test_a_bold_term_without_an_entry_is_named_with_its_cell(explained):
    rewrite(explained, "is twice", "is a **multiple**")
    (found,) = problems(explained)
    assert "cell 'double': 'multiple' is bold, so a term, but not in course/glossary.yml" in found


def test_an_entry_that_no_lesson_explains_is_named(explained):
    rewrite(explained, "**double value**", "*double value*")
    (found,) = problems(explained)
    assert "'double value (DV)' is bold nowhere in course/00_start.ipynb" in found


def test_an_entry_that_comes_later_or_twice_is_named(explained):
    path = explained.root / "course/glossary.yml"
    path.write_text(ENTRY.replace('"00"', '"07"'))
    (found,) = problems(explained)
    assert "stands in course/glossary.yml under lesson 07, which comes later" in found
    path.write_text(ENTRY + ENTRY.replace('"00"', '"07"').replace("double value (DV)", "DV"))
    index = roadmap.load(explained.root)
    found = glossary.problems(index, glossary.load(explained.root), {})["07"]
    assert "'DV' is there already, under lesson 00" in found[0]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a: [1\n", "not YAML"),
        ('"00": [{term: x y, meaning: yes it is}]', "'example' is a required property"),
        ('"roi": []', "does not match any of the regexes"),
    ],
)
def test_a_glossary_of_another_form_is_refused(explained, text, says):
    (explained.root / "course/glossary.yml").write_text(text)
    with pytest.raises(UserError) as caught:
        build(explained.root)
    assert says in str(caught.value)


def test_the_page_is_written_in_alphabetical_order(explained):
    more = ENTRY + "  - {term: Base, meaning: A number., example: It is 4.}\n"
    (explained.root / "course/glossary.yml").write_text(more)
    assert "course/glossary.ipynb" in build(explained.root)
    page = notebook.read(explained.root / "course/glossary.ipynb")
    assert [cell.id for cell in page.cells] == ["header", "letter-b", "letter-d"]
    assert "**double value (DV)**" in page.cells[2].source
    assert "[00 Start](00_start.ipynb)" in page.cells[2].source
    assert build(explained.root) == []


def test_an_edit_of_the_page_is_refused(explained):
    build(explained.root)
    path = explained.root / "course/glossary.ipynb"
    good = path.read_bytes()
    path.write_bytes(good.replace(b"Twice a number", b"Thrice a number"))
    with pytest.raises(UserError, match=r"cell 'letter-d': was edited.* course/glossary.yml"):
        build(explained.root)
    page = nbformat.reads(good, as_version=4)
    page.cells.append(prose("mine", "My note."))
    nbformat.write(page, path)
    with pytest.raises(UserError, match="cell 'mine': was edited"):
        build(explained.root)
    assert build(explained.root, undo=True) == ["course/glossary.ipynb"]
    assert path.read_bytes() == good
