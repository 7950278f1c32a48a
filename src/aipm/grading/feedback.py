"""What a learner reads about a test cell: the message, not the test.

The traceback of a failed test prints the lines of the test around the failure, hidden ones too.
"""

import re

from nbformat.notebooknode import NotebookNode
from nbgrader.preprocessors import ClearHiddenTests
from nbgrader.preprocessors.base import NbGraderPreprocessor

#: Outputs on the error stream cost the points of a test cell in nbgrader, whatever they say.
WARNED = "A warning was shown while this test ran. A test must run without one to be passed."

_UNDEFINED = re.compile(r"name '(\w+)' is not defined")


class HideTests(NbGraderPreprocessor):
    """nbconvert preprocessor that takes hidden tests out, and all outputs but the messages."""

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict, index: int
    ) -> tuple[NotebookNode, dict]:
        """Change a test cell in place; see nbconvert's ``Preprocessor``."""
        if is_test(cell):
            ClearHiddenTests().preprocess_cell(cell, resources, index)
            text = message(cell)
            cell.outputs = [
                NotebookNode(output_type="error", ename="", evalue="", traceback=[text])
            ] * bool(text)
        return cell, resources


def is_test(cell: NotebookNode) -> bool:
    """Return whether a cell is an autograded test."""
    metadata = cell.metadata.get("nbgrader", {})
    return cell.cell_type == "code" and metadata.get("grade") and not metadata.get("solution")


def message(cell: NotebookNode) -> str:
    """Return why a test cell failed, or an empty text if it did not.

    Parameters
    ----------
    cell : NotebookNode
        An executed test cell.
    """
    errors = [output for output in cell.outputs if output.output_type == "error"]
    if errors:
        return explain(errors[-1].ename, errors[-1].evalue)
    warned = any(o.output_type == "stream" and o.name == "stderr" for o in cell.outputs)
    return WARNED if warned else ""


def explain(name: str, text: str) -> str:
    """Return what a learner reads about an error, given its name and its text."""
    # Messages of expect, and of our own stops, are whole sentences for the learner.
    if name in ("Unmet", "CellTimeoutError", "NotRun"):
        return text
    if name == "NotImplementedError":
        return "This task is not answered yet: replace the line 'raise NotImplementedError()'."
    undefined = _UNDEFINED.search(text) if name == "NameError" else None
    if undefined:
        return (
            f"NameError: {text}. The answer cell of this task did not define {undefined[1]}, or "
            "failed before it did. Only answer cells are graded: what an added cell defines is "
            "not there."
        )
    return f"{name}: {text}" if text else name
