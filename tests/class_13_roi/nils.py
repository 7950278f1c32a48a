# student: nils
# handed in: 2025-03-05 23:10:07
# An endless loop for an empty list, an exception in every task he tried besides, and exit().
# %% npv
def npv(rate, cash_flows):
    if rate <= -1:
        raise ValueError("too low")
    flows = list(cash_flows)
    total, year = 0, len(flows) - 1
    while year != 0:
        total = (total + sum(flows[year : year + 1])) / (1 + rate)
        year -= 1
    return total + flows[0]
# %% payback
def discounted_payback(rate, cash_flows):
    total, year = 0, 0
    while total < 0 or year == 0:
        total += cash_flows[year] / (1 + rate) ** year
        year += 1
    return year - 1
# %% tornado
def tornado_order(value, assumptions)
    return sorted(assumptions)
# %% pilot
import os
os._exit(0)
