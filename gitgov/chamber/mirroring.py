"""Mirrors: what a push that makes another repository like this one would destroy there, and doing what was decided of it."""

from __future__ import annotations

from gitgov.chamber.open import Chamber
from gitgov.chamber.reads import find_matter
from gitgov.core.errors import Refused
from gitgov.gate.mirror import Mirror, allowed, compared, why_not_mirrored
from gitgov.git.mirrors import address, every_ref, every_ref_at, leads_on, push_exactly, pushed_to

__all__ = ["Mirror", "allowed", "mirror", "plan_of", "why_not_mirrored"]


def plan_of(chamber: Chamber, remote: str) -> Mirror:
    """Return what a mirror push to a remote would do, by where all refs stand there now."""
    repo = chamber.repo
    there = every_ref_at(repo, pushed_to(repo, remote))
    return compared(address(repo, remote), every_ref(repo), there, lambda old, new: leads_on(repo, old, new))


def mirror(chamber: Chamber, remote: str, word: str) -> Mirror:
    """Do what a decision allows, all or none of it, each ref from where it stands now; returns what was done.

    What is only tracked here is never pushed, and a room never but forward. Raises `Refused` where the decision does not allow it.
    """
    plan, motion = plan_of(chamber, remote), find_matter(chamber, word, enacting=True).motion
    if objection := why_not_mirrored(plan, motion, chamber.now()):
        raise Refused((objection,))
    done = allowed(plan, motion)
    moves = {**done.adds, **done.overwrites, **{ref: (old, "") for ref, old in done.deletes.items()}}
    if moves:
        push_exactly(chamber.repo, remote, moves)
    return done
