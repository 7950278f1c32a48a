# student: carla
# handed in: 2025-03-04 21:44:03
# Discounts the first flow; leaves the tornado and the business case blank. The rest is right.
# slip: discounts the first cash flow -> section 13.2
# %% npv
def npv(rate, cash_flows):
    if rate <= -1:
        raise ValueError
    return sum(flow / (1 + rate) ** year for year, flow in enumerate(cash_flows, start=1))


# %% payback
def discounted_payback(rate, cash_flows):
    sums = [cash_flows[0]]
    if sums[0] >= 0:
        return 0
    for year, flow in enumerate(cash_flows[1:], start=1):
        sums.append(sums[-1] + flow / (1 + rate) ** year)
        if sums[-1] >= 0:
            return year - 1 + sums[-2] / (sums[-2] - sums[-1])


# %% gates
def gated_npv(project):
    worth = project["value"]
    for cost, chance in project["stages"][::-1]:
        worth = chance * max(worth, 0) / (1 + project["rate"]) - cost
    return worth


# %% loss
def loss_probability(build, benefit, years, rate, n, rng):
    benefits = rng.triangular(*benefit, n)
    present = sum(benefits / (1 + rate) ** t for t in range(1, years + 1))
    return np.count_nonzero(present - rng.triangular(*build, n) < 0) / n


def standard_error(p, n):
    return (p * (1 - p) / n) ** 0.5


# %% evpi
def evpi(npvs):
    runs = list(zip(*npvs.values()))
    knowing = np.mean([max(0, *run) for run in runs])
    now = max(0, *(np.mean(values) for values in npvs.values()))
    return knowing - now


# %% pilot
def pilot(p_good, value_good, value_bad, good_if_good, bad_if_bad, price):
    p_bad = 1 - p_good
    go_if_good = p_good * good_if_good * value_good + p_bad * (1 - bad_if_bad) * value_bad
    go_if_bad = p_good * (1 - good_if_good) * value_good + p_bad * bad_if_bad * value_bad
    evsi = max(go_if_good, 0) + max(go_if_bad, 0) - max(go_if_good + go_if_bad, 0)
    return (evsi, evsi > price)
