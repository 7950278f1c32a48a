"""The wall: values go over, messages are the same, a crash costs its own task."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from aipm.exercise import Exercise
from aipm.runner import Limits, Runner, RunnerError, Step, supervisor

from .answers import DOUBLES, Trial

RIGHT = "def f(x):\n    return 2 * x"


def steps_of(path: Path) -> list[Step]:
    exercise = Exercise.read(path)
    return [
        Step(
            cell.id,
            cell.kind if cell.kind in ("answer", "test") else "setup",
            cell.source,
            cell.task,
            exercise.names.get(cell.id, ()),
        )
        for cell in exercise.cells
        if cell.is_code and cell.kind != "check"
    ]


@pytest.mark.parametrize("kind", ["boxed", "unboxed"])
def test_model_solutions_pass_all_tests(root, kind, request):
    runner = request.getfixturevalue(kind)
    for path in sorted((root / "solutions").rglob("*.ipynb")):
        ran = runner.run(steps_of(path))
        errors = {
            cell: outputs
            for cell, outputs in ran.outputs.items()
            if any(o["output_type"] == "error" or o.get("name") == "stderr" for o in outputs)
        }
        assert errors == {}, path.name
        assert ran.died == {}


def test_a_right_answer_passes_and_a_wrong_one_is_told_why(trial):
    assert trial(RIGHT).passed == {"f-test-1", "g-test-1"}
    wrong = trial("def f(x):\n    return 3 * x")
    assert wrong.passed == {"g-test-1"}
    assert wrong.message("f-test-1").startswith("Unmet: f(1): your answer is about 50 % too high")


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (
            "def f(x):\n    raise ValueError(f'no {x}')",
            "f(1): it stopped with ValueError: no 1 (in the line 'raise ValueError(f'no {x}')').",
        ),
        ("def f(x):\n    return {}[x]", "it stopped with KeyError: 1 (in the line 'return {}[x]')"),
        ("def f(x):\n    raise NotImplementedError()", "f is not written yet"),
        ("class Odd(ValueError): pass\ndef f(x):\n    raise Odd('o')", "it stopped with Odd: o"),
        ("f = 3", "A function is wanted here, but this is 3."),
        ("pass", "NameError: name 'f' is not defined"),
        ("def f(x:", "NameError: name 'f' is not defined"),
        ("def f(x):\n    exit()", "it stopped with SystemExit"),
        ("def f(x):\n    while True: pass", "no result within 5 seconds"),
        (
            "def f(x):\n    return object()",
            "your answer is an object of type object (<object object at",
        ),
        ("import sys\ndef f(x):\n    return sys", "your answer is an object of type module"),
        ("def f(x):\n    return [[]] * 9_000_000", "the answer is a value with too many items"),
    ],
)
def test_an_answer_that_fails_says_what_it_would_say_in_one_process(trial, answer, message):
    outcome = trial(answer)
    assert message in outcome.message("f-test-1")
    assert "g-test-1" in outcome.passed


def test_an_error_that_a_test_wants_is_known_by_its_kind(trial):
    test = """
def _f(x):
    if x < 0:
        raise ValueError
    return x
expect.function(f, reference=_f, cases=[(-1,), (2,)])"""
    answer = "class Below(ValueError): pass\ndef f(x):\n    if x < 0: raise Below(x)\n    return x"
    assert "f-test-1" in trial(answer, test).passed
    assert (
        "f-test-1" in trial(answer.replace("Below(x)", "__import__('json').loads('')"), test).passed
    )
    assert "a ValueError is wanted" in trial("def f(x):\n    return x", test).message("f-test-1")


def test_what_an_answer_prints_and_warns_is_shown_where_it_is_called(trial):
    answer = (
        "import sys, warnings\ndef f(x):\n    print('hi', x)\n    print('ho', file=sys.stderr)\n"
        "    warnings.warn('old')\n    return x"
    )
    outcome = trial(answer, "assert f(3) == 3", "expect.function(f, reference=f, cases=[(1,)])")
    assert outcome.printed("f-test-1") == "hi 3\n"
    assert "UserWarning: old" in outcome.printed("f-test-1", "stderr")
    assert outcome.printed("f-test-2") == outcome.printed("f-test-2", "stderr") == ""
    assert "f-test-1" not in outcome.passed  # as in nbgrader, a warning costs the points
    assert "f-test-2" in outcome.passed


def test_arguments_that_an_answer_changes_are_changed_for_the_test(trial):
    answer = "def f(x, y):\n    x.append(1)\n    y['a'] = 2\n    return x"
    test = "_x, _y = [], {}\nassert f(_x, _y) == [1] and _x == [1] and _y == {'a': 2}"
    assert "f-test-1" in trial(answer, test).passed
    guarded = "expect.function(f, reference=lambda x: [*x, 1], cases=[([0],)])"
    assert "changed its arguments" in trial(
        "def f(x):\n    x.append(1)\n    return x", guarded
    ).message("f-test-1")
    rng = "_r, _s = map(np.random.default_rng, (1, 1))\nf(_r)\nassert _r.random() != _s.random()"
    assert "f-test-1" in trial("def f(rng):\n    return rng.random()", rng).passed


@pytest.mark.parametrize(
    "change", ["x.shape = (3, 1)", "x[0] = 7", "x.dtype = 'i8'"], ids=["shape", "item", "dtype"]
)
def test_an_array_that_an_answer_changes_in_place_is_told(trial, change):
    test = "expect.function(f, reference=lambda x: 1, cases=[(np.array([1.0, 2.0, 3.0]),)])"
    answer = f"def f(x):\n    {change}\n    return 1"
    assert "changed its arguments" in trial(answer, test).message("f-test-1")


def test_too_many_plain_items_do_not_cross(trial):
    outcome = trial("def f(x):\n    return [None] * 1_100_000", "f(1)")
    assert "a value with too many items" in outcome.message("f-test-1")


def test_functions_go_over_in_both_directions(trial):
    answer = "def f(g):\n    return lambda x: g(x) + 1"
    test = "assert f(lambda x: 10 * x)(4) == 41"
    # The closure outlives the call that lent it the test's function.
    assert "f-test-1" not in trial(answer, test).passed
    assert (
        "f-test-1"
        in trial("def f(g):\n    return g(4) + 1", "assert f(lambda x: 10 * x) == 41").passed
    )
    assert (
        "f-test-1" in trial("def f(n):\n    return lambda x: x + n", "assert f(1)(2) == 3").passed
    )
    both = "assert f(lambda h: h(5), lambda x: x) == 5"
    assert "f-test-1" in trial("def f(g, h):\n    return g(h)", both).passed
    failing = "def _no(x):\n    raise KeyError(x)\nassert f(_no) == 'caught'"
    caught = "def f(g):\n    try:\n        g(1)\n    except KeyError:\n        return 'caught'"
    assert "f-test-1" in trial(caught, failing).passed


def test_objects_without_a_form_answer_through_their_attributes(trial):
    answer = """
class K:
    def __init__(self, n): self.n = n
    def add(self, x): return self.n + x
def f(x): return K(x)"""
    test = "_k = f(3)\nassert _k.n == 3 and _k.add(4) == 7\nassert type(_k).__name__ == 'K'"
    assert "f-test-1" in trial(answer, test).passed
    assert (
        "f-test-1"
        in trial("class f:\n    def __init__(self, x): self.x = x", "assert f(2).x == 2").passed
    )
    numbers = "def f(x):\n    yield x\n    yield 2 * x"
    assert "f-test-1" in trial(numbers, "assert list(f(2)) == [2, 4]").passed
    wanted = "expect.function(f, reference=lambda x: [x, 2 * x], cases=[(3,)])"
    assert "f-test-1" in trial(numbers, wanted).passed


def test_values_and_several_names_are_bound(trial):
    answer = "a = pd.DataFrame({'x': [1, 2]})\nb, c = 1, 'two'"
    test = "assert a['x'].sum() == 3 and (b, c) == (1, 'two')"
    assert "f-test-1" in trial(answer, test, names=("a", "b", "c")).passed
    assert "cannot be marked" in trial("f = [0] * 2_000_000", "f[0]").message("f-test-1")


def test_a_name_that_the_model_does_not_define_is_not_bound(trial):
    outcome = trial(
        "expect = len = None\n" + RIGHT, "assert len('ab') == 2\n" + DOUBLES.format(name="f")
    )
    assert "f-test-1" in outcome.passed


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ("import os\nos._exit(3)", "its process ended by itself (exit status 3)"),
        ("import os\ndef f(x):\n    os._exit(0)", "its process ended by itself (exit status 0)"),
        ("import ctypes\nctypes.string_at(0)", "its process was ended by SIGSEGV"),
        (RIGHT + "\nwhile True: pass", "it took too long"),
        ("def f(x):\n    a = bytearray(2_500_000_000)\n    return len(a)", "MB of memory"),
    ],
)
def test_a_crash_costs_its_own_task(trial, answer, why):
    outcome = trial(answer, DOUBLES.format(name="f"), "f(1)")
    assert outcome.passed == {"g-test-1"}
    assert why in outcome.ran.died["f"]
    assert (
        f"NotRun: Your answer was not run to its end: {outcome.ran.died['f']}"
        in outcome.message("f-test-2")
    )


def test_a_stubborn_call_is_stopped_and_told(trial):
    answer = """
def f(x):
    while True:
        try:
            while True: pass
        except BaseException: pass"""
    outcome = trial(answer)
    assert "no result within 5 seconds" in outcome.message("f-test-1")
    assert outcome.passed == {"g-test-1"}


def test_a_call_that_sleeps_is_stopped_too(trial):
    start = time.monotonic()
    outcome = trial("import time\ndef f(x):\n    time.sleep(900)", "f(1)")
    assert outcome.passed == {"g-test-1"}
    assert "stopped after 3 seconds" in outcome.message("f-test-1")
    assert time.monotonic() - start < 60


def test_all_work_of_a_submission_is_bounded(boxed):
    trial = Trial(boxed, Limits(cell=2, notebook=3))
    outcome = trial("import time\ndef f(x):\n    time.sleep(1.9)\n    return 2 * x", *["f(1)"] * 6)
    assert "f-test-1" in outcome.passed
    assert "f-test-6" not in outcome.passed
    assert "notebook took over 3 seconds" in outcome.ran.died["f"]


def test_a_test_that_ends_its_own_process_costs_its_task(trial):
    outcome = trial(RIGHT, "import os\nos._exit(1)", DOUBLES.format(name="f"))
    assert outcome.passed == {"g-test-1"}
    assert outcome.ran.died["f"] == "its test could not be brought to an end"


def test_results_are_told_as_they_come(boxed):
    seen = []
    steps = [Step("f", "answer", RIGHT, "f", ("f",)), Step("f-test", "test", "f(1)\nf(2)", "f")]
    boxed.run(steps, told=lambda cell, outputs: seen.append((cell, outputs)))
    assert seen == [
        ("f", []),
        (
            "f-test",
            [
                {
                    "output_type": "execute_result",
                    "data": {"text/plain": "4"},
                    "metadata": {},
                    "execution_count": 2,
                }
            ],
        ),
    ]


def test_stop_early_leaves_out_what_would_only_fail_again(boxed):
    steps = [
        Step("f", "answer", "f = 1", "f", ("f",)),
        Step("f-test-1", "test", "1 / 0", "f"),
        Step("f-test-2", "test", "2 / 0", "f"),
        Step("g", "answer", "g = 1", "g", ("g",)),
        Step("g-test-1", "test", "assert g == 1", "g"),
    ]
    assert set(boxed.run(steps, stop_early=True).outputs) == {"f", "f-test-1", "g", "g-test-1"}


def test_servers_that_were_ended_are_started_again(root):
    with Runner(root / "data", boxed=True) as runner:
        for number in (0, 1):
            os.kill(runner._servers[number].pid, signal.SIGKILL)
            runner._servers[number].wait()
            assert Trial(runner, Limits())(RIGHT).passed == {"f-test-1", "g-test-1"}


def test_a_server_that_ends_before_it_is_ready_is_told_and_started_again(root):
    with contextlib.closing(Runner(root / "data", boxed=False)) as runner:
        runner.begin()
        runner._servers[1].kill()
        runner._servers[1].wait()
        with pytest.raises(RunnerError, match="did not start"):
            runner.start()
        assert Trial(runner, Limits())(RIGHT).passed == {"f-test-1", "g-test-1"}


def test_nothing_is_left_when_the_runner_is_killed(root, tmp_path):
    script = f"""
import os, time
from pathlib import Path
from aipm.runner import *
r = Runner(Path({str(root / "data")!r}), boxed=True)
r.start()
print(*(s.pid for s in r._servers), flush=True)
r.run([Step('f', 'answer', 'import time\\ntime.sleep(100)', 'f', ('f',))])
"""
    process = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    servers = process.stdout.readline().split()
    time.sleep(1)
    process.kill()
    process.wait()
    process.stdout.close()
    deadline = time.monotonic() + 15
    while any(Path("/proc", pid).exists() for pid in servers) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert [pid for pid in servers if Path("/proc", pid).exists()] == []


def test_where_there_is_no_bubblewrap_it_says_so_once_and_gives_the_same_points(root, monkeypatch):
    monkeypatch.setattr(supervisor.shutil, "which", lambda name: None)
    with Runner(root / "data") as runner:
        assert not runner.boxed
        assert "bubblewrap is not installed" in runner.notice
        assert Trial(runner, Limits())(RIGHT).passed == {"f-test-1", "g-test-1"}
    with pytest.raises(RunnerError, match="no box can be made here"):
        Runner(root / "data", boxed=True).start()
