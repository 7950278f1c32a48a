# %% right: a list of candidates, the best by a key
def recall_at_precision(scores, late, floor):
    rows = []
    for threshold in set(scores):
        right = [bool(y) for s, y in zip(scores, late, strict=True) if s >= threshold]
        if sum(right) / len(right) >= floor:
            rows.append((sum(right) / sum(late), threshold))
    if not rows:
        return None
    recall, threshold = max(rows)
    return [threshold, recall]


# %% right: cumulated counts over the sorted parcels
def recall_at_precision(scores, late, floor):
    table = pd.DataFrame({"score": list(scores), "late": [int(y) for y in late]})
    by_score = table.groupby("score")["late"].agg(["sum", "size"])
    by_score = by_score.sort_index(ascending=False).cumsum()
    enough = by_score[by_score["sum"] / by_score["size"] >= floor]
    if enough.empty:
        return None
    threshold = enough["sum"].idxmax()  # the first, so the highest
    return np.array([threshold, enough["sum"].max() / table["late"].sum()])


# %% wrong: maximises F1 -> section 11.9
def recall_at_precision(scores, late, floor):
    scores, late = np.asarray(scores), np.asarray(late)
    best = None
    for threshold in np.unique(scores):
        warned = scores >= threshold
        hits = (warned & late).sum()
        f1 = 2 * hits / (warned.sum() + late.sum())
        if best is None or f1 >= best[2]:
            best = threshold, hits / late.sum(), f1
    return best[:2]


# %% wrong: reports a threshold although none meets the floor -> section 11.9
def recall_at_precision(scores, late, floor):
    scores, late = np.asarray(scores), np.asarray(late)
    rows = []
    for threshold in np.unique(scores):
        warned = scores >= threshold
        rows.append((threshold, late[warned].mean(), (warned & late).sum() / late.sum()))
    allowed = [row for row in rows if row[1] >= floor]
    if allowed:
        best = max(allowed, key=lambda row: (row[2], row[0]))
    else:
        best = max(rows, key=lambda row: (row[1], row[2]))
    return best[0], best[2]


# %% wrong: maximises precision -> section 11.9
def recall_at_precision(scores, late, floor):
    scores, late = np.asarray(scores), np.asarray(late)
    rows = []
    for threshold in np.unique(scores):
        warned = scores >= threshold
        rows.append((late[warned].mean(), (warned & late).sum() / late.sum(), threshold))
    _, recall, threshold = max(rows)
    return threshold, recall


# %% wrong: puts the floor on recall and maximises precision -> section 11.9
def recall_at_precision(scores, late, floor):
    scores, late = np.asarray(scores), np.asarray(late)
    best = None
    for threshold in np.unique(scores):
        warned = scores >= threshold
        precision, recall = late[warned].mean(), (warned & late).sum() / late.sum()
        if recall >= floor and (best is None or (precision, recall) > best[2:]):
            best = threshold, recall, precision, recall
    return best and best[:2]


# %% wrong: stops where precision first falls below the floor -> section 11.9
def recall_at_precision(scores, late, floor):
    scores, late = np.asarray(scores), np.asarray(late)
    best = None
    for threshold in np.unique(scores)[::-1]:
        warned = scores >= threshold
        recall = (warned & late).sum() / late.sum()
        if late[warned].mean() < floor:
            break
        if best is None or recall > best[1]:
            best = threshold, recall
    return best


# %% wrong: stops at the highest threshold that meets the floor -> section 11.9
def recall_at_precision(scores, late, floor):
    scores, late = np.asarray(scores), np.asarray(late)
    for threshold in np.unique(scores)[::-1]:
        warned = scores >= threshold
        if late[warned].mean() >= floor:
            return threshold, (warned & late).sum() / late.sum()
    return None


# %% wrong: asks for more than the floor
def recall_at_precision(scores, late, floor):
    scores, late = np.asarray(scores), np.asarray(late)
    best = None
    for threshold in np.unique(scores):
        warned = scores >= threshold
        recall = (warned & late).sum() / late.sum()
        if late[warned].mean() > floor and (best is None or recall >= best[1]):
            best = threshold, recall
    return best


# %% wrong: takes the lowest of the thresholds with equal recall
def recall_at_precision(scores, late, floor):
    scores, late = np.asarray(scores), np.asarray(late)
    for threshold in np.unique(scores):
        warned = scores >= threshold
        if late[warned].mean() >= floor:
            return threshold, (warned & late).sum() / late.sum()
    return None
