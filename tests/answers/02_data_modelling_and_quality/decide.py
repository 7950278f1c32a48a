# %% right: good rows first, by array
def decide(case):
    depots = pd.DataFrame(case["depots"])
    rows = depots["rows"].to_numpy()
    missing = depots["missing_percent"].to_numpy() / 100
    valid = 1 - depots["invalid_percent"].to_numpy() / 100
    left = missing * (1 - case["repair_share"])

    def value(gaps):
        good = (rows * (1 - gaps) * valid).sum()
        return good * (case["gain_eur"] + case["loss_eur"]) - rows.sum() * case["loss_eur"]

    accept, repair = value(missing), value(left) - case["repair_eur"]
    if max(accept, repair) < 0:
        return "refuse"
    return "accept" if accept > repair else "repair"


# %% right: what the repair adds, then whether anything is left
def decide(case):
    good = added = total = 0
    for depot in case["depots"]:
        valid = 1 - depot["invalid_percent"] / 100
        gap = depot["missing_percent"] / 100
        good = good + depot["rows"] * valid * (1 - gap)
        added = added + depot["rows"] * valid * gap * case["repair_share"]
        total = total + depot["rows"]
    swing = case["gain_eur"] + case["loss_eur"]
    extra = added * swing - case["repair_eur"]
    worth = good * swing - total * case["loss_eur"] + max(0, extra)
    if worth <= 0:
        return "refuse"
    return "repair" if extra > 0 else "accept"


# %% wrong: looks at average completeness -> section 02.4
def decide(case):
    mean = sum(100 - depot["missing_percent"] for depot in case["depots"]) / 3
    return "accept" if mean >= 90 else "refuse"


# %% wrong: refuses whatever has a gap -> section 02.6
def decide(case):
    if any(depot["missing_percent"] > 8 for depot in case["depots"]):
        return "refuse"
    return "accept"


# %% wrong: repairs what is below 95 % complete -> section 02.6
def decide(case):
    mean = sum(100 - depot["missing_percent"] for depot in case["depots"]) / 3
    return "repair" if mean < 95 else "accept"


# %% wrong: averages depots of unequal size -> section 02.4
def decide(case):
    rows = sum(depot["rows"] for depot in case["depots"])
    missing = sum(depot["missing_percent"] for depot in case["depots"]) / 300
    invalid = sum(depot["invalid_percent"] for depot in case["depots"]) / 300

    def worth(share):
        good = (1 - missing * (1 - share)) * (1 - invalid)
        return rows * (good * case["gain_eur"] - (1 - good) * case["loss_eur"])

    worths = {"accept": worth(0), "refuse": 0}
    worths["repair"] = worth(case["repair_share"]) - case["repair_eur"]
    return max(worths, key=worths.get)


# %% wrong: sees only what is missing -> section 02.4
def decide(case):
    def worth(share):
        total = 0
        for depot in case["depots"]:
            bad = depot["missing_percent"] / 100 * (1 - share)
            total += depot["rows"] * ((1 - bad) * case["gain_eur"] - bad * case["loss_eur"])
        return total

    worths = {"accept": worth(0), "refuse": 0}
    worths["repair"] = worth(case["repair_share"]) - case["repair_eur"]
    return max(worths, key=worths.get)


# %% wrong: forgets the price of the repair -> section 02.6
def decide(case):
    def worth(share):
        total = 0
        for depot in case["depots"]:
            good = 1 - depot["missing_percent"] / 100 * (1 - share)
            good = good * (1 - depot["invalid_percent"] / 100)
            total += depot["rows"] * (good * case["gain_eur"] - (1 - good) * case["loss_eur"])
        return total

    worths = {"accept": worth(0), "refuse": 0, "repair": worth(case["repair_share"])}
    return max(worths, key=worths.get)


# %% wrong: believes that a repair mends all -> section 02.6
def decide(case):
    def worth(share):
        total = 0
        for depot in case["depots"]:
            good = 1 - depot["missing_percent"] / 100 * (1 - share)
            good = good * (1 - depot["invalid_percent"] / 100)
            total += depot["rows"] * (good * case["gain_eur"] - (1 - good) * case["loss_eur"])
        return total

    worths = {"accept": worth(0), "refuse": 0, "repair": worth(1) - case["repair_eur"]}
    return max(worths, key=worths.get)


# %% wrong: forgets what a bad row costs -> section 02.6
def decide(case):
    def worth(share):
        total = 0
        for depot in case["depots"]:
            good = 1 - depot["missing_percent"] / 100 * (1 - share)
            good = good * (1 - depot["invalid_percent"] / 100)
            total += depot["rows"] * good * case["gain_eur"]
        return total

    worths = {"accept": worth(0), "refuse": 0}
    worths["repair"] = worth(case["repair_share"]) - case["repair_eur"]
    return max(worths, key=worths.get)


# %% wrong: always the repair
def decide(case):
    return "repair"


# %% wrong: takes per cent for fractions
def decide(case):
    total = 0
    for depot in case["depots"]:
        good = (1 - depot["missing_percent"]) * (1 - depot["invalid_percent"])
        total += depot["rows"] * (good * case["gain_eur"] - (1 - good) * case["loss_eur"])
    return "accept" if total > 0 else "refuse"


# %% wrong: answers in capitals
def decide(case):
    return "REPAIR" if case["repair_eur"] < 50 else "ACCEPT"
