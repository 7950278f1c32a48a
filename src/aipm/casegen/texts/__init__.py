"""What was written by hand: names, sentences and plan values that no generator can invent."""

import json
from importlib import resources

import pandas as pd


def read(name: str) -> pd.DataFrame:
    """Rows of a hand-written table.

    Parameters
    ----------
    name : str
        Name of the JSON file in this folder, without its ending. The file is a list of objects
        with the same keys.

    Returns
    -------
    pandas.DataFrame
    """
    text = resources.files(__name__).joinpath(f"{name}.json").read_text(encoding="utf-8")
    return pd.DataFrame(json.loads(text))
