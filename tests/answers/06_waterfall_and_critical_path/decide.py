# %% right: recursion and a table of worths
def _length(days, predecessors):
    finish = {}

    def end(task):
        if task not in finish:
            finish[task] = days[task] + max([end(o) for o in predecessors[task]], default=0)
        return finish[task]

    return max(end(task) for task in days)


def decide(case):
    now = _length(case["days"], case["predecessors"])
    worth = {}
    for answer in ("none", "first", "second", "both"):
        names = ["first", "second"] if answer == "both" else [answer] if answer != "none" else []
        cut = dict(case["days"])
        cost = 0
        for name in names:
            cut[case[name]["task"]] -= case[name]["days"]
            cost += case[name]["days"] * case[name]["eur_a_day"]
        gained = now - _length(cut, case["predecessors"])
        worth[answer] = gained * case["delay_eur_a_day"] - cost
    return max(worth, key=worth.get)


# %% right: three paths of these cases, as arrays, and a NumPy text as the answer
def decide(case):
    paths = ["ABDF", "ACEF", "AGF"]
    take = np.array([[0, 0], [1, 0], [0, 1], [1, 1]])
    offers = [case["first"], case["second"]]
    lengths = []
    for path in paths:
        length = sum(case["days"][task] for task in path)
        less = [offer["days"] * (offer["task"] in path) for offer in offers]
        lengths.append(length - take @ less)
    plan = np.max(lengths, axis=0)
    cost = take @ [offer["days"] * offer["eur_a_day"] for offer in offers]
    worth = (plan[0] - plan) * case["delay_eur_a_day"] - cost
    return np.array(["none", "first", "second", "both"])[worth.argmax()]


# %% wrong: shortens the longest task -> section 06.5
def decide(case):
    first, second = case["first"]["task"], case["second"]["task"]
    return "first" if case["days"][first] >= case["days"][second] else "second"


# %% wrong: buys the cheapest day -> section 06.5
def decide(case):
    first, second = case["first"]["eur_a_day"], case["second"]["eur_a_day"]
    return "first" if first <= second else "second"


# %% wrong: looks at the critical path alone -> section 06.5
def decide(case):
    days = case["days"]
    name = "first" if days["B"] + days["D"] >= days["C"] + days["E"] else "second"
    return name if case[name]["eur_a_day"] < case["delay_eur_a_day"] else "none"


# %% wrong: counts each day that a task gets shorter
def decide(case):
    worth = {"none": 0}
    for name in ("first", "second"):
        offer = case[name]
        worth[name] = offer["days"] * (case["delay_eur_a_day"] - offer["eur_a_day"])
    worth["both"] = worth["first"] + worth["second"]
    return max(worth, key=worth.get)


# %% wrong: never shortens both -> section 06.5
def _length(days, predecessors):
    finish = {}

    def end(task):
        if task not in finish:
            finish[task] = days[task] + max([end(o) for o in predecessors[task]], default=0)
        return finish[task]

    return max(end(task) for task in days)


def decide(case):
    now = _length(case["days"], case["predecessors"])
    worth = {"none": 0}
    for name in ("first", "second"):
        offer = case[name]
        cut = {**case["days"], offer["task"]: case["days"][offer["task"]] - offer["days"]}
        gained = now - _length(cut, case["predecessors"])
        worth[name] = gained * case["delay_eur_a_day"] - offer["days"] * offer["eur_a_day"]
    return max(worth, key=worth.get)


# %% wrong: forgets the side path -> section 06.4
def decide(case):
    days, worth = case["days"], {}
    for answer in ("none", "first", "second", "both"):
        one, two, cost = days["B"] + days["D"], days["C"] + days["E"], 0
        now = max(one, two)
        if answer in ("first", "both"):
            one -= case["first"]["days"]
            cost += case["first"]["days"] * case["first"]["eur_a_day"]
        if answer in ("second", "both"):
            two -= case["second"]["days"]
            cost += case["second"]["days"] * case["second"]["eur_a_day"]
        worth[answer] = (now - max(one, two)) * case["delay_eur_a_day"] - cost
    return max(worth, key=worth.get)


# %% wrong: adds up what each offer brings alone
def _length(days, predecessors):
    finish = {}

    def end(task):
        if task not in finish:
            finish[task] = days[task] + max([end(o) for o in predecessors[task]], default=0)
        return finish[task]

    return max(end(task) for task in days)


def decide(case):
    now = _length(case["days"], case["predecessors"])
    worth = {"none": 0}
    for name in ("first", "second"):
        offer = case[name]
        cut = {**case["days"], offer["task"]: case["days"][offer["task"]] - offer["days"]}
        gained = now - _length(cut, case["predecessors"])
        worth[name] = gained * case["delay_eur_a_day"] - offer["days"] * offer["eur_a_day"]
    worth["both"] = worth["first"] + worth["second"]
    return max(worth, key=worth.get)


# %% wrong: forgets what the offers cost -> section 06.5
def _length(days, predecessors):
    finish = {}

    def end(task):
        if task not in finish:
            finish[task] = days[task] + max([end(o) for o in predecessors[task]], default=0)
        return finish[task]

    return max(end(task) for task in days)


def decide(case):
    cut = dict(case["days"])
    lengths = {"none": _length(cut, case["predecessors"])}
    for name in ("first", "second"):
        offer = case[name]
        less = {**cut, offer["task"]: cut[offer["task"]] - offer["days"]}
        lengths[name] = _length(less, case["predecessors"])
    for name in ("first", "second"):
        cut[case[name]["task"]] -= case[name]["days"]
    lengths["both"] = _length(cut, case["predecessors"])
    return min(lengths, key=lengths.get)


# %% wrong: never buys
def decide(case):
    return "none"
