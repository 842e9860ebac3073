"""The dependencies between items as a Mermaid flowchart, which forges draw in Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from gitgov.core.visible import flat
from gitgov.sprints.export.values import DONE, Picture, graph

_PLAIN = frozenset(" ,.:-/()")


def write(picture: Picture) -> str:
    """Write what must come before what; circles are thick, what is needed and not in the backlog is round."""
    return "".join(f"{row}\n" for row in _rows(picture))


def _rows(picture: Picture) -> Iterator[str]:
    found = graph(picture.graph or picture.cards)
    cards = [each for _, group in found.teams for each in group]
    names = {name: f"n{place}" for place, name in enumerate([*(each.id for each in cards), *found.strangers])}
    yield "flowchart LR"
    for place, (team, group) in enumerate(found.teams):
        if team:
            yield f"  subgraph t{place}[{quoted(team)}]"
        for each in group:
            yield f"    {names[each.id]}[{quoted(f'{each.id}: {each.title} ({each.points})')}]"
        if team:
            yield "  end"
    yield from (f"  {names[each]}([{quoted(each)}])" for each in found.strangers)
    yield from (f"  {names[each.first]} {'==>' if each.round else '-->'} {names[each.then]}" for each in found.arrows)
    if done := [names[each.id] for each in cards if each.state == DONE]:
        yield f"  classDef done fill:#cfc\n  class {','.join(done)} done"


def quoted(words: str) -> str:
    """Write words as a quoted label: all but letters, digits and a few marks by their numbers."""
    return '"' + "".join(_shown(char) for char in flat(words)) + '"'


def _shown(char: str) -> str:
    return char if char.isalnum() or char in _PLAIN else f"#{ord(char)};"
