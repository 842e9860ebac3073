"""The kinds of event in the charter room."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from gitgov.ledger.event import Body, Kind, table

EventIdText = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Genesis(Body):
    """The body constitutes itself.

    `refs` records where the protected refs stood, as `oid refname`; `founding` leaves the roll open to the founder
    until `charter.constituted`.
    """

    charter: str
    founding: bool
    refs: list[str]


class Revised(Body):
    """The founder revises the charter directly, while the body is still being founded."""

    charter: str
    refs: list[str]


class Constituted(Body):
    """The founder closes the founding; from here on only a carried charter motion changes the charter."""


class Covered(Body):
    """Names, as parents, matters that have been seen: a part of what the next charter step covers."""


class Adopted(Body):
    """A carried charter motion takes effect. Its parents cover every thread that its author has seen.

    `refs` records where the refs stood that this charter newly protects, as `oid refname`.
    """

    charter: str
    decision: EventIdText
    motion: EventIdText
    refs: list[str]


KINDS = table(
    Kind("charter.genesis", 1, "charter", Genesis),
    Kind("charter.revised", 1, "charter", Revised),
    Kind("charter.constituted", 1, "charter", Constituted),
    Kind("charter.covered", 1, "charter", Covered),
    Kind("charter.adopted", 1, "charter", Adopted),
)
