import copy
import shutil

import pandas as pd
import pytest

from aipm.authoring import datapackage, notebook, roadmap
from aipm.authoring.build import build
from aipm.errors import UserError
from aipm.grading.course import Course

from .conftest import ROADMAP, code, lesson_cells, prose, solution_cells


def refused(course) -> str:
    before = course.files()
    with pytest.raises(UserError) as caught:
        build(course.root)
    assert course.files() == before, "a failed build wrote something"
    return str(caught.value)


def test_building_twice_changes_nothing(course):
    changed = build(course.root)
    assert "exercises/00_start/start.ipynb" in changed
    after = course.files()
    assert build(course.root) == []
    assert course.files() == after


def test_check_changes_nothing_and_names_what_differs(course):
    before = course.files()
    assert "environment.yml" in build(course.root, check=True)
    assert course.files() == before
    build(course.root)
    assert build(course.root, check=True) == []


def test_an_edited_exercise_is_named_and_repaired(course):
    build(course.root)
    path = course.root / "exercises/00_start/start.ipynb"
    good = path.read_bytes()
    path.write_bytes(good.replace(b"YOUR CODE HERE", b"YOUR CODE GOES HERE"))
    assert build(course.root, check=True) == ["exercises/00_start/start.ipynb"]
    assert build(course.root) == ["exercises/00_start/start.ipynb"]
    assert path.read_bytes() == good


def test_the_exercise_holds_no_solution_and_no_hidden_test(course):
    build(course.root)
    text = (course.root / "exercises/00_start/start.ipynb").read_text()
    assert "NotImplementedError" in text
    assert "2 * x" not in text
    assert "x + x" not in text
    assert "# Hidden tests: fresh inputs." in text


def test_an_orphan_exercise_is_named_and_removed(course):
    build(course.root)
    orphan = course.root / "exercises/99_old/old.ipynb"
    orphan.parent.mkdir()
    orphan.write_text("{}")
    assert build(course.root, check=True) == ["exercises/99_old/old.ipynb"]
    build(course.root)
    assert not orphan.exists()


def test_headers_headings_and_readme_are_written_from_the_roadmap(course):
    build(course.root)
    lesson = notebook.read(course.root / "course/00_start.ipynb")
    assert lesson.cells[0].source.startswith("# 00 Start")
    assert "Double a number" in lesson.cells[0].source
    assert "exercises/00_start/start.ipynb" in lesson.cells[-1].source
    solution = notebook.read(course.root / "solutions/00_start/start.ipynb")
    assert solution.cells[2].source.startswith("## Task 1: Double (3 points)\n")
    assert "[Start](course/00_start.ipynb)" in (course.root / "README.md").read_text()
    assert '"numpy==2.4.6"' in (course.root / "environment.yml").read_text()


def test_a_wrong_points_sum_is_told_with_both_numbers(course):
    cells = solution_cells()
    cells[4].metadata.nbgrader.points = 2
    course.write("solutions/00_start/start.ipynb", cells)
    message = refused(course)
    assert "task 'double' has 4 points in its cells, but 3 in course/roadmap.yml" in message


def test_a_missing_solution_cell_is_told(course):
    cells = [cell for cell in solution_cells() if cell.id != "double"]
    course.write("solutions/00_start/start.ipynb", cells)
    assert "task 'double' has no solution cell 'double'" in refused(course)


def test_a_task_without_hidden_tests_is_told(course):
    cells = solution_cells()
    del cells[5]
    cells[4].metadata.nbgrader.points = 3
    course.write("solutions/00_start/start.ipynb", cells)
    assert "no hidden tests" in refused(course)


def test_a_solution_cell_that_the_roadmap_does_not_know_is_told(course):
    cells = solution_cells()
    cells.insert(2, code("extra", "### BEGIN SOLUTION\n### END SOLUTION", solution=True))
    course.write("solutions/00_start/start.ipynb", cells)
    assert "cell 'extra': a task that course/roadmap.yml does not know" in refused(course)


def test_a_test_cell_named_after_no_task_is_told(course):
    cells = solution_cells()
    cells.insert(6, code("treble-test-value", "pass", grade=True, points=1))
    course.write("solutions/00_start/start.ipynb", cells)
    assert "cell 'treble-test-value': graded, but named after no task" in refused(course)


def test_a_section_that_the_lesson_does_not_have_is_told(course):
    cells = solution_cells()
    cells[2] = prose("double-prompt", "## x\n\nSee section 00.9.")
    course.write("solutions/00_start/start.ipynb", cells)
    assert "cell 'double-prompt': names section 00.9" in refused(course)


def test_an_unclosed_solution_region_repeats_nbgraders_reason(course):
    cells = solution_cells()
    cells[3].source = cells[3].source.replace("    ### END SOLUTION", "")
    course.write("solutions/00_start/start.ipynb", cells)
    message = refused(course)
    assert "solutions/00_start/start.ipynb" in message
    assert "no end solution" in message.lower()


def test_all_mistakes_are_told_at_once(course):
    cells = solution_cells()
    cells[2] = prose("double-prompt", "## x\n\nSee section 00.9.")
    course.write("solutions/00_start/start.ipynb", cells)
    course.write("course/00_start.ipynb", lesson_cells()[1:])
    message = refused(course)
    assert "section 00.9" in message
    assert "the first cell must be 'header'" in message


def test_a_notebook_that_the_roadmap_does_not_know_is_told(course):
    course.write("course/42_stray.ipynb", lesson_cells())
    assert "course/42_stray.ipynb: course/roadmap.yml does not know" in refused(course)


def test_a_readme_without_marks_is_told(course):
    (course.root / "README.md").write_text("# A course\n")
    assert "README.md: needs the lines" in refused(course)


def test_a_notebook_that_is_not_json_is_told(course):
    (course.root / "course/00_start.ipynb").write_text("<html>")
    message = refused(course)
    assert message == (
        "course/00_start.ipynb: not JSON, so no notebook; restore it from version control"
    )


def test_a_table_whose_checksum_differs_is_told(course):
    table = pd.DataFrame({"depot": ["Corran"], "late": [0.1]})
    descriptor = {
        "name": "small",
        "path": "small.csv",
        "title": "A table",
        "description": "One row is a depot.",
        "licenses": [{"name": "CC-BY-4.0", "title": "CC BY 4.0"}],
        "sources": [{"title": "written for this test"}],
        "schema": {
            "fields": [
                {"name": "depot", "type": "string", "description": "Depot"},
                {"name": "late", "type": "number", "description": "Share late"},
            ]
        },
    }
    (course.root / "data").mkdir()
    datapackage.write_table(course.root / "data", table, descriptor)
    build(course.root)
    path = course.root / "data" / "small.csv"
    path.write_text(path.read_text().replace("0.1", "0.2"))
    assert "data/small.csv: its checksum differs from that in datapackage.json" in refused(course)
    path.unlink()
    assert "data/small.csv: missing" in refused(course)


def spoil(change):
    content = copy.deepcopy(ROADMAP)
    change(content)
    return content


def rename_objective(content):
    content["lessons"][0]["tasks"][0]["objectives"] = ["00-other"]


def drop_topic(content):
    content["topics"]["A2"] = {"text": "Nobody teaches this"}


def misspell_key(content):
    content["lessons"][0]["tittle"] = "x"


def unknown_prerequisite(content):
    content["lessons"][0]["prerequisites"] = ["07"]


def untested_topic(content):
    content["lessons"][0]["tasks"][0]["topics"] = []


def no_warm_up(content):
    del content["lessons"][0]["warm_up"]


def wrong_minutes(content):
    content["lessons"][0]["minutes"]["exercise"] = 60


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (rename_objective, "no task assesses objective '00-double'"),
        (rename_objective, "objective '00-other', which the lesson does not have"),
        (drop_topic, "topic A2: no lesson names it"),
        (misspell_key, "lesson 00: Additional properties are not allowed ('tittle'"),
        (unknown_prerequisite, "prerequisite '07' is no earlier lesson"),
        (untested_topic, "no autograded task assesses topic A1"),
        (no_warm_up, "3 autograded and 0 manual points; every exercise has 20 and 5"),
        (wrong_minutes, "minutes of the exercise should be 10"),
    ],
)
def test_a_roadmap_that_contradicts_itself_is_told(course, change, says):
    course.roadmap(spoil(change))
    assert says in refused(course)


def test_a_topic_marked_manual_may_be_assessed_by_a_person(course):
    def by_hand(content):
        lesson = content["lessons"][0]
        content["topics"]["A2"] = {"text": "Writing", "manual": True}
        lesson["topics"].append("A2")
        lesson["manual"] = dict(lesson["tasks"][0], id="brief", topics=["A2"])

    course.roadmap(spoil(by_hand))
    index = roadmap.load(course.root)
    assert index.lessons[0].by_hand == 3


def test_a_lesson_is_found_by_id_slug_and_name(course):
    index = roadmap.load(course.root)
    assert {index.lesson(name).name for name in ("00", "start", "00_start")} == {"00_start"}
    with pytest.raises(UserError, match="no lesson '31'; the lessons are: 00_start"):
        index.lesson("31")


def test_a_roadmap_that_is_not_yaml_is_told(course):
    (course.root / "course/roadmap.yml").write_text("a: [1\n")
    assert "course/roadmap.yml: not YAML" in refused(course)


def test_derivation_equals_nbgraders_own_release(course, root):
    """What an instructor releases into a gradebook is what the repository holds."""
    shutil.copy(root / "nbgrader_config.py", course.root)
    build(course.root)
    path = course.root / "exercises/00_start/start.ipynb"
    released = path.read_bytes()
    path.unlink()
    Course(course.root).release("00_start")
    assert path.read_bytes() == released
