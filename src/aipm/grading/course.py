"""A course folder as nbgrader knows it: release, collect, and the gradebook.

Everything goes through nbgrader's own classes and the course's ``nbgrader_config.py``, so that the
plain ``nbgrader`` commands and the formgrader see the same course.
"""

import os
import re
import shutil
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from traitlets.config import Config, PyFileConfigLoader

from aipm.errors import UserError
from aipm.nbgrader_log import NbgraderLog

CONFIG = "nbgrader_config.py"
#: A student's id; nbgrader takes it for a pattern, and a folder's name.
STUDENT = re.compile(r"(?!\.{1,2}$)[\w.@+\- ]{1,120}")


class GradingError(UserError):
    """A mistake in what was given to the grading; one line that says the way out."""


class Course:
    """An nbgrader course.

    Parameters
    ----------
    root : Path
        The folder that holds ``nbgrader_config.py``.

    Raises
    ------
    GradingError
        If there is no such file, or it cannot be read.
    """

    def __init__(self, root: Path) -> None:
        self.root = Path(root).resolve()
        if not (self.root / CONFIG).is_file():
            raise GradingError(f"{root}: no {CONFIG} here; name the folder of a course")
        # nbgrader calls alembic by name to make a gradebook.
        if shutil.which("alembic") is None:
            os.environ["PATH"] = os.pathsep.join(
                [str(Path(sys.executable).parent), os.environ["PATH"]]
            )
        self.log = NbgraderLog()

    @cached_property
    def config(self) -> Config:
        """What ``nbgrader_config.py`` sets, with this folder as the root."""
        try:
            config = PyFileConfigLoader(CONFIG, path=str(self.root)).load_config()
        except Exception as error:
            raise GradingError(f"{self.root / CONFIG}: {error}") from None
        config = Config(config)
        config.CourseDirectory.root = str(self.root)
        # To check a notebook after the last step is enough.
        config.Exporter.optimistic_validation = True
        return config

    @cached_property
    def api(self):
        """nbgrader's own interface to this course, an ``NbGraderAPI``."""
        from nbgrader.apps import NbGraderAPI

        return NbGraderAPI(config=self.config, log=self.log.logger, log_level="WARN")

    @staticmethod
    def is_name(student: str) -> bool:
        """Whether an id may name a folder: no path, and no pattern of nbgrader's."""
        return bool(STUDENT.fullmatch(student))

    def due(self, assignment: str) -> datetime | None:
        """Return when a released exercise is due, in UTC."""
        with self.api.gradebook as gradebook:
            return gradebook.find_assignment(assignment).duedate

    def folder(self, step: str, assignment: str, student: str = ".") -> Path:
        """Return nbgrader's folder of a step, such as ``"submitted"``."""
        directory = getattr(self.api.coursedir, f"{step}_directory")
        return Path(self.api.coursedir.format_path(directory, student, assignment))

    def notebook(self, assignment: str) -> str:
        """Return the name, without ending, of an exercise's one notebook.

        Raises
        ------
        GradingError
            If there is no such exercise.
        """
        source = self.folder("source", assignment)
        found = sorted(path.stem for path in source.glob("*.ipynb"))
        if len(found) == 1:
            return found[0]
        if found:
            raise GradingError(f"{source}: {len(found)} notebooks; an exercise has one")
        known = sorted(path.parent.name for path in source.parent.glob("*/*.ipynb"))
        raise GradingError(
            f"{assignment}: no such exercise in {source.parent}; "
            f"there {'is' if len(known) == 1 else 'are'} {', '.join(known) or 'none'}"
        )

    def release(
        self, assignment: str, due: datetime | None = None, *, keep_both: bool = False
    ) -> None:
        """Write the exercise to the release folder and to the gradebook.

        Parameters
        ----------
        assignment : str
            Such as ``"13_roi"``.
        due : datetime, optional
            When it is due, in UTC. Without it, a date that the gradebook has is kept.
        keep_both : bool
            Put an exercise aside that somebody has worked in; refused otherwise.

        Raises
        ------
        GradingError
            If there is no such exercise, somebody has worked in the one that is there, or nbgrader
            refuses it; its reason is repeated.
        """
        from nbgrader.apps.api import GenerateAssignment

        from aipm.authoring import solved

        target = self.folder("release", assignment)
        path = target / f"{self.notebook(assignment)}.ipynb"
        if changed := solved.changes(path):
            if not keep_both:
                raise GradingError(
                    f"{path}: somebody has worked in it ({', '.join(changed)}), and a release "
                    f"replaces it; 'aipm release {assignment} --keep-both' puts it aside first"
                )
            solved.put_aside(path)
        # nbgrader removes what was released before it knows that it can release anything.
        with _kept_if_refused(target), self.nbgrader(assignment):
            converter = GenerateAssignment(coursedir=self.api.coursedir, parent=self.api)
            converter.force = True
            converter.start()
        if due is not None:
            with self.api.gradebook as gradebook:
                gradebook.update_or_create_assignment(assignment, duedate=due)

    def is_released(self, assignment: str) -> bool:
        """Return whether the gradebook knows the exercise."""
        from nbgrader.api import MissingEntry

        with self.api.gradebook as gradebook:
            try:
                gradebook.find_notebook(self.notebook(assignment), assignment)
            except MissingEntry:
                return False
        return True

    def collect(self, assignment: str, export: Path) -> list[str]:
        """Take in the submissions that a learning management system exports.

        The files are copied to nbgrader's download folder and collected by nbgrader's
        ``zip_collect`` with the course's file name pattern; of several attempts the latest counts.

        Parameters
        ----------
        assignment : str
            Such as ``"13_roi"``.
        export : Path
            A folder with notebooks, or with archives of notebooks.

        Returns
        -------
        list of str
            Names of files that were left out because their names fit no pattern.

        Raises
        ------
        GradingError
            If there is nothing to collect.
        """
        from nbgrader.apps.zipcollectapp import ZipCollectApp

        self.notebook(assignment)
        if not export.is_dir():
            raise GradingError(f"{export}: no such folder; name the export of {assignment}")
        if self.root.is_relative_to(export.resolve()):
            raise GradingError(f"{export}: the course itself lies in this folder; name the export")
        with self.nbgrader(assignment):
            app = ZipCollectApp(config=self.config, log=self.log.logger)
            app.coursedir = self.api.coursedir
            app.force = True
            app.init_plugins()
            archive = Path(app._format_collect_path(app.archive_directory))
            if archive.resolve() != export.resolve():
                shutil.rmtree(archive, ignore_errors=True)
                shutil.copytree(export, archive)
            app.extract_archive_files()
            extracted = Path(app._format_collect_path(app.extracted_directory))
            files = sorted(path for path in extracted.rglob("*") if path.is_file())
            fits = {path: bool(app.collector_plugin_inst.collect(str(path))) for path in files}
            if not any(fits.values()):
                raise GradingError(
                    f"{export}: none of {len(files)} files is named like a submission, such as "
                    f"{assignment}_jdoe_attempt_2025-03-01-10-15-00_{self.notebook(assignment)}.ipynb"
                )
            left = [path.name for path, fit in fits.items() if not fit]
            left += self._drop_older(app, assignment, [p for p, fit in fits.items() if fit])
            app.process_extracted_files()
        return left

    def _drop_older(self, app: Any, assignment: str, files: list[Path]) -> list[str]:
        """Take out attempts that are older than what is submitted; return their names."""
        from nbgrader.utils import parse_utc

        dropped = []
        for path in files:
            found = app.collector_plugin_inst.collect(str(path))
            stamp = self.folder("submitted", assignment, found["student_id"]) / "timestamp.txt"
            if not found.get("timestamp") or not stamp.is_file():
                continue
            if parse_utc(found["timestamp"]) < parse_utc(stamp.read_text().strip()):
                dropped.append(f"{path.name} (a newer attempt is there)")
                path.unlink()
        return dropped

    def students(self, assignment: str) -> list[str]:
        """Return the ids of those who have submitted, sorted."""
        found = self.folder("submitted", assignment, "*")
        folders = self.root.glob(str(found.relative_to(self.root)))
        return sorted(folder.parent.name for folder in folders if folder.is_dir())

    @contextmanager
    def nbgrader(self, assignment: str, student: str | None = None) -> Iterator[None]:
        """Work on one assignment (of one student); repeat nbgrader's last word if it fails."""
        from nbgrader.converters.base import NbGraderException
        from nbgrader.utils import temp_attrs

        values = {"assignment_id": assignment}
        if student is not None:
            values["student_id"] = student
        self.log.errors.clear()
        try:
            with temp_attrs(self.api.coursedir, **values), warnings.catch_warnings():
                # SQLAlchemy 2.1 remarks on how nbgrader builds a submission; the rows are right.
                warnings.simplefilter("ignore")
                yield
        except (NbGraderException, SystemExit) as error:
            raise GradingError(f"{assignment}: {self.log.reason() or error}") from None


@contextmanager
def _kept_if_refused(folder: Path) -> Iterator[None]:
    """Put a folder back as it was if the block fails."""
    with tempfile.TemporaryDirectory() as aside:
        copy = Path(aside) / "before"
        if folder.is_dir():
            shutil.copytree(folder, copy)
        try:
            yield
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            if copy.is_dir():
                shutil.copytree(copy, folder)
            raise
        for path in copy.rglob("*"):  # what somebody has put there beside the exercise
            beside = folder / path.relative_to(copy)
            if path.is_file() and not beside.exists():
                beside.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(path, beside)


def set_up(folder: Path, source: Path, assignment: str) -> Course:
    """Make a folder a course of its own that holds one exercise of another course.

    What the class has already, its settings, its gradebook and its own version of the exercise,
    stays as it is; :func:`differences` tells where that matters.

    Parameters
    ----------
    folder : Path
        Made if it does not exist.
    source : Path
        The course that has the exercise.
    assignment : str
        Such as ``"13_roi"``.

    Raises
    ------
    GradingError
        If `source` has no such exercise.
    """
    model = Course(source)
    name = model.notebook(assignment)
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / CONFIG).exists():
        shutil.copyfile(model.root / CONFIG, folder / CONFIG)
    course = Course(folder)
    target = course.folder("source", assignment)
    if not any(target.glob("*.ipynb")):
        target.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(
            model.folder("source", assignment) / f"{name}.ipynb", target / f"{name}.ipynb"
        )
    return course


def differences(course: Course, source: Path, assignment: str) -> list[str]:
    """Return where a class's own files differ from the course's, with the way to take these."""
    model = Course(source)
    told = []
    if (course.root / CONFIG).read_bytes() != (model.root / CONFIG).read_bytes():
        told.append(f"{course.root / CONFIG}: the class's own settings are used")
    name = model.notebook(assignment)
    theirs = course.folder("source", assignment) / f"{name}.ipynb"
    ours = model.folder("source", assignment) / f"{name}.ipynb"
    if theirs.is_file() and theirs.read_bytes() != ours.read_bytes():
        told.append(
            f"{theirs}: the class's own version is used. To take the course's and keep both: "
            f"mv '{theirs}' '{theirs.with_suffix('.own')}', then release again"
        )
    return told
