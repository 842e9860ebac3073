"""Tallies in the room: taken hidden, then shown, with those who should be heard."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from gitgov.sprints.facilitating.people import find, why_nobody
from gitgov.sprints.facilitating.values import Gathering, Move, Objections, Tally, object_about
from gitgov.sprints.facilitating.words import Row

OPTIONS: Mapping[str, tuple[str, ...]] = {"fist": ("0", "1", "2", "3", "4", "5"), "yesno": ("yes", "no", "abstain")}
"""What may be chosen, by the kind of tally; that of dots names its own."""
DOTS, MOST_OPTIONS = 3, 9
LOW = 2
"""Fingers that ask to be heard."""


def _options(said: Mapping[str, str]) -> tuple[str, ...]:
    return OPTIONS.get(said["kind"]) or tuple(each.strip() for each in said["text"].split("/")[1:] if each.strip())


def _why_not_asked(gathering: Gathering, said: Mapping[str, str]) -> Objections:
    if gathering.hidden:
        what = f"“{gathering.hidden.question}” is being voted on"
        return object_about("GOV-691", what, "show ends it, and shows what came of it")
    if not gathering.people:
        return object_about("GOV-690", "nobody is here to vote", "person NAME")
    kinds = (*OPTIONS, "dots")
    options = _options(said)
    if said["kind"] not in kinds or not 2 <= len(options) <= MOST_OPTIONS or len({*options}) < len(options):
        what = f"not a tally: {said['kind']} {said['text']}"
        return object_about(
            "GOV-687", what, "tally fist QUESTION, tally yesno QUESTION, tally dots QUESTION / ONE / TWO"
        )
    return ()


def _asked(gathering: Gathering, move: Move) -> Gathering:
    kind, text = move.said["kind"], move.said["text"]
    question = text.split("/")[0].strip() if kind == "dots" else text
    new = Tally(question or text, kind, _options(move.said), {})
    return replace(gathering, tallies=(*gathering.tallies, new))


def choice(tally: Tally, word: str) -> str | None:
    """Read what somebody chooses: fingers, a yes, no or abstain by its first letter, or up to three dots; nothing for less."""
    if tally.kind == "fist":
        return word if word in tally.options else None
    if tally.kind == "yesno":
        return next((each for each in tally.options if word and each.startswith(word.lower())), None)
    dots = word.replace(" ", "").replace(",", "")
    fits = dots and set(dots) <= set("123456789"[: len(tally.options)]) and len(dots) <= DOTS
    return "".join(sorted(dots)) if fits else None


def _why_not_voted(gathering: Gathering, said: Mapping[str, str]) -> Objections:
    if gathering.hidden is None:
        return object_about("GOV-690", "nothing is being voted on", "tally fist QUESTION")
    if objections := why_nobody(gathering, said):
        return objections
    if choice(gathering.hidden, said["choice"]) is None:  # what was typed stays hidden even so
        what = "that is nothing that can be chosen"
        return object_about(
            "GOV-692", what, f"one of {', '.join(gathering.hidden.options)}; dots by their numbers, three at most"
        )
    return ()


def _voted(gathering: Gathering, move: Move) -> Gathering:
    last, person = gathering.tallies[-1], find(gathering, move.said["person"]) or 0
    ballots = {**last.ballots, person: choice(last, move.said["choice"]) or ""}
    return replace(gathering, tallies=(*gathering.tallies[:-1], last._replace(ballots=ballots)))


def _why_not_shown(gathering: Gathering, _said: Mapping[str, str]) -> Objections:
    return () if gathering.hidden else object_about("GOV-690", "nothing is being voted on", "tally fist QUESTION")


def _shown(gathering: Gathering, _move: Move) -> Gathering:
    return replace(gathering, tallies=(*gathering.tallies[:-1], gathering.tallies[-1]._replace(shown=True)))


def counts(tally: Tally) -> dict[str, int]:
    """Count what was chosen, by option."""
    if tally.kind == "dots":
        dots = Counter(int(each) - 1 for ballot in tally.ballots.values() for each in ballot)
        return {option: dots[place] for place, option in enumerate(tally.options)}
    found = Counter(tally.ballots.values())
    return {option: found[option] for option in tally.options}


def to_be_heard(tally: Tally) -> tuple[int, ...]:
    """Return those who should be asked to speak, by number: two fingers or less, or far from the most; the smaller side of a yes and no."""
    if tally.kind == "fist":
        fingers = sorted((int(shown), person) for person, shown in tally.ballots.items())
        spread = fingers[-1][0] - fingers[0][0] if fingers else 0
        ends = {fingers[0][0], fingers[-1][0]} if spread > LOW else set()
        return tuple(person for shown, person in fingers if shown <= LOW or shown in ends)
    found = counts(tally)
    if tally.kind == "yesno" and found["yes"] and found["no"]:
        fewer = "no" if found["no"] <= found["yes"] else "yes"
        return tuple(sorted(person for person, chosen in tally.ballots.items() if chosen == fewer))
    return ()


ROWS: Mapping[str, Row] = {
    "tally": Row(("kind", "text"), "asks all: fist (of five), yesno, or dots with options after strokes", _why_not_asked, _asked),
    "ballot": Row(("person", "choice"), "somebody votes, hidden; again: anew", _why_not_voted, _voted),
    "show": Row((), "ends the tally, and shows what came of it", _why_not_shown, _shown),
}  # fmt: skip
