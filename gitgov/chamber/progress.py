"""How a sprint goes: what ratified merges say is done, what is in the way, and who has said something."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from gitgov.chamber.open import Chamber
from gitgov.chamber.planning import commitments, target_tip
from gitgov.chamber.sprints import Board
from gitgov.charter.teams import above
from gitgov.git.repository import Repository
from gitgov.git.worktrees import trailers
from gitgov.sprints.sprint import Impediment, Sprint

TRAILER = "Item"


class Standing(NamedTuple):
    """An impediment with the team that has to remove it by now: it has climbed as often as its age says.

    `sprint` is that in which it was raised.
    """

    impediment: Impediment
    with_team: str
    waits_for: str
    sprint: str


class Progress(NamedTuple):
    """How far a sprint is: `phase`, ids of items that are done, what is in the way, and the motion that is open to commit to it.

    Not `counted` where the commit that it began on is not here, so that nobody can tell what came since.
    """

    sprint: Sprint
    phase: str
    done: tuple[str, ...]
    hindering: tuple[Standing, ...]
    counted: bool = True
    moved: str = ""

    @property
    def points_done(self) -> int:
        """The points of the items that are done."""
        return sum(each.points for each in self.sprint.plan.body.items if each.id in self.done)


def progress_of(chamber: Chamber, sprint: Sprint) -> Progress:
    """Say how a sprint stands; done is what commits that have reached the target since name in a trailer `Item:`.

    Of a sprint that was reviewed, what had reached it by then.
    """
    here = chamber.repo.holds_commit(sprint.subject)
    done = reached(chamber, sprint, sprint.review.body.tip if sprint.review else target_tip(chamber)[1])
    hindering = tuple(standing(chamber, each, sprint) for each in sprint.hindering)
    phase = phase_of(chamber, sprint)
    return Progress(sprint, phase, done, hindering, counted=here, moved=moved_by(chamber, sprint, phase))


def moved_by(chamber: Chamber, sprint: Sprint, phase: str) -> str:
    """Return the id of the motion that waits for its vote about a sprint's plan; nothing in any other phase than `moved`."""
    return next((each.id for each in commitments(chamber, sprint) if each.pending), "") if phase == "moved" else ""


def going_of(chamber: Chamber, board: Board, sprint: Sprint) -> Progress:
    """Say how a team goes by the sprint that counts: with all that is in its way, of whichever sprint."""
    return progress_of(chamber, sprint)._replace(hindering=in_the_way(chamber, board, sprint.team.name))


def in_the_way(chamber: Chamber, board: Board, team: str) -> tuple[Standing, ...]:
    """Return what nobody has removed of a team's impediments, oldest first: one does not end with its sprint."""
    every = (each for each in board.sprints if each.team.name == team)
    found = (standing(chamber, impediment, sprint) for sprint in every for impediment in sprint.hindering)
    return tuple(sorted(found, key=lambda each: (each.impediment.at, each.impediment.id)))


def reached(chamber: Chamber, sprint: Sprint, tip: str) -> tuple[str, ...]:
    """Return the ids of the planned items that commits name which came since the sprint was planned, up to a tip.

    None where it has not begun, or where one of the two commits is not here.
    """
    if not sprint.started or not is_here(chamber, sprint, tip):
        return ()
    named = named_since(chamber.repo, sprint.subject, tip)
    return tuple(each.id for each in sprint.plan.body.items if each.id in named)


def is_here(chamber: Chamber, sprint: Sprint, tip: str) -> bool:
    """Say whether the commit that a sprint began on is here, and a tip to look at it from."""
    return chamber.repo.holds_commit(sprint.subject) and chamber.repo.holds_commit(tip)


@lru_cache(maxsize=64)
def named_since(repo: Repository, since: str, tip: str) -> frozenset[str]:
    """Return the items that commits name, found once: many teams' sprints begin at one commit."""
    return frozenset(trailers(repo, TRAILER, since, tip))


def phase_of(chamber: Chamber, sprint: Sprint) -> str:
    """Say how far a sprint has come: planned, moved, committed, under way, or reviewed."""
    if sprint.review:
        return "reviewed"
    if sprint.started:
        return "under way"
    motions = commitments(chamber, sprint)
    if any(each.decision and each.decision.carried for each in motions):
        return "committed"
    return "moved" if any(each.pending for each in motions) else "planned"


def standing(chamber: Chamber, impediment: Impediment, sprint: Sprint) -> Standing:
    """Say which team an impediment has climbed to: one level for each period of its age (Scrum@Scale).

    One that a clock ahead of this has dated has no age yet.
    """
    charter = chamber.chain.charter
    way = [sprint.team, *above(charter.teams, sprint.team.name)] if sprint.team.name in charter.teams else [sprint.team]
    age = max(0, chamber.now() - impediment.at)
    team = way[min(age // charter.sprints.climbs, len(way) - 1)]
    return Standing(impediment, team.name, team.scrum_master or ", ".join(team.members), sprint.name)
