# %% right: solved for the number
def most_cancelled(ratios, covered, risk):
    more = np.sum(np.array(ratios) > covered)
    room = risk * len(ratios) - more
    if room < -1e-9:
        return None
    return int(np.floor(room / (1 - risk) + 1e-9))


# %% right: tries one number after the other
def most_cancelled(ratios, covered, risk):
    more = len([ratio for ratio in ratios if ratio > covered])
    best = None
    for cancelled in range(1000):
        if (more + cancelled) / (len(ratios) + cancelled) <= risk + 1e-9:
            best = cancelled
    return best


# %% wrong: takes the share of the finished ones, not of all -> section 09.6
def most_cancelled(ratios, covered, risk):
    more = sum([ratio > covered for ratio in ratios])
    room = risk * len(ratios) - more
    return None if room < -1e-9 else int(np.floor(room + 1e-9))


# %% wrong: forgets those who need more on the list itself -> section 09.6
def most_cancelled(ratios, covered, risk):
    return int(np.floor(risk * len(ratios) / (1 - risk) + 1e-9))


# %% wrong: lets a project that needs just the contingency need more -> section 09.6
def most_cancelled(ratios, covered, risk):
    more = sum([ratio >= covered for ratio in ratios])
    room = risk * len(ratios) - more
    return None if room < -1e-9 else int(np.floor(room / (1 - risk) + 1e-9))


# %% wrong: says 0 where the promise is broken already
def most_cancelled(ratios, covered, risk):
    more = sum([ratio > covered for ratio in ratios])
    room = risk * len(ratios) - more
    return max(int(np.floor(room / (1 - risk) + 1e-9)), 0)


# %% wrong: wants less than the accepted risk, not at most
def most_cancelled(ratios, covered, risk):
    more = sum([ratio > covered for ratio in ratios])
    if more >= risk * len(ratios) - 1e-9:
        return None
    cancelled = 0
    while more + cancelled + 1 < risk * (len(ratios) + cancelled + 1) - 1e-9:
        cancelled += 1
    return cancelled
