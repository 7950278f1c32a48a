# student: boris
# handed in: 2025-03-06 09:02:40
# Complete and right, with NumPy and pandas; a business case of half quality.
# %% npv
def npv(rate, cash_flows):
    if not rate > -1:
        raise ValueError(f"rate {rate} is not above -1")
    flows = np.asarray(cash_flows, dtype=float)
    return np.sum(flows / np.power(1 + rate, np.arange(flows.size)))


# %% payback
def discounted_payback(rate, cash_flows):
    s = pd.Series(cash_flows, dtype=float)
    present = s / (1 + rate) ** s.index
    total = present.cumsum()
    reached = total[total >= 0]
    if reached.empty:
        return None
    year = reached.index[0]
    return float(year - total[year] / present[year]) if year > 0 else 0


# %% gates
def gated_npv(project):
    def worth(stages):
        if not stages:
            return project["value"]
        (cost, p), *later = stages
        return -cost + p * max(0, worth(later)) / (1 + project["rate"])

    return worth(project["stages"])


# %% loss
def loss_probability(build, benefit, years, rate, n, rng):
    annuity = (1 - (1 + rate) ** -years) / rate
    value = rng.triangular(*benefit, size=n) * annuity - rng.triangular(*build, size=n)
    return (value < 0).mean()


def standard_error(p, n):
    return float(np.sqrt(p * (1 - p) / n))


# %% tornado
def tornado_order(value, assumptions):
    table = pd.DataFrame(assumptions, index=["low", "likely", "high"]).T
    likely = table["likely"].to_dict()
    swing = pd.Series(
        {
            name: value({**likely, name: row["high"]}) - value({**likely, name: row["low"]})
            for name, row in table.iterrows()
        }
    )
    return swing.abs().sort_values(ascending=False).index


# %% evpi
def evpi(npvs):
    table = pd.DataFrame(npvs).assign(nothing=0)
    return table.max(axis="columns").mean() - table.mean().max()


# %% pilot
def pilot(p_good, value_good, value_bad, good_if_good, bad_if_bad, price):
    prior = np.array([p_good, 1 - p_good])
    value = np.array([value_good, value_bad])
    says = np.array([[good_if_good, 1 - bad_if_bad], [1 - good_if_good, bad_if_bad]])
    evsi = np.maximum(says @ (prior * value), 0).sum() - max(prior @ value, 0)
    return [evsi, bool(evsi > price)]


# %% decide
def decide(case):
    mean = np.mean([case["low"], case["likely"], case["high"]]) - case["running"]
    flows = (mean / (1 + case["rate"]) ** np.arange(1, case["years"] + 1)).sum()
    later = max(flows - case["rest"], 0) / (1 + case["rate"]) ** case["wait"]
    prior = np.array([case["p_works"], 1 - case["p_works"]])  # works, fails
    says = np.array([[case["good_if_works"], 1 - case["bad_if_fails"]]])
    joint = np.vstack([prior, prior * says, prior * (1 - says)])  # now, after good, after bad
    build = case["prototype"] + case["rest"]
    worth = pd.DataFrame(
        {
            "all": joint[:, 0] * flows - joint.sum(axis=1) * build,
            "gate": joint[:, 0] * later - joint.sum(axis=1) * case["prototype"],
            "no": 0.0,
        }
    )
    now = worth.iloc[0]
    if worth.iloc[1:].max(axis=1).sum() - case["pilot_price"] > now.max():
        return "pilot"
    return now.idxmax()


# %% brief
# Tomas, I advise against Damage Check at the moment. On average the project would cost us 9 thousand
# even if we build a prototype first, so the money is better spent on something else this year.
#
# The plan shows a gain of 100 thousand and a return of 48 %, but plans are often too optimistic. The
# result depends most on the yearly benefit of the cameras, which is not known well, because the
# depots do not write down how many parcels are damaged when they arrive and when they leave.
#
# We could run a pilot for 8 thousand to learn more about the benefit. It counts the damaged parcels
# at one gate for four weeks, and Ines Duarte would be happy to organise it in the spring. I think
# that this is a good idea, since it is cheap when we compare it with the build cost of 300. After the
# pilot we should meet again and decide what to do with the project.
