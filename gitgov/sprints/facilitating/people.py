"""Who is in the room, who speaks, and who wants to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from gitgov.sprints.facilitating.values import Gathering, Move, Objections, Person, Speaking, Turn, object_about
from gitgov.sprints.facilitating.words import Row

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def called(place: int) -> str:
    """Say how a person is called for short: by a letter, and after the last of them by a number."""
    return LETTERS[place] if place < len(LETTERS) else str(place + 1)


def find(gathering: Gathering, word: str) -> int | None:
    """Return who is meant, by letter, number, name or the only beginning of one; nothing for none or several."""
    names = [each.name.casefold() for each in gathering.people]
    if word.casefold() in names:
        return names.index(word.casefold())
    short = {called(place): place for place in range(len(names))} | {str(each + 1): each for each in range(len(names))}
    found = [place for place, name in enumerate(names) if name.startswith(word.casefold())]
    return short.get(word, found[0] if len(found) == 1 else None)


def why_nobody(gathering: Gathering, said: Mapping[str, str]) -> Objections:
    """Object to a word that means none or several of those who are there."""
    if find(gathering, said["person"]) is None:
        what = f"{said['person']!r} is nobody who is here, or could be several"
        return object_about("GOV-688", what, "person NAME adds somebody; a letter, a number or a name means one")
    return ()


def _why_not_there(gathering: Gathering, said: Mapping[str, str]) -> Objections:
    if said["text"].casefold() in {each.name.casefold() for each in gathering.people}:
        return object_about("GOV-689", f"{said['text']} is here already", "give each a name of its own: Ann B, Ann C")
    return ()


def _come(gathering: Gathering, move: Move) -> Gathering:
    return replace(gathering, people=(*gathering.people, Person(move.said["text"])))


def _why_not_in_line(gathering: Gathering, said: Mapping[str, str]) -> Objections:
    if objections := why_nobody(gathering, said):
        return objections
    place = find(gathering, said["person"]) or 0
    if any(each.person == place for each in gathering.queue):
        what = f"{gathering.people[place].name} is in the queue already"
        return object_about("GOV-689", what, "call lets the next one speak; lower takes a hand down")
    return ()


def _risen(gathering: Gathering, move: Move) -> Gathering:
    turn = Turn(find(gathering, move.said["person"]) or 0, move.verb == "reply")
    return replace(gathering, queue=(*gathering.queue, turn))


def _why_not_lowered(gathering: Gathering, said: Mapping[str, str]) -> Objections:
    if objections := why_nobody(gathering, said):
        return objections
    place = find(gathering, said["person"]) or 0
    if all(each.person != place for each in gathering.queue):
        return object_about("GOV-690", f"{gathering.people[place].name} is not in the queue", "hand PERSON")
    return ()


def _lowered(gathering: Gathering, move: Move) -> Gathering:
    place = find(gathering, move.said["person"])
    return replace(gathering, queue=tuple(each for each in gathering.queue if each.person != place))


def _why_not_called(gathering: Gathering, said: Mapping[str, str]) -> Objections:
    if "person" in said:
        return why_nobody(gathering, said)
    if not gathering.queue:
        return object_about("GOV-690", "nobody wants to speak", "hand PERSON; call PERSON lets anybody speak")
    return ()


def _called(gathering: Gathering, move: Move) -> Gathering:
    word = move.said.get("person", "")
    place = (find(gathering, word) or 0) if word else gathering.in_line[0].person
    free = quiet(gathering, move.at)
    people = list(free.people)
    people[place] = people[place]._replace(turns=people[place].turns + 1)
    queue = tuple(each for each in free.queue if each.person != place)
    return replace(free, people=tuple(people), queue=queue, speaking=Speaking(place, move.at))


def _why_not_quiet(gathering: Gathering, _said: Mapping[str, str]) -> Objections:
    return () if gathering.speaking else object_about("GOV-690", "nobody speaks", "call lets the next one speak")


def quiet(gathering: Gathering, at: int) -> Gathering:
    """Let who speaks, if somebody does, come to an end."""
    if (speaking := gathering.speaking) is None:
        return gathering
    people = list(gathering.people)
    known = people[speaking.person]
    people[speaking.person] = known._replace(spoken=known.spoken + at - speaking.since)
    return replace(gathering, people=tuple(people), speaking=None)


ROWS: Mapping[str, Row] = {
    "person": Row(("text",), "somebody is here, by a name", _why_not_there, _come),
    "hand": Row(("person",), "somebody wants to speak", _why_not_in_line, _risen),
    "reply": Row(("person",), "somebody wants to answer directly, before all others", _why_not_in_line, _risen),
    "lower": Row(("person",), "somebody does not want to speak any more", _why_not_lowered, _lowered),
    "call": Row(("person?",), "lets the next one speak, or a certain one", _why_not_called, _called),
    "quiet": Row((), "ends the speech", _why_not_quiet, lambda gathering, move: quiet(gathering, move.at)),
}
