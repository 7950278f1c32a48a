import json
import shutil
import subprocess
import sys

import pytest

from aipm import selfcheck
from aipm.authoring import roadmap
from aipm.errors import UserError

from .authoring.conftest import Course


@pytest.fixture
def small(tmp_path, monkeypatch):
    course = Course(tmp_path)
    monkeypatch.chdir(tmp_path)
    return course


class Shell:
    def __init__(self, **names):
        from aipm import expect

        self.user_ns = {"expect": expect, **names}


def right(x):
    if x < 0:
        raise ValueError
    return 2 * x


def check(monkeypatch, capsys, **names) -> str:
    shown = []
    monkeypatch.setattr(selfcheck, "get_ipython", lambda: Shell(**names))
    monkeypatch.setattr(selfcheck, "display", lambda bundle, raw: shown.append(bundle))
    selfcheck.check("00_start")
    return shown[0]["text/html"] if shown else capsys.readouterr().out


def test_a_right_answer_earns_all_points_and_is_kept(small, monkeypatch, capsys):
    assert "3 of 3 points" in check(monkeypatch, capsys, double=right)
    kept = json.loads((small.root / ".aipm/progress.json").read_text())
    assert kept["00_start"]["points"] == 3


def test_a_wrong_answer_is_told_what_to_look_at(small, monkeypatch, capsys):
    shown = check(monkeypatch, capsys, double=lambda x: 4)
    assert "1 of 3 points" in shown
    assert "too high" in shown


def test_an_answer_that_is_not_there_is_told_without_a_traceback(small, monkeypatch, capsys):
    shown = check(monkeypatch, capsys)
    assert "0 of 3 points" in shown
    assert "NameError: name &#x27;double&#x27; is not defined" in shown


def test_the_best_result_stays(small, monkeypatch, capsys):
    check(monkeypatch, capsys, double=right)
    check(monkeypatch, capsys)
    rows = selfcheck.progress_rows(small.root)
    assert rows[0][:2] == ("00 Start", "3 of 3")


def test_tests_leave_the_learners_names_alone(small):
    namespace = Shell(double=right).user_ns
    before = dict(namespace)
    selfcheck.run(small.root, roadmap.load(small.root).lesson("00"), namespace)
    assert namespace == before


def test_nothing_happens_while_nbgrader_runs_the_notebook(small, monkeypatch, capsys):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    assert check(monkeypatch, capsys, double=right) == ""
    assert not (small.root / ".aipm").exists()


def test_a_course_without_solutions_says_so(small, monkeypatch, capsys):
    shutil.rmtree(small.root / "solutions")
    assert "only your instructor can run the hidden tests" in check(monkeypatch, capsys)
    with pytest.raises(UserError):
        selfcheck.run(small.root, roadmap.load(small.root).lesson("00"), {})


def test_an_unknown_exercise_is_told(small, monkeypatch, capsys):
    monkeypatch.setattr(selfcheck, "get_ipython", lambda: Shell())
    selfcheck.check("77_none")
    assert "there is no lesson '77_none'" in capsys.readouterr().out


def test_a_damaged_record_of_progress_does_not_stop_a_check(small, monkeypatch, capsys):
    (small.root / ".aipm").mkdir()
    (small.root / ".aipm/progress.json").write_text("{broken")
    assert "3 of 3 points" in check(monkeypatch, capsys, double=right)


def test_importing_check_loads_nothing_that_only_checking_needs():
    # Every graded notebook imports it, and does nothing with it.
    code = "import sys, aipm.selfcheck; print(*{'nbformat', 'jsonschema'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
