"""The vocabulary of the tests in exercises.

Each function passes silently or raises :class:`Unmet`, an ``AssertionError`` whose message is
written for the learner: which call, what is wrong with the answer and, where the answer equals a
known slip, which slip and which section of the lesson to read again.

A right answer in another form passes: a tuple for a list, a Series for an array, a NumPy scalar for
a float. A message never contains the reference of a function or its value for a hidden case.
"""

from aipm.expect._axes import axes, axes_of, bars_of
from aipm.expect._decision import decision
from aipm.expect._function import function
from aipm.expect._message import Unmet
from aipm.expect._text import text
from aipm.expect._value import frame, shape, type, value

__all__ = [
    "Unmet",
    "axes",
    "axes_of",
    "bars_of",
    "decision",
    "frame",
    "function",
    "shape",
    "text",
    "type",
    "value",
]
