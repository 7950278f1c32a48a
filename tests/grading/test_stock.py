"""Honest work earns what plain nbgrader gives: the answer banks, and answers as readers write them.

The sample class is compared in ``test_class.py``. Plain nbgrader takes seconds for each submission,
so a sheet of every third bank is compared here, and all of all with ``pytest --whole-bank``.
"""

import shutil
from pathlib import Path

import nbformat
import pytest
import toy
from stock import nbgrader, rows

from aipm.authoring import bank, roadmap
from aipm.grading import Course, grade, set_up

pytestmark = pytest.mark.slow

LESSONS = [lesson.name for lesson in roadmap.load(Path(__file__).resolve().parents[2]).built]
#: Of how many banks one is compared, unless all are asked for.
EVERY = 3

#: One way each to write an answer to the toy's two tasks; both columns go into one submission.
STYLES = {
    "a lambda and a class": (
        "double = lambda x: 2 * x",
        "class Total:\n    def __call__(self, v):\n        return float(sum(v))\ntotal = Total()",
    ),
    "imports and helpers of its own": (
        "import operator\ndef _twice(x):\n    return operator.mul(x, 2)\n"
        "def double(x):\n    return _twice(x)",
        "from functools import partial, reduce\n"
        "total = partial(reduce, lambda a, b: float(a + b), )\n"
        "total = lambda v, f=total: f(v, 0.0)",
    ),
    "NumPy and pandas come back": (
        "import numpy as np\ndef double(x):\n    return np.float64(2 * x)",
        "import pandas as pd\ndef total(v):\n    return pd.Series(v, dtype=float).sum()",
    ),
    "a number in another coat": (
        "from fractions import Fraction\ndef double(x):\n    return Fraction(2 * x)",
        "from decimal import Decimal\ndef total(v):\n    return Decimal(str(sum(v)))",
    ),
    "arrays where numbers are wanted": (
        "import numpy as np\ndef double(x):\n    return np.array(2 * x)",
        "import numpy as np\ndef total(v):\n    return np.array([float(sum(v))])",
    ),
    "text where numbers are wanted": (
        "def double(x):\n    return str(2 * x)",
        "def total(v):\n    return float('nan') if not v else sum(v)",
    ),
    "prints what it does": (
        "def double(x):\n    print('doubling', x)\n    return 2 * x\nprint(double(3))",
        "import sys\ndef total(v):\n    print(len(v), file=sys.stderr)\n    return float(sum(v))",
    ),
    "warns": (
        "import warnings\ndef double(x):\n    warnings.warn('beware')\n    return 2 * x",
        "import numpy as np\ndef total(v):\n    return float(np.mean(v) * len(v))",
    ),
    "changes what it is given": (
        "def double(x, log=[]):\n    log.append(x)\n    log *= 2\n    return 2 * x",
        "def total(v):\n    s = 0.0\n    while v:\n        s += v.pop()\n    return s",
    ),
    "one task needs the other": (
        "def double(x):\n    return x + x",
        "def total(v):\n    return sum(double(x) for x in v) / 2.0",
    ),
    "replaces what the set-up made": (
        "expect = None\ndef double(x):\n    return 2 * x",
        "sum = lambda v: 1\ndef total(v):\n    return float(sum(v))",
    ),
    "half written": (
        "def double(x):\n    raise NotImplementedError()",
        "def total(v):\n    pass",
    ),
    "a syntax error": ("def double(x)\n    return 2 * x", "def total(v):\nreturn sum(v)"),
    "another name": ("def doubel(x):\n    return 2 * x", "total_ = sum"),
    "an error in some cases": (
        "def double(x):\n    if x < 0:\n        raise ValueError('negative')\n    return 2 * x",
        "def total(v):\n    return v[0] + total(v[1:])",
    ),
    "another number of arguments": (
        "def double():\n    return 2",
        "def total(*v):\n    return float(sum(v))",
    ),
    "no function": ("double = 2", "total = [0.0, 3.5]"),
    "magics and displays": (
        "%matplotlib inline\ndef double(x):\n    return 2 * x\ndouble(2)",
        "%%capture shown\ndef total(v):\n    return float(sum(v))\nprint(total([1]))",
    ),
    "a generator": (
        "def double(x):\n    yield 2 * x",
        "def total(v):\n    yield from v",
    ),
    "asks the clock and chance": (
        "import random, time\ndef double(x):\n    time.sleep(0.01)\n    return 2 * x",
        "import random\ndef total(v):\n    v = list(v)\n    random.shuffle(v)\n"
        "    return float(sum(v))",
    ),
    "types and documentation": (
        'def double(x: float) -> float:\n    """Double."""\n    return 2 * x',
        "async def total(v):\n    return float(sum(v))",
    ),
    "asks the keyboard": (
        "def double(x):\n    return 2 * x",
        "n = input('how many? ')\ntotal = sum",
    ),
    "exits": (
        "def double(x):\n    return 2 * x",
        "def total(v):\n    return float(sum(v))\nimport sys\nsys.exit(0)",
    ),
    "exits when called": ("def double(x):\n    raise SystemExit", "def total(v):\n    sys.exit(1)"),
    "nothing at all": ("", "# to do"),
    "large numbers": (
        "def double(x):\n    return 2 * x * 10**400 / 10**400 if x else 0",
        "def total(v):\n    return float(sum(v)) + 1e-13",
    ),
}

#: Where we mean to differ, and why.
DIFFERS = {
    "replaces what the set-up made": "the tests have names of their own: an answer that overwrites "
    "`expect` costs its owner nothing here, and all later points in plain nbgrader",
}


@pytest.fixture(scope="module")
def styles(tmp_path_factory, new_course, released) -> tuple[dict, dict]:
    """What plain nbgrader and we give for each style."""
    submissions = {}
    for number, (double, total) in enumerate(STYLES.values()):
        answers = {"double": double, "total": total, "brief": "We buy it."}
        submissions[f"s{number:02}"] = toy.fill(released, **answers)
    return _both(
        new_course(tmp_path_factory.mktemp("ours")),
        new_course(tmp_path_factory.mktemp("plain")),
        toy.LESSON,
        toy.NAME,
        submissions,
    )


@pytest.mark.parametrize("name", STYLES)
def test_answers_as_readers_write_them(styles, name):
    student = f"s{list(STYLES).index(name):02}"
    ours, plain = styles[0][student], styles[1][student]
    assert (ours == plain) == (name not in DIFFERS)


def pytest_generate_tests(metafunc):
    if "lesson" in metafunc.fixturenames:
        whole = metafunc.config.getoption("--whole-bank")
        metafunc.parametrize("lesson", LESSONS if whole else LESSONS[::EVERY])


def test_the_answers_of_the_bank(root, lesson, tmp_path, pytestconfig):
    entry = roadmap.load(root).lesson(lesson)
    sheets = bank._sheets(bank.read(root, entry))
    if not pytestconfig.getoption("--whole-bank"):
        sheets = [sheets[len(sheets) // 2]]
    folders = []
    for side in ("ours", "plain"):
        course = set_up(tmp_path / side, root, lesson)
        course.release(lesson)
        shutil.copytree(root / "data", course.root / "data")
        folders.append(course.root)
    name = course.notebook(lesson)
    blank = nbformat.read(course.folder("release", lesson) / f"{name}.ipynb", as_version=4)
    submissions = {
        f"s{number:02}": toy.fill(blank, **{answer.task: answer.source for answer in sheet})
        for number, sheet in enumerate(sheets)
    }
    ours, plain = _both(*folders, lesson, name, submissions)
    assert ours == plain


def _both(ours: Path, plain: Path, lesson: str, name: str, submissions: dict) -> tuple[dict, dict]:
    """Grade the same submissions in both ways; return what the gradebooks hold."""
    for folder in (ours, plain):
        for student, notebook in submissions.items():
            target = Course(folder).folder("submitted", lesson, student)
            target.mkdir(parents=True)
            nbformat.write(notebook, target / f"{name}.ipynb")
    grade(ours, lesson, boxed=True, write_feedback=False)
    run = nbgrader(plain)
    run("generate_assignment", lesson, "--force")
    run("autograde", lesson)
    return rows(ours, lesson), rows(plain, lesson)
