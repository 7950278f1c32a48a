"""Show figures so that everyone can read them.

The look is a matplotlib style, ``plt.style.use("aipm.course")``. This module adds what matplotlib
has no word for: a text alternative (:func:`show`), and a figure with sliders that still says the
same where no widget can run (:func:`explore`).
"""

import base64
import html
from collections.abc import Callable
from io import BytesIO

import ipywidgets as widgets
import matplotlib.pyplot as plt
from IPython.display import display
from matplotlib.figure import Figure

#: A text alternative shorter than this cannot state a finding.
SHORTEST_ALT = 40


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
    display({"text/html": _image(fig, alt), "text/plain": f"[Figure: {alt}]"}, raw=True)


def explore(draw: Callable[..., tuple[Figure, str]], **controls: widgets.Widget) -> None:
    """Show a figure whose parameters the reader can move.

    Where widgets run, each control redraws the figure and its text alternative. Elsewhere (a
    printed page, feedback, a reader without a kernel) the figure for the controls' first values is
    shown.

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

    def image() -> str:
        return _image(*draw(**{name: control.value for name, control in controls.items()}))

    static = image()
    picture = widgets.HTML(static)

    def redraw(_change: dict) -> None:
        picture.value = image()

    for control in controls.values():
        control.observe(redraw, names="value")
    box = widgets.VBox([*controls.values(), picture])
    bundle = box._repr_mimebundle_()
    display({**bundle, "text/html": static}, raw=True)


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
