# %% right: NumPy, the position counted from the safe end
def promise(values, sure, kind):
    if not len(values):
        raise ValueError("no replays")
    ordered = np.sort(values)
    place = -(-sure * len(values) // 100) - 1
    return ordered[place] if kind == "date" else ordered[::-1][place]


# %% right: tries each value and keeps the best that is sure enough
def promise(values, sure, kind):
    if len(values) == 0:
        raise ValueError("no replays")
    enough = []
    for x in values:
        kept = [v <= x if kind == "date" else v >= x for v in values]
        if 100 * sum(kept) >= sure * len(values):
            enough.append(x)
    return min(enough) if kind == "date" else max(enough)


# %% wrong: takes the wrong tail -> section 07.6
def promise(values, sure, kind):
    if not len(values):
        raise ValueError("no replays")
    ordered = sorted(values, reverse=kind == "date")
    return next(v for i, v in enumerate(ordered) if 100 * (i + 1) >= sure * len(values))


# %% wrong: takes the same end for items as for a date -> section 07.6
def promise(values, sure, kind):
    if not len(values):
        raise ValueError("no replays")
    ordered = sorted(values)
    return next(v for i, v in enumerate(ordered) if 100 * (i + 1) >= sure * len(values))


# %% wrong: takes the mean -> section 07.6
def promise(values, sure, kind):
    if not len(values):
        raise ValueError("no replays")
    return np.mean(values)


# %% wrong: reads a value between two replays -> section 07.6
def promise(values, sure, kind):
    if not len(values):
        raise ValueError("no replays")
    return np.quantile(values, sure / 100 if kind == "date" else 1 - sure / 100)


# %% wrong: asks for more than the share that is just enough -> section 07.6
def promise(values, sure, kind):
    if not len(values):
        raise ValueError("no replays")
    ordered = sorted(values, reverse=kind == "items")
    for i, v in enumerate(ordered):
        if 100 * len([x for x in ordered if (x >= v if kind == "items" else x <= v)]) > sure * len(
            values
        ):
            return v
    return float("nan")


# %% wrong: forgets that there may be no replays
def promise(values, sure, kind):
    ordered = sorted(values, reverse=kind == "items")
    for i, v in enumerate(ordered):
        if 100 * (i + 1) >= sure * len(values):
            return v
