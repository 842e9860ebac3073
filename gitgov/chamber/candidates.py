"""Candidates for a release: which sprints have been reviewed in what a tag would mark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gitgov.chamber.open import Chamber
from gitgov.core.errors import Undecided
from gitgov.core.ids import short
from gitgov.gate.facts import Review
from gitgov.git.history import is_ancestor

if TYPE_CHECKING:  # a push of branches needs nothing of the room of sprints
    from gitgov.sprints.sprint import Sprint


class Reviews:
    """The reviews of all sprints, read once, when a tag is first asked about that marks a candidate."""

    def __init__(self, chamber: Chamber) -> None:
        self._chamber = chamber
        self._sprints: list[Sprint] | None = None

    def before(self, tag: str, commit: str) -> tuple[Review, ...]:
        """Return all reviews as they bear on a commit; none where no charter asks for them."""
        if not any(each.is_candidate(tag) for each in self._chamber.chain.charters):
            return ()
        return tuple(self._seen_from(commit, each) for each in self._reviewed())

    def _reviewed(self) -> list[Sprint]:
        if self._sprints is None:
            from gitgov.chamber.sprints import read_board  # noqa: PLC0415 - few tags mark candidates

            self._sprints = [each for each in read_board(self._chamber).sprints if each.review]
        return self._sprints

    def _seen_from(self, commit: str, sprint: Sprint) -> Review:
        from gitgov.chamber.reviewing import why_not_so  # noqa: PLC0415 - as above

        repo, body = self._chamber.repo, sprint.review.body  # type: ignore[union-attr]
        within = repo.holds_commit(body.tip) and is_ancestor(repo, body.tip, commit)
        if within and not repo.holds_commit(sprint.subject):
            what = f"{short(sprint.subject)}, where sprint {sprint.name} of {sprint.team.name} began, is not here"
            raise Undecided(what, "git fetch --unshallow")
        wrong = next((each.what for each in why_not_so(self._chamber, sprint, body)), "") if within else ""
        return Review(f"{sprint.name} of {sprint.team.name}", body.tip, within, wrong)
