"""``aipm build``: write everything that is derived, or say what is out of date.

What is derived is computed in memory first (:func:`plan`); only when every notebook is sound is
anything written, so that a mistake never leaves the tree half written. Building twice changes
nothing. What a person has written where only the build writes is never lost silently: the build is
refused, and says where to edit instead, or how to keep both.
"""

import os
import re
from pathlib import Path

import nbformat
from nbformat.notebooknode import NotebookNode

from aipm.authoring import audit, datapackage, glossary, minutes, notebook, pages, roadmap, solved
from aipm.authoring.derive import derive
from aipm.authoring.generated import Generated, edited, refusal, write_cell, write_heading
from aipm.authoring.roadmap import Lesson, Roadmap
from aipm.errors import Problems, UserError
from aipm.files import write

#: A lesson and its solution, in normal form.
Notebooks = tuple[NotebookNode, NotebookNode]


def build(
    root: Path, *, check: bool = False, undo: bool = False, keep_both: bool = False
) -> list[str]:
    """Bring every derived file up to date.

    Parameters
    ----------
    root : Path
        The course.
    check : bool
        Change nothing; only name what differs.
    undo : bool
        Write generated parts of notebooks and README anew where somebody edited them.
    keep_both : bool
        Where an exercise holds somebody's work, put that aside under another name first.

    Returns
    -------
    list of str
        What was changed, or with `check` what differs: paths relative to `root`.

    Raises
    ------
    UserError
        If the roadmap or a notebook is wrong, or an edit or somebody's work would be lost; one line
        for each. Nothing is written.
    """
    wanted = plan(root, undo=undo)
    differing = [
        path
        for path, content in sorted(wanted.items())
        if not (root / path).exists() or (root / path).read_bytes() != content
    ]
    orphans = [path for path in _releases(root) if path not in wanted]
    worked_in = {
        path: changed
        for path in (*differing, *orphans)
        if path.parts[0] == "exercises" and (changed := solved.changes(root / path))
    }
    if worked_in and (check or not keep_both):
        raise Problems([_would_lose(path, changed) for path, changed in worked_in.items()])
    if not check:
        for path in worked_in:
            solved.put_aside(root / path)
        for path in differing:
            write(root / path, wanted[path])
        for path in orphans:
            (root / path).unlink(missing_ok=True)
    return [path.as_posix() for path in [*differing, *orphans]]


def plan(root: Path, *, undo: bool = False) -> dict[Path, bytes]:
    """Return each derived file, relative to `root`, with the bytes it should have.

    Raises
    ------
    UserError
        If the roadmap or a notebook is wrong, or (unless `undo`) a generated part was edited; one
        line for each mistake.
    """
    index = roadmap.load(root)
    problems: list[str] = [*audit.unknown_files(root, index), *datapackage.damaged(root / "data")]
    notebooks: dict[str, Notebooks] = {}
    for lesson in index.built:
        try:
            notebooks[lesson.id] = (
                notebook.normalise(_read(root, lesson.notebook), str(lesson.notebook)),
                notebook.normalise(_read(root, lesson.solution), str(lesson.solution)),
            )
        except Problems as error:
            problems += error.problems
        except UserError as error:
            problems.append(str(error))
    estimated = {
        lesson.id: {
            "lesson": minutes.of_lesson(notebooks[lesson.id][0]),
            "exercise": minutes.of_exercise(lesson, notebooks[lesson.id][1]),
        }
        for lesson in index.built
        if lesson.id in notebooks
    }
    files: dict[Path, str] = {}
    changed = {
        x.id: estimated[x.id] for x in index.built if estimated.get(x.id, x.minutes) != x.minutes
    }
    if changed:
        index = roadmap.with_minutes(index, changed)
        files[roadmap.PATH] = roadmap.write_minutes(_text(root, roadmap.PATH), changed)
        problems += roadmap.wrong_minutes(files[roadmap.PATH], index)
    for lesson in index.built:
        if lesson.id in notebooks:
            written, found = _lesson_files(root, index, lesson, notebooks[lesson.id], undo)
            files |= written
            problems += found
    for make in (_readme, _environment, _glossary):
        try:
            files |= make(root, index, undo)
        except UserError as error:
            problems.append(str(error))
    if problems:
        raise Problems(problems)
    return {path: text.encode("utf-8") for path, text in files.items()}


def _lesson_files(
    root: Path, index: Roadmap, lesson: Lesson, notebooks: Notebooks, undo: bool
) -> tuple[dict[Path, str], list[str]]:
    teaching, solution = notebooks
    problems = _write_lesson(index, lesson, teaching, undo)
    problems += _write_solution(lesson, solution, undo)
    problems += audit.lesson_problems(lesson, teaching)
    found = audit.exercise_problems(lesson, solution, audit.sections_of(teaching))
    files = {
        lesson.notebook: notebook.dumps(teaching),
        lesson.solution: notebook.dumps(solution),
    }
    if not found:  # what is not sound in itself would only make nbgrader stumble
        try:
            files[lesson.exercise] = derive(root, lesson.name, lesson.slug, solution)
        except UserError as error:
            found = [str(error)]
    return files, problems + found


def _write_lesson(index: Roadmap, lesson: Lesson, nb: NotebookNode, undo: bool) -> list[str]:
    """Write the generated cells of a lesson; return what refuses to be written."""
    if notebook.cell_by_id(nb, "objectives") is None:
        ids = [cell.id for cell in nb.cells]
        after = ids.index("opening") if "opening" in ids else 0
        nb.cells.insert(after + 1, nbformat.v4.new_markdown_cell(id="objectives"))
    edit = f"edit {roadmap.PATH} instead"
    parts = {
        "header": Generated(pages.lesson_header(index, lesson), edit),
        "objectives": Generated(pages.lesson_objectives(lesson), edit),
        "navigation": Generated(pages.lesson_navigation(index, lesson), edit),
    }
    return [
        problem
        for name, part in parts.items()
        if (cell := notebook.cell_by_id(nb, name)) is not None
        for problem in write_cell(cell, part, lesson.notebook, undo=undo)
    ]


def _write_solution(lesson: Lesson, nb: NotebookNode, undo: bool) -> list[str]:
    """Write the generated parts of a solution; return what refuses to be written."""
    problems = []
    header = notebook.cell_by_id(nb, "header")
    if header is not None:
        part = Generated(
            pages.exercise_header(lesson),
            f"title and minutes come from {roadmap.PATH}, the rest is the same in all exercises",
        )
        problems += write_cell(header, part, lesson.solution, undo=undo)
    for number, task in enumerate(lesson.tasks, start=1):
        prompt = notebook.cell_by_id(nb, f"{task.id}-prompt")
        if prompt is not None:
            part = Generated(
                pages.task_heading(number, task),
                f"edit title and points of task '{task.id}' in {roadmap.PATH} instead",
            )
            problems += write_heading(prompt, part, lesson.solution, undo=undo)
    nb.metadata["aipm"] = {"prose": solved.prose_checksum(nb)}
    return problems


def _readme(root: Path, index: Roadmap, undo: bool) -> dict[Path, str]:
    path = Path("README.md")
    return {path: pages.readme(_text(root, path), index, undo=undo)}


def _environment(root: Path, _index: Roadmap, _undo: bool) -> dict[Path, str]:
    return {Path("environment.yml"): pages.environment(_text(root, Path("requirements.txt")))}


def _glossary(root: Path, index: Roadmap, undo: bool) -> dict[Path, str]:
    source = f"edit {glossary.PATH} instead"
    nb = notebook.normalise(glossary.page(index, glossary.load(root)), str(glossary.PAGE))
    for cell in nb.cells:
        write_cell(cell, Generated(cell.source, source), glossary.PAGE, undo=True)
    if (root / glossary.PAGE).exists() and not undo:
        for cell in _read(root, glossary.PAGE).cells:
            # A cell without a checksum is one that somebody has added.
            if edited(cell.source, cell.metadata.get("aipm", {}).get("generated", "nothing")):
                raise UserError(refusal(f"{glossary.PAGE}, cell '{cell.id}'", "it", source))
    return {glossary.PAGE: notebook.dumps(nb)}


def _releases(root: Path) -> list[Path]:
    """Return the exercises on disk that carry a derived one's name; copies are a learner's own."""
    found = sorted((root / "exercises").glob("*/*.ipynb"))
    return [
        path.relative_to(root)
        for path in found
        if re.fullmatch(rf"\d\d_{re.escape(path.stem)}", path.parent.name)
    ]


def _would_lose(path: Path, changed: list[str]) -> str:
    source = Path("solutions", *path.parts[1:])
    return (
        f"{path}: somebody has worked in it, and a build would lose {', '.join(changed)}; "
        f"'aipm build --keep-both' puts it aside as {path.stem}-mine1.ipynb first. An exercise is "
        f"derived: to change it, edit {source}"
    )


def _read(root: Path, path: Path) -> notebook.NotebookNode:
    try:
        return notebook.read(root / path)
    except UserError as error:
        raise UserError(str(error).replace(f"{root}{os.sep}", "")) from None


def _text(root: Path, path: Path) -> str:
    try:
        return (root / path).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise UserError(f"{path}: missing; restore it from version control") from None
