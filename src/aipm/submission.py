"""What a submitted notebook holds: read in a process of its own, answers found by name.

    python -m aipm.submission

A file may be anything: a nest of brackets, a number of 5,000 digits, text in no encoding. The
process that parses it has limits on memory and time, and what ends it is that file's failure.
"""

import contextlib
import json
import os
import subprocess
import sys
import threading
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aipm
from aipm.exercise import Cell, Exercise

#: A notebook larger than this, in bytes, is not read: an exercise without outputs has 100 kB.
LARGEST = 20_000_000
#: Characters of one answer; more is not run.
LONGEST = 200_000
#: Of the process that reads: bytes, and seconds for one file.
MEMORY = 1 << 30
SECONDS = 20.0


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
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise Unreadable(f"the file is larger than {LARGEST // 1_000_000} MB")
        content = json.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise Unreadable(f"the file cannot be opened ({error.strerror})") from None
    except UnicodeDecodeError:
        raise Unreadable("the file is not UTF-8 text") from None
    except json.JSONDecodeError as error:
        if size == 0:
            raise Unreadable("the file is empty") from None
        raise Unreadable(
            f"the file is not JSON (line {error.lineno}, column {error.colno}: {error.msg})"
        ) from None
    except RecursionError:
        raise Unreadable("the file is JSON that is nested too deeply") from None
    except ValueError:
        raise Unreadable("the file holds a number with too many digits") from None
    except MemoryError:
        raise Unreadable("the file takes too much memory to read") from None
    if not isinstance(content, dict) or not isinstance(content.get("nbformat"), int):
        raise Unreadable("the file is JSON, but no notebook")
    if content["nbformat"] < 4:
        import nbformat  # slow to import, and few are that old

        try:
            content = nbformat.reads(json.dumps(content), as_version=4)
        except Exception:
            raise Unreadable(f"nbformat {content['nbformat']} could not be converted") from None
    if not isinstance(content.get("cells"), list):
        raise Unreadable("the notebook has no list of cells")
    return content


def answers(
    submitted: Mapping[str, Any], exercise: Exercise
) -> tuple[dict[str, str], list[Finding]]:
    """Return the answers of a submission by task, and what was unusual.

    Parameters
    ----------
    submitted : mapping
        The plain data of the submission, see :func:`read`.
    exercise : Exercise
        As it was released, or its solution. A task whose cell is missing is missing in the result.
    """
    findings: list[Finding] = []
    ours = {_folded(c.id): c for c in exercise.cells if c.kind == "answer" or c.points}
    theirs: dict[str, list[Mapping[str, Any]]] = {name: [] for name in ours}
    strangers = 0
    for cell in submitted["cells"]:
        name = _grade_id(cell)
        if name in theirs:
            theirs[name].append(cell)
        elif _is_code(cell) and not _known(cell, exercise):
            strangers += 1
    found: dict[str, str] = {}
    missing = []
    for name, cell in ours.items():
        copies = theirs[name]
        if not copies:
            missing.append(cell.id)
            continue
        if len(copies) > 1:
            text = f"Cell {cell.id} is there {len(copies)} times."
            findings.append(Finding("copied cell", text))
        if cell.kind == "answer":
            found[cell.id] = _answer(cell, copies, findings)
    if missing:
        findings.append(Finding("missing cell", _missing(missing, len(ours))))
    if strangers:
        text = f"{strangers} added code cell{'s were' if strangers > 1 else ' was'} not run."
        findings.append(Finding("added cell", text))
    return found, findings


def _answer(cell: Cell, copies: list[Mapping[str, Any]], findings: list[Finding]) -> str:
    # Who copies a cell may work in either copy: the last one that is no longer the starter.
    worked = [copied for copied in copies if not _is_starter(source_of(copied), cell)]
    chosen = (worked or copies)[-1]
    kind = "code" if cell.is_code else "markdown"
    if chosen.get("cell_type") != kind:
        text = f"Cell {cell.id} was made a {chosen.get('cell_type')} cell; graded as ours."
        findings.append(Finding("retyped cell", text))
    if chosen.get("attachments"):
        text = f"Cell {cell.id} had a file attached, which is not graded."
        findings.append(Finding("attachment", text))
    source = source_of(chosen)
    if len(source) > LONGEST:
        text = f"Cell {cell.id} has {len(source):,} characters; more than {LONGEST:,} are cut off."
        findings.append(Finding("long cell", text))
        source = source[:LONGEST]
    return source


def _is_starter(source: str, cell: Cell) -> bool:
    return source == cell.source or "# YOUR CODE HERE\n" in source


def _missing(names: list[str], of: int) -> str:
    if len(names) == 1:
        return f"Cell {names[0]} is missing."
    if len(names) == of:
        return f"None of the {of} cells of the exercise is there: is it another notebook?"
    listed = ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
    return f"{len(names)} cells are missing: {listed}."


def source_of(cell: Mapping[str, Any]) -> str:
    """Return the source of a submitted cell, whatever it is made of."""
    source = cell.get("source", "")
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    if not isinstance(source, str):
        return ""
    # A lone surrogate is legal in JSON and illegal in the file that we write.
    return source.encode("utf-8", "replace").decode("utf-8")


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _grade_id(cell: Any) -> str | None:
    for key in ("metadata", "nbgrader", "grade_id"):
        cell = cell.get(key) if isinstance(cell, Mapping) else None
    return _folded(cell) if isinstance(cell, str) else None


def _is_code(cell: Any) -> bool:
    return (
        isinstance(cell, Mapping)
        and cell.get("cell_type") == "code"
        and bool(source_of(cell).strip())
    )


def _known(cell: Mapping[str, Any], exercise: Exercise) -> bool:
    """Whether a cell is one of ours that is not graded, such as the set-up."""
    source, name = source_of(cell).strip(), _grade_id(cell)
    return any(
        source == known.source.strip() or (name is not None and name == _folded(known.id))
        for known in exercise.cells
    )


# ---------------------------------------------------------------- a process of its own


class Reader:
    """Reads notebooks in another process, and starts it again where a file has ended it."""

    def __init__(self) -> None:
        self._process: subprocess.Popen | None = None

    def __enter__(self) -> "Reader":
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def read(self, path: Path) -> dict[str, Any]:
        """Return what :func:`answers` needs of a notebook.

        Raises
        ------
        Unreadable
            If it is no notebook, or could not be read within the limits.
        """
        if self._process is None:
            self._begin()
        process = self._process
        assert process is not None and process.stdin is not None and process.stdout is not None
        try:
            process.stdin.write(json.dumps(os.fspath(path.resolve())).encode() + b"\n")
            process.stdin.flush()
            clock = threading.Timer(SECONDS, process.kill)
            clock.start()
            line = process.stdout.readline()
            clock.cancel()
            reply = json.loads(line)
        except (OSError, ValueError):
            self._end()
            raise Unreadable("the file takes too much memory or time to read") from None
        if "unreadable" in reply:
            raise Unreadable(reply["unreadable"])
        return reply

    def _begin(self) -> None:
        package = Path(aipm.__file__).resolve().parents[1]
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "aipm.submission"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": str(package)},
        )

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        process.wait()


def _reduced(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return of a notebook what counts, with sources as text."""
    cells = []
    for cell in content["cells"]:
        if not isinstance(cell, Mapping):
            continue
        kind, name = cell.get("cell_type"), _grade_id(cell)
        cells.append(
            {
                "cell_type": kind if isinstance(kind, str) else str(type(kind).__name__),
                "metadata": {"nbgrader": {"grade_id": name}} if name is not None else {},
                "source": source_of(cell)[: 2 * LONGEST],
                "attachments": bool(cell.get("attachments")),
            }
        )
    return {"cells": cells}


def main() -> None:
    """Read the files that are named on the standard input, one a line."""
    with contextlib.suppress(ImportError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for line in sys.stdin.buffer:
        try:
            reply = _reduced(read(Path(json.loads(line))))
        except Unreadable as error:
            reply = {"unreadable": str(error)}
        except (MemoryError, RecursionError):
            reply = {"unreadable": "the file takes too much memory to read"}
        sys.stdout.buffer.write(json.dumps(reply).encode() + b"\n")
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
