# %% right: a loop over the rows of each case, in plain Python
def time_by_activity(log):
    work, waiting, cases = {}, {}, {}
    for row in log.sort_values("start_timestamp").itertuples():
        minutes = (row.timestamp - row.start_timestamp).total_seconds() / 60
        work[row.activity] = work.get(row.activity, 0) + minutes
        waiting.setdefault(row.activity, 0)
        if row.case_id in cases:
            gap = row.start_timestamp - cases[row.case_id]
            waiting[row.activity] += gap.total_seconds() / 3600
        cases[row.case_id] = row.timestamp
    rows = [(name, work[name] / len(cases), waiting[name] / len(cases)) for name in work]
    return pd.DataFrame(rows, columns=["activity", "work_minutes", "waiting_hours"])


# %% right: the activity stands in the index, and hours come from timedeltas
def time_by_activity(log):
    log = log.sort_values("start_timestamp").reset_index(drop=True)
    log["work_minutes"] = (log["timestamp"] - log["start_timestamp"]) / pd.Timedelta(minutes=1)
    log["waiting_hours"] = 0.0
    for _, case in log.groupby("case_id"):
        gaps = case["start_timestamp"].to_numpy()[1:] - case["timestamp"].to_numpy()[:-1]
        log.loc[case.index[1:], "waiting_hours"] = gaps / np.timedelta64(1, "s") / 3600
    table = log.pivot_table(
        index="activity", values=["work_minutes", "waiting_hours"], aggfunc="sum"
    )
    return table / len(set(log["case_id"]))


# %% wrong: divides by events, not by cases -> section 10.2
def time_by_activity(log):
    log = log.sort_values(["case_id", "start_timestamp"])
    before = log.groupby("case_id")["timestamp"].shift()
    log["work_minutes"] = (log["timestamp"] - log["start_timestamp"]).dt.total_seconds() / 60
    log["waiting_hours"] = (log["start_timestamp"] - before).dt.total_seconds().fillna(0) / 3600
    return log.groupby("activity")[["work_minutes", "waiting_hours"]].mean().reset_index()


# %% wrong: averages over events, not over cases -> section 10.2
def time_by_activity(log):
    log = log.sort_values(["case_id", "start_timestamp"])
    before = log.groupby("case_id")["timestamp"].shift()
    log["work_minutes"] = (log["timestamp"] - log["start_timestamp"]).dt.total_seconds() / 60
    log["waiting_hours"] = (log["start_timestamp"] - before).dt.total_seconds() / 3600
    return log.groupby("activity")[["work_minutes", "waiting_hours"]].mean().reset_index()


# %% wrong: counts waiting from one case to the next -> section 10.2
def time_by_activity(log):
    log = log.sort_values(["case_id", "start_timestamp"])
    before = log["timestamp"].shift()
    log["work_minutes"] = (log["timestamp"] - log["start_timestamp"]).dt.total_seconds() / 60
    log["waiting_hours"] = (log["start_timestamp"] - before).dt.total_seconds() / 3600
    sums = log.groupby("activity")[["work_minutes", "waiting_hours"]].sum()
    return (sums / log["case_id"].nunique()).reset_index()


# %% wrong: measures waiting from start to start -> section 10.2
def time_by_activity(log):
    log = log.sort_values(["case_id", "start_timestamp"])
    before = log.groupby("case_id")["start_timestamp"].shift()
    log["work_minutes"] = (log["timestamp"] - log["start_timestamp"]).dt.total_seconds() / 60
    log["waiting_hours"] = (log["start_timestamp"] - before).dt.total_seconds() / 3600
    sums = log.groupby("activity")[["work_minutes", "waiting_hours"]].sum()
    return (sums / log["case_id"].nunique()).reset_index()


# %% wrong: trusts the order of the rows -> section 10.2
def time_by_activity(log):
    log = log.copy()
    before = log.groupby("case_id")["timestamp"].shift()
    log["work_minutes"] = (log["timestamp"] - log["start_timestamp"]).dt.total_seconds() / 60
    log["waiting_hours"] = (log["start_timestamp"] - before).dt.total_seconds() / 3600
    sums = log.groupby("activity")[["work_minutes", "waiting_hours"]].sum()
    return (sums / log["case_id"].nunique()).reset_index()


# %% wrong: gives waiting in minutes where hours are wanted -> section 10.2
def time_by_activity(log):
    log = log.sort_values(["case_id", "start_timestamp"])
    before = log.groupby("case_id")["timestamp"].shift()
    log["work_minutes"] = (log["timestamp"] - log["start_timestamp"]).dt.total_seconds() / 60
    log["waiting_hours"] = (log["start_timestamp"] - before).dt.total_seconds() / 60
    sums = log.groupby("activity")[["work_minutes", "waiting_hours"]].sum()
    return (sums / log["case_id"].nunique()).reset_index()


# %% wrong: adds columns to the caller's log
def time_by_activity(log):
    log.sort_values(["case_id", "start_timestamp"], inplace=True)
    before = log.groupby("case_id")["timestamp"].shift()
    log["work_minutes"] = (log["timestamp"] - log["start_timestamp"]).dt.total_seconds() / 60
    log["waiting_hours"] = (log["start_timestamp"] - before).dt.total_seconds() / 3600
    sums = log.groupby("activity")[["work_minutes", "waiting_hours"]].sum()
    return (sums / log["case_id"].nunique()).reset_index()
