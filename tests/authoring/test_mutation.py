import pytest
import yaml

from aipm.authoring import mutation, roadmap
from aipm.errors import UserError

from .conftest import solution_cells


def changes(source):
    return [mutant.change for mutant in mutation.mutants("task", source)]


@pytest.mark.parametrize(
    ("source", "change"),
    [
        ("a = x < 1", "comparison: x < 1 -> x <= 1"),
        ("a = x + y", "arithmetic: x + y -> x - y"),
        ("a = -x", "sign: -x -> x"),
        ("a = 3", "constant: 3 -> 4"),
        ("a = 3", "boundary: 3 -> 2"),
        ("a = f(x, y)", "argument order: f(x, y) -> f(y, x)"),
        ("a = x", "dropped statement: a = x -> pass"),
        ("a = x and y", "logic: x and y -> x or y"),
        ("def f(x):\n    return x", "sign: return x -> return -x"),
        ("def f(x=1):\n    return x", "constant: 1 -> 2"),
    ],
)
def test_each_operator_changes_one_place(source, change):
    assert change in changes(source)


def test_docstrings_annotations_and_messages_stay():
    source = 'def f(x: int = 0) -> int:\n    "Return 3."\n    raise ValueError("below", 1)'
    assert not [c for c in changes(source) if "int" in c or "Return" in c or "1 ->" in c]


def test_no_mutant_equals_the_original_or_another():
    source = "def f(x):\n    return x * x + 1 if x > 0 else 0"
    texts = [mutant.source for mutant in mutation.mutants("f", source)]
    assert len(texts) == len(set(texts)) > 8


def test_names_of_mutants_are_unique():
    names = changes("a = 1 + 1")
    assert len(names) == len(set(names))


def test_mutants_of_a_well_tested_task_die_and_others_are_named(course):
    lesson = roadmap.load(course.root).lesson("00")
    report = mutation.run(course.root, lesson)
    assert len(report.killed) > 5
    # x < 0 against x <= 0: the tests ask for 0, so only changes that alter nothing may live.
    assert [mutant.change for mutant in report.unexplained] == []


def test_a_survivor_is_unexplained_until_a_reason_is_given(course):
    cells = solution_cells()
    cells[5].source = cells[5].source.replace("(0,), (7,), (-1,), (1.5,)", "(7,), (8,)")
    course.write("solutions/00_start/start.ipynb", cells)
    lesson = roadmap.load(course.root).lesson("00")
    report = mutation.run(course.root, lesson)
    survivor = "comparison: x < 0 -> x <= 0"
    assert survivor in [mutant.change for mutant in report.unexplained]
    path = course.root / "tests/answers/00_start/equivalent.yml"
    path.parent.mkdir(parents=True)
    path.write_text(yaml.safe_dump({"double": {survivor: "a reason", "gone": "stale"}}))
    report = mutation.run(course.root, lesson)
    assert survivor not in [mutant.change for mutant in report.unexplained]
    assert report.stale == ["double: gone"]


def test_a_mutant_of_a_policy_survives_where_it_captures_as_much(course):
    def tests(captured):
        return f"""expect.decision(
    double,
    cases=[{{"gain": gain}} for gain in range(-9, 10)],
    values=lambda case: {{"go": case["gain"], "stop": 0}},
    naive={{"always goes -> section 00.1": lambda case: "go"}},
    captured={captured},
)"""

    cells = solution_cells()
    cells[3].source = """def double(case):
    ### BEGIN SOLUTION
    if case["gain"] > 0:
        return "go"
    return "stop"
    ### END SOLUTION"""
    lesson = roadmap.load(course.root).lesson("00")
    for captured, told in ((0.95, set()), (0.5, {"constant: 0 -> 1"})):
        cells[4].source = "expect.value(double({'gain': 3}), 'go', of='double')"
        cells[5].source = tests(captured)
        course.write("solutions/00_start/start.ipynb", cells)
        report = mutation.run(course.root, lesson)
        assert "comparison: case['gain'] > 0 -> case['gain'] <= 0" in map(
            str, changed(report.killed)
        )
        assert "comparison: case['gain'] > 0 -> case['gain'] >= 0" in changed(report.survived)
        assert told <= set(changed(report.unexplained))
        assert bool(report.unexplained) == bool(told)


def changed(mutants):
    return [mutant.change for mutant in mutants]


def test_a_solution_that_fails_its_own_tests_is_told(course):
    cells = solution_cells()
    cells[3].source = cells[3].source.replace("2 * x", "3 * x")
    course.write("solutions/00_start/start.ipynb", cells)
    with pytest.raises(UserError, match="task 'double': its own tests fail"):
        mutation.run(course.root, roadmap.load(course.root).lesson("00"))
