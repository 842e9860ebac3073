"""Minutes in prose: the canonical text, which is what an assembly approves. Its bytes follow from the record alone."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from gitgov.core.instants import show_instant
from gitgov.core.visible import clean, many
from gitgov.procedure.minutes.minutes import Entry, Minutes, Stay, Vote

CALLED = {"aye": "Aye", "nay": "Nay", "abstain": "Abstained"}


def prose(minutes: Minutes) -> str:
    """Write minutes as text, a line for each thing; what somebody wrote stands behind bars, verbatim."""
    lines = [f"Minutes of {minutes.body}", *head(minutes)]
    for number, item in enumerate(minutes.items, 1):
        lines += ["", f"{number}. {item.title}"]
        for entry in item.entries:
            lines += _entry(entry)
    return "".join(f"{line}\n" for line in (*lines, "", *close(minutes)))


def digest(minutes: Minutes) -> str:
    """Return the SHA-256 of the canonical text, in hexadecimal digits."""
    return sha256(prose(minutes).encode()).hexdigest()


def head(minutes: Minutes) -> Iterator[str]:
    """Yield the opening lines: which meeting, when, who presided, who was there, what was noticed (48:3-4)."""
    if not minutes.meeting:
        yield minutes.name
        yield f"Moved at {show_instant(minutes.opened)}."
        yield f"Took part ({len(minutes.there)} of {many(len(minutes.members), 'member')}): {_names(minutes.there)}."
    else:
        when = f", called for {show_instant(minutes.called_for)}" if minutes.called_for else ""
        yield f"Meeting {minutes.meeting}, “{minutes.name}” ({minutes.kind}{when})"
        if minutes.opened:
            chair = f" by {minutes.presided}, who presided" if minutes.presided else "; the rule presides"
            yield f"Called to order at {show_instant(minutes.opened)}{chair}."
        came = len({each.member for each in minutes.there})
        stays = ", ".join(_stay(each, minutes) for each in minutes.there)
        yield f"Present ({came} of {many(len(minutes.members), 'member')}): {stays or 'nobody'}."
    if minutes.absent:
        yield f"{'Absent' if minutes.meeting else 'Silent'}: {', '.join(minutes.absent)}."
    yield from (f"Business in the call: {each}" for each in minutes.business)
    yield from (f"Notice was given: {each}" for each in minutes.notices)


def close(minutes: Minutes) -> Iterator[str]:
    """Yield what was left undone, when the meeting was closed, and which record all this is taken from."""
    yield from (f"Unfinished: {each}." for each in minutes.unfinished)
    if minutes.meeting:
        yield f"Adjourned at {show_instant(minutes.closed)}." if minutes.closed else "Not adjourned."
    closed = f", as {minutes.closed_by} closed it" if minutes.closed_by else ""
    yield f"Taken from the record {minutes.thread}{closed}."


def votes(vote: Vote) -> Iterator[str]:
    """Yield the lines of a result: the arithmetic, who voted how, and what did not count."""
    yield f"{vote.arithmetic} (announced by {vote.announced_by})"
    yield from (f"{CALLED.get(choice, choice)}: {', '.join(members)}" for choice, members in vote.roll)
    yield from (f"Not counted: {member} ({code} {why})" for member, code, why in vote.refused)


def _entry(entry: Entry) -> Iterator[str]:
    yield f"   {entry.what}"
    yield from (f"      | {line}".rstrip() for line in clean(entry.quoted).splitlines())
    if entry.vote:
        yield from (f"      {line}" for line in votes(entry.vote))


def _names(stays: tuple[Stay, ...]) -> str:
    return ", ".join(each.member for each in stays) or "nobody"


def _stay(stay: Stay, minutes: Minutes) -> str:
    """Say who was there, from when and until when where that is not the whole meeting."""
    came = f"from {show_instant(stay.came)}" if minutes.opened and stay.came > minutes.opened else ""
    left = f"until {show_instant(stay.left)}" if stay.left else ""
    times = " ".join(filter(None, (came, left)))
    return f"{stay.member} ({times})" if times else stay.member
