# %% right: arrays and a comprehension
def wrong_places(loss, w, gradient):
    h = 1e-4
    pushes = h * np.eye(len(w))
    slopes = [(loss(list(w + p)) - loss(list(w - p))) / (2 * h) for p in pushes]
    return [i for i, s in enumerate(slopes) if abs(s - gradient[i]) > 0.001 + 0.01 * abs(s)]


# %% right: moves w and puts it back
def wrong_places(loss, w, gradient):
    found = []
    for i, old in enumerate(w):
        w[i] = old + 0.0001
        up = loss(w)
        w[i] = old - 0.0001
        slope = (up - loss(w)) / 0.0002
        w[i] = old
        allowed = 0.001 + 0.01 * max(slope, -slope)
        if not (slope - allowed <= gradient[i] <= slope + allowed):
            found.append(i)
    return tuple(found)


# %% wrong: divides by h, not by 2h -> section 05.3
def wrong_places(loss, w, gradient):
    found = []
    for i in range(len(w)):
        up, down = list(w), list(w)
        up[i] += 1e-4
        down[i] -= 1e-4
        slope = (loss(up) - loss(down)) / 1e-4
        if abs(gradient[i] - slope) > 0.001 + 0.01 * abs(slope):
            found.append(i)
    return found


# %% wrong: looks at one side only -> section 05.3
def wrong_places(loss, w, gradient):
    found = []
    for i in range(len(w)):
        up = list(w)
        up[i] += 1e-4
        slope = (loss(up) - loss(list(w))) / 1e-4
        if abs(gradient[i] - slope) > 0.001 + 0.01 * abs(slope):
            found.append(i)
    return found


# %% wrong: moves all parameters at once -> section 05.3
def wrong_places(loss, w, gradient):
    up, down = [v + 1e-4 for v in w], [v - 1e-4 for v in w]
    slope = (loss(up) - loss(down)) / 2e-4
    return [i for i in range(len(w)) if abs(gradient[i] - slope) > 0.001 + 0.01 * abs(slope)]


# %% wrong: allows a share only, so nothing at a slope of 0 -> section 05.3
def wrong_places(loss, w, gradient):
    found = []
    for i in range(len(w)):
        up, down = list(w), list(w)
        up[i] += 1e-4
        down[i] -= 1e-4
        slope = (loss(up) - loss(down)) / 2e-4
        if abs(gradient[i] - slope) > 0.01 * abs(slope):
            found.append(i)
    return found


# %% wrong: returns the right places -> section 05.3
def wrong_places(loss, w, gradient):
    found = []
    for i in range(len(w)):
        up, down = list(w), list(w)
        up[i] += 1e-4
        down[i] -= 1e-4
        slope = (loss(up) - loss(down)) / 2e-4
        if abs(gradient[i] - slope) <= 0.001 + 0.01 * abs(slope):
            found.append(i)
    return found


# %% wrong: leaves w moved
def wrong_places(loss, w, gradient):
    found = []
    for i in range(len(w)):
        w[i] += 1e-4
        up = loss(w)
        w[i] -= 2e-4
        slope = (up - loss(w)) / 2e-4
        if abs(gradient[i] - slope) > 0.001 + 0.01 * abs(slope):
            found.append(i)
    return found
