# student: farid
# handed in: 2025-03-07 23:58:59
# One minute before the deadline. Counts the risk twice, believes every pilot, takes perfect
# information for granted.
# slip: counts the risk twice, in the probabilities and in the rate -> section 13.5
# slip: does not subtract what deciding now is worth -> section 13.8
# slip: believes every answer, so that EVSI comes out above EVPI -> section 13.9
# %% npv
def npv(rate, cash_flows):
    if rate <= -1:
        raise ValueError("no meaning")
    result = 0.0
    for flow in reversed(list(cash_flows)):
        result = flow + result / (1 + rate)
    return result


# %% payback
def discounted_payback(rate, cash_flows):
    total = 0
    for year, flow in enumerate(cash_flows):
        before = total
        total += flow / (1 + rate) ** year
        if total >= 0:
            return 0 if year == 0 else year - 1 + before / (before - total)


# %% gates
def gated_npv(project):
    rate = project["rate"] + project["risk_premium"]
    worth = project["value"]
    for cost, chance in reversed(project["stages"]):
        worth = -cost + chance * max(0, worth) / (1 + rate)
    return worth


# %% evpi
def evpi(npvs):
    return np.mean([max(0, *run) for run in zip(*npvs.values())])


# %% pilot
def pilot(p_good, value_good, value_bad, good_if_good, bad_if_bad, price):
    says_good = p_good * good_if_good + (1 - p_good) * (1 - bad_if_bad)
    evsi = says_good * value_good - max(0, p_good * value_good + (1 - p_good) * value_bad)
    return evsi, evsi > price


# %% brief
# I recommend the count for 8 thousand and nothing else. With the gate the expected result is minus 9
# thousand, between minus 100 and plus 106, and it is a loss in 57 of 100 cases. The benefit decides:
# at 90 thousand a year we lose 190.
