"""A draft has the form of a lesson, builds at once, runs, and says what is left to write."""

import pytest
import yaml

from aipm.authoring import new, python, roadmap
from aipm.authoring.build import build
from aipm.authoring.review import Review
from aipm.authoring.run import run
from aipm.errors import UserError

from .conftest import ROADMAP

PLANNED = """  - id: "14"
    slug: earned_value
    title: "Earned value"
    part: Start
    summary: "Behind or over budget"
    date: "2025-07-07"
    prerequisites: ["00"]
    topics: [A1]
"""


def planned() -> str:
    """The small course's roadmap with a second lesson that is planned, in the real one's layout."""
    head = yaml.safe_dump({key: value for key, value in ROADMAP.items() if key != "lessons"})
    first = yaml.safe_dump(ROADMAP["lessons"], sort_keys=False, width=200)
    indented = "".join(f"  {line}\n" for line in first.splitlines())
    return f"{head}lessons:\n{indented}{PLANNED}"


@pytest.fixture
def drafted(course):
    (course.root / "course/roadmap.yml").write_text(planned())
    written = new.write(course.root, "14")
    assert [path.as_posix() for path in written] == [
        "course/14_earned_value.ipynb",
        "solutions/14_earned_value/earned_value.ipynb",
        "course/roadmap.yml",
    ]
    return course


def test_a_draft_builds_at_once_and_building_twice_changes_nothing(drafted):
    assert "exercises/14_earned_value/earned_value.ipynb" in build(drafted.root)
    assert build(drafted.root) == []
    lesson = roadmap.load(drafted.root).lesson("14")
    assert (lesson.autograded, lesson.by_hand) == (20, 5)
    assert lesson.minutes["lesson"][0] > 0


def test_a_draft_has_the_form_of_a_lesson_and_only_words_are_missing(drafted):
    build(drafted.root)
    read = Review(drafted.root)
    lesson = read.index.lesson("14")
    (missing,) = read.form(lesson)
    assert "words in the core" in missing
    assert read.terms(lesson) == []
    assert read.dates(lesson) == []
    assert read.places() == {1: 1, 3: 1}
    used = set().union(*dict(python.by_cell(read.lessons["14"])).values())
    assert used == {"f-string", "function", "list", "list comprehension", "return"} | {
        "len()",
        "print()",
        "sum()",
    }


@pytest.mark.slow
def test_a_draft_runs_and_its_model_solution_passes(drafted):
    build(drafted.root)
    lesson = roadmap.load(drafted.root).lesson("14")
    for path in (lesson.notebook, lesson.solution):
        for cell in run(drafted.root, path).cells:
            said = [o.output_type for o in cell.get("outputs", [])]
            assert "error" not in said, (path, cell.id)


def test_what_is_there_or_not_planned_is_refused(drafted):
    with pytest.raises(UserError, match="no lesson '14' is planned"):
        new.write(drafted.root, "14")
    with pytest.raises(UserError, match="no lesson '31' is planned; planned are: none"):
        new.write(drafted.root, "31")


def test_files_that_are_there_are_not_written_over(course):
    (course.root / "course/roadmap.yml").write_text(planned())
    path = course.root / "course/14_earned_value.ipynb"
    path.write_text("mine")
    with pytest.raises(UserError, match=r"course/14_earned_value\.ipynb: is there already"):
        new.write(course.root, "14")
    assert path.read_text() == "mine"
