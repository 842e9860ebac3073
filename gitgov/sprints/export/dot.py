"""The dependencies between items for Graphviz (the DOT language)."""

from __future__ import annotations

from collections.abc import Iterator

from gitgov.core.visible import flat
from gitgov.sprints.export.values import DONE, Arrow, Card, Picture, graph


def write(picture: Picture) -> str:
    """Write what must come before what; circles are red, what is needed and not in the backlog is dashed."""
    return "".join(f"{row}\n" for row in _rows(picture))


def _rows(picture: Picture) -> Iterator[str]:
    found = graph(picture.graph or picture.cards)
    yield "digraph items {"
    yield f"  label={quoted(picture.title)};"
    yield "  rankdir=LR;\n  node [shape=box];"
    for place, (team, cards) in enumerate(found.teams):
        if team:
            yield f"  subgraph cluster_{place} {{\n    label={quoted(team)};"
        yield from (f"    {_node(each)}" for each in cards)
        if team:
            yield "  }"
    yield from (f"  {quoted(each)} [style=dashed];" for each in found.strangers)
    yield from (f"  {_edge(each)}" for each in found.arrows)
    yield "}"


def quoted(words: str) -> str:
    """Write words as a quoted ID, in which a backslash stands for itself."""
    return '"' + flat(words).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _node(card: Card) -> str:
    label = quoted(f"{card.id}: {card.title} ({card.points})")
    return f"{quoted(card.id)} [label={label}{', style=filled' if card.state == DONE else ''}];"


def _edge(arrow: Arrow) -> str:
    return f"{quoted(arrow.first)} -> {quoted(arrow.then)}{' [color=red]' if arrow.round else ''};"
