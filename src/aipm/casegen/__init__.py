"""Seeded generators of the Kestrel Parcels data.

A generator is a frozen dataclass: it takes a :class:`Company`, its attributes are the true
parameters, and ``tables()`` returns the tables with their cards. ``data/generate.py`` writes those
of :func:`generators`.
"""

from aipm.casegen.absence import Absence
from aipm.casegen.audit import Opportunities, SupportProcess
from aipm.casegen.backlog import Features
from aipm.casegen.bills import CloudBill
from aipm.casegen.board import Board
from aipm.casegen.business import BusinessCase
from aipm.casegen.career import Contacts, Credentials, Routes, Survey
from aipm.casegen.company import KESTREL, Company
from aipm.casegen.compute import GpuRequests
from aipm.casegen.deliveries import Deliveries, Depots, LateScores
from aipm.casegen.people import Negotiations, Stakeholders, Turns
from aipm.casegen.plan import PastProjects, Plan
from aipm.casegen.risk import Risks, ScanLines
from aipm.casegen.rollout import (
    NORTHERN_EXPERIMENTS,
    Canary,
    Experiments,
    Readiness,
    Safeguards,
)
from aipm.casegen.stream import NORTHERN_STREAM, Stream
from aipm.casegen.table import Column, Generator, Table, schema
from aipm.casegen.upkeep import Upkeep
from aipm.casegen.value import NORTHERN_PROJECTS, EarnedValue

__all__ = [
    "KESTREL",
    "NORTHERN_EXPERIMENTS",
    "NORTHERN_PROJECTS",
    "NORTHERN_STREAM",
    "Absence",
    "Board",
    "BusinessCase",
    "Canary",
    "CloudBill",
    "Column",
    "Company",
    "Contacts",
    "Credentials",
    "Deliveries",
    "Depots",
    "EarnedValue",
    "Experiments",
    "Features",
    "Generator",
    "GpuRequests",
    "LateScores",
    "Negotiations",
    "Opportunities",
    "PastProjects",
    "Plan",
    "Readiness",
    "Risks",
    "Routes",
    "Safeguards",
    "ScanLines",
    "Stakeholders",
    "Stream",
    "SupportProcess",
    "Survey",
    "Table",
    "Turns",
    "Upkeep",
    "generators",
    "schema",
]


def generators(company: Company) -> list[Generator]:
    """Every generator of a company's tables, and those of its region for the capstone.

    Parameters
    ----------
    company : Company

    Returns
    -------
    list of Generator
        In the order in which the lessons meet the tables; the region's come last.
    """
    region = company.region()
    north = Deliveries(region, rows=12_000)
    return [
        BusinessCase(company),
        Depots(company),
        Deliveries(company),
        LateScores(company),
        Plan(company),
        PastProjects(company),
        Board(company),
        GpuRequests(company),
        SupportProcess(company),
        Opportunities(company),
        Features(company),
        EarnedValue(company),
        CloudBill(company),
        Risks(company),
        ScanLines(company),
        Absence(company),
        Stakeholders(company),
        Negotiations(company),
        Turns(company),
        Readiness(company),
        Canary(company),
        Experiments(company),
        Safeguards(company),
        Stream(company),
        Upkeep(company),
        Survey(company),
        Credentials(company),
        Contacts(company),
        Routes(company),
        BusinessCase(region),
        Depots(region),
        north,
        LateScores(region, deliveries=north, rows=2_400),
        Plan(region),
        SupportProcess(region, deliveries=north, cases=800),
        Opportunities(region),
        EarnedValue(region, projects=NORTHERN_PROJECTS),
        Risks(region),
        Canary(region),
        # A region has half of the customers: what is planted is stronger, so that it shows.
        Experiments(region, **NORTHERN_EXPERIMENTS),
        Stream(region, **NORTHERN_STREAM),
    ]
