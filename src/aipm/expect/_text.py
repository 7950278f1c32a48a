"""Expectations of a text: its length, the numbers and words it holds, how hard it is to read."""

import re
from collections.abc import Sequence
from typing import Any

from aipm.expect._message import Unmet, brief

#: 1,234.5 or 1 234.5 (thin, narrow or plain space) or 1234.5, with a sign and a per cent sign.
NUMBER = re.compile(
    r"(?<![\w.,])(?P<sign>[-−+])?[€$£]?\s?"
    r"(?P<digits>\d{1,3}(?:[, \u00a0\u2009\u202f]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?P<percent>\s?%|\s(?:%|per cent|percent))?"
)


def text(
    answer: Any,
    *,
    of: str,
    words: tuple[int, int] | None = None,
    numbers: Sequence[float] = (),
    mentions: Sequence[str] = (),
    avoid: Sequence[str] = (),
    grade: float | None = None,
    rel: float = 0.005,
) -> None:
    """Expect a text that a given reader can use.

    Parameters
    ----------
    answer : str
        The learner's text.
    of : str
        What the text is, such as ``"your summary"``.
    words : (int, int), optional
        Fewest and most words.
    numbers : sequence of float
        Numbers that must stand in the text; 0.26 is met by "26 %" too, 1200 by "1,200".
    mentions : sequence of str
        Regular expressions that must occur, ignoring case; alternatives as ``"risk|chance"``.
    avoid : sequence of str
        Words that must not occur, whole and ignoring case: jargon that the reader does not know.
    grade : float, optional
        Hardest Flesch-Kincaid grade (years of schooling, US).
    rel : float
        Relative tolerance of `numbers`, so that a sensibly rounded number counts.

    Raises
    ------
    Unmet
        If the text falls short; the message says of what.

    References
    ----------
    Kincaid, Fishburne, Rogers and Chissom (1975), Derivation of new readability formulas for Navy
    enlisted personnel. The computation is textstat's.
    """
    if not isinstance(answer, str):
        raise Unmet(f"{of} should be text, but it is {brief(answer)}.")
    count = len(answer.split())
    if words is not None and not words[0] <= count <= words[1]:
        raise Unmet(f"{of} has {count} words; {words[0]} to {words[1]} are wanted.")
    found = _numbers(answer)
    for number in numbers:
        if not any(abs(value - number) <= rel * abs(number) for value in found):
            raise Unmet(f"{of} does not give a number that it needs: {number:g}.")
    for pattern in mentions:
        if not re.search(pattern, answer, re.IGNORECASE):
            spoken = " or ".join(f"'{word}'" for word in pattern.split("|"))
            raise Unmet(f"{of} does not mention {spoken}.")
    for word in avoid:
        if re.search(rf"\b{re.escape(word)}\b", answer, re.IGNORECASE):
            raise Unmet(
                f"{of} uses '{word}', which its reader does not know. Say it in plain words."
            )
    if grade is not None:
        import textstat  # slow to import, and few tests need it

        level = textstat.flesch_kincaid_grade(answer)
        if level > grade:
            raise Unmet(
                f"{of} reads at grade {level:.0f}; its reader wants {grade:g} at most. "
                "Shorter sentences and shorter words help."
            )


def _numbers(answer: str) -> list[float]:
    values = []
    for match in NUMBER.finditer(answer):
        value = float(re.sub(r"[^\d.]", "", match["digits"]))
        if match["sign"] in ("-", "−"):
            value = -value
        values.append(value)
        if match["percent"]:
            values.append(value / 100)
    return values
