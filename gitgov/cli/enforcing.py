"""`git gov check` and `enact`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from gitgov.chamber.acts import find_actor
from gitgov.chamber.done import tracked, usual_remote
from gitgov.chamber.enact import Enacted, How, check_method, enact, met
from gitgov.chamber.judge import describe, judge, parse_updates
from gitgov.chamber.open import Chamber, authority_of, open_chamber, reopened
from gitgov.chamber.reads import find_matter
from gitgov.charter.charter import Charter
from gitgov.cli.options import Json, Key, MotionWord
from gitgov.cli.text import clean, give, paint, read_stdin, say, verdict_json
from gitgov.core.errors import BadInput, Undecided
from gitgov.core.ids import short
from gitgov.core.objection import Objection
from gitgov.core.visible import typed
from gitgov.gate.facts import RefUpdate
from gitgov.procedure.invocation import Invocation
from gitgov.procedure.state import Motion

REF = re.compile(r"[^\x00-\x20\x7f~^:?*\[\\]+")


def check(
    old: Annotated[str, typer.Argument(metavar="OLD", help="Where the ref stands; zeros if it is to be created.")] = "",
    new: Annotated[str, typer.Argument(metavar="NEW", help="Where it would move; zeros if it is to be deleted.")] = "",
    ref: Annotated[str, typer.Argument(metavar="REF", help="The full name of the ref.")] = "",
    stdin: Annotated[
        bool, typer.Option("--stdin", help="Read OLD NEW REF lines from standard input, as hooks get them.")
    ] = False,
    ci: Annotated[
        bool, typer.Option("--ci", help="Judge the pull request or push that this job of a host's CI is about.")
    ] = False,
    code_quality: Annotated[
        str,
        typer.Option(
            "--code-quality", metavar="FILE", help="With --ci: write what is refused there, as a report for GitLab."
        ),
    ] = "",
    as_json: Json = False,
) -> None:
    """Give the gate's verdict on a ref update, with reasons; nothing moves."""
    if ci:
        if stdin or old:
            raise BadInput("--ci takes what is to be judged from the job", "leave the rest out")
        from gitgov.cli.on_hosts import check_in_job

        check_in_job(as_json=as_json, report=code_quality)
        return
    if code_quality:
        raise BadInput("--code-quality is for the job of a host", "git gov check --ci --code-quality FILE")
    if stdin == bool(old or new or ref) or (not stdin and not ref):
        raise BadInput("give OLD NEW REF, or --stdin", "git gov check origin/main HEAD refs/heads/main")
    if not stdin and not REF.fullmatch(ref):
        raise BadInput(f"not the name of a ref: {ref!r}", "write it in full: refs/heads/main")
    chamber = open_chamber(Path())
    updates = _updates(read_stdin().splitlines() if stdin else [_row(chamber, old, new, ref)])
    verdicts = judge(chamber, updates)
    if as_json:
        give([verdict_json(each) for each in verdicts])
    else:
        for update, verdict in zip(updates, verdicts, strict=True):
            say(f"{paint('allowed', 'green') if verdict.allowed else paint('refused', 'red')}  {describe(update)}")
            _objections(verdict.objections)
    if not all(verdict.allowed for verdict in verdicts):
        raise typer.Exit(1)


def _row(chamber: Chamber, old: str, new: str, ref: str) -> str:
    full = _in_full(chamber.chain.charter, ref)
    if theirs := tracked(chamber, full):
        raise BadInput(f"{ref} is this clone's copy of {theirs}", f"git gov check {typed(old, new, theirs)}")
    return f"{_oid(chamber, old)} {_oid(chamber, new)} {full}"


def _updates(rows: list[str]) -> list[RefUpdate]:
    try:
        updates = parse_updates(rows)
    except Undecided as error:
        raise BadInput(error.what, error.remedy) from error
    for update, row in zip(updates, rows, strict=True):
        if not REF.fullmatch(update.ref):
            raise BadInput(f"not a ref update: {row!r}", "each line is OLD NEW REF, the ref in full: refs/heads/main")
    return updates


def _in_full(charter: Charter, ref: str) -> str:
    """Return the full name of the ref that a short name means: the protected one, else a branch; never a guess."""
    if ref.startswith("refs/"):
        return ref
    meant = [full for kind in ("", "heads/", "tags/") if charter.protects(full := f"refs/{kind}{ref}")]
    if len(meant) > 1:
        raise BadInput(f"{ref} may be {' or '.join(meant)}", "write it in full")
    return meant[0] if meant else f"refs/heads/{ref}"


def _oid(chamber: Chamber, word: str) -> str:
    if word and not word.strip("0"):
        return word.ljust(40, "0")
    return chamber.repo.object_of(word)


def _objections(objections: tuple[Objection, ...] | list[Objection]) -> None:
    for objection in objections:
        say(f"  {clean(str(objection))}")
        if objection.rule:
            say(f"    rule: {clean(objection.rule)}")
        if objection.remedy:
            say(f"    next: {clean(objection.remedy)}")


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
            help="How to merge: merge, squash, rebase or fast-forward, where the charter allows several.",
        ),
    ] = "",
    in_place: Annotated[
        bool,
        typer.Option(
            "--in-place",
            help="Vouch for a tag that is there already: its key, gone since, was on the roll when it signed.",
        ),
    ] = False,
    key: Key = "",
) -> None:
    """Carry out a ratified decision: merge, sign the tag, or bring the charter into force."""
    from gitgov.cli.presiding import announce_result

    chamber = open_chamber(Path())
    actor = find_actor(chamber, key)
    found = find_matter(chamber, motion, actor.name, enacting=True)
    check_method(found.motion, method)
    ordered = isinstance(
        authority_of(chamber, found.motion), Invocation
    )  # what it does need not wait for the vote on it
    if push and found.motion.pending:  # else the announcement would miss the ballots that only the remote has
        chamber = met(chamber, push)
        found = find_matter(chamber, found.motion.id)
    if found.motion.pending and not found.motion.chaired and not ordered:
        announce_result(chamber, actor, found)
        chamber = reopened(chamber)
        found = find_matter(chamber, found.motion.id)
        decision = found.motion.decision
        say(f"{found.motion.name} is announced: {'carried' if decision and decision.carried else 'lost'}")
    done = enact(chamber, actor, found, How(push, method, in_place))
    if done.method == "charter":
        from gitgov.chamber.keep import note_protected

        note_protected(reopened(chamber))
        say(f"the charter is now {done.new}; it was {done.old}")
    else:
        say_done(chamber, done, found.motion)
    for each in done.measured:
        say(f"  measured: {clean(each)}")
    say(f"  {what_follows(chamber, done, found.motion)}")


def say_done(chamber: Chamber, done: Enacted, motion: Motion) -> None:
    """Say which ref moved, and on whose word."""
    authority = authority_of(chamber, motion)
    by = f"decision of {motion.name}"
    if isinstance(authority, Invocation):
        by = f"the standing order {authority.order.name} ({motion.name}), {authority.said(chamber.now())}"
    say(f"{done.ref} is at {short(done.new)} ({done.method}), by {by}")
    if done.ahead:
        say(f"  upon {short(done.old)}, where {done.ahead} has {done.ref}; here it was behind")


def what_follows(chamber: Chamber, done: Enacted, motion: Motion) -> str:
    """Say where others see what was done, or what it takes."""
    if done.pushed:
        return f"pushed to {done.pushed}"
    if done.method == "charter":
        return "next: git gov sync"
    if not done.recorded:
        return (
            f"next: git gov enact {motion.name} --push {usual_remote(chamber)}, which pushes it and puts it on record"
        )
    remote = usual_remote(chamber)
    return (
        f"{remote} has it already; next: git gov sync sends the record" if remote else "on record; there is no remote"
    )
