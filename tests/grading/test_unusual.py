"""What an answer uses that no task needs is told; what a task may need is not."""

from pathlib import Path

import pytest

from aipm.authoring import bank, roadmap
from aipm.grading import unusual


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("import os", ["os"]),
        ("import numpy as np\nnp.isclose = max", ["np.isclose = ..."]),
        ("from aipm.expect import _compare as c\nc.difference = None", ["c.difference = ..."]),
        ("class A(float):\n    def __eq__(self, other): return True", ["__eq__"]),
        ("x = getattr(f, '__globals__')", ["__globals__"]),
        ("().__class__.__subclasses__()", ["__subclasses__", "__class__"]),
        ("!cat /etc/passwd", ["!cat"]),
        ("%run other.ipynb", ["%run"]),
        ("expect = None", ["a name expect of its own"]),
        ("import builtins as b, sys\nb.abs = sys.exit", ["builtins", "sys", "b.abs = ..."]),
        ("eval('1')\neval('2')", ["eval"]),
    ],
)
def test_what_no_task_needs_is_named_once(source, names):
    assert unusual.names(source) == names


@pytest.mark.parametrize(
    "source",
    [
        "import math, statistics\nfrom collections import Counter\nx = 1 % 2",
        "%matplotlib inline",
        "import pandas as pd\ntable = pd.DataFrame()\ntable.index = []",
        "def __init__(self): pass",
        "def f(:",
        "",
    ],
)
def test_what_a_task_may_need_is_not(source):
    assert unusual.names(source) == []


def test_no_answer_of_the_bank_is_unusual(root: Path):
    index = roadmap.load(root)
    told = {
        answer.source: unusual.names(answer.source)
        for lesson in index.built
        for answer in bank.read(root, lesson)
    }
    assert len(told) > 500
    assert [source for source, names in told.items() if names] == []
