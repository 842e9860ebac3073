"""Acclamation: where as many are nominated as are to be elected, and nobody objects, they are elected without a ballot.

The chair makes sure that nobody wishes to nominate further members: a nomination is an objection, and so is a ballot that
names anybody else (RONR (12th ed.) 46:40). Where a ballot is required, one is taken (46:41).
"""

from __future__ import annotations

from gitgov.core.ids import Member
from gitgov.core.objection import Objection
from gitgov.procedure.among import Among
from gitgov.procedure.choosing import MOST_WORDS, choose_among, named_on
from gitgov.procedure.positions import Consent
from gitgov.procedure.rows import Objections, object_to
from gitgov.procedure.state import Ballot, Motion
from gitgov.tally.ballots import Form, Paper
from gitgov.tally.count import Outcome, quorum_of

SOURCE = "RONR (12th ed.) 46:40"


def why_not_acclaimed(motion: Motion, among: Among, voters: frozenset[Member]) -> Objections:
    """Object unless there is one nominee for each seat, nobody has voted, and the ballots of `voters` could elect them."""
    if not among.elects:
        what = f"{motion.name} is a choice among many, which silence does not make"
        return object_to("GOV-547", what, "RONR (12th ed.) 4:58", "take the ballot")
    if motion.rounds or motion.voting:
        what = f"members vote on {motion.name}: what a ballot has begun, ballots end"
        return object_to("GOV-547", what, SOURCE, f"git motion show {motion.name}")
    names, seats = motion.slate.nominees, among.counting.seats
    if len(names) != seats:
        what = f"{', '.join(names) or 'nobody'} stands for {seats} to be elected: acclamation is for one nominee for each seat"
        return object_to("GOV-547", what, SOURCE, "take the ballot; or git motion nominate MEMBER")
    outcome = _if_all_agree(motion, among, voters)
    if isinstance(outcome, Outcome) and {*outcome.chosen} == {*names}:
        return ()
    said = outcome.arithmetic if isinstance(outcome, Outcome) else outcome.what
    what = f"not even the ballots of all could elect {', '.join(names)}: {said}"
    return object_to("GOV-547", what, "RONR (12th ed.) 40:6, 46:40", "take the ballot when more are here")


def _if_all_agree(motion: Motion, among: Among, voters: frozenset[Member]) -> Outcome | Objection:
    """Count what `voters` would decide if all of them named the nominees."""
    paper = _naming(among.form, motion.slate.nominees)
    return choose_among(motion.but(ballots=tuple(Ballot(motion.id, each, 0, "", "", paper) for each in voters)))


def _naming(form: Form, names: tuple[str, ...]) -> Paper:
    """Fill in a paper for all of these, in their order."""
    if form == "ranking":
        return tuple((each,) for each in names)
    return tuple((each, 5) for each in names) if form == "score" else names


def by_whom(motion: Motion, present: frozenset[Member]) -> str:
    """Say how many are there to object, and whether they are a quorum."""
    votes = motion.but(attending=len(present)).tally()
    return f"{len(present)} present; {quorum_of(motion.rules, votes)[1]}"


def acclaimed(consent: Consent, how: str) -> Outcome:
    """Return that those are elected for whom consent was asked."""
    said = f"nobody is nominated but {', '.join(consent.names)}"
    whole = f"; nobody objects: elected by acclamation ({how})"
    room = MOST_WORDS - len(whole)
    said = said if len(said) <= room else f"{said[: room - 1]}…"
    return Outcome(True, True, f"{said}{whole}", consent.names)


def opposes(motion: Motion, ballot: Ballot) -> bool:
    """Say whether a ballot breaks a silence: it says nay, or names somebody other than who is to be elected by it."""
    if ballot.paper is None or motion.among is None:
        return ballot.choice == "nay"
    names = motion.consent.names if motion.consent is not None else ()
    return any(each not in names for each in named_on(motion.among.form, ballot.paper))
