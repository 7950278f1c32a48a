import shutil

import nbformat
import pytest
from typer.testing import CliRunner

from aipm.authoring import bank, notebook, roadmap
from aipm.authoring.build import build
from aipm.cli import app
from aipm.errors import UserError

BANK = """# %% right: adds instead of multiplying
def double(x):
    if x < 0:
        raise ValueError
    return x + x
# %% right: shifts
def double(x):
    if x < 0:
        raise ValueError("no")
    return sum([x, x])
# %% wrong: squares
def double(x):
    if x < 0:
        raise ValueError
    return x * x
# %% wrong: returns the worked example
def double(x):
    return 4
# %% wrong: forgets the error
def double(x):
    return 2 * x
"""


@pytest.fixture
def banked(course, root):
    shutil.copy(root / "nbgrader_config.py", course.root)
    path = course.root / "tests/answers/00_start/double.py"
    path.parent.mkdir(parents=True)
    path.write_text(BANK)
    build(course.root)
    return course


def lesson(course):
    return roadmap.load(course.root).lesson("00")


def rewrite(course, old, new):
    path = course.root / "tests/answers/00_start/double.py"
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))


@pytest.mark.slow
def test_a_bank_that_behaves_as_it_says_has_no_problems(banked):
    report = bank.run(banked.root, lesson(banked))
    assert report.problems == []
    assert [(o.answer.says, o.points) for o in report.outcomes] == [
        ("adds instead of multiplying", 3),
        ("shifts", 3),
        ("squares", 1),
        ("returns the worked example", 1),
        ("forgets the error", 1),
    ]


@pytest.mark.slow
def test_each_kind_of_disappointment_is_told(banked):
    rewrite(banked, "# %% right: shifts", "# %% wrong: is right")
    rewrite(banked, "# %% wrong: squares", "# %% wrong: squares -> section 00.1")
    rewrite(banked, "# %% wrong: forgets the error", "# %% right: forgets the error")
    rewrite(banked, "# %% wrong: returns the", "# %% partial 2: returns the")
    problems = "\n".join(bank.run(banked.root, lesson(banked), "double").problems)
    assert "double, wrong: is right: all 3 points, though it is wrong" in problems
    assert "double, wrong: squares: feedback does not name it with section 00.1" in problems
    assert "double, right: forgets the error: 1 of 3 points" in problems
    assert "double, partial 2: returns the worked example: 1 of 3 points" in problems
    assert "alone" not in problems


def answer(task, verdict, says, **more):
    points = more.pop("points", None)
    return bank.Answer(task, verdict == "right", says, more.pop("section", None), "", points)


def test_each_notebook_holds_one_answer_of_each_task_and_all_are_placed_once():
    answers = [
        *(answer("a", "right", f"{n}") for n in range(2)),
        *(answer("b", "right", f"{n}") for n in range(2)),
        *(answer("a", "wrong", f"{n}") for n in range(3)),
        answer("b", "wrong", "0"),
    ]
    sheets = bank._sheets(answers)
    assert [[a.task for a in sheet] for sheet in sheets] == [["a", "b"]] * 3 + [["a"]] * 2
    assert sorted(a.name for sheet in sheets for a in sheet) == sorted(a.name for a in answers)


def test_an_answer_that_fares_otherwise_beside_others_is_told():
    cells = {
        "a-test-1": bank.Mark("a", 0, 1, "broken by b"),
        "a-test-2": bank.Mark("a", 1, 1, ""),
        "a-test-3": bank.Mark("a", 0, 1, "too high"),
    }
    apart = {"a-test-2": "too low", "a-test-3": "too high"}
    assert bank._influences(answer("a", "right", "x"), cells, apart) == [
        "a, right: x, cell 'a-test-1': beside other answers 'broken by b', alone 'it passes'",
        "a, right: x, cell 'a-test-2': beside other answers 'it passes', alone 'too low'",
    ]


@pytest.mark.parametrize(
    ("verdict", "points", "earned", "says"),
    [
        ("right", None, 4, None),
        ("right", None, 3, "3 of 4 points"),
        ("wrong", None, 3, None),
        ("wrong", None, 4, "all 4 points, though it is wrong"),
        ("partial", 2, 2, None),
        ("partial", 2, 3, "3 of 4 points"),
        ("partial", 0, 0, None),
        ("partial", 0, 1, "1 of 4 points"),
    ],
)
def test_what_an_answer_earns_is_compared_with_what_the_bank_says(verdict, points, earned, says):
    outcome = bank.Outcome(answer("a", verdict, "x", points=points), earned, 4, "")
    assert bool(bank.surprises(outcome)) == bool(says)
    assert not says or says in bank.surprises(outcome)[0]


def test_a_partial_answer_is_read_and_counts_as_a_wrong_one(banked):
    rewrite(banked, "# %% wrong: squares", "# %% partial 1: squares -> section 00.1")
    answers = bank.read(banked.root, lesson(banked))
    (squares,) = [a for a in answers if a.says == "squares"]
    assert (squares.points, squares.right, squares.section) == (1, False, "00.1")
    assert squares.name == "double, partial 1: squares"
    solution = notebook.read(banked.root / "solutions/00_start/start.ipynb")
    assert bank.gaps(answers, solution) == []


def test_a_task_that_is_not_there_is_told_with_those_that_are(banked):
    with pytest.raises(UserError, match="no task 'treble' with tests, but double"):
        bank.run(banked.root, lesson(banked), "treble")


def test_a_task_that_the_solution_lacks_is_told(banked):
    path = banked.root / "solutions/00_start/start.ipynb"
    nb = nbformat.read(path, as_version=4)
    nb.cells = [cell for cell in nb.cells if cell.id != "double"]
    nbformat.write(nb, path)
    with pytest.raises(UserError, match="has no task 'double'; 'aipm build' says more"):
        bank.run(banked.root, lesson(banked))


@pytest.mark.slow
def test_the_command_runs_one_task_and_fails_on_a_surprise(banked, monkeypatch):
    monkeypatch.chdir(banked.root)
    done = CliRunner().invoke(app, ["bank", "00", "double"])
    assert done.exit_code == 0
    assert "5 answers earn what they should" in done.output
    rewrite(banked, "# %% right: shifts", "# %% wrong: is right")
    done = CliRunner().invoke(app, ["bank", "start", "double"])
    assert done.exit_code == 1
    assert "all 3 points, though it is wrong" in done.output
    assert "2 surprises" in str(done.exception)


def test_too_few_answers_and_a_slip_without_one_are_told(banked):
    rewrite(banked, "# %% right: shifts", "# %% wrong: shifts")
    solution = notebook.read(banked.root / "solutions/00_start/start.ipynb")
    solution.cells[4].source += '\nslips = {"halves -> section 00.1": 1}'
    problems = bank.gaps(bank.read(banked.root, lesson(banked)), solution)
    assert "task 'double': 1 right answers, 2 are wanted" in problems
    assert "cell 'double-test-value': no answer of the bank 'halves'" in problems


def test_a_cell_with_another_head_is_told_with_its_line(banked):
    rewrite(banked, "# %% wrong: squares", "# %% squares")
    with pytest.raises(UserError, match=r"double\.py, line 11: a cell starts with"):
        bank.read(banked.root, lesson(banked))


def test_a_missing_file_and_a_stranger_are_told(banked):
    path = banked.root / "tests/answers/00_start/double.py"
    path.rename(path.with_name("treble.py"))
    with pytest.raises(UserError, match=r"treble\.py: the exercise has no such task"):
        bank.read(banked.root, lesson(banked))
    path.with_name("treble.py").unlink()
    with pytest.raises(UserError, match=r"double\.py: missing"):
        bank.read(banked.root, lesson(banked))


def test_the_table_shows_the_slip_or_how_the_feedback_begins():
    named = (
        "f(1): too high. It looks as if your answer halves. Reread section 00.1. 3 came out right."
    )
    outcomes = [
        bank.Outcome(answer("a", "wrong", "halves", section="00.1"), 1, 3, f"{named} {named}"),
        bank.Outcome(answer("a", "partial", "stops early", points=2), 2, 3, "too low " * 50),
    ]
    shown = bank.table(bank.Report(outcomes, []))
    assert list(shown.columns[1].cells) == ["wrong: halves", "partial 2: stops early"]
    assert list(shown.columns[2].cells) == ["1 of 3", "2 of 3"]
    first, second = shown.columns[3].cells
    assert first == "It looks as if your answer halves. Reread section 00.1."
    assert len(second) <= bank.SHOWN and second.endswith("…")
