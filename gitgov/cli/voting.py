"""`git vote`: cast a ballot, and see how a question stands."""

from __future__ import annotations

from pathlib import Path

from gitgov.chamber.acts import act, find_actor
from gitgov.chamber.open import Chamber, open_chamber
from gitgov.chamber.reads import find_matter, find_to_vote_on
from gitgov.cli.acting import my_name, send
from gitgov.cli.options import Json, Key, Message, MotionWord, Sync
from gitgov.cli.text import clean, give, many, say
from gitgov.core.ids import short
from gitgov.procedure.acts.announce import resolve
from gitgov.procedure.by_proxy import witnessed
from gitgov.procedure.electorate import interest_of
from gitgov.procedure.motions.merge import Merge
from gitgov.procedure.state import Motion
from gitgov.tally.count import Tally, missing_ayes, missing_for_quorum
from gitgov.tally.events import BallotCast, BallotMarked


def aye(motion: MotionWord = "", message: Message = "", key: Key = "", sync: Sync = False) -> None:
    """Vote in favour."""
    _cast("aye", motion, message, key, sync=sync)


def nay(motion: MotionWord = "", message: Message = "", key: Key = "", sync: Sync = False) -> None:
    """Vote against."""
    _cast("nay", motion, message, key, sync=sync)


def abstain(motion: MotionWord = "", message: Message = "", key: Key = "", sync: Sync = False) -> None:
    """Abstain: counted as present, not as a vote; where options are chosen among, a blank ballot."""
    _cast("abstain", motion, message, key, sync=sync)


def _cast(choice: str, word: str, reason: str, key: str, *, sync: bool) -> None:
    chamber = open_chamber(Path())
    actor = find_actor(chamber, key)
    matter = find_to_vote_on(chamber, word, actor.name)
    motion = matter.motion
    body = (
        BallotMarked(on=matter.on, round=motion.round, reason=reason)
        if motion.among is not None and choice == "abstain"
        else BallotCast(on=matter.on, choice=choice, reason=reason)  # type: ignore[arg-type]
    )
    event = act(chamber, actor, matter.floor, body)
    said = "blank" if isinstance(body, BallotMarked) else choice
    say(f"{actor.name} votes {said} on {motion.name}: {clean(motion.text)} ({short(event.id)})")
    if why := interest_of(motion, actor.name):
        say(f"  warning: {why}; a member with a personal interest should not vote, and may (RONR (12th ed.) 45:4)")
        say(f"  to stand aside instead: git vote recuse {motion.name} -m WHY")
    stale(chamber, motion)
    send(sync=sync)


def stale(chamber: Chamber, motion: Motion) -> None:
    """Say so where the branch has moved on since the motion froze its head."""
    from gitgov.chamber.stale import tip_elsewhere

    question = motion.question
    if isinstance(question, Merge) and (tip := tip_elsewhere(chamber.repo, question.branch, question.head)):
        say(f"  stale: {clean(question.branch)} is at {short(tip)} by now; the motion decides {short(question.head)}")
        say(f"  next: git motion renew {motion.name}")


def _counts(motion: Motion, votes: Tally) -> str:
    if motion.among is None:
        return f"{votes.ayes} aye, {votes.nays} nay, {votes.abstentions} abstain"
    again = f"ballot {motion.round}: " if motion.rounds else ""
    return f"{again}{many(votes.ayes, 'ballot')}, {votes.abstentions} blank"


def status(motion: MotionWord = "", as_json: Json = False) -> None:
    """Show how a question stands: who has voted, what is missing, and whether it can be announced."""
    from gitgov.cli.show import by_proxy
    from gitgov.cli.show_json import by_proxy_json

    chamber = open_chamber(Path())
    floor, found = find_matter(chamber, motion, my_name(chamber))
    votes = found.tally()
    ripe = resolve(floor, found, (*floor.lineage, *witnessed(floor)), chamber.now())
    missing = missing_for_quorum(found.rules, votes)
    lacking = missing_ayes(found.rules, votes)
    silent = sorted(found.voters - found.votes().keys())
    if as_json:
        give(
            {
                "id": found.id,
                "phase": found.phase(chamber.now()),
                "ayes": votes.ayes,
                "nays": votes.nays,
                "abstentions": votes.abstentions,
                "silent": silent,
                "by_proxy": by_proxy_json(found.by_proxy.values()),
                "ballot": found.round,
                "missing_for_quorum": missing,
                "missing_ayes": list(lacking),
                "vetoes": sorted(each.member for each in found.standing_vetoes),
                "recused": sorted(found.recused),
                "consent_is_asked": found.pending and found.consenting,
                "can_be_announced": hasattr(ripe, "outcome"),
            }
        )
        return
    say(f"{found.name}: {clean(found.text)}: {found.phase(chamber.now())}")
    say(f"  {_counts(found, votes)}; not yet: {', '.join(silent) or 'nobody'}")
    for line in by_proxy(found):
        say(line)
    if missing:
        say(f"  {missing} more must answer for a quorum")
    for each in lacking:
        say(f"  missing: {each}")
    for veto in found.standing_vetoes:
        say(f"  vetoed by {veto.member}: {clean(veto.reason.strip())}")
    for recusal in found.recusals:
        if not recusal.ended:
            say(f"  stands aside: {recusal.member}: {clean(recusal.reason.strip())}")
    if found.pending:
        say(f"  git motion announce {found.name}" if hasattr(ripe, "outcome") else f"  {ripe.what}")
