# %% right: step by step down the tree
def required_recall(target_keur, late_parcels, late_cost, success):
    target = target_keur * 1000
    avoided = target / late_cost
    warned_and_late = avoided / success
    recall = warned_and_late / late_parcels
    if recall > 1:
        return None
    return np.float64(recall)


# %% right: compares with what a perfect model brings
def required_recall(target_keur, late_parcels, late_cost, success):
    most_keur = late_parcels * late_cost * success / 1000
    if target_keur > most_keur:
        return None
    return target_keur / most_keur


# %% wrong: multiplies by the share of re-routes that work instead of dividing -> section 11.1
def required_recall(target_keur, late_parcels, late_cost, success):
    recall = 1000 * target_keur / (late_parcels * late_cost) * success
    return recall if recall <= 1 else None


# %% wrong: supposes that every re-route works -> section 11.1
def required_recall(target_keur, late_parcels, late_cost, success):
    recall = 1000 * target_keur / (late_parcels * late_cost)
    return recall if recall <= 1 else None


# %% wrong: takes thousand EUR for EUR -> section 11.1
def required_recall(target_keur, late_parcels, late_cost, success):
    recall = target_keur / (late_parcels * late_cost * success)
    return recall if recall <= 1 else None


# %% wrong: promises a recall above 1 where the target is out of reach -> section 11.1
def required_recall(target_keur, late_parcels, late_cost, success):
    return 1000 * target_keur / (late_parcels * late_cost * success)


# %% wrong: cuts the recall off at 1 where the target is out of reach -> section 11.1
def required_recall(target_keur, late_parcels, late_cost, success):
    return min(1, 1000 * target_keur / (late_parcels * late_cost * success))


# %% wrong: gives a percentage
def required_recall(target_keur, late_parcels, late_cost, success):
    recall = 1000 * target_keur / (late_parcels * late_cost * success)
    return 100 * recall if recall <= 1 else None


# %% wrong: rounds
def required_recall(target_keur, late_parcels, late_cost, success):
    recall = 1000 * target_keur / (late_parcels * late_cost * success)
    return round(recall, 2) if recall <= 1 else None
