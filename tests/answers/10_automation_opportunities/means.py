# %% right: all values first, then the best and the one to beat
def best_means(volume, hour_cost, horizon, means):
    hours = [volume * minutes / 60 for _, minutes, _, _ in means]
    names = ["by hand"] + [name for name, *_ in means]
    values = [0.0] + [
        saved * hour_cost / 1000 - run - build / horizon
        for saved, (_, _, build, run) in zip(hours, means, strict=True)
    ]
    place = values.index(max(values))
    return names[place], values[place] - max(values[:place]) if place else 0


# %% right: a table, with the best so far beside each row
def best_means(volume, hour_cost, horizon, means):
    table = pd.DataFrame(
        [("by hand", 0, 0, 0), *means], columns=["name", "minutes", "build", "run"]
    )
    value = table["minutes"] / 60 * hour_cost * volume / 1000 - table["run"]
    value = value - table["build"] / horizon
    chosen = int(np.argmax(value))
    rival = value.cummax().shift(fill_value=value[0])
    return [table["name"][chosen], value[chosen] - rival[chosen]]


# %% wrong: compares a model with doing nothing -> section 10.8
def best_means(volume, hour_cost, horizon, means):
    best, value = "by hand", 0.0
    for name, minutes, build, run in means:
        own = volume * minutes / 60 * hour_cost / 1000 - run - build / horizon
        if own > value:
            best, value = name, own
    return best, value


# %% wrong: takes what saves most minutes -> section 10.8
def best_means(volume, hour_cost, horizon, means):
    best, value, more, most = "by hand", 0.0, 0.0, 0.0
    for name, minutes, build, run in means:
        own = volume * minutes / 60 * hour_cost / 1000 - run - build / horizon
        if minutes > most:
            best, more, most = name, own - value, minutes
        value = max(value, own)
    return best, more


# %% wrong: leaves out what the means cost -> section 10.8
def best_means(volume, hour_cost, horizon, means):
    best, value, more = "by hand", 0.0, 0.0
    for name, minutes, _, _ in means:
        own = volume * minutes / 60 * hour_cost / 1000
        if own > value:
            best, value, more = name, own, own - value
    return best, more


# %% wrong: picks the smallest loss instead of staying by hand -> section 10.8
def best_means(volume, hour_cost, horizon, means):
    if not means:
        return "by hand", 0
    best, value, more, rival = None, -math.inf, 0.0, 0.0
    for name, minutes, build, run in means:
        own = volume * minutes / 60 * hour_cost / 1000 - run - build / horizon
        if own > value:
            best, value, more = name, own, own - rival
        rival = max(rival, own)
    return best, more


# %% wrong: compares with the simplest means only
def best_means(volume, hour_cost, horizon, means):
    values = {"by hand": 0.0}
    for name, minutes, build, run in means:
        values[name] = volume * minutes / 60 * hour_cost / 1000 - run - build / horizon
    best = max(values, key=values.get)
    first = max(values[means[0][0]], 0) if means and best != means[0][0] else 0
    return best, values[best] - first if best != "by hand" else 0


# %% wrong: takes the more complex of two equal ones
def best_means(volume, hour_cost, horizon, means):
    best, value, more = "by hand", 0.0, 0.0
    for name, minutes, build, run in means:
        own = volume * minutes / 60 * hour_cost / 1000 - run - build / horizon
        if own >= value:
            best, value, more = name, own, own - value
    return best, more
