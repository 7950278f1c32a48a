"""Derive an exercise from its solution with nbgrader's own converter, without a gradebook."""

import tempfile
from functools import cache
from pathlib import Path

from nbformat.notebooknode import NotebookNode
from traitlets.config import Config, PyFileConfigLoader

from aipm.authoring import notebook
from aipm.errors import UserError
from aipm.nbgrader_log import NbgraderLog


def derive(root: Path, lesson: str, name: str, solution: NotebookNode) -> str:
    """Return the exercise that nbgrader releases for a solution, byte for byte.

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

    log = NbgraderLog()
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
        config.SaveCells.enabled = False  # it writes to the gradebook whatever the line above says
        converter = GenerateAssignment(coursedir=CourseDirectory(config=config), config=config)
        converter.log = log.logger
        try:
            converter.start()
        except (NbGraderException, SystemExit):
            reason = log.reason() or "nbgrader refused the notebook"
            raise UserError(f"solutions/{lesson}/{name}.ipynb: {reason}") from None
        released = Path(folder) / "exercises" / lesson / f"{name}.ipynb"
        return released.read_text(encoding="utf-8")


@cache
def _nbgrader_config(root: Path) -> Config:
    loader = PyFileConfigLoader("nbgrader_config.py", path=str(root))
    return loader.load_config() if (root / "nbgrader_config.py").exists() else Config()
