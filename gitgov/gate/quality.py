"""Whether content meets the quality characteristics that the charter asks for: by what was recorded of it, never measured anew.

Which characteristics is frozen with the rules of the motion. How each is defined is not: the last carried definition
holds, and asks its limits of what was recorded, also under an earlier one by which the same was measured. Looking back, what held when the content came in, which is when the record of
its enactment says: what is measured later neither breaks nor mends it. Where there is none, nothing tells that, and any definition, any
waiver and any record will do.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from gitgov.core.amounts import parse_amount, with_unit
from gitgov.core.ids import short
from gitgov.core.instants import show_duration
from gitgov.core.objection import Objection
from gitgov.gate.advised import AHEAD, UNADVISED, Advice, Since, why_not_advised
from gitgov.gate.ratified import why_not_ratified
from gitgov.procedure.invocation import Authority
from gitgov.procedure.state import Motion, in_turn

if TYPE_CHECKING:  # most bodies move none of these
    from gitgov.procedure.motions.ctq import Ctq

SOURCE = "a gate goes by what was measured and recorded, and fails closed"


class Recorded(NamedTuple):
    """What was recorded of content: a value as it is written, under the definition `ctq`, and by which record.

    How the record judges it is not asked: the definition is, which limits a record may not bring with it. `era` is the place of the
    charter that it was made under: what was made under a later one is later, whatever its date `at`. `better` of the `recent` signals lie
    on the good side.
    """

    record: str
    metric: str
    ctq: str
    value: str
    unit: str
    recent: int
    at: int
    era: int = 0
    better: int = 0

    @property
    def made(self) -> tuple[int, int, str]:
        """By what one record is later than another."""
        return self.era, self.at, self.record


class Quality(NamedTuple):
    """What a body has carried about quality: definitions and waivers; what was `recorded` of each content and `advised` on it; what is not asked.

    `outside` gives for (first parent, head) the characteristics below whose paths nothing changes. It is `unknown` where nobody
    can know what was measured, as in a proof, which does not speak of it.
    """

    definitions: tuple[Motion, ...] = ()
    waivers: tuple[Motion, ...] = ()
    recorded: Mapping[str, tuple[Recorded, ...]] = MappingProxyType({})
    outside: Mapping[tuple[str, str], frozenset[str]] = MappingProxyType({})
    unknown: bool = False
    advised: Advice = UNADVISED


UNMEASURED = Quality()


class Asked(NamedTuple):
    """Content for which characteristics are asked, and upon what it comes in (nothing: upon itself).

    `by` is the id of the decision or order by which it does, if there is one yet, `came` when it did, where that is on record.
    """

    names: frozenset[str]
    content: str
    onto: str = ""
    by: str = ""
    came: int | None = None


def asked_by(authority: Authority, names: frozenset[str], content: str, onto: str = "") -> Asked:
    """Return what is asked of content that comes in by a decision or an order."""
    came = min((each.at for each in authority.enacted), default=None)
    return Asked(names, content, onto, authority.id, came)


def definition_of(quality: Quality, name: str, at: int, *, back: bool = False) -> tuple[Motion, Ctq] | None:
    """Return how a characteristic is defined at an instant: by the last motion about it that had been carried.

    Where that one was rescinded, nothing defines it: what it replaced does not come back. Looking `back`, it did then.
    """
    found = (each for each in quality.definitions if _names(each) == name and _has_begun(each, at))
    last = max(found, key=in_turn, default=None)
    if last is None or not (back or why_not_ratified(last, at) is None):
        return None
    return last, _asked(last)


def _asked(motion: Motion) -> Ctq:
    question: Any = motion.question
    return question  # type: ignore[no-any-return]


def _names(motion: Motion) -> str:
    return getattr(motion.question, "ctq", "")


def _has_begun(motion: Motion, at: int) -> bool:
    decision = motion.decision
    carried = decision is not None and decision.carried and not decision.contested and at >= decision.ends_hold
    return carried and motion.fate != "void"


def why_not_met(asked: Asked, known: Quality | None, now: int, *, back: bool = False) -> Objection | None:
    """Say which characteristic content does not meet, or nothing; where nothing is known, none is."""
    quality = known or UNMEASURED
    if quality.unknown:
        return None
    moment = _Moment(now, asked.came if back else now, back)
    outside = quality.outside.get((asked.onto, asked.content), frozenset())
    found = (_why_not(asked, name, quality, moment) for name in sorted(asked.names - outside))
    return next(filter(None, found), None)


def why_not_heard(
    authority: Authority, names: frozenset[str], content: str, known: Quality | None, *, back: bool = False
) -> Objection | None:
    """Say which advice on content the charter asks for that is missing, or nothing; where nothing can be known, nothing."""
    quality = known or UNMEASURED
    if quality.unknown:
        return None
    came = min((each.at for each in authority.enacted), default=None) if back else None
    return why_not_advised(authority, names, content, quality.advised, Since(came, back))


class _Moment(NamedTuple):
    """When content comes in, as far as that is known; looking `back`, it has."""

    now: int
    came: int | None
    back: bool


def _why_not(asked: Asked, name: str, quality: Quality, moment: _Moment) -> Objection | None:
    came = moment.came
    defined = definition_of(quality, name, moment.now if came is None else came, back=moment.back)
    if defined is None:
        what = f"the charter asks for {name}, and the body has not defined it"
        return Objection("GOV-190", what, SOURCE, f"git quality define {name} --lower N --unit U", _about(asked))
    motion, ctq = defined
    if ctq.retired or _is_waived(quality.waivers, name, asked.content, moment):
        return None
    records = [
        each
        for each in _records(quality, asked.content, ctq)
        if each.at <= (moment.now if came is None else came) + AHEAD
    ]
    if not records:
        what = f"{name} has not been measured of {short(asked.content)}, as {motion.name} defines it"
        return Objection("GOV-191", what, SOURCE, _again(asked, ctq), _about(asked))
    last = max(records, key=lambda each: (came is None and _meets(quality, each), *each.made))
    if came is None:  # the definition that the record names held once, and may have held then
        motion, ctq = next((each, _asked(each)) for each in quality.definitions if each.id == last.ctq)
    return _why_stale(asked, ctq, last, came) or _why_missed(asked, motion, ctq, last)


def _meets(quality: Quality, each: Recorded) -> bool:
    """Say whether a value lies within the limits of the definition that its record names."""
    ctq = next(_asked(motion) for motion in quality.definitions if motion.id == each.ctq)
    return bool(each.value) and ctq.met_by(parse_amount(each.value))


def _records(quality: Quality, content: str, ctq: Ctq) -> list[Recorded]:
    """Return what was recorded of content under any definition by which the same is measured in the same way, whatever its limits."""
    same = {each.id for each in quality.definitions if _measured(_asked(each)) == _measured(ctq)}
    found = quality.recorded.get(content, ())
    return [each for each in found if (each.metric, each.unit) == (ctq.ctq, ctq.unit) and each.ctq in same]


def _measured(ctq: Ctq) -> tuple[object, ...]:
    """Return what tells what is measured; the paths do of what is measured of a part, and else only of which changes it is asked."""
    return ctq.ctq, ctq.unit, ctq.source, ctq.measure, ctq.paths if ctq.measure else []


def _again(asked: Asked, ctq: Ctq) -> str:
    """Tell how content is measured: of a part by the report of the whole, where paths say what that is, else by one of its own."""
    file = f"--from FILE --as {ctq.ctq}" if ctq.is_part and not ctq.paths else "--from FILE"
    return f"git quality measure {short(asked.content)} --record --sync; {file} for what a tool has measured"


def _is_waived(waivers: Iterable[Motion], name: str, content: str, moment: _Moment) -> bool:
    for each in waivers:
        question: Any = each.question
        at = question.until - 1 if moment.came is None else moment.came
        lawful = moment.back or why_not_ratified(each, at) is None
        if lawful and question.covers(name, content, at) and _has_begun(each, at):
            return True
    return False


def _why_stale(asked: Asked, ctq: Ctq, last: Recorded, came: int | None) -> Objection | None:
    if not ctq.fresh or came is None or came - last.at <= ctq.fresh:
        return None
    ago, most = show_duration(came - last.at), show_duration(ctq.fresh)
    what = f"{ctq.ctq} of {short(asked.content)} was measured {ago} before, and holds for {most}"
    return Objection("GOV-192", what, SOURCE, _again(asked, ctq), _about(asked, last))


def _why_missed(asked: Asked, motion: Motion, ctq: Ctq, last: Recorded) -> Objection | None:
    waive = f"mend it and measure again, or git quality waive {ctq.ctq} --for 7d"
    if not last.value or not ctq.met_by(parse_amount(last.value)):
        value = f"is {with_unit(last.value, last.unit)}" if last.value else "could not be measured: there is no data"
        what = f"{ctq.ctq} {value}, and {motion.name} asks for {ctq.within}"
        return Objection("GOV-193", what, SOURCE, waive, _about(asked, last))
    if ctq.gate_after and last.recent >= ctq.gate_after:
        good = f" ({last.better} on the good side)" if last.better else ""
        what = f"{ctq.ctq} is out of control: {last.recent} of its last 20 points are signals{good}, and {motion.name} bears fewer than {ctq.gate_after}"
        freeze = f"git quality control {ctq.ctq} --freeze moves to freeze its limits where it is now, and then it is measured again"
        how = (
            f"{freeze}; or git quality waive {ctq.ctq} --for 7d" if last.better == last.recent else f"{waive}; {freeze}"
        )
        return Objection("GOV-194", what, SOURCE, how, _about(asked, last))
    return None


def _about(asked: Asked, last: Recorded | None = None) -> tuple[str, ...]:
    return tuple(filter(None, (asked.by, last.record if last else "")))
