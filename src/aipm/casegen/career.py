"""Careers of AI project managers in an invented country: pay, credentials, routes, people."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd

from aipm.casegen.table import Generator, Table
from aipm.casegen.texts import read

BACKGROUNDS = ("computing", "business", "science", "other")
CITIES = ("Port Amber", "Lowmark", "Greyhaven", "Tellin", "Osterby", "Quill Bay")


@dataclass(frozen=True)
class Survey(Generator):
    """A survey of AI project managers: pay, background and how their week is spent.

    Pay follows experience, city and background. Whoever has a credential has been in the job for
    longer, so holders earn much more than others and little more than others of their experience.

    Parameters
    ----------
    company : Company
    rows : int
        People asked.
    base_keur : float
        Median yearly pay of somebody new to the job in a city of price level 1, thousand EUR.
    per_year : float
        Rise of pay for a year of experience, as a fraction.
    holders, holders_per_year : float
        Share of holders of a credential among people new to the job, and its rise with a year.
    credential_effect : float
        What a credential adds to pay at equal experience, as a fraction.
    noise : float
        Standard deviation of the logarithm of pay.
    backgrounds : tuple of float
        Shares of `BACKGROUNDS`.
    price_level : tuple of float
        Price level of each of `CITIES`; 1 is the country's mean.
    pay_level : tuple of float
        Pay of each city, as a multiple of the base.
    writes_code : float
        Share of people who write code in an ordinary week.
    """

    rows: int = 420
    base_keur: float = 43.0
    per_year: float = 0.045
    holders: float = 0.12
    holders_per_year: float = 0.055
    credential_effect: float = 0.03
    noise: float = 0.17
    backgrounds: tuple[float, ...] = (0.38, 0.27, 0.20, 0.15)
    price_level: tuple[float, ...] = (1.34, 0.88, 1.12, 0.94, 1.00, 0.82)
    pay_level: tuple[float, ...] = (1.20, 0.93, 1.10, 1.02, 0.98, 0.87)
    writes_code: float = 0.35

    @cached_property
    def frame(self) -> pd.DataFrame:
        """The survey table."""
        rng = self.company.rng("career survey")
        n = self.rows
        years = rng.gamma(1.6, 3.6, n).round(1).clip(0, 25)
        city = rng.integers(0, len(CITIES), n)
        credential = rng.random(n) < self.holders + self.holders_per_year * np.minimum(years, 12)
        factor = 1 + self.credential_effect * credential
        pay = (
            self.base_keur * np.array(self.pay_level)[city] * factor * (1 + self.per_year) ** years
        )
        codes = rng.random(n) < self.writes_code
        technical = rng.beta(2.2, 4.5, n)
        return pd.DataFrame(
            {
                "person": np.arange(1, n + 1),
                "city": np.array(CITIES)[city],
                "background": rng.choice(BACKGROUNDS, n, p=self.backgrounds),
                "experience_years": years,
                "credential": credential,
                "pay_keur": (pay * rng.lognormal(0, self.noise, n)).round(1),
                "code_hours": np.where(codes, rng.gamma(1.5, 2.5, n), 0).round(1),
                "technical_share": technical.round(2),
                "ai_expert_before": rng.random(n) < 0.21,
                "job_changed_by_ai": rng.choice(
                    ["more work", "other work", "less work"], n, p=[0.31, 0.51, 0.18]
                ),
            }
        )

    def tables(self) -> list[Table]:
        levels = pd.DataFrame({"city": CITIES, "price_level": self.price_level})
        return [
            self.table("career_survey", self.frame),
            self.table("career_cities", levels),
            self.table("career_misconceptions", read("misconceptions")),
        ]


@dataclass(frozen=True)
class Credentials(Generator):
    """Invented credentials with price and upkeep, and who in the team holds which since when.

    The one whose holders earn most is not the one that pays: its renewals eat it up.

    Parameters
    ----------
    company : Company
    today : datetime.date
        Day on which the table of holders is read.
    years : int
        Years that a credential is looked at.
    jitter : float
        Relative half-width of the random change of prices.
    """

    today: date = date(2026, 11, 9)
    years: int = 6
    jitter: float = 0.06

    @cached_property
    def frame(self) -> pd.DataFrame:
        """The credentials table."""
        rng = self.company.rng("credentials")
        frame = read("credentials")
        for name in ("price_eur", "renewal_eur", "raise_eur"):
            change = rng.uniform(1 - self.jitter, 1 + self.jitter, len(frame))
            frame[name] = (frame[name] * change / 10).round().astype(int) * 10
        return frame

    def worth(self, renewals: bool = True) -> pd.Series:
        """Net present value of each credential for the company's hour and rate, EUR."""
        c, found = self.company, {}
        for row in self.frame.itertuples():
            flows = [row.raise_eur * row.pass_share for _ in range(self.years)]
            if renewals:
                upkeep = row.renewal_eur + row.renewal_hours * c.support_hour_eur
                for year in range(row.valid_years, self.years, row.valid_years):
                    flows[year - 1] -= upkeep * row.pass_share
            value = sum(f / (1 + c.discount_rate) ** t for t, f in enumerate(flows, 1))
            found[row.credential] = value - row.price_eur - row.hours * c.support_hour_eur
        return pd.Series(found)

    @cached_property
    def holders(self) -> pd.DataFrame:
        """The holders table."""
        rng = self.company.rng("holders")
        rows = []
        for person in self.company.people:
            for row in self.frame.sample(int(rng.integers(1, 4)), random_state=rng).itertuples():
                age = int(rng.integers(60, min(365 * row.valid_years * 2, 2_400)))
                rows.append((person.name, row.credential, pd.Timestamp(self.today), age))
        frame = pd.DataFrame(rows, columns=["person", "credential", "renewed", "age"])
        frame["renewed"] -= pd.to_timedelta(frame.pop("age"), unit="D")
        return frame.sort_values(["person", "credential"], ignore_index=True)

    def parameters(self) -> dict[str, Any]:
        return {
            **super().parameters(),
            "worth_eur": {name: round(value) for name, value in self.worth().items()},
        }

    def tables(self) -> list[Table]:
        return [
            self.table("credentials", self.frame),
            self.table("credential_holders", self.holders),
        ]


@dataclass(frozen=True)
class Contacts(Generator):
    """Who knows whom, and how likely one introduces you to the other.

    The chain with the fewest people is not the likeliest to end in a meeting: its links are weak.

    Parameters
    ----------
    company : Company
    people : int
        Other people in the network.
    strong, weak : (float, float)
        Range of the probability of an introduction between colleagues and between others.
    """

    people: int = 36
    strong: tuple[float, float] = (0.75, 0.95)
    weak: tuple[float, float] = (0.10, 0.40)
    target: str = "Head of a project office"

    @cached_property
    def network(self) -> nx.Graph:
        """The network; an edge has `how` and `probability`."""
        rng = self.company.rng("contacts")
        names = [f"{first} {last}" for first, last in read("contacts").to_numpy()][: self.people]
        graph = nx.Graph()

        def link(a: str, b: str, strong: bool) -> None:
            limits = self.strong if strong else self.weak
            how = str(rng.choice(["colleague", "class"] if strong else ["event", "online"]))
            graph.add_edge(a, b, how=how, probability=round(float(rng.uniform(*limits)), 2))

        # Circles of six who know one another well, and weak ties between circles.
        for first in range(0, len(names), 6):
            circle = names[first : first + 6]
            for place, name in enumerate(circle):
                link(name, circle[(place + 1) % len(circle)], True)
        for a, b in zip(names[5::6], names[6::6], strict=False):
            link(a, b, True)
        for _ in range(10):
            a, b = rng.choice(names, 2, replace=False)
            if not graph.has_edge(a, b) and abs(names.index(a) - names.index(b)) < 14:
                link(str(a), str(b), False)
        link("You", names[0], True)
        link("You", names[7], False)
        link(names[17], self.target, True)
        link(names[12], self.target, False)
        return graph

    def chains(self) -> dict[str, tuple[list[str], float]]:
        """The chain with the fewest people and the likeliest one, each with its probability."""
        graph = nx.Graph(self.network)
        for *_, link in graph.edges(data=True):
            link["length"] = -np.log(link["probability"])
        found = {
            "fewest": nx.shortest_path(graph, "You", self.target),
            "likeliest": nx.shortest_path(graph, "You", self.target, weight="length"),
        }

        def chance(chain: list[str]) -> float:
            return float(np.prod([graph.edges[link]["probability"] for link in pairwise(chain)]))

        return {name: (chain, chance(chain)) for name, chain in found.items()}

    def parameters(self) -> dict[str, Any]:
        chains = {name: round(p, 4) for name, (_, p) in self.chains().items()}
        return {**super().parameters(), "probability": chains}

    def tables(self) -> list[Table]:
        links = [
            (a, b, link["how"], link["probability"]) for a, b, link in self.network.edges(data=True)
        ]
        frame = pd.DataFrame(links, columns=["person", "knows", "how", "probability"])
        return [self.table("contacts", frame)]


@dataclass(frozen=True)
class Routes(Generator):
    """Ways from school to the job, step by step, with years and cost.

    The shortest way is not the cheapest, and the cheapest is not the likeliest to arrive.

    Parameters
    ----------
    company : Company
    start, goal : str
        First and last station.
    """

    start: str = "school"
    goal: str = "AI project manager"

    @cached_property
    def frame(self) -> pd.DataFrame:
        """The steps table."""
        return read("routes")

    def best(self, weight: str) -> list[str]:
        """Stations of the way with the least sum of a column."""
        graph = nx.from_pandas_edgelist(
            self.frame, "station", "next", edge_attr=True, create_using=nx.DiGraph
        )
        return nx.shortest_path(graph, self.start, self.goal, weight=weight, method="bellman-ford")

    def parameters(self) -> dict[str, Any]:
        ways: Mapping[str, str] = {w: " > ".join(self.best(w)) for w in ("years", "cost_keur")}
        return {**super().parameters(), "best": dict(ways)}

    def tables(self) -> list[Table]:
        return [self.table("career_routes", self.frame)]


__all__ = ["Contacts", "Credentials", "Routes", "Survey"]
