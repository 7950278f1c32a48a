"""Visible code uses what was taught; what it uses beyond is named with its cell."""

from dataclasses import replace

import nbformat
import pytest

from aipm.authoring import python, roadmap

from .conftest import ROADMAP, code
from .test_skeleton import hidden

SETUP = """import numpy as np
from scipy.stats import triang
from aipm import data
from aipm.plotting import show"""


def uses(source, *more):
    nb = nbformat.v4.new_notebook(cells=[code("setup", SETUP), *more, code("cell", source)])
    return dict(python.by_cell(nb))["cell"]


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("late = 8\nlate", set()),
        ("print(f'{1:.1f}')", {"print()", "f-string"}),
        ("a, b = 1, 2", {"unpacking", "tuple"}),
        ("x = t[1:3]", {"slice"}),
        (
            "x = {k: v for k, v in {}.items()}",
            {"dict comprehension", "unpacking", "dictionary", ".items"},
        ),
        ("x = [n for n in [1] if n > 2]", {"list comprehension", "list"}),
        ("for n in [1]:\n    n += 1", {"for loop", "list", "augmented assignment"}),
        ("f = lambda x: x if x else 0", {"lambda", "conditional expression"}),
        ("def f(x, y=1):\n    return x", {"function", "default argument", "return"}),
        ("f(*a, **b)", {"star argument", "f()", "a()", "b()"}),
        ("raise ValueError('x')", {"raise", "ValueError()"}),
        ("try:\n    1\nexcept KeyError as e:\n    e", {"try", "KeyError()"}),
        ("with open('x') as f:\n    f", {"with", "open()"}),
        ("while not done:\n    break", {"while loop", "not", "break", "done()"}),
        ("x = 1 < n <= 3 and n in m", {"chained comparison", "and", "in", "n()", "m()"}),
        ("x = t[(t.a > 1) & ~t.b]", {"&", "~", ".a", ".b", "t()"}),
        (
            "x = np.maximum(1, 2) @ np.random.default_rng(1).normal()",
            {"np.maximum()", "np.random.default_rng()", ".normal", "@"},
        ),
        ("triang(1).rvs()", {"triang()", ".rvs"}),
        ("x = data.load('t').groupby('a').mean()", {".groupby", ".mean"}),
        ("(n := 2)", {"walrus"}),
        ("x = 2 ** 3 % 5 // 2", {"**", "%", "//"}),
        ("show(fig, alt='x')", {"fig()"}),
    ],
)
def test_constructs_functions_and_methods_are_named(source, names):
    found = uses(source)
    if "t[1:3]" in source or "t[(" in source:
        found -= {"t()"}
        names = names - {"t()"}
    assert found == names


def test_the_lessons_own_names_need_no_entry():
    assert (
        uses("x = late(3) + limit", hidden("h", "def late(n):\n    return n\nlimit = 2")) == set()
    )


def lesson_and_course(*names, taught=("print()",)):
    index = roadmap._lesson(ROADMAP["lessons"][0])
    first = replace(index, python=taught)
    later = replace(index, id="13", warm_up=False, python=names)
    course = roadmap.Roadmap("", "", (), {}, (first, later))
    return course, later


def review(source, *names, taught=("print()",)):
    course, lesson = lesson_and_course(*names, taught=taught)
    nb = nbformat.v4.new_notebook(cells=[code("setup", SETUP), code("cell", source)])
    return python.problems(course, lesson, nb)


def test_what_was_taught_or_is_listed_passes():
    assert review("print(np.maximum(1, 2))", "np.maximum()") == []


def test_what_is_beyond_is_named_with_its_cell():
    (found,) = review("print(np.maximum(1, 2))")
    assert "cell cell: 'np.maximum()' was not taught" in found


def test_what_is_listed_in_vain_is_named():
    (found,) = review("print(1)", "lambda")
    assert "'lambda' is listed under 'python', but no visible cell uses it" in found


def test_what_lesson_00_teaches_is_not_listed_again():
    (found,) = review("print(1)", "print()")
    assert "'print()' is listed under 'python', but lesson 00 teaches it" in found


def test_folded_code_and_the_setup_may_use_anything():
    course, lesson = lesson_and_course()
    cells = [code("setup", SETUP), hidden("h", "# Figure\nf = lambda: [*range(3)]")]
    assert python.problems(course, lesson, nbformat.v4.new_notebook(cells=cells)) == []
