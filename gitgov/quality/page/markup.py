"""HTML written so that text stays text: whatever is not markup already is made visible and escaped."""

from __future__ import annotations

from html import escape

from gitgov.core.visible import clean

_EMPTY = frozenset({"meta", "path", "polyline"})


class Html(str):
    """Text that is markup, and is not escaped again."""

    __slots__ = ()


def text(words: str) -> Html:
    """Return words of people as markup."""
    return words if isinstance(words, Html) else Html(escape(clean(words)))


def tag(name: str, /, *inside: str, **attributes: str | bool) -> Html:
    """Return an element; `class_` is the attribute `class`, `data_at` is `data-at`, and True is an attribute without a value."""
    shown = "".join(_attribute(*each) for each in attributes.items() if each[1] is not False)
    if name in _EMPTY:
        return Html(f"<{name}{shown}>" if name == "meta" else f"<{name}{shown}/>")
    return Html(f"<{name}{shown}>{''.join(text(each) for each in inside)}</{name}>")


def raw(name: str, code: str, /, **attributes: str | bool) -> Html:
    """Return a script or style element; `code` is ours, and is not escaped."""
    return Html(tag(name, **attributes).replace("></", f">{code}</", 1))


def row(*cells: str, head: bool = False) -> Html:
    """Return a row of a table; its first cell heads it."""
    first = tag("th", cells[0], scope="col" if head else "row")
    return tag("tr", first, *(tag("th", each, scope="col") if head else tag("td", each) for each in cells[1:]))


def table(caption: str, heads: tuple[str, ...], *rows: Html) -> Html:
    """Return a table that scrolls within itself where it is wide."""
    inside = (tag("caption", caption), tag("thead", row(*heads, head=True)), tag("tbody", *rows))
    return tag("div", tag("table", *inside), class_="wide", tabindex="0", role="region", aria_label=caption)


def _attribute(key: str, value: object) -> str:
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(clean(str(value)))}"'
