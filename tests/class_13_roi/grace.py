# student: grace
# handed in: 2025-03-02 16:31:18
# Draws a benefit for each year, looks at projects one by one, orders bars by their ranges, never
# thinks of a pilot.
# slip: draws a new benefit for every year, so that good and bad years cancel -> section 13.6
# slip: orders by the width of the range, not by the swing of the NPV -> section 13.8
# slip: looks at each project alone, not at the choice between them -> section 13.8
# slip: never thinks of a pilot -> section 13.9
# %% npv
def npv(rate, cash_flows):
    """Zero is the value of nothing."""
    if rate <= -1:
        raise ValueError("The rate has to be above -1.")
    years = range(len(cash_flows))
    return sum((flow / (1 + rate) ** year for flow, year in zip(cash_flows, years)), 0)


# %% payback
def discounted_payback(rate, cash_flows):
    present = np.array(cash_flows) / (1 + rate) ** np.arange(len(cash_flows))
    total = present.cumsum()
    if total[0] >= 0:
        return 0
    if (total < 0).all():
        return None
    year = np.argmax(total >= 0)
    return year - total[year] / present[year]


# %% loss
def loss_probability(build, benefit, years, rate, n, rng):
    value = -rng.triangular(*build, n)
    for year in range(1, years + 1):
        value += rng.triangular(*benefit, n) / (1 + rate) ** year
    return (value < 0).mean()


def standard_error(p, n):
    return (p * (1 - p) / n) ** (1 / 2)


# %% tornado
def tornado_order(value, assumptions):
    return sorted(assumptions, key=lambda name: assumptions[name][0] - assumptions[name][2])


# %% evpi
def evpi(npvs):
    best = 0
    for values in npvs.values():
        knowing = np.mean(np.maximum(values, 0))
        now = max(np.mean(values), 0)
        best = max(best, knowing - now)
    return best


# %% pilot
def pilot(p_good, value_good, value_bad, good_if_good, bad_if_bad, price):
    def ev(p_answer_if_good, p_answer_if_bad):
        return p_good * p_answer_if_good * value_good + (1 - p_good) * p_answer_if_bad * value_bad

    after_good = ev(good_if_good, 1 - bad_if_bad)
    after_bad = ev(1 - good_if_good, bad_if_bad)
    evsi = max(after_good, 0) + max(after_bad, 0) - max(ev(1, 1), 0)
    return evsi, evsi > price


# %% decide
def decide(case):
    mean = (case["low"] + case["likely"] + case["high"]) / 3 - case["running"]
    flows = sum(mean / (1 + case["rate"]) ** year for year in range(1, case["years"] + 1))
    rest = max(flows - case["rest"], 0) / (1 + case["rate"]) ** case["wait"]
    worth = {
        "no": 0,
        "all": case["p_works"] * flows - case["prototype"] - case["rest"],
        "gate": case["p_works"] * rest - case["prototype"],
    }
    return max(worth, key=worth.get)


# %% brief
# Dear Tomas, I would wait. We expect a loss of 9 thousand if we stop after a failed prototype, and a
# loss is more likely than a gain (57 %).
