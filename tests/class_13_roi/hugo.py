# student: hugo
# handed in: 2025-03-06 22:10:00
# Keeps paying after the stop, forgets that a pilot can be ignored.
# slip: pays for every stage, even after the project has stopped -> section 13.4
# slip: follows every answer, so that EVSI can fall below 0 -> section 13.9
# %% npv
def npv(rate, cash_flows):
    if rate <= -1:
        raise ValueError("rate")
    return np.dot(cash_flows, (1 + rate) ** -np.arange(len(cash_flows), dtype=float))


# %% gates
def gated_npv(project):
    growth = 1 + project["rate"]
    total, chance_so_far = 0, 1
    for year, (cost, chance) in enumerate(project["stages"]):
        total -= cost / growth**year
        chance_so_far *= chance
    return total + chance_so_far * project["value"] / growth ** len(project["stages"])


# %% tornado
def tornado_order(value, assumptions):
    def at(name, which):
        return value({other: a[which if other == name else 1] for other, a in assumptions.items()})

    return tuple(sorted(assumptions, key=lambda name: -abs(at(name, 2) - at(name, 0))))


# %% pilot
def pilot(p_good, value_good, value_bad, good_if_good, bad_if_bad, price):
    after_good = p_good * good_if_good * value_good + (1 - p_good) * (1 - bad_if_bad) * value_bad
    evsi = after_good - max(0, p_good * value_good + (1 - p_good) * value_bad)
    return evsi, evsi > price
