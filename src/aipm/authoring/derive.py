"""Derive an exercise from its solution with nbgrader's own converter, without a gradebook."""

import logging
import tempfile
from functools import cache
from pathlib import Path

from nbformat.notebooknode import NotebookNode
from traitlets.config import Config, PyFileConfigLoader

from aipm.authoring import notebook
from aipm.errors import UserError


def derive(root: Path, lesson: str, name: str, solution: NotebookNode) -> NotebookNode:
    """Return the exercise that nbgrader releases for a solution.

    Parameters
    ----------
    root : Path
        The course; its ``nbgrader_config.py`` decides stubs and delimiters.
    lesson : str
        Folder of the exercise, such as ``13_roi``.
    name : str
        Notebook name without ending, such as ``roi``.
    solution : NotebookNode
        The solution in normal form.

    Raises
    ------
    UserError
        If nbgrader refuses the solution; its reason is repeated.
    """
    # Importing nbgrader takes seconds, and most commands do not need it.
    from nbgrader.converters import GenerateAssignment, NbGraderException
    from nbgrader.coursedir import CourseDirectory

    log = _Collected()
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "solutions" / lesson / f"{name}.ipynb"
        source.parent.mkdir(parents=True)
        source.write_text(notebook.dumps(solution), encoding="utf-8")
        config = Config(_nbgrader_config(root))
        config.CourseDirectory.root = folder
        config.CourseDirectory.source_directory = "solutions"
        config.CourseDirectory.release_directory = "exercises"
        config.CourseDirectory.assignment_id = lesson
        config.GenerateAssignment.no_database = True
        logger = logging.Logger("derive")
        logger.addHandler(log)
        converter = GenerateAssignment(coursedir=CourseDirectory(config=config), config=config)
        converter.log = logger
        try:
            converter.start()
        except (NbGraderException, SystemExit):
            reason = next(iter(log.errors), "nbgrader refused the notebook")
            raise UserError(f"solutions/{lesson}/{name}.ipynb: {reason}") from None
        released = Path(folder) / "exercises" / lesson / f"{name}.ipynb"
        return notebook.normalise(notebook.read(released), f"exercises/{lesson}/{name}.ipynb")


@cache
def _nbgrader_config(root: Path) -> Config:
    loader = PyFileConfigLoader("nbgrader_config.py", path=str(root))
    return loader.load_config() if (root / "nbgrader_config.py").exists() else Config()


class _Collected(logging.Handler):
    """Keep nbgrader's last words, which explain a refusal better than its exception does."""

    def __init__(self) -> None:
        super().__init__(level=logging.ERROR)
        self.errors: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        lines = [line for line in record.getMessage().strip().splitlines() if line.strip()]
        if lines and not lines[-1].startswith("There was an error processing"):
            self.errors.append(lines[-1].strip())
