# %% right: arrays, a NumPy text as the answer
def decide(case):
    p = np.array([case["probability"][k] for k in case["probability"]])
    cost = np.array([case["wrong_eur"][k] for k in case["probability"]])
    late = case["urgent_probability"] * case["urgent_eur"]
    machine = p @ cost - (p * cost)[p.argmax()] + late
    names = np.array(["machine", "person", "escalate"])
    return names[np.argmin([machine, case["person_eur"] + late, case["escalate_eur"]])]


# %% right: pandas, person against machine first, then the senior
def decide(case):
    p, cost = pd.Series(case["probability"]), pd.Series(case["wrong_eur"])
    mistakes = (p * cost).drop(p.idxmax()).sum()
    answer = "machine" if mistakes < case["person_eur"] else "person"
    slow = min(mistakes, case["person_eur"]) + case["urgent_probability"] * case["urgent_eur"]
    return "escalate" if case["escalate_eur"] < slow else answer


# %% wrong: trusts the most likely class -> section 04.6
def decide(case):
    return "machine"


# %% wrong: has one threshold for all classes -> section 04.6
def decide(case):
    return "machine" if max(case["probability"].values()) >= 0.7 else "person"


# %% wrong: escalates what is more likely urgent than not -> section 04.5
def decide(case):
    if case["urgent_probability"] > 0.5:
        return "escalate"
    return "machine" if max(case["probability"].values()) >= 0.7 else "person"


# %% wrong: takes the cost of the class that it answers, not of the true ones -> section 04.6
def decide(case):
    p = case["probability"]
    top = max(p, key=p.get)
    late = case["urgent_probability"] * case["urgent_eur"]
    costs = {
        "machine": (1 - p[top]) * case["wrong_eur"][top] + late,
        "person": case["person_eur"] + late,
        "escalate": case["escalate_eur"],
    }
    return min(costs, key=costs.get)


# %% wrong: takes the mean cost of a mistake -> section 04.6
def decide(case):
    p, cost = case["probability"], case["wrong_eur"]
    late = case["urgent_probability"] * case["urgent_eur"]
    costs = {
        "machine": (1 - max(p.values())) * sum(cost.values()) / len(cost) + late,
        "person": case["person_eur"] + late,
        "escalate": case["escalate_eur"],
    }
    return min(costs, key=costs.get)


# %% wrong: charges the answered class too -> section 04.6
def decide(case):
    p, cost = case["probability"], case["wrong_eur"]
    late = case["urgent_probability"] * case["urgent_eur"]
    costs = {
        "machine": sum([p[k] * cost[k] for k in p]) + late,
        "person": case["person_eur"] + late,
        "escalate": case["escalate_eur"],
    }
    return min(costs, key=costs.get)


# %% wrong: forgets the urgent ones -> section 04.6
def decide(case):
    p, cost = case["probability"], case["wrong_eur"]
    top = max(p, key=p.get)
    costs = {
        "machine": sum([p[k] * cost[k] for k in p if k != top]),
        "person": case["person_eur"],
        "escalate": case["escalate_eur"],
    }
    return min(costs, key=costs.get)


# %% wrong: forgets that a person is slow too -> section 04.6
def decide(case):
    p, cost = case["probability"], case["wrong_eur"]
    top = max(p, key=p.get)
    late = case["urgent_probability"] * case["urgent_eur"]
    costs = {
        "machine": sum([p[k] * cost[k] for k in p if k != top]) + late,
        "person": case["person_eur"],
        "escalate": case["escalate_eur"],
    }
    return min(costs, key=costs.get)
