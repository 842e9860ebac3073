"""Times of benchmarks, and the regression against a baseline, to the last digit."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gitgov.core.errors import BadInput
from gitgov.quality import sources
from gitgov.quality.reading import Excluded, Sample

VECTORS = Path(__file__).parents[2] / "vectors/quality/sources"


def pytest_benchmark(**medians: str) -> bytes:
    rows = [f'{{"fullname": "{name}", "stats": {{"mean": 9, "median": {median}}}}}' for name, median in medians.items()]
    return f'{{"benchmarks": [{", ".join(rows)}]}}'.encode()


def hyperfine(**means: str) -> bytes:
    rows = [f'{{"command": "{name}", "mean": {mean}}}' for name, mean in means.items()]
    return f'{{"results": [{", ".join(rows)}]}}'.encode()


MAKERS = {"pytest-benchmark": pytest_benchmark, "hyperfine": hyperfine}


def test_what_hyperfine_and_pytest_benchmark_wrote() -> None:
    mean, median = sources.read("hyperfine", (VECTORS / "hyperfine.json").read_bytes())
    assert [(each.object, each.value) for each in mean.samples] == [
        ("sleep 0.01", Fraction("0.012629917201")),  # 0.012629917200000002: rounded up to the picosecond
        ("true", Fraction("0.000873292201")),
    ]
    assert (mean.value, mean.n) == (Fraction("0.013503209402"), 2)
    assert median.value == Fraction("0.013938276002")
    mean, median = sources.read("pytest-benchmark", (VECTORS / "pytest-benchmark.json").read_bytes())
    stated = json.loads((VECTORS / "pytest-benchmark.json").read_bytes(), parse_float=Fraction)["benchmarks"]
    assert {each.object: each.value for each in mean.samples}.keys() == {each["fullname"] for each in stated}
    assert mean.value is not None
    assert 0 <= mean.value - sum(each["stats"]["mean"] for each in stated) < Fraction(2, 10**12)


@pytest.mark.parametrize("name", MAKERS)
@pytest.mark.parametrize(
    ("before", "now", "growth"),
    [
        ("1.0", "1.05", Fraction(5)),
        ("1.0", "1.051", Fraction("5.1")),
        ("0.0000001", "0.000000105", Fraction(5)),
        ("1e-7", "1.05e-7", Fraction(5)),
        ("3", "3.15", Fraction(5)),
        ("1", "1.0500000000000001", Fraction("5.00000000000001").limit_denominator(10**12) + Fraction(1, 10**12)),
        ("2", "1", Fraction(-50)),
    ],
)
def test_a_limit_of_5_per_cent_is_met_by_exactly_5(name: str, before: str, now: str, growth: Fraction) -> None:
    found = sources.compare(name, MAKERS[name](a=now), MAKERS[name](a=before))
    assert (found.metric, found.unit, found.value, found.n) == ("performance_regression", "%", growth, 1)
    assert found.value is not None
    assert (found.value > 5) == (Fraction(now) * 100 > Fraction(before) * 105)


def test_the_worst_benchmark_speaks_and_all_are_shown() -> None:
    found = sources.compare("hyperfine", hyperfine(a="2", b="1.1", new="1"), hyperfine(a="4", b="1", old="1"))
    assert (found.value, found.samples) == (Fraction(10), (Sample(Fraction(-50), "a"), Sample(Fraction(10), "b")))
    assert found.excluded == (Excluded("not in the baseline", ("new",)), Excluded("only in the baseline", ("old",)))


def test_with_nothing_in_common_there_is_no_data() -> None:
    found = sources.compare("hyperfine", hyperfine(a="2"), hyperfine(b="1", a2="0"))
    assert (found.value, found.n) == (None, 0)
    found = sources.compare("hyperfine", hyperfine(a="2"), hyperfine(a="0"))
    assert (found.value, found.excluded) == (None, (Excluded("no time to compare with", ("a",)),))
    assert sources.compare("pytest-benchmark", pytest_benchmark(), pytest_benchmark()).value is None


def test_medians_are_compared_where_both_have_them_else_means() -> None:
    both = b'{"results": [{"command": "a", "mean": 1, "median": 2}]}'
    assert sources.compare("hyperfine", both, b'{"results": [{"command": "a", "mean": 9, "median": 1}]}').value == 100
    assert sources.compare("hyperfine", both, hyperfine(a="4")).value == -75


def test_commands_that_failed_and_names_that_stand_twice_say_nothing() -> None:
    results: list[dict[str, Any]] = [
        {"command": "bad", "mean": 1, "median": 1, "exit_codes": [0, 1]},
        {"command": "killed", "mean": 1, "exit_codes": [None]},
        {"command": "twice", "mean": 1},
        {"command": "twice", "mean": 2},
        {"command": "run", "mean": 3, "parameters": {"n": "1"}},
        {"command": "run", "mean": 4, "parameters": {"n": "2"}},
        {"command": "silent"},
    ]
    mean, median = sources.read("hyperfine", json.dumps({"results": results}).encode())
    assert (mean.value, [each.object for each in mean.samples]) == (Fraction(7), ["run n=1", "run n=2"])
    assert median.value is None
    assert mean.excluded == (
        Excluded("the name stands more than once", ("twice",)),
        Excluded("a run of it failed", ("bad", "killed")),
        Excluded("it has neither mean nor median", ("silent",)),
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("hyperfine", hyperfine(a="-1")),
        ("hyperfine", hyperfine(a="NaN")),
        ("hyperfine", hyperfine(a='"1"')),
        ("hyperfine", hyperfine(a="true")),
        ("hyperfine", b'{"results": [{"command": 1, "mean": 1}]}'),
        ("pytest-benchmark", pytest_benchmark(a="Infinity")),
        ("pytest-benchmark", pytest_benchmark(a="1e400")),
        ("pytest-benchmark", b'{"benchmarks": [{"stats": {}}]}'),
        ("pytest-benchmark", b'{"benchmarks": [{"name": "a", "stats": []}]}'),
    ],
)
def test_what_is_no_time_is_refused(name: str, content: bytes) -> None:
    with pytest.raises(BadInput):
        sources.read(name, content)


def test_only_benchmarks_are_compared() -> None:
    with pytest.raises(BadInput, match="junit has no benchmarks"):
        sources.compare("junit", b"<testsuite/>", b"<testsuite/>")


@given(st.integers(1, 10**9), st.integers(1, 10**9), st.integers(1, 10**6))
def test_the_unit_of_time_does_not_matter(before: int, now: int, scale: int) -> None:
    one = sources.compare("hyperfine", hyperfine(a=str(now)), hyperfine(a=str(before)))
    assert sources.compare("hyperfine", hyperfine(a=str(now * scale)), hyperfine(a=str(before * scale))) == one
    assert one.value is not None
    assert (one.value <= 5) == (100 * now <= 105 * before)
