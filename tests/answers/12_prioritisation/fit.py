# %% right: dynamic programming over weeks, a list of names
def best_set(jobs, capacity):
    best = {0: (0, [])}
    for name, (worth, weeks) in jobs.items():
        for used, (value, names) in list(best.items()):
            end = used + weeks
            if end <= capacity and best.get(end, (-1,))[0] < value + worth:
                best[end] = (value + worth, [*names, name])
    return max(best.values(), key=lambda pair: pair[0])[1]


# %% right: take or leave each feature, by recursion
def best_set(jobs, capacity):
    def search(names, left):
        if not names:
            return 0, frozenset()
        name, *rest = names
        worth, weeks = jobs[name]
        without = search(rest, left)
        if weeks > left:
            return without
        value, taken = search(rest, left - weeks)
        return max(without, (value + worth, taken | {name}), key=lambda pair: pair[0])

    return search(list(jobs), capacity)[1]


# %% right: scipy's integer programme
from scipy.optimize import Bounds, LinearConstraint, milp


def best_set(jobs, capacity):
    if not jobs:
        return []
    worths, weeks = np.array(list(jobs.values()), dtype=float).T
    limit = LinearConstraint(weeks[None, :], ub=capacity)
    result = milp(-worths, constraints=limit, integrality=1, bounds=Bounds(0, 1))
    return [name for name, taken in zip(jobs, result.x, strict=True) if taken > 0.5]


# %% wrong: walks down the list by worth a week of building, and takes what fits -> section 12.9
def best_set(jobs, capacity):
    taken = set()
    for name in sorted(jobs, key=lambda x: jobs[x][0] / jobs[x][1], reverse=True):
        if jobs[name][1] <= capacity:
            taken.add(name)
            capacity -= jobs[name][1]
    return taken


# %% wrong: walks down the list by worth, and takes what fits -> section 12.9
def best_set(jobs, capacity):
    taken = set()
    for name in sorted(jobs, key=lambda x: jobs[x][0], reverse=True):
        if jobs[name][1] <= capacity:
            taken.add(name)
            capacity -= jobs[name][1]
    return taken


# %% wrong: stops at the first feature that does not fit -> section 12.9
def best_set(jobs, capacity):
    taken = set()
    for name in sorted(jobs, key=lambda x: jobs[x][0] / jobs[x][1], reverse=True):
        if jobs[name][1] > capacity:
            break
        taken.add(name)
        capacity -= jobs[name][1]
    return taken


# %% wrong: does not use the last week -> section 12.9
def best_set(jobs, capacity):
    best, most = (), 0
    for size in range(len(jobs) + 1):
        for names in combinations(jobs, size):
            worth = sum(jobs[name][0] for name in names)
            if sum(jobs[name][1] for name in names) < capacity and worth > most:
                best, most = names, worth
    return set(best)
