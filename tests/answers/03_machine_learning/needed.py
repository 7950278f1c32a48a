# %% right: a, b and c first
def labels_needed(labels, error, target):
    e1, e2, e3 = error
    ratio = (e2 - e3) / (e1 - e2)
    c = -np.log(ratio) / np.log(2)
    b = (e1 - e2) / (labels[0] ** -c - labels[1] ** -c)
    a = e1 - b * labels[0] ** -c
    if a >= target:
        return None
    return int(np.ceil(((target - a) / b) ** (-1 / c)))


# %% right: a search by halving
def labels_needed(labels, error, target):
    e1, e2, e3 = error
    ratio = (e2 - e3) / (e1 - e2)
    above = (e1 - e2) / (1 - ratio)

    def at(n):
        return e1 - above + above * ratio ** np.log2(n / labels[0])

    if target <= e1 - above:
        return None
    low, high = 0, 10**12
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if at(middle) <= target else (middle, high)
    return high


# %% wrong: draws the last step on as a straight line -> section 03.6
def labels_needed(labels, error, target):
    e1, e2, e3 = error
    floor = e3 - (e2 - e3) ** 2 / ((e1 - e2) - (e2 - e3))
    if target <= floor:
        return None
    slope = (e2 - e3) / (labels[2] - labels[1])
    return int(np.ceil(labels[2] + (e3 - target) / slope))


# %% wrong: expects the same gain of each doubling -> section 03.6
def labels_needed(labels, error, target):
    e1, e2, e3 = error
    floor = e3 - (e2 - e3) ** 2 / ((e1 - e2) - (e2 - e3))
    if target <= floor:
        return None
    return int(np.ceil(labels[2] * 2 ** ((e3 - target) / (e2 - e3))))


# %% wrong: lets the curve fall to zero -> section 03.6
def labels_needed(labels, error, target):
    e1, e2, e3 = error
    floor = e3 - (e2 - e3) ** 2 / ((e1 - e2) - (e2 - e3))
    if target <= floor:
        return None
    c = np.log2(e2 / e3)
    return int(np.ceil(labels[2] * (target / e3) ** (-1 / c)))


# %% wrong: counts only the labels on top of the last ones -> section 03.6
def labels_needed(labels, error, target):
    e1, e2, e3 = error
    ratio = (e2 - e3) / (e1 - e2)
    above = (e1 - e2) / (1 - ratio)
    if target <= e1 - above:
        return None
    n = labels[0] * 2 ** (np.log((target - e1 + above) / above) / np.log(ratio))
    return int(np.ceil(n - labels[2]))


# %% wrong: rounds down -> section 03.6
def labels_needed(labels, error, target):
    e1, e2, e3 = error
    ratio = (e2 - e3) / (e1 - e2)
    above = (e1 - e2) / (1 - ratio)
    if target <= e1 - above:
        return None
    return int(labels[0] * 2 ** (np.log((target - e1 + above) / above) / np.log(ratio)))


# %% wrong: does not see that the floor is in the way
def labels_needed(labels, error, target):
    e1, e2, e3 = error
    ratio = (e2 - e3) / (e1 - e2)
    above = (e1 - e2) / (1 - ratio)
    left = max(target - e1 + above, 1e-6)
    return int(np.ceil(labels[0] * 2 ** (np.log(left / above) / np.log(ratio))))
