"""Expectations of a figure: labels, title and the data that are drawn, read off the Axes."""

import functools
import re
import warnings
from collections.abc import Callable, Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.container import BarContainer
from matplotlib.figure import Figure

from aipm.expect._message import Instead, Unmet, brief


def axes(
    answer: Any,
    *,
    of: str,
    title: str | None = None,
    xlabel: str | None = None,
    ylabel: str | None = None,
    line: tuple[Sequence, Sequence] | None = None,
    bars: Sequence[float] | None = None,
    points: tuple[Sequence, Sequence] | None = None,
    legend: Sequence[str] | None = None,
    rel: float = 1e-6,
) -> None:
    """Expect Axes that show given data and say what they show.

    Parameters
    ----------
    answer : matplotlib Axes, or a Figure with one
        What the learner's code gave.
    of : str
        What the figure is, as the learner would call it.
    title, xlabel, ylabel : str, optional
        Regular expressions that the text must contain, ignoring case; ``""`` asks for any text.
        Alternatives are written ``"EUR|euro"``.
    line, points : (x, y), optional
        Data that one line, or one cloud of points, must show.
    bars : sequence of float, optional
        Lengths that one group of bars must show, in drawing order; upright or lying bars.
    legend : sequence of str, optional
        Regular expressions that entries of the legend must contain.
    rel : float
        Tolerance of the data, relative to the largest absolute value of each coordinate.

    Raises
    ------
    Unmet
        If something is missing; the message names it.
    """
    ax = _axes(answer, of)
    for what, text, pattern in (
        ("title", ax.get_title() or ax.get_title("left") or ax.get_title("right"), title),
        ("label of the x axis", ax.get_xlabel(), xlabel),
        ("label of the y axis", ax.get_ylabel(), ylabel),
    ):
        if pattern is not None:
            _says(text, pattern, f"{of}: the {what}")
    if line is not None:
        _drawn([drawn.get_data() for drawn in ax.get_lines()], line, rel, f"{of}: a line")
    if points is not None:
        clouds = [np.asarray(cloud.get_offsets()).T for cloud in ax.collections]
        clouds += [drawn.get_data() for drawn in ax.get_lines()]
        _drawn(clouds, points, rel, f"{of}: points")
    if bars is not None:
        groups = [
            [_length(patch, container) for patch in container]
            for container in ax.containers
            if isinstance(container, BarContainer)
        ]
        if not groups:
            raise Unmet(f"{of} should have bars, but no bars are drawn.")
        if not any(_close(group, bars, rel) for group in groups):
            raise Unmet(
                f"{of}: {len(bars)} bars with the asked-for lengths are wanted; the drawn ones are "
                f"{brief(groups[0])}."
            )
    if legend is not None:
        box = ax.get_legend()
        entries = [entry.get_text() for entry in box.get_texts()] if box else []
        for pattern in legend:
            if not any(re.search(pattern, entry, re.IGNORECASE) for entry in entries):
                raise Unmet(
                    f"{of}: the legend should name {_spoken(pattern)}; its entries are "
                    f"{brief(entries)}."
                )


def axes_of(draw: Callable, *arguments: Any) -> Any:
    """Return what a learner's drawing function returns; warn of nothing and show no figure."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        ax = draw(*arguments)
    plt.close("all")
    return ax


def bars_of(draw: Callable, *, heights_only: bool = False) -> Callable:
    """Turn a drawing function into one that :func:`aipm.expect.function` can compare.

    Parameters
    ----------
    draw : callable
        The learner's function; returns Axes with upright bars.
    heights_only : bool
        Give the heights from left to right instead of a dict from name to height.

    Returns
    -------
    callable
        Takes the same arguments; returns the bars, or the text "a figure", "no Axes", "no bars" or
        "lying bars" where there is nothing to compare, so that a slip can be named for it.
    """

    @functools.wraps(draw)
    def bars(*arguments: Any) -> dict[str, float] | list[float] | str:
        ax = axes_of(draw, *arguments)
        if isinstance(ax, Figure):
            return Instead(
                "a figure", "it returns the figure (fig), where its Axes (ax) are wanted"
            )
        if not isinstance(ax, Axes):
            return Instead("no Axes", f"it returns {brief(ax)}, where Axes (ax) are wanted")
        groups = [group for group in ax.containers if isinstance(group, BarContainer)]
        if not groups:
            return Instead("no bars", "nothing is drawn with ax.bar")
        if any(group.orientation == "horizontal" for group in groups):
            return Instead("lying bars", "its bars lie, where upright ones (ax.bar) are wanted")
        patches = [patch for group in groups for patch in group]
        patches.sort(key=lambda patch: patch.get_window_extent().x0)
        heights = [float(patch.get_height()) for patch in patches]
        if heights_only:
            return heights
        ticks = zip(ax.get_xticks(), ax.get_xticklabels(), strict=True)
        names = {round(place): label.get_text() for place, label in ticks}
        places = [round(patch.get_x() + patch.get_width() / 2) for patch in patches]
        return {names.get(p, "no name"): h for p, h in zip(places, heights, strict=True)}

    return bars


def _axes(answer: Any, of: str) -> Axes:
    if isinstance(answer, Figure):
        answer = answer.axes
    if isinstance(answer, (list, tuple, np.ndarray)) and np.size(answer) == 1:
        answer = np.ravel(np.asarray(answer, dtype=object))[0]
    if not isinstance(answer, Axes):
        raise Unmet(
            f"{of} should be matplotlib Axes (the ax of plt.subplots), not {brief(answer)}."
        )
    return answer


def _says(text: str, pattern: str, what: str) -> None:
    if not text.strip():
        raise Unmet(f"{what} is missing.")
    if not re.search(pattern, text, re.IGNORECASE):
        raise Unmet(f"{what} should name {_spoken(pattern)}, but it says {brief(text)}.")


def _spoken(pattern: str) -> str:
    return " or ".join(f"'{word}'" for word in pattern.split("|"))


def _drawn(candidates: list, wanted: tuple, rel: float, what: str) -> None:
    if not candidates:
        raise Unmet(f"{what} is wanted, but nothing of the kind is drawn.")
    if not any(
        all(_close(c, w, rel) for c, w in zip(xy, wanted, strict=True)) for xy in candidates
    ):
        raise Unmet(f"{what} through the asked-for data is wanted; what is drawn shows other data.")


def _length(patch: Any, container: BarContainer) -> float:
    return patch.get_width() if container.orientation == "horizontal" else patch.get_height()


def _close(found: Sequence, wanted: Sequence, rel: float) -> bool:
    if len(found) != len(wanted):
        return False
    try:
        found, wanted = np.asarray(found, float), np.asarray(wanted, float)
    except (TypeError, ValueError):
        return list(map(str, found)) == list(map(str, wanted))
    scale = np.nanmax(np.abs(wanted), initial=0.0) or 1.0
    return bool(np.allclose(found, wanted, rtol=0, atol=rel * scale, equal_nan=True))
