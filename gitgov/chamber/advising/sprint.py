"""The case of a team's next sprint: its backlog as it stands, what fits into its capacity, and who covers which skills."""

from __future__ import annotations

from datetime import timedelta

from gitgov.advice.advisers.sprint import ADVISER, Open, SprintFacts, answer
from gitgov.advice.answer import Case, Citable, told
from gitgov.advice.roster import NOBODY, assign, read_roster
from gitgov.chamber.found import read_file
from gitgov.chamber.meant import Stage, meant
from gitgov.chamber.open import Chamber
from gitgov.chamber.planning import DAYS, capacity_of, target_tip, today
from gitgov.chamber.pool import Pool, pool_for
from gitgov.chamber.reviewing import carried_over
from gitgov.chamber.sprints import Board, read_board
from gitgov.charter.teams import Team
from gitgov.core.amounts import show_amount
from gitgov.core.errors import BadInput
from gitgov.core.visible import flat
from gitgov.sprints.proposal import propose


def case(chamber: Chamber, team: str = "", capacity: int | None = None, skills: str = "") -> Case:
    """Put together what is known of what a team could take on; `skills` is a file with a roster. Raises `BadInput`.

    Without a capacity it is that of the plan that has not begun, else what people can do in the two weeks that begin today.
    """
    board, mine = read_board(chamber), _team(chamber, team)
    most = _capacity(chamber, board, mine) if capacity is None else capacity
    pool = pool_for(board, mine.name, carried_over(chamber, board, mine.name))
    proposal = propose(pool.items, most, pool.taken)
    roster = read_roster(read_file(skills), chamber.chain.charter.electorate) if skills else None
    wanted = board.wanted
    items = (
        Open(each.id, wanted[each.id].id, each.points, int(each.value), tuple(sorted(each.needs)))
        for each in pool.items
    )
    facts = SprintFacts(
        mine.name,
        most,
        tuple(sorted(items)),
        _needed(pool),
        proposal.items,
        show_amount(proposal.bound),
        proposal.circles,
        assign(roster) if roster else NOBODY,
    )
    subject = target_tip(chamber)[1]
    titles = {each.name: flat(wanted[each.name].body.title) for each in facts.items}
    citable = Citable(frozenset({subject, *(each.record for each in facts.items)}), tuple(facts.by_name))
    return Case(ADVISER.name, subject, mine.name, told(facts), answer(facts), {"titles": titles}, citable)


def _needed(pool: Pool) -> tuple[str, ...]:
    """Return what is taken already and some item needs."""
    needs = {need for each in pool.items for need in each.needs}
    return tuple(sorted(needs & pool.taken))


def _team(chamber: Chamber, name: str) -> Team:
    """Return the team that is named, or the only one."""
    teams = chamber.chain.charter.teams
    if name in teams or (not name and len(teams) == 1):
        return teams[name or next(iter(teams))]
    what = f"the charter has no team {name!r}" if name else f"of which team? There are {len(teams)}"
    raise BadInput(what, f"--team {' | '.join(sorted(teams))}" if teams else "[teams.NAME] in the charter makes one")


def _capacity(chamber: Chamber, board: Board, team: Team) -> int:
    waiting = meant((each for each in board.sprints if each.team.name == team.name), (Stage.WAITING,))
    if waiting:
        return waiting.plan.body.capacity
    first = today(chamber)
    return capacity_of(team, first.isoformat(), (first + timedelta(days=DAYS - 1)).isoformat(), {})
