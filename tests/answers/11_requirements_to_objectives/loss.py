# %% right: a loop and no NumPy
def loss(scores, late, threshold, cost):
    pairs = list(zip(scores, late, strict=True))
    if not pairs:
        raise ValueError("no parcels")
    total = 0
    for score, is_late in pairs:
        if score >= threshold and is_late:
            total += cost["TP"]
        elif score >= threshold:
            total += cost["FP"]
        elif is_late:
            total += cost["FN"]
        else:
            total += cost["TN"]
    return total / len(pairs) * 1000


# %% right: counts in a pandas table
def loss(scores, late, threshold, cost):
    frame = pd.DataFrame({"warned": np.array(scores) >= threshold, "late": np.array(late)})
    if frame.empty:
        raise ValueError
    names = {(True, True): "TP", (True, False): "FP", (False, True): "FN", (False, False): "TN"}
    counts = frame.value_counts()
    return sum(cost[names[key]] * n for key, n in counts.items()) * 1000 / len(frame)


# %% right: rates instead of counts, a NumPy scalar comes back
def loss(scores, late, threshold, cost):
    y = np.array(list(late), dtype=float)
    w = np.array([s >= threshold for s in scores], dtype=float)
    if y.size < 1:
        raise ValueError("empty")
    each = w * y * cost["TP"] + w * (1 - y) * cost["FP"]
    each += (1 - w) * y * cost["FN"] + (1 - w) * (1 - y) * cost["TN"]
    return np.mean(each * 1000)


# %% wrong: takes a warning for a cure that costs nothing -> section 11.2
def loss(scores, late, threshold, cost):
    if len(scores) == 0:
        raise ValueError
    late = np.asarray(late)
    warned = np.asarray(scores) >= threshold
    if_not = np.where(late, cost["FN"], cost["TN"])
    return 1000 * np.where(warned, np.where(late, 0, cost["FP"]), if_not).mean()


# %% wrong: swaps the costs of false alarms and misses -> section 11.2
def loss(scores, late, threshold, cost):
    if len(scores) == 0:
        raise ValueError
    late = np.asarray(late)
    warned = np.asarray(scores) >= threshold
    if_warned = np.where(late, cost["TP"], cost["FN"])
    if_not = np.where(late, cost["FP"], cost["TN"])
    return 1000 * np.where(warned, if_warned, if_not).mean()


# %% wrong: does not warn at a score that equals the threshold -> section 11.2
def loss(scores, late, threshold, cost):
    if len(scores) == 0:
        raise ValueError
    late = np.asarray(late)
    warned = np.asarray(scores) > threshold
    if_warned = np.where(late, cost["TP"], cost["FP"])
    if_not = np.where(late, cost["FN"], cost["TN"])
    return 1000 * np.where(warned, if_warned, if_not).mean()


# %% wrong: gives the sum, not the loss per 1,000 parcels -> section 11.2
def loss(scores, late, threshold, cost):
    if len(scores) == 0:
        raise ValueError
    late = np.asarray(late)
    warned = np.asarray(scores) >= threshold
    if_warned = np.where(late, cost["TP"], cost["FP"])
    if_not = np.where(late, cost["FN"], cost["TN"])
    return np.where(warned, if_warned, if_not).sum()


# %% wrong: gives the loss of one parcel, not of 1,000 -> section 11.2
def loss(scores, late, threshold, cost):
    if len(scores) == 0:
        raise ValueError
    late = np.asarray(late)
    warned = np.asarray(scores) >= threshold
    if_warned = np.where(late, cost["TP"], cost["FP"])
    if_not = np.where(late, cost["FN"], cost["TN"])
    return np.where(warned, if_warned, if_not).mean()


# %% wrong: leaves out the cost of true negatives -> section 11.2
def loss(scores, late, threshold, cost):
    if len(scores) == 0:
        raise ValueError
    late = np.asarray(late)
    warned = np.asarray(scores) >= threshold
    if_warned = np.where(late, cost["TP"], cost["FP"])
    return 1000 * np.where(warned, if_warned, late * cost["FN"]).mean()


# %% wrong: warns the low scores
def loss(scores, late, threshold, cost):
    if len(scores) == 0:
        raise ValueError
    late = np.asarray(late)
    warned = np.asarray(scores) <= threshold
    if_warned = np.where(late, cost["TP"], cost["FP"])
    if_not = np.where(late, cost["FN"], cost["TN"])
    return 1000 * np.where(warned, if_warned, if_not).mean()


# %% wrong: a feed without parcels costs nothing
def loss(scores, late, threshold, cost):
    if len(scores) == 0:
        return 0.0
    late = np.asarray(late)
    warned = np.asarray(scores) >= threshold
    if_warned = np.where(late, cost["TP"], cost["FP"])
    if_not = np.where(late, cost["FN"], cost["TN"])
    return 1000 * np.where(warned, if_warned, if_not).mean()
