"""Where teams lean on each other by what is in a tree: sources that import another team's, and submodules of its repository."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from gitgov.charter.teams import Team, Teams, related
from gitgov.sprints.sources import resolve
from gitgov.sprints.sources.tree import Reference, tree_of

IMPORTS, PINS = "imports", "pins"
PACKS = "domain_packs/"


class Pin(NamedTuple):
    """A submodule of a tree: its path, the commit that it is pinned to, and the address that `.gitmodules` has, or nothing."""

    path: str
    commit: str
    address: str


class Leaning(NamedTuple):
    """A team needs another one: its `file` `imports` `what` on a `line`, or it `pins` the repository `what` to a `commit` there."""

    team: str
    needs: str
    how: str
    what: str
    file: str
    line: int
    commit: str


def leanings(
    teams: Teams,
    paths: Iterable[str],
    references: Mapping[str, Iterable[Reference]],
    pins: Iterable[Pin],
    addresses: Mapping[str, str],
) -> tuple[Leaning, ...]:
    """Return where teams lean on each other, in order: of all `paths` those with `references`; `addresses` are those of teams.

    A team and those above it are not apart, and neither is a file from one that its team owns as well.
    """
    tree, owners = tree_of(paths), _Owners(teams)
    found = {
        Leaning(one.name, other.name, IMPORTS, target, path, line, "")
        for path, those in references.items()
        for line, target in resolve(path, those, tree)
        for one, other in owners.apart(path, target)
    }
    pinned = (each for pin in pins for each in _pinned(teams, owners, pin, addresses))
    return tuple(sorted({*found, *pinned}))


def _pinned(teams: Teams, owners: _Owners, pin: Pin, addresses: Mapping[str, str]) -> Iterator[Leaning]:
    """Yield who leans by a submodule: who owns its path, or whose domain pack it is, on who works in that repository or owns what is below."""
    packs = [
        each for each in teams.values() if (pin.path, pin.address) in {(PACKS + name, url) for name, url in each.packs}
    ]
    theirs = [each for each in teams.values() if pin.address and addresses.get(each.name) == pin.address]
    inside = [each for each in owners.of(f"{pin.path}/") if each not in owners.of(pin.path)]
    for one in {each.name: each for each in (*owners.of(pin.path), *packs)}.values():
        for other in (*theirs, *inside):
            if not related(teams, one.name, other.name):
                yield Leaning(one.name, other.name, PINS, pin.address, pin.path, 0, pin.commit)


class _Owners:
    """Whose each path is, asked once."""

    def __init__(self, teams: Teams) -> None:
        self._teams = teams
        self._known: dict[str, tuple[Team, ...]] = {}

    def of(self, path: str) -> tuple[Team, ...]:
        """Return the teams that own a path."""
        if path not in self._known:
            self._known[path] = tuple(each for each in self._teams.values() if each.owns(path))
        return self._known[path]

    def apart(self, path: str, target: str) -> Iterator[tuple[Team, Team]]:
        """Yield who owns a path with who owns another one, of those that own only one of the two."""
        for one in self.of(path):
            for other in self.of(target):
                both = one in self.of(target) or other in self.of(path)
                if not both and not related(self._teams, one.name, other.name):
                    yield one, other
