# %% right: pandas
def vital_few(causes, share):
    cost = pd.Series({name: times * hours for name, (times, hours) in causes.items()}, dtype=float)
    cost = cost[cost > 0].sort_values(ascending=False, kind="stable")
    before = cost.cumsum() - cost
    return list(cost.index[before < share * cost.sum() - 1e-9])


# %% right: takes the largest that is left, again and again
def vital_few(causes, share):
    left = {name: pair[0] * pair[1] for name, pair in causes.items()}
    wanted = share * sum(left.values())
    few = []
    while wanted > 1e-9:
        top = max(left, key=left.get)
        wanted -= left.pop(top)
        few.append(top)
    return tuple(few)


# %% wrong: ranks by how often a cause occurs -> section 08.8
def vital_few(causes, share):
    cost = {name: times * hours for name, (times, hours) in causes.items()}
    few = []
    for name in sorted(causes, key=lambda name: -causes[name][0]):
        if sum(cost[n] for n in few) >= share * sum(cost.values()) - 1e-9:
            break
        few.append(name)
    return few


# %% wrong: ranks by the hours of one time -> section 08.8
def vital_few(causes, share):
    cost = {name: times * hours for name, (times, hours) in causes.items()}
    few = []
    for name in sorted(causes, key=lambda name: -causes[name][1]):
        if sum(cost[n] for n in few) >= share * sum(cost.values()) - 1e-9:
            break
        few.append(name)
    return few


# %% wrong: stops before the share is reached -> section 08.8
def vital_few(causes, share):
    cost = {name: times * hours for name, (times, hours) in causes.items()}
    few, total = [], 0
    for name in sorted(cost, key=lambda name: -cost[name]):
        if total + cost[name] >= share * sum(cost.values()) - 1e-9:
            break
        total += cost[name]
        few.append(name)
    return few


# %% wrong: takes a fifth of the causes -> section 08.8
def vital_few(causes, share):
    cost = {name: times * hours for name, (times, hours) in causes.items()}
    ranked = sorted([name for name in cost if cost[name] > 0], key=lambda name: -cost[name])
    return ranked[: max(round(len(causes) / 5), 1)]
