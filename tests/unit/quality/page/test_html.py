"""The page: one file that loads nothing, shows what people wrote as text, and holds what its JSON holds."""

from __future__ import annotations

import json
import re
from base64 import b64encode, b85decode
from hashlib import sha256
from html.parser import HTMLParser
from itertools import accumulate
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gitgov.quality.page.as_json import page_json
from gitgov.quality.page.html import SECTIONS, page_html
from gitgov.quality.page.numbers import drawn
from gitgov.quality.page.packing import in_steps
from gitgov.quality.page.values import Count, Page
from tests.house.source import PACKAGE
from tests.kit.pages import chart_of, commits, full_page, large_page, record, worded

PUBLISHED = {
    "uPlot-1.6.32.iife.min.js": "19c8d4c6ad88929a79f4ae49d6f7161566dfd0ba3d15cc495e974f787eb78f1f",
    "uPlot-1.6.32.min.css": "df630c6a8d6f8eeaff264b50f73ce5b114f646ffd9a0bb74f049b0a00135fa04",
    "uPlot-LICENSE": "8f989229699b4fe2f1a0432d0e9edc338a8a911e250e2d1b01ecd770a5f5b1bd",
}
"""Digests of the files of uPlot 1.6.32 as npm has them: to move to another version, these change with the files."""
HOSTILE = (
    "</script><script>alert(1)</script>",
    "<!--<script>",
    '" onmouseover="alert(1)',
    "' onfocus='alert(1)' autofocus='",
    "]]></style><style>*{display:none}</style>",
    "&lt;img src=x onerror=alert(1)&gt;",
    "<img src=https://example.org/x>",
    "\u202egnp.exe \u2028 \u2029 \x00 \x1b[31m \ud800",
    "javascript:alert(1)",
    "../../tiles/0",
    "__proto__",
)
LOADING = {"action", "background", "data", "formaction", "href", "ping", "poster", "src", "srcdoc", "srcset", "style"}


class Reader(HTMLParser):
    """Collects the elements of a page with their attributes, its scripts and styles, and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.code: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag in {"script", "style"}:
            self.code.append("")

    def handle_data(self, data: str) -> None:
        if self.cdata_elem:
            self.code[-1] += data
        else:
            self.text.append(data)


def read(page: Page) -> Reader:
    reader = Reader()
    reader.feed(page_html(page).encode().decode())
    reader.close()
    return reader


def unpacked(reader: Reader) -> Any:
    """Returns the data of a page as its script reads it: an own reading of what `packing` says."""
    held = json.loads(reader.code[1])
    hexes, longer, others = held["pool"]
    ids = [digits for packed, size in ((hexes, 40), (longer, 64)) for digits in _split(packed, size)] + others

    def revived(value: Any) -> Any:
        if isinstance(value, list):
            return [revived(each) for each in value]
        if not isinstance(value, dict):
            return value
        if "steps" in value:
            return from_steps(value)
        fields = {key: revived(each) for key, each in value.items()}
        if "objects" in value:
            runs = fields["objects"]
            pairs = zip(runs[::2], runs[1::2], strict=True)
            fields["objects"] = [ids[first + more] for first, count in pairs for more in range(count)]
        return fields

    return revived(held["page"])


def from_steps(packed: dict[str, Any]) -> list[int | float]:
    """Returns the numbers that are packed: differences in LEB128, each with its sign in the lowest bit."""
    steps, so_far, shift = list[int](), 0, 0
    for byte in _bytes(packed["steps"]):
        so_far |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            steps.append(-(so_far + 1) // 2 if so_far % 2 else so_far // 2)
            so_far = shift = 0
    return [whole / 10 ** packed["places"] if packed["places"] else whole for whole in accumulate(steps)]


def in_days(value: Any) -> Any:
    """Returns the JSON of a page with the days of its points for their instants, as the page has them."""
    if isinstance(value, list):
        return [in_days(each) for each in value]
    if not isinstance(value, dict):
        return value
    return {
        key: [at // 86_400 for at in each] if key == "at" and isinstance(each, list) else in_days(each)
        for key, each in value.items()
    }


def _bytes(packed: str) -> bytes:
    return b85decode(packed.translate(str.maketrans(",./", "&<>")))


def _split(packed: str, size: int) -> list[str]:
    text = _bytes(packed).hex()
    return [text[start : start + size] for start in range(0, len(text), size)]


@pytest.mark.parametrize(
    "page", [full_page(), Page("Nothing", "", 0, ""), large_page(3, 40)], ids=["full", "empty", "large"]
)
def test_it_holds_what_its_json_holds(page: Page) -> None:
    assert unpacked(read(page)) == in_days(page_json(page))


@pytest.mark.parametrize("words", HOSTILE)
def test_what_people_wrote_is_text(words: str) -> None:
    plain, hostile = read(full_page()), read(worded(full_page(), words))
    assert unpacked(hostile) == in_days(page_json(worded(full_page(), words)))
    assert {tag for tag, _ in hostile.elements} <= {tag for tag, _ in plain.elements}
    assert len(hostile.code) == len(plain.code) == 4
    assert [hostile.code[place] for place in (0, 2, 3)] == [plain.code[place] for place in (0, 2, 3)]
    names = {name for _, attributes in hostile.elements for name in attributes}
    assert names <= {name for _, attributes in plain.elements for name in attributes}


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters()))
def test_any_words_come_back_as_they_are(words: str) -> None:
    page = worded(full_page()._replace(charts=(chart_of("some", 6),)), words)
    assert unpacked(read(page)) == in_days(page_json(page))


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.lists(st.sampled_from([*commits("some", 9), record("one"), record("two"), "v1.0", ""]), max_size=12))
)
def test_lists_of_ids_come_back_in_their_order(lists: list[list[str]]) -> None:
    page = Page(
        "", "", 0, "", counts=tuple(Count(str(number), "", 1, "", tuple(ids)) for number, ids in enumerate(lists))
    )
    assert unpacked(read(page)) == in_days(page_json(page))


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.none() | st.integers(-(10**15), 10**15) | st.floats(allow_nan=False, allow_infinity=False), max_size=40)
)
def test_numbers_come_back_exactly(numbers: list[int | float | None]) -> None:
    written = [drawn(each) for each in numbers]
    packed = json.loads(json.dumps(in_steps(written)))
    assert (from_steps(packed) if isinstance(packed, dict) else packed) == written


def test_it_loads_nothing_and_says_so_to_the_browser() -> None:
    reader = read(full_page())
    loads = {
        (tag, name, value)
        for tag, attributes in reader.elements
        for name, value in attributes.items()
        if name in LOADING
    }
    assert {value for _, _, value in loads} <= {f"#{name}" for name in SECTIONS}
    assert not any(name.startswith("on") for _, attributes in reader.elements for name in attributes)
    (policy,) = (attributes["content"] or "" for _, attributes in reader.elements if "http-equiv" in attributes)
    digests = re.findall(r"'sha256-([^']+)'", policy)
    code = [reader.code[place] for place in (2, 3, 0)]
    assert digests == [b64encode(sha256(each.encode()).digest()).decode() for each in code]
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy


def test_the_only_address_in_it_is_in_the_banner_of_the_library() -> None:
    assert re.findall(r"https?://[^\s\"']*", page_html(full_page())) == ["https://github.com/leeoniya/uPlot"]


def test_our_script_asks_for_nothing_and_writes_no_markup() -> None:
    code = (PACKAGE / "quality/page/assets/page.js").read_text(encoding="utf-8")
    asked = (
        "fetch(",
        "XMLHttpRequest",
        "import(",
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "eval(",
        "localStorage",
    )
    assert [word for word in asked if word in code] == []


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_library_is_as_its_makers_publish_it(name: str) -> None:
    assert sha256((PACKAGE / "quality/page/assets" / name).read_bytes()).hexdigest() == PUBLISHED[name]


def test_every_number_opens_a_part_of_the_data_that_has_objects() -> None:
    reader, data = read(full_page()), page_json(full_page())
    places = [attributes["data-opens"] or "" for _, attributes in reader.elements if "data-opens" in attributes]
    assert len(places) > 40
    for place in places:
        found: Any = data
        for key in place.split("/"):
            found = found[int(key)] if key.isdigit() else found[key]
        assert "objects" in found.get("figure", found), place


def test_every_number_of_a_tile_is_shown() -> None:
    text = " ".join(read(full_page()).text)
    assert [
        tile["figure"]["shown"] for tile in page_json(full_page())["tiles"] if tile["figure"]["shown"] not in text
    ] == []


def test_no_verdict_is_told_by_its_colour_alone() -> None:
    text = "".join(read(full_page()).text)
    assert [each for each in ("✔ met", "✖ missed", "○ no data", "· not judged") if each not in text] == []


def test_a_page_without_anything_says_so() -> None:
    assert "no data" in "".join(read(Page("Nothing", "", 0, "")).text)


def test_what_is_measured_on_the_same_commits_names_each_once() -> None:
    alone, many = (len(page_html(large_page(number, 500))) for number in (1, 21))
    assert (many - alone) / 20 < 14_000


def test_a_page_of_50000_points_on_commits_of_their_own_is_below_2_megabytes() -> None:
    assert len(page_html(large_page(100, 500, shared=False)).encode()) < 1_950_000
