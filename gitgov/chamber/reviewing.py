"""Reviewing a sprint: what commits that have reached the target say is done, and whether a review that was recorded says the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from gitgov.chamber.acts import Actor, recorded
from gitgov.chamber.beside import Beside, measured_beside, single
from gitgov.chamber.forecasting import records_of
from gitgov.chamber.open import Chamber
from gitgov.chamber.planning import target_tip, thread_of
from gitgov.chamber.progress import is_here, reached
from gitgov.chamber.sprints import Board
from gitgov.chamber.threads import adding
from gitgov.core.errors import BadInput
from gitgov.core.ids import short
from gitgov.core.objection import Objection
from gitgov.git.history import is_ancestor
from gitgov.quality.measures.summing import share, whether
from gitgov.quality.reading import Reading, Sample
from gitgov.sprints.events import PlannedItem
from gitgov.sprints.outcome import LAST_SPRINTS
from gitgov.sprints.outcome_events import SprintReviewed
from gitgov.sprints.review import SOURCE
from gitgov.sprints.sprint import Sprint
from gitgov.threads.fold import Thread

DEFECT = "bug"
"""The type of an item that is a defect."""


class Outcome(NamedTuple):
    """An item that was planned: whether it is done, and the later sprint of the team that has it again, if one has."""

    item: PlannedItem
    done: bool
    again: str


class Look(NamedTuple):
    """A sprint as its review shows it at a commit of the branch `into`.

    `velocity` are the points that each of the team's last reviewed sprints has done, oldest first; `objections` say what a
    recorded review claims that commits do not. Not `counted` where the commit that it began on is not here, or this one is not.
    """

    sprint: Sprint
    into: str
    tip: str
    outcomes: tuple[Outcome, ...]
    velocity: tuple[int, ...]
    objections: tuple[Objection, ...]
    counted: bool

    @property
    def points_done(self) -> int:
        """The points of what is done."""
        return sum(each.item.points for each in self.outcomes if each.done)


def look_at(chamber: Chamber, board: Board, sprint: Sprint) -> Look:
    """Look at a sprint: where its review did, or at where its target stands now."""
    into, tip = target_tip(chamber)
    if sprint.review:
        tip = sprint.review.body.tip  # type: ignore[assignment]
    done, mine = reached(chamber, sprint, tip), [each for each in board.sprints if each.team.name == sprint.team.name]
    later = mine[mine.index(sprint) + 1 :]
    again = {each.id: other.name for other in reversed(later) for each in other.plan.body.items}
    outcomes = tuple(
        Outcome(each, each.id in done, "" if each.id in done else again.get(each.id, ""))
        for each in sprint.plan.body.items
    )
    objections = why_not_true(chamber, sprint, sprint.review.body) if sprint.review else ()
    return Look(sprint, into, tip, outcomes, velocity(chamber, mine), objections, counted=is_here(chamber, sprint, tip))


def velocity(chamber: Chamber, sprints: Sequence[Sprint]) -> tuple[int, ...]:
    """Return the points that each of the last reviewed ones among a team's sprints has done, oldest first.

    Those are left out of which something is not here.
    """
    ended = [(each, each.review.body.tip) for each in sprints if each.review][-LAST_SPRINTS:]
    known = [(each, reached(chamber, each, tip)) for each, tip in ended if is_here(chamber, each, tip)]
    return tuple(sum(item.points for item in each.plan.body.items if item.id in ids) for each, ids in known)


def carried_over(chamber: Chamber, board: Board, team: str) -> frozenset[str]:
    """Return the ids of a team's items that reviewed sprints have left, and that have not reached the target since."""
    mine = {name for name, each in board.wanted.items() if each.body.team in {"", team}}
    planned = {each.id: mine & {item.id for item in each.plan.body.items} for each in board.sprints if each.review}
    ended = [each for each in board.sprints if planned.get(each.id)]
    if not ended:
        return frozenset()
    tip = target_tip(chamber)[1]
    left = set[str]().union(*planned.values())
    return frozenset(left.difference(*(reached(chamber, each, tip) for each in ended)))


def record_review(chamber: Chamber, board: Board, actor: Actor, look: Look) -> Beside:
    """Record what a look at a sprint shows, with its figures; raises `BadInput` where the sprint's first commit is not here."""
    if not look.counted:
        raise BadInput(f"{short(look.sprint.subject)}, where the sprint began, is not here", "git fetch --unshallow")
    done, left = ([each.item.id for each in look.outcomes if each.done is said] for said in (True, False))
    body = SprintReviewed(tip=look.tip, done=done, left=left)
    event = adding(chamber, actor, thread_of(board, look.sprint.id), body)
    figures = [*_figures(look, event.at), _open_defects(chamber, board, look, event.at)]
    beside = measured_beside(chamber, actor, look.tip, figures, f"review of sprint {look.sprint.name}")
    recorded(chamber, event, *beside.events)
    return beside


def _figures(look: Look, at: int) -> Iterator[Reading]:
    """Measure a sprint: the points that are done, the share of its items that are not, and what is still in the way of it."""
    sprint, ending = look.sprint, f"/{look.sprint.team.name}"
    yield single(f"velocity{ending}", "{count}", look.points_done, sprint.id, at)
    yield share(f"carry_over{ending}", [Sample(whether(not each.done), each.item.id, at) for each in look.outcomes], ())
    yield single(f"open_impediments{ending}", "{count}", len(sprint.hindering), sprint.id, at)


def _open_defects(chamber: Chamber, board: Board, look: Look, at: int) -> Reading:
    """Count the bugs in the backlog of a team that no commit has done."""
    team = look.sprint.team.name
    bugs = [name for name, each in board.wanted.items() if (each.body.team, each.body.type) == (team, DEFECT)]
    done = records_of(chamber, board).done if bugs else {}
    left = [each for each in bugs if each not in done]
    return single(f"open_defects/{team}", "{count}", len(left), look.sprint.id, at)


def untrue(chamber: Chamber, threads: Iterable[Thread]) -> list[str]:
    """Tell what the reviews of sprints among these threads claim that commits do not."""
    sprints = (each.state for each in threads if isinstance(each.state, Sprint))
    return [str(why) for each in sprints if each.review for why in why_not_true(chamber, each, each.review.body)]


def why_not_true(chamber: Chamber, sprint: Sprint, body: SprintReviewed) -> tuple[Objection, ...]:
    """Say what a review claims that the commits at its tip do not, or nothing."""
    name = f"the review of sprint {sprint.name} of {sprint.team.name}"
    if why := _why_unseen(chamber, sprint, body):
        return (Objection("GOV-624", f"{name} is of {short(body.tip)}, {why}", SOURCE, "git push, or git fetch"),)
    return why_not_so(chamber, sprint, body)


def why_not_so(chamber: Chamber, sprint: Sprint, body: SprintReviewed) -> tuple[Objection, ...]:
    """Say what a review claims that the commits up to its tip, which are here, do not, or nothing."""
    name = f"the review of sprint {sprint.name} of {sprint.team.name}"
    done = {*reached(chamber, sprint, body.tip)}
    wrong = [f"{each} done" for each in sorted({*body.done} - done)]
    wrong += [f"{each} not done" for each in sorted(done - {*body.done})]
    if not wrong:
        return ()
    what = f"{name} calls {', '.join(wrong)}, and the commits up to {short(body.tip)} say otherwise"
    return (Objection("GOV-623", what, SOURCE, f"git sprint review {sprint.name} --team {sprint.team.name}"),)


def _why_unseen(chamber: Chamber, sprint: Sprint, body: SprintReviewed) -> str:
    """Say why nobody here can see what a review has looked at, or nothing."""
    try:
        into, target = target_tip(chamber)
    except BadInput as error:
        return f"and {error.what}"
    if not chamber.repo.holds_commit(sprint.subject):
        return f"and {short(sprint.subject)}, where the sprint began, is not here"
    if not chamber.repo.holds_commit(body.tip) or not is_ancestor(chamber.repo, body.tip, target):
        return f"which has not reached {into.removeprefix('refs/heads/')} here"
    return ""
