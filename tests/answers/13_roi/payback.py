# %% right: cumulated sums with NumPy
def discounted_payback(rate, cash_flows):
    flows = np.asarray(cash_flows, dtype=float)
    present = flows / (1 + rate) ** np.arange(len(flows))
    sums = present.cumsum()
    reached = np.flatnonzero(sums >= 0)
    if not len(reached):
        return None
    year = reached[0]
    return 0 if year == 0 else year - sums[year] / present[year]


# %% right: np.interp between the two years of the first crossing
def discounted_payback(rate, cash_flows):
    sums = [cash_flows[0]]
    if sums[0] >= 0:
        return 0
    for year in range(1, len(cash_flows)):
        sums.append(sums[-1] + cash_flows[year] * (1 + rate) ** -year)
        if sums[-1] >= 0:
            return np.interp(0, sums[-2:], [year - 1, year])
    return None


# %% wrong: does not discount the flows -> section 13.3
def discounted_payback(rate, cash_flows):
    total = 0
    for year, flow in enumerate(cash_flows):
        if total + flow >= 0:
            return year - 1 - total / flow if year else 0
        total += flow
    return None


# %% wrong: gives a time to a project that never pays back -> section 13.3
def discounted_payback(rate, cash_flows):
    total = 0
    for year, flow in enumerate(cash_flows):
        present = flow / (1 + rate) ** year
        if total + present >= 0:
            return year - 1 - total / present if year else 0
        total += present
    return year


# %% wrong: counts full years instead of interpolating -> section 13.3
def discounted_payback(rate, cash_flows):
    total = 0
    for year, flow in enumerate(cash_flows):
        total += flow / (1 + rate) ** year
        if total >= 0:
            return year
    return None


# %% wrong: interpolates with the flow before discounting -> section 13.3
def discounted_payback(rate, cash_flows):
    total = 0
    for year, flow in enumerate(cash_flows):
        present = flow / (1 + rate) ** year
        if total + present >= 0:
            return year - 1 - total / flow if year else 0
        total += present
    return None


# %% wrong: trusts np.interp although the sum does not only rise -> section 13.3
def discounted_payback(rate, cash_flows):
    years = np.arange(len(cash_flows))
    sums = np.cumsum(np.array(cash_flows) / (1 + rate) ** years)
    return float(np.interp(0, sums, years)) if sums.max() >= 0 else None


# %% wrong: discounts the first flow as well
def discounted_payback(rate, cash_flows):
    total = 0
    for year, flow in enumerate(cash_flows):
        present = flow / (1 + rate) ** (year + 1)
        if total + present > 0:
            return year - 1 - total / present if year else 0
        total += present
    return None


# %% wrong: never says None, but infinity
def discounted_payback(rate, cash_flows):
    total = 0
    for year, flow in enumerate(cash_flows):
        present = flow / (1 + rate) ** year
        if total + present >= 0:
            return year - 1 - total / present if year else 0
        total += present
    return float("inf")


# %% wrong: returns the worked value
def discounted_payback(rate, cash_flows):
    return 1.8333333333333333
