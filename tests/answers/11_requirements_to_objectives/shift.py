# %% right: in odds, with the ends apart
def corrected(p, old_rate, new_rate):
    if p in (0, 1):
        return float(p)
    odds = p / (1 - p)
    odds = odds * (new_rate / (1 - new_rate)) / (old_rate / (1 - old_rate))
    return odds / (1 + odds)


# %% right: Elkan's form
def corrected(p, old_rate, new_rate):
    b, c = old_rate, new_rate
    return c * (p - p * b) / (b - p * b + c * p - b * c)


# %% right: by the logarithm of the odds
def corrected(p, old_rate, new_rate):
    def log_odds(x):
        with np.errstate(divide="ignore"):
            return np.log(x) - np.log(1 - np.float64(x))

    return 1 / (1 + np.exp(-(log_odds(p) + log_odds(new_rate) - log_odds(old_rate))))


# %% wrong: multiplies the probability, not the odds -> section 11.6
def corrected(p, old_rate, new_rate):
    return p * new_rate / old_rate


# %% wrong: corrects the score the wrong way round -> section 11.6
def corrected(p, old_rate, new_rate):
    yes, no = p * old_rate / new_rate, (1 - p) * (1 - old_rate) / (1 - new_rate)
    return yes / (yes + no)


# %% wrong: leaves the score as it is -> section 11.6
def corrected(p, old_rate, new_rate):
    return p


# %% wrong: uses the ratio of the rates, not of their odds -> section 11.6
def corrected(p, old_rate, new_rate):
    if p == 1:
        return 1.0
    odds = p / (1 - p) * new_rate / old_rate
    return odds / (1 + odds)


# %% wrong: a score of 1 divides by zero
def corrected(p, old_rate, new_rate):
    odds = p / (1 - p) * (new_rate / (1 - new_rate)) / (old_rate / (1 - old_rate))
    return odds / (1 + odds)
