"""Who votes on a question: the members, less those whom the charter keeps from it."""

from __future__ import annotations

from gitgov.charter.charter import Charter, RuleSet
from gitgov.charter.teams import people_of
from gitgov.core.ids import Member
from gitgov.ledger.event import Event
from gitgov.procedure.rows import Objections, Question, object_to
from gitgov.procedure.state import Motion


def electorate_of(charter: Charter, rules: RuleSet, question: Question, mover: str) -> frozenset[Member]:
    """Return who may vote on a question: the active members, less its mover, its authors or the chair where the charter says so.

    What a team commits itself to, its own people decide, with those of the teams below it.
    """
    team = getattr(question, "team", "")
    members = charter.electorate & people_of(charter.teams, team) if team in charter.teams else charter.electorate
    if rules.mover_votes and rules.author_votes and rules.chair_votes != "never":
        return members
    barred = set() if rules.mover_votes else {Member(mover)}
    if not rules.author_votes:
        barred.update(getattr(question, "authors", ()))
    if rules.chair_votes == "never":
        barred.update(charter.holders("chair"))
    return members - barred


def why_nobody_votes(voters: frozenset[Member], event: Event) -> Objections:
    """Object to what would leave a question without anybody to vote on it."""
    if voters:
        return ()
    what = f"nobody would be left to vote on it: the charter keeps {event.actor} and all others from that"
    return object_to("GOV-557", what, "the charter separates duties", "let somebody else do it, or change the charter")


def interest_of(motion: Motion, member: str) -> str:
    """Say why a question may be of personal interest to a member: it names `@member`; or nothing.

    No rule keeps such a member from voting (RONR (12th ed.) 45:4); the charter may.
    """
    said = f"{motion.text}\n{getattr(motion.question, 'text', '')}\n{motion.why}"
    named = any(word.rstrip(".,;:!?)\"'").casefold() == f"@{member}" for word in said.split())
    return f"{motion.name} names @{member}" if named else ""
