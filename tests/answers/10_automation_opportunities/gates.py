# %% right: pandas columns, missing filled with no
def shortlist(candidates):
    table = candidates.copy()
    for gate in ("data_ready", "lawful"):
        table[gate] = [False if pd.isna(answer) else bool(answer) for answer in table[gate]]
    owned = table["owner"].notna() & (table["owner"] != "")
    table = table[table["data_ready"] & table["lawful"] & owned & (table["net_value"] > 0)]
    return table.sort_values(["net_value", "name"], ascending=[False, True])["name"]


# %% right: sorts first by name, then by value
def shortlist(candidates):
    rows = candidates.to_dict("records")
    rows.sort(key=lambda row: row["name"])
    rows.sort(key=lambda row: row["net_value"], reverse=True)
    names = ()
    for row in rows:
        answers = [row["data_ready"], row["lawful"], row["owner"]]
        if any(pd.isna(answer) or not answer for answer in answers):
            continue
        if row["net_value"] > 0:
            names += (row["name"],)
    return names


# %% wrong: lets a high value make up for a failed gate -> section 10.7
def shortlist(candidates):
    table = candidates[candidates["net_value"] > 0]
    return list(table.sort_values(["net_value", "name"], ascending=[False, True])["name"])


# %% wrong: ranks by a weighted score in which the gates are points
def shortlist(candidates):
    points = candidates["net_value"] / 100
    for gate in ("data_ready", "lawful", "owner"):
        points = points + 0.1 * np.array([pd.notna(x) and bool(x) for x in candidates[gate]])
    table = candidates.assign(points=points).sort_values("points", ascending=False)
    return list(table.loc[table["net_value"] > 0, "name"])


# %% wrong: is content when one gate is passed -> section 10.7
def shortlist(candidates):
    def yes(answer):
        return pd.notna(answer) and bool(answer)

    kept = [
        (-row.net_value, row.name)
        for row in candidates.itertuples(index=False)
        if (yes(row.data_ready) or yes(row.lawful)) and yes(row.owner) and row.net_value > 0
    ]
    return [name for _, name in sorted(kept)]


# %% wrong: takes a missing answer for a yes -> section 10.7
def shortlist(candidates):
    kept = []
    for row in candidates.itertuples(index=False):
        closed = [pd.notna(gate) and not gate for gate in (row.data_ready, row.lawful)]
        owned = pd.notna(row.owner) and row.owner != ""
        if not any(closed) and owned and row.net_value > 0:
            kept.append((-row.net_value, row.name))
    return [name for _, name in sorted(kept)]


# %% wrong: forgets that somebody must own the result -> section 10.7
def shortlist(candidates):
    def yes(answer):
        return pd.notna(answer) and bool(answer)

    kept = [
        (-row.net_value, row.name)
        for row in candidates.itertuples(index=False)
        if yes(row.data_ready) and yes(row.lawful) and row.net_value > 0
    ]
    return [name for _, name in sorted(kept)]


# %% wrong: keeps candidates that lose money -> section 10.7
def shortlist(candidates):
    def yes(answer):
        return pd.notna(answer) and bool(answer)

    kept = [
        (-row.net_value, row.name)
        for row in candidates.itertuples(index=False)
        if yes(row.data_ready) and yes(row.lawful) and yes(row.owner)
    ]
    return [name for _, name in sorted(kept)]


# %% wrong: puts the lowest value first -> section 10.7
def shortlist(candidates):
    def yes(answer):
        return pd.notna(answer) and bool(answer)

    kept = [
        (row.net_value, row.name)
        for row in candidates.itertuples(index=False)
        if yes(row.data_ready) and yes(row.lawful) and yes(row.owner) and row.net_value > 0
    ]
    return [name for _, name in sorted(kept)]


# %% wrong: sorts equal values backwards
def shortlist(candidates):
    def yes(answer):
        return pd.notna(answer) and bool(answer)

    kept = [
        (row.net_value, row.name)
        for row in candidates.itertuples(index=False)
        if yes(row.data_ready) and yes(row.lawful) and yes(row.owner) and row.net_value > 0
    ]
    return [name for _, name in sorted(kept, reverse=True)]
