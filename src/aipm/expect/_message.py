"""What a learner reads when a test is not met."""

import re
import textwrap
from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

#: A slip is written "discounts the first cash flow -> section 13.2".
SLIP = re.compile(r"^(?P<does>.+?) -> section (?P<section>\d{2}\.\d+)$")
LONGEST_VALUE = 90
#: Columns of a message in a notebook; an output cell does not wrap by itself.
WIDTH = 96


class Unmet(AssertionError):
    """An expectation that an answer does not meet; its message is the whole feedback."""

    def _render_traceback_(self) -> list[str]:
        # IPython asks for this before it formats a traceback. A traceback would show the learner
        # the source of a hidden test, and says nothing that the message does not say better.
        return [textwrap.fill(str(self), WIDTH)]


class Instead(str):
    """What came in place of something that can be compared, such as "no bars".

    Parameters
    ----------
    text : str
        What it is called; slips give the same text.
    says : str
        What a learner reads, without a final stop.
    """

    def __new__(cls, text: str, says: str) -> "Instead":
        made = super().__new__(cls, text)
        made.says = says
        return made


def sentence(slip: str) -> str:
    """Return the diagnosis of a slip as it is shown to the learner.

    Parameters
    ----------
    slip : str
        "does something wrong -> section NN.N"; the part before the arrow continues "Your answer".

    Raises
    ------
    ValueError
        If `slip` has another form: that is an error of the test's author.
    """
    match = SLIP.match(slip)
    if match is None:
        raise ValueError(f"slip {slip!r} must read 'does something wrong -> section 13.2'")
    return f"It looks as if your answer {match['does']}. Reread section {match['section']}."


def brief(value: Any) -> str:
    """Return `value` as one short line."""
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float):
        text = f"{value:.6g}"
    elif isinstance(value, pd.DataFrame):
        text = f"a table with columns {', '.join(map(str, value.columns))} and {len(value)} rows"
    elif isinstance(value, (pd.Series, pd.Index, np.ndarray, list, tuple)):
        items = np.asarray(value, dtype=object).ravel() if isinstance(value, np.ndarray) else value
        text = _items(items, "()" if isinstance(value, tuple) else "[]")
    elif isinstance(value, (set, frozenset)):
        text = _items(sorted(value, key=str), "{}")
    elif isinstance(value, dict):
        text = "{" + ", ".join(f"{brief(k)}: {brief(v)}" for k, v in value.items()) + "}"
    elif isinstance(value, np.random.Generator):
        text = "a random generator"  # its repr holds an address, which differs each time
    elif callable(value):
        text = getattr(value, "__name__", "a function")
    else:
        text = repr(value)
    text = " ".join(text.split())
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1] + "…"


def stop(text: str) -> str:
    """Return `text` with a full stop, unless it ends as a question."""
    return text if text.endswith("?") else f"{text}."


def call(name: str, arguments: tuple) -> str:
    """Return a call as the learner would write it: ``npv(0.1, [-100, 60])``."""
    return f"{name}({', '.join(brief(argument) for argument in arguments)})"


def _items(items: Iterable, brackets: str) -> str:
    items = list(items)
    shown = ", ".join(brief(item) for item in items[:8])
    more = f", … {len(items)} in all" if len(items) > 8 else ""
    return f"{brackets[0]}{shown}{more}{brackets[1]}"
