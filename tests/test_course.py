"""The course as it is committed: derived files, lessons that run, banks, mutants."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from aipm.authoring import bank, mutation, notebook, roadmap
from aipm.authoring.build import build
from aipm.authoring.run import run
from aipm.plotting import SHORTEST_ALT

ROOT = Path(__file__).resolve().parents[1]
LESSONS = roadmap.load(ROOT).built
LONGEST_RUN = 20.0  # seconds, on one core
MOST_MEMORY = 1024  # MiB
FEWEST_FIGURES = 4

each_lesson = pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.name)


def test_everything_derived_is_up_to_date(root):
    assert build(root, check=True) == []


def test_the_roadmap_names_all_lessons_and_topics(root):
    index = roadmap.load(root)
    assert len(index.lessons) == 23
    assert len(index.topics) == 46


def test_every_relative_link_leads_somewhere(root):
    pages = [root / "README.md", root / "CONTRIBUTING.md", root / "data" / "README.md"]
    for folder in ("course", "solutions", "exercises"):
        found = sorted((root / folder).rglob("*.ipynb"))
        pages += [page for page in found if ".ipynb_checkpoints" not in page.parts]
    broken = []
    for page in pages:
        if page.suffix == ".ipynb":
            cells = notebook.read(page).cells
            text = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
        else:
            text = page.read_text(encoding="utf-8")
        for target in re.findall(r"\]\((?!https?:|#)([^)#\s]+)", text):
            if not (page.parent / target).exists():
                broken.append(f"{page.relative_to(root)}: {target}")
    assert broken == []


class Images(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.alts: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag == "img":
            self.alts.append(dict(attrs).get("alt") or "")


def outputs(cells, *kinds: str):
    for cell in cells:
        for output in cell.get("outputs", []):
            if output.output_type in kinds:
                yield cell.id, output


def complaints(cells) -> list[str]:
    return [
        f"{cell_id}: {output.text}"
        for cell_id, output in outputs(cells, "stream")
        if output.name == "stderr"
    ]


@pytest.mark.slow
@each_lesson
def test_a_lesson_runs_quickly_and_quietly_with_readable_figures(executed, lesson):
    done = executed(lesson)
    cells = done.cells
    assert complaints(cells) == []
    assert done.mebibytes < MOST_MEMORY
    assert done.seconds < LONGEST_RUN
    images = Images()
    for cell_id, output in outputs(cells, "display_data", "execute_result"):
        assert "image/png" not in output.data, f"{cell_id}: a figure without text alternative"
        images.feed(str(output.data.get("text/html", "")))
    assert len(images.alts) >= (1 if lesson.warm_up else FEWEST_FIGURES)
    assert [alt for alt in images.alts if len(alt) < SHORTEST_ALT] == []


@pytest.mark.slow
@each_lesson
def test_a_model_solution_runs_without_a_word_of_warning(root, lesson):
    assert complaints(run(root, lesson.solution).cells) == []


@pytest.mark.slow
@each_lesson
def test_the_answer_bank_comes_out_as_it_says(root, lesson, runner):
    assert bank.run(root, lesson, runner=runner).problems == []


@pytest.mark.slow
@each_lesson
def test_every_mutant_that_behaves_differently_is_killed(root, lesson, runner):
    report = mutation.run(root, lesson, runner=runner)
    tasks = sum(not task.manual for task in lesson.tasks)
    fewest = 2 * lesson.autograded if lesson.warm_up else 10 * tasks
    assert len(report.killed) >= fewest, "too few mutants to say anything"
    assert [f"{m.task}: {m.change}" for m in report.unexplained] == []
    assert report.stale == []
