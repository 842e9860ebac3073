"""The words of the scenario language, and what is said of one that is none of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from gitgov.core.ids import EventId
from gitgov.procedure.motions import MOTIONS

README = "tests/vectors/ronr/README.md"
LINES = ("assembly", "bring", "vote", "poll", "ballots", "announce", "wait", "=")
"""What begins a line that is not a member's."""
VERBS = (
    "moves", "seconds", "states", "puts", "withdraws", "rules", "hands", "reports", "opens-paragraph", "enacts",
    "rises", "recognizes", "says", "speaks", "yields", "votes", "marks", "declares", "nominates", "declines",
    "asks-consent", "objects", "vetoes", "unvetoes", "recuses", "returns", "notices", "arrives", "leaves", "calls",
    "opens", "takes-up", "gives", "takes", "invokes",
)  # fmt: skip
"""What a member does."""
EXPECTATIONS = ("pending", "nothing", "next", "nominees", "text", "quorum", "present", "gate")
"""What begins an expectation that does not begin with the name of a motion."""
SAID = ("chosen", "ballot", "by proxy", "is", "may not be enacted")
"""What is said of a motion besides where it stands."""
PHASES = (
    "moved", "seconded", "debate", "voting", "carried", "enacted", "lost", "contested", "withdrawn", "tabled",
    "postponed", "postponed indefinitely", "referred", "unfinished", "interrupted", "dropped", "died", "lapsed",
    "dismissed", "honoured", "made", "not put", "void", "rescinded", "expunged", "ruled out of order", "well taken",
    "not well taken", "granted", "refused", "answered", "awaiting ratification", "ratified", "overdue",
)  # fmt: skip
"""Where a motion stands, and what the assembly has answered to what was done under a standing order."""
SETTINGS = (
    "members", "present", "quorum", "quorum_basis", "second", "chair", "floor", "committee", "speeches", "speech",
    "threshold", "basis", "otherwise", "notice", "debate", "poll", "lazy", "consent", "day", "reconsider", "ballots",
    "ballot", "chair_votes", "recusal", "veto", "vacant", "house", "order", "proxies", "most", "pass-on",
    "proxies-at-meetings",
)  # fmt: skip
"""What an `assembly` line sets."""
UNITS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}


class UnreadableError(Exception):
    """A line of a scenario that says nothing in the language: what was read, and what could stand there."""


def unknown(what: str, read: str, known: Iterable[str]) -> UnreadableError:
    """Says that a word is not known as `what` it stands for, and which are."""
    return UnreadableError(f"{what} {read!r} is not known; known are: {', '.join(known)} ({README})")


def one_of(what: str, read: str, known: Iterable[str]) -> str:
    """Returns a word that is known; raises `UnreadableError`."""
    listed = tuple(known)
    if read not in listed:
        raise unknown(what, read, listed)
    return read


def seconds(text: str) -> int:
    """Reads `90s`, `10m`, `2h` or `7d`."""
    if text[-1:] not in UNITS or not text[:-1].isdecimal():
        raise UnreadableError(f"{text!r} is no time; a time is a number and a unit: {', '.join(UNITS)}, such as 7d")
    return int(text[:-1]) * UNITS[text[-1]]


def number(text: str) -> int:
    """Reads a whole number."""
    if not text.isdecimal():
        raise UnreadableError(f"{text!r} is no number")
    return int(text)


def fields_of(kind: str) -> tuple[str, ...]:
    """Returns the fields that a question of a kind has, and the terms where it is a choice among many."""
    fields = MOTIONS[one_of("kind of motion", kind, MOTIONS)].question.model_fields
    terms = getattr(fields["terms"].annotation, "model_fields", {}) if "terms" in fields else {}
    return (*(each for each in fields if each not in {"motion", "terms"}), *terms)


class Names(dict[str, EventId]):
    """What a scenario has named: motions, and `M-ruling`, `M-result`, `A-proxy`."""

    def __missing__(self, name: str) -> EventId:
        raise unknown("the name", name, self or ["none yet"])


def settings(words: Iterable[str]) -> Mapping[str, str]:
    """Reads the words of an `assembly` line."""
    pairs = [(word, *word.split("=", 1)) for word in words]
    for word, *pair in pairs:
        one_of("the setting", pair[0], SETTINGS)
        if len(pair) == 1:
            raise UnreadableError(f"{word!r} sets nothing: {word}=VALUE ({README})")
    return {name: value for _, name, value in pairs}
