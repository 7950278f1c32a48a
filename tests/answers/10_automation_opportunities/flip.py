# %% right: the crossing of two lines by linear algebra
def switching_value(first, second, low, high):
    (a, b), (c, d) = first, second
    if b == d:
        return None
    x, _ = np.linalg.solve([[b, -1.0], [d, -1.0]], [-a, -c])
    return x if low - 1e-9 <= x <= high + 1e-9 else None


# %% right: by the lead at both ends of the range
def switching_value(first, second, low, high):
    def lead(x):
        return first[0] + first[1] * x - second[0] - second[1] * x

    if first[1] == second[1] or lead(low) * lead(high) > 0:
        return None
    return low + (high - low) * lead(low) / (lead(low) - lead(high))


# %% wrong: looks where the first candidate earns nothing -> section 10.9
def switching_value(first, second, low, high):
    if first[1] == 0:
        return None
    x = -first[0] / first[1]
    return x if low <= x <= high else None


# %% wrong: takes the second candidate for constant -> section 10.9
def switching_value(first, second, low, high):
    if first[1] == 0:
        return None
    x = (second[0] - first[0]) / first[1]
    return x if low <= x <= high else None


# %% wrong: returns the worth there, not the assumption -> section 10.9
def switching_value(first, second, low, high):
    if first[1] == second[1]:
        return None
    x = (second[0] - first[0]) / (first[1] - second[1])
    return first[0] + first[1] * x if low <= x <= high else None


# %% wrong: gives a value outside of the range -> section 10.9
def switching_value(first, second, low, high):
    if first[1] == second[1]:
        return None
    return (second[0] - first[0]) / (first[1] - second[1])


# %% wrong: fails on parallel lines
def switching_value(first, second, low, high):
    x = (second[0] - first[0]) / (first[1] - second[1])
    return x if low <= x <= high else None


# %% wrong: leaves out the ends of the range
def switching_value(first, second, low, high):
    if first[1] == second[1]:
        return None
    x = (second[0] - first[0]) / (first[1] - second[1])
    return x if low < x < high else None
