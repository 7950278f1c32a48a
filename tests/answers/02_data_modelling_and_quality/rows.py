# %% right: makes the join and looks at it
def join_report(left, right, on):
    start = left[on].assign(place=range(len(left)))
    joined = start.merge(right[on].assign(there=1), on=on, how="left")
    found = joined.groupby("place")["there"].count()
    return {
        "rows": len(joined),
        "alone": int((found == 0).sum()),
        "several": int((found > 1).sum()),
    }


# %% right: counts keys in a dictionary
def join_report(left, right, on):
    counts = {}
    for key in right[on].itertuples(index=False):
        counts[tuple(key)] = counts.get(tuple(key), 0) + 1
    partners = [counts.get(tuple(key), 0) for key in left[on].itertuples(index=False)]
    rows = 0
    for n in partners:
        rows += n if n > 0 else 1
    return {
        "rows": rows,
        "alone": partners.count(0),
        "several": len([n for n in partners if n > 1]),
    }


# %% wrong: believes that a left join keeps the number of rows -> section 02.3
def join_report(left, right, on):
    counts = right.groupby(on).size().rename("n").reset_index()
    n = left[on].merge(counts, on=on, how="left")["n"].fillna(0)
    return {"rows": len(left), "alone": int((n == 0).sum()), "several": int((n > 1).sum())}


# %% wrong: drops rows without a partner, as an inner join does -> section 02.3
def join_report(left, right, on):
    counts = right.groupby(on).size().rename("n").reset_index()
    n = left[on].merge(counts, on=on, how="left")["n"].fillna(0)
    rows = len(left[on].merge(right[on], on=on))
    return {"rows": rows, "alone": int((n == 0).sum()), "several": int((n > 1).sum())}


# %% wrong: pairs every row with every row -> section 02.3
def join_report(left, right, on):
    counts = right.groupby(on).size().rename("n").reset_index()
    n = left[on].merge(counts, on=on, how="left")["n"].fillna(0)
    rows = len(left) * len(right)
    return {"rows": rows, "alone": int((n == 0).sum()), "several": int((n > 1).sum())}


# %% wrong: joins by the first column only -> section 02.3
def join_report(left, right, on):
    counts = right.groupby(on[:1]).size().rename("n").reset_index()
    n = left[on[:1]].merge(counts, on=on[:1], how="left")["n"].fillna(0)
    return {
        "rows": int(n.clip(lower=1).sum()),
        "alone": int((n == 0).sum()),
        "several": int((n > 1).sum()),
    }


# %% wrong: counts those with one partner as several
def join_report(left, right, on):
    counts = right.groupby(on).size().rename("n").reset_index()
    n = left[on].merge(counts, on=on, how="left")["n"].fillna(0)
    return {
        "rows": int(n.clip(lower=1).sum()),
        "alone": int((n == 0).sum()),
        "several": int((n > 0).sum()),
    }
