# %% right: draws the need by lot
def decide(case):
    rng = np.random.default_rng(0)
    teams, block = case["teams"], case["block_hours"]
    worth = dict.fromkeys([*teams, "equal"], 0.0)
    for name, team in teams.items():
        need = rng.uniform(team["need_low"], team["need_high"], 40_000)
        most = team["days_left"] * team["hours_a_day"]
        before = (need <= team["hours_now"]).mean()
        for answer, given in [(name, block), ("equal", block / 3)]:
            then = (need <= team["hours_now"] + min(given, most)).mean()
            worth[answer] += team["worth_keur"] * (then - before)
    return max(worth, key=worth.get)


# %% right: pandas, all teams at once
def decide(case):
    t = pd.DataFrame(case["teams"]).T

    def gains(given):
        more = t["hours_now"] + np.minimum(given, t["days_left"] * t["hours_a_day"])
        width = t["need_high"] - t["need_low"]
        chance = [((h - t["need_low"]) / width).clip(0, 1) for h in (t["hours_now"], more)]
        return t["worth_keur"] * (chance[1] - chance[0])

    alone, together = gains(case["block_hours"]), gains(case["block_hours"] / 3).sum()
    return "equal" if together > alone.max() else alone.idxmax()


# %% wrong: gives equal shares -> section 08.8
def decide(case):
    return "equal"


# %% wrong: serves whoever stands first -> section 08.8
def decide(case):
    return next(iter(case["teams"]))


# %% wrong: serves the loudest, whose job is worth most -> section 08.8
def decide(case):
    return max(case["teams"], key=lambda name: case["teams"][name]["worth_keur"])


# %% wrong: serves the nearest deadline -> section 08.8
def decide(case):
    return min(case["teams"], key=lambda name: case["teams"][name]["days_left"])


# %% wrong: serves whoever lacks most -> section 08.8
def decide(case):
    teams = case["teams"]
    return max(teams, key=lambda name: teams[name]["need_high"] - teams[name]["hours_now"])


# %% partial 2: values the chance, not its rise -> section 08.8
def decide(case):
    def chance(team, given):
        have = team["hours_now"] + min(given, team["days_left"] * team["hours_a_day"])
        share = (have - team["need_low"]) / (team["need_high"] - team["need_low"])
        return team["worth_keur"] * min(max(share, 0), 1)

    worth = {name: chance(team, case["block_hours"]) for name, team in case["teams"].items()}
    worth["equal"] = sum(chance(team, case["block_hours"] / 3) for team in case["teams"].values())
    return max(worth, key=worth.get)


# %% partial 2: forgets how fast a team can use hours -> section 08.8
def decide(case):
    def gain(team, given):
        low, high, now = team["need_low"], team["need_high"], team["hours_now"]
        chances = [min(max((h - low) / (high - low), 0), 1) for h in (now, now + given)]
        return team["worth_keur"] * (chances[1] - chances[0])

    worth = {name: gain(team, case["block_hours"]) for name, team in case["teams"].items()}
    worth["equal"] = sum(gain(team, case["block_hours"] / 3) for team in case["teams"].values())
    return max(worth, key=worth.get)


# %% partial 2: never shares -> section 08.8
def decide(case):
    def gain(team):
        low, high, now = team["need_low"], team["need_high"], team["hours_now"]
        more = now + min(case["block_hours"], team["days_left"] * team["hours_a_day"])
        chances = [min(max((h - low) / (high - low), 0), 1) for h in (now, more)]
        return team["worth_keur"] * (chances[1] - chances[0])

    return max(case["teams"], key=lambda name: gain(case["teams"][name]))


# %% partial 2: takes the middle of the need for certain -> section 08.8
def decide(case):
    def gain(team, given):
        middle, now = (team["need_low"] + team["need_high"]) / 2, team["hours_now"]
        more = now + min(given, team["days_left"] * team["hours_a_day"])
        return team["worth_keur"] * ((more > middle) - (now > middle))

    worth = {name: gain(team, case["block_hours"]) for name, team in case["teams"].items()}
    worth["equal"] = sum(gain(team, case["block_hours"] / 3) for team in case["teams"].values())
    return max(worth, key=worth.get)


# %% wrong: serves the loudest, or lets a chance leave 0 to 1 -> section 08.8
def decide(case):
    def gain(team, given):
        usable = min(given, team["days_left"] * team["hours_a_day"])
        return team["worth_keur"] * usable / (team["need_high"] - team["need_low"])

    worth = {name: gain(team, case["block_hours"]) for name, team in case["teams"].items()}
    worth["equal"] = sum(gain(team, case["block_hours"] / 3) for team in case["teams"].values())
    return max(worth, key=worth.get)


# %% partial 2: gives equal shares, or values the chance, not its rise -> section 08.8
def decide(case):
    t = pd.DataFrame(case["teams"]).T

    def worth(given):
        then = t["hours_now"] + np.minimum(given, t["days_left"] * t["hours_a_day"])
        return t["worth_keur"] * ((then - t["need_low"]) / (t["need_high"] - t["need_low"])).clip(
            0, 1
        )

    alone, together = worth(case["block_hours"]), worth(case["block_hours"] / 3).sum()
    return "equal" if together > alone.max() else alone.idxmax()
