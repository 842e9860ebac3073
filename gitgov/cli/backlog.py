"""`git sprint item`: the backlog."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from gitgov.chamber.acts import find_actor
from gitgov.chamber.open import open_chamber
from gitgov.chamber.planning import target_tip, thread_of
from gitgov.chamber.sprints import Board, read_board
from gitgov.chamber.threads import add_to, open_thread
from gitgov.cli.acting import body_from, send
from gitgov.cli.options import Json, Key, Message, Sync
from gitgov.cli.text import columns, flat, give, many, say
from gitgov.core.errors import BadInput
from gitgov.core.ratio import in_tenths
from gitgov.sprints.backlog import Item
from gitgov.sprints.events import ItemAdded, ItemDropped
from gitgov.sprints.wsjf import Scored, check, ordered

ItemWord = Annotated[str, typer.Argument(metavar="ID", help="What people call the item.")]
Relative = Annotated[int, typer.Option(min=0, max=100, metavar="N")]


def add(
    item: ItemWord,
    title: Annotated[str, typer.Argument(metavar="TITLE", help="The item in a line.")],
    team: Annotated[
        str | None, typer.Option("--team", metavar="TEAM", help="Whose it is; nobody's yet unless given.")
    ] = None,
    points: Annotated[int | None, typer.Option("--points", metavar="N", help="Its size.")] = None,
    value: Annotated[
        int | None, typer.Option("--value", metavar="N", help="Its worth to users and the business.")
    ] = None,
    criticality: Annotated[int | None, typer.Option("--criticality", metavar="N", help="How its value decays.")] = None,
    risk: Annotated[
        int | None, typer.Option("--risk", metavar="N", help="What risk it takes away, or what it makes possible.")
    ] = None,
    needs: Annotated[
        list[str] | None, typer.Option("--needs", metavar="ID", help="An item that it depends on; may be repeated.")
    ] = None,
    sort: Annotated[
        str | None,
        typer.Option("--type", metavar="TYPE", help="What sort of thing it is; a review counts a team's open bugs."),
    ] = None,
    message: Message = "",
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Add an item to the backlog, or word one anew: what is not given then stays as it is.

    An empty --needs takes those away that it has.
    """
    if not title.strip():
        raise BadInput(f"{item} has no title", "say what it is, in a line: git sprint item add ID TITLE")
    chamber = open_chamber(Path())
    actor, board = find_actor(chamber, key), read_board(chamber)
    known = board.wanted.get(item)
    given = {"item": item, "title": title, "team": team, "points": points, "value": value, "criticality": criticality,
             "risk": risk, "needs": needs and [*filter(None, needs)], "text": message or None,
             "type": sort if sort is None else sort.casefold()}  # fmt: skip
    fields = (known.body.model_dump() if known else {}) | {
        name: each for name, each in given.items() if each is not None
    }
    body = body_from(ItemAdded, "git sprint item add ID TITLE --points 5", **fields)
    if known:
        add_to(chamber, actor, thread_of(board, known.id), body)
    else:
        open_thread(chamber, actor, body, target_tip(chamber)[1])
    say(f"{item}  {flat(title)}  ({many(body.points, 'point')}){', worded anew' if known else ''}")
    send(sync=sync)


def drop(item: ItemWord, message: Message = "", key: Key = "", sync: Sync = False) -> None:
    """Take an item off the backlog."""
    chamber = open_chamber(Path())
    actor, board = find_actor(chamber, key), read_board(chamber)
    add_to(chamber, actor, thread_of(board, the_item(board, item).id), ItemDropped(why=message))
    say(f"{item} is off the backlog" + (", and another of that name counts now" if item in board.repeated else ""))
    send(sync=sync)


def the_item(board: Board, name: str) -> Item:
    """Return the item of that name that is still wanted; raises `BadInput`."""
    found = board.wanted.get(name)
    if found is None:
        raise BadInput(f"no item {name!r} is in the backlog", "git sprint item list shows it")
    return found


def list_items(
    team: Annotated[str, typer.Option("--team", metavar="TEAM", help="Only a team's.")] = "",
    by_wsjf: Annotated[
        bool, typer.Option("--wsjf", help="By weighted shortest job first, none before what it needs.")
    ] = False,
    as_json: Json = False,
) -> None:
    """List the backlog."""
    chamber = open_chamber(Path())
    board = read_board(chamber)
    items = [each for each in board.wanted.values() if team in {"", each.body.team}]
    scored = [Scored(each.name, *_estimates(each)) for each in items] if by_wsjf else []
    check(scored)
    place = {name: at for at, name in enumerate(ordered(scored, {each.name: each.body.needs for each in items}))}
    items.sort(key=lambda each: place.get(each.name, 0))
    worth = {each.id: in_tenths(each.wsjf) for each in scored}
    if as_json:
        more = {each.name: {"wsjf": worth[each.name]} if by_wsjf else {} for each in items}
        return give([{**each.body.model_dump(), **more[each.name]} for each in items])
    if not items:
        return say("the backlog is empty: git sprint item add ID TITLE --points 5")
    say(columns(_rows(items, worth)))
    for name in board.repeated:
        say(
            f"{name} is in the backlog more than once, and the first counts: git sprint item drop {name} takes that one off"
        )
    return None


def _rows(items: Sequence[Item], worth: Mapping[str, str]) -> list[list[str]]:
    """Lay items out; columns of what nobody has said of any of them are left out, and so is what they were ordered by."""
    rows = [
        [
            each.name,
            worth.get(each.name, ""),
            each.body.team or "-",
            each.body.type,
            many(each.body.points, "point"),
            _value(each),
            "" if worth else _wsjf(each),
            f"needs {', '.join(each.body.needs)}" if each.body.needs else "",
            flat(each.body.title),
        ]
        for each in items
    ]
    said = [place for place in range(len(rows[0])) if any(row[place] for row in rows)]
    return [[row[place] for place in said] for row in rows]


def _value(item: Item) -> str:
    """Show what an item is worth: its value, and with criticality and risk where they were estimated too."""
    value, *more, _ = _estimates(item)
    told = "+".join(map(str, (value, *more))) if any(more) else f"{value}"
    return f"value {told}" if value or any(more) else ""


def _wsjf(item: Item) -> str:
    scored = Scored(item.name, *_estimates(item))
    return f"wsjf {in_tenths(scored.wsjf)}" if scored.size and scored.cost_of_delay else ""


def _estimates(item: Item) -> tuple[int, int, int, int]:
    return item.body.value, item.body.criticality, item.body.risk, item.body.points
