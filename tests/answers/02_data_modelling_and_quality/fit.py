# %% right: a loop over rows
def fit_share(rows, needed, rules):
    if rows.empty:
        return None
    fit = 0
    for row in rows.to_dict("records"):
        there = all(pd.notna(row[name]) for name in needed)
        sound = all(
            pd.isna(row[name]) or low <= row[name] <= high for name, (low, high) in rules.items()
        )
        fit += there and sound
    return fit / len(rows) * 100


# %% right: drops what is bad and counts what is left
def fit_share(rows, needed, rules):
    if len(rows) == 0:
        return None
    left = rows.dropna(subset=needed)
    for name, bounds in rules.items():
        left = left[left[name].between(*bounds) | left[name].isna()]
    return 100 * len(left) / len(rows)


# %% wrong: takes a missing value for one that breaks its rule -> section 02.4
def fit_share(rows, needed, rules):
    if len(rows) == 0:
        return None
    good = rows[needed].notna().all(axis=1)
    for name, (low, high) in rules.items():
        good = good & rows[name].between(low, high)
    return 100 * good.mean()


# %% wrong: forbids the bounds themselves -> section 02.4
def fit_share(rows, needed, rules):
    if len(rows) == 0:
        return None
    bad = rows[needed].isna().any(axis=1)
    for name, (low, high) in rules.items():
        bad = bad | (rows[name] <= low) | (rows[name] >= high)
    return 100 * (1 - bad.mean())


# %% wrong: looks only for missing values -> section 02.4
def fit_share(rows, needed, rules):
    if len(rows) == 0:
        return None
    return 100 * rows[needed].notna().all(axis=1).mean()


# %% wrong: looks only at the rules -> section 02.4
def fit_share(rows, needed, rules):
    if len(rows) == 0:
        return None
    bad = pd.Series(False, index=rows.index)
    for name, (low, high) in rules.items():
        bad = bad | (rows[name] < low) | (rows[name] > high)
    return 100 * (1 - bad.mean())


# %% wrong: counts a row with two faults twice -> section 02.4
def fit_share(rows, needed, rules):
    if len(rows) == 0:
        return None
    broken = pd.Series(False, index=rows.index)
    for name, (low, high) in rules.items():
        broken = broken | (rows[name] < low) | (rows[name] > high)
    return 100 * (1 - rows[needed].isna().any(axis=1).mean() - broken.mean())


# %% wrong: fails without rows
def fit_share(rows, needed, rules):
    bad = rows[needed].isna().any(axis=1)
    for name, (low, high) in rules.items():
        bad = bad | (rows[name] < low) | (rows[name] > high)
    return 100 * (len(rows) - int(bad.sum())) / len(rows)


# %% wrong: divides by the rows that lack nothing, not by all -> section 02.4
def fit_share(rows, needed, rules):
    if len(rows) == 0:
        return None
    rows = rows.dropna(subset=needed)
    bad = pd.Series(False, index=rows.index)
    for name, (low, high) in rules.items():
        bad = bad | (rows[name] < low) | (rows[name] > high)
    return 100 * int((~bad).sum()) / max(1, len(rows))
