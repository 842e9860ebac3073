"""How meetings look: `git gov meeting show` and `list`, and the agenda."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from gitgov.chamber.meetings import find_meeting, listed
from gitgov.chamber.open import open_chamber
from gitgov.cli.options import Json
from gitgov.cli.text import clean, columns, give, paint, say
from gitgov.core.errors import BadInput
from gitgov.core.instants import show_if_any, show_instant
from gitgov.procedure.debate import recognition
from gitgov.procedure.floor import Floor
from gitgov.procedure.motions import read_back
from gitgov.procedure.presiding import in_the_chair
from gitgov.procedure.quorum import missing, needed
from gitgov.procedure.rows import Rising
from gitgov.procedure.sitting import Meeting
from gitgov.procedure.state import Motion

PHASES = {"called": "called", "open": "in session", "recess": "in recess", "adjourned": "adjourned"}


def show(
    meeting: Annotated[
        str,
        typer.Argument(
            metavar="MEETING", help="A meeting's name or id; left out: the one that has not adjourned, or the only one."
        ),
    ] = "",
    as_json: Json = False,
) -> None:
    """Show a meeting: who is there, whose turn it is, the agenda, and what is pending, set aside and decided."""
    chamber = open_chamber(Path())
    floor, now = find_meeting(chamber, meeting), chamber.now()
    sitting = floor.meeting
    if sitting is None:
        raise BadInput("this floor holds no meetings", "git gov meeting list")
    if as_json:
        give(_json(floor, sitting, now))
        return
    say("\n".join([*_head(floor, sitting, now), *_agenda(sitting), *_questions(floor, sitting, now)]))


def _head(floor: Floor, meeting: Meeting, now: int) -> list[str]:
    lines = [
        f"{paint(clean(meeting.name), 'bold')}  {floor.id}",
        f"{meeting.kind} meeting, number {meeting.number}, of session {meeting.session}: {PHASES[meeting.phase]}{_when(meeting)}",
    ]
    if meeting.committee:
        lines.append(f"of the committee {', '.join(meeting.committee)}")
    if floor.chaired:
        lines.append(f"in the chair: {', '.join(sorted(in_the_chair(floor, now))) or 'nobody'}")
    lacking = missing(floor)
    quorum = f"{lacking} more for a quorum" if lacking else "there is a quorum"
    present = ", ".join(sorted(meeting.present)) or "nobody"
    lines.append(f"present: {present} ({len(meeting.present)}; {needed(floor)} needed: {quorum})")
    if meeting.speaker:
        lines.append(f"{meeting.speaker} has the floor")
    if meeting.seeking:
        lines.append(f"seeking the floor, in order: {', '.join(recognition(floor, Rising('', now)))}")
    lines += [f"special business: {clean(each)}" for each in meeting.business]
    lines += [f"notice was given: {clean(each)}" for each in meeting.notices]
    told = [each for each in floor.notices if each.session == meeting.session]
    lines += [f"notice for the next session: {clean(read_back(each.question))} ({each.member})" for each in told]
    if meeting.continues:
        lines.append(f"an adjourned meeting is fixed: {clean(meeting.continues)}")
    return lines


def _when(meeting: Meeting) -> str:
    if meeting.phase == "called":
        return f" for {show_instant(meeting.begins)}" if meeting.begins else ""
    if meeting.phase == "adjourned":
        return f" at {show_instant(meeting.closed_at)}"
    return f" since {show_instant(meeting.opened_at)}"


def _agenda(meeting: Meeting) -> list[str]:
    rows = agenda_lines(meeting)
    return ["", "Agenda:", *(f"  {row}" for row in rows)] if rows else []


def agenda_lines(meeting: Meeting) -> list[str]:
    """Write the items of an agenda, a line each: the number, the item, and how far it has come."""
    current = meeting.taken_up[-1].place if meeting.taken_up else -1
    return [
        f"{place + 1}  {clean(item.text)}"
        + (f"  (special order for {show_instant(item.at)})" if item.at else "")
        + ("" if place in meeting.waiting_items else "  <- taken up now" if place == current else "  done")
        for place, item in enumerate(meeting.agenda)
    ]


def _groups(floor: Floor, session: int) -> dict[str, list[Motion]]:
    """Sort the questions on a floor: pending (the one to be decided first on top), waiting, set aside, done this session."""
    aside = {each for place in floor.aside.values() for each in place.stack}
    rest = [each for each in floor.motions.values() if each.id not in floor.stack and each.id not in aside]
    return {
        "pending": list(reversed(floor.pending)),
        "waiting": [each for each in rest if each.pending],
        "aside": [floor.motions[main] for main in floor.aside],
        "done": [each for each in rest if not each.pending and each.session == session],
    }


def _questions(floor: Floor, meeting: Meeting, now: int) -> list[str]:
    titles = {
        "pending": "Pending, to be decided from above:",
        "waiting": "Moved, and not stated yet:",
        "aside": "Set aside:",
        "done": "Disposed of:",
    }
    groups = _groups(floor, meeting.session)
    lines = []
    for name, motions in groups.items():
        if motions:
            rows = [[f"  {each.name}", each.phase(now), f"{clean(each.text)} ({each.mover})"] for each in motions]
            lines += ["", titles[name], columns(rows)]
    return lines


def _json(floor: Floor, meeting: Meeting, now: int) -> dict[str, Any]:
    groups = _groups(floor, meeting.session)
    return {
        "id": floor.id,
        "meeting": meeting.name,
        "meeting_kind": meeting.kind,
        "number": meeting.number,
        "session": meeting.session,
        "phase": meeting.phase,
        "begins": show_if_any(meeting.begins),
        "opened_at": show_if_any(meeting.opened_at),
        "closed_at": show_if_any(meeting.closed_at),
        "presiding": sorted(in_the_chair(floor, now)),
        "committee": list(meeting.committee),
        "present": sorted(meeting.present),
        "quorum": needed(floor),
        "missing_for_quorum": missing(floor),
        "speaker": meeting.speaker,
        "seeking": list(recognition(floor, Rising("", now))),
        "business": list(meeting.business),
        "notices": list(meeting.notices),
        "promised": [read_back(each.question) for each in floor.notices if each.session == meeting.session],
        "continues": meeting.continues,
        "agenda": [
            {"item": item.text, "at": show_if_any(item.at), "taken_up": place not in meeting.waiting_items}
            for place, item in enumerate(meeting.agenda)
        ],
        **{name: [_question(each, now) for each in motions] for name, motions in groups.items()},
    }


def _question(motion: Motion, now: int) -> dict[str, str]:
    return {
        "id": motion.id,
        "name": motion.name,
        "text": motion.text,
        "mover": motion.mover,
        "phase": motion.phase(now),
    }


def list_meetings(as_json: Json = False) -> None:
    """List the series of meetings, each with the one that was called last."""
    rows = listed(open_chamber(Path()))
    if as_json:
        give(
            [
                {
                    "id": row.id,
                    "meeting": row.name,
                    "phase": row.phase,
                    "at": show_instant(row.at),
                    "names": row.names.split("\n"),
                }
                for row in rows
            ]
        )
        return
    if not rows:
        say("no meetings yet: git gov meeting call NAME calls one")
        return
    say(columns([[row.id[:8], PHASES[row.phase], clean(row.name)] for row in rows]))
