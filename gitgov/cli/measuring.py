"""`git quality measure` and `check`."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any

import typer

from gitgov.chamber.acts import find_actor
from gitgov.chamber.keep import open_here
from gitgov.chamber.measured import unmet
from gitgov.chamber.open import Chamber, open_chamber, open_if_founded
from gitgov.chamber.scoping import take
from gitgov.chamber.taking import Sourced, bare_rows, charted_rows, in_other_units, record
from gitgov.cli.acting import send
from gitgov.cli.options import Json, Key, Sync
from gitgov.cli.text import columns, flat, give, objection_json, paint, say
from gitgov.core.amounts import with_unit
from gitgov.core.errors import BadInput
from gitgov.core.ids import short
from gitgov.quality.events import Measured
from gitgov.quality.reading import Reading
from gitgov.quality.showing import shown
from gitgov.quality.sources.foreign import MOST_BYTES

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
    if baseline and not files:
        raise BadInput(
            "--baseline compares with the benchmarks of a file", "git quality measure --from FILE --baseline OLD"
        )
    oid = repo.commit_of(commit or "HEAD")
    if files or package:
        found = [*_from_files(files or [], baseline), *_from_package(package)]
    else:
        found = _from_history(chamber, oid, branch, now=not commit)
    chosen = [each for each in found if not only or each.reading.metric in only]
    rows = charted_rows(chamber, chosen, oid) if chamber else bare_rows(chosen)
    if not rows:
        what = f"nothing here measures {', '.join(map(repr, only))}" if only else "nothing is measured"
        raise BadInput(what, "git quality measure, without --metric, shows what there is")
    if recording and chamber is None:
        raise BadInput("nobody has founded a body here, so that nothing can be recorded", "git gov init founds one")
    if chamber and (recording or files or package or only):
        _refuse_other_units(chamber, chosen)
    event = record(chamber, find_actor(chamber, key), oid, rows) if recording and chamber else None
    if as_json:
        measures = [_json(row, each, why=why) for row, each in zip(rows, chosen, strict=True)]
        give({"commit": oid, "record": event.id if event else None, "measures": measures})
        return
    if why:
        _tell_why(rows, chosen)
    else:
        say(columns([_row(each) for each in rows]))
    if event:
        say(f"recorded as {short(event.id)} on {short(oid)}")
        send(sync=sync)


def _refuse_other_units(chamber: Chamber, chosen: list[Sourced]) -> None:
    for each, defined in in_other_units(chamber, chosen):
        name, unit, asked = each.reading.metric, each.reading.unit, defined.ctq.unit
        raise BadInput(
            f"{name} is measured in {unit!r} ({each.source or 'git'}), and {defined.motion.name} defines it in {asked!r}",
            f"git quality define {name} --unit {unit}, with limits in that unit, "
            f"or measure what gives it in {asked}; --metric chooses others",
        )


def _tell_why(rows: list[Measured], chosen: list[Sourced]) -> None:
    from gitgov.cli.behind import behind  # it knows all formats of files

    for line, each in zip(columns([_row(row) for row in rows]).splitlines(), chosen, strict=True):
        say(paint(line, "bold"))
        for told in behind(each.reading, each.source):
            say(f"  {told}")


def _json(row: Measured, sourced: Sourced, *, why: bool) -> dict[str, Any]:
    if not why:
        return row.model_dump()
    from gitgov.cli.behind import behind_json

    return {**row.model_dump(), "why": behind_json(sourced.reading, sourced.source)}


def _from_files(files: list[str], baseline: str) -> list[Sourced]:
    """Read files as they are, each with the digest of its bytes."""
    from gitgov.quality import sources

    found: list[Sourced] = []
    for name in files:
        content = bytes_of(name)
        kind, readings = _read(name, content)
        digest, source = sha256(content).hexdigest(), f"{kind}: {Path(name).name}"
        found += [Sourced(each, source, digest) for each in readings]
        if baseline and kind in sources.COMPARED:
            older = bytes_of(baseline)
            against = f"{source}, against {Path(baseline).name} {sha256(older).hexdigest()[:12]}"
            found.append(Sourced(sources.compare(kind, content, older), against, digest))
    twice = {
        each.reading.metric for each in found if sum(other.reading.metric == each.reading.metric for other in found) > 1
    }
    if twice:
        raise BadInput(f"several files give {', '.join(sorted(twice))}", "measure one after the other, with --metric")
    return found


def _read(name: str, content: bytes) -> tuple[str, tuple[Reading, ...]]:
    """Return the format of a file, and what it says; raises `BadInput`, which names the file."""
    from gitgov.quality import sources

    if not content.strip():
        raise BadInput(f"{name} is empty", "let the tool write it again: its run may have failed")
    try:
        kind = sources.recognised(content)
        return kind, sources.read(kind, content)
    except BadInput as error:
        raise BadInput(f"{name}: {error.what}", error.remedy) from error


def bytes_of(name: str) -> bytes:
    """Read a file that people name, if it is no larger than any that is read here; raises `BadInput`."""
    try:
        if not Path(name).is_file():
            what = "is a folder" if Path(name).is_dir() else "is no file that is here"
            raise BadInput(f"{name} {what}", "name a file that a tool has written, such as coverage.xml")
        if Path(name).stat().st_size > MOST_BYTES:
            what = f"{name} is larger than {MOST_BYTES >> 20} MiB, which is as much as is read"
            raise BadInput(what, "have the tool write less, or one part after the other")
        return Path(name).read_bytes()
    except OSError as error:
        raise BadInput(f"{name}: {error.strerror or error}", "name a file that can be read") from error


def _from_package(folder: str) -> list[Sourced]:
    if not folder:
        return []
    from gitgov.quality.sources.docstrings import read_package

    if not Path(folder).is_dir():
        raise BadInput(f"{folder} is no folder", "name the folder of a Python package: --docstrings DIR")
    files = {str(path.relative_to(folder)): bytes_of(str(path)) for path in sorted(Path(folder).rglob("*.py"))}
    return [Sourced(read_package(files), f"docstrings of {Path(folder).name}")]


def _from_history(chamber: Chamber | None, oid: str, branch: str, *, now: bool) -> list[Sourced]:
    """Measure a branch as of a commit, or as of now; where nobody has founded a body, by what git alone tells."""
    ref = f"refs/heads/{branch.removeprefix('refs/heads/')}" if branch else ""
    if ref and not (open_here().tip(ref) or open_here().tip(ref.replace("refs/heads/", "refs/remotes/origin/", 1))):
        raise BadInput(f"there is no branch {branch!r} here", "git branch -a lists branches; git fetch may bring it")
    source = "git" if chamber is None else "git and the ledger"
    return [Sourced(each, source) for each in take(Path(), chamber, oid, ref, now=now)]


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
            "--for", metavar="REF", help="The branch or tag that it is to come to; the main one unless given."
        ),
    ] = "",
    as_json: Json = False,
) -> None:
    """Say what the gate would of a commit's quality: which characteristics that the charter asks for it does not meet."""
    chamber = open_chamber(Path())
    oid, full = chamber.repo.commit_of(commit), _full(chamber, ref)
    tip = chamber.repo.tip(full) if full.startswith("refs/heads/") else ""
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
    """Return the full name of a ref as people write it: a branch where there is one of that name, else a tag."""
    name = ref or chamber.repo.main_branch
    if name.startswith("refs/"):
        return name
    charter: Any = chamber.chain.charter
    heads, tags = f"refs/heads/{name}", f"refs/tags/{name}"
    return tags if charter.branch(heads) is None and charter.tag(tags) is not None else heads
