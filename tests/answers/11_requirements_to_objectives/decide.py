# %% right: Bayes' rule in natural frequencies, of 100,000 parcels
def decide(case):
    late = 100_000 * case["rate_here"]
    in_time = 100_000 - late
    # how much likelier this score is among late parcels
    ratio = case["score"] / (1 - case["score"])
    ratio = ratio * (1 - case["learned_rate"]) / case["learned_rate"]
    p = ratio * late / (ratio * late + in_time)

    def expected(cost, works, spares):
        return p * case["late_cost"] * (1 - works) * (1 - spares) + cost

    place = case["rival"] * case["reroute_works"] * case["late_cost"] - case["reroute_cost"]
    works, spares = case["reroute_works"], case["text_saves"]
    cost = {
        "leave": expected(0, 0, 0),
        "text": expected(case["text_cost"], 0, spares),
        "reroute": expected(case["reroute_cost"] + max(place, 0), works, 0),
        "both": expected(case["reroute_cost"] + case["text_cost"] + max(place, 0), works, spares),
    }
    return min(cost, key=cost.get)


# %% right: a simulation of 4,000 days
def decide(case):
    rng = np.random.default_rng(1)
    odds = case["score"] / (1 - case["score"])
    for rate, sign in [(case["rate_here"], 1), (case["learned_rate"], -1)]:
        odds = odds * (rate / (1 - rate)) ** sign
    late = np.arange(4000) < 4000 * odds / (1 + odds)
    saved = late & (rng.permutation(4000) < 4000 * case["reroute_works"])
    free = case["rival"] * case["reroute_works"] * case["late_cost"] <= case["reroute_cost"]
    place = 0
    if not free:
        place = case["rival"] * case["reroute_works"] * case["late_cost"] - case["reroute_cost"]
    pays = case["late_cost"]
    worth = {
        "leave": 0,
        "text": (late * pays * case["text_saves"]).mean() - case["text_cost"],
        "reroute": (saved * pays).mean() - case["reroute_cost"] - place,
    }
    rest = (late & ~saved) * pays * case["text_saves"]
    worth["both"] = worth["reroute"] + rest.mean() - case["text_cost"]
    return max(worth, key=worth.get)


# %% right: step by step as in the lesson
def decide(case):
    odds = case["score"] / (1 - case["score"])
    new, old = case["rate_here"], case["learned_rate"]
    odds = odds * (new / (1 - new)) / (old / (1 - old))
    p = odds / (1 + odds)
    saved = case["reroute_works"] * case["late_cost"]
    place = max(0, case["rival"] * saved - case["reroute_cost"])
    text = p * case["text_saves"] * case["late_cost"] - case["text_cost"]
    reroute = p * saved - case["reroute_cost"] - place
    rest = p * (1 - case["reroute_works"]) * case["late_cost"]
    both = reroute + rest * case["text_saves"] - case["text_cost"]
    worth = {"leave": 0, "text": text, "reroute": reroute, "both": both}
    return max(worth, key=worth.get)


# %% wrong: re-routes from a score of 0.5 on -> section 11.3
def decide(case):
    return "reroute" if case["score"] >= 0.5 else "leave"


# %% wrong: swaps the costs -> section 11.4
def decide(case):
    gain = case["reroute_works"] * case["late_cost"]
    return "reroute" if case["score"] >= 1 - case["reroute_cost"] / gain else "leave"


# %% wrong: compares the score as it is with the threshold -> section 11.6
def decide(case):
    gain = case["reroute_works"] * case["late_cost"]
    return "reroute" if case["score"] * gain >= case["reroute_cost"] else "leave"


# %% wrong: re-routes while a place is free, and else sends a text -> section 11.8
def decide(case):
    return "text" if case["rival"] else "reroute"


# %% wrong: always leaves the parcel
def decide(case):
    return "leave"


# %% wrong: always sends a text
def decide(case):
    return "text"


# %% wrong: always re-routes
def decide(case):
    return "reroute"


# %% wrong: always does both
def decide(case):
    return "both"


# %% wrong: takes the score for a probability here -> section 11.6
def decide(case):
    odds = case["score"] / (1 - case["score"])
    new, old = case["rate_here"], case["learned_rate"]
    odds = odds * (new / (1 - new)) / (old / (1 - old))
    p = case["score"]
    saved = case["reroute_works"] * case["late_cost"]
    place = max(0, case["rival"] * saved - case["reroute_cost"])
    text = p * case["text_saves"] * case["late_cost"] - case["text_cost"]
    reroute = p * saved - case["reroute_cost"] - place
    rest = p * (1 - case["reroute_works"]) * case["late_cost"]
    both = reroute + rest * case["text_saves"] - case["text_cost"]
    worth = {"leave": 0, "text": text, "reroute": reroute, "both": both}
    return max(worth, key=worth.get)


# %% wrong: corrects for today, which the score knows already -> section 11.7
def decide(case):
    odds = case["score"] / (1 - case["score"])
    new, old = case["rate_today"], case["learned_rate"]
    odds = odds * (new / (1 - new)) / (old / (1 - old))
    p = odds / (1 + odds)
    saved = case["reroute_works"] * case["late_cost"]
    place = max(0, case["rival"] * saved - case["reroute_cost"])
    text = p * case["text_saves"] * case["late_cost"] - case["text_cost"]
    reroute = p * saved - case["reroute_cost"] - place
    rest = p * (1 - case["reroute_works"]) * case["late_cost"]
    both = reroute + rest * case["text_saves"] - case["text_cost"]
    worth = {"leave": 0, "text": text, "reroute": reroute, "both": both}
    return max(worth, key=worth.get)


# %% wrong: scales the probability, not the odds -> section 11.6
def decide(case):
    odds = case["score"] / (1 - case["score"])
    new, old = case["rate_here"], case["learned_rate"]
    odds = odds * (new / (1 - new)) / (old / (1 - old))
    p = case["score"] * new / old
    saved = case["reroute_works"] * case["late_cost"]
    place = max(0, case["rival"] * saved - case["reroute_cost"])
    text = p * case["text_saves"] * case["late_cost"] - case["text_cost"]
    reroute = p * saved - case["reroute_cost"] - place
    rest = p * (1 - case["reroute_works"]) * case["late_cost"]
    both = reroute + rest * case["text_saves"] - case["text_cost"]
    worth = {"leave": 0, "text": text, "reroute": reroute, "both": both}
    return max(worth, key=worth.get)


# %% wrong: corrects the score the wrong way round -> section 11.6
def decide(case):
    odds = case["score"] / (1 - case["score"])
    old, new = case["rate_here"], case["learned_rate"]
    odds = odds * (new / (1 - new)) / (old / (1 - old))
    p = odds / (1 + odds)
    saved = case["reroute_works"] * case["late_cost"]
    place = max(0, case["rival"] * saved - case["reroute_cost"])
    text = p * case["text_saves"] * case["late_cost"] - case["text_cost"]
    reroute = p * saved - case["reroute_cost"] - place
    rest = p * (1 - case["reroute_works"]) * case["late_cost"]
    both = reroute + rest * case["text_saves"] - case["text_cost"]
    worth = {"leave": 0, "text": text, "reroute": reroute, "both": both}
    return max(worth, key=worth.get)


# %% wrong: forgets what the place is worth to the rival -> section 11.8
def decide(case):
    odds = case["score"] / (1 - case["score"])
    new, old = case["rate_here"], case["learned_rate"]
    odds = odds * (new / (1 - new)) / (old / (1 - old))
    p = odds / (1 + odds)
    saved = case["reroute_works"] * case["late_cost"]
    text = p * case["text_saves"] * case["late_cost"] - case["text_cost"]
    reroute = p * saved - case["reroute_cost"]
    rest = p * (1 - case["reroute_works"]) * case["late_cost"]
    both = reroute + rest * case["text_saves"] - case["text_cost"]
    worth = {"leave": 0, "text": text, "reroute": reroute, "both": both}
    return max(worth, key=worth.get)


# %% wrong: forgets that the rival's re-route costs as much -> section 11.10
def decide(case):
    odds = case["score"] / (1 - case["score"])
    new, old = case["rate_here"], case["learned_rate"]
    odds = odds * (new / (1 - new)) / (old / (1 - old))
    p = odds / (1 + odds)
    saved = case["reroute_works"] * case["late_cost"]
    place = case["rival"] * saved
    text = p * case["text_saves"] * case["late_cost"] - case["text_cost"]
    reroute = p * saved - case["reroute_cost"] - place
    rest = p * (1 - case["reroute_works"]) * case["late_cost"]
    both = reroute + rest * case["text_saves"] - case["text_cost"]
    worth = {"leave": 0, "text": text, "reroute": reroute, "both": both}
    return max(worth, key=worth.get)


# %% wrong: takes a rival whose re-route would not pay -> section 11.10
def decide(case):
    odds = case["score"] / (1 - case["score"])
    new, old = case["rate_here"], case["learned_rate"]
    odds = odds * (new / (1 - new)) / (old / (1 - old))
    p = odds / (1 + odds)
    saved = case["reroute_works"] * case["late_cost"]
    place = case["rival"] * saved - case["reroute_cost"]
    text = p * case["text_saves"] * case["late_cost"] - case["text_cost"]
    reroute = p * saved - case["reroute_cost"] - place
    rest = p * (1 - case["reroute_works"]) * case["late_cost"]
    both = reroute + rest * case["text_saves"] - case["text_cost"]
    worth = {"leave": 0, "text": text, "reroute": reroute, "both": both}
    return max(worth, key=worth.get)


# %% wrong: takes a re-route for a cure -> section 11.2
def decide(case):
    odds = case["score"] / (1 - case["score"])
    new, old = case["rate_here"], case["learned_rate"]
    odds = odds * (new / (1 - new)) / (old / (1 - old))
    p = odds / (1 + odds)
    saved = case["reroute_works"] * case["late_cost"]
    place = max(0, case["rival"] * saved - case["reroute_cost"])
    text = p * case["text_saves"] * case["late_cost"] - case["text_cost"]
    reroute = p * case["late_cost"] - case["reroute_cost"] - place
    both = reroute - case["text_cost"]
    worth = {"leave": 0, "text": text, "reroute": reroute, "both": both}
    return max(worth, key=worth.get)


# %% wrong: lets a text spare what the re-route has already saved -> section 11.10
def decide(case):
    odds = case["score"] / (1 - case["score"])
    new, old = case["rate_here"], case["learned_rate"]
    odds = odds * (new / (1 - new)) / (old / (1 - old))
    p = odds / (1 + odds)
    saved = case["reroute_works"] * case["late_cost"]
    place = max(0, case["rival"] * saved - case["reroute_cost"])
    text = p * case["text_saves"] * case["late_cost"] - case["text_cost"]
    reroute = p * saved - case["reroute_cost"] - place
    both = reroute + text
    worth = {"leave": 0, "text": text, "reroute": reroute, "both": both}
    return max(worth, key=worth.get)


# %% wrong: never does both -> section 11.10
def decide(case):
    odds = case["score"] / (1 - case["score"])
    new, old = case["rate_here"], case["learned_rate"]
    odds = odds * (new / (1 - new)) / (old / (1 - old))
    p = odds / (1 + odds)
    saved = case["reroute_works"] * case["late_cost"]
    place = max(0, case["rival"] * saved - case["reroute_cost"])
    text = p * case["text_saves"] * case["late_cost"] - case["text_cost"]
    reroute = p * saved - case["reroute_cost"] - place
    worth = {"leave": 0, "text": text, "reroute": reroute}
    return max(worth, key=worth.get)


# %% wrong: divides by zero where no rival waits
def decide(case):
    return "reroute" if case["score"] / case["rival"] > 1 else "leave"


# %% wrong: never ends
def decide(case):
    while case["score"] < 2:
        pass
    return "leave"


# %% wrong: answers the worth, not the action
def decide(case):
    return case["score"] * case["late_cost"] - case["reroute_cost"]
