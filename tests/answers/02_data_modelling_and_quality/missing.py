# %% right: counts by group, a dictionary
def missing_by(rows, column, group):
    shares = {}
    for name in rows[group].unique():
        values = rows.loc[rows[group] == name, column]
        shares[name] = 100 * sum(pd.isna(value) for value in values) / len(values)
    return shares


# %% right: rows less values, by group
def missing_by(rows, column, group):
    groups = rows.groupby(group)
    return 100 * (1 - groups[column].count() / groups.size())


# %% wrong: drops the rows with gaps first -> section 02.4
def missing_by(rows, column, group):
    kept = rows.dropna(subset=[column])
    return 100 * kept[column].isna().groupby(kept[group]).mean()


# %% wrong: returns fractions
def missing_by(rows, column, group):
    return rows[column].isna().groupby(rows[group]).mean()


# %% wrong: divides by all gaps, not by the rows of the group -> section 02.4
def missing_by(rows, column, group):
    gaps = rows[column].isna()
    return 100 * gaps.groupby(rows[group]).sum() / max(1, gaps.sum())


# %% wrong: divides by all rows, not by those of the group -> section 02.4
def missing_by(rows, column, group):
    return 100 * rows[column].isna().groupby(rows[group]).sum() / len(rows)


# %% wrong: drops every row with any gap first
def missing_by(rows, column, group):
    rows = rows.dropna()
    return 100 * rows[column].isna().groupby(rows[group]).mean()
