"""The facts of a branch's risk, by git and the charter: what it would change, and what the whole history says of its files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from gitgov.advice.advisers.risk import ChangeAtRisk, Conflict, Folder, answer
from gitgov.advice.answer import Case, Citable
from gitgov.advice.risk.factors import Value
from gitgov.advice.risk.past import FilePast, Past, facts_of
from gitgov.advice.risk.step import RiskFacts, Step
from gitgov.advice.risk.weighing import Weighed, weigh
from gitgov.chamber.advising.conflict import conflict_of
from gitgov.chamber.advising.past import fixes, step_of, touched
from gitgov.chamber.open import Chamber
from gitgov.chamber.proposal import known_as
from gitgov.chamber.survey import without_collector
from gitgov.charter.charter import Requirement
from gitgov.core.errors import Undecided
from gitgov.core.gitobjects import object_id
from gitgov.git.changes import Change, Tell, Touched, changes, changes_touching, quietly
from gitgov.git.history import fork, shallow_ends
from gitgov.git.patches import between, lines_between, patch_between
from gitgov.git.repository import Repository
from gitgov.quality.measures.reverting import said_in

MOST_DIFF = 100_000
"""Characters of a diff that a model is shown."""


class Span(NamedTuple):
    """What lies between two commits: where the one left the other (the empty tree where it never was there), and what it adds."""

    head: str
    onto: str
    base: str
    added: tuple[Change, ...]
    files: tuple[Touched, ...]

    @property
    def names(self) -> frozenset[str]:
        """The names that its files have and had."""
        return frozenset(name for each in self.files for name in (each.path, each.before) if name)


class Names(NamedTuple):
    """What a change is called, and what it comes upon; `ref` is the ref that it would come to, if any."""

    change: str = ""
    onto: str = ""
    ref: str = ""


_UNNAMED = Names()


def risks(repo: Repository, tips: Sequence[str], tell: Tell = quietly) -> dict[str, RiskFacts]:
    """Return what is known of each commit that some commits reach, in one pass over all of them; merges change nothing by themselves.

    Raises `Undecided` where an object of the history is not here.
    """
    with without_collector():
        steps = [step_of(each) for each in changes(repo, tips, tell=tell)]
        return dict(zip((each.oid for each in steps), facts_of(steps), strict=True))


def case(place: Chamber | Repository, head: str, onto: str, tell: Tell = quietly, *, called: Names = _UNNAMED) -> Case:
    """Return what the adviser of risk is asked of a branch as it would come into another, or upon nothing; they are `called` so.

    `tell` hears how many commits were read, of how many.

    Raises `BadInput` where there is no such commit, `Undecided` where a shallow clone does not have where they parted, or an object of
    the history is not here.
    """
    repo = place if isinstance(place, Repository) else place.repo
    tips = [repo.commit_of(repo.nearest(each)) if each else "" for each in (head, onto)]
    branch, target = called.change or known_as(repo, head), called.onto or onto
    with without_collector():
        span = span_of(repo, *tips)
        earlier = changes_touching(repo, span.onto, span.names, tell) if span.onto else ()
        facts, files = weighed(span, earlier, _needs(place, target))
    weight = weigh(facts)
    conflict = conflict_of(repo, span.head, span.onto) if span.onto else Conflict(0)
    folders = _folders(span.files)
    at_risk = ChangeAtRisk(branch, span.head, target, span.onto, len(span.added), weight, files, folders, conflict)
    ids = frozenset(filter(None, (span.head, span.onto, *(each.oid for each in span.added))))
    return Case(
        "risk",
        span.head,
        branch,
        _as_json(at_risk, span),
        answer(at_risk),
        _shown(repo, span),
        Citable(ids, lines=lines_between(repo, span.base, span.head)),
        called.ref,
        span.onto,
    )


def span_of(repo: Repository, head: str, onto: str) -> Span:
    """Return what one commit adds to another, or to nothing; raises `Undecided` where a shallow clone does not have where they parted."""
    base = fork(repo, head, onto) if onto else ""
    if not base and shallow_ends(repo):
        raise Undecided("this clone is shallow: where the two parted is not here", "git fetch --unshallow, then again")
    base = base or object_id("tree", b"", head)
    return Span(head, onto, base, tuple(changes(repo, [head], [onto] if onto else [])), between(repo, base, head))


def _needs(place: Chamber | Repository, onto: str) -> tuple[Requirement, ...]:
    """Return for which paths the charter asks more in a branch; in any, where it is not the name of a protected one."""
    if isinstance(place, Repository):
        return ()
    charter, ref = place.chain.charter, place.repo.nearest(onto)
    found = charter.branch(place.repo.follows(ref) or ref)
    return tuple(need for each in ([found] if found else charter.branches) for need in each.requires)


def weighed(
    span: Span, earlier: Sequence[Change], needs: Iterable[Requirement]
) -> tuple[RiskFacts, tuple[FilePast, ...]]:
    """Judge all that a branch changes as one change, made when its latest commit was, by all who made one of them.

    `earlier` is what the other branch has, at least as far as it touched these files.
    """
    latest = max(span.added, key=lambda each: (each.committed, each.oid), default=Change("", ()))
    asking = [*needs]
    one = Step(
        f"{span.onto}..{span.head}",
        (span.onto,),
        tuple(sorted({each.author for each in span.added})),
        latest.authored,
        latest.zone,
        latest.committed,
        touched(span.files),
        any(fixes(each.message) for each in span.added),
        any(said_in(each.message) for each in span.added),
        any(each.cut for each in span.added),
        tuple(sorted(name for name in span.names if any(need.asks_about(name) for need in asking))),
    )
    steps = [step_of(each) for each in earlier]
    past = Past([*steps, one])
    for each in steps:
        past.take(each)
    files = past.files_of(one)
    return past.take(one), files


def _folders(files: Iterable[Touched]) -> tuple[Folder, ...]:
    counts = defaultdict[str, list[int]](list)
    for each in files:
        counts[each.path.rpartition("/")[0]].append(each.lines)
    rows = (Folder(name, len(lines), sum(lines)) for name, lines in counts.items())
    return tuple(sorted(rows, key=lambda each: (-each.lines, each.name)))


def _shown(repo: Repository, span: Span) -> dict[str, Any]:
    """Return what others wrote: the first lines of messages, newest first, and the diff, as far as it is shown."""
    titles = [each.message.partition("\n")[0] for each in reversed(span.added)]
    diff = patch_between(repo, span.base, span.head).decode(errors="replace")
    return {"titles": titles[:100], "diff": diff[:MOST_DIFF], "whole": len(diff) <= MOST_DIFF}


def _as_json(at_risk: ChangeAtRisk, span: Span) -> dict[str, Any]:
    weight = at_risk.weight
    return {
        "head": span.head,
        "onto": span.onto,
        "base": span.base,
        "commits": at_risk.commits,
        "level": weight.level,
        "points": weight.points,
        "most": sum(each.weight for each in weight.factors),
        "factors": [_factor(each) for each in weight.factors],
        "folders": [each._asdict() for each in at_risk.folders],
        "conflict": _conflict(at_risk.conflict),
    }


def _factor(row: Weighed) -> dict[str, Any]:
    return {**row._asdict(), "value": _exact(row.value)}


def _exact(value: Value | None) -> int | str | None:
    """Return a value as JSON has it: a ratio as text, `3/40`."""
    return str(value) if isinstance(value, Fraction) else value


def _conflict(conflict: Conflict) -> dict[str, Any]:
    return {"probability": conflict.probability, "files": [*conflict.files]}
