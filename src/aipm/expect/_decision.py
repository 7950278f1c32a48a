"""Expectations of a policy: the value that its decisions capture."""

import contextlib
import os
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from aipm.expect import _call
from aipm.expect._call import SEED, name_of, not_written, raised, run_all
from aipm.expect._message import Unmet, brief, sentence

#: Seconds that all decisions of one test may take together.
PLAY_LIMIT = 20.0
#: Seconds for a case at which the same policy was stopped before: all cells of a task ask it.
AGAIN = 1.0
#: A naive rule must leave this share of what good decisions are about, or nothing can be measured.
LEAST_ROOM = 0.01
#: A slip is named as the cause where this share of all answers is the slip's own ...
SAME = 0.95
#: ... and it is at least told that the answers resemble it where this share is.
ALIKE = 0.8
#: In both cases the slip must explain this share of what is lost.
EXPLAINED = 0.8

Case = Mapping[str, Any]
Policy = Callable[[Case], str]

#: The policy that was stopped last, and at which case.
_stopped: list[tuple[Policy, Case]] = []
#: What was played last, and what the author's rules are worth there: all cells of a task play it.
_played: list[tuple[tuple, "Play", dict[str, float]]] = []


def decision(
    answer: Policy,
    *,
    cases: Iterable[Case],
    values: Callable[[Case], Mapping[str, float]],
    naive: Mapping[str, Policy],
    captured: float,
    slips: Mapping[str, Policy] | None = None,
    after: Callable[[Case, str, np.random.Generator], Case | None] | None = None,
    unit: str = "thousand EUR",
) -> None:
    """Expect a policy that captures a share of the value between a naive rule and the best.

    The best that can be known from the cases captures 1. The best of the naive rules, the same
    answer to every case among them, captures 0. What counts is the expected value of each decision,
    so luck does not.

    Parameters
    ----------
    answer : callable
        The learner's policy: takes one case and returns one action, a word that `values` knows.
    cases : iterable of dict
        What the policy sees, one dict each.
    values : callable
        The expected value of each action, by action, given what the case shows.
    naive : mapping from "does something -> section 13.6" to callable
        Rules that people use.
    captured : float
        The share from which the expectation is met.
    slips : mapping from "does something wrong -> section 13.6" to callable, optional
        Policies with one mistake. They serve the diagnosis and do not move the zero.
    after : callable, optional
        For a policy that is asked again and again: ``after(case, action, rng)`` returns the next
        case or, at the end, None. A case holds all that has happened, and `values` are those of the
        action now and of the best actions from then on.
    unit : str
        What the values are counted in.

    Raises
    ------
    Unmet
        If the policy is missing, fails, changes a case, takes too long, answers something else than
        an action, or captures less.
    ValueError
        If the author's own rules are no policies, or leave nothing to capture.
    """
    name = name_of(answer, "decide")
    for rule in {**naive, **(slips or {})}:
        sentence(rule)  # an author's error shows even where every answer is right
    play, floors = _ground(cases, values, after, naive, slips or {})
    constants = play.constants
    rules = {**naive, **constants}
    zero = max(floors, key=lambda rule: floors[rule])
    room = play.best - floors[zero]
    if room <= LEAST_ROOM * play.spread:
        raise ValueError(f"the rule {zero!r} is as good as the best policy on these cases")

    decisions = _decided(play, answer, name)
    got = play.best - sum(decision.loss for decision in decisions)
    if got >= floors[zero] + captured * room - 1e-9 * play.spread:
        return
    share = max(int(100 * (got - floors[zero]) / room), 0)
    wrong = [decision for decision in decisions if decision.loss > 0]
    parts = [
        f"On {len(play)} cases your decisions are worth {_amount(got)} {unit}. The best that can "
        f"be known are worth {_amount(play.best)}; the best of the simple rules, one that "
        f"{_does(zero)}, gets {_amount(floors[zero])}.",
        f"You capture {share} % of what lies between; this point takes {100 * captured:.0f} %.",
        f"You lose {_amount(sum(decision.loss for decision in wrong))} in {len(wrong)} of "
        f"{len(decisions)} decisions.",
    ]
    rules |= slips or {}
    like, same = _resembling(play, decisions, rules)
    if like:
        parts.append(_likeness(like, same, constant=like in constants))
        # The telling case shall show the mistake that was just named.
        wrong = [d for d in wrong if _match(rules[like](d.case), d.table) == d.action]
    worst = max(wrong, key=lambda decision: decision.loss)
    parts.append(
        f"A telling case: {name}({worst.case!r}) is {worst.action!r}, worth "
        f"{_amount(worst.table[worst.action])}; another answer is worth "
        f"{_amount(max(worst.table.values()))}."
    )
    raise Unmet(" ".join(parts))


def _ground(
    cases: Iterable[Case],
    values: Callable,
    after: Callable | None,
    naive: Mapping[str, Policy],
    slips: Mapping[str, Policy],
) -> tuple["Play", dict[str, float]]:
    """Return the play of these cases, and what each simple rule is worth there."""
    asked = (cases, values, after, naive)
    for known, play, floors in _played:
        if all(one is other for one, other in zip(known, asked, strict=True)):
            return play, floors
    play = Play(list(cases), values, after)
    floors = {rule: play.worth(policy) for rule, policy in {**naive, **play.constants}.items()}
    if after is None:
        # Asked before the learner's, so that one answer to it serves a whole class.
        for policy in slips.values():
            with contextlib.suppress(Exception):  # it is raised where the slip is needed
                play.says(policy)
    _played[:] = [(asked, play, floors)]
    return play, floors


@dataclass(frozen=True)
class Decision:
    """A case, what each action is worth there, and the action that was chosen."""

    case: Case
    table: Mapping[str, float]
    action: str

    @property
    def loss(self) -> float:
        """What the action is worth less than the best one."""
        return max(self.table.values()) - self.table[self.action]


#: Chooses an action for each of several cases, whose actions and values come beside them.
Choose = Callable[[list[Case], list[Mapping[str, float]]], list[str]]


class Play:
    """All cases, and how policies fare on them."""

    def __init__(self, starts: list[Case], values: Callable, after: Callable | None) -> None:
        if not starts:
            raise ValueError("expect.decision needs cases")
        self._starts, self._values, self._after = starts, values, after
        self._tables = [dict(values(case)) for case in starts]
        # By identity, since a policy need not be hashable; it is kept, so that its number is.
        self._said: dict[int, tuple[Policy, list[str | None]]] = {}
        #: The learner's policy that was asked last, and its decisions or why there are none.
        self.asked: tuple[Policy, list[Decision] | str] | None = None
        self.best = sum(max(table.values()) for table in self._tables)
        #: What is at stake: the best actions against the worst.
        self.spread = sum(max(table.values()) - min(table.values()) for table in self._tables)

    def __len__(self) -> int:
        return len(self._starts)

    def through(self, choose: Choose) -> list[Decision]:
        """Play all cases to their ends, those that still go on side by side."""
        decisions = []
        # The same luck for each policy, whatever happens in other cases.
        rolls = range(len(self)) if self._after is not None else ()
        luck = [np.random.default_rng([SEED, number]) for number in rolls]
        live, tables = self._starts, self._tables
        while live:
            step = zip(live, tables, choose(live, tables), strict=True)
            made = [Decision(case, table, action) for case, table, action in step]
            decisions += made
            if self._after is None:
                break
            following = [
                (self._after(decision.case, decision.action, rng), rng)
                for decision, rng in zip(made, luck, strict=True)
            ]
            live = [case for case, _ in following if case is not None]
            luck = [rng for case, rng in following if case is not None]
            tables = [dict(self._values(case)) for case in live]
        return decisions

    def worth(self, policy: Policy) -> float:
        """Return what a policy of the author's earns: the losses on its way add up to its lack."""

        def choose(cases: list[Case], tables: list[Mapping[str, float]]) -> list[str]:
            if self._after is None:
                actions = self.says(policy)
            else:
                pairs = zip(cases, tables, strict=True)
                actions = [_match(policy(case), table) for case, table in pairs]
            if None in actions:
                case = cases[actions.index(None)]
                raise ValueError(f"a rule of the test answers {policy(case)!r} to {case!r}")
            return actions

        return self.best - sum(decision.loss for decision in self.through(choose))

    def says(self, policy: Policy) -> list[str | None]:
        """Return what a policy of the author's answers to each case; it is asked once."""
        if id(policy) not in self._said:
            pairs = zip(self._starts, self._tables, strict=True)
            self._said[id(policy)] = policy, [_match(policy(case), table) for case, table in pairs]
        return self._said[id(policy)][1]

    def agrees(self, policy: Policy, decisions: Sequence[Decision]) -> list[bool]:
        """Return where a policy of the author's decides alike."""
        if self._after is not None:
            return [_match(policy(d.case), d.table) == d.action for d in decisions]
        return [said == d.action for said, d in zip(self.says(policy), decisions, strict=True)]

    @cached_property
    def constants(self) -> dict[str, Policy]:
        """The rules that always answer the same, where that is possible throughout."""
        rules: dict[str, Policy] = {}
        for action in self._tables[0]:
            rule = {f"always answers {action!r}": lambda _, action=action: action}
            try:
                self.worth(*rule.values())
            except ValueError:
                continue
            rules |= rule
        return rules


def _decided(play: Play, answer: Policy, name: str) -> list[Decision]:
    """Have the learner's policy decide all cases; raises Unmet where it has no action.

    Where a notebook runs from its first cell to its last, a policy is asked once for all cells of
    its task, so one that draws lots draws them once. Where a person runs cells, what the policy
    calls may have been mended in between.
    """
    end = time.monotonic() + PLAY_LIMIT

    def ask() -> list[Decision]:
        return play.through(lambda cases, tables: _ask(answer, name, cases, tables, end))

    if "NBGRADER_EXECUTION" not in os.environ:
        return ask()
    if play.asked is None or play.asked[0] is not answer:
        try:
            play.asked = answer, ask()
        except Unmet as unmet:
            play.asked = answer, str(unmet)
    told = play.asked[1]
    if isinstance(told, str):
        raise Unmet(told)
    return told


def _ask(
    answer: Policy, name: str, cases: list[Case], tables: list[Mapping[str, float]], end: float
) -> list[str]:
    """Ask the learner's policy; raises Unmet where it has no action."""
    for policy, case in _stopped:
        if policy is not answer or not any(case is other for other in cases):
            continue
        # Asked once more, and not for long: in a notebook, what it calls may have been mended.
        if run_all(answer, [(case,)], seconds=AGAIN)[0].too_slow:
            raise _too_slow(name, case, len(cases))
    _stopped.clear()
    actions = []
    results = run_all(answer, [(case,) for case in cases], seconds=end - time.monotonic())
    for case, table, result in zip(cases, tables, results, strict=False):
        if isinstance(result.error, NotImplementedError):
            raise not_written(name)
        if result.too_slow:
            _stopped.append((answer, case))
            raise _too_slow(name, case, len(cases))
        if result.error is not None:
            problem = f"{raised(result.error)}."
        elif result.changed:
            problem = "the function changed the case; work on a copy."
        elif (action := _match(result.value, table)) is None:
            problem = _no_action(result.value, table)
        else:
            actions.append(action)
            continue
        raise Unmet(f"{name}({case!r}): {problem}")
    return actions


def _too_slow(name: str, case: Case, number: int) -> Unmet:
    # Which of both limits it was depends on how busy the machine is; a message must not.
    return Unmet(
        f"{name}({case!r}): no answer in time. One decision may take {_call.CALL_LIMIT:.0f} "
        f"seconds, all {number} together {PLAY_LIMIT:.0f}. Does a loop never end? Else simulate "
        "fewer runs in a case, or compute what can be computed."
    )


def _match(value: Any, table: Mapping[str, float]) -> str | None:
    """Return the action that equals the value, letter by letter; a NumPy string is one too."""
    if not isinstance(value, str):
        return None
    return next((action for action in table if str.__eq__(action, value)), None)


def _no_action(value: Any, table: Mapping[str, float]) -> str:
    listed = ", ".join(map(repr, table))
    text = f"the answer should be one of {listed}, but it is {brief(value)}."
    if value is None:
        return f"{text} Does each way through the function end with a return?"
    if isinstance(value, str):
        for action in table:
            if action.casefold() == str(value).strip().casefold():
                return f"{text} Small and capital letters and spaces count."
    return text


def _resembling(
    play: Play, decisions: Sequence[Decision], rules: Mapping[str, Policy]
) -> tuple[str | None, float]:
    """Name the rule that makes the same mistakes, with the share of equal answers."""
    lost = sum(decision.loss for decision in decisions)
    right = sum(decision.loss == 0 for decision in decisions) / len(decisions)
    like, most = None, 0.0
    for name, rule in rules.items():
        equal = play.agrees(rule, decisions)
        explained = sum(d.loss for d, same in zip(decisions, equal, strict=True) if same)
        share = sum(equal) / len(equal)
        # Good answers resemble each other: a rule is only a likeness where it is a closer one.
        if explained >= EXPLAINED * lost and share >= ALIKE and share > max(right, most):
            like, most = name, share
    return like, most


def _likeness(rule: str, same: float, *, constant: bool) -> str:
    if same >= SAME and not constant:
        return sentence(rule)
    return f"In {100 * same:.0f} % of the decisions you answer like one that {_does(rule)}."


def _does(rule: str) -> str:
    return rule.split(" -> section")[0]


def _amount(value: float) -> str:
    """Return a sum of money for people: three digits, or all before the point."""
    if abs(value) < 0.0005:
        return "0"
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
