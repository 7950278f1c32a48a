# %% right: arrays, all futures at once
def finish_sprints(left, done, added, picks):
    picks = np.array(picks)
    net = np.array(done) - np.array(added)
    empty = left - net[picks].cumsum(axis=1) <= 0
    return np.where(empty.any(axis=1), empty.argmax(axis=1) + 1, np.inf)


# %% right: a function for one future, a list of them
def finish_sprints(left, done, added, picks):
    def one(future, items, number=1):
        if not future:
            return float("inf")
        items = items - done[future[0]] + added[future[0]]
        return number if items <= 0 else one(future[1:], items, number + 1)

    return [one(list(future), left) for future in picks]


# %% wrong: ignores that scope grows -> section 07.5
def finish_sprints(left, done, added, picks):
    empty = left - np.array(done)[np.array(picks)].cumsum(axis=1) <= 0
    return np.where(empty.any(axis=1), empty.argmax(axis=1) + 1, np.inf)


# %% wrong: counts the first sprint to come as 0 -> section 07.5
def finish_sprints(left, done, added, picks):
    net = np.array(done) - np.array(added)
    empty = left - net[np.array(picks)].cumsum(axis=1) <= 0
    return np.where(empty.any(axis=1), empty.argmax(axis=1), np.inf)


# %% wrong: takes the mean of the past, not the sprint that was drawn -> section 07.5
def finish_sprints(left, done, added, picks):
    net = np.mean(done) - np.mean(added)
    empty = left - np.full(np.array(picks).shape, net).cumsum(axis=1) <= 0
    return np.where(empty.any(axis=1), empty.argmax(axis=1) + 1, np.inf)


# %% wrong: goes on until less than nothing is left -> section 07.5
def finish_sprints(left, done, added, picks):
    net = np.array(done) - np.array(added)
    empty = left - net[np.array(picks)].cumsum(axis=1) < 0
    return np.where(empty.any(axis=1), empty.argmax(axis=1) + 1, np.inf)


# %% wrong: waits until scope never grows again -> section 07.5
def finish_sprints(left, done, added, picks):
    ends = []
    for future in picks:
        items, end = left, np.inf
        for number, i in enumerate(future):
            items += added[i] - done[i]
            if items > 0:
                end = np.inf
            elif end == np.inf:
                end = number + 1
        ends.append(end)
    return ends


# %% wrong: answers for the last future only
def finish_sprints(left, done, added, picks):
    items = left
    for number, i in enumerate(picks[-1]):
        items += added[i] - done[i]
        if items <= 0:
            return number + 1
    return np.inf
