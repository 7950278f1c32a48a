"""The decision task of an exercise, read from its hidden test: practice cases and measures."""

import json
from pathlib import Path

import pandas as pd
import pytest

from aipm import data
from aipm.authoring import bank, decisions, roadmap
from aipm.authoring.datapackage import write_table
from aipm.errors import UserError

from ..decisions import test_funding as funding
from .conftest import ROADMAP, Course, code, prose

_SOURCE = Path(funding.__file__).read_text(encoding="utf-8")
DEFINITIONS = _SOURCE[_SOURCE.index("def plan(") : _SOURCE.index("def simulates(")]
HIDDEN = f"""# Hidden tests: 200 projects.
### BEGIN HIDDEN TESTS
from aipm.casegen.cases import deal
from aipm.casegen.cases.funding import draw


{DEFINITIONS}
raised = 0
cases = deal(draw, values, n=60, seed=13, margin=5)
expect.decision(
    decide, cases=cases, values=values, naive=NAIVE, slips=SLIPS, captured=0.25
)
### END HIDDEN TESTS"""
SOLUTION = """def decide(case):
    \"\"\"Return the action that is worth most.\"\"\"
    ### BEGIN SOLUTION
    return "no"
    ### END SOLUTION"""
BANK = """# %% right: is cautious
def decide(case):
    return "gate" if case["p_works"] > 0.4 else "no"
# %% wrong: raises
def decide(case):
    return case["nothing"]
# %% wrong: answers something else
def decide(case):
    return "wait"
"""


@pytest.fixture
def deciding(course) -> Course:
    course.write(
        "solutions/00_start/start.ipynb",
        [
            prose("header", ""),
            code("setup", "from aipm import expect", locked=True),
            prose("decide-prompt", "## x\n\nWrite `decide(case)`; see section 00.1."),
            code("decide", SOLUTION, solution=True, locked=False),
            code("decide-test-25", HIDDEN, grade=True, points=3),
            code("check", "print('done')", locked=True),
        ],
    )
    lesson = ROADMAP["lessons"][0]
    task = lesson["tasks"][0] | {"id": "decide"}
    course.roadmap(ROADMAP | {"lessons": [lesson | {"tasks": [task]}]})
    path = course.root / bank.FOLDER / "00_start" / "decide.py"
    path.parent.mkdir(parents=True)
    path.write_text(BANK)
    return course


def task(course) -> decisions.Task:
    return decisions.read(course.root, roadmap.load(course.root).lesson("00"))


def spoil(course, old: str, new: str) -> None:
    path = course.root / "solutions/00_start/start.ipynb"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_an_exercise_without_the_task_has_no_decision(course):
    assert task(course) is None
    assert decisions.practice(course.root) == []


def test_the_task_is_read_from_its_hidden_test(deciding):
    found = task(deciding)
    assert found.dealt == {"n": 60, "seed": 13, "margin": 5}
    assert len(found.cases) == 60
    assert found.naive.keys() == funding.NAIVE.keys()
    assert found.slips.keys() == funding.SLIPS.keys()
    assert found.values(found.cases[0]) == funding.values(found.cases[0])


def test_practice_holds_other_cases_and_what_each_answer_is_worth(deciding, tmp_path, monkeypatch):
    (practice,) = decisions.practice(deciding.root)
    (table,) = practice.tables()
    assert table.name == "practice_00_start"
    folder = tmp_path / "data"
    folder.mkdir()
    write_table(folder, table.frame, table.descriptor(practice))
    monkeypatch.setenv("AIPM_DATA", str(folder))
    frame = data.load("practice_00_start")
    assert len(frame) == decisions.PRACTICE_CASES
    cases = frame.drop(columns=[c for c in frame if c.startswith("worth_") or c == "case"])
    for shown, row in zip(cases.to_dict("records"), frame.to_dict("records"), strict=True):
        for action, worth in funding.values(shown).items():
            assert row[f"worth_{action}"] == pytest.approx(worth, abs=0.005)
    assert not [case for case in cases.to_dict("records") if case in task(deciding).cases]


def test_the_card_of_practice_tells_columns_units_and_answers(deciding):
    (practice,) = decisions.practice(deciding.root)
    (table,) = practice.tables()
    card = table.descriptor(practice)
    assert card["synthetic"]["generator"] == "aipm.casegen.cases.funding.draw"
    assert card["synthetic"]["seed"] == 14
    assert "'gate': the prototype is paid today" in card["description"]
    fields = {column["name"]: column for column in card["schema"]["fields"]}
    assert fields["worth_pilot"]["unit"] == fields["rest"]["unit"] == "thousand EUR"


def test_nested_entries_survive_the_file(tmp_path, monkeypatch):
    frame = pd.DataFrame({"case": [1], "weeks": [{"A": 2.5, "B": 3}], "asked": [["B", "A"]]})
    fields = [("case", "integer"), ("weeks", "object"), ("asked", "array")]
    card = {
        "name": "sample",
        "path": "sample.csv",
        "title": "A sample",
        "description": "One row is one thing.",
        "sources": [{"title": "Made up"}],
        "licenses": [{"name": "CC0-1.0", "title": "CC0"}],
        "schema": {
            "fields": [{"name": name, "type": kind, "description": "x"} for name, kind in fields],
            "primaryKey": ["case"],
        },
    }
    write_table(tmp_path, frame, card)
    monkeypatch.setenv("AIPM_DATA", str(tmp_path))
    assert data.load("sample").to_dict("records") == frame.to_dict("records")
    assert json.loads((tmp_path / "datapackage.json").read_text())["resources"][0]["bytes"] > 0


def test_a_cell_that_deals_no_cases_is_told(deciding):
    spoil(deciding, "cases = deal(", "cases = sorted(")
    with pytest.raises(UserError, match=r"cell 'decide-test-25': should call deal"):
        task(deciding)


def test_a_case_that_its_card_does_not_describe_is_told(deciding, monkeypatch):
    found = task(deciding)
    found.cases[0]["colour"] = "red"
    with pytest.raises(UserError, match=r"funding\.yml: 'columns' .* \['colour'\]"):
        found.card  # noqa: B018


def test_measures_agree_with_the_expectation(deciding):
    found = task(deciding)
    measured = decisions.measure(found, found.slips, seeds=range(2))
    zero = [name for name, share in measured["captured"].items() if share == 0]
    assert len(zero) == 1
    for name, slip in funding.SLIPS.items():
        share = 100 * funding.captured(slip, found.cases, funding.values, funding.NAIVE)
        assert measured.loc[name, "captured"] == pytest.approx(share)
        assert (
            measured.loc[name, "low"] <= measured.loc[name, "middle"] <= measured.loc[name, "high"]
        )


def test_the_report_shows_the_banks_policies_and_names_what_is_none(deciding, monkeypatch, capsys):
    monkeypatch.chdir(deciding.root)
    monkeypatch.setattr(decisions, "course_root", lambda: deciding.root)
    monkeypatch.setattr(decisions, "SEEDS", range(2))
    monkeypatch.setattr(decisions.sys, "argv", ["decisions", "00"])
    monkeypatch.setenv("COLUMNS", "200")
    decisions.main()
    out = capsys.readouterr().out
    assert "is the best in" in out
    assert "right: is cautious" in out
    assert "no policy: wrong: raises" in out
    assert "no policy: wrong: answers something else" in out
