"""Run notebooks: each in its own fresh kernel, in its own empty folder, several at a time.

A job is a notebook as JSON text and its result is plain data, so that a job can cross to another
process or machine. For an honest notebook the outputs are those of nbgrader's ``Execute``. Where
that one gives a student up (the kernel dies, or ignores the interrupt), the cells that could not
run are marked as failed here, and what ran before keeps its outputs.
"""

import asyncio
import os
import tempfile
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import nbformat
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat.notebooknode import NotebookNode
from traitlets import Dict

#: The name of the error that a cell gets which could not run.
NOT_RUN = "NotRun"


@dataclass(frozen=True)
class Limits:
    """How long a notebook may take.

    Parameters
    ----------
    cell : int
        Seconds for one cell.
    notebook : int
        Seconds for all cells together.
    """

    cell: int = 30
    notebook: int = 300


@dataclass(frozen=True)
class Executed:
    """What became of a notebook.

    Parameters
    ----------
    notebook : str or None
        The executed notebook as JSON, or None if it could not be run at all.
    problem : str or None
        Why it was not run to its end, in one line.
    """

    notebook: str | None
    problem: str | None = None


def run_all(
    notebooks: Mapping[str, NotebookNode],
    *,
    limits: Limits = Limits(),
    environment: Mapping[str, str] | None = None,
    workers: int = 2,
    done: Callable[[str], None] = lambda key: None,
) -> dict[str, Executed]:
    """Run notebooks in a pool of processes.

    Parameters
    ----------
    notebooks : mapping from key to notebook
        The keys are the caller's, such as student ids.
    limits : Limits
        The same for each notebook.
    environment : mapping, optional
        Variables that the kernels get besides those of this process.
    workers : int
        How many notebooks run at the same time.
    done : callable
        Called with the key of each notebook as it ends.

    Returns
    -------
    dict from key to Executed
        One for each notebook: what goes wrong with one notebook is its own result.
    """
    results: dict[str, Executed] = {}
    if not notebooks:
        return results
    with ProcessPoolExecutor(min(workers, len(notebooks)), get_context("spawn")) as pool:
        keys = {
            pool.submit(run, nbformat.writes(notebook), limits, dict(environment or {})): key
            for key, notebook in notebooks.items()
        }
        try:
            for future in as_completed(keys):
                try:
                    results[keys[future]] = future.result()
                except Exception as error:
                    reason = f"could not be run: {type(error).__name__}: {error}"
                    results[keys[future]] = Executed(None, reason)
                done(keys[future])
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return results


def run(source: str, limits: Limits, environment: dict[str, str]) -> Executed:
    """Run one notebook in a fresh kernel.

    Parameters
    ----------
    source : str
        The notebook as JSON.
    limits : Limits
        How long it may take.
    environment : dict
        Variables that the kernel gets besides those of this process.

    Returns
    -------
    Executed
    """
    notebook = nbformat.reads(source, as_version=4)
    with tempfile.TemporaryDirectory(prefix="aipm-", ignore_cleanup_errors=True) as folder:
        work = Path(folder) / "work"
        work.mkdir()
        kernel = notebook.metadata.get("kernelspec", {}).get("name", "python3")
        # Sockets in the kernel's own folder: no port to collide on and none that others can reach.
        manager = AsyncKernelManager(
            kernel_name=kernel, transport="ipc", connection_file=f"{folder}/kernel.json"
        )
        client = _Client(
            notebook,
            km=manager,
            timeout=limits.cell,
            error_on_timeout=_error(
                "CellTimeoutError", f"The cell was stopped after {limits.cell} seconds."
            ),
        )
        variables = {
            **os.environ,
            **environment,
            # nbgrader sets this too; the check cell of an exercise does nothing when it is set.
            "NBGRADER_EXECUTION": "autograde",
            # Two notebooks share two cores, and a set must iterate alike for every student.
            "OMP_NUM_THREADS": "1",
            "PYTHONHASHSEED": "0",
        }
        variables.pop("JPY_PARENT_PID", None)
        problem = asyncio.run(client.run(limits.notebook, cwd=str(work), env=variables))
    return Executed(nbformat.writes(notebook), problem)


class _Client(NotebookClient):
    """nbclient with nbgrader's settings, which stops instead of giving the notebook up."""

    # nbclient declares this one without a validation of its content.
    error_on_timeout = Dict()

    def __init__(self, notebook: NotebookNode, **settings: object) -> None:
        super().__init__(
            notebook,
            allow_errors=True,
            interrupt_on_timeout=True,
            raise_on_iopub_timeout=True,
            shutdown_kernel="immediate",
            on_cell_start=self._started,
            on_cell_executed=self._executed,
            **settings,
        )
        self._index = 0

    async def run(self, budget: int, **start: object) -> str | None:
        """Run all cells; return why the last ones did not run, or None."""
        try:
            async with asyncio.timeout(budget) as total:
                await self.async_execute(cleanup_kc=True, **start)
            return None
        except (DeadKernelError, CellTimeoutError, TimeoutError) as error:
            # nbclient takes the end of the budget for the death of the kernel.
            if total.expired():
                reason = f"the notebook took over {budget} seconds"
            elif isinstance(error, DeadKernelError):
                reason = "the kernel died"
            else:
                reason = f"the cell took over {self.timeout} seconds and could not be stopped"
        cell = self.nb.cells[self._index]
        problem = f"{reason} in cell {_name(cell)}"
        for later in self.nb.cells[self._index :]:
            if later.cell_type == "code":
                message = f"This cell was not run to its end: {problem}."
                later.outputs.append(NotebookNode(output_type="error", **_error(NOT_RUN, message)))
        return problem

    def _started(self, cell: NotebookNode, cell_index: int) -> None:
        self._index = cell_index

    def _executed(self, cell: NotebookNode, cell_index: int, execute_reply: dict) -> None:
        # A cell that failed must say so in its outputs, since nbgrader reads the score there; a
        # timeout, or a student who has switched tracebacks off, leaves no such output.
        reply = execute_reply["content"]
        if reply["status"] == "error" and not any(
            output.output_type == "error" and output.ename == reply["ename"]
            for output in cell.outputs
        ):
            error = _error(reply["ename"], reply["evalue"])
            cell.outputs.append(NotebookNode(output_type="error", **error))


def _error(name: str, message: str) -> dict:
    return {"ename": name, "evalue": message, "traceback": [f"{name}: {message}"]}


def _name(cell: NotebookNode) -> str:
    return cell.metadata.get("nbgrader", {}).get("grade_id") or cell.get("id", "without an id")
