"""What a keeper of the ledger asks of a line on receipt, beyond what the law asks of it for ever.

Only here does a clock matter, and only here can it be seen that somebody left out what had already arrived.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from gitgov.charter.chain import Chain
from gitgov.charter.charter import RuleSet
from gitgov.charter.events import Adopted, Covered
from gitgov.core.ids import EventId, Member
from gitgov.core.instants import show_duration, show_instant
from gitgov.core.objection import Objection
from gitgov.ledger.event import Event
from gitgov.ledger.order import ancestors, heads
from gitgov.procedure.by_proxy import why_not_left_out
from gitgov.procedure.debate import why_not_over
from gitgov.procedure.floor import Floor, about
from gitgov.procedure.positions import Answer
from gitgov.procedure.rows import Rising
from gitgov.procedure.state import Motion

MOST_BESIDE = 64
"""Acts of one member in one thread that have seen none of each other; from clones of one's own there are a few."""
ENDING_DEBATE = frozenset({"motion.put", "consent.sought"})


def why_not_now(event: Event, now: int, skew: int) -> tuple[Objection, ...]:
    """Object to an event from the future."""
    if event.at <= now + skew:
        return ()
    return (
        Objection(
            "GOV-220",
            f"{event.kind} {event.id[:12]} is dated {show_instant(event.at)}, in the future of this server",
            remedy="set the clock, then act again",
            records=(event.id,),
        ),
    )


def why_not_beside(event: Event, tips: Mapping[EventId, Member]) -> tuple[Objection, ...]:
    """Object to one more of many acts by one member beside each other: whoever acts next has to name them all.

    `tips` are the heads of the thread without the event, each with its actor.
    """
    beside = [tip for tip, actor in tips.items() if actor == event.actor and tip not in event.parents]
    if len(beside) < MOST_BESIDE:
        return ()
    what = f"{len(beside)} acts by {event.actor} have arrived that neither see each other nor are seen by {event.kind} {event.id[:12]}"
    remedy = "git gov sync, then act again: what is signed then has seen them"
    return (Objection("GOV-238", what, remedy=remedy, records=(event.id,)),)


def why_not_backdated(event: Event, rules: RuleSet, now: int, skew: int) -> tuple[Objection, ...]:
    """Object to an act dated so far back that the period which it begins would be shortened by more than a tenth.

    Debate, notice, lazy consensus, polls and holds run from the instant that an act states; an act made offline may
    arrive a little late, but not take the others' time.
    """
    periods = {
        "order.invoked": (rules.poll,),
        "motion.moved": (rules.notice, rules.debate, rules.lazy, rules.poll),
        "motion.seconded": (rules.debate, rules.lazy, rules.poll),
        "motion.stated": (rules.debate,),
        "motion.put": (rules.lazy, rules.poll),
        "consent.sought": (rules.consent,),
        "ballot.cast": (rules.poll,) if rules.lazy and getattr(event.body, "choice", "") == "nay" else (),
        "veto.entered": (rules.poll,) if rules.lazy else (),
        "motion.announced": (rules.poll if getattr(event.body, "result", "") == "again" else rules.hold,),
    }.get(event.kind, ())
    begun = [period for period in periods if period]
    if not begun or event.at >= now - max(skew, min(begun) // 10):
        return ()
    what = f"{event.kind} {event.id[:12]} is dated {show_instant(event.at)}, {show_duration(now - event.at)} before it arrived: the others would lose that time"
    return (Objection("GOV-221", what, remedy="do it again, and git gov sync at once", records=(event.id,)),)


def why_not_received(floor: Floor, event: Event) -> tuple[Objection, ...]:
    """Object to what comes too late, and to what leaves out a ballot, a proxy or a rise which has arrived."""
    motion = floor.motions.get(about(event))
    if motion is None or event.kind == "acceptance.given":  # not upon a question, or whatever its result
        return ()
    seen = ancestors(event.parents, floor.lineage)
    result = motion.decision or (motion.rounds[-1] if motion.rounds and event.kind == "motion.announced" else None)
    if result and result.id not in seen:
        return (
            Objection(
                "GOV-341",
                f"{event.kind} {event.id[:12]} came after the result of {motion.name} ({result.word}) was announced",
                "RONR (12th ed.) 45:36",
                f"git motion show {motion.name}",
                (event.id,),
            ),
        )
    if event.kind in ENDING_DEBATE and (standing := why_not_over(floor, motion, Rising(event.actor, event.at))):
        what = f"debate on {motion.name} is to be closed over a rise that has arrived: {standing[0].what}"
        return (Objection("GOV-596", what, standing[0].rule, "git gov sync, and hear who has risen", (event.id,)),)
    left_out = [each for each in _to_be_seen(motion, event) if each.id not in seen]
    if not left_out:
        return why_not_left_out(floor, motion, event) if event.kind == "motion.announced" else ()
    records = (event.id, *(each.id for each in left_out))
    who = ", ".join(sorted({each.member for each in left_out}))
    if event.kind == "motion.announced":
        what = f"the announcement leaves out ballots, vetoes or objections that have arrived, by {who}"
        return (Objection("GOV-342", what, "RONR (12th ed.) 45:36", "git gov sync, then announce again", records),)
    what = f"voting on {motion.name} had begun when this was moved: ballots have arrived, by {who}"
    return (Objection("GOV-399", what, "RONR (12th ed.) 45:6", "git gov sync; then wait for the result", records),)


def _to_be_seen(motion: Motion, event: Event) -> Sequence[Answer]:
    """Return what an event must have seen if it has arrived: a result all answers, a further motion the ballots."""
    if event.kind == "motion.announced":
        return motion.answers
    return [Answer(each.id, each.member) for each in motion.ballots] if event.kind == "motion.moved" else ()


def why_not_barrier(chain: Chain, event: Event, threads: Mapping[EventId, Collection[Event]]) -> tuple[Objection, ...]:
    """Object to a charter step that does not cover what has arrived since the step before it, or covers what has not.

    What it leaves out would be out of order; what it vouches for unseen could turn up later, signed by who has left.
    """
    if not isinstance(event.body, Adopted | Covered):
        return ()
    held = {each.id for thread in threads.values() for each in thread} | chain.index.keys() | chain.covered.keys()
    if unseen := sorted(parent for parent in event.parents if parent not in held):
        what = f"the charter step names {len(unseen)} records that have not arrived: {_some(unseen)}"
        return (Objection("GOV-420", what, "a charter step is a barrier", "git gov sync", (event.id, *unseen[:50])),)
    if isinstance(event.body, Covered):
        return ()
    covered = chain.past_of(event).union(*(step.past for step in chain.steps))
    left_out = sorted(head for thread in threads.values() for head in heads(thread) if head not in covered)
    if not left_out:
        return ()
    what = f"the charter step does not cover {len(left_out)} matters that have arrived: {_some(left_out)}"
    remedy = "git gov sync, then git gov enact again"
    return (Objection("GOV-421", what, "a charter step is a barrier", remedy, (event.id, *left_out[:50])),)


def _some(ids: list[EventId]) -> str:
    return ", ".join(each[:12] for each in ids[:5])
