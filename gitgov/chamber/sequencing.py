"""In which order branches land best, by weight and by what they need; and the motion that makes an order binding."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from gitgov.chamber.branches import Branch, is_founded
from gitgov.chamber.colliding import Crossing, Survey, shown
from gitgov.core.errors import BadInput
from gitgov.core.ids import motion_name
from gitgov.git.history import is_ancestor
from gitgov.git.pairs import UNRELATED
from gitgov.git.repository import Repository
from gitgov.git.together import Together, merge_together
from gitgov.git.touching import Touched, waited
from gitgov.sprints.sequence import Change, Collision, Order, order
from gitgov.sprints.weight import Claim, weights

if TYPE_CHECKING:
    from gitgov.charter.teams import Teams
    from gitgov.procedure.motions.sequence import Sequence as Ordered
    from gitgov.procedure.state import Motion
    from gitgov.sprints.backlog import Item

_SHORTEST = 7
Weighing = Callable[[Sequence[Claim]], Mapping[str, int]]
"""Gives each branch a weight, by its name."""
Verifying = Callable[[Repository, str, Sequence[str], Mapping[str, Touched]], Together]
"""Merges heads upon a target, one after another, and says how far that goes; what each head adds is known."""


class Known(NamedTuple):
    """What the ledger says of branches that are to land: ratified sequences and heads, the backlog by item, and the teams.

    `done` are the items that have landed, looked for where a branch depends on one. `methods` are the ways in which the charter
    lets content into the target; none where it is not protected.
    """

    ratified: tuple[Motion, ...] = ()
    carried: frozenset[str] = frozenset()
    items: Mapping[str, Item] = MappingProxyType({})
    teams: Teams = MappingProxyType({})
    done: frozenset[str] = frozenset()
    methods: frozenset[str] = frozenset()


NOTHING = Known()


class Sequenced(NamedTuple):
    """The order in which branches land; the tree of all that land now, as one merge after another has shown it.

    `needs` has for each branch what it needs, and why; `elsewhere` those of these that nothing here is known by; `claims`
    what it weighs by, `collisions` what collides, as pairs or one with all before it.
    """

    order: Order
    tree: str
    elsewhere: Mapping[str, tuple[str, ...]]
    needs: Mapping[str, Mapping[str, str]]
    claims: Mapping[str, Claim]
    collisions: tuple[Collision, ...]


def known_of(start: Path, found: Survey) -> Known:
    """Read what the ledger says; nothing where no body was ever founded."""
    if not is_founded(found.repo):
        return Known()
    from gitgov.chamber.indexing import listed  # noqa: PLC0415 - where there is no body nobody needs the law
    from gitgov.chamber.open import open_chamber  # noqa: PLC0415 - as above
    from gitgov.chamber.ordering import sequences_for  # noqa: PLC0415 - as above
    from gitgov.chamber.progress import reached  # noqa: PLC0415 - as above
    from gitgov.chamber.sprints import read_board  # noqa: PLC0415 - as above

    chamber = open_chamber(start)
    named = any(each.items or each.depends for each in found.added.values())
    board = read_board(chamber) if named else None
    items = board.wanted if board else {}
    done: set[str] = set()
    if board and found.target and any(word in items for each in found.added.values() for word in each.depends):
        done.update(*(reached(chamber, each, found.target.tip) for each in board.sprints))
    into = f"refs/heads/{found.target.name}" if found.target else ""
    merges = (each for each in listed(chamber, everything=False) if (each.kind, each.target) == ("merge", into))
    carried = frozenset(each.head for each in merges if each.settled == "carried")
    charter = chamber.chain.charter
    branch = charter.branch(into)
    methods = branch.methods if branch else frozenset[str]()
    return Known(sequences_for(chamber, into), carried, items, charter.teams, frozenset(done), methods)


def merged(repo: Repository, target: str, heads: Sequence[str], _added: Mapping[str, Touched]) -> Together:
    """Merge heads in a scratch folder, to the tree of all."""
    return merge_together(repo, target, heads)


def sequenced(
    found: Survey, known: Known = NOTHING, weigh: Weighing = weights, verify: Verifying = merged
) -> Sequenced:
    """Put branches in order, and merge those that are to land now one upon another; what does not go then lands later.

    What was carried outweighs all that nobody has decided about; a ratified sequence stands. `weigh` says how much each of
    them matters, `verify` how it is told that all go.
    """
    claims = _claims(found, known)
    weighed = weigh(claims)
    needs = {each.name: needs_of(found, each, known) for each in found.branches}
    here = {each.name for each in (*found.branches, *found.landed)}
    changes = [
        Change(
            each.name,
            weighed[each.name],
            tuple(name for name in needs[each.name] if name in here),
            _owners(each, found, known.teams),
        )
        for each in found.branches
    ]
    collisions = list(_collisions(found))
    result, tree = _verified(found, changes, collisions, verify)
    elsewhere = {name: tuple(each for each in every if each not in here) for name, every in needs.items()}
    elsewhere = {name: every for name, every in elsewhere.items() if every}
    return Sequenced(result, tree, elsewhere, needs, {each.name: each for each in claims}, tuple(sorted(collisions)))


def _verified(
    found: Survey, changes: Sequence[Change], collisions: list[Collision], verify: Verifying
) -> tuple[Order, str]:
    """Put changes in order until those that land now have been merged, all of them, one upon another; adds what collides then."""
    target = found.target.name if found.target else ""
    tips = {each.name: each.tip for each in found.branches}
    while True:
        result = order(changes, collisions, target)
        if found.target is None or not result.now:
            return result, ""
        together = verify(found.repo, found.target.tip, [tips[name] for name in result.now], found.added)
        if together.gone == len(result.now):
            return result, together.tree
        where = tuple(f"{path}, with all before it" for path in together.files)
        collisions.append(Collision(result.now[together.gone], target, where or ("all before it",)))


def _collisions(found: Survey) -> Iterator[Collision]:
    """Yield where branches collide, the sides in order of names, whichever was named first; the target comes last."""
    target = found.target.name if found.target else ""
    for each in found.collisions():
        turned = _is_turned(each, target)
        meeting = each.meeting.swapped() if turned else each.meeting
        where = tuple(map(shown, meeting.spots)) or ("folders that were renamed",)
        yield Collision(*(each[1::-1] if turned else each[:2]), where)
    for each in found.unknown():
        if each.meeting.verdict == UNRELATED:
            yield Collision(*(each[1::-1] if _is_turned(each, target) else each[:2]), ("they share no history",))


def _is_turned(crossing: Crossing, target: str) -> bool:
    return crossing.one > crossing.other and not (target and crossing.other == target)


def _claims(found: Survey, known: Known) -> list[Claim]:
    """Return what each branch weighs by: the items that its commits name, and the landings since it was forked."""
    ages = waited(found.repo, [each.tip for each in found.branches], found.target.tip if found.target else "")
    claims = []
    for each in found.branches:
        items = [known.items[name].body for name in found.added[each.tip].items if name in known.items]
        cost = sum(item.value + item.criticality + item.risk for item in items)
        carried = each.carried or each.tip in known.carried
        claims.append(Claim(each.name, cost, sum(item.points for item in items), ages[each.tip], carried))
    return claims


def _owners(branch: Branch, found: Survey, teams: Teams) -> tuple[str, ...]:
    """Return whom to talk to about a branch: the team whose branch it is, with its scrum master; else who wrote it."""
    team = next((each for _, each in sorted(teams.items()) if re.fullmatch(each.branches, branch.name)), None)
    if team is None:
        return found.added[branch.tip].authors
    return (f"{team.name} ({team.scrum_master})" if team.scrum_master else team.name,)


def needs_of(found: Survey, branch: Branch, known: Known) -> dict[str, str]:
    """Return what a branch needs and why, by names of branches where they are known.

    That is what it is stacked upon, what its trailers say, and what a ratified sequence puts before it.
    """
    added = found.added[branch.tip]
    needs = {each.name: "it is stacked upon that" for each in found.branches if each.tip in added.upon}
    needs |= _ordered(found, branch, known, needs) if known.ratified else {}
    wanted = (word for word in added.depends if word not in known.done)
    said = (name for word in wanted for name in _of_item(found, word) or (_meant(found, word),))
    return needs | {word: "it depends on that" for word in said if word not in ("", branch.name, *needs)}


def _ordered(found: Survey, branch: Branch, known: Known, needs: Mapping[str, str]) -> dict[str, str]:
    """Return what ratified sequences put before a branch, besides what it needs already."""
    from gitgov.gate.ordered import ahead_of  # noqa: PLC0415 - where nothing is ratified nobody needs the law

    return {
        each.name: f"by the sequence of {motion_name(ahead.by)}"
        for ahead in ahead_of(known.ratified, branch.tip)
        for each in found.branches
        if each.tip == ahead.head and each.name not in needs
    }


def _of_item(found: Survey, word: str) -> tuple[str, ...]:
    """Return the branches that are for an item of the backlog."""
    return tuple(each.name for each in found.branches if word in found.added[each.tip].items)


def _meant(found: Survey, word: str) -> str:
    """Return the branch that a trailer means, by its name, its motion or a commit that it adds; nothing for what has landed."""
    for each in (*found.branches, *found.landed):
        if word in (each.name, each.motion, each.name.partition("/")[2]):
            return each.name
    if len(word) < _SHORTEST or not word.isalnum():
        return word
    having = [each for each in found.branches if any(oid.startswith(word) for oid in found.added[each.tip].commits)]
    if having:
        return min(having, key=lambda each: (len(found.added[each.tip].commits), each.name)).name
    landed = found.target and found.repo.holds(word) and is_ancestor(found.repo, word, found.target.tip)
    return "" if landed else word


def sequence_of(found: Survey, names: Sequence[str]) -> Ordered:
    """Return the question to let branches in, in the order of `names`; raises `BadInput` where no merge could follow it."""
    from gitgov.procedure.motions.sequence import MOST  # noqa: PLC0415 - who asks for an order moves none
    from gitgov.procedure.motions.sequence import Sequence as Ordered  # noqa: PLC0415 - as above

    if found.target is None:
        raise BadInput("there is no branch here that all would land in", "name it: --into BRANCH")
    if not 2 <= len(names) <= MOST:
        raise BadInput(f"a sequence has 2 to {MOST} branches, and this one {len(names)}", "name those that it is about")
    by_name = {each.name: each for each in found.branches}
    chosen = [by_name[name] for name in names]
    for at, one in enumerate(chosen):
        for other in chosen[at + 1 :]:
            if other.tip in found.added[one.tip].upon:
                what = f"{one.name} is stacked upon {other.name}, and so cannot come in before it"
                raise BadInput(what, "name it after that")
    into = f"refs/heads/{found.target.name}"
    return Ordered(branches=[each.name for each in chosen], heads=[each.tip for each in chosen], into=into)
