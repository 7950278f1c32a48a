# %% right: builds the allowed orders step by step
def cheapest_order(jobs, before):
    best = (float("inf"), None)

    def extend(order, finished, cost):
        nonlocal best
        left = [name for name in jobs if name not in order]
        if not left and cost < best[0]:
            best = (cost, order)
        for name in left:
            if not any(b == name and a in left for a, b in before):
                end = finished + jobs[name][1]
                extend([*order, name], end, cost + jobs[name][0] * end)

    extend([], 0, 0)
    return best[1]


# %% right: sets of finished features, cheapest first (dynamic programming)
def cheapest_order(jobs, before):
    best = {frozenset(): (0, [])}
    for size in range(1, len(jobs) + 1):
        for group in combinations(jobs, size):
            done = frozenset(group)
            weeks = sum(jobs[name][1] for name in group)
            for last in group:
                rest = done - {last}
                if rest not in best or any(a == last and b in rest for a, b in before):
                    continue
                if any(b == last and a not in rest for a, b in before):
                    continue
                cost = best[rest][0] + jobs[last][0] * weeks
                if done not in best or cost < best[done][0]:
                    best[done] = (cost, [*best[rest][1], last])
    return best[frozenset(jobs)][1] if frozenset(jobs) in best else None


# %% wrong: ignores the conditions -> section 12.6
def cheapest_order(jobs, before):
    return sorted(jobs, key=lambda name: -jobs[name][0] / jobs[name][1])


# %% wrong: reads a condition backwards -> section 12.6
def cheapest_order(jobs, before):
    def cost(order):
        ends = np.cumsum([jobs[name][1] for name in order])
        return sum(jobs[name][0] * end for name, end in zip(order, ends, strict=True))

    allowed = [
        order
        for order in permutations(jobs)
        if all(order.index(b) < order.index(a) for a, b in before)
    ]
    return min(allowed, key=cost, default=None)


# %% wrong: moves the first feature of a condition up, without pricing the orders -> section 12.6
def cheapest_order(jobs, before):
    order = sorted(jobs, key=lambda name: -jobs[name][0] / jobs[name][1])
    for _ in jobs:
        for a, b in before:
            if order.index(a) > order.index(b):
                order.remove(a)
                order.insert(order.index(b), a)
    return order


# %% wrong: takes the best free feature step by step, without pricing the orders -> section 12.6
def cheapest_order(jobs, before):
    order, left = [], list(jobs)
    while left:
        free = [x for x in left if not any(b == x and a in left for a, b in before)]
        if not free:
            return None
        best = max(free, key=lambda name: jobs[name][0] / jobs[name][1])
        order.append(best)
        left.remove(best)
    return order


# %% wrong: puts the most costly week first -> section 12.4
def cheapest_order(jobs, before):
    order, left = [], list(jobs)
    while left:
        free = [x for x in left if not any(b == x and a in left for a, b in before)]
        if not free:
            return None
        best = max(free, key=lambda name: jobs[name][0])
        order.append(best)
        left.remove(best)
    return order


# %% wrong: puts the shortest feature first -> section 12.4
def cheapest_order(jobs, before):
    order, left = [], list(jobs)
    while left:
        free = [x for x in left if not any(b == x and a in left for a, b in before)]
        if not free:
            return None
        best = min(free, key=lambda name: jobs[name][1])
        order.append(best)
        left.remove(best)
    return order
