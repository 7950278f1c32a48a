# student: piotr
# handed in: 2025-03-01 20:20:20
# edit: retype evpi
# Made an answer cell a text cell by mistake. Decides with >= and goes on where he should stop.
# slip: goes on where stopping is better -> section 13.4
# slip: forgets that Kestrel may decide for nothing -> section 13.8
# %% npv
def npv(rate, cash_flows):
    if rate <= -1:
        raise ValueError("rate below -1")
    import numpy_financial as npf

    return npf.npv(rate, cash_flows) if len(cash_flows) else 0


# %% gates
def gated_npv(project):
    worth = project["value"]
    for cost, chance in reversed(project["stages"]):
        worth = -cost + chance * worth / (1 + project["rate"])
    return worth


# %% evpi
def evpi(npvs):
    runs = np.array(list(npvs.values()))
    return np.maximum(runs.max(axis=0), 0).mean() - runs.mean(axis=1).max()


# %% pilot
def pilot(p_good, value_good, value_bad, good_if_good, bad_if_bad, price):
    good = p_good * value_good
    bad = (1 - p_good) * value_bad
    a = good * good_if_good + bad * (1 - bad_if_bad)
    b = good * (1 - good_if_good) + bad * bad_if_bad
    evsi = max(0, a) + max(0, b) - max(0, good + bad)
    return evsi, evsi >= price


# %% brief
# Count the damaged parcels for 8 thousand, then decide. The plan's 100 is too good: we expect minus 9.
