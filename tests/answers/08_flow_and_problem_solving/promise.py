# %% right: arrays, an open item takes for ever
def promise(days, share):
    if not len(days):
        return None
    took = np.sort([np.inf if d is None else d for d in days])
    place = int(np.ceil(share * len(took) - 1e-9)) - 1
    return None if np.isinf(took[place]) else took[place]


# %% right: tries one number of days after the other
def promise(days, share):
    done = [d for d in days if d is not None]
    for limit in range(max(done, default=-1) + 1):
        within = len([d for d in done if d <= limit])
        if within >= share * len(days) - 1e-9:
            return float(limit)


# %% wrong: takes the mean -> section 08.4
def promise(days, share):
    done = [d for d in days if d is not None]
    return sum(done) / len(done) if done else None


# %% wrong: counts the finished items only -> section 08.4
def promise(days, share):
    done = sorted(d for d in days if d is not None)
    return done[int(np.ceil(share * len(done) - 1e-9)) - 1] if done else None


# %% wrong: interpolates between two items -> section 08.4
def promise(days, share):
    done = [d for d in days if d is not None]
    return float(np.quantile(done, share)) if done else None
