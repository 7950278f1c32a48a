# %% right: all ideas at once in a table
def decide(case):
    ideas = pd.DataFrame({name: idea_of(case, name) for name in "ABC"}).T
    desk = ideas["source"] == "desk study"
    minutes = ideas["minutes"] * np.where(desk, case["measured_to_desk"], 1)
    right = ideas["share"] * ideas["accuracy"]
    saved = right * minutes - ideas["share"] * ideas["review"]
    saved = saved - (ideas["share"] - right) * ideas["rework"]
    hours = ideas["volume"] * saved / 60 * case["adoption"] * ideas["payroll_share"]
    yearly = hours * case["hour_cost"] / 1000 - ideas["run"] - ideas["rule"]
    yearly = yearly - ideas["build"] / case["horizon"]
    worth = (ideas["chance"] * yearly - ideas["asking"] / case["horizon"]).astype(float)
    return worth.idxmax() if worth.max() > 0 else "none"


# %% right: over the whole horizon, in EUR, one idea after the other
def decide(case):
    def total(
        volume, minutes, source, share, accuracy, review, rework, paid, build, run, rule, p, ask
    ):
        minutes *= case["measured_to_desk"] if source != "log" else 1
        good, bad = volume * share * accuracy, volume * share * (1 - accuracy)
        hours = (good * (minutes - review) - bad * (review + rework)) / 60
        yearly = hours * case["hour_cost"] * paid * case["adoption"] - 1000 * (run + rule)
        return p * (case["horizon"] * yearly - 1000 * build) - 1000 * ask

    best, most = "none", 0
    for name in ("C", "B", "A"):
        value = total(*list(idea_of(case, name).values())[:13])
        if value > most:
            best, most = name, value
    return best


# %% right: a rough rule that is nearly as good, without pennies
def decide(case):
    worth = {"none": 0}
    for name in "ABC":
        idea = idea_of(case, name)
        minutes = idea["minutes"]
        if idea["source"] == "desk study":
            minutes *= case["measured_to_desk"]
        accuracy = idea["accuracy"]
        net = accuracy * minutes - idea["review"] - (1 - accuracy) * idea["rework"]
        earned = idea["volume"] * idea["share"] * net / 60 * case["hour_cost"] / 1000
        earned *= case["adoption"] * idea["payroll_share"]
        earned -= idea["run"] + idea["build"] / case["horizon"]
        earned -= round(idea["rule"], -1)
        earned = idea["chance"] * earned - round(idea["asking"] / case["horizon"])
        worth[name] = earned
    return max(worth, key=worth.get)


# %% wrong: believes the minutes of the desk study -> section 10.4
def decide(case):
    worth = {"none": 0}
    for name in "ABC":
        idea = idea_of(case, name)
        minutes = idea["minutes"]
        accuracy = idea["accuracy"]
        net = accuracy * minutes - idea["review"] - (1 - accuracy) * idea["rework"]
        earned = idea["volume"] * idea["share"] * net / 60 * case["hour_cost"] / 1000
        earned *= case["adoption"] * idea["payroll_share"]
        earned -= idea["run"] + idea["build"] / case["horizon"]
        earned -= idea["rule"]
        earned = idea["chance"] * earned - idea["asking"] / case["horizon"]
        worth[name] = earned
    return max(worth, key=worth.get)


# %% wrong: takes every gate for open -> section 10.6
def decide(case):
    worth = {"none": 0}
    for name in "ABC":
        idea = idea_of(case, name)
        minutes = idea["minutes"]
        if idea["source"] == "desk study":
            minutes *= case["measured_to_desk"]
        accuracy = idea["accuracy"]
        net = accuracy * minutes - idea["review"] - (1 - accuracy) * idea["rework"]
        earned = idea["volume"] * idea["share"] * net / 60 * case["hour_cost"] / 1000
        earned *= case["adoption"] * idea["payroll_share"]
        earned -= idea["run"] + idea["build"] / case["horizon"]
        earned -= idea["rule"]
        worth[name] = earned
    return max(worth, key=worth.get)


# %% wrong: never asks about a closed gate -> section 10.6
def decide(case):
    worth = {"none": 0}
    for name in "ABC":
        idea = idea_of(case, name)
        minutes = idea["minutes"]
        if idea["source"] == "desk study":
            minutes *= case["measured_to_desk"]
        accuracy = idea["accuracy"]
        net = accuracy * minutes - idea["review"] - (1 - accuracy) * idea["rework"]
        earned = idea["volume"] * idea["share"] * net / 60 * case["hour_cost"] / 1000
        earned *= case["adoption"] * idea["payroll_share"]
        earned -= idea["run"] + idea["build"] / case["horizon"]
        earned -= idea["rule"]
        if idea["chance"] < 1:
            continue
        worth[name] = earned
    return max(worth, key=worth.get)


# %% wrong: pays for asking, but takes a yes for certain -> section 10.6
def decide(case):
    worth = {"none": 0}
    for name in "ABC":
        idea = idea_of(case, name)
        minutes = idea["minutes"]
        if idea["source"] == "desk study":
            minutes *= case["measured_to_desk"]
        accuracy = idea["accuracy"]
        net = accuracy * minutes - idea["review"] - (1 - accuracy) * idea["rework"]
        earned = idea["volume"] * idea["share"] * net / 60 * case["hour_cost"] / 1000
        earned *= case["adoption"] * idea["payroll_share"]
        earned -= idea["run"] + idea["build"] / case["horizon"]
        earned -= idea["rule"]
        earned -= idea["asking"] / case["horizon"]
        worth[name] = earned
    return max(worth, key=worth.get)


# %% wrong: forgets what asking costs -> section 10.6
def decide(case):
    worth = {"none": 0}
    for name in "ABC":
        idea = idea_of(case, name)
        minutes = idea["minutes"]
        if idea["source"] == "desk study":
            minutes *= case["measured_to_desk"]
        accuracy = idea["accuracy"]
        net = accuracy * minutes - idea["review"] - (1 - accuracy) * idea["rework"]
        earned = idea["volume"] * idea["share"] * net / 60 * case["hour_cost"] / 1000
        earned *= case["adoption"] * idea["payroll_share"]
        earned -= idea["run"] + idea["build"] / case["horizon"]
        earned -= idea["rule"]
        earned *= idea["chance"]
        worth[name] = earned
    return max(worth, key=worth.get)


# %% wrong: leaves out the review -> section 10.4
def decide(case):
    worth = {"none": 0}
    for name in "ABC":
        idea = idea_of(case, name)
        minutes = idea["minutes"]
        if idea["source"] == "desk study":
            minutes *= case["measured_to_desk"]
        accuracy = idea["accuracy"]
        net = accuracy * minutes - (1 - accuracy) * idea["rework"]
        earned = idea["volume"] * idea["share"] * net / 60 * case["hour_cost"] / 1000
        earned *= case["adoption"] * idea["payroll_share"]
        earned -= idea["run"] + idea["build"] / case["horizon"]
        earned -= idea["rule"]
        earned = idea["chance"] * earned - idea["asking"] / case["horizon"]
        worth[name] = earned
    return max(worth, key=worth.get)


# %% wrong: leaves out the rework -> section 10.4
def decide(case):
    worth = {"none": 0}
    for name in "ABC":
        idea = idea_of(case, name)
        minutes = idea["minutes"]
        if idea["source"] == "desk study":
            minutes *= case["measured_to_desk"]
        accuracy = idea["accuracy"]
        net = accuracy * minutes - idea["review"]
        earned = idea["volume"] * idea["share"] * net / 60 * case["hour_cost"] / 1000
        earned *= case["adoption"] * idea["payroll_share"]
        earned -= idea["run"] + idea["build"] / case["horizon"]
        earned -= idea["rule"]
        earned = idea["chance"] * earned - idea["asking"] / case["horizon"]
        worth[name] = earned
    return max(worth, key=worth.get)


# %% wrong: takes the gross saving for the net -> section 10.4
def decide(case):
    worth = {"none": 0}
    for name in "ABC":
        idea = idea_of(case, name)
        minutes = idea["minutes"]
        if idea["source"] == "desk study":
            minutes *= case["measured_to_desk"]
        accuracy = idea["accuracy"]
        net = accuracy * minutes
        earned = idea["volume"] * idea["share"] * net / 60 * case["hour_cost"] / 1000
        earned *= case["adoption"] * idea["payroll_share"]
        earned -= idea["run"] + idea["build"] / case["horizon"]
        earned -= idea["rule"]
        earned = idea["chance"] * earned - idea["asking"] / case["horizon"]
        worth[name] = earned
    return max(worth, key=worth.get)


# %% wrong: lets a wrong case save its minutes as well -> section 10.4
def decide(case):
    worth = {"none": 0}
    for name in "ABC":
        idea = idea_of(case, name)
        minutes = idea["minutes"]
        if idea["source"] == "desk study":
            minutes *= case["measured_to_desk"]
        accuracy = idea["accuracy"]
        net = minutes - idea["review"] - (1 - accuracy) * idea["rework"]
        earned = idea["volume"] * idea["share"] * net / 60 * case["hour_cost"] / 1000
        earned *= case["adoption"] * idea["payroll_share"]
        earned -= idea["run"] + idea["build"] / case["horizon"]
        earned -= idea["rule"]
        earned = idea["chance"] * earned - idea["asking"] / case["horizon"]
        worth[name] = earned
    return max(worth, key=worth.get)


# %% wrong: takes every freed hour for money -> section 10.7
def decide(case):
    worth = {"none": 0}
    for name in "ABC":
        idea = idea_of(case, name)
        minutes = idea["minutes"]
        if idea["source"] == "desk study":
            minutes *= case["measured_to_desk"]
        accuracy = idea["accuracy"]
        net = accuracy * minutes - idea["review"] - (1 - accuracy) * idea["rework"]
        earned = idea["volume"] * idea["share"] * net / 60 * case["hour_cost"] / 1000
        earned *= case["adoption"]
        earned -= idea["run"] + idea["build"] / case["horizon"]
        earned -= idea["rule"]
        earned = idea["chance"] * earned - idea["asking"] / case["horizon"]
        worth[name] = earned
    return max(worth, key=worth.get)


# %% wrong: counts full adoption from the first day -> section 10.5
def decide(case):
    worth = {"none": 0}
    for name in "ABC":
        idea = idea_of(case, name)
        minutes = idea["minutes"]
        if idea["source"] == "desk study":
            minutes *= case["measured_to_desk"]
        accuracy = idea["accuracy"]
        net = accuracy * minutes - idea["review"] - (1 - accuracy) * idea["rework"]
        earned = idea["volume"] * idea["share"] * net / 60 * case["hour_cost"] / 1000
        earned *= idea["payroll_share"]
        earned -= idea["run"] + idea["build"] / case["horizon"]
        earned -= idea["rule"]
        earned = idea["chance"] * earned - idea["asking"] / case["horizon"]
        worth[name] = earned
    return max(worth, key=worth.get)


# %% wrong: compares with doing nothing, not with the rule -> section 10.8
def decide(case):
    worth = {"none": 0}
    for name in "ABC":
        idea = idea_of(case, name)
        minutes = idea["minutes"]
        if idea["source"] == "desk study":
            minutes *= case["measured_to_desk"]
        accuracy = idea["accuracy"]
        net = accuracy * minutes - idea["review"] - (1 - accuracy) * idea["rework"]
        earned = idea["volume"] * idea["share"] * net / 60 * case["hour_cost"] / 1000
        earned *= case["adoption"] * idea["payroll_share"]
        earned -= idea["run"] + idea["build"] / case["horizon"]
        earned = idea["chance"] * earned - idea["asking"] / case["horizon"]
        worth[name] = earned
    return max(worth, key=worth.get)


# %% wrong: leaves out the running cost -> section 10.5
def decide(case):
    worth = {"none": 0}
    for name in "ABC":
        idea = idea_of(case, name)
        minutes = idea["minutes"]
        if idea["source"] == "desk study":
            minutes *= case["measured_to_desk"]
        accuracy = idea["accuracy"]
        net = accuracy * minutes - idea["review"] - (1 - accuracy) * idea["rework"]
        earned = idea["volume"] * idea["share"] * net / 60 * case["hour_cost"] / 1000
        earned *= case["adoption"] * idea["payroll_share"]
        earned -= idea["build"] / case["horizon"]
        earned -= idea["rule"]
        earned = idea["chance"] * earned - idea["asking"] / case["horizon"]
        worth[name] = earned
    return max(worth, key=worth.get)


# %% wrong: leaves out the cost to build -> section 10.5
def decide(case):
    worth = {"none": 0}
    for name in "ABC":
        idea = idea_of(case, name)
        minutes = idea["minutes"]
        if idea["source"] == "desk study":
            minutes *= case["measured_to_desk"]
        accuracy = idea["accuracy"]
        net = accuracy * minutes - idea["review"] - (1 - accuracy) * idea["rework"]
        earned = idea["volume"] * idea["share"] * net / 60 * case["hour_cost"] / 1000
        earned *= case["adoption"] * idea["payroll_share"]
        earned -= idea["run"]
        earned -= idea["rule"]
        earned = idea["chance"] * earned - idea["asking"] / case["horizon"]
        worth[name] = earned
    return max(worth, key=worth.get)


# %% wrong: charges what is paid once to one year -> section 10.5
def decide(case):
    worth = {"none": 0}
    for name in "ABC":
        idea = idea_of(case, name)
        minutes = idea["minutes"]
        if idea["source"] == "desk study":
            minutes *= case["measured_to_desk"]
        accuracy = idea["accuracy"]
        net = accuracy * minutes - idea["review"] - (1 - accuracy) * idea["rework"]
        earned = idea["volume"] * idea["share"] * net / 60 * case["hour_cost"] / 1000
        earned *= case["adoption"] * idea["payroll_share"]
        earned -= idea["run"] + idea["build"]
        earned -= idea["rule"]
        earned = idea["chance"] * earned - idea["asking"]
        worth[name] = earned
    return max(worth, key=worth.get)


# %% wrong: approves the top of the score -> section 10.6
def decide(case):
    return max("ABC", key=lambda name: case[f"{name}_score"])


# %% wrong: approves the top of the score among the open gates -> section 10.6
def decide(case):
    names = [name for name in "ABC" if case[f"{name}_chance"] == 1]
    return max(names, key=lambda name: case[f"{name}_score"]) if names else "none"


# %% wrong: approves the largest gross saving of the desk study -> section 10.4
def decide(case):
    saving = {}
    for name in "ABC":
        idea = idea_of(case, name)
        saving[name] = idea["volume"] * idea["minutes"] * idea["share"] * idea["accuracy"]
    return max(saving, key=saving.get)


# %% wrong: approves the best case: desk study, full adoption, all hours, gates open -> section 10.5
def decide(case):
    worth = {"none": 0}
    for name in "ABC":
        idea = idea_of(case, name)
        right = idea["accuracy"]
        net = right * idea["minutes"] - idea["review"] - (1 - right) * idea["rework"]
        money = idea["volume"] * idea["share"] * net / 60 * case["hour_cost"] / 1000
        worth[name] = money - idea["run"] - idea["build"] / case["horizon"]
    return max(worth, key=worth.get)


# %% wrong: approves nothing, ever
def decide(case):
    return "none"


# %% wrong: answers with a small letter
def decide(case):
    return "c"


# %% wrong: the answer to the worked case
def decide(case):
    return "C"


# %% wrong: stops where nothing passes a gate
def decide(case):
    names = [name for name in "ABC" if case[f"{name}_chance"] == 1]
    return max(names, key=lambda name: case[f"{name}_score"])
