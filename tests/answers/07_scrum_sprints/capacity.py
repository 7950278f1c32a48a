# %% right: a comprehension
def capacity(people, focus):
    if not 0 <= focus <= 1 or any(off > days for days, off in people.values()):
        raise ValueError("impossible")
    return sum([(days - off) * focus for days, off in people.values()])


# %% right: a NumPy array
def capacity(people, focus):
    table = np.array(list(people.values()), dtype=float).reshape(-1, 2)
    present = table[:, 0] - table[:, 1]
    if focus < 0 or focus > 1 or (present < 0).any():
        raise ValueError("focus or leave out of range")
    return focus * present.sum()


# %% wrong: forgets the leave -> section 07.4
def capacity(people, focus):
    if not 0 <= focus <= 1 or any(off > days for days, off in people.values()):
        raise ValueError("impossible")
    return sum([days * focus for days, off in people.values()])


# %% wrong: takes leave off after the focus factor, as if leave were focused days -> section 07.4
def capacity(people, focus):
    if not 0 <= focus <= 1 or any(off > days for days, off in people.values()):
        raise ValueError("impossible")
    return sum([days * focus - off for days, off in people.values()])


# %% wrong: forgets the focus factor -> section 07.4
def capacity(people, focus):
    if not 0 <= focus <= 1 or any(off > days for days, off in people.values()):
        raise ValueError("impossible")
    return sum([days - off for days, off in people.values()])


# %% wrong: divides by the focus factor -> section 07.4
def capacity(people, focus):
    if not 0 <= focus <= 1 or any(off > days for days, off in people.values()):
        raise ValueError("impossible")
    if focus == 0:
        return 0
    return sum([days - off for days, off in people.values()]) / focus


# %% wrong: lets a focus factor of 70 through
def capacity(people, focus):
    if any(off > days for days, off in people.values()):
        raise ValueError("impossible")
    return sum([(days - off) * focus for days, off in people.values()])
