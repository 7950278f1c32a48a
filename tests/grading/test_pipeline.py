"""A class goes through the chain; what is wrong with one submission stays with that one."""

import re
import shutil
from datetime import datetime
from pathlib import Path

import nbformat
import pytest
import toy

from aipm.errors import UserError
from aipm.grading import Course, GradingError, feedback, grade, report, results, set_up

DUE = datetime(2025, 3, 7, 23, 59)


def submit(folder: Path, student: str, time: str, text: str) -> None:
    name = f"{toy.LESSON}_{student}_attempt_2025-03-{time}_{toy.NAME}.ipynb"
    (folder / name).write_text(text)


@pytest.fixture(scope="module")
def graded(tmp_path_factory, new_course, released):
    """A class of six, exported, collected and graded once."""
    folder = new_course(tmp_path_factory.mktemp("class"))
    export = tmp_path_factory.mktemp("export")

    def text(**answers: str) -> str:
        return nbformat.writes(toy.fill(released, **{**toy.RIGHT, **answers}))

    submit(export, "ann", "01-10-15-00", text())
    submit(export, "ben_z", "02-23-59-30", text(double="def double(x):\n    return x + 2"))
    submit(export, "cat", "01-08-00-00", text(double="1 / 0"))
    submit(export, "cat", "09-00-09-00", text(total="import os\nos._exit(1)"))
    submit(export, "dan", "01-08-00-00", "{ this is not JSON")
    submit(export, "eve", "01-08-00-00", nbformat.writes(released))
    (export / "notes.txt").write_text("hello")
    (export / f"{toy.LESSON}_notes.ipynb").write_text("{}")
    course = Course(folder)
    course.release(toy.LESSON, due=DUE)
    with course.api.gradebook as gradebook:
        gradebook.add_student("fay")
    left_out = course.collect(toy.LESSON, export)
    stages: dict[str, list[tuple[int, int]]] = {}

    def progress(stage: str, done: int, total: int) -> None:
        stages.setdefault(stage, []).append((done, total))

    result = grade(folder, toy.LESSON, progress=progress)
    return folder, left_out, stages, result


def student(graded, name: str):
    return next(student for student in graded[3].students if student.id == name)


def scores(graded, name: str) -> dict[str, float | None]:
    return {key: cell.auto_score for key, cell in student(graded, name).cells.items()}


def test_files_of_another_name_are_left_out_and_named(graded):
    assert graded[1] == [f"{toy.LESSON}_notes.ipynb", "notes.txt"]


def test_a_full_answer_gets_all_points_and_the_manual_task_waits(graded):
    assert scores(graded, "ann") == {
        "double-test-value": 1,
        "double-test-hidden": 2,
        "total-test-hidden": 2,
        "brief": None,
    }
    assert student(graded, "ann").cells["brief"].needs_manual
    assert student(graded, "ann").findings == ()


def test_a_wrong_task_costs_that_task_and_is_diagnosed(graded):
    assert scores(graded, "ben_z") == {
        "double-test-value": 1,
        "double-test-hidden": 0,
        "total-test-hidden": 2,
        "brief": None,
    }
    cell = student(graded, "ben_z").cells["double-test-hidden"]
    assert "adds two. Reread section 01.2." in cell.message
    assert cell.task == "double"


def test_the_latest_attempt_counts_and_what_ran_before_the_kernel_died(graded):
    assert scores(graded, "cat") == {
        "double-test-value": 1,
        "double-test-hidden": 2,
        "total-test-hidden": 0,
        "brief": None,
    }
    kinds = [finding.kind for finding in student(graded, "cat").findings]
    assert kinds == ["unusual", "not run to its end", "late"]
    assert student(graded, "cat").findings[1].text == (
        "The answer to total was ended: its process ended by itself (exit status 1)."
    )
    assert student(graded, "cat").seconds_late == 10 * 60 + 24 * 3600


def test_a_broken_file_is_not_graded_and_costs_nobody_else(graded):
    dan = student(graded, "dan")
    assert not dan.graded
    assert dan.score == 0
    assert [finding.text for finding in dan.findings] == [
        "Not graded: the file is not JSON (line 1, column 3: Expecting property name enclosed in "
        "double quotes)."
    ]
    assert sum(student.graded for student in graded[3].students) == 4


def test_the_blank_release_scores_nothing_by_autograding(graded):
    assert set(scores(graded, "eve").values()) == {0}
    assert "not written yet" in student(graded, "eve").cells["total-test-hidden"].message


def test_a_file_name_gives_the_time_to_the_second(graded):
    stamp = graded[0] / "submitted" / "ben_z" / toy.LESSON / "timestamp.txt"
    assert stamp.read_text() == "2025-03-02 23:59:30"


def test_who_handed_nothing_in_is_listed(graded, tmp_path):
    assert graded[3].absent == ("fay",)
    page, _ = report.write(graded[3], tmp_path)
    assert "<td>fay</td><td>not handed in</td>" in page.read_text()


def test_progress_counts_to_the_end(graded):
    assert {stage: steps[-1] for stage, steps in graded[2].items()} == {
        "read": (5, 5),
        "run": (4, 4),
        "record": (5, 5),
    }


def test_feedback_shows_messages_and_no_hidden_test(graded):
    page = (graded[0] / "feedback" / "ben_z" / toy.LESSON / "toy.html").read_text()
    assert "It looks as if your answer adds two. Reread section 01.2." in page
    assert "_secret" not in page
    assert "reference=" not in page
    assert "Hidden tests: fresh inputs." in page
    assert page.count(feedback.WAITS) == 1
    assert "<script" not in page
    assert not re.search(r"(src|href)=[\"']?(https?:)?//", page)


def test_feedback_says_that_a_person_has_still_to_read_until_one_has(toy_course, released):
    toy.submit(toy_course, released, {"ann": toy.RIGHT})
    grade(toy_course, toy.LESSON)
    page = toy_course / "feedback" / "ann" / toy.LESSON / f"{toy.NAME}.html"
    assert feedback.WAITS in page.read_text()
    with Course(toy_course).api.gradebook as gradebook:
        grade_ = gradebook.find_grade("brief", toy.NAME, toy.LESSON, "ann")
        grade_.manual_score, grade_.needs_manual_grade = 0, False
        gradebook.db.commit()
    results(toy_course, toy.LESSON, feedback=True)
    assert feedback.WAITS not in page.read_text()


def test_the_report_is_one_file_without_network_that_says_what_to_teach(graded, tmp_path):
    page, table = report.write(graded[3], tmp_path / "reports")
    text = page.read_text()
    assert "adds two (01.2)" in text
    assert "the file is not JSON" in text
    assert 'src="http' not in text and "href" not in text
    assert text.count("<img alt=") == 3
    rows = table.read_text().splitlines()
    assert rows[0] == (
        "student,graded,score,max_score,late_penalty,needs_manual_grade,late,double,total,brief,"
        "findings"
    )
    assert rows[1] == "ann,yes,5,10,0,yes,no,3,2,,"
    assert rows[4].startswith("dan,no,0,10,0,yes,no,")


def test_a_second_run_gives_the_same(graded):
    again = grade(graded[0], toy.LESSON)
    assert again == graded[3]


def test_an_earlier_grade_does_not_stand_for_a_broken_resubmission(toy_course, released):
    submitted = toy_course / "submitted" / "ann" / toy.LESSON / "toy.ipynb"
    submitted.parent.mkdir(parents=True)
    nbformat.write(toy.fill(released, **toy.RIGHT), submitted)
    assert grade(toy_course, toy.LESSON).students[0].score == 5
    submitted.write_text("")
    [ann] = grade(toy_course, toy.LESSON).students
    assert (ann.score, ann.graded) == (0, False)
    assert not (toy_course / "autograded" / "ann" / toy.LESSON).exists()


def test_a_sole_notebook_of_another_name_is_graded(toy_course, released):
    folder = toy_course / "submitted" / "ann" / toy.LESSON
    folder.mkdir(parents=True)
    nbformat.write(toy.fill(released, **toy.RIGHT), folder / "toy (1).ipynb")
    [ann] = grade(toy_course, toy.LESSON).students
    assert ann.score == 5
    assert [finding.text for finding in ann.findings] == ["Handed in as toy (1).ipynb."]


class TestBadInput:
    """A person's mistake is one line, and leaves nothing half done."""

    @staticmethod
    def line(error: pytest.ExceptionInfo) -> str:
        assert isinstance(error.value, UserError)
        assert "\n" not in str(error.value)
        return str(error.value)

    def test_no_course(self, tmp_path):
        with pytest.raises(GradingError) as error:
            grade(tmp_path, toy.LESSON)
        assert "no nbgrader_config.py here" in self.line(error)
        assert list(tmp_path.iterdir()) == []

    def test_unknown_exercise(self, toy_course):
        with pytest.raises(GradingError) as error:
            grade(toy_course, "99_none")
        assert "99_none: no such exercise" in self.line(error)
        assert toy.LESSON in self.line(error)
        assert not (toy_course / "gradebook.db").exists()

    def test_nothing_submitted(self, toy_course):
        with pytest.raises(GradingError) as error:
            grade(toy_course, toy.LESSON)
        assert "nothing is submitted" in self.line(error)

    def test_no_export(self, toy_course, tmp_path):
        with pytest.raises(GradingError) as error:
            Course(toy_course).collect(toy.LESSON, tmp_path / "none")
        assert "no such folder" in self.line(error)

    def test_an_export_of_something_else(self, toy_course, tmp_path):
        (tmp_path / "export").mkdir()
        (tmp_path / "export" / "holiday.jpg").write_text("")
        with pytest.raises(GradingError) as error:
            Course(toy_course).collect(toy.LESSON, tmp_path / "export")
        assert "none of 1 files is named like a submission" in self.line(error)

    def test_a_solution_that_is_no_notebook(self, toy_course):
        (toy_course / "solutions" / toy.LESSON / "toy.ipynb").write_text("{")
        with pytest.raises(GradingError) as error:
            Course(toy_course).release(toy.LESSON)
        assert toy.LESSON in self.line(error)
        assert not (toy_course / "exercises" / toy.LESSON).exists()

    def test_a_config_with_an_error(self, toy_course):
        (toy_course / "nbgrader_config.py").write_text("c = nothing\n")
        with pytest.raises(GradingError) as error:
            Course(toy_course).release(toy.LESSON)
        assert "name 'nothing' is not defined" in self.line(error)


def test_a_sample_course_holds_one_exercise_and_the_settings(toy_course, tmp_path):
    course = set_up(tmp_path / "sample", toy_course, toy.LESSON)
    assert course.notebook(toy.LESSON) == toy.NAME
    shutil.rmtree(tmp_path / "sample")
