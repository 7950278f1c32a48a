# %% right: a Series, sorted
def tornado_order(value, assumptions):
    swing = {}
    for name in assumptions:
        case = {other: row[1] for other, row in assumptions.items()}
        case[name] = assumptions[name][0]
        low = value(case)
        case[name] = assumptions[name][2]
        swing[name] = abs(value(case) - low)
    return pd.Series(swing).sort_values(ascending=False).index


# %% right: a table with one row for each assumption
def tornado_order(value, assumptions):
    table = pd.DataFrame(assumptions, index=["low", "likely", "high"]).T
    table["swing"] = [
        max(ends) - min(ends)
        for ends in (
            [
                value(table["likely"].to_dict() | {name: table.loc[name, end]})
                for end in ("low", "high")
            ]
            for name in table.index
        )
    ]
    return tuple(table.sort_values("swing").index[::-1])


# %% wrong: orders by the width of the range, not by the swing of the NPV -> section 13.8
def tornado_order(value, assumptions):
    return sorted(assumptions, key=lambda name: assumptions[name][0] - assumptions[name][2])


# %% wrong: lets costs come last, as if a swing had a sign -> section 13.8
def tornado_order(value, assumptions):
    likely = {name: row[1] for name, row in assumptions.items()}
    swings = {
        name: value({**likely, name: row[2]}) - value({**likely, name: row[0]})
        for name, row in assumptions.items()
    }
    return sorted(swings, key=swings.get, reverse=True)


# %% wrong: puts the narrowest bar first -> section 13.8
def tornado_order(value, assumptions):
    likely = {name: row[1] for name, row in assumptions.items()}
    swings = {
        name: abs(value({**likely, name: row[2]}) - value({**likely, name: row[0]}))
        for name, row in assumptions.items()
    }
    return sorted(swings, key=swings.get)


# %% wrong: holds the other assumptions at low, not at base -> section 13.8
def tornado_order(value, assumptions):
    low = {name: row[0] for name, row in assumptions.items()}
    swings = {
        name: abs(value({**low, name: row[2]}) - value(low)) for name, row in assumptions.items()
    }
    return sorted(swings, key=swings.get, reverse=True)


# %% wrong: measures from base to high only -> section 13.8
def tornado_order(value, assumptions):
    likely = {name: row[1] for name, row in assumptions.items()}
    swings = {
        name: abs(value({**likely, name: row[2]}) - value(likely))
        for name, row in assumptions.items()
    }
    return sorted(swings, key=swings.get, reverse=True)


# %% wrong: returns the worked value
def tornado_order(value, assumptions):
    return ["benefit", "build", "running"]
