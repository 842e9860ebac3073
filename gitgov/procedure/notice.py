"""Previous notice: whether it was given of a motion, what the motion takes without it, and how far it reaches.

Notice is given at the previous meeting, within a quarter, or in the call; on a motion's own floor by its own notice period, or
by an earlier record (RONR (12th ed.) 10:44-51, 35:2(7), 56:50-53, 57:1, 57:10-13).
"""

from __future__ import annotations

import re

from gitgov.charter.charter import RuleSet
from gitgov.core.ids import EventId
from gitgov.procedure.floor import QUARTER, Floor
from gitgov.procedure.rows import MotionRow, Objections, Question, object_to
from gitgov.procedure.state import Motion

_NUMBER = re.compile(r"\d{1,18}", re.ASCII)
_RANGE = re.compile(r"\bfrom (\d{1,18}) to (\d{1,18})\b", re.ASCII)


def without_notice(rules: RuleSet) -> RuleSet | None:
    """Return the rules of a motion of which no notice was given; nothing where it must be."""
    if not rules.notice:
        return rules
    if not rules.otherwise:
        return None
    (threshold, basis), *others = rules.otherwise
    return rules._replace(threshold=threshold, basis=basis, otherwise=tuple(others), notice=0)


def why_not_unnoticed(rules: RuleSet, row: MotionRow) -> Objections:
    """Object to moving without notice what the charter lets nobody move so."""
    if without_notice(rules) is not None:
        return ()
    what = f"the charter asks for previous notice of {row.name} motions, and none was given of this one"
    remedy = "give notice of it at this meeting, or in the call of the next one; on a floor of its own it has its notice period"
    return object_to("GOV-545", what, "RONR (12th ed.) 10:44, 57:1", remedy)


def is_noticed(floor: Floor, row: MotionRow, question: Question, at: int) -> bool:
    """Say whether notice was given of a question that is moved on a floor at `at`."""
    if floor.meeting is None:
        ripe = floor.rules.notice  # where the charter asks for none, there is none to be given
        told = (each for each in floor.notices if ripe and each.at + ripe <= at <= each.at + ripe + QUARTER)
    elif any(_words(text) in _namings(row, question) for text in floor.meeting.notices):
        rules = floor.step.charter.rules.get(row.name, floor.rules)
        return at >= floor.meeting.called_at + rules.notice  # a call gives notice so many days before (9:4)
    else:
        last = floor.meeting.session - 1
        told = (each for each in floor.notices if each.session == last and at <= each.at + QUARTER)
    return any(_covers(floor, each.question, question) for each in told)


def _namings(row: MotionRow, question: Question) -> set[str]:
    """Return the ways in which a call may name a question: as it is read back, or by its text."""
    return {_words(row.read_back(question)), _words(getattr(question, "text", "") or row.read_back(question))}


def _words(text: str) -> str:
    return " ".join(text.split()).casefold()


def _covers(floor: Floor, told: Question, moved: Question) -> bool:
    if told == moved:
        return True
    same = told.motion == moved.motion and told.about == moved.about
    texts = [getattr(each, "text", "") for each in (told, moved)]
    return same and all(texts) and is_within(_as_it_is(floor, told), *texts)


def _as_it_is(floor: Floor, question: Question) -> str:
    """Return what a question would change, as it reads now; nothing where it is something new."""
    if question.motion == "charter":
        return floor.step.charter.text
    target = floor.motions.get(EventId(question.about))
    return "" if target is None else str(getattr(target.question, getattr(question, "part", "text"), ""))


def is_within(now: str, told: str, moved: str) -> bool:
    """Say whether a change goes no further than the one that notice was given of.

    Line by line: as it is now, as in the notice, or with the numbers of such a line between the two. Of something new
    the notice names its reach itself: `from 10 to 15`.
    """
    if not now:
        reach, new = _RANGE.findall(told), _RANGE.findall(moved)
        return len(reach) == len(new) and all(
            a == b and _between(a, c, d) for (a, c), (b, d) in zip(reach, new, strict=True)
        )
    old, meant, lines = (text.splitlines() for text in (now, told, moved))
    kept = set(old) & set(meant)
    known = {*old, *meant}
    if not kept <= set(lines):
        return False
    return all(line in known or _is_between(line, old, meant) for line in lines)


def _is_between(line: str, old: list[str], meant: list[str]) -> bool:
    shape, numbers = _NUMBER.sub("#", line), _NUMBER.findall(line)
    befores, afters = (
        [_NUMBER.findall(each) for each in texts if _NUMBER.sub("#", each) == shape] for texts in (old, meant)
    )
    return any(
        all(_between(*each) for each in zip(before, after, numbers, strict=True))
        for before in befores
        for after in afters
    )


def _between(one: str, other: str, number: str) -> bool:
    return min(int(one), int(other)) <= int(number) <= max(int(one), int(other))


def why_not_beyond(floor: Floor, target: Motion, new: Question) -> Objections:
    """Object to an amendment of a motion that relies on notice which would take it beyond that.

    With more than half of all members present it is in order, as the vote that needs no notice can then be reached; the
    motion has lost its notice if the amendment is adopted (`reworded`).
    """
    if not target.noticed or _reaches(floor, target, new):
        return ()
    meeting, members = floor.meeting, len(floor.step.charter.electorate)
    if (
        meeting is not None
        and 2 * len(meeting.present) > members
        and without_notice(_charters(floor, target)) is not None
    ):
        return ()
    what = f"notice of {target.name} was given within other bounds than this amendment would set"
    remedy = "stay between what holds now and what the notice says; or withdraw it, and give notice of more"
    return object_to("GOV-546", what, "RONR (12th ed.) 35:4, 57:10-13", remedy)


def reworded(floor: Floor, target: Motion, new: Question, inserted: str) -> Motion:
    """Return a motion as amended; beyond its notice, as one of which none was given."""
    if not target.noticed or _reaches(floor, target, new):
        return target.reworded(new, inserted)
    rules = without_notice(_charters(floor, target))
    lost = target.but(noticed=False)
    if target.row.vote == "charter" and rules is not None:
        lost = lost.but(
            rules=target.rules._replace(threshold=rules.threshold, basis=rules.basis, otherwise=rules.otherwise)
        )
    return lost.reworded(new, inserted)


def _charters(floor: Floor, target: Motion) -> RuleSet:
    """Return the charter's own rules for a kind of motion, before a meeting does away with their periods."""
    rules = floor.step.charter.rules
    return rules.get(target.row.name, rules["main"])


def _reaches(floor: Floor, target: Motion, new: Question) -> bool:
    """Say whether the notice of a motion, which is how it was moved, reaches as far as it would read."""
    moved = getattr(floor.lineage[target.id].body, "question", target.question)
    told, text = (str(getattr(each, "text", "")) for each in (moved, new))
    return is_within(_as_it_is(floor, target.question), told, text)
