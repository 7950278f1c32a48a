"""The real tables: made again byte for byte, with the figures that the lessons print."""

import importlib.util
import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sklearn.compose import make_column_transformer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import cohen_kappa_score, roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from aipm import data
from aipm.authoring.datapackage import _content

FOLDER = Path(__file__).resolve().parents[1] / "data"
spec = importlib.util.spec_from_file_location("extract", FOLDER / "extract.py")
extract = importlib.util.module_from_spec(spec)
spec.loader.exec_module(extract)


@pytest.fixture(autouse=True)
def course_data(monkeypatch):
    monkeypatch.setenv("AIPM_DATA", str(FOLDER))


def entries(folder: Path) -> dict:
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return {entry["name"]: entry for entry in data.tables(package)}


def test_extracting_again_gives_the_same_rows_and_cards(tmp_path, capsys):
    assert extract.main(["--folder", str(tmp_path)]) == 0
    shipped, again = entries(FOLDER), entries(tmp_path)
    assert set(again) == set(extract.TABLES)
    # Compressed bytes depend on the version of zlib; rows do not.
    packed = ("bytes", "hash")
    for name, entry in again.items():
        drop = packed if entry.get("compression") else ()
        assert {key: entry[key] for key in entry if key not in drop} == {
            key: shipped[name][key] for key in shipped[name] if key not in drop
        }
        if "path" in entry:
            assert _content(tmp_path / entry["path"]) == _content(FOLDER / entry["path"])


@pytest.mark.parametrize("name", extract.TABLES)
def test_card_states_origin_licence_flaws_and_limits(name):
    prose = data.describe(name).resource["description"]
    if name.startswith("claims_"):
        assert "no source" in prose or set(data.load(name)["status"]) == {"secondary source"}
    else:
        assert "Origin: " in prose
        assert "Licence: " in prose
    assert "Known flaws: " in prose


def test_no_licence_of_a_shipped_table_is_unclear():
    for name, (rows, descriptor) in extract.TABLES.items():
        unclear = extract.NONE_STATED in descriptor["licenses"]
        assert unclear == (rows is None), name


def test_claims_are_marked_in_every_row():
    for name in extract.TABLES:
        if name.startswith("claims_"):
            (status,) = set(data.load(name)["status"])
            assert status in ("unsourced claim", "secondary source")
            if status == "secondary source":
                assert data.load(name)[["source", "read"]].notna().all(axis=None)
            unsourced = data.describe(name).resource.get("claim", False)
            assert unsourced == (status == "unsourced claim")


def test_no_table_names_a_living_private_person():
    address = r"[\w.]+@[\w.]+\.\w"
    title = r", (?:M\.?D|D\.?D\.?S)\b|\b(?:Dr|Mrs?)\.? "
    for name in extract.TABLES:
        frame = data.load(name)
        named = [column for column in frame if "name" in column]
        assert named == (["name"] if name == "airlines_2013" else []), name
        for column in frame.select_dtypes("str"):
            values = pd.Series(frame[column].dropna().unique(), dtype="str")
            assert not values.str.contains(f"{address}|{title}").any(), f"{name}.{column}"
    # Short category texts only: no free text of others, where a name could hide.
    breaches = data.load("health_breaches")
    assert set(", ".join(breaches["type"].unique()).split(", ")) == {
        "Theft",
        "Loss",
        "Other",
        "Unknown",
        "Hacking/IT Incident",
        "Improper Disposal",
        "Unauthorized Access/Disclosure",
    }


# Figures that the lessons print


def test_flights_are_complete_and_join_as_the_cards_say():
    flights = data.load("flights_2013")
    assert len(flights) == 336_776
    assert flights["dep_delay"].isna().sum() == 8_255
    assert flights["arr_delay"].isna().sum() == 9_430
    assert flights["tailnum"].isna().sum() == 2_512
    assert flights.duplicated(["date", "carrier", "flight"]).sum() == 24
    unknown = ~flights["tailnum"].isin(data.load("planes_2013")["tailnum"])
    assert (unknown & flights["tailnum"].notna()).mean() == pytest.approx(0.149, abs=5e-4)
    weather = data.load("weather_2013")
    keys = ["origin", "date", "hour"]
    assert weather.duplicated(keys).sum() == 3
    joined = flights.assign(hour=flights["sched_dep_time"] // 100).merge(
        weather[[*keys, "temp"]], on=keys, how="left", indicator=True
    )
    assert len(joined) == len(flights)
    assert (joined["_merge"] == "left_only").sum() == 1_556
    assert weather["wind_speed"].max() > 1_000


@pytest.mark.slow
def test_score_stays_stable_while_auc_falls_and_the_late_rate_swings():
    flights = data.load("flights_2013").dropna(subset=["arr_delay"])
    month = flights["date"].dt.month
    features = flights.assign(
        hour=flights["sched_dep_time"] // 100, weekday=flights["date"].dt.day_of_week
    )
    late = (flights["arr_delay"] > 15).astype(int)
    train = month <= 3
    categories = ["carrier", "origin", "dest", "weekday"]
    columns = make_column_transformer(
        (OneHotEncoder(handle_unknown="ignore", min_frequency=50), categories),
        (StandardScaler(), ["hour", "distance"]),
    )
    model = make_pipeline(columns, LogisticRegression(max_iter=500))
    model.fit(features[train], late[train])
    score = model.predict_proba(features)[:, 1]

    edges = np.quantile(score[train], np.linspace(0, 1, 11)[1:-1])
    expected = np.bincount(np.searchsorted(edges, score[train]), minlength=10) / train.sum()
    psi, auc = {}, {}
    for number in range(4, 13):
        now = (month == number).to_numpy()
        seen = np.bincount(np.searchsorted(edges, score[now]), minlength=10) / now.sum()
        psi[number] = ((seen - expected) * np.log(seen / expected)).sum()
        auc[number] = roc_auc_score(late[now], score[now])
    rates = late.groupby(month).mean()
    assert max(psi.values()) <= 0.0071
    assert roc_auc_score(late[train], score[train]) == pytest.approx(0.66, abs=0.005)
    assert auc[4] == pytest.approx(0.65, abs=0.005)
    assert auc[11] == pytest.approx(0.60, abs=0.005)
    assert min(auc.values()) == auc[11]
    assert rates.min() == rates[9] == pytest.approx(0.13, abs=0.005)
    assert rates.max() == rates[12] == pytest.approx(0.33, abs=0.005)


def test_developer_pay_by_country():
    pay = data.load("developer_pay")
    assert len(pay) == 5_594
    assert pay.groupby("country")["salary_usd"].agg(["median", "size"]).round().to_dict(
        "index"
    ) == {
        "Canada": {"median": 53_030, "size": 485},
        "Germany": {"median": 53_763, "size": 757},
        "India": {"median": 8_075, "size": 538},
        "United Kingdom": {"median": 50_000, "size": 1_023},
        "United States": {"median": 95_000, "size": 2_791},
    }
    assert pay["salary_usd"].max() == 197_000


def test_share_of_customers_who_churn():
    churn = data.load("telecom_churn")
    assert (churn["churn"].sum(), len(churn)) == (1_869, 7_043)
    assert churn.loc[churn["total_charges"].isna(), "tenure"].eq(0).all()


def test_agreement_of_the_neurologists():
    cases = data.load("ms_diagnoses")
    found = {}
    for city, group in cases.groupby("city", observed=True):
        codes = [group[f"{rater}_rating"].cat.codes for rater in ("winnipeg", "new_orleans")]
        weighted = cohen_kappa_score(*codes, weights="linear")
        found[city] = (len(group), round(cohen_kappa_score(*codes), 3), round(weighted, 3))
    assert found == {"Winnipeg": (149, 0.208, 0.380), "New Orleans": (69, 0.297, 0.477)}


def test_pass_ratios_of_the_firefighters_exams():
    exams = data.load("ricci_exams")
    assert np.allclose(0.6 * exams["written"] + 0.4 * exams["oral"], exams["combined"], atol=1e-3)
    passed = exams.assign(passed=exams["combined"] >= 70)
    rate = passed.groupby(["position", "race"], observed=True)["passed"].mean().unstack()
    ratio = (rate["B"] / rate["W"]).round(3)
    assert ratio.to_dict() == {"Lieutenant": 0.543, "Captain": 0.586}
    whole = passed.groupby("race", observed=True)["passed"].mean()
    assert round(whole["B"] / whole["W"], 3) == 0.553


def test_callbacks_by_name():
    resumes = data.load("resume_callbacks")
    found = resumes.groupby("race", observed=True)["callback"].agg(["sum", "size"])
    assert found.to_dict("index") == {
        "white": {"sum": 235, "size": 2_435},
        "black": {"sum": 157, "size": 2_435},
    }


def test_breaches_of_health_data():
    breaches = data.load("health_breaches")
    assert len(breaches) == 1_055
    assert breaches["people"].min() == 500
    assert (breaches["people"].median(), breaches["people"].max()) == (2_300, 4_900_000)
    assert round(breaches["people"].mean()) == 30_262
    by_year = breaches["start"].dt.year.value_counts()
    assert [by_year[year] for year in range(2010, 2014)] == [211, 229, 227, 254]


def test_share_of_bad_loans():
    assert data.load("lending_club")["outcome"].value_counts().to_dict() == {
        "good": 9_340,
        "bad": 517,
    }


def test_approval_ratio_of_mortgages_depends_on_the_cut():
    loans = data.load("hmda_boston")
    black = loans["african_american"]
    approved = 1 - loans.groupby(black)["denied"].mean()
    assert round(approved[True] / approved[False], 3) == 0.790
    features = loans.drop(columns=["denied", "african_american", "insurance_denied"]).astype(float)
    model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000))
    denial = model.fit(features, loans["denied"]).predict_proba(features)[:, 1]
    ratios = {
        cut: round((denial[black] < cut).mean() / (denial[~black] < cut).mean(), 3)
        for cut in (0.5, 0.3, 0.2, 0.1)
    }
    assert ratios == {0.5: 0.907, 0.3: 0.788, 0.2: 0.708, 0.1: 0.590}


def test_bank_calls_cover_whole_days():
    calls = data.load("bank_calls")
    days = calls["time"].dt.normalize()
    assert days.nunique() == 164
    assert (calls.groupby(days).size() == 169).all()
    assert calls["time"].dt.hour.min() == 7
