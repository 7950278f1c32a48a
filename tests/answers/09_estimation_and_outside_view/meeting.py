# %% right: one product
def on_time(chances, strike):
    return (1 - strike) * np.prod(chances)


# %% right: adds logarithms, a path that is never kept apart
def on_time(chances, strike):
    if len(chances) > 0 and min(chances) == 0:
        return 0
    return np.exp(sum([np.log(chance) for chance in chances])) * (1 - strike)


# %% wrong: takes the weakest path for all -> section 09.3
def on_time(chances, strike):
    return (1 - strike) * (min(chances) if len(chances) else 1)


# %% wrong: lets the common cause hit each path on its own -> section 09.4
def on_time(chances, strike):
    result = 1
    for chance in chances:
        result = result * chance * (1 - strike)
    return result


# %% wrong: counts runs in which at least one path keeps its day -> section 09.3
def on_time(chances, strike):
    none = 1
    for chance in chances:
        none = none * (1 - chance)
    return (1 - strike) * (1 - none)


# %% wrong: forgets the common cause -> section 09.4
def on_time(chances, strike):
    return np.prod(chances)


# %% wrong: takes the mean path
def on_time(chances, strike):
    return (1 - strike) * (np.mean(chances) if len(chances) else 1)
