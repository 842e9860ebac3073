"""`git quality define`, `retire`, `waive`, `list` and `history`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from gitgov.chamber.defining import Defined, Waived, definitions, history, the_ctq, waivers
from gitgov.chamber.open import Chamber, open_chamber
from gitgov.cli.acting import body_from, send
from gitgov.cli.options import Json, Key, Message, Sync
from gitgov.cli.putting import put_forward, seat
from gitgov.cli.text import columns, flat, give, instant_json, say
from gitgov.core.errors import BadInput
from gitgov.core.instants import parse_duration, show_duration, show_instant
from gitgov.core.visible import typed
from gitgov.gate.ratified import why_not_ratified
from gitgov.procedure.motions.ctq import SUBGROUPED, Ctq
from gitgov.procedure.motions.waiver import Waiver
from gitgov.quality.nature import center_told, refuse_chart, refuse_limits
from gitgov.quality.starter import PACKS

CtqWord = Annotated[str, typer.Argument(metavar="CTQ", help="What the characteristic is called.")]
_MOVES_LIMITS = {"chart", "unit", "subgroup", "measure"}
"""What is frozen of one chart, unit or size of subgroups says nothing of another."""
_HOW = "git quality define NAME --lower 80 --unit %"


def define(
    name: Annotated[str, typer.Argument(metavar="CTQ", help="What it is called: a-z, 0-9, '_' and '-'.")] = "",
    unit: Annotated[str | None, typer.Option("--unit", metavar="UNIT", help="Its unit: %, s, {count}.")] = None,
    lower: Annotated[str | None, typer.Option("--lower", "--lsl", metavar="N", help="The least that meets it.")] = None,
    upper: Annotated[str | None, typer.Option("--upper", "--usl", metavar="N", help="The most that meets it.")] = None,
    target: Annotated[str | None, typer.Option("--target", metavar="N", help="What is best.")] = None,
    title: Annotated[str | None, typer.Option("--title", metavar="TEXT", help="What it is, in a line.")] = None,
    voice: Annotated[str | None, typer.Option("--voice", metavar="TEXT", help="What a customer said.")] = None,
    need: Annotated[str | None, typer.Option("--need", metavar="TEXT", help="What that needs.")] = None,
    driver: Annotated[str | None, typer.Option("--driver", metavar="TEXT", help="What drives that.")] = None,
    owner: Annotated[str | None, typer.Option("--owner", metavar="MEMBER", help="Who sees to it.")] = None,
    source: Annotated[str | None, typer.Option("--source", metavar="TEXT", help="What it is measured by.")] = None,
    sampling: Annotated[str | None, typer.Option("--sampling", metavar="TEXT", help="What is measured, how often.")] = None,
    paths: Annotated[
        list[str] | None,
        typer.Option("--path", metavar="PATH", help="Asked only of what changes below it; may be repeated."),
    ] = None,
    measure: Annotated[str | None, typer.Option("--measure", metavar="METRIC", help="What it measures of a part, such as code_coverage of what is below --path.")] = None,
    fresh: Annotated[str, typer.Option("--fresh", metavar="DURATION", help="How long a measurement holds; for ever unless given.")] = "",
    critical: Annotated[bool | None, typer.Option("--critical/--not-critical", help="Whether nothing goes out without it.")] = None,
    chart: Annotated[str | None, typer.Option("--chart", metavar="CHART", help="Its control chart: xmr, log-xmr, xbar-r, xbar-s, p, p', np, c, u, u', g, t, ewma, cusum.")] = None,
    subgroup: Annotated[int | None, typer.Option("--subgroup", metavar="N", help="Of an X-bar chart: how many records in a row are a point.")] = None,
    rules: Annotated[str | None, typer.Option("--rules", metavar="RULES", help="Its run rules: shewhart, usual, western-electric, nelson.")] = None,
    reaction: Annotated[str | None, typer.Option("--reaction", metavar="TEXT", help="What is done about a signal.")] = None,
    motion_after: Annotated[int | None, typer.Option("--motion-after", metavar="N", min=0, max=20, help="Signals in 20 points that call for a motion.")] = None,
    gate_after: Annotated[int | None, typer.Option("--gate-after", metavar="N", min=0, max=20, help="Signals in 20 points that close the gate.")] = None,
    pack: Annotated[str, typer.Option("--pack", metavar="PACK", help=f"Move a whole pack of definitions, but for what is defined: {', '.join(PACKS)}.")] = "",
    message: Message = "",
    key: Key = "",
    sync: Sync = False,
) -> None:  # fmt: skip
    """Move to define a quality characteristic, or to define it anew: what is not given stays as it is."""
    chamber = open_chamber(Path())
    given: dict[str, Any] = {
        "unit": unit, "lower": lower, "upper": upper, "target": target, "title": title, "voice": voice, "need": need,
        "driver": driver, "owner": owner, "source": source, "sampling": sampling, "paths": paths or None, "measure": measure, "critical": critical,
        "chart": chart, "subgroup": subgroup, "rules": rules, "reaction": reaction, "motion_after": motion_after, "gate_after": gate_after,
        "fresh": parse_duration(fresh) if fresh else None,
    }  # fmt: skip
    said = {entry: value for entry, value in given.items() if value is not None}
    place = seat(chamber, key, apart=True)
    for question in _questions(chamber, name, pack, said):
        put_forward(place, question, chamber.chain.subject, message)
        _tell_unmeasured(question)
    send(sync=sync)


def _tell_unmeasured(ctq: Ctq) -> None:
    """Tell of a part whose measure nothing here takes, before a charter asks for it."""
    from gitgov.quality.meaning import unit_of  # it knows all formats of files

    if ctq.paths and not unit_of(ctq.measured_as):
        say(f"  nothing here measures {ctq.measured_as}: --measure METRIC says which it is of a part (docs/sources.md)")


def _questions(chamber: Chamber, name: str, pack: str, said: dict[str, Any]) -> list[Ctq]:
    """Return what is to be moved: one definition, or those of a pack that are not defined; those that are keep owner, chart and limits."""
    known = definitions(chamber)
    if bool(name) == bool(pack):
        raise BadInput("name one characteristic, or a pack", f"{_HOW}; or git quality define --pack starter")
    if not pack:
        return [_anew(known.get(name), name, said)]
    if pack not in PACKS:
        raise BadInput(f"there is no pack {pack!r}", f"there are: {', '.join(PACKS)}")
    if said:
        how = f"git quality define --pack {pack}, and git quality define NAME, with what is to be otherwise, once it is carried"
        raise BadInput(f"a pack defines all that it moves as it is: {', '.join(sorted(said))} cannot be given", how)
    for each in PACKS[pack]:
        if each.ctq in known:
            say(f"{each.ctq} is defined already, by {known[each.ctq].motion.name}, and stays as it is")
    return [each for each in PACKS[pack] if each.ctq not in known]


def _anew(known: Defined | None, name: str, said: dict[str, Any]) -> Ctq:
    """Return the definition that is moved; raises `BadInput` for one that is in force already."""
    question = _question(known.ctq if known else None, name, said)
    if known and question == known.ctq:
        raise BadInput(
            f"{name} is defined so already, by {known.motion.name}",
            f"say what is to be otherwise, as in git quality define {name} --upper N; git quality history {name}",
        )
    return question


def _question(known: Ctq | None, name: str, said: dict[str, Any]) -> Ctq:
    """Return one definition: what is not said stays as it is known; raises `BadInput` for what its unit has no chart or no measurement for."""
    from gitgov.quality.meaning import is_share  # it knows all formats of files

    part = {"measure": name.partition("/")[0]} if "/" in name else {}
    before: dict[str, Any] = known.model_dump(exclude={"motion", "limits"}) if known else {"unit": "", **part}
    if said.get("chart", before.get("chart")) not in SUBGROUPED:
        before["subgroup"] = 0
    frozen = known.limits if known and said.keys().isdisjoint(_MOVES_LIMITS) else None
    question = body_from(Ctq, _HOW, **{**before, **said, "ctq": name, "limits": frozen})
    refuse_chart(question)
    refuse_limits(question, shares=is_share(question.measured_as))
    if question.is_part:
        _refuse_unit(question)
    if "rules" in said and question.chart and not question.ruled:
        raise BadInput(f"no run rules apply to {question.chart}", "leave --rules out, or choose another --chart")
    return question


def _refuse_unit(part: Ctq) -> None:
    """Refuse to define a part in another unit than its measure is given in: nothing could judge it."""
    from gitgov.quality.meaning import unit_of  # it knows all formats of files

    unit = unit_of(part.measured_as)
    if unit and unit != part.unit:
        what = f"{part.ctq} is measured as {part.measured_as}, which is given in {unit!r}, and not in {part.unit!r}"
        raise BadInput(what, f"git quality define {part.ctq} --unit {typed(unit)}, with limits in that unit")


def retire(name: CtqWord, message: Message = "", key: Key = "", sync: Sync = False) -> None:
    """Move that a characteristic is not asked for any more."""
    chamber = open_chamber(Path())
    old = the_ctq(chamber, name).ctq
    question = Ctq(ctq=name, unit=old.unit, retired=True)
    put_forward(seat(chamber, key, apart=True), question, chamber.chain.subject, message)
    send(sync=sync)


def waive(
    name: CtqWord,
    span: Annotated[str, typer.Option("--for", metavar="DURATION", help="How long, from now.")],
    content: Annotated[str, typer.Option("--content", metavar="COMMIT", help="Just for this branch or commit.")] = "",
    message: Annotated[
        str, typer.Option("-m", "--message", metavar="TEXT", help="Why: it is part of the motion.")
    ] = "",
    key: Key = "",
    sync: Sync = False,
) -> None:
    """Move to let content in for a while although it does not meet a characteristic."""
    chamber = open_chamber(Path())
    the_ctq(chamber, name)
    commit = chamber.repo.commit_of(chamber.repo.nearest(content)) if content else ""
    if not (seconds := parse_duration(span)):
        raise BadInput("a waiver that lasts no time waives nothing", "git quality waive CTQ --for 7d -m WHY")
    until = chamber.now() + seconds
    question = body_from(
        Waiver, "git quality waive CTQ --for 7d -m WHY", ctq=name, until=until, content=commit, reason=message
    )
    put_forward(seat(chamber, key, apart=True), question, chamber.chain.subject, "")
    send(sync=sync)


def list_ctqs(as_json: Json = False) -> None:
    """List the characteristics that are in force, and the waivers that hold."""
    chamber = open_chamber(Path())
    known, given = definitions(chamber), [each for each in waivers(chamber) if _holds(chamber, each)]
    if as_json:
        give({"ctqs": [_json(each) for each in known.values()], "waivers": [_waiver_json(each) for each in given]})
        return
    if not known:
        say("no quality characteristic is defined; git quality define --pack starter moves the usual ones")
        return
    say(columns([_row(each) for each in known.values()]))
    for each in given:
        what = f" for {each.waiver.content[:12]}" if each.waiver.content else ""
        say(f"waived: {each.waiver.ctq}{what} until {show_instant(each.waiver.until)} ({each.motion.name})")


def _holds(chamber: Chamber, waived: Waived) -> bool:
    return chamber.now() < waived.waiver.until and why_not_ratified(waived.motion, chamber.now()) is None


def _row(defined: Defined) -> list[str]:
    ctq = defined.ctq
    marks = ["critical"] if ctq.critical else []
    marks += [f"chart {ctq.chart}"] if ctq.chart else []
    marks += [f"owner {ctq.owner}"] if ctq.owner else []
    return [ctq.ctq, ctq.within, defined.motion.name, flat("; ".join(filter(None, (ctq.title, *marks))))]


def _json(defined: Defined) -> dict[str, Any]:
    ctq = defined.ctq.model_dump(exclude={"motion"})
    return {**ctq, "motion": defined.motion.id}


def _waiver_json(waived: Waived) -> dict[str, Any]:
    until = instant_json(waived.waiver.until)
    return {"ctq": waived.waiver.ctq, "until": until, "content": waived.waiver.content, "motion": waived.motion.id}


def show_history(name: CtqWord, as_json: Json = False) -> None:
    """Show how a characteristic came to be defined as it is: each motion, and what it changed."""
    chamber = open_chamber(Path())
    found, now = history(chamber, name), chamber.now()
    if not found:
        raise BadInput(f"nobody ever moved to define {name!r}", "git quality list")
    if as_json:
        give([{**_json(each), "phase": each.motion.phase(now)} for each in found])
        return
    before: dict[str, Any] = {}
    for each in found:
        defined = each.ctq.model_dump(exclude={"motion", "ctq"})
        changed = [
            _changed(each.ctq, entry, value)
            for entry, value in defined.items()
            if value != before.get(entry, _EMPTY[entry])
        ]
        say(f"{each.motion.name}  {each.motion.phase(now)}  {flat('; '.join(changed)) or 'the same again'}")
        if each.motion.decision and each.motion.decision.carried:
            before = defined


_EMPTY = Ctq(ctq="x", unit="").model_dump(exclude={"motion", "ctq"})


def _changed(ctq: Ctq, entry: str, value: object) -> str:
    """Say what an entry of a definition came to be."""
    if isinstance(value, bool):
        return entry if value else f"not {entry}"
    if entry == "limits" and ctq.limits:
        return f"limits frozen at {center_told(ctq)} of {ctq.limits.points} points"
    if entry == "fresh" and ctq.fresh:
        return f"fresh {show_duration(ctq.fresh)}"
    words = ", ".join(ctq.paths) if entry == "paths" else value
    return f"{entry} {words or '-'}"
