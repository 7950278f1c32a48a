# %% right: adds the missing part, in fractions
def others(mean, share, part):
    s = share / 100
    if s < 0 or s >= 1:
        raise ValueError("no such share")
    x = mean + s / (1 - s) * (mean - part)
    if x < -100:
        return None
    return x


# %% right: an imagined hundred projects, as a NumPy number
def others(mean, share, part):
    if share not in range(0, 100) and not 0 <= share < 100:
        raise ValueError("no such share")
    total = np.float64(mean) * 100
    theirs = total - np.float64(part) * share
    x = theirs / (100 - share)
    return x if x >= -100 else None


# %% wrong: forgets that the others are not all projects -> section 01.5
def others(mean, share, part):
    if not 0 <= share < 100:
        raise ValueError("no such share")
    x = mean - share / 100 * part
    return None if x < -100 else x


# %% wrong: subtracts the means -> section 01.5
def others(mean, share, part):
    if not 0 <= share < 100:
        raise ValueError("no such share")
    x = mean - part
    return None if x < -100 else x


# %% wrong: gives both groups the same weight -> section 01.5
def others(mean, share, part):
    if not 0 <= share < 100:
        raise ValueError("no such share")
    x = 2 * mean - part
    return None if x < -100 else x


# %% wrong: prints costs below nothing -> section 01.5
def others(mean, share, part):
    if not 0 <= share < 100:
        raise ValueError("no such share")
    return (100 * mean - share * part) / (100 - share)


# %% wrong: does not refuse a share of 100
def others(mean, share, part):
    if share == 100:
        return None
    x = (100 * mean - share * part) / (100 - share)
    return None if x < -100 else x


# %% wrong: swaps the shares of the two groups -> section 01.5
def others(mean, share, part):
    if not 0 <= share < 100:
        raise ValueError("no such share")
    return (100 * mean - (100 - share) * part) / max(share, 0.001)


# %% wrong: takes share for a fraction, though it is in % -> section 01.5
def others(mean, share, part):
    if not 0 <= share < 100:
        raise ValueError("no answer")
    left = (mean - share * part) / (1 - share)
    return None if left < -100 else left
