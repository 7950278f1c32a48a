"""A number in the prose is printed by the lesson's code, or is a fact with its source."""

import nbformat
import pytest

from aipm.authoring import numbers, roadmap
from aipm.errors import UserError

from .conftest import ROADMAP, code, prose

LESSON = roadmap._lesson(ROADMAP["lessons"][0])
FACT = {"number": 4.2, "what": "EUR a late parcel", "source": "A report", "date": "2024-11"}


def ran(text, source="x = 1", **outputs):
    cell = code("run", source)
    if "stream" in outputs:
        cell.outputs.append(nbformat.v4.new_output("stream", text=outputs["stream"]))
    if "html" in outputs:
        data = {"text/html": outputs["html"]}
        cell.outputs.append(nbformat.v4.new_output("display_data", data=data))
    return [prose("text", text), cell]


def unsupported(text, source="x = 1", facts=(), **outputs):
    return numbers.problems(LESSON, ran(text, source, **outputs), list(facts))


@pytest.mark.parametrize(
    ("text", "outputs"),
    [
        ("The mean is 67.", {"stream": "mean 67\n"}),
        ("It loses 67.", {"stream": "-67\n"}),
        ("It loses \N{MINUS SIGN}67.4.", {"html": "<td>\N{MINUS SIGN}67.4</td>"}),
        ("In 8 % of runs.", {"stream": "0.08"}),
        ("In 8 % of runs.", {"stream": "8 %"}),
        ("It costs 3 million and 12 thousand.", {"stream": "3,000,000 12000"}),
        ("One in 0.5 is 25.", {"html": '<img alt="26 of 25 lie below 0.50" src="data:x">'}),
        ("With 240,000 parcels.", {"source": "n = 240_000"}),
        ("Lines 7 and 3.", {"source": "x = f'{7} of 3'"}),
    ],
)
def test_a_number_that_code_prints_or_says_passes(text, outputs):
    assert unsupported(text, outputs.pop("source", "x = 1"), **outputs) == []


@pytest.mark.parametrize(
    ("text", "outputs", "number"),
    [
        ("The mean is 67.", {"stream": "67.4"}, "67"),
        ("The mean is 67.4.", {"stream": "67"}, "67.4"),
        ("In 9 % of runs.", {"stream": "0.08"}, "9"),
        ("In 529 of 1,000.", {"stream": "529"}, "1,000"),
        ("It is 67.", {"html": "<style>td {width: 67em}</style>"}, "67"),
        ("$10 + 5 = 15$", {"source": "10 + 5"}, "15"),
    ],
)
def test_a_number_that_nothing_prints_is_named_with_its_cell_and_words(text, outputs, number):
    found = unsupported(text, outputs.pop("source", "x = 1"), **outputs)
    assert len(found) == 1
    assert found[0].startswith(f"course/00_start.ipynb, cell 'text': {number} ('")


@pytest.mark.parametrize(
    "text",
    [
        "## 13.4 Many rates\n\nSee section 13.7, lessons 10 and 11, exercise 13, option 3.",
        "On Monday 6 January 2025, from 8 July to 22 December 2024, in May 2019, since 1998.",
        "1. First.\n3. Third.\n\n**3.** is right.",
        "Use `npv(0.1, [-100, 60])`, P80, the 16th, at 17:30 and [a link](http://x.y/345).",
        "The percentile P10, year 5 and task T17.",
        "0, 1 and 2 are too small to be a finding.",
        "## Further reading\n\nA book, 14(3), pages 511 to 534.",
    ],
)
def test_what_is_no_quantity_is_left_alone(text):
    assert unsupported(text) == []


def test_a_section_of_the_lesson_is_no_quantity():
    assert unsupported("## 00.12 Many\n\nMore (00.12) on this.") == []


def test_a_listed_fact_passes_and_an_unused_one_is_named():
    assert unsupported("A parcel costs 4.20 EUR.", facts=[FACT]) == []
    (found,) = unsupported("Nothing here.", facts=[FACT])
    assert "course/facts.yml, lesson 00: 4.2 (EUR a late parcel) stands nowhere" in found


def test_a_number_is_named_once_a_cell():
    assert len(unsupported("It is 67, and 67 again.")) == 1


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('"00": [{number: 1, what: a long enough text}]', "is not valid under any of"),
        ('"00": [{number: 1, what: a long text, example: true, source: x, date: "2"}]', "00, 0"),
        ('"00": [{number: about 3, what: a long enough text, example: true}]', "does not match"),
        ("a: [", "not YAML"),
    ],
)
def test_facts_of_another_form_are_refused(tmp_path, text, says):
    (tmp_path / "course").mkdir()
    (tmp_path / numbers.PATH).write_text(text)
    with pytest.raises(UserError) as caught:
        numbers.load(tmp_path)
    assert says in str(caught.value)
