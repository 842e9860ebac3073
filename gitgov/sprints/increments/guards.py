"""What the law of increments asks everywhere: of which team, by whom, and when."""

from __future__ import annotations

from collections.abc import Collection

from gitgov.charter.teams import Teams, above, leads_of, people_of
from gitgov.core.ids import Member
from gitgov.ledger.event import Event
from gitgov.sprints.increments.state import Increment
from gitgov.threads.rows import Objections, Seen, object_to

SOURCE = "SAFe, PI planning"


def why_not_of_train(seen: Seen, increment: Increment, event: Event, team: str) -> Objections:
    """Object where a team is not the train, nor below it."""
    teams = seen.step(event).charter.teams
    if team in teams and is_of(teams, team, increment.train):
        return ()
    what = f"{team} is no team of {increment.train}"
    return object_to("GOV-631", what, SOURCE, event, "git sprint pi show lists its teams")


def is_of(teams: Teams, team: str, train: str) -> bool:
    """Say whether a team is a train, or below it."""
    return team == train or any(each.name == train for each in above(teams, team))


def why_not_known(seen: Seen, event: Event, team: str) -> Objections:
    """Object where the charter has no such team."""
    if team in seen.step(event).charter.teams:
        return ()
    return object_to("GOV-600", f"the charter has no team {team}", SOURCE, event, "git gov charter show")


def why_not_led(seen: Seen, event: Event, team: str, doing: str) -> Objections:
    """Object where the author leads neither a team nor one above it."""
    leads = leads_of(seen.step(event).charter.teams, team)
    return why_not_among(event, leads, f"{doing} for {team}")


def why_not_among(event: Event, people: Collection[Member], doing: str) -> Objections:
    """Object where the author is none of those who may do something."""
    if event.actor in people:
        return ()
    who = " or ".join(sorted(people)[:5]) or "nobody"
    return object_to("GOV-604", f"{event.actor} may not {doing}: {who} may", SOURCE, event, f"ask {who}")


def why_not_planning(increment: Increment, event: Event) -> Objections:
    """Object where an increment has begun: what was ratified stands."""
    if not increment.started:
        return ()
    what = f"increment {increment.name} of {increment.train} has begun as it was ratified"
    return object_to("GOV-632", what, SOURCE, event, "plan the next one")


def why_not_under_way(increment: Increment, event: Event) -> Objections:
    """Object where an increment has not begun."""
    if increment.started:
        return ()
    what = f"increment {increment.name} of {increment.train} has not begun"
    return object_to("GOV-633", what, SOURCE, event, f"git sprint pi start {increment.name}")


def why_no_iteration(increment: Increment, event: Event, number: int, *, working: bool = False) -> Objections:
    """Object to an iteration that there is not, or, for work, to the last one."""
    most = increment.body.iterations
    if number < most or (number == most and not working):
        return ()
    last = f"iteration {number} is for innovation and planning" if number == most else f"there is no iteration {number}"
    what = f"{last}: {increment.name} has {most}"
    return object_to("GOV-634", what, SOURCE, event, f"name one from 1 to {most - 1 if working else most}")


def valuers(teams: Teams, train: str) -> frozenset[Member]:
    """Return who sets business values: the product owners of the train and above it, else who leads it."""
    rising = [teams[train], *above(teams, train)] if train in teams else []
    owners = frozenset(Member(each.product_owner) for each in rising if each.product_owner)
    return owners or leads_of(teams, train)


def crew(teams: Teams, train: str) -> frozenset[Member]:
    """Return everybody of a train, and who leads it from above."""
    return people_of(teams, train) | leads_of(teams, train)
