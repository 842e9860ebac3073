"""How long it takes from an idea that was moved until users have it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from gitgov.quality.measures.ending import ended
from gitgov.quality.measures.facts import DAY, Course
from gitgov.quality.measures.row import Facts, Measure, landing
from gitgov.quality.measures.summing import Left, typical
from gitgov.quality.reading import Reading, Sample

NAME, UNIT = "lead_time", "d"


def take(facts: Facts) -> Reading:
    """Measure from each motion to merge to the first deployment of any application that contains what it brought in."""
    left = list[Left]()
    return typical(NAME, UNIT, _samples(facts, left), left)


def _samples(facts: Facts, left: list[Left]) -> Iterator[Sample]:
    for each, end in ended(facts, deployed_at, "it has not been deployed", left):
        if end < each.opened:
            left.append(("it says that it was deployed before it was moved", each.id))
        else:
            yield Sample(Fraction(end - each.opened, DAY), each.id, end)


def deployed_at(facts: Facts, course: Course) -> int | None:
    """Return when what a motion brought in was first deployed, in seconds; nothing where it was not."""
    step = landing(facts, course)
    if step is None:
        return None
    found = (ship for delivery in facts.deliveries if (ship := delivery.first_with(step.commit.oid)))
    return min((ship.at for ship in found), default=None)


MEASURE = Measure(
    NAME,
    UNIT,
    "Time from a motion to merge to the first successful deployment, of any application, that contains what it brought in. Median.",
    "Ideation to production, as issue 6 asks for it; DORA measures from the commit instead",
    take,
)
