"""Run a lesson as a reader does: top to bottom, in a fresh kernel, on one core."""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbformat.notebooknode import NotebookNode, from_dict

from aipm.authoring import notebook
from aipm.errors import UserError

#: The cell of a lesson that builds the table `hand_over`.
HAND_OVER = "hand-over"
# Memory is not ru_maxrss: on Linux a kernel's begins with what the process that started it held.
_PEAK = """
import os as _o, resource as _r, time as _t
_kib = _r.getrusage(_r.RUSAGE_SELF).ru_maxrss
if _o.path.exists("/proc/self/status"):
    _kib = next(int(s.split()[1]) for s in open("/proc/self/status") if s.startswith("VmHWM"))
print(_kib // 1024, _t.process_time())
"""
_HANDED = "print(hand_over.reset_index().to_json(orient='records', double_precision=15))"
SECONDS_A_CELL = 60


@dataclass(frozen=True)
class Run:
    """What a run has left.

    Parameters
    ----------
    cells : tuple of NotebookNode
        The notebook's cells with their outputs.
    seconds : float
        Of processor time, the kernel's start included: the same however busy the machine is.
    mebibytes : int
        The most memory that the kernel held.
    handed_over : list of dict or None
        The rows of `hand_over`; None where the lesson hands nothing on.
    """

    cells: tuple[NotebookNode, ...]
    seconds: float
    mebibytes: int
    handed_over: list[dict[str, Any]] | None


def run(root: Path, path: Path) -> Run:
    """Run a notebook of the course.

    Parameters
    ----------
    root : Path
        The course.
    path : Path
        The notebook, relative to `root`.

    Raises
    ------
    UserError
        If a cell fails; the message holds the end of its traceback.
    """
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError

    nb = notebook.read(root / path)
    count = len(nb.cells)
    hands_over = notebook.cell_by_id(nb, HAND_OVER) is not None
    nb.cells.append(_code("peak", _PEAK))
    if hands_over:
        nb.cells.append(_code("handed", _HANDED))
    nb = from_dict(nb)
    environment = os.environ | {"OMP_NUM_THREADS": "1", "NBGRADER_EXECUTION": "validate"}
    client = NotebookClient(
        nb,
        timeout=SECONDS_A_CELL,
        resources={"metadata": {"path": root / path.parent}},
        extra_arguments=["--log-level=ERROR"],  # what a kernel says of its own transport
    )
    try:
        client.execute(env=environment)
    except (CellExecutionError, CellTimeoutError) as error:
        raise UserError(f"{path}: {str(error)[-1500:]}") from None
    said = [_printed(cell) for cell in nb.cells[count:]]
    mebibytes, seconds = said[0].split()
    return Run(
        cells=tuple(nb.cells[:count]),
        seconds=float(seconds),
        mebibytes=int(mebibytes),
        handed_over=json.loads(said[1]) if hands_over else None,
    )


def _code(name: str, source: str) -> dict:
    return {
        "cell_type": "code",
        "id": name,
        "source": source,
        "metadata": {},
        "outputs": [],
        "execution_count": None,
    }


def _printed(cell: NotebookNode) -> str:
    return "".join(o.text for o in cell.outputs if o.output_type == "stream")
