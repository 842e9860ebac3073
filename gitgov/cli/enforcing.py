"""`git gov check`, `enact`, `verify` and `why`."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Annotated

import typer

from gitgov.chamber.acts import find_actor
from gitgov.chamber.enact import enact
from gitgov.chamber.judge import describe, judge, parse_updates
from gitgov.chamber.open import open_chamber, reopened
from gitgov.chamber.reads import find_motion
from gitgov.chamber.verify import verify
from gitgov.chamber.why import explain
from gitgov.cli.options import Json, Key, MotionWord
from gitgov.cli.show import whole, whole_json
from gitgov.cli.text import clean, give, many, paint, read_stdin, say
from gitgov.core.errors import BadInput
from gitgov.core.ids import short
from gitgov.core.objection import Objection

REF = re.compile(r"[^\x00-\x20\x7f~^:?*\[\\]+")


def check(
    old: Annotated[str, typer.Argument(metavar="OLD", help="Where the ref stands; zeros if it is to be created.")] = "",
    new: Annotated[str, typer.Argument(metavar="NEW", help="Where it would move; zeros if it is to be deleted.")] = "",
    ref: Annotated[str, typer.Argument(metavar="REF", help="The full name of the ref.")] = "",
    stdin: Annotated[
        bool, typer.Option("--stdin", help="Read OLD NEW REF lines from standard input, as hooks get them.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Give the gate's verdict on a ref update, with reasons; nothing moves."""
    if stdin == bool(old or new or ref) or (not stdin and not ref):
        raise BadInput("give OLD NEW REF, or --stdin", "git gov check origin/main HEAD refs/heads/main")
    if not stdin and not REF.fullmatch(ref):
        raise BadInput(f"not the name of a ref: {ref!r}", "write it in full: refs/heads/main")
    chamber = open_chamber(Path())
    rows = (
        read_stdin().splitlines()
        if stdin
        else [
            f"{_oid(chamber.repo, old)} {_oid(chamber.repo, new)} {ref if ref.startswith('refs/') else 'refs/heads/' + ref}"
        ]
    )
    updates = parse_updates(rows)
    verdicts = judge(chamber, updates)
    if as_json:
        give(
            [
                {
                    "ref": each.ref,
                    "allowed": each.allowed,
                    "by": list(each.by),
                    "objections": [_json(one) for one in each.objections],
                }
                for each in verdicts
            ]
        )
    else:
        for update, verdict in zip(updates, verdicts, strict=True):
            say(f"{paint('allowed', 'green') if verdict.allowed else paint('refused', 'red')}  {describe(update)}")
            _objections(verdict.objections)
    if not all(verdict.allowed for verdict in verdicts):
        raise typer.Exit(1)


def _oid(repo: object, word: str) -> str:
    if word and not word.strip("0"):
        return word.ljust(40, "0")
    return repo.object_of(word)  # type: ignore[attr-defined,no-any-return]


def _objections(objections: tuple[Objection, ...] | list[Objection]) -> None:
    for objection in objections:
        say(f"  {clean(str(objection))}")
        if objection.rule:
            say(f"    rule: {clean(objection.rule)}")
        if objection.remedy:
            say(f"    next: {clean(objection.remedy)}")


def _json(objection: Objection) -> dict[str, object]:
    return {
        "code": objection.code,
        "what": objection.what,
        "rule": objection.rule,
        "remedy": objection.remedy,
        "records": list(objection.records),
    }


def enact_motion(
    motion: MotionWord = "",
    push: Annotated[
        str, typer.Option("--push", metavar="REMOTE", help="Send the evidence, then push the ref there.")
    ] = "",
    method: Annotated[
        str,
        typer.Option(
            "--method",
            metavar="METHOD",
            help="How to merge: merge, squash or fast-forward, where the charter allows several.",
        ),
    ] = "",
    key: Key = "",
) -> None:
    """Carry out a ratified decision: merge, sign the tag, or bring the charter into force."""
    from gitgov.cli.motion import announce_result

    chamber = open_chamber(Path())
    actor = find_actor(chamber, key)
    found = find_motion(chamber, motion, actor.name, enacting=True)
    if found.pending and not found.chaired:
        announce_result(chamber, actor, found)
        chamber = reopened(chamber)
        found = find_motion(chamber, found.id)
        say(f"{found.name} is announced: {'carried' if found.decision and found.decision.carried else 'lost'}")
    done = enact(chamber, actor, found, remote=push, method=method)
    if done.method == "charter":
        from gitgov.chamber.keep import note_protected

        note_protected(reopened(chamber))
        say(f"the charter is now {done.new}; it was {done.old}")
    else:
        say(f"{done.ref} is at {short(done.new)} ({done.method}), by decision of {found.name}")
    say(
        f"  pushed to {done.pushed}"
        if done.pushed
        else f"  next: git gov sync; then git push REMOTE {done.ref}"
        if done.method != "charter"
        else "  next: git gov sync"
    )


def verify_clone(
    refs: Annotated[list[str], typer.Argument(metavar="REF", help="Check only the moves of these refs.")] = [],  # noqa: B006 - typer reads it, nobody changes it
    from_scratch: Annotated[
        bool, typer.Option("--from-scratch", help="Rely on nothing that was verified before.")
    ] = False,
    history: Annotated[
        bool, typer.Option("--history", help="Also walk every notes commit: none may drop a line.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Derive every decision and every move of the protected refs again, offline, from raw signed lines."""
    chamber = open_chamber(Path())
    report = verify(chamber, refs, from_scratch=from_scratch, history=history, progress=_progress)
    if sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr)
    if as_json:
        give(
            {
                "ok": not report.problems,
                "genesis": chamber.chain.repo,
                "events": report.events,
                "motions": report.motions,
                "moves": report.moves,
                "refs": report.refs,
                "problems": [_json(each) for each in report.problems],
                "notices": report.notices,
            }
        )
    else:
        for notice in report.notices[:20]:
            say(f"notice: {clean(notice)}")
        if len(report.notices) > 20:
            say(f"notice: and {len(report.notices) - 20} more (--json shows all)")
        for problem in report.problems:
            say(paint(f"problem: {clean(str(problem))}", "red"))
            for record in problem.records:
                say(f"  record {record}")
            if problem.remedy:
                say(f"  next: {clean(problem.remedy)}")
        word = (
            paint("verified", "green")
            if not report.problems
            else paint(f"NOT verified: {many(len(report.problems), 'problem')}", "red")
        )
        say(
            f"{word}: {many(report.events, 'record')}, {many(report.motions, 'motion')}, {many(report.moves, 'move')} of {many(report.refs, 'protected ref')} since genesis {short(chamber.chain.repo)}"
        )
    if report.problems:
        raise typer.Exit(1)


def _progress(done: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{done} signatures checked", end="", file=sys.stderr, flush=True)


def why(commit: Annotated[str, typer.Argument(metavar="COMMIT", help="Any commit.")], as_json: Json = False) -> None:
    """Say which decision let a commit in, who voted, by which rule."""
    chamber = open_chamber(Path())
    found = explain(chamber, chamber.repo.commit_of(commit))
    if as_json:
        give(
            {
                "commit": found.commit,
                "ref": found.ref,
                "step": found.step,
                "what": found.what,
                "motion": whole_json(found.motion, chamber.now()) if found.motion else None,
            }
        )
    else:
        say(clean(found.what))
        if found.motion:
            say("\n" + whole(found.motion, chamber.now()))
    if not found.accounted:
        raise typer.Exit(1)
