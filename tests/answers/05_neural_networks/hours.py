# %% right: step by step
def search_hours(layers, rows, epochs, runs, speed, share):
    if share <= 0 or share > 1:
        raise ValueError("share")
    parameters = 0
    for i in range(len(layers) - 1):
        parameters = parameters + layers[i] * layers[i + 1] + layers[i + 1]
    shown = rows * epochs
    operations = 6 * parameters * shown
    seconds = operations / (speed * 10**9 * share)
    return runs * seconds / 60 / 60


# %% right: NumPy, forward and backward apart
def search_hours(layers, rows, epochs, runs, speed, share):
    if not (share > 0 and share <= 1):
        raise ValueError("share")
    units = np.array(layers, dtype=float)
    n = ((units[:-1] + 1) * units[1:]).sum()
    forward, backward = 2 * n, 4 * n
    return (forward + backward) * rows * epochs * runs / speed / share / 3.6e12


# %% wrong: counts the forward pass only -> section 05.7
def search_hours(layers, rows, epochs, runs, speed, share):
    if not 0 < share <= 1:
        raise ValueError("share")
    n = sum((a + 1) * b for a, b in zip(layers, layers[1:]))
    return 2 * n * rows * epochs * runs / (speed * 1e9 * share) / 3600


# %% wrong: counts no biases -> section 05.7
def search_hours(layers, rows, epochs, runs, speed, share):
    if not 0 < share <= 1:
        raise ValueError("share")
    n = sum(a * b for a, b in zip(layers, layers[1:]))
    return 6 * n * rows * epochs * runs / (speed * 1e9 * share) / 3600


# %% wrong: returns seconds -> section 05.7
def search_hours(layers, rows, epochs, runs, speed, share):
    if not 0 < share <= 1:
        raise ValueError("share")
    n = sum((a + 1) * b for a, b in zip(layers, layers[1:]))
    return 6 * n * rows * epochs * runs / (speed * 1e9 * share)


# %% wrong: forgets the epochs -> section 05.7
def search_hours(layers, rows, epochs, runs, speed, share):
    if not 0 < share <= 1:
        raise ValueError("share")
    n = sum((a + 1) * b for a, b in zip(layers, layers[1:]))
    return 6 * n * rows * runs / (speed * 1e9 * share) / 3600


# %% wrong: forgets the runs -> section 05.7
def search_hours(layers, rows, epochs, runs, speed, share):
    if not 0 < share <= 1:
        raise ValueError("share")
    n = sum((a + 1) * b for a, b in zip(layers, layers[1:]))
    return 6 * n * rows * epochs / (speed * 1e9 * share) / 3600


# %% wrong: believes the machine's best speed -> section 05.7
def search_hours(layers, rows, epochs, runs, speed, share):
    if not 0 < share <= 1:
        raise ValueError("share")
    n = sum((a + 1) * b for a, b in zip(layers, layers[1:]))
    return 6 * n * rows * epochs * runs / (speed * 1e9) / 3600


# %% wrong: accepts any share
def search_hours(layers, rows, epochs, runs, speed, share):
    n = sum((a + 1) * b for a, b in zip(layers, layers[1:]))
    return 6 * n * rows * epochs * runs / (speed * 1e9 * share) / 3600
