"""What a motion waits for, and what it wants of one member, in a line each."""

from __future__ import annotations

from typing import NamedTuple

from gitgov.chamber.summary import Summary
from gitgov.charter.chain import Chain
from gitgov.core.ids import short
from gitgov.core.instants import show_duration
from gitgov.core.visible import many
from gitgov.procedure.acts.ruling import UPON, how_to_rule
from gitgov.procedure.standing import chairs


class Here(NamedTuple):
    """What the refs of this clone add to a motion.

    `tip` is where its branch stands, if elsewhere; `remote` waits for what was carried out here; `hindrance` says why
    it cannot be carried out as things are, and what helps; `accept` that a charter waits for who holds the key configured here.
    """

    tip: str = ""
    remote: str = ""
    hindrance: str = ""
    accept: bool = False


NOTHING = Here()


def wants_second(each: Summary, me: str, _now: int) -> bool:
    """Say whether a member may second a motion."""
    return each.needs_second and each.mover != me


def is_to_be_stated(each: Summary, _me: str, now: int) -> bool:
    """Say whether the chair may state a question."""
    return each.phase(now) in {"moved", "seconded"} and not each.needs_second and each.kind not in UPON


def is_to_be_ruled_on(each: Summary, _me: str, now: int) -> bool:
    """Say whether the chair rules on a motion, or answers it."""
    return each.kind in UPON and each.phase(now) in {"moved", "seconded"}


def may_have_consent(each: Summary, me: str, now: int) -> bool:
    """Say whether the chair may ask for unanimous consent."""
    return is_to_be_stated(each, me, now) or is_to_be_put(each, me, now)


def is_consenting(each: Summary, _me: str, _now: int) -> bool:
    """Say whether the chair has asked for unanimous consent."""
    return each.consenting


def is_mine(each: Summary, me: str, _now: int) -> bool:
    """Say whether a member moved a question."""
    return each.mover == me


def is_to_be_put(each: Summary, _me: str, now: int) -> bool:
    """Say whether the chair may put a question."""
    return each.chaired and each.phase(now) == "debate"


def is_to_be_announced(each: Summary, _me: str, now: int) -> bool:
    """Say whether nothing can change the result of a vote any more, as far as that is seen from afar."""
    voting = each.phase(now) == "voting"
    return (voting and not each.silent) or ((voting or each.consenting) and _time_is_up(each, now))


def wanted(chain: Chain, each: Summary, me: str, now: int, here: Here = NOTHING) -> str:
    """Say what a motion wants of an active member, or of one whom it would make one; or nothing."""
    accepting = f"your acceptance, as a member under it: git gov charter accept {each.name}" if here.accept else ""
    return _wanted(chain, each, me, now, here) or accepting


def _wanted(chain: Chain, each: Summary, me: str, now: int, here: Here) -> str:
    if me not in chain.charter.electorate or each.behind or each.waits:
        return ""
    if here.remote:
        return to_push(each, here.remote)
    if each.pending == 1:
        return _to_carry_out(chain, each, me, now, here)
    call = _call(chain, each, me, now)
    if not here.tip:
        return call
    if each.mover == me:
        renew = f"stale, the branch stands at {short(here.tip)}: git motion renew {each.name}"
        return f"{renew}; {call or standing(each, now)}"
    return f"{call}; {_stale(here)}" if call else ""


def _call(chain: Chain, each: Summary, me: str, now: int) -> str:
    """Say what a question that is still to be decided wants of a member."""
    able = {each.presider} if each.presider else chairs(chain.head, now, each.touched_at)
    presiding = not each.chaired or me in able
    phase, name = each.phase(now), each.name
    if each.needs_second:
        return "" if each.mover == me else f"it wants a second: git motion second {name}"
    if each.consenting:
        return _to_consent(each, now, presiding=presiding)
    if phase in {"moved", "seconded"}:
        return _to_open(each) if presiding else ""
    if phase == "debate" and each.chaired:
        return _to_put(each, now) if presiding else ""
    if phase != "voting":
        return ""
    if not each.silent:
        return f"all have voted: git motion announce {name}" if presiding else ""
    if _time_is_up(each, now):
        return f"time is up: git motion announce {name}" if presiding else ""
    if me not in each.silent or me in each.by_proxy:
        return ""
    theirs = "".join(f" and {member}'s by proxy" for member, to in each.entrusted.items() if to == me)
    return f"your vote{theirs}: {each.how}; {standing(each, now)}"


def _to_open(each: Summary) -> str:
    if each.kind in UPON:
        return f"the chair {'answers' if UPON[each.kind] == ('answered',) else 'rules'}: {how_to_rule(each.kind, each.name)}"
    return f"the chair states it: git motion state {each.name}"


def _to_consent(each: Summary, now: int, *, presiding: bool) -> str:
    if _time_is_up(each, now):
        return f"nobody has objected: git motion announce {each.name}" if presiding else ""
    return f"if you object: git vote object {each.name}; {_silence(each, now)}"


def _silence(each: Summary, now: int) -> str:
    """Say until when silence is awaited, and what breaks it."""
    unless = "unless somebody objects" if each.consenting else "unless somebody votes nay"
    return f"carried in {show_duration((each.silence_at or now) - now)} {unless}"


def _stale(here: Here) -> str:
    return f"stale: the branch stands at {short(here.tip)}"


def _to_put(each: Summary, now: int) -> str:
    wait = (each.earliest_poll or now) - now
    return f"debate for {show_duration(wait)} more" if wait > 0 else f"the chair puts it: git motion put {each.name}"


def to_push(each: Summary, remote: str) -> str:
    """Say how what was carried out in this clone gets to where others see it."""
    return f"made here, not pushed yet: git gov enact {each.name} --push {remote}"


def _to_carry_out(chain: Chain, each: Summary, me: str, now: int, here: Here) -> str:
    """Ask of whoever may do it to carry a decision out; of the mover alone to mend what is in its way."""
    protection = chain.charter.tag(each.target) if each.kind == "release" else None
    roles = protection.roles if protection else ()
    if (roles and not any(me in chain.charter.holders(role) for role in roles)) or (each.ends_hold or 0) > now:
        return ""
    if here.hindrance:
        return f"carried, but {here.hindrance}" if me == each.mover and not here.accept else ""
    return f"carried: git gov enact {each.name}"


def _time_is_up(each: Summary, now: int) -> bool:
    ends = each.closes_at if each.silence_at is None else each.silence_at
    return ends is not None and now >= ends


def standing(each: Summary, now: int, here: Here = NOTHING) -> str:
    """Say how a motion stands: its phase, its votes, what is missing, its deadline, and whether it is stale."""
    phase = each.phase(now)
    waiting = f"waiting until {each.behind} is decided" if each.behind else f"waiting for {each.waits}"
    parts = [waiting if phase == "waiting" else phase]
    if phase in {"moved", "seconded"} and not each.consenting:
        parts.append(_to_be_stated(each))
    if phase == "debate":
        opens = each.earliest_poll if each.opens_at is None else each.opens_at
        if opens is not None and opens > now:
            parts.append(f"{'may be put' if each.chaired else 'the poll opens'} in {show_duration(opens - now)}")
    if phase == "voting":
        parts += _voting(each, now)
    elif each.consenting:
        parts.append(f"unanimous consent is asked for, {_silence(each, now)}")
    if phase == "carried" and (each.ends_hold or 0) > now:
        parts.append(f"to be enacted in {show_duration((each.ends_hold or 0) - now)}")
    if here.hindrance:
        parts.append(here.hindrance)
    if here.remote:
        parts.append(to_push(each, here.remote))
    if here.tip and each.pending == 2:
        parts.append(_stale(here))
    return "; ".join(parts)


def _to_be_stated(each: Summary) -> str:
    """Say what a question that was moved waits for before it is the assembly's."""
    if each.needs_second:
        return f"it wants a second by another member: git motion second {each.name}"
    if each.kind in UPON:
        return "the chair has yet to answer" if UPON[each.kind] == ("answered",) else "the chair has yet to rule on it"
    return f"the chair has yet to state it: git motion state {each.name}"


def _voting(each: Summary, now: int) -> list[str]:
    proxied = f" ({len(each.by_proxy)} by proxy)" if each.by_proxy else ""
    parts = [f"{each.ayes} aye, {each.nays} nay, {each.abstentions} abstain{proxied}"]
    if each.among:
        again = f"ballot {each.ballot}: " if each.ballot > 1 else ""
        parts = [f"{again}{many(each.ayes, 'ballot')}, {each.abstentions} blank{proxied}"]
    if each.missing and each.silence_at is None:
        parts.append(f"{each.missing} more for a quorum")
    if each.silence_at is None:
        parts += each.lacking
    if each.vetoes:
        parts.append(f"vetoed by {', '.join(each.vetoes[:8])}")
    if each.recused:
        parts.append(f"stands aside: {', '.join(each.recused[:8])}")
    if _time_is_up(each, now):
        parts.append("time is up: git motion announce")
    elif each.silence_at is not None:
        parts.append(_silence(each, now))
    elif each.closes_at is not None:
        parts.append(f"closes in {show_duration(each.closes_at - now)}")
    if left := [member for member in each.silent if member not in each.by_proxy]:
        parts.append(f"not yet: {', '.join(left[:8])}")
    return parts
