"""The room of metrics: all that it holds, read and folded."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple, TypeVar

from gitgov.chamber.open import Chamber
from gitgov.chamber.recorded import ROOM, era_of
from gitgov.chamber.survey import every_thread
from gitgov.chamber.threads import threads_of
from gitgov.charter.chain import Chain
from gitgov.core.errors import BadInput
from gitgov.core.ids import EventId
from gitgov.core.naming import means, same
from gitgov.ledger.event import Event
from gitgov.ledger.order import in_time
from gitgov.quality.delivery import Deployment, Incident, Run
from gitgov.quality.events import MeasuresTaken
from gitgov.quality.improvement import Improvement
from gitgov.quality.measured import Taken
from gitgov.quality.project import Project
from gitgov.threads.fold import Thread

State = TypeVar("State", Taken, Run, Deployment, Incident, Project, Improvement)


class Metrics(NamedTuple):
    """What was measured and what happened, the projects and the improvements, each oldest first: by what they have seen, then by instant."""

    threads: tuple[Thread, ...]
    taken: tuple[Taken, ...] = ()
    runs: tuple[Run, ...] = ()
    deployments: tuple[Deployment, ...] = ()
    incidents: tuple[Incident, ...] = ()
    projects: tuple[Project, ...] = ()
    improvements: tuple[Improvement, ...] = ()

    def thread(self, opening: EventId) -> Thread:
        """Return the thread that an event opened."""
        return next(each for each in self.threads if each.state is not None and each.state.id == opening)


def read_metrics(chamber: Chamber, opening: str = "") -> Metrics:
    """Read and fold the whole room, signatures checked; with `opening`, only the threads that an event of this kind opens."""
    threads = tuple(threads_of(chamber, every_thread(chamber, (ROOM,), opening).values()))
    states = _in_time(chamber.chain, threads)
    return Metrics(
        threads,
        _of(Taken, states),
        _of(Run, states),
        _of(Deployment, states),
        _of(Incident, states),
        _of(Project, states),
        _of(Improvement, states),
    )


def _in_time(chain: Chain, threads: Iterable[Thread]) -> list[Any]:
    """Return what was lawfully opened, in the order in which it was."""
    states = {each.state.id: each.state for each in threads if each.state is not None}
    opened = [each.events[each.state.id] for each in threads if each.state is not None]
    return [states[each.id] for each in in_time(opened, _seen, lambda event: era_of(chain, event))]


def _seen(event: Event) -> tuple[str, ...]:
    """Return the records of other threads that an event names."""
    rows = event.body.measures if isinstance(event.body, MeasuresTaken) else ()
    return tuple(named for each in rows for named in (each.baseline, each.after) if named)


def _of(kind: type[State], states: Iterable[Any]) -> tuple[State, ...]:
    return tuple(each for each in states if isinstance(each, kind))


def the_project(metrics: Metrics, word: str) -> Project:
    """Return the project that a word means, by its name or the beginning of its id; the only one under way where there is no word.

    Whose name the word is comes before those whose name holds it.
    """
    named = [each for each in metrics.projects if same(word, each.body.name)] if word else []
    found = named or [
        each for each in metrics.projects if (means(word, each.id, each.body.name) if word else each.phase)
    ]
    if len(found) == 1:
        return found[0]
    what = f"{len(found) or 'no'} projects are {f'called {word!r}' if word else 'under way'}"
    more = "; name one: PROJECT is its name or the beginning of its id" if found else ""
    raise BadInput(what, f"git quality project list names them{more}")


def the_deployment(metrics: Metrics, word: str) -> Deployment:
    """Return the deployment whose record a word names by the beginning of its id, or the `last` one."""
    if not metrics.deployments:
        raise BadInput("no deployment is on record", "git quality deploy COMMIT records one")
    if word == "last":
        return max(metrics.deployments, key=lambda each: (each.body.finished, each.id))
    return _only([each for each in metrics.deployments if each.id.startswith(word)], "deployments", word)


def the_incident(metrics: Metrics, word: str) -> Incident:
    """Return the incident whose record a word names by the beginning of its id; the only one that is open where the word is `open`, or none."""
    wanted = "" if word == "open" else word
    if not wanted and all(each.closed for each in metrics.incidents):
        raise BadInput("no incident is open", "git quality incident open TITLE records one")
    found = [each for each in metrics.incidents if (each.id.startswith(wanted) if wanted else each.closed is None)]
    return _only(found, "incidents", word)


def the_record(metrics: Metrics, word: str) -> Taken:
    """Return the record of measurements that a word names by the beginning of its id."""
    return _only([each for each in metrics.taken if each.id.startswith(word)], "records of measurements", word)


def _only(found: list[State], what: str, word: str) -> State:
    if len(found) != 1:
        said = f"are called {word!r}" if word else "are open"
        raise BadInput(
            f"{len(found) or 'no'} {what} {said}", "name one by the beginning of its id: git gov log shows them"
        )
    return found[0]
