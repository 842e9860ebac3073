"""Which branches are about to collide, and in which order they land best: facts of git, put before the law of sprints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import product
from pathlib import Path
from typing import NamedTuple

from gitgov.chamber.derived import as_derived
from gitgov.chamber.summary import Summary
from gitgov.core.errors import BadInput
from gitgov.git.bases import Twosome
from gitgov.git.collisions import Lines, Spot
from gitgov.git.history import is_ancestor
from gitgov.git.paircache import PairCache
from gitgov.git.pairs import CLEAN, CONFLICT, MISSING, UNRELATED, Meeting, merge_all
from gitgov.git.refs import room_ref
from gitgov.git.repository import Repository, open_repository
from gitgov.git.touching import Touched, touched

_SPRINT = "refs/heads/sprint/"


class Branch(NamedTuple):
    """A branch that is to land: its name and tip, the motion that would merge it, if any, and whether that was carried."""

    name: str
    tip: str
    motion: str = ""
    carried: bool = False


class Crossing(NamedTuple):
    """What comes of merging two branches, in the order in which they were named; so are the sides of each spot."""

    one: str
    other: str
    meeting: Meeting


class Survey(NamedTuple):
    """Branches upon a target, which is a branch too (none where the repository has none), and what each pair comes to.

    `landed` are those that the target contains.
    """

    repo: Repository
    target: Branch | None
    branches: tuple[Branch, ...]
    landed: tuple[Branch, ...]
    met: Mapping[Twosome, Meeting]
    added: Mapping[str, Touched]

    @property
    def pairs(self) -> int:
        """Return how many pairs there are, those with the target included."""
        count = len(self.branches) + (self.target is not None)
        return count * (count - 1) // 2

    def collisions(self) -> Iterator[Crossing]:
        """Yield the pairs that git cannot merge."""
        return self._crossings(CONFLICT)

    def unknown(self) -> Iterator[Crossing]:
        """Yield the pairs of which git cannot tell: histories that share nothing, objects that are not here."""
        return self._crossings(UNRELATED, MISSING)

    def _crossings(self, *verdicts: str) -> Iterator[Crossing]:
        """Yield pairs in the order in which branches were named, the target last."""
        named = [*self.branches, *([self.target] if self.target else [])]
        places: dict[str, list[int]] = {}
        for place, each in enumerate(named):
            places.setdefault(each.tip, []).append(place)
        crossed = [
            (left, right, meeting)
            for (one, other), meeting in self.met.items()
            if meeting.verdict in verdicts
            for left, right in product(places[one], places[other])
        ]
        for left, right, meeting in sorted(crossed, key=lambda each: sorted(each[:2])):
            first, second = named[min(left, right)].name, named[max(left, right)].name
            yield Crossing(first, second, meeting if left < right else meeting.swapped())

    def people(self, crossing: Crossing) -> tuple[str, ...]:
        """Return who has changed what two branches collide in; they should talk."""
        added = [self.added[each.tip] for each in self.branches if each.name in crossing[:2]]
        return tuple(
            dict.fromkeys(who for each in added for spot in crossing.meeting.spots for who in each.people(spot.path))
        )

    def near(self) -> Iterator[tuple[str, str, tuple[str, ...]]]:
        """Yield the pairs of branches that merge cleanly, and change the same files all the same."""
        for place, one in enumerate(self.branches):
            for other in self.branches[place + 1 :]:
                both = self.added[one.tip].files.keys() & self.added[other.tip].files.keys()
                if both and not self.stacked(one, other) and self.verdict(one, other) == CLEAN:
                    yield one.name, other.name, tuple(sorted(both))

    def verdict(self, one: Branch, other: Branch) -> str:
        """Return what two branches come to."""
        first, second = sorted((one.tip, other.tip))
        return self.met.get((first, second), Meeting(CLEAN)).verdict

    def stacked(self, one: Branch, other: Branch) -> bool:
        """Say whether one of two branches contains the other."""
        return one.tip == other.tip or other.tip in self.added[one.tip].upon or one.tip in self.added[other.tip].upon


def survey(start: Path, names: Sequence[str], into: str) -> Survey:
    """Merge every pair of branches, and each with the target; of those that are named, else of what is on its way.

    That is what open motions would merge, and the branches `sprint/*` here and as last fetched. Raises `BadInput` for a name
    that means nothing here.
    """
    repo = open_repository(start)
    target = branch_for_all(repo, into)
    branches = [Branch(name, repo.commit_of(repo.nearest(name))) for name in dict.fromkeys(names)]
    branches = branches or on_their_way(start, repo, target)
    branches = [each for each in branches if target is None or each.name != target.name]
    added = touched(repo, [each.tip for each in branches], target.tip if target else "")
    landed = tuple(each for each in branches if not added[each.tip].commits)
    left = tuple(each for each in branches if added[each.tip].commits)
    tips = [*(each.tip for each in left), *([target.tip] if target else [])]
    cache = PairCache(repo)
    known = cache.read(tips)
    met = merge_all(repo, tips, known)
    if met.keys() - known.keys():
        cache.write({pair: each for pair, each in met.items() if pair not in known})
    return Survey(repo, target, left, landed, met, added)


def branch_for_all(repo: Repository, into: str) -> Branch | None:
    """Return the branch that all land in: the one that is named, else the remote's main one, `main`, `master`, or none.

    What is checked out is not taken for it: somebody who asks stands on a branch of the sprint. It stands where it was last
    fetched, when that goes on from what is here.
    """
    if into:
        return Branch(into, repo.commit_of(repo.nearest(into)))
    theirs = [repo.main_branch] if repo.fetched("HEAD") else []
    for name in (*theirs, "main", "master"):
        with suppress(BadInput):
            here = repo.commit_of(repo.nearest(name))
            fetched = repo.fetched(name)
            return Branch(name, fetched if fetched and is_ancestor(repo, here, fetched) else here)
    return None


def on_their_way(start: Path, repo: Repository, target: Branch | None) -> list[Branch]:
    """Return what open motions would merge into the target, then the other branches of sprints, by name.

    A branch that is here and on a remote stands where the later of both does.
    """
    found = {each.name: each for each in _moved(start, repo, target)}
    for ref, tip in sorted(repo.refs("refs/").items()):
        branch = repo.follows(ref, teams=True) if ref.startswith("refs/remotes/") else ref
        name = branch.removeprefix("refs/heads/")
        held = found.get(name)
        if branch.startswith(_SPRINT) and (held is None or (not held.motion and is_ancestor(repo, held.tip, tip))):
            found[name] = Branch(name, tip)
    return list(found.values())


def _moved(start: Path, repo: Repository, target: Branch | None) -> Iterator[Branch]:
    """Yield what open motions would merge into the target, as far as it is here."""
    if not is_founded(repo):
        return  # no body, no motions
    known = as_derived(start, everything=False)
    for each in known.motions if known else _by_law(start):
        if (
            each.kind == "merge"
            and repo.holds(each.head)
            and (target is None or each.target == f"refs/heads/{target.name}")
        ):
            yield Branch(each.branch or each.name, each.head, each.name, each.settled == "carried")


def is_founded(repo: Repository) -> bool:
    """Say whether a body was ever founded here, as `open_if_founded` does, without the law."""
    return bool(repo.settings().get("gov.genesis") or repo.tip(room_ref("charter")))


def _by_law(start: Path) -> Sequence[Summary]:
    """Ask the law, which takes longer to load."""
    from gitgov.chamber.indexing import listed  # noqa: PLC0415 - branches that are named need no law
    from gitgov.chamber.open import open_chamber  # noqa: PLC0415 - as above

    return listed(open_chamber(start), everything=False)


def shown(spot: Spot) -> str:
    """Say where two branches collide: the file with the lines of both, or what has become of it."""
    sides = dict.fromkeys(_ranges(each) for each in (spot.one, spot.other) if each)
    return f"{spot.path} {' | '.join(sides) or f'({spot.how})'}"


def _ranges(lines: Lines) -> str:
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in lines)
