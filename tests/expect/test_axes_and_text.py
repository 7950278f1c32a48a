import matplotlib

matplotlib.use("agg")

import matplotlib.pyplot as plt
import numpy as np
import pytest

from aipm import expect


@pytest.fixture
def ax():
    figure, axes = plt.subplots()
    yield axes
    plt.close(figure)


def refused(answer, **kwargs) -> str:
    with pytest.raises(expect.Unmet) as caught:
        expect.axes(answer, of="your plot", **kwargs)
    return str(caught.value)


def test_labels_and_title_are_found_by_pattern(ax):
    ax.set(title="Corran is late most often", xlabel="Depot", ylabel="Late (%)")
    expect.axes(ax, of="your plot", title="corran", xlabel="depot", ylabel="%|per cent")
    assert "should name 'parcels'" in refused(ax, ylabel="parcels")


def test_a_title_on_the_left_counts(ax):
    ax.set_title("Corran", loc="left")
    expect.axes(ax, of="your plot", title="")


def test_a_missing_label_is_told(ax):
    assert "label of the x axis is missing" in refused(ax, xlabel="")


def test_a_line_with_the_data_passes_beside_others(ax):
    ax.plot([0, 1], [5, 5])
    ax.plot([1, 2, 3], [1.0, 4.0, 9.0])
    expect.axes(ax, of="your plot", line=([1, 2, 3], [1, 4, 9]))
    assert "other data" in refused(ax, line=([1, 2, 3], [1, 4, 8]))


def test_no_line_is_told(ax):
    assert "nothing of the kind" in refused(ax, line=([1], [1]))


@pytest.mark.parametrize("kind", ["bar", "barh"])
def test_bars_pass_upright_and_lying(ax, kind):
    getattr(ax, kind)(["a", "b"], [3.0, 1.0])
    expect.axes(ax, of="your plot", bars=[3, 1])
    assert "wanted" in refused(ax, bars=[1, 3])


def test_no_bars_are_told(ax):
    assert "no bars" in refused(ax, bars=[1])


def test_points_pass_as_scatter_and_as_markers(ax):
    ax.scatter([1, 2], [3, 4])
    expect.axes(ax, of="your plot", points=([1, 2], [3, 4]))
    assert refused(ax, points=([1, 2], [4, 3]))


def test_legend_entries_are_looked_for(ax):
    ax.plot([1], [1], label="With control")
    assert "legend" in refused(ax, legend=["control"])
    ax.legend()
    expect.axes(ax, of="your plot", legend=["control"])


def test_a_figure_with_one_axes_passes_and_other_things_do_not(ax):
    ax.set_title("x")
    expect.axes(ax.figure, of="your plot", title="")
    expect.axes(np.array([ax]), of="your plot", title="")
    assert "ax of plt.subplots" in refused(None)


def drawing(draw):
    def plot(values):
        _, drawn = plt.subplots()
        draw(drawn, values)
        return drawn

    return plot


def test_bars_are_read_from_left_to_right_with_their_names():
    plot = drawing(lambda axes, values: axes.bar(["b", "a"], values))
    assert expect.bars_of(plot)([2, 1]) == {"b": 2.0, "a": 1.0}
    assert expect.bars_of(plot, heights_only=True)([2, 1]) == [2.0, 1.0]
    assert expect.bars_of(plot).__name__ == "plot"
    assert plt.get_fignums() == []


def test_bars_with_numbers_below_and_names_set_later_are_read():
    def draw(axes, values):
        axes.bar(range(2), values)
        axes.set_xticks(range(2), ["x", "y"])

    assert expect.bars_of(drawing(draw))([4, 3]) == {"x": 4.0, "y": 3.0}


@pytest.mark.parametrize(
    ("draw", "says"),
    [
        (lambda axes, values: axes.plot(values), "no bars"),
        (lambda axes, values: axes.barh(["a", "b"], values), "lying bars"),
    ],
)
def test_a_drawing_without_upright_bars_is_named(draw, says):
    assert expect.bars_of(drawing(draw))([1, 2]) == says
    assert expect.bars_of(lambda values: None)([1]) == "no Axes"


@pytest.mark.parametrize(
    ("draw", "says"),
    [
        (lambda values: plt.subplots()[0], "it returns the figure (fig), where its Axes (ax) are"),
        (lambda values: None, "it returns None, where Axes (ax) are wanted."),
        (lambda values: plt.subplots()[1], "nothing is drawn with ax.bar."),
    ],
)
def test_what_is_no_axes_is_told_in_words(draw, says):
    with pytest.raises(expect.Unmet) as caught:
        expect.function(
            expect.bars_of(draw),
            reference=lambda values: {"a": 1.0},
            cases=[([1],)],
            slips={"returns the figure, not its Axes -> section 00.7": lambda values: "a figure"},
        )
    assert says in str(caught.value)
    assert ("Reread section 00.7" in str(caught.value)) == ("figure" in says)


def text_refused(answer, **kwargs) -> str:
    with pytest.raises(expect.Unmet) as caught:
        expect.text(answer, of="your brief", **kwargs)
    return str(caught.value)


@pytest.mark.parametrize(
    "answer",
    ["The loss is 26 % of runs", "26% of runs", "0.26 of runs", "26 per cent", "it is 26.04 %"],
)
def test_a_share_is_found_as_per_cent_and_as_fraction(answer):
    expect.text(answer, of="your brief", numbers=[0.26])


@pytest.mark.parametrize("answer", ["€1,200", "1200 EUR", "1 200 EUR", "1\u202f200 EUR", "1,199"])
def test_a_number_is_found_with_any_grouping(answer):
    expect.text(answer, of="your brief", numbers=[1200])


@pytest.mark.parametrize("answer", ["−118", "-118", "a loss of -118.2"])
def test_a_negative_number_is_found_with_either_minus(answer):
    expect.text(answer, of="your brief", numbers=[-118])


def test_a_range_with_a_hyphen_holds_two_positive_numbers():
    expect.text("10-12 weeks", of="your brief", numbers=[10, 12])


@pytest.mark.parametrize("answer", ["2600 runs", "version 1.26", "127"])
def test_a_missing_number_is_told(answer):
    assert "needs: 26" in text_refused(answer, numbers=[26])


def test_length_words_and_jargon():
    assert "has 2 words; 3 to 5" in text_refused("too short", words=(3, 5))
    assert "does not mention 'risk' or 'chance'" in text_refused("fine", mentions=["risk|chance"])
    assert "uses 'AUC'" in text_refused("The auc fell", avoid=["AUC"])
    expect.text("sauce", of="your brief", avoid=["auc"])


def test_hard_prose_is_told_its_grade():
    hard = (
        "Notwithstanding considerable methodological heterogeneity, organisational "
        "prioritisation necessitates comprehensive multidimensional consideration."
    )
    assert "reads at grade" in text_refused(hard, grade=12)
    expect.text("We stop. The cost is too high. We can try again in May.", of="b", grade=6)


def test_what_is_no_text_is_told():
    assert "should be text" in text_refused(12)
