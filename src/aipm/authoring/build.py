"""``aipm build``: write everything that is derived, or say what is out of date.

What is derived is computed in memory first (:func:`plan`); only when every notebook is sound is
anything written, so that a mistake never leaves the tree half written. Building twice changes
nothing.
"""

import os
import tempfile
from pathlib import Path

from aipm.authoring import audit, datapackage, notebook, pages, roadmap
from aipm.authoring.derive import derive
from aipm.authoring.roadmap import Lesson, Roadmap
from aipm.errors import Problems, UserError


def build(root: Path, *, check: bool = False) -> list[str]:
    """Bring every derived file up to date.

    Parameters
    ----------
    root : Path
        The course.
    check : bool
        Change nothing; only name what differs.

    Returns
    -------
    list of str
        What was changed, or with `check` what differs: paths relative to `root`.

    Raises
    ------
    UserError
        If the roadmap or a notebook is wrong; one line for each mistake. Nothing is written.
    """
    wanted = plan(root)
    differing = [
        path
        for path, content in sorted(wanted.items())
        if not (root / path).exists() or (root / path).read_bytes() != content
    ]
    orphans = [
        path.relative_to(root)
        for path in sorted((root / "exercises").rglob("*.ipynb"))
        if path.relative_to(root) not in wanted and ".ipynb_checkpoints" not in path.parts
    ]
    if not check:
        for path in differing:
            _write(root / path, wanted[path])
        for path in orphans:
            (root / path).unlink()
    return [path.as_posix() for path in [*differing, *orphans]]


def plan(root: Path) -> dict[Path, bytes]:
    """Return each derived file, relative to `root`, with the bytes it should have.

    Raises
    ------
    UserError
        If the roadmap or a notebook is wrong; one line for each mistake.
    """
    index = roadmap.load(root)
    files: dict[Path, str] = {}
    problems: list[str] = [*audit.unknown_files(root, index), *datapackage.damaged(root / "data")]
    for lesson in index.built:
        try:
            written, found = _lesson_files(root, index, lesson)
        except Problems as error:
            problems += error.problems
        except UserError as error:
            problems.append(str(error))
        else:
            files |= written
            problems += found
    try:
        files |= _other_files(root, index)
    except UserError as error:
        problems.append(str(error))
    if problems:
        raise Problems(problems)
    return {path: text.encode("utf-8") for path, text in files.items()}


def _lesson_files(root: Path, index: Roadmap, lesson: Lesson) -> tuple[dict[Path, str], list[str]]:
    teaching = notebook.normalise(_read(root, lesson.notebook), str(lesson.notebook))
    _set(teaching, "header", pages.lesson_header(index, lesson))
    _set(teaching, "navigation", pages.lesson_navigation(index, lesson))
    solution = notebook.normalise(_read(root, lesson.solution), str(lesson.solution))
    _set(solution, "header", pages.exercise_header(lesson))
    for number, task in enumerate(lesson.tasks, start=1):
        prompt = notebook.cell_by_id(solution, f"{task.id}-prompt")
        if prompt is not None:
            body = (
                prompt.source.split("\n", 1)[1:]
                if prompt.source.startswith("## ")
                else ["\n" + prompt.source]
            )
            prompt.source = "\n".join([pages.task_heading(number, task), *body])
    problems = audit.lesson_problems(lesson, teaching)
    found = audit.exercise_problems(lesson, solution, audit.sections_of(teaching))
    files = {
        lesson.notebook: notebook.dumps(teaching),
        lesson.solution: notebook.dumps(solution),
    }
    if not found:  # what is not sound in itself would only make nbgrader stumble
        files[lesson.exercise] = derive(root, lesson.name, lesson.slug, solution)
    return files, problems + found


def _other_files(root: Path, index: Roadmap) -> dict[Path, str]:
    readme = pages.readme(_text(root, Path("README.md")), index)
    if readme is None:
        begin, end = pages.README_MARKS
        raise UserError(f"README.md: needs the lines '{begin}' and '{end}', once each, in order")
    return {
        Path("README.md"): readme,
        Path("environment.yml"): pages.environment(_text(root, Path("requirements.txt"))),
    }


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


def _set(nb: notebook.NotebookNode, cell_id: str, source: str) -> None:
    cell = notebook.cell_by_id(nb, cell_id)
    if cell is not None:
        cell.source = source


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(content)
    os.chmod(file.name, 0o644)
    os.replace(file.name, path)
