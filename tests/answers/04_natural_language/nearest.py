# %% right: arrays, all cosines at once
def nearest(old, new):
    if len(old) == 0:
        return None
    old, new = np.array(old, dtype=float), np.array(new, dtype=float)
    lengths = np.sqrt((old**2).sum(axis=1) * (new**2).sum())
    cosines = np.round((old @ new) / np.where(lengths == 0, 1, lengths), 12)
    return cosines.argmax() if cosines.max() > 0 else None


# %% right: plain loops over squared cosines
def nearest(old, new):
    best, place = 1e-15, None
    for i, row in enumerate(old):
        dot = sum(x * y for x, y in zip(row, new))
        size = sum(x * x for x in row) * sum(y * y for y in new)
        if size > 0 and dot * dot / size > best * (1 + 1e-12):
            best, place = dot * dot / size, i
    return place


# %% wrong: does not divide by the lengths -> section 04.2
def nearest(old, new):
    dots = [np.dot(row, new) for row in old]
    if not dots or max(dots) == 0:
        return None
    return int(np.argmax(dots))


# %% wrong: takes the smallest distance, not the direction -> section 04.2
def nearest(old, new):
    if not old or max([np.dot(row, new) for row in old]) == 0:
        return None
    return int(np.argmin([((np.array(row) - np.array(new)) ** 2).sum() for row in old]))


# %% wrong: divides by the number of words, not by the length -> section 04.2
def nearest(old, new):
    if not old or max([np.dot(row, new) for row in old]) == 0:
        return None
    return int(np.argmax([np.dot(row, new) / max(sum(row), 1e-9) for row in old]))


# %% wrong: gives the first where nothing is in common
def nearest(old, new):
    if len(old) == 0:
        return None
    cosines = []
    for row in old:
        size = np.linalg.norm(row) * np.linalg.norm(new)
        cosines.append(np.dot(row, new) / size if size else 0)
    return int(np.argmax(np.round(cosines, 12)))
