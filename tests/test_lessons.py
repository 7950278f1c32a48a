"""Each lesson as a careful editor would read it; `aipm review LESSON` says the same."""

import re

import pytest

from aipm.authoring.review import Review

from .conftest import ROOT

READ = Review(ROOT)
#: A field of an f-string whose `f` was forgotten.
FIELD = re.compile(r"\{[a-z_][^{}$\\]*:[,+.\d]+[a-z%]\}")
#: What is not repaired yet, by lesson: to be emptied, and to stay empty. A lesson that has become
#: sound must be taken off, so that it stays so.
NOT_YET = {
    "form": set(),
    "python": set(),
    "terms": set(),
    "dates": set(),
    "numbers": set(),
    "findings": set(),
    "places": set(),
}

each_lesson = pytest.mark.parametrize("lesson", READ.index.built, ids=lambda lesson: lesson.name)


def judge(part: str, lesson: str, found: list[str]) -> None:
    if lesson in NOT_YET[part]:
        assert found, f"nothing to remark any more: take {lesson} off NOT_YET['{part}']"
    else:
        assert found == []


@each_lesson
def test_the_story_comes_first_and_the_plumbing_is_folded(lesson):
    judge("form", lesson.id, READ.form(lesson))


@each_lesson
def test_visible_code_uses_what_was_taught(lesson):
    judge("python", lesson.id, READ.python(lesson))


@each_lesson
def test_bold_words_are_in_the_glossary_and_its_entries_are_explained(lesson):
    judge("terms", lesson.id, READ.terms(lesson))


@each_lesson
def test_dates_agree_with_the_story(lesson):
    judge("dates", lesson.id, READ.dates(lesson))


@pytest.mark.slow
@each_lesson
def test_each_number_of_the_prose_is_printed_or_listed(executed, lesson):
    judge("numbers", lesson.id, READ.numbers(lesson, executed(lesson)))


@pytest.mark.slow
@each_lesson
def test_no_computed_text_shows_its_own_code(executed, lesson):
    shown = [
        f"cell '{cell.id}': {field}"
        for cell in executed(lesson).cells
        for output in cell.get("outputs", [])
        for field in FIELD.findall(output.get("data", {}).get("text/markdown", ""))
    ]
    assert shown == []


@pytest.mark.slow
@each_lesson
def test_what_is_stored_is_what_the_lesson_finds(executed, lesson):
    judge("findings", lesson.id, READ.findings(lesson, executed(lesson)))


def test_the_right_option_stands_in_no_place_too_often():
    places = READ.places()
    often = [
        f"{number}. is right {count} times of {places.total()}"
        for number, count in places.items()
        if count > places.total() / 2
    ]
    judge("places", "all", often)
