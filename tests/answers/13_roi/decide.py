# %% right: a table of joint chances, without Bayes' division
def decide(case):
    annuity = sum((1 + case["rate"]) ** -(year + 1) for year in range(case["years"]))
    mean = (case["low"] + case["likely"] + case["high"]) / 3
    flows = annuity * (mean - case["running"])
    after_gate = max(flows - case["rest"], 0) / (1 + case["rate"]) ** case["wait"]
    build = case["prototype"] + case["rest"]
    p = case["p_works"]

    def best(works, fails):
        """Worth of the best act, times the chance that it comes to this."""
        everything = works * flows - (works + fails) * build
        gate = works * after_gate - (works + fails) * case["prototype"]
        return max(everything, gate, 0)

    good = best(p * case["good_if_works"], (1 - p) * (1 - case["bad_if_fails"]))
    bad = best(p * (1 - case["good_if_works"]), (1 - p) * case["bad_if_fails"])
    names = ["no", "all", "gate", "pilot"]
    worths = [
        0,
        p * flows - build,
        p * after_gate - case["prototype"],
        good + bad - case["pilot_price"],
    ]
    return names[int(np.argmax(worths))]


# %% right: plays each project 4,000 times
_rng = np.random.default_rng(3)


def decide(case):
    n = 4_000
    factor = sum((1 + case["rate"]) ** -year for year in range(1, case["years"] + 1))
    benefit = _rng.triangular(case["low"], case["likely"], case["high"], n)
    flows = (benefit - case["running"]) * factor
    works = _rng.random(n) < case["p_works"]
    right = _rng.random(n) < np.where(works, case["good_if_works"], case["bad_if_fails"])
    good = works == right
    rest = max(flows.mean() - case["rest"], 0) / (1 + case["rate"]) ** case["wait"]
    everything = works * flows.mean() - case["prototype"] - case["rest"]
    gate = works * rest - case["prototype"]
    pilot = -case["pilot_price"]
    for answer in (good, ~good):
        pilot += max((everything * answer).mean(), (gate * answer).mean(), 0)
    worth = {"all": everything.mean(), "gate": gate.mean(), "pilot": pilot, "no": 0}
    return max(worth, key=worth.get)


# %% wrong: approves whatever has a positive plan -> section 13.6
def decide(case):
    plan = -case["prototype"] - case["rest"]
    for year in range(1, case["years"] + 1):
        plan += (case["likely"] - case["running"]) / (1 + case["rate"]) ** year
    return "all" if plan > 0 else "no"


# %% wrong: always begins with a pilot -> section 13.9
def decide(case):
    return "pilot"


# %% wrong: weighs all against nothing, and sees no gate and no pilot -> section 13.4
def decide(case):
    mean = (case["low"] + case["likely"] + case["high"]) / 3 - case["running"]
    worth = -case["prototype"] - case["rest"]
    for year in range(1, case["years"] + 1):
        worth += case["p_works"] * mean / (1 + case["rate"]) ** year
    return "all" if worth > 0 else "no"


# %% wrong: always answers 'all'
def decide(case):
    return "all"


# %% wrong: always answers 'gate'
def decide(case):
    return "gate"


# %% wrong: always answers 'no'
def decide(case):
    return "no"


# %% wrong: forgets that the prototype may fail -> section 13.4
def flows_of(case):
    benefit = (case["low"] + case["likely"] + case["high"]) / 3
    years = range(1, case["years"] + 1)
    return sum((benefit - case["running"]) / (1 + case["rate"]) ** year for year in years)


def without_pilot(case, chance):
    flows = flows_of(case)
    rest = max(flows - case["rest"], 0) / (1 + case["rate"]) ** case["wait"]
    return {
        "all": chance * flows - case["prototype"] - case["rest"],
        "gate": chance * rest - case["prototype"],
        "no": 0,
    }


def decide(case):
    p, yes, no = 1, case["good_if_works"], case["bad_if_fails"]
    says_good = p * yes + (1 - p) * (1 - no)
    after_good = p * yes / says_good
    after_bad = 0
    worth = without_pilot(case, p)
    worth["pilot"] = -case["pilot_price"]
    worth["pilot"] += says_good * max(without_pilot(case, after_good).values())
    worth["pilot"] += (1 - says_good) * max(without_pilot(case, after_bad).values())
    return max(worth, key=worth.get)


# %% wrong: takes the likely benefit for the mean -> section 13.6
def flows_of(case):
    benefit = case["likely"]
    years = range(1, case["years"] + 1)
    return sum((benefit - case["running"]) / (1 + case["rate"]) ** year for year in years)


def without_pilot(case, chance):
    flows = flows_of(case)
    rest = max(flows - case["rest"], 0) / (1 + case["rate"]) ** case["wait"]
    return {
        "all": chance * flows - case["prototype"] - case["rest"],
        "gate": chance * rest - case["prototype"],
        "no": 0,
    }


def decide(case):
    p, yes, no = case["p_works"], case["good_if_works"], case["bad_if_fails"]
    says_good = p * yes + (1 - p) * (1 - no)
    after_good = p * yes / says_good
    after_bad = p * (1 - yes) / (1 - says_good)
    worth = without_pilot(case, p)
    worth["pilot"] = -case["pilot_price"]
    worth["pilot"] += says_good * max(without_pilot(case, after_good).values())
    worth["pilot"] += (1 - says_good) * max(without_pilot(case, after_bad).values())
    return max(worth, key=worth.get)


# %% wrong: forgets that a gate delays the rest and all flows -> section 13.10
def flows_of(case):
    benefit = (case["low"] + case["likely"] + case["high"]) / 3
    years = range(1, case["years"] + 1)
    return sum((benefit - case["running"]) / (1 + case["rate"]) ** year for year in years)


def without_pilot(case, chance):
    flows = flows_of(case)
    rest = max(flows - case["rest"], 0) / (1 + case["rate"]) ** 0
    return {
        "all": chance * flows - case["prototype"] - case["rest"],
        "gate": chance * rest - case["prototype"],
        "no": 0,
    }


def decide(case):
    p, yes, no = case["p_works"], case["good_if_works"], case["bad_if_fails"]
    says_good = p * yes + (1 - p) * (1 - no)
    after_good = p * yes / says_good
    after_bad = p * (1 - yes) / (1 - says_good)
    worth = without_pilot(case, p)
    worth["pilot"] = -case["pilot_price"]
    worth["pilot"] += says_good * max(without_pilot(case, after_good).values())
    worth["pilot"] += (1 - says_good) * max(without_pilot(case, after_bad).values())
    return max(worth, key=worth.get)


# %% partial 1: forgets the price of the pilot -> section 13.10
def flows_of(case):
    benefit = (case["low"] + case["likely"] + case["high"]) / 3
    years = range(1, case["years"] + 1)
    return sum((benefit - case["running"]) / (1 + case["rate"]) ** year for year in years)


def without_pilot(case, chance):
    flows = flows_of(case)
    rest = max(flows - case["rest"], 0) / (1 + case["rate"]) ** case["wait"]
    return {
        "all": chance * flows - case["prototype"] - case["rest"],
        "gate": chance * rest - case["prototype"],
        "no": 0,
    }


def decide(case):
    p, yes, no = case["p_works"], case["good_if_works"], case["bad_if_fails"]
    says_good = p * yes + (1 - p) * (1 - no)
    after_good = p * yes / says_good
    after_bad = p * (1 - yes) / (1 - says_good)
    worth = without_pilot(case, p)
    worth["pilot"] = 0
    worth["pilot"] += says_good * max(without_pilot(case, after_good).values())
    worth["pilot"] += (1 - says_good) * max(without_pilot(case, after_bad).values())
    return max(worth, key=worth.get)


# %% partial 1: believes whatever the pilot says -> section 13.9
def flows_of(case):
    benefit = (case["low"] + case["likely"] + case["high"]) / 3
    years = range(1, case["years"] + 1)
    return sum((benefit - case["running"]) / (1 + case["rate"]) ** year for year in years)


def without_pilot(case, chance):
    flows = flows_of(case)
    rest = max(flows - case["rest"], 0) / (1 + case["rate"]) ** case["wait"]
    return {
        "all": chance * flows - case["prototype"] - case["rest"],
        "gate": chance * rest - case["prototype"],
        "no": 0,
    }


def decide(case):
    p, yes, no = case["p_works"], 1, 1
    says_good = p * yes + (1 - p) * (1 - no)
    after_good = p * yes / says_good
    after_bad = 0
    worth = without_pilot(case, p)
    worth["pilot"] = -case["pilot_price"]
    worth["pilot"] += says_good * max(without_pilot(case, after_good).values())
    worth["pilot"] += (1 - says_good) * max(without_pilot(case, after_bad).values())
    return max(worth, key=worth.get)


# %% partial 2: takes the accuracy of the pilot for the chance of success -> section 13.9
def flows_of(case):
    benefit = (case["low"] + case["likely"] + case["high"]) / 3
    years = range(1, case["years"] + 1)
    return sum((benefit - case["running"]) / (1 + case["rate"]) ** year for year in years)


def without_pilot(case, chance):
    flows = flows_of(case)
    rest = max(flows - case["rest"], 0) / (1 + case["rate"]) ** case["wait"]
    return {
        "all": chance * flows - case["prototype"] - case["rest"],
        "gate": chance * rest - case["prototype"],
        "no": 0,
    }


def decide(case):
    p, yes, no = case["p_works"], case["good_if_works"], case["bad_if_fails"]
    says_good = p * yes + (1 - p) * (1 - no)
    after_good = yes
    after_bad = 1 - no
    worth = without_pilot(case, p)
    worth["pilot"] = -case["pilot_price"]
    worth["pilot"] += says_good * max(without_pilot(case, after_good).values())
    worth["pilot"] += (1 - says_good) * max(without_pilot(case, after_bad).values())
    return max(worth, key=worth.get)


# %% partial 2: never thinks of a pilot -> section 13.9
def flows_of(case):
    benefit = (case["low"] + case["likely"] + case["high"]) / 3
    years = range(1, case["years"] + 1)
    return sum((benefit - case["running"]) / (1 + case["rate"]) ** year for year in years)


def without_pilot(case, chance):
    flows = flows_of(case)
    rest = max(flows - case["rest"], 0) / (1 + case["rate"]) ** case["wait"]
    return {
        "all": chance * flows - case["prototype"] - case["rest"],
        "gate": chance * rest - case["prototype"],
        "no": 0,
    }


def decide(case):
    p, yes, no = case["p_works"], case["good_if_works"], case["bad_if_fails"]
    says_good = p * yes + (1 - p) * (1 - no)
    after_good = p * yes / says_good
    after_bad = p * (1 - yes) / (1 - says_good)
    worth = without_pilot(case, p)
    worth["pilot"] = -1e9
    worth["pilot"] += says_good * max(without_pilot(case, after_good).values())
    worth["pilot"] += (1 - says_good) * max(without_pilot(case, after_bad).values())
    return max(worth, key=worth.get)


# %% partial 1: forgets the running costs -> section 13.10
def flows_of(case):
    benefit = (case["low"] + case["likely"] + case["high"]) / 3
    years = range(1, case["years"] + 1)
    return sum((benefit - 0) / (1 + case["rate"]) ** year for year in years)


def without_pilot(case, chance):
    flows = flows_of(case)
    rest = max(flows - case["rest"], 0) / (1 + case["rate"]) ** case["wait"]
    return {
        "all": chance * flows - case["prototype"] - case["rest"],
        "gate": chance * rest - case["prototype"],
        "no": 0,
    }


def decide(case):
    p, yes, no = case["p_works"], case["good_if_works"], case["bad_if_fails"]
    says_good = p * yes + (1 - p) * (1 - no)
    after_good = p * yes / says_good
    after_bad = p * (1 - yes) / (1 - says_good)
    worth = without_pilot(case, p)
    worth["pilot"] = -case["pilot_price"]
    worth["pilot"] += says_good * max(without_pilot(case, after_good).values())
    worth["pilot"] += (1 - says_good) * max(without_pilot(case, after_bad).values())
    return max(worth, key=worth.get)


# %% partial 2: lets the benefits flow a year too late -> section 13.2
def flows_of(case):
    benefit = (case["low"] + case["likely"] + case["high"]) / 3
    years = range(2, case["years"] + 2)
    return sum((benefit - case["running"]) / (1 + case["rate"]) ** year for year in years)


def without_pilot(case, chance):
    flows = flows_of(case)
    rest = max(flows - case["rest"], 0) / (1 + case["rate"]) ** case["wait"]
    return {
        "all": chance * flows - case["prototype"] - case["rest"],
        "gate": chance * rest - case["prototype"],
        "no": 0,
    }


def decide(case):
    p, yes, no = case["p_works"], case["good_if_works"], case["bad_if_fails"]
    says_good = p * yes + (1 - p) * (1 - no)
    after_good = p * yes / says_good
    after_bad = p * (1 - yes) / (1 - says_good)
    worth = without_pilot(case, p)
    worth["pilot"] = -case["pilot_price"]
    worth["pilot"] += says_good * max(without_pilot(case, after_good).values())
    worth["pilot"] += (1 - says_good) * max(without_pilot(case, after_bad).values())
    return max(worth, key=worth.get)


# %% partial 3: lets the benefits flow from today -> section 13.2
def flows_of(case):
    benefit = (case["low"] + case["likely"] + case["high"]) / 3
    years = range(0, case["years"])
    return sum((benefit - case["running"]) / (1 + case["rate"]) ** year for year in years)


def without_pilot(case, chance):
    flows = flows_of(case)
    rest = max(flows - case["rest"], 0) / (1 + case["rate"]) ** case["wait"]
    return {
        "all": chance * flows - case["prototype"] - case["rest"],
        "gate": chance * rest - case["prototype"],
        "no": 0,
    }


def decide(case):
    p, yes, no = case["p_works"], case["good_if_works"], case["bad_if_fails"]
    says_good = p * yes + (1 - p) * (1 - no)
    after_good = p * yes / says_good
    after_bad = p * (1 - yes) / (1 - says_good)
    worth = without_pilot(case, p)
    worth["pilot"] = -case["pilot_price"]
    worth["pilot"] += says_good * max(without_pilot(case, after_good).values())
    worth["pilot"] += (1 - says_good) * max(without_pilot(case, after_bad).values())
    return max(worth, key=worth.get)


# %% wrong: answers with the worth, not with a word
def decide(case):
    return case["p_works"] * case["likely"] * case["years"] - case["prototype"] - case["rest"]


# %% wrong: fails on some cases
def decide(case):
    return {3: "gate", 4: "pilot"}[case["years"]]


# %% wrong: never ends
def decide(case):
    while case["p_works"] < 2:
        pass
    return "no"
