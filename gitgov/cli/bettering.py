"""`git quality improve` and `chain`: what is to become better, by motion, and whether it has."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any

import typer

from gitgov.chamber.acts import Actor, find_actor
from gitgov.chamber.defining import Defined, the_ctq
from gitgov.chamber.improvements import Progress, due, moved_already, named, progress_of, settle
from gitgov.chamber.journal import find_record
from gitgov.chamber.metrics import Metrics, read_metrics, the_project
from gitgov.chamber.open import Chamber, open_chamber, reopened
from gitgov.chamber.planning import target_tip, today
from gitgov.chamber.series import series_of
from gitgov.chamber.threads import add_to, open_thread
from gitgov.chamber.walking import Link, chain_of
from gitgov.cli.acting import body_from, send
from gitgov.cli.defining import CtqWord
from gitgov.cli.options import Json, Key, Sync
from gitgov.cli.putting import Seat, put_forward
from gitgov.cli.text import columns, flat, give, instant_json, paint, say
from gitgov.core.amounts import parse_amount
from gitgov.core.errors import BadInput
from gitgov.core.ids import motion_name, short
from gitgov.core.instants import parse_duration, show_instant
from gitgov.procedure.motions.ctq import Ctq
from gitgov.procedure.motions.process import Process
from gitgov.quality.improvement import Improvement, text_of
from gitgov.quality.nature import refuse_target
from gitgov.quality.project_events import ImprovementProposed, ImprovementPut
from gitgov.quality.stats.two_groups import LEAST

_HOW = "git quality improve CTQ --change TEXT --problem TEXT --target N --review DAY"
_COLOURS = {"met": "green", "not met": "red", "insufficient data": "yellow"}
_FEW = 3
_SPAN = re.compile(r"[0-9]{1,4}[dh]", re.ASCII)


def improve(
    word: Annotated[
        str, typer.Argument(metavar="CTQ", help="The characteristic, or an improvement by the beginning of its id.")
    ] = "",
    change: Annotated[str, typer.Option("--change", metavar="TEXT", help="What is to be done otherwise.")] = "",
    problem: Annotated[str, typer.Option("--problem", metavar="TEXT", help="What is wrong now.")] = "",
    target: Annotated[
        str, typer.Option("--target", metavar="N", help="What it is to bring the characteristic to.")
    ] = "",
    owner: Annotated[
        str, typer.Option("--owner", metavar="MEMBER", help="Who sees to it; the characteristic's owner unless given.")
    ] = "",
    review: Annotated[
        str, typer.Option("--review", metavar="DAY", help="When it is to be judged: 2026-12-24, or 14d from now.")
    ] = "",
    evidence: Annotated[
        list[str] | None,
        typer.Option("--evidence", metavar="ID", help="A record that it rests on; may be repeated."),
    ] = None,
    project: Annotated[str, typer.Option("--project", metavar="PROJECT", help="The project that it belongs to.")] = "",
    moving: Annotated[bool, typer.Option("--move", help="Put it before the assembly, as a process motion.")] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Judge it by what is on record, once its day has come.")
    ] = False,
    least: Annotated[
        int, typer.Option("--least", metavar="N", min=LEAST, help="So many measurements before and after it needs.")
    ] = LEAST,
    key: Key = "",
    sync: Sync = False,
    as_json: Json = False,
) -> None:
    """List improvements; propose one, put it before the assembly, or judge it by measurements from before and after."""
    if check and (change or moving):
        raise BadInput("nothing is judged before it is done", "git quality improve --check, once its day has come")
    chamber = open_chamber(Path())
    metrics = read_metrics(chamber)
    if change:
        said: dict[str, Any] = {
            "ctq": word,
            "change": change.strip(),
            "problem": problem.strip(),
            "target": target,
            "review": review,
            "owner": owner,
            "evidence": evidence or [],
        }
        actor = find_actor(chamber, key)
        _go_on(chamber, actor, _propose(chamber, metrics, actor, said, project), moving=moving)
    elif problem or target or review or owner or evidence or project:
        raise BadInput("an improvement without --change", _HOW)
    elif moving:
        _move(chamber, find_actor(chamber, key), metrics, word)
    elif check:
        _check(chamber, find_actor(chamber, key), metrics, word, least)
    else:
        _list(_listed(chamber, metrics, word), as_json=as_json)
        return
    send(sync=sync)


def _go_on(chamber: Chamber, actor: Actor, name: str, *, moving: bool) -> None:
    """Put what has just been proposed before the assembly, or say how."""
    if not moving:
        say(f"  next: git quality improve {short(name)} --move")
        return
    chamber = reopened(chamber)
    _move(chamber, actor, read_metrics(chamber), name)


def _propose(chamber: Chamber, metrics: Metrics, actor: Actor, said: dict[str, Any], project: str) -> str:
    """Record what is proposed, with the last measurement before it; returns its id."""
    said = {**said, "review": _day(chamber, said["review"])}
    if missing := [name for name in ("problem", "target", "review") if not said[name]]:
        raise BadInput(f"an improvement without --{missing[0]}", _HOW)
    defined = the_ctq(chamber, said["ctq"])
    ids = {
        "before": _before(metrics, defined),
        "evidence": [find_record(chamber, each).id for each in said["evidence"]],
    }
    project = the_project(metrics, project).id if project else ""
    owner = said["owner"] or defined.ctq.owner or actor.name
    body = body_from(ImprovementProposed, _HOW, **{**said, **ids, "owner": owner, "project": project})
    if body.review < today(chamber).isoformat():
        raise BadInput(f"{body.review} is over", "give a day to come: --review DAY")
    _refuse_target(defined.ctq, body.target)
    event = open_thread(chamber, actor, body, target_tip(chamber)[1])
    say(
        f"{short(event.id)}  {body.ctq} to {body.target} by {body.review}, {body.owner} sees to it: {flat(body.change)}"
    )
    say(f"  measured before: {short(body.before)}" if body.before else "  nothing was measured before it")
    return event.id


def _refuse_target(ctq: Ctq, target: str) -> None:
    """Raise `BadInput` for a target that nothing could reach, or that would not meet the characteristic."""
    from gitgov.quality.meaning import is_share  # it knows all formats of files

    refuse_target(ctq, target, shares=is_share(ctq.measured_as))
    if not ctq.met_by(parse_amount(target)):
        raise BadInput(f"{target} would not meet {ctq.ctq}: {ctq.within}", "give a --target within its limits")


def _day(chamber: Chamber, text: str) -> str:
    """Return a day as it is recorded, where it is given as how long from now."""
    return show_instant(chamber.now() + parse_duration(text))[:10] if _SPAN.fullmatch(text) else text


def _before(metrics: Metrics, defined: Defined) -> str:
    series = series_of(metrics.taken, defined.ctq.ctq, defined.ctq.unit)
    return series[-1].record if series else ""


def _move(chamber: Chamber, actor: Actor, metrics: Metrics, word: str) -> None:
    """Put an improvement before the assembly, unless it is there already, and record that the two belong together."""
    found = _to_move(metrics, word)
    motion = moved_already(chamber, found)
    if not motion:
        question = Process(text=text_of(found.id, found.body))
        motion = put_forward(Seat(chamber, actor, None), question, found.subject, "").id
        chamber = reopened(chamber)
        metrics = read_metrics(chamber)
    add_to(chamber, actor, metrics.thread(found.id), ImprovementPut.model_validate({"motion": motion}))
    say(f"{short(found.id)} is before the assembly as {motion_name(motion)}")


def _to_move(metrics: Metrics, word: str) -> Improvement:
    found = [each for each in named(metrics.improvements, word) if not each.motion]
    if len(found) != 1:
        raise BadInput(
            f"{len(found) or 'no'} improvements wait to be moved" + (f" by the name {word!r}" if word else ""),
            "git quality improve lists them, with their ids",
        )
    return found[0]


def _check(chamber: Chamber, actor: Actor, metrics: Metrics, word: str, least: int) -> None:
    for each in due(chamber, metrics, word):
        said = settle(chamber, actor, metrics, each, least)
        body = each.improvement.body
        verdict = paint(said.verdict, _COLOURS[said.verdict])
        say(f"{short(each.improvement.id)}  {body.ctq} to {body.target}: {verdict}")
        say(f"  from {said.before} to {said.after}: {said.said}" if said.before else f"  {said.said}")


def _listed(chamber: Chamber, metrics: Metrics, word: str) -> list[Progress]:
    """Return how far the improvements that a word means have come; raises `BadInput` where it means nothing at all."""
    found = named(metrics.improvements, word)
    if word and not found:
        the_ctq(chamber, word)
    return [progress_of(chamber, each) for each in found]


def _list(found: list[Progress], *, as_json: bool) -> None:
    if as_json:
        give([_json(each) for each in found])
    elif found:
        say(columns([_row(each) for each in found]))
    else:
        say(f"no improvement is proposed; {_HOW} proposes one")


def _row(each: Progress) -> list[str]:
    body = each.improvement.body
    late = paint("overdue", "red") if each.overdue else ""
    by = f"by {body.review}, {body.owner}"
    return [short(each.improvement.id), f"{body.ctq} to {body.target}", by, each.phase, late, flat(body.change)]


def _json(each: Progress) -> dict[str, Any]:
    found = each.improvement
    return {
        "id": found.id, "by": found.by, "at": instant_json(found.at), **found.body.model_dump(), "phase": each.phase.partition(",")[0],
        "motion": found.motion or None, "overdue": each.overdue, "judged": [one.model_dump() for one in found.judged],
    }  # fmt: skip


def chain(name: CtqWord, as_json: Json = False) -> None:
    """Walk from the definition of a characteristic to measurements, improvements, motions and measurements again, by ids."""
    chamber = open_chamber(Path())
    found = chain_of(chamber, read_metrics(chamber), name)
    if not found:
        raise BadInput(f"nobody ever moved to define {name!r}, or measured it", "git quality list")
    if as_json:
        give([{"step": each.step, "id": each.id, "at": instant_json(each.at), "said": each.said, "on": list(each.on)} for each in found])  # fmt: skip
        return
    shown = _told(found)
    say(columns([_step(each) for each in shown]))
    if left := len(found) - len(shown):
        say(f"and {left} more measurements, which nothing else rests on; --json has all")


def _told(found: tuple[Link, ...]) -> list[Link]:
    """Leave out the measurements that no other step rests on by itself, but the first and the last."""
    rested = {one for each in found if each.step != "judgement" for one in each.on}
    ends = [each.id for each in found if each.step == "measurement"]
    kept = {*rested, *ends[:1], *ends[-1:]}
    return [each for each in found if each.step != "measurement" or each.id in kept]


def _step(each: Link) -> list[str]:
    on = ", ".join(map(short, each.on[:_FEW])) + (f" and {len(each.on) - _FEW} more" if len(each.on) > _FEW else "")
    return [show_instant(each.at), each.step, short(each.id), flat(each.said) + (f"  <- {on}" if on else "")]
