"""Put what the cells of a submission have shown into the notebook that nbgrader records."""

import copy
from collections.abc import Mapping
from typing import Any

from nbformat.notebooknode import NotebookNode, from_dict

from aipm.exercise import Exercise

NOT_RUN = "This cell was not run."


def executed(notebook: NotebookNode, outputs: Mapping[str, list[dict[str, Any]]]) -> NotebookNode:
    """Return a notebook with the outputs of its cells.

    A test cell that has none, since it was not run, says so: an empty one would pass.
    """
    notebook = copy.deepcopy(notebook)
    by_id = {cell.id: cell for cell in Exercise.of(notebook).cells}
    count = 0
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        count += 1
        name = cell.metadata.get("nbgrader", {}).get("grade_id") or cell.get("id", "")
        shown = outputs.get(name)
        if shown is None and by_id[name].kind == "test":
            error = {"ename": "NotRun", "evalue": NOT_RUN, "traceback": [NOT_RUN]}
            shown = [{"output_type": "error", **error}]
        cell.outputs = [from_dict(output) for output in shown or []]
        # Stock nbgrader runs the last cell, `check`, which then shows nothing: number it alike.
        ran = shown is not None or by_id[name].kind != "test"
        cell.execution_count = count if ran else None
    return notebook
