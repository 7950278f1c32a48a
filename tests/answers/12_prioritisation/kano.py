# %% right: a pandas table of categories
def kano(answers):
    if len(answers) == 0:
        raise ValueError("no answers")
    words = ["like", "expect", "neutral", "tolerate", "dislike"]
    rows = ["QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ"]
    table = pd.DataFrame([list(row) for row in rows], index=words, columns=words)
    letters = pd.Series([table.loc[present, absent] for present, absent in answers])
    count = letters.value_counts().reindex(list("MOAIRQ"), fill_value=0)
    base = count[["M", "O", "A", "I"]].sum()
    if base == 0:
        return count.idxmax(), None, None
    return count.idxmax(), (count["A"] + count["O"]) / base, -(count["O"] + count["M"]) / base


# %% right: a list, with conditions and counters
def kano(answers):
    if not answers:
        raise ValueError("no answers")
    count = dict.fromkeys("MOAIRQ", 0)
    for present, absent in answers:
        if present == absent and present in ("like", "dislike"):
            letter = "Q"
        elif present == "dislike" or absent == "like":
            letter = "R"
        elif present == "like":
            letter = "O" if absent == "dislike" else "A"
        else:
            letter = "M" if absent == "dislike" else "I"
        count[letter] += 1
    category = "M"
    for letter in "OAIRQ":
        if count[letter] > count[category]:
            category = letter
    base = len(answers) - count["R"] - count["Q"]
    if base == 0:
        return [category, None, None]
    return [category, (count["A"] + count["O"]) / base, (count["O"] + count["M"]) / -base]


# %% wrong: keeps R and Q in the denominator -> section 12.7
def kano(answers):
    if not answers:
        raise ValueError("no answers")
    words = ["like", "expect", "neutral", "tolerate", "dislike"]
    rows = ["QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ"]
    found = [rows[words.index(p)][words.index(a)] for p, a in answers]
    most = max("MOAIRQ", key=found.count)
    base = len(answers)
    if not any(letter in "MOAI" for letter in found):
        return most, None, None
    pleased, annoyed = found.count("A") + found.count("O"), found.count("O") + found.count("M")
    return most, pleased / base, -annoyed / base


# %% wrong: gives DI without its minus -> section 12.7
def kano(answers):
    if not answers:
        raise ValueError("no answers")
    words = ["like", "expect", "neutral", "tolerate", "dislike"]
    rows = ["QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ"]
    found = [rows[words.index(p)][words.index(a)] for p, a in answers]
    most = max("MOAIRQ", key=found.count)
    base = sum(letter in "MOAI" for letter in found)
    if not base:
        return most, None, None
    pleased, annoyed = found.count("A") + found.count("O"), found.count("O") + found.count("M")
    return most, pleased / base, annoyed / base


# %% wrong: swaps the two questions -> section 12.7
def kano(answers):
    if not answers:
        raise ValueError("no answers")
    words = ["like", "expect", "neutral", "tolerate", "dislike"]
    rows = ["QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ"]
    found = [rows[words.index(a)][words.index(p)] for p, a in answers]
    most = max("MOAIRQ", key=found.count)
    base = sum(letter in "MOAI" for letter in found)
    if not base:
        return most, None, None
    pleased, annoyed = found.count("A") + found.count("O"), found.count("O") + found.count("M")
    return most, pleased / base, -annoyed / base


# %% wrong: takes the attractive for the one-dimensional in DI -> section 12.7
def kano(answers):
    if not answers:
        raise ValueError("no answers")
    words = ["like", "expect", "neutral", "tolerate", "dislike"]
    rows = ["QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ"]
    found = [rows[words.index(p)][words.index(a)] for p, a in answers]
    most = max("MOAIRQ", key=found.count)
    base = sum(letter in "MOAI" for letter in found)
    if not base:
        return most, None, None
    pleased, annoyed = found.count("A") + found.count("O"), found.count("A") + found.count("M")
    return most, pleased / base, -annoyed / base


# %% wrong: gives 0 where SI and DI have no meaning -> section 12.7
def kano(answers):
    if not answers:
        raise ValueError("no answers")
    words = ["like", "expect", "neutral", "tolerate", "dislike"]
    rows = ["QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ"]
    found = [rows[words.index(p)][words.index(a)] for p, a in answers]
    most = max("MOAIRQ", key=found.count)
    base = sum(letter in "MOAI" for letter in found)
    if not base:
        return most, 0, 0
    pleased, annoyed = found.count("A") + found.count("O"), found.count("O") + found.count("M")
    return most, pleased / base, -annoyed / base


# %% wrong: takes the last category where two are equal
def kano(answers):
    if not answers:
        raise ValueError("no answers")
    words = ["like", "expect", "neutral", "tolerate", "dislike"]
    rows = ["QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ"]
    found = [rows[words.index(p)][words.index(a)] for p, a in answers]
    most = max("QRIAOM", key=found.count)
    base = sum(letter in "MOAI" for letter in found)
    if not base:
        return most, None, None
    pleased, annoyed = found.count("A") + found.count("O"), found.count("O") + found.count("M")
    return most, pleased / base, -annoyed / base
