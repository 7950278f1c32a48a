"""A system where nothing can be forked, as Windows: graded all the same, and said to be unboxed."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import toy
from stock import rows

from aipm.grading import grade

LACKING = Path(__file__).with_name("windows")
STUDENTS = {
    "ann": {**toy.RIGHT, "double": "def double(x):\n    return x + 2"},
    "ben": {**toy.RIGHT, "total": "import os\nos._exit(1)"},
}
SCRIPT = """
import json, sys, threading
from pathlib import Path
from aipm.grading import grade
import aipm.cli, aipm.selfcheck
result = grade(Path(sys.argv[1]), sys.argv[2])
print(json.dumps([result.notices, {s.id: [f.text for f in s.findings] for s in result.students}]))
"""


@pytest.mark.slow
def test_a_class_is_graded_alike_and_told_that_it_ran_unboxed(
    toy_course, released, new_course, tmp_path
):
    boxed = new_course(tmp_path / "boxed")
    for folder in (boxed, toy_course):
        toy.submit(folder, released, STUDENTS)
    calm = grade(boxed, toy.LESSON, boxed=True)
    ran = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(toy_course), toy.LESSON],
        env=os.environ | {"PYTHONPATH": str(LACKING)},
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stderr
    notices, findings = json.loads(ran.stdout.splitlines()[-1])
    assert [n for n in notices if "without a box" in n and "boxes need Linux" in n] == notices
    assert len(notices) == 1
    assert rows(toy_course, toy.LESSON) == rows(boxed, toy.LESSON)
    assert findings == {s.id: [f.text for f in s.findings] for s in calm.students}
