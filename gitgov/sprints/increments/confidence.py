"""The vote of confidence: a fist of five, one ballot a member, hidden until it is closed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from gitgov.charter.charter import Charter
from gitgov.charter.teams import Teams, people_of, whole
from gitgov.core.ids import Member
from gitgov.ledger.event import Event
from gitgov.sprints.increments.events import ConfidenceAsked, ConfidenceClosed, ConfidenceGiven
from gitgov.sprints.increments.guards import SOURCE, why_not_among, why_not_led, why_not_planning
from gitgov.sprints.increments.state import Ballot, Increment, Vote
from gitgov.threads.rows import Objections, Row, Seen, object_to

LOW = 2
"""Who shows so many fingers, or fewer, is asked to speak."""


def last_ballots(vote: Vote) -> dict[Member, int]:
    """Return the last ballot of each member."""
    return {each.by: each.fingers for each in vote.ballots}


def open_vote(increment: Increment) -> Vote | None:
    """Return the vote that is going on, the last one where two were called beside each other."""
    return next((each for each in reversed(increment.votes) if not each.closed), None)


def confidence_in(increment: Increment, plan: str) -> Vote | None:
    """Return the last vote on a plan that is closed."""
    return next((each for each in reversed(increment.votes) if each.closed and each.plan == plan), None)


def to_speak(vote: Vote) -> tuple[Member, ...]:
    """Return who showed one or two fingers: they are heard, whatever the mean is."""
    return tuple(sorted(who for who, fingers in vote.counted.items() if fingers <= LOW))


def to_be_heard(charter: Charter, train: str) -> list[str]:
    """Name the teams of a train with a member who may vote: each is asked for itself, then the whole train (SAFe, fist of five)."""
    return sorted(each.name for each in whole(charter.teams, train) if charter.electorate.intersection(each.members))


def unheard(vote: Vote, teams: Teams) -> tuple[str, ...]:
    """Return the teams that were asked and of whose members nobody has voted; one that is no more is not waited for."""
    voted = vote.counted.keys() if vote.closed else last_ballots(vote).keys()
    return tuple(name for name in vote.asked if name in teams and not voted & {*teams[name].members})


def _why_not_asked(seen: Seen, increment: Increment, event: Event) -> Objections:
    if open_vote(increment):
        what = f"{increment.train} is being asked already"
        return object_to("GOV-641", what, SOURCE, event, "git sprint pi close-vote counts")
    return (
        why_not_planning(increment, event)
        or why_not_led(seen, event, increment.train, "call a vote of confidence")
        or _why_not_all(seen, increment, event)
    )


def _why_not_all(seen: Seen, increment: Increment, event: Event) -> Objections:
    """Object to asking other teams than the train has; whoever names none asks as earlier versions did."""
    body: ConfidenceAsked = event.body  # type: ignore[assignment]
    known = to_be_heard(seen.step(event).charter, increment.train)
    if not body.teams or sorted(body.teams) == known:
        return ()
    what = f"these are not the teams of {increment.train} that vote: {', '.join(known) or 'none does'}"
    return object_to("GOV-646", what, SOURCE, event, "git sprint pi call-vote asks them all")


def _asked(increment: Increment, event: Event) -> Increment:
    body: ConfidenceAsked = event.body  # type: ignore[assignment]
    vote = Vote(event.id, event.at, increment.plan, asked=tuple(sorted(body.teams)))
    return replace(increment, votes=(*increment.votes, vote))


def _why_not_going_on(increment: Increment, event: Event) -> Objections:
    body: ConfidenceGiven | ConfidenceClosed = event.body  # type: ignore[assignment]
    if any(each.id == body.vote and not each.closed for each in increment.votes):
        return ()
    what = f"no vote of confidence {body.vote[:12]} is going on in {increment.name}"
    return object_to("GOV-641", what, SOURCE, event, "git sprint pi call-vote begins one")


def _why_not_given(seen: Seen, increment: Increment, event: Event) -> Objections:
    people = people_of(seen.step(event).charter.teams, increment.train)
    return _why_not_going_on(increment, event) or why_not_among(event, people, f"vote in {increment.train}")


def _given(increment: Increment, event: Event) -> Increment:
    body: ConfidenceGiven = event.body  # type: ignore[assignment]
    ballot = Ballot(event.id, event.actor, body.fingers, body.why)
    return _with(increment, body.vote, lambda vote: vote._replace(ballots=(*vote.ballots, ballot)))


def _with(increment: Increment, vote: str, change: Callable[[Vote], Vote]) -> Increment:
    """Change a vote, unless it is closed: then nothing that comes beside it counts."""
    return replace(
        increment,
        votes=tuple(change(each) if each.id == vote and not each.closed else each for each in increment.votes),
    )


def _why_not_closed(seen: Seen, increment: Increment, event: Event) -> Objections:
    body: ConfidenceClosed = event.body  # type: ignore[assignment]
    if objections := (
        _why_not_going_on(increment, event) or why_not_led(seen, event, increment.train, "close the vote")
    ):
        return objections
    if not body.counted:
        what = "nobody has voted"
        return object_to("GOV-642", what, SOURCE, event, "git sprint pi vote FINGERS")
    vote = next(each for each in increment.votes if each.id == body.vote)
    if last_ballots(vote) != body.counted:
        what = "what was counted is not what was cast"
        return object_to("GOV-642", what, SOURCE, event, "git sprint pi close-vote counts again")
    return ()


def _closed(increment: Increment, event: Event) -> Increment:
    body: ConfidenceClosed = event.body  # type: ignore[assignment]
    counted = {Member(who): fingers for who, fingers in sorted(body.counted.items())}
    return _with(increment, body.vote, lambda vote: vote._replace(counted=counted, closed=True))


ROWS = {
    "confidence.asked": Row(_why_not_asked, _asked),
    "confidence.given": Row(_why_not_given, _given),
    "confidence.closed": Row(_why_not_closed, _closed),
}
