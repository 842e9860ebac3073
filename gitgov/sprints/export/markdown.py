"""Markdown, as forges render it: checklists of sprints, and the backlog as a table (GitHub Flavored Markdown 0.29)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gitgov.core.visible import flat
from gitgov.sprints.export.values import DONE, Card, Picture, Slate

_ACTS = re.compile(r"([\\`*_\[\]<>#|~$&@:])")
"""What may mean something to a renderer anywhere in a line; CommonMark lets a backslash take its meaning from any of it."""
_BEGINS = re.compile(r"^(\d*)([.)+=-])")
"""How a line begins that would become an item of a list, or a rule."""


def write(picture: Picture) -> str:
    """Write all sprints, then increments and meetings, and then the backlog."""
    return "\n".join([f"# {text(picture.title)}", *_slates(picture), *_chapters(picture), *_backlog(picture), ""])


def text(words: str) -> str:
    """Write words so that they are read as they were written, and nothing in them is acted upon."""
    shown = _ACTS.sub(r"\\\1", flat(words).strip())
    return _BEGINS.sub(r"\1\\\2", shown)


def _slates(picture: Picture) -> Iterator[str]:
    for each in picture.slates:
        yield f"\n## {text(each.team)}: sprint {text(each.sprint)}\n"
        yield from _slate(each)


def _slate(slate: Slate) -> Iterator[str]:
    yield f"{slate.begins} to {slate.ends}, {slate.phase}: {slate.points_done} of {slate.points} points done; {slate.capacity} can be done."
    if slate.goal:
        yield f"\nGoal: {text(slate.goal)}"
    if slate.cards:
        yield ""
    for each in slate.cards:
        yield f"- [{'x' if each.state == DONE else ' '}] **{text(each.id)}** {text(each.title)} ({each.points})"
    if slate.obstacles:
        yield "\nIn the way:\n"
    for obstacle in slate.obstacles:
        yield f"- {text(obstacle.text)} (with {text(obstacle.with_team)})"


def _chapters(picture: Picture) -> Iterator[str]:
    for chapter in picture.chapters:
        yield f"\n## {text(chapter.title)}\n\n{text(chapter.about)}"
        for part in chapter.parts:
            yield f"\n### {text(part.title)}\n"
            yield from (f"- {text(row)}" for row in part.rows)


def _backlog(picture: Picture) -> Iterator[str]:
    if picture.cards:
        yield "\n## Backlog\n\n| item | title | team | points | needs | state |\n| --- | --- | --- | ---: | --- | --- |"
    for each in picture.cards:
        yield f"| {' | '.join(_cells(each))} |"


def _cells(card: Card) -> list[str]:
    state = f"{card.state} ({card.sprint})" if card.sprint else card.state
    words = (card.id, card.title, card.team, str(card.points), ", ".join(card.needs), state)
    return [text(each) for each in words]
