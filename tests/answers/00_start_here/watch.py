# %% right: a query
def watch_list(table, limit):
    return table.query("late_percent > @limit")


# %% right: a loop over the rows
def watch_list(table, limit):
    rows = []
    for _, row in table.iterrows():
        if row["late_percent"] > limit:
            rows.append(row)
    return pd.DataFrame(rows, columns=table.columns)


# %% right: drops rows, numbers them anew, other order of columns
def watch_list(table, limit):
    kept = table.drop(table.index[~table["late_percent"].gt(limit)]).reset_index(drop=True)
    return kept[["late_percent", "late", "delivered", "depot"]]


# %% wrong: keeps depots that are exactly at the limit -> section 00.6
def watch_list(table, limit):
    return table[table["late_percent"] >= limit]


# %% wrong: keeps the depots below the limit -> section 00.6
def watch_list(table, limit):
    return table[table["late_percent"] < limit]


# %% wrong: compares the number of late parcels, not their share -> section 00.6
def watch_list(table, limit):
    return table[table["late"] > limit]


# %% wrong: keeps depots whose share is missing -> section 00.6
def watch_list(table, limit):
    return table[~(table["late_percent"] <= limit)]


# %% wrong: returns True and False instead of the rows -> section 00.6
def watch_list(table, limit):
    return table["late_percent"] > limit


# %% wrong: returns one column instead of all -> section 00.6
def watch_list(table, limit):
    return table[table["late_percent"] > limit]["depot"]


# %% wrong: uses the limit of the worked example
def watch_list(table, limit):
    return table[table["late_percent"] > 8]


# %% wrong: filters the table of the page, not the one that it is given
def watch_list(table, limit):
    return week[week["late_percent"] > limit]


# %% wrong: sorts the list
def watch_list(table, limit):
    kept = table[table["late_percent"] > limit]
    return kept.sort_values("late_percent", ascending=False)


# %% wrong: adds a column to the table that it is given
def watch_list(table, limit):
    table["is_above"] = table["late_percent"] > limit
    return table[table["is_above"]].drop(columns="is_above")


# %% wrong: returns nothing when no depot is above the limit
def watch_list(table, limit):
    kept = table[table["late_percent"] > limit]
    if len(kept) > 0:
        return kept
