"""The review of a sprint by a scrum of scrums: which reviews of the teams below it it is made of (Scrum@Scale Guide, Scaled Sprint Review)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gitgov.charter.teams import Teams, below, whole
from gitgov.core.ids import EventId, Member
from gitgov.ledger.event import Event
from gitgov.sprints.outcome_events import ScrumReviewed
from gitgov.sprints.sprint import Sprint
from gitgov.threads.rows import Family, Objections, Seen, object_to

SOURCE = "Scrum@Scale Guide, Scaled Sprint Review"


@dataclass(frozen=True)
class Scrum:
    """A sprint as a scrum of scrums has reviewed it, and who has recorded that."""

    id: EventId
    subject: str
    by: Member
    at: int
    body: ScrumReviewed


def _why_not_reviewed(seen: Seen, event: Event) -> Objections:
    body: ScrumReviewed = event.body  # type: ignore[assignment]
    teams = seen.step(event).charter.teams
    if body.team not in teams:
        return object_to("GOV-600", f"the charter has no team {body.team}", SOURCE, event, "git gov charter show")
    if not below(teams, body.team):
        what = f"{body.team} is no scrum of scrums: no team is below it"
        return object_to("GOV-660", what, SOURCE, event, f"git sprint review {body.sprint} --team {body.team}")
    master = teams[body.team].scrum_master
    if event.actor != master:
        what = f"{event.actor} does not review for all teams of {body.team}: its Scrum of Scrums Master{f', {master},' if master else ''} does"
        return object_to("GOV-661", what, SOURCE, event, f"ask {master}" if master else "a charter motion names one")
    inside = {each.name for each in whole(teams, body.team)} - {body.team}
    if strangers := sorted(body.reviews.keys() - inside):
        what = f"{', '.join(strangers)} is not below {body.team}"
        return object_to("GOV-662", what, SOURCE, event, f"git sprint review {body.sprint} --team {body.team} --record")
    return ()


def _opened(_seen: Seen, event: Event) -> Scrum:
    return Scrum(event.id, event.subject, event.actor, event.at, event.body)  # type: ignore[arg-type]


FAMILY = Family("scrum.reviewed", "review of a scrum of scrums", _why_not_reviewed, _opened, {})


def sprints_below(teams: Teams, sprints: Iterable[Sprint], team: str, name: str) -> dict[str, Sprint]:
    """Return the sprints of a name that teams below one have begun, by team; of several of one team the last."""
    inside = {each.name for each in whole(teams, team)} - {team}
    found = {
        each.team.name: each for each in sprints if each.name == name and each.started and each.team.name in inside
    }
    return dict(sorted(found.items()))


def unfounded(body: ScrumReviewed, sprints: Iterable[Sprint]) -> list[str]:
    """Return the teams whose review, as it is named, is none that they have recorded of that sprint."""
    known = {(each.team.name, each.review.id) for each in sprints if each.review and each.name == body.sprint}
    return sorted(team for team, review in body.reviews.items() if (team, review) not in known)
