"""Whether advisers have said of content what the charter asks them for, and whether a motion has said its risk: by what is on record.

What they say is not asked: it decides nothing. What was said about another branch or tag does not count, not even as heard.
A record that does not say what its commit was to come to is as old as that field is: it still raises a risk, and lets in only what came in by then. Only a risk that is on record as higher than the motion said raises what it takes, as
that would have been another vote. Looking back, what was on record when the content came in is asked, as for quality.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from gitgov.core.ids import branch_or_tag, short
from gitgov.core.objection import Objection
from gitgov.core.visible import typed
from gitgov.procedure.advised import LEVELS
from gitgov.procedure.invocation import Authority
from gitgov.procedure.motions.merge import Merge
from gitgov.procedure.state import Motion

SOURCE = "advice never decides: a charter may ask that it is heard"
_TAGS = "refs/tags/"
AHEAD = 3_600
"""Seconds by which a record that was to be heard may be dated after content comes in: clocks differ. One that would have raised the vote has none."""


class Told(NamedTuple):
    """What an adviser said of content, by which record and when, and since when that is known to be there where it is dated back.

    `upon` is the ref that the content would come to, nothing where the record does not say.
    """

    record: str
    adviser: str
    verdict: str
    at: int
    arrived: int = 0
    upon: str = ""


class Since(NamedTuple):
    """When content came in, as far as that is on record; looking `back`, it has."""

    came: int | None = None
    back: bool = False


Advice = Mapping[str, tuple[Told, ...]]
"""What was said of each content."""
UNADVISED: Advice = MappingProxyType({})


def why_not_advised(
    authority: Authority, names: frozenset[str], content: str, told: Advice, since: Since
) -> Objection | None:
    """Say which advice on content is missing, or that its risk is higher than was said, or nothing."""
    came, said = since.came, [each for each in told.get(content, ()) if each.upon in ("", authority.target)]
    here = [each for each in said if came is None or each.at <= came + AHEAD]
    heard = {each.adviser for each in here if each.upon or since.back}
    about = f"{short(content)} {_place(authority.target)}"
    if missing := sorted(names - heard):
        what = f"the charter asks for advice on {missing[0]}, and nobody has put any on record about {about}"
        return Objection("GOV-195", what, SOURCE, _how(missing[0], authority, content), (authority.id,))
    rests_on = getattr(authority.question, "advice", "")
    if rests_on and rests_on not in {each.record for each in said}:
        what = f"{authority.name} rests on the proposal P-{rests_on[:8]}, which is not on record about {about}"
        return Objection("GOV-197", what, SOURCE, "git gov sync, by who has it", (authority.id, rests_on))
    known = [each for each in here if each.adviser == "risk" and (came is None or max(each.at, each.arrived) <= came)]
    return _why_riskier(authority, names, known)


def _why_riskier(authority: Authority, names: frozenset[str], told: Iterable[Told]) -> Objection | None:
    """Say that a higher risk is on record than that by which a motion was decided, or nothing; what no charter weighs is not asked."""
    question = authority.question
    if (
        not isinstance(authority, Motion)
        or not isinstance(question, Merge)
        or not (authority.rules.at_risk or "risk" in names)
    ):
        return None
    highest = max(told, key=lambda each: LEVELS.index(each.verdict), default=None)
    if highest is None or (question.risk and LEVELS.index(question.risk) >= LEVELS.index(highest.verdict)):
        return None
    said = f"at {question.risk} risk" if question.risk else "without a word about its risk"
    what = f"{authority.name} was decided {said}, and on record it is {highest.verdict}"
    how = f"git motion withdraw {authority.name}, if it is open; git motion merge {typed(question.branch)} --risk {highest.verdict}"
    return Objection("GOV-196", what, SOURCE, how, (authority.id, highest.record))


def _place(ref: str) -> str:
    return f"{'as' if ref.startswith(_TAGS) else 'for'} {branch_or_tag(ref)}"


def _how(adviser: str, authority: Authority, content: str) -> str:
    question = authority.question
    branch = question.branch if isinstance(question, Merge) else short(content)
    return f"{asking(adviser, authority.target, branch)} --sync"


def asking(adviser: str, ref: str, what: str) -> str:
    """Return what is typed to put an adviser's word on record about what comes to a ref: a branch or commit into a branch, a commit under a tag."""
    name, words = branch_or_tag(ref), [what, "--into", branch_or_tag(ref)]
    if ref.startswith(_TAGS):
        words = [name, what] if adviser == "release" else [what, "--release", name]
    return f"git gov advise {adviser} {typed(*words)} --record"
