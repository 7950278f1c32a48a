# %% right: infinite ends
def contradictions(claims):
    found = set()
    for a in claims:
        for b in claims:
            if a["about"] == b["about"] and a["id"] < b["id"]:
                low_a = -np.inf if a["low"] is None else a["low"]
                low_b = -np.inf if b["low"] is None else b["low"]
                high_a = np.inf if a["high"] is None else a["high"]
                high_b = np.inf if b["high"] is None else b["high"]
                if high_a < low_b or high_b < low_a:
                    found.add((a["id"], b["id"]))
    return found


# %% right: a table joined with itself, as a frozen set
def contradictions(claims):
    frame = pd.DataFrame(claims, columns=["id", "about", "low", "high"])
    frame["low"] = frame["low"].astype(float).fillna(-np.inf)
    frame["high"] = frame["high"].astype(float).fillna(np.inf)
    pairs = frame.merge(frame, on="about", suffixes=("_a", "_b"))
    pairs = pairs[pairs["id_a"] < pairs["id_b"]]
    apart = (pairs["high_a"] < pairs["low_b"]) | (pairs["high_b"] < pairs["low_a"])
    return frozenset(zip(pairs.loc[apart, "id_a"], pairs.loc[apart, "id_b"]))


# %% wrong: compares only neighbours in the list -> section 01.3
def contradictions(claims):
    found = set()
    for i in range(1, len(claims)):
        a, b = claims[i - 1], claims[i]
        if a["about"] != b["about"]:
            continue
        for one, other in ((a, b), (b, a)):
            if one["high"] is not None and other["low"] is not None:
                if one["high"] < other["low"]:
                    found.add(tuple(sorted((a["id"], b["id"]))))
    return found


# %% wrong: takes claims that share one value for a contradiction -> section 01.3
def contradictions(claims):
    found = set()
    for a, b in combinations(claims, 2):
        if a["about"] != b["about"] or (a["low"] is not None and a["low"] == b["low"]):
            continue
        for one, other in ((a, b), (b, a)):
            if one["high"] is not None and other["low"] is not None:
                if one["high"] <= other["low"]:
                    found.add(tuple(sorted((a["id"], b["id"]))))
    return found


# %% wrong: compares claims about different things -> section 01.3
def contradictions(claims):
    found = set()
    for a, b in combinations(claims, 2):
        for one, other in ((a, b), (b, a)):
            if one["high"] is not None and other["low"] is not None:
                if one["high"] < other["low"]:
                    found.add(tuple(sorted((a["id"], b["id"]))))
    return found


# %% wrong: closes an open end -> section 01.3
def contradictions(claims):
    found = set()
    for a, b in combinations(claims, 2):
        if a["about"] != b["about"]:
            continue
        low = max(-np.inf if c["low"] is None else c["low"] for c in (a, b))
        tops = []
        for c in (a, b):
            if c["high"] is not None:
                tops.append(c["high"])
            else:
                tops.append(-np.inf if c["low"] is None else c["low"])
        if low > min(tops):
            found.add(tuple(sorted((a["id"], b["id"]))))
    return found


# %% wrong: returns a pair in the order of the list -> section 01.3
def contradictions(claims):
    found = set()
    for a, b in combinations(claims, 2):
        if a["about"] != b["about"]:
            continue
        for one, other in ((a, b), (b, a)):
            if one["high"] is not None and other["low"] is not None:
                if one["high"] < other["low"]:
                    found.add((a["id"], b["id"]))
    return found


# %% wrong: reads an open end as 0 -> section 01.3
def contradictions(claims):
    found = set()
    for a, b in combinations(claims, 2):
        low = max(a["low"] or 0, b["low"] or 0)
        high = min(claim["high"] if claim["high"] is not None else np.inf for claim in (a, b))
        if a["about"] == b["about"] and low > high:
            found.add(tuple(sorted((a["id"], b["id"]))))
    return found
