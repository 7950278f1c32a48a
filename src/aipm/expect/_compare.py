"""Decide whether an answer equals what is wanted, in any reasonable form, and say how it differs.

The kind of the wanted value rules: a wanted list is met by a tuple, an array or a Series of equal
items; a wanted mapping by a dict or a labelled Series. A difference is a phrase that continues
"your answer …"; it never contains the wanted value.
"""

import datetime
import math
import numbers
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

import numpy as np
import pandas as pd

from aipm.expect._message import brief

#: Comparisons that a list of things which are neither numbers nor texts may cost.
MOST_TRIALS = 40_000
MOST_TRIALS_EACH = 200
_PLAIN = (int, float, str, bool)


@dataclass(frozen=True)
class Tolerance:
    """How close is equal: ``|answer - wanted| <= max(rel * |wanted|, abs)``."""

    rel: float = 1e-6
    abs: float = 1e-9
    ordered: bool = True


def kind(value: Any) -> str:
    """Return what `value` is: one of the kinds that a comparison tells apart."""
    value = scalar(value)
    if value is None:
        return "None"
    if value is pd.NA or value is pd.NaT:
        return "missing value"
    if isinstance(value, (datetime.date, pd.Timestamp)):
        return "date"
    if isinstance(value, (datetime.timedelta, pd.Timedelta)):
        return "length of time"
    if isinstance(value, (bool, np.bool_)):
        return "true or false"
    if isinstance(value, numbers.Number):
        return "number"
    if isinstance(value, str):
        return "text"
    if isinstance(value, pd.DataFrame):
        return "table"
    if isinstance(value, Mapping):
        return "mapping"
    if isinstance(value, (set, frozenset)):
        return "set"
    if isinstance(value, (list, tuple, np.ndarray, pd.Series, pd.Index, range)):
        return "sequence"
    if isinstance(value, pd.api.extensions.ExtensionArray):
        return "sequence"
    if callable(value):
        return "function"
    return f"object of type {type(value).__name__}"


def word(value: Any) -> str:
    """Return the learner's word for what `value` is."""
    found = kind(value)
    if found == "mapping":
        return "dictionary"
    if found != "sequence":
        return found
    for form, name in ((np.ndarray, "array"), (pd.Series, "Series"), (tuple, "tuple")):
        if isinstance(value, form):
            return name
    return "list"


def difference(answer: Any, wanted: Any, tolerance: Tolerance) -> str | None:
    """Return how `answer` differs from `wanted`, or None where it does not.

    Parameters
    ----------
    answer : any
        What the learner's code gave.
    wanted : any
        What the reference gave; its kind decides which forms are accepted.
    tolerance : Tolerance
        Relative and absolute tolerance of numbers; whether the order of a sequence counts.

    Returns
    -------
    str or None
        A phrase that continues "your answer", for instance "is about 9 % too low".
    """
    if type(answer) is type(wanted) and type(wanted) in _PLAIN and answer == wanted:
        return None  # most of what is compared, and without a look at its kind
    answer, wanted = scalar(answer), scalar(wanted)
    compare = {
        "None": _none,
        "missing value": _missing_value,
        "date": _time,
        "length of time": _time,
        "true or false": _truth,
        "number": _number,
        "text": _text,
        "table": _table,
        "mapping": _mapping,
        "set": _set,
        "sequence": _sequence,
    }.get("mapping" if _labelled(wanted) else kind(wanted))
    if compare is None:
        return None if answer == wanted else f"is {brief(answer)}, which is not what was asked for"
    return compare(answer, wanted, tolerance)


def scalar(value: Any) -> Any:
    """Return the Python scalar inside a NumPy scalar or 0-d array; anything else unchanged."""
    if isinstance(value, np.generic) or (isinstance(value, np.ndarray) and value.ndim == 0):
        if value.dtype.kind in "mM":  # whose items are numbers or objects, depending on the unit
            if np.isnat(value):
                return pd.NaT
            if value.dtype.kind == "M":
                return pd.Timestamp(value[()])
            unit = np.datetime_data(value.dtype)[0]
            # pandas knows neither months nor less than nanoseconds.
            if unit in ("Y", "M", "ps", "fs", "as"):
                value = value.astype("m8[s]" if unit in "YM" else "m8[ns]")
            return pd.Timedelta(value[()])
        item = value.item()
        return value if isinstance(item, (np.generic, np.ndarray)) else item
    return value


def _labelled(value: Any) -> bool:
    return isinstance(value, pd.Series) and not isinstance(value.index, pd.RangeIndex)


def _wrong_kind(answer: Any, wanted: str) -> str:
    if answer is None:
        return f"is None, where {wanted} is wanted: does the function return its result?"
    return f"is {_article(word(answer))} ({brief(answer)}), where {wanted} is wanted"


def _article(word: str) -> str:
    if word in ("None", "true or false", "text"):
        return word
    return ("an " if word[0] in "aeiouAEIOU" else "a ") + word


def _none(answer: Any, wanted: None, tolerance: Tolerance) -> str | None:
    return None if answer is None else f"is {brief(answer)}, where None is wanted"


def _missing_value(answer: Any, wanted: Any, tolerance: Tolerance) -> str | None:
    missing = answer is None or answer is pd.NA or answer is pd.NaT or answer != answer
    return None if missing else f"is {brief(answer)}, where a missing value is wanted"


def _time(answer: Any, wanted: Any, tolerance: Tolerance) -> str | None:
    word = kind(wanted)
    if kind(answer) != word:
        if answer is pd.NA or answer is pd.NaT:
            return f"is a missing value, where a {word} is wanted"
        return _wrong_kind(answer, f"a {word}")
    form = pd.Timestamp if word == "date" else pd.Timedelta
    answer, wanted = form(answer), form(wanted)
    if answer == wanted:
        return None
    if word == "date" and (answer.tz is None) != (wanted.tz is None):
        return f"is {answer}: one with a time zone is not one without"
    return (
        f"is {answer}, which is too {'late' if answer > wanted else 'early'}"
        if (word == "date")
        else f"is {answer}, which is too {'long' if answer > wanted else 'short'}"
    )


def _truth(answer: Any, wanted: bool, tolerance: Tolerance) -> str | None:
    if not isinstance(answer, (bool, np.bool_)):
        return _wrong_kind(answer, "True or False")
    return None if bool(answer) == bool(wanted) else f"is {bool(answer)}, which is wrong here"


def _number(answer: Any, wanted: float, tolerance: Tolerance) -> str | None:
    if answer is pd.NA or answer is pd.NaT:
        return None if wanted != wanted else "is a missing value, where a number is wanted"
    if isinstance(answer, (bool, np.bool_)) or not isinstance(answer, numbers.Number):
        return _wrong_kind(answer, "a number")
    if isinstance(answer, complex) or isinstance(wanted, complex):
        same = abs(complex(answer) - complex(wanted)) <= max(
            tolerance.rel * abs(wanted), tolerance.abs
        )
        return None if same else "is a complex number that differs from the right one"
    answer, wanted = _float(answer), _float(wanted)
    if math.isnan(wanted):
        return None if math.isnan(answer) else f"is {brief(answer)}, where NaN is wanted"
    if math.isnan(answer):
        return "is NaN (not a number), where a number is wanted"
    if answer == wanted:
        return None
    if math.isinf(answer) or math.isinf(wanted):
        return "is " + (
            "infinite, where a finite number is wanted"
            if math.isinf(answer)
            else "finite, where an infinite number is wanted"
        )
    if abs(answer - wanted) <= max(tolerance.rel * abs(wanted), tolerance.abs):
        return None
    return _how_far(answer, wanted, tolerance)


def _float(number: Any) -> float:
    try:
        return float(number)
    except OverflowError:  # an integer larger than any float
        return math.inf if number > 0 else -math.inf


def _how_far(answer: float, wanted: float, tolerance: Tolerance) -> str:
    def close(other: float) -> bool:
        return abs(answer - other) <= max(tolerance.rel * abs(other), tolerance.abs)

    if wanted == 0 or answer == 0:
        return "is too high" if answer > wanted else "is too low"
    if close(-wanted):
        return "has the right size but the wrong sign"
    if close(100 * wanted):
        return "is 100 times too large: a percentage where a fraction is wanted?"
    if close(wanted / 100):
        return "is 100 times too small: a fraction where a percentage is wanted?"
    if (answer > 0) != (wanted > 0):
        return (
            "is too high: it should be negative"
            if answer > 0
            else ("is too low: it should be positive")
        )
    direction = "too high" if answer > wanted else "too low"
    share = abs(answer - wanted) / abs(wanted) * 100
    if share > 200:
        return f"is far {direction}"
    # Two digits say enough to find the mistake, too little to read the answer off.
    return (
        f"is about {float(f'{share:.2g}'):g} % {direction}"
        if share >= 0.01
        else (f"is slightly {direction}: is something rounded on the way?")
    )


def _text(answer: Any, wanted: str, tolerance: Tolerance) -> str | None:
    if not isinstance(answer, str):
        return _wrong_kind(answer, "text")
    if answer == wanted:
        return None
    if answer.strip().casefold() == wanted.strip().casefold():
        return f"is {brief(answer)}: the word is right, but its capitals or spaces are not"
    return f"is {brief(answer)}, which is not the right text"


def _sequence(answer: Any, wanted: Iterable, tolerance: Tolerance) -> str | None:
    if isinstance(answer, (str, bytes, Mapping, pd.DataFrame, set, frozenset)) or not isinstance(
        answer, Iterable
    ):
        return _wrong_kind(answer, "a list (or an array or a Series)")
    answer, wanted = _items(answer), _items(wanted)
    if len(answer) != len(wanted):
        return f"has {_count(len(answer), 'item')}, where {len(wanted)} are wanted"
    if not tolerance.ordered:
        return _bag(answer, wanted, tolerance)
    wrong = [
        (place, found)
        for place, (a, w) in enumerate(zip(answer, wanted, strict=True))
        if (found := difference(a, w, tolerance))
    ]
    if not wrong:
        return None
    if len(wrong) > 1 and _bag(answer, wanted, tolerance) is None:
        return "has the right items in the wrong order"
    place, found = wrong[0]
    more = f" ({len(wrong)} of {len(wanted)} items differ)" if len(wrong) > 1 else ""
    return f"is wrong at position {place}: the item {found}{more}"


def _items(value: Iterable) -> list:
    if isinstance(value, np.ndarray) and value.ndim > 1:
        return [row for row in value]
    return [scalar(item) for item in value]


def _bag(answer: list, wanted: list, tolerance: Tolerance) -> str | None:
    """Compare without order: match each wanted item with one item of the answer.

    Numbers are matched along a line and texts by count, so that long lists take no longer than
    to sort them; only what is neither is tried item by item.
    """
    mine, theirs = _sorted_out(answer), _sorted_out(wanted)
    missing, extra = _along(sorted(mine["number"]), sorted(theirs["number"]), tolerance)
    texts, others = Counter(mine["text"]), Counter(theirs["text"])
    missing += (others - texts).total()
    extra += (texts - others).elements()
    left = mine["other"]
    if len(left) * len(theirs["other"]) > MOST_TRIALS:
        left.sort(key=repr)
        pairs = zip_longest(left, sorted(theirs["other"], key=repr))
        differ = [a for a, w in pairs if difference(a, w, tolerance) is not None]
        return _membership(missing + len(differ), extra + differ)
    for item in theirs["other"]:
        match = next(
            (i for i, a in enumerate(left) if difference(a, item, tolerance) is None), None
        )
        if match is None:
            missing += 1
        else:
            del left[match]
    return _membership(missing, extra + left)


def _sorted_out(items: list) -> dict[str, list]:
    found: dict[str, list] = {"number": [], "text": [], "other": []}
    for item in map(scalar, items):
        number = isinstance(item, numbers.Real) and not isinstance(item, bool) and item == item
        found["number" if number else "text" if type(item) is str else "other"].append(item)
    return found


def _along(answer: list, wanted: list, tolerance: Tolerance) -> tuple[int, list]:
    """Match two sorted lists of numbers; return how many are missing, and which are too many."""
    missing, extra, place = 0, [], 0
    for number in answer:
        while (
            place < len(wanted)
            and wanted[place] < number
            and not _near(number, wanted[place], tolerance)
        ):
            missing += 1
            place += 1
        if place < len(wanted) and _near(number, wanted[place], tolerance):
            place += 1
        else:
            extra.append(number)
    return missing + len(wanted) - place, extra


def _near(answer: Any, wanted: Any, tolerance: Tolerance) -> bool:
    return _number(answer, wanted, tolerance) is None


def _membership(missing: int, extra: list) -> str | None:
    if not missing and not extra:
        return None
    parts = []
    if missing:
        parts.append(f"lacks {_count(missing, 'item')}")
    if extra:
        does = "does" if len(extra) == 1 else "do"
        items = f"{_count(len(extra), 'item')} that {does} not belong"
        parts.append(f"has {items}, such as {brief(extra[0])}")
    return " and ".join(parts)


def _set(answer: Any, wanted: Iterable, tolerance: Tolerance) -> str | None:
    if isinstance(answer, (str, bytes, Mapping, pd.DataFrame)) or not isinstance(answer, Iterable):
        return _wrong_kind(answer, "a set (or a list without repeats)")
    items = _items(answer)
    repeated = _repeated(items)
    if repeated:
        return f"holds {brief(repeated[0])} more than once"
    return _bag(items, list(wanted), tolerance)


def _repeated(items: list) -> list:
    """Return an item that is there more than once, if there is one."""
    try:
        return [item for item, count in Counter(items).items() if count > 1][:1]
    except TypeError:  # some item has no hash
        short = items[:MOST_TRIALS_EACH]
        return [item for place, item in enumerate(short) if item in short[:place]][:1]


def _mapping(answer: Any, wanted: Mapping | pd.Series, tolerance: Tolerance) -> str | None:
    if isinstance(answer, pd.Series):
        if not answer.index.is_unique:
            return "has a label more than once"
        answer = answer.to_dict()
    if not isinstance(answer, Mapping):
        return _wrong_kind(answer, "a dictionary (or a labelled Series)")
    wanted = wanted.to_dict() if isinstance(wanted, pd.Series) else wanted
    answer = {scalar(key): item for key, item in answer.items()}
    missing = [key for key in wanted if key not in answer]
    if missing:
        return f"has no entry for {brief(missing[0])}"
    extra = [key for key in answer if key not in wanted]
    if extra:
        return f"has an entry that does not belong: {brief(extra[0])}"
    for key, item in wanted.items():
        found = difference(answer[key], item, tolerance)
        if found:
            return f"is wrong for {brief(key)}: the entry {found}"
    return None


def _table(answer: Any, wanted: pd.DataFrame, tolerance: Tolerance) -> str | None:
    if not isinstance(answer, pd.DataFrame):
        return _wrong_kind(answer, "a table (a pandas DataFrame)")
    missing = [column for column in wanted.columns if column not in answer.columns]
    if missing:
        return f"has no column {brief(missing[0])}; its columns are {brief(list(answer.columns))}"
    extra = [column for column in answer.columns if column not in wanted.columns]
    if extra:
        return f"has a column that was not asked for: {brief(extra[0])}"
    if len(answer) != len(wanted):
        return f"has {_count(len(answer), 'row')}, where {len(wanted)} are wanted"
    for column in wanted.columns:
        found = _sequence(answer[column].tolist(), wanted[column].tolist(), tolerance)
        if found:
            return f"differs in column {brief(column)}: the column {found}"
    return None


def _count(n: int, noun: str) -> str:
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"
