import html
import re

import ipywidgets as widgets
import matplotlib

matplotlib.use("agg")

import matplotlib.pyplot as plt
import nbformat
import pandas as pd
import pytest
from matplotlib.colors import to_rgb
from nbclient import NotebookClient
from nbconvert import HTMLExporter

from aipm import plotting

WIDGET = "application/vnd.jupyter.widget-view+json"
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


@pytest.fixture(scope="module")
def drawn():
    """A notebook that draws by a slider, run as it is and with a cell that moves the slider."""
    cells = [
        "import ipywidgets as widgets\n"
        "import matplotlib.pyplot as plt\n"
        "import pandas as pd\n"
        "from aipm.plotting import explore, table\n"
        "rate = widgets.FloatSlider(value=0.1, min=0, max=1)\n"
        "def draw(rate):\n"
        "    fig, ax = plt.subplots()\n"
        "    return fig, f'A line that rises from nothing to a rate of {rate:.2f} a year.'",
        "explore(draw, rate=rate)",
        "rate.value = 0.7",
    ]
    nb = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(c) for c in cells[:2]])
    NotebookClient(nb, kernel_name="python3").execute()
    moved = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(c) for c in cells])
    NotebookClient(moved, kernel_name="python3").execute()
    return nb, moved


def pictures(nb):
    html_ = [o.data.get("text/html", "") for o in nb.cells[1].outputs]
    return re.findall(r'<img alt="([^"]+)"', " ".join(html_))


@pytest.mark.slow
def test_a_slider_redraws_and_its_figure_is_saved_with_the_notebook(drawn):
    still, moved = drawn
    assert pictures(still) == ["A line that rises from nothing to a rate of 0.10 a year."]
    assert pictures(moved) == ["A line that rises from nothing to a rate of 0.70 a year."]
    controls = [o for o in moved.cells[1].outputs if WIDGET in o.data]
    assert len(controls) == 1
    assert "text/html" not in controls[0].data, "the figure is part of the widget, and lost with it"


@pytest.mark.slow
def test_the_figure_of_a_slider_is_in_an_export_that_runs_nothing(drawn):
    page, _ = HTMLExporter().from_notebook_node(drawn[1])
    assert 'alt="A line that rises from nothing to a rate of 0.70 a year."' in page
    page, _ = HTMLExporter(template_name="classic").from_notebook_node(drawn[1])
    assert 'alt="A line that rises from nothing to a rate of 0.70 a year."' in page


def test_a_control_without_description_is_labelled_with_its_keyword(monkeypatch):
    monkeypatch.setattr(plotting, "display", lambda *_args, **_keywords: None)
    slider = widgets.FloatSlider(value=0.1, min=0, max=1)
    plotting.explore(lambda rate: (figure(), f"{ALT} The rate is {rate:.2f}."), rate=slider)
    slider.value = 0.7  # outside of a kernel there is nothing to redraw, and no error
    assert slider.description == "rate"


def cells_of(bundle):
    """The texts of a table's cells, row by row, and whether each column stands left."""
    page = bundle["text/html"]
    rows = re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL)
    texts = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in rows]
    left = {int(n) for n in re.findall(r"\.col(\d+) \{\s*text-align: left", page)}
    return texts, left


def test_a_table_is_whole_with_words_left_and_numbers_right(shown):
    long = "customers who stay because of fewer late parcels " * 3 + "<b>&"
    rows = pd.DataFrame(
        {"value": [-1234567.0, 0.0], "share": [0.5, 10.110059], "note": [long, None]},
        index=pd.Index(["margin", "rest"], name="fact"),
    )
    plotting.table(rows, "What the plan says")
    texts, left = cells_of(shown[0])
    assert texts[0] == ["fact", "value", "share", "note"]
    assert texts[1] == ["margin", "−1,234,567", "0.5", html.escape(long)]
    assert texts[2] == ["rest", "0", "10.1", "–"]
    assert left == {0, 3}
    assert "What the plan says" in shown[0]["text/html"]
    assert shown[0]["text/plain"].startswith("What the plan says\n")


def test_a_table_writes_years_dates_and_answers_as_people_do(shown):
    rows = pd.DataFrame(
        {
            "year": [2024, 2025],
            "start": pd.to_datetime(["2025-01-06", "2025-12-16"]),
            "lawful": [True, False],
            "cost": [1.0, 2.25],
        }
    )
    plotting.table(rows, decimals={"cost": 1})
    texts, left = cells_of(shown[0])
    assert texts[1] == ["2024", "6 Jan 2025", "yes", "1.0"]
    assert texts[2] == ["2025", "16 Dec 2025", "no", "2.2"]
    assert left == {1, 2}


def test_a_table_on_its_side_has_numbers_right_though_words_stand_among_them(shown):
    cases = pd.DataFrame(
        {"volume": [96_000, 52_000], "source": ["log", "desk"], "ok": [True, None]}
    )
    plotting.table(cases.drop(columns="ok").T.rename(columns={0: "A", 1: "B"}))
    texts, left = cells_of(shown[0])
    assert texts[1:] == [["volume", "96000", "52000"], ["source", "log", "desk"]]
    assert left == {0}
    plotting.table(cases[["ok", "source"]])
    assert cells_of(shown[1])[1] == {0, 1}


def test_a_series_and_equal_names_can_be_shown(shown):
    plotting.table(pd.Series([1, 2], index=["a", "a"], name="late"))
    texts, _ = cells_of(shown[0])
    assert texts == [["", "late"], ["a", "1"], ["a", "2"]]
    plotting.table(pd.Series([1, 2], index=["a", "b"]))
    texts, _ = cells_of(shown[1])
    assert texts == [["", ""], ["a", "1"], ["b", "2"]]


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
