# %% right: a loop, the logarithm of the standard library
import math


def idf(texts, word, smooth):
    holding = 0
    for text in texts:
        if word.lower() in text.lower().split(" "):
            holding += 1
    if smooth:
        return 1 + math.log((1 + len(texts)) / (1 + holding))
    if holding == 0:
        raise ValueError("unknown word")
    return math.log(len(texts)) - math.log(holding)


# %% right: pandas
def idf(texts, word, smooth):
    words = pd.Series(texts).str.lower().str.split()
    d = words.map(lambda row: word.lower() in row).sum()
    n = len(words)
    if not smooth and d == 0:
        raise ValueError
    return np.log1p(n) - np.log1p(d) + 1 if smooth else np.log(n / d)


# %% wrong: takes the logarithm to base 10 -> section 04.2
def idf(texts, word, smooth):
    n = len(texts)
    d = sum([word.lower() in text.lower().split() for text in texts])
    if smooth:
        return np.log10((1 + n) / (1 + d)) + 1
    if d == 0:
        raise ValueError
    return np.log10(n / d)


# %% wrong: takes the logarithm to base 2 -> section 04.2
def idf(texts, word, smooth):
    n = len(texts)
    d = sum([word.lower() in text.lower().split() for text in texts])
    if smooth:
        return np.log2((1 + n) / (1 + d)) + 1
    if d == 0:
        raise ValueError
    return np.log2(n / d)


# %% wrong: leaves out the 1 that is added -> section 04.2
def idf(texts, word, smooth):
    n = len(texts)
    d = sum([word.lower() in text.lower().split() for text in texts])
    if smooth:
        return np.log((1 + n) / (1 + d))
    if d == 0:
        raise ValueError
    return np.log(n / d)


# %% wrong: counts how often the word occurs, not in how many texts -> section 04.2
def idf(texts, word, smooth):
    n = len(texts)
    d = " ".join(texts).lower().split().count(word.lower())
    if smooth:
        return np.log((1 + n) / (1 + d)) + 1
    if d == 0:
        raise ValueError
    return np.log(n / d)


# %% wrong: finds the word inside other words -> section 04.2
def idf(texts, word, smooth):
    n = len(texts)
    d = sum([word.lower() in text.lower() for text in texts])
    if smooth:
        return np.log((1 + n) / (1 + d)) + 1
    if d == 0:
        raise ValueError
    return np.log(n / d)


# %% wrong: ignores smooth -> section 04.2
def idf(texts, word, smooth):
    n = len(texts)
    d = sum([word.lower() in text.lower().split() for text in texts])
    if d == 0:
        raise ValueError
    return np.log(n / d)


# %% wrong: large letters count as different
def idf(texts, word, smooth):
    n = len(texts)
    d = sum([word in text.split() for text in texts])
    if smooth:
        return np.log((1 + n) / (1 + d)) + 1
    if d == 0:
        raise ValueError
    return np.log(n / d)
