import shutil

import pytest

from aipm.authoring import bank, notebook, roadmap
from aipm.authoring.build import build
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
    assert bank.run(banked.root, lesson(banked)) == []


@pytest.mark.slow
def test_each_kind_of_disappointment_is_told(banked):
    rewrite(banked, "# %% right: shifts", "# %% wrong: is right")
    rewrite(banked, "# %% wrong: squares", "# %% wrong: squares -> section 00.1")
    rewrite(banked, "# %% wrong: forgets the error", "# %% right: forgets the error")
    problems = "\n".join(bank.run(banked.root, lesson(banked)))
    assert "double, wrong: is right: all 3 points, though it is wrong" in problems
    assert "double, wrong: squares: feedback does not name it with section 00.1" in problems
    assert "double, right: forgets the error: 1 of 3 points" in problems


def test_right_answers_stand_beside_wrong_ones_of_other_tasks():
    def answer(task, right, says):
        return bank.Answer(task, right, says, None, "")

    answers = [
        *(answer("a", True, f"{n}") for n in range(2)),
        *(answer("b", True, f"{n}") for n in range(2)),
        *(answer("a", False, f"{n}") for n in range(2)),
        answer("b", False, "0"),
    ]
    sheets = bank._sheets(answers)
    assert list(sheets) == ["a, wrong: 0", "a, wrong: 1", "b, wrong: 0", "a, right: 1"]
    assert [a.name for a in sheets["a, wrong: 1"]] == ["a, wrong: 1", "b, right: 1"]
    assert {a.name for sheet in sheets.values() for a in sheet} == {a.name for a in answers}


def test_a_wrong_answer_that_costs_another_task_points_is_told():
    wrong = bank.Answer("a", False, "breaks b", None, "")
    right = bank.Answer("b", True, "as it is", None, "")
    cells = {
        "a-test-1": bank.Cell("a", 0, 0, 1, False, "no"),
        "b-test-1": bank.Cell("b", 0, 0, 2, False, "broken"),
    }
    problems = bank._surprises([wrong, right], cells, {"a": 1, "b": 2})
    assert problems == [
        "b, right: as it is: 0 of 2 points beside 'a, wrong: breaks b'; feedback: broken"
    ]


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
