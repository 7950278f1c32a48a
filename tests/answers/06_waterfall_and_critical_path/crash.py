# %% right: all sets, sorted by price, the first that helps
def _length(days, predecessors):
    finish = {}

    def end(task):
        if task not in finish:
            finish[task] = days[task] + max([end(o) for o in predecessors[task]], default=0)
        return finish[task]

    return max(end(task) for task in days)


def cheapest_day(days, predecessors, price):
    from itertools import combinations

    names = list(price)
    sets = [set(c) for k in (1, 2) for c in combinations(names, k)]
    for chosen in sorted(sets, key=lambda c: sum(price[name] for name in c)):
        cut = {name: days[name] - (name in chosen) for name in days}
        if _length(cut, predecessors) < _length(days, predecessors):
            return chosen, sum(price[name] for name in chosen)
    return None


# %% right: a set that meets every critical path, with networkx
def cheapest_day(days, predecessors, price):
    plan = nx.DiGraph()
    plan.add_nodes_from(days)
    plan.add_edges_from((other, name) for name in days for other in predecessors[name])
    firsts = [name for name in days if plan.in_degree(name) == 0]
    lasts = [name for name in days if plan.out_degree(name) == 0]
    paths = []
    for first in firsts:
        for last in lasts:
            if first == last:
                paths.append([first])
            else:
                paths.extend(nx.all_simple_paths(plan, first, last))
    longest = max(sum(days[name] for name in path) for path in paths)
    critical = [set(path) for path in paths if sum(days[name] for name in path) == longest]
    best = None
    for one in price:
        for two in price:
            chosen = {one, two}
            cost = sum(price[name] for name in chosen)
            # Exactly one day: some critical path must lose no more than one.
            if (
                all(path & chosen for path in critical)
                and min(len(path & chosen) for path in critical) == 1
                and (best is None or cost < best[1])
            ):
                best = [list(chosen), float(cost)]
    return best


# %% wrong: buys the cheapest day, though its task is not critical -> section 06.5
def cheapest_day(days, predecessors, price):
    if not price:
        return None
    task = min(price, key=price.get)
    return {task}, price[task]


# %% wrong: shortens one critical path of two -> section 06.5
def _length(days, predecessors):
    finish = {}

    def end(task):
        if task not in finish:
            finish[task] = days[task] + max([end(o) for o in predecessors[task]], default=0)
        return finish[task]

    return max(end(task) for task in days)


def cheapest_day(days, predecessors, price):
    now = _length(days, predecessors)
    critical = [
        name for name in price if _length({**days, name: days[name] + 1}, predecessors) > now
    ]
    if not critical:
        return None
    task = min(critical, key=price.get)
    return {task}, price[task]


# %% wrong: never shortens two tasks at once -> section 06.5
def _length(days, predecessors):
    finish = {}

    def end(task):
        if task not in finish:
            finish[task] = days[task] + max([end(o) for o in predecessors[task]], default=0)
        return finish[task]

    return max(end(task) for task in days)


def cheapest_day(days, predecessors, price):
    now, best = _length(days, predecessors), None
    for name in price:
        if _length({**days, name: days[name] - 1}, predecessors) < now:
            if best is None or price[name] < best[1]:
                best = ({name}, price[name])
    return best


# %% wrong: takes one task where there is one, though two are cheaper
def _length(days, predecessors):
    finish = {}

    def end(task):
        if task not in finish:
            finish[task] = days[task] + max([end(o) for o in predecessors[task]], default=0)
        return finish[task]

    return max(end(task) for task in days)


def cheapest_day(days, predecessors, price):
    from itertools import combinations

    now = _length(days, predecessors)
    for size in (1, 2):
        found = []
        for chosen in combinations(price, size):
            cut = {name: days[name] - (name in chosen) for name in days}
            if _length(cut, predecessors) == now - 1:
                found.append((sum(price[name] for name in chosen), set(chosen)))
        if found:
            cost, chosen = min(found, key=lambda pair: pair[0])
            return chosen, cost
    return None
