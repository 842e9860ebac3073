"""The page in a real browser: drawn in both schemes, opened by mouse and keys, readable, and deaf to what people wrote.

Screenshots go to dist/browser, to be looked at.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gitgov.quality.page.html import page_html
from gitgov.quality.page.values import Page
from tests.house.source import ROOT
from tests.kit.pages import full_page, large_page, worded

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
WHY = "playwright is not installed: `make browser` installs it in a folder of its own and runs this"
playwright = pytest.importorskip("playwright.sync_api", reason=WHY)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed (Debian: chromium)")

SHOTS = ROOT / "dist" / "browser"
HOSTILE = (
    "</script><script>window.hacked = 1</script>",
    "<!--<script>",
    '" onmouseover="window.hacked = 1" autofocus onfocus="window.hacked = 1',
    "<img src=x onerror='window.hacked = 1'>",
    "\u2028\u202e\x00${window.hacked = 1}",
    "__proto__",
)
PAIRS = (
    ("ink", "paper"),
    ("ink", "card"),
    ("soft", "paper"),
    ("soft", "card"),
    ("accent", "paper"),
    ("accent", "card"),
)
JUDGED = (("good", "card"), ("good", "paper"), ("bad", "card"), ("bad", "paper"), ("spec", "paper"))


class Window:
    """A page that is open, and all that the browser had to say about it."""

    def __init__(self, browser: Any, scheme: str, width: int = 1600) -> None:
        self.tab = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
        self.said: list[str] = []
        self.tab.on("console", lambda message: self.said.append(message.text))
        self.tab.on("pageerror", lambda error: self.said.append(str(error)))
        self.tab.on("request", lambda request: self.said.append(request.url))

    def open(self, page: Page, folder: Path) -> Window:
        path = folder / "page.html"
        path.write_text(page_html(page), encoding="utf-8")
        self.tab.goto(path.as_uri())
        assert self.said == [path.as_uri()]
        self.said.clear()
        return self

    def scroll(self) -> None:
        """Brings every chart into sight, and waits until it is drawn."""
        for host in self.tab.locator("[data-draws]").all():
            host.scroll_into_view_if_needed()
            host.locator("canvas").wait_for()
        self.tab.evaluate("scrollTo(0, 0)")

    def colour(self, name: str) -> tuple[int, ...]:
        value = self.tab.evaluate(f"getComputedStyle(document.documentElement).getPropertyValue('--{name}')")
        return tuple(bytes.fromhex(value.strip().removeprefix("#")))


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as player:
        started = player.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def window(browser: Any, scheme: str, tmp_path: Path) -> Iterator[Window]:
    opened = Window(browser, scheme).open(full_page(), tmp_path)
    yield opened
    assert opened.said == []
    opened.tab.close()


def light(colour: tuple[int, ...]) -> float:
    """Returns the relative luminance of a colour (WCAG 2.2)."""
    red, green, blue = (part / 3294.6 if part <= 10 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    dark, bright = sorted((light(one), light(other)))
    return (bright + 0.05) / (dark + 0.05)


def test_every_chart_is_drawn_and_pictures_are_taken(window: Window, scheme: str) -> None:
    window.scroll()
    SHOTS.mkdir(parents=True, exist_ok=True)
    window.tab.screenshot(path=SHOTS / f"page-{scheme}.png", full_page=True)
    blank = window.tab.evaluate(
        "[...document.querySelectorAll('[data-draws] canvas')].filter((each) => "
        "!each.getContext('2d').getImageData(0, 0, each.width, each.height).data.some((byte) => byte)).length"
    )
    assert blank == 0


def test_text_is_readable(window: Window) -> None:
    faint = {pair: contrast(window.colour(pair[0]), window.colour(pair[1])) for pair in (*PAIRS, *JUDGED)}
    assert {pair: found for pair, found in faint.items() if found < 4.5} == {}


def test_a_number_opens_the_objects_that_it_rests_on(window: Window, scheme: str) -> None:
    tile = full_page().tiles[0]
    window.tab.locator(".tile .value").first.click()
    shown = window.tab.locator("dialog").inner_text()
    behind = [*tile.figure.objects, *(name for why in tile.figure.excluded for name in why.objects)]
    assert [name for name in behind if name not in shown] == []
    assert [why.why for why in tile.figure.excluded if why.why not in shown] == []
    window.tab.screenshot(path=SHOTS / f"dialog-{scheme}.png")
    window.tab.keyboard.press("Escape")
    assert not window.tab.locator("dialog").is_visible()


def test_every_number_opens_something(window: Window) -> None:
    buttons = window.tab.locator("[data-opens], [data-id]")
    count = buttons.count()
    opened = window.tab.evaluate(
        "[...document.querySelectorAll('[data-opens], [data-id]')].filter((each) => { each.click();"
        "const dialog = document.querySelector('dialog'); const found = dialog.open && dialog.querySelector('pre').textContent;"
        "dialog.close(); return found; }).length"
    )
    assert opened == count > 60


def test_a_chart_is_read_by_keys(window: Window) -> None:
    chart = full_page().charts[0]
    host = window.tab.locator("[data-draws='charts/0']")
    host.scroll_into_view_if_needed()
    host.locator("canvas").wait_for()
    host.focus()
    for _ in range(21):
        window.tab.keyboard.press("ArrowRight")
    readout = window.tab.locator("figure", has=host).locator(".readout").inner_text()
    assert "▼ N1 a point beyond 3 sigma" in readout
    assert chart.points[20].object[:12] in readout
    window.tab.keyboard.press("Enter")
    assert chart.points[20].object in window.tab.locator("dialog pre").first.inner_text()


@pytest.mark.parametrize("draws", ["breakdowns/0", "paretos/0", "funnels/0"])
def test_what_is_no_control_chart_is_read_by_keys_too(draws: str, window: Window) -> None:
    host = window.tab.locator(f"[data-draws='{draws}']")
    host.scroll_into_view_if_needed()
    host.locator("canvas").wait_for()
    host.focus()
    window.tab.keyboard.press("Home")
    assert window.tab.locator("dialog").is_visible() is False
    for _ in range(40):
        window.tab.keyboard.press("Enter")
        if window.tab.locator("dialog").is_visible():
            break
        window.tab.keyboard.press("ArrowRight")
    assert re.search(r"^[0-9a-f]{40}$", window.tab.locator("dialog pre").first.inner_text(), re.MULTILINE)


def test_points_are_a_table_too(window: Window) -> None:
    details = window.tab.locator("[data-points='charts/0']")
    details.locator("summary").click()
    details.locator("tr").last.wait_for()  # the table is made once the browser tells that it is open
    assert details.locator("tr").count() == len(full_page().charts[0].points) + 1


def test_paper_is_white_and_has_every_chart(window: Window) -> None:
    printed = window.tab.pdf(path=SHOTS / "page.pdf")
    assert printed.startswith(b"%PDF")
    assert window.tab.locator("[data-draws] canvas").count() == window.tab.locator("[data-draws]").count()
    window.tab.emulate_media(media="print")
    assert window.colour("paper") == (255, 255, 255)
    wide = window.tab.locator("[data-draws] canvas").evaluate_all(
        "each => each.filter((one) => one.clientWidth > one.closest('figure').clientWidth).length"
    )
    assert wide == 0


def test_a_narrow_screen_does_not_scroll_sideways(browser: Any, scheme: str, tmp_path: Path) -> None:
    window = Window(browser, scheme, 390).open(full_page(), tmp_path)
    window.scroll()
    window.tab.screenshot(path=SHOTS / f"narrow-{scheme}.png", full_page=True)
    assert window.tab.evaluate("document.documentElement.scrollWidth") <= 390
    assert window.said == []


@pytest.mark.parametrize("words", HOSTILE)
def test_what_people_wrote_does_nothing(words: str, browser: Any, tmp_path: Path) -> None:
    window = Window(browser, "light").open(worded(full_page(), words), tmp_path)
    window.scroll()
    window.tab.locator(".tile .value").first.click()
    assert window.tab.evaluate("window.hacked") is None
    assert window.tab.locator("img, script:not([id])").count() == 2
    assert window.said == []


def test_a_hundred_charts_are_there_at_once(browser: Any, tmp_path: Path) -> None:
    window = Window(browser, "light").open(large_page(100, 500), tmp_path)
    assert window.tab.locator("[data-draws]").count() == 100
    window.tab.locator("[data-draws]").last.scroll_into_view_if_needed()
    window.tab.locator("[data-draws] canvas").last.wait_for()
    assert window.said == []
