"""The command ``aipm``: what a learner, an author and an instructor do with the course."""

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import Progress, TaskID
from rich.table import Table

from aipm.authoring.pages import START
from aipm.errors import UserError
from aipm.root import course_root

if TYPE_CHECKING:
    from aipm.grading import ClassResult

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Become an AI project manager: learn, check your work; author and grade the course.",
)
out = Console()
err = Console(stderr=True)

Lesson = Annotated[str, typer.Argument(help="A lesson: 13, roi or 13_roi.")]
Course = Annotated[
    Path | None, typer.Option("--course", help="Folder of the class; this course by default.")
]


def main() -> None:
    """Run the command; a person's mistake is told in a line, without a traceback."""
    try:
        app()
    except UserError as error:
        err.print(f"aipm: {error}", markup=False, highlight=False, soft_wrap=True)
        raise SystemExit(1) from None


@app.command()
def learn(
    port: Annotated[int | None, typer.Option(help="The port to serve on.")] = None,
    browser: Annotated[bool, typer.Option(help="Open a browser.")] = True,
) -> None:
    """Open the course in JupyterLab on its start page."""
    root = course_root()
    command = [
        *(sys.executable, "-m", "jupyterlab", "--ServerApp.ip=127.0.0.1"),
        # Named as an argument, the start page would make its own folder the root.
        *(f"--ServerApp.root_dir={root}", f"--LabApp.default_url=/{START}"),
    ]
    if port is not None:
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                raise UserError(
                    f"port {port} is in use; name another with --port, or none to let one be found"
                ) from None
        command += [f"--ServerApp.port={port}", "--ServerApp.port_retries=0"]
    if not browser:
        command.append("--no-browser")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")  # the user of a container is often root; we serve loopback
    # Binder, where the repository is the home folder, finds the same settings by itself.
    paths = [str(root / ".jupyter"), os.environ.get("JUPYTER_CONFIG_PATH", "")]
    environment = os.environ | {"JUPYTER_CONFIG_PATH": os.pathsep.join(filter(None, paths))}
    server = subprocess.Popen(command, cwd=root, env=environment)
    signal.signal(signal.SIGTERM, lambda *_: server.terminate())
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Jupyter asks by itself whether to stop
    raise typer.Exit(server.wait())


@app.command()
def check(
    lesson: Lesson,
    file: Annotated[
        Path | None, typer.Option("--file", help="Your notebook, if it lies elsewhere.")
    ] = None,
) -> None:
    """Run all tests on your saved exercise, and name what to look at."""
    from aipm import selfcheck
    from aipm.authoring import roadmap

    root = course_root()
    entry = roadmap.load(root).lesson(lesson)
    result = selfcheck.run(root, entry, file)
    table = Table("task", "points", "what to look at")
    for task in result.tasks:
        table.add_row(task.title, f"{task.points:g} of {task.of}", "\n".join(task.messages))
    out.print(table)
    out.print(f"{result.points:g} of {entry.autograded} points by tests")
    for note in filter(None, [result.by_hand, *result.notes]):
        out.print(note, markup=False, highlight=False, soft_wrap=True)


@app.command()
def progress() -> None:
    """Show the best result of each exercise that was checked on this machine."""
    from aipm import selfcheck

    table = Table("exercise", "best result", "last checked")
    for row in selfcheck.progress_rows(course_root()):
        table.add_row(*row)
    out.print(table)


@app.command()
def build(
    check: Annotated[
        bool, typer.Option("--check", help="Change nothing; fail if something is out of date.")
    ] = False,
    undo: Annotated[
        bool, typer.Option("--undo", help="Drop edits of parts that this command writes.")
    ] = False,
    keep_both: Annotated[
        bool, typer.Option("--keep-both", help="Put solved exercises aside as NAME-mine1.ipynb.")
    ] = False,
) -> None:
    """Write what is derived: exercises, headers, minutes, README's table, environment.yml."""
    from aipm.authoring.build import build as build_course

    changed = build_course(course_root(), check=check, undo=undo, keep_both=keep_both)
    for path in changed:
        out.print(path, markup=False, highlight=False, soft_wrap=True)
    if not check:
        out.print(f"{len(changed)} files written" if changed else "everything is up to date")
        _remark(course_root(), changed)
    elif changed:
        raise UserError(f"{len(changed)} files are out of date; run 'aipm build' and commit")


@app.command(name="bank")
def bank_(
    lesson: Lesson,
    task: Annotated[str | None, typer.Argument(help="A task, such as npv; all by default.")] = None,
) -> None:
    """Grade the right and wrong answers of the bank; fail where one earns what it should not."""
    from aipm.authoring import bank, roadmap

    root = course_root()
    entry = roadmap.load(root).lesson(lesson)
    with _bar() as bar:
        report = bank.run(root, entry, task, progress=bar)
    out.print(bank.table(report))
    for problem in report.problems:
        out.print(problem, markup=False, highlight=False, soft_wrap=True)
    if report.problems:
        raise UserError(f"{len(report.problems)} surprises in the bank of {entry.name}")
    out.print(f"{len(report.outcomes)} answers earn what they should")


def _remark(root: Path, changed: list[str]) -> None:
    """Say what a review thinks of the lessons that were written, and where right answers stand."""
    from aipm.authoring import skeleton
    from aipm.authoring.review import Review

    read = Review(root)
    written = [x for x in read.index.built if x.notebook.as_posix() in changed]
    for lesson in written:
        found = len(read.form(lesson)) + len(read.python(lesson)) + len(read.terms(lesson))
        long, visible = skeleton.long_cells(read.lessons[lesson.id])
        out.print(
            f"lesson {lesson.id}: {found} remarks ('aipm review {lesson.id}'); {long} of "
            f"{visible} visible cells are longer than {skeleton.LINES_AS_A_RULE} lines",
            soft_wrap=True,
        )
    if written:
        places = sorted(read.places().items())
        told = ", ".join(f"option {number} {count} times" for number, count in places)
        out.print(f"right in the course's quick questions: {told or 'none'}", soft_wrap=True)


@app.command()
def review(
    lesson: Lesson,
    run: Annotated[bool, typer.Option(help="Run the lesson too, for the numbers in prose.")] = True,
) -> None:
    """Name what a reader of a lesson would stumble over: form, Python, terms, dates, numbers."""
    from aipm.authoring import run as runner
    from aipm.authoring.review import Review

    read = Review(course_root())
    entry = read.index.lesson(lesson)
    found = read.still(entry)
    if run:
        found += read.run(entry, runner.run(read.root, entry.notebook))
    for line in found:
        out.print(line, markup=False, highlight=False, soft_wrap=True)
    if found:
        raise UserError(f"{len(found)} remarks on lesson {entry.id}")
    out.print(f"nothing to remark on lesson {entry.id}")


@app.command()
def new(lesson: Lesson) -> None:
    """Write a first draft of a planned lesson and its exercise, in the form that all have."""
    from aipm.authoring import new as draft

    for path in draft.write(course_root(), lesson):
        out.print(path, markup=False, highlight=False, soft_wrap=True)
    out.print("next: 'aipm build', then replace all that the draft says; see CONTRIBUTING.md")


@app.command()
def findings(
    lesson: Annotated[str | None, typer.Argument(help="Only this lesson: 13, roi.")] = None,
) -> None:
    """Run the lessons that hand numbers on, and store what they find for later lessons."""
    from aipm.authoring import findings as stored
    from aipm.authoring import roadmap

    root = course_root()
    only = roadmap.load(root).lesson(lesson) if lesson else None
    changed = stored.update(root, only, tell=lambda name: err.print(f"running {name}"))
    for line in changed:
        out.print(line, markup=False, highlight=False, soft_wrap=True)
    out.print(f"{len(changed)} changes stored" if changed else "what is stored is what they find")


@app.command()
def release(
    lesson: Lesson,
    course: Course = None,
    due: Annotated[
        datetime | None,
        typer.Option(help="When it is due, in UTC: 2026-03-01T18:00:00; a day alone: at its end."),
    ] = None,
    keep_both: Annotated[
        bool, typer.Option("--keep-both", help="Put an exercise aside that somebody has solved.")
    ] = False,
) -> None:
    """Put an exercise into the gradebook and its student version into the release folder."""
    from aipm import grading

    name = _name(lesson)
    folder = _folder(course, name)
    if due is not None and (due.hour, due.minute, due.second) == (0, 0, 0):
        due = due.replace(hour=23, minute=59, second=59)
    for note in _own_files(folder, name):
        err.print(note, markup=False, highlight=False, soft_wrap=True)
    grading.Course(folder).release(name, due, keep_both=keep_both)
    out.print(f"released: {folder / 'exercises' / name}", soft_wrap=True, highlight=False)


@app.command()
def grade(
    lesson: Lesson = "13_roi",
    export: Annotated[
        Path | None,
        typer.Option("--from", help="Collect first: a folder that your learning system exported."),
    ] = None,
    course: Course = None,
    sample: Annotated[
        bool, typer.Option("--sample", help="Grade the sample class, in build/class_LESSON.")
    ] = False,
    workers: Annotated[int, typer.Option(min=1, help="Submissions that run at a time.")] = 2,
) -> None:
    """Grade all submissions of an exercise; write feedback and a report of the class."""
    from aipm import grading
    from aipm.grading import report

    name = _name(lesson)
    if sample:
        course, export = _sample_class(name)
    folder = _folder(course, name)
    if export is not None:
        for left in grading.Course(folder).collect(name, export):
            err.print(f"left out, no submission by its name: {left}", markup=False)
    for note in _own_files(folder, name):
        err.print(note, markup=False, highlight=False, soft_wrap=True)
    with _bar() as bar:
        result = grading.grade(folder, name, workers=workers, progress=bar)
    for note in result.notices:
        err.print(note, markup=False, highlight=False, soft_wrap=True)
    page, table = report.write(result, folder / "reports")
    _print_class(result)
    for what, path in [
        ("feedback", folder / "feedback"),
        ("report", page),
        ("table", table),
        ("gradebook", folder / "gradebook.db"),
    ]:
        out.print(f"{what}: {path}", markup=False, highlight=False, soft_wrap=True)


@app.command(name="report")
def report_(lesson: Lesson, course: Course = None) -> None:
    """Write report and feedback anew from the gradebook, for instance after marking by hand."""
    from aipm import grading
    from aipm.grading import report

    name = _name(lesson)
    folder = course or course_root()
    for path in report.write(grading.results(folder, name, feedback=True), folder / "reports"):
        out.print(path, markup=False, highlight=False, soft_wrap=True)


def _name(lesson: str) -> str:
    from aipm.authoring import roadmap

    return roadmap.load(course_root()).lesson(lesson).name


def _folder(course: Path | None, name: str) -> Path:
    """Return the folder of a class: the course itself, or another one that gets the exercise."""
    from aipm import grading

    root = course_root()
    if course is None or course.resolve() == root:
        return root
    grading.set_up(course, root, name)
    return course


def _own_files(folder: Path, name: str) -> list[str]:
    from aipm import grading

    root = course_root()
    if folder.resolve() == root:
        return []
    return grading.differences(grading.Course(folder), root, name)


def _sample_class(name: str) -> tuple[Path, Path]:
    """Write the export of the sample class afresh; return the class's folder and the export."""
    from aipm import grading
    from aipm.grading import sample

    root = course_root()
    attempts = root / "tests" / f"class_{name}"
    if not attempts.is_dir():
        raise UserError(f"there is no sample class for {name}; grade one of your own with --from")
    folder = root / "build" / f"class_{name}"
    shutil.rmtree(folder, ignore_errors=True)
    course = grading.set_up(folder, root, name)
    course.release(name, due=sample.DUE)
    export = folder / "export"
    sample.export(course, name, attempts, export)
    return folder, export


def _print_class(result: "ClassResult") -> None:
    table = Table("student", "points", "late", "by hand", "what to know")
    for student in result.students:
        waits = any(cell.needs_manual for cell in student.cells.values())
        table.add_row(
            student.id,
            f"{student.score - student.late_penalty:g} of {student.max_score:g}"
            if student.graded
            else "not graded",
            "late" if student.seconds_late > 0 else "",
            "waits" if waits else "",
            "\n".join(finding.text for finding in student.findings),
        )
    out.print(table)


@contextmanager
def _bar() -> Iterator[Callable[[str, int, int], None]]:
    """Show how far a long work is, a line for each stage."""
    bars = Progress(console=err, transient=True)
    tasks: dict[str, TaskID] = {}

    def report(stage: str, done: int, total: int) -> None:
        if not tasks:
            bars.start()  # not sooner: it is a thread, and grading forks before its first step
        if stage not in tasks:
            tasks[stage] = bars.add_task(stage, total=total)
        bars.update(tasks[stage], completed=done)

    try:
        yield report
    finally:
        bars.stop()


if __name__ == "__main__":
    main()
