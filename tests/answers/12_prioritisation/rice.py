# %% right: a loop over rows, a dictionary
def rice(features):
    scores = {}
    for name, row in features.iterrows():
        if row["effort_months"] <= 0:
            raise ValueError("effort")
        share = row["confidence_percent"] / 100
        scores[name] = row["reach"] * row["impact"] * share / row["effort_months"]
    return scores


# %% right: a helper column on a copy
def rice(features):
    table = features.assign(confidence=features["confidence_percent"].div(100))
    if table["effort_months"].min() <= 0:
        raise ValueError("effort")
    return table[["reach", "impact", "confidence"]].prod(axis=1).div(table["effort_months"])


# %% wrong: multiplies by the effort -> section 12.2
def rice(features):
    if (features["effort_months"] <= 0).any():
        raise ValueError("effort")
    merit = features["reach"] * features["impact"] * features["confidence_percent"] / 100
    return merit * features["effort_months"]


# %% wrong: takes a confidence of 80 % for 80 -> section 12.2
def rice(features):
    if (features["effort_months"] <= 0).any():
        raise ValueError("effort")
    merit = features["reach"] * features["impact"] * features["confidence_percent"]
    return merit / features["effort_months"]


# %% wrong: leaves out the confidence -> section 12.2
def rice(features):
    if (features["effort_months"] <= 0).any():
        raise ValueError("effort")
    return features["reach"] * features["impact"] / features["effort_months"]


# %% wrong: accepts an effort of 0
def rice(features):
    merit = features["reach"] * features["impact"] * features["confidence_percent"] / 100
    return merit / features["effort_months"]


# %% wrong: writes into the table that it was given
def rice(features):
    if (features["effort_months"] <= 0).any():
        raise ValueError("effort")
    features["confidence_percent"] = features["confidence_percent"] / 100
    merit = features["reach"] * features["impact"] * features["confidence_percent"]
    return merit / features["effort_months"]
