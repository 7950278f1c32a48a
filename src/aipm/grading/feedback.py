"""What a learner reads about a test cell: the message, not the test.

The traceback of a failed test prints the lines of the test around the failure, hidden ones too.
"""

from nbformat.notebooknode import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import ClearHiddenTests
from nbgrader.preprocessors.base import NbGraderPreprocessor

from aipm import marking

#: nbgrader's page has no word for points that are not given yet: it says 0.
WAITS = "A person has not read this yet. The 0 stands for no points so far, and may still grow."


class HideTests(NbGraderPreprocessor):
    """nbconvert preprocessor that takes out hidden tests, outputs but messages, and raw HTML.

    It also says where a person has still to give points.
    """

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Change a notebook in place; see nbconvert's ``Preprocessor``."""
        of = resources["nbgrader"]
        with Gradebook(of["db_url"]) as gradebook:
            grades = gradebook.find_submission_notebook(
                of["notebook"], of["assignment"], of["student"]
            ).grades
            self._waiting = {
                grade.name
                for grade in grades
                if grade.needs_manual_grade and grade.auto_score is grade.manual_score is None
            }
        return super().preprocess(nb, resources)

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
        elif cell.cell_type == "markdown" and cell.metadata.get("nbgrader", {}).get("solution"):
            # A learner's text is text: a tag in it would work in the reader's browser.
            cell.source = cell.source.replace("<", "&lt;")
        marks = cell.metadata.get("nbgrader", {})
        if marks.get("grade_id") in self._waiting and not marks.get("comment"):
            marks["comment"] = WAITS
        return cell, resources


def is_test(cell: NotebookNode) -> bool:
    """Return whether a cell is an autograded test."""
    metadata = cell.metadata.get("nbgrader", {})
    return cell.cell_type == "code" and metadata.get("grade") and not metadata.get("solution")


def message(cell: NotebookNode) -> str:
    """Return why a test cell failed, or an empty text if it did not."""
    return marking.message(cell.outputs)
