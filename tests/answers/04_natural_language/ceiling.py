# %% right: pandas counts
def ceiling(labels, promised):
    most = sum(pd.Series(row).value_counts().iloc[0] for row in labels)
    share = most / sum(map(len, labels))
    return pd.Series({"ceiling": share, "possible": share >= promised}, dtype=object)


# %% right: a loop over a dictionary of counts
def ceiling(labels, promised):
    matched, total = 0, 0
    for row in labels:
        counts = {}
        for name in row:
            counts[name] = counts.get(name, 0) + 1
        matched += max(counts.values())
        total += len(row)
    return {"possible": not promised > matched / total, "ceiling": matched / total}


# %% wrong: takes agreement for the ceiling -> section 04.4
def ceiling(labels, promised):
    share = np.mean([len(set(row)) == 1 for row in labels])
    return {"ceiling": share, "possible": share >= promised}


# %% wrong: counts each ticket alike, not each label -> section 04.4
def ceiling(labels, promised):
    share = np.mean([max(row.count(name) for name in row) / len(row) for row in labels])
    return {"ceiling": share, "possible": share >= promised}


# %% wrong: uses the rule of two labellers for any number -> section 04.4
def ceiling(labels, promised):
    share = 1 - (1 - np.mean([len(set(row)) == 1 for row in labels])) / 2
    return {"ceiling": share, "possible": share >= promised}


# %% wrong: leaves out the disputed tickets -> section 04.4
def ceiling(labels, promised):
    return {"ceiling": 1.0, "possible": promised <= 1.0}


# %% wrong: answers with the first label of each ticket -> section 04.4
def ceiling(labels, promised):
    share = sum(row.count(row[0]) for row in labels) / sum(len(row) for row in labels)
    return {"ceiling": share, "possible": share >= promised}


# %% wrong: a promise at the ceiling is refused
def ceiling(labels, promised):
    share = sum(max(row.count(x) for x in row) for row in labels) / sum(len(x) for x in labels)
    return {"ceiling": share, "possible": share > promised}
