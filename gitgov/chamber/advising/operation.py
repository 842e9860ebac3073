"""The case of what comes next in a clone: how it stands, what its motions want of the member, and what keeps it in order."""

from __future__ import annotations

from typing import Any, NamedTuple

from gitgov.advice.advisers.operation import ADVISER, Beside, OperationFacts, Upkeep, Wanted, answer, candidates
from gitgov.advice.answer import Case, Citable, told
from gitgov.chamber.acts import find_actor
from gitgov.chamber.done import to_push, why_unknown
from gitgov.chamber.ground import why_not_mergeable
from gitgov.chamber.indexing import listed
from gitgov.chamber.keep import examine, hook_states
from gitgov.chamber.open import Chamber, the_matter
from gitgov.chamber.stale import moved_to
from gitgov.chamber.summary import Summary
from gitgov.chamber.unsent import unsent
from gitgov.chamber.waiting import is_to_be_announced, is_to_be_put, is_to_be_stated, wants_second
from gitgov.core.errors import GitgovError
from gitgov.git.history import apart_by
from gitgov.git.keeping import room_of
from gitgov.git.remotes import remotes
from gitgov.git.repository import Repository
from gitgov.git.underway import fetched_at, gone_worktrees, underway
from gitgov.procedure.standing import chairs

_DAY = 86_400
_TOLD = ("hooks not installed", "the history is whole", "loose objects")
"""What doctor finds that has a fact of its own here."""


class AllWanted(NamedTuple):
    """What motions want of a member, and how many carried merges that one could let in."""

    wanted: tuple[Wanted, ...] = ()
    ready: int = 0


def case(chamber: Chamber, *, maintenance: bool = False) -> Case:
    """Put together how a clone stands for the member whose key is configured; raises `BadInput` where nothing was ever committed."""
    return case_from(facts_of(chamber, maintenance=maintenance))


def case_from(facts: OperationFacts) -> Case:
    """Return the case that facts make, with the commands that they allow."""
    found = candidates(facts)
    shown: dict[str, Any] = {
        "candidates": [told(each) for each in found],
        "looks": [each.command for each in found if each.level == "look"],
    }
    citable = Citable(frozenset({facts.head}), tuple(each.command for each in found))
    about = facts.branch or "HEAD"
    return Case(ADVISER.name, facts.head, about, {**told(facts), **shown}, answer(facts), citable=citable)


def facts_of(chamber: Chamber, *, maintenance: bool) -> OperationFacts:
    """Read how a clone stands."""
    repo, open_ones = chamber.repo, listed(chamber, everything=False)
    state, ref = underway(repo), repo.branch()
    head = repo.commit_of("HEAD")
    remote = next(iter(remotes(chamber.settings)), "")
    me = _member(chamber)
    wanted = wanted_of(chamber, open_ones, me) if me else AllWanted()
    return OperationFacts(
        ref.removeprefix("refs/heads/"),
        head,
        bool(ref) and chamber.chain.charter.protects(ref),
        repo.bare,
        state.doing,
        state.unmerged,
        state.changed,
        remote,
        _theirs(repo, ref, remote) or Beside(state.upstream, state.ahead, state.behind),
        _onto(chamber, head, remote),
        any(each.head == head for each in open_ones),
        bool(remote) and not repo.bare and fetched_at(repo) + _DAY < chamber.now(),
        unsent(chamber),
        *wanted,
        _upkeep(chamber),
        maintenance,
        bool(me),
    )


def _theirs(repo: Repository, ref: str, remote: str) -> Beside | None:
    """Return how a branch stands beside the one that the remote has by its name, as last fetched."""
    tip = repo.fetched(ref) if ref and remote else ""
    return Beside(f"{remote}/{ref.removeprefix('refs/heads/')}", *apart_by(repo, repo.tip(ref), tip)) if tip else None


def _onto(chamber: Chamber, head: str, remote: str) -> Beside:
    """Return how a head stands beside the protected branch that it would come into, as last fetched; nothing where it is not one branch."""
    plain = [each.pattern for each in chamber.chain.charter.branches if "*" not in each.pattern]
    name = "main" if "main" in plain else plain[0] if len(plain) == 1 else ""
    fetched = chamber.repo.fetched(name) if name and remote else ""
    tip = fetched or (chamber.repo.tip(f"refs/heads/{name}") if name else "")
    if not tip:
        return Beside()
    return Beside(f"{remote}/{name}" if fetched else name, *apart_by(chamber.repo, head, tip))


def _member(chamber: Chamber) -> str:
    """Return the member whose key is configured here; nothing where it is nobody's who has a vote."""
    try:
        me = find_actor(chamber).name
    except GitgovError:
        return ""
    return me if me in chamber.chain.charter.electorate else ""


def wanted_of(chamber: Chamber, open_ones: list[Summary], me: str) -> AllWanted:
    """Return what motions want of a member, oldest first."""
    free = (each for each in open_ones if not (each.behind or each.waits))
    found = [(each.kind, wanted) for each in free if (wanted := _of_motion(chamber, each, me))]
    ready = sum(kind == "merge" and wanted.operation == "git gov enact" for kind, wanted in found)
    return AllWanted(tuple(wanted for _, wanted in found), ready)


def _of_motion(chamber: Chamber, each: Summary, me: str) -> Wanted | None:
    now = chamber.now()
    presiding = not each.chaired or me in ({each.presider} if each.presider else chairs(chamber.chain.head, now, each.touched_at))  # fmt: skip
    if each.pending == 1:
        return _to_carry_out(chamber, each, me)
    if each.mover == me and moved_to(chamber.repo, each):
        return _upon("git motion renew", each, "its branch has moved on")
    if wants_second(each, me, now):
        return _upon("git motion second", each, "it wants a second, and yours would do")
    if is_to_be_announced(each, me, now):
        return _upon("git motion announce", each, "the vote is over") if presiding else None
    if is_to_be_stated(each, me, now):
        return _upon("git motion state", each, "the chair states it") if presiding else None
    if is_to_be_put(each, me, now):
        return (
            _upon("git motion put", each, "the chair puts it")
            if presiding and (each.earliest_poll or 0) <= now
            else None
        )
    if each.phase(now) == "voting" and me in each.silent and me not in each.by_proxy:
        return Wanted("git vote", ("status", each.name), f"a motion of kind {each.kind} waits for your vote")
    return None


def _to_carry_out(chamber: Chamber, each: Summary, me: str) -> Wanted | None:
    """Return how what was carried is carried out, where nothing is known to be in its way and the member may."""
    if remote := to_push(chamber, each):
        return Wanted(
            "git gov enact", (each.name, "--push", remote), f"a {each.kind} that was made here is not pushed yet"
        )
    protection = chamber.chain.charter.tag(each.target) if each.kind == "release" else None
    roles = protection.roles if protection else ()
    may = not roles or any(me in chamber.chain.charter.holders(role) for role in roles)
    if not may or (each.ends_hold or 0) > chamber.now() or _hindered(chamber, each):
        return None
    return _upon("git gov enact", each, "it is carried")


def _hindered(chamber: Chamber, each: Summary) -> bool:
    if each.kind != "merge":
        return each.kind == "charter"  # which waits for those who are to accept it
    if why_unknown(chamber, each):
        return True
    try:
        return why_not_mergeable(chamber, the_matter(chamber, each.id, each.subject).motion) is not None
    except GitgovError:  # what cannot be known here: enact says what is missing
        return False


def _upon(operation: str, each: Summary, why: str) -> Wanted:
    return Wanted(operation, (each.name,), f"a motion of kind {each.kind}: {why}")


def _upkeep(chamber: Chamber) -> Upkeep:
    repo = chamber.repo
    findings = [each for each in examine(repo, chamber) if not each.good]
    room = room_of(repo)
    return Upkeep(
        _missing_hooks(repo),
        any(each.what == "the history is whole" for each in findings),
        sum(not any(what in each.what for what in _TOLD) for each in findings),
        gone_worktrees(repo),
        room.loose,
        room.packs,
    )


def _missing_hooks(repo: Repository) -> tuple[str, ...]:
    return tuple(name for name, state in hook_states(repo).items() if state != "installed")
