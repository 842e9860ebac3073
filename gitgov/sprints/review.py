"""The review of a sprint: what was reached, as its leads record it, and what stakeholders say (Scrum Guide 2020)."""

from __future__ import annotations

from dataclasses import replace

from gitgov.charter.teams import leads_of
from gitgov.core.objection import Objection
from gitgov.ledger.event import Event
from gitgov.sprints.outcome import Feedback, Review
from gitgov.sprints.outcome_events import SprintReviewed
from gitgov.sprints.sprint import Sprint, why_not_begun
from gitgov.threads.rows import Objections, Row, Seen, object_to

SOURCE = "Scrum Guide (2020), Sprint Review"


def _why_not_reviewed(seen: Seen, sprint: Sprint, event: Event) -> Objections:
    """Object to a review that is not its leads', is a second one, or is about other items than were planned."""
    body: SprintReviewed = event.body  # type: ignore[assignment]
    if objections := why_not_begun(seen, sprint, event):
        return objections
    leads = leads_of(seen.step(event).charter.teams, sprint.team.name)
    if event.actor not in leads:
        what = f"{event.actor} does not review sprints of {sprint.team.name}: {' or '.join(sorted(leads)) or 'nobody'} does"
        return object_to("GOV-604", what, SOURCE, event, "ask one of them, or change the charter's [teams]")
    if sprint.review:
        what = f"sprint {sprint.name} of {sprint.team.name} has been reviewed by {sprint.review.by}"
        return object_to("GOV-620", what, SOURCE, event, "plan the next one")
    if sorted([*body.done, *body.left]) != sorted(each.id for each in sprint.plan.body.items):
        what = f"the review is not of the items that were planned for sprint {sprint.name}"
        return object_to("GOV-621", what, SOURCE, event, f"git sprint review {sprint.name} --record")
    return ()


def why_not_again(sprint: Sprint) -> Objections:
    """Object to committing to a sprint that has been reviewed, or to starting it: it is over."""
    if sprint.review is None:
        return ()
    what = f"sprint {sprint.name} of {sprint.team.name} is over: {sprint.review.by} has reviewed it, and nobody begins it again"
    remedy = f"plan the next one: git sprint plan NAME --team {sprint.team.name}"
    return (Objection("GOV-666", what, SOURCE, remedy, (sprint.review.id,)),)


def _reviewed(sprint: Sprint, event: Event) -> Sprint:
    if sprint.review:
        return sprint
    return replace(sprint, review=Review(event.id, event.actor, event.at, event.body))  # type: ignore[arg-type]


def _heard(sprint: Sprint, event: Event) -> Sprint:
    said = Feedback(event.id, event.actor, event.at, event.body)  # type: ignore[arg-type]
    return replace(sprint, feedback=(*sprint.feedback, said))


ROWS = {"sprint.reviewed": Row(_why_not_reviewed, _reviewed), "feedback.taken": Row(why_not_begun, _heard)}
