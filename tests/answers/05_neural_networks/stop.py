# %% right: the lowest of what has been seen, epoch by epoch
def early_stop(training, validation, patience):
    values = list(validation)
    for ran in range(1, len(values) + 1):
        seen = values[:ran]
        kept = seen.index(min(seen)) + 1
        if ran >= kept + patience:
            break
    return [kept, ran]


# %% right: pandas, with the epochs since the last low
def early_stop(training, validation, patience):
    loss = pd.Series(validation, index=range(1, len(validation) + 1))
    low = loss < loss.cummin().shift(fill_value=np.inf)
    last_low = pd.Series(loss.index.where(low), index=loss.index).ffill().astype(int)
    due = loss.index[(loss.index - last_low) >= patience]
    ran = due[0] if len(due) else len(loss)
    return last_low[ran], ran


# %% wrong: follows the training loss -> section 05.5
def early_stop(training, validation, patience):
    kept = 0
    for epoch, value in enumerate(training):
        if value < training[kept]:
            kept = epoch
        if epoch - kept == patience:
            return kept + 1, epoch + 1
    return kept + 1, len(training)


# %% wrong: keeps the last epoch -> section 05.5
def early_stop(training, validation, patience):
    kept = 0
    for epoch, value in enumerate(validation):
        if value < validation[kept]:
            kept = epoch
        if epoch - kept == patience:
            return epoch + 1, epoch + 1
    return len(validation), len(validation)


# %% wrong: counts epochs from 0 -> section 05.5
def early_stop(training, validation, patience):
    kept = 0
    for epoch, value in enumerate(validation):
        if value < validation[kept]:
            kept = epoch
        if epoch - kept == patience:
            return kept, epoch
    return kept, len(validation) - 1


# %% wrong: looks at epochs that never ran -> section 05.5
def early_stop(training, validation, patience):
    kept = 0
    ran = len(validation)
    for epoch, value in enumerate(validation):
        if value < validation[kept]:
            kept = epoch
        if epoch - kept == patience:
            ran = epoch + 1
            break
    return int(np.argmin(validation)) + 1, ran


# %% wrong: compares each epoch with the one before, not with the lowest -> section 05.5
def early_stop(training, validation, patience):
    bad = 0
    for i in range(1, len(validation)):
        bad = bad + 1 if validation[i] >= validation[i - 1] else 0
        if bad == patience:
            return int(np.argmin(validation[: i + 1])) + 1, i + 1
    return int(np.argmin(validation)) + 1, len(validation)


# %% wrong: takes an equal loss for a new low -> section 05.5
def early_stop(training, validation, patience):
    kept = 0
    for epoch, value in enumerate(validation):
        if value <= validation[kept]:
            kept = epoch
        if epoch - kept == patience:
            return kept + 1, epoch + 1
    return kept + 1, len(validation)
