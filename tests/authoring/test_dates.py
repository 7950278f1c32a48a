"""Weekdays fit their dates, and no lesson loads a table that knows the future."""

from dataclasses import replace
from datetime import date

import nbformat
import pandas as pd
import pytest

from aipm import data
from aipm.authoring import dates, roadmap

from .conftest import ROADMAP, code, prose

LESSON = replace(roadmap._lesson(ROADMAP["lessons"][0]), date=date(2025, 1, 16))


def nb(*cells):
    return nbformat.v4.new_notebook(cells=list(cells))


@pytest.mark.parametrize(
    "text",
    [
        "Thursday 16 January 2025",
        "He wants it on Friday 17 January.",
        "on Friday the 17th",
        "Monday, the 13th of January",
        "Monday 30 December",
        "It was a Friday\nthe 17th.",
        "Monday 12 vans left, Friday 30 late ones.",
    ],
)
def test_a_right_weekday_passes(text):
    assert list(dates.wrong_dates(text, LESSON.date)) == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Friday 16 January 2025", "16 January 2025 is a Thursday"),
        ("on Monday the 17th", "17 January 2025 is a Friday"),
        ("Tuesday 30 December", "30 December 2024 is a Monday"),
        ("Wednesday 30 February", "'Wednesday 30 February' is no day of the calendar"),
        ("on 31 June 2024", "'31 June 2024' is no day of the calendar"),
    ],
)
def test_a_wrong_date_is_named_with_what_is_right(text, says):
    found = " ".join(dates.wrong_dates(text, LESSON.date))
    assert says in found


def test_places_are_named_and_the_opening_must_say_the_day():
    teaching = nb(prose("opening", "It is Thursday."), prose("b", "Friday 16 January"))
    found = dates.problems(LESSON, teaching, nb(prose("c", "Monday the 17th")))
    assert found[0] == (
        "course/00_start.ipynb, cell 'opening': does not say that it is 16 January, as in "
        "course/roadmap.yml"
    )
    assert "course/00_start.ipynb, cell 'b': 'Friday 16 January': 16 January 2025" in found[1]
    assert "solutions/00_start/start.ipynb, cell 'c'" in found[2]
    teaching = nb(prose("opening", "It is Thursday 16 January."))
    assert dates.problems(LESSON, teaching, nb()) == []


def test_a_lesson_plays_on_a_working_day():
    sunday = replace(LESSON, date=date(2025, 1, 5))
    (found,) = dates.problems(sunday, nb(), nb())
    assert "2025-01-05 is no working day" in found


def test_a_table_that_knows_more_than_the_lessons_day_is_named(monkeypatch, tmp_path):
    frames = {
        "past": pd.DataFrame({"day": pd.to_datetime(["2024-12-30"])}),
        "future": pd.DataFrame({"day": pd.to_datetime(["2024-12-30", "2025-01-17"])}),
    }
    monkeypatch.setattr(data, "load", frames.__getitem__)
    teaching = nb(code("a", "x = data.load('past')"), code("b", "y = data.load('future').mean()"))
    (found,) = dates.future_rows(tmp_path, LESSON, [teaching])
    assert found == (
        "course/00_start.ipynb: loads future, whose day goes to 2025-01-17; the lesson plays on "
        "2025-01-16"
    )
