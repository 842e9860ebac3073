"""The merge queue: what was carried goes in one after another upon a tip that no ref holds, and then its branch moves once.

Nothing is written but objects until the whole has been judged. Then one compare-and-swap moves the branch, so that whoever
is killed leaves it where it was or where it was to go; what is missing on record is recorded by the next run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from gitgov.chamber import clock
from gitgov.chamber.accounted import check_accounted
from gitgov.chamber.acts import Actor
from gitgov.chamber.carrying import apart, newest
from gitgov.chamber.done import published
from gitgov.chamber.enact import met
from gitgov.chamber.ground import Ground, made_upon, method_for
from gitgov.chamber.judge import judge_one
from gitgov.chamber.noting import note
from gitgov.chamber.open import Chamber, open_chamber, reopened, the_matter
from gitgov.chamber.queued import Queued, lined_up, others, queued
from gitgov.chamber.reads import unrecorded
from gitgov.chamber.recording import measured_here, record_all, server_recorder
from gitgov.chamber.used import used
from gitgov.core.errors import BadInput, GitgovError, Refused, Undecided
from gitgov.core.objection import Objection
from gitgov.gate.facts import RefUpdate
from gitgov.git import making
from gitgov.git.remotes import remotes
from gitgov.git.signers import Signer
from gitgov.git.transfer import push_leased
from gitgov.procedure.motions.merge import Merge

TRIES = 5
"""How often the queue is laid anew where somebody else moves the branch meanwhile."""


class Laid(NamedTuple):
    """A merge as it was made: the step from `old` to `new`, on the way to the tip of the queue."""

    queued: Queued
    old: str
    new: str
    method: str


class Left(NamedTuple):
    """What cannot go, and why: `waits` says that it may when its time comes, with no one's help or somebody's word."""

    queued: Queued
    why: Objection
    waits: bool


class Plan(NamedTuple):
    """What the queue does to one branch: from `theirs`, where others see it, to `tip`.

    `local` is where it stands here. `along` are those whose content is in the branch at `tip` without a step of their own
    in this plan: made here before, or contained in another.
    """

    ref: str
    local: str
    theirs: str
    tip: str
    laid: tuple[Laid, ...] = ()
    along: tuple[Queued, ...] = ()
    left: tuple[Left, ...] = ()

    @property
    def stuck(self) -> bool:
        """Say whether something that was ready could not go."""
        return any(not each.waits for each in self.left)


def _quietly(_done: int, _of: int) -> None:
    """Tell nobody how far it is."""


class Wish(NamedTuple):
    """How to run the queue: `remote` to push to, in whose name, and who is told how far it is (done, of how many).

    `signer` signs merges where the charter asks for that.
    """

    remote: str = ""
    dry: bool = False
    by_server: bool = False
    tell: Callable[[int, int], None] = _quietly
    signer: Signer | None = None


class Outcome(NamedTuple):
    """What the queue did to one branch; `recorded` are motions that were put on record, `error` is why it stands still.

    `measured` says what came of measuring it, where that is wanted.
    """

    plan: Plan
    moved: bool = False
    recorded: tuple[str, ...] = ()
    error: GitgovError | None = None
    measured: tuple[str, ...] = ()


def targets(chamber: Chamber, *, recording: bool) -> list[str]:
    """Return the refs for which something waits, the one that waits longest first; where it records, those that lack one."""
    waiting = [each.motion.target for each in queued(chamber)]
    waiting += [each.target for each in unrecorded(chamber) if each.kind == "merge"] if recording else []
    return list(dict.fromkeys(waiting))


def run_queue(chamber: Chamber, actor: Actor | None, ref: str, wish: Wish) -> Outcome:
    """Carry out all that can go into one branch, and put it on record once others see it; of a tag, say what it waits for.

    Raises `Refused` where a line or the branch comes back, `BadInput` where the branch here is in the way, and `Undecided`
    where somebody else kept moving it; nothing has moved then.
    """
    if ref.startswith("refs/tags/"):
        return Outcome(Plan(ref, "", "", "", left=_waiting(queued(chamber, ref))))
    wish = wish._replace(signer=actor.signer if actor else None)
    if actor and not wish.dry:
        _note(chamber, actor, ref)
    why = ""
    for _ in range(TRIES):
        if wish.remote and not wish.dry:
            chamber = met(chamber, wish.remote)
        plan = planned(chamber, ref, wish)
        if wish.dry:
            return Outcome(plan)
        if plan.tip == plan.theirs or not (plan.laid or wish.remote):
            return _recorded(chamber, actor, Outcome(plan), wish)
        why = _why_not_moved(chamber, plan, wish)
        if not why:
            return _recorded(reopened(chamber), actor, Outcome(plan, moved=True), wish)
        chamber = reopened(chamber)
    raise Undecided(why, "nothing was moved; git gov queue again")


def _note(chamber: Chamber, actor: Actor, ref: str) -> None:
    """Note on the content what meetings have decided about it, so that the gate finds it there."""
    for each in queued(chamber, ref):
        if each.why_not is None:
            note(chamber, actor, each.matter)


def planned(chamber: Chamber, ref: str, wish: Wish) -> Plan:
    """Lay what waits for a branch upon it, in the order of which most can go; objects are written, and no ref moves."""
    repo, local = chamber.repo, chamber.repo.tip(ref)
    seen = {wish.remote: making.fetch_branch(repo, wish.remote, ref)} if wish.remote else published(chamber, ref)
    name, theirs = next(iter(seen.items()), ("", ""))
    base = newest(chamber, ref, local, theirs)
    if not base:
        raise apart(ref, name)
    waiting = queued(chamber, ref)
    ready = [each for each in waiting if each.why_not is None]
    there = used(chamber, ref, {each.head for each in ready}, base)
    order = lined_up(repo, base, [each for each in ready if each.head not in there])
    if order:
        check_accounted(chamber, ref, base)
    laid, left = most_laid(Ground(chamber, ref, base, wish.signer, wish.by_server, wish.dry), order, wish.tell)
    tip = laid[-1].new if laid else base
    held = used(chamber, ref, {each.queued.head for each in left}, tip)
    along = [each for each in ready if each.head in there] + [each.queued for each in left if each.queued.head in held]
    still = tuple(each for each in left if each.queued.head not in held)
    plan = Plan(ref, local, theirs or local, tip, laid, tuple(along), (*still, *_waiting(waiting)))
    _judge(chamber, plan, dry=wish.dry)
    return plan


def _waiting(found: Sequence[Queued]) -> tuple[Left, ...]:
    """Return what may not go yet, whatever the branch holds; only a head that is not here is what somebody has to mend."""
    return tuple(Left(each, each.why_not, each.why_not.code != "GOV-177") for each in found if each.why_not)


def _judge(chamber: Chamber, plan: Plan, *, dry: bool) -> None:
    """Ask the gate about the whole move, as a server asks it about a push; raises `Refused`."""
    verdict = judge_one(chamber, RefUpdate(plan.ref, plan.theirs, plan.tip), unmade=dry)
    if not verdict.allowed:
        raise Refused(verdict.objections)


def most_laid(
    ground: Ground, order: Sequence[Queued], tell: Callable[[int, int], None] = _quietly
) -> tuple[tuple[Laid, ...], tuple[Left, ...]]:
    """Lay merges in the order given, or in another of those that may let more in, if it does."""
    best = lay(ground, order, tell)
    if best[1]:
        for other in others(ground.chamber.repo, ground.tip, order, [each.queued.id for each in best[1]]):
            found = best if other == tuple(order) else lay(ground, other, tell)
            best = max(best, found, key=lambda each: len(each[0]))
    return best


def lay(
    ground: Ground, order: Sequence[Queued], tell: Callable[[int, int], None] = _quietly
) -> tuple[tuple[Laid, ...], tuple[Left, ...]]:
    """Make one merge upon another; what cannot go is tried again after others have, until a round lets nothing in."""
    laid: list[Laid] = []
    left = [Left(each, Objection("", ""), waits=False) for each in order]
    grown = True
    while left and grown:
        rest, left, grown = left, [], False
        for each in rest:
            found = _try(ground, each.queued)
            if isinstance(found, Laid):
                laid.append(found)
                ground, grown = ground._replace(tip=found.new), True
            else:
                left.append(Left(each.queued, found, waits=found.code == "GOV-120"))
            tell(len(laid), len(order))
    return tuple(laid), tuple(left)


def _try(ground: Ground, queued: Queued) -> Laid | Objection:
    """Make a merge upon a tip, and ask the gate whether the branch may move by it."""
    motion = queued.motion
    if not isinstance(motion.question, Merge):
        raise TypeError(motion.name)
    try:
        method = method_for(motion, motion.question, "")
        new = made_upon(ground, motion, method)
    except Refused as refused:
        return refused.objections[0]
    verdict = judge_one(ground.chamber, RefUpdate(ground.ref, ground.tip, new), unmade=ground.dry)
    return Laid(queued, ground.tip, new, method) if verdict.allowed else verdict.objections[0]


def _why_not_moved(chamber: Chamber, plan: Plan, wish: Wish) -> str:
    """Move the branch where that was asked for, and here; says why, where it stood elsewhere than it was laid upon."""
    repo, ref = chamber.repo, plan.ref
    if not wish.remote:
        return "" if making.swing(repo, ref, plan.local, plan.tip) else f"somebody else kept moving {ref}"
    making.check_movable(repo, ref, plan.local, plan.tip)  # a remote takes nothing back
    if why := push_leased(repo, wish.remote, ref, plan.theirs, plan.tip):
        return why
    if plan.local and repo.tip(ref) == plan.local:
        making.swing(repo, ref, plan.local, plan.tip)
    return ""


def _recorded(chamber: Chamber, actor: Actor | None, outcome: Outcome, wish: Wish) -> Outcome:
    """Put on record what others see in its place, and measure it where that is wanted; with a remote, there too."""
    plan = outcome.plan
    if actor is None or not (wish.remote or not remotes(chamber.settings)):
        return outcome
    matters = [*(each.queued.matter for each in plan.laid), *(each.matter for each in plan.along)]
    known = {each.motion.id for each in matters}
    earlier = [each for each in unrecorded(chamber) if each.target == plan.ref and each.id not in known]
    matters += [the_matter(chamber, each.id, each.subject) for each in earlier]
    done = record_all(chamber, actor, matters, [plan.tip])
    measured = measured_here(chamber, actor, (plan.ref, plan.theirs, plan.tip)) if done or outcome.moved else ()
    if (done or measured) and wish.remote:
        met(chamber, wish.remote, f"{plan.ref} is in place on {wish.remote}, but: ")
    return outcome._replace(recorded=done, measured=measured)


def attempt_queue(chamber: Chamber, actor: Actor | None, ref: str, wish: Wish) -> Outcome:
    """As `run_queue`, but what keeps the branch from moving is part of the outcome."""
    try:
        return run_queue(chamber, actor, ref, wish)
    except GitgovError as error:
        here = chamber.repo.tip(ref)
        return Outcome(Plan(ref, here, here, here), error=error)


def land_here(start: Path, now: Callable[[], int] = clock.now) -> Iterator[Outcome]:
    """Run the queue of a server's repository, each branch by itself, and yield what came of each.

    Merges are made in the repository's own name. They are put on record if the key in its own configuration is a member's.
    """
    chamber = open_chamber(start, now=now)
    actor = server_recorder(chamber)
    for ref in (each for each in targets(chamber, recording=actor is not None) if each.startswith("refs/heads/")):
        yield attempt_queue(reopened(chamber), actor, ref, Wish(by_server=True))


def chosen(chamber: Chamber, onto: str, *, recording: bool) -> list[str]:
    """Return the branches that a person means, in full; raises `BadInput` for one that the charter does not protect."""
    if not onto:
        return targets(chamber, recording=recording)
    ref = onto if onto.startswith("refs/") else f"refs/heads/{onto}"
    if not chamber.chain.charter.branch(ref):
        raise BadInput(f"the charter protects no branch {onto!r}", "git gov charter show names those that it protects")
    return [ref]
