# %% right: a loop over the rows, factor by factor
def repair(groups, tolerance):
    factors = []
    for _, row in groups.iterrows():
        late, score = row["share_late"], row["mean_score"]
        factors.append((late / (1 - late)) / (score / (1 - score)))
    most = 1 + tolerance
    if all(1 / most <= factor <= most for factor in factors):
        return "keep"
    if max(factors) / min(factors) <= most:
        return "correct"
    return "by group"


# %% right: in logarithms
def repair(groups, tolerance):
    def log_odds(p):
        return np.log(p) - np.log1p(-p)

    off = log_odds(groups["share_late"].to_numpy()) - log_odds(groups["mean_score"].to_numpy())
    limit = np.log(1 + tolerance)
    if np.abs(off).max() <= limit:
        return np.str_("keep")
    return np.str_("correct" if np.ptp(off) <= limit else "by group")


# %% right: one product from left to right, which does not always give 1 for equal shares
def repair(groups, tolerance):
    mean, share = groups["mean_score"], groups["share_late"]
    factor = (1 - mean) / mean * share / (1 - share)
    if all(1 / (1 + tolerance) <= x <= 1 + tolerance for x in factor):
        return "keep"
    return "correct" if factor.max() / factor.min() <= 1 + tolerance else "by group"


# %% wrong: looks for factors above 1 only -> section 11.6
def repair(groups, tolerance):
    late, score = groups["share_late"], groups["mean_score"]
    factor = late / (1 - late) / (score / (1 - score))
    if factor.max() <= 1 + tolerance:
        return "keep"
    return "correct" if factor.max() <= (1 + tolerance) * factor.min() else "by group"


# %% wrong: compares probabilities, not odds -> section 11.6
def repair(groups, tolerance):
    factor = groups["share_late"] / groups["mean_score"]
    most = 1 + tolerance
    if factor.max() <= most and factor.min() >= 1 / most:
        return "keep"
    return "correct" if factor.max() <= most * factor.min() else "by group"


# %% wrong: looks at the average of all groups -> section 11.9
def repair(groups, tolerance):
    late, score = groups["share_late"].mean(), groups["mean_score"].mean()
    factor = late / (1 - late) / (score / (1 - score))
    most = 1 + tolerance
    return "keep" if 1 / most <= factor <= most else "correct"


# %% wrong: corrects for a season that the score knows -> section 11.7
def repair(groups, tolerance):
    late, score = groups["share_late"], groups["mean_score"]
    odds = late / (1 - late)
    if odds.max() > (1 + tolerance) * odds.min():
        return "by group"
    factor = odds / (score / (1 - score))
    if factor.max() <= 1 + tolerance and factor.min() >= 1 / (1 + tolerance):
        return "keep"
    return "correct" if factor.max() <= (1 + tolerance) * factor.min() else "by group"


# %% wrong: asks by group whenever something is off
def repair(groups, tolerance):
    late, score = groups["share_late"], groups["mean_score"]
    factor = late / (1 - late) / (score / (1 - score))
    most = 1 + tolerance
    return "keep" if factor.max() <= most and factor.min() >= 1 / most else "by group"
