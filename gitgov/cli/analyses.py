"""What `git quality analyze` has found, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gitgov.cli.figuring import amount_json, compared_json, estimate_json, reading_json, sample_json, valued
from gitgov.cli.text import columns, flat, instant_json, many, say
from gitgov.core.ids import short
from gitgov.quality.analysis.antipatterns import LONG_LIVED, MEGA, Found
from gitgov.quality.analysis.comparing import Compared
from gitgov.quality.analysis.first_passes import FirstPasses
from gitgov.quality.analysis.slow_merges import Spell
from gitgov.quality.analysis.whole import Analysis, Bottleneck, Stage
from gitgov.quality.measures.facts import DAY, HOUR
from gitgov.quality.showing import difference, shown_amount
from gitgov.quality.stats.funnel import Funnel, Place
from gitgov.quality.stats.little import Check
from gitgov.quality.stats.outcome import Estimate, Insufficient
from gitgov.quality.stats.pareto import Cause

_FEW = 5


def tell_analysis(found: Analysis) -> None:
    """Tell what was found, what matters most first."""
    for title, lines in (
        ("bottlenecks", _bottlenecks(found)),
        ("stages", _stages(found.stages)),
        ("flow", [_flow(found.flow)]),
        ("slow merges", _slow(found.slow)),
        ("teams: how long their merges take, against all others'", _times(found)),
        ("teams: conflicts, against what all have together", _funnel(found.conflicts)),
        ("anti-patterns", [_antipattern(each) for each in found.antipatterns] or ["none"]),
        ("where bisection ended", _causes(found.culprits)),
    ):
        if lines:
            say(title)
            say("\n".join(f"  {line}" for each in lines for line in each.splitlines()))


def _bottlenecks(found: Analysis) -> list[str]:
    told = [_bottleneck(each) for each in found.bottlenecks]
    return told + ([f"waiting: {found.waits}"] if isinstance(found.waits, Insufficient) else [])


def _bottleneck(each: Bottleneck) -> str:
    if isinstance(each.said, Compared):
        return f"team {each.name}: {difference(each.said, 'h')}"
    return f"waiting in {each.name}: {_cause(each.said)}"


def _cause(each: Cause) -> str:
    return f"{shown_amount(each.number)} h, {_share(each)}"


def _share(each: Cause) -> str:
    return f"{float(each.share):.0%} (with those before it {float(each.cumulative):.0%})"


def _stages(stages: tuple[Stage, ...]) -> list[str]:
    rows = [
        [
            each.name,
            f"median {valued(each.reading.value, 'h')}",
            f"{shown_amount(each.hours)} h",
            "" if each.share is None else f"{float(each.share):.0%}",
            f"n {each.reading.n}",
        ]
        for each in stages
        if each.reading.n
    ]
    return [columns(rows)] if rows else ["insufficient data: no change was moved in that time"]


def _flow(found: Check | Insufficient) -> str:
    if isinstance(found, Insufficient):
        return str(found)
    fits = "as Little's law has it" if found.close else "which is not what Little's law has: dates are missing, or the flow is not steady"  # fmt: skip
    return (
        f"{shown_amount(found.in_progress)} in progress on average; {shown_amount(found.throughput * DAY)} a day x "
        f"{shown_amount(found.time / HOUR)} h = {shown_amount(found.expected)}, {fits} ({many(found.finished, 'change')} finished)"
    )


def _slow(found: tuple[Spell, ...] | Insufficient) -> list[str]:
    if isinstance(found, Insufficient):
        return [str(found)]
    return [_spell(each) for each in found] or ["no signal on the chart of how long merges take"]


def _spell(each: Spell) -> str:
    first, last = each.samples[0], each.samples[-1]
    to = f" to {short(last.object)}" if last is not first else ""
    return f"{each.rule} {short(first.object)}{to}: {each.words} ({many(len(each.samples), 'merge')}, the last {valued(last.value, 'h')})"


def _times(found: Analysis) -> list[str]:
    return [f"{name}  {difference(each, 'h')}" for name, each in found.slow_teams.items()]


def _funnel(found: Funnel | Insufficient) -> list[str]:
    if isinstance(found, Insufficient):
        return [str(found)]
    return [columns([_place(each) for each in found.places]), *(f"{name}  no merges" for name in found.empty)]


def _place(each: Place) -> list[str]:
    low, high = each.action[:2]
    said = f"{each.side} the limits" if each.side == "within" else f"{each.side} the limits, p {each.adjusted:.2g}"
    return [each.name, f"{each.value:.0%}", f"{each.of.number:.0f} of {each.of.size:.0f}", f"limits {low:.0%} to {high:.0%}", said]  # fmt: skip


def _antipattern(each: Found) -> str:
    amount = {LONG_LIVED: f", {many(each.amount, 'day')}", MEGA: f", {many(each.amount, 'file')}"}.get(each.pattern, "")
    return f"{each.pattern}{amount}: {short(each.object)}"


def _causes(found: tuple[Cause, ...] | Insufficient) -> list[str]:
    if isinstance(found, Insufficient):
        return []
    return [f"{flat(each.name)}: {shown_amount(each.number)} times, {_share(each)}" for each in found[:_FEW]]


def analysis_json(found: Analysis) -> dict[str, Any]:
    """Return what was found, with stable keys."""
    return {
        "since": instant_json(found.window.since or None),
        "until": instant_json(found.window.until),
        "bottlenecks": [{"kind": each.kind, "name": each.name, **_said_json(each.said)} for each in found.bottlenecks],
        "stages": [
            {"stage": each.name, "hours": amount_json(each.hours), "share": amount_json(each.share), **reading_json(each.reading)}
            for each in found.stages
        ],
        "waiting": causes_json(found.waits),
        "flow": _flow_json(found.flow),
        "slow_merges": None if isinstance(found.slow, Insufficient) else [_spell_json(each) for each in found.slow],
        "teams": [*_teams_json(found)],
        "conflicts": _funnel_json(found.conflicts),
        "antipatterns": [
            {"pattern": each.pattern, "commit": each.object, "at": instant_json(each.at), "amount": each.amount}
            for each in found.antipatterns
        ],
        "culprits": causes_json(found.culprits),
    }  # fmt: skip


def _said_json(said: Compared | Cause) -> dict[str, Any]:
    if isinstance(said, Compared):
        return compared_json(said)
    return _cause_json(said)


def tell_passes(found: FirstPasses) -> None:
    """Tell how much comes through at first pass, step by step."""
    say("first passes")
    if isinstance(found.whole, Insufficient):
        say(f"  rolled throughput yield: {found.whole}")
    else:
        say(f"  {_percent(found.whole.rolled)} come through all of it (rolled throughput yield)")
    say(columns([["  " + each.name, _passed(each.passed)] for each in found.steps]))


def _passed(found: Estimate | Insufficient) -> str:
    if isinstance(found, Insufficient):
        return str(found)
    return f"{_percent(found.value)} ({_percent(found.interval.low)} to {_percent(found.interval.high)}, n {found.n})"


def _percent(share: float) -> str:
    return f"{100 * share:.3g} %"


def passes_json(found: FirstPasses) -> dict[str, Any]:
    """Return the same, with stable keys."""
    whole = None if isinstance(found.whole, Insufficient) else found.whole
    rows = [
        {"step": each.name, "passed": None if isinstance(each.passed, Insufficient) else estimate_json(each.passed)}
        for each in found.steps
    ]
    rolled, normalised = (whole.rolled, whole.normalised) if whole else (None, None)
    return {"rolled": rolled, "normalised": normalised, "steps": rows}


def causes_json(found: tuple[Cause, ...] | Insufficient) -> list[dict[str, Any]]:
    """Return the causes of a Pareto, with stable keys."""
    return [] if isinstance(found, Insufficient) else [{"name": each.name, **_cause_json(each)} for each in found]


def _cause_json(each: Cause) -> dict[str, Any]:
    return {
        "number": amount_json(each.number),
        "share": amount_json(each.share),
        "cumulative": amount_json(each.cumulative),
        "vital": each.vital,
    }


def _flow_json(found: Check | Insufficient) -> dict[str, Any] | None:
    if isinstance(found, Insufficient):
        return None
    return {
        "in_progress": amount_json(found.in_progress),
        "per_day": amount_json(found.throughput * DAY),
        "hours": amount_json(found.time / HOUR),
        "expected": amount_json(found.expected),
        "close": found.close,
        "finished": found.finished,
        "carried": found.carried,
    }


def _spell_json(each: Spell) -> dict[str, Any]:
    return {"rule": each.rule, "words": each.words, "samples": [sample_json(one) for one in each.samples]}


def _teams_json(found: Analysis) -> Iterator[dict[str, Any]]:
    for each in found.teams:
        times = compared_json(found.slow_teams[each.team])
        yield {"team": each.team, "merges": list(each.merges), "conflicts": list(each.conflicts), "merge_duration": times}  # fmt: skip


def _funnel_json(found: Funnel | Insufficient) -> dict[str, Any] | None:
    if isinstance(found, Insufficient):
        return None
    rows = [
        {
            "team": each.name, "value": each.value, "n": int(each.of.size), "side": each.side, "p": each.p, "adjusted": each.adjusted,
            "warning": list(each.warning[:2]), "limits": list(each.action[:2]),
        }
        for each in found.places
    ]  # fmt: skip
    return {"overall": found.overall, "teams": rows, "empty": list(found.empty)}
