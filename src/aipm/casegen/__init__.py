"""Seeded generators of the Kestrel Parcels data.

A generator is a frozen dataclass: it takes a :class:`Company`, its attributes are the true
parameters, and ``tables()`` returns the tables with their cards. ``data/generate.py`` writes them.
"""

from aipm.casegen.business import BusinessCase
from aipm.casegen.company import KESTREL, Company
from aipm.casegen.deliveries import Deliveries, LateScores
from aipm.casegen.table import Column, Generator, Table

__all__ = [
    "GENERATORS",
    "KESTREL",
    "BusinessCase",
    "Column",
    "Company",
    "Deliveries",
    "Generator",
    "LateScores",
    "Table",
]

#: Every generator, in the order in which the lessons meet them.
GENERATORS: tuple[type[Generator], ...] = (BusinessCase, Deliveries, LateScores)
