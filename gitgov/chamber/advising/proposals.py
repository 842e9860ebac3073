"""Proposals: what an adviser comes to, with a model or without one, put on record and read again."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from gitgov.advice.advisers import ADVISERS
from gitgov.advice.answer import Answer, Case, Finding
from gitgov.advice.events import AdviceProposed, FindingOf, Provenance
from gitgov.advice.families import Proposal
from gitgov.chamber.acts import Actor
from gitgov.chamber.advising.plain import digest_of, one_line
from gitgov.chamber.open import Chamber
from gitgov.chamber.survey import every_thread
from gitgov.chamber.threads import open_thread, threads_at, threads_of
from gitgov.core.errors import BadInput
from gitgov.core.ids import branch_or_tag, short
from gitgov.core.visible import flat
from gitgov.ledger.event import Event

ROOM = "advice"
BOUND = frozenset({"merge", "review", "risk", "release"})
"""The advisers whose word is about what would come to a certain branch, or be released under a certain tag."""


class Advised(NamedTuple):
    """An answer to a case, and where it comes from; `model_said` is nothing where no model was heard."""

    case: Case
    answer: Answer
    provenance: Provenance
    model_said: str = ""


def by_facts(case: Case) -> Advised:
    """Answer a case by its facts alone."""
    return Advised(case, case.answer, Provenance(facts=digest_of(case)))


def put_on_record(chamber: Chamber, actor: Actor, advised: Advised) -> Event:
    """Record what was proposed, on the commit that it is about."""
    return open_thread(chamber, actor, body_of(advised), advised.case.subject)


def body_of(advised: Advised) -> AdviceProposed:
    """Write a proposal as it is recorded: every reason in one line, of at most 400 characters."""
    case, answer = advised.case, advised.answer
    return AdviceProposed(
        adviser=case.adviser,
        about=one_line(case.about),
        verdict=answer.verdict,
        floor=case.answer.verdict,
        model_said=advised.model_said,
        reasons=[one_line(each) for each in answer.reasons[:200]],
        findings=[_finding(each) for each in answer.findings[:200]],
        order=[one_line(each) for each in answer.order[:1_000]],
        cites=list(answer.cites[:500]),
        choice=answer.choice,
        draft=answer.draft[:40_000],
        patch=answer.patch,
        remark=answer.remark[:4_000],
        provenance=advised.provenance,
        upon=case.upon,
        tip=case.tip,
    )


def _finding(found: Finding) -> FindingOf:
    return FindingOf(path=found.path, line=found.line, note=one_line(found.note))


def proposals_on(chamber: Chamber, commit: str) -> list[Proposal]:
    """Return the proposals about a commit, oldest first."""
    found = (each.state for each in threads_at(chamber, ROOM, commit))
    return _in_turn([each for each in found if isinstance(each, Proposal)])


def every_proposal(chamber: Chamber) -> list[Proposal]:
    """Return all proposals, oldest first. O(room)."""
    if not chamber.store.tip(ROOM) and not chamber.waiting:
        return []
    threads = threads_of(chamber, every_thread(chamber, (ROOM,), "advice.proposed").values())
    return _in_turn([each.state for each in threads if isinstance(each.state, Proposal)])


def _in_turn(found: list[Proposal]) -> list[Proposal]:
    return sorted(found, key=lambda each: (each.at, each.id))


def the_proposal(chamber: Chamber, word: str, fits: Callable[[Proposal], bool] = lambda _: True) -> Proposal:
    """Return the proposal that a word means: by the beginning of its id, with or without `P-`, or the last one of an adviser that fits.

    Raises `BadInput`.
    """
    if word in ADVISERS:
        return _last_of(chamber, word, fits)
    wanted = word.removeprefix("P-").lower()
    found = [each for each in every_proposal(chamber) if wanted and each.id.startswith(wanted)]
    if len(found) != 1:
        what = f"{len(found) or 'no'} proposals are called {word!r}"
        raise BadInput(what, "git gov advise list names them; name one by the beginning of its id")
    if not fits(found[0]):
        what = f"{name_of(found[0])} is advice on {found[0].body.adviser} {flat(found[0].body.about)}, at {short(found[0].subject)}"
        raise BadInput(f"{what}{_upon(found[0])}", "git gov advise list; name one that is about what is moved")
    return found[0]


def _upon(found: Proposal) -> str:
    if found.body.upon:
        return f", for {branch_or_tag(found.body.upon)}"
    return ", and does not say what that was to come into" if found.body.adviser in BOUND else ""


def _last_of(chamber: Chamber, adviser: str, fits: Callable[[Proposal], bool]) -> Proposal:
    named = [each for each in every_proposal(chamber) if each.body.adviser == adviser]
    if fitting := [each for each in named if fits(each)]:
        return fitting[-1]
    what = f"nothing that {adviser} advises is on record{' about this' if named else ''}"
    raise BadInput(what, f"git gov advise {adviser}, with --record; git gov sync brings what others have")


def name_of(proposal: Proposal) -> str:
    """Return what people call a proposal."""
    return f"P-{proposal.id[:8]}"
