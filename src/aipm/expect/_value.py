"""Expectations of one value: its kind, its shape, what it is."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from aipm.expect._compare import Tolerance, difference, kind, scalar, word
from aipm.expect._message import Unmet, brief, sentence, stop

KINDS = ("number", "text", "true or false", "sequence", "table", "function", "mapping", "set")


def type(value: Any, wanted: str, *, of: str) -> None:
    """Expect a value of a kind.

    Parameters
    ----------
    value : any
        What the learner's code gave.
    wanted : {"number", "text", "true or false", "sequence", "table", "function", "mapping", "set"}
        The kind. A labelled Series counts as a sequence and as a mapping; a bool is no number.
    of : str
        What the value is, as the learner would write it, such as ``"npv(0.1, [-100, 60])"``.

    Raises
    ------
    Unmet
        If the value is of another kind.
    ValueError
        If `wanted` is no kind.
    """
    if wanted not in KINDS:
        raise ValueError(f"kind {wanted!r} is none of {', '.join(KINDS)}")
    found = kind(value)
    if found == wanted or (wanted == "mapping" and isinstance(value, pd.Series)):
        return
    hint = " Does the function return its result?" if value is None else ""
    name = {"mapping": "dictionary", "sequence": "list"}.get(wanted, wanted)
    raise Unmet(f"{of} should be a {name}, but it is {word(value)} ({brief(value)}).{hint}")


def shape(value: Any, wanted: int | tuple[int, int], *, of: str) -> None:
    """Expect a length, or a number of rows and columns.

    Parameters
    ----------
    value : sequence, mapping, set, array or DataFrame
        What the learner's code gave.
    wanted : int or (int, int)
        The number of items, or of rows and columns.
    of : str
        What the value is, as the learner would write it.

    Raises
    ------
    Unmet
        If the shape is another one.
    """
    if isinstance(wanted, int):
        if not hasattr(value, "__len__") or isinstance(value, str):
            raise Unmet(f"{of} should hold {wanted} items, but it is {brief(value)}.")
        if len(value) != wanted:
            raise Unmet(f"{of} should hold {wanted} items, but it holds {len(value)}.")
        return
    found = np.shape(value)
    if tuple(found) != tuple(wanted):
        shown = " by ".join(map(str, found)) or "a single value"
        raise Unmet(f"{of} should be {wanted[0]} rows by {wanted[1]} columns, but it is {shown}.")


def value(
    answer: Any,
    wanted: Any,
    *,
    of: str,
    rel: float = 1e-6,
    abs: float = 1e-9,
    ordered: bool = True,
    slips: Mapping[str, Any] | None = None,
) -> None:
    """Expect one worked value; the message shows it, since the prompt does too.

    Parameters
    ----------
    answer : any
        What the learner's code gave.
    wanted : any
        The right value; its kind decides which forms of the answer are accepted.
    of : str
        What the value is, as the learner would write it.
    rel, abs : float
        Tolerances of numbers: ``|answer - wanted| <= max(rel * |wanted|, abs)``.
    ordered : bool
        Whether the order of a sequence counts; that of a mapping never does.
    slips : mapping from "does something wrong -> section 13.2" to value, optional
        What known mistakes give here.

    Raises
    ------
    Unmet
        If the answer differs.
    """
    tolerance = Tolerance(rel, abs, ordered)
    found = difference(answer, wanted, tolerance)
    if found is None:
        return
    diagnosis = [
        sentence(slip)
        for slip, wrong in (slips or {}).items()
        if difference(answer, wrong, tolerance) is None
    ]
    right = (
        "" if kind(wanted) in ("table", "function") else f" It should be {brief(scalar(wanted))}."
    )
    raise Unmet(" ".join([stop(f"{of}: your answer {found}") + right, *diagnosis[:1]]))


def frame(
    answer: Any,
    wanted: pd.DataFrame,
    *,
    of: str,
    key: str | list[str] | None = None,
    rel: float = 1e-6,
    abs: float = 1e-9,
    slips: Mapping[str, pd.DataFrame] | None = None,
) -> None:
    """Expect a table; the order of columns is free.

    Parameters
    ----------
    answer : any
        What the learner's code gave; key columns may stand in the index.
    wanted : pandas.DataFrame
        The right table.
    of : str
        What the table is, as the learner would write it.
    key : str or list of str, optional
        Columns that identify a row. With a key the order of rows is free, without one it counts.
    rel, abs : float
        Tolerances of numbers.
    slips : mapping from "does something wrong -> section 13.2" to DataFrame, optional
        What known mistakes give here.

    Raises
    ------
    Unmet
        If the answer is no table or differs.
    """
    keys = [key] if isinstance(key, str) else list(key or [])
    tolerance = Tolerance(rel, abs)

    def sorted_by_key(table: Any) -> Any:
        if not isinstance(table, pd.DataFrame):
            return table
        if any(name in keys for name in table.index.names):
            table = table.reset_index()
        if keys and all(name in table.columns for name in keys):
            table = table.sort_values(keys)
        return table.reset_index(drop=True)

    answer = sorted_by_key(answer)
    found = difference(answer, sorted_by_key(wanted), tolerance)
    if found is None:
        return
    diagnosis = [
        sentence(slip)
        for slip, wrong in (slips or {}).items()
        if difference(answer, sorted_by_key(wrong), tolerance) is None
    ]
    raise Unmet(" ".join([stop(f"{of}: your answer {found}"), *diagnosis[:1]]))
