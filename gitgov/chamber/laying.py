"""What a sprint that has begun is worked at in: each team's branch, as the team has pushed it, and its work tree."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from gitgov.chamber.acts import Actor
from gitgov.chamber.done import usual_remote
from gitgov.chamber.federation import home, team_remotes
from gitgov.chamber.open import Chamber
from gitgov.chamber.planning import start
from gitgov.chamber.sprints import Board
from gitgov.charter.teams import Team
from gitgov.core.errors import BadInput, Refused
from gitgov.core.objection import Objection
from gitgov.git.history import apart_by, is_ancestor
from gitgov.git.worktrees import check_place, follow, make_branch, make_worktree, top_of
from gitgov.ledger.event import Event
from gitgov.sprints.sprint import Sprint

FOLDER = "sprints"


class Laid(NamedTuple):
    """A team's branch of a sprint, whether it had to be made, and how it stands to what the team has pushed of it.

    `pushed` is what the team has pushed, as `origin/sprint/S1/core`, nothing where that is not known; `ahead` and `behind` are
    commits. `strange` says that it does not go on from where the sprint began, and was left alone.
    """

    branch: str
    new: bool
    pushed: str = ""
    ahead: int = 0
    behind: int = 0
    strange: bool = False

    @property
    def name(self) -> str:
        """What people call the branch."""
        return self.branch.removeprefix("refs/heads/")


class Place(NamedTuple):
    """A team's work tree, whether it had to be made, and the patterns for which it is whole: they name no folder."""

    path: Path
    new: bool
    whole: tuple[str, ...]


def lay_branch(chamber: Chamber, sprint: Sprint) -> Laid:
    """Make a team's branch where there is none: as the team has pushed it, else where the sprint began. It follows what was pushed."""
    repo, branch = chamber.repo, _branch_of(sprint)
    tracking = _pushed(chamber, sprint)
    theirs = repo.tip(tracking) if tracking else ""
    strange = bool(theirs) and not is_ancestor(repo, sprint.subject, theirs)
    new = make_branch(repo, branch, theirs if theirs and not strange else sprint.subject)
    if not theirs or strange:
        return Laid(branch, new, tracking.removeprefix("refs/remotes/"), strange=strange)
    follow(repo, branch, tracking)
    return Laid(branch, new, tracking.removeprefix("refs/remotes/"), *apart_by(repo, repo.tip(branch), theirs))


def lay_out(chamber: Chamber, sprint: Sprint) -> tuple[Laid, Place]:
    """Make a team's branch and work tree, as far as they are not there; sparse where the team owns folders.

    Raises `BadInput`, before anything is made, where something is in the way.
    """
    repo, team = chamber.repo, sprint.team
    path = top_of(repo) / FOLDER / team.name
    check_place(repo, path, _branch_of(sprint))
    laid = lay_branch(chamber, sprint)
    patterns = _patterns(team)
    folders = [] if patterns else [each.rstrip("/") for each in team.paths]
    return laid, Place(path, make_worktree(repo, path, laid.branch, folders), patterns)


def _patterns(team: Team) -> tuple[str, ...]:
    return tuple(each for each in team.paths if not each.endswith("/"))


def _branch_of(sprint: Sprint) -> str:
    return f"refs/heads/{sprint.team.branch_of(sprint.name)}"


def _pushed(chamber: Chamber, sprint: Sprint) -> str:
    """Return the ref under which a team's branch was last fetched, from the team's own remote or the usual one; or nothing."""
    teams = chamber.chain.charter.teams
    remotes = (home(teams, team_remotes(chamber)).get(sprint.team.name, ""), usual_remote(chamber))
    places = (_branch_of(sprint).replace("refs/heads/", f"refs/remotes/{each}/", 1) for each in remotes if each)
    return next((each for each in places if chamber.repo.tip(each)), "")


class Begun(NamedTuple):
    """A team's sprint of a name: whether it begins now, why it does not, and its branch, made where it is not the actor's `own` team."""

    sprint: Sprint
    event: Event | None = None
    objections: tuple[Objection, ...] = ()
    laid: Laid | None = None
    own: bool = False


def begin_all(chamber: Chamber, board: Board, actor: Actor, name: str) -> list[Begun]:
    """Start the sprints of a name of all teams, as far as they are committed to and the actor may, and make the branches of others that have begun."""
    found = {each.team.name: each for each in board.sprints if each.name == name}
    if not found:
        raise BadInput(f"no team has planned a sprint {name}", "git sprint status lists them")
    begun: list[Begun] = []
    for _, each in sorted(found.items()):
        begun.append(_begun(chamber, board, actor, each))
        if event := begun[-1].event:
            board = _going_on(board, each, event)  # what this team works on now, the next one leaves
    return begun


def _going_on(board: Board, sprint: Sprint, event: Event) -> Board:
    going = replace(sprint, started=event.id, started_at=event.at)
    return board._replace(sprints=tuple(going if each.id == sprint.id else each for each in board.sprints))


def _begun(chamber: Chamber, board: Board, actor: Actor, sprint: Sprint) -> Begun:
    try:
        event = start(chamber, board, actor, sprint)
    except Refused as error:
        return Begun(sprint, objections=error.objections)
    own = actor.name in sprint.team.people
    return Begun(sprint, event, laid=None if own or chamber.repo.bare else lay_branch(chamber, sprint), own=own)
