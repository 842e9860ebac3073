"""What a meeting leaves behind: actions, decisions, and what was parked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from gitgov.sprints.facilitating.people import find
from gitgov.sprints.facilitating.values import Action, Gathering, Move, Objections, Parked, object_about
from gitgov.sprints.facilitating.words import Row, number

FATES: Mapping[str, str] = {"drop": "dropped", "schedule": "scheduled", "action": "action"}


def _why_not_taken_on(_gathering: Gathering, said: Mapping[str, str]) -> Objections:
    if not said.get("owner"):
        return object_about(
            "GOV-687", "an action needs somebody who does it", "action TEXT @OWNER by:2026-12-24 re:C-1"
        )
    if said.get("due") and not _is_day(said["due"]):
        return object_about("GOV-687", f"not a day: {said['due']!r}", "write it as by:2026-12-24")
    return ()


def _is_day(text: str) -> bool:
    try:
        return len(text) == len("2026-12-24") and date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _taken_on(gathering: Gathering, move: Move) -> Gathering:
    said = move.said
    person = find(gathering, said["owner"])
    owner = said["owner"] if person is None else gathering.people[person].name
    new = Action(said["text"], owner, said.get("due", ""), said.get("link", ""))
    return replace(gathering, actions=(*gathering.actions, new))


def _decided(gathering: Gathering, move: Move) -> Gathering:
    return replace(gathering, decisions=(*gathering.decisions, move.said["text"]))


def _parked(gathering: Gathering, move: Move) -> Gathering:
    return replace(gathering, parked=(*gathering.parked, Parked(move.said["text"])))


def _why_not_settled(gathering: Gathering, said: Mapping[str, str]) -> Objections:
    place = number(said["number"], len(gathering.parked))
    if place is None or gathering.parked[place - 1].fate:
        what = f"nothing is parked under {said['number']!r}"
        return object_about("GOV-688", what, "what is parked is numbered from 1, as it was parked")
    if said["how"] not in FATES:
        return object_about("GOV-687", f"not a way to settle it: {said['how']!r}", "settle 1 drop, schedule or action")
    if said["how"] == "schedule" and not said.get("text"):
        return object_about("GOV-687", "it does not say for when", "settle 1 schedule next retrospective")
    return _why_not_taken_on(gathering, said) if said["how"] == "action" else ()


def _settled(gathering: Gathering, move: Move) -> Gathering:
    said, place = move.said, int(move.said["number"]) - 1
    found = list(gathering.parked)
    found[place] = found[place]._replace(fate=FATES[said["how"]], why=said.get("text", ""))
    settled = replace(gathering, parked=tuple(found))
    if said["how"] != "action":
        return settled
    text = said.get("text") or found[place].text
    return _taken_on(settled, Move(move.at, "action", {**said, "text": text}))


def _why_not_done(gathering: Gathering, said: Mapping[str, str]) -> Objections:
    place = number(said["number"], len(gathering.carried))
    if place is None or gathering.carried[place - 1].done:
        what = f"no open action of an earlier meeting is number {said['number']!r}"
        return object_about("GOV-688", what, "they are numbered from 1, as they are read out")
    return ()


def _done(gathering: Gathering, move: Move) -> Gathering:
    found, place = list(gathering.carried), int(move.said["number"]) - 1
    found[place] = found[place]._replace(done=True)
    return replace(gathering, carried=tuple(found))


def _nothing(_gathering: Gathering, _said: Mapping[str, str]) -> Objections:
    return ()


_TAGS = ("owner", "due", "link")
ROWS: Mapping[str, Row] = {
    "action": Row(("text",), "somebody takes something on", _why_not_taken_on, _taken_on, _TAGS),
    "done": Row(("number",), "an action of an earlier meeting is done", _why_not_done, _done),
    "decide": Row(("text",), "takes a decision down, word by word", _nothing, _decided),
    "park": Row(("text",), "puts something off", _nothing, _parked),
    "settle": Row(("number", "how", "text?"), "says what becomes of what was parked: drop, schedule or action",
                  _why_not_settled, _settled, _TAGS),
}  # fmt: skip
