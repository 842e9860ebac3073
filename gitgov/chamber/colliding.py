"""Which branches are about to collide, and in which order they land best: facts of git, put before the law of sprints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import NamedTuple

from gitgov.chamber.branches import Apart, Branch, branch_for_all, named, on_their_way
from gitgov.git.bases import Twosome
from gitgov.git.borrowed import not_here
from gitgov.git.collisions import Lines, Spot
from gitgov.git.paircache import PairCache
from gitgov.git.pairs import CLEAN, CONFLICT, MISSING, UNRELATED, Meeting, merge_all
from gitgov.git.repository import Repository, open_repository
from gitgov.git.touching import Touched, touched


class Crossing(NamedTuple):
    """What comes of merging two branches, in the order in which they were named; so are the sides of each spot."""

    one: str
    other: str
    meeting: Meeting


class Survey(NamedTuple):
    """Branches upon a target, which is a branch too (none where the repository has none), and what each pair comes to.

    `landed` are those that the target contains, `apart` those of which no place has all commits.
    """

    repo: Repository
    target: Branch | None
    branches: tuple[Branch, ...]
    landed: tuple[Branch, ...]
    met: Mapping[Twosome, Meeting]
    added: Mapping[str, Touched]
    apart: tuple[Apart, ...] = ()

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

    That is what open motions would merge, and the branches of all teams' sprints. Raises `BadInput` for a name that means
    nothing here.
    """
    repo = open_repository(start)
    target = branch_for_all(repo, into)
    found = named(repo, names) if names else on_their_way(start, repo, target)
    branches = [each for each in found.branches if target is None or each.name != target.name]
    added = touched(repo, [each.tip for each in branches], target.tip if target else "")
    landed = tuple(each for each in branches if not added[each.tip].commits)
    left = tuple(each for each in branches if added[each.tip].commits)
    tips = [*(each.tip for each in left), *([target.tip] if target else [])]
    cache = PairCache(repo)
    known = cache.read(tips)
    met = merge_all(repo, tips, known)
    if met.keys() - known.keys():
        cache.write({pair: each for pair, each in met.items() if pair not in known})
    return Survey(repo, target, left, landed, met, added, found.apart)


def remedy_for(found: Survey) -> str:
    """Say what brings back an object that is not here, and without which some pairs are not known; nothing where all are."""
    missing = next((each.meeting.missing for each in found.unknown() if each.meeting.missing), "")
    return not_here(found.repo, missing).remedy if missing else ""


def shown(spot: Spot) -> str:
    """Say where two branches collide: the file with the lines of both, or what has become of it."""
    sides = dict.fromkeys(_ranges(each) for each in (spot.one, spot.other) if each)
    return f"{spot.path} {' | '.join(sides) or f'({spot.how})'}"


def _ranges(lines: Lines) -> str:
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in lines)
