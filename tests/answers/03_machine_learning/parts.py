# %% right: pandas, the variance with ddof=0
def error_parts(predictions, truth, sigma):
    fits = pd.DataFrame(predictions)
    parts = pd.Series(
        {
            "bias2": ((fits.mean() - truth) ** 2).mean(),
            "variance": fits.var(ddof=0).mean(),
            "noise": sigma**2,
        }
    )
    parts["error"] = parts.sum()
    return parts


# %% right: loops; the variance from the squares
def error_parts(predictions, truth, sigma):
    bias2 = variance = 0
    for point in range(len(truth)):
        values = [fit[point] for fit in predictions]
        mean = sum(values) / len(values)
        bias2 += (mean - truth[point]) ** 2 / len(truth)
        variance += sum((value - mean) ** 2 for value in values) / len(values) / len(truth)
    total = bias2 + variance + sigma * sigma
    return {"bias2": bias2, "variance": variance, "noise": sigma * sigma, "error": total}


# %% wrong: divides by n - 1 -> section 03.5
def error_parts(predictions, truth, sigma):
    fits = pd.DataFrame(predictions)
    bias2 = ((fits.mean() - truth) ** 2).mean()
    variance = fits.var().mean() if len(fits) > 1 else 0.0
    noise = sigma**2
    return {"bias2": bias2, "variance": variance, "noise": noise, "error": bias2 + variance + noise}


# %% wrong: squares the bias after averaging the points -> section 03.5
def error_parts(predictions, truth, sigma):
    fits = np.array(predictions)
    bias2 = (fits.mean(axis=0) - np.array(truth)).mean() ** 2
    variance, noise = fits.var(axis=0).mean(), sigma**2
    return {"bias2": bias2, "variance": variance, "noise": noise, "error": bias2 + variance + noise}


# %% wrong: forgets to square the noise -> section 03.5
def error_parts(predictions, truth, sigma):
    fits = np.array(predictions)
    bias2 = ((fits.mean(axis=0) - np.array(truth)) ** 2).mean()
    variance = fits.var(axis=0).mean()
    return {"bias2": bias2, "variance": variance, "noise": sigma, "error": bias2 + variance + sigma}


# %% wrong: takes the error of single fits for the bias -> section 03.5
def error_parts(predictions, truth, sigma):
    fits = np.array(predictions)
    bias2 = ((fits - np.array(truth)) ** 2).mean()
    variance, noise = fits.var(axis=0).mean(), sigma**2
    return {"bias2": bias2, "variance": variance, "noise": noise, "error": bias2 + variance + noise}


# %% wrong: takes the variance over all points at once
def error_parts(predictions, truth, sigma):
    fits = np.array(predictions)
    bias2 = ((fits.mean(axis=0) - np.array(truth)) ** 2).mean()
    variance, noise = fits.var(), sigma**2
    return {"bias2": bias2, "variance": variance, "noise": noise, "error": bias2 + variance + noise}
