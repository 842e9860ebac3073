"""From the ballots on a question to the numbers that its rules ask for: who voted, who was there, and how groups did."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from gitgov.core.ids import Member
from gitgov.tally.count import Group, Tally, tally

if TYPE_CHECKING:  # a motion is counted here
    from gitgov.procedure.state import Motion


def tally_of(motion: Motion) -> Tally:
    """Count the ballots as they stand; among many, only whether they are filled in."""
    choices = {member: ballot.choice for member, ballot in motion.last_ballots().items()}
    by_proxy = {member: each.ballot.choice for member, each in motion.by_proxy.items()}
    votes = tally(choices, motion.voters, by_proxy) if motion.among is None else _turnout(motion)
    attending = _attending(motion)
    if attending is not None:
        votes = votes._replace(attending=attending, absent=motion.absent, roll=motion.attending is not None)
    if motion.rules.ayes_of:
        groups = (_group(motion, role, choices, by_proxy) for role, _ in motion.rules.ayes_of)
        votes = votes._replace(groups=tuple(groups))
    if motion.recusals and motion.rules.recusal == "stays":
        votes = votes._replace(electorate=len(motion.electorate), recused=len(motion.electorate - motion.voters))
    return votes


def _turnout(motion: Motion) -> Tally:
    """Count ballots that are filled in as ayes, and blank ones as abstentions."""
    choices = {each: "aye" if ballot.paper else "abstain" for each, ballot in motion.last_ballots().items()}
    by_proxy = {each: "aye" if way.ballot.paper else "abstain" for each, way in motion.by_proxy.items()}
    return tally(choices, motion.voters, by_proxy)


def _attending(motion: Motion) -> int | None:
    """Return how many are there or have somebody vote for them, where that is known.

    Who has put the question is there, even where the chair votes only to decide.
    """
    if motion.attending is None and motion.rules.chair_votes != "deciding":
        return None
    staying = (len(motion.recused) if motion.rules.recusal == "stays" else 0) + len(motion.by_proxy)
    if motion.attending is not None:
        return motion.attending + staying - len(motion.recused)
    if motion.put_by not in motion.voters or motion.put_by in motion.latest:
        return None
    return len(motion.last_ballots()) + staying + 1


def _group(motion: Motion, role: str, choices: Mapping[Member, str], by_proxy: Mapping[Member, str]) -> Group:
    members = motion.step.charter.holders(role) & motion.voters
    ayes = sum(choices.get(each) == "aye" for each in members)
    proxied = sum(by_proxy.get(each) == "aye" for each in members - choices.keys())
    return Group(role, ayes + proxied, len(members - choices.keys()), len(members), proxied)
