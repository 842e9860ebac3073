"""A page as metrics: OpenMetrics 1.0, and the older text format, which the textfile collector of node_exporter and promtool read.

Both say the same, in the same names. All are gauges: what is on record is counted anew each time, and fewer count where a record is ruled
out or another branch is looked at, which no counter may show. `promtool check metrics` takes either. Amounts are in base units (seconds, ratios, bytes). Labels are few: a
characteristic, its service, a rule, a ref; never a commit or a person. What has no data has no sample.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import chain
from math import isfinite
from typing import NamedTuple

from gitgov.core.visible import flat
from gitgov.quality.page.plain import bounds
from gitgov.quality.page.values import Amount, Chart, Page, Tile

Labels = tuple[tuple[str, str], ...]
VERDICTS = ("met", "missed", "no data")
GATE_VERDICTS = (*VERDICTS, "waived")
BASE = {
    "%": ("ratio", Fraction(1, 100)),
    "1": ("ratio", Fraction(1)),
    "ms": ("seconds", Fraction(1, 1000)),
    "s": ("seconds", Fraction(1)),
    "min": ("seconds", Fraction(60)),
    "h": ("seconds", Fraction(3_600)),
    "d": ("seconds", Fraction(86_400)),
    "/d": ("per_second", Fraction(1, 86_400)),
    "/wk": ("per_second", Fraction(1, 604_800)),
    "By": ("bytes", Fraction(1)),
}
"""The base unit of each unit, and how much of it one is."""
UNKNOWN = ("", Fraction(1))
"""Others have none: counts, and what the exporter does not know."""
OTEL = {
    "time_to_merge": "vcs.change.time_to_merge",
    "time_to_approval": "vcs.change.time_to_approval",
    "build_duration": "cicd.pipeline.run.duration",
}
"""What the semantic conventions of OpenTelemetry call what is measured here; its other names are of what gitgov does not measure."""
_RESERVED = frozenset({"bucket", "count", "created", "gcount", "gsum", "info", "sum", "total"})
"""Last words that say of what type a metric is."""
_BUILD, _COMPUTED = "gitgov_build_info", "gitgov_quality_last_computed_timestamp_seconds"


class Family(NamedTuple):
    """A gauge with its samples, a value for each set of labels."""

    name: str
    unit: str
    words: str
    samples: Mapping[Labels, Amount]


def open_metrics(page: Page) -> str:
    """Write OpenMetrics 1.0, `application/openmetrics-text; version=1.0.0; charset=utf-8`."""
    lines: list[str] = []
    for each in families(page):
        lines.append(f"# TYPE {each.name} gauge")
        lines += [f"# UNIT {each.name} {each.unit}"] if each.unit else []
        lines += [f"# HELP {each.name} {_help(each.words)}", *_samples(each)]
    return "\n".join([*lines, "# EOF"]) + "\n"


def text_format(page: Page) -> str:
    """Write the text format 0.0.4, without instants, as the textfile collector wants it."""
    lines: list[str] = []
    for each in families(page):
        lines += [f"# HELP {each.name} {_help(each.words)}", f"# TYPE {each.name} gauge", *_samples(each)]
    return "\n".join(lines) + "\n"


def families(page: Page) -> tuple[Family, ...]:
    """Return every metric of a page that has a sample, each once."""
    computed = "When this was computed, in seconds since 1970."
    fixed = [
        Family(_BUILD, "", "What computed this.", {(("version", page.version or "unknown"),): 1}),
        Family(_COMPUTED, "seconds", computed, {(): page.at}),
        *_about(page),
        *_control(page.charts),
        *_verdicts(page),
    ]
    taken = {each.name for each in fixed}
    found = [*fixed, *_measured(page.tiles, taken), *_counted(page, taken)]
    return tuple(each for each in found if each.samples)


def _measured(tiles: Iterable[Tile], taken: set[str]) -> Iterator[Family]:
    """Yield a gauge for each metric, named for what is measured and its base unit."""
    rows: dict[tuple[str, str], list[Tile]] = {}
    for tile in tiles:
        rows.setdefault((tile.name.partition("/")[0], tile.figure.unit), []).append(tile)
    for (metric, unit), group in sorted(rows.items()):
        base = BASE.get(unit, UNKNOWN)[0]
        word = _word(metric)
        word = word if base or word.rpartition("_")[2] not in _RESERVED else f"{word}_value"
        name = _free(f"gitgov_{word}", base, taken)
        otel = f" OpenTelemetry: {OTEL[metric]}." if metric in OTEL else ""
        words = f"{group[0].title or metric}. {group[0].definition}{otel}"
        samples = {_served(each.name): _based(each.figure.value, unit) for each in group}
        yield Family(name, base, words, _known(samples))


def _about(page: Page) -> Iterator[Family]:
    """Yield values, how many observations they sum up, how many were left out, and the intervals."""
    figures = {_ctq(each.name): each.figure for each in page.tiles}
    values = _known({labels: _based(each.value, each.unit) for labels, each in figures.items()})
    yield Family("gitgov_ctq_value", "", "Every value once more, by characteristic, in its base unit.", values)
    n = {labels: each.n for labels, each in figures.items()}
    yield Family("gitgov_quality_observations", "", "Observations that a value sums up.", n)
    left_out = {labels: sum(len(why.objects) for why in each.excluded) for labels, each in figures.items()}
    yield Family("gitgov_quality_left_out", "", "Observations that were left out, with reasons.", left_out)
    low = {labels: _based(each.low, each.unit) for labels, each in figures.items()}
    yield Family("gitgov_quality_interval_low", "", "Lower end of the interval, in the value's base unit.", _known(low))
    high = {labels: _based(each.high, each.unit) for labels, each in figures.items()}
    yield Family(
        "gitgov_quality_interval_high",
        "",
        "Upper end of the interval, in the value's base unit.",
        _known(high),
    )


def _control(charts: Iterable[Chart]) -> Iterator[Family]:
    """Yield the limits of the newest points, and which rules these break."""
    drawn = [each for each in charts if each.points]
    for name, which, words in (("center", 0, "Centre line"), ("lcl", 1, "Lower limit"), ("ucl", 2, "Upper limit")):
        limits = {_phase(each): _based(bounds(each, len(each.points) - 1)[which], each.unit) for each in drawn}
        described = f"{words} of a control chart, in the value's base unit; of a chart of rates, for each unit counted."
        yield Family(f"gitgov_spc_{name}", "", described, _known(limits))
    now = {
        (*_ctq(each.name), ("rule", rule)): int((len(each.points) - 1, rule) in broken)
        for each in drawn
        for broken in ({(signal.point, signal.rule) for signal in each.signals},)
        for rule in sorted({signal.rule for signal in each.signals})
    }
    yield Family("gitgov_spc_signal", "", "Whether the newest point breaks a rule that was broken before.", now)


def _verdicts(page: Page) -> Iterator[Family]:
    tiles = [(_ctq(each.name), each.verdict) for each in page.tiles if each.verdict]
    yield Family("gitgov_ctq_verdict", "", "1 for the verdict on a characteristic.", _states(tiles, VERDICTS))
    gates = [((("gate", each.ref), *_ctq(each.ctq)), each.verdict) for each in page.gates if each.verdict]
    words = "1 for the verdict on what a protected ref asks for."
    yield Family("gitgov_gate_verdict", "", words, _states(gates, GATE_VERDICTS))


def _counted(page: Page, taken: set[str]) -> Iterator[Family]:
    for name in sorted({each.name for each in page.counts}):
        rows = [each for each in page.counts if each.name == name]
        samples: dict[Labels, Amount] = {_served(f"/{each.service}"): each.value for each in rows}
        yield Family(_free(f"gitgov_{_word(name).removesuffix('_total')}", "", taken), "", rows[0].words, samples)


def _states(rows: Iterable[tuple[Labels, str]], verdicts: Sequence[str]) -> dict[Labels, Amount]:
    """Return a sample for each verdict that there could be: 1 for the one that it is."""
    return {(*labels, ("verdict", each)): int(each == verdict) for labels, verdict in rows for each in verdicts}


def _known(samples: Mapping[Labels, Amount | None]) -> dict[Labels, Amount]:
    return {labels: value for labels, value in samples.items() if value is not None}


def _based(value: Amount | None, unit: str) -> Amount | None:
    """Return an amount in the base unit, exactly: 82.7 % is 0.827, as a float is taken for what it is written as."""
    if value is None or not isfinite(value):
        return None
    return Fraction(repr(value) if isinstance(value, float) else value) * BASE.get(unit, UNKNOWN)[1]


def _phase(chart: Chart) -> Labels:
    return (*_ctq(chart.name), ("phase", str(len(chart.phases))))


def _ctq(name: str) -> Labels:
    return (("ctq", name.partition("/")[0]), *_served(name))


def _served(name: str) -> Labels:
    service = name.partition("/")[2]
    return (("service", service),) if service else ()


def _word(name: str) -> str:
    """Return a name in the letters that names of metrics have."""
    return re.sub(r"[^a-z0-9_]", "_", name.lower())


def _free(name: str, unit: str, taken: set[str]) -> str:
    """Return the name with its unit, or the next one where another metric has that already."""
    name = name.removesuffix(f"_{unit}") if unit else name
    for number in chain((0,), range(2, len(taken) + 3)):
        numbered = "_".join([name, *([str(number)] if number else []), *([unit] if unit else [])])
        if numbered not in taken:
            break
    taken.add(numbered)
    return numbered


def _samples(family: Family) -> list[str]:
    return [f"{family.name}{_labels(labels)} {_number(value)}" for labels, value in family.samples.items()]


def _labels(labels: Labels) -> str:
    shown = ",".join(f'{name}="{_escaped(value)}"' for name, value in labels)
    return f"{{{shown}}}" if shown else ""


def _escaped(value: str) -> str:
    return flat(value).replace("\\", "\\\\").replace('"', '\\"')


def _help(words: str) -> str:
    """Return a line that both formats read the same: they do not agree on quotation marks."""
    return flat(words).strip().replace("\\", "\\\\").replace('"', "'")


def _number(value: Amount) -> str:
    return str(int(value)) if value == int(value) else repr(float(value))
