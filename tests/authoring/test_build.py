import copy
import json
import re
import shutil

import nbformat
import pandas as pd
import pytest

from aipm.authoring import datapackage, notebook, roadmap
from aipm.authoring.build import build
from aipm.errors import UserError
from aipm.grading.course import Course

from .conftest import ROADMAP, code, lesson_cells, prose, solution_cells

LESSON_PATH = "course/00_start.ipynb"
SOLUTION_PATH = "solutions/00_start/start.ipynb"


def spoil(change):
    content = copy.deepcopy(ROADMAP)
    change(content)
    return content


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


EXERCISE = "exercises/00_start/start.ipynb"


def change(course, path, cell_id, edit):
    """Change a cell's source as a person would in JupyterLab."""
    nb = nbformat.read(course.root / path, as_version=4)
    cell = next(cell for cell in nb.cells if cell.id == cell_id)
    cell.source = edit(cell.source)
    nbformat.write(nb, course.root / path)


@pytest.mark.parametrize(
    ("cell_id", "edit", "says"),
    [
        ("double", lambda s: s.replace("# YOUR CODE HERE", "return 2 * x"), "answer of 'double'"),
        ("double-test-value", lambda s: s + "\n# mine", "cell 'double-test-value'"),
        ("double-prompt", lambda s: s + " My note.", "text or cells between the tasks"),
    ],
)
def test_work_in_an_exercise_is_never_overwritten_silently(course, cell_id, edit, says):
    build(course.root)
    good = (course.root / EXERCISE).read_bytes()
    change(course, EXERCISE, cell_id, edit)
    mine = (course.root / EXERCISE).read_bytes()
    message = refused(course)
    assert f"{EXERCISE}: somebody has worked in it" in message
    assert says in message
    assert "--keep-both" in message
    assert "edit solutions/00_start/start.ipynb" in message
    with pytest.raises(UserError, match="somebody has worked in it"):
        build(course.root, check=True, keep_both=True)
    assert build(course.root, keep_both=True) == [EXERCISE]
    assert (course.root / EXERCISE).read_bytes() == good
    assert (course.root / "exercises/00_start/start-mine1.ipynb").read_bytes() == mine
    assert build(course.root) == []


def test_an_exercise_that_was_only_run_is_written_anew(course):
    build(course.root)
    nb = nbformat.read(course.root / EXERCISE, as_version=4)
    nb.cells[1].execution_count = 1
    nb.cells[1].outputs = [nbformat.v4.new_output("stream", text="x")]
    nbformat.write(nb, course.root / EXERCISE)
    assert build(course.root) == [EXERCISE]


def test_an_untouched_exercise_follows_its_solution(course):
    build(course.root)
    change(course, SOLUTION_PATH, "double-prompt", lambda s: s + " Try 3.")
    change(course, SOLUTION_PATH, "double", lambda s: s.replace("twice x", "twice its x"))
    assert EXERCISE in build(course.root)
    assert "Try 3." in (course.root / EXERCISE).read_text()


@pytest.mark.parametrize(
    ("path", "cell_id", "instead"),
    [
        (LESSON_PATH, "header", "edit course/roadmap.yml instead"),
        (LESSON_PATH, "objectives", "edit course/roadmap.yml instead"),
        (LESSON_PATH, "navigation", "edit course/roadmap.yml instead"),
        (SOLUTION_PATH, "header", "come from course/roadmap.yml"),
        (SOLUTION_PATH, "double-prompt", "title and points of task 'double' in course/roadmap.yml"),
    ],
)
def test_an_edit_of_a_generated_part_is_refused_with_its_place(course, path, cell_id, instead):
    build(course.root)
    good = (course.root / path).read_bytes()
    change(course, path, cell_id, lambda s: re.sub(r"\A.+", r"\g<0> (mine)", s))
    message = refused(course)
    assert f"{path}, cell '{cell_id}': was edited" in message
    assert instead in message
    assert path in build(course.root, undo=True)
    assert (course.root / path).read_bytes() == good


def test_a_change_of_the_roadmap_is_written_into_parts_that_nobody_edited(course):
    build(course.root)
    course.roadmap(spoil(lambda c: c["lessons"][0].update(title="A better start")))
    changed = build(course.root)
    assert {LESSON_PATH, SOLUTION_PATH, EXERCISE, "README.md"} <= set(changed)
    assert "A better start" in (course.root / EXERCISE).read_text()


def test_an_edit_of_readmes_table_is_refused(course):
    build(course.root)
    path = course.root / "README.md"
    good = path.read_bytes()
    path.write_bytes(good.replace(b"Double a number", b"Treble a number"))
    assert "README.md, its table: was edited" in refused(course)
    assert build(course.root, undo=True) == ["README.md"]
    assert path.read_bytes() == good


def test_the_exercise_holds_no_solution_and_no_hidden_test(course):
    build(course.root)
    text = (course.root / "exercises/00_start/start.ipynb").read_text()
    assert "NotImplementedError" in text
    assert "2 * x" not in text
    assert "x + x" not in text
    assert "# Hidden tests: fresh inputs." in text


def test_an_orphan_exercise_is_named_and_removed_and_a_learners_copy_is_left(course):
    build(course.root)
    released = (course.root / EXERCISE).read_bytes()
    orphan = course.root / "exercises/99_old/old.ipynb"
    orphan.parent.mkdir()
    orphan.write_bytes(released)
    copy_ = course.root / "exercises/00_start/start-Copy1.ipynb"
    copy_.write_bytes(released)
    assert build(course.root, check=True) == ["exercises/99_old/old.ipynb"]
    build(course.root)
    assert not orphan.exists()
    assert copy_.read_bytes() == released


def test_headers_headings_and_readme_are_written_from_the_roadmap(course):
    build(course.root)
    lesson = notebook.read(course.root / "course/00_start.ipynb")
    assert lesson.cells[0].source.startswith("# 00 Start")
    assert "5 to 5 minutes to read and run, then 10 to 20 minutes" in lesson.cells[0].source
    assert lesson.cells[1].id == "objectives"
    assert "- Double a number." in lesson.cells[1].source
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


def test_tasks_in_another_order_than_the_roadmaps_are_told(course):
    def second(content):
        task = content["lessons"][0]["tasks"][0]
        content["lessons"][0]["tasks"].append(dict(task, id="treble", title="Treble"))

    treble = [nbformat.from_dict(json.loads(json.dumps(cell))) for cell in solution_cells()[2:6]]
    for cell in treble:
        cell.id = cell.id.replace("double", "treble")
        if "nbgrader" in cell.metadata:
            cell.metadata.nbgrader.grade_id = cell.id
    cells = solution_cells()
    course.roadmap(spoil(second))
    course.write(SOLUTION_PATH, [*cells[:2], *treble, *cells[2:]])
    message = refused(course)
    assert "the tasks stand in the order treble, double, but in course/roadmap.yml" in message


def test_minutes_are_written_into_the_roadmap_and_all_else_in_it_stays(course):
    text = (
        '# A comment\nlessons:\n  - id: "00"\n    minutes: {lesson: 0, exercise: 0}\n'
        '    topics: []  # kept\n  - id: "01"\n    minutes: {lesson: 1, exercise: 2}\n'
    )
    written = roadmap.write_minutes(text, {"01": {"lesson": (5, 10), "exercise": (15, 20)}})
    assert written == text.replace(
        "{lesson: 1, exercise: 2}", "{lesson: [5, 10], exercise: [15, 20]}"
    )


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
    content["lessons"][0]["minutes"]["exercise"] = [60, 60]


def not_a_day(content):
    content["lessons"][0]["date"] = "2025-02-30"


def no_date(content):
    del content["lessons"][0]["date"]


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
        (wrong_minutes, "write 'minutes: {lesson: [5, 5], exercise: [10, 20]}' in one line"),
        (not_a_day, "'2025-02-30' is not a 'date'"),
        (no_date, "'date' is a dependency of 'objectives'"),
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
