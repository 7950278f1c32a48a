# %% right: counts combinations by group
def is_key(rows, columns):
    kept = rows.dropna(subset=columns)
    return len(kept) == len(rows) == kept.groupby(columns).ngroups


# %% right: a loop with a set of tuples
def is_key(rows, columns):
    seen = set()
    for values in zip(*[rows[column] for column in columns], strict=True):
        if any(pd.isna(value) for value in values) or values in seen:
            return False
        seen.add(values)
    return True


# %% wrong: tests columns one by one, not their combination -> section 02.2
def is_key(rows, columns):
    for column in columns:
        if rows[column].isna().any() or rows[column].duplicated().any():
            return False
    return True


# %% wrong: looks at the first column only -> section 02.2
def is_key(rows, columns):
    column = rows[columns[0]]
    return bool(column.notna().all() and column.is_unique)


# %% wrong: does not look for missing values -> section 02.2
def is_key(rows, columns):
    return not rows.duplicated(columns).any()


# %% wrong: lets other columns matter -> section 02.2
def is_key(rows, columns):
    return not rows.isna().any(axis=None) and not rows.duplicated(columns).any()


# %% wrong: says the opposite
def is_key(rows, columns):
    return rows.duplicated(columns).any()
