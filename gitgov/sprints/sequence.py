"""In which order branches land: first what can go without a rebase, then the others, each with what that costs it, and why.

Of two branches that collide, whichever lands second pays. So all orders cost the same in lines; what an order decides is who
pays, and how many do. The same facts give the same order in every clone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from gitgov.sprints.dependencies import behind, circles
from gitgov.sprints.landing import landing


class Change(NamedTuple):
    """A branch that is to land: its weight says how much it matters, from 1; `owners` are whom to talk to."""

    name: str
    weight: int = 1
    needs: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()


class Collision(NamedTuple):
    """Where two branches, or a branch and the target, collide, as people read it: `src/x.py 40-52`."""

    one: str
    other: str
    where: tuple[str, ...]


class Reason(NamedTuple):
    """Why a branch must be rebased when its turn comes: what landed before it (or is in the target), and where they collide."""

    after: str
    where: tuple[str, ...]


class Step(NamedTuple):
    """A branch in its turn: `now` if it lands without a rebase; else it pays for each reason."""

    name: str
    now: bool
    reasons: tuple[Reason, ...] = ()

    @property
    def cost(self) -> int:
        """Return in how many places somebody has to look."""
        return sum(len(each.where) for each in self.reasons)


class Circle(NamedTuple):
    """Branches that wait for each other, and whom to talk to about it."""

    names: tuple[str, ...]
    owners: tuple[str, ...]


class Order(NamedTuple):
    """The sequence; `stuck` are those that wait for a circle, `exact` says that no more could land without a rebase."""

    steps: tuple[Step, ...]
    circles: tuple[Circle, ...]
    stuck: tuple[str, ...]
    exact: bool

    @property
    def now(self) -> tuple[str, ...]:
        """Return those that can land now, in their order."""
        return tuple(each.name for each in self.steps if each.now)


def order(changes: Sequence[Change], collisions: Iterable[Collision], target: str = "") -> Order:
    """Put changes in order: those of the landing set first, then by weight, by what they pay at that time, and by name.

    None comes before what it needs; what is needed but is no change here is taken to be done. `target` is the name by which
    collisions call the branch that all land in: what collides with it cannot go without a rebase.
    """
    known = {each.name: each for each in changes}
    needs = {each.name: [need for need in each.needs if need in known] for each in changes}
    round_about = circles(needs)
    caught = {name for circle in round_about for name in circle}
    stuck = {name for name in known if name not in caught and behind(needs, [name]) & caught}
    against = _against(collisions)
    ready = {name: each for name, each in known.items() if name not in caught | stuck}
    weights = {
        name: each.weight for name, each in ready.items() if name != target and target not in against.get(name, ())
    }
    pairs = [(one, other) for one, others in against.items() for other in others if one < other]
    first = landing(weights, pairs, needs)
    field = _Field(ready, needs, against, [target] if target else [])
    steps = (*field.laid(set(first.names), now=True), *field.laid(ready.keys() - set(first.names), now=False))
    owned = (Circle(names, _owners(known, names)) for names in round_about)
    return Order(steps, tuple(owned), tuple(sorted(stuck)), first.exact)


def _against(collisions: Iterable[Collision]) -> dict[str, dict[str, tuple[str, ...]]]:
    """Return for each branch the others that it collides with, and where."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for one, other, where in collisions:
        found.setdefault(one, {})[other] = where
        found.setdefault(other, {})[one] = where
    return found


def _owners(known: Mapping[str, Change], names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({owner for name in names for owner in known[name].owners}))


class _Field(NamedTuple):
    """What is to land, what each needs and collides with; and what has landed so far, in order."""

    changes: Mapping[str, Change]
    needs: Mapping[str, Sequence[str]]
    against: Mapping[str, Mapping[str, tuple[str, ...]]]
    landed: list[str]

    def laid(self, names: Collection[str], *, now: bool) -> tuple[Step, ...]:
        """Let branches land, the one that matters most of those that can, and return their steps."""
        left, steps = set(names), []
        while left:
            done = set(self.landed)
            can = (name for name in left if done.issuperset(self.needs[name]))
            step = min((Step(name, now, self.reasons(name)) for name in can), key=self.rank)
            steps.append(step)
            self.landed.append(step.name)
            left.remove(step.name)
        return tuple(steps)

    def rank(self, step: Step) -> tuple[int, int, str]:
        """Order by what matters most, then by what costs least, then by name."""
        return -self.changes[step.name].weight, step.cost, step.name

    def reasons(self, name: str) -> tuple[Reason, ...]:
        """Say what has landed that a branch collides with."""
        against = self.against.get(name, {})
        return tuple(Reason(each, against[each]) for each in self.landed if each in against)
