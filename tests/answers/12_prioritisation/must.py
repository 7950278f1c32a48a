# %% right: a pandas table
def must_check(items):
    table = pd.DataFrame(items, columns=["need", "effort"])
    planned = table[table["need"] != "wont"]
    if planned.empty:
        return 0, True
    share = planned.loc[planned["need"] == "must", "effort"].sum() / planned["effort"].sum()
    return share, share <= 0.6


# %% right: a loop and a list
def must_check(items):
    must = other = 0
    for need, effort in items:
        if need == "must":
            must += effort
        elif need in ("should", "could"):
            other += effort
    if must + other == 0:
        return [0.0, True]
    return [must / (must + other), 10 * must <= 6 * (must + other)]


# %% wrong: counts what is not planned in the total -> section 12.9
def must_check(items):
    total = sum(effort for _, effort in items)
    share = sum(effort for need, effort in items if need == "must") / total if total else 0
    return share, share <= 0.6


# %% wrong: counts features instead of effort -> section 12.9
def must_check(items):
    planned = [need for need, _ in items if need != "wont"]
    share = planned.count("must") / len(planned) if planned else 0
    return share, share <= 0.6


# %% wrong: divides by the effort that is not Must -> section 12.9
def must_check(items):
    other = sum(effort for need, effort in items if need in ("should", "could"))
    must = sum(effort for need, effort in items if need == "must")
    share = must / other if other else 0
    return share, share <= 0.6


# %% wrong: refuses a share of exactly 60 %
def must_check(items):
    planned = sum(effort for need, effort in items if need != "wont")
    must = sum(effort for need, effort in items if need == "must")
    share = must / planned if planned else 0
    return share, share < 0.6
