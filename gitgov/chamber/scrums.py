"""Reviewing a sprint of all teams of a scrum of scrums: summed from the reviews that those have recorded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from gitgov.chamber.acts import Actor
from gitgov.chamber.open import Chamber
from gitgov.chamber.planning import target_tip
from gitgov.chamber.reviewing import Look, look_at
from gitgov.chamber.sprints import Board, read_board
from gitgov.chamber.threads import open_thread
from gitgov.charter.teams import Teams, below
from gitgov.core.errors import BadInput, Refused
from gitgov.core.objection import Objection
from gitgov.ledger.event import Event
from gitgov.sprints.outcome_events import ScrumReviewed
from gitgov.sprints.scrum import SOURCE, Scrum, sprints_below, unfounded
from gitgov.sprints.sprint import Sprint
from gitgov.threads.fold import Thread


class ScrumLook(NamedTuple):
    """A sprint of the teams below one: how each stands, those first that have reviewed it, and who has reviewed it for all.

    `objections` say what the record names that no team has recorded.
    """

    team: str
    sprint: str
    reviewed: tuple[Look, ...]
    waiting: tuple[Look, ...]
    record: Scrum | None
    objections: tuple[Objection, ...]

    @property
    def counted(self) -> bool:
        """Whether what is done can be told of all that were reviewed: the commits that they have looked at are here."""
        return all(each.counted for each in self.reviewed)

    @property
    def items(self) -> tuple[int, int]:
        """How many items were done, of so many planned, in the sprints that were reviewed."""
        found = [each.done for look in self.reviewed for each in look.outcomes]
        return sum(found), len(found)

    @property
    def points(self) -> tuple[int, int]:
        """How many points were done, of so many planned, in the sprints that were reviewed."""
        return sum(each.points_done for each in self.reviewed), sum(each.sprint.plan.points for each in self.reviewed)


def is_of_scrum(teams: Teams, board: Board, team: str, name: str) -> bool:
    """Say whether the review of a team's sprint is that of a scrum of scrums: others are below it, and it has planned none itself."""
    own = any(each.team.name == team and name in {"", each.name} for each in board.sprints)
    return bool(below(teams, team)) and not own


def look_over(chamber: Chamber, board: Board, team: str, name: str = "") -> ScrumLook:
    """Look at a sprint of all teams below one, the last one that they have begun unless it is named; raises `BadInput`."""
    teams = chamber.chain.charter.teams
    begun = [each for each in board.sprints if sprints_below(teams, [each], team, each.name)]
    name = name or (max(begun, key=lambda each: each.started_at).name if begun else "")
    found = sprints_below(teams, board.sprints, team, name)
    if not found:
        what = f"no team below {team} has begun a sprint{f' {name}' if name else ''}"
        raise BadInput(what, "git sprint status lists them")
    looks = [look_at(chamber, board, each) for each in found.values()]
    record = next((each for each in board.scrums if (each.body.team, each.body.sprint) == (team, name)), None)
    return ScrumLook(
        team,
        name,
        tuple(each for each in looks if each.sprint.review),
        tuple(each for each in looks if not each.sprint.review),
        record,
        why_unfounded(record.body, board.sprints) if record else (),
    )


def record_scrum(chamber: Chamber, actor: Actor, look: ScrumLook) -> Event:
    """Record the review of a scrum of scrums: which reviews of its teams it is made of; raises `Refused`."""
    reviews = {each.sprint.team.name: each.sprint.review.id for each in look.reviewed if each.sprint.review}
    known = {each.sprint.team.name: each.sprint for each in (*look.reviewed, *look.waiting)}
    if objections := _why_not_whole(look.team, look.sprint, reviews, known) or _why_not_again(look.record):
        raise Refused(objections)
    body = ScrumReviewed(team=look.team, sprint=look.sprint, reviews=dict(reviews))
    return open_thread(chamber, actor, body, target_tip(chamber)[1])


def why_not_summed(teams: Teams, sprints: Iterable[Sprint], body: ScrumReviewed) -> tuple[Objection, ...]:
    """Say why the reviews that a record names are not those that all teams below it have recorded, or nothing."""
    known = sprints_below(teams, sprints, body.team, body.sprint)
    return why_unfounded(body, known.values()) or _why_not_whole(body.team, body.sprint, body.reviews, known)


def why_unfounded(body: ScrumReviewed, sprints: Iterable[Sprint]) -> tuple[Objection, ...]:
    """Say of which teams a record names a review that they have not recorded, or nothing."""
    if not (wrong := unfounded(body, sprints)):
        return ()
    what = f"the review of sprint {body.sprint} of {body.team} names what {', '.join(wrong)} has not recorded"
    return (Objection("GOV-663", what, SOURCE, "git gov sync, so that their reviews are here"),)


def unfounded_among(chamber: Chamber, threads: Iterable[Thread]) -> list[str]:
    """Tell what the reviews of scrums of scrums among these threads name that their teams have not recorded."""
    found = [each.state for each in threads if isinstance(each.state, Scrum)]
    every = read_board(chamber).sprints if found else ()
    return [str(why) for each in found for why in why_unfounded(each.body, every)]


def _why_not_whole(
    team: str, name: str, reviews: Mapping[str, str], known: Mapping[str, Sprint]
) -> tuple[Objection, ...]:
    """Object to a review that leaves out a team which has begun the sprint."""
    if not (missing := sorted(known.keys() - reviews.keys())):
        return ()
    what = f"{', '.join(missing)} has not reviewed sprint {name}, so that nobody can for all teams of {team}"
    remedy = f"git sprint review {name} --team {missing[0]} --record, by who leads it"
    return (Objection("GOV-664", what, SOURCE, remedy),)


def _why_not_again(record: Scrum | None) -> tuple[Objection, ...]:
    """Object to a second review."""
    if record is None:
        return ()
    what = f"sprint {record.body.sprint} has been reviewed for all teams of {record.body.team} by {record.by}"
    return (Objection("GOV-665", what, SOURCE, "git sprint review shows it", (record.id,)),)
