"""`git gov queue`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from gitgov.chamber.acts import Actor
from gitgov.chamber.done import usual_remote
from gitgov.chamber.landing import Laid, Left, Outcome, Wish, attempt_queue, chosen
from gitgov.chamber.open import Chamber, open_chamber, reopened
from gitgov.chamber.recording import recorder
from gitgov.chamber.stale import tip_elsewhere
from gitgov.cli.options import Json, Key
from gitgov.cli.text import clean, give, instant_json, many, objection_json, paint, say
from gitgov.core.errors import Refused
from gitgov.core.ids import short
from gitgov.core.objection import Objection
from gitgov.procedure.motions.merge import Merge
from gitgov.procedure.state import Motion


def queue(
    onto: Annotated[str, typer.Option("--onto", metavar="BRANCH", help="Only what waits for this branch.")] = "",
    push: Annotated[
        str, typer.Option("--push", metavar="REMOTE", help="Send the evidence, then push each branch there.")
    ] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", "-n", help="Show the order and what cannot go; nothing moves.")
    ] = False,
    keep_going: Annotated[
        bool, typer.Option("--keep-going", "-k", help="Go on with the next branch where one cannot be moved.")
    ] = False,
    as_json: Json = False,
    key: Key = "",
) -> None:
    """Carry out all ratified merges that can go, one upon another; each branch moves once, or not at all."""
    chamber = open_chamber(Path())
    actor = recorder(chamber, key)
    wish = Wish(push, dry=dry_run, by_server=chamber.repo.bare, tell=_tell)
    outcomes: list[Outcome] = []
    for ref in chosen(chamber, onto, recording=actor is not None):
        outcomes.append(attempt_queue(chamber, actor, ref, wish))
        chamber = reopened(chamber)
        if outcomes[-1].error and not keep_going:
            break
    if as_json:
        give([_json(each, chamber.now()) for each in outcomes])
    else:
        for each in outcomes:
            _say(chamber, each, wish, actor)
        if not outcomes:
            say("nothing waits to be carried out")
    if status := max((_status(each) for each in outcomes), default=0):
        raise typer.Exit(status)


def _status(outcome: Outcome) -> int:
    return outcome.error.exit_code if outcome.error else int(outcome.plan.stuck)


def _tell(done: int, of: int) -> None:
    """Tell a person at a terminal how far it is, in a line that the result overwrites."""
    if sys.stderr.isatty():
        print(f"\r{done} of {of} laid\r", end="", file=sys.stderr, flush=True)


def _say(chamber: Chamber, outcome: Outcome, wish: Wish, actor: Actor | None) -> None:
    plan, error = outcome.plan, outcome.error
    if error:
        say(paint(f"{plan.ref} stays at {short(plan.theirs)}", "red"))
        for objection in (
            error.objections if isinstance(error, Refused) else (Objection("", error.what, "", error.remedy),)
        ):
            _say_why(objection)
        return
    say(_headline(outcome, dry=wish.dry))
    for number, laid in enumerate(plan.laid, start=1):
        say(
            f"  {number:>2}  {_called(laid.queued.motion)}\n        {short(laid.new)} ({laid.method}){_stale(chamber, laid)}"
        )
    for queued in plan.along:
        say(f"   =  {_called(queued.motion)}\n        it is in the branch already")
    for left in plan.left:
        say(f"   {'.' if left.waits else '!'}  {_called(left.queued.motion)}")
        _say_why(left.why)
    for row in _what_follows(chamber, outcome, wish, actor):
        say(f"  {row}")


def _headline(outcome: Outcome, *, dry: bool) -> str:
    plan = outcome.plan
    if not plan.tip:
        return f"{plan.ref} is not made yet"
    went = many(len(plan.laid), "merge")
    if dry:
        return f"{plan.ref}: {went} would go upon {short(plan.laid[0].old if plan.laid else plan.tip)}"
    if not outcome.moved:
        return f"{plan.ref} stays at {short(plan.tip)}"
    return f"{plan.ref} is at {short(plan.tip)}: {went} upon {short(plan.laid[0].old if plan.laid else plan.theirs)}"


def _stale(chamber: Chamber, laid: Laid) -> str:
    """Say that the branch has moved on since it was decided what goes in."""
    question = laid.queued.motion.question
    tip = tip_elsewhere(chamber.repo, question.branch, question.head) if isinstance(question, Merge) else ""
    return f"; the branch is at {short(tip)} by now, which nobody has decided" if tip else ""


def _called(motion: Motion) -> str:
    return f"{motion.name}  {clean(motion.text)}"


def _say_why(why: Objection) -> None:
    say(f"        {clean(f'{why.code} {why.what}'.strip())}")
    if why.remedy:
        say(f"          next: {clean(why.remedy)}")


def _what_follows(chamber: Chamber, outcome: Outcome, wish: Wish, actor: Actor | None) -> Iterator[str]:
    """Say where others see what was done, and what is left to do."""
    if outcome.recorded:
        yield f"on record: {', '.join(outcome.recorded)}"
    yield from (f"measured: {clean(each)}" for each in outcome.measured)
    if wish.dry:
        return
    remote = usual_remote(chamber)
    if outcome.moved and wish.remote:
        yield f"pushed to {wish.remote}"
    elif remote and not wish.remote and outcome.plan.tip != outcome.plan.theirs:
        yield f"next: git gov queue --push {remote}, which pushes it and puts it on record"
    if actor is None and outcome.moved and not remote:
        yield "no member's key is configured here, so that nothing is recorded; git gov queue in a member's clone does it"


def _json(outcome: Outcome, now: int) -> dict[str, Any]:
    plan, error = outcome.plan, outcome.error
    refused = error.objections if isinstance(error, Refused) else ()
    return {
        "ref": plan.ref,
        "old": plan.theirs,
        "new": plan.tip,
        "moved": outcome.moved,
        "enacted": [
            {**_motion(each.queued.motion), "method": each.method, "old": each.old, "new": each.new}
            for each in plan.laid
        ],
        "along": [_motion(each.motion) for each in plan.along],
        "left": [_left(each, now) for each in plan.left],
        "recorded": list(outcome.recorded),
        "measured": list(outcome.measured),
        "error": error.what if error else "",
        "objections": [objection_json(each) for each in refused],
    }


def _motion(motion: Motion) -> dict[str, Any]:
    return {"id": motion.id, "name": motion.name, "text": motion.text}


def _left(left: Left, now: int) -> dict[str, Any]:
    decision = left.queued.motion.decision
    held = decision is not None and decision.ends_hold > now
    return {
        **_motion(left.queued.motion),
        "waits": left.waits,
        "ends_hold": instant_json(decision.ends_hold if decision and held else None),
        "objection": objection_json(left.why),
    }
