"""The case of a look back: what was measured, what analysis finds, and what stood in the way, since a tag, a day or the beginning of a sprint."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from gitgov.advice.advisers.retro import ADVISER, RetroFacts, Sign, answer
from gitgov.advice.answer import Case, Citable, told
from gitgov.chamber.analysing import analysis_of
from gitgov.chamber.defining import definitions
from gitgov.chamber.measuring import facts_at
from gitgov.chamber.metrics import Metrics, read_metrics
from gitgov.chamber.open import Chamber
from gitgov.chamber.scoping import branch_here, scope_of
from gitgov.chamber.series import series_of
from gitgov.chamber.sprints import read_board
from gitgov.core.errors import BadInput
from gitgov.core.instants import parse_instant, show_duration, show_instant
from gitgov.core.visible import flat, many
from gitgov.git.history import committed_at
from gitgov.git.logged import tags
from gitgov.procedure.motions.ctq import Ctq
from gitgov.quality.analysis.antipatterns import LONG_LIVED, MEGA, UNDECIDED, Bounds, Found
from gitgov.quality.analysis.whole import Analysis
from gitgov.quality.charting import charted
from gitgov.quality.measures import conflict_rate, revert_rate
from gitgov.quality.measures.facts import DAY
from gitgov.quality.measures.row import Facts, Measure
from gitgov.quality.stats.outcome import Insufficient
from gitgov.sprints.sprint import Sprint

USUAL, LONG = 30 * DAY, 7 * DAY
_PATTERNS = {LONG_LIVED: "long-lived", MEGA: "mega", UNDECIDED: "undecided"}
_MOST = 20
"""So many of the records that show something are cited."""


class Span(NamedTuple):
    """What is looked back on: as somebody named it, from which instant on until which, in seconds, and whose sprints, if only theirs."""

    named: str
    begins: int
    until: int
    sprints: tuple[Sprint, ...] = ()


def case(chamber: Chamber, span: Span, branch: str = "") -> Case:
    """Put together what was seen on a branch, the main one unless it is named, in a span of time."""
    name, tip = branch_here(chamber, branch)
    metrics = read_metrics(chamber)
    facts = facts_at(chamber, tip, scope_of(chamber, metrics, name, span.begins, span.until))
    shown = flat(name.removeprefix("refs/heads/"))
    signs = (
        *_of_measures(chamber, metrics, span),
        *_of_incidents(metrics, span),
        *_of_impediments(span),
        *_of_shares(facts, metrics, shown),
        *_of_analysis(analysis_of(chamber, facts, Bounds()), shown),
    )
    known = RetroFacts(shown, flat(span.named), tuple(sorted(signs)))
    ids = frozenset((tip, *(each for sign in signs for each in sign.cites)))
    citable = Citable(ids, tuple(each.title for each in known.signs))
    return Case(ADVISER.name, tip, known.since, told(known), answer(known), citable=citable)


def span_of(chamber: Chamber, sprint: str = "", begins: int = 0, tag: str = "") -> Span:
    """Return what is looked back on: a sprint of any team by its name, or since an instant (a month ago unless given), which may be that of a tag.

    Raises `BadInput` where no sprint is called so.
    """
    now, board = chamber.now(), read_board(chamber)
    if not sprint:
        first = begins or now - USUAL
        return Span(tag or show_instant(first)[:10], first, now, board.sprints)
    found = tuple(each for each in board.sprints if each.name == sprint)
    if not found:
        raise BadInput(f"no sprint is called {sprint!r}", "git sprint show names them")
    first = parse_instant(f"{min(each.plan.body.begins for each in found)}T00:00:00Z")
    over = [each.review.at for each in found if each.review]
    return Span(f"sprint {sprint}", first, max(over) if len(over) == len(found) else now, found)


def tagged_at(chamber: Chamber, word: str) -> int:
    """Return when a tag was made, or its commit, in seconds; 0 where no tag is called so."""
    found = next((each for each in tags(chamber.repo, "*") if each.name == word), None)
    if found is None:
        return 0
    return found.at or committed_at(chamber.repo, found.commit)


def _of_measures(chamber: Chamber, metrics: Metrics, since: Span) -> Iterator[Sign]:
    """Yield the characteristics that were missed, and those whose chart signals."""
    within = [each for each in metrics.taken if since.begins <= each.at <= since.until]
    for name, defined in definitions(chamber).items():
        ctq = defined.ctq
        rows = [(taken.id, row) for taken in within for row in taken.body.measures if row.metric == name]
        missed = [record for record, row in rows if row.judged == "missed"]
        last = next((row.judged for _, row in reversed(rows) if row.judged), "")
        what = f"{name} was missed in {len(missed)} of {many(len(rows), 'record')}"
        yield Sign("missed", name, len(missed), what, _newest(missed), urgent=ctq.critical and last == "missed")
        if signals := _signals(ctq, metrics, since):
            yield Sign(
                "signal", name, len(signals), f"{many(len(signals), 'signal')} on the chart of {name}", _newest(signals)
            )


def _signals(ctq: Ctq, metrics: Metrics, since: Span) -> list[str]:
    """Return the records in a span of time at which the chart of a characteristic signals."""
    if not ctq.chart:
        return []
    try:
        found = charted(ctq, series_of(metrics.taken, ctq.ctq, ctq.unit))
    except BadInput:
        return []
    if isinstance(found, Insufficient):
        return []
    points = [found.points[place - 1] for place in sorted({each.at for each in found.control.signals})]
    return [each.record for each in points if since.begins <= each.at <= since.until]


def _of_incidents(metrics: Metrics, since: Span) -> Iterator[Sign]:
    """Yield by service the incidents that began, or are open."""
    here = [each for each in metrics.incidents if each.body.began >= since.begins or each.closed is None]
    for name in sorted({each.body.service for each in here}):
        own = [each for each in here if each.body.service == name]
        still = sum(each.closed is None for each in own)
        what = f"{many(len(own), 'incident')}, {still} of them open"
        yield Sign(
            "incident", name or "the repository", len(own), what, _newest(each.id for each in own), urgent=still > 0
        )


def _of_impediments(since: Span) -> Iterator[Sign]:
    """Yield by team the impediments that stood for longer than a week."""
    stood: dict[str, list[tuple[int, str]]] = {}
    for sprint in since.sprints:
        for each in sprint.impediments:
            ended = each.removed_at or since.until
            if ended >= since.begins and ended - each.at > LONG:
                stood.setdefault(sprint.team.name, []).append((ended - each.at, each.id))
    for team, found in sorted(stood.items()):
        longest = show_duration(max(found)[0] // DAY * DAY)
        what = f"{many(len(found), 'impediment')} for longer than a week, at most {longest}"
        yield Sign("impediment", team, len(found), what, _newest(each for _, each in found))


def _of_shares(facts: Facts, metrics: Metrics, branch: str) -> Iterator[Sign]:
    yield from _of_share(facts, metrics, conflict_rate.MEASURE, ("conflict", branch, "merges conflicted"))
    yield from _of_share(
        facts, metrics, revert_rate.MEASURE, ("revert", branch, "changes were taken back within a month")
    )


def _of_share(facts: Facts, metrics: Metrics, measure: Measure, words: tuple[str, str, str]) -> Iterator[Sign]:
    """Yield a sign by the samples of a share that count, with the records of it in that time, if anybody has made one."""
    kind, name, said = words
    reading = measure.take(facts)
    shown = [each.object for each in reading.samples if each.value == 1]
    records = [
        each.record for each in series_of(metrics.taken, measure.name, measure.unit) if facts.window.holds(each.at)
    ]
    if shown:
        yield Sign(
            kind, name, len(shown), f"{len(shown)} of {reading.n} {said}", (*_newest(records[-3:]), *_newest(shown))
        )


def _of_analysis(found: Analysis, branch: str) -> Iterator[Sign]:
    """Yield the stages that most waiting is in, and the anti-patterns."""
    stages = {each.name: each.reading.samples for each in found.stages}
    for cause in () if isinstance(found.waits, Insufficient) else found.waits:
        if cause.vital and cause.number:
            slowest = sorted(stages[cause.name], key=lambda each: (each.value, each.object))
            what = f"{round(cause.share * 100)} % of all waiting is in the stage {cause.name}"
            yield Sign(
                "stage", cause.name, round(cause.share * 10), what, _newest(each.object for each in slowest[-5:])
            )
    for pattern, kind in _PATTERNS.items():
        own = [each for each in found.antipatterns if each.pattern == pattern]
        if own:
            yield Sign(
                kind,
                branch,
                len(own),
                f"{many(len(own), pattern)}{_at_most(own)}",
                _newest(each.object for each in own),
            )


def _at_most(found: list[Found]) -> str:
    most = max(each.amount for each in found)
    unit = {LONG_LIVED: "day", MEGA: "file"}.get(found[0].pattern, "")
    return f", the most {many(most, unit)}" if unit else ""


def _newest(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*ids][::-1][:_MOST]))
