# %% right: sorts, and interpolates by hand
def contingency(base, totals, risk):
    if len(totals) == 0 or not 0 < risk < 1:
        raise ValueError
    values = sorted(totals)
    place = (1 - risk) * (len(values) - 1)
    below = int(place)
    above = min(below + 1, len(values) - 1)
    level = values[below] + (place - below) * (values[above] - values[below])
    return level - base if level > base else 0


# %% right: pandas
def contingency(base, totals, risk):
    runs = pd.Series(totals, dtype=float)
    if runs.empty or risk <= 0 or risk >= 1:
        raise ValueError("no runs, or no risk")
    return np.maximum(runs.quantile(1 - risk) - base, 0)


# %% wrong: takes the quantile of the risk, not of what is kept -> section 09.5
def contingency(base, totals, risk):
    if len(totals) == 0 or risk <= 0 or risk >= 1:
        raise ValueError
    return max(np.quantile(totals, risk) - base, 0)


# %% wrong: forgets to subtract the plan -> section 09.2
def contingency(base, totals, risk):
    if len(totals) == 0 or risk <= 0 or risk >= 1:
        raise ValueError
    return np.quantile(totals, 1 - risk)


# %% wrong: takes the mean instead of a quantile -> section 09.5
def contingency(base, totals, risk):
    if len(totals) == 0 or risk <= 0 or risk >= 1:
        raise ValueError
    return max(np.mean(totals) - base, 0)


# %% wrong: answers with a share of the plan -> section 09.2
def contingency(base, totals, risk):
    if len(totals) == 0 or risk <= 0 or risk >= 1:
        raise ValueError
    return max(np.quantile(totals, 1 - risk) / base - 1, 0)


# %% wrong: answers with a negative contingency -> section 09.2
def contingency(base, totals, risk):
    if len(totals) == 0 or risk <= 0 or risk >= 1:
        raise ValueError
    return np.quantile(totals, 1 - risk) - base


# %% wrong: lets a risk of 1 pass
def contingency(base, totals, risk):
    if len(totals) == 0 or risk <= 0:
        raise ValueError
    return max(np.quantile(totals, 1 - risk) - base, 0)
