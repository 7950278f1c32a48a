# %% right: where the expected costs of both actions cross
def best_threshold(cost):
    if not (cost["FP"] > cost["TN"] and cost["FN"] > cost["TP"]):
        raise ValueError("no threshold")
    # p TP + (1-p) FP = p FN + (1-p) TN, solved for p
    slope = cost["TP"] - cost["FP"] - cost["FN"] + cost["TN"]
    return (cost["TN"] - cost["FP"]) / slope


# %% right: through the odds
def best_threshold(cost):
    tp, fp, fn, tn = (cost[name] for name in ["TP", "FP", "FN", "TN"])
    if fp - tn <= 0:
        raise ValueError("a false alarm must cost more than a true negative")
    if fn - tp <= 0:
        raise ValueError("a miss must cost more than a true positive")
    odds = np.divide(fp - tn, fn - tp)
    return odds / (odds + 1)


# %% wrong: swaps false alarms and misses -> section 11.4
def best_threshold(cost):
    harm, gain = cost["FN"] - cost["TP"], cost["FP"] - cost["TN"]
    if harm <= 0 or gain <= 0:
        raise ValueError
    return harm / (harm + gain)


# %% wrong: uses two costs instead of four -> section 11.4
def best_threshold(cost):
    return cost["FP"] / (cost["FP"] + cost["FN"])


# %% wrong: forgets what a true negative costs -> section 11.3
def best_threshold(cost):
    harm, gain = cost["FP"], cost["FN"] - cost["TP"]
    if harm <= 0 or gain <= 0:
        raise ValueError
    return harm / (harm + gain)


# %% wrong: gives the odds, not the probability -> section 11.3
def best_threshold(cost):
    harm, gain = cost["FP"] - cost["TN"], cost["FN"] - cost["TP"]
    if harm <= 0 or gain <= 0:
        raise ValueError
    return harm / gain


# %% wrong: gives a threshold where one action is always best -> section 11.3
def best_threshold(cost):
    harm, gain = cost["FP"] - cost["TN"], cost["FN"] - cost["TP"]
    return harm / (harm + gain)


# %% wrong: returns None where there is no threshold
def best_threshold(cost):
    harm, gain = cost["FP"] - cost["TN"], cost["FN"] - cost["TP"]
    return harm / (harm + gain) if harm > 0 and gain > 0 else None


# %% wrong: returns a constant
def best_threshold(cost):
    return 0.25
