"""The company's calendar: which days are worked."""

from datetime import date, timedelta

import pandas as pd
from dateutil.easter import easter

_FIXED = ((1, 1), (5, 1), (8, 15), (11, 1), (12, 24), (12, 25), (12, 26), (12, 31))
_FROM_EASTER = (-2, 1, 39, 50)


def holidays(year: int) -> list[date]:
    """Days off of a year, in order; some fall on a weekend.

    Parameters
    ----------
    year : int

    Returns
    -------
    list of datetime.date
    """
    moving = [easter(year) + timedelta(days=days) for days in _FROM_EASTER]
    return sorted([date(year, month, day) for month, day in _FIXED] + moving)


def working_days(first: date, last: date) -> pd.DatetimeIndex:
    """Mondays to Fridays that are no holiday.

    Parameters
    ----------
    first, last : datetime.date
        Both ends are included.

    Returns
    -------
    pandas.DatetimeIndex
    """
    days = pd.bdate_range(first, last)
    off = [day for year in range(first.year, last.year + 1) for day in holidays(year)]
    return days[~days.isin(pd.to_datetime(off))]


def working_year(year: int) -> pd.DatetimeIndex:
    """Working days of a calendar year."""
    return working_days(date(year, 1, 1), date(year, 12, 31))
