# %% right: NumPy powers of the growth factor
def npv(rate, cash_flows):
    if rate <= -1:
        raise ValueError("a rate of -1 or less")
    flows = np.asarray(cash_flows, dtype=float)
    return float(flows @ (1 + rate) ** -np.arange(len(flows), dtype=float))


# %% right: backwards, one year at a time (Horner)
def npv(rate, cash_flows):
    if not rate > -1:
        raise ValueError("meaningless rate")
    total = 0
    for flow in list(cash_flows)[::-1]:
        total = flow + total / (1 + rate)
    return total


# %% right: numpy-financial
import numpy_financial as npf


def npv(rate, cash_flows):
    if rate <= -1:
        raise ValueError
    return npf.npv(rate, list(cash_flows)) if len(cash_flows) else 0


# %% wrong: discounts the first cash flow -> section 13.2
def npv(rate, cash_flows):
    if rate <= -1:
        raise ValueError
    return sum(flow / (1 + rate) ** (year + 1) for year, flow in enumerate(cash_flows))


# %% wrong: multiplies the rate by 100, so that 0.1 becomes 1,000 % -> section 13.2
def npv(rate, cash_flows):
    if rate <= -1:
        raise ValueError
    return sum(flow / (1 + 100 * rate) ** year for year, flow in enumerate(cash_flows))


# %% wrong: divides a rate by 100 that is a fraction already -> section 13.2
def npv(rate, cash_flows):
    if rate <= -1:
        raise ValueError
    return sum(flow / (1 + rate / 100) ** year for year, flow in enumerate(cash_flows))


# %% wrong: does not discount at all -> section 13.2
def npv(rate, cash_flows):
    if rate <= -1:
        raise ValueError
    return sum(cash_flows)


# %% wrong: lets a rate of -1 pass
def npv(rate, cash_flows):
    return sum(flow / (1 + rate) ** year for year, flow in enumerate(cash_flows))


# %% wrong: rounds to cents
def npv(rate, cash_flows):
    if rate <= -1:
        raise ValueError
    return round(sum(flow / (1 + rate) ** year for year, flow in enumerate(cash_flows)), 2)


# %% wrong: prints instead of returning
def npv(rate, cash_flows):
    print(sum(flow / (1 + rate) ** year for year, flow in enumerate(cash_flows)))


# %% wrong: returns the worked value whatever is asked
def npv(rate, cash_flows):
    return 4.132231404958678


# %% wrong: changes the caller's list
def npv(rate, cash_flows):
    if rate <= -1:
        raise ValueError
    total = 0
    if isinstance(cash_flows, list):
        for year in range(len(cash_flows)):
            cash_flows[year] /= (1 + rate) ** year
        return sum(cash_flows)
    for year, flow in enumerate(cash_flows):
        total += flow / (1 + rate) ** year
    return total
