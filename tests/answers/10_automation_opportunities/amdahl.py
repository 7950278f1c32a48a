# %% right: fractions of the whole, one after the other
def whole_speedup(minutes, faster):
    for name in faster:
        if name not in minutes:
            raise ValueError(f"{name} is no activity of this process")
    total = sum(minutes.values())
    left = 1.0
    for name, speed in faster.items():
        fraction = minutes[name] / total
        left -= fraction - fraction / speed
    return 1 / left if left > 1e-12 else math.inf


# %% right: a Series of minutes
def whole_speedup(minutes, faster):
    times = pd.Series(minutes, dtype=float)
    speeds = pd.Series(faster, dtype=float)
    if not speeds.index.isin(times.index).all():
        raise ValueError("unknown activity")
    after = (times / speeds.reindex(times.index).fillna(1)).sum()
    return np.divide(times.sum(), after) if after else np.inf


# %% wrong: believes that the whole gets as fast as its step -> section 10.3
def whole_speedup(minutes, faster):
    if set(faster) - set(minutes):
        raise ValueError
    before = sum(minutes[name] for name in faster)
    after = sum(minutes[name] / speed for name, speed in faster.items())
    return before / after if after else math.inf


# %% wrong: takes the share of activities for the share of time -> section 10.3
def whole_speedup(minutes, faster):
    if set(faster) - set(minutes):
        raise ValueError
    after = sum(1 / faster.get(name, 1) for name in minutes)
    return len(minutes) / after if after else math.inf


# %% wrong: gives the share of time saved, not the speed-up -> section 10.3
def whole_speedup(minutes, faster):
    if set(faster) - set(minutes):
        raise ValueError
    after = sum(time / faster.get(name, 1) for name, time in minutes.items())
    return 1 - after / sum(minutes.values())


# %% wrong: takes the average of the speeds -> section 10.3
def whole_speedup(minutes, faster):
    if set(faster) - set(minutes):
        raise ValueError
    return sum(faster.get(name, 1) for name in minutes) / len(minutes)


# %% wrong: overlooks an activity that is not part of the process
def whole_speedup(minutes, faster):
    after = sum(time / faster.get(name, 1) for name, time in minutes.items())
    return sum(minutes.values()) / after if after else math.inf


# %% wrong: divides by zero when nothing is left
def whole_speedup(minutes, faster):
    if set(faster) - set(minutes):
        raise ValueError
    return sum(minutes.values()) / sum(t / faster.get(n, 1) for n, t in minutes.items())
