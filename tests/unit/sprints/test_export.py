"""Exports, read back by other people's readers: what somebody wrote arrives as it was written, and does nothing."""

from __future__ import annotations

import csv
import io
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from gitgov.core.visible import flat
from gitgov.sprints.export import FORMATS
from gitgov.sprints.export.ical import WIDEST
from gitgov.sprints.export.table import FORMULAS
from gitgov.sprints.export.values import Arrow, Card, Chapter, Obstacle, Occasion, Part, Picture, Slate, graph
from tests.kit.examples import HALF

NASTY = (
    "</li><script>alert(1)</script>", "<img src=x onerror=y>", '"', "'", "&amp;", "&#64;", "\\", "\\\\N", "`", "```", "|", "\n",
    "\r\n", "\t", "\u2028", "\u202e", "\x00", "\x1b[2J", "=cmd|' /C calc'!A0", "+1", "-1", "@SUM(1)", "＝1", ";", ",", ":",
    "\nEND:VEVENT", "]", "[x](javascript:y)", "#quot;", "#", "end", "-->", "{", "}", "*", "_", "~~", "1. ", "- ", "---",
    "http://a.example", "ü", "漢", "🙂", "e\u0301", " ",
)  # fmt: skip
WORDS = st.lists(st.sampled_from(NASTY) | st.text(max_size=4), max_size=8).map("".join)
IDS = st.sampled_from(["A-1", "A-2", "W#1", "a/b.c", "end"])


@st.composite
def pictures(draw: st.DrawFn) -> Picture:
    """Draws what nobody in their right mind would write, in every place that people may fill."""
    ids = draw(st.lists(IDS, unique=True))
    states = st.sampled_from(["open", "planned", "under way", "done"])
    cards = tuple(
        Card(each, draw(WORDS), draw(WORDS), 3, 8, tuple(draw(st.lists(IDS, unique=True))), draw(states), draw(WORDS))
        for each in ids
    )
    obstacles = (Obstacle("f" * 64, draw(WORDS), draw(WORDS)),)
    slate = Slate(
        draw(WORDS), draw(WORDS), "under way", draw(WORDS), "2026-12-01", "2026-12-14", 8, cards[:2], obstacles
    )
    day = Occasion("abc@gitgov", draw(WORDS), "2026-12-01", "2026-12-14", 1_796_000_000, draw(WORDS), 2)
    chapter = Chapter(draw(WORDS), draw(WORDS), (Part(draw(WORDS), (draw(WORDS), draw(WORDS))),))
    return Picture(draw(WORDS), cards, (slate,), (day,), (chapter,))


def shown(words: str) -> str:
    """Returns what a reader sees of words: runs of blanks as one."""
    return " ".join(flat(words).split())


class Reader(HTMLParser):
    """Reads what a browser would show, and which elements it would make."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.texts: list[str] = [""]
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)
        self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        self.texts.append("")

    def handle_data(self, data: str) -> None:
        self.texts[-1] += data

    @property
    def said(self) -> set[str]:
        return {" ".join(each.split()) for each in self.texts} - {""}


def html_has_our_elements_and_their_words(picture: Picture) -> None:
    text = FORMATS["html"](picture)
    found = Reader(text)
    assert found.tags <= {
        "html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "section", "div", "p", "ul", "li", "b", "small", "time"
    }  # fmt: skip
    assert found.attributes <= {"lang", "charset", "name", "content", "http-equiv", "class", "datetime"}
    for card in picture.cards:
        assert shown(card.title) in found.said | {""}
    assert shown(picture.title) in found.said | {""}
    assert shown(picture.slates[0].obstacles[0].text) in found.said | {""}
    assert chapters_of(picture) <= found.said | {""}


def chapters_of(picture: Picture) -> set[str]:
    """Returns the words that stand in chapters, as a reader sees them."""
    return {
        shown(words)
        for chapter in picture.chapters
        for words in (
            chapter.title,
            chapter.about,
            *(row for part in chapter.parts for row in (part.title, *part.rows)),
        )
    }


def test_the_policy_of_the_board_lets_in_its_own_style_and_nothing_else() -> None:
    text = FORMATS["html"](Picture("Board"))
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
    assert policy is not None
    assert policy[1].startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy[1]
    assert not re.search(r"https?:|//|<script|<link|\bsrc=|\bon\w+=", text)


def a_table_has_a_row_an_item_and_no_formula(picture: Picture) -> None:
    rows = list(csv.DictReader(io.StringIO(FORMATS["csv"](picture), newline="")))
    assert [row["id"] for row in rows] == [each.id for each in picture.cards]
    for row, card in zip(rows, picture.cards, strict=True):
        assert row["title"].removeprefix("'") == flat(card.title).removeprefix("'")
        assert row["needs"].split() == list(card.needs)
        assert not any(cell.lstrip().startswith(FORMULAS) for cell in row.values())


def calendar(text: str) -> list[dict[str, str]]:
    """Reads a calendar: lines unfolded, each event as its properties without their parameters."""
    assert text.endswith("\r\n")
    lines = text.replace("\r\n ", "").split("\r\n")[:-1]
    assert not any(set(line) & set("\r\n") for line in lines)
    events: list[dict[str, str]] = []
    for line in lines:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            events.append({})
        elif events:
            events[-1][name.partition(";")[0]] = unescaped(value)
    return events


def unescaped(value: str) -> str:
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] in "nN" else match[1], value)


def a_calendar_is_read_as_it_was_meant(picture: Picture) -> None:
    text = FORMATS["ical"](picture)
    assert all(len(line.encode()) <= WIDEST for line in text.split("\r\n"))
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", text)
    (event,) = calendar(text)
    assert (event["UID"], event["DTSTART"], event["DTEND"]) == ("abc@gitgov", "20261201", "20261215")
    assert (event["DTSTAMP"], event["SEQUENCE"]) == ("20261130T005320Z", "2")
    assert event["SUMMARY"] == flat(picture.occasions[0].title).replace("\t", " ")


def test_a_long_line_is_folded_between_characters() -> None:
    text = FORMATS["ical"](Picture("", occasions=(Occasion("u", "🙂" * 60, "2026-12-31", "2026-12-31", 0),)))
    assert calendar(text)[0]["SUMMARY"] == "🙂" * 60
    assert calendar(text)[0]["DTEND"] == "20270101"
    assert all(len(line.encode()) <= WIDEST for line in text.split("\r\n"))
    assert any(len(line.encode()) > 70 for line in text.split("\r\n"))


def markdown_renders_as_text(picture: Picture) -> None:
    html = MarkdownIt("gfm-like", {"linkify": False}).render(FORMATS["md"](picture))
    found = Reader(html)
    assert found.tags <= {
        "h1", "h2", "h3", "p", "ul", "li", "strong", "table", "thead", "tbody", "tr", "th", "td"
    }  # fmt: skip
    for card in picture.cards:
        assert shown(card.title) in found.said | {""}
    for slate in picture.slates:
        goal, obstacle = (
            " ".join(f"{before} {words}".split())
            for before, words in (
                ("Goal:", shown(slate.goal)),
                ("", shown(f"{slate.obstacles[0].text} (with {slate.obstacles[0].with_team})")),
            )
        )
        assert {goal, obstacle} <= found.said | {"Goal:"}
    assert chapters_of(picture) <= found.said | {""}


DOT_WORD = re.compile(r'"((?:[^"\\]|\\.)*)"|([\w]+)|(->|[{}\[\]=,;])|\s+')


def dot_words(text: str) -> list[str]:
    """Reads the words of a DOT file: those in quotes as they are meant; raises for what is none."""
    found, at = [], 0
    while at < len(text):
        match = DOT_WORD.match(text, at)
        assert match, text[at : at + 20]
        at = match.end()
        if match[1] is not None:
            found.append('"' + re.sub(r"\\(.)", r"\1", match[1]))
        elif match.group().strip():
            found.append(match.group())
    return found


def dot_has_the_nodes_and_arrows_and_nothing_else(picture: Picture) -> None:
    words = dot_words(FORMATS["dot"](picture))
    arrows = [(words[at - 1], words[at + 1]) for at, word in enumerate(words) if word == "->"]
    assert sorted(arrows) == sorted(
        (f'"{need}', f'"{each.id}') for each in picture.cards for need in dict.fromkeys(each.needs)
    )
    for card in picture.cards:
        assert f'"{flat(f"{card.id}: {card.title} ({card.points})")}' in words
    bare = {word for word in words if not word.startswith('"') and word[0].isalpha()}
    known = {"digraph", "items", "label", "rankdir", "LR", "node", "shape", "box", "subgraph", "style", "filled", "dashed", "color", "red"}  # fmt: skip
    assert {word for word in bare if not word.startswith("cluster_")} <= known


MERMAID = re.compile(
    r'flowchart LR|  subgraph t\d+\["([^"]*)"\]|  end|    n\d+\["([^"]*)"\]|  n\d+\(\["([^"]*)"\]\)|  n\d+ [-=]{2}> n\d+'
    r"|  classDef done fill:#cfc|  class n\d+(?:,n\d+)* done"
)


def mermaid_has_a_line_for_each_and_labels_that_say_nothing_to_it(picture: Picture) -> None:
    labels = []
    for line in FORMATS["mermaid"](picture).splitlines():
        match = MERMAID.fullmatch(line)
        assert match, line
        labels += [each for each in match.groups() if each is not None]
    said = [re.sub(r"#(\d+);", lambda match: chr(int(match[1])), each) for each in labels]
    for card in picture.cards:
        assert flat(f"{card.id}: {card.title} ({card.points})") in said
    assert all(re.fullmatch(r"(?:#\d+;|[^\W_]|[ ,.:\-/()])*", each) for each in labels)


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_is_a_picture_too(name: str) -> None:
    assert FORMATS[name](Picture(""))


CHECKS = {
    "md": markdown_renders_as_text,
    "csv": a_table_has_a_row_an_item_and_no_formula,
    "ical": a_calendar_is_read_as_it_was_meant,
    "mermaid": mermaid_has_a_line_for_each_and_labels_that_say_nothing_to_it,
    "dot": dot_has_the_nodes_and_arrows_and_nothing_else,
    "html": html_has_our_elements_and_their_words,
}


def test_every_format_is_read_back() -> None:
    assert CHECKS.keys() == FORMATS.keys()


@pytest.mark.parametrize("name", CHECKS)
def test_each_nasty_word_arrives_and_does_nothing(name: str) -> None:
    for words in (*NASTY, *(f" {each}" for each in FORMULAS), "1) x", "- x", "+ x", "= x", "a #12 @bob", "&lt;b&gt;"):
        for title in (words, f"x{words}y", f"{words}y"):
            obstacle = Obstacle("f" * 64, title, "core")
            cards = (Card("A-1", title, "core"), Card("A-2", "x", title))
            slate = Slate("core", "S1", "planned", title, "2026-12-01", "2026-12-14", 8, cards[:1], (obstacle,))
            day = Occasion("abc@gitgov", title, "2026-12-01", "2026-12-14", 1_796_000_000, title, 2)
            chapter = Chapter(title, title, (Part(title, (title, "x")),))
            CHECKS[name](Picture(title, cards, (slate,), (day,), (chapter,)))


@HALF
@given(pictures())
def test_what_nobody_would_write_arrives_and_does_nothing(picture: Picture) -> None:
    for check in CHECKS.values():
        check(picture)


def test_a_circle_is_marked_and_what_hangs_on_it_is_not() -> None:
    cards = [
        Card("a", "", needs=("b",)),
        Card("b", "", needs=("a",)),
        Card("c", "", needs=("a", "z")),
        Card("d", "", needs=("d",)),
    ]
    found = graph(cards)
    assert found.strangers == ("z",)
    assert found.arrows == (
        Arrow("a", "b", round=True),
        Arrow("a", "c", round=False),
        Arrow("b", "a", round=True),
        Arrow("d", "d", round=True),
        Arrow("z", "c", round=False),
    )
    assert '"a" -> "b" [color=red]' in FORMATS["dot"](Picture("", tuple(cards)))
    assert "n0 ==> n1" in FORMATS["mermaid"](Picture("", tuple(cards)))
