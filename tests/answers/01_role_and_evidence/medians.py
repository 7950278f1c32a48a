# %% right: a loop over plain lists, with the median by hand
def pay_by_group(survey, least):
    pays = {}
    for group, pay in zip(survey["group"], survey["pay"]):
        if pay == pay:
            pays.setdefault(group, []).append(pay)
    rows = []
    for group in sorted(pays):
        values = sorted(pays[group])
        n = len(values)
        if n >= least:
            middle = (values[(n - 1) // 2] + values[n // 2]) / 2
            rows.append([group, n, middle])
    rows.sort(key=lambda row: (-row[2], -row[1]))
    return rows


# %% right: pandas all the way
def pay_by_group(survey, least):
    found = survey.groupby("group")["pay"].agg(["count", "median"]).reset_index()
    found = found[found["count"] >= least]
    found = found.sort_values(["median", "count", "group"], ascending=[False, False, True])
    return list(found.itertuples(index=False, name=None))


# %% wrong: takes the mean instead of the median -> section 01.4
def pay_by_group(survey, least):
    found = survey.groupby("group")["pay"].agg(["count", "mean"]).reset_index()
    found = found[found["count"] >= least]
    found = found.sort_values(["mean", "count", "group"], ascending=[False, False, True])
    return list(found.itertuples(index=False, name=None))


# %% wrong: ranks groups that are too small -> section 01.4
def pay_by_group(survey, least):
    found = survey.groupby("group")["pay"].agg(["count", "median"]).reset_index()
    found = found[found["count"] >= 1]
    found = found.sort_values(["median", "count", "group"], ascending=[False, False, True])
    return list(found.itertuples(index=False, name=None))


# %% wrong: counts answers without pay -> section 01.4
def pay_by_group(survey, least):
    found = survey.groupby("group")["pay"].agg(["size", "median"]).reset_index()
    found = found[(found["size"] >= least) & found["median"].notna()]
    found = found.sort_values(["median", "size", "group"], ascending=[False, False, True])
    return list(found.itertuples(index=False, name=None))


# %% wrong: leaves out a group of exactly the least size -> section 01.4
def pay_by_group(survey, least):
    found = survey.groupby("group")["pay"].agg(["count", "median"]).reset_index()
    found = found[found["count"] > least]
    found = found.sort_values(["median", "count", "group"], ascending=[False, False, True])
    return list(found.itertuples(index=False, name=None))


# %% wrong: puts the lowest pay first -> section 01.4
def pay_by_group(survey, least):
    found = survey.groupby("group")["pay"].agg(["count", "median"]).reset_index()
    found = found[found["count"] >= least]
    found = found.sort_values(["median", "count", "group"], ascending=[True, False, True])
    return list(found.itertuples(index=False, name=None))
