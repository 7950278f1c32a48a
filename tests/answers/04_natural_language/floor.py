# %% right: pandas, sorted and added up
def call_from(chance, urgent, floor):
    table = pd.DataFrame({"chance": chance, "urgent": urgent}).groupby("chance")["urgent"]
    steps = table.agg(["sum", "size"]).sort_index(ascending=False).cumsum()
    kept = steps[steps["sum"] / steps["size"] >= floor]
    if kept.empty:
        return None
    threshold = kept["sum"].idxmax()
    return threshold, kept["sum"].max() / sum(urgent)


# %% right: plain loops over pairs
def call_from(chance, urgent, floor):
    found = []
    for t in chance:
        called = [u for c, u in zip(chance, urgent) if c >= t]
        if sum(called) / len(called) >= floor:
            found.append((sum(called) / sum(urgent), t))
    if not found:
        return None
    recall, threshold = max(found)
    return [threshold, recall]


# %% wrong: stops at the first threshold that misses the floor -> section 04.5
def call_from(chance, urgent, floor):
    best = None
    for t in sorted(set(chance), reverse=True):
        called = [u for c, u in zip(chance, urgent) if c >= t]
        if sum(called) / len(called) < floor:
            break
        recall = sum(called) / sum(urgent)
        if best is None or recall > best[1]:
            best = (t, recall)
    return best


# %% wrong: calls only above the threshold -> section 04.5
def call_from(chance, urgent, floor):
    best = None
    for t in sorted(set(chance), reverse=True):
        called = [u for c, u in zip(chance, urgent) if c > t]
        if called and sum(called) / len(called) >= floor:
            recall = sum(called) / sum(urgent)
            if best is None or recall > best[1]:
                best = (t, recall)
    return best


# %% wrong: takes the highest precision -> section 04.5
def call_from(chance, urgent, floor):
    best = None
    for t in sorted(set(chance), reverse=True):
        called = [u for c, u in zip(chance, urgent) if c >= t]
        precision = sum(called) / len(called)
        if precision >= floor and (best is None or precision > best[2]):
            best = (t, sum(called) / sum(urgent), precision)
    return best[:2] if best else None


# %% wrong: takes the lowest threshold, whatever the floor -> section 04.5
def call_from(chance, urgent, floor):
    return min(chance), 1.0


# %% wrong: gives a threshold though none keeps the floor -> section 04.5
def call_from(chance, urgent, floor):
    rows = []
    for t in set(chance):
        called = [u for c, u in zip(chance, urgent) if c >= t]
        rows.append((sum(called) / len(called) >= floor, sum(called) / sum(urgent), t))
    kept = [row for row in rows if row[0]] or rows
    _, recall, threshold = max(kept)
    return threshold, recall


# %% wrong: calls for nothing: several thresholds have this recall -> section 04.5
def call_from(chance, urgent, floor):
    best = None
    for t in sorted(set(chance), reverse=True):
        called = [u for c, u in zip(chance, urgent) if c >= t]
        recall = sum(called) / sum(urgent)
        if sum(called) / len(called) >= floor and (best is None or recall >= best[1]):
            best = (t, recall)
    return best
