# %% right: a dictionary of tests, with a table of what each promise needs
def broken(offer, limits, prices):
    needs = {
        "time": ["days"],
        "budget": ["cost_keur"],
        "specification": ["right_percent"],
        "money": ["warnings", "caught"],
    }
    bad = {name for name, keys in needs.items() if any(offer[key] is None for key in keys)}
    if "time" not in bad and not offer["days"] <= limits["days"]:
        bad.add("time")
    if "budget" not in bad and not offer["cost_keur"] <= limits["cost_keur"]:
        bad.add("budget")
    if "specification" not in bad and not offer["right_percent"] >= limits["right_percent"]:
        bad.add("specification")
    if "money" not in bad:
        each = prices["success_percent"] / 100 * prices["late_eur"]
        if not offer["caught"] * each - offer["warnings"] * prices["warning_eur"] > 0:
            bad.add("money")
    return bad


# %% right: missing values become NaN, for which no comparison holds
def broken(offer, limits, prices):
    known = pd.Series(offer, dtype=float)
    gain = known["caught"] * prices["success_percent"] * prices["late_eur"] / 100
    kept = pd.Series(
        {
            "time": known["days"] <= limits["days"],
            "budget": known["cost_keur"] <= limits["cost_keur"],
            "specification": known["right_percent"] >= limits["right_percent"],
            "money": gain > known["warnings"] * prices["warning_eur"],
        }
    )
    return set(kept.index[~kept.astype(bool)])


# %% wrong: looks at time, budget and specification and not at money -> section 01.2
def broken(offer, limits, prices):
    bad = set()
    if offer["days"] is None or offer["days"] > limits["days"]:
        bad.add("time")
    if offer["cost_keur"] is None or offer["cost_keur"] > limits["cost_keur"]:
        bad.add("budget")
    if offer["right_percent"] is None or offer["right_percent"] < limits["right_percent"]:
        bad.add("specification")
    return bad


# %% wrong: saves every caught parcel, not the share that acting rescues -> section 01.2
def broken(offer, limits, prices):
    bad = set()
    if offer["days"] is None or offer["days"] > limits["days"]:
        bad.add("time")
    if offer["cost_keur"] is None or offer["cost_keur"] > limits["cost_keur"]:
        bad.add("budget")
    if offer["right_percent"] is None or offer["right_percent"] < limits["right_percent"]:
        bad.add("specification")
    if offer["warnings"] is None or offer["caught"] is None:
        bad.add("money")
    elif offer["caught"] * prices["late_eur"] <= offer["warnings"] * prices["warning_eur"]:
        bad.add("money")
    return bad


# %% wrong: pays only for the false warnings -> section 01.2
def broken(offer, limits, prices):
    bad = set()
    if offer["days"] is None or offer["days"] > limits["days"]:
        bad.add("time")
    if offer["cost_keur"] is None or offer["cost_keur"] > limits["cost_keur"]:
        bad.add("budget")
    if offer["right_percent"] is None or offer["right_percent"] < limits["right_percent"]:
        bad.add("specification")
    if offer["warnings"] is None or offer["caught"] is None:
        bad.add("money")
    else:
        saved = offer["caught"] * prices["success_percent"] / 100 * prices["late_eur"]
        if saved <= (offer["warnings"] - offer["caught"]) * prices["warning_eur"]:
            bad.add("money")
    return bad


# %% wrong: takes a promise that nobody can check for kept -> section 01.2
def broken(offer, limits, prices):
    bad = set()
    if offer["days"] is not None and offer["days"] > limits["days"]:
        bad.add("time")
    if offer["cost_keur"] is not None and offer["cost_keur"] > limits["cost_keur"]:
        bad.add("budget")
    if offer["right_percent"] is not None and offer["right_percent"] < limits["right_percent"]:
        bad.add("specification")
    if offer["warnings"] is not None and offer["caught"] is not None:
        saved = offer["caught"] * prices["success_percent"] / 100 * prices["late_eur"]
        if saved <= offer["warnings"] * prices["warning_eur"]:
            bad.add("money")
    return bad


# %% wrong: takes a promise kept exactly at its limit for broken -> section 01.2
def broken(offer, limits, prices):
    bad = set()
    if offer["days"] is None or offer["days"] >= limits["days"]:
        bad.add("time")
    if offer["cost_keur"] is None or offer["cost_keur"] >= limits["cost_keur"]:
        bad.add("budget")
    if offer["right_percent"] is None or offer["right_percent"] <= limits["right_percent"]:
        bad.add("specification")
    if offer["warnings"] is None or offer["caught"] is None:
        bad.add("money")
    else:
        saved = offer["caught"] * prices["success_percent"] / 100 * prices["late_eur"]
        if saved <= offer["warnings"] * prices["warning_eur"]:
            bad.add("money")
    return bad


# %% wrong: takes success_percent for a fraction: 60 % is 0.6 -> section 01.2
def broken(offer, limits, prices):
    bad = set()
    if offer["days"] is None or offer["days"] > limits["days"]:
        bad.add("time")
    if offer["cost_keur"] is None or offer["cost_keur"] > limits["cost_keur"]:
        bad.add("budget")
    if offer["right_percent"] is None or offer["right_percent"] < limits["right_percent"]:
        bad.add("specification")
    if offer["warnings"] is None or offer["caught"] is None:
        bad.add("money")
    else:
        saved = offer["caught"] * prices["success_percent"] * prices["late_eur"]
        if saved <= offer["warnings"] * prices["warning_eur"]:
            bad.add("money")
    return bad
