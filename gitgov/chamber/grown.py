"""Rooms only grow: lines that were here, or on a remote, and are not here any more."""

from __future__ import annotations

from collections.abc import Iterator

from gitgov.chamber.open import Chamber
from gitgov.chamber.rooms import changes, named
from gitgov.core.objection import Objection
from gitgov.core.visible import many
from gitgov.ledger.event import ROOMS


def lost_since_fetched(chamber: Chamber) -> Iterator[Objection]:
    """Yield what lacks of the lines that were ever fetched from a remote: every one must still be here."""
    for ref, tip in chamber.repo.refs("refs/gov/remotes/").items():
        name, _, room = ref.removeprefix("refs/gov/remotes/").partition("/rooms/")
        if room in ROOMS and tip != chamber.store.tip(room):
            for subject, here, there in changes(chamber.repo, chamber.store.tip(room), tip):
                if missing := there - here:
                    yield dropped(room, subject, missing, f"though {name} holds them", "git gov sync")


def lost_on_the_way(chamber: Chamber) -> Iterator[Objection]:
    """Walk every notes commit, and yield what one lacks that its parent holds."""
    for room in ROOMS:
        for commit, parents in chamber.repo.commits(f"refs/notes/gov/{room}"):
            for parent in parents:
                for subject, before, after in changes(chamber.repo, parent, commit):
                    if gone := before - after:
                        yield dropped(room, subject, gone, f"by notes commit {commit[:12]}")


def dropped(room: str, subject: str, lines: set[bytes], when: str, remedy: str = "") -> Objection:
    """Object to lines that are gone."""
    ids = named(lines)
    shown = ", ".join(each[:12] for each in ids[:5]) + (" …" if len(ids) > 5 else "")
    what = f"{many(len(lines), 'line')} on {subject[:12]} gone from {room} {when}: {shown}"
    remedy = remedy or "git gov sync brings them back from another clone"
    return Objection("GOV-214", what, "rooms only grow", remedy, ids)
