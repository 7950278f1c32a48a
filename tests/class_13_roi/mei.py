# student: mei
# handed in: 2025-03-03 19:00:45
# edit: copy evpi
# Copied an answer cell, and keeps a helper in a cell of her own, where it is not graded.
# %% added
def discounted(rate, cash_flows):
    return [flow / (1 + rate) ** year for year, flow in enumerate(cash_flows)]


# %% npv
def npv(rate, cash_flows):
    if rate <= -1:
        raise ValueError
    return sum(discounted(rate, cash_flows))


# %% gates
def gated_npv(project):
    value = project["value"]
    for cost, chance in project["stages"][::-1]:
        value = max(value, 0) * chance / (1 + project["rate"]) - cost
    return value


# %% evpi
def evpi(npvs):
    table = pd.DataFrame(npvs)
    table["nothing"] = 0
    return table.max(axis=1).mean() - table.mean().max()


# %% brief
# We should measure first. Approve 8 thousand for the count, not the 300. We expect minus 9, between
# minus 100 and plus 106.
