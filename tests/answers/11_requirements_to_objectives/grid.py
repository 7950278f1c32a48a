# %% right: computes the whole loss for every candidate
def cheapest_threshold(scores, late, cost):
    def total(threshold):
        sum_ = 0
        for score, is_late in zip(scores, late, strict=True):
            if score >= threshold:
                sum_ += cost["TP"] if is_late else cost["FP"]
            else:
                sum_ += cost["FN"] if is_late else cost["TN"]
        return sum_

    nobody = total(np.inf)
    best = min(sorted(set(scores), reverse=True), key=total)
    return float(best) if total(best) < nobody else None


# %% right: one pass over the sorted parcels
def cheapest_threshold(scores, late, cost):
    table = pd.DataFrame({"score": list(scores), "late": list(late)})
    table["change"] = [cost["TP"] - cost["FN"] if y else cost["FP"] - cost["TN"] for y in late]
    by_score = table.groupby("score")["change"].sum().sort_index(ascending=False).cumsum()
    if by_score.min() >= 0:
        return None
    return by_score.idxmin()


# %% wrong: swaps the costs of false alarms and misses -> section 11.4
def cheapest_threshold(scores, late, cost):
    scores = np.asarray(scores)
    change = np.where(late, cost["TP"] - cost["FP"], cost["FN"] - cost["TN"])
    best, lowest = None, 0
    for threshold in np.unique(scores)[::-1]:
        total = change[scores >= threshold].sum()
        if total < lowest:
            best, lowest = threshold, total
    return best


# %% wrong: forgets that nobody need be warned -> section 11.3
def cheapest_threshold(scores, late, cost):
    scores = np.asarray(scores)
    change = np.where(late, cost["TP"] - cost["FN"], cost["FP"] - cost["TN"])
    return min(np.unique(scores)[::-1], key=lambda threshold: change[scores >= threshold].sum())


# %% wrong: counts mistakes instead of what they cost -> section 11.2
def cheapest_threshold(scores, late, cost):
    scores, late = np.asarray(scores), np.asarray(late)
    best, lowest = None, late.sum()
    for threshold in np.unique(scores)[::-1]:
        mistakes = ((scores >= threshold) != late).sum()
        if mistakes < lowest:
            best, lowest = threshold, mistakes
    return best


# %% wrong: takes a warning for a cure that costs nothing -> section 11.2
def cheapest_threshold(scores, late, cost):
    scores = np.asarray(scores)
    change = np.where(late, -cost["FN"], cost["FP"] - cost["TN"])
    best, lowest = None, 0
    for threshold in np.unique(scores)[::-1]:
        total = change[scores >= threshold].sum()
        if total < lowest:
            best, lowest = threshold, total
    return best


# %% wrong: takes 0.5, whatever the costs -> section 11.2
def cheapest_threshold(scores, late, cost):
    return 0.5


# %% wrong: takes the lowest of equally cheap thresholds
def cheapest_threshold(scores, late, cost):
    scores = np.asarray(scores)
    change = np.where(late, cost["TP"] - cost["FN"], cost["FP"] - cost["TN"])
    best, lowest = None, 0
    for threshold in np.unique(scores):
        total = change[scores >= threshold].sum()
        if total < lowest:
            best, lowest = threshold, total
    return best


# %% wrong: takes the formula instead of the data
def cheapest_threshold(scores, late, cost):
    harm, gain = cost["FP"] - cost["TN"], cost["FN"] - cost["TP"]
    return harm / (harm + gain)
