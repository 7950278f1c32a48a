# %% right: loops over cells
def quadratic_kappa(counts):
    k = len(counts)
    n = sum(sum(row) for row in counts)
    first = [sum(row) / n for row in counts]
    second = [sum(row[j] for row in counts) / n for j in range(k)]
    agreed = chance = 0
    for i in range(k):
        for j in range(k):
            weight = 1 - ((i - j) / (k - 1)) ** 2
            agreed = agreed + weight * counts[i][j] / n
            chance = chance + weight * first[i] * second[j]
    if abs(chance - 1) < 1e-9:
        return None
    return (agreed - chance) / (1 - chance)


# %% right: the formula of the lesson with other weights
def quadratic_kappa(counts):
    share = np.array(counts) / np.sum(counts)
    place = np.arange(len(share))
    weights = 1 - (place[:, None] - place) ** 2 / (len(share) - 1) ** 2
    chance = (weights * np.outer(share.sum(axis=1), share.sum(axis=0))).sum()
    return None if np.isclose(chance, 1) else ((weights * share).sum() - chance) / (1 - chance)


# %% right: scikit-learn, case by case
from sklearn.metrics import cohen_kappa_score


def quadratic_kappa(counts):
    k = len(counts)
    first = [i for i in range(k) for j in range(k) for _ in range(counts[i][j])]
    second = [j for i in range(k) for j in range(k) for _ in range(counts[i][j])]
    if len({*first, *second}) == 1:
        return None
    return float(cohen_kappa_score(first, second, labels=range(k), weights="quadratic"))


# %% wrong: takes weights of disagreement for weights of agreement -> section 02.5
def quadratic_kappa(counts):
    share = np.array(counts) / np.sum(counts)
    place = np.arange(len(share))
    weights = (place[:, None] - place) ** 2 / (len(share) - 1) ** 2
    chance = (weights * np.outer(share.sum(axis=1), share.sum(axis=0))).sum()
    return None if chance < 1e-12 else ((weights * share).sum() - chance) / (1 - chance)


# %% wrong: uses linear weights -> section 02.5
def quadratic_kappa(counts):
    share = np.array(counts) / np.sum(counts)
    place = np.arange(len(share))
    weights = 1 - abs(place[:, None] - place) / (len(share) - 1)
    chance = (weights * np.outer(share.sum(axis=1), share.sum(axis=0))).sum()
    return None if chance > 1 - 1e-12 else ((weights * share).sum() - chance) / (1 - chance)


# %% wrong: gives no credit for near misses -> section 02.5
def quadratic_kappa(counts):
    share = np.array(counts) / np.sum(counts)
    chance = share.sum(axis=1) @ share.sum(axis=0)
    return None if chance > 1 - 1e-12 else (share.trace() - chance) / (1 - chance)


# %% wrong: reports the weighted agreement without taking off chance -> section 02.5
def quadratic_kappa(counts):
    share = np.array(counts) / np.sum(counts)
    place = np.arange(len(share))
    weights = 1 - (place[:, None] - place) ** 2 / (len(share) - 1) ** 2
    if (weights * np.outer(share.sum(axis=1), share.sum(axis=0))).sum() > 1 - 1e-12:
        return None
    return (weights * share).sum()


# %% wrong: does not divide by what chance leaves
def quadratic_kappa(counts):
    share = np.array(counts) / np.sum(counts)
    place = np.arange(len(share))
    weights = 1 - (place[:, None] - place) ** 2 / (len(share) - 1) ** 2
    chance = (weights * np.outer(share.sum(axis=1), share.sum(axis=0))).sum()
    return None if chance > 1 - 1e-12 else (weights * share).sum() - chance


# %% wrong: squares the linear weights, not the distance -> section 02.5
def quadratic_kappa(counts):
    share = np.array(counts) / np.sum(counts)
    place = np.arange(len(share))
    weights = (1 - abs(place[:, None] - place) / (len(share) - 1)) ** 2
    chance = (weights * np.outer(share.sum(axis=1), share.sum(axis=0))).sum()
    return None if chance > 1 - 1e-12 else ((weights * share).sum() - chance) / (1 - chance)
