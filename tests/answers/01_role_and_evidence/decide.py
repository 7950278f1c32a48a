# %% right: limits of the chance instead of values, and a table of the groups
def decide(case):
    groups = pd.DataFrame(case["groups"])
    mean = np.average(groups["percent"], weights=groups["people"])
    if round(mean, 1) != case["claimed_percent"] and abs(mean - case["claimed_percent"]) > 0.09:
        return "drop"
    odds = (case["held"] + 1) / (case["checked"] - case["held"] + 1)
    gain, harm = case["gain_keur"], case["harm_keur"]
    keep, leave = case["caveat_gain_share"], case["caveat_harm_share"]
    if odds > harm / gain and odds > harm * (1 - leave) / (gain * (1 - keep)):
        return "print"
    if odds > harm * leave / (gain * keep):
        return "caveat"
    return "drop"


# %% right: simulates the honesty of sources, with a NumPy text as the answer
def decide(case):
    groups = case["groups"]
    total = 0
    people = 0
    for group in groups:
        total += group["people"] * group["percent"]
        people += group["people"]
    if abs(total / people - case["claimed_percent"]) > 0.1:
        return np.str_("drop")
    h = np.linspace(0, 1, 2001)
    weight = h ** case["held"] * (1 - h) ** (case["checked"] - case["held"])
    p = (weight * h).sum() / weight.sum()
    worth = np.array(
        [
            p * case["gain_keur"] - (1 - p) * case["harm_keur"],
            p * case["gain_keur"] * case["caveat_gain_share"]
            - (1 - p) * case["harm_keur"] * case["caveat_harm_share"],
            0,
        ]
    )
    return np.array(["print", "caveat", "drop"])[worth.argmax()]


# %% wrong: never adds up the table -> section 01.5
def decide(case):
    groups = case["groups"]
    people = sum(group["people"] for group in groups)
    mean = sum(group["people"] * group["percent"] for group in groups) / people
    p = (case["held"] + 1) / (case["checked"] + 2)
    bare = p * case["gain_keur"] - (1 - p) * case["harm_keur"]
    caveat = p * case["gain_keur"] * case["caveat_gain_share"]
    caveat -= (1 - p) * case["harm_keur"] * case["caveat_harm_share"]
    if bare >= caveat and bare > 0:
        return "print"
    return "caveat" if caveat > 0 else "drop"


# %% wrong: takes the plain mean of the groups -> section 01.5
def decide(case):
    groups = case["groups"]
    mean = sum(group["percent"] for group in groups) / 3
    p = (case["held"] + 1) / (case["checked"] + 2)
    if abs(mean - case["claimed_percent"]) >= 0.1:
        p = 0
    bare = p * case["gain_keur"] - (1 - p) * case["harm_keur"]
    caveat = p * case["gain_keur"] * case["caveat_gain_share"]
    caveat -= (1 - p) * case["harm_keur"] * case["caveat_harm_share"]
    if bare >= caveat and bare > 0:
        return "print"
    return "caveat" if caveat > 0 else "drop"


# %% wrong: takes a short record at its word -> section 01.6
def decide(case):
    groups = case["groups"]
    people = sum(group["people"] for group in groups)
    mean = sum(group["people"] * group["percent"] for group in groups) / people
    p = case["held"] / case["checked"]
    if abs(mean - case["claimed_percent"]) >= 0.1:
        p = 0
    bare = p * case["gain_keur"] - (1 - p) * case["harm_keur"]
    caveat = p * case["gain_keur"] * case["caveat_gain_share"]
    caveat -= (1 - p) * case["harm_keur"] * case["caveat_harm_share"]
    if bare >= caveat and bare > 0:
        return "print"
    return "caveat" if caveat > 0 else "drop"


# %% wrong: never uses a caveat -> section 01.7
def decide(case):
    groups = case["groups"]
    people = sum(group["people"] for group in groups)
    mean = sum(group["people"] * group["percent"] for group in groups) / people
    p = (case["held"] + 1) / (case["checked"] + 2)
    if abs(mean - case["claimed_percent"]) >= 0.1:
        p = 0
    bare = p * case["gain_keur"] - (1 - p) * case["harm_keur"]
    return "print" if bare > 0 else "drop"


# %% wrong: believes what has a number -> section 01.3
def decide(case):
    return "print"


# %% wrong: believes the largest study -> section 01.4
def decide(case):
    people = sum(group["people"] for group in case["groups"])
    return "print" if people > 1_400 else "drop"


# %% wrong: believes the newest -> section 01.4
def decide(case):
    return "print" if case["year"] >= 2020 else "drop"


# %% wrong: believes whoever was right more often than not -> section 01.7
def decide(case):
    return "print" if case["held"] / case["checked"] > 0.5 else "drop"
