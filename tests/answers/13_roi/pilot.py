# %% right: Bayes' rule spelled out, answer by answer
def pilot(p_good, value_good, value_bad, good_if_good, bad_if_bad, price):
    now = max(0, p_good * value_good + (1 - p_good) * value_bad)
    expected = 0
    for says_if_good, says_if_bad in [
        (good_if_good, 1 - bad_if_bad),
        (1 - good_if_good, bad_if_bad),
    ]:
        says = p_good * says_if_good + (1 - p_good) * says_if_bad
        if says == 0:
            continue
        posterior = p_good * says_if_good / says
        expected += says * max(0, posterior * value_good + (1 - posterior) * value_bad)
    return [expected - now, bool(expected - now > price)]


# %% right: the best of the four rules that Kestrel can follow
def pilot(p_good, value_good, value_bad, good_if_good, bad_if_bad, price):
    joint = np.array(
        [
            [p_good * good_if_good, (1 - p_good) * (1 - bad_if_bad)],
            [p_good * (1 - good_if_good), (1 - p_good) * bad_if_bad],
        ]
    ) @ np.array([value_good, value_bad])
    rules = [0, joint[0], joint[1], joint.sum()]
    evsi = max(rules) - max(0, joint.sum())
    return evsi, evsi > price


# %% right: the table of 13.9, a mean worth after each answer, divided and multiplied again
def pilot(p_good, value_good, value_bad, good_if_good, bad_if_bad, price):
    n_good = 100 * p_good
    worth = 0
    for if_good, if_bad in [(good_if_good, 1 - bad_if_bad), (1 - good_if_good, bad_if_bad)]:
        good, bad = if_good * n_good, if_bad * (100 - n_good)
        mean = (good * value_good + bad * value_bad) / (good + bad)
        worth += (good + bad) / 100 * max(mean, 0)
    evsi = worth - max(p_good * value_good + (1 - p_good) * value_bad, 0)
    return evsi, evsi > price


# %% right: the table of 13.10, how often and with what chance
def pilot(p_good, value_good, value_bad, good_if_good, bad_if_bad, price):
    says_good = p_good * good_if_good + (1 - p_good) * (1 - bad_if_bad)
    rows = {
        "today": [1, p_good],
        "after good": [says_good, p_good * good_if_good / says_good],
        "after bad": [1 - says_good, p_good * (1 - good_if_good) / (1 - says_good)],
    }
    table = pd.DataFrame(rows, index=["how often", "chance"]).T
    go = table["chance"] * value_good + (1 - table["chance"]) * value_bad
    answers = (table["how often"] * go.clip(lower=0))[["after good", "after bad"]].sum()
    evsi = answers - max(go["today"], 0)
    return evsi, evsi > price


# %% wrong: believes every answer, so that EVSI comes out above EVPI -> section 13.9
def pilot(p_good, value_good, value_bad, good_if_good, bad_if_bad, price):
    says_good = p_good * good_if_good + (1 - p_good) * (1 - bad_if_bad)
    now = max(0, p_good * value_good + (1 - p_good) * value_bad)
    evsi = says_good * value_good - now
    return evsi, evsi > price


# %% wrong: follows every answer, so that EVSI can fall below 0 -> section 13.9
def pilot(p_good, value_good, value_bad, good_if_good, bad_if_bad, price):
    after_good = p_good * good_if_good * value_good + (1 - p_good) * (1 - bad_if_bad) * value_bad
    evsi = after_good - max(0, p_good * value_good + (1 - p_good) * value_bad)
    return evsi, evsi > price


# %% wrong: does not subtract what deciding now is worth -> section 13.9
def pilot(p_good, value_good, value_bad, good_if_good, bad_if_bad, price):
    good, bad = p_good * value_good, (1 - p_good) * value_bad
    evsi = max(good_if_good * good + (1 - bad_if_bad) * bad, 0)
    evsi += max((1 - good_if_good) * good + bad_if_bad * bad, 0)
    return evsi, evsi > price


# %% wrong: takes the accuracy of the pilot for the chance of a good project -> section 13.9
def pilot(p_good, value_good, value_bad, good_if_good, bad_if_bad, price):
    says_good = p_good * good_if_good + (1 - p_good) * (1 - bad_if_bad)
    after_good = max(good_if_good * value_good + (1 - good_if_good) * value_bad, 0)
    after_bad = max((1 - bad_if_bad) * value_good + bad_if_bad * value_bad, 0)
    now = max(0, p_good * value_good + (1 - p_good) * value_bad)
    evsi = says_good * after_good + (1 - says_good) * after_bad - now
    return evsi, evsi > price


# %% wrong: swaps the two kinds of error
def pilot(p_good, value_good, value_bad, good_if_good, bad_if_bad, price):
    good, bad = p_good * value_good, (1 - p_good) * value_bad
    evsi = max(bad_if_bad * good + (1 - good_if_good) * bad, 0)
    evsi += max((1 - bad_if_bad) * good + good_if_good * bad, 0) - max(good + bad, 0)
    return evsi, evsi > price


# %% wrong: pays for a pilot that is worth exactly its price
def pilot(p_good, value_good, value_bad, good_if_good, bad_if_bad, price):
    good, bad = p_good * value_good, (1 - p_good) * value_bad
    evsi = max(good_if_good * good + (1 - bad_if_bad) * bad, 0)
    evsi += max((1 - good_if_good) * good + bad_if_bad * bad, 0) - max(good + bad, 0)
    return evsi, evsi >= price


# %% wrong: returns the worked value
def pilot(p_good, value_good, value_bad, good_if_good, bad_if_bad, price):
    return 25.0, True
