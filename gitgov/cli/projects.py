"""`git quality project`: charter it, file what each phase has found, and go through its tollgates."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from gitgov.chamber.acts import find_actor
from gitgov.chamber.defining import the_ctq
from gitgov.chamber.found import read_file
from gitgov.chamber.metrics import Metrics, read_metrics, the_project
from gitgov.chamber.open import open_chamber
from gitgov.chamber.planning import target_tip, today
from gitgov.chamber.projects import pass_tollgate, tables_of, tollgate_of
from gitgov.chamber.threads import add_to, open_thread
from gitgov.cli.acting import body_from, send
from gitgov.cli.options import Json, Key, Message, Sync
from gitgov.cli.putting import put_forward, seat
from gitgov.cli.text import columns, flat, give, many, read_stdin, say
from gitgov.core.errors import BadInput
from gitgov.core.ids import motion_name, short
from gitgov.core.naming import same
from gitgov.quality.fmea import APPROXIMATE
from gitgov.quality.project import Project
from gitgov.quality.project_events import FailureModes, Filed, ProjectChartered
from gitgov.quality.tables import importance, in_turn, risk_of

ProjectWord = Annotated[
    str, typer.Argument(metavar="PROJECT", help="Its name or the beginning of its id; the only one unless given.")
]

_TABLES = "docs/quality.md, Projects, has a file with all tables filled in; docs/kinds.md has their keys"


def charter_project(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What people call it.")],
    ctqs: Annotated[list[str], typer.Option("--ctq", metavar="CTQ", help="What it is to improve; may be repeated.")],
    goal: Annotated[str, typer.Option("--goal", metavar="TEXT", help="What it is to reach.")],
    due: Annotated[str, typer.Option("--due", metavar="DAY", help="By when.")],
    method: Annotated[
        Literal["dmaic", "dmadv", "idov"],
        typer.Option(
            "--method", case_sensitive=False, help="dmaic improves what there is; dmadv and idov design what is new."
        ),
    ] = "dmaic",
    problem: Annotated[str, typer.Option("--problem", metavar="TEXT", help="What is wrong now.")] = "",
    owner: Annotated[str, typer.Option("--owner", metavar="MEMBER", help="Who owns it; you unless given.")] = "",
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Charter a quality project on characteristics that are defined."""
    chamber = open_chamber(Path())
    actor = find_actor(chamber, key)
    for each in ctqs:
        the_ctq(chamber, each)
    body = body_from(
        ProjectChartered, "git quality project charter NAME --ctq CTQ --goal TEXT --due DAY", name=name, method=method,
        problem=problem, goal=goal, ctqs=ctqs, owner=owner or actor.name, due=due,
    )  # fmt: skip
    if body.due < today(chamber).isoformat():
        raise BadInput(f"{body.due} is over", "give a day to come: --due DAY")
    if not name.strip():
        raise BadInput("a project without a name", "git quality project charter NAME: what people call it, in a line")
    if known := [each.body.name for each in read_metrics(chamber).projects if same(each.body.name, name)]:
        raise BadInput(
            f"there is a project {known[0]!r} already", "give it another name: commands find projects by theirs"
        )
    event = open_thread(chamber, actor, body, target_tip(chamber)[1])
    say(f"{short(event.id)}  {method} project “{flat(name)}”, owned by {body.owner}, due {due}")
    say("  next: git quality project file, and then git quality project review")
    send(sync=sync)


def file_findings(
    project: ProjectWord = "",
    message: Message = "",
    file: Annotated[
        str,
        typer.Option(
            "-F",
            "--file",
            metavar="FILE",
            help="TOML with [sipoc], [[house.needs]], [[failures.modes]] or [finding], as docs/quality.md shows it filled in; - for standard input.",
        ),
    ] = "",
    key: Key = "",
    sync: Sync = False,
) -> None:
    """File what a project has found in its phase: a note, a SIPOC, a house of quality, failure modes, or a finding."""
    chamber = open_chamber(Path())
    metrics = read_metrics(chamber)
    found = the_project(metrics, project)
    filed = _filing(found.phase, message, file)
    event = add_to(chamber, find_actor(chamber, key), metrics.thread(found.id), filed)
    say(f"{short(event.id)}  filed in {found.phase} of {flat(found.body.name)}")
    send(sync=sync)


def _filing(phase: str, note: str, file: str) -> Filed:
    """Return what is filed in a phase: a note, and the tables of a file; raises `BadInput`, which names the file."""
    try:
        said = tables_of(read_stdin() if file == "-" else read_file(file)) if file else {}
        return body_from(Filed, _TABLES, **said, phase=phase, note=note)
    except BadInput as error:
        raise BadInput(f"{file}: {error.what}" if file else error.what, error.remedy) from error


def review_tollgate(
    project: ProjectWord = "",
    outcome: Annotated[
        Literal["go", "conditional", "recycle", "stop"], typer.Option("--outcome", help="What is to become of it.")
    ] = "go",
    conditions: Annotated[str, typer.Option("--conditions", metavar="TEXT", help="On which conditions.")] = "",
    message: Message = "",
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Move to let a project through the tollgate of its phase, on exactly what is filed by now."""
    chamber = open_chamber(Path())
    found = the_project(read_metrics(chamber), project)
    put_forward(seat(chamber, key, apart=True), tollgate_of(found, outcome, conditions), found.subject, message)
    if not any(each.phase == found.phase for _, each in found.filed):
        say(f"  nothing is filed in {found.phase}: whoever votes sees no work of it; git quality project file files it")
    send(sync=sync)


def pass_through(project: ProjectWord = "", key: Key = "", sync: Sync = False) -> None:
    """Take a project through the tollgate of its phase, as it was decided."""
    chamber = open_chamber(Path())
    metrics = read_metrics(chamber)
    found = the_project(metrics, project)
    event: Any = pass_tollgate(chamber, metrics, find_actor(chamber, key), found)
    after = the_project(read_metrics(chamber), found.id)
    say(f"{flat(found.body.name)}: {event.body.outcome} at the tollgate of {found.phase}; {_where(after)}")
    send(sync=sync)


def list_projects(as_json: Json = False) -> None:
    """List the quality projects, and how far each has come."""
    found = read_metrics(open_chamber(Path())).projects
    if as_json:
        give([_json(each) for each in found])
        return
    if not found:
        say("there is no quality project; git quality project charter begins one")
        return
    say(
        columns(
            [[short(each.id), each.body.method, _where(each), each.body.due, flat(each.body.name)] for each in found]
        )
    )


def show_project(project: ProjectWord = "", as_json: Json = False) -> None:
    """Show a project: its charter, what was filed in each phase, its tollgates, and its improvements."""
    metrics = read_metrics(open_chamber(Path()))
    found = the_project(metrics, project)
    if as_json:
        give(_json(found))
        return
    body = found.body
    say(f"{flat(body.name)}  ({short(found.id)}, {body.method}, {_where(found)})")
    say(f"owner {body.owner}, due {body.due}, characteristics {', '.join(body.ctqs)}")
    for title, text in (("problem", body.problem), ("goal", body.goal)):
        if text:
            say(f"{title}: {flat(text)}")
    for phase in found.phases:
        _tell_phase(found, phase)
    _tell_improvements(metrics, found)


def _tell_phase(project: Project, phase: str) -> None:
    filed = [(name, each) for name, each in project.filed if each.phase == phase]
    gates = [each for each in project.passed if each.phase == phase]
    mark = "; ".join(f"{each.outcome} by {motion_name(each.motion)}" for each in gates)
    say(f"{phase}{f': {mark}' if mark else ' <- now' if phase == project.phase else ''}")
    for name, each in filed:
        say(f"  {short(name)}  {_told(each)}")
        if each.failures:
            _tell_failures(each.failures)


def _told(filed: Filed) -> str:
    """Say in a line what is filed."""
    said = [flat(filed.note)] if filed.note else []
    if filed.sipoc:
        said.append(f"SIPOC: {' > '.join(map(flat, filed.sipoc.process))}")
    if filed.house:
        weights = ", ".join(f"{name} {weight}" for name, weight in importance(filed.house))
        said.append(f"house of quality: {weights}")
    if filed.failures:
        worst, risk = in_turn(filed.failures)[0]
        rated = f"(RPN {risk.rpn}, AP about {risk.priority})"
        said.append(f"{many(len(filed.failures.modes), 'failure mode')}, the worst: {flat(worst.mode)} {rated}")
    if filed.finding:
        said.append(f"finding: {flat(filed.finding.title)} ({many(len(filed.finding.evidence), 'piece')} of evidence)")
    return "; ".join(said)


def _tell_failures(failures: FailureModes) -> None:
    """Show failure modes, those to see to first first; a high priority asks for an action."""
    rows = []
    for each, risk in in_turn(failures):
        action = flat(each.action) or ("no action yet" if risk.priority == "H" else "")
        rated = f"S {risk.severity}, O {risk.occurrence}, D {risk.detection}"
        rows.append(["    " + risk.priority, rated, f"RPN {risk.rpn}", flat(each.mode), action])
    say(columns(rows))
    say(f"    {APPROXIMATE}")


def _tell_improvements(metrics: Metrics, project: Project) -> None:
    for each in metrics.improvements:
        if each.body.project == project.id:
            verdict = each.judged[-1].verdict if each.judged else "not judged yet"
            say(f"improvement {short(each.id)}: {each.body.ctq} to {each.body.target} by {each.body.review}: {verdict}")


def _where(project: Project) -> str:
    if project.phase:
        return f"in {project.phase}"
    return "stopped" if project.passed and project.passed[-1].outcome == "stop" else "done"


def _json(project: Project) -> dict[str, Any]:
    return {
        "id": project.id,
        **project.body.model_dump(),
        "phase": project.phase,
        "plan": project.plan,
        "filed": [{"id": name, **each.model_dump(), "risks": _risks(each)} for name, each in project.filed],
        "tollgates": [each.model_dump() for each in project.passed],
    }


def _risks(filed: Filed) -> list[dict[str, Any]]:
    """Return how the failure modes that are filed are rated, in their order; the action priority is approximate."""
    rated = [(each.mode, risk_of(each)) for each in filed.failures.modes] if filed.failures else []
    return [{"mode": mode, "rpn": risk.rpn, "ap_about": risk.priority} for mode, risk in rated]
