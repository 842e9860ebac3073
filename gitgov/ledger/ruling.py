"""A ruling: an admitted event that is out of order, and why."""

from __future__ import annotations

from typing import NamedTuple

from gitgov.core.objection import Objection
from gitgov.ledger.event import Event


class Ruling(NamedTuple):
    """An event that has no effect, with the objections that rule it out."""

    event: Event
    objections: tuple[Objection, ...]
