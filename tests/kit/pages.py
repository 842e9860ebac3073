"""Pages of a made-up project: one with everything, and as large a one as is asked for. The same at every call."""

from __future__ import annotations

from fractions import Fraction
from hashlib import sha1, sha256
from random import Random
from typing import Any

from gitgov.quality.page.values import (
    Bar,
    Breakdown,
    Chain,
    Chart,
    Count,
    Figure,
    Funnel,
    Gate,
    Limits,
    Link,
    Page,
    Pareto,
    Phase,
    Place,
    Point,
    Project,
    Signal,
    Tile,
    Tollgate,
    Waiver,
    Week,
)
from gitgov.quality.reading import Excluded

BEGUN = 1_767_225_600  # 2026-01-01
DAY = 86_400
STAGES = ("coding", "waiting", "debate", "vote", "hold", "merge", "deploy")


def commit(of: object) -> str:
    return sha1(str(of).encode(), usedforsecurity=False).hexdigest()


def record(of: object) -> str:
    return sha256(str(of).encode()).hexdigest()


def commits(of: str, count: int) -> tuple[str, ...]:
    return tuple(commit(f"{of} {number}") for number in range(count))


def chart_of(name: str = "coverage", count: int = 60, *, shared: bool = True) -> Chart:
    """Returns a chart of a value that shifts halfway, where a decision moves its limits."""
    chance, half = Random(name), count // 2
    values = [chance.gauss(82 if number < half else 86, 1.1) for number in range(count)]
    values[count // 3] = 76.5
    series = "measured" if shared else name
    points = tuple(
        Point(BEGUN + number * 2 * DAY + chance.randrange(DAY), value, commit(f"{series} {number}"))
        for number, value in enumerate(values)
    )
    phases = (
        Phase(0, 82.0, 78.7, 85.3),
        Phase(half, 86.0, 82.7, 89.3, record(f"limits of {name}"), "the new suite is in use"),
    )
    signals = (
        Signal(count // 3, "N1", "a point beyond 3 sigma", "below"),
        Signal(count - 3, "N2", "9 points in a row on one side of the centre", "above"),
        Signal(count - 8, "N3", "6 points in a row that rise, or that fall"),
    )
    note = "Rules N1 and N2: a false alarm in 153 points on average."
    return Chart(name, f"{name} of lines", "XmR", "%", points, phases, signals, 80.0, 85.0, None, note)


def tiles() -> tuple[Tile, ...]:
    measured = commits("measured", 60)
    bots = (Excluded("commits by bots", commits("bot", 3)), Excluded("no merge base", commits("orphan", 1)))
    rows = (
        ("coverage", "Coverage", "%", Fraction(8612, 100), 60, (Fraction(851, 10), Fraction(871, 10)), "met", "at least 80 %"),
        ("performance_regression", "Performance regression", "%", Fraction(71, 10), 12, None, "missed", "at most 5 %"),
        ("vulnerabilities", "Vulnerabilities", "{count}", Fraction(0), 41, None, "met", "at most 0"),
        ("documentation", "Documentation", "%", Fraction(1843, 20), 411, None, "met", "at least 90 %"),
        ("test_automation", "Test automation", "%", None, 0, None, "no data", "at least 95 %"),
        ("change_lead_time/web", "Change lead time, web", "h", Fraction(377, 12), 148, (Fraction(25), Fraction(39)), "", ""),
        ("change_fail_rate", "Change fail rate", "1", Fraction(4, 23), 23, (Fraction(7, 100), Fraction(37, 100)), "", ""),
        ("failed_deployment_recovery_time", "Recovery time", "s", Fraction(5_400), 4, None, "", ""),
        ("deployment_frequency", "Deployment frequency", "/wk", Fraction(23, 8), 23, None, "", ""),
        ("conflict_rate", "Conflict rate", "1", Fraction(19, 1000), 1000, (Fraction(12, 1000), Fraction(29, 1000)), "", ""),
    )  # fmt: skip
    return tuple(_tile(row, measured, bots) for row in rows)


def _tile(row: tuple[object, ...], measured: tuple[str, ...], bots: tuple[Excluded, ...]) -> Tile:
    name, title, unit, value, n, interval, verdict, limits = row
    chance = Random(str(name))
    about = float(value) if isinstance(value, Fraction) else 0.0
    trend = tuple(about * chance.uniform(0.85, 1.1) for _ in range(20)) if value is not None else ()
    low, high = interval if isinstance(interval, tuple) else (None, None)
    figure = Figure(
        value,  # type: ignore[arg-type]
        str(unit),
        int(str(n)),
        low,
        high,
        objects=measured if n else (),
        excluded=bots if n else (),
    )
    definition = f"What {title} is, how it is measured and of what."
    ctq = record(name) if limits else ""
    return Tile(str(name), str(title), definition, figure, verdict, str(limits), trend, ctq)  # type: ignore[arg-type]


def breakdown() -> Breakdown:
    chance = Random(7)
    weeks = tuple(
        Week(
            f"2026-W{number:02d}",
            tuple(Fraction(chance.randrange(10, 400), 10) for _ in STAGES),
            commits(f"week {number}", number % 5 + 1),
        )
        for number in range(1, 17)
    )
    return Breakdown("Hours from the first commit to the deployment, by stage", "h", STAGES, weeks)


def pareto() -> Pareto:
    causes = (
        ("generated files", 46),
        ("lock files", 31),
        ("the same test changed twice", 12),
        ("renames", 7),
        ("line endings", 3),
        ("anything else", 1),
    )
    bars = tuple(Bar(name, Fraction(count), commits(name, count)) for name, count in causes)
    return Pareto("Where merges conflict", "{count}", bars, (Excluded("criss-cross", commits("cross", 2)),))


def funnel() -> Funnel:
    places = tuple(
        Place(team, Fraction(failed, n), n, side, commits(team, failed))  # type: ignore[arg-type]
        for team, failed, n, side in (
            ("api", 4, 60, "within"),
            ("docs", 1, 35, "within"),
            ("mobile", 31, 90, "above"),
            ("platform", 3, 180, "below"),
            ("web", 15, 140, "within"),
            ("search", 8, 62, "within"),
        )
    )
    center = 62 / 567
    sizes = range(20, 201, 10)
    limits = tuple(
        Limits(n, max(0.0, center - 3 * (center * (1 - center) / n) ** 0.5), center + 3 * (center * (1 - center) / n) ** 0.5)
        for n in sizes
    )  # fmt: skip
    return Funnel("Merges that conflicted, by team", "1", center, places, limits)


def project() -> Project:
    gates = (
        Tollgate("define", "passed", record("define"), BEGUN),
        Tollgate("measure", "passed", record("measure"), BEGUN + 9 * DAY),
        Tollgate("analyze", "moved", record("analyze"), BEGUN + 30 * DAY),
        Tollgate("improve", "open"),
        Tollgate("control", "to come"),
    )
    return Project(record("project"), "Fewer conflicts in lock files", "DMAIC", "alice", gates)


FIXED = frozenset({"verdict", "side", "state"})
"""Fields of a few fixed words, which nobody writes."""


def worded(page: Page, words: str) -> Page:
    """Returns a page with `words` in every text that somebody may have written, and for every id."""
    found: Page = _worded(page, words)
    return found


def _worded(value: Any, words: str) -> Any:
    if isinstance(value, str):
        return words
    if not isinstance(value, tuple):
        return value
    if not hasattr(value, "_fields"):
        return tuple(_worded(each, words) for each in value)
    fields = zip(value._fields, value, strict=True)
    return type(value)(*(each if name in FIXED else _worded(each, words) for name, each in fields))


def full_page() -> Page:
    """Returns a page with something in every section."""
    links = (
        Link("definition", record("ctq"), "conflict_rate at most 0.02", BEGUN),
        Link("measurement", record("before"), "0.031 of 1000", BEGUN + 9 * DAY),
        Link("motion", record("improve"), "lock files are merged by their tool", BEGUN + 30 * DAY),
        Link("measurement after", record("after"), "0.019 of 1000", BEGUN + 90 * DAY),
    )
    return Page(
        "Quality of example",
        commit("head"),
        BEGUN + 120 * DAY,
        "gitgov",
        "0.1.0",
        tiles=tiles(),
        gates=(
            Gate("refs/heads/main", "coverage", "met", (record("verdict"),)),
            Gate("refs/heads/main", "performance_regression", "missed", (record("verdict"),)),
            Gate("refs/tags/v*", "test_automation", "no data"),
        ),
        counts=(
            Count("deployments", "Deployments", 23, "web", commits("deployment", 23)),
            Count("merges", "Merges into protected branches", 148, "", commits("merge", 148)),
        ),
        charts=(chart_of("coverage"), chart_of("documentation", 30)),
        breakdowns=(breakdown(),),
        paretos=(pareto(),),
        funnels=(funnel(),),
        projects=(project(),),
        waivers=(
            Waiver(
                record("waiver"), "performance_regression", BEGUN + 130 * DAY, "in force", "the machine is replaced"
            ),
        ),
        chains=(Chain("Fewer conflicts in lock files", links, "Improved: 0.012 less (95 %: 0.001 to 0.024)."),),
    )


def large_page(metrics: int, points: int, *, shared: bool = True) -> Page:
    """Returns a page of so many metrics, each with a tile and a chart; `shared`: measured on the same commits."""
    charts = tuple(chart_of(f"metric_{number}", points, shared=shared) for number in range(metrics))
    of = tuple(
        Tile(
            each.name,
            each.title,
            "Made up.",
            Figure(Fraction(80 + number), "%", points, objects=tuple(point.object for point in each.points)),
            trend=tuple(point.value for point in each.points[-30:]),
        )
        for number, each in enumerate(charts)
    )
    return Page("Many metrics", commit("head"), BEGUN, "gitgov", tiles=of, charts=charts)
