"""The ledger as a journal, and single records."""

from __future__ import annotations

from typing import NamedTuple

import orjson

from gitgov.chamber.open import Chamber
from gitgov.chamber.survey import every_thread
from gitgov.charter.events import Adopted, Constituted, Covered, Genesis, Revised
from gitgov.core.errors import BadInput
from gitgov.core.ids import motion_name, short
from gitgov.core.instants import show_instant
from gitgov.core.line import NAMESPACE, NotALineError, Sealed, unseal
from gitgov.core.sshsig import armour
from gitgov.ledger.event import ROOMS, Event
from gitgov.ledger.order import in_order
from gitgov.procedure.events import (
    DecisionEnacted,
    MotionAnnounced,
    MotionMoved,
    MotionPut,
    MotionSeconded,
    MotionStated,
    MotionWithdrawn,
    NominationDeclined,
    SpeechMade,
)
from gitgov.procedure.motions import read_back
from gitgov.procedure.proxies import PREFIX
from gitgov.tally.ballots import in_words
from gitgov.tally.events import BallotCast, BallotMarked, ProxyGiven, ProxyWithdrawn


class Entry(NamedTuple):
    """A record in a sentence."""

    id: str
    at: int
    member: str
    kind: str
    motion: str
    text: str


def journal(chamber: Chamber) -> list[Entry]:
    """Tell all records in a sentence each, by time and then cause."""
    threads = every_thread(chamber)
    charter = [event for event in chamber.constitution.events.values() if event.kind.startswith("charter.")]
    events = [event for thread in (charter, *threads.values()) for event in in_order(thread)]
    return [_entry(event) for event in sorted(events, key=lambda event: event.at)]


def _entry(event: Event) -> Entry:
    motion = "" if event.kind.startswith(("charter.", PREFIX)) else motion_name(event.thread)
    return Entry(event.id, event.at, event.actor, event.kind, motion, _sentence(event, motion))


def _sentence(event: Event, motion: str) -> str:
    body = event.body
    if isinstance(body, Genesis | Revised | Constituted | Covered | Adopted):
        return _of_charter(body)
    match body:
        case MotionMoved(question=question):
            return f"moves {motion} to {read_back(question)}"
        case SpeechMade(side=side, text=text):
            return f"speaks {side} {motion}: {first_line(text)}"
        case BallotCast(reason=reason) | BallotMarked(reason=reason):
            return f"votes {_said(body)} on {motion}" + (f": {first_line(reason)}" if reason.strip() else "")
        case ProxyGiven(to=to):
            return f"lets {to} vote {upon(body)} ({short(event.id)})"
        case ProxyWithdrawn():
            return f"ends the proxy {short(event.thread)}"
        case MotionAnnounced(result=result, arithmetic=arithmetic):
            return f"announces {motion}: {'ballot again' if result == 'again' else result} ({arithmetic})"
        case DecisionEnacted(ref=ref, new=new):
            return f"enacts {motion}: {ref} is at {short(new)}"
        case _:
            pass
    if words := _PLAIN.get(type(body)):
        return words.format(motion)
    return f"{event.kind} on {motion}: a kind that this version does not know"


def _said(body: BallotCast | BallotMarked) -> str:
    if isinstance(body, BallotCast):
        return body.choice
    paper = next(iter(body.papers().items()), None)
    return in_words(*paper) if paper else "blank"


_PLAIN = {
    MotionSeconded: "seconds {}",
    MotionStated: "states the question on {}",
    MotionPut: "puts {} to the vote",
    MotionWithdrawn: "withdraws {}",
    NominationDeclined: "declines the nomination on {}",
}


def _of_charter(body: Genesis | Revised | Constituted | Covered | Adopted) -> str:
    match body:
        case Genesis():
            return "founds the body"
        case Revised():
            return "revises the charter while founding"
        case Constituted():
            return "constitutes the body"
        case Covered():
            return "names matters that the next charter covers"
        case Adopted(motion=adopted):
            return f"brings the charter of {motion_name(adopted)} into force"


def upon(body: ProxyGiven) -> str:
    """Say upon what a proxy is, and until when."""
    what = (
        f"on {motion_name(body.motion)}" if body.motion else f"on {body.kind} motions" if body.kind else "on any motion"
    )
    return f"{what} until {show_instant(body.until)}" if body.until else what


def first_line(text: str) -> str:
    """Return the first line of a text that has anything to say."""
    return next((line for line in text.splitlines() if line.strip()), "")


class Record(NamedTuple):
    """A line as it lies in the ledger, with its signature in armour where the key is on the roll."""

    id: str
    key: str
    room: str
    subject: str
    payload: bytes
    pretty: str
    armoured: str


def find_record(chamber: Chamber, word: str) -> Record:
    """Find a record by a prefix of its id; O(ledger). Raises `BadInput` for none or several."""
    prefix = word.removeprefix("M-").lower()
    if len(prefix) < 4 or not all(char in "0123456789abcdef" for char in prefix):
        raise BadInput(f"not a record's id: {word!r}", "give at least four hexadecimal digits; git gov log shows ids")
    found = {
        sealed.id: (room, subject, sealed) for room, subject, sealed in _sealed(chamber) if sealed.id.startswith(prefix)
    }
    if len(found) != 1:
        raise BadInput(
            f"{'no record' if not found else f'{len(found)} records'} begin with {prefix}", "git gov log shows ids"
        )
    room, subject, sealed = next(iter(found.values()))
    key = chamber.chain.keys.get(sealed.key)
    armoured = armour(key, NAMESPACE, sealed.signature) if key else ""
    pretty = orjson.dumps(orjson.loads(sealed.event), option=orjson.OPT_INDENT_2).decode()
    return Record(sealed.id, sealed.key, room, subject, sealed.event, pretty, armoured)


def _sealed(chamber: Chamber) -> list[tuple[str, str, Sealed]]:
    rows = []
    for room in ROOMS:
        for subject, lines in chamber.store.every(room):
            for line in lines:
                try:
                    rows.append((room, subject, unseal(line)))
                except NotALineError:
                    continue
    return rows
