"""What the table says of one kind of motion."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from gitgov.charter.chain import Chain
from gitgov.core.objection import Objection
from gitgov.ledger.event import Body

ONE_LINE = r"^[^\x00-\x1f\x7f\u2028\u2029]*$"
"""What is read back within a sentence can neither end its line nor drive a terminal."""


class MotionRow(NamedTuple):
    """One kind of motion: its question, how it is read back, and what its question must satisfy when moved.

    `target` names the ref that a carried motion opens, or nothing; `subject` the commit that its lines must annotate,
    so that a decision is found on the content it is about, or nothing where any will do. Whether it needs a second, how long it is debated
    and how many votes it takes is the charter's to say.
    """

    name: str
    summary: str
    source: str
    question: type[Body]
    read_back: Callable[[Any], str]
    target: Callable[[Any], str]
    subject: Callable[[Any, Chain], str]
    why_not: Callable[[Any, Chain], tuple[Objection, ...]]


def nothing_against(_question: object, _chain: Chain) -> tuple[Objection, ...]:
    """Find nothing wrong with any question."""
    return ()


def any_subject(_question: object, _chain: Chain) -> str:
    """Annotate any commit."""
    return ""


def no_target(_question: object) -> str:
    """Open no ref."""
    return ""
