"""A board as one HTML file: no script, nothing from elsewhere, and a policy that lets none in (CSP Level 3)."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator
from html import escape

from gitgov.core.visible import flat, many
from gitgov.sprints.export.values import DOING, DONE, OPEN, PLANNED, Card, Chapter, Picture, Slate

STYLE = (
    "body{font:16px/1.4 sans-serif;margin:1.5rem;color:#222;background:#fff}"
    "section{margin-bottom:2rem}.lanes{display:flex;gap:1rem;flex-wrap:wrap}"
    ".lane{flex:1;min-width:14rem;background:#eee;padding:.5rem;border-radius:.3rem}"
    "h3{margin:.2rem 0 .5rem}ul{list-style:none;margin:0;padding:0}"
    ".lane li{background:#fff;border:1px solid #ccc;border-radius:.3rem;padding:.4rem;margin-bottom:.4rem}"
    ".way{color:#a00}small{color:#555}"
)
LANES = {OPEN: "Open", PLANNED: "Planned", DOING: "Under way", DONE: "Done"}
"""The columns, by the state of what hangs in them."""


def write(picture: Picture) -> str:
    """Write the board: a lane for each state, sprint by sprint, and what is left of the backlog."""
    return "".join(f"{row}\n" for row in _rows(picture))


def _rows(picture: Picture) -> Iterator[str]:
    digest = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    yield '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    yield '<meta name="referrer" content="no-referrer">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{_text(picture.title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>"
    yield f"<h1>{_text(picture.title)}</h1>"
    for slate in picture.slates:
        yield from _slate(slate)
    for chapter in picture.chapters:
        yield from _chapter(chapter)
    taken = {each.id for slate in picture.slates for each in slate.cards}
    if left := [each for each in picture.cards if each.id not in taken]:
        yield "<section>\n<h2>Backlog</h2>"
        yield from _lanes(left)
        yield "</section>"
    yield "</body>\n</html>"


def _slate(slate: Slate) -> Iterator[str]:
    yield f"<section>\n<h2>{_text(slate.team)}: sprint {_text(slate.sprint)}</h2>"
    days = f'<time datetime="{slate.begins}">{slate.begins}</time> to <time datetime="{slate.ends}">{slate.ends}</time>'
    yield f"<p>{days}, {_text(slate.phase)}: {slate.points_done} of {slate.points} points done; {slate.capacity} can be done</p>"
    if slate.goal:
        yield f"<p>Goal: {_text(slate.goal)}</p>"
    yield from _lanes(slate.cards)
    if slate.obstacles:
        yield '<h3 class="way">In the way</h3>\n<ul>'
        yield from (f"<li>{_text(each.text)} <small>{_text(each.with_team)}</small></li>" for each in slate.obstacles)
        yield "</ul>"
    yield "</section>"


def _chapter(chapter: Chapter) -> Iterator[str]:
    yield f"<section>\n<h2>{_text(chapter.title)}</h2>\n<p>{_text(chapter.about)}</p>"
    for part in chapter.parts:
        yield f"<h3>{_text(part.title)}</h3>\n<ul>"
        yield from (f"<li>{_text(row)}</li>" for row in part.rows)
        yield "</ul>"
    yield "</section>"


def _lanes(cards: Iterable[Card]) -> Iterator[str]:
    by_state = {state: [each for each in cards if each.state == state] for state in LANES}
    yield '<div class="lanes">'
    for state, found in by_state.items():
        if found:
            yield f'<div class="lane">\n<h3>{LANES[state]}</h3>\n<ul>'
            yield from map(_card, found)
            yield "</ul>\n</div>"
    yield "</div>"


def _card(card: Card) -> str:
    needs = f"needs {' '.join(card.needs)}" if card.needs else ""
    about = ", ".join(filter(None, [card.team, many(card.points, "point"), needs]))
    return f"<li><b>{_text(card.id)}</b> {_text(card.title)} <small>{_text(about)}</small></li>"


def _text(words: str) -> str:
    return escape(flat(words))
