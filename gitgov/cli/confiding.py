"""`git sprint pi call-vote`, `vote` and `close-vote`: the fist of five."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import typer

from gitgov.chamber.increments import Which, count, teams_in
from gitgov.chamber.open import Chamber
from gitgov.cli.acting import send
from gitgov.cli.increments import Named, Train, desk
from gitgov.cli.options import Key, Message, Sync
from gitgov.cli.text import flat, many, say
from gitgov.core.errors import BadInput
from gitgov.core.ratio import in_tenths
from gitgov.sprints.increments.confidence import open_vote, to_be_heard, to_speak, unheard
from gitgov.sprints.increments.events import ConfidenceAsked, ConfidenceGiven
from gitgov.sprints.increments.state import Increment, Vote, mean


def call_vote(increment: Named = "", train: Train = "", key: Key = "", sync: Sync = False) -> None:
    """Ask the train how sure it is of its plan: a fist of five."""
    at = desk(key, Which(increment, train))
    at.add(ConfidenceAsked(teams=to_be_heard(at.chamber.chain.charter, at.increment.train)))
    say(f"{at.increment.train} is asked how sure it is of {at.increment.name}: git sprint pi vote 1 to 5")
    send(sync=sync)


def vote(
    fingers: Annotated[int, typer.Argument(metavar="FINGERS", min=1, max=5, help="1: not at all, to 5: quite.")],
    message: Message = "",
    increment: Named = "",
    train: Train = "",
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Show how sure you are of the plan, with one to five fingers; until the vote is closed you may show others."""
    at = desk(key, Which(increment, train))
    going_on = open_vote(at.increment)
    if going_on is None:
        raise BadInput(f"no vote of confidence is going on in {at.increment.name}", "git sprint pi call-vote")
    at.add(ConfidenceGiven(vote=going_on.id, fingers=fingers, why=message))
    say(f"{at.actor.name} has voted; it is shown when the vote is closed")
    send(sync=sync)


def close_vote(increment: Named = "", train: Train = "", key: Key = "", sync: Sync = False) -> None:
    """Close the vote of confidence, and show how sure the train is, team by team."""
    at = desk(key, Which(increment, train))
    event = at.add(count(at.increment))
    going_on = at.increment.votes[-1]
    closed = going_on._replace(counted=event.body.counted, closed=True)  # type: ignore[attr-defined]
    say("\n".join(told(at.chamber, at.increment, closed)))
    send(sync=sync)


def told(chamber: Chamber, increment: Increment, found: Vote) -> Iterator[str]:
    """Tell how a vote stands; before it is closed only how many have voted, and of which teams nobody has."""
    missing = unheard(found, chamber.chain.charter.teams)
    if not found.closed:
        voted = {each.by for each in found.ballots}
        waits = f", no member of {' or '.join(missing)} yet" if missing else ""
        yield f"confidence: {many(len(voted), 'member')} voted{waits}; git sprint pi close-vote shows how"
        return
    threshold = chamber.chain.charter.sprints.confidence
    stale = "" if found.plan == increment.plan else "; the plan has changed since"
    accepted = "accepted" if _accepted(chamber, found) else "not accepted"
    cast = many(len(found.counted), "ballot")
    yield f"confidence: {in_tenths(found.mean())} of 5 fingers in {cast}, {accepted} ({threshold} are needed){stale}"
    if missing:
        yield f"  missing: {', '.join(missing)}, of whose members nobody has voted"
    for team, fingers in by_team(chamber, increment, found).items():
        yield f"  {team}  {in_tenths(mean(fingers)) if fingers else 'nobody voted'}"
    why = {each.by: each.why for each in found.ballots}
    for who in to_speak(found):
        said = f": {flat(why[who])}" if why.get(who) else ""
        yield f"  {who} showed {found.counted[who]}, and is asked to speak{said}"
    if missing:
        yield "  next: call the vote again, and let somebody of each team vote before it is closed"
    elif accepted != "accepted":
        yield "  next: hear them, plan anew, and call the vote again; until then the increment cannot begin"


def _accepted(chamber: Chamber, found: Vote) -> bool:
    """Say whether the train is sure enough: somebody of each team that was asked has voted, and the mean is high enough."""
    charter = chamber.chain.charter
    return found.closed and not unheard(found, charter.teams) and found.mean() >= charter.sprints.confidence


def by_team(chamber: Chamber, increment: Increment, found: Vote) -> dict[str, list[int]]:
    """Return what the people of each team showed; somebody of several teams counts in each."""
    return {
        team.name: [found.counted[who] for who in sorted(team.people & found.counted.keys())]
        for team in teams_in(chamber, increment.train)
    }


def vote_json(chamber: Chamber, increment: Increment, found: Vote) -> dict[str, Any]:
    """Return a vote with stable keys: before it is closed nothing of what was voted."""
    shares = by_team(chamber, increment, found) if found.closed else {}
    return {
        "closed": found.closed,
        "current": found.plan == increment.plan,
        "voted": len({each.by for each in found.ballots}),
        "mean": in_tenths(found.mean()) if found.closed else None,
        "accepted": _accepted(chamber, found),
        "missing": list(unheard(found, chamber.chain.charter.teams)),
        "fingers": {who: found.counted[who] for who in sorted(found.counted)},
        "teams": {team: in_tenths(mean(each)) if each else None for team, each in shares.items()},
        "to_speak": list(to_speak(found)),
    }
