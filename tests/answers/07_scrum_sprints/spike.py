# %% right: one expression each
def spike(chance, saved, price, cost, pause):
    paid = cost + pause * price
    least = 0 if paid == 0 else paid / (saved * price) if paid <= saved * price else None
    return chance * saved * price - paid, least


# %% right: a list, with the chance found from the worth at 0 and at 1
def spike(chance, saved, price, cost, pause):
    worth = [c * saved * price - cost - pause * price for c in (0, 1, chance)]
    if worth[0] == 0:
        return [worth[2], 0.0]
    if worth[1] < 0:
        return [worth[2], None]
    return [worth[2], -worth[0] / (worth[1] - worth[0])]


# %% wrong: believes that the spike always finds it -> section 07.8
def spike(chance, saved, price, cost, pause):
    paid = cost + pause * price
    least = 0 if paid == 0 else paid / (saved * price) if paid <= saved * price else None
    return saved * price - paid, least


# %% wrong: forgets the pause -> section 07.8
def spike(chance, saved, price, cost, pause):
    least = 0 if cost == 0 else cost / (saved * price) if cost <= saved * price else None
    return chance * saved * price - cost, least


# %% wrong: forgets what the spike costs -> section 07.8
def spike(chance, saved, price, cost, pause):
    paid = pause * price
    least = 0 if paid == 0 else paid / (saved * price) if paid <= saved * price else None
    return chance * saved * price - paid, least


# %% wrong: pays only for a spike that finds something -> section 07.8
def spike(chance, saved, price, cost, pause):
    paid = cost + pause * price
    least = 0 if paid == 0 else paid / (saved * price) if paid <= saved * price else None
    return chance * (saved * price - paid), least


# %% wrong: a chance above 1
def spike(chance, saved, price, cost, pause):
    paid = cost + pause * price
    return chance * saved * price - paid, paid / (saved * price) if paid else 0
