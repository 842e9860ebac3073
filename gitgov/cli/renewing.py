"""`git motion renew`: what was moved, for where its branch stands by now."""

from __future__ import annotations

from pathlib import Path

from gitgov.chamber.acts import Actor, act, find_actor
from gitgov.chamber.advising.moving import at_risk_again
from gitgov.chamber.meetings import find_meeting
from gitgov.chamber.open import Chamber, Matter, open_chamber
from gitgov.chamber.proposal import renewed
from gitgov.chamber.reads import find_matter
from gitgov.chamber.stale import tip_here
from gitgov.cli.acting import send
from gitgov.cli.options import Key, Message, MotionWord, Sync
from gitgov.cli.putting import Seat, put_forward
from gitgov.cli.text import say
from gitgov.core.errors import BadInput, Refused
from gitgov.core.ids import short
from gitgov.procedure.events import MotionWithdrawn
from gitgov.procedure.motions.merge import Merge


def renew(motion: MotionWord = "", message: Message = "", key: Key = "", sync: Sync = False) -> None:
    """Move your merge again for where the branch stands now; the old motion is withdrawn if that is in order."""
    chamber = open_chamber(Path())
    actor = find_actor(chamber, key)
    floor, old = find_matter(chamber, motion, actor.name)
    if not isinstance(old.question, Merge):
        raise BadInput(f"{old.name} ({old.text}) is about no branch", "move it again")
    head = chamber.repo.commit_of(tip_here(chamber.repo, old.question.branch) or old.question.branch)
    if head == old.question.head:
        raise BadInput(
            f"{old.question.branch} still stands at {short(head)}: nothing to renew", f"git motion show {old.name}"
        )
    question = at_risk_again(chamber, renewed(chamber, old, old.question, head), old.question)
    why = message or old.why
    if floor.live:  # where one question is pending at a time, the old one goes first
        _withdraw_if_in_order(chamber, actor, Matter(floor, old))
        floor = find_meeting(chamber, floor.id)
        put_forward(Seat(chamber, actor, floor), question, head, why, old.id)
    else:
        put_forward(Seat(chamber, actor, None), question, head, why, old.id)
        _withdraw_if_in_order(chamber, actor, Matter(floor, old))
    if old.question.advice:
        rested = f"P-{old.question.advice[:8]}"
        say(f"  it rests on no advice: {rested} is about {short(old.question.head)}; git gov advise merge --record")
    send(sync=sync)


def _withdraw_if_in_order(chamber: Chamber, actor: Actor, matter: Matter) -> None:
    floor, old = matter
    if not old.pending:
        return
    try:
        act(chamber, actor, floor, matter.upon(MotionWithdrawn(reason="renewed")))
        say(f"  {old.name} is withdrawn")
    except Refused as refused:
        say(f"  {old.name} stands beside it: {refused.objections[0].what}")
