# %% right: a table of runs, with a column for doing nothing
def evpi(npvs):
    table = pd.DataFrame(npvs).assign(**{"do nothing": 0})
    return table.max(axis="columns").mean() - table.mean().max()


# %% right: as the mean regret of the choice made now
def evpi(npvs):
    options = [list(values) for values in npvs.values()]
    options.append([0] * len(options[0]))
    now = max(options, key=sum)
    regret = [max(run) - mine for run, mine in zip(zip(*options), now)]
    return sum(regret) / len(regret)


# %% wrong: forgets that Kestrel may decide for nothing -> section 13.8
def evpi(npvs):
    runs = np.array(list(npvs.values()))
    return np.maximum(runs.max(axis=0), 0).mean() - runs.mean(axis=1).max()


# %% wrong: forgets that the one who knows may decide for nothing -> section 13.8
def evpi(npvs):
    runs = np.array(list(npvs.values()))
    return runs.max(axis=0).mean() - max(runs.mean(axis=1).max(), 0)


# %% wrong: does not subtract what deciding now is worth -> section 13.8
def evpi(npvs):
    return np.maximum(np.array(list(npvs.values())).max(axis=0), 0).mean()


# %% wrong: looks at each project alone, not at the choice between them -> section 13.8
def evpi(npvs):
    values = []
    for runs in npvs.values():
        runs = np.array(runs)
        values.append(np.maximum(runs, 0).mean() - max(runs.mean(), 0))
    return max(values)


# %% wrong: takes the mean of the good runs only
def evpi(npvs):
    best = np.array(list(npvs.values())).max(axis=0)
    good = best[best > 0]
    now = max(np.mean(values) for values in npvs.values())
    return (good.mean() if len(good) else 0) - max(now, 0)


# %% wrong: returns the worked value
def evpi(npvs):
    return 20


# %% wrong: adds up what each project alone would be worth knowing -> section 13.8
def evpi(npvs):
    total = 0
    for runs in npvs.values():
        runs = np.array(runs)
        total += np.maximum(runs, 0).mean() - max(runs.mean(), 0)
    return total
