"""Read a lesson as a careful editor would, and name what a reader would stumble over.

:func:`aipm.authoring.build.build` refuses what is broken; what is named here is for the author to
mend, and for the tests to insist on.
"""

from collections import Counter
from pathlib import Path

from nbformat.notebooknode import NotebookNode

from aipm.authoring import dates, findings, glossary, notebook, numbers, python, roadmap, skeleton
from aipm.authoring.roadmap import Lesson, Roadmap
from aipm.authoring.run import Run


class Review:
    """The lessons of a course, read without running them.

    Parameters
    ----------
    root : Path
        The course.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.index: Roadmap = roadmap.load(root)
        self.entries = glossary.load(root)
        self.facts = numbers.load(root)
        self.lessons = {x.id: self._read(x.notebook) for x in self.index.built}

    def form(self, lesson: Lesson) -> list[str]:
        """Story first, plumbing folded, ideas visible; see :mod:`aipm.authoring.skeleton`."""
        return skeleton.problems(lesson, self.lessons[lesson.id])

    def python(self, lesson: Lesson) -> list[str]:
        """Python that nobody taught; see :mod:`aipm.authoring.python`."""
        return python.problems(self.index, lesson, self.lessons[lesson.id])

    def terms(self, lesson: Lesson) -> list[str]:
        """Bold words and the glossary; see :mod:`aipm.authoring.glossary`."""
        return glossary.problems(self.index, self.entries, self.lessons).get(lesson.id, [])

    def dates(self, lesson: Lesson) -> list[str]:
        """Weekdays, the day of the story, tables from the future; :mod:`aipm.authoring.dates`."""
        teaching, solution = self.lessons[lesson.id], self._read(lesson.solution)
        return [
            *dates.problems(lesson, teaching, solution),
            *dates.future_rows(self.root, lesson, [teaching, solution]),
        ]

    def numbers(self, lesson: Lesson, done: Run) -> list[str]:
        """Numbers of the prose that no code supports; see :mod:`aipm.authoring.numbers`."""
        return numbers.problems(lesson, done.cells, self.facts.get(lesson.id, []))

    def findings(self, lesson: Lesson, done: Run) -> list[str]:
        """Stored findings that the lesson does not find; see :mod:`aipm.authoring.findings`."""
        stored = findings.stored(self.root)
        stored = stored[stored["lesson"] == lesson.id]
        if done.handed_over is None:
            return [
                f"{lesson.notebook}: {name} is stored, but there is no cell 'hand-over'"
                for name in stored["finding"]
            ]
        found = findings.found(lesson, done)
        return [
            f"{lesson.notebook}: {line}; run 'aipm findings'"
            for line in findings.differences(stored, found)
        ]

    def still(self, lesson: Lesson) -> list[str]:
        """All that can be said without running the lesson."""
        parts = (self.form, self.python, self.terms, self.dates)
        return [problem for part in parts for problem in part(lesson)]

    def run(self, lesson: Lesson, done: Run) -> list[str]:
        """All that a run of the lesson shows."""
        return [*self.numbers(lesson, done), *self.findings(lesson, done)]

    def places(self) -> Counter[int]:
        """The places of the right options of all quick questions."""
        return skeleton.places(self.lessons.values())

    def _read(self, path: Path) -> NotebookNode:
        return notebook.normalise(notebook.read(self.root / path), str(path))
