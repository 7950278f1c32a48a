"""One timeline: weekdays that fit their dates, and no table that knows the future."""

import ast
import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

from nbformat.notebooknode import NotebookNode

from aipm.authoring.numbers import MONTHS
from aipm.authoring.roadmap import PATH, Lesson

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = MONTHS.split("|")
#: Thursday 16 January 2025; Thursday, the 16th of January; Thursday the 16th.
DATED = re.compile(
    rf"\b({'|'.join(WEEKDAYS)}),?\s+(?:the\s+)?(\d{{1,2}})(?:(st|nd|rd|th)\b)?"
    rf"(?:\s+(?:of\s+)?({MONTHS})\b)?(?:\s+(\d{{4}}))?"
)
DAY = re.compile(rf"\b(\d{{1,2}})\s+({MONTHS})\s+(\d{{4}})\b")


def problems(lesson: Lesson, teaching: NotebookNode, solution: NotebookNode) -> list[str]:
    """Return what is wrong with the dates in the texts of a lesson and its exercise."""
    from aipm.casegen.calendar import working_days  # pandas takes a second

    found = []
    if not len(working_days(lesson.date, lesson.date)):
        found.append(f"{PATH}, lesson {lesson.id}: {lesson.date} is no working day")
    opening = next((cell.source for cell in teaching.cells if cell.id == "opening"), None)
    day = f"{lesson.date.day} {_MONTHS[lesson.date.month - 1]}"
    if opening is not None and not re.search(rf"\b{day}\b", " ".join(opening.split())):
        found.append(
            f"{lesson.notebook}, cell 'opening': does not say that it is {day}, as in {PATH}"
        )
    for where, nb in ((lesson.notebook, teaching), (lesson.solution, solution)):
        found += [
            f"{where}, cell '{cell.id}': {problem}"
            for cell in nb.cells
            for problem in wrong_dates(cell.source, lesson.date)
        ]
    return found


def wrong_dates(text: str, today: date) -> Iterator[str]:
    """Yield what is wrong with the dates of a text that is written on a day.

    A date without its year or month is taken to be the one nearest to that day.
    """
    text = " ".join(text.split())
    for match in DAY.finditer(text):
        if _day(int(match[3]), _MONTHS.index(match[2]) + 1, int(match[1])) is None:
            yield f"'{match[0]}' is no day of the calendar"
    for match in DATED.finditer(text):
        weekday, number, ending, month, year = match.groups()
        if not ending and not month:
            continue  # "Friday 12 vans" is no date
        days = _nearest(int(number), month, year, today)
        if days is None:
            yield f"'{match[0]}' is no day of the calendar"
        elif WEEKDAYS[days.weekday()] != weekday:
            right = WEEKDAYS[days.weekday()]
            yield f"'{match[0]}': {days.day} {_MONTHS[days.month - 1]} {days.year} is a {right}"


def future_rows(root: Path, lesson: Lesson, notebooks: Iterable[NotebookNode]) -> list[str]:
    """Return the tables which a lesson or its exercise loads and that know more than its day."""
    from aipm import data

    found = []
    for name in sorted({name for nb in notebooks for name in loaded(nb)}):
        table = data.load(name)
        times = table.select_dtypes("datetime")
        for column in times.columns:
            last = times[column].max()
            if last.date() > lesson.date:
                found.append(
                    f"{lesson.notebook}: loads {name}, whose {column} goes to {last.date()}; the "
                    f"lesson plays on {lesson.date}"
                )
    return found


def loaded(nb: NotebookNode) -> Iterator[str]:
    """Yield the names of the tables that a notebook loads."""
    for cell in nb.cells:
        if cell.cell_type == "code":
            for node in ast.walk(ast.parse(cell.source)):
                if (
                    isinstance(node, ast.Call)
                    and ast.unparse(node.func) == "data.load"
                    and node.args
                    and isinstance(node.args[0], ast.Constant)
                ):
                    yield node.args[0].value


def _nearest(number: int, month: str | None, year: str | None, today: date) -> date | None:
    if year:
        days = [_day(int(year), _MONTHS.index(month) + 1, number)] if month else []
    elif month:
        nearby = (today.year - 1, today.year, today.year + 1)
        days = [_day(other, _MONTHS.index(month) + 1, number) for other in nearby]
    else:
        months = {today.replace(day=1) + timedelta(days=32 * step) for step in (0, 1)}
        months |= {today.replace(day=1) - timedelta(days=1)}
        days = [_day(other.year, other.month, number) for other in months]
    return min((day for day in days if day), key=lambda day: abs(day - today), default=None)


def _day(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None
