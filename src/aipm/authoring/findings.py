"""What one lesson hands on to the next: the table ``kestrel_findings``.

A lesson that hands numbers on has a code cell `hand-over` which builds a table `hand_over`. This
module runs those lessons in their order and stores what they found, so that a later lesson reads a
number instead of repeating it; a test runs them again and compares.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from aipm.authoring import notebook, roadmap
from aipm.authoring.datapackage import write_table
from aipm.authoring.roadmap import Lesson
from aipm.authoring.run import HAND_OVER, Run, run
from aipm.casegen import KESTREL, Generator, Table
from aipm.errors import UserError

NAME = "findings"
COLUMNS = ["lesson", "finding", "value", "low", "high", "unit", "basis"]
_NUMBERS = ["value", "low", "high"]
#: Digits that are kept: machines differ in the last ones.
DIGITS = 6
_CLOSE = 10.0 ** (1 - DIGITS)
#: What stands before a lesson's id in the file.
_SAID = "lesson "


@dataclass(frozen=True)
class Findings(Generator):
    """The stored findings as a table with a card, for ``data/generate.py``."""

    rows: pd.DataFrame

    def parameters(self) -> dict[str, Any]:
        return {"lessons": sorted(set(self.rows["lesson"]))}

    def tables(self) -> list[Table]:
        # A bare 07 would come back as 7 from pandas.
        return [self.table(NAME, self.rows.assign(lesson=_SAID + self.rows["lesson"]))]


def stored(root: Path) -> pd.DataFrame:
    """Return the findings as they stand in ``data/``; no rows where there is no such table."""
    path = root / "data" / f"{KESTREL.table(NAME)}.csv"
    if not path.exists():
        return pd.DataFrame(columns=COLUMNS)
    rows = pd.read_csv(path, dtype={"lesson": str})[COLUMNS]
    return rows.assign(lesson=rows["lesson"].str.removeprefix(_SAID))


def generators(root: Path) -> list[Findings]:
    """Return the generator of the table, or none while nothing has been found."""
    rows = stored(root)
    return [Findings(KESTREL, rows)] if len(rows) else []


def lessons(root: Path) -> list[Lesson]:
    """Return the lessons that hand something on, in order."""
    return [
        lesson
        for lesson in roadmap.load(root).built
        if notebook.cell_by_id(notebook.read(root / lesson.notebook), HAND_OVER) is not None
    ]


def found(lesson: Lesson, done: Run) -> pd.DataFrame:
    """Return what a run of a lesson has found, in the form in which it is stored.

    Raises
    ------
    UserError
        If `hand_over` has other columns than agreed, or a value outside of its own range.
    """
    rows = pd.DataFrame(done.handed_over or [])
    where = f"{lesson.notebook}, cell '{HAND_OVER}'"
    if rows.empty or set(rows.columns) != set(COLUMNS[1:]):
        raise UserError(
            f"{where}: hand_over should have the index 'finding' and the columns "
            f"{', '.join(COLUMNS[2:])}; it has {', '.join(map(str, rows.columns)) or 'no rows'}"
        )
    rows.insert(0, "lesson", lesson.id)
    rows[_NUMBERS] = rows[_NUMBERS].astype(float).map(lambda value: float(f"{value:.{DIGITS}g}"))
    for row in rows.itertuples():
        if not row.low <= row.value <= row.high:
            raise UserError(
                f"{where}: {row.finding} is {row.value:g}, outside of its range from {row.low:g} "
                f"to {row.high:g}"
            )
    return rows[COLUMNS]


def differences(old: pd.DataFrame, new: pd.DataFrame) -> list[str]:
    """Return how the findings of one lesson differ from those that are stored, a line each."""
    before = old.set_index("finding").to_dict("index")
    after = new.set_index("finding").to_dict("index")
    lines = [f"{name}: no longer found" for name in before.keys() - after.keys()]
    for name, row in after.items():
        if name not in before:
            lines.append(f"{name}: new, {row['value']:g}")
            continue
        for column, value in row.items():
            known = before[name][column]
            same = (
                math.isclose(known, value, rel_tol=_CLOSE) if column in _NUMBERS else known == value
            )
            if not same:
                lines.append(f"{name}, {column}: {known} is stored, {value} is found")
    return sorted(lines)


def update(
    root: Path, only: Lesson | None = None, *, tell: Callable[[str], None] = lambda _: None
) -> list[str]:
    """Run the lessons that hand something on, in order, and store what they find.

    Each lesson runs on the findings of those before it, so they are stored one by one.

    Parameters
    ----------
    root : Path
        The course.
    only : Lesson, optional
        Run this one alone.
    tell : callable
        Gets the name of each lesson before it runs.

    Returns
    -------
    list of str
        What has changed, a line each.
    """
    handing = lessons(root)
    rows = stored(root)
    changed = []
    if only is None:
        rows = rows[rows["lesson"].isin([lesson.id for lesson in handing])]
    for lesson in handing:
        if only is not None and lesson.id != only.id:
            continue
        tell(lesson.name)
        new = found(lesson, run(root, lesson.notebook))
        differing = differences(rows[rows["lesson"] == lesson.id], new)
        changed += [f"{lesson.id} {line}" for line in differing]
        if differing:
            others = rows[rows["lesson"] != lesson.id]
            twice = set(others["finding"]) & set(new["finding"])
            if twice:
                raise UserError(f"lesson {lesson.id}: {', '.join(sorted(twice))} is found twice")
            rows = pd.concat([others, new]) if len(others) else new
            rows = rows.sort_values("lesson", kind="stable", ignore_index=True)
            write(root, rows)
    return changed


def write(root: Path, rows: pd.DataFrame) -> None:
    """Store findings, with their card and checksum in the data package."""
    generator = Findings(KESTREL, rows)
    (table,) = generator.tables()
    (root / "data").mkdir(exist_ok=True)
    write_table(root / "data", table.frame, table.descriptor(generator))
