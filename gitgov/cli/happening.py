"""`git quality deploy`, `incident` and `run`: what happens to commits after they are made."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gitgov.chamber.acts import find_actor
from gitgov.chamber.happened import instant_of
from gitgov.chamber.metrics import read_metrics, the_deployment, the_incident
from gitgov.chamber.open import Chamber, open_chamber
from gitgov.chamber.threads import add_to, open_thread
from gitgov.cli.acting import body_from, send
from gitgov.cli.options import Key, Sync
from gitgov.cli.sourcing import bytes_of
from gitgov.cli.text import flat, many, say
from gitgov.core.errors import BadInput
from gitgov.core.ids import short
from gitgov.quality.events import DeploymentRecorded, IncidentClosed, IncidentOpened, RunRecorded

CommitWord = Annotated[str, typer.Argument(metavar="COMMIT", help="The commit; HEAD unless given.")]
ServiceOption = Annotated[str, typer.Option("--service", metavar="SERVICE", help="A service of the charter.")]
At = Annotated[str, typer.Option("--at", metavar="INSTANT", help="When, as 2026-11-29T12:00:00Z; now unless given.")]
Failed = Annotated[bool, typer.Option("--failed", help="It failed.")]


def deploy(
    commit: CommitWord = "HEAD",
    service: ServiceOption = "",
    environment: Annotated[str, typer.Option("--environment", metavar="NAME", help="Where to.")] = "production",
    failed: Failed = False,
    started: Annotated[str, typer.Option("--started", metavar="INSTANT", help="When it began.")] = "",
    at: At = "",
    incident: Annotated[
        str,
        typer.Option(
            "--incident",
            metavar="ID",
            help="It was not planned: this incident made it necessary, or the only open one (open).",
        ),
    ] = "",
    rollback: Annotated[bool, typer.Option("--rollback", help="It brings an earlier state back.")] = False,
    ci_run: Annotated[
        str, typer.Option("--run", metavar="ID", help="The CI run that did it: what it reports twice counts once.")
    ] = "",
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Record a deployment of a commit."""
    chamber = open_chamber(Path())
    actor = find_actor(chamber, key)
    cause = the_incident(read_metrics(chamber), incident).id if incident else ""
    if not environment.strip():
        raise BadInput("a deployment to nowhere", "git quality deploy COMMIT --environment NAME: where to")
    oid = chamber.repo.commit_of(commit)
    finished = instant_of(chamber, at, oid)
    body = body_from(
        DeploymentRecorded, "git quality deploy COMMIT --service NAME", service=_application(chamber, service), environment=environment,
        result="failure" if failed else "success", started=instant_of(chamber, started) if started else finished,
        finished=finished, planned=not cause, rollback=rollback, incident=cause, run=ci_run,
    )  # fmt: skip
    event = open_thread(chamber, actor, body, oid)
    say(f"{short(event.id)}  deployment of {short(event.subject)} to {flat(environment)}: {body.result}")
    send(sync=sync)


def _application(chamber: Chamber, service: str) -> str:
    """Return the service that is deployed, the only one of the charter unless it is named; raises `BadInput` where there are several."""
    known = [*chamber.chain.charter.quality.services]
    if not service and len(known) > 1:
        what = f"of which service? what is deployed of none counts for none; the charter has {', '.join(sorted(known))}"
        raise BadInput(what, "git quality deploy COMMIT --service NAME")
    return service or "".join(known)


def open_incident(
    title: Annotated[str, typer.Argument(metavar="TITLE", help="What is wrong, in a line.")],
    service: ServiceOption = "",
    deployment: Annotated[
        str, typer.Option("--deployment", metavar="ID", help="The deployment that caused it, or the last one (last).")
    ] = "",
    at: At = "",
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Record that something needs immediate intervention."""
    if not title.strip():
        raise BadInput("an incident without a title", "git quality incident open TITLE: what is wrong, in a line")
    chamber = open_chamber(Path())
    cause = the_deployment(read_metrics(chamber), deployment) if deployment else None
    body = body_from(
        IncidentOpened, "git quality incident open TITLE", service=service or (cause.body.service if cause else ""), title=title,
        deployment=cause.id if cause else "", began=instant_of(chamber, at),
    )  # fmt: skip
    subject = cause.subject if cause else chamber.repo.commit_of("HEAD")
    event = open_thread(chamber, find_actor(chamber, key), body, subject)
    say(f"{short(event.id)}  incident: {flat(title)}")
    send(sync=sync)


def close_incident(
    incident: Annotated[str, typer.Argument(metavar="ID", help="The incident; the only open one unless given.")] = "",
    message: Annotated[str, typer.Option("-m", "--message", metavar="TEXT", help="How it was ended.")] = "",
    at: At = "",
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Record that an incident is over."""
    chamber = open_chamber(Path())
    metrics = read_metrics(chamber)
    found = the_incident(metrics, incident)
    body = IncidentClosed(ended=instant_of(chamber, at), how=message)
    add_to(chamber, find_actor(chamber, key), metrics.thread(found.id), body)
    say(f"{short(found.id)}  is over: {flat(found.body.title)}")
    send(sync=sync)


def run(
    commit: CommitWord = "HEAD",
    name: Annotated[str, typer.Option("--name", metavar="NAME", help="What was run.")] = "checks",
    failed: Failed = False,
    attempt: Annotated[int, typer.Option("--attempt", metavar="N", min=1, help="Which attempt it was.")] = 1,
    started: Annotated[str, typer.Option("--started", metavar="INSTANT", help="When it began.")] = "",
    at: At = "",
    file: Annotated[
        str,
        typer.Option("--from", metavar="FILE", help="Record all runs of a file, as docs/sources.md has its records."),
    ] = "",
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Record a run of the checks on a commit, or all that a file tells of, each on its own."""
    chamber = open_chamber(Path())
    if file:
        if _bring(chamber, file, key) or sync:
            send(sync=sync)
        return
    if not name.strip():
        raise BadInput("a run without a name", "git quality run COMMIT --name NAME: what was run, in a line")
    oid = chamber.repo.commit_of(commit)
    finished = instant_of(chamber, at, oid)
    body = body_from(
        RunRecorded, "git quality run COMMIT", name=name, result="failure" if failed else "success", attempt=attempt,
        started=instant_of(chamber, started) if started else finished, finished=finished,
    )  # fmt: skip
    event = open_thread(chamber, find_actor(chamber, key), body, oid)
    say(f"{short(event.id)}  run of {flat(name)} on {short(event.subject)}: {body.result}")
    send(sync=sync)


def _bring(chamber: Chamber, file: str, key: str) -> int:
    """Record the runs of a file, and say what of it is not on record; returns how many are."""
    from gitgov.chamber.runs import bring_runs  # a file is given rarely, and these know all formats
    from gitgov.quality.sources import read_records

    try:
        told = read_records(bytes_of(file))
    except BadInput as error:
        named = error.what if error.what.startswith(file) else f"{file}: {error.what}"
        raise BadInput(named, error.remedy) from error
    found = bring_runs(chamber, find_actor(chamber, key), told.runs)
    say(f"{many(found.new, 'run')} recorded")
    for why, count in found.left_out:
        say(f"  {count} left out: {why}")
    others = [(told.deployments, "deployment", "deploy"), (told.incidents, "incident", "incident open")]
    for records, what, verb in others:
        if records:
            say(f"  {many(len(records), what)} left out, as no runs; git quality {verb} records one")
    return found.new
