"""The facilitator at the laptop: a meeting by keys on a terminal, or by words on lines."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Callable
from contextlib import suppress

from gitgov.chamber.notebook import Notebook
from gitgov.cli.terminal import Terminal, drawn_upon
from gitgov.cli.text import clean, paint, say
from gitgov.core.errors import BadInput, Refused
from gitgov.sprints.facilitating.answers import answer
from gitgov.sprints.facilitating.keys import LEAVE, Desk, press
from gitgov.sprints.facilitating.panels import PANELS
from gitgov.sprints.facilitating.play import ROWS
from gitgov.sprints.facilitating.screen import View, render
from gitgov.sprints.facilitating.words import usage

TICK = 0.25
"""Seconds after which the clock, and the size of the terminal, are looked at again."""
HINT = "n next  e extend  h hand  c call  t tally  v vote  o open  p park  ? keys  x end"
Clock = Callable[[], int]


def by_keys(notebook: Notebook, now: Clock) -> None:
    """Hold a meeting by keys, until it is closed or left, or the terminal has gone."""
    with suppress(EOFError), drawn_upon() as terminal:
        desk, view = Desk("actions" if notebook.state.carried and notebook.state.current is None else "agenda"), View()
        late = _is_late(notebook, now())
        while True:
            _draw(terminal, notebook, now(), desk, view)
            if _is_late(notebook, now()) and not late:
                terminal.ring()
            late = _is_late(notebook, now())
            for key in terminal.keys(TICK):
                desk, command = press(desk, notebook.state, key)
                if command == LEAVE:
                    return
                if command:
                    view = _done(notebook, command, now())
                    desk = _looking(desk, command)
                if notebook.over:
                    return


def _draw(terminal: Terminal, notebook: Notebook, now: int, desk: Desk, view: View) -> None:
    asked = desk.prompt.asked if desk.prompt else ""
    shown = view._replace(panel=desk.panel, asked=asked, typed=desk.shown, keys=HINT)
    terminal.draw(
        [paint(text, colour) if colour else text for text, colour in render(notebook.state, now, shown, *terminal.size)]
    )


def _is_late(notebook: Notebook, now: int) -> bool:
    place = notebook.state.current
    return place is not None and notebook.state.points[place].taken(now) > notebook.state.points[place].box


def _done(notebook: Notebook, command: str, now: int) -> View:
    """Do what was typed, and return what is said of it."""
    try:
        move = notebook.do(command, now)
    except BadInput as error:
        return View(notice=f"{error.what}: {error.remedy}", wrong=True)
    except Refused as error:
        first = error.objections[0]
        return View(notice=f"{first}: {first.remedy}", wrong=True)
    return View(notice=" ".join(answer(notebook.state, move)[:1]))


_LOOKED_AT = {"show": "tallies", "action": "actions", "done": "actions", "settle": "parked", "decide": "decisions",
              "person": "people", "next": "agenda", "start": "agenda", "close": "parked"}  # fmt: skip
"""What is looked at after a command."""


def _looking(desk: Desk, command: str) -> Desk:
    return desk._replace(panel=_LOOKED_AT.get(command.split(maxsplit=1)[0], desk.panel))


def by_lines(notebook: Notebook, now: Clock) -> bool:
    """Hold a meeting by commands, one on each line, until it is closed or the lines end; says whether none was refused."""
    fine = True
    while not notebook.over:
        line = _line()
        if not line or line.strip() == LEAVE:
            break
        if line.strip() and not line.lstrip().startswith("#"):
            fine = _taken(notebook, line.strip(), now()) and fine
            sys.stdout.flush()
    return fine


def _line() -> str:
    """Read a line, asked for where a person types it; nothing at the end, or where that one interrupts."""
    if sys.stdin.isatty():
        print("room> ", end="", flush=True)
    try:
        return sys.stdin.readline()
    except KeyboardInterrupt:
        print()
        return ""


def _taken(notebook: Notebook, line: str, now: int) -> bool:
    """Do what stands on a line, and print what is said of it."""
    verb, _, rest = line.partition(" ")
    if verb == "help":
        say("\n".join(f"{usage(name, row)}: {row.does}" for name, row in ROWS.items()))
        say(f"look [{'|'.join(PANELS)}]: shows the meeting\n{LEAVE}: leaves it open")
        return True
    if verb == "look":
        panel = rest if rest in PANELS else "agenda"
        say("\n".join(each.text.rstrip() for each in PANELS[panel](notebook.state, max(now, notebook.state.at))))
        return True
    if verb == "ballot" and len(rest.split()) == 1 and sys.stdin.isatty():
        line = f"{line} {getpass.getpass('hidden: ')}"
    try:
        move = notebook.do(line, now)
    except BadInput as error:
        say(f"error: {clean(error.what)}\n  next: {clean(error.remedy)}")
        return False
    except Refused as error:
        say("\n".join(f"refused: {clean(str(each))}\n  next: {clean(each.remedy)}" for each in error.objections))
        return False
    say("\n".join(answer(notebook.state, move)))
    return True
