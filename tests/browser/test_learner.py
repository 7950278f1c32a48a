"""A learner runs a lesson, moves its slider, opens the exercise and presses Validate."""

import json
import re

import nbformat
import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LESSON = "course/13_roi.ipynb"
EXERCISE = "exercises/13_roi/roi.ipynb"
SOLUTION = "solutions/13_roi/roi.ipynb"
#: Long enough for a busy machine; a passing test does not wait.
PATIENT = 60_000


def open_notebook(page: Page, site, path: str) -> None:
    page.goto(site.at(f"lab/tree/{path}?reset"))
    expect(page.locator("#jp-main-statusbar")).to_contain_text("| Idle", timeout=PATIENT)


def run_all(page: Page) -> None:
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    page.locator(".jp-WindowedPanel-outer").first.evaluate("n => { n.scrollTop = n.scrollHeight }")
    # A folded cell has no number beside it; the last visible one has, and then all must be done.
    prompt = page.locator(".jp-Notebook .jp-CodeCell .jp-InputArea-prompt").last
    expect(prompt).to_have_text(re.compile(r"\[\d+\]"), timeout=PATIENT)
    expect(page.locator("#jp-main-statusbar")).to_contain_text("| Idle", timeout=PATIENT)


def validate(page: Page) -> Locator:
    """Press Validate; return the dialog with the result."""
    page.get_by_role("button", name="Validate").click()
    dialog = page.locator(".jp-Dialog").filter(has_text="Validation Results")
    expect(dialog).to_be_visible(timeout=PATIENT)
    return dialog


def test_a_lesson_runs_shows_its_figures_and_its_slider_moves_one(page, site, look, context):
    open_notebook(page, site, LESSON)
    run_all(page)
    pictures = page.locator(".jp-OutputArea img").evaluate_all(
        "nodes => nodes.map(n => [n.alt, n.complete && n.naturalWidth > 200])"
    )
    assert len(pictures) >= 4
    for alt, drawn in pictures:
        assert drawn, alt
        assert len(alt) >= 40, alt
    assert (
        page.locator(
            ".jp-Notebook [data-mime-type*=error], .jp-Notebook [data-mime-type*=stderr]"
        ).count()
        == 0
    )
    page.locator(".jp-OutputArea img").nth(3).scroll_into_view_if_needed()
    look("lesson")

    explored = page.locator(".jp-OutputArea").filter(has=page.locator(".noUi-handle")).first
    moved = explored.locator("img")
    before = moved.get_attribute("alt"), moved.get_attribute("src")
    handle = page.locator(".jupyter-widgets .noUi-handle").first
    handle.focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    expect(moved).not_to_have_attribute("src", before[1])
    assert moved.get_attribute("alt") != before[0]
    look("slider")
    assert context.outside == []

    # What was drawn last is still there when the page is opened again and nothing is run.
    last = moved.get_attribute("alt")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+s")
    expect(page.locator(".jp-mod-current.lm-TabBar-tab")).not_to_have_class(
        re.compile("jp-mod-dirty")
    )
    open_notebook(page, site, LESSON)
    page.locator(".jp-WindowedPanel-outer").first.evaluate("n => { n.scrollTop = n.scrollHeight }")
    expect(page.locator(f".jp-OutputArea img[alt={json.dumps(last)}]")).to_have_count(1)
    look("reopened")


def test_validate_says_what_is_missing_in_an_untouched_exercise(page, site, look):
    open_notebook(page, site, EXERCISE)
    dialog = validate(page)
    expect(dialog).to_contain_text("The following cell failed")
    expect(dialog).to_contain_text("NotImplementedError")
    look("validate-blank")


def test_validate_praises_the_model_solution(page, site, look):
    """The visible tests pass with what the solution has between its marks."""
    source = {c.id: c for c in nbformat.read(site.folder / SOLUTION, as_version=4).cells}
    exercise = nbformat.read(site.folder / EXERCISE, as_version=4)
    for cell in exercise.cells:
        if cell.metadata.get("nbgrader", {}).get("solution"):
            cell.source = source[cell.id].source
    path = "exercises/13_roi/solved.ipynb"
    nbformat.write(exercise, site.folder / path)
    open_notebook(page, site, path)
    dialog = validate(page)
    expect(dialog).to_contain_text("Success! Your notebook passes all the tests.")
    look("validate-solved")
