"""What a report says of a part of a repository: the files of that alone, counted as those of a whole are."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest

from gitgov.quality import sources

COBERTURA = b"""<coverage line-rate="0.5" lines-covered="2" lines-valid="4" branches-covered="1" branches-valid="2"><packages>
<package><classes><class filename="be/a.py"><lines><line number="1" hits="1"/><line number="2" hits="1"/></lines></class>
<class filename="fe/b.py"><lines><line number="1" hits="0"/><line number="2" hits="0"/></lines></class></classes></package>
</packages></coverage>"""
LCOV = b"TN:\nSF:/w/be/a.py\nDA:1,1\nDA:2,1\nend_of_record\nSF:fe/b.py\nDA:1,0\nDA:2,0\nend_of_record\n"
SUMMARY = {"covered_lines": 2, "num_statements": 2, "covered_branches": 1, "num_branches": 4}
COVERAGEPY = json.dumps(
    {
        "files": {"be/a.py": {"summary": SUMMARY}, "fe/b.py": {"summary": {"covered_lines": 0, "num_statements": 2}}},
        "totals": {"covered_lines": 2, "num_statements": 4},
    }
).encode()
JUNIT = b"""<testsuites><testsuite tests="4" failures="1" file="be/test_d.py"><testcase name="d" time="4"/>
<testsuite><testcase name="a" file="be/test_a.py" time="1"/><testcase name="c" classname="be.test_c.TestC" time="2"/></testsuite>
</testsuite><testsuite failures="1"><testcase name="b" classname="fe.test_b" time="3"><failure/></testcase></testsuite></testsuites>"""


def of_part(kind: str, content: bytes, folder: str = "be/") -> dict[str, Fraction | None]:
    """Returns what a report says of the files below a folder, by metric."""
    found = sources.read_part(kind, content, lambda name: name.removeprefix("/w/").startswith(folder))
    return {each.metric: each.value for each in found}


@pytest.mark.parametrize(("kind", "content"), [("cobertura", COBERTURA), ("lcov", LCOV), ("coveragepy", COVERAGEPY)])
def test_coverage_of_a_part_is_that_of_its_files(kind: str, content: bytes) -> None:
    assert {each.metric: each.value for each in sources.read(kind, content)}["code_coverage"] == 50
    assert of_part(kind, content)["code_coverage"] == 100
    assert of_part(kind, content, "fe/")["code_coverage"] == 0
    assert of_part(kind, content, "gone/") == {}


def test_branches_are_of_a_part_only_where_files_say_so() -> None:
    assert of_part("coveragepy", COVERAGEPY)["branch_coverage"] == 25
    assert "branch_coverage" not in of_part("cobertura", COBERTURA)


def test_tests_are_of_a_part_by_their_file_that_of_their_suite_or_their_class() -> None:
    found = of_part("junit", JUNIT)
    assert [found[each] for each in ("tests", "test_pass_rate", "test_duration")] == [3, 100, 7]
    assert of_part("junit", JUNIT, "fe/")["test_failures"] == 1
    assert of_part("junit", JUNIT, "gone/") == {}


def test_a_format_that_names_no_files_says_nothing_of_a_part() -> None:
    assert of_part("hyperfine", b'{"results": [{"command": "be/x", "mean": 1, "median": 1}]}') == {}
