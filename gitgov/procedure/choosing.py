"""Choosing among many: which options stand, what the ballots give, and whether there is to be another ballot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from gitgov.core.objection import Objection
from gitgov.core.visible import many, typed
from gitgov.procedure.among import Among
from gitgov.procedure.rows import Question
from gitgov.procedure.state import Ballot, Motion
from gitgov.tally.ballots import Form, Paper, Profile, collect
from gitgov.tally.count import Outcome, by_proxy, quorum_of
from gitgov.tally.terms import Terms

if TYPE_CHECKING:  # a yes-or-no question does without
    from gitgov.tally.caps import Cap
    from gitgov.tally.debian import Conditions
    from gitgov.tally.result import Result

MOST_WORDS = 2_000
FORMS: Mapping[Form, tuple[str, str]] = {
    "ranking": ("ranking", "git vote rank {} BEST NEXT=EQUAL ..."),
    "approval": ("naming what one approves of", "git vote approve {} NAME ..."),
    "score": ("scores", "git vote score {} NAME=5 NAME=0 ..."),
    "single": ("naming whom one votes for", "git vote for {} NAME ..."),
}
"""What each form of ballot is called, and the command that fills it in."""


class Race(NamedTuple):
    """What one ballot is about: the options that stand, the terms, and what an option must satisfy besides."""

    options: tuple[str, ...]
    form: Form
    terms: Terms
    conditions: Conditions | None = None
    cap: Cap | None = None


def how_to_vote(motion: Motion) -> str:
    """Return the command by which members vote on a motion."""
    return how_to(motion.question, motion.name)


def how_to(question: Question, name: str) -> str:
    """Return the command by which members vote on a question that is called so."""
    return FORMS[question.form][1].format(name) if isinstance(question, Among) else f"git vote aye {name}"


def options_of(motion: Motion) -> tuple[str, ...]:
    """Return the options that are on the ballot now: in an election the nominees who were not elected before."""
    among = motion.among
    if among is None:
        return ()
    listed = motion.slate.nominees if among.elects else among.listed
    return tuple(option for option in listed if option not in motion.seated)


def eligible(motion: Motion) -> frozenset[str]:
    """Return whom members may vote for: in an election any member, whoever was nominated (RONR (12th ed.) 46:2)."""
    if motion.among is None or not motion.among.elects:
        return frozenset(options_of(motion))
    cap = _cap(motion, motion.among)
    return frozenset(
        each
        for each in motion.step.charter.electorate
        if each not in motion.seated and not (cap is not None and cap.full(each))
    )


def race(motion: Motion, among: Among, ballots: Iterable[Ballot], preferred: tuple[str, ...] = ()) -> Race:
    """Return what a ballot is about; whoever is written in stands after the nominees, in order of their names."""
    able, form = eligible(motion), among.form
    written = {name for ballot in ballots for name in named_on(form, ballot.paper or ())}
    listed = [option for option in options_of(motion) if option in able]
    options = (*listed, *sorted((written & able) - {*listed}))
    terms = among.terms_for(among.counting.seats - len(motion.seated), motion.id, preferred)
    return Race(options, form, terms, among.conditions(len(motion.electorate)), _cap(motion, among))


def named_on(form: Form, paper: Paper) -> Iterable[str]:
    """Return the options that a paper names."""
    parts: Any = paper
    if form == "ranking":
        return chain.from_iterable(parts)
    return (part[0] for part in parts) if form == "score" else parts


def _cap(motion: Motion, among: Among) -> Cap | None:
    """Return the cap for affiliations, which are those of the roll on which the election was moved."""
    if not among.alike:
        return None
    from gitgov.tally.caps import Cap

    people = motion.step.charter.people
    groups: dict[str, str] = {name: person.affiliation for name, person in people.items() if person.affiliation}
    return Cap(among.alike, groups, motion.seated)


def counted(running: Race, papers: Iterable[Paper | None]) -> tuple[Profile[Any], Result]:
    """Sift papers, one of each voter, and count them."""
    from gitgov.tally import debian
    from gitgov.tally.caps import capped
    from gitgov.tally.methods import choose

    profile = collect(running.form, running.options, papers, running.terms.seats)
    if running.conditions is not None and profile.ballots:
        return profile, debian.count(profile, running.conditions, running.terms)
    result = choose(profile, running.terms)
    return profile, capped(result, running.cap, running.terms) if running.cap is not None else result


def may_close(motion: Motion, at: int) -> bool:
    """Say whether a poll on a choice may be closed at `at`: it has run its time, all have voted, or the others change nothing."""
    opens, closes = motion.opens_at, motion.closes_at
    if opens is None or closes is None or at < opens:
        return False
    return at >= closes or not motion.tally().silent or (motion.rules.early and _is_sure(motion))


def _is_sure(motion: Motion) -> bool:
    """Say whether whoever has not voted in person chooses nobody else, by a method of which that can be told.

    Who has voted only by proxy may still vote, or take the proxy back.
    """
    from gitgov.tally.methods import METHODS  # a yes-or-no question does without

    among, own = motion.among, motion.but(by_proxy={})
    row = None if among is None else METHODS[among.counting.method]
    if among is None or row is None or row.sure is None:
        return False
    votes, ballots = own.tally(), tuple(own.votes().values())
    more = votes.silent + min(votes.absent, len(motion.by_proxy))
    if not quorum_of(motion.rules, votes)[0] or more >= len(ballots):
        return False
    profile, result = counted(race(own, among, ballots), [ballot.paper for ballot in ballots])
    return result.decided and row.sure(profile, result.winners, more)


def choose_among(motion: Motion, preferred: tuple[str, ...] = ()) -> Outcome | Objection:
    """Work out what the ballots of a question among many choose, or say that the chair has to break a tie."""
    among, ballots = motion.among, tuple(motion.votes().values())
    if among is None:
        raise TypeError(motion.kind)
    papers = [ballot.paper for ballot in ballots]
    running = race(motion, among, ballots)
    profile, result = counted(running, papers)
    if result.tie is None or among.counting.ties != "chair":
        preferred = ()
    elif preferred:
        running = running._replace(terms=running.terms._replace(ties=running.terms.ties._replace(choice=preferred)))
        profile, result = counted(running, papers)
    outcome = _worded(motion, among, profile, result)._replace(preferred=preferred)
    if outcome.quorate and result.tie is not None and among.counting.ties == "chair":
        return _for_the_chair(motion, result)
    return outcome


def _for_the_chair(motion: Motion, result: Result) -> Objection:
    between = result.tie.between if result.tie else ()
    remedy = (
        f"git motion announce {motion.name} {' '.join(f'--prefer {typed(each)}' for each in between[:3])}, best first"
    )
    return Objection("GOV-539", f"{result.tie}: the question leaves that to the chair", "RONR (12th ed.) 46:32", remedy)


def _worded(motion: Motion, among: Among, profile: Profile[Any], result: Result) -> Outcome:
    """State a result, with the quorum and the whole arithmetic."""
    votes = motion.tally()
    quorate, quorum = quorum_of(motion.rules, votes)
    again = quorate and _again(among, result)
    new = result.winners if quorate and (not again or among.counting.method == "majority") else ()
    chosen = (*motion.seated, *(option for option in new if option != among.status_quo_option))
    parts = [f"{many(votes.ayes, 'ballot')}, {votes.abstentions} blank, of {votes.electorate} members{by_proxy(votes)}"]
    parts += [f"{profile.illegal} of them illegal"] if profile.illegal else []
    parts += [quorum, _said(among, chosen, again=again)]
    words = "; ".join([*parts, f"by {among.counting.method}: {'; '.join(result.lines)}"])
    if len(words) > MOST_WORDS:
        words = words[: MOST_WORDS - 1] + "…"
    return Outcome(bool(chosen) and not again, quorate, words, chosen, again, result.lines)


def _again(among: Among, result: Result) -> bool:
    """Say whether there is to be another ballot: for want of a majority, or for a tie that no rule breaks."""
    return bool(result.unfilled and (among.counting.method == "majority" or result.tie is not None))


def _said(among: Among, chosen: tuple[str, ...], *, again: bool) -> str:
    verb = "elected" if among.elects else "chosen"
    empty = among.counting.seats - len(chosen)
    said = f"{verb}: {', '.join(chosen) or among.status_quo_option or 'nobody'}"
    if again:
        return f"{said}; there is another ballot for {empty}"
    return f"{said}; {empty} of {among.counting.seats} stay empty" if chosen and empty else said
