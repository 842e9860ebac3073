"""What a key means in the room: a pure machine from what is being typed, and a key, to what is typed then and a command."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from gitgov.sprints.facilitating.panels import PANELS
from gitgov.sprints.facilitating.people import LETTERS
from gitgov.sprints.facilitating.values import Gathering

ENTER, ESCAPE, ERASE, TAB, INTERRUPT = "\r", "\x1b", "\x7f", "\t", "\x03"
LEAVE = "leave"
"""The command with which a facilitator leaves the room; what was typed is kept."""


class Prompt(NamedTuple):
    """What a key asks for: the words of the command before what is typed, and how it is asked.

    `ends` is after how many characters it goes by itself, where nobody has a number of two; `hidden` shows only the first one;
    `again` asks until there is no answer.
    """

    before: str
    asked: str
    ends: int = 0
    hidden: bool = False
    again: bool = False


AT_ONCE: Mapping[str, str] = {
    "n": "next", "k": "skip", "c": "call", "q": "quiet", "o": "show", "u": "undo", "w": "pause",
}  # fmt: skip
PROMPTS: Mapping[str, Prompt] = {
    "s": Prompt("start", "begin which point (number)? "),
    "e": Prompt("extend", "extend by how many minutes? "),
    "+": Prompt("point", "new point (discuss 10 TITLE @OWNER): "),
    "i": Prompt("person", "who is here (a name; nothing: all are)? ", again=True),
    "h": Prompt("hand", "who wants to speak? ", 1),
    "r": Prompt("reply", "who answers directly? ", 1),
    "l": Prompt("lower", "whose hand goes down? ", 1),
    "t": Prompt("tally", "tally (fist QUESTION, yesno QUESTION, dots QUESTION / A / B): "),
    "v": Prompt("ballot", "vote (letter, then choice; hidden): ", 2, hidden=True, again=True),
    "a": Prompt("action", "action (TEXT @OWNER by:DAY re:ITEM): "),
    "m": Prompt("done", "which earlier action is done (number)? "),
    "d": Prompt("decide", "decided, word by word: "),
    "p": Prompt("park", "park: "),
    "z": Prompt("settle", "settle (1 drop, 1 schedule WHEN, 1 action @OWNER): "),
    ":": Prompt("", ": "),
    "x": Prompt("close", "close the meeting, and sign its record (y)? ", 1),
    INTERRUPT: Prompt(LEAVE, "leave the room (y)? everything is kept; git sprint room open comes back ", 1),
}
CONFIRMED = ("close", LEAVE)
"""What is done only upon a yes."""


class Desk(NamedTuple):
    """Where the facilitator is: what is looked at, which prompt is open, and what has been typed into it."""

    panel: str = "agenda"
    key: str = ""
    typed: str = ""

    @property
    def prompt(self) -> Prompt | None:
        """The prompt that is open."""
        return PROMPTS.get(self.key)

    @property
    def shown(self) -> str:
        """What is shown of that which is typed: of a ballot no more than whose it is."""
        if self.prompt and self.prompt.hidden:
            return self.typed[:1] + "•" * len(self.typed[1:])
        return self.typed


def press(desk: Desk, gathering: Gathering, key: str) -> tuple[Desk, str]:
    """Return where the facilitator is after a key, and the command that it completes, or nothing."""
    if desk.prompt and key != INTERRUPT:
        return _typed(desk, desk.prompt, gathering, key)
    if key in PROMPTS:
        return desk._replace(key=key, typed=""), ""
    names = list(PANELS)
    if key == TAB:
        return desk._replace(panel=names[(names.index(desk.panel) + 1) % len(names)]), ""
    if key == "?":
        return desk._replace(panel="keys"), ""
    if key.isascii() and key.isdigit() and 0 < int(key) <= len(names):
        return desk._replace(panel=names[int(key) - 1]), ""
    return desk, AT_ONCE.get(key, "")


def _typed(desk: Desk, prompt: Prompt, gathering: Gathering, key: str) -> tuple[Desk, str]:
    if key == ESCAPE:
        return desk._replace(key="", typed=""), ""
    if key in {ERASE, "\b"}:
        return desk._replace(typed=desk.typed[:-1]), ""
    if key in {ENTER, "\n"}:
        return _complete(desk, prompt)
    if not key.isprintable():
        return desk, ""
    longer = desk._replace(typed=desk.typed + key)
    return _complete(longer, prompt) if _ends(longer, prompt, gathering) else (longer, "")


def _ends(desk: Desk, prompt: Prompt, gathering: Gathering) -> bool:
    """Say whether what is typed is whole without Enter: a letter for a person, a letter and a choice for a vote, a yes."""
    if prompt.before in CONFIRMED:
        return True
    few = len(gathering.people) <= len(LETTERS)
    dots = prompt.hidden and gathering.hidden is not None and gathering.hidden.kind == "dots"
    return bool(prompt.ends) and few and not dots and len(desk.typed) >= prompt.ends


def _complete(desk: Desk, prompt: Prompt) -> tuple[Desk, str]:
    """Close the prompt, but for one that asks again: the next name or vote follows."""
    after = desk._replace(key=desk.key if prompt.again and desk.typed else "", typed="")
    if prompt.before in CONFIRMED:
        return after, prompt.before if desk.typed.lower() == "y" else ""
    if prompt.hidden and " " not in desk.typed:
        return after, f"{prompt.before} {desk.typed[:1]} {desk.typed[1:]}" if desk.typed else ""
    return after, f"{prompt.before} {desk.typed}".strip() if desk.typed.strip() else ""
