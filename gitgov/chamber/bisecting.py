"""Bisection as evidence: git's own search, its log and its culprit, put on record on the commit that it found."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from typing import NamedTuple

from pydantic import ValidationError

from gitgov.chamber.acts import Actor
from gitgov.chamber.open import Chamber
from gitgov.chamber.threads import open_thread
from gitgov.chamber.why import Why, explain
from gitgov.core.errors import BadInput
from gitgov.core.ids import Oid, short
from gitgov.git.history import is_ancestor
from gitgov.git.searching import search
from gitgov.ledger.event import Event
from gitgov.sprints.events import CulpritFound

LONGEST = 16_384
"""The characters of a log that are recorded."""


class Found(NamedTuple):
    """What was found and recorded, the first line of the culprit's message, and what let it in."""

    event: Event
    body: CulpritFound
    title: str
    why: tuple[Why, ...]


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
    found = search(repo, first, last, command)
    said = {"culprit": found.culprit, "runs": found.runs, "log": found.log[:LONGEST]}
    body = CulpritFound.model_validate({**words, **said})
    event = open_thread(chamber, actor, body, found.culprit)
    title = repo.message(found.culprit).decode(errors="replace").partition("\n")[0]
    return Found(event, body, title, explain(chamber, Oid(found.culprit)))


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
