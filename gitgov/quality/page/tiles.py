"""Characteristics at a glance: a tile each, with value, interval, how many, trend and verdict."""

from __future__ import annotations

from gitgov.quality.page.markup import Html, tag
from gitgov.quality.page.numbers import digits, reach, said, short
from gitgov.quality.page.values import Figure, Page, Tile

MARKS = {"met": "✔", "missed": "✖", "no data": "○", "waived": "◇", "": "·"}
"""A sign for each verdict, so that none is told by its colour alone."""
WORDS = {"": "not judged"}
_WIDE, _HIGH = 120, 28


def tiles(page: Page) -> Html:
    """Return the tiles."""
    return tag("div", *(_tile(number, each) for number, each in enumerate(page.tiles)), class_="tiles")


def verdict(judged: str) -> Html:
    """Return a verdict: its sign and its word."""
    word = WORDS.get(judged, judged)
    sign = tag("span", MARKS.get(judged, "·"), aria_hidden="true")
    return tag("span", sign, f" {word}", class_=f"verdict {word.replace(' ', '-')}")


def opens(shown: str, place: str, what: str, class_: str = "number") -> Html:
    """Return a number that opens what it rests on: the part of the page's data at `place`."""
    return tag(
        "button", shown, type="button", class_=class_, data_opens=place, aria_haspopup="dialog", title=f"Show {what}"
    )


def names(name: str, what: str) -> Html:
    """Return an id as a button that shows all of it; nothing for none."""
    if not name:
        return Html("")
    return tag("button", tag("code", short(name)), type="button", class_="id", data_id=name, title=what)


def _tile(number: int, tile: Tile) -> Html:
    figure = tile.figure
    word = WORDS.get(tile.verdict, tile.verdict).replace(" ", "-")
    parts = [
        tag("h3", tile.title or tile.name),
        opens(said(figure.value, figure.unit), f"tiles/{number}", "what it rests on", "number value"),
        tag("p", _interval(figure), class_="interval"),
        _trend(tile),
        tag("p", verdict(tile.verdict), *([f", {tile.limits}"] if tile.limits else []), class_="judged"),
        tag(
            "details",
            tag("summary", "Definition"),
            tag("p", tile.definition),
            tag("p", tag("code", tile.name), " ", names(tile.ctq, "defined by the motion")),
        ),
    ]
    return tag("article", *parts, class_=f"tile {word}")


def _interval(figure: Figure) -> str:
    left_out = sum(len(each.objects) for each in figure.excluded)
    parts = [f"n = {figure.n}"]
    if figure.low is not None and figure.high is not None:
        percent = digits(100 * figure.confidence)
        parts.append(f"{reach(figure.low, figure.high, figure.unit)} ({percent} %)")
    if left_out:
        parts.append(f"{left_out} left out")
    return ", ".join(parts)


def _trend(tile: Tile) -> Html:
    """Return the trend as a line; it says in words where it begins and ends."""
    known = [(place, float(each)) for place, each in enumerate(tile.trend) if each is not None]
    if len(known) < 2:
        return tag("p", "no trend yet", class_="trend none")
    low, high = min(each for _, each in known), max(each for _, each in known)
    across, up = _WIDE / max(1, len(tile.trend) - 1), (_HIGH - 8) / ((high - low) or 1)
    spots = [(place * across, _HIGH - 4 - (each - low) * up) for place, each in known]
    line = tag("polyline", points=" ".join(f"{x:.1f},{y:.1f}" for x, y in spots))
    x, y = spots[-1]
    last = tag("path", d=f"M{x:.1f},{y:.1f}h0")
    first_said, last_said = (digits(known[end][1]) for end in (0, -1))
    return tag(
        "svg",
        tag("title", f"trend from {first_said} to {last_said}, {len(known)} points"),
        line,
        last,
        class_="trend",
        viewBox=f"-4 0 {_WIDE + 8} {_HIGH}",
        role="img",
        preserveAspectRatio="none",
    )
