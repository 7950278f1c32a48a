# %% right: prices orders by recursion, with the finish weeks carried along
def decide(case):
    def least(left, now, finished):
        if not left:
            total = 0
            for job in finished:
                use = finished[job]
                if job in case["needs"]:
                    use = max(use, finished[case["needs"][job]])
                total = total + case["rate"][job] * use
                if job in case["deadline"] and use > case["deadline"][job]:
                    total = total + case["penalty"][job]
            return total
        return min(
            least(
                left - {job}, now + case["weeks"][job], {**finished, job: now + case["weeks"][job]}
            )
            for job in left
        )

    jobs = set(case["weeks"])
    prices = {}
    for job in sorted(jobs):
        week = case["weeks"][job]
        prices[job] = least(jobs - {job}, week, {job: week})
    return min(prices, key=prices.get)


# %% right: a loop over permutations, with arrays and a NumPy text as the answer
def decide(case):
    names = np.array(list(case["rate"]))
    best, least = None, np.inf
    for order in permutations(range(len(names))):
        order = list(order)
        weeks = np.array([case["weeks"][name] for name in names[order]])
        end = dict(zip(names[order], weeks.cumsum()))
        price = 0
        for name in names:
            needed = case["needs"].get(str(name))
            use = end[name] if needed is None else max(end[name], end[needed])
            price += case["rate"][name] * use
            if name in case["deadline"]:
                price += case["penalty"][name] * (use > case["deadline"][name])
        if price < least:
            best, least = names[order[0]], price
    return best


# %% wrong: takes the highest cost of delay -> section 12.4
def decide(case):
    return max(case["rate"], key=case["rate"].get)


# %% wrong: takes the shortest job -> section 12.4
def decide(case):
    return min(case["weeks"], key=case["weeks"].get)


# %% wrong: takes the most points for its size -> section 12.5
def decide(case):
    return max(case["points"], key=lambda job: case["points"][job] / case["size"][job])


# %% wrong: takes the first that was asked for -> section 12.5
def decide(case):
    return case["asked"][0]


# %% wrong: takes the job with the deadline -> section 12.6
def decide(case):
    for job in case["deadline"]:
        return job
    return case["asked"][0]


# %% wrong: takes the highest ratio, whatever needs what -> section 12.6
def decide(case):
    return max(case["rate"], key=lambda job: case["rate"][job] / case["weeks"][job])


# %% wrong: prices all orders without the deadlines -> section 12.6
def decide(case):
    def cost(order):
        end = dict(zip(order, np.cumsum([case["weeks"][job] for job in order])))
        use = {job: max(end[job], end[case["needs"].get(job, job)]) for job in order}
        return sum(case["rate"][job] * use[job] for job in order)

    return min(permutations("ABCD"), key=cost)[0]


# %% wrong: prices all orders as if each job were of use alone -> section 12.6
def decide(case):
    def cost(order):
        end = dict(zip(order, np.cumsum([case["weeks"][job] for job in order])))
        late = [job for job in case["deadline"] if end[job] > case["deadline"][job]]
        waiting = sum(case["rate"][job] * end[job] for job in order)
        return waiting + sum(case["penalty"][job] for job in late)

    return min(permutations("ABCD"), key=cost)[0]


# %% wrong: stops the clock when a job is started -> section 12.3
def decide(case):
    def cost(order):
        weeks = [case["weeks"][job] for job in order]
        start = dict(zip(order, np.cumsum(weeks) - weeks))
        use = {job: max(start[job], start[case["needs"].get(job, job)]) for job in order}
        late = [job for job in case["deadline"] if use[job] > case["deadline"][job]]
        waiting = sum(case["rate"][job] * use[job] for job in order)
        return waiting + sum(case["penalty"][job] for job in late)

    return min(permutations("ABCD"), key=cost)[0]


# %% wrong: always the same job
def decide(case):
    return "B"


# %% wrong: tells the whole order instead of the next job
def decide(case):
    return sorted(case["rate"], key=lambda job: -case["rate"][job] / case["weeks"][job])


# %% wrong: fails where nothing is needed
def decide(case):
    (held,) = case["needs"]
    return case["needs"][held]
