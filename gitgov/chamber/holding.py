"""Holding a meeting in the room: how it begins, with what earlier ones have left open, and the record that it ends with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from gitgov.chamber.acts import Actor
from gitgov.chamber.kinds import every_family
from gitgov.chamber.notebook import Notebook, is_open, open_notebook
from gitgov.chamber.open import Chamber
from gitgov.chamber.planning import target_tip
from gitgov.chamber.sprints import read_board
from gitgov.chamber.threads import drawn_up, open_thread
from gitgov.core.errors import BadInput
from gitgov.core.visible import clean
from gitgov.sprints.facilitating.held import Held, open_actions
from gitgov.sprints.facilitating.play import carry, opening, play
from gitgov.sprints.facilitating.record import RoomHeld
from gitgov.sprints.facilitating.summary import summary
from gitgov.sprints.facilitating.values import MOST, Carried, Gathering, Move
from gitgov.threads.fold import Thread

USUAL_TITLE = "Meeting"


class Wish(NamedTuple):
    """A meeting as somebody wants it: whose, what it is called, and the points of its agenda, as `point` says them.

    Nothing stands for what nobody has asked for.
    """

    team: str
    title: str
    points: Sequence[Mapping[str, str]]

    def is_of(self, gathering: Gathering) -> bool:
        """Say whether this is what a meeting has begun as, as far as anything was asked for: points are only added."""
        begun = [(each.kind, each.planned, each.title, each.owner) for each in gathering.points[: len(self.points)]]
        return self.title in {"", gathering.title} and begun == [_as_begun(each) for each in self.points]


def _as_begun(said: Mapping[str, str]) -> tuple[str, int, str, str]:
    return said["kind"], int(said["minutes"]) * 60, said["text"], said.get("owner", "")


def hold(chamber: Chamber, actor: Actor, wish: Wish) -> Notebook:
    """Begin a meeting, or go on with the one that goes on here.

    Raises `BadInput` where that is another one than was asked for, `Refused` where its record would be out of order.
    """
    if is_open(chamber.repo, wish.team):
        return _going_on(open_notebook(chamber.repo, wish.team, ()), wish)
    now = chamber.now()
    carried = left_open(chamber, wish.team)[:MOST]
    moves = [
        opening(wish.team, wish.title or USUAL_TITLE, now),
        *(carry(each.room, each.number, each.action, now) for each in carried),
    ]
    moves += [Move(now, "point", each) for each in wish.points]
    drawn_up(chamber, actor, Thread(every_family()), summary(play(moves).state, "0" * 64), target_tip(chamber)[1])
    return open_notebook(chamber.repo, wish.team, moves)


def _going_on(notebook: Notebook, wish: Wish) -> Notebook:
    """Go on with a meeting, unless another one was asked for: what is said then belongs on another record."""
    if wish.is_of(notebook.state):
        return notebook
    notebook.leave()
    what = f"another meeting of {wish.team} is open here: “{clean(notebook.state.title)}”"
    going, ending = (f"git sprint room {verb} --team {wish.team}" for verb in ("open", "close"))
    raise BadInput(what, f"{going}, and nothing else, goes on with it; {ending} ends it and signs its record")


def left_open(chamber: Chamber, team: str) -> tuple[Carried, ...]:
    """Return the actions of a team's meetings that none of them has found done."""
    return open_actions(each for each in read_board(chamber).held if each.body.team == team)


def record(chamber: Chamber, actor: Actor, notebook: Notebook) -> RoomHeld:
    """Sign the record of a meeting that is over, unless it is on record already, and set the notebook aside."""
    body = summary(notebook.state, notebook.digest())
    if all(each.body.log != body.log for each in read_board(chamber).held):
        open_thread(chamber, actor, body, target_tip(chamber)[1])
    notebook.set_aside()
    return body


def the_meeting(chamber: Chamber, team: str, word: str) -> Held:
    """Return a team's meeting by a prefix of its record's id or by its title, the last unless one is named; raises `BadInput`."""
    held = [each for each in read_board(chamber).held if team in {"", each.body.team}]
    found = [each for each in held if each.id.startswith(word.lower()) or each.body.title == word]
    if not found:
        named = f" called {word!r}" if word else ""
        raise BadInput(f"no meeting{named} is on record", "git sprint room open holds one")
    return found[-1]
