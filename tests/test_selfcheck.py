"""A check runs the saved notebook as the grading runs it, and says what it looked at."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from aipm import selfcheck
from aipm.authoring import roadmap
from aipm.errors import UserError

from .authoring.conftest import Course, code, solution_cells

NOTEBOOK = "exercises/00_start/start.ipynb"
RIGHT = "def double(x):\n    if x < 0:\n        raise ValueError\n    return 2 * x"


@pytest.fixture(scope="module")
def warm():
    """One runner for all tests, as in a kernel."""
    from aipm.runner import Runner

    with Runner() as runner:
        yield runner


@pytest.fixture
def small(tmp_path, monkeypatch, warm):
    course = Course(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    monkeypatch.setattr(selfcheck, "_warm", lambda root: warm)
    return course


def answer(course: Course, source: str, *added: str, path: str = NOTEBOOK) -> Path:
    """Save the exercise with an answer, and with cells that the learner has added."""
    cells = solution_cells()
    for cell in cells:
        if cell.id == "double":
            cell.source = source
    cells[2:2] = [code(f"mine-{n}", text) for n, text in enumerate(added)]
    course.write(path, cells)
    return course.root / path


def check(course: Course, warm, path: Path | None = None, **more) -> selfcheck.Result:
    lesson = roadmap.load(course.root).lesson("00")
    return selfcheck.run(course.root, lesson, path, runner=warm, **more)


def test_a_right_answer_earns_all_points_and_is_kept(small, warm):
    answer(small, RIGHT)
    result = check(small, warm)
    assert result.points == 3
    assert result.notes[0].startswith("Checked: start.ipynb as it was saved at ")
    kept = json.loads((small.root / ".aipm/progress.json").read_text())
    assert kept["00_start"]["points"] == 3


@pytest.mark.parametrize(
    ("source", "points", "message"),
    [
        ("def double(x):\n    return 4", 1, "too high"),
        ("raise NotImplementedError()", 0, "The answer cell fails: NotImplementedError"),
        ("def double(x:\n    return 4", 0, "The answer cell fails: SyntaxError"),
        (RIGHT + "\n1 / 0", 3, "The answer cell fails: ZeroDivisionError: division by zero"),
        (RIGHT + "\nexit()", 3, "The answer cell fails: SystemExit: exit() was called"),
        ("import os\nos._exit(0)", 0, "its process ended by itself"),
        ("def double(x):\n    return helper(x)", 0, "name 'helper' is not defined"),
    ],
)
def test_what_is_wrong_is_told(small, warm, source, points, message):
    answer(small, source, "def helper(x):\n    return 2 * x")
    result = check(small, warm)
    assert result.points == points
    assert message in "\n".join(result.tasks[0].messages)
    assert "1 added code cell was not run." in result.notes


def test_an_endless_loop_earns_nothing_and_is_told(small, warm, monkeypatch):
    from aipm.runner import Limits

    answer(small, RIGHT + "\nwhile True: pass")
    run = warm.run
    monkeypatch.setattr(warm, "run", lambda steps: run(steps, limits=Limits(cell=1)))
    result = check(small, warm)
    assert result.points == 0
    assert "it took too long" in result.tasks[0].messages[0]


def test_a_deleted_answer_cell_is_told_as_such(small, warm):
    small.write(NOTEBOOK, [cell for cell in solution_cells() if cell.id != "double"])
    result = check(small, warm)
    assert result.points == 0
    assert result.tasks[0].messages == (
        "The answer cell of this task, 'double', is not in your notebook.",
    )


def test_work_that_is_not_saved_is_noticed(small, warm):
    answer(small, RIGHT)
    typed = ["import aipm", RIGHT, "double(3)"]
    assert len(check(small, warm, typed=typed).notes) == 1
    result = check(small, warm, typed=[*typed, RIGHT.replace("2 *", "3 *")])
    assert "What you ran last for double is not what is saved" in result.notes[1]


def test_a_renamed_notebook_is_checked_where_the_server_says_it_is(small, warm, monkeypatch):
    answer(small, "raise NotImplementedError()")
    renamed = answer(small, RIGHT, path="exercises/00_start/mine.ipynb")
    lesson = roadmap.load(small.root).lesson("00")
    assert selfcheck._this_notebook({}, small.root, lesson) == small.root / NOTEBOOK
    monkeypatch.setenv("JPY_SESSION_NAME", "exercises/00_start/mine.ipynb")
    assert selfcheck._this_notebook({}, small.root, lesson).samefile(renamed)
    assert check(small, warm, renamed).points == 3


def test_the_best_result_stays(small, warm):
    answer(small, RIGHT)
    check(small, warm)
    answer(small, "pass")
    check(small, warm)
    assert selfcheck.progress_rows(small.root)[0][:2] == ("00 Start", "3 of 3")


def test_where_nothing_can_be_written_it_says_so(small, warm):
    answer(small, RIGHT)
    (small.root / ".aipm").write_text("a file where a folder is wanted")
    assert "could not be kept" in check(small, warm).notes[-1]


def test_points_by_hand_are_named(root, warm):
    lesson = roadmap.load(root).lesson("13")
    result = selfcheck.Result(lesson, [], [])
    assert "(5 points)" in result.by_hand
    assert result.by_hand in selfcheck.text(result)


def test_the_length_of_a_text_is_told(root, warm, tmp_path):
    lesson = roadmap.load(root).lesson("09")
    notebook = nbformat.read(root / lesson.exercise, as_version=4)
    path = tmp_path / "mine.ipynb"
    (brief,) = [cell for cell in notebook.cells if cell.id == "brief"]
    assert brief.source == selfcheck.STUB
    for written, words in [(brief.source, None), ("Wait: 2 of 3 - it's *200*\nEUR.", 7)]:
        brief.source = written
        nbformat.write(notebook, path)
        notes = selfcheck.run(root, lesson, path, runner=warm).notes
        assert [note for note in notes if "your text has" in note] == (
            [] if words is None else [f"Defend P80: your text has {words} words."]
        )


def test_the_notebook_shows_what_the_terminal_shows(small, warm, monkeypatch):
    class Shell:
        user_ns: dict = {}  # noqa: RUF012

    answer(small, "def double(x):\n    return 4")
    shown = []
    monkeypatch.setattr(selfcheck, "get_ipython", Shell)
    monkeypatch.setattr(selfcheck, "display", lambda bundle, raw: shown.append(bundle))
    selfcheck.check("00_start")
    assert "1 of 3 points" in shown[0]["text/html"]
    assert shown[0]["text/plain"] == selfcheck.text(check(small, warm))


def test_nothing_happens_while_nbgrader_runs_the_notebook(small, monkeypatch, capsys):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    monkeypatch.setattr(selfcheck, "get_ipython", lambda: object())
    selfcheck.check("00_start")
    assert capsys.readouterr().out == ""
    assert not (small.root / ".aipm").exists()


def test_a_course_without_solutions_says_so(small, warm):
    shutil.rmtree(small.root / "solutions")
    with pytest.raises(UserError, match="only your instructor can run the hidden tests"):
        check(small, warm)


def test_a_notebook_that_cannot_be_read_is_told(small, warm):
    answer(small, RIGHT).write_text("{")
    with pytest.raises(UserError, match="the file is not JSON"):
        check(small, warm)


def test_an_unknown_exercise_is_told(small, monkeypatch, capsys):
    class Shell:
        user_ns: dict = {}  # noqa: RUF012

    monkeypatch.setattr(selfcheck, "get_ipython", Shell)
    selfcheck.check("77_none")
    assert "there is no lesson '77_none'" in capsys.readouterr().out


def test_a_damaged_record_of_progress_does_not_stop_a_check(small, warm):
    (small.root / ".aipm").mkdir()
    (small.root / ".aipm/progress.json").write_text("{broken")
    answer(small, RIGHT)
    assert check(small, warm).points == 3


def test_importing_check_loads_nothing_that_only_checking_needs():
    # Every graded notebook imports it, and does nothing with it.
    code = "import sys, aipm.selfcheck; print(*{'nbformat', 'jsonschema'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
