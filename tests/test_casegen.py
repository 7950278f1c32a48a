"""Kestrel Parcels: the company's facts, the cards, and the rebuilding of the tables."""

import gzip
import importlib.util
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from aipm import casegen
from aipm.casegen import KESTREL, Company
from aipm.casegen.calendar import holidays, working_days, working_year

DATA = Path(__file__).parents[1] / "data"
SEEDS = st.integers(0, 10_000)
# No shrinking: a smaller seed is not a simpler company.
FEW = settings(
    max_examples=4,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
)


def small(company: Company) -> list[casegen.Generator]:
    """Every generator, with as few rows as its structure needs."""
    rows = {
        casegen.Deliveries: {"rows": 1_500},
        casegen.LateScores: {"rows": 300},
        casegen.SupportProcess: {"cases": 150},
        casegen.Experiments: {"risky_share": 0.012},
        casegen.Stream: {"rows": 2_000},
    }
    found = []
    for generator in casegen.generators(company):
        if isinstance(generator, casegen.LateScores):
            source = casegen.Deliveries(generator.company, rows=1_500)
            found.append(replace(generator, deliveries=source, rows=300))
        else:
            found.append(replace(generator, **rows.get(type(generator), {})))
    return found


@pytest.fixture(scope="module")
def generate():
    spec = importlib.util.spec_from_file_location("generate", DATA / "generate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.main


def content(path: Path) -> bytes:
    data = path.read_bytes()
    return gzip.decompress(data) if path.suffix == ".gz" else data


def synthetic(folder: Path) -> dict[str, dict]:
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return {r["name"]: r for r in package["resources"] if "synthetic" in r}


def test_the_plan_values_of_kestrel_are_the_canonical_ones():
    c = KESTREL
    assert (c.parcels_a_year, c.late_parcels_a_year) == (3_000_000, 240_000)
    assert (c.tickets_a_year, c.handling_minutes, c.productive_hours) == (180_000, 6.5, 1_500)
    assert (c.build_cost_keur, c.running_cost_keur) == (480, 110)
    assert c.late_benefit_keur == 120.96
    assert c.triage_benefit_keur == 144
    assert c.adoption == (0.35, 0.70, 0.90, 0.95, 0.95)
    assert c.person("finance") == "Tomas Okafor"
    assert (c.kick_off, c.go_live) == (date(2025, 1, 6), date(2025, 11, 3))


def test_the_seed_of_kestrel_gives_kestrel_and_another_seed_another_company():
    assert Company.from_seed(KESTREL.seed) == KESTREL
    assert Company.from_seed(1) == Company.from_seed(1)
    assert Company.from_seed(1) != Company.from_seed(2)


def test_a_negative_seed_is_refused_with_the_way_out():
    with pytest.raises(ValueError, match="0 or more"):
        Company.from_seed(-1)


def test_a_stream_of_random_numbers_does_not_depend_on_the_others():
    before = KESTREL.rng("bill").random(3)
    KESTREL.rng("anything else").random(100)
    assert (KESTREL.rng("bill").random(3) == before).all()
    assert (KESTREL.rng("tokens").random(3) != before).all()


@pytest.mark.parametrize("year", [2024, 2025])
def test_a_year_has_as_many_working_days_as_the_company_plans(year):
    assert len(working_year(year)) == KESTREL.working_days


def test_holidays_and_weekends_are_not_worked():
    assert date(2025, 4, 21) in holidays(2025)  # Easter Monday
    days = working_days(date(2025, 4, 17), date(2025, 4, 22))
    assert [day.day for day in days] == [17, 22]


@given(SEEDS)
@settings(max_examples=60, deadline=None, derandomize=True)
def test_every_company_is_plausible_and_adds_up(seed):
    for c in (Company.from_seed(seed), Company.from_seed(seed).region()):
        assert c.parcels_a_year == c.parcels_a_day * c.working_days
        assert c.hub in c.depots
        assert len(set(c.depots)) == len(c.depots)
        assert 0.05 <= c.late_rate <= 0.12
        assert c.full_benefit_keur > c.running_cost_keur > 0
        assert 0.8 < c.build_cost_keur / c.full_benefit_keur < 1.6
        assert list(c.adoption) == sorted(c.adoption)
        assert c.history_year < c.kick_off.year
        assert c.kick_off < c.shadow_start < c.canary_start < c.go_live < c.monitoring_end
        agents = c.tickets_a_year * c.handling_minutes / 60 / c.productive_hours
        assert 2 <= agents <= 40


@given(SEEDS)
@FEW
def test_the_region_has_its_own_people_dates_projects_and_numbers(seed):
    company = Company.from_seed(seed)
    region = company.region()
    assert region.names[:2] == company.names[:2]
    assert not set(region.names[2:]) & set(company.names)
    assert len(set(region.names)) == len(region.names)
    assert company.kick_off < region.kick_off
    assert company.go_live < region.go_live
    for day in (region.kick_off, region.shadow_start, region.canary_start, region.go_live):
        assert len(working_days(day, day)) == 1, f"{day} is not worked"
    theirs = casegen.EarnedValue(region, projects=casegen.NORTHERN_PROJECTS).register
    ours = casegen.EarnedValue(company).register
    assert not set(theirs["title"]) & set(ours["title"])
    assert not set(region.depots) & set(company.depots)
    assert region.parcels_a_day < company.parcels_a_day
    assert region.table("facts") == "kestrel_north_facts"


def test_the_answers_of_kestrel_do_not_fit_its_north_region():
    north = KESTREL.region()
    for fact in (
        "late_rate",
        "late_parcel_cost_eur",
        "avoided_share",
        "tickets_a_year",
        "build_cost_keur",
        "reroute_cost_eur",
    ):
        assert getattr(north, fact) != getattr(KESTREL, fact), fact
    streams = {
        g.company.prefix: g for g in casegen.generators(KESTREL) if type(g).__name__ == "Stream"
    }
    first, second = (streams[prefix].drifts for prefix in ("kestrel", "kestrel_north"))
    assert all(first[kind] != second[kind] for kind in first)


@given(SEEDS)
@FEW
def test_the_tables_of_any_company_keep_their_schema(seed):
    made = [(g, t) for g in small(Company.from_seed(seed)) for t in g.tables()]
    frames = {table.name: table.frame for _, table in made}
    assert len(frames) == len(made), "two tables have one name"
    for generator, table in made:
        frame = table.frame
        assert len(frame), table.name
        assert not frame.duplicated(list(table.key)).any(), table.name
        for column in table.columns:
            values, where = frame[column.name], f"{table.name}.{column.name}"
            limits = {"required": True, **column.constraints}
            if limits["required"]:
                assert values.notna().all(), where
            if "enum" in limits:
                assert set(values.dropna()) <= set(limits["enum"]), where
            if "minimum" in limits:
                assert values.min() >= limits["minimum"], where
            if "maximum" in limits:
                assert values.max() <= limits["maximum"], where
            if column.type == "number":
                assert (values.dropna() == values.dropna().round(4)).all(), f"{where}: not rounded"
        for own, (other, column) in table.references.items():
            target = frames[other or table.name][column]
            assert set(frame[own].dropna()) <= set(target), f"{table.name}.{own}"
        json.dumps(table.descriptor(generator))


@given(SEEDS)
@FEW
def test_the_days_of_the_tables_lie_in_the_timeline(seed):
    company = Company.from_seed(seed)
    first = pd.Timestamp(company.history_year - 4, 1, 1)
    last = pd.Timestamp(company.monitoring_end) + pd.Timedelta(days=1)
    for generator in small(company):
        for table in generator.tables():
            for column in table.columns:
                if column.type in ("date", "datetime"):
                    values = table.frame[column.name].dropna()
                    assert values.min() >= first, f"{table.name}.{column.name}"
                    assert values.max() <= last, f"{table.name}.{column.name}"


@given(SEEDS)
@FEW
def test_the_business_case_agrees_with_the_facts(seed):
    facts, case = (
        t.frame.set_index(t.key[0]) for t in casegen.BusinessCase(Company.from_seed(seed)).tables()
    )
    assert (case["likely"] == facts.loc[case.index, "value"]).all()
    assert (case["unit"] == facts.loc[case.index, "unit"]).all()
    assert (case["low"] <= case["likely"]).all()
    assert (case["likely"] <= case["high"]).all()
    assert (case["low"] < case["high"]).all()
    value = facts["value"]
    avoided = value["avoided_share"] / 100 * value["late_parcels_a_year"]
    assert value["late_benefit"] == pytest.approx(
        avoided * value["late_parcel_cost"] / 1_000, abs=0.01
    )
    assert value["running_cost"] == value["cloud_cost"] + value["model_support_cost"]


def test_a_table_whose_frame_and_description_differ_is_refused():
    table = casegen.BusinessCase(KESTREL).tables()[0]
    with pytest.raises(ValueError, match="same order"):
        replace(table, frame=table.frame.drop(columns="note"))


def test_the_shipped_tables_are_rebuilt_byte_for_byte(generate, tmp_path, capsys):
    assert generate(["--folder", str(tmp_path)]) == 0
    assert "kestrel_deliveries" in capsys.readouterr().out
    rebuilt = synthetic(tmp_path)
    shipped = synthetic(DATA)
    assert set(rebuilt) == set(shipped)
    for name, resource in shipped.items():
        assert content(tmp_path / resource["path"]) == content(DATA / resource["path"]), name
        ignored = ("bytes", "hash")  # of a gzip stream they depend on the version of zlib
        described, again = (
            {k: v for k, v in r.items() if k not in ignored} for r in (resource, rebuilt[name])
        )
        assert described == again, f"{name}: the descriptor differs; run python data/generate.py"


def test_another_seed_writes_another_company(generate, tmp_path):
    assert generate(["--seed", "7", "--folder", str(tmp_path)]) == 0
    facts = pd.read_csv(tmp_path / "kestrel_facts.csv", index_col="fact")["value"]
    assert facts["parcels_a_day"] == Company.from_seed(7).parcels_a_day
    assert {r["synthetic"]["seed"] for r in synthetic(tmp_path).values()} == {
        7,
        Company.from_seed(7).region().seed,
    }


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--seed", "7"], "--folder"),
        (["--seed", "-3", "--folder", "out"], "0 or more"),
        (["--folder", __file__], "is a file"),
    ],
)
def test_a_wrong_call_ends_with_one_line_and_writes_nothing(
    generate, tmp_path, monkeypatch, capsys, arguments, reason
):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as stop:
        generate(arguments)
    assert stop.value.code == 2
    assert reason in capsys.readouterr().err.splitlines()[-1]
    assert not list(tmp_path.iterdir())


def test_the_kestrel_tables_stay_small():
    sizes = [path.stat().st_size for path in DATA.glob("kestrel_*")]
    assert max(sizes) < 3_000_000
    assert sum(sizes) < 8_000_000


def test_each_declaration_belongs_to_a_table_and_says_nothing_unknown():
    folder = Path(casegen.__file__).parent / "schemas"
    known = {"title", "description", "limits", "key", "references", "compressed", "columns"}
    rules = {"enum", "minimum", "maximum", "unique", "pattern"}
    described = {"type", "unit", "description", "missing", "ordered", "utc"}
    names = {name.removeprefix("kestrel_").removeprefix("north_") for name in synthetic(DATA)}
    for path in folder.glob("*.yml"):
        assert path.stem in names, path.name
        declared = casegen.schema(path.stem)
        assert set(declared) <= known, path.name
        for column in declared["columns"].values():
            assert isinstance(column, str) or set(column) <= described | rules, path.name


def test_the_day_of_a_description_is_written_in_words():
    described = casegen.Stream(KESTREL, rows=500).tables()[0].description
    assert "from go-live on 3 November 2025 to 31 October 2026" in described
