# %% right: a set comprehension
def leaks(columns, decision):
    return {c["name"] for c in columns if c["final_hours"] is None or c["final_hours"] > decision}


# %% right: pandas, missing as infinitely late
def leaks(columns, decision):
    if not columns:
        return set()
    table = pd.DataFrame(columns)
    final = pd.to_numeric(table["final_hours"]).fillna(np.inf)
    return set(table.loc[final > decision, "name"])


# %% wrong: drops what catches most -> section 03.4
def leaks(columns, decision):
    if not columns:
        return set()
    return {max(columns, key=lambda c: c["caught"])["name"]}


# %% wrong: asks whether the van has left, not when the decision falls -> section 03.4
def leaks(columns, decision):
    return {c["name"] for c in columns if c["final_hours"] is None or c["final_hours"] > 0}


# %% wrong: keeps columns of which nobody knows -> section 03.4
def leaks(columns, decision):
    known = [c for c in columns if c["final_hours"] is not None]
    return {c["name"] for c in known if c["final_hours"] > decision}


# %% wrong: names the columns that may stay -> section 03.4
def leaks(columns, decision):
    known = [c for c in columns if c["final_hours"] is not None]
    return {c["name"] for c in known if c["final_hours"] <= decision}


# %% wrong: refuses what is final at the moment of the decision
def leaks(columns, decision):
    return {c["name"] for c in columns if c["final_hours"] is None or c["final_hours"] >= decision}
