# %% right: recursion from the first stage
def gated_npv(project):
    def worth(stage):
        if stage == len(project["stages"]):
            return project["value"]
        cost, chance = project["stages"][stage]
        later = worth(stage + 1)
        return chance * (later if later > 0 else 0) / (1 + project["rate"]) - cost

    return worth(0)


# %% right: forwards over every number of stages that Kestrel may plan to do
def gated_npv(project):
    growth = 1 + project["rate"]
    spent, reached, plans = 0, 1, []
    for year, (cost, chance) in enumerate(project["stages"]):
        spent -= reached * cost / growth**year
        reached *= chance
        plans.append(spent)  # do these stages, then stop in any case
    plans.append(spent + reached * project["value"] / growth ** len(project["stages"]))
    return max(plans)


# %% right: arrays
def gated_npv(project):
    costs, chances = np.array(project["stages"], dtype=float).T
    worth = np.float64(project["value"])
    for k in range(len(costs) - 1, -1, -1):
        worth = np.maximum(worth, 0) * chances[k] / (1 + project["rate"]) - costs[k]
    return worth


# %% wrong: counts the risk twice, in the probabilities and in the rate -> section 13.5
def gated_npv(project):
    growth = 1 + project["rate"] + project["risk_premium"]
    worth = project["value"]
    for cost, chance in reversed(project["stages"]):
        worth = -cost + chance * max(worth, 0) / growth
    return worth


# %% wrong: goes on where stopping is better -> section 13.4
def gated_npv(project):
    worth = project["value"]
    for cost, chance in reversed(project["stages"]):
        worth = -cost + chance * worth / (1 + project["rate"])
    return worth


# %% wrong: pays for every stage, even after the project has stopped -> section 13.4
def gated_npv(project):
    growth = 1 + project["rate"]
    total, reached = 0, 1
    for year, (cost, chance) in enumerate(project["stages"]):
        total -= cost / growth**year
        reached *= chance
    return total + reached * project["value"] / growth ** len(project["stages"])


# %% wrong: does not discount the later stages -> section 13.4
def gated_npv(project):
    worth = project["value"]
    for cost, chance in reversed(project["stages"]):
        worth = -cost + chance * max(worth, 0)
    return worth


# %% wrong: cuts the value of today off at 0 -> section 13.4
def gated_npv(project):
    worth = project["value"]
    for cost, chance in reversed(project["stages"]):
        worth = max(-cost + chance * max(worth, 0) / (1 + project["rate"]), 0)
    return worth


# %% wrong: weighs a stage's cost with the probability of passing it
def gated_npv(project):
    worth = project["value"]
    for cost, chance in reversed(project["stages"]):
        worth = chance * (-cost + max(worth, 0) / (1 + project["rate"]))
    return worth


# %% wrong: empties the caller's list of stages
def gated_npv(project):
    worth = project["value"]
    while project["stages"]:
        cost, chance = project["stages"].pop()
        worth = -cost + chance * max(worth, 0) / (1 + project["rate"])
    return worth


# %% wrong: returns the worked value
def gated_npv(project):
    return 64
