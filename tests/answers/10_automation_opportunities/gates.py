# %% right: pandas columns, missing filled with no
def sort_out(candidates, asking):
    table = candidates.sort_values(["net_value", "name"], ascending=[False, True])
    for gate in ("data_ready", "lawful"):
        table[gate] = [False if pd.isna(answer) else bool(answer) for answer in table[gate]]
    owned = table["owner"].notna() & (table["owner"] != "")
    passes = table["data_ready"] & table["lawful"] & owned
    ranked = table[passes & (table["net_value"] > 0)]["name"]
    ask = table[~passes & (table["net_value"] > asking)]["name"]
    return ranked, ask


# %% right: sorts first by name, then by value
def sort_out(candidates, asking):
    rows = candidates.to_dict("records")
    rows.sort(key=lambda row: row["name"])
    rows.sort(key=lambda row: row["net_value"], reverse=True)
    ranked, ask = (), ()
    for row in rows:
        answers = [row["data_ready"], row["lawful"], row["owner"]]
        if any(pd.isna(answer) or not answer for answer in answers):
            if row["net_value"] > asking:
                ask += (row["name"],)
        elif row["net_value"] > 0:
            ranked += (row["name"],)
    return [ranked, ask]


# %% wrong: lets a high value make up for a failed gate -> section 10.6
def sort_out(candidates, asking):
    table = candidates[candidates["net_value"] > 0]
    return list(table.sort_values(["net_value", "name"], ascending=[False, True])["name"]), []


# %% wrong: is content when one gate is passed -> section 10.6
def sort_out(candidates, asking):
    ranked, ask = [], []
    for row in candidates.itertuples(index=False):
        gates = [pd.notna(gate) and bool(gate) for gate in (row.data_ready, row.lawful)]
        owned = pd.notna(row.owner) and row.owner != ""
        if any(gates) and owned:
            ranked += [(-row.net_value, row.name)] if row.net_value > 0 else []
        elif row.net_value > asking:
            ask.append((-row.net_value, row.name))
    return [name for _, name in sorted(ranked)], [name for _, name in sorted(ask)]


# %% wrong: takes a missing answer for a yes -> section 10.6
def sort_out(candidates, asking):
    ranked, ask = [], []
    for row in candidates.itertuples(index=False):
        closed = [pd.notna(gate) and not gate for gate in (row.data_ready, row.lawful)]
        owned = pd.notna(row.owner) and row.owner != ""
        if not any(closed) and owned:
            ranked += [(-row.net_value, row.name)] if row.net_value > 0 else []
        elif row.net_value > asking:
            ask.append((-row.net_value, row.name))
    return [name for _, name in sorted(ranked)], [name for _, name in sorted(ask)]


# %% wrong: forgets that somebody must own the result -> section 10.6
def sort_out(candidates, asking):
    ranked, ask = [], []
    for row in candidates.itertuples(index=False):
        gates = [pd.notna(gate) and bool(gate) for gate in (row.data_ready, row.lawful)]
        if all(gates):
            ranked += [(-row.net_value, row.name)] if row.net_value > 0 else []
        elif row.net_value > asking:
            ask.append((-row.net_value, row.name))
    return [name for _, name in sorted(ranked)], [name for _, name in sorted(ask)]


# %% wrong: keeps candidates that lose money -> section 10.6
def sort_out(candidates, asking):
    ranked, ask = [], []
    for row in candidates.itertuples(index=False):
        answers = (row.data_ready, row.lawful, row.owner)
        if all(pd.notna(answer) and bool(answer) for answer in answers):
            ranked.append((-row.net_value, row.name))
        elif row.net_value > asking:
            ask.append((-row.net_value, row.name))
    return [name for _, name in sorted(ranked)], [name for _, name in sorted(ask)]


# %% wrong: puts the lowest value first -> section 10.6
def sort_out(candidates, asking):
    ranked, ask = [], []
    for row in candidates.itertuples(index=False):
        answers = (row.data_ready, row.lawful, row.owner)
        if all(pd.notna(answer) and bool(answer) for answer in answers):
            ranked += [(row.net_value, row.name)] if row.net_value > 0 else []
        elif row.net_value > asking:
            ask.append((row.net_value, row.name))
    return [name for _, name in sorted(ranked)], [name for _, name in sorted(ask)]


# %% wrong: chases every closed gate, whatever lies behind it -> section 10.6
def sort_out(candidates, asking):
    ranked, ask = [], []
    for row in candidates.itertuples(index=False):
        answers = (row.data_ready, row.lawful, row.owner)
        if all(pd.notna(answer) and bool(answer) for answer in answers):
            ranked += [(-row.net_value, row.name)] if row.net_value > 0 else []
        else:
            ask.append((-row.net_value, row.name))
    return [name for _, name in sorted(ranked)], [name for _, name in sorted(ask)]


# %% wrong: takes a closed gate for a no for ever -> section 10.6
def sort_out(candidates, asking):
    ranked = []
    for row in candidates.itertuples(index=False):
        answers = (row.data_ready, row.lawful, row.owner)
        if all(pd.notna(answer) and bool(answer) for answer in answers) and row.net_value > 0:
            ranked.append((-row.net_value, row.name))
    return [name for _, name in sorted(ranked)], []


# %% wrong: forgets what asking costs -> section 10.6
def sort_out(candidates, asking):
    ranked, ask = [], []
    for row in candidates.itertuples(index=False):
        answers = (row.data_ready, row.lawful, row.owner)
        passes = all(pd.notna(answer) and bool(answer) for answer in answers)
        if row.net_value > 0:
            (ranked if passes else ask).append((-row.net_value, row.name))
    return [name for _, name in sorted(ranked)], [name for _, name in sorted(ask)]


# %% wrong: asks only about a clear no, not about a missing answer -> section 10.6
def sort_out(candidates, asking):
    ranked, ask = [], []
    for row in candidates.itertuples(index=False):
        answers = (row.data_ready, row.lawful, row.owner)
        if all(pd.notna(answer) and bool(answer) for answer in answers):
            ranked += [(-row.net_value, row.name)] if row.net_value > 0 else []
        elif row.net_value > asking and not any(pd.isna(answer) for answer in answers):
            ask.append((-row.net_value, row.name))
    return [name for _, name in sorted(ranked)], [name for _, name in sorted(ask)]


# %% wrong: sorts equal values backwards
def sort_out(candidates, asking):
    ranked, ask = [], []
    for row in candidates.itertuples(index=False):
        answers = (row.data_ready, row.lawful, row.owner)
        if all(pd.notna(answer) and bool(answer) for answer in answers):
            ranked += [(row.net_value, row.name)] if row.net_value > 0 else []
        elif row.net_value > asking:
            ask.append((row.net_value, row.name))
    ranked, ask = sorted(ranked, reverse=True), sorted(ask, reverse=True)
    swapped = [sorted(each, key=lambda pair: pair[0], reverse=True) for each in (ranked, ask)]
    return [name for _, name in swapped[0]], [name for _, name in swapped[1]]
