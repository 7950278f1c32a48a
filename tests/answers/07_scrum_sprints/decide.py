# %% right: exact chances, sprint by sprint
def decide(case):
    steps = [d - a for d, a in zip(case["done"], case["added"])]
    left, price = {case["remaining"]: 1.0}, {}
    dates = {name: case[f"{name}_sprint"] for name in ("early", "middle", "late")}
    for name, date in dates.items():
        price[name] = case["padding_keur"] * date
    for sprint in range(1, 90):
        after = {}
        for items, chance in left.items():
            for step in steps:
                if items > step:
                    after[items - step] = after.get(items - step, 0) + chance / len(steps)
        left = after
        # Whoever has not ended by now is late by one sprint more.
        for name, date in dates.items():
            if sprint >= date:
                price[name] += case["late_keur"] * sum(left.values())
    return min(price, key=price.get)


# %% right: a replay in a loop, and the rule of the two prices for neighbours
def decide(case):
    rng = np.random.default_rng(1)
    net = np.array(case["done"]) - np.array(case["added"])
    lefts = case["remaining"] - net[rng.integers(0, 8, (3000, 80))].cumsum(axis=1)
    ends = np.where((lefts <= 0).any(axis=1), (lefts <= 0).argmax(axis=1) + 1, 80)
    best, least = None, np.inf
    for name in ["late", "middle", "early"]:
        date = case[f"{name}_sprint"]
        late = np.clip(ends - date, 0, None).mean()
        cost = case["padding_keur"] * date + case["late_keur"] * late
        if cost < least:
            best, least = name, cost
    return np.array([best])[0]


# %% wrong: divides by mean velocity and forgets growth -> section 07.5
def decide(case):
    sprints = case["remaining"] / np.mean(case["done"])
    for name in ("early", "middle"):
        if case[f"{name}_sprint"] >= sprints:
            return name
    return "late"


# %% wrong: divides by mean net velocity -> section 07.5
def decide(case):
    sprints = case["remaining"] / (np.mean(case["done"]) - np.mean(case["added"]))
    for name in ("early", "middle"):
        if case[f"{name}_sprint"] >= sprints:
            return name
    return "late"


# %% wrong: promises the P85 whatever it costs -> section 07.7
def decide(case):
    rng = np.random.default_rng(7)
    net = np.array(case["done"]) - np.array(case["added"])
    lefts = case["remaining"] - net[rng.integers(0, 8, (20000, 60))].cumsum(axis=1)
    ends = np.where((lefts <= 0).any(axis=1), (lefts <= 0).argmax(axis=1) + 1, 60)
    sprints = np.quantile(ends, 0.85, method="inverted_cdf")
    for name in ("early", "middle"):
        if case[f"{name}_sprint"] >= sprints:
            return name
    return "late"


# %% wrong: forgets that scope grows -> section 07.5
def decide(case):
    rng = np.random.default_rng(7)
    lefts = case["remaining"] - np.array(case["done"])[rng.integers(0, 8, (4000, 60))].cumsum(
        axis=1
    )
    ends = np.where((lefts <= 0).any(axis=1), (lefts <= 0).argmax(axis=1) + 1, 60)
    prices = {}
    for name in ("early", "middle", "late"):
        date = case[f"{name}_sprint"]
        late = np.maximum(ends - date, 0).mean()
        prices[name] = case["padding_keur"] * date + case["late_keur"] * late
    return min(prices, key=prices.get)


# %% wrong: takes the mean for certain -> section 07.5
def decide(case):
    end = np.ceil(case["remaining"] / (np.mean(case["done"]) - np.mean(case["added"])))
    prices = {}
    for name in ("early", "middle", "late"):
        date = case[f"{name}_sprint"]
        prices[name] = case["padding_keur"] * date + case["late_keur"] * max(end - date, 0)
    return min(prices, key=prices.get)


# %% wrong: pays a late start once, not by the sprint -> section 07.7
def decide(case):
    rng = np.random.default_rng(7)
    net = np.array(case["done"]) - np.array(case["added"])
    lefts = case["remaining"] - net[rng.integers(0, 8, (4000, 60))].cumsum(axis=1)
    ends = np.where((lefts <= 0).any(axis=1), (lefts <= 0).argmax(axis=1) + 1, 60)
    prices = {}
    for name in ("early", "middle", "late"):
        date = case[f"{name}_sprint"]
        prices[name] = case["padding_keur"] * date + case["late_keur"] * (ends > date).mean()
    return min(prices, key=prices.get)


# %% wrong: takes the first safe enough of the three dates, not the cheapest -> section 07.7
def decide(case):
    rng = np.random.default_rng(7)
    net = np.array(case["done"]) - np.array(case["added"])
    lefts = case["remaining"] - net[rng.integers(0, 8, (20000, 60))].cumsum(axis=1)
    ends = np.where((lefts <= 0).any(axis=1), (lefts <= 0).argmax(axis=1) + 1, np.inf)
    for name in ("early", "middle"):
        if (ends <= case[f"{name}_sprint"]).mean() >= 1 - case["padding_keur"] / case["late_keur"]:
            return name
    return "late"


# %% wrong: takes the wrong tail -> section 07.6
def decide(case):
    rng = np.random.default_rng(7)
    net = np.array(case["done"]) - np.array(case["added"])
    lefts = case["remaining"] - net[rng.integers(0, 8, (20000, 60))].cumsum(axis=1)
    ends = np.where((lefts <= 0).any(axis=1), (lefts <= 0).argmax(axis=1) + 1, 60)
    sprints = np.quantile(ends, 0.15, method="inverted_cdf")
    for name in ("early", "middle"):
        if case[f"{name}_sprint"] >= sprints:
            return name
    return "late"


# %% wrong: always the middle
def decide(case):
    return "middle"


# %% wrong: tells the sprint instead of the word
def decide(case):
    return case["middle_sprint"]
