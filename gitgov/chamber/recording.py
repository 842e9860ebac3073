"""Putting on record what has reached its branch, whoever brought it there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gitgov.chamber.acts import Actor, act, find_actor
from gitgov.chamber.open import Chamber, Matter, authority_of, the_matter
from gitgov.chamber.trailers import basis
from gitgov.chamber.used import step_of
from gitgov.chamber.wanted import MEASURE, wants
from gitgov.core.errors import BadInput, Refused
from gitgov.gate.ratified import why_not_authorised
from gitgov.procedure.events import DecisionEnacted
from gitgov.procedure.motions.merge import Merge


def record(chamber: Chamber, actor: Actor, matter: Matter, move: tuple[str, str, str]) -> bool:
    """Put on record that a matter was carried out by moving `ref` from `old` to `new`; says whether that was missing."""
    ref, old, new = move
    by = basis(authority_of(chamber, matter.motion))
    if not by or matter.motion.enacted:
        return False
    body = DecisionEnacted(decision=by, ref=ref, old=old or "0" * len(new), new=new)
    act(chamber, actor, matter.floor, matter.upon(body))
    return True


def record_all(chamber: Chamber, actor: Actor, matters: Iterable[Matter], tips: Sequence[str]) -> tuple[str, ...]:
    """Put on record those of some merges that a branch holds at one of `tips`; returns the names of their motions."""
    done = []
    for each in matters:
        matter = the_matter(chamber, each.motion.id, each.motion.subject)  # as it stands by now
        question = matter.motion.question
        if not isinstance(question, Merge) or why_not_authorised(matter.motion, (), chamber.now()):
            continue
        steps = (step_of(chamber, question.into, question.head, tip) for tip in tips)
        step = next((each for each in steps if each is not None), None)
        if step and record(chamber, actor, matter, (question.into, step.old, step.commit.oid)):
            done.append(matter.motion.name)
    return tuple(done)


def measured_here(chamber: Chamber, actor: Actor, move: tuple[str, str, str]) -> tuple[str, ...]:
    """Measure the steps of a branch from `old` to `new`, and record that, where this repository's keeper wants it; returns what came of it.

    Nothing that hinders it undoes what was carried out.
    """
    ref, old, new = move
    if not wants(chamber.settings, MEASURE) or not ref.startswith("refs/heads/"):
        return ()
    from gitgov.chamber.accepting import measure_accepted, said  # noqa: PLC0415 - most repositories do not want it

    return tuple(said(measure_accepted(chamber, actor, ref, new, old)))


def recorder(chamber: Chamber, key: str = "") -> Actor | None:
    """Return the member in whose name enactments are recorded; a server, or who is on no roll, records none."""
    try:
        return find_actor(chamber, key)
    except (BadInput, Refused):
        if key:
            raise
        return None


def server_recorder(chamber: Chamber) -> Actor | None:
    """Return the member in whose name a server records: whose key its own configuration names.

    Over file:// the settings of who pushes are those of the hook.
    """
    key = chamber.repo.own("gov.key")
    return recorder(chamber) if key and key == chamber.settings.get("gov.key") else None
