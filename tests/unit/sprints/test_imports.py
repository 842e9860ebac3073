"""Backlogs of other tools: what each column means, every mistake by its place, and nothing of a file that has one."""

from __future__ import annotations

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gitgov.sprints.events import ItemAdded
from gitgov.sprints.imports.columns import Bad, Found
from gitgov.sprints.imports.documents import read_documents
from gitgov.sprints.imports.sheets import read_sheet

JIRA = (
    "Summary,Issue key,Issue id,Issue Type,Custom field (Story Points),Custom field (Team),Description,"
    "Inward issue link (Blocks),Outward issue link (Blocks),Outward issue link (Blocks)\r\n"
    'Store,CORE-1,10001,Story,5.0,Core,"Two\r\nlines",,CORE-2,OTHER-9\r\n'
    "Index,CORE-2,10002,Story,3.0,Core,,,,\r\n"
    '"Show, and tell",WEB-1,10003,Story,,Web,,CORE-2,,\r\n'
)
GITHUB = """number,title,labels,milestone,body
#7,Store,"bug, team:core, points:5",M1,"Why not?

Depends on #8 and #9
blocked by: A-3"
8,Index,,,
"""


def by_name(found: Found) -> dict[str, ItemAdded]:
    assert found.bad == ()
    return {each.item: each for each in found.items}


def test_a_table_of_jira() -> None:
    found = by_name(read_sheet(JIRA))
    assert found["CORE-1"] == ItemAdded(
        item="CORE-1", title="Store", team="core", points=5, text="Two\nlines", type="story"
    )
    assert found["CORE-2"].needs == ["CORE-1"]
    assert (found["WEB-1"].title, found["WEB-1"].needs, found["WEB-1"].points) == ("Show, and tell", ["CORE-2"], 0)


def test_links_in_words() -> None:
    text = (
        'Issue key,Summary,Issue Links\nA-1,One,"blocks A-2; relates to A-9"\nA-2,Two,is blocked by A-3\nA-3,Three,\n'
    )
    assert {name: each.needs for name, each in by_name(read_sheet(text)).items()} == {
        "A-1": [],
        "A-2": ["A-3", "A-1"],
        "A-3": [],
    }


def test_a_table_of_github() -> None:
    found = by_name(read_sheet(GITHUB, "web"))
    assert (found["7"].team, found["7"].points, found["7"].needs) == ("core", 5, ["8", "9", "A-3"])
    assert found["7"].text.startswith("Milestone: M1\n\nWhy not?")
    assert (found["8"].team, found["7"].type, found["8"].type) == ("web", "bug", "")
    assert [*by_name(read_sheet("URL\tTitle\nhttps://github.com/o/r/issues/12\tOne\n"))] == ["12"]


CLOSED = """Issue key,Summary,Status,Status Category,Story Points,Inward issue link (Blocks),Outward issue link (Blocks)
A-1,Open,To Do,To Do,1,A-2,
A-2,Over,DONE,,2.5,,
A-3,Shipped,Shipped,Done,,,A-1
A-4,Undone,Not done,In Progress,1,A-1,
"""


def test_what_is_closed_is_skipped_whatever_is_wrong_with_it_and_needed_by_nobody() -> None:
    found = read_sheet(CLOSED)
    assert {name: each.needs for name, each in by_name(found).items()} == {"A-1": [], "A-4": ["A-1"]}
    assert found.closed == ("A-2", "A-3")
    whole = read_sheet(CLOSED.replace("2.5", "2"), closed=True)
    assert (by_name(whole)["A-1"].needs, [*by_name(whole)], whole.closed) == (
        ["A-2", "A-3"], ["A-1", "A-2", "A-3", "A-4"], (),
    )  # fmt: skip
    github = read_sheet("number,title,state\n#1,One,OPEN\n#2,Two,CLOSED\n")
    assert ([*by_name(github)], github.closed) == (["1"], ("2",))
    files = read_documents(
        {"A-1.md": "---\nstatus: resolved\n---\n# One\n", "A-2.md": "---\nstatus: open\n---\n# Two\n"}
    )
    assert ([*by_name(files)], files.closed) == (["A-2"], ("A-1",))


DOCUMENT = """---
title: 'Store: the answers'
team: core
points: 5
needs: [A-2, "A-3"]
blocks:
  - B-1
---
# Not this

Text
"""


def test_files_with_front_matter() -> None:
    found = read_documents({"A-1.md": DOCUMENT, "b.md": "---\nid: B-1\n---\r\n# Index\n", "README.md": "# Read me\n"})
    items = by_name(found)
    assert items["A-1"] == ItemAdded(
        item="A-1", title="Store: the answers", team="core", points=5, needs=["A-2", "A-3"], text="# Not this\n\nText"
    )
    assert (items["B-1"].title, items["B-1"].needs) == ("Index", ["A-1"])
    assert found.left_out == ("README.md",)


HEAD = "Issue key,Summary,Story Points\n"
ID = "it takes at most 64 letters, digits and . _ # / -, a letter or digit first"


@pytest.mark.parametrize(
    ("text", "bad"),
    [
        (f"{HEAD}A-1,One,5\nA-1,Again,5\n", Bad("line 3", "item A-1 stands there already")),
        (f'{HEAD}A-1,"One\nand more",5\nA-2,Two,2.5\n', Bad("line 4", "points: '2.5' is no whole number")),
        (f"{HEAD}A-1,One,-5\n", Bad("line 2", "points -5 is less than 0")),
        (f"{HEAD}A-1,One,-\n", Bad("line 2", "points: '-' is no whole number")),
        (f"{HEAD}A-1,One,²\n", Bad("line 2", "points: '²' is no whole number")),
        (f"{HEAD}A-1,One,10001\n", Bad("line 2", "points 10001 is more than 10000")),
        (f"{HEAD},One,5\n", Bad("line 2", "it has no id: a column Issue key, Number or Id")),
        (f"{HEAD}=cmd,One,5\n", Bad("line 2", f"item '=cmd': {ID}")),
        (f"{HEAD}A-1,,5\n", Bad("line 2", "item A-1 has no title: a column Summary or Title")),
        ("Issue key,Summary,Needs\nA-1,One,A-2 =3\n", Bad("line 2", f"needs, entry 2 '=3': {ID}")),
        ("Issue key,Summary,Team\nA-1,One,c.o\n", Bad("line 2", "team 'c.o': it takes at most 40 small letters, digits and -")),
        (f"{HEAD}A-1,O\0ne,5\n", Bad("line 2", "summary: a NUL is no text")),
        (f"{HEAD}A-1,One,5,6\n", Bad("line 2", "it has 4 cells, and the first line names 3")),
        (f'{HEAD}A-1,"One,5\n', Bad("line 2", "not a row of a table: unexpected end of data")),
        (f"{HEAD}A-1,{'x' * 200_000},5\n", Bad("line 2", "not a row of a table: field larger than field limit (131072)")),
        (f"{HEAD}A-1,{'x' * 401},5\n", Bad("line 2", "title is longer than 400 characters")),
        ("Issue key,Summary,Needs\nA-1,One,A-1\n", Bad("line 2", "A-1 would need itself")),
        ("Name,Summary\nA-1,One\n", Bad("line 1", "no column is called Issue Key or Key or Number or Id")),
        ("", Bad("line 1", "no column is called Issue Key or Key or Number or Id")),
    ],
)  # fmt: skip
def test_a_mistake_is_named_by_its_line_and_nothing_is_taken(text: str, bad: Bad) -> None:
    found = read_sheet(text)
    assert (found.items, found.bad) == ((), (bad,))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("---\nid: A-1\n", "its front matter does not end: write --- below it"),
        ("---\n{}\n---\n", "line 2 is no entry: write it as points: 5"),
        ("---\npoints: 5\n---\n", "item x has no title: a column Summary or Title"),
        ("---\npoints: many\ntitle: X\n---\n", "points: 'many' is no whole number"),
    ],
)
def test_a_file_with_a_mistake_is_named(text: str, why: str) -> None:
    found = read_documents({"good.md": "---\ntitle: Good\n---\n", "x.md": text})
    assert (found.items, found.bad, [each.item for each in found.beside]) == ((), (Bad("x.md", why),), ["good"])


def test_a_cell_that_a_spreadsheet_would_take_for_a_formula_is_a_text() -> None:
    text = '\ufeffIssue key;Summary\r\nA-1;=HYPERLINK(1)\r\nA-2;"+1 ""quoted"""\r\n'
    assert [each.title for each in read_sheet(text).items] == ["=HYPERLINK(1)", '+1 "quoted"']


WORDS = st.text(st.characters(blacklist_categories=["Cs", "Cc", "Zl", "Zp", "Zs"]), min_size=1, max_size=30)
ROWS = st.dictionaries(
    st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,20}", fullmatch=True), st.tuples(WORDS, st.integers(0, 10_000))
)


@given(
    ROWS,
    st.sampled_from(",;\t"),
    st.sampled_from(["\n", "\r\n"]),
    st.permutations(["Issue key", "Summary", "Story Points", "Nothing"]),
)
def test_a_table_is_read_as_it_was_written(
    rows: dict[str, tuple[str, int]], delimiter: str, end: str, names: list[str]
) -> None:
    file = StringIO(newline="")
    writer = csv.writer(file, delimiter=delimiter, lineterminator=end)
    writer.writerow(names)
    for name, (title, points) in rows.items():
        cells = {"Issue key": name, "Summary": title, "Story Points": str(points), "Nothing": "="}
        writer.writerow(cells[each] for each in names)
    found = by_name(read_sheet(file.getvalue()))
    assert {name: (each.title, each.points) for name, each in found.items()} == rows


PIECES = st.sampled_from(
    ['"', ",", ";", "\t", "\n", "\r", "\0", "\ufeff", "---\n", "id: ", "- ", "[", "]", "#1", "A-1", "Depends on ", " "]
)
ANYTHING = st.lists(PIECES | st.text(max_size=5)).map("".join)


@given(ANYTHING, ANYTHING)
def test_whatever_is_in_a_file_it_is_read_or_its_mistakes_are_named(head: str, body: str) -> None:
    for found in (
        read_sheet(head + body),
        read_sheet(HEAD + body),
        read_documents({"x.md": body, "y.md": f"---\n{body}"}),
    ):
        assert isinstance(found, Found)
        assert not (found.items and found.bad)
