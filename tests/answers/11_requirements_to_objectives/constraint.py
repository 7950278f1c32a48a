# %% right: a list of candidates, the best by a key
def recall_at_precision(scores, late, floor, fewest):
    rows = []
    for threshold in set(scores):
        right = [bool(y) for s, y in zip(scores, late, strict=True) if s >= threshold]
        if len(right) >= fewest and sum(right) / len(right) >= floor:
            rows.append((sum(right) / sum(late), threshold))
    if not rows:
        return None
    recall, threshold = max(rows)
    return [threshold, recall]


# %% right: cumulated counts over the sorted parcels
def recall_at_precision(scores, late, floor, fewest):
    table = pd.DataFrame({"score": list(scores), "late": [int(y) for y in late]})
    by_score = table.groupby("score")["late"].agg(["sum", "size"])
    by_score = by_score.sort_index(ascending=False).cumsum()
    by_score = by_score[by_score["size"] >= fewest]
    enough = by_score[by_score["sum"] / by_score["size"] >= floor]
    if enough.empty:
        return None
    threshold = enough["sum"].idxmax()  # the first, so the highest
    return np.array([threshold, enough["sum"].max() / table["late"].sum()])


# %% wrong: reports a threshold although none meets the floor -> section 11.8
def recall_at_precision(scores, late, floor, fewest):
    scores, late = np.asarray(scores), np.asarray(late)
    rows = []
    for threshold in np.unique(scores):
        warned = scores >= threshold
        if warned.sum() < fewest:
            continue
        rows.append((threshold, late[warned].mean(), (warned & late).sum() / late.sum()))
    allowed = [row for row in rows if row[1] >= floor]
    if allowed:
        best = max(allowed, key=lambda row: (row[2], row[0]))
    elif rows:
        best = max(rows, key=lambda row: (row[1], row[2]))
    else:
        return None
    return best[0], best[2]


# %% wrong: maximises precision -> section 11.8
def recall_at_precision(scores, late, floor, fewest):
    scores, late = np.asarray(scores), np.asarray(late)
    rows = []
    for threshold in np.unique(scores):
        warned = scores >= threshold
        if warned.sum() < fewest:
            continue
        rows.append((late[warned].mean(), (warned & late).sum() / late.sum(), threshold))
    if not rows:
        return None
    _, recall, threshold = max(rows)
    return threshold, recall


# %% wrong: puts the floor on recall and maximises precision -> section 11.8
def recall_at_precision(scores, late, floor, fewest):
    scores, late = np.asarray(scores), np.asarray(late)
    best = None
    for threshold in np.unique(scores):
        warned = scores >= threshold
        precision, recall = late[warned].mean(), (warned & late).sum() / late.sum()
        if warned.sum() < fewest:
            continue
        if recall >= floor and (best is None or (precision, recall) > best[2:]):
            best = threshold, recall, precision, recall
    return best and best[:2]


# %% wrong: stops where precision first falls below the floor -> section 11.8
def recall_at_precision(scores, late, floor, fewest):
    scores, late = np.asarray(scores), np.asarray(late)
    best = None
    for threshold in np.unique(scores)[::-1]:
        warned = scores >= threshold
        recall = (warned & late).sum() / late.sum()
        if warned.sum() < fewest:
            continue
        if late[warned].mean() < floor:
            break
        if best is None or recall > best[1]:
            best = threshold, recall
    return best


# %% wrong: stops at the highest threshold that meets the floor -> section 11.8
def recall_at_precision(scores, late, floor, fewest):
    scores, late = np.asarray(scores), np.asarray(late)
    for threshold in np.unique(scores)[::-1]:
        warned = scores >= threshold
        if warned.sum() >= fewest and late[warned].mean() >= floor:
            return threshold, (warned & late).sum() / late.sum()
    return None


# %% wrong: asks for more than the floor
def recall_at_precision(scores, late, floor, fewest):
    scores, late = np.asarray(scores), np.asarray(late)
    best = None
    for threshold in np.unique(scores):
        warned = scores >= threshold
        recall = (warned & late).sum() / late.sum()
        enough = warned.sum() >= fewest and late[warned].mean() > floor
        if enough and (best is None or recall >= best[1]):
            best = threshold, recall
    return best


# %% wrong: takes the lowest of the thresholds with equal recall
def recall_at_precision(scores, late, floor, fewest):
    scores, late = np.asarray(scores), np.asarray(late)
    for threshold in np.unique(scores):
        warned = scores >= threshold
        if warned.sum() >= fewest and late[warned].mean() >= floor:
            return threshold, (warned & late).sum() / late.sum()
    return None


# %% wrong: accepts a floor that too few warnings meet -> section 11.8
def recall_at_precision(scores, late, floor, fewest):
    scores, late = np.asarray(scores), np.asarray(late)
    best = None
    for threshold in np.unique(scores):
        warned = scores >= threshold
        recall = (warned & late).sum() / late.sum()
        if late[warned].mean() >= floor and (best is None or recall >= best[1]):
            best = threshold, recall
    return best
