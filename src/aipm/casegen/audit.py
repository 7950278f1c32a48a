"""How support works before the project: cases, event log, candidates for automation."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from aipm.casegen.calendar import working_year
from aipm.casegen.company import KESTREL
from aipm.casegen.deliveries import Deliveries
from aipm.casegen.table import Generator, Table
from aipm.casegen.texts import read

#: Topics of support tickets and their weights, as in the table of ticket texts.
TOPICS = {
    "late_or_missing": 210,
    "damaged": 95,
    "address_change": 85,
    "billing": 85,
    "pickup_request": 70,
    "account_access": 55,
    "complaint_or_other": 40,
}
#: Channels and their shares, as in the table of ticket texts.
CHANNELS = {"email": 0.23, "web_form": 0.50, "chat": 0.14, "phone_note": 0.13}
TEAMS = ("system", "support", "depot")

OPENING_HOUR, CLOSING_HOUR = 8, 18
_DAY = (CLOSING_HOUR - OPENING_HOUR) * 60.0


@dataclass(frozen=True)
class SupportProcess(Generator):
    """Event log of support tickets, with rework and waiting.

    A ticket about a late parcel follows a late delivery, another one any delivery: they share day
    and depot. Nobody answers the telephone outside of the opening hours.

    Work is in minutes, waiting in working minutes (support works 08:00 to 18:00 on working days).

    Parameters
    ----------
    company : Company
    deliveries : Deliveries, optional
        What the tickets are about; the company's own by default.
    cases : int
        Tickets in the log.
    lag : tuple of float
        Shares of the tickets that arrive 0, 1, 2, ... working days after the delivery.
    off_share : float
        Share of the tickets that arrive on a weekend or holiday.
    work : mapping of str to float
        Mean minutes of work of an activity, before all work is scaled so that support spends the
        company's handling time on a ticket.
    wait : mapping of str to float
        Median working minutes that a ticket waits before an activity other than classifying.
    batches : tuple of int
        Hours of the day at which support begins to classify what has arrived.
    batch_minutes : int
        Minutes over which a batch is spread.
    topic_factor : mapping of str to float
        Length of look-up and reply by topic.
    ask_depot : mapping of str to float
        Share of the tickets of a topic that need an answer from a depot; others 0.10.
    misrouted : float
        Share of tickets that are first classified wrongly, reassigned and classified again.
    reopened : float
        Share of closed tickets that the customer reopens.
    """

    deliveries: Deliveries | None = None
    cases: int = 2_400
    lag: tuple[float, ...] = (0.45, 0.35, 0.13, 0.07)
    off_share: float = 0.08
    work: Mapping[str, float] = field(
        default_factory=lambda: {
            "Classify": 1.4,
            "Reassign": 0.7,
            "Look up parcel": 1.6,
            "Ask depot": 0.9,
            "Depot answers": 3.0,
            "Reply": 2.3,
            "Close": 0.3,
        }
    )
    wait: Mapping[str, float] = field(
        default_factory=lambda: {
            "Reassign": 95,
            "Look up parcel": 8,
            "Ask depot": 3,
            "Depot answers": 230,
            "Reply": 35,
            "Close": 2,
        }
    )
    batches: tuple[int, ...] = (8, 10, 12, 14, 16)
    batch_minutes: int = 75
    topic_factor: Mapping[str, float] = field(
        default_factory=lambda: {
            "late_or_missing": 1.0,
            "damaged": 1.3,
            "address_change": 0.6,
            "billing": 1.4,
            "pickup_request": 0.7,
            "account_access": 0.6,
            "complaint_or_other": 1.8,
        }
    )
    ask_depot: Mapping[str, float] = field(
        default_factory=lambda: {"late_or_missing": 0.55, "damaged": 0.40, "pickup_request": 0.30}
    )
    misrouted: float = 0.17
    reopened: float = 0.08

    @property
    def agents(self) -> list[str]:
        """Support agents: as many as the yearly work needs."""
        c = self.company
        hours = c.tickets_a_year * c.handling_minutes / 60
        return [f"A{number:02d}" for number in range(1, round(hours / c.productive_hours) + 1)]

    @cached_property
    def _days(self) -> pd.DatetimeIndex:
        # Work on the last tickets of the year ends in the next.
        year = self.company.history_year
        return working_year(year).append(working_year(year + 1)[:30])

    @cached_property
    def _drawn(self) -> pd.DataFrame:
        """The cases in the order in which they were drawn, numbered in order of receipt."""
        rng, detail = self.company.rng("cases"), self.company.rng("case details")
        n, topics = self.cases, list(TOPICS)
        hours = rng.triangular(6, 11, 24, n)
        # A place in the year's parcels, or in its late parcels, from 0 to 1.
        place = (rng.integers(0, 366, n) + detail.random(n)) / 366
        channel = rng.choice(list(CHANNELS), n, p=list(CHANNELS.values()))
        weights = np.array(list(TOPICS.values())) / sum(TOPICS.values())
        topic = rng.choice(topics, n, p=weights)

        parcels = (self.deliveries or Deliveries(self.company)).frame
        late = np.flatnonzero(parcels["late"])
        about_late = topic == "late_or_missing"
        row = np.where(
            about_late, late[(place * len(late)).astype(int)], (place * len(parcels)).astype(int)
        )
        lag = detail.choice(len(self.lag), n, p=self.lag)
        phone = channel == "phone_note"
        # Who writes about a parcel on its day does so when its window is over.
        start = np.where(about_late & (lag == 0), 16, np.where(phone, OPENING_HOUR, 6))
        end = np.where(phone, CLOSING_HOUR, 24)
        hours = start + (hours - 6) / 18 * (end - start)
        off = ~phone & (detail.random(n) < self.off_share / (1 - CHANNELS["phone_note"]))
        day = self._day_received(parcels["day"].to_numpy()[row], lag, off, detail.random(n))
        received = (day + pd.to_timedelta(hours, unit="h")).floor("s")
        rank = np.argsort(np.argsort(received, kind="stable")) + 1
        return pd.DataFrame(
            {
                "case_id": [f"C{number:04d}" for number in rank],
                "received": received,
                "channel": channel,
                "topic": topic,
                "depot": parcels["depot"].to_numpy()[row],
            }
        )

    def _day_received(
        self, delivered: np.ndarray, lag: np.ndarray, off: np.ndarray, chance: np.ndarray
    ) -> pd.DatetimeIndex:
        """Working day `lag` after the delivery, or where `off` a day off soon after that."""
        year = self.company.history_year
        open_days = working_year(year)
        # What would arrive in the next year arrives on the last working day.
        place = np.minimum(open_days.searchsorted(delivered) + lag, len(open_days) - 1)
        day = open_days[place]
        days_off = pd.date_range(f"{year}-01-01", f"{year}-12-31").difference(open_days)
        first = days_off.searchsorted(day)
        second = np.minimum(first + 1, len(days_off) - 1)
        follows = days_off[second] - days_off[first] == pd.Timedelta(days=1)
        return day.where(~off, days_off[np.where(follows & (chance < 0.4), second, first)])

    @cached_property
    def _cases(self) -> pd.DataFrame:
        return self._drawn.sort_values("case_id").reset_index(drop=True)

    def _clock(self, moment: pd.Timestamp) -> float:
        """Working minutes since the year's first opening, at or after a moment."""
        day = self._days.searchsorted(moment.normalize())
        if self._days[day] != moment.normalize():
            return day * _DAY
        minutes = (moment - moment.normalize()).total_seconds() / 60 - OPENING_HOUR * 60
        return day * _DAY + float(np.clip(minutes, 0, _DAY))

    def _moment(self, clock: float) -> pd.Timestamp:
        day, minutes = divmod(clock, _DAY)
        start = self._days[int(day)] + pd.Timedelta(hours=OPENING_HOUR)
        return start + pd.Timedelta(seconds=round(minutes * 60))

    def _steps(self, topic: str, rng: np.random.Generator) -> list[str]:
        steps = ["Classify"]
        if rng.random() < self.misrouted:
            steps += ["Reassign", "Classify"]
        answer = ["Look up parcel"]
        if rng.random() < self.ask_depot.get(topic, 0.10):
            answer += ["Ask depot", "Depot answers"]
        answer += ["Reply", "Close"]
        steps += answer
        if rng.random() < self.reopened:
            steps += ["Reopen", "Look up parcel", "Reply", "Close"]
        return steps

    @cached_property
    def _events(self) -> pd.DataFrame:
        rng = self.company.rng("events")
        plan = [(case, *self._work(case.topic, rng)) for case in self._drawn.itertuples()]
        support = sum(
            minutes
            for _, steps, work in plan
            for step, minutes in zip(steps, work, strict=True)
            if step != "Depot answers"
        )
        scale = self.company.handling_minutes * self.cases / support
        rows = []
        for case, steps, work in sorted(plan, key=lambda item: item[0].case_id):
            rows += self._log(case, steps, work, scale, rng)
        names = ["case_id", "activity", "start_timestamp", "timestamp", "resource", "team"]
        return pd.DataFrame(rows, columns=names)

    def _work(self, topic: str, rng: np.random.Generator) -> tuple[list[str], list[float]]:
        """Activities of a case and the minutes that each takes, before work is scaled."""
        steps = self._steps(topic, rng)
        longer = dict.fromkeys(("Look up parcel", "Reply"), self.topic_factor[topic])
        work = [
            self.work.get(step, 0.0) * longer.get(step, 1.0) * rng.lognormal(-0.125, 0.5)
            for step in steps
        ]
        return steps, work

    def _log(
        self, case: Any, steps: list[str], work: list[float], scale: float, rng: np.random.Generator
    ) -> list[tuple]:
        """Rows of the event log of one case."""
        rows = [(case.case_id, "Receive", case.received, case.received, "system", "system")]
        batches = np.array([(hour - OPENING_HOUR) * 60.0 for hour in self.batches])
        clock = self._clock(case.received)
        agent = str(rng.choice(self.agents))
        for step, unscaled in zip(steps, work, strict=True):
            if step == "Reopen":
                # The customer comes back after a day or two, at any hour.
                clock += rng.uniform(0.5, 3.0) * _DAY
                moment = self._moment(clock)
                rows.append((case.case_id, step, moment, moment, "system", "system"))
                continue
            team = "depot" if step == "Depot answers" else "support"
            minutes = unscaled * (scale if team == "support" else 1.0)
            if step == "Classify":
                clock = _next_batch(clock, batches) + rng.uniform(0, self.batch_minutes)
            else:
                clock += self.wait[step] * rng.lognormal(0, 0.8)
            if clock % _DAY + minutes > _DAY:
                clock = (clock // _DAY + 1) * _DAY
            start = self._moment(clock)
            end = start + pd.Timedelta(seconds=max(round(minutes * 60), 1))
            resource = case.depot if team == "depot" else agent
            rows.append((case.case_id, step, start, end, resource, team))
            clock += minutes
            if step == "Reassign":
                agent = str(rng.choice([other for other in self.agents if other != agent]))
        return rows

    def parameters(self) -> dict[str, Any]:
        found = super().parameters()
        del found["deliveries"]
        return {**found, "agents": len(self.agents)}

    def tables(self) -> list[Table]:
        c = self.company
        one_in = round(c.tickets_a_year / self.cases)
        return [
            self.table("cases", self._cases, one_in=one_in),
            self.table(
                "events", self._events, opening_hour=OPENING_HOUR, closing_hour=CLOSING_HOUR
            ),
        ]


def _next_batch(clock: float, batches: np.ndarray) -> float:
    day, minutes = divmod(clock, _DAY)
    later = batches[batches >= minutes]
    return day * _DAY + later[0] if len(later) else (day + 1) * _DAY + batches[0]


@dataclass(frozen=True)
class Opportunities(Generator):
    """Candidates for automation, with what is needed to rank them and the gates that some fail.

    Parameters
    ----------
    company : Company
    noise : float
        Relative standard deviation of the volumes around their plan values.
    """

    noise: float = 0.06

    def tables(self) -> list[Table]:
        c = self.company
        share = {topic: weight / sum(TOPICS.values()) for topic, weight in TOPICS.items()}
        counted = {
            "tickets": c.tickets_a_year,
            "parcels": c.parcels_a_year,
            "damaged tickets": c.tickets_a_year * share["damaged"],
            "pickup tickets": c.tickets_a_year * share["pickup_request"],
            "depot days": c.working_days * len(c.depots),
        }
        frame = read("opportunities")
        plan = frame.pop("counts").map(counted) * frame.pop("share")
        # What is counted exactly keeps its volume; the others are estimates.
        exact = plan.isin([counted["tickets"], counted["depot days"]])
        noise = c.rng("opportunities").normal(1, self.noise, len(frame))
        frame.insert(2, "volume", plan.where(exact, (plan * noise).round(-2)).astype(int))
        # Costs were written for Kestrel; another company's follow its size.
        scale = c.full_benefit_keur / KESTREL.full_benefit_keur
        for name in ("build_cost_keur", "run_cost_keur"):
            frame[name] = (frame[name] * scale).round(1)
        frame["owner"] = frame["owner"].map(c.person)
        return [self.table("opportunities", frame)]
