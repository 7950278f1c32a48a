"""How long it takes to grade a class of exercise 13: plain nbgrader, ours, and the least possible.

    python benchmarks/grading.py [--students 60] [--repeat 3] [--only ours]

One run prints medians and ratios, of the time by the clock and of the work done (CPU seconds of all
processes). On an idle machine both say the same; on a busy one only the work can be compared.

plain     ``nbgrader autograde`` and ``nbgrader generate_feedback``, one process, as most do it
ours      ``aipm.grading.grade``: boxed, two submissions at a time, recording and feedback included
running   the same submissions through the runner alone: no gradebook, no feedback
least     the same cells by ``exec`` in warm processes, one a core: no wall, no kernel, no record
check     ``check()`` of one exercise, once its servers are warm
memory    the largest resident memory of the process that grades, of classes of several sizes
"""

import argparse
import contextlib
import io
import itertools
import json
import math
import multiprocessing
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import nbformat

from aipm import marking
from aipm.authoring import bank, roadmap
from aipm.exercise import Exercise
from aipm.grading import Course, grade, set_up
from aipm.root import course_root
from aipm.runner import Runner, run_many

LESSON = "13_roi"
WORKERS = 2


def sheets(root: Path, students: int) -> dict[str, dict[str, str]]:
    """Return the answers of a class: those of the bank, by turns, right and wrong."""
    lesson = roadmap.load(root).lesson(LESSON)
    piles: dict[str, list[str]] = {}
    for answer in bank.read(root, lesson):
        if "while True" not in answer.source:
            piles.setdefault(answer.task, []).append(answer.source)
    turns = {task: itertools.cycle(pile) for task, pile in piles.items()}
    return {
        f"student{number:04}": {task: next(turn) for task, turn in turns.items()}
        for number in range(students)
    }


def classroom(folder: Path, root: Path, answers: dict[str, dict[str, str]]) -> Path:
    """Make a class with these submissions."""
    course = set_up(folder, root, LESSON)
    course.release(LESSON)
    name = course.notebook(LESSON)
    path = course.folder("release", LESSON) / f"{name}.ipynb"
    for student, sheet in answers.items():
        notebook = nbformat.read(path, as_version=4)
        for cell in notebook.cells:
            cell.source = sheet.get(cell.id, cell.source)
        target = course.folder("submitted", LESSON, student)
        target.mkdir(parents=True)
        nbformat.write(notebook, target / f"{name}.ipynb")
    return folder


def plain(folder: Path) -> None:
    """Grade with nbgrader's own commands."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    for command in ("autograde", "generate_feedback"):
        subprocess.run(
            [sys.executable, "-m", "nbgrader", command, LESSON],
            cwd=folder,
            env=os.environ | {"PATH": path, "AIPM_DATA": str(course_root() / "data")},
            capture_output=True,
            check=True,
        )


def ours(folder: Path) -> None:
    """Grade as ``aipm grade`` does."""
    grade(folder, LESSON, workers=WORKERS, boxed=True)


def running(runner: Runner, exercise: Exercise, answers: dict[str, dict[str, str]]) -> float:
    """Run all submissions, and keep nothing; the work of servers that go on is not known."""
    jobs = {student: marking.steps(exercise, sheet) for student, sheet in answers.items()}
    for _ in run_many(runner, jobs, workers=WORKERS):
        pass
    return math.nan


def least(exercise: Exercise, answers: dict[str, dict[str, str]], pool) -> float:
    """Run the same cells in warm interpreters; return the work."""
    cells = [
        [(step.id, step.source) for step in marking.steps(exercise, sheet)]
        for sheet in answers.values()
    ]
    return sum(pool.map(_bare, cells, chunksize=1))


def _bare(cells: list[tuple[str, str]]) -> float:
    start = time.process_time()
    names: dict = {}
    sink = io.StringIO()
    with contextlib.redirect_stdout(sink), contextlib.redirect_stderr(sink):
        for name, source in cells:
            with contextlib.suppress(BaseException):
                exec(compile(source, name, "exec"), names)
    return time.process_time() - start


def seconds(act: Callable[[], float | None]) -> tuple[float, float]:
    """Return how long something takes, and the work that it is, by its own account or the system's.

    The system counts processes that have ended.
    """
    start, before = time.perf_counter(), os.times()
    told = act()
    after = os.times()
    work = sum(after[:4]) - sum(before[:4])
    return time.perf_counter() - start, work if told is None else told


def memory(students: int) -> None:
    """Grade a class in a process of its own, and print the most memory that it took."""
    script = f"""
import sys, tempfile, resource
sys.path.insert(0, {str(Path(__file__).parent)!r})
import grading as here
with tempfile.TemporaryDirectory() as place:
    root = here.course_root()
    folder = here.classroom(here.Path(place) / "class", root, here.sheets(root, {students}))
    made = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    here.grade(folder, here.LESSON, workers=here.WORKERS, boxed=True)
print(made >> 10, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10)
"""
    ran = subprocess.run([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    before, most = ran.stdout.split()[-2:]
    print(f"memory of grading {students}: {most} MB (to make the class: {before} MB)", flush=True)


def main() -> None:
    """Measure, and print a table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--students", type=int, default=60)
    options.add_argument("--repeat", type=int, default=3)
    options.add_argument("--only", choices=["plain", "ours", "running", "least", "check"])
    options.add_argument("--memory", type=int, nargs="*", help="only this, for these sizes")
    chosen = options.parse_args()
    if chosen.memory:
        for students in chosen.memory:
            memory(students)
        return
    root = course_root()
    answers = sheets(root, chosen.students)
    exercise = Exercise.read(root / "solutions" / LESSON / "roi.ipynb")
    taken: dict[str, list[tuple[float, float]]] = {}

    def measure(name: str, act: Callable[[], float | None]) -> None:
        if chosen.only in (None, name):
            taken.setdefault(name, []).append(seconds(act))

    with Runner(root / "data", boxed=True) as runner:
        running(runner, exercise, dict(itertools.islice(answers.items(), 2)))
        context = multiprocessing.get_context("fork")
        with context.Pool(WORKERS, initializer=_bare, initargs=([("s", exercise.setup)],)) as pool:
            for _ in range(chosen.repeat):
                measure("least", lambda: least(exercise, answers, pool))
        for _ in range(chosen.repeat):
            measure("running", lambda: running(runner, exercise, answers))
            one = dict(itertools.islice(answers.items(), 1))
            measure("check", lambda one=one: running(runner, exercise, one))
    for _ in range(chosen.repeat):
        for name, act in (("ours", ours), ("plain", plain)):
            if chosen.only in (None, name):
                with tempfile.TemporaryDirectory() as place:
                    folder = classroom(Path(place) / "class", root, answers)
                    Course(folder).is_released(LESSON)
                    measure(name, lambda act=act, folder=folder: act(folder))

    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    print(f"{chosen.students} submissions of {LESSON}, {os.cpu_count()} cores, load {load}")
    medians = {}
    for name, times in taken.items():
        clock, work = (statistics.median(column) for column in zip(*times, strict=True))
        medians[name] = clock, work
        count = 1 if name == "check" else chosen.students
        print(
            f"{name:8} {clock:8.2f} s  {clock / count:7.3f} s each   work {work:8.2f} s  "
            f"{work / count:7.3f} s each   {json.dumps(times)}"
        )
    for a, b in (("plain", "ours"), ("running", "least")):
        if a in medians and b in medians:
            clock, work = (x / y for x, y in zip(medians[a], medians[b], strict=True))
            print(f"{a} / {b}: {clock:.1f} by the clock, {work:.1f} of work")


if __name__ == "__main__":
    main()
