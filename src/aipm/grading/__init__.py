"""Grading with nbgrader as the engine and the gradebook.

::

    submitted/ -> sanitise -> execute -> nbgrader's autograding, with the executed notebook put in
               -> feedback, report
"""

from aipm.grading.course import Course, GradingError, set_up
from aipm.grading.pipeline import Cell, ClassResult, Student, grade, results, run_answers
from aipm.grading.sanitise import Finding

__all__ = [
    "Cell",
    "ClassResult",
    "Course",
    "Finding",
    "GradingError",
    "Student",
    "grade",
    "results",
    "run_answers",
    "set_up",
]
