"""Lesson 05: what it concludes holds for other splits of the writers and other seeds of training.

The digits are real, so there is no generator to ask: each of 20 seeds deals the 14 writers anew and
trains anew, and four of them judge. Six of the seeds also read shuffled rows.
"""

import numpy as np
import pytest

SEEDS = range(101, 121)
MOST = 18
WATCHED = SEEDS[:6]  # these also read shuffled rows, keep their curves and try another step
PRICE, MISREAD, LESSON = 800, 3, "05"


@pytest.fixture(scope="module")
def trials(lesson_values):
    """For each seed: misreads of 100 of strangers by reader, and of the large one when shuffled."""
    writer, train, best_of, start, forward, gradients, linear, pixels, truth, shapes = (
        lesson_values(
            LESSON,
            *("writer", "train", "best_of", "start", "forward", "gradients", "linear_reader"),
            *("pixels", "truth", "SHAPES"),
        )
    )

    def light(layers, seed):
        return [[w.astype("float32"), b.astype("float32")] for w, b in start(layers, seed)]

    def misreads(net, rows):
        return forward(net, pixels[rows])[1].argmax(axis=1) != truth[rows]

    def loss(net, rows):
        return -np.log(forward(net, pixels[rows])[1][range(len(rows)), truth[rows]]).mean()

    def stepped(rows, others, seed, step):
        """The large network, trained by steps of another size; its least loss and its best."""
        net, found = light(shapes["large"], seed), []
        rng = np.random.default_rng(seed)
        for _ in range(12):
            for part in np.array_split(rng.permutation(rows), len(rows) // 32):
                for layer, change in zip(
                    net, gradients(net, pixels[part], truth[part]), strict=True
                ):
                    layer[:] = [a - step * b for a, b in zip(layer, change, strict=True)]
            found.append((loss(net, others), [list(layer) for layer in net]))
        return min(found, key=lambda pair: pair[0])

    found = []
    for seed in SEEDS:
        rng = np.random.default_rng(seed)
        order, curves = rng.permutation(14), []
        groups = [order[7:], order[4:7], order[:4]]
        rows, others, judge = [np.flatnonzero(np.isin(writer, group)) for group in groups]
        chances = linear(rows, others).predict_proba(pixels[judge])
        wrong = {"linear": chances.argmax(axis=1) != truth[judge]}
        sure = chances.max(axis=1)
        wrong["typed"] = wrong["linear"] & (sure > np.quantile(sure, 0.3))
        for name, epochs in [("small", 30), ("large", 12)]:
            net = light(shapes[name], seed)
            if seed in WATCHED:
                curve, net = train(net, rows, others, epochs, np.random.default_rng(seed))
                curves.append(curve)
            else:
                net = best_of(net, rows, others, epochs, np.random.default_rng(seed))
            wrong[name] = misreads(net, judge)
        if seed in WATCHED:
            other = stepped(rows, others, seed, 0.3)
            chosen = other[1] if other[0] < loss(net, others) else net
            wrong["stepped"] = misreads(chosen, judge)
            mixed = np.split(rng.permutation(len(truth)), [len(rows), len(rows) + len(others)])
            net = light(shapes["large"], seed)
            net = best_of(net, mixed[0], mixed[1], 10, np.random.default_rng(seed))
            wrong["shuffled"] = misreads(net, mixed[2])
        found.append(({name: 100 * np.mean(part) for name, part in wrong.items()}, curves))
    return found


def test_at_the_quoted_price_the_large_network_is_worth_less_than_the_linear_reader(
    trials, lesson_values
):
    (net_gain, shapes) = lesson_values(LESSON, "net_gain", "SHAPES")
    worth = [net_gain(r["linear"] - r["large"], shapes["large"], PRICE, MISREAD) for r, _ in trials]
    assert sum(value < 0 for value in worth) >= MOST


def test_on_average_the_large_network_pays_only_far_below_the_quoted_price(trials, lesson_values):
    (net_gain, shapes) = lesson_values(LESSON, "net_gain", "SHAPES")
    gain = np.mean([rates["linear"] - rates["large"] for rates, _ in trials])
    assert net_gain(gain, shapes["large"], 0.5 * PRICE, MISREAD) < 0
    assert net_gain(gain, shapes["large"], PRICE, 1.8 * MISREAD) < 0


def test_the_small_network_does_not_clearly_beat_the_linear_reader(trials):
    gains = np.array([rates["linear"] - rates["small"] for rates, _ in trials])
    assert abs(gains.mean()) < 0.75
    assert (gains > 0).sum() < MOST


def test_strangers_are_misread_more_often_than_shuffled_rows_promise(trials):
    told = [rates for rates, _ in trials if "shuffled" in rates]
    assert sum(rates["large"] > 1.25 * rates["shuffled"] for rates in told) >= len(WATCHED) - 1
    assert np.mean([rates["shuffled"] for rates in told]) < 4.5


def test_the_ranges_of_the_lesson_hold_the_mean_of_twenty_other_deals(trials, lesson_values):
    (gains,) = lesson_values(LESSON, "gains")
    for name, (gain, low, high) in gains.items():
        mean = np.mean([rates["linear"] - rates[name] for rates, _ in trials])
        assert low < mean < high
        assert high - gain < 2
    assert gains["large"][1] < 0.7 < gains["large"][2]  # the mean of the dozen that the text tells


def test_a_person_who_types_the_least_sure_three_tenths_helps_more_than_any_network(
    trials, lesson_values
):
    (rates,) = lesson_values(LESSON, "rates")
    assert rates.idxmin() == "linear, three tenths typed" and rates.min() < 0.5 * rates["large"]
    helped = [r["typed"] < 0.75 * min(r["linear"], r["small"], r["large"]) for r, _ in trials]
    assert sum(helped) >= MOST


def test_below_what_a_spared_digit_costs_in_misreads_typing_them_all_is_cheaper(
    trials, lesson_values
):
    rates, alone, helped = lesson_values(LESSON, "rates", "spared", "spared_typed")

    def reader(name, typed, cents):
        """EUR for 100 digits of which some are typed at so many cents, the others read."""
        return MISREAD * rates[name] + typed * cents / 100

    for name, typed, cents in [("linear", 0, alone), ("linear, three tenths typed", 30, helped)]:
        assert reader(name, typed, 0.95 * cents) > 0.95 * cents
        assert reader(name, typed, 1.05 * cents) < 1.05 * cents
    assert reader("linear, three tenths typed", 30, helped) < reader("linear", 0, helped)
    assert 0 < helped < 0.5 * alone
    told = [(MISREAD * r["linear"], MISREAD * r["typed"] / 0.7) for r, _ in trials]
    assert sum(b < 0.75 * a for a, b in told) >= MOST
    # The page says "a cent or two": .8 in the lesson, more where seven writers train, not nine.
    assert 0.5 < helped < 2.5 and 0.5 < np.mean([b for _, b in told]) < 3
    assert np.mean([a for a, _ in told]) == pytest.approx(alone, rel=0.25)
    # EUR for 100 digits, three tenths typed against all: at 5 cents on average, at 8 nearly always.
    read = MISREAD * np.array([r["typed"] for r, _ in trials])
    assert read.mean() + 0.3 * 5 < 5
    assert sum(read + 0.3 * 8 < 8) >= MOST


def test_another_size_of_step_does_not_bring_the_large_network_to_what_it_needs(
    trials, lesson_values
):
    (needed,) = lesson_values(LESSON, "NEEDED")
    told = [rates for rates, _ in trials if "stepped" in rates]
    assert len(told) == len(WATCHED)
    assert np.mean([r["large"] - r["stepped"] for r in told]) < 0.5
    assert np.mean([r["linear"] - r["stepped"] for r in told]) < 0.5 * needed


def test_the_loss_on_seen_rows_goes_on_falling(trials):
    for _, curves in trials:
        for curve in curves:
            assert curve[-5:, 0].mean() < curve[-10:-5, 0].mean()


def test_the_loss_on_seen_rows_tells_nothing_about_strangers(trials):
    for _, curves in trials:
        for curve in curves:
            assert curve[-1, 0] < 0.75 * curve[:, 1].min()


def test_in_the_lesson_itself_no_range_reaches_what_the_price_asks(lesson_values):
    gains, shapes, net_gain, needed = lesson_values(LESSON, "gains", "SHAPES", "net_gain", "NEEDED")
    assert 0 < net_gain(gains["large"][0], shapes["large"], price=0) < 11
    assert gains["small"][1] < 0 < gains["small"][2]
    assert gains["large"][2] < needed
    assert net_gain(needed, shapes["large"]) == pytest.approx(0, abs=0.001)
    # Who gains that much over the small one, too, is worth more than the small one.
    assert net_gain(needed, shapes["large"]) > net_gain(0, shapes["small"])
    assert net_gain(gains["large"][2], shapes["large"]) < 0


def test_where_it_turns_the_two_sides_are_equal(lesson_values):
    names = ["gains", "SHAPES", "net_gain", "price_mid", "price_dozen"]
    gains, shapes, net_gain, price, price_dozen = lesson_values(LESSON, *names)
    cost, top, dozen = lesson_values(LESSON, "cost_mid", "cost_high", "cost_dozen")
    for name, gain in zip(("price_low", "price_high"), gains["large"][1:], strict=True):
        (end,) = lesson_values(LESSON, name)
        assert net_gain(gain, shapes["large"], price=end) == pytest.approx(0, abs=1e-6)
    assert net_gain(gains["large"][0], shapes["large"], price=price) == pytest.approx(0, abs=1e-6)
    at_cost, at_top, of_twelve = (
        net_gain(gain, shapes["large"], misread_cost=value)
        for gain, value in [(gains["large"][0], cost), (gains["large"][2], top), (0.7, dozen)]
    )
    assert at_cost == pytest.approx(0, abs=1e-6)
    assert at_top == pytest.approx(0, abs=1e-6)
    assert of_twelve == pytest.approx(0, abs=1e-6)
    assert net_gain(0.7, shapes["large"], price=price_dozen) == pytest.approx(0, abs=1e-6)


def test_the_gradient_by_algebra_passes_the_check_everywhere(lesson_values):
    loss, gradients, start, pixels, truth = lesson_values(
        LESSON, "loss", "gradients", "start", "pixels", "truth"
    )
    net, x, digit = start([64, 7, 5, 10], 3), pixels[:40].astype(float), truth[:40]
    found = gradients(net, x, digit)
    rng = np.random.default_rng(1)
    for layer, exact in zip(net, found, strict=True):
        for values, slopes in zip(layer, exact, strict=True):
            for _ in range(15):
                at = tuple(int(rng.integers(0, size)) for size in values.shape)
                sides = []
                for step in (1e-6, -1e-6):
                    values[at] += step
                    sides.append(loss(net, x, digit))
                    values[at] -= step
                assert (sides[0] - sides[1]) / 2e-6 == pytest.approx(slopes[at], abs=1e-6)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_best_of_forty_equals_looks_far_better_than_it_is(seed):
    tried = np.random.default_rng(seed).binomial(400, 0.06, (1000, 40)) / 4
    assert 3.3 < tried.min(axis=1).mean() < 3.9
