"""An instructor marks the manual task in nbgrader's formgrader; the student reads the comment."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from playwright.sync_api import Page, expect

from aipm.grading import Course, grade, sample

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LESSON, NAME = "13_roi", "roi"
COMMENT = "Names the **number**; say what would change your mind."


@pytest.fixture
def graded(site, root: Path, tmp_path: Path) -> Course:
    """The course that is served, with one submission that waits for a person."""
    course = Course(site.folder)
    course.release(LESSON)
    attempts = tmp_path / "attempts"
    attempts.mkdir()
    (attempts / "a.py").write_bytes((root / "tests/class_13_roi/amina.py").read_bytes())
    sample.export(course, LESSON, attempts, tmp_path / "export")
    course.collect(LESSON, tmp_path / "export")
    grade(site.folder, LESSON, write_feedback=False)
    return course


def test_marks_and_a_comment_reach_gradebook_and_feedback(graded, page: Page, site, look, context):
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(site.at("formgrader"))
    page.get_by_role("link", name="Manual Grading").click()
    page.get_by_role("link", name=LESSON, exact=True).click()
    page.get_by_role("link", name=NAME, exact=True).click()
    page.get_by_role("link", name="Submission #1").click()
    score, comment = page.locator("#brief"), page.locator("#brief-comment")
    expect(score).to_be_visible()
    look("to-be-graded")
    score.fill("3.5")
    score.press("Tab")
    expect(page.locator(".nbgrader_cell", has=score).locator(".score-saved")).to_be_visible()
    comment.fill(COMMENT)
    comment.press("Tab")
    expect(page.locator(".nbgrader_cell", has=comment).locator(".comment-saved")).to_be_visible()
    score.scroll_into_view_if_needed()
    page.wait_for_timeout(1000)  # the formgrader scrolls in a movement of its own
    look("graded")
    assert errors == []
    assert context.outside == []

    with Gradebook(f"sqlite:///{site.folder / 'gradebook.db'}") as gradebook:
        mark = gradebook.find_grade("brief", NAME, LESSON, "amina")
        assert (mark.manual_score, mark.needs_manual_grade) == (3.5, False)
        assert gradebook.find_comment("brief", NAME, LESSON, "amina").comment == COMMENT

    command = [sys.executable, "-m", "nbgrader", "generate_feedback", LESSON]
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    subprocess.run(command, cwd=site.folder, env=os.environ | {"PATH": path}, check=True)
    feedback = site.folder / "feedback" / "amina" / LESSON / f"{NAME}.html"
    page.goto(feedback.as_uri())
    expect(page.locator("body")).to_contain_text(
        "Names the number; say what would change your mind."
    )
    expect(page.locator("body")).to_contain_text("3.5 / 5.0")
    look("feedback")
    assert [url for url in context.outside if not url.startswith("file:")] == []
