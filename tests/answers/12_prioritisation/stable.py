# %% right: loops over runs and names
def ranking_risk(jobs, rate_factors, week_factors):
    def cd3_order(rates, weeks):
        return sorted(rates, key=lambda name: rates[name] / weeks[name], reverse=True)

    def cost(order, rates, weeks):
        finished = total = 0
        for name in order:
            finished += weeks[name]
            total += rates[name] * finished
        return total

    names = list(jobs)
    ours = cd3_order({n: jobs[n][0] for n in names}, {n: jobs[n][1] for n in names})
    same, regret = 0, 0
    for f, g in zip(rate_factors, week_factors, strict=True):
        rates = {name: jobs[name][0] * f[i] for i, name in enumerate(names)}
        weeks = {name: jobs[name][1] * g[i] for i, name in enumerate(names)}
        best = cd3_order(rates, weeks)
        same += best[0] == ours[0]
        regret += cost(ours, rates, weeks) - cost(best, rates, weeks)
    return same / len(rate_factors), regret / len(rate_factors)


# %% right: sums over pairs of features, without an order
def ranking_risk(jobs, rate_factors, week_factors):
    table = np.array(list(jobs.values()), dtype=float)
    ratio = table[:, 0] / table[:, 1]
    c, d = table[:, 0] * rate_factors, table[:, 1] * week_factors
    regret = np.zeros(len(c))
    for i, j in combinations(range(len(table)), 2):
        first, second = (i, j) if ratio[i] > ratio[j] else (j, i)
        regret += np.maximum(c[:, second] * d[:, first] - c[:, first] * d[:, second], 0)
    share = np.mean((c / d).argmax(axis=1) == ratio.argmax())
    return np.array([share, regret.mean()])


# %% wrong: shakes the rates only, not the weeks -> section 12.8
def ranking_risk(jobs, rate_factors, week_factors):
    rates, weeks = np.array(list(jobs.values()), dtype=float).T
    ours, same, regrets = np.argsort(-rates / weeks), [], []
    for c in rates * rate_factors:
        best = np.argsort(-c / weeks)
        costs = [(c[order] * np.cumsum(weeks[order])).sum() for order in (ours, best)]
        same.append(best[0] == ours[0])
        regrets.append(costs[0] - costs[1])
    return np.mean(same), np.mean(regrets)


# %% wrong: averages the factors first, as if there were one run -> section 12.8
def ranking_risk(jobs, rate_factors, week_factors):
    rates, weeks = np.array(list(jobs.values()), dtype=float).T
    c, d = rates * rate_factors.mean(axis=0), weeks * week_factors.mean(axis=0)
    ours, best = np.argsort(-rates / weeks), np.argsort(-c / d)
    costs = [(c[order] * np.cumsum(d[order])).sum() for order in (ours, best)]
    return float(best[0] == ours[0]), costs[0] - costs[1]


# %% wrong: compares with the cost that was planned, not with the best order -> section 12.8
def ranking_risk(jobs, rate_factors, week_factors):
    rates, weeks = np.array(list(jobs.values()), dtype=float).T
    ours, same, regrets = np.argsort(-rates / weeks), [], []
    plan = (rates[ours] * np.cumsum(weeks[ours])).sum()
    for c, d in zip(rates * rate_factors, weeks * week_factors, strict=True):
        same.append(np.argmax(c / d) == ours[0])
        regrets.append((c[ours] * np.cumsum(d[ours])).sum() - plan)
    return np.mean(same), np.mean(regrets)
