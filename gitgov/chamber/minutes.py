"""Meetings whose minutes are read or approved: finding the floor that is meant."""

from __future__ import annotations

from gitgov.chamber.open import Chamber
from gitgov.chamber.survey import every_thread
from gitgov.core.errors import BadInput
from gitgov.ledger.event import Event
from gitgov.procedure.events import MeetingCalled
from gitgov.procedure.floor import Floor
from gitgov.procedure.fold import fold


def series(chamber: Chamber, word: str = "") -> Floor:
    """Fold the floor of the series of meetings that a word means: by a name, or a prefix of its id; the only one unless given.

    O(ledger). Raises `BadInput` that lists the candidates.
    """
    threads = every_thread(chamber)
    names = {thread: _names(events) for thread, events in threads.items()}
    found = [thread for thread, called in names.items() if called and _means(word, thread, called)]
    if len(found) == 1:
        floor = fold(chamber.chain, threads[found[0]])
        if isinstance(floor, Floor):
            return floor
    if not found:
        what = f"no meeting is called {word!r}" if word else "no meeting has been called"
        raise BadInput(what, "git gov log shows the meetings that were called")
    said = "; ".join(f"{thread[:8]} ({', '.join(sorted(names[thread]))})" for thread in sorted(found)[:8])
    raise BadInput(f"more than one series of meetings is meant: {said}", "name one of them: --meeting NAME")


def _names(events: list[Event]) -> set[str]:
    return {event.body.name for event in events if isinstance(event.body, MeetingCalled)}


def _means(word: str, thread: str, names: set[str]) -> bool:
    return not word or word in names or (len(word) >= 4 and thread.startswith(word.lower()))
