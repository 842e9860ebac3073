"""JUnit XML, as pytest, Surefire, Gradle, jest-junit, GoogleTest and most others write it.

There is no standard. What is common to the writers: https://github.com/testmoapp/junitxml, and the schema of Surefire,
https://maven.apache.org/surefire/maven-surefire-plugin/xsd/surefire-test-report.xsd (runs again, `flakyFailure`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from gitgov.core.errors import BadInput
from gitgov.quality.reading import Reading, Sample
from gitgov.quality.sources.foreign import Element, Parsed
from gitgov.quality.sources.row import Metric, Source, left_out, number, share, total
from gitgov.quality.sources.shape import counted, decimal

AUTOMATED = (
    "Tests of the report that a program ran and judged, of all its tests: a test is not automated if a property of the"
    ' test or its suite says so: "automated" other than true, yes or 1; "execution", "test_type" or "type" manual; "tag"'
    ' or "tags" with the word manual. Skipped tests that are not marked so are left out.'
)
METRICS = (
    Metric("tests", "{count}", "Tests that the report lists; runs of one test in one suite count once."),
    Metric(
        "test_pass_rate", "%", "Tests of which no run failed or broke, of those that ran; skipped ones are left out."
    ),
    Metric("test_failures", "{count}", "Tests of which a run failed, by an assertion."),
    Metric("test_errors", "{count}", "Tests of which a run broke, by an error outside of assertions."),
    Metric("test_skipped", "{count}", "Tests that were skipped or not run."),
    Metric("test_duration", "s", "Seconds that the tests took, added up; those that took place at once count each."),
    Metric("test_flaky", "{count}", "Tests that were run again and passed at last, of those that were run again."),
    Metric("test_automation", "%", AUTOMATED),
)
_AGAIN = frozenset({"flakyFailure", "flakyError", "rerunFailure", "rerunError"})
_BAD = frozenset({"failure", "error"})
_KINDS = frozenset({"execution", "test_type", "type"})
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?", re.ASCII)


class Run(NamedTuple):
    """One `testcase` element. `test` tells its test from others: where its suite stands, its class, name and file."""

    test: tuple[str, ...]
    signs: frozenset[str]
    seconds: Fraction | None
    manual: bool


class Test(NamedTuple):
    """A test with all that its runs came to."""

    name: str
    runs: tuple[Run, ...]

    @property
    def failed(self) -> bool:
        """Whether a run of it failed."""
        return any("failure" in each.signs for each in self.runs)

    @property
    def broke(self) -> bool:
        """Whether a run of it broke."""
        return any("error" in each.signs for each in self.runs)

    @property
    def skipped(self) -> bool:
        """Whether no run of it took place."""
        return all("skipped" in each.signs for each in self.runs) and not self.failed and not self.broke

    @property
    def again(self) -> bool:
        """Whether it was run more than once."""
        return len(self.runs) > 1 or any(_AGAIN & each.signs for each in self.runs)

    @property
    def seconds(self) -> Fraction | None:
        """What its runs took, or nothing if none says."""
        said = [each.seconds for each in self.runs if each.seconds is not None]
        return sum(said, Fraction(0)) if said else None


def told_by(parsed: Parsed) -> bool:
    """Tell JUnit XML by its root."""
    return isinstance(parsed, Element) and parsed.tag in {"testsuites", "testsuite"}


def read(root: Element) -> tuple[Reading, ...]:
    """Read what came of each test; raises `BadInput` for a suite that counts more failures than it lists."""
    tests = _tests(_runs(root, (), manual=False))
    _agrees(root)
    ran = [each for each in tests if not each.skipped]
    skipped = [each.name for each in tests if each.skipped]
    out = left_out("skipped", skipped)
    tallied, rate, failures, errors, not_run, duration, flaky, automation = METRICS
    bad = [each.name for each in ran if each.failed or each.broke]
    return (
        Reading(tallied.name, tallied.unit, Fraction(len(tests)), len(tests), "count"),
        share(rate, [each.name for each in ran if not each.failed and not each.broke], bad, [out]),
        number(failures, [each.name for each in ran if each.failed], len(ran), [out]),
        number(errors, [each.name for each in ran if each.broke], len(ran), [out]),
        number(not_run, skipped, len(tests)),
        _duration(duration, tests),
        _flaky(flaky, root, ran),
        _automation(automation, tests),
    )


def _duration(metric: Metric, tests: list[Test]) -> Reading:
    out = left_out("no time is given", [each.name for each in tests if each.seconds is None])
    return total(metric, [Sample(each.seconds, each.name) for each in tests if each.seconds is not None], [out])


def _flaky(metric: Metric, root: Element, ran: list[Test]) -> Reading:
    """Count flaky tests; where nothing was run again, only a suite that counts its flakes has run with that in mind."""
    again = [each for each in ran if each.again]
    flaky = [each.name for each in again if not _BAD & each.runs[-1].signs]
    told = any("flakes" in each.attributes for each in _suites(root))
    return number(metric, flaky, len(ran) if told else len(again))


def _automation(metric: Metric, tests: list[Test]) -> Reading:
    by_hand = [each.name for each in tests if _manual(each)]
    rest = [each for each in tests if not _manual(each)]
    out = left_out("skipped: nothing shows that a program runs it", [each.name for each in rest if each.skipped])
    return share(metric, [each.name for each in rest if not each.skipped], by_hand, [out])


def _manual(test: Test) -> bool:
    return any(each.manual for each in test.runs)


def _tests(runs: Iterator[Run]) -> list[Test]:
    """Put the runs of a test together, in the order of the report."""
    found: dict[tuple[str, ...], list[Run]] = {}
    for each in runs:
        found.setdefault(each.test, []).append(each)
    return [Test(_name(test), tuple(each)) for test, each in found.items()]


def _name(test: tuple[str, ...]) -> str:
    kind, name = test[-3:-1]
    return f"{kind}::{name}" if kind else name


def _runs(element: Element, where: tuple[str, ...], *, manual: bool) -> Iterator[Run]:
    """Yield what ran in a suite and the suites within; `where` is the place of the suite among its siblings."""
    manual = manual or _marked(element)
    for at, child in enumerate(element.children):
        if child.tag == "testsuite":
            yield from _runs(child, (*where, str(at)), manual=manual)
        elif child.tag == "testcase":
            yield _run(child, where, manual=manual)


def _run(case: Element, where: tuple[str, ...], *, manual: bool) -> Run:
    said = case.attributes
    signs = {child.tag for child in case.children}
    if said.get("status") in {"notrun", "disabled"} or said.get("result") in {"suppressed", "skipped"}:  # GoogleTest
        signs.add("skipped")
    test = (*where, said.get("classname", ""), said.get("name", ""), said.get("file", ""))
    return Run(test, frozenset(signs), _seconds(case), manual or _marked(case))


def _seconds(case: Element) -> Fraction | None:
    """Read what a test took; a clock that was set back while it ran has measured nothing."""
    text = case.attributes.get("time", "").strip()
    if not text or text.startswith("-"):
        return None
    where = f"time of the test {case.attributes.get('name', '')[:60]!r}"
    return decimal(text.replace(",", "") if _THOUSANDS.fullmatch(text) else text, where)


def _marked(element: Element) -> bool:
    """Say whether the properties of a test or a suite mark it as one that a person runs."""
    properties = [each.attributes for kept in element.each("properties") for each in kept.each("property")]
    return any(_by_hand(each) for each in properties)


def _by_hand(said: Mapping[str, str]) -> bool:
    name, value = said.get("name", "").strip().lower(), said.get("value", "").strip().lower()
    if name == "automated":
        return value not in {"true", "yes", "1"}
    if name in _KINDS:
        return value == "manual"
    return name in {"tag", "tags"} and "manual" in re.split(r"[\s,;]+", value)


def _suites(element: Element) -> Iterator[Element]:
    if element.tag in {"testsuites", "testsuite"}:
        yield element
        for child in element.children:
            yield from _suites(child)


def _agrees(root: Element) -> int:
    """Refuse a suite that counts more failures than it lists, or tests where it lists none; return how many failed.

    The counts of `tests` differ from what is listed in reports of pytest itself, so only these two are asked for.
    """
    listed = 0
    for each in root.children:
        if each.tag == "testcase":
            listed += sum(child.tag in _BAD for child in each.children)
        elif each.tag == "testsuite":
            listed += _agrees(each)
    where = f"the suite {root.attributes.get('name', '')[:60]!r}"
    failed = (counted(root.attributes, "failures", where) or 0) + (counted(root.attributes, "errors", where) or 0)
    if failed > listed:
        raise BadInput(f"{where} counts {failed} failures and errors, and lists {listed}", "give the whole report")
    if counted(root.attributes, "tests", where) and not any(
        each.tag in {"testcase", "testsuite"} for each in root.children
    ):
        raise BadInput(f"{where} counts tests, and lists none", "give the report that names each test")
    return listed


ROW = Source(
    "junit",
    "JUnit XML, as pytest, Surefire, Gradle, jest-junit and GoogleTest write it",
    told_by,
    read,
    METRICS,
)
