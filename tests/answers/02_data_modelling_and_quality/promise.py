# %% right: a table
def promise(hubs, floor, hub_floor, small):
    frame = pd.DataFrame(hubs)
    percent = (frame["rows"] * frame["complete_percent"]).sum() / frame["rows"].sum()
    low = frame[(frame["rows"] >= small) & (frame["complete_percent"] < hub_floor)]
    return {
        "percent": percent,
        "below": low["name"].tolist(),
        "kept": bool(percent >= floor) and low.empty,
    }


# %% right: a loop
def promise(hubs, floor, hub_floor, small):
    complete, rows, below = 0, 0, []
    for hub in hubs:
        rows = rows + hub["rows"]
        complete = complete + hub["rows"] * hub["complete_percent"]
        if not (hub["rows"] < small or hub["complete_percent"] >= hub_floor):
            below.append(hub["name"])
    percent = complete / rows
    return {"percent": percent, "below": below, "kept": len(below) == 0 and percent >= floor}


# %% wrong: averages the hubs' percentages, whatever their rows -> section 02.4
def promise(hubs, floor, hub_floor, small):
    percent = sum(hub["complete_percent"] for hub in hubs) / len(hubs)
    below = [
        hub["name"] for hub in hubs if hub["rows"] >= small and hub["complete_percent"] < hub_floor
    ]
    return {"percent": percent, "below": below, "kept": percent >= floor and not below}


# %% wrong: counts small hubs too
def promise(hubs, floor, hub_floor, small):
    rows = sum(hub["rows"] for hub in hubs)
    percent = sum(hub["rows"] * hub["complete_percent"] for hub in hubs) / rows
    below = [hub["name"] for hub in hubs if hub["complete_percent"] < hub_floor]
    return {"percent": percent, "below": below, "kept": percent >= floor and not below}


# %% wrong: forgets the hubs when it says whether the promise is kept
def promise(hubs, floor, hub_floor, small):
    rows = sum(hub["rows"] for hub in hubs)
    percent = sum(hub["rows"] * hub["complete_percent"] for hub in hubs) / rows
    below = [
        hub["name"] for hub in hubs if hub["rows"] >= small and hub["complete_percent"] < hub_floor
    ]
    return {"percent": percent, "below": below, "kept": percent >= floor}


# %% wrong: leaves small hubs out of the percentage
def promise(hubs, floor, hub_floor, small):
    large = [hub for hub in hubs if hub["rows"] >= small]
    rows = sum(hub["rows"] for hub in large)
    percent = sum(hub["rows"] * hub["complete_percent"] for hub in large) / max(1, rows)
    below = [hub["name"] for hub in large if hub["complete_percent"] < hub_floor]
    return {"percent": percent, "below": below, "kept": percent >= floor and not below}
