"""What a meeting comes to: its record, and how a record is told in Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from gitgov.core.instants import show_duration, show_instant
from gitgov.core.visible import flat
from gitgov.sprints.facilitating.record import HeldAction, HeldDone, HeldParked, HeldPoint, HeldTally, RoomHeld
from gitgov.sprints.facilitating.tallies import counts
from gitgov.sprints.facilitating.values import Gathering


def summary(gathering: Gathering, log: str) -> RoomHeld:
    """Return the record of a meeting that is over; `log` is the digest of its moves."""
    ended = gathering.at if gathering.ended is None else gathering.ended
    return RoomHeld(
        team=gathering.team,
        title=gathering.title,
        began=gathering.opened,
        ended=ended,
        present=[each.name for each in gathering.people],
        agenda=[
            HeldPoint.model_validate({
                "title": each.title, "owner": each.owner, "kind": each.kind, "planned": each.planned,
                "extended": each.extended, "taken": each.taken(ended), "fate": each.fate,
            })
            for each in gathering.points
        ],
        decisions=list(gathering.decisions),
        tallies=[
            HeldTally.model_validate({
                "question": each.question, "kind": each.kind, "voters": len(each.ballots),
                "counts": [{"option": option, "count": count} for option, count in counts(each).items()],
            })
            for each in gathering.tallies
        ],
        actions=[HeldAction(**each._asdict()) for each in gathering.actions],
        parked=[HeldParked.model_validate(each._asdict()) for each in gathering.parked],
        done=[HeldDone(room=each.room, number=each.number) for each in gathering.carried if each.done],
        log=log,
    )  # fmt: skip


def told(body: RoomHeld) -> Iterator[str]:
    """Tell a record in Markdown, line by line."""
    yield f"# {flat(body.title)} of {body.team}"
    yield ""
    yield f"{show_instant(body.began)}, {show_duration(body.ended - body.began)}. Present: {flat(', '.join(body.present)) or 'nobody'}"
    for title, rows in parts(body):
        yield from ("", f"## {title}", "", *(f"- {each}" for each in rows))


def parts(body: RoomHeld) -> Iterator[tuple[str, list[str]]]:
    """Yield the parts of a record that have something to say: a title, and a row each."""
    told_of = {
        "Agenda": map(_point, body.agenda),
        "Decisions": map(flat, body.decisions),
        "Tallies": map(_tally, body.tallies),
        "Actions": map(_action, body.actions),
        "Parked": map(_parked, body.parked),
    }
    yield from ((title, found) for title, rows in told_of.items() if (found := list(rows)))


def _point(each: HeldPoint) -> str:
    more = f" + {show_duration(each.extended)}" if each.extended else ""
    took = (
        f"took {show_duration(each.taken)}"
        if each.fate == "done"
        else f"{each.fate} after {show_duration(each.taken)}"
        if each.taken
        else each.fate
    )
    owner = f", {flat(each.owner)}" if each.owner else ""
    return f"{flat(each.title)} ({each.kind}{owner}): planned {show_duration(each.planned)}{more}, {took}"


def _tally(each: HeldTally) -> str:
    found = ", ".join(f"{flat(one.option)}: {one.count}" for one in each.counts if one.count) or "nobody voted"
    return f"{flat(each.question)} ({each.kind}, {each.voters}): {found}"


def _action(each: HeldAction) -> str:
    due = f", until {each.due}" if each.due else ""
    about = f", about {flat(each.link)}" if each.link else ""
    return f"{flat(each.text)} ({flat(each.owner)}{due}{about})"


def _parked(each: HeldParked) -> str:
    return f"{flat(each.text)}: {each.fate}{f', {flat(each.why)}' if each.why else ''}"
