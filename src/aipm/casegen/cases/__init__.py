"""Cases for the decision tasks of the exercises: what a manager sees, without a hidden truth.

One module a decision: ``draw(rng)`` returns one case as a dict of numbers and text, and its
docstring says what the entries mean. What each action is worth is known to the hidden test of the
exercise alone; :func:`deal` brings both together and deals the
cases that a policy is tried on.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

Case = dict[str, Any]

#: Cases that are drawn at most for each one that is dealt.
PATIENCE = 200


def deal(
    draw: Callable[[np.random.Generator], Case],
    values: Callable[[Case], Mapping[str, float]],
    *,
    n: int,
    seed: int,
    shares: tuple[float, float] = (0.2, 0.35),
    margin: float = 0.0,
) -> list[Case]:
    """Deal cases in which every action is often the best, and clearly so.

    In a natural draw one cautious action is often nearly the best everywhere, so that a learner who
    always takes it would seem to decide well. Cases are therefore drawn until each action has its
    share, and a draw in which the choice hardly matters is left out.

    Parameters
    ----------
    draw : callable
        Draws one case from a NumPy generator.
    values : callable
        What each action is worth in a case, by action.
    n : int
        How many cases.
    seed : int
        The same seed deals the same cases.
    shares : pair of float
        In which share of the cases each action is the best, at least and at most. ``(0, 1)`` takes
        the cases as they come, also where the actions differ from case to case.
    margin : float
        By how much the best action leads the second, at least, in the unit of `values`.

    Returns
    -------
    list of dict
        In the order in which they were drawn.

    Raises
    ------
    ValueError
        If the shares cannot be had: no set of cases has them, or an action is too rarely the best;
        also if a case is not plain data.
    """
    rng = np.random.default_rng(seed)
    fewest, most = int(np.ceil(shares[0] * n)), int(np.floor(shares[1] * n))
    dealt: list[Case] = []
    best: Counter[str] = Counter()  # how often each action is the best of those that were dealt
    drawn: Counter[str] = Counter()  # and of those that were drawn, and lead by the margin
    for _ in range(PATIENCE * n):
        case = draw(rng)
        if not _is_plain(case):
            raise ValueError(f"a case holds more than plain numbers and text: {case!r}")
        worth = dict(values(case))
        if not dealt and not fewest * len(worth) <= n <= most * len(worth):
            raise ValueError(f"{len(worth)} actions cannot each be the best in {shares} of {n}")
        first, second = sorted(worth, key=worth.__getitem__)[:-3:-1]
        if worth[first] - worth[second] < margin or worth[first] == worth[second]:
            continue
        drawn[first] += 1
        if best[first] == most:
            continue
        # A place that another action still needs stays free for it.
        owed = sum(max(fewest - best[action], 0) for action in worth if action != first)
        if fewest and best[first] >= fewest and n - len(dealt) <= owed:
            continue
        best[first] += 1
        dealt.append(case)
        if len(dealt) == n:
            return dealt
    told = ", ".join(f"{action!r} {drawn[action]}" for action in worth)
    raise ValueError(
        f"only {len(dealt)} of {n} cases after {PATIENCE * n:,} draws; so often was each action "
        f"the best by {margin:g}: {told}. Draw prices nearer to what the things are worth."
    )


def _is_plain(value: object) -> bool:
    """Whether a message can show the value so that it can be pasted, and a table can hold it."""
    if isinstance(value, dict):
        return all(isinstance(key, str) and _is_plain(item) for key, item in value.items())
    if isinstance(value, list | tuple):
        return all(map(_is_plain, value))
    return value is None or type(value) in (bool, int, float, str)
