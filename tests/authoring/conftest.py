"""A course of one small lesson, sound in itself, that a test may spoil."""

from pathlib import Path

import nbformat
import pytest
import yaml

from aipm.authoring import notebook, pages

SOLUTION = '''def double(x):
    """Return twice x."""
    ### BEGIN SOLUTION
    if x < 0:
        raise ValueError("negative")
    return 2 * x
    ### END SOLUTION'''
TEST = """expect.value(double(2), 4, of="double(2)")"""
HIDDEN = """# Hidden tests: fresh inputs.
### BEGIN HIDDEN TESTS
def _double(x):
    if x < 0:
        raise ValueError
    return x + x


expect.function(double, reference=_double, cases=[(0,), (7,), (-1,), (1.5,)])
### END HIDDEN TESTS"""


def code(cell_id, source, **marks):
    cell = nbformat.v4.new_code_cell(source, id=cell_id)
    if marks:
        cell.metadata["nbgrader"] = {
            "grade_id": cell_id,
            "schema_version": 3,
            "task": False,
            "grade": False,
            "locked": True,
            "solution": False,
            "cell_type": "code",
        } | marks
    return cell


def prose(cell_id, source):
    return nbformat.v4.new_markdown_cell(source, id=cell_id)


def lesson_cells():
    return [
        prose("header", ""),
        code("setup", "import math"),
        prose("double", "## 00.1 Doubling\n\nTwice a number is the number plus itself."),
        prose("navigation", ""),
    ]


def solution_cells():
    return [
        prose("header", ""),
        code("setup", "from aipm import expect", locked=True),
        prose("double-prompt", "## x\n\nWrite `double(x)`; see section 00.1."),
        code("double", SOLUTION, solution=True, locked=False),
        code("double-test-value", TEST, grade=True, points=1),
        code("double-test-more", HIDDEN, grade=True, points=2),
        code("check", "print('done')", locked=True),
    ]


ROADMAP = {
    "title": "A course",
    "repository": "https://github.com/OWNER/REPOSITORY",
    "parts": ["Start"],
    "topics": {"A1": {"text": "Doubling"}},
    "lessons": [
        {
            "id": "00",
            "slug": "start",
            "title": "Start",
            "part": "Start",
            "summary": "Double a number",
            "warm_up": True,
            "prerequisites": [],
            "topics": ["A1"],
            "date": "2025-01-06",
            "exists": "Nothing yet",
            "minutes": {"lesson": [5, 5], "exercise": [10, 20]},
            "objectives": [{"id": "00-double", "text": "Double a number"}],
            "tasks": [
                {
                    "id": "double",
                    "title": "Double",
                    "points": 3,
                    "objectives": ["00-double"],
                    "topics": ["A1"],
                }
            ],
        }
    ],
}


class Course:
    """The small course, with ways to spoil it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.write("course/00_start.ipynb", lesson_cells())
        self.write("solutions/00_start/start.ipynb", solution_cells())
        self.roadmap(ROADMAP)
        (root / "requirements.txt").write_text("numpy==2.4.6\n")
        begin, end = pages.README_MARKS
        (root / "README.md").write_text(f"# A course\n\n{begin}\n{end}\n")

    def write(self, path: str, cells: list) -> None:
        nb = nbformat.v4.new_notebook(cells=cells)
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(notebook.dumps(nb), encoding="utf-8")

    def roadmap(self, content: dict) -> None:
        (self.root / "course").mkdir(exist_ok=True)
        (self.root / "course" / "roadmap.yml").write_text(yaml.safe_dump(content))

    def files(self) -> dict[Path, bytes]:
        return {p: p.read_bytes() for p in sorted(self.root.rglob("*")) if p.is_file()}


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return Course(tmp_path)
