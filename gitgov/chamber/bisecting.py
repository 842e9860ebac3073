"""Bisection as evidence: git's own search, its log and its culprit, put on record on the commit that it found."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from pydantic import ValidationError

from gitgov.chamber.acts import Actor, recorded
from gitgov.chamber.beside import Beside, measured_beside, single
from gitgov.chamber.clock import ticks
from gitgov.chamber.open import Chamber
from gitgov.chamber.threads import opening
from gitgov.chamber.why import Why, explain
from gitgov.core.errors import BadInput
from gitgov.core.ids import Oid, short
from gitgov.git.history import is_ancestor
from gitgov.git.searching import search
from gitgov.ledger.event import Event
from gitgov.quality.reading import Reading
from gitgov.sprints.events import CulpritFound

LONGEST = 16_384
"""The characters of a log that are recorded."""


class Found(NamedTuple):
    """What was found and recorded, the first line of the culprit's message, what let it in, and what was measured of the search."""

    event: Event
    body: CulpritFound
    title: str
    why: tuple[Why, ...]
    beside: Beside


def bisect(chamber: Chamber, actor: Actor, good: str, bad: str, command: Sequence[str]) -> Found:
    """Search between two revisions, and record what was found.

    Raises `BadInput`, before anything is run, where `good` is not in the history of `bad`, or the command could not be recorded.
    """
    repo = chamber.repo
    first, last = repo.commit_of(good), repo.commit_of(bad)
    if first == last or not is_ancestor(repo, first, last):
        what = f"{short(first)} is not in the history of {short(last)}, or is the same"
        raise BadInput(what, "git gov bisect --good A --bad B -- COMMAND, where B descends from A")
    words = _question(first, last, command)
    began = ticks()
    found = search(repo, first, last, command)
    took = ticks() - began
    said = {"culprit": found.culprit, "runs": found.runs, "log": found.log[:LONGEST]}
    body = CulpritFound.model_validate({**words, **said})
    event = opening(chamber, actor, body, found.culprit)
    beside = measured_beside(chamber, actor, found.culprit, _figures(event, found.runs, took), "git gov bisect")
    recorded(chamber, event, *beside.events)
    title = repo.message(found.culprit).decode(errors="replace").partition("\n")[0]
    return Found(event, body, title, explain(chamber, Oid(found.culprit)), beside)


def _figures(event: Event, runs: int, took: int) -> tuple[Reading, ...]:
    """Measure a search: how often the command was run, and how long all took, in milliseconds as given."""
    return (
        single("bisect_runs", "{count}", runs, event.id, event.at),
        single("bisect_duration", "s", Fraction(took, 1_000), event.id, event.at),
    )


def _question(good: str, bad: str, command: Sequence[str]) -> dict[str, str]:
    """Return what is asked, as it is recorded: a search takes long, and its result must not be lost for a word too many."""
    words = {"good": good, "bad": bad, "command": shlex.join(command)}
    try:
        CulpritFound.model_validate({"culprit": bad, "runs": 1, **words})
    except ValidationError as error:
        said = error.errors(include_url=False, include_input=False)[0]["msg"].lower()
        what = f"the command cannot be recorded: {said}"
        raise BadInput(what, "put it into a script, and name that: git gov bisect ... -- sh /PATH") from error
    return words
