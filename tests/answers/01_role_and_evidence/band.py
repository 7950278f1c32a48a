# %% right: keeps the signs that matter, by a loop over the parts
def band(text):
    clean = ""
    for sign in str(text or ""):
        if sign not in ", $":
            clean += sign
    ends = []
    for part in clean.replace("under", "").replace("+", "").split("-"):
        if part.endswith("k"):
            ends.append(1000 * int(part[:-1]))
        elif part:
            ends.append(int(part))
    if not ends:
        return [None, None]
    if "under" in clean:
        return [None, ends[0]]
    if "+" in clean:
        return [ends[0], None]
    return [ends[0], ends[-1]]


# %% right: regular expressions and floats
def band(text):
    import re

    plain = re.sub(r"[ ,$]", "", text or "").replace("k", "000")
    numbers = [float(n) for n in re.findall(r"[0-9]+", plain)]
    if plain == "":
        return (None, None)
    low = None if plain[0] == "u" else numbers[0]
    high = None if plain[-1] == "+" else numbers[-1]
    return (low, high)


# %% wrong: leaves the texts as they are printed -> section 01.3
def band(text):
    low, high = text.split("-")
    return low, high


# %% wrong: returns texts instead of numbers -> section 01.3
def band(text):
    plain = (text or "").replace(",", "").replace(" ", "").replace("$", "").replace("k", "000")
    if not plain:
        return None, None
    if plain.startswith("under"):
        return None, plain[5:]
    if plain.endswith("+"):
        return plain[:-1], None
    ends = plain.split("-")
    return ends[0], ends[-1]


# %% wrong: closes an open end -> section 01.3
def band(text):
    plain = (text or "").replace(",", "").replace(" ", "").replace("$", "").replace("k", "000")
    if not plain:
        return None, None
    if plain.startswith("under"):
        return None, int(plain[5:])
    ends = plain.replace("+", "").split("-")
    return int(ends[0]), int(ends[-1])


# %% wrong: loses a band with an open end -> section 01.3
def band(text):
    plain = (text or "").replace(",", "").replace(" ", "").replace("$", "").replace("k", "000")
    if plain.startswith("under"):
        return None, int(plain[5:])
    try:
        ends = [int(end) for end in plain.split("-")]
    except ValueError:
        return None, None
    return ends[0], ends[-1]


# %% wrong: reads 70k as 70 -> section 01.3
def band(text):
    plain = (text or "").replace(",", "").replace(" ", "").replace("$", "").replace("k", "")
    if not plain:
        return None, None
    if plain.startswith("under"):
        return None, int(plain[5:])
    if plain.endswith("+"):
        return int(plain[:-1]), None
    ends = plain.split("-")
    return int(ends[0]), int(ends[-1])


# %% wrong: takes an upper end for a lower one -> section 01.3
def band(text):
    plain = (text or "").replace(",", "").replace(" ", "").replace("$", "").replace("k", "000")
    if not plain:
        return None, None
    if plain.startswith("under"):
        return int(plain[5:]), None
    if plain.endswith("+"):
        return int(plain[:-1]), None
    ends = plain.split("-")
    return int(ends[0]), int(ends[-1])
