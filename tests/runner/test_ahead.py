"""What is run once for a class: nobody can tell, and what could be told is run for each."""

import pytest

from aipm import expect
from aipm.casegen.cases import deal
from aipm.expect import _decision
from aipm.runner import Limits, Step
from aipm.runner.ahead import MOST, _Lines
from aipm.runner.standins import Missing

from .answers import HONEST, Trial

#: A class: the first submission has the lines run for itself, the second for all that follow.
CLASS = 3

DEAL = """
from warnings import warn
from aipm.casegen.cases import deal
_RATES = [1, 2]
def _draw(rng):
    return {"x": float(rng.normal())}
def _values(case, rate=2):
    return {"a": _RATES[0] * case["x"], "b": -rate * max(case["x"], -9)}
_cases = deal(_draw, _values, n=4, seed=1, shares=(0, 1))
_naive = {"says a -> section 13.1": lambda case: "a"}
"""


def ahead(source, kind="test", names=None):
    """The names that the first lines of a cell bind among these, and what is kept of it."""
    lines = _Lines({"kind": kind, "source": source}, {} if names is None else names)
    lines.run()
    return dict(lines.begun().bound), lines.begun()


def test_cases_are_dealt_ahead():
    bound, begun = ahead(DEAL)
    assert list(bound) == ["warn", "deal", "_RATES", "_draw", "_values", "_cases", "_naive"]
    assert bound["_cases"] == deal(bound["_draw"], bound["_values"], n=4, seed=1, shares=(0, 1))
    assert begun.holds(DEAL, {})
    assert begun.holds(DEAL, {"max": begun.read["max"]})
    assert not begun.holds(DEAL, {"max": min})
    assert not begun.holds(DEAL + " ", {})


def test_the_authors_rules_are_played_ahead(monkeypatch):
    monkeypatch.setattr(_decision, "_played", [])
    lines = _Lines({"kind": "test", "source": DEAL + PLAY}, {"expect": expect})
    lines.run()
    lines.play({"decide": Missing("decide", "no answer")})
    [(asked, _, floors)] = _decision._played
    assert asked[0] is lines.begun().bound["_cases"]
    assert "says a -> section 13.1" in floors


PLAY = "expect.decision(decide, cases=_cases, values=_values, naive=_naive, captured=0.5)"


def test_a_table_is_loaded_ahead(root, monkeypatch):
    monkeypatch.setenv("AIPM_DATA", str(root / "data"))
    from aipm import data

    source = 'practice = data.load("practice_13_roi")\npractice.head()'
    bound, begun = ahead(source, "setup", {"data": data})
    assert list(bound) == ["practice"]
    assert begun.holds(source, {"data": data})
    assert not begun.holds(source, {"data": object()})


@pytest.mark.parametrize(
    "line",
    [
        "from __future__ import annotations",
        "from math import *",
        "import antigravity",
        "_x = max(1, 2)",
        "_x = (_y := 3)",
        "_x = [n for n in (1, 2)]",
        "_x = lambda n=print(): n",
        "def _f(n=print()): pass",
        "def _f(n: print()): pass",
        "@print\ndef _f(): pass",
        "class _A: pass",
        "_x, _y = 1, 2",
        "_x = _y = 1",
        "_x: int = 1",
        "_x += 1",
        "_x = {**{}}",
        "_x = unknown",
        "_x = table",
        "_x = [table]",
        "_x = made.other",
        "_x = load('practice_13_roi')",
        "_x = deal(lambda rng: {}, made, n=1, seed=1)",
        "_x = deal(draw, reads_table, n=1, seed=1)",
        "_x = deal(draw, in_turn, n=1, seed=1)",
        "_x = deal(draw, binds, n=1, seed=1)",
        "_x = deal(draw, imports, n=1, seed=1)",
        "_x = deal(draw, closes, n=1, seed=1)",
        "print(1)",
    ],
)
def test_what_could_be_told_is_run_for_each(line):
    names = {"table": [1], "load": print, "deal": deal}
    exec(
        "def draw(rng): return {'x': 1.0}\n"
        "def made(case): return {'a': 1.0, 'b': 0.0}\n"
        "def reads_table(case): return {'a': table[0], 'b': 0}\n"
        "def in_turn(case): return reads_table(case)\n"
        "def binds(case):\n    global n\n    n = 1\n    return made(case)\n"
        "def imports(case):\n    import math\n    return made(case)\n"
        "def _outer():\n    n = 1\n    return lambda case: {'a': n, 'b': 0}\n"
        "closes = _outer()",
        names,
    )
    assert ahead(line, names=names)[0] == {}


#: Cells that an author may write, and what could be lost or doubled if more were run ahead.
TRICKY = {
    "a walrus": ["_a = (_b := 3) + 1", "print(f(_b), _a)"],
    "a global": ["def _init():\n    global _n\n    _n = 3\n_ok = _init()", "print(_n)"],
    "luck": [
        "_rng = np.random.default_rng(1)\nprint(_rng.integers(99))",
        "_x = int(_rng.integers(99))\nprint(_x)",
    ],
    "what is changed": ["_seen = []\nf(2)\n_seen.append(1)", "_n = len(_seen)\nprint(_n)"],
    "a registry": [
        "_all = []\ndef _add(g):\n    _all.append(g)\n@_add\ndef _g(): pass\nprint(_all)"
    ],
    "state": ["_old = np.seterr(all='raise')\nprint(_old)", "print(np.geterr())"],
    "a figure": [
        "import matplotlib.pyplot as plt\n_fig = plt.figure()\nprint(plt.get_fignums())",
        "print(plt.get_fignums())",
    ],
    "a generator": [
        "_cases = ((n,) for n in (1, 2))\ndef _double(x):\n    return 2 * x\n"
        "expect.function(f, reference=_double, cases=_cases)"
    ],
    "a thread": [
        "from concurrent.futures import ThreadPoolExecutor\n_p = ThreadPoolExecutor(1)\n"
        "_a = _p.submit(len, [1]).result()\nprint(_a, _p.submit(len, [1, 2]).result())"
    ],
    "annotations": ["from __future__ import annotations\ndef _f(x: Unknown): pass\nprint(_f)"],
    "names": ["_x = sorted(globals())\nprint('f' in _x, 'np' in _x)"],
    "print": ["_x = print('hello')"],
    "an error": ["_x = 1 / 0"],
    "no Python": ["_x = 3 +"],
    "exit": ["_x = exit()"],
    "no end": ["_x = sum(1 for _ in iter(int, 1))"],
    "its end": ["_x = __import__('os')._exit(1)"],
    "a warning": [DEAL.replace("_RATES[0]", "warn('old') or _RATES[0]")],
    "dealt": [DEAL + "print(_cases)", "_cases.append(1)\n_n = len(_cases)\nprint(_n)"],
}


@pytest.mark.parametrize("tests", TRICKY.values(), ids=TRICKY)
def test_each_of_a_class_meets_the_same(boxed, tests):
    trial = Trial(boxed, Limits(cell=1))
    seen = []
    for _ in range(CLASS):
        ran = trial("def f(x):\n    return 2 * x", *tests).ran
        outputs = {cell: str(shown).split(" at 0x")[0] for cell, shown in ran.outputs.items()}
        seen.append((outputs, ran.died))
    assert seen[1:] == seen[:1] * (CLASS - 1)
    assert str(Trial(boxed, Limits())(HONEST.replace("g", "f")).ran.outputs["f-test-1"]) == "[]"


def test_an_answer_that_takes_a_name_has_the_lines_run_anew(trial):
    test = "_top = max\nprint(_top(1, 2))"
    plain = [trial("f = 1", test, names=("f", "max")) for _ in range(CLASS)]
    taken = trial("f = 1\ndef max(a, b):\n    return 'mine'", test, names=("f", "max"))
    assert [outcome.printed("f-test-1") for outcome in plain] == ["2\n"] * CLASS
    assert taken.printed("f-test-1") == "mine\n"


def test_a_set_up_is_the_same_in_each_box(boxed):
    steps = [
        Step("setup", "setup", "from aipm import data\ntable = data.load('practice_13_roi')"),
        Step("f", "answer", "table['x'] = 1\nprint(table.shape)\nf = len", "f", ("f",)),
        Step("f-test", "test", "print(table.shape, f(table))", "f"),
    ]
    told = [boxed.run(steps).outputs for _ in range(CLASS)]
    assert told[1:] == told[:1] * (CLASS - 1)
    rows, columns = eval(told[0]["f"][0]["text"])
    assert told[0]["f-test"][0]["text"] == f"({rows}, {columns - 1}) {rows}\n"


def test_a_message_quotes_a_line_of_a_set_up_and_none_of_a_test(boxed):
    steps = [
        Step("import", "setup", "from aipm import expect"),
        Step("setup", "setup", "def half(x):\n    return 1 / x"),
        Step("f", "answer", "def f(x, g=None):\n    return (g or half)(x)", "f", ("f",)),
        Step("f-test-1", "test", "expect.function(f, reference=lambda x: 0, cases=[(0,)])", "f"),
        Step("f-test-2", "test", TELLS, "f"),
    ]
    for _ in range(CLASS):
        ran = boxed.run(steps)
        quoted, silent = (ran.outputs[f"f-test-{n}"][-1]["evalue"] for n in (1, 2))
        assert "in the line 'return 1 / x'" in quoted
        assert "return secret" not in silent


TELLS = """
def _inner(x):
    return secret / x
expect.function(f, reference=lambda x, g: 0, cases=[(0, _inner)])"""


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
