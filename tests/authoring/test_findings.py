"""What lessons hand on is stored as it was found, and a difference is told."""

import pandas as pd
import pytest

from aipm.authoring import findings, roadmap
from aipm.authoring.run import Run, run
from aipm.errors import UserError

from .conftest import code, lesson_cells

ROW = {
    "finding": "margin",
    "value": 34.5123456,
    "low": 30.0,
    "high": 40.0,
    "unit": "thousand EUR a year",
    "basis": "full adoption, cash",
}
BUILDS = f"""import pandas as pd
hand_over = pd.DataFrame([{ROW}]).set_index("finding")"""


@pytest.fixture
def lesson(course):
    """The small course, whose lesson hands a margin on."""
    cells = lesson_cells()
    course.write("course/00_start.ipynb", [*cells[:-1], code("hand-over", BUILDS), cells[-1]])
    return roadmap.load(course.root).lessons[0]


@pytest.fixture
def pretended(monkeypatch):
    """Let a run give these rows without a kernel."""

    def pretend(*rows):
        done = Run(cells=(), seconds=1.0, mebibytes=1, handed_over=list(rows))
        monkeypatch.setattr(findings, "run", lambda root, path: done)
        return done

    return pretend


@pytest.mark.slow
def test_a_run_gives_what_the_lesson_hands_on(course, lesson):
    done = run(course.root, lesson.notebook)
    rows = findings.found(lesson, done)
    assert rows.to_dict("records") == [{"lesson": "00", **ROW, "value": 34.5123}]
    assert [cell.id for cell in done.cells][-1] == "navigation"


def test_what_is_found_is_stored_and_storing_twice_changes_nothing(course, lesson, pretended):
    pretended(ROW)
    assert findings.update(course.root) == ["00 margin: new, 34.5123"]
    rows = findings.stored(course.root)
    assert rows.to_dict("records") == [{"lesson": "00", **ROW, "value": 34.5123}]
    before = course.files()
    assert findings.update(course.root) == []
    assert course.files() == before


def test_a_moved_number_is_told_with_both_values(course, lesson, pretended):
    pretended(ROW)
    findings.update(course.root)
    pretended(ROW | {"value": 35.0, "basis": "cash"})
    assert findings.update(course.root) == [
        "00 margin, basis: full adoption, cash is stored, cash is found",
        "00 margin, value: 34.5123 is stored, 35.0 is found",
    ]


def test_the_last_digits_of_another_machine_are_no_difference(lesson):
    rows = pd.DataFrame([{"lesson": "00", **ROW}])
    assert findings.differences(rows, rows.assign(value=ROW["value"] * (1 + 1e-7))) == []
    assert findings.differences(rows, rows.assign(value=ROW["value"] * 1.001)) != []


def test_a_finding_that_is_gone_is_told(lesson):
    rows = pd.DataFrame([{"lesson": "00", **ROW}])
    assert findings.differences(rows, rows.iloc[:0]) == ["margin: no longer found"]


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({"finding": "margin", "value": 1.0}, "columns value, low, high, unit, basis"),
        (ROW | {"low": 36.0}, "margin is 34.5123, outside of its range from 36 to 40"),
    ],
)
def test_a_table_that_cannot_be_handed_on_is_refused_with_its_cell(lesson, pretended, row, says):
    with pytest.raises(UserError) as caught:
        findings.found(lesson, pretended(row))
    assert "course/00_start.ipynb, cell 'hand-over'" in str(caught.value)
    assert says in str(caught.value)


def test_two_lessons_may_not_find_the_same(course, lesson, pretended):
    pretended(ROW)
    findings.write(course.root, pd.DataFrame([{"lesson": "07", **ROW}])[findings.COLUMNS])
    with pytest.raises(UserError, match="lesson 00: margin is found twice"):
        findings.update(course.root, lesson)
