"""Improvements that retrospectives have drafted: what has become of them, and which should be done by now."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from gitgov.chamber.open import Chamber, matters
from gitgov.chamber.planning import today
from gitgov.chamber.sprints import Board
from gitgov.core.errors import BadInput, Refused
from gitgov.core.ids import motion_name
from gitgov.core.naming import means
from gitgov.procedure.motions.process import Process
from gitgov.procedure.state import Motion
from gitgov.sprints.outcome import Improvement, Observation, digest, heard, reason
from gitgov.sprints.outcome_events import ObservationBacked
from gitgov.sprints.retro import why_not_twice
from gitgov.sprints.sprint import Sprint


class Course(NamedTuple):
    """An improvement of a sprint: `phase` says how far it has come, `overdue` that it should have come further."""

    sprint: Sprint
    improvement: Improvement
    phase: str
    overdue: bool


def course_of(chamber: Chamber, sprint: Sprint, improvement: Improvement) -> Course:
    """Say what has become of an improvement; what the assembly will not have is not overdue."""
    phase, over = _phase(chamber, sprint, improvement)
    return Course(sprint, improvement, phase, not over and improvement.overdue(today(chamber).isoformat()))


def _phase(chamber: Chamber, sprint: Sprint, improvement: Improvement) -> tuple[str, bool]:
    """Return how far an improvement has come, and whether nothing of it is left to do."""
    if improvement.closed_by:
        return "closed", True
    if not improvement.motion:
        return "draft", False
    motion = next((each for each in _motions(chamber, sprint) if each.id == improvement.motion), None)
    if motion is None or motion.pending:
        return f"moved, {motion_name(improvement.motion)}", False
    if motion.decision and motion.decision.carried:
        return f"adopted, {motion.name}", False
    return f"{motion.fate or ('lost' if motion.decision else 'withdrawn')}, {motion.name}", True


def _motions(chamber: Chamber, sprint: Sprint) -> tuple[Motion, ...]:
    return tuple(matters(chamber, sprint.subject).motions)


def overdue(chamber: Chamber, board: Board, team: str) -> Iterator[Course]:
    """Yield the improvements of a team, from whichever sprint, that should be closed by now."""
    day = today(chamber).isoformat()
    for sprint in (each for each in board.sprints if each.team.name == team):
        late = (each for each in sprint.improvements if each.overdue(day))
        yield from (course for each in late if (course := course_of(chamber, sprint, each)).overdue)


def moved_already(chamber: Chamber, sprint: Sprint, improvement: Improvement) -> str:
    """Return the id of the motion that puts an improvement forward and that no record links yet, or nothing."""
    return next((each.id for each in _motions(chamber, sprint) if _puts(each, improvement)), "")


def _puts(motion: Motion, improvement: Improvement) -> bool:
    return isinstance(motion.question, Process) and motion.why.strip() == reason(improvement)


def the_improvement(board: Board, word: str) -> tuple[Sprint, Improvement]:
    """Return the improvement that a word means, with its sprint; raises `BadInput` for none or several."""
    found = [
        (sprint, each)
        for sprint in board.sprints
        for each in sprint.improvements
        if not each.closed_by and means(word, each.id, each.body.text)
    ]
    if len(found) != 1:
        raise BadInput(
            f"{len(found) or 'no'} open improvements are called {word!r}", "git sprint retro show lists them"
        )
    return found[0]


def vote_for(sprint: Sprint, word: str, member: str) -> ObservationBacked:
    """Return a member's vote for the observation of a sprint that a word means; raises `BadInput` for none or several.

    What says the same is one, and the first of those is meant; raises `Refused` for who has voted for any of them.
    """
    called = {(digest(each.body.text), each.body.well) for each in sprint.observations if _called(each, word)}
    every = heard((sprint.team.name, each) for each in sprint.observations)
    found = [each for each in every if (each.digest, each.well) in called]
    if len(found) != 1:
        what = f"{len(found) or 'no'} observations of sprint {sprint.name} are called {word!r}"
        raise BadInput(what, f"git sprint retro show {sprint.name} --team {sprint.team.name} lists them")
    if objections := why_not_twice(member, found[0].id, found[0].backers):
        raise Refused(objections)
    return ObservationBacked(observation=found[0].id)


def _called(observation: Observation, word: str) -> bool:
    """Say whether a word means an observation: by its id, by what several teams' list calls it, or by words of it."""
    text = observation.body.text
    return means(word, observation.id, text) or means(word, digest(text), "")
