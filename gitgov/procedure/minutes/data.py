"""Minutes as plain values, for JSON: stable keys, instants as text, what people wrote unaltered."""

from __future__ import annotations

from typing import Any

from gitgov.core.instants import show_if_any, show_instant
from gitgov.procedure.minutes.minutes import Entry, Minutes, Vote
from gitgov.procedure.minutes.prose import digest


def data(minutes: Minutes) -> dict[str, Any]:
    """Return minutes with stable keys; `sha256` is that of the canonical text."""
    return {
        "body": minutes.body,
        "thread": minutes.thread,
        "name": minutes.name,
        "meeting": minutes.meeting,
        "kind": minutes.kind,
        "called_for": show_if_any(minutes.called_for),
        "presided": minutes.presided,
        "opened": show_if_any(minutes.opened),
        "adjourned": show_if_any(minutes.closed),
        "closed_by": minutes.closed_by,
        "members": list(minutes.members),
        "absent": list(minutes.absent),
        "attendance": [
            {"member": each.member, "came": show_instant(each.came), "left": show_if_any(each.left)}
            for each in minutes.there
        ],
        "business": list(minutes.business),
        "notices": list(minutes.notices),
        "items": [{"title": item.title, "entries": [_entry(each) for each in item.entries]} for item in minutes.items],
        "unfinished": list(minutes.unfinished),
        "sha256": digest(minutes),
    }


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.event,
        "at": show_instant(entry.at),
        "what": entry.what,
        "motion": entry.question,
        "quoted": entry.quoted,
        "vote": None if entry.vote is None else _vote(entry.vote),
    }


def _vote(vote: Vote) -> dict[str, Any]:
    return {
        "result": vote.result,
        "announced_by": vote.announced_by,
        "arithmetic": vote.arithmetic,
        "roll": {choice: list(members) for choice, members in vote.roll},
        "refused": [{"member": member, "code": code, "what": why} for member, code, why in vote.refused],
    }
