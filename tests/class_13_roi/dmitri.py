# student: dmitri
# handed in: 2025-03-07 12:00:00
# Reads a rate of 0.1 as 10, counts whole years.
# slip: divides a rate by 100 that is a fraction already -> section 13.2
# slip: counts full years instead of interpolating -> section 13.3
# %% npv
def npv(rate, cash_flows):
    if rate <= -1:
        raise ValueError("rate too low")
    total = 0
    for year in range(len(cash_flows)):
        total = total + list(cash_flows)[year] / (1 + rate / 100) ** year
    return total


# %% payback
def discounted_payback(rate, cash_flows):
    total = 0
    for year, flow in enumerate(cash_flows):
        total += flow / (1 + rate) ** year
        if total >= 0:
            return year
    return None


# %% gates
def gated_npv(project):
    worth = project["value"]
    for cost, chance in reversed(project["stages"]):
        worth = -cost + chance * max(worth, 0) / (1 + project["rate"])
    return worth


# %% brief
# No. We should not do this, it loses 9.
