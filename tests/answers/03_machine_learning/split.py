# %% right: a loop over rows
def honest_split(rows, first_day, new_routes, wait):
    fit, test = set(), set()
    for _, row in rows.iterrows():
        if row["route"] in new_routes:
            if row["day"] >= first_day:
                test.add(row["delivery_id"])
        elif row["day"] + pd.Timedelta(days=wait) <= first_day:
            fit.add(row["delivery_id"])
    return fit, test


# %% right: query and whole days
def honest_split(rows, first_day, new_routes, wait):
    table = rows.assign(ahead=(first_day - rows["day"]).dt.days, new=rows["route"].isin(new_routes))
    fit = table.query("ahead >= @wait and not new")["delivery_id"].tolist()
    test = table.query("ahead <= 0 and new")["delivery_id"].tolist()
    return [set(fit), set(test)]


# %% wrong: splits by time alone -> section 03.3
def honest_split(rows, first_day, new_routes, wait):
    known = rows["day"] + pd.Timedelta(days=wait) <= first_day
    later = rows["day"] >= first_day
    return set(rows[known]["delivery_id"]), set(rows[later]["delivery_id"])


# %% wrong: splits by route alone -> section 03.3
def honest_split(rows, first_day, new_routes, wait):
    new = rows["route"].isin(new_routes)
    return set(rows[~new]["delivery_id"]), set(rows[new]["delivery_id"])


# %% wrong: fits rows whose label is not known yet -> section 03.4
def honest_split(rows, first_day, new_routes, wait):
    new = rows["route"].isin(new_routes)
    later = rows["day"] >= first_day
    return set(rows[~later & ~new]["delivery_id"]), set(rows[later & new]["delivery_id"])


# %% wrong: puts all other rows into the test -> section 03.3
def honest_split(rows, first_day, new_routes, wait):
    new = rows["route"].isin(new_routes)
    fit = (rows["day"] + pd.Timedelta(days=wait) <= first_day) & ~new
    return set(rows[fit]["delivery_id"]), set(rows[~fit]["delivery_id"])


# %% wrong: leaves out the first day -> section 03.3
def honest_split(rows, first_day, new_routes, wait):
    new = rows["route"].isin(new_routes)
    known = rows["day"] + pd.Timedelta(days=wait) <= first_day
    later = rows["day"] > first_day
    return set(rows[known & ~new]["delivery_id"]), set(rows[later & new]["delivery_id"])


# %% wrong: takes rows at random
def honest_split(rows, first_day, new_routes, wait):
    fit = rows.sample(frac=0.7, random_state=1)
    return set(fit["delivery_id"]), set(rows.drop(fit.index)["delivery_id"])
