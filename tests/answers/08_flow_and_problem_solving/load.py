# %% right: the ratio of wait and review
def most_arrivals(review_days, longest_wait):
    if not (review_days > 0 and longest_wait >= 0):
        raise ValueError("no such reviewer")
    ratio = longest_wait / review_days
    return ratio / (1 + ratio) / review_days


# %% right: looks for the load by halving
def most_arrivals(review_days, longest_wait):
    if review_days <= 0 or longest_wait < 0:
        raise ValueError("no such reviewer")
    low, high = 0.0, 1.0
    for _ in range(80):
        middle = (low + high) / 2
        if review_days * middle / (1 - middle) <= longest_wait:
            low = middle
        else:
            high = middle
    return low / review_days


# %% wrong: returns the utilisation, not items a day -> section 08.5
def most_arrivals(review_days, longest_wait):
    if review_days <= 0 or longest_wait < 0:
        raise ValueError
    return longest_wait / (longest_wait + review_days)


# %% wrong: loads the reviewer fully -> section 08.5
def most_arrivals(review_days, longest_wait):
    if review_days <= 0 or longest_wait < 0:
        raise ValueError
    return 1 / review_days


# %% wrong: counts the review itself as waiting -> section 08.5
def most_arrivals(review_days, longest_wait):
    if review_days <= 0 or longest_wait < 0:
        raise ValueError
    return 1 / review_days - 1 / longest_wait if longest_wait else 0


# %% wrong: forgets that the wait is in reviews' time -> section 08.5
def most_arrivals(review_days, longest_wait):
    if review_days <= 0 or longest_wait < 0:
        raise ValueError
    return longest_wait / (longest_wait + 1) / review_days
