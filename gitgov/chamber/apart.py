"""Work trees beside the main one in which somebody works as for a sprint that no team has committed itself to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from gitgov.chamber.open import Chamber
from gitgov.chamber.planning import commitments
from gitgov.chamber.sprints import read_board
from gitgov.core.visible import flat
from gitgov.git.worktrees import worktrees
from gitgov.sprints.sprint import Sprint

HEADS = "refs/heads/"


def uncommitted(chamber: Chamber) -> Iterator[tuple[str, str]]:
    """Yield in words, with what helps, the linked work trees on a branch that is called as a sprint's, and is of no committed one.

    A branch is called so where it begins as the branches of some team do, before the first slot of their pattern. The room is
    read only where there is one.
    """
    stems = {team.branch.partition("{")[0] for team in chamber.chain.charter.teams.values()}
    found = {place: branch for place, branch in _linked(chamber) if branch.removeprefix(HEADS).startswith(tuple(stems))}
    known = (
        {each.team.branch_of(each.name) for each in read_board(chamber).sprints if _committed(chamber, each)}
        if found
        else set()
    )
    for place, branch in found.items():
        name = branch.removeprefix(HEADS)
        if name not in known:
            what = f"the work tree {flat(str(place))} is on {flat(name)}, which is the branch of no sprint that a team has committed itself to"
            yield (
                what,
                "git sprint plan and commit, then git sprint start makes branch and work tree; or git worktree remove",
            )


def _linked(chamber: Chamber) -> Iterator[tuple[Path, str]]:
    """Yield the work trees beside the main one that are on a branch which nothing protects, with that."""
    for place, branch in list(worktrees(chamber.repo).items())[1:]:
        if branch and place.exists() and not chamber.chain.charter.protects(branch):
            yield place, branch


def _committed(chamber: Chamber, sprint: Sprint) -> bool:
    motions = () if sprint.started else commitments(chamber, sprint)
    return bool(sprint.started) or any(each.decision and each.decision.carried for each in motions)
