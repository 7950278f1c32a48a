"""Rebuild a submitted notebook from the one that was released.

A submission may have lost, copied, retyped, reordered or tagged any cell. What we grade has our
cells, in our order, with our metadata; from the submission come the sources of the answer cells,
found by their ``grade_id``, and nothing else. No code of a student runs here.
"""

import copy
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbformat.notebooknode import NotebookNode

#: A notebook larger than this, in bytes, is not read: an exercise without outputs has 100 kB.
LARGEST = 20_000_000


class Unreadable(Exception):
    """A submitted file that is no notebook; the message says why."""


@dataclass(frozen=True)
class Finding:
    """Something about a submission that a person should know.

    Parameters
    ----------
    kind : str
        One or two words to count by, such as ``"missing cell"``.
    text : str
        One sentence for the instructor.
    """

    kind: str
    text: str


def read(path: Path) -> dict[str, Any]:
    """Return a submitted notebook as the plain data of its JSON, in nbformat 4.

    Parameters
    ----------
    path : Path
        The submitted file.

    Raises
    ------
    Unreadable
        If it is no notebook.
    """
    if path.stat().st_size > LARGEST:
        raise Unreadable(f"the file is larger than {LARGEST // 1_000_000} MB")
    try:
        content = json.loads(path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise Unreadable("the file is not UTF-8 text") from None
    except json.JSONDecodeError as error:
        if path.stat().st_size == 0:
            raise Unreadable("the file is empty") from None
        raise Unreadable(
            f"the file is not JSON (line {error.lineno}, column {error.colno}: {error.msg})"
        ) from None
    except RecursionError:
        raise Unreadable("the file is JSON that is nested too deeply") from None
    if not isinstance(content, dict) or not isinstance(content.get("nbformat"), int):
        raise Unreadable("the file is JSON, but no notebook")
    if content["nbformat"] < 4:
        try:
            content = nbformat.reads(json.dumps(content), as_version=4)
        except Exception:
            raise Unreadable(f"nbformat {content['nbformat']} could not be converted") from None
    if not isinstance(content.get("cells"), list):
        raise Unreadable("the notebook has no list of cells")
    return content


def sanitise(
    released: NotebookNode, submitted: Mapping[str, Any]
) -> tuple[NotebookNode, list[Finding]]:
    """Put the answers of a submission into the released notebook.

    Parameters
    ----------
    released : NotebookNode
        The notebook as it is to be graded; its answer cells hold the starters.
    submitted : mapping
        The plain data of the submission, see :func:`read`.

    Returns
    -------
    notebook : NotebookNode
        A copy of `released` with the answers.
    findings : list of Finding
        What was unusual in the submission.
    """
    findings = []
    ours = {cell.metadata.nbgrader.grade_id: cell for cell in released.cells if _graded(cell)}
    theirs: dict[str, list[Mapping[str, Any]]] = {name: [] for name in ours}
    strangers = 0
    for cell in submitted["cells"]:
        name = _grade_id(cell)
        if name in theirs:
            theirs[name].append(cell)
        elif _is_code(cell) and not _known(cell, released):
            strangers += 1

    notebook = copy.deepcopy(released)
    for cell in notebook.cells:
        if not _graded(cell):
            continue
        name = cell.metadata.nbgrader.grade_id
        found = theirs[name]
        if len(found) > 1:
            findings.append(Finding("copied cell", f"Cell {name} is there {len(found)} times."))
        if not found:
            findings.append(Finding("missing cell", f"Cell {name} is missing."))
        if not cell.metadata.nbgrader.get("solution") or not found:
            continue
        # Who copies a cell may work in either copy: the last one that is no longer the starter.
        answered = [copied for copied in found if _source(copied) != cell.source]
        answer = (answered or found)[-1]
        if answer.get("cell_type") != cell.cell_type:
            kind = answer.get("cell_type")
            findings.append(
                Finding("retyped cell", f"Cell {name} was made a {kind} cell; graded as ours.")
            )
        if answer.get("attachments"):
            findings.append(
                Finding("attachment", f"Cell {name} had a file attached, which is not graded.")
            )
        cell.source = _source(answer)
    if strangers:
        text = f"{strangers} added code cell{'s were' if strangers > 1 else ' was'} not run."
        findings.append(Finding("added cell", text))
    return notebook, findings


def _graded(cell: NotebookNode) -> bool:
    metadata = cell.metadata.get("nbgrader", {})
    return bool(metadata.get("solution") or metadata.get("grade"))


def _grade_id(cell: Any) -> str | None:
    for key in ("metadata", "nbgrader", "grade_id"):
        cell = cell.get(key) if isinstance(cell, Mapping) else None
    return cell if isinstance(cell, str) else None


def _is_code(cell: Any) -> bool:
    return (
        isinstance(cell, Mapping)
        and cell.get("cell_type") == "code"
        and bool(_source(cell).strip())
    )


def _known(cell: Mapping[str, Any], released: NotebookNode) -> bool:
    """Whether a cell is one of ours that is not graded, such as the set-up."""
    source = _source(cell).strip()
    name = _grade_id(cell)
    return any(
        source == known.source.strip()
        or (name is not None and name == known.metadata.get("nbgrader", {}).get("grade_id"))
        for known in released.cells
    )


def _source(cell: Mapping[str, Any]) -> str:
    source = cell.get("source", "")
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    if not isinstance(source, str):
        return ""
    # A lone surrogate is legal in JSON and illegal in the file that we write.
    return source.encode("utf-8", "replace").decode("utf-8")
