"""The first lines of set-ups and tests are run once for a class, and nobody can tell."""

import time

import pytest

from aipm.runner import Limits, Step
from aipm.runner.ahead import MOST

from .answers import HONEST, Trial

#: A class: the first submission has the lines run for itself, the second for all that follow.
CLASS = 4
TELLS = """
def _inner(x):
    return secret / x
expect.function(f, reference=lambda x, g: 0, cases=[(0, _inner)])"""


def printed(trial, answer, test):
    """What the test prints to each of a class."""
    return [trial(answer, test).printed("f-test-1") for _ in range(CLASS)]


def test_first_lines_run_once_for_a_class(trial):
    test = "import time\n_when = time.monotonic_ns()\nprint(_when, f(2))"
    first, *others = printed(trial, HONEST.replace("g", "f"), test)
    assert first not in others
    assert len(set(others)) == 1


def test_other_lines_run_for_each_submission(trial):
    test = "import time\nprint(time.monotonic_ns())\n_late = 1"
    assert len(set(printed(trial, "f = 1", test))) == CLASS


@pytest.mark.parametrize(
    ("answer", "names"),
    [("def _reference(x):\n    return x", ("f", "_reference")), ("max = min", ("f", "max"))],
)
def test_an_answer_that_takes_a_name_has_the_lines_run_anew(trial, answer, names):
    test = (
        "import time\n_when = time.monotonic_ns()\n_most = lambda: max(1, 2)\n"
        "def _ask():\n    return _reference(3)\nprint(_when)"
    )
    trial(f"f = 1\n{answer}", test, names=names)
    seen = [trial("f = 1", test, names=names).printed("f-test-1") for _ in range(2)]
    assert seen[0] == seen[1]
    taken = [trial(f"f = 1\n{answer}", test, names=names).printed("f-test-1") for _ in range(2)]
    assert len({*seen, *taken}) == 3


def test_what_a_submission_does_to_what_was_bound_is_its_own(trial):
    test = (
        "import numpy as np\n_rng = np.random.default_rng(3)\n_seen = []\n"
        "f(_seen.append)\n_seen.append(int(_rng.integers(10**9)))\nprint(_seen)"
    )
    told = printed(trial, "def f(tell):\n    tell('x')", test)
    assert len(set(told)) == 1
    assert told[0].startswith("['x', ")


def test_lines_that_fail_or_never_end_are_told_as_ever(boxed):
    trial = Trial(boxed, Limits(cell=1))
    for test, why in (
        ("_x = 1 / 0", "ZeroDivisionError"),
        ("_x = print.nothing", "AttributeError"),
        ("_x = 3 +", "SyntaxError"),
        ("_x = exit()", "SystemExit"),
        ("_x = sum(1 for _ in iter(int, 1))", "stopped after 1 seconds"),
    ):
        begun = time.monotonic()
        said = {trial("f = 1", test).message("f-test-1") for _ in range(3)}
        assert len(said) == 1
        assert why in said.pop()
        assert time.monotonic() - begun < 60
        assert "g-test-1" in trial("f = 1", test).passed


def test_lines_that_end_their_process_cost_their_task_alone(trial):
    for _ in range(3):
        outcome = trial("f = 1", "_x = __import__('os')._exit(1)")
        assert outcome.passed == {"g-test-1"}
        assert list(outcome.ran.died) == ["f"]


def test_a_set_up_is_the_same_in_each_box(boxed):
    setup = "import time\nwhen = time.monotonic_ns()\ntable = [1, 2]"
    steps = [
        Step("setup", "setup", setup),
        Step("f", "answer", "table.append(3)\nprint(when, table)\nf = len", "f", ("f",)),
        Step("f-test", "test", "print(f(table))", "f"),
    ]
    rans = [boxed.run(steps) for _ in range(CLASS)]
    first, *others = [ran.outputs["f"][0]["text"] for ran in rans]
    assert first not in others
    assert len(set(others)) == 1
    assert others[0].endswith("[1, 2, 3]\n")
    assert {ran.outputs["f-test"][0]["text"] for ran in rans} == {"2\n"}


def test_a_message_quotes_a_line_of_a_set_up_and_none_of_a_test(boxed):
    steps = [
        Step("setup", "setup", "def half(x):\n    return 1 / x"),
        Step("f", "answer", "def f(x, g=None):\n    return (g or half)(x)", "f", ("f",)),
        Step("f-test-1", "test", "expect.function(f, reference=lambda x: 0, cases=[(0,)])", "f"),
        Step("f-test-2", "test", TELLS, "f"),
    ]
    steps.insert(0, Step("import", "setup", "from aipm import expect"))
    for _ in range(CLASS):
        ran = boxed.run(steps)
        quoted, silent = (ran.outputs[f"f-test-{n}"][-1]["evalue"] for n in (1, 2))
        assert "in the line 'return 1 / x'" in quoted
        assert "return secret" not in silent


def test_only_expect_is_called_without_an_answer(trial):
    test = "_seen = []\ndef _look(x):\n    _seen.append(x)\n    print(_seen)\n_look(3)"
    assert set(printed(trial, "f = 1", test)) == {"[3]\n"}


def test_a_crash_has_the_set_up_in_its_fresh_box(boxed):
    steps = [
        Step("setup", "setup", "when = [4]"),
        Step("f", "answer", "import os\ndef f(x):\n    os._exit(1)", "f", ("f",)),
        Step("f-test", "test", "f(1)", "f"),
        Step("g", "answer", "def g(x):\n    return when", "g", ("g",)),
        Step("g-test", "test", "assert g(1) == [4]", "g"),
    ]
    for _ in range(CLASS):
        ran = boxed.run(steps)
        assert ran.outputs["g-test"] == []
        assert list(ran.died) == ["f"]


def test_many_exercises_in_turn(boxed):
    trial = Trial(boxed, Limits())
    for _ in range(3):
        for number in range(MOST + 2):
            test = f"_add = {number}\nassert f(2) == 2 + _add"
            assert "f-test-1" in trial(f"def f(x):\n    return x + {number}", test).passed
