"""`git quality analyze`: what is slow, and why; and whether a metric differs between two times, or between teams."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, Final, Literal, NamedTuple

import typer

from gitgov.chamber.analysing import analysis_of, observed, on_record, owners_of
from gitgov.chamber.measuring import facts_at
from gitgov.chamber.metrics import Metrics, read_metrics
from gitgov.chamber.open import Chamber, open_chamber
from gitgov.chamber.scoping import branch_here, scope_of
from gitgov.cli.analyses import analysis_json, passes_json, tell_analysis, tell_passes
from gitgov.cli.figuring import amount_json, compared_json, valued
from gitgov.cli.options import Json
from gitgov.cli.recalling import since_of
from gitgov.cli.text import columns, flat, give, say
from gitgov.core.errors import BadInput
from gitgov.core.ids import short
from gitgov.core.instants import show_instant
from gitgov.quality.analysis.antipatterns import Bounds
from gitgov.quality.analysis.comparing import (
    Compared,
    Observations,
    alike,
    before_and_after,
    corrected,
    halves,
    to_tell_apart,
)
from gitgov.quality.analysis.first_passes import FirstPasses, first_passes
from gitgov.quality.analysis.slow_teams import by_team
from gitgov.quality.analysis.whole import Analysis
from gitgov.quality.measures import readings
from gitgov.quality.measures.facts import Window
from gitgov.quality.measures.row import Facts
from gitgov.quality.showing import difference
from gitgov.quality.stats.outcome import Insufficient, Significance
from gitgov.quality.stats.two_groups import LEAST

SinceOption = Annotated[
    str,
    typer.Option("--since", metavar="WHEN", help="Only since then: 2026-11-20, 2026-11-20T10:00:00Z, or 90d."),
]


def analyze(
    ref: Annotated[str, typer.Option("--ref", metavar="BRANCH", help="The branch; the main one unless given.")] = "",
    since: SinceOption = "",
    metrics: Annotated[
        list[str] | None,
        typer.Option("--metric", metavar="METRIC", help="Only this one, and its parts; may be repeated."),
    ] = None,
    split: Annotated[
        str, typer.Option("--split", metavar="DAY", help="Compare METRIC before that day with METRIC from then on.")
    ] = "",
    by: Annotated[
        Literal["", "team"],
        typer.Option("--by", metavar="team", help="Compare METRIC of each team with that of all others."),
    ] = "",
    means: Annotated[
        bool, typer.Option("--means", help="Compare means (Welch, Hedges' g) instead of ranks, for what is not skewed.")
    ] = False,
    least: Annotated[
        int, typer.Option("--least", metavar="N", min=LEAST, help="So many observations each group needs at least.")
    ] = LEAST,
    days: Annotated[int, typer.Option("--long", metavar="DAYS", min=1, help="A branch is long-lived after.")] = 14,
    files: Annotated[int, typer.Option("--mega", metavar="FILES", min=1, help="A merge is too large above.")] = 100,
    as_json: Json = False,
) -> None:
    """Find what is slow and why: stages, waiting, flow, teams, slow merges, anti-patterns; or compare a metric, with test, effect size and interval."""
    if (split or by or means) and not metrics:
        raise BadInput("nothing is said to compare", "git quality analyze --metric METRIC --split 2026-11-20")
    if split and by:
        raise BadInput("two ways to compare", "give --split or --by, one at a time")
    chamber = open_chamber(Path())
    if by and not chamber.chain.charter.teams:
        raise BadInput("the charter has no teams to compare", "[teams.NAME] in the charter makes one")
    held = read_metrics(chamber)
    name, tip = branch_here(chamber, ref)
    begun = since_of(since, chamber.now()) if since else 0
    facts = facts_at(chamber, tip, scope_of(chamber, held, name, begun, chamber.now()))
    head = {"ref": name, "commit": facts.history.tip}
    if metrics:
        found = _observed(facts, held, metrics, means=means)
        day = since_of(split, chamber.now()) if split else 0
        rows = _rows(chamber, facts, found, day, by, least)
        return _give_comparison(head, found, rows) if as_json else _tell_comparison(found, rows)
    whole = analysis_of(chamber, facts, Bounds(days, files))
    trends = _rows(chamber, facts, on_record(facts, held), 0, "", least)
    passes = first_passes([*readings(facts)], held.runs, facts.window)
    return _give_whole(head, whole, passes, trends) if as_json else _tell_whole(head, whole, passes, trends)


def _observed(facts: Facts, held: Metrics, metrics: list[str], *, means: bool) -> list[Observations]:
    """Return what was observed of each metric and of its parts: by means, if they are asked for, but for shares, which have a test of their own."""
    found = (each for metric in dict.fromkeys(metrics) for each in observed(facts, held, metric))
    return [each._replace(means=means and not each.shares) for each in found]


def _give_whole(head: dict[str, Any], whole: Analysis, passes: FirstPasses, trends: list[_Row]) -> None:
    recorded = [_row_json(each) for each in trends]
    give({**head, **analysis_json(whole), "first_passes": passes_json(passes), "recorded": recorded})


def _tell_whole(head: dict[str, Any], whole: Analysis, passes: FirstPasses, trends: list[_Row]) -> None:
    say(f"{flat(head['ref'].removeprefix('refs/heads/'))} at {short(head['commit'])}, {_time(whole.window)}")
    tell_analysis(whole)
    tell_passes(passes)
    _tell_trends(trends)


def _tell_trends(trends: list[_Row]) -> None:
    if trends:
        say("recorded, the newer half against the older one")
        rows = [["  " + each.of.metric, _middle(each.of), difference(each.found, each.of.unit)] for each in trends]
        say(columns(rows))


def _time(window: Window) -> str:
    begun = show_instant(window.since) if window.since else "the beginning"
    return f"from {begun} to {show_instant(window.until)}"


class _Row(NamedTuple):
    """A comparison: what of, between which groups."""

    of: Observations
    between: tuple[str, str]
    found: Compared | Insufficient


def _rows(chamber: Chamber, facts: Facts, found: Iterable[Observations], day: int, by: str, least: int) -> list[_Row]:
    """Compare each metric between two times, or each team with the others; all corrected together."""
    rows = list[_Row]()
    if by:
        owners = owners_of(chamber, facts)
        for of in found:
            rows += [_Row(of, ("all others", team), each) for team, each in by_team(facts, owners, of, least).items()]
    elif day:
        between = (f"before {show_instant(day)}", "from then on")
        rows += [_Row(of, between, before_and_after(of, day, least)) for of in found]
    else:
        rows += [_Row(of, ("older half", "newer half"), halves(of, least)) for of in found]
    fair = corrected({str(place): each.found for place, each in enumerate(rows)})
    return [each._replace(found=fair[str(place)]) for place, each in enumerate(rows)]


def _parts(found: Iterable[Observations]) -> dict[tuple[str, str], Significance | Insufficient]:
    """Ask of each metric that has parts whether these are alike, by its name and unit: unlike metrics are not compared."""
    parts = dict[tuple[str, str], list[Observations]]()
    for each in found:
        name, _, part = each.metric.partition("/")
        if part:
            parts.setdefault((name, each.unit), []).append(each)
    return {named: alike(several) for named, several in parts.items() if len(several) > 1}


def _ranked(found: Iterable[Observations]) -> list[Observations]:
    """Put metrics in order of what is in their middle, the largest first."""
    return sorted(found, key=lambda each: (each.unit, -each.middle, each.metric))


def _middle(of: Observations) -> str:
    return f"{valued(of.middle, of.unit)} (n {len(of.samples)})"


def _tell_comparison(found: list[Observations], rows: list[_Row]) -> None:
    say(columns([[of.metric, _middle(of)] for of in _ranked(found)]))
    for (name, unit), each in _parts(found).items():
        said = str(each) if isinstance(each, Insufficient) else f"{each.method}, p {each.p:.2g}"
        say(f"{flat(name)}, its parts in {flat(unit)}: {said}")
    for row in rows:
        say(f"{row.of.metric}, {row.between[0]} and {row.between[1]}: {difference(row.found, row.of.unit)}")
        if takes := to_tell_apart(row.found, row.of):
            say(f"  to show as large a difference takes about {takes} in row group")


_NO_TEST: Final = {"p": None, "test": None}


def _test_json(found: Significance | Insufficient) -> dict[str, Any]:
    return _NO_TEST if isinstance(found, Insufficient) else {"p": found.p, "test": found.method}


def _give_comparison(head: dict[str, Any], found: list[Observations], rows: list[_Row]) -> None:
    parts = [{"metric": name, "unit": unit, **_test_json(each)} for (name, unit), each in _parts(found).items()]
    units = {each.unit: [one for one in parts if one["unit"] == each.unit] for each in found}
    only = {
        unit: {key: tests[0][key] for key in _NO_TEST} if len(tests) == 1 else _NO_TEST for unit, tests in units.items()
    }
    medians = [
        {"metric": of.metric, "unit": of.unit, "n": len(of.samples), "value": amount_json(of.middle)}
        for of in _ranked(found)
    ]
    give({**head, "metrics": medians, "alike": only, "parts": parts, "comparisons": [_row_json(each) for each in rows]})


def _row_json(each: _Row) -> dict[str, Any]:
    of = each.of
    value, takes = amount_json(of.middle), to_tell_apart(each.found, of)
    return {"metric": of.metric, "unit": of.unit, "n": len(of.samples), "value": value, "between": list(each.between), **compared_json(each.found), "takes": takes}  # fmt: skip
