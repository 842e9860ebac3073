"""Records of CI runs, deployments and incidents, of the schema in docs/sources.md, as values."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from gitgov.core.errors import BadInput
from gitgov.core.ids import OID
from gitgov.core.instants import parse_instant, show_instant
from gitgov.quality.sources.shape import count, members

SUCCESS, FAILURE, CANCELLED, SKIPPED = "success", "failure", "cancelled", "skipped"
YET_TO_COME = "of a time that is yet to come"
"""Why a record is left out that ends after now."""
_SCHEMA = "docs/sources.md says which members a kind has"


class CiRun(NamedTuple):
    """One attempt of a CI run on a commit; instants in seconds, `started` nothing where it is not said."""

    name: str
    commit: str
    attempt: int
    result: str
    started: int | None
    finished: int


class Deployment(NamedTuple):
    """A deployment of a commit; `caused_by` is the incident that it mends, `intervention` that it needed mending itself."""

    id: str
    service: str
    environment: str
    commit: str
    result: str
    started: int | None
    finished: int
    planned: bool
    caused_by: str
    intervention: bool


class Incident(NamedTuple):
    """An incident, the deployment that caused it by its id or commit, and when it was closed, or nothing."""

    id: str
    service: str
    deployment: str
    opened: int
    closed: int | None
    fixed_by: str


Record = CiRun | Deployment | Incident


class Recorded(NamedTuple):
    """All records of a file, each in order of time; what stands there twice in the same words is there once."""

    runs: tuple[CiRun, ...]
    deployments: tuple[Deployment, ...]
    incidents: tuple[Incident, ...]


def recorded(values: list[Any]) -> Recorded:
    """Take records in; raises `BadInput` for one that is not of the schema, or that contradicts another of its id."""
    taken: dict[tuple[object, ...], tuple[Record, int]] = {}
    for number, each in enumerate(values, 1):
        record = _record(members(each, f"record {number}"), f"record {number}")
        other, at = taken.setdefault(_id(record), (record, number))
        if other != record:
            raise BadInput(f"record {number} says other than record {at}, which is of the same", "give each once")
    records = [record for record, _ in taken.values()]
    runs = [each for each in records if isinstance(each, CiRun)]
    deployments = [each for each in records if isinstance(each, Deployment)]
    incidents = [each for each in records if isinstance(each, Incident)]
    return Recorded(
        tuple(sorted(runs, key=lambda each: (each.finished, each.commit, each.name, each.attempt))),
        tuple(sorted(deployments, key=lambda each: (each.finished, each.id))),
        tuple(sorted(incidents, key=lambda each: (each.opened, each.id))),
    )


def _id(record: Record) -> tuple[object, ...]:
    if isinstance(record, CiRun):
        return "ci-run", record.name, record.commit, record.attempt
    return type(record).__name__, record.id


class _Members(NamedTuple):
    """The members of a record, and where it stands."""

    said: dict[str, Any]
    where: str

    def text(self, name: str, default: str | None = None) -> str:
        """Take a text that is not empty; a missing one is refused where there is no default."""
        value = default if self.said.get(name) is None else self.said[name]
        if isinstance(value, str) and (value.strip() or value == default):
            return value
        raise BadInput(f"{name} of {self.where} is missing or no text", _SCHEMA)

    def one_of(self, name: str, allowed: tuple[str, ...]) -> str:
        """Take one of some words."""
        if (value := self.text(name)) not in allowed:
            raise BadInput(f"{name} of {self.where} is none of {', '.join(allowed)}", _SCHEMA)
        return value

    def oid(self, name: str, default: str | None = None) -> str:
        """Take a whole object id."""
        value = self.text(name, default)
        if value != default and not OID.fullmatch(value):
            raise BadInput(f"{name} of {self.where} is no whole object id", "write all 40 or 64 digits, small letters")
        return value

    def instant(self, name: str) -> int | None:
        """Take an instant as seconds, or nothing where it is missing; raises `BadInput` as `parse_instant` does."""
        return None if self.said.get(name) is None else parse_instant(self.text(name))

    def ended(self, first: str, last: str) -> tuple[int | None, int | None]:
        """Take when something began and ended, which is not before."""
        began, ended = self.instant(first), self.instant(last)
        if began is not None and ended is not None and ended < began:
            raise BadInput(f"{last} of {self.where} is before {first}", "write both in UTC")
        return began, ended

    def flag(self, name: str, *, default: bool) -> bool:
        """Take true or false."""
        value = default if self.said.get(name) is None else self.said[name]
        if isinstance(value, bool):
            return value
        raise BadInput(f"{name} of {self.where} is neither true nor false", _SCHEMA)


def _record(said: dict[str, Any], where: str) -> Record:
    kind = said.get("kind")
    take = _KINDS.get(kind) if isinstance(kind, str) else None
    if not take:
        raise BadInput(f"{where} is of no kind that is known here", f"the kinds are {', '.join(_KINDS)}")
    if strange := sorted(said.keys() - take.members - {"kind"}):
        raise BadInput(f"{where} has a member that a {kind} does not: {strange[0][:60]!r}", _SCHEMA)
    return take.read(_Members(said, where))


def _finished(each: _Members) -> tuple[int | None, int]:
    started, finished = each.ended("started", "finished")
    if finished is None:
        raise BadInput(f"finished of {each.where} is missing", "give what has ended")
    return started, finished


def _run(each: _Members) -> CiRun:
    started, finished = _finished(each)
    attempt = count(1 if each.said.get("attempt") is None else each.said["attempt"], f"attempt of {each.where}")
    result = each.one_of("result", (SUCCESS, FAILURE, CANCELLED, SKIPPED))
    return CiRun(each.text("name", ""), each.oid("commit"), attempt, result, started, finished)


def _deployment(each: _Members) -> Deployment:
    started, finished = _finished(each)
    service, commit, environment = each.text("service", ""), each.oid("commit"), each.text("environment", "production")
    own = f"{service} {environment} {commit} {show_instant(finished)}".strip()
    return Deployment(
        each.text("id", own),
        service,
        environment,
        commit,
        each.one_of("result", (SUCCESS, FAILURE, CANCELLED)),
        started,
        finished,
        each.flag("planned", default=True),
        each.text("caused_by", ""),
        each.flag("intervention", default=False),
    )


def _incident(each: _Members) -> Incident:
    opened, closed = each.ended("opened", "closed")
    if opened is None:
        raise BadInput(f"opened of {each.where} is missing", _SCHEMA)
    named = each.text("id"), each.text("service", ""), each.text("deployment", "")
    return Incident(*named, opened, closed, each.oid("fixed_by", ""))


class _Kind(NamedTuple):
    """A kind of record: the members that it may have, and how it is read."""

    members: frozenset[str]
    read: Callable[[_Members], Record]


_KINDS = {
    "ci-run": _Kind(frozenset(CiRun._fields), _run),
    "deployment": _Kind(frozenset(Deployment._fields), _deployment),
    "incident": _Kind(frozenset(Incident._fields), _incident),
}
