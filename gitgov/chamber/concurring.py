"""Putting on record here what another body has decided: its rooms are fetched aside, and only what its own roll has signed is taken from them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from gitgov.chamber.acts import Actor, act
from gitgov.chamber.open import Chamber, Matter, constitution_of, matters
from gitgov.chamber.pointed import Lookup
from gitgov.core.errors import BadInput, Undecided
from gitgov.core.ids import short
from gitgov.core.objection import Objection
from gitgov.git.notes import NotesStore, drop
from gitgov.git.run import GitFailedError
from gitgov.git.transfer import AGAINST, AGAINST_ROOMS, fetch_beside
from gitgov.procedure.events import BodyConcurred
from gitgov.procedure.floor import Floor
from gitgov.procedure.motions.merge import Merge
from gitgov.procedure.state import Motion


class Heard(NamedTuple):
    """What was put on record: of which body, by which motion of its own; and the lines there that its roll has not signed."""

    body: str
    motion: Motion
    kept_out: tuple[Objection, ...]


def concur(chamber: Chamber, actor: Actor, matter: Matter, body: str, other: str) -> Heard:
    """Record that another body has carried what a motion is about, by what lies in its repository.

    Nothing of that stays here but the lines that show it. Raises `BadInput` where the motion names no such body, or nothing was carried.
    """
    motion, question = matter.motion, matter.motion.question
    named = question.bodies if isinstance(question, Merge) else []
    if (len(named) != 1 and not body) or (body and body not in named) or not isinstance(question, Merge):
        what = f"{motion.name} names {' and '.join(named) or 'no other body'}" + (f", and not {body}" if body else "")
        raise BadInput(what, "--body says which, of those that a motion names by git motion merge BRANCH --with BODY")
    name = body or named[0]
    try:
        fetch_beside(chamber.repo, other, ())
        theirs = _theirs(chamber, motion.step.charter.bodies[name], other)
        floor, found = _carried(theirs, question.head, name)
        lines = [event.line.decode() for event in theirs.constitution.events.values()]
        lines += [event.line.decode() for event in matters(theirs, floor.subject).threads[floor.id]]
        said = BodyConcurred(body=name, lines=list(dict.fromkeys(lines)), motion=found.id)
        act(chamber, actor, matter.floor, matter.upon(said))
        return Heard(name, found, tuple(_kept_out(theirs, floor.subject)))
    except GitFailedError as error:
        raise Undecided(
            f"{other}: {error.what}", "name a remote, a path or an address that git can fetch from"
        ) from error
    finally:
        drop(chamber.repo, chamber.repo.refs(AGAINST))


def _theirs(chamber: Chamber, genesis: str, other: str) -> Chamber:
    store = NotesStore(chamber.repo, chamber.now, AGAINST_ROOMS)
    try:
        return chamber._replace(store=store, constitution=constitution_of(store, genesis), waiting=())
    except Undecided as error:
        what = f"{other} does not keep the ledger of that body: its genesis is to be {genesis}"
        raise BadInput(what, "name its own repository; a charter motion changes [bodies.NAME]") from error


def _carried(theirs: Chamber, head: str, name: str) -> tuple[Floor, Motion]:
    for floor in Lookup(theirs).floors(head):
        for motion in floor.mains:
            decision = motion.decision
            if isinstance(motion.question, Merge) and motion.question.head == head and decision and decision.carried:
                return floor, motion
    raise BadInput(
        f"{name} has carried no motion to merge {short(head)}", "its members move and decide it in their own clones"
    )


def _kept_out(theirs: Chamber, subject: str) -> Iterator[Objection]:
    for _, objection in (*theirs.constitution.refused, *matters(theirs, subject).refused):
        yield objection
