# %% right: a loop
def scale(train, test):
    mean = sum(train) / len(train)
    spread = (sum((x - mean) ** 2 for x in train) / len(train)) ** 0.5
    if len(set(train)) == 1:
        spread = 1
    return [(x - mean) / spread for x in test]


# %% right: scikit-learn
def scale(train, test):
    from sklearn.preprocessing import StandardScaler

    if len(test) == 0:
        return []
    scaler = StandardScaler().fit(np.array(train, dtype=float).reshape(-1, 1))
    return scaler.transform(np.array(test, dtype=float).reshape(-1, 1)).ravel()


# %% wrong: scales before the split -> section 03.4
def scale(train, test):
    both = np.array(list(train) + list(test), dtype=float)
    spread = both.std() if both.max() > both.min() else 1
    return (np.array(test) - both.mean()) / spread


# %% wrong: divides by n - 1 -> section 03.5
def scale(train, test):
    column = pd.Series(train, dtype=float)
    spread = column.std() if column.nunique() > 1 else 1
    return (np.array(test) - column.mean()) / spread


# %% wrong: takes mean and spread of the test rows -> section 03.4
def scale(train, test):
    column = np.array(test, dtype=float)
    if len(column) == 0:
        return []
    spread = column.std() if column.max() > column.min() else 1
    return (column - column.mean()) / spread


# %% wrong: divides by the variance -> section 03.5
def scale(train, test):
    column = np.array(train, dtype=float)
    spread = column.var() if column.max() > column.min() else 1
    return (np.array(test) - column.mean()) / spread


# %% wrong: divides by zero where all values are equal
def scale(train, test):
    return (np.array(test) - np.mean(train)) / np.std(train)
