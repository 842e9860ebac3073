"""The ways that protected branches have come, and what accounts for those that began as a part of others.

A branch that was protected before it existed has no baseline: it is created where another protected branch has stood.
Which branches may vouch for it is found by going round: first those that come from a baseline and are in order, then
those that build on these, until no further one is accounted for. Names decide nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from gitgov.chamber.open import Chamber
from gitgov.core.errors import BadInput
from gitgov.core.ids import short
from gitgov.core.objection import Objection
from gitgov.gate.facts import Verdict
from gitgov.git.history import Commit, first_parents, is_ancestor, is_cut, unstood
from gitgov.git.repository import Repository


@dataclass(slots=True)
class Moves:
    """How many steps were checked, where the refs stand, what nobody authorised, and what a shallow clone cannot tell."""

    count: int = 0
    tips: dict[str, str] = field(default_factory=dict)
    problems: list[Objection] = field(default_factory=list)
    cut: list[str] = field(default_factory=list)


class Place(NamedTuple):
    """A protected ref by the name that it has here, and where it stands."""

    name: str
    ref: str
    tip: str


class Way(NamedTuple):
    """The way that a protected branch has come: from `start` (nothing: from where other branches have stood) to `tip`.

    Those others are `without`; what `settled` contains was there before it was protected.
    """

    ref: str
    start: str
    tip: str
    without: tuple[str, ...]
    settled: tuple[str, ...] = ()


class Judged(NamedTuple):
    """What the gate says of a way, and of how many steps it consists."""

    verdict: Verdict
    steps: int


@dataclass(slots=True)
class Ways:
    """The ways to be judged by the names of their refs, and the commits that need no judgement any more."""

    by_name: dict[str, Way] = field(default_factory=dict)
    sound: set[str] = field(default_factory=set)

    @property
    def started(self) -> list[Way]:
        """The ways that begin at a baseline or at what was verified last, each once."""
        return [way for way in dict.fromkeys(self.by_name.values()) if way.start]

    @property
    def unstarted(self) -> list[Way]:
        """The other ways, as far as they lead out of what may be accounted for at best."""
        best = tuple(sorted(self.sound.union(way.tip for way in self.started)))
        return [way._replace(without=best) for way in dict.fromkeys(self.by_name.values()) if not way.start]


def protected_refs(chamber: Chamber) -> dict[str, tuple[str, str]]:
    """Return shown name -> (protected ref, where it stands): branches and tags here, and branches as last fetched."""
    charter, repo = chamber.chain.charter, chamber.repo
    named = (f"refs/heads/{branch.pattern}" for branch in charter.branches if "*" not in branch.pattern)
    for ref in {*chamber.chain.baseline, *named}:
        repo.tip(ref)  # raises where it cannot be read, which a listing of refs passes over
    here = repo.refs("refs/heads/") | repo.refs("refs/tags/")
    places = {name: (name, str(oid)) for name, oid in here.items()}
    places |= {name: (repo.follows(name), str(oid)) for name, oid in repo.refs("refs/remotes/").items()}
    return {name: each for name, each in sorted(places.items()) if charter.protects(each[0])}


def baselines(chamber: Chamber) -> dict[str, str]:
    """Return where branches stood when they were protected, as far as that is here."""
    found = chamber.chain.baseline.items()
    return {name: oid for name, oid in found if name.startswith("refs/heads/") and chamber.repo.holds(oid)}


def chosen(found: Mapping[str, tuple[str, str]], wanted: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Return those of the refs that the words mean, all if there are none; raises `BadInput` for a word without one."""
    if unknown := [word for word in wanted if not any(_meant(name, [word]) for name in found)]:
        raise BadInput(f"no protected ref is called {unknown[0]!r} here", f"protected here: {', '.join(sorted(found))}")
    return {name: each for name, each in found.items() if not wanted or _meant(name, wanted)}


def _meant(name: str, wanted: Iterable[str]) -> bool:
    return any(name == word or name.split("/", 2)[-1] == word for word in wanted)


def find_ways(
    chamber: Chamber, places: Iterable[Place], known: Mapping[str, str], moves: Callable[[str], Moves]
) -> Ways:
    """List the ways of branches that are still to be judged; what is plainly wrong goes to `moves` of its name."""
    ways, settled = Ways(), tuple(sorted({*baselines(chamber).values()}))
    ways.sound.update(settled)
    branches = [place for place in places if place.ref.startswith("refs/heads/")]
    followed = {place.ref for place in branches if place.name != place.ref}
    for place in branches:
        verified = known.get(f"verified:{place.name}", "")
        start = verified or chamber.chain.baseline.get(place.ref, "")
        if verified == place.tip or (start and _waits(chamber, place, start, place.ref in followed)):
            ways.sound.add(place.tip)
        elif not start:
            ways.by_name[place.name] = Way(place.ref, "", place.tip, (), settled)
        elif problem := _why_not_from(chamber, place, start):
            _tell(chamber, place, start, problem, moves(place.name))
        else:
            ways.by_name[place.name] = Way(place.ref, start, place.tip, (start,))
    return ways


def _waits(chamber: Chamber, place: Place, start: str, followed: bool) -> bool:  # noqa: FBT001 - a fact, not a switch
    """Say whether a branch has not moved, or is a clone's own and has yet to follow the remote's that it also has."""
    if place.tip == start:
        return True
    own = place.name == place.ref and followed
    return own and chamber.repo.holds(start) and is_ancestor(chamber.repo, place.tip, start)


def _why_not_from(chamber: Chamber, place: Place, start: str) -> Objection | None:
    if not chamber.repo.holds(start):
        what = f"{place.name} stood at {short(start)}, which is not in this clone"
        remedy = "git fetch; if it stays so, the history was rewritten: who keeps the server?"
        return Objection("GOV-141", what, remedy=remedy, records=(start,))
    if not is_ancestor(chamber.repo, start, place.tip):
        what = f"{place.name} was rewound or replaced: {short(start)} is no longer in it"
        remedy = "compare with other clones; who keeps the server?"
        return Objection("GOV-102", what, remedy=remedy, records=(start, place.tip))
    return None


def _tell(chamber: Chamber, place: Place, start: str, problem: Objection, moves: Moves) -> None:
    if is_cut(chamber.repo, place.tip):
        what = f"this clone is shallow: its history ends before {short(start)}, where {place.name} came from"
        moves.cut.append(what)
    else:
        moves.problems.append(problem)


def commits_of(repo: Repository, way: Way, *, messages: bool = True) -> list[Commit]:
    """List the commits of a way along first parents, newest first."""
    if way.start:
        return first_parents(repo, way.tip, way.without, messages=messages)
    return unstood(repo, way.tip, way.without, way.settled, messages=messages)


def account(repo: Repository, ways: Ways, judge: Callable[[Way], Judged]) -> dict[str, Judged]:
    """Judge all ways, by the names of their refs; nothing but what is accounted for vouches for what has no start."""
    found = {way: judge(way) for way in ways.started}
    wrong = [way for way, judged in found.items() if not judged.verdict.allowed]
    sound = ways.sound.union(way.tip for way in found if way not in wrong)
    left = [way for way in dict.fromkeys(ways.by_name.values()) if not way.start]
    if left:
        sound.update(_sound_until(repo, way, judge) for way in wrong)
    while left:
        best = tuple(sorted(sound))
        found |= {way: judge(way._replace(without=best)) for way in left}
        sound.update(way.tip for way in left if found[way].verdict.allowed)
        unaccounted = [way for way in left if not found[way].verdict.allowed]
        if len(unaccounted) == len(left):
            break
        left = unaccounted
    return {name: found[way] for name, way in ways.by_name.items()}


def _sound_until(repo: Repository, way: Way, judge: Callable[[Way], Judged]) -> str:
    """Return up to which commit a way that is wrong is accounted for: what was created from there is not wrong with it."""
    newest_first = [each.oid for each in first_parents(repo, way.tip, way.without, messages=False)]
    further = newest_first[::-1]
    wrong = bisect_left(further, x=True, key=lambda tip: not judge(way._replace(tip=tip)).verdict.allowed)
    return further[wrong - 1] if wrong else way.start
