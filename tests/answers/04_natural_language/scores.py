# %% right: scikit-learn
from sklearn.metrics import f1_score


def f1_scores(truth, guess):
    return {
        "macro": f1_score(truth, guess, average="macro", zero_division=0),
        "micro": f1_score(truth, guess, average="micro"),
    }


# %% right: precision and recall in a loop, a labelled Series
def f1_scores(truth, guess):
    truth, guess = np.array(truth), np.array(guess)
    scores = []
    for name in np.unique(np.concatenate([truth, guess])):
        right = ((truth == name) & (guess == name)).sum()
        if right == 0:
            scores.append(0)
            continue
        precision, recall = right / (guess == name).sum(), right / (truth == name).sum()
        scores.append(2 * precision * recall / (precision + recall))
    return pd.Series({"macro": np.mean(scores), "micro": np.mean(truth == guess)})


# %% wrong: mixes up macro and micro -> section 04.3
from sklearn.metrics import f1_score


def f1_scores(truth, guess):
    return {
        "micro": f1_score(truth, guess, average="macro", zero_division=0),
        "macro": f1_score(truth, guess, average="micro"),
    }


# %% wrong: weights the classes by their size -> section 04.3
from sklearn.metrics import f1_score


def f1_scores(truth, guess):
    return {
        "macro": f1_score(truth, guess, average="weighted", zero_division=0),
        "micro": f1_score(truth, guess, average="micro"),
    }


# %% wrong: leaves out a class that is only guessed -> section 04.3
from sklearn.metrics import f1_score


def f1_scores(truth, guess):
    names = sorted(set(truth))
    return {
        "macro": f1_score(truth, guess, labels=names, average="macro", zero_division=0),
        "micro": f1_score(truth, guess, average="micro"),
    }


# %% wrong: takes the mean of precision and recall -> section 04.3
def f1_scores(truth, guess):
    t, g = np.array(truth), np.array(guess)
    scores = []
    for name in sorted(set(truth) | set(guess)):
        right = ((t == name) & (g == name)).sum()
        scores.append((right / max((t == name).sum(), 1) + right / max((g == name).sum(), 1)) / 2)
    return {"macro": np.mean(scores), "micro": (t == g).mean()}
