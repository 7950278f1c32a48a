# %% right: a table of counts and outer products
def kappa(first, second):
    labels = pd.unique(pd.Series([*first, *second]))
    places = {label: place for place, label in enumerate(labels)}
    share = np.zeros((len(labels), len(labels)))
    for a, b in zip(first, second, strict=True):
        share[places[a], places[b]] += 1 / len(first)
    expected = np.outer(share.sum(axis=1), share.sum(axis=0)).trace()
    return None if expected > 1 - 1e-9 else (share.trace() - expected) / (1 - expected)


# %% right: shares as Series
def kappa(first, second):
    first, second = pd.Series(first), pd.Series(second)
    agreed = (first == second).mean()
    chance = first.value_counts(normalize=True).mul(second.value_counts(normalize=True)).sum()
    if np.isclose(chance, 1):
        return None
    return 1 - (1 - agreed) / (1 - chance)


# %% wrong: reports the observed agreement -> section 02.5
def kappa(first, second):
    if len({*first, *second}) == 1:
        return None
    return np.mean([a == b for a, b in zip(first, second, strict=True)])


# %% wrong: takes the habits of both together for chance -> section 02.5
def kappa(first, second):
    both = [*first, *second]
    if len(set(both)) == 1:
        return None
    agreed = np.mean([a == b for a, b in zip(first, second, strict=True)])
    chance = sum((both.count(label) / len(both)) ** 2 for label in set(both))
    return (agreed - chance) / (1 - chance)


# %% wrong: takes one over the number of labels for chance -> section 02.5
def kappa(first, second):
    labels = {*first, *second}
    if len(labels) == 1:
        return None
    agreed = np.mean([a == b for a, b in zip(first, second, strict=True)])
    return (agreed - 1 / len(labels)) / (1 - 1 / len(labels))


# %% wrong: divides by the expected agreement
def kappa(first, second):
    n = len(first)
    agreed = sum(a == b for a, b in zip(first, second, strict=True)) / n
    chance = sum(first.count(label) * second.count(label) for label in set(first)) / n**2
    return None if chance == 1 else (agreed - chance) / max(chance, 1e-9)


# %% wrong: fails where both always say the same
def kappa(first, second):
    n = len(first)
    agreed = sum(a == b for a, b in zip(first, second, strict=True)) / n
    chance = sum(first.count(label) * second.count(label) for label in set(first)) / n**2
    return (agreed - chance) / (1 - chance)
