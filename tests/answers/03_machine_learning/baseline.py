# %% right: loops and counts
def points_over_baseline(train, test, predicted):
    if not test or len(test) != len(predicted):
        raise ValueError("lists")
    guess = 1 if train.count(1) > train.count(0) else 0
    model = base = 0
    for true, said in zip(test, predicted):
        model += true == said
        base += true == guess
    return 100 * (model - base) / len(test)


# %% right: pandas
def points_over_baseline(train, test, predicted):
    if len(test) == 0 or len(predicted) != len(test):
        raise ValueError("lists")
    test = pd.Series(test)
    guess = pd.Series(train).mode().min()
    return (test.eq(pd.Series(predicted)).mean() - test.eq(guess).mean()) * 100


# %% wrong: takes 50 % for the baseline -> section 03.2
def points_over_baseline(train, test, predicted):
    if len(test) == 0 or len(test) != len(predicted):
        raise ValueError("lists")
    return 100 * (np.array(test) == np.array(predicted)).mean() - 50


# %% wrong: forgets the baseline -> section 03.2
def points_over_baseline(train, test, predicted):
    if len(test) == 0 or len(test) != len(predicted):
        raise ValueError("lists")
    return 100 * (np.array(test) == np.array(predicted)).mean()


# %% wrong: judges the baseline on the fitted rows -> section 03.2
def points_over_baseline(train, test, predicted):
    if len(test) == 0 or len(test) != len(predicted):
        raise ValueError("lists")
    common = 1 if np.mean(train) > 0.5 else 0
    model = (np.array(test) == np.array(predicted)).mean()
    return 100 * (model - (np.array(train) == common).mean())


# %% wrong: takes the more common answer of the test rows -> section 03.2
def points_over_baseline(train, test, predicted):
    if len(test) == 0 or len(test) != len(predicted):
        raise ValueError("lists")
    model = (np.array(test) == np.array(predicted)).mean()
    return 100 * (model - max(np.mean(test), 1 - np.mean(test)))


# %% wrong: answers with a fraction, not in percentage points -> section 03.2
def points_over_baseline(train, test, predicted):
    if len(test) == 0 or len(test) != len(predicted):
        raise ValueError("lists")
    common = 1 if np.mean(train) > 0.5 else 0
    test = np.array(test)
    return (test == np.array(predicted)).mean() - (test == common).mean()


# %% wrong: does not look at the lengths
def points_over_baseline(train, test, predicted):
    common = 1 if np.mean(train) > 0.5 else 0
    pairs = list(zip(test, predicted))
    model = sum(t == p for t, p in pairs) / len(pairs)
    return 100 * (model - np.mean(np.array(test) == common))
