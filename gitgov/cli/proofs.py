"""`git gov prove` and `verify-proof`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from gitgov.chamber import clock
from gitgov.chamber.acts import find_actor
from gitgov.chamber.attest import attest
from gitgov.chamber.open import authority_of, open_chamber
from gitgov.chamber.prove import prove
from gitgov.chamber.proven import Brought, Proven, examine, why_not_asked, why_not_carried
from gitgov.chamber.reads import find_matter
from gitgov.cli.options import Json, Key, MotionWord
from gitgov.cli.show import whole
from gitgov.cli.show_json import whole_json
from gitgov.cli.text import clean, give, many, objection_json, paint, say
from gitgov.core.errors import BadInput
from gitgov.core.ids import short
from gitgov.core.instants import show_instant
from gitgov.core.objection import Objection
from gitgov.core.visible import typed
from gitgov.ledger.proof import LARGEST, Proof, read, write

STREAM = "-"


def prove_motion(
    motion: MotionWord = "",
    output: Annotated[
        str,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Where to write it: M-xxxxxxxx.proof, or - for standard output."
        ),
    ] = "",
    in_toto: Annotated[
        bool, typer.Option("--in-toto", help="Write an in-toto statement about the proof too, signed with your key.")
    ] = False,
    key: Key = "",
) -> None:
    """Write one file that proves what was decided on a motion to anybody, without repository and network."""
    if in_toto and output == STREAM:
        raise BadInput("--in-toto writes a second file, for which standard output has no room", "-o FILE")
    chamber = open_chamber(Path())
    found = find_matter(chamber, motion)
    proof = prove(chamber, found)
    data, place = write(proof), output or f"{found.motion.name}.proof"
    if place == STREAM:
        sys.stdout.buffer.write(data)
        return
    attestation = attest(examine(proof, chamber.now()), data, find_actor(chamber, key)) if in_toto else b""
    _put(place, data)
    say(f"{clean(place)}: {many(len(proof.lines), 'record')}, {many(len(proof.objects), 'object')}, {len(data)} bytes")
    held = {each.oid for each in proof.objects}
    for record in authority_of(chamber, found.motion).enacted:
        if record.new not in held:
            say(
                f"  {short(record.new)}, which it let into {clean(record.ref)}, is not in this clone: git fetch, then again"
            )
    if attestation:
        _put(f"{place}.intoto.json", attestation)
        say(f"{clean(place)}.intoto.json: a statement about it")
    say(f"  git gov verify-proof {typed(place)} --genesis {proof.genesis}")


def _put(place: str, data: bytes) -> None:
    try:
        Path(place).write_bytes(data)
    except OSError as error:
        raise BadInput(f"{place} cannot be written: {error.strerror}", "-o FILE writes it elsewhere") from error


def verify_proof(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The file of a proof; - for standard input.")],
    genesis: Annotated[
        str, typer.Option("--genesis", metavar="ID", help="The body that it must be of, as its members state it.")
    ] = "",
    commit: Annotated[
        str, typer.Option("--commit", metavar="OID", help="What it must prove to have been let in: a commit or a tag.")
    ] = "",
    charter: Annotated[
        str,
        typer.Option(
            "--charter", metavar="ID", help="The charter that it must know: the step of git gov charter show --json."
        ),
    ] = "",
    carried: Annotated[
        bool,
        typer.Option("--carried", help="End with 1 unless the decision was carried, and stands: for scripts."),
    ] = False,
    as_json: Json = False,
) -> None:
    """Derive the decision that a proof is of again, from the file alone: no repository, no network, no trust in its maker."""
    proof = read(_bytes_of(file))
    found = examine(proof, clock.now())
    problems = [*found.problems, *why_not_asked(found, genesis, commit, charter)]
    if carried:
        problems += why_not_carried(found)
    if as_json:
        give(_json(found, problems))
    else:
        _show(found, problems, proof, _still_to_ask(found, genesis, charter))
    if problems:
        raise typer.Exit(1)


def _bytes_of(file: str) -> bytes:
    if file == STREAM:
        return sys.stdin.buffer.read(LARGEST + 1)
    try:
        with Path(file).open("rb") as source:
            return source.read(LARGEST + 1)
    except OSError as error:
        raise BadInput(f"{file} cannot be read: {error.strerror}", "git gov verify-proof FILE") from error


def _show(found: Proven, problems: list[Objection], proof: Proof, open_questions: Iterable[str]) -> None:
    motion = found.matter.motion
    say(whole(found.matter, clock.now(), found.phase))
    say()
    for each in found.brought:
        say(f"Let in: {_said(each)}")
    if found.objection is not None:
        say(f"Lets nothing in: {clean(found.objection.what)}")
    for notice in found.notices:
        say(f"notice: {clean(notice)}")
    for problem in problems:
        say(paint(f"problem: {clean(str(problem))}", "red"))
    if problems:
        say(f"{paint('NOT proved', 'red')}: {many(len(problems), 'problem')}")
        return
    body = clean(found.chain.charter.name)
    say(f"{paint('proved', 'green')}: {motion.name} was {found.phase}, by {many(len(proof.lines), 'record')} of {body}")
    for question in open_questions:
        say(f"  {question}")
    if any(each.how for each in found.brought):
        say(
            "  a tree is not in a proof: whether a merge, squash or rebase is git's own, git gov verify says in a clone"
        )
    if getattr(motion.question, "advice", "") or motion.rules.at_risk:
        say(
            "  advice is not in a proof: what was proposed, and which risk is on record, git gov verify says in a clone"
        )


def _still_to_ask(found: Proven, genesis: str, charter: str) -> Iterator[str]:
    """Yield what no file can show of itself, as far as nobody has asked for it: whose it is, and what it leaves out."""
    head, body = found.chain.head, clean(found.chain.charter.name)
    if not genesis:
        yield f"genesis {found.chain.repo}: compare it with what a member of {body} tells you, or give --genesis"
    if not charter:
        yield f"charter version {head.charter.version}, {head.id}: of a later one it knows nothing, nor of keys that it revoked; --charter ID asks for one"


def _said(each: Brought) -> str:
    record = each.record
    shown = each.how or "the proof does not hold it"
    when = f"recorded by {record.member} at {show_instant(record.at)}"
    return clean(f"{record.ref} {short(record.old)} -> {short(record.new)}; {shown}; {when}")


def _json(found: Proven, problems: list[Objection]) -> dict[str, Any]:
    return {
        "ok": not problems,
        "genesis": found.chain.repo,
        "body": found.chain.charter.name,
        "charter": found.chain.head.id,
        "version": found.chain.charter.version,
        "motion": whole_json(found.matter, clock.now(), found.phase),
        "lets_in": bool(found.authority.target) and found.objection is None,
        "why_not": objection_json(found.objection) if found.objection else None,
        "let_in": [
            {
                "ref": each.record.ref,
                "old": each.record.old,
                "new": each.record.new,
                "shown": each.how,
                "recorded_by": each.record.member,
                "recorded_at": show_instant(each.record.at),
            }
            for each in found.brought
        ],
        "problems": [objection_json(each) for each in problems],
        "notices": found.notices,
    }
