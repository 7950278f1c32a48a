"""Courses to grade, made of the toy exercise."""

import shutil
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
import toy
from nbformat.notebooknode import NotebookNode

from aipm.grading import Course


@pytest.fixture(scope="session")
def new_course(root: Path) -> Callable[[Path], Path]:
    """Make a folder a course that has the toy exercise and the real settings."""

    def make(folder: Path) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / "nbgrader_config.py", folder / "nbgrader_config.py")
        toy.write(folder)
        return folder

    return make


@pytest.fixture
def toy_course(tmp_path: Path, new_course: Callable) -> Path:
    return new_course(tmp_path / "course")


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory, new_course: Callable) -> NotebookNode:
    """The toy as a learner gets it."""
    folder = new_course(tmp_path_factory.mktemp("release"))
    course = Course(folder)
    course.release(toy.LESSON)
    path = course.folder("release", toy.LESSON) / f"{toy.NAME}.ipynb"
    return nbformat.read(path, as_version=4)
