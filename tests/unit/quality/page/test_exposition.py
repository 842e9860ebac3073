"""Metrics as others read them: a strict parser of OpenMetrics, and promtool where it is installed."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterable
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from prometheus_client import parser as older
from prometheus_client.metrics_core import Metric
from prometheus_client.openmetrics import parser

from gitgov.quality.measures import ALL
from gitgov.quality.page.exposition import OTEL, open_metrics, text_format
from gitgov.quality.page.values import Count, Figure, Page, Tile
from gitgov.quality.sources import SOURCES
from tests.house.source import ROOT
from tests.kit.pages import chart_of, commit, full_page, worded

Read = dict[tuple[str, frozenset[tuple[str, str]]], float]
PROMTOOL = shutil.which("promtool")
needs_promtool = pytest.mark.skipif(PROMTOOL is None, reason="promtool is not installed (Debian: prometheus)")
NAMES = st.from_regex(r"[a-z][a-z0-9_-]{0,20}(?:/[a-z0-9][a-z0-9-]{0,9})?", fullmatch=True)
UNITS = st.sampled_from(["%", "1", "s", "ms", "h", "d", "/d", "/wk", "{count}", "By", "furlongs"])
AWKWARD = ("a_total", "a", "a_count", "spc_center", "quality_observations", "build_info", "a_seconds", "deployments")
PLAIN_NAMES = st.sampled_from(AWKWARD)


def samples(metrics: Iterable[Metric]) -> Read:
    rows = [
        ((each.name, frozenset(each.labels.items())), float(each.value))
        for metric in metrics
        for each in metric.samples
    ]
    found = dict(rows)
    assert len(found) == len(rows)
    return found


def strictly(page: Page) -> list[Metric]:
    return list(parser.text_string_to_metric_families(open_metrics(page)))  # type: ignore[no-untyped-call]


def read(page: Page) -> Read:
    """Returns every sample of a page, once the strict parser has taken it, and the older format has said the same."""
    metrics = strictly(page)
    names = [each.name for each in metrics]
    assert len(set(names)) == len(names)
    found = samples(metrics)
    assert samples(older.text_string_to_metric_families(text_format(page))) == found
    return found


def one(found: Read, name: str, **labels: str) -> float:
    return found[name, frozenset(labels.items())]


def measured(name: str, unit: str, value: Fraction | float | None) -> Tile:
    return Tile(name, "", "", Figure(value, unit, 1))


def test_values_are_in_base_units_and_say_what_they_are_of() -> None:
    found = read(full_page())
    assert one(found, "gitgov_coverage_ratio") == 0.8612
    assert one(found, "gitgov_change_lead_time_seconds", service="web") == 113_100
    assert one(found, "gitgov_failed_deployment_recovery_time_seconds") == 5_400
    assert one(found, "gitgov_deployment_frequency_per_second") == pytest.approx(23 / 8 / 604_800)
    assert one(found, "gitgov_vulnerabilities") == 0
    assert one(found, "gitgov_ctq_value", ctq="coverage") == 0.8612
    assert one(found, "gitgov_quality_interval_low", ctq="change_lead_time", service="web") == 90_000
    assert one(found, "gitgov_quality_left_out", ctq="coverage") == 4


def test_limits_are_those_of_the_newest_point() -> None:
    found = read(full_page())
    limits = [one(found, f"gitgov_spc_{name}", ctq="coverage", phase="2") for name in ("lcl", "center", "ucl")]
    assert limits == [0.827, 0.86, 0.893]


def test_a_signal_is_1_while_it_is_of_the_newest_point() -> None:
    chart = chart_of("coverage", 30)
    newest = chart.signals[0]._replace(point=29)
    found = read(Page("", "", 0, "", charts=(chart._replace(signals=(newest, *chart.signals[1:])),)))
    rules = {rule: one(found, "gitgov_spc_signal", ctq="coverage", rule=rule) for rule in ("N1", "N2", "N3")}
    assert rules == {"N1": 1, "N2": 0, "N3": 0}


def test_of_all_verdicts_one_is_1() -> None:
    found = read(full_page())
    verdicts = ("met", "missed", "no data", "waived")
    gate = {"gate": "refs/tags/v*", "ctq": "test_automation"}
    assert [one(found, "gitgov_gate_verdict", **gate, verdict=each) for each in verdicts] == [0, 0, 1, 0]


def test_what_has_no_data_has_no_value_and_an_n_of_0() -> None:
    found = read(full_page())
    assert [name for name, labels in found if "test_automation" in name or ("ctq", "test_automation") in labels] == [
        "gitgov_quality_observations",
        "gitgov_quality_left_out",
        *["gitgov_ctq_verdict"] * 3,
        *["gitgov_gate_verdict"] * 4,
    ]
    assert one(found, "gitgov_quality_observations", ctq="test_automation") == 0


def test_what_is_counted_anew_each_time_is_no_counter() -> None:
    metrics = {each.name: each for each in strictly(full_page())}
    assert {each.type for each in metrics.values()} == {"gauge"}
    assert one(read(full_page()), "gitgov_deployments", service="web") == 23


def test_units_and_what_opentelemetry_calls_it_are_declared() -> None:
    page = Page("", "", 0, "", tiles=(measured("time_to_merge", "h", Fraction(1, 2)),))
    (metric,) = (each for each in strictly(page) if "merge" in each.name)
    assert (metric.unit, metric.samples[0].value) == ("seconds", 1_800)
    assert "OpenTelemetry: vcs.change.time_to_merge." in metric.documentation


def test_what_opentelemetry_has_a_name_for_is_measured_here() -> None:
    given = {each.name for row in SOURCES.values() for each in row.gives}
    assert set(OTEL) <= {*ALL, *given}


def test_no_label_names_an_object_and_no_sample_bears_an_instant() -> None:
    text = text_format(full_page())
    assert re.search(r'="[^"]*[0-9a-f]{12}', text) is None
    lines = [each for each in text.splitlines() if not each.startswith("#")]
    assert [each for each in lines if not re.fullmatch(r"[a-z_]+(?:\{.*\})? [-+0-9.e]+", each)] == []


@settings(deadline=None, max_examples=200)
@given(
    st.lists(st.tuples(NAMES | PLAIN_NAMES, UNITS, st.floats(-1e12, 1e12) | st.none()), max_size=8),
    st.lists(PLAIN_NAMES),
)
def test_whatever_characteristics_are_called_the_text_is_valid(
    rows: list[tuple[str, str, float | None]], counted: list[str]
) -> None:
    tiles = tuple({name: measured(name, unit, value) for name, unit, value in rows}.values())
    counts = tuple(Count(name, name, 1) for name in sorted(set(counted)))
    found = read(Page("", "", 0, "", tiles=tiles, counts=counts))
    values = [value for (name, _), value in found.items() if name == "gitgov_ctq_value"]
    assert len(values) == sum(each.figure.value is not None for each in tiles)


@settings(deadline=None, max_examples=50)
@given(st.text(st.characters()))
def test_whatever_people_wrote_the_text_is_valid(words: str) -> None:
    read(worded(full_page(), words))


def test_infinite_and_unknown_numbers_have_no_sample() -> None:
    rows = (measured("a", "%", float("inf")), measured("b", "%", float("nan")))
    assert [
        name for name, _ in read(Page("", "", 0, "", tiles=rows)) if name.startswith(("gitgov_a", "gitgov_b_"))
    ] == []


def awkward() -> Page:
    tiles = tuple(measured(name, "{count}", Fraction(1)) for name in AWKWARD)
    return Page(
        "", "", 0, "", tiles=tuple(each._replace(title=each.name) for each in tiles), counts=(Count("a", "a", 1),)
    )


@needs_promtool
@pytest.mark.parametrize("page", [full_page(), awkward()], ids=["full", "awkward"])
@pytest.mark.parametrize("write", [open_metrics, text_format])
def test_promtool_has_nothing_to_say(write: Callable[[Page], str], page: Page) -> None:
    checked = subprocess.run(
        [str(PROMTOOL), "check", "metrics"], input=write(page), text=True, capture_output=True, check=False
    )
    assert (checked.returncode, checked.stdout, checked.stderr) == (0, "", "")


@needs_promtool
def test_prometheus_reads_the_openmetrics(tmp_path: Path) -> None:
    """Its parser of OpenMetrics is reached by importing, which takes samples with instants only."""
    lines = open_metrics(full_page()).splitlines()
    (tmp_path / "dated").write_text(
        "\n".join(each if each.startswith("#") else f"{each} 1767225600" for each in lines) + "\n"
    )
    import_ = [
        str(PROMTOOL),
        "tsdb",
        "create-blocks-from",
        "openmetrics",
        str(tmp_path / "dated"),
        str(tmp_path / "blocks"),
    ]
    done = subprocess.run(import_, text=True, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert commit("head")[:12] not in done.stdout


def test_the_grafana_dashboard_asks_for_nothing_else() -> None:
    text = (ROOT / "examples/grafana/quality.json").read_text(encoding="utf-8")
    targets = [target["expr"] for panel in json.loads(text)["panels"] for target in panel["targets"]]
    asked = {name for expression in targets for name in re.findall(r"gitgov_\w+", expression)}
    assert len(asked) > 12
    written = {name for name, _ in read(full_page())}
    assert asked - written == set()
    assert set(re.findall(r"label_values\((gitgov_\w+)", text)) <= written
