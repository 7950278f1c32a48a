# student: elena
# handed in: 2025-03-05 07:15:29
# Forgets to discount in the payback, gives the probability of a gain and a standard error without
# its root, sorts by signed swing.
# slip: does not discount the flows -> section 13.3
# slip: gives the probability of a gain -> section 13.6
# slip: lets costs come last, as if a swing had a sign -> section 13.8
# %% npv
def npv(rate, cash_flows):
    if rate <= -1:
        raise ValueError("rate must be greater than -1")
    return float(sum(f * (1 + rate) ** -t for t, f in enumerate(cash_flows)))


# %% payback
def discounted_payback(rate, cash_flows):
    cumulated = np.cumsum(cash_flows)
    for year in range(len(cumulated)):
        if cumulated[year] >= 0:
            if year == 0:
                return 0
            return year - cumulated[year] / cash_flows[year]
    return None


# %% loss
def loss_probability(build, benefit, years, rate, n, rng):
    cost = rng.triangular(*build, n)
    yearly = rng.triangular(*benefit, n)
    value = sum(yearly / (1 + rate) ** year for year in range(1, years + 1)) - cost
    return np.mean(value > 0)


def standard_error(p, n):
    return p * (1 - p) / n


# %% tornado
def tornado_order(value, assumptions):
    likely = {name: a[1] for name, a in assumptions.items()}
    swing = {}
    for name, (low, _, high) in assumptions.items():
        swing[name] = value({**likely, name: high}) - value({**likely, name: low})
    return sorted(swing, key=swing.get, reverse=True)


# %% evpi
def evpi(npvs):
    values = np.array(list(npvs.values()))
    return np.maximum(values.max(axis=0), 0).mean() - max(0, values.mean(axis=1).max())


# %% brief
# The project is good. The NPV is 100 and the ROI is 48 %, so we should approve the 300 thousand. The
# EVPI of 23 shows that there is a lot to gain, and the P90 of 106 is very positive. We should start
# as soon as possible so that the benefits come early.
