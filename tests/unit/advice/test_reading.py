"""The rules of a review: each finds what it says, where it is, and is silent beside it."""

from __future__ import annotations

import warnings
from typing import Any, NamedTuple

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gitgov.advice.reading.changed import LINK, MODULE, PROGRAM, Touched
from gitgov.advice.reading.paths import is_test, why_not_a_test
from gitgov.advice.reading.rules import LEVELS, RULES, hits
from gitgov.advice.reading.wholes import LARGEST, leaves
from gitgov.advice.reading.writing import as_patch

KEY = "ghp_" + "a1B2" * 10
MERE = "tests/x.txt"


def file(path: str, text: str, before: str | None = None, *, since: int = 1, **known: Any) -> Touched:
    """Returns a file whose lines were all added, or those from a line on."""
    rows = text.removesuffix("\n").split("\n")
    added = tuple((number, row) for number, row in enumerate(rows, 1) if number >= since)
    old = 0 if before is None else 0o100644
    shown = frozenset(range(1, len(rows) + 1))
    return Touched(path, added, shown, text, before, old_mode=old, size=len(text))._replace(**known)


class Shown(NamedTuple):
    """A file in which a rule finds a line, and one in which it finds none."""

    found: Touched
    line: int
    silent: Touched


SHOWN = {
    "conflict": Shown(file(MERE, "a\n<<<<<<< HEAD\nb"), 2, file(MERE, "Title\n=======\n>>>>>>>\n<<<<<<<x")),
    "secret": Shown(file(MERE, f"a\nkey: {KEY}"), 2, file(MERE, "ghp_short AKIA1234 -----BEGIN PUBLIC KEY-----")),
    "password": Shown(file(MERE, 'password = "correct horse".x\nPASSWORD: "hunter2hunter2"'), 2, file(MERE, 'password = "changeme-please"\npassword = os.environ["PASSWORD"]')),
    "hidden": Shown(file("tests/a.c", "a\nif (\u202e) {"), 2, file("tests/a.c", "if (\u00fc) {")),
    "direction": Shown(file(MERE, "\u2066text"), 1, file(MERE, "\u05e9\u05dc\u05d5\u05dd")),
    "unseen": Shown(file(MERE, "a\nb\x1b[2Jc"), 2, file(MERE, "a\tb\r\nc\x0c\n\ufeff".replace("\ufeff", ""))),
    "python": Shown(file("tests/a.py", "a = 1\ndef (:\n", "a = 1\n"), 2, file("tests/a.py", "def (:\n", "def :\n")),
    "python-unread": Shown(file("tests/a.py", "a" + ".b" * 100_000), 0, file("tests/a.py", "a = (1 +\n     2)\n")),
    "runs": Shown(file("tests/a.py", "x = 1\nprint(eval(x))\n"), 2, file("tests/a.py", "# eval(x)\n'exec(y)'\nast.literal_eval(z)\nself.eval(q)\n")),
    "shell": Shown(file("tests/a.py", "run(\n  x,\n  shell=True)\n"), 3, file("tests/a.py", "run(x, shell=False)\nrun(x, shell=y)\n")),
    "yaml": Shown(file("tests/a.py", "yaml.load(x)\n"), 1, file("tests/a.py", "yaml.load(x, Loader=yaml.SafeLoader)\nyaml.load(x, CSafeLoader)\n")),
    "debugger": Shown(file("tests/a.py", "if x:\n    breakpoint()\n"), 2, file("tests/a.py", "breakpoints()\n")),
    "console": Shown(file("tests/a.ts", "x\nconsole.log(1)"), 2, file("tests/a.ts", "const debuggers = console.error(1)")),
    "focused": Shown(file("tests/a.ts", "it.only('x', f)"), 1, file("tests/a.ts", "it('x', f); list.only(x)")),
    "skipped": Shown(file("tests/test_a.py", "@pytest.mark.skip\ndef test_x(): ...\n"), 1, file("tests/test_a.py", "skip(1)\n")),
    "later": Shown(file("tests/a.py", "x = 1  # TODO: y\n"), 1, file("tests/a.py", "TODO = 1\ntodo()\n")),
    "json": Shown(file("tests/a.json", '{\n"a": 1,\n}', "{}"), 3, file("tests/a.json", '{"a": 1}', "{}")),
    "json-new": Shown(file("tests/a.json", "{} // x"), 1, file("tests/a.json", "{} // x", "{} // y")),
    "toml": Shown(file("tests/a.toml", "a = "), 0, file("tests/a.toml", "a = 1")),
    "executable": Shown(file(MERE, "x", "x", mode=PROGRAM), 0, file(MERE, "#!/bin/sh\n", mode=PROGRAM)),
    "link": Shown(file("a/b", "../../etc", mode=LINK), 0, file("a/b", "../c/d", mode=LINK)),
    "submodule": Shown(file("lib", "", mode=MODULE)._replace(text=None), 0, file("lib", "")),
    "binary": Shown(Touched("a.bin", size=LARGEST + 1, binary=True), 0, Touched("a.bin", size=LARGEST, binary=True)),
    "disguised": Shown(Touched("tests/a.py", size=9, binary=True), 0, Touched("tests/a.png", size=9, binary=True)),
    "large": Shown(Touched("a.txt", size=9_000_000), 0, file("a.txt", "x")),
    "pipeline": Shown(file(".github/workflows/x.yml", "a: 1"), 0, file("github/x.yml", "a: 1")),
}  # fmt: skip


def test_every_rule_is_shown_and_has_a_name_of_its_own() -> None:
    assert {rule.name for rule in RULES} == {*SHOWN, "untested"}
    assert len({rule.name for rule in RULES}) == len(RULES)
    assert {rule.level for rule in RULES} == set(LEVELS[1:])


@pytest.mark.parametrize("name", SHOWN)
def test_a_rule_finds_what_it_says_where_it_is(name: str) -> None:
    shown = SHOWN[name]
    assert [(each.path, each.line) for each in hits((shown.found,)) if each.rule == name] == [
        (shown.found.path, shown.line)
    ]


@pytest.mark.parametrize("name", SHOWN)
def test_a_rule_is_silent_beside_it(name: str) -> None:
    assert [each for each in hits((SHOWN[name].silent,)) if each.rule == name] == []


def test_code_without_a_test_is_said_of_the_whole_change() -> None:
    code, test = file("lib/a.py", "a = 1\n"), file("tests/test_a.py", "b = 1\n")
    assert [(each.rule, each.path, each.line) for each in hits((code,))] == [("untested", "", 0)]
    assert hits((code, test)) == ()
    assert hits((file("README.md", "# x\n"),)) == ()


def test_what_was_there_before_is_not_found() -> None:
    text = "eval(x)\nbreakpoint()\n# TODO\nb = 2\n"
    assert hits((file("tests/a.py", text, text, since=4),)) == ()


@pytest.mark.parametrize("form", ["from os import system\n", "from pickle import loads as l\n", "os.system('x')\n"])
def test_what_runs_text_is_found_by_other_names_too(form: str) -> None:
    assert [each.rule for each in hits((file("tests/a.py", form),))] == ["runs"]


def test_a_carriage_return_that_ends_a_line_for_python_alone_shifts_nothing() -> None:
    text = "a = 1\n# \rb = 2\r\neval(x)\n"
    found = hits((file("tests/a.py", text, "a = 1\n", since=3),))
    assert [(each.rule, each.line) for each in found] == [("runs", 3)]


@pytest.mark.parametrize(
    ("row", "found"),
    [("/* FIXME */", True), (" * XXX: y", True), ("a / b // TODO", True), ("a - 1 -- TODO", True), ("<p> <!-- TODO -->", True), ("a < b / TODO", False), ("TODO # y", False), ("#" * 100_000, False)],
)  # fmt: skip
def test_what_is_left_for_later_is_in_a_comment(row: str, found: bool) -> None:
    assert [each.rule for each in hits((file("tests/a.sql", row),))] == ["later"] * found


def test_one_place_says_once_that_it_is_hidden() -> None:
    assert [each.rule for each in hits((file("tests/a.py", "x = '\u202e'\n"),))] == ["hidden"]


def test_the_gravest_is_first() -> None:
    found = hits((file("tests/a.py", "# TODO\n"), file("tests/b.py", "<<<<<<< HEAD\n", "# <\n")))
    assert [each.level for each in found] == ["object", "object", "look"]


def test_parsing_warns_nobody() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert hits((file("tests/a.py", "x = '\\d' is 1\n"),)) == ()


PATHS = st.text(max_size=30) | st.sampled_from(
    ["a.py", "tests/a.py", "a.json", "a.toml", "a.ts", ".github/workflows/x"]
)
TEXTS = st.text(max_size=200) | st.sampled_from(["-" * 50_000 + "1", "[" * 50_000, "(" * 900, "\x00", "'" * 5_000])


@given(PATHS, TEXTS, st.none() | TEXTS, st.sampled_from([0, LINK, MODULE, PROGRAM, 0o100644]), st.booleans())
@example("a.py", "x" + ".y" * 60_000, None, 0o100644, False)
@example("a.json", "[" * 60_000, "[]", 0o100644, False)
@example("a.toml", "a = " + "[" * 60_000, "", 0o100644, False)
def test_no_text_is_too_strange_to_be_read(path: str, text: str, before: str | None, mode: int, binary: bool) -> None:
    touched = file(path, text, before, mode=mode, binary=binary)
    found = hits((touched,))
    assert found == hits((touched,))
    for each in found:
        assert (each.path, each.line in touched.shown | {0}) in {(path, True), ("", True)}


@pytest.mark.parametrize(
    "path", ["tests/a.py", "a/tests/b/c.txt", "test_a.py", "lib/test_a.py", "tests/conftest.py", "test/x"]
)
def test_these_are_tests(path: str) -> None:
    assert why_not_a_test(path) == ""
    assert is_test(path)


@pytest.mark.parametrize(
    "path",
    ["", "a.py", "tests", "/tests/a.py", "tests/../a.py", "../tests/a.py", "tests//a.py", "./tests/a.py", "tests/.git/hooks/x", "tests/.GIT/x",
     "tests/git~1/x", "tests/.git /x", "tests/.gitattributes", "tests/a\nb.py", "tests\\a.py", "tests/\x1b[2J", "tests/\u202ea.py",
     "tests/" + "a" * 300, "contest/a.py", "test_a.txt", "tests/.", "C:tests/../x"],
)  # fmt: skip
def test_these_no_patch_may_touch(path: str) -> None:
    assert why_not_a_test(path)


def test_what_a_host_reads_is_not_called_gits_alone() -> None:
    assert why_not_a_test(".github/test_x.py") == "it is git's own, or for where it is hosted"


@given(st.lists(st.sampled_from(["..", ".", "", ".git", ".Git", "tests", "a", "test_a.py"]), max_size=6))
def test_no_path_of_a_test_leads_out_or_to_git(parts: list[str]) -> None:
    if why_not_a_test("/".join(parts)) == "":
        assert not {"..", ".", "", ".git", ".Git"} & set(parts)


@pytest.mark.parametrize(
    ("path", "target", "out"),
    [("a", "b", False), ("a", "..", True), ("d/a", "../b", False), ("d/a", "../../b", True), ("a", "/etc", True), ("a", "", True),
     ("d/a", "x/../../../b", True), ("a", ".git/config", True), ("d/a", "../.GIT/x", True), ("d/e/a", ".././../b", False)],
)  # fmt: skip
def test_a_link_that_leads_out(path: str, target: str, out: bool) -> None:
    assert leaves(path, target) is out


def test_a_patch_of_new_files() -> None:
    assert as_patch([("tests/a.py", "b = 1\n\nc = 2\n")]) == (
        'diff --git "a/tests/a.py" "b/tests/a.py"\nnew file mode 100644\n--- /dev/null\n+++ "b/tests/a.py"\n@@ -0,0 +1,3 @@\n+b = 1\n+\n+c = 2\n'
    )
