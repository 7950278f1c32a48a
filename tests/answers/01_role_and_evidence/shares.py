# %% right: a Series
def reading(percents):
    shares = pd.Series(percents, dtype=float)
    if shares.empty:
        raise ValueError("no share")
    if not shares.between(0, 100).all():
        return "impossible", None
    total, slack = shares.sum(), shares.size / 2
    if total < 100 - slack:
        return "part", 0
    if total <= 100 + slack:
        return "whole", 0
    return "several", max(shares.nlargest(2).sum() - 100, 0)


# %% right: a loop over pairs, as a list
def reading(percents):
    if len(percents) == 0:
        raise ValueError("no share")
    names = list(percents)
    for name in names:
        if percents[name] < 0 or percents[name] > 100:
            return ["impossible", None]
    total = 0
    most = 0
    for i, name in enumerate(names):
        total += percents[name]
        for other in names[:i]:
            most = max(most, percents[name] + percents[other] - 100)
    if abs(total - 100) <= 0.5 * len(names):
        return ["whole", 0]
    if total > 100:
        return ["several", most]
    return ["part", 0]


# %% wrong: assumes that the shares are parts of a whole -> section 01.3
def reading(percents):
    if not percents:
        raise ValueError("no share")
    if max(percents.values()) > 100 or min(percents.values()) < 0:
        return "impossible", None
    return "whole", 0


# %% wrong: takes every sum but exactly 100 for several or part -> section 01.3
def reading(percents):
    if not percents:
        raise ValueError("no share")
    values = sorted(percents.values(), reverse=True)
    if values[0] > 100 or values[-1] < 0:
        return "impossible", None
    if sum(values) == 100:
        return "whole", 0
    if sum(values) < 100:
        return "part", 0
    return "several", max(0, values[0] + values[1] - 100)


# %% wrong: multiplies the two shares, as if they were independent -> section 01.3
def reading(percents):
    if not percents:
        raise ValueError("no share")
    values = sorted(percents.values(), reverse=True)
    if values[0] > 100 or values[-1] < 0:
        return "impossible", None
    if abs(sum(values) - 100) <= len(values) / 2:
        return "whole", 0
    if sum(values) < 100:
        return "part", 0
    return "several", values[0] * values[1] / 100


# %% wrong: takes the smaller share for the overlap -> section 01.3
def reading(percents):
    if not percents:
        raise ValueError("no share")
    values = sorted(percents.values(), reverse=True)
    if values[0] > 100 or values[-1] < 0:
        return "impossible", None
    if abs(sum(values) - 100) <= len(values) / 2:
        return "whole", 0
    if sum(values) < 100:
        return "part", 0
    return "several", values[1]


# %% wrong: returns an overlap below 0 -> section 01.3
def reading(percents):
    if not percents:
        raise ValueError("no share")
    values = sorted(percents.values(), reverse=True)
    if values[0] > 100 or values[-1] < 0:
        return "impossible", None
    if abs(sum(values) - 100) <= len(values) / 2:
        return "whole", 0
    if sum(values) < 100:
        return "part", 0
    return "several", values[0] + values[1] - 100


# %% wrong: adds up all shares for the overlap of two -> section 01.3
def reading(percents):
    if not percents:
        raise ValueError("no share")
    values = sorted(percents.values(), reverse=True)
    if values[0] > 100 or values[-1] < 0:
        return "impossible", None
    if abs(sum(values) - 100) <= len(values) / 2:
        return "whole", 0
    if sum(values) < 100:
        return "part", 0
    return "several", sum(values) - 100
