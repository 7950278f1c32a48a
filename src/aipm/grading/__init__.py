"""Grading with nbgrader as the engine and the gradebook.

::

    submitted/ -> read and sanitise -> run behind a wall (aipm.runner), kept in a ledger
               -> nbgrader's autograding, with the executed notebook put in -> feedback, report
"""

from aipm.grading.course import Course, GradingError, differences, set_up
from aipm.grading.pipeline import Cell, ClassResult, Student, grade, results
from aipm.grading.sanitise import Finding

__all__ = [
    "Cell",
    "ClassResult",
    "Course",
    "Finding",
    "GradingError",
    "Student",
    "differences",
    "grade",
    "results",
    "set_up",
]
