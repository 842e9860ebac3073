"""Tests as reported: counted by hand in files that pytest wrote, and in the shapes of other tools."""

from fractions import Fraction
from pathlib import Path

import pytest

from gitgov.core.errors import BadInput
from gitgov.quality import sources
from gitgov.quality.reading import Excluded, Reading
from gitgov.quality.sources.junit import METRICS

VECTORS = Path(__file__).parents[2] / "vectors/quality/sources"
Values = dict[str, int | Fraction | None]


def readings(content: bytes) -> dict[str, Reading]:
    return {each.metric: each for each in sources.read("junit", content)}


def values(content: bytes) -> Values:
    return {name: each.value for name, each in readings(content).items()}


def suite(*cases: str, said: str = "") -> bytes:
    return f"<testsuite {said}>{''.join(cases)}</testsuite>".encode()


def case(name: str, inside: str = "") -> str:
    return f'<testcase classname="c" name="{name}" time="0.25">{inside}</testcase>'


def marked(name: str, value: str) -> str:
    return f'<properties><property name="{name}" value="{value}"/></properties>'


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        # 8 tests: 4 pass, 1 fails, 1 breaks, 1 is skipped, 1 fails as expected (pytest: skipped); 1 marked "automated" false
        ("junit-pytest.xml", (8, Fraction(400, 6), 1, 1, 2, Fraction("0.008"), None, Fraction(500, 6))),
        # one test, run twice, that passed at last
        ("junit-rerun.xml", (1, 100, 0, 0, 0, Fraction("0.001"), 1, 100)),
        # passed and broke when taken down; failed and broke; failed three times. pytest itself counts four tests
        ("junit-edges.xml", (3, 0, 2, 2, 0, 0, 0, 100)),
        ("junit-tags.xml", (2, 100, 0, 0, 0, Fraction("0.005"), None, 50)),
    ],
)
def test_what_pytest_wrote(file: str, expected: tuple[int | Fraction | None, ...]) -> None:
    assert tuple(values((VECTORS / file).read_bytes()).values()) == expected


@pytest.mark.parametrize("content", [b"<testsuites/>", suite(), suite(said='tests="0"')])
def test_an_empty_report_has_no_rate(content: bytes) -> None:
    assert values(content) == {each.name: 0 if each.name == "tests" else None for each in METRICS}


def test_tests_that_are_all_skipped_have_no_rate() -> None:
    found = readings(suite(case("a", "<skipped/>")))
    assert found["test_pass_rate"].value is None
    assert found["test_failures"].value is None
    assert found["test_pass_rate"].excluded == (Excluded("skipped", ("c::a",)),)


@pytest.mark.parametrize(("automated", "expected"), [(19, 95), (18, 90)])
def test_the_share_of_automated_tests(automated: int, expected: int) -> None:
    by_hand = [case(f"h{each}", marked("execution", "manual")) for each in range(20 - automated)]
    found = readings(suite(*[case(f"a{each}") for each in range(automated)], *by_hand))["test_automation"]
    assert (found.value, found.part, found.n, found.unit) == (Fraction(expected), automated, 20, "%")


@pytest.mark.parametrize(
    ("name", "value", "manual"),
    [
        ("automated", "true", False),
        ("automated", "1", False),
        ("automated", "false", True),
        ("automated", "mostly", True),
        ("automated", "", True),
        ("test_type", "manual", True),
        ("test_type", "unit", False),
        ("type", "Manual", True),
        ("tags", "slow, manual", True),
        ("tag", "manually-checked", False),
        ("owner", "manual", False),
    ],
)
def test_what_marks_a_test_as_run_by_hand(name: str, value: str, manual: bool) -> None:
    mark = marked(name, value)
    for content in (suite(case("a", mark)), suite(mark, case("a"))):
        assert values(content)["test_automation"] == (0 if manual else 100)
        nested = content.replace(b"<testcase", b"<testsuite><testcase").replace(
            b"</testcase>", b"</testcase></testsuite>"
        )
        assert values(nested)["test_automation"] == (0 if manual else 100)


def test_a_skipped_test_shows_nothing_of_automation_unless_it_is_marked() -> None:
    skipped = case("s", "<skipped/>")
    found = readings(suite(case("a"), skipped, case("h", "<skipped/>" + marked("automated", "no"))))["test_automation"]
    assert (found.part, found.n) == (1, 2)
    assert found.excluded == (Excluded("skipped: nothing shows that a program runs it", ("c::s",)),)


def test_runs_again_as_surefire_writes_them() -> None:
    flaky = case("f", '<flakyFailure type="x"/>')
    always = case("b", "<failure/><rerunFailure/>")
    found = values(suite(case("a"), flaky, always, said='tests="3" failures="1" flakes="1"'))
    assert (found["test_pass_rate"], found["test_flaky"]) == (Fraction(200, 3), 1)


def test_a_suite_that_counts_its_flakes_and_has_none_says_so() -> None:
    assert values(suite(case("a"), said='flakes="0"'))["test_flaky"] == 0
    assert values(suite(case("a")))["test_flaky"] is None


def test_a_test_that_failed_in_any_run_has_not_passed() -> None:
    found = values(suite(case("a", "<failure/>"), case("a"), case("b")))
    assert (found["tests"], found["test_pass_rate"], found["test_flaky"]) == (2, 50, 1)


def test_the_same_name_in_another_suite_is_another_test() -> None:
    twice = b"<testsuites>" + suite(case("a")) + suite(case("a", "<failure/>")) + b"</testsuites>"
    assert (values(twice)["tests"], values(twice)["test_pass_rate"]) == (2, 50)


def test_what_googletest_did_not_run_has_not_passed() -> None:
    off = '<testcase name="b" status="notrun" result="suppressed" classname="c"/>'
    found = values(
        suite('<testcase name="a" status="run" result="completed" time="0." classname="c"/>'.replace("0.", "0"), off)
    )
    assert (found["test_pass_rate"], found["test_skipped"]) == (100, 1)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("1,234.5", Fraction(2469, 2)), ("1.5e-3", Fraction(3, 2000)), (" 2 ", 2), ("", None), ("-0.1", None)],
)
def test_the_times_that_tools_write(text: str, seconds: Fraction | None) -> None:
    found = readings(suite(f'<testcase name="a" time="{text}"/>'))["test_duration"]
    assert found.value == seconds
    assert found.excluded == (() if seconds is not None else (Excluded("no time is given", ("a",)),))


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (suite(case("a"), said='tests="2" failures="1"'), "counts 1 failures and errors, and lists 0"),
        (
            b'<testsuites errors="2">' + suite(case("a", "<error/>")) + b"</testsuites>",
            "counts 2 failures and errors, and lists 1",
        ),
        (suite(said='tests="12"'), "counts tests, and lists none"),
        (suite(said='tests="many"'), "is no whole number"),
        (suite('<testcase name="a" time="soon"/>'), "time of the test 'a' is not a number"),
        (suite('<testcase name="a" time="NaN"/>'), "not a number"),
    ],
)
def test_what_contradicts_itself_or_is_no_number_is_refused(content: bytes, what: str) -> None:
    with pytest.raises(BadInput, match=what):
        sources.read("junit", content)


def test_names_drive_no_terminal() -> None:
    found = readings(suite('<testcase name="a&#x202e;b&#10;" classname="c" time="1"/>'))["test_duration"]
    assert found.samples[0].object.isprintable()
