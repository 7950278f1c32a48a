"""Notebooks run apart from each other, within limits, and one failure is one student's."""

import time

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

from aipm.grading.execute import Limits, run, run_all

PATIENT = Limits(cell=30, notebook=60)


def notebook(*sources: str):
    return new_notebook(
        cells=[new_code_cell(source, id=f"cell-{i}") for i, source in enumerate(sources)],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
    )


def outputs(result) -> list[str]:
    def text(output) -> str:
        return output.get("ename") or output.get("text") or output["data"]["text/plain"]

    cells = nbformat.reads(result.notebook, as_version=4).cells
    return ["".join(map(text, cell.outputs)) for cell in cells]


def execute(*sources: str, limits: Limits = PATIENT):
    return run(nbformat.writes(notebook(*sources)), limits, {})


def test_an_error_stops_its_cell_only():
    result = execute("x = 1", "1 / 0", "x + 1", "import sys; print('no', file=sys.stderr)")
    assert result.problem is None
    assert outputs(result) == ["", "ZeroDivisionError", "2", "no\n"]


def test_a_kernel_has_an_empty_folder_one_thread_and_the_exercise_knows_it_is_graded():
    result = execute(
        "import os; os.listdir()",
        "os.environ['OMP_NUM_THREADS'], os.environ['NBGRADER_EXECUTION']",
        "hash('a') == hash('a'), os.environ['PYTHONHASHSEED']",
    )
    assert outputs(result) == ["[]", "('1', 'autograde')", "(True, '0')"]


def test_an_endless_cell_is_stopped_and_the_next_one_runs():
    result = execute("while True: pass", "1 + 1", limits=Limits(cell=1, notebook=60))
    assert result.problem is None
    assert outputs(result) == ["KeyboardInterruptCellTimeoutError", "2"]


def test_a_cell_that_will_not_stop_costs_what_follows_and_says_so():
    stubborn = """
import time
while True:
    try: time.sleep(60)
    except KeyboardInterrupt: pass"""
    result = execute("1", stubborn, "2", limits=Limits(cell=1, notebook=60))
    assert result.problem == (
        "the cell took over 1 seconds and could not be stopped in cell cell-1"
    )
    assert outputs(result) == ["1", "NotRun", "NotRun"]


def test_a_notebook_has_a_budget():
    started = time.monotonic()
    result = execute("1", "import time; time.sleep(60)", "2", limits=Limits(cell=50, notebook=4))
    assert time.monotonic() - started < 30
    assert result.problem == "the notebook took over 4 seconds in cell cell-1"
    assert outputs(result) == ["1", "NotRun", "NotRun"]


def test_a_dead_kernel_keeps_what_ran_before():
    result = execute("1", "import os; os._exit(1)", "2")
    assert result.problem == "the kernel died in cell cell-1"
    assert outputs(result) == ["1", "NotRun", "NotRun"]


def test_notebooks_run_apart_and_all_are_reported():
    ended = []
    books = {"a": notebook("x = 1"), "b": notebook("x"), "c": notebook("import os; os._exit(3)")}
    results = run_all(books, limits=PATIENT, done=ended.append)
    assert {key: outputs(result) for key, result in results.items()} == {
        "a": [""],
        "b": ["NameError"],
        "c": ["NotRun"],
    }
    assert sorted(ended) == ["a", "b", "c"]


def test_an_unknown_kernel_is_a_reason_not_a_crash():
    stranger = notebook("1")
    stranger.metadata.kernelspec.name = "no-such-kernel"
    result = run_all({"a": stranger}, limits=PATIENT)["a"]
    assert result.notebook is None
    assert "no-such-kernel" in result.problem
