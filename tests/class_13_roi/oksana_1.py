# student: oksana
# handed in: 2025-03-03 08:00:00
# Her first attempt; the second one counts.
# %% npv
def npv(rate, cash_flows):
    return 0
