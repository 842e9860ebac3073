"""Taking a backlog in from another tool: the whole of it at once, or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from gitgov.chamber.acts import Actor, recorded
from gitgov.chamber.found import read_file
from gitgov.chamber.kinds import every_family
from gitgov.chamber.open import Chamber
from gitgov.chamber.planning import target_tip, thread_of
from gitgov.chamber.sprints import Board
from gitgov.chamber.threads import drawn_up
from gitgov.core.errors import BadInput, Refused
from gitgov.core.objection import Objection
from gitgov.core.visible import flat, many
from gitgov.ledger.event import Event
from gitgov.sprints.dependencies import circles
from gitgov.sprints.events import ItemAdded
from gitgov.sprints.imports.columns import Found
from gitgov.threads.fold import Thread

LARGEST = 16 * 1024 * 1024
MOST_FILES = 10_000
MOST_SHOWN = 20


class Taken(NamedTuple):
    """What came of the items of a file: added, worded anew, as they were, and dropped here before, so that they are left.

    `circles` are items of the backlog, one of the file among them, that need each other.
    """

    new: tuple[ItemAdded, ...]
    reworded: tuple[ItemAdded, ...]
    same: tuple[ItemAdded, ...]
    dropped: tuple[ItemAdded, ...]
    circles: tuple[tuple[str, ...], ...]


def read_backlog(path: str, team: str = "", *, closed: bool = False) -> Found:
    """Read a table of items, a Markdown file or a folder of them, what is `closed` there only if asked for; raises `BadInput` where nothing is in it."""
    found = _read(Path(path), team, closed=closed)
    if found.bad:
        return found
    if not found.items and found.closed:
        raise BadInput(
            f"{path}: {many(len(found.closed), 'item')}, all closed there", "--closed takes them all the same"
        )
    if not found.items:
        bare = ", without front matter" if found.left_out else ""
        raise BadInput(f"{path}: no items are in it{bare}", "docs/sprints.md shows what is read")
    return found


def _read(path: Path, team: str, *, closed: bool) -> Found:
    if path.is_dir() or path.suffix == ".md":
        from gitgov.sprints.imports.documents import read_documents  # noqa: PLC0415 - either this or that

        return read_documents(_texts(path) if path.is_dir() else {path.name: _text(path)}, team, closed=closed)
    from gitgov.sprints.imports.sheets import read_sheet  # noqa: PLC0415 - as above

    return read_sheet(_text(path), team, closed=closed)


def _texts(folder: Path) -> dict[str, str]:
    """Read the Markdown files of a folder, by name; what is a link to elsewhere is none of them."""
    files = sorted(each for each in folder.glob("*.md") if each.is_file() and not each.is_symlink())
    if len(files) > MOST_FILES:
        raise BadInput(f"{folder} has {len(files)} files, more than {MOST_FILES}", "import them in parts")
    return {each.name: _text(each) for each in files}


def _text(path: Path) -> str:
    if path.is_file() and path.stat().st_size > LARGEST:
        raise BadInput(f"{path} has more than {LARGEST} bytes", "import it in parts")
    return read_file(str(path))


def check(chamber: Chamber, board: Board, actor: Actor, path: str, found: Found) -> None:
    """Raise `BadInput` that names every row of a file which cannot be taken, by what it says or by the law."""
    if not found.bad:
        return
    rows = [flat(f"{each.where}: {each.why}") for each in found.bad]
    try:
        _lawful(chamber, actor, _acts(chamber, board, found.beside), found.places)
    except Refused as refusal:
        rows += [each.what for each in refusal.objections]
    more = f"; and {many(len(rows) - MOST_SHOWN, 'more mistake')}" if len(rows) > MOST_SHOWN else ""
    what = f"{path}: nothing is taken: {'; '.join(rows[:MOST_SHOWN])}{more}"
    raise BadInput(what, "mend them, then the same command")


def take(chamber: Chamber, board: Board, actor: Actor, found: Found, *, dry: bool = False) -> Taken:
    """Add what is new and word anew what differs; the law is asked about all before any is recorded, and none where it is `dry`.

    Raises `Refused` with all that the law has against any, by the place where that stands.
    """
    wanted = board.wanted
    gone = {each.name for each in board.items} - wanted.keys()
    here = [(each, wanted[each.item]) for each in found.items if each.item in wanted]
    new = tuple(each for each in found.items if each.item not in wanted.keys() | gone)
    reworded = tuple(each for each, known in here if known.body != each)
    events = _lawful(chamber, actor, _acts(chamber, board, (*new, *reworded)), found.places)
    if events and not dry:
        recorded(chamber, *events)
    same = tuple(each for each, known in here if known.body == each)
    dropped = tuple(each for each in found.items if each.item in gone)
    needs = {name: each.body.needs for name, each in wanted.items()}
    needs |= {each.item: each.needs for each in found.items if each.item not in gone}
    own = frozenset(each.item for each in found.items)
    circling = tuple(each for each in circles(needs) if own.intersection(each))
    return Taken(new, reworded, same, dropped, circling)


def _acts(chamber: Chamber, board: Board, items: Iterable[ItemAdded]) -> list[tuple[ItemAdded, Thread, str]]:
    """Return for each item the thread to which it comes, its own or that of the item which it words anew, and the commit."""
    wanted, tip = board.wanted, str(target_tip(chamber)[1])
    known = [(each, wanted.get(each.item)) for each in items]
    return [
        (each, thread_of(board, item.id), item.subject) if item else (each, Thread(every_family()), tip)
        for each, item in known
    ]


def _lawful(
    chamber: Chamber, actor: Actor, acts: Iterable[tuple[ItemAdded, Thread, str]], places: Mapping[str, str]
) -> list[Event]:
    """Sign items, each in its thread about a commit; raises `Refused` with what the law has against any, by its place."""
    events: list[Event] = []
    against: list[Objection] = []
    for body, thread, subject in acts:
        try:
            events.append(drawn_up(chamber, actor, thread, body, subject))
        except Refused as refusal:
            where = flat(places[body.item])
            against += [each._replace(what=f"{where}: {each.what}") for each in refusal.objections]
    if against:
        raise Refused(tuple(against[:MOST_SHOWN]))
    return events
