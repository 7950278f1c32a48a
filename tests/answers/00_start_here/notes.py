# %% right: one loop
def busy_depots(notes, limit):
    busy = []
    for depot, late in notes.items():
        if late < 0:
            raise ValueError(f"{depot}: {late} late parcels")
        if late > limit:
            busy.append(depot)
    return busy


# %% right: pandas, and a comparison of all numbers at once
def busy_depots(notes, limit):
    late = pd.Series(notes, dtype=float)
    if (late < 0).any():
        raise ValueError("negative")
    return late.index[late > limit]


# %% right: an array of names
def busy_depots(notes, limit):
    names, late = np.array(list(notes)), np.array(list(notes.values()))
    if len(names) == 0:
        return []
    if late.min() < 0:
        raise ValueError
    return names[late > limit]


# %% wrong: keeps depots that are exactly at the limit -> section 00.6
def busy_depots(notes, limit):
    if any(late < 0 for late in notes.values()):
        raise ValueError
    return [depot for depot, late in notes.items() if late >= limit]


# %% wrong: returns the numbers, not the names -> section 00.5
def busy_depots(notes, limit):
    if any(late < 0 for late in notes.values()):
        raise ValueError
    return [late for late in notes.values() if late > limit]


# %% wrong: returns inside the loop, so it ends with the first depot -> section 00.5
def busy_depots(notes, limit):
    busy = []
    for depot, late in notes.items():
        if late < 0:
            raise ValueError
        if late > limit:
            busy.append(depot)
            return busy
    return busy


# %% wrong: returns a dictionary, not a list of names -> section 00.5
def busy_depots(notes, limit):
    if any(late < 0 for late in notes.values()):
        raise ValueError
    return {depot: late for depot, late in notes.items() if late > limit}


# %% wrong: lets a number below 0 pass -> section 00.4
def busy_depots(notes, limit):
    return [depot for depot, late in notes.items() if late > limit]


# %% wrong: leaves a number below 0 out
def busy_depots(notes, limit):
    return [depot for depot, late in notes.items() if late > limit and late >= 0]


# %% wrong: checks the busy depots only
def busy_depots(notes, limit):
    busy = []
    for depot, late in notes.items():
        if late > limit:
            if late < 0:
                raise ValueError
            busy.append(depot)
    return busy


# %% wrong: returns the list of the worked example
def busy_depots(notes, limit):
    return ["Corran", "Fenwick"]


# %% wrong: prints instead of returning
def busy_depots(notes, limit):
    if any(late < 0 for late in notes.values()):
        raise ValueError
    print([depot for depot, late in notes.items() if late > limit])


# %% wrong: leaves the loop after the first depot, busy or not -> section 00.5
def busy_depots(notes, limit):
    busy = []
    for depot, late in notes.items():
        if late < 0:
            raise ValueError
        if late > limit:
            busy.append(depot)
        return busy
    return busy
