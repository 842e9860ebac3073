"""Findings and vulnerabilities: what counts, what is left out and why, and when nothing has been looked at."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gitgov.core.errors import BadInput
from gitgov.quality import sources
from gitgov.quality.reading import Excluded, Reading

VECTORS = Path(__file__).parents[2] / "vectors/quality/sources"


def sarif(*results: dict[str, Any], rules: list[Any] | None = None, **run: Any) -> bytes:
    tool = {"driver": {"name": "scanner", "rules": rules or []}}
    return json.dumps({"version": "2.1.0", "runs": [{"tool": tool, "results": [*results], **run}]}).encode()


def readings(content: bytes) -> dict[str, Reading]:
    return {each.metric: each for each in sources.read("sarif", content)}


def levels(content: bytes) -> list[Any]:
    return [each.value for each in sources.read("sarif", content)]


def audit(*dependencies: dict[str, Any], fixes: list[dict[str, Any]] | None = None) -> Reading:
    content = json.dumps({"dependencies": [*dependencies], "fixes": fixes or []}).encode()
    (found,) = sources.read("pip-audit", content)
    return found


def package(name: str, *known: tuple[str, ...], version: str = "1") -> dict[str, Any]:
    return {
        "name": name,
        "version": version,
        "vulns": [{"id": each[0], "fix_versions": [], "aliases": [*each[1:]]} for each in known],
    }


def test_what_ruff_and_bandit_wrote() -> None:
    assert levels((VECTORS / "ruff.sarif").read_bytes()) == [5, 5, 0, 0, 5]
    bandit = readings((VECTORS / "bandit.sarif").read_bytes())
    assert [each.value for each in bandit.values()] == [3, 0, 0, 3, 3]
    assert [each.object for each in bandit["vulnerabilities"].samples] == [
        "B404 app/core.py:3",
        "B602 app/core.py:30",
        "B607 app/core.py:30",
    ]


def test_a_scan_that_found_nothing_says_0_and_one_that_did_not_look_says_nothing() -> None:
    assert levels(sarif()) == [0] * 5
    failed = readings(sarif(invocations=[{"executionSuccessful": False}]))
    assert [each.value for each in failed.values()] == [None] * 5
    assert failed["vulnerabilities"].excluded == (Excluded("the run failed, or has no results", ("scanner",)),)
    assert levels(b'{"version": "2.1.0", "runs": []}') == [None] * 5
    assert levels(b'{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "x"}}}]}') == [None] * 5


@pytest.mark.parametrize(
    ("result", "rules", "expected"),
    [
        ({"level": "error"}, [], "error"),
        ({}, [], "warning"),
        ({"ruleId": "A"}, [{"id": "A", "defaultConfiguration": {"level": "note"}}], "note"),
        ({"ruleId": "A/b"}, [{"id": "A", "defaultConfiguration": {"level": "note"}}], "note"),
        ({"ruleIndex": 1}, [{"id": "A"}, {"id": "B", "defaultConfiguration": {"level": "error"}}], "error"),
        ({"rule": {"index": 0}}, [{"id": "A", "defaultConfiguration": {"level": "error"}}], "error"),
        ({"level": "warning", "ruleId": "A"}, [{"id": "A", "defaultConfiguration": {"level": "note"}}], "warning"),
        ({"ruleIndex": 7}, [], "warning"),
    ],
)
def test_the_level_is_the_result_s_else_its_rule_s_else_warning(
    result: dict[str, Any], rules: list[dict[str, Any]], expected: str
) -> None:
    found = readings(sarif(result, rules=rules))
    assert found[f"findings_{expected}"].value == 1
    assert found["findings"].value == 1


@pytest.mark.parametrize(
    ("result", "why"),
    [
        ({"suppressions": [{"kind": "inSource"}]}, "suppressed (inSource)"),
        (
            {"suppressions": [{"kind": "external", "status": "accepted", "justification": "a test"}]},
            "suppressed (external): a test",
        ),
        ({"suppressions": [{"kind": "external", "status": "underReview"}]}, ""),
        ({"suppressions": [{"kind": "inSource"}, {"kind": "external", "status": "rejected"}]}, ""),
        ({"suppressions": []}, ""),
        ({"kind": "pass"}, "its kind is pass"),
        ({"kind": "open", "level": "error"}, "its kind is open"),
        ({"level": "none"}, "its level is none"),
        ({"baselineState": "absent"}, "absent since the baseline"),
        ({"baselineState": "unchanged"}, ""),
    ],
)
def test_what_does_not_count_is_left_out_with_its_reason(result: dict[str, Any], why: str) -> None:
    found = readings(sarif({"ruleId": "A", **result}))["findings"]
    assert found.value == (0 if why else 1)
    assert found.excluded == ((Excluded(why, ("A",)),) if why else ())


@pytest.mark.parametrize(
    ("properties", "counts"),
    [
        ({}, True),
        ({"tags": []}, True),
        ({"tags": ["security", "external/cwe/cwe-78"]}, True),
        ({"tags": ["CVE-2024-1"]}, True),
        ({"tags": ["maintainability"]}, False),
        ({"tags": ["maintainability"], "security-severity": "7.5"}, True),
    ],
)
def test_only_findings_of_rules_about_something_else_are_no_vulnerabilities(
    properties: dict[str, Any], counts: bool
) -> None:
    found = readings(sarif({"ruleId": "A"}, rules=[{"id": "A", "properties": properties}]))
    assert found["findings"].value == 1
    assert found["vulnerabilities"].value == int(counts)
    assert bool(found["vulnerabilities"].excluded) is not counts


@pytest.mark.parametrize(
    "content",
    [
        b'{"version": "2.0.0", "runs": []}',
        b'{"version": "2.1.0", "runs": {}}',
        b'{"version": "2.1.0", "runs": [1]}',
        sarif({"level": "fatal"}),
        sarif({"level": ["error"]}),
        sarif({"suppressions": ["all"]}),
        sarif({"ruleId": 7}),
        sarif({"locations": [{"physicalLocation": "here"}]}),
        sarif(rules=[{"id": "A"}, "B"]),
    ],
)
def test_what_is_no_sarif_of_this_version_is_refused(content: bytes) -> None:
    with pytest.raises(BadInput):
        sources.read("sarif", content)


def test_what_pip_audit_wrote() -> None:
    """Five rows: two of jinja2 are one by their CVE, requests was fixed by the run, one package was not audited."""
    (found,) = sources.read("pip-audit", (VECTORS / "pip-audit.json").read_bytes())
    assert (found.value, found.n) == (Fraction(2), 3)
    assert [each.object for each in found.samples] == [
        "jinja2 2.4.1: CVE-2014-1402, GHSA-8r7q-cvjq-x353, PYSEC-2014-8",
        "jinja2 2.4.1: CVE-2016-10745, GHSA-hj2j-77xm-mc5v, PYSEC-2019-217",
    ]
    assert [each.objects for each in found.excluded] == [
        ("requests 2.19.0: CVE-2018-18074, GHSA-x84v-xcm2-53pg, PYSEC-2018-28",),
        ("shop",),
    ]


def test_where_nothing_could_be_audited_there_is_no_data() -> None:
    """pip-audit itself says "No known vulnerabilities found" of this file, and exits with 0."""
    (found,) = sources.read("pip-audit", (VECTORS / "pip-audit-skipped.json").read_bytes())
    assert (found.value, found.n, len(found.excluded)) == (None, 0, 4)
    assert audit().value is None


def test_vulnerabilities_are_counted_once_for_a_package() -> None:
    chain = package("a", ("X-1", "C-1"), ("X-2", "C-2"), ("X-3", "C-1", "C-2"), ("X-1",))
    assert audit(chain).value == 1
    assert audit(chain, chain).value == 1
    assert audit(package("a", ("X-1",)), package("b", ("X-1",))).value == 2
    assert audit(package("a", ("X-1",), version="1"), package("a", ("X-1",), version="2")).value == 2
    assert audit(package("a")).value == 0


def test_a_fix_that_was_skipped_or_is_of_another_version_fixes_nothing() -> None:
    vulnerable = package("a", ("X-1",))
    assert audit(vulnerable, fixes=[{"name": "a", "version": "1", "skip_reason": "no fix"}]).value == 1
    assert audit(vulnerable, fixes=[{"name": "a", "old_version": "0", "new_version": "2"}]).value == 1
    assert audit(vulnerable, fixes=[{"name": "a", "old_version": "1", "new_version": "2"}]).value == 0


def test_the_older_shape_is_read() -> None:
    content = json.dumps([package("a", ("X-1",)), {"name": "b", "skip_reason": "local"}]).encode()
    assert sources.recognised(content) == "pip-audit"
    assert sources.read("pip-audit", content)[0].value == 1


@pytest.mark.parametrize(
    "dependency",
    [
        {"vulns": []},
        {"name": "a", "vulns": []},
        {"name": "a", "version": "1", "vulns": {}},
        {"name": "a", "version": "1", "vulns": [{}]},
        {"name": "a", "version": "1", "vulns": [{"id": "X", "aliases": [1]}]},
        {"name": "a", "skip_reason": 1},
    ],
)
def test_what_is_no_audit_is_refused(dependency: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        audit(dependency)


@given(st.lists(st.sets(st.sampled_from("ABCDEFGH"), min_size=1, max_size=3), max_size=8), st.randoms())
def test_aliases_unite_whatever_their_order(known: list[set[str]], order: Any) -> None:
    """Compared with the naive way: unite until nothing is shared."""
    groups: list[set[str]] = []
    for each in known:
        shared = [group for group in groups if group & each]
        groups = [group for group in groups if not group & each] + [each.union(*shared)]
    rows = [tuple(sorted(each)) for each in known]
    order.shuffle(rows)
    assert audit(package("a", *rows)).value == len(groups)
