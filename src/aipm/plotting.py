"""Show figures and tables so that everyone can read them.

The look is a matplotlib style, ``plt.style.use("aipm.course")``. This module adds what matplotlib
has no word for: a text alternative (:func:`show`), and a figure with sliders that still says the
same where no widget can run (:func:`explore`); and a table for people (:func:`table`).
"""

import base64
import html
import math
import zlib
from collections.abc import Callable, Mapping
from io import BytesIO
from numbers import Real

import ipywidgets as widgets
import matplotlib.pyplot as plt
import pandas as pd
from IPython.display import display
from matplotlib.figure import Figure
from pandas.api.types import is_bool_dtype, is_datetime64_any_dtype, is_numeric_dtype

#: A text alternative shorter than this cannot state a finding.
SHORTEST_ALT = 40
#: More decimals than these nobody reads.
MOST_DECIMALS = 3
#: The look of a table: it may be as wide as the page, and long words wrap instead of being cut.
TABLE_STYLES = (
    {
        "selector": "caption",
        "props": "caption-side: top; text-align: left; font-weight: bold; padding: 0.4em 0",
    },
    {"selector": "th, td", "props": "text-align: right; vertical-align: top; white-space: normal"},
    {"selector": "td", "props": "max-width: 34em"},
)


def show(fig: Figure, *, alt: str) -> None:
    """Display a figure with a text alternative, and close it.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        The figure to show.
    alt : str
        What a reader who cannot see the figure must know: the kind of figure, what it shows and
        the finding with its numbers. At least 40 characters.

    Raises
    ------
    ValueError
        If `alt` is too short to state a finding.

    References
    ----------
    W3C, Web Content Accessibility Guidelines 2.2, success criterion 1.1.1 (non-text content).
    """
    display(_bundle(fig, alt), raw=True)


def explore(draw: Callable[..., tuple[Figure, str]], **controls: widgets.Widget) -> None:
    """Show a figure whose parameters the reader can move.

    Where a kernel runs, each control redraws the figure and its text alternative. The figure is an
    output of its own, no part of the widget: the last one drawn is saved with the notebook, so it
    is still there when the page is opened again, printed or exported.

    Parameters
    ----------
    draw : callable
        Takes one keyword argument for each control; returns the figure and its text alternative.
    **controls : ipywidgets widgets with a value
        For instance ``rate=widgets.FloatSlider(value=0.1, min=0, max=0.3, step=0.01)``. A control
        without a description is labelled with its keyword.

    Raises
    ------
    ValueError
        If `draw` returns a text alternative that is too short.
    """
    for name, control in controls.items():
        control.description = control.description or name
        control.style.description_width = "initial"
        control.layout.width = "44em"
        control.layout.max_width = "100%"
        if hasattr(control, "continuous_update"):
            control.continuous_update = False

    def picture() -> dict[str, str]:
        return _bundle(*draw(**{name: control.value for name, control in controls.items()}))

    first = picture()  # a mistake in `draw` leaves no controls behind that do nothing
    display(widgets.VBox([*controls.values()]))
    handle = display(first, raw=True, display_id=True)

    def redraw(_change: dict) -> None:
        if handle is not None:  # outside of a kernel nothing can be redrawn
            handle.update(picture(), raw=True)

    for control in controls.values():
        control.observe(redraw, names="value")


def table(
    rows: pd.DataFrame | pd.Series,
    title: str | None = None,
    *,
    decimals: int | Mapping[str, int] | None = None,
) -> None:
    """Display a table as a person reads one: a title, words left, numbers right, nothing cut.

    Parameters
    ----------
    rows : DataFrame or Series
        What to show, all of it; for a long table give ``rows.head()``.
    title : str, optional
        What the table says, with the unit where all columns share one.
    decimals : int or mapping from column to int, optional
        Decimals of numbers that are not whole; a column has one set of them. By default as few as
        keep every number within half a per cent.

    Notes
    -----
    Built on pandas' Styler; ``rows.style.format(precision=1)`` is the way to go on from there.
    Missing values are shown as a dash, dates as 6 Jan 2025, True and False as yes and no.
    """
    frame = rows
    if isinstance(rows, pd.Series):  # one without a name has no word above it
        frame = rows.to_frame("" if rows.name is None else rows.name)
    if not (isinstance(frame.index, pd.RangeIndex) and frame.index.name is None):
        frame = frame.rename_axis([name or "" for name in frame.index.names])
        frame = frame.reset_index(allow_duplicates=True)
    places = decimals if isinstance(decimals, Mapping) else dict.fromkeys(frame.columns, decimals)
    texts = pd.DataFrame(index=frame.index)
    styles = list(TABLE_STYLES)
    for number, name in enumerate(frame.columns):
        column = frame.iloc[:, number].infer_objects()
        texts.insert(number, number, _texts(column, places.get(name)))
        if not _has_numbers(column):
            styles.append({"selector": f".col{number}", "props": "text-align: left"})
    texts.columns = frame.columns
    styler = texts.style.hide(axis="index").format(escape="html").set_table_styles(styles)
    styler = styler.set_caption(html.escape(title or ""))
    styler = styler.set_uuid(f"{zlib.crc32(texts.to_csv().encode()):x}")
    plain = texts.to_string(index=False)
    display(
        {"text/html": styler.to_html(), "text/plain": f"{title}\n{plain}" if title else plain},
        raw=True,
    )


def _has_numbers(column: pd.Series) -> bool:
    """Whether cells stand to the right: numbers, or numbers and words (a case on its side)."""
    if is_bool_dtype(column) or is_datetime64_any_dtype(column.dtype):
        return False
    return is_numeric_dtype(column) or any(
        isinstance(value, Real) and not isinstance(value, bool) for value in column.dropna()
    )


def _texts(column: pd.Series, decimals: int | None) -> list[str]:
    """Return the cells of a column as a person writes them."""
    missing = column.isna()
    known = column[~missing]
    if is_datetime64_any_dtype(column.dtype):
        clock = " %H:%M" if (known.dt.normalize() != known).any() else ""
        texts = [f"{day.day} {day:%b %Y{clock}}" for day in known]
    elif is_bool_dtype(column.dtype):
        texts = ["yes" if value else "no" for value in known]
    elif is_numeric_dtype(column.dtype):
        numbers = [float(value) for value in known]
        if decimals is None or all(value.is_integer() for value in numbers):
            decimals = _fewest_decimals(numbers)
        # A year is a whole number too: only a column with something longer is grouped.
        comma = "," if any(abs(value) >= 10_000 for value in numbers) else ""
        texts = [
            f"{value:z{comma}.{decimals}f}".replace("-", "\N{MINUS SIGN}") for value in numbers
        ]
    else:
        texts = [str(value) for value in known]
    rest = iter(texts)
    return ["\N{EN DASH}" if gone else next(rest) for gone in missing]


def _fewest_decimals(numbers: list[float]) -> int:
    finite = [value for value in numbers if math.isfinite(value)]
    for decimals in range(MOST_DECIMALS):
        if all(abs(round(value, decimals) - value) <= 0.005 * abs(value) for value in finite):
            return decimals
    return MOST_DECIMALS


def _bundle(fig: Figure, alt: str) -> dict[str, str]:
    return {"text/html": _image(fig, alt), "text/plain": f"[Figure: {alt}]"}


def _image(fig: Figure, alt: str) -> str:
    alt = " ".join(alt.split())
    if len(alt) < SHORTEST_ALT:
        raise ValueError(
            f"the text alternative {alt!r} has {len(alt)} characters; state the finding in at "
            f"least {SHORTEST_ALT}"
        )
    png = BytesIO()
    fig.savefig(png, format="png", bbox_inches="tight")
    plt.close(fig)
    data = base64.b64encode(png.getvalue()).decode("ascii")
    return (
        f'<img alt="{html.escape(alt)}" src="data:image/png;base64,{data}" style="max-width: 100%">'
    )
