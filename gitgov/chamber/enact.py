"""Carrying a decision out: the merge, the tag or the charter exactly as ratified, and the record of it."""

from __future__ import annotations

from collections.abc import Iterable

from gitgov.chamber.acts import Actor
from gitgov.chamber.adopt import adopt
from gitgov.chamber.carrying import Enacted, How, merge_for
from gitgov.chamber.ground import METHODS, method_for
from gitgov.chamber.noting import note
from gitgov.chamber.open import Chamber, Matter, authority_of, matters, reopened, the_matter
from gitgov.chamber.queued import queued
from gitgov.chamber.recording import measured_here, record, record_all
from gitgov.chamber.sync import sync
from gitgov.chamber.tagging import tag_for
from gitgov.chamber.unsent import is_unsent
from gitgov.core.errors import BadInput, GitgovError, Refused, Undecided
from gitgov.core.ids import short
from gitgov.gate.ratified import why_not_authorised
from gitgov.git import making
from gitgov.git.history import is_ancestor
from gitgov.git.transfer import push_refs
from gitgov.procedure.constitution import adopted_by
from gitgov.procedure.invocation import Authority, Invocation
from gitgov.procedure.motions.charter import CharterChange
from gitgov.procedure.motions.merge import Merge
from gitgov.procedure.motions.release import Release

__all__ = ["Enacted", "How", "check_method", "enact", "met"]

_HERE = How()


def enact(chamber: Chamber, actor: Actor, matter: Matter, how: How = _HERE) -> Enacted:
    """Carry out a carried motion; with a remote, the evidence goes there first and the ref after it.

    It is put on record once others see it: on a remote, or here, where there is none.
    """
    remote, method = how.remote, how.method
    check_method(matter.motion, method)
    note(chamber, actor, matter)
    if remote and is_unsent(chamber, remote, adopted_by(chamber.chain, matter.motion)):
        met(chamber, remote)  # it is in force here already: that is all that is left to do
        return _in_force(chamber.chain.charter.version, remote)
    if remote:
        chamber = met(chamber, remote)
        matter = the_matter(chamber, matter.motion.id, matter.motion.subject)
    motion = authority_of(chamber, matter.motion)
    beside = matters(chamber, motion.content).motions if isinstance(motion, Invocation) else ()
    if objection := why_not_authorised(motion, beside, chamber.now()):
        raise Refused((objection,))
    match motion.question:
        case CharterChange():
            return _adopt(chamber, actor, matter, remote)
        case Merge():
            return _carry_out(chamber, actor, matter, remote, merge_for(chamber, actor, motion, remote, method))
        case Release() as question:
            return _carry_out(chamber, actor, matter, remote, tag_for(chamber, actor, motion, question, how))
        case _:
            raise BadInput(
                f"{motion.name} ({motion.text}) took effect when it was announced", "there is nothing to carry out"
            )


def check_method(motion: Authority, method: str) -> None:
    """Raise `BadInput` for a method that there is not, and `Refused` for one that the charter does not allow."""
    if method and method not in METHODS:
        raise BadInput(f"there is no method {method!r}", f"--method is one of {', '.join(METHODS)}")
    if method and isinstance(motion.question, Merge):
        method_for(motion, motion.question, method)


def met(chamber: Chamber, remote: str, so_far: str = "") -> Chamber:
    """Sync, and open the ledger as it then is; raises `Refused` with the reasons where a line comes back.

    `so_far` says what has been done already, and is put before the reasons.
    """
    report = sync(chamber.repo, chamber.now, remote)
    if report.refused:
        raise Refused(tuple(each._replace(what=f"{so_far}{each.what}") for each in report.refused))
    return reopened(chamber)


def _carry_out(chamber: Chamber, actor: Actor, matter: Matter, remote: str, made: Enacted) -> Enacted:
    """Push what was made where that was asked for, move the refs here, and record it once others see it.

    Whatever could keep a ref here from moving is looked for before the push: a remote takes nothing back. A record of
    what is on nobody's server would tell everybody that nothing is left to do.
    """
    repo, is_tag = chamber.repo, made.ref.startswith("refs/tags/")
    local = repo.tip(made.ref)
    moves = not local or (not is_tag and not is_ancestor(repo, made.new, local))
    if moves and not is_tag:
        making.check_movable(repo, made.ref, local, made.new)
    beside = () if is_tag else tuple(each.matter for each in queued(chamber, made.ref) if not each.why_not)
    if remote:
        if not made.there:
            push_refs(repo, remote, [f"{made.new}:{made.ref}"])
        made = _record(chamber, actor, matter, made, beside)  # whatever befalls the refs here, there it is done
    there = f"{made.ref} is at {short(made.new)} on {remote}, but"
    try:
        if is_tag:
            making.make_ref(repo, made.ref, made.new)
            _note(chamber, made, unpushed=not (remote or made.there))
        elif moves:
            making.move_branch(repo, made.ref, local, made.new)
    except GitgovError as error:
        if not remote:
            raise
        met(chamber, remote, f"{there}: ")
        raise Undecided(f"{there} not here: {error.what}", f"{error.remedy}; then git pull") from error
    if remote:
        met(chamber, remote, f"{there}: ")
    elif made.there:
        made = _record(chamber, actor, matter, made, beside)
    return made._replace(pushed=remote, recorded=bool(remote or made.there))


def _note(chamber: Chamber, made: Enacted, *, unpushed: bool) -> None:
    if unpushed:
        making.note_unpushed(chamber.repo, made.ref)
    else:
        making.forget_unpushed(chamber.repo, made.ref)


def _record(chamber: Chamber, actor: Actor, matter: Matter, done: Enacted, beside: Iterable[Matter]) -> Enacted:
    """Record what was done, and which of the others that waited came into the branch with it; where that is wanted, measure it."""
    record(chamber, actor, matter, (done.ref, done.old, done.new))
    record_all(chamber, actor, (each for each in beside if each.motion.id != matter.motion.id), [done.new])
    return done._replace(measured=measured_here(chamber, actor, (done.ref, done.old, done.new)))


def _adopt(chamber: Chamber, actor: Actor, matter: Matter, remote: str) -> Enacted:
    """Bring a carried charter into force; with `remote`, only what it takes in counts as done."""
    old = chamber.chain.charter.version
    adopt(chamber, actor, matter, remote)
    if remote:
        chamber = met(chamber, remote)
    return _in_force(old + 1, remote)


def _in_force(version: int, remote: str) -> Enacted:
    return Enacted("charter", f"version {version - 1}", f"version {version}", "charter", remote, recorded=True)
