"""`git sprint room open`, `close` and `show`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer

from gitgov.chamber.acts import Actor, find_actor
from gitgov.chamber.found import read_file
from gitgov.chamber.holding import Wish, hold, left_open, record, the_meeting
from gitgov.chamber.notebook import Notebook, is_open
from gitgov.chamber.open import Chamber, open_chamber
from gitgov.chamber.planning import team_of
from gitgov.cli.acting import my_name, send
from gitgov.cli.options import Json, Key, Sync, TeamOption
from gitgov.cli.text import clean, flat, give, instant_json, on_terminal, say
from gitgov.core.errors import BadInput
from gitgov.sprints.facilitating.agenda import PRESETS, read_agenda
from gitgov.sprints.facilitating.held import Held
from gitgov.sprints.facilitating.summary import told
from gitgov.sprints.facilitating.values import Carried


def open_room(
    title: Annotated[
        str, typer.Argument(metavar="TITLE", help="What the meeting is called; as the preset unless given.")
    ] = "",
    preset: Annotated[str, typer.Option("--preset", metavar="NAME", help=f"Its agenda: {', '.join(PRESETS)}.")] = "",
    agenda: Annotated[
        str,
        typer.Option(
            "--agenda", metavar="FILE", help="Its agenda from a file: `discuss 10 TITLE @OWNER` in each line."
        ),
    ] = "",
    plain: Annotated[bool, typer.Option("--plain", help="Take commands as words, one on each line.")] = False,
    team: TeamOption = "",
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Hold a meeting of a team, or go on with the one that is open here: agenda, clock, speakers, tallies, actions.

    While one is open, another one is refused. Everything is on the disk before it is shown as taken. By keys on a terminal; elsewhere by words, as with --plain.
    """
    chamber = open_chamber(Path())
    actor = find_actor(chamber, key)
    name = team_of(chamber, actor.name, team).name
    going = is_open(chamber.repo, name)
    notebook = hold(chamber, actor, Wish(name, title or preset.capitalize(), _agenda(preset, agenda)))
    try:
        _tell_beginning(notebook, going=going)
        fine = _held(chamber, notebook, plain=plain)
        if notebook.over:
            _close(chamber, actor, notebook, sync=sync)
        else:
            say(f"the meeting stays open here: git sprint room open --team {name}")
    finally:
        notebook.leave()
    if not fine:
        raise typer.Exit(1)


def close_room(team: TeamOption = "", key: Key = "", sync: Sync = False) -> None:
    """End the meeting of a team that is open here, and sign the record of what came of it."""
    chamber = open_chamber(Path())
    actor = find_actor(chamber, key)
    name = team_of(chamber, actor.name, team).name
    if not is_open(chamber.repo, name):
        raise BadInput(f"no meeting of {name} is open here", "git sprint room open begins one; show tells of the last")
    notebook = hold(chamber, actor, Wish(name, "", ()))
    try:
        if not notebook.over:
            notebook.do("close", chamber.now())
        _close(chamber, actor, notebook, sync=sync)
    finally:
        notebook.leave()


def _held(chamber: Chamber, notebook: Notebook, *, plain: bool) -> bool:
    from gitgov.cli.facilitating import by_keys, by_lines

    if notebook.over:  # it was not signed the last time
        return True
    able = os.environ.get("TERM", "dumb") != "dumb"
    if plain or not (able and on_terminal() and sys.stdin.isatty()):
        return by_lines(notebook, chamber.now) or sys.stdin.isatty()
    by_keys(notebook, chamber.now)
    return True


def _agenda(preset: str, path: str) -> list[dict[str, str]]:
    if preset and path:
        raise BadInput("give either --preset or --agenda", "--agenda FILE")
    if preset and preset not in PRESETS:
        raise BadInput(f"there is no preset {preset!r}", f"--preset is one of {', '.join(PRESETS)}")
    return read_agenda(read_file(path).splitlines() if path else PRESETS.get(preset, ()))


def _tell_beginning(notebook: Notebook, *, going: bool) -> None:
    """Read out what is open, as a meeting begins with it."""
    state = notebook.state
    say(f"{clean(state.title)} of {state.team} {'goes on' if going else 'begins'}; help lists the commands")
    _read_out(state.carried)


def _read_out(carried: Iterable[Carried]) -> None:
    """Read open actions out, by the numbers that `done` takes."""
    for place, each in ((place, each) for place, each in enumerate(carried, 1) if not each.done):
        due = f", until {each.action.due}" if each.action.due else ""
        say(f"  open action {place}: {flat(each.action.text)} ({flat(each.action.owner)}{due})")


def _close(chamber: Chamber, actor: Actor, notebook: Notebook, *, sync: bool) -> None:
    body = record(chamber, actor, notebook)
    say("\n".join(told(body)))
    if not all(each.done for each in notebook.state.carried):
        say("\nStill open from earlier meetings:")
        _read_out(notebook.state.carried)
    send(sync=sync)


def show_room(
    meeting: Annotated[
        str, typer.Argument(metavar="MEETING", help="By a prefix of its id, or its title; the last one unless given.")
    ] = "",
    actions: Annotated[bool, typer.Option("--actions", help="Instead, list the actions that are still open.")] = False,
    team: TeamOption = "",
    as_json: Json = False,
) -> None:
    """Show what came of a meeting, as Markdown, or which actions of a team's meetings are open."""
    chamber = open_chamber(Path())
    if actions:
        found = left_open(chamber, team_of(chamber, my_name(chamber), team).name)
        if as_json:
            return give([{"room": each.room, "number": each.number, **each.action._asdict()} for each in found])
        return _read_out(found) if found else say("no action is open")
    held = the_meeting(chamber, team, meeting)
    return give(_json(held)) if as_json else say("\n".join(told(held.body)))


def _json(held: Held) -> dict[str, Any]:
    body = held.body
    return {
        **body.model_dump(), "id": held.id, "member": held.by,
        "began": instant_json(body.began), "ended": instant_json(body.ended),
    }  # fmt: skip
