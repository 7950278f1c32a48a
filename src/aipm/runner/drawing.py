"""matplotlib Axes across the wall: as a description, and drawn again from it.

What tests ask for crosses: title, labels, lines, points, bars, limits, scales, ticks, legend.
"""

from typing import Any

import numpy as np

MOST_TEXT = 2000
MOST_AXES = 16
MOST_TICKS = 5000


def describe(ax: Any) -> dict[str, Any]:
    """Return what is drawn on Axes, as plain values."""
    from matplotlib.container import BarContainer

    legend = ax.get_legend()
    bars = [group for group in ax.containers if isinstance(group, BarContainer)]
    return {
        "titles": [ax.get_title(place)[:MOST_TEXT] for place in ("left", "center", "right")],
        "labels": [ax.get_xlabel()[:MOST_TEXT], ax.get_ylabel()[:MOST_TEXT]],
        "lines": [
            [*map(np.asarray, line.get_data()), str(line.get_label())[:MOST_TEXT]]
            for line in ax.get_lines()
        ],
        "clouds": [
            np.asarray(np.ma.filled(cloud.get_offsets(), np.nan), float) for cloud in ax.collections
        ],
        "bars": [
            [
                group.orientation == "horizontal",
                np.array(
                    [[*p.get_xy(), p.get_width(), p.get_height()] for p in group], float
                ).reshape(-1, 4),
            ]
            for group in bars
        ],
        "limits": [list(map(float, ax.get_xlim())), list(map(float, ax.get_ylim()))],
        "scales": [ax.get_xscale(), ax.get_yscale()],
        "ticks": [_ticks(ax.xaxis), _ticks(ax.yaxis)],
        "legend": None
        if legend is None
        else [text.get_text()[:MOST_TEXT] for text in legend.get_texts()],
    }


def draw(description: dict[str, Any], ax: Any = None) -> Any:
    """Return Axes that show what a description says; on `ax`, if it is given."""
    from matplotlib.figure import Figure
    from matplotlib.lines import Line2D

    if ax is None:
        ax = Figure().subplots()
    else:
        ax.clear()
    for x, y, label in description["lines"]:
        ax.plot(x, y, label=label)
    for cloud in description["clouds"]:
        if cloud.ndim == 2 and cloud.shape[1] == 2:
            ax.scatter(cloud[:, 0], cloud[:, 1])
    for lying, boxes in description["bars"]:
        x, y, width, height = boxes.T
        if lying:
            ax.barh(y + height / 2, width, height, left=x)
        else:
            ax.bar(x + width / 2, height, width, bottom=y)
    for axis, set_scale, scale, (places, labels), limits in zip(
        (ax.xaxis, ax.yaxis),
        (ax.set_xscale, ax.set_yscale),
        description["scales"],
        description["ticks"],
        description["limits"],
        strict=True,
    ):
        if scale in ("log", "symlog", "logit"):
            set_scale(scale)
        if len(places) == len(labels) <= MOST_TICKS:
            axis.set_ticks(places, labels)
        (ax.set_xlim if axis is ax.xaxis else ax.set_ylim)(limits)
    for place, title in zip(("left", "center", "right"), description["titles"], strict=True):
        ax.set_title(title, loc=place)
    ax.set_xlabel(description["labels"][0])
    ax.set_ylabel(description["labels"][1])
    if description["legend"] is not None:
        ax.legend([Line2D([], []) for _ in description["legend"]], description["legend"])
    return ax


def figure(descriptions: list[dict[str, Any]]) -> Any:
    """Return a figure with several Axes, one below the other."""
    from matplotlib.figure import Figure

    shown = Figure()
    for place, description in enumerate(descriptions[:MOST_AXES], start=1):
        draw(description, shown.add_subplot(len(descriptions), 1, place))
    return shown


def _ticks(axis: Any) -> list[Any]:
    places = np.asarray(axis.get_ticklocs(), float)[:MOST_TICKS]
    labels = [label.get_text()[:MOST_TEXT] for label in axis.get_ticklabels()]
    return [places.tolist(), labels[:MOST_TICKS]]
