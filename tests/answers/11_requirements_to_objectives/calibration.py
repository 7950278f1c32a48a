# %% right: loops
def brier(scores, late):
    total = 0
    for score, is_late in zip(scores, late, strict=True):
        total += (score - (1 if is_late else 0)) ** 2
    return total / len(list(late))


def ece(scores, late, bins):
    total = 0
    for k in range(bins):
        low, high = k / bins, (k + 1) / bins
        inside = [
            (s, y)
            for s, y in zip(scores, late, strict=True)
            if low <= s < high or (k == bins - 1 and s == 1)
        ]
        if inside:
            mean_score = sum(s for s, _ in inside) / len(inside)
            share = sum(1 for _, y in inside if y) / len(inside)
            total += len(inside) / len(scores) * abs(mean_score - share)
    return total


# %% right: scikit-learn and pandas
def brier(scores, late):
    from sklearn.metrics import brier_score_loss

    return brier_score_loss(np.array(late, dtype=int), np.array(scores), labels=[0, 1])


def ece(scores, late, bins):
    frame = pd.DataFrame({"s": list(scores), "y": [float(y) for y in late]})
    edges = np.linspace(0, 1, bins + 1)
    edges[-1] = 1.1
    groups = frame.groupby(pd.cut(frame["s"], edges, right=False), observed=True)
    gaps = (groups["s"].mean() - groups["y"].mean()).abs()
    return (gaps * groups.size()).sum() / len(frame)


# %% right: digitize
def brier(scores, late):
    return np.square(np.subtract(scores, np.array(late, float))).mean()


def ece(scores, late, bins):
    s, y = np.array(scores, float), np.array(late, float)
    number = np.digitize(s, np.linspace(0, 1, bins + 1)[1:-1])
    return sum(abs((s - y)[number == k].sum()) for k in set(number)) / s.size


# %% wrong: takes the root of the Brier score -> section 11.6
def brier(scores, late):
    return np.mean((np.asarray(scores) - np.asarray(late)) ** 2) ** 0.5


def ece(scores, late, bins):
    scores = np.asarray(scores)
    number = np.minimum((scores * bins).astype(int), bins - 1)
    return np.abs(np.bincount(number, weights=scores - np.asarray(late))).sum() / len(scores)


# %% wrong: takes the size of the error, not its square -> section 11.6
def brier(scores, late):
    return np.mean(np.abs(np.asarray(scores) - np.asarray(late)))


def ece(scores, late, bins):
    scores = np.asarray(scores)
    number = np.minimum((scores * bins).astype(int), bins - 1)
    return np.abs(np.bincount(number, weights=scores - np.asarray(late))).sum() / len(scores)


# %% wrong: rounds the scores to 0 or 1 first -> section 11.6
def brier(scores, late):
    return np.mean((np.asarray(scores) >= 0.5) != np.asarray(late))


def ece(scores, late, bins):
    scores = np.asarray(scores)
    number = np.minimum((scores * bins).astype(int), bins - 1)
    return np.abs(np.bincount(number, weights=scores - np.asarray(late))).sum() / len(scores)


# %% wrong: weighs every bin alike, however few parcels it holds -> section 11.6
def brier(scores, late):
    return np.mean((np.asarray(scores) - np.asarray(late)) ** 2)


def ece(scores, late, bins):
    frame = pd.DataFrame({"s": np.asarray(scores), "y": np.asarray(late)})
    number = np.minimum((frame["s"] * bins).astype(int), bins - 1)
    means = frame.groupby(number).mean()
    return (means["s"] - means["y"]).abs().mean()


# %% wrong: takes the middle of the bin for its mean score -> section 11.6
def brier(scores, late):
    return np.mean((np.asarray(scores) - np.asarray(late)) ** 2)


def ece(scores, late, bins):
    number = np.minimum((np.asarray(scores) * bins).astype(int), bins - 1)
    middle = (number + 0.5) / bins
    return np.abs(np.bincount(number, weights=middle - np.asarray(late))).sum() / len(scores)


# %% wrong: lets gaps of opposite sign cancel -> section 11.6
def brier(scores, late):
    return np.mean((np.asarray(scores) - np.asarray(late)) ** 2)


def ece(scores, late, bins):
    return abs(np.mean(scores) - np.mean(late))


# %% wrong: makes bins with equal numbers of parcels, not of equal width -> section 11.6
def brier(scores, late):
    return np.mean((np.asarray(scores) - np.asarray(late)) ** 2)


def ece(scores, late, bins):
    order = np.argsort(np.asarray(scores), kind="stable")
    gaps = (np.asarray(scores) - np.asarray(late))[order]
    return sum(abs(part.sum()) for part in np.array_split(gaps, bins)) / len(scores)


# %% wrong: squares the gaps -> section 11.6
def brier(scores, late):
    return np.mean((np.asarray(scores) - np.asarray(late)) ** 2)


def ece(scores, late, bins):
    frame = pd.DataFrame({"s": np.asarray(scores), "y": np.asarray(late)})
    number = np.minimum((frame["s"] * bins).astype(int), bins - 1)
    groups = frame.groupby(number)
    gaps = (groups["s"].mean() - groups["y"].mean()) ** 2
    return (gaps * groups.size()).sum() / len(frame)


# %% wrong: gives a score of 1 a bin of its own
def brier(scores, late):
    return np.mean((np.asarray(scores) - np.asarray(late)) ** 2)


def ece(scores, late, bins):
    scores = np.asarray(scores)
    number = (scores * bins).astype(int)
    return np.abs(np.bincount(number, weights=scores - np.asarray(late))).sum() / len(scores)
