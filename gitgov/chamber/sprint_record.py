"""All that is on record of a sprint: from its plans and the vote on them to its retrospective."""

from __future__ import annotations

from typing import NamedTuple

from gitgov.chamber.improving import Course, course_of
from gitgov.chamber.open import Chamber
from gitgov.chamber.planning import commitments, thread_of
from gitgov.chamber.progress import Standing, phase_of, standing
from gitgov.chamber.reviewing import Look, look_at
from gitgov.chamber.sprints import Board
from gitgov.core.ids import Member
from gitgov.procedure.state import Motion
from gitgov.sprints.sprint import Sprint


class SprintRecord(NamedTuple):
    """A sprint with what is known of it.

    `look` is as its review shows it, `motions` those that commit the team to the plan that counts, oldest first. `starter` is
    nobody where it has not begun. `hindering` is what nobody has removed, with whom it is by now.
    """

    sprint: Sprint
    phase: str
    look: Look
    motions: tuple[Motion, ...]
    starter: Member | None
    hindering: tuple[Standing, ...]
    courses: tuple[Course, ...]


def record_of(chamber: Chamber, board: Board, sprint: Sprint) -> SprintRecord:
    """Gather what is on record of a sprint."""
    events = thread_of(board, sprint.id).events
    return SprintRecord(
        sprint,
        phase_of(chamber, sprint),
        look_at(chamber, board, sprint),
        tuple(commitments(chamber, sprint)),
        events[sprint.started].actor if sprint.started else None,
        tuple(standing(chamber, each, sprint) for each in sprint.hindering),
        tuple(course_of(chamber, sprint, each) for each in sprint.improvements),
    )
