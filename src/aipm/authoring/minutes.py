"""Minutes that a lesson and its exercise take, from practised to rusty.

Fitted to readers who kept a journal of five lessons and exercises in their first form: a lesson of
2,800 to 3,000 words, 25 to 30 code cells and about 200 lines of code that carry an idea took 90 to
150 minutes, its exercise of 25 points, 1,700 words and 75 to 90 lines of answers 95 to 215. Readers
of eight lessons in their present form, of 1,750 to 2,500 words, took 85 to 150: the rusty end of a
lesson is twice the practised one. What is optional or folded is not counted: it need not be read.
"""

import math
import re

from nbformat.notebooknode import NotebookNode

from aipm.authoring.lesson import (
    ANSWER,
    GENERATED,
    PREDICTION,
    QUESTION,
    core_words,
    lines,
    pieces,
    words,
)
from aipm.authoring.roadmap import Lesson

WORDS_A_MINUTE = 120
MINUTES_A_VISIBLE_LINE = 0.15
MINUTES_A_CODE_CELL = 0.5  # to run it and to look at what it shows
MINUTES_A_QUESTION = 2  # its folded answer included
RUSTY_READER = 2.0
MINUTES_A_POINT = 2
MINUTES_AN_ANSWER_LINE = 0.4
RUSTY_SOLVER = 2.25
#: Written by the build, after the minutes are known.
TASK_HEADING = re.compile(r"\A## .*")

Range = tuple[int, int]


def of_lesson(nb: NotebookNode) -> Range:
    """Estimate the minutes of a lesson, each end to the nearest five above."""
    core = [piece for piece in pieces(nb) if piece.part == "core"]
    prose = "\n".join(piece.text for piece in core if not piece.code)
    code = [piece for piece in core if piece.code]
    asked = prose.count(QUESTION) + prose.count(PREDICTION)
    practised = (
        core_words(nb) / WORDS_A_MINUTE
        + sum(lines(piece.text) for piece in code if not piece.folded) * MINUTES_A_VISIBLE_LINE
        + len(code) * MINUTES_A_CODE_CELL
        + asked * MINUTES_A_QUESTION
    )
    return _range(practised, RUSTY_READER)


def of_exercise(lesson: Lesson, nb: NotebookNode) -> Range:
    """Estimate the minutes of an exercise, each end to the nearest five above."""
    prose, answer = 0, 0
    for cell in nb.cells:
        solved = cell.metadata.get("nbgrader", {}).get("solution")
        if cell.cell_type == "markdown" and not solved and cell.id not in GENERATED:
            prose += words(TASK_HEADING.sub("", ANSWER.sub(" ", cell.source)))
        elif cell.cell_type == "code" and solved:
            answer += lines(cell.source)
    practised = (
        prose / WORDS_A_MINUTE
        + (lesson.autograded + lesson.by_hand) * MINUTES_A_POINT
        + answer * MINUTES_AN_ANSWER_LINE
    )
    return _range(practised, RUSTY_SOLVER)


def _range(practised: float, factor: float) -> Range:
    return 5 * math.ceil(practised / 5), 5 * math.ceil(practised * factor / 5)
