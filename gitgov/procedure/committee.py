"""A committee's own meeting: its members decide there, by the rules of small boards, and bind nobody else (RONR (12th ed.) 50)."""

from __future__ import annotations

from collections.abc import Sequence

from gitgov.charter.chain import Step
from gitgov.charter.charter import Charter, RuleSet
from gitgov.core.ids import EventId, Member
from gitgov.ledger.event import Event
from gitgov.procedure.floor import Floor
from gitgov.procedure.rows import MotionRow, Moving, Objections, Question, VoteRule, object_to
from gitgov.procedure.sitting import Meeting
from gitgov.procedure.votes import MAJORITY, secondary

SOURCE = "RONR (12th ed.) 50:21-25"
ITS_OWN = frozenset({"main", "choose", "elect"})
"""The main questions that a committee may decide: any other is the assembly's, to which it reports."""
CLOSING = frozenset({"previous_question", "limit_extend_debate"})
"""What closes or limits debate, which a committee never does (50:25)."""
AGAIN = frozenset({"reconsider", "reconsider_enter_minutes", "rescind_amend_adopted", "rescind_and_expunge"})
"""What undoes a vote, of which those who have carried it are to know (35:2(7), 37:35)."""


def sitting_under(step: Step, committee: Sequence[Member]) -> Step:
    """Return a charter as it holds where a committee sits: for its members alone, of whom each has a vote.

    Nothing needs a second there, and nobody's speeches are counted (49:21, 50:25). A quorum is a majority (50:21).
    """
    charter = step.charter
    rules = {kind: _small(each) for kind, each in charter.rules.items()}
    people = {name: each._replace(active=each.active and name in committee) for name, each in charter.people.items()}
    name = f"{charter.name}, a committee of {', '.join(committee)}"
    electorate = charter.electorate & {*committee}
    return step._replace(
        charter=charter._replace(name=name, rules=rules, people=people, electorate=electorate, proxies=None)
    )


def _small(rules: RuleSet) -> RuleSet:
    small = secondary(rules, "majority")
    return small._replace(second=False, speeches=0, quorum=MAJORITY, quorum_basis="present", chair_votes="always")


def why_not_committee(charter: Charter, event: Event, before: Meeting | None) -> Objections:
    """Object to the call of a committee by somebody else, of one with strangers, or of another than has met before."""
    named: list[Member] = getattr(event.body, "committee", [])
    committee = tuple(named) or (() if before is None else before.committee)
    if before is not None and committee != before.committee:
        who = ", ".join(before.committee) or "all members"
        what = f"this is a series of meetings of {who}, and a further one is of the same"
        return object_to("GOV-576", what, SOURCE, "git gov meeting call --new begins another series")
    if before is None and (len({*named}) < len(named) or not charter.electorate.issuperset(named)):
        wrong = sorted({each for each in named if each not in charter.electorate or named.count(each) > 1})
        what = f"a committee is of active members, each named once: {', '.join(wrong)}"
        return object_to("GOV-575", what, "RONR (12th ed.) 50:10", "git gov member list shows who is")
    return _stranger(event.actor, committee)


def not_of_committee(meeting: Meeting, event: Event) -> Objections:
    """Object to whatever somebody does at the meeting of a committee that is not of it."""
    return _stranger(event.actor, meeting.committee)


def _stranger(actor: str, committee: Sequence[str]) -> Objections:
    if not committee or actor in committee:
        return ()
    what = f"{actor} is not of the committee that meets here: {', '.join(committee)}"
    return object_to("GOV-574", what, SOURCE, "one of them does it; the committee may hear others, and reports")


def why_not_in_committee(floor: Floor, moving: Moving) -> Objections:
    """Object to what a committee does not decide: the assembly's own questions, and that debate is to close."""
    row = moving.row
    if not floor.committee:
        return ()
    if row.name in CLOSING:
        what = f"{row.name} is out of order in a committee: it hears whoever has something to say"
        return object_to("GOV-578", what, "RONR (12th ed.) 50:25", "go on; or vote, when nobody wants to speak")
    ratifies = row.name == "ratify" and moving.question is not None and bool(moving.question.about)
    if ratifies or (row.kind == "main" and row.name not in ITS_OWN):
        what = f"{row.name} is for the assembly to decide: a committee recommends, and binds nobody by itself"
        return object_to(
            "GOV-577", what, "RONR (12th ed.) 50:4", f"move to recommend it; or git motion {row.verb} --apart"
        )
    return ()


def vote_in_committee(floor: Floor, row: MotionRow) -> VoteRule | None:
    """Name the vote that undoing another one takes in a committee; nothing elsewhere."""
    return "again_in_committee" if floor.committee and row.name in AGAIN else None


def is_known(floor: Floor, question: Question) -> bool:
    """Say whether everybody who has carried a vote is there, when a committee is to undo it."""
    target = floor.motions.get(EventId(question.about)) if floor.committee else None
    if target is None or target.decision is None or floor.meeting is None:
        return False
    return target.decision.prevailing & floor.step.charter.electorate <= floor.meeting.present
