# %% right: a loop over the rows
def left_on(board, day):
    day, count = pd.Timestamp(day), 0
    for _, row in board.iterrows():
        if row["created"] <= day and not row["done"] <= day:
            count += 1
    return count


# %% right: items that came less items that went
def left_on(board, day):
    came = board[board["created"] <= day]
    return len(came) - came["done"].le(day).sum()


# %% right: query
def left_on(board, day):
    return len(board.query("created <= @day and (done > @day or done.isna())"))


# %% wrong: counts what is built as done -> section 07.3
def left_on(board, day):
    return int(((board["created"] <= day) & ~(board["built"] <= day)).sum())


# %% wrong: counts items that were added later -> section 07.3
def left_on(board, day):
    return int((~(board["done"] <= day)).sum())


# %% wrong: takes what is done today for done then -> section 07.3
def left_on(board, day):
    return int(((board["created"] <= day) & board["done"].isna()).sum())


# %% wrong: does not count what was done on the day itself -> section 07.3
def left_on(board, day):
    return int(((board["created"] <= day) & ~(board["done"] < day)).sum())


# %% wrong: counts only what is done later, and forgets what never was
def left_on(board, day):
    return int(((board["created"] <= day) & (board["done"] > day)).sum())
