"""Minutes that a lesson and its exercise take, from practised to rusty.

Fitted to the journals of readers, who estimate what a person would take. A lesson of 1,800 to
2,500 words, 20 to 30 code cells and 50 to 100 lines of code that carry an idea took those in
practice 85 to 110 minutes and the rusty 100 to 150; its exercise of 25 points, 1,700 words and 75
to 90 lines of answers 95 to 215. What is optional or folded is not counted: it need not be read.
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

WORDS_A_MINUTE = 75  # dense with numbers, read twice here and there
MINUTES_A_VISIBLE_LINE = 0.25
MINUTES_A_CODE_CELL = 0.75  # to run it and to look at what it shows
MINUTES_A_QUESTION = 2  # its folded answer included
RUSTY_READER = 1.5
PROMPT_WORDS_A_MINUTE = 120
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
        prose / PROMPT_WORDS_A_MINUTE
        + (lesson.autograded + lesson.by_hand) * MINUTES_A_POINT
        + answer * MINUTES_AN_ANSWER_LINE
    )
    return _range(practised, RUSTY_SOLVER)


def _range(practised: float, factor: float) -> Range:
    return 5 * math.ceil(practised / 5), 5 * math.ceil(practised * factor / 5)
