"""Whether a branch has moved on: since a motion froze its head, or where others see it."""

from __future__ import annotations

from gitgov.chamber.summary import Summary
from gitgov.git.history import apart_by, is_ancestor
from gitgov.git.remotes import remotes
from gitgov.git.repository import Repository


def moved_to(repo: Repository, summary: Summary) -> str:
    """Return where the branch of a motion that is still to be decided stands now, if that is elsewhere."""
    return tip_elsewhere(repo, summary.branch, summary.head) if summary.branch and summary.pending == 2 else ""


def tip_elsewhere(repo: Repository, branch: str, head: str) -> str:
    """Return where a branch stands, here or as last fetched from the usual remote, if it has moved on from `head`.

    A clone that has not fetched the branch since knows less than the motion: that the branch moved is not seen there.
    """
    tips = _tips(repo, branch)
    if head in tips or not repo.holds(head):
        return ""
    alone = not remotes(repo.settings())  # nothing is to be fetched, so that a branch which is behind was rewound
    return next((tip for tip in tips if alone or not is_ancestor(repo, tip, head)), "")


def tip_here(repo: Repository, branch: str) -> str:
    """Return where a branch stands, here or else as last fetched from the usual remote; nothing if it is unknown."""
    return next(iter(_tips(repo, branch)), "")


def lacking_here(repo: Repository, ref: str) -> int:
    """Return how many commits a branch lacks here that it has on the usual remote, as last fetched; 0 where either is not here."""
    here, fetched = repo.tip(ref), repo.fetched(ref) if remotes(repo.settings()) else ""
    return apart_by(repo, here, fetched)[1] if here and fetched else 0


def _tips(repo: Repository, branch: str) -> list[str]:
    return [tip for tip in (repo.tip(f"refs/heads/{branch}"), repo.fetched(branch)) if tip]
