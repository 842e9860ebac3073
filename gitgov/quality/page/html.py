"""A page as one file of HTML that loads nothing: a browser runs the two scripts that it names by digest, and no other."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from importlib import resources

from gitgov.quality.page.markup import Html, raw, tag
from gitgov.quality.page.numbers import minute
from gitgov.quality.page.packing import script
from gitgov.quality.page.pictures import breakdowns, charts, funnels, paretos
from gitgov.quality.page.records import chains, counts, gates, projects, waivers
from gitgov.quality.page.tiles import names, tiles
from gitgov.quality.page.values import Page

UPLOT = "uPlot-1.6.32"
"""The plotting library, as its makers publish it; a test holds its digests."""
SECTIONS: dict[str, tuple[str, Callable[[Page], Html]]] = {
    "tiles": ("Now", tiles),
    "gates": ("Gates", gates),
    "charts": ("Control charts", charts),
    "breakdowns": ("Where time goes", breakdowns),
    "paretos": ("Pareto", paretos),
    "funnels": ("Teams", funnels),
    "projects": ("Projects", projects),
    "waivers": ("Waivers", waivers),
    "chains": ("Improvements", chains),
    "counts": ("Counts", counts),
}
"""The fields of a page that are sections of it, in order."""


def page_html(page: Page) -> str:
    """Write the page; what people wrote is shown as text, whatever it is."""
    data = raw("script", script(page), type="application/json", id="page")
    code = [raw("script", each) for each in _scripts()]
    body = (_header(page), tag("main", *_sections(page)), _dialog(), data, *code)
    return f"<!doctype html>\n{tag('html', _head(page), tag('body', *body), lang='en')}\n"


def _head(page: Page) -> Html:
    style = _style()
    policy = (
        f"default-src 'none'; script-src {' '.join(map(_digest, _scripts()))}; style-src {_digest(style)}; "
        "base-uri 'none'; form-action 'none'"
    )
    return tag(
        "head",
        tag("meta", charset="utf-8"),
        Html(f'<meta http-equiv="Content-Security-Policy" content="{policy}">'),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", page.title),
        raw("style", style),
    )


def _header(page: Page) -> Html:
    links = [tag("a", title, href=f"#{name}") for name, (title, _) in SECTIONS.items() if getattr(page, name)]
    by = f" by {page.tool} {page.version}".rstrip()
    of = tag("p", "Measured of ", names(page.of, "commit"), f", {minute(page.at)}", by, class_="said")
    script_is_off = (
        "Charts, and what numbers rest on, are shown by this page's own script. The JSON beside it holds the same."
    )
    nav = tag("nav", *links, aria_label="Sections")
    return tag("header", tag("h1", page.title), of, nav, tag("noscript", tag("p", script_is_off)))


def _sections(page: Page) -> list[Html]:
    found = [
        tag("section", tag("h2", title), write(page), id=name)
        for name, (title, write) in SECTIONS.items()
        if getattr(page, name)
    ]
    return found or [tag("p", "Nothing has been measured yet: no data.")]


def _dialog() -> Html:
    close = tag("button", "Close", type="button", class_="close", autofocus=True)
    inside = (close, tag("h2", id="behind-title"), tag("p", id="behind-said"), tag("div", id="behind-lists"))
    return tag("dialog", *inside, id="behind", aria_labelledby="behind-title")


def _digest(code: str) -> str:
    return f"'sha256-{b64encode(sha256(code.encode()).digest()).decode()}'"


def _scripts() -> tuple[str, str]:
    return (_asset(f"{UPLOT}.iife.min.js"), _asset("page.js"))


def _style() -> str:
    return _asset(f"{UPLOT}.min.css") + _asset("page.css")


@cache
def _asset(name: str) -> str:
    return resources.files("gitgov.quality.page").joinpath(f"assets/{name}").read_text(encoding="utf-8")
