import html

import ipywidgets as widgets
import matplotlib

matplotlib.use("agg")

import matplotlib.pyplot as plt
import pytest
from matplotlib.colors import to_rgb

from aipm import plotting

ALT = "Bar chart: Corran is late in 11 % of deliveries, Alderby in 6 %."


@pytest.fixture
def shown(monkeypatch):
    bundles = []
    monkeypatch.setattr(plotting, "display", lambda bundle, raw: bundles.append(bundle))
    return bundles


def figure():
    fig, ax = plt.subplots()
    ax.plot([1, 2])
    return fig


def test_a_figure_is_shown_with_its_text_alternative_and_closed(shown):
    plotting.show(figure(), alt=ALT + ' "quoted" <tag>')
    (bundle,) = shown
    assert f'alt="{html.escape(ALT)} &quot;quoted&quot; &lt;tag&gt;"' in bundle["text/html"]
    assert "data:image/png;base64,iVBOR" in bundle["text/html"]
    assert ALT in bundle["text/plain"]
    assert "image/png" not in bundle
    assert plt.get_fignums() == []


def test_a_short_text_alternative_is_refused():
    with pytest.raises(ValueError, match="state the finding in at least 40"):
        plotting.show(figure(), alt="A plot.")
    plt.close("all")


def test_a_slider_redraws_and_a_page_without_widgets_shows_the_first_figure(shown):
    drawn = []

    def draw(rate):
        drawn.append(rate)
        return figure(), f"{ALT} The rate is {rate:.2f}."

    slider = widgets.FloatSlider(value=0.1, min=0, max=1)
    plotting.explore(draw, rate=slider)
    (bundle,) = shown
    assert "The rate is 0.10." in bundle["text/html"]
    assert "application/vnd.jupyter.widget-view+json" in bundle
    assert slider.description == "rate"
    slider.value = 0.7
    assert drawn == [0.1, 0.7]


def contrast(first, second):
    """WCAG 2.2's contrast ratio of two colours."""

    def luminance(colour):
        parts = [
            c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)
        ]
        return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), parts, strict=True))

    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_style_is_readable_on_white():
    with plt.style.context("aipm.course"):
        cycle = [entry["color"] for entry in plt.rcParams["axes.prop_cycle"]]
        texts = [plt.rcParams[f"{a}.{b}"] for a, b in [("axes", "labelcolor"), ("xtick", "color")]]
        assert plt.rcParams["font.size"] >= 12
    assert all(contrast(colour, "white") >= 3 for colour in cycle[:3])  # WCAG 1.4.11
    assert all(contrast(colour, "white") >= 4.5 for colour in texts)  # WCAG 1.4.3
