"""How a whole motion looks."""

from __future__ import annotations

import difflib

from gitgov.chamber.open import Matter
from gitgov.cli.counting import arithmetic, earlier_ballots, options
from gitgov.cli.stack import draw, to_be_stated
from gitgov.cli.text import clean, flat, indent, paint, paint_phase, stopped
from gitgov.core.ids import short
from gitgov.core.instants import show_duration, show_instant
from gitgov.procedure.motions.architecture import Architecture
from gitgov.procedure.motions.charter import CharterChange
from gitgov.procedure.motions.increment import Increment
from gitgov.procedure.motions.process import Process
from gitgov.procedure.state import Motion


def whole(matter: Matter, now: int, phase: str = "") -> str:
    """Show a motion with its debate, ballots and result; `phase` is what the refs here add to its own."""
    floor, motion = matter
    phase = phase or motion.phase(now)
    lines = [
        f"{paint(motion.name, 'bold')}  {motion.id}",
        f"I move to {stopped(flat(motion.text))}",
        f"Moved by {motion.mover} at {show_instant(motion.at)}, under charter version {motion.step.charter.version}.",
    ]
    if floor.committee:
        lines.append(f"A question of the committee {', '.join(floor.committee)}, whose decisions bind nobody else.")
    lines += _proposal(motion)
    lines += options(motion)
    if motion.why.strip():
        lines += ["", indent(motion.why)]
    if motion.seconder:
        lines.append(f"Seconded by {motion.seconder}.")
    lines += ["", f"Phase: {paint_phase(phase)}{_when(motion, now)}{_by_hand(motion, phase)}"]
    lines += draw(matter, now)
    for speech in motion.speeches:
        lines += [
            "",
            f"{speech.member} speaks {speech.side} ({show_instant(speech.at)}):",
            indent(speech.text),
        ]
    lines += _positions(motion)
    lines += earlier_ballots(motion)
    lines += _ballots(motion)
    lines += _decision(motion)
    lines += [f"Out of order: {clean(ruling.objections[0].what)}" for ruling in floor.out_of_order]
    return "\n".join(lines)


def _proposal(motion: Motion) -> list[str]:
    """Return the text that is decided: of a decision as it stands, of a charter what it changes."""
    question = motion.question
    if isinstance(question, Increment):
        return ["", indent(question.strategy)] if question.strategy.strip() else []
    if isinstance(question, CharterChange):
        old = motion.step.charter
        rows = difflib.unified_diff(
            old.text.splitlines(), question.text.splitlines(), f"charter version {old.version}", "as moved", lineterm=""
        )
        return ["", *(paint(f"    {clean(row)}", {"+": "green", "-": "red"}.get(row[:1], "dim")) for row in rows)]
    if isinstance(question, Architecture | Process):
        return ["", indent(question.text)]
    return []


def _when(motion: Motion, now: int) -> str:
    decision = motion.decision
    if decision and decision.carried and not motion.enacted and now < decision.ends_hold:
        return f"; to be enacted in {show_duration(decision.ends_hold - now)}"
    if not motion.pending:
        return ""
    opens, closes = motion.opens_at, motion.closes_at
    if motion.silence_at is not None and now < motion.silence_at and (motion.consenting or (opens or now + 1) <= now):
        return f"; carried in {show_duration(motion.silence_at - now)} unless somebody {'objects' if motion.consenting else 'votes nay'}"
    if motion.stated_at is None:
        return to_be_stated(motion)
    if opens is not None and now < opens:
        return f"; the poll opens in {show_duration(opens - now)}"
    if closes is not None:
        return (
            f"; the poll closes in {show_duration(closes - now)}"
            if now < closes
            else "; the time for voting has run out: announce it"
        )
    return ""


def _by_hand(motion: Motion, phase: str) -> str:
    unrecorded = phase == "enacted" and not motion.enacted and not isinstance(motion.question, CharterChange)
    return f"; {clean(motion.target)} has it, without a record of who carried it out" if unrecorded else ""


def _positions(motion: Motion) -> list[str]:
    """List what members said besides voting: consent that was asked for, vetoes, and who stands aside."""
    lines, consent = [], motion.consent
    if consent is not None:
        said = f"; {consent.objector} objected" if consent.objected else ""
        to = f" to electing {', '.join(consent.names)} by acclamation" if consent.names else ""
        lines.append(f"Unanimous consent{to}: asked for by {consent.member} at {show_instant(consent.at)}{said}")
    for veto in motion.vetoes:
        taken_back = "  (withdrawn)" if veto.withdrawn else ""
        lines.append(f"Veto of {veto.member}: {clean(veto.reason.strip())}{taken_back}")
    for recusal in motion.recusals:
        taken_back = "  (taken back)" if recusal.ended else ""
        lines.append(f"{recusal.member} stands aside: {clean(recusal.reason.strip())}{taken_back}")
    lines += [f"{each.member} accepts it, as a member under it, with {each.key}" for each in motion.acceptances]
    lines += [
        f"{each.body} has carried it too, by M-{each.motion[:8]}, as {each.member} put on record at {show_instant(each.at)}"
        for each in motion.concurred
    ]
    return ["", *lines] if lines else []


def _ballots(motion: Motion) -> list[str]:
    lines, last = [], motion.last_ballots()
    for ballot in motion.ballots:
        now_last = motion.latest[ballot.member] is ballot
        changed = "  (changed later)" if not now_last else "" if ballot.member in last else "  (stands aside)"
        first, *more = clean(ballot.reason).splitlines() or [""]
        said = (
            f"{clean(ballot.choice):<8}{ballot.member}"
            if ballot.paper is None
            else f"{ballot.member}: {clean(ballot.choice)}"
        )
        lines.append(f"  {said}{first and ': '}{first}{changed}")
        lines += [f"          | {line}" for line in more]
    lines += by_proxy(motion)
    silent = sorted(motion.voters - motion.votes().keys())
    if motion.pending and silent:
        lines.append(f"  not yet: {', '.join(silent)}")
    return ["", "Ballots:", *lines] if lines else []


def by_proxy(motion: Motion) -> list[str]:
    """Show the votes that count for members who have not voted in person: who cast them, and by which way."""
    lines = []
    for each in sorted(motion.by_proxy.values()):
        way = f"by way of {', '.join(each.through[:-1])}; " if each.through[1:] else ""
        whose = f"{each.ballot.member} for {each.member} ({way}proxy {short(each.proxy)})"
        choice = clean(each.ballot.choice)
        lines.append(f"  {choice:<8}{whose}" if each.ballot.paper is None else f"  {whose}: {choice}")
    return lines


def _decision(motion: Motion) -> list[str]:
    decision = motion.decision
    if decision is None:
        return []
    word = "contested" if decision.contested else decision.word
    lines = [
        "",
        f"Announced by {decision.actor} at {show_instant(decision.at)}: {paint_phase(word)}",
        *(arithmetic(motion, decision) if motion.among else [f"  {clean(decision.outcome.arithmetic)}"]),
    ]
    counted = sorted(decision.counted, key=lambda ballot: ballot.member)
    lines += [f"  counted {short(ballot.id)} of {ballot.member}: {clean(ballot.choice)}" for ballot in counted]
    lines += [
        f"  counted {short(each.ballot.id)} for {each.member} too: {clean(each.ballot.choice)}"
        for each in decision.by_proxy
    ]
    lines += [
        f"  refused {short(each.ballot)} of {each.member}: {each.code} {clean(each.what)}" for each in decision.refused
    ]
    return lines + [
        f"Enacted by {each.member}: {each.ref} {short(each.old)} -> {short(each.new)}" for each in motion.enacted
    ]
