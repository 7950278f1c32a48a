"""The facts of Kestrel Parcels: the one source that every generated table agrees with.

Each generator of :mod:`aipm.casegen` takes a :class:`Company` and reads volumes, names, dates and
money from it. :data:`KESTREL` is the company of the lessons; :meth:`Company.from_seed` gives
another plausible one, on which the same exercises can be graded.
"""

import zlib
from dataclasses import dataclass, replace
from datetime import date

import numpy as np


@dataclass(frozen=True)
class Person:
    """Somebody whom the lessons meet again.

    Parameters
    ----------
    key : str
        The role in one word, the same in every company: ``"finance"``.
    name : str
        First and last name, invented.
    role : str
        The role in plain words: ``"finance director"``.
    """

    key: str
    name: str
    role: str


#: Role keys and roles, the same in every company.
ROLES = {
    "chief": "chief executive",
    "finance": "finance director",
    "operations": "head of operations",
    "support": "head of support",
    "science": "lead data scientist",
    "data": "data engineer",
    "cloud": "cloud architect",
    "works_council": "works council",
    "sales": "head of sales",
}

#: A region's seed lies this far from its company's.
REGION_SEED_STEP = 1_000_099

_KESTREL_NAMES = (
    "Mara Lindqvist",
    "Tomas Okafor",
    "Ines Duarte",
    "Joris Maes",
    "Priya Nair",
    "Leo Brandt",
    "Aisha Rahmani",
    "Henrik Solberg",
    "Chloe Martin",
)


@dataclass(frozen=True)
class Company:
    """A regional parcel carrier and its one AI project, Early Warning.

    The defaults are the facts of Kestrel Parcels. Shares are fractions (0.08 means 8 %), money is
    in euro, or in thousand euro where the name ends in ``_keur``.

    Parameters
    ----------
    seed : int
        Seed of every random draw about this company.
    name : str
        Name of the carrier.
    depots : tuple of str
        Delivery depots, in alphabetical order.
    hub : str
        The depot where parcels are sorted; one of `depots`.
    parcels_a_day : int
        Parcels delivered on a working day.
    working_days : int
        Working days a year.
    late_rate : float
        Share of parcels that arrive after the promised window.
    late_parcel_cost_eur : float
        Direct cost of a late parcel: voucher, redelivery, contact.
    tickets_a_year : int
        Support tickets a year.
    handling_minutes : float
        Handling time of a ticket, minutes.
    support_hour_eur : float
        Loaded cost of an hour of support.
    productive_hours : int
        Productive hours of a full-time employee a year.
    build_cost_keur : float
        Cost of building Early Warning, paid at year 0; also the project's budget at completion.
    cloud_cost_keur, model_support_cost_keur : float
        The two parts of the yearly running cost.
    avoided_share : float
        Share of late parcels that Early Warning avoids at full adoption.
    minutes_saved : float
        Minutes of handling that triage saves on each ticket at full adoption.
    retained_margin_keur : float
        Yearly margin of customers who stay, at full adoption: the softest number.
    adoption : tuple of float
        Share of the full benefit reached in year 1, 2, ...; its length is the horizon in years.
    discount_rate : float
        Yearly discount rate.
    reroute_cost_eur : float
        Cost of acting on one warning: re-route the parcel or warn the customer.
    reroute_success : float
        Share of the parcels that would be late which acting on a warning saves.
    names : tuple of str
        Names of the people, in the order of :data:`ROLES`.
    history_year : int
        The year that the history tables describe.
    board_start : datetime.date
        First day of the board of the two teams, a Monday before the project.
    kick_off, shadow_start, canary_start, go_live, monitoring_end : datetime.date
        The project's timeline.
    cloud_start : datetime.date
        First day of the project's cloud account; its bill reaches to the eve of the shadow run.
    prefix : str
        What the names of the company's tables begin with.
    """

    seed: int = 2025
    name: str = "Kestrel Parcels"
    depots: tuple[str, ...] = ("Alderby", "Brackwell", "Corran", "Dunmore", "Eastfold", "Fenwick")
    hub: str = "Corran"
    parcels_a_day: int = 12_000
    working_days: int = 250
    late_rate: float = 0.08
    late_parcel_cost_eur: float = 4.20
    tickets_a_year: int = 180_000
    handling_minutes: float = 6.5
    support_hour_eur: float = 32.0
    productive_hours: int = 1_500
    build_cost_keur: float = 480.0
    cloud_cost_keur: float = 60.0
    model_support_cost_keur: float = 50.0
    avoided_share: float = 0.12
    minutes_saved: float = 1.5
    retained_margin_keur: float = 140.0
    adoption: tuple[float, ...] = (0.35, 0.70, 0.90, 0.95, 0.95)
    discount_rate: float = 0.10
    reroute_cost_eur: float = 0.60
    reroute_success: float = 0.60
    names: tuple[str, ...] = _KESTREL_NAMES
    history_year: int = 2024
    board_start: date = date(2024, 7, 8)
    kick_off: date = date(2025, 1, 6)
    cloud_start: date = date(2025, 3, 1)
    shadow_start: date = date(2025, 9, 1)
    canary_start: date = date(2025, 10, 1)
    go_live: date = date(2025, 11, 3)
    monitoring_end: date = date(2026, 10, 31)
    prefix: str = "kestrel"

    @property
    def parcels_a_year(self) -> int:
        """Parcels delivered in a year."""
        return self.parcels_a_day * self.working_days

    @property
    def late_parcels_a_year(self) -> int:
        """Late parcels in a year."""
        return round(self.parcels_a_year * self.late_rate)

    @property
    def running_cost_keur(self) -> float:
        """Yearly running cost of Early Warning, thousand EUR."""
        return self.cloud_cost_keur + self.model_support_cost_keur

    @property
    def late_benefit_keur(self) -> float:
        """Yearly saving on late parcels at full adoption, thousand EUR."""
        avoided = self.avoided_share * self.late_parcels_a_year
        return round(avoided * self.late_parcel_cost_eur / 1_000, 2)

    @property
    def triage_benefit_keur(self) -> float:
        """Yearly saving of support time at full adoption, thousand EUR."""
        hours = self.minutes_saved * self.tickets_a_year / 60
        return round(hours * self.support_hour_eur / 1_000, 2)

    @property
    def full_benefit_keur(self) -> float:
        """Yearly benefit at full adoption, thousand EUR."""
        return self.late_benefit_keur + self.triage_benefit_keur + self.retained_margin_keur

    @property
    def budget_at_completion_keur(self) -> float:
        """Budget of the project, thousand EUR: the plan's build cost."""
        return self.build_cost_keur

    @property
    def horizon_years(self) -> int:
        """Years after the build that the business case looks at."""
        return len(self.adoption)

    @property
    def people(self) -> tuple[Person, ...]:
        """The recurring people, in a fixed order of roles."""
        return tuple(
            Person(key, name, role)
            for (key, role), name in zip(ROLES.items(), self.names, strict=True)
        )

    def table(self, name: str) -> str:
        """Full name of a table: ``table("facts")`` is ``"kestrel_facts"``."""
        return f"{self.prefix}_{name}"

    def person(self, key: str) -> str:
        """Name of the person in a role, for instance ``person("finance")``."""
        return next(person.name for person in self.people if person.key == key)

    def region(self) -> "Company":
        """The company's new North region, on which the capstone is played.

        Volumes, rates and money are drawn anew, so that answers found for the company do not fit
        its region. Its project began three months after the company's and went live three months
        later, with people of its own; chief executive and finance director are the company's.
        """
        drawn = _drawn(self.seed + REGION_SEED_STEP, parcels=(3_500, 6_500))
        taken = {name.split()[0] for name in self.names}
        others = [name for name in _NORTHERN_NAMES if name.split()[0] not in taken]
        return replace(
            drawn,
            name=f"{self.name.split()[0]} North",
            depots=_NORTHERN_PLACES,
            hub=_NORTHERN_PLACES[-1],
            names=(*self.names[:2], *others[: len(ROLES) - 2]),
            kick_off=date(2025, 4, 7),
            shadow_start=date(2025, 12, 1),
            canary_start=date(2026, 1, 5),
            go_live=date(2026, 2, 2),
            prefix=f"{self.prefix}_north",
        )

    def rng(self, stream: str) -> np.random.Generator:
        """Random generator of one named stream.

        Streams are independent children of the seed and are found by name, not by order: a new
        or changed table leaves the others as they are.

        Parameters
        ----------
        stream : str
            Name of the stream, for instance ``"deliveries"``.

        Returns
        -------
        numpy.random.Generator
        """
        child = np.random.SeedSequence(self.seed, spawn_key=(zlib.crc32(stream.encode()),))
        return np.random.default_rng(child)

    @classmethod
    def from_seed(cls, seed: int) -> "Company":
        """Make another plausible company; the seed of :data:`KESTREL` gives Kestrel itself.

        Parameters
        ----------
        seed : int
            A number of 0 or more.

        Returns
        -------
        Company

        Raises
        ------
        ValueError
            If `seed` is negative.
        """
        if seed < 0:
            raise ValueError(f"the seed is {seed}; give a whole number of 0 or more")
        return cls() if seed == cls.seed else _drawn(seed, parcels=(7_000, 20_000))


def _drawn(seed: int, parcels: tuple[int, int]) -> Company:
    """A plausible company; `parcels` is the range of its parcels a day."""
    draw = Company(seed=seed).rng("company")

    depots = tuple(sorted(str(name) for name in draw.choice(_PLACES, 6, replace=False)))
    first = draw.permutation(_FIRST_NAMES)[: len(ROLES)]
    last = draw.permutation(_LAST_NAMES)[: len(ROLES)]
    parcels_a_day = _steps(draw, *parcels, 500)
    scale = parcels_a_day / KESTREL.parcels_a_day
    adoption_shift = _steps(draw, -5, 3, 1) / 100
    base = Company(
        seed=seed,
        name=f"{draw.choice(_BIRDS)} Parcels",
        depots=depots,
        hub=str(draw.choice(depots)),
        parcels_a_day=parcels_a_day,
        late_rate=_steps(draw, 60, 110, 5) / 1_000,
        late_parcel_cost_eur=_steps(draw, 34, 56, 2) / 10,
        tickets_a_year=round(parcels_a_day * draw.uniform(0.0125, 0.0175)) * 1_000,
        handling_minutes=_steps(draw, 50, 85, 5) / 10,
        support_hour_eur=float(_steps(draw, 27, 38, 1)),
        productive_hours=_steps(draw, 1_400, 1_650, 50),
        avoided_share=_steps(draw, 10, 15, 1) / 100,
        minutes_saved=_steps(draw, 12, 19, 1) / 10,
        retained_margin_keur=float(round(KESTREL.retained_margin_keur * scale, -1)),
        adoption=tuple(round(share + adoption_shift, 2) for share in KESTREL.adoption),
        discount_rate=_steps(draw, 8, 12, 1) / 100,
        reroute_cost_eur=_steps(draw, 50, 70, 5) / 100,
        reroute_success=_steps(draw, 50, 70, 5) / 100,
        names=tuple(f"{a} {b}" for a, b in zip(first, last, strict=True)),
    )
    # Costs follow the benefit, so that every company's case is a decision and not a foregone
    # conclusion.
    benefit = base.full_benefit_keur
    money = {
        "build_cost_keur": float(round(benefit * draw.uniform(1.10, 1.25) / 20) * 20),
        "cloud_cost_keur": float(round(benefit * draw.uniform(0.13, 0.16) / 5) * 5),
        "model_support_cost_keur": float(round(benefit * draw.uniform(0.11, 0.14) / 5) * 5),
    }
    return replace(base, **money)


def _steps(draw: np.random.Generator, low: int, high: int, step: int) -> int:
    """Draw one of low, low + step, ..., high."""
    return int(low + step * draw.integers(0, (high - low) // step + 1))


_BIRDS = ("Avocet", "Buzzard", "Curlew", "Dunlin", "Fulmar", "Goshawk", "Merlin", "Osprey")
_NORTHERN_PLACES = ("Garrick", "Holme Bay", "Inverlea", "Kell Sands")
_NORTHERN_NAMES = (
    "Sofie Aalto",
    "Magnus Byrne",
    "Tereza Novak",
    "Oskar Lund",
    "Imogen Clarke",
    "Yusuf Demir",
    "Hanna Weber",
    "Piotr Zielinski",
    "Nadia Haddad",
)
_PLACES = (
    "Ashcombe",
    "Barrowmere",
    "Caldwick",
    "Denholt",
    "Elmsworth",
    "Farrowby",
    "Glenmoor",
    "Harrowgate",
    "Inchfield",
    "Kilbourne",
    "Larkhill",
    "Marlow Cross",
)
_FIRST_NAMES = (
    "Anouk",
    "Bogdan",
    "Carla",
    "Dalia",
    "Emil",
    "Farid",
    "Greta",
    "Hugo",
    "Ilse",
    "Jamal",
    "Katya",
    "Luca",
)
_LAST_NAMES = (
    "Abidi",
    "Bakker",
    "Costa",
    "Dahl",
    "Eriksen",
    "Ferrara",
    "Grant",
    "Horvat",
    "Ivanova",
    "Jansen",
    "Keller",
    "Lopes",
)

#: The company of the lessons.
KESTREL = Company()
