# %% right: in odds, with the ends apart
def corrected(p, old_rate, new_rate):
    if p in (0, 1):
        return float(p)
    odds = p / (1 - p)
    odds = odds * (new_rate / (1 - new_rate)) / (old_rate / (1 - old_rate))
    return odds / (1 + odds)


def moved_threshold(t, old_rate, new_rate):
    return corrected(t, new_rate, old_rate)


# %% right: Elkan's form
def corrected(p, old_rate, new_rate):
    b, c = old_rate, new_rate
    return c * (p - p * b) / (b - p * b + c * p - b * c)


def moved_threshold(t, old_rate, new_rate):
    c, b = old_rate, new_rate
    return np.float64(c * (t - t * b) / (b - t * b + c * t - b * c))


# %% right: log-odds, and a search for the threshold
def corrected(p, old_rate, new_rate):
    def log_odds(x):
        with np.errstate(divide="ignore"):
            return np.log(x) - np.log(1 - np.float64(x))

    return 1 / (1 + np.exp(-(log_odds(p) + log_odds(new_rate) - log_odds(old_rate))))


def moved_threshold(t, old_rate, new_rate):
    low, high = 0.0, 1.0
    for _ in range(80):
        middle = (low + high) / 2
        if corrected(middle, old_rate, new_rate) < t:
            low = middle
        else:
            high = middle
    return high


# %% wrong: multiplies the probability, not the odds -> section 11.7
def corrected(p, old_rate, new_rate):
    return p * new_rate / old_rate


def moved_threshold(t, old_rate, new_rate):
    return t * old_rate / (t * old_rate + (1 - t) * (1 - old_rate) * new_rate / (1 - new_rate))


# %% wrong: corrects the score the wrong way round -> section 11.7
def corrected(p, old_rate, new_rate):
    yes, no = p * old_rate / new_rate, (1 - p) * (1 - old_rate) / (1 - new_rate)
    return yes / (yes + no)


def moved_threshold(t, old_rate, new_rate):
    return corrected(t, old_rate, new_rate)


# %% wrong: leaves the score as it is -> section 11.7
def corrected(p, old_rate, new_rate):
    return p


def moved_threshold(t, old_rate, new_rate):
    yes, no = t * old_rate / new_rate, (1 - t) * (1 - old_rate) / (1 - new_rate)
    return yes / (yes + no)


# %% wrong: uses the ratio of the rates, not of their odds -> section 11.7
def corrected(p, old_rate, new_rate):
    if p == 1:
        return 1.0
    odds = p / (1 - p) * new_rate / old_rate
    return odds / (1 + odds)


def moved_threshold(t, old_rate, new_rate):
    yes, no = t * old_rate / new_rate, (1 - t) * (1 - old_rate) / (1 - new_rate)
    return yes / (yes + no)


# %% wrong: keeps the threshold although the base rate moved -> section 11.8
def corrected(p, old_rate, new_rate):
    yes, no = p * new_rate / old_rate, (1 - p) * (1 - new_rate) / (1 - old_rate)
    return yes / (yes + no)


def moved_threshold(t, old_rate, new_rate):
    return t


# %% wrong: moves the threshold the wrong way -> section 11.8
def corrected(p, old_rate, new_rate):
    yes, no = p * new_rate / old_rate, (1 - p) * (1 - new_rate) / (1 - old_rate)
    return yes / (yes + no)


def moved_threshold(t, old_rate, new_rate):
    return corrected(t, old_rate, new_rate)


# %% wrong: scales the threshold by the rates, not by the odds -> section 11.8
def corrected(p, old_rate, new_rate):
    yes, no = p * new_rate / old_rate, (1 - p) * (1 - new_rate) / (1 - old_rate)
    return yes / (yes + no)


def moved_threshold(t, old_rate, new_rate):
    return t * old_rate / new_rate


# %% wrong: a score of 1 divides by zero
def corrected(p, old_rate, new_rate):
    odds = p / (1 - p) * (new_rate / (1 - new_rate)) / (old_rate / (1 - old_rate))
    return odds / (1 + odds)


def moved_threshold(t, old_rate, new_rate):
    return corrected(t, new_rate, old_rate)
