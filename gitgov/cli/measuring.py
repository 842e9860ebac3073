"""`git quality measure` and `check`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from gitgov.chamber.acts import find_actor
from gitgov.chamber.defining import definitions, the_ctq
from gitgov.chamber.keep import open_here
from gitgov.chamber.measured import unmet
from gitgov.chamber.open import Chamber, open_chamber, open_if_founded
from gitgov.chamber.parted import as_part, why_not_here
from gitgov.chamber.proposal import stands_at
from gitgov.chamber.taking import Sourced, bare_rows, charted_rows, in_other_units, record
from gitgov.chamber.trunk import trunk_of
from gitgov.cli.acting import send
from gitgov.cli.options import Json, Key, Sync
from gitgov.cli.sourcing import from_files, from_history, from_package
from gitgov.cli.text import columns, explain, flat, give, objection_json, paint, say
from gitgov.core.amounts import with_unit
from gitgov.core.errors import BadInput
from gitgov.core.ids import short
from gitgov.core.visible import typed
from gitgov.procedure.motions.ctq import Ctq
from gitgov.quality.events import Measured
from gitgov.quality.reading import Reading
from gitgov.quality.showing import shown

CommitWord = Annotated[str, typer.Argument(metavar="COMMIT", help="The commit; HEAD unless given.")]
_COLOURS = {"met": "green", "missed": "red", "no data": "yellow"}


def measure(
    commit: Annotated[
        str, typer.Argument(metavar="COMMIT", help="The commit, as of when it was made; HEAD as of now unless given.")
    ] = "",
    files: Annotated[
        list[str] | None,
        typer.Option("--from", metavar="FILE", help="Read what a tool has written; may be repeated."),
    ] = None,
    baseline: Annotated[
        str, typer.Option("--baseline", metavar="FILE", help="Compare benchmarks with this older file.")
    ] = "",
    package: Annotated[
        str, typer.Option("--docstrings", metavar="DIR", help="Count the docstrings of the Python package there.")
    ] = "",
    branch: Annotated[
        str, typer.Option("--branch", metavar="BRANCH", help="The branch that COMMIT is the head of.")
    ] = "",
    only: Annotated[
        list[str] | None, typer.Option("--metric", metavar="METRIC", help="Only this one; may be repeated.")
    ] = None,
    part: Annotated[
        str, typer.Option("--as", metavar="CTQ", help="What is measured is this part, and nothing else.")
    ] = "",
    why: Annotated[
        bool,
        typer.Option(
            "--why", help="Say what is behind each figure: what is counted, on which objects, what is left out."
        ),
    ] = False,
    recording: Annotated[bool, typer.Option("--record", help="Sign it, and put it on record on the commit.")] = False,
    key: Key = "",
    sync: Sync = False,
    as_json: Json = False,
) -> None:
    """Measure a commit: from what git and the ledger know of its branch, or from files that tools have written."""
    chamber, repo = open_if_founded(Path()), open_here()
    if recording and chamber is None:
        raise BadInput("nobody has founded a body here, so that nothing can be recorded", "git gov init founds one")
    oid = repo.commit_of(commit or "HEAD")
    given = _given(chamber, files or [], package, baseline, part)
    found = from_history(chamber, oid, branch, now=not commit) if given is None else given
    asked = _chosen(chamber, found, only or [])
    misfits = _misfits(chamber, asked) if chamber and (recording or given is not None or only) else {}
    chosen = [each for each in asked if each.reading.metric not in misfits]
    if not chosen:
        raise next(iter(misfits.values()))
    rows = charted_rows(chamber, chosen, oid) if chamber else bare_rows(chosen)
    event = record(chamber, find_actor(chamber, key), oid, rows) if recording and chamber else None
    if as_json:
        measures = [_json(row, each, why=why) for row, each in zip(rows, chosen, strict=True)]
        give({"commit": oid, "record": event.id if event else None, "measures": measures})
    else:
        _tell(rows, chosen, why=why)
    for each in misfits.values():
        explain(each)
    if event and not as_json:
        say(f"recorded as {short(event.id)} on {short(oid)}")
        send(sync=sync)
    raise typer.Exit(2 if misfits else 0)


def _given(chamber: Chamber | None, files: list[str], package: str, baseline: str, part: str) -> list[Sourced] | None:
    """Return what files and a package say, of a part alone where one is named; None where neither is given. Raises `BadInput`."""
    if baseline and not files:
        how = "git quality measure --from FILE --baseline OLD"
        raise BadInput("--baseline compares with the benchmarks of a file", how)
    read = [*files, *filter(None, [package])]
    named = _part(chamber, part, given=bool(read)) if part else None
    if not read:
        return None
    found = [*from_files(chamber, files, baseline), *from_package(package)]
    return as_part(found, named, read) if named else found


def _part(chamber: Chamber | None, name: str, *, given: bool) -> Ctq:
    """Return the part that what is given is said to be of; raises `BadInput`."""
    if chamber is None or not given:
        raise BadInput("--as says which part a report is of", "git quality measure --from FILE --as CTQ")
    return the_ctq(chamber, name).ctq


def _chosen(chamber: Chamber | None, found: list[Sourced], only: list[str]) -> list[Sourced]:
    """Return what was asked for of what was measured; raises `BadInput` where that is nothing."""
    chosen = [each for each in found if not only or each.reading.metric in only]
    if not chosen:
        what = f"nothing here measures {', '.join(map(repr, only))}" if only else "nothing is measured"
        known = definitions(chamber) if chamber else {}
        told = (why_not_here(known[each].ctq) for each in only if each in known and known[each].ctq.is_part)
        parts = [each.reading.metric for each in found if each.reading.metric.partition("/")[0] in only]
        near = f"it does {', '.join(parts)}; " if parts else ""
        raise BadInput(what, next(told, f"{near}git quality measure, without --metric, shows what there is"))
    return chosen


def _misfits(chamber: Chamber, chosen: list[Sourced]) -> dict[str, BadInput]:
    """Say of each that is defined in another unit than it is measured in what is wrong with it, and what helps."""
    found = {}
    for each, defined in in_other_units(chamber, chosen):
        name, unit, asked = each.reading.metric, each.reading.unit, defined.ctq.unit
        found[name] = BadInput(
            f"{name} is measured in {unit!r} ({each.source or 'git'}), and {defined.motion.name} defines it in {asked!r}",
            f"git quality define {name} --unit {typed(unit)}, with limits in that unit, "
            f"or measure what gives it in {asked}; --metric chooses others",
        )
    return found


def _tell(rows: list[Measured], chosen: list[Sourced], *, why: bool) -> None:
    if not why:
        say(columns([_row(each) for each in rows]))
        return
    from gitgov.cli.behind import behind  # it knows all formats of files

    for line, each in zip(columns([_row(row) for row in rows]).splitlines(), chosen, strict=True):
        say(paint(line, "bold"))
        for told in behind(_measured(each), each.source):
            say(f"  {told}")


def _json(row: Measured, sourced: Sourced, *, why: bool) -> dict[str, Any]:
    if not why:
        return row.model_dump()
    from gitgov.cli.behind import behind_json

    return {**row.model_dump(), "why": behind_json(_measured(sourced), sourced.source)}


def _measured(sourced: Sourced) -> Reading:
    """Return a reading as that of its measure, by which its meaning is known, also where it is of a part."""
    return sourced.reading._replace(metric=sourced.measure or sourced.reading.metric)


def _row(row: Measured) -> list[str]:
    value = with_unit(shown(row.value), row.unit) if row.value else "no data"
    counted = f"{row.part} of {row.n}" if row.part is not None else f"n {row.n}"
    limits = " ".join(filter(None, (row.lower and f">= {row.lower}", row.upper and f"<= {row.upper}")))
    said = paint(row.judged, _COLOURS[row.judged]) if row.judged else ""
    signals = f"signals {', '.join(row.signals)}" if row.signals else ""
    out = f"{row.left_out} left out" if row.left_out else ""
    return [row.metric, value, counted, limits, said, flat("; ".join(filter(None, (signals, out))))]


def check(
    commit: CommitWord = "HEAD",
    ref: Annotated[
        str,
        typer.Option(
            "--for",
            metavar="REF",
            help="The branch or tag that it is to come to; the protected one, or main, unless given.",
        ),
    ] = "",
    as_json: Json = False,
) -> None:
    """Say what the gate would of a commit's quality: which characteristics that the charter asks for it does not meet."""
    chamber = open_chamber(Path())
    oid, full = chamber.repo.commit_of(commit), _full(chamber, ref)
    tip = stands_at(chamber, full) if full.startswith("refs/heads/") else ""
    found = unmet(chamber, full, oid, tip)
    if as_json:
        rows = [{"ctq": name, "objection": objection_json(why) if why else None} for name, why in found.items()]
        give({"commit": oid, "ref": full, "ctqs": rows})
    else:
        for name, why in found.items():
            say(f"{name}  {paint(flat(str(why)), 'red') if why else paint('nothing against it', 'green')}")
            if why:
                say(f"  next: {why.remedy}")
        if not found:
            say(f"the charter asks for no quality characteristic of what comes to {flat(full)}")
            if asking := _asking(chamber):
                say(f"  it does of {', '.join(asking)}")
    if any(found.values()):
        raise typer.Exit(1)


def _asking(chamber: Chamber) -> list[str]:
    """Return the branches and tags of which the charter asks for characteristics."""
    charter = chamber.chain.charter
    branches = [f"refs/heads/{each.pattern}" for each in charter.branches if each.ctqs]
    return [*branches, *(f"refs/tags/{each.pattern}" for each in charter.tags if each.ctqs)]


def _full(chamber: Chamber, ref: str) -> str:
    """Return the full name of a ref as people write it: a branch, or a tag that is protected; raises `BadInput` where it is nothing."""
    charter, name = chamber.chain.charter, ref or trunk_of(chamber)
    heads, tags = f"refs/heads/{name}", f"refs/tags/{name}"
    meant = tags if charter.branch(heads) is None and charter.tag(tags) is not None else heads
    full = name if name.startswith("refs/") else meant
    if charter.protects(full) or (ref and stands_at(chamber, full)):
        return full
    asking = _asking(chamber)
    if ref:
        raise BadInput(
            f"{full} is not here, and the charter protects no such ref",
            f"name one of {', '.join(asking)}" if asking else "git branch -a",
        )
    if asking:
        what = f"for which branch or tag? the charter asks for characteristics of {', '.join(asking)}"
        raise BadInput(what, "git quality check --for REF")
    return full
