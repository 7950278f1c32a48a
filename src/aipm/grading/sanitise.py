"""Rebuild a submitted notebook from the one that was released.

A submission may have lost, copied, retyped, reordered or tagged any cell. What we grade has our
cells, in our order, with our metadata; from the submission come the sources of the answer cells,
found by their ``grade_id``, and nothing else. No code of a student runs here.
"""

import copy
from collections.abc import Mapping
from typing import Any

from nbformat.notebooknode import NotebookNode

from aipm.exercise import Exercise
from aipm.submission import Finding, Unreadable, answers, read

__all__ = ["Finding", "Unreadable", "answers", "fill", "read", "sanitise"]


def sanitise(
    released: NotebookNode, submitted: Mapping[str, Any]
) -> tuple[NotebookNode, list[Finding]]:
    """Put the answers of a submission into the released notebook.

    Parameters
    ----------
    released : NotebookNode
        The notebook as it is to be graded; its answer cells hold the starters.
    submitted : mapping
        The plain data of the submission, see :func:`aipm.submission.read`.

    Returns
    -------
    notebook : NotebookNode
        A copy of `released` with the answers.
    findings : list of Finding
        What was unusual in the submission.
    """
    found, findings = answers(submitted, Exercise.of(released))
    return fill(released, found), findings


def fill(released: NotebookNode, found: Mapping[str, str]) -> NotebookNode:
    """Return a copy of a notebook with these sources in its answer cells."""
    notebook = copy.deepcopy(released)
    for cell in notebook.cells:
        marks = cell.metadata.get("nbgrader", {})
        if marks.get("solution") and marks.get("grade_id") in found:
            cell.source = found[marks["grade_id"]]
    return notebook
