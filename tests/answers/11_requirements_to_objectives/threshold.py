# %% right: where the expected costs of both actions cross
def best_threshold(cost):
    if cost["FN"] <= cost["TP"]:
        return None
    # p TP + (1-p) FP = p FN + (1-p) TN, solved for p
    slope = cost["TP"] - cost["FP"] - cost["FN"] + cost["TN"]
    return (cost["TN"] - cost["FP"]) / slope


# %% right: through the odds, the ends first
def best_threshold(cost):
    tp, fp, fn, tn = (cost[name] for name in ["TP", "FP", "FN", "TN"])
    if fn - tp <= 0:
        return
    if fp == tn:
        return 0
    odds = np.divide(fp - tn, fn - tp)
    return odds / (odds + 1)


# %% wrong: swaps false alarms and misses -> section 11.4
def best_threshold(cost):
    harm, gain = cost["FN"] - cost["TP"], cost["FP"] - cost["TN"]
    if harm <= 0:
        return None
    return harm / (harm + gain)


# %% wrong: uses two costs instead of four -> section 11.4
def best_threshold(cost):
    return cost["FP"] / (cost["FP"] + cost["FN"])


# %% wrong: forgets what a true negative costs -> section 11.3
def best_threshold(cost):
    harm, gain = cost["FP"], cost["FN"] - cost["TP"]
    if gain <= 0:
        return None
    return harm / (harm + gain)


# %% wrong: gives the odds, not the probability -> section 11.5
def best_threshold(cost):
    harm, gain = cost["FP"] - cost["TN"], cost["FN"] - cost["TP"]
    if gain <= 0:
        return None
    return harm / gain


# %% wrong: gives a threshold where a warning brings no gain -> section 11.3
def best_threshold(cost):
    harm, gain = cost["FP"] - cost["TN"], cost["FN"] - cost["TP"]
    if harm + gain == 0:
        return 1.0
    return harm / (harm + gain)


# %% wrong: never acts where acting is free
def best_threshold(cost):
    harm, gain = cost["FP"] - cost["TN"], cost["FN"] - cost["TP"]
    if harm <= 0 or gain <= 0:
        return None
    return harm / (harm + gain)


# %% wrong: returns a constant
def best_threshold(cost):
    return 0.25
