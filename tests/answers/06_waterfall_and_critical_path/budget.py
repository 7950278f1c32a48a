# %% right: pandas, sums by parent
def gaps(wbs):
    below = wbs.groupby("parent")["budget_keur"].sum()
    own = wbs.set_index("code")["budget_keur"]
    gap = own[below.index] - below
    return gap[gap.abs() > 0.05].to_dict()


# %% right: loops over rows
def gaps(wbs):
    own, below = {}, {}
    for _, row in wbs.iterrows():
        own[row["code"]] = row["budget_keur"]
        if pd.notna(row["parent"]):
            below[row["parent"]] = below.get(row["parent"], 0) + row["budget_keur"]
    return {code: own[code] - below[code] for code in below if abs(own[code] - below[code]) > 0.05}


# %% wrong: adds up all that lies below, at every level -> section 06.2
def gaps(wbs):
    rows = list(zip(wbs["code"], wbs["parent"], wbs["budget_keur"]))

    def below(code):
        return sum(b + below(c) for c, above, b in rows if above == code)

    parents = {above for _, above, _ in rows}
    found = {code: budget - below(code) for code, _, budget in rows if code in parents}
    return {code: gap for code, gap in found.items() if abs(gap) > 0.05}


# %% wrong: counts elements with nothing below them -> section 06.2
def gaps(wbs):
    found = {}
    for code, budget in zip(wbs["code"], wbs["budget_keur"]):
        gap = budget - wbs.loc[wbs["parent"] == code, "budget_keur"].sum()
        if abs(gap) > 0.05:
            found[code] = gap
    return found


# %% wrong: takes the gap the other way round -> section 06.2
def gaps(wbs):
    below = wbs.groupby("parent")["budget_keur"].sum()
    own = wbs.set_index("code")["budget_keur"]
    gap = below - own[below.index]
    return gap[gap.abs() > 0.05].to_dict()


# %% wrong: names the elements that add up, too -> section 06.2
def gaps(wbs):
    below = wbs.groupby("parent")["budget_keur"].sum()
    return (wbs.set_index("code")["budget_keur"][below.index] - below).to_dict()


# %% wrong: reads what lies below from the letters of the code -> section 06.2
def gaps(wbs):
    found = {}
    for code, budget in zip(wbs["code"], wbs["budget_keur"]):
        below = wbs[wbs["code"].str.startswith(code) & (wbs["code"] != code)]
        gap = budget - below["budget_keur"].sum()
        if len(below) and abs(gap) > 0.05:
            found[code] = gap
    return found


# %% wrong: finds only what is missing, not what is too much
def gaps(wbs):
    below = wbs.groupby("parent")["budget_keur"].sum()
    gap = wbs.set_index("code")["budget_keur"][below.index] - below
    return gap[gap > 0.05].to_dict()
