"""A run that is killed at any moment goes on where it was; nothing is lost or graded twice."""

import contextlib
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest
import toy
from nbgrader.preprocessors import AssignLatePenalties
from stock import rows

from aipm.grading import grade, ledger, record

STUDENTS = {
    "ann": toy.RIGHT,
    "ben": {**toy.RIGHT, "double": "def double(x):\n    return x + 2"},
    "cat": {**toy.RIGHT, "total": "import os\nos._exit(1)"},
    "dan": {},
    "eve": {**toy.RIGHT, "total": "def total(v):\n    return sum(v) + 1"},
}
KILLS = 20


def test_what_is_recorded_is_not_recorded_again(toy_course, released, monkeypatch):
    toy.submit(toy_course, released, STUDENTS)
    recorded = []
    autograde = record.autograde
    monkeypatch.setattr(record, "autograde", lambda *a: (recorded.append(a[2]), autograde(*a)))
    first = grade(toy_course, toy.LESSON)
    assert recorded and set(recorded) == set(STUDENTS)
    recorded.clear()
    assert grade(toy_course, toy.LESSON) == first
    assert recorded == []
    path = toy_course / "submitted" / "dan" / toy.LESSON / f"{toy.NAME}.ipynb"
    nbformat.write(toy.fill(released, **toy.RIGHT), path)
    again = grade(toy_course, toy.LESSON)
    assert recorded == ["dan"]
    assert next(s for s in again.students if s.id == "dan").score == 5


def test_an_entry_of_another_key_or_in_pieces_counts_for_nothing(tmp_path):
    book = ledger.Ledger(tmp_path, "x")
    assert book.entry("a") == {}
    book.keep("a", {"key": "1"})
    assert book.entry("a") == {"key": "1"}
    (path,) = (tmp_path / ledger.FOLDER / "x").iterdir()
    path.write_text('{"key": ')
    assert book.entry("a") == {}
    assert ledger.key(["a", "b"]) != ledger.key(["ab"]) != ledger.key(["ab", None])


def test_an_earlier_grade_does_not_stand_where_a_new_one_cannot_be_recorded(
    toy_course, released, monkeypatch
):
    toy.submit(toy_course, released, {"ann": toy.RIGHT})
    assert grade(toy_course, toy.LESSON).students[0].score == 5
    path = toy_course / "submitted" / "ann" / toy.LESSON / f"{toy.NAME}.ipynb"
    half = {**toy.RIGHT, "total": "def total(values):\n    return 0"}
    nbformat.write(toy.fill(released, **half), path)

    def fails(*_):
        raise RuntimeError

    with monkeypatch.context() as spoilt:
        spoilt.setattr(AssignLatePenalties, "preprocess", fails)  # after all scores
        [ann] = grade(toy_course, toy.LESSON).students
    assert "not recorded" in [finding.kind for finding in ann.findings]
    assert (ann.score, ann.graded) == (0, False)
    assert grade(toy_course, toy.LESSON).students[0].score == 3


def test_a_gradebook_that_another_program_writes_to_is_told_and_kept(toy_course, released):
    toy.submit(toy_course, released, {"ann": toy.RIGHT})
    grade(toy_course, toy.LESSON)
    before = rows(toy_course, toy.LESSON)
    path = toy_course / "submitted" / "ann" / toy.LESSON / f"{toy.NAME}.ipynb"
    nbformat.write(toy.fill(released), path)
    with contextlib.closing(sqlite3.connect(toy_course / "gradebook.db")) as other:
        other.execute("BEGIN IMMEDIATE")
        [ann] = grade(toy_course, toy.LESSON).students
        other.rollback()
    assert "another program is writing to the gradebook" in ann.findings[-1].text
    assert rows(toy_course, toy.LESSON) == before
    assert grade(toy_course, toy.LESSON).students[0].score == 0


@pytest.mark.parametrize("moment", ["read", "record"])
def test_an_interrupted_run_leaves_nothing_alive(toy_course, released, tmp_path, moment):
    toy.submit(toy_course, released, {f"s{n}": toy.RIGHT for n in range(12)})
    script = f"""
import gc, os, signal, sys
from pathlib import Path
from aipm.grading import grade
def told(stage, done, total):
    if (stage, done) == ({moment!r}, 3):
        os.killpg(0, signal.SIGINT)
try:
    grade(Path({str(toy_course)!r}), {toy.LESSON!r}, progress=told)
except KeyboardInterrupt:
    sys.path.insert(0, {str(Path(__file__).parent)!r})
    from test_resume import children
    print(children(os.getpid()), gc.get_freeze_count(), os.listdir(os.environ["TMPDIR"]))
"""
    place = tmp_path / "places"
    place.mkdir()
    ran = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "TMPDIR": str(place)},
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
        timeout=120,
    )
    assert ran.stdout == "[] 0 []\n"


@pytest.mark.slow
def test_killed_at_random_moments_nothing_is_lost(toy_course, released, tmp_path, new_course):
    calm = new_course(tmp_path / "calm")
    toy.submit(calm, released, STUDENTS)
    grade(calm, toy.LESSON)
    wanted = rows(calm, toy.LESSON)

    toy.submit(toy_course, released, STUDENTS)
    script = (
        "from pathlib import Path; from aipm.grading import grade, pool\n"
        "pool.FEWEST = 1\n"
        f"grade(Path({str(toy_course)!r}), {toy.LESSON!r})"
    )
    rng = random.Random(9)
    kills, length = 0, 20.0
    while kills < KILLS:
        start = time.monotonic()
        process = subprocess.Popen([sys.executable, "-c", script], start_new_session=True)
        try:
            process.wait(rng.uniform(0.2, length))
            length = time.monotonic() - start  # it came to its end: aim within that
            _forget(toy_course, rng)
            continue
        except subprocess.TimeoutExpired:
            _kill(process, rng)
            kills += 1
    last = grade(toy_course, toy.LESSON)
    assert rows(toy_course, toy.LESSON) == wanted
    assert all(student.graded for student in last.students)
    for student in STUDENTS:
        page = toy_course / "feedback" / student / toy.LESSON / f"{toy.NAME}.html"
        assert page.stat().st_size > 1000


def _kill(process: subprocess.Popen, rng: random.Random) -> None:
    """End the run, or first one of the processes that it started."""
    started = children(process.pid)
    if started and rng.random() < 0.4:
        os.kill(rng.choice(started), signal.SIGKILL)
        time.sleep(0.2)
    process.kill()
    process.wait()
    deadline = time.monotonic() + 15
    while any(Path("/proc", str(child)).exists() for child in started):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def children(pid: int) -> list[int]:
    """The processes that a process has started and that still live."""
    running = [entry for entry in Path("/proc").iterdir() if entry.name.isdigit()]
    return [int(entry.name) for entry in running if _parent(entry) == pid]


def _parent(entry: Path) -> int:
    try:
        return int((entry / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def _forget(folder: Path, rng: random.Random) -> None:
    """Take back one student's result, so that the next run has something to do."""
    entries = sorted((folder / ledger.FOLDER / toy.LESSON).glob("*.json"))
    path = rng.choice(entries)
    entry = json.loads(path.read_text())
    path.write_text(json.dumps({**entry, "key": "another", "recorded": ""}))
