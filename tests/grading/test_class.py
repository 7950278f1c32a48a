"""The sample class of exercise 13: what the gradebook must hold, submission by submission.

``tests/class_13_roi/`` holds the attempts and ``expected.csv``, the gradebook that they must give.
"""

import csv
import re
from html import unescape
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup
from stock import nbgrader, rows

from aipm import selfcheck
from aipm.authoring import roadmap
from aipm.errors import UserError
from aipm.grading import Course, grade, report, sample, set_up
from aipm.runner import Runner

pytestmark = pytest.mark.slow

LESSON, NAME = "13_roi", "roi"
SLIP = re.compile(r"^# slip: (?P<does>.+) -> section (?P<section>\d\d\.\d+)$", re.MULTILINE)

HIDDEN = re.compile(r"(?s)### BEGIN HIDDEN TESTS\n(.*?)### END HIDDEN TESTS")
#: Complete, partly right, blank and late; plain nbgrader takes seconds for each.
HONEST = ("amina", "boris", "carla", "dmitri", "ingrid", "jonas")


@pytest.fixture(scope="module")
def attempts(root: Path) -> Path:
    return root / "tests" / f"class_{LESSON}"


@pytest.fixture(scope="module")
def classroom(root: Path, attempts: Path, tmp_path_factory: pytest.TempPathFactory):
    """The class, released, exported, collected and graded once."""
    folder = tmp_path_factory.mktemp("class")
    course = set_up(folder, root, LESSON)
    course.release(LESSON, due=sample.DUE)
    export = tmp_path_factory.mktemp("export")
    sample.export(course, LESSON, attempts, export)
    left_out = course.collect(LESSON, export)
    return folder, left_out, grade(folder, LESSON)


@pytest.fixture(scope="module")
def expected(attempts: Path) -> dict[str, dict[str, str]]:
    with (attempts / "expected.csv").open(newline="") as file:
        return {row["student"]: row for row in csv.DictReader(file)}


def feedback_text(folder: Path, student: str) -> str:
    page = (folder / "feedback" / student / LESSON / f"{NAME}.html").read_text()
    # As nbconvert leaves it: space between two tags is one blank or one new line.
    page = str(BeautifulSoup(page, "html.parser"))
    body = re.sub(r"(?s)<(style|script).*?</\1>", "", page)
    text = unescape(re.sub(r"<[^>]+>", "", body))
    return re.sub(r"0x[0-9A-Fa-f]+", "0x", text)  # addresses differ from run to run


def test_the_gradebook_is_the_one_that_is_written_down(classroom, expected):
    found = {
        row["student"]: row for row in csv.DictReader(report.to_csv(classroom[2]).splitlines())
    }
    assert list(found) == list(expected)
    for student, row in expected.items():
        assert found[student] == row, student


def test_files_that_are_no_submissions_are_left_out(classroom):
    assert classroom[1] == []


def test_each_slip_is_named_to_the_student_who_made_it(classroom, attempts):
    slips = 0
    for path in sorted(attempts.glob("*.py")):
        for slip in SLIP.finditer(path.read_text()):
            slips += 1
            text = feedback_text(classroom[0], sample.read(path).student)
            assert f"{slip['does']}. Reread section {slip['section']}." in text, path.name
    assert slips >= 8


def test_a_check_gives_the_points_that_the_grading_gives(classroom, root, monkeypatch):
    monkeypatch.setattr(selfcheck, "_keep", lambda *_: [])
    lesson = roadmap.load(root).lesson(LESSON)
    course, compared = Course(classroom[0]), 0
    with Runner(root / "data", boxed=True) as runner:
        for student in classroom[2].students:
            (path,) = course.folder("submitted", LESSON, student.id).glob("*.ipynb")
            if not student.graded:
                with pytest.raises(UserError):
                    selfcheck.run(root, lesson, path, runner=runner)
                continue
            compared += 1
            points = {task.id: 0.0 for task in lesson.tasks if not task.manual}
            for cell in student.cells.values():
                if cell.task in points:
                    points[cell.task] += cell.score
            said = selfcheck.run(root, lesson, path, runner=runner)
            assert {task.id: task.points for task in said.tasks} == points, student.id
    assert compared > 10


def test_no_feedback_shows_a_line_of_a_hidden_test(classroom, root, attempts):
    source = root / "solutions" / LESSON / f"{NAME}.ipynb"
    cells = [cell.source for cell in nbformat.read(source, as_version=4).cells]
    hidden = lines(*(region for cell in cells for region in HIDDEN.findall(cell)))
    hidden -= lines(*(HIDDEN.sub("", cell) for cell in cells))
    hidden -= lines(*(path.read_text() for path in attempts.glob("*.py")))
    assert len(hidden) > 50
    pages = list((classroom[0] / "feedback").rglob("*.html"))
    assert len(pages) == sum(student.graded for student in classroom[2].students)
    for page in pages:
        text = feedback_text(classroom[0], page.parent.parent.name)
        assert hidden & {line.strip() for line in text.splitlines()} == set(), page


def lines(*sources: str) -> set[str]:
    """The lines that are long enough to be nobody's by chance."""
    every = (line.strip() for source in sources for line in source.splitlines())
    return {line for line in every if len(line) > 20}


@pytest.fixture(scope="module")
def plain(root: Path, attempts: Path, tmp_path_factory) -> Path:
    """The honest part of the class, taken through nbgrader's own commands."""
    folder = tmp_path_factory.mktemp("plain")
    course = set_up(folder, root, LESSON)
    honest = tmp_path_factory.mktemp("honest")
    for student in HONEST:
        (honest / f"{student}.py").write_bytes((attempts / f"{student}.py").read_bytes())
    run = nbgrader(folder)
    run("generate_assignment", LESSON)
    run("db", "assignment", "add", LESSON, f"--duedate={sample.DUE:%Y-%m-%d %H:%M} UTC")
    sample.export(course, LESSON, honest, folder / "downloaded" / LESSON / "archive")
    run("zip_collect", LESSON)
    run("autograde", LESSON)
    run("generate_feedback", LESSON)
    run("export")
    return folder


def test_plain_nbgrader_gives_honest_submissions_the_same_grades(classroom, plain):
    ours, theirs = rows(classroom[0], LESSON), rows(plain, LESSON)
    assert set(theirs) == set(HONEST)
    assert {student: ours[student] for student in theirs} == theirs


def test_plain_nbgrader_writes_the_same_feedback_and_exports_the_scores(classroom, plain, expected):
    for student in rows(plain, LESSON):
        assert feedback_text(plain, student) == feedback_text(classroom[0], student)
    with (plain / "grades.csv").open(newline="") as file:
        scores = {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}
    assert scores == {student: float(expected[student]["score"]) for student in scores}


def test_one_report_tells_what_to_teach_again(classroom, tmp_path):
    page, table = report.write(classroom[2], tmp_path)
    assert page.read_text().count("<img alt=") == 3
    assert len(table.read_text().splitlines()) == len(classroom[2].students) + 1
    assert Course(classroom[0]).is_released(LESSON)
