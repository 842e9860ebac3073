"""`git gov advise`: what the advisers propose, by facts and perhaps with a model."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer

from gitgov.advice.answer import Case
from gitgov.chamber.acts import find_actor
from gitgov.chamber.advising.asked import advise, context_of
from gitgov.chamber.advising.proposals import Advised, body_of, put_on_record
from gitgov.chamber.open import Chamber, open_chamber
from gitgov.chamber.proposal import stands_at, target_of
from gitgov.cli.acting import send
from gitgov.cli.advice_shown import advice_json, show_advice
from gitgov.cli.options import Json, Key, Sync
from gitgov.cli.text import clean, give, say
from gitgov.core.errors import BadInput

Profile = Annotated[
    str,
    typer.Option(
        "--profile",
        metavar="NAME",
        help="Ask this model besides; gov.advice in git config unless given, `none` for none.",
    ),
]
Recording = Annotated[bool, typer.Option("--record", help="Sign it, and put it on record on the commit.")]
Draft = Annotated[bool, typer.Option("--draft", help="Print only the text of the motion that is proposed.")]
Context = Annotated[
    bool, typer.Option("--show-context", help="Print exactly what a model would be sent, and send nothing.")
]
Into = Annotated[
    str, typer.Option("--into", metavar="BRANCH", help="The protected branch; the only one, or main, unless given.")
]


class How(NamedTuple):
    """What is to be done with a proposal."""

    profile: str
    recording: bool
    draft: bool
    context: bool
    key: str
    sync: bool
    as_json: bool


def merge(
    branch: Annotated[
        str, typer.Argument(metavar="BRANCH", help="The branch or commit that might be merged.")
    ] = "HEAD",
    into: Into = "",
    profile: Profile = "",
    recording: Recording = False,
    draft: Draft = False,
    context: Context = False,
    key: Key = "",
    sync: Sync = False,
    as_json: Json = False,
) -> None:
    """Say whether a branch is ready to be merged, which evidence is missing, and with which words to move it."""
    from gitgov.chamber.advising.merge import case

    chamber = open_chamber(Path())
    finish(chamber, case(chamber, branch, into), How(profile, recording, draft, context, key, sync, as_json))


def risk(
    branch: Annotated[str, typer.Argument(metavar="BRANCH", help="The branch or commit.")] = "HEAD",
    into: Into = "",
    profile: Profile = "",
    recording: Recording = False,
    draft: Draft = False,
    context: Context = False,
    key: Key = "",
    sync: Sync = False,
    as_json: Json = False,
) -> None:
    """Say how risky a branch is, by named factors, and which files it may go wrong in."""
    from gitgov.chamber.advising.risk import case

    chamber = open_chamber(Path())
    target = target_of(chamber, into)
    found = case(chamber, branch, stands_at(chamber, target))
    finish(chamber, found, How(profile, recording, draft, context, key, sync, as_json))


def review(
    branch: Annotated[
        str, typer.Argument(metavar="BRANCH", help="The branch or commit that might be merged.")
    ] = "HEAD",
    into: Into = "",
    tests: Annotated[
        str,
        typer.Option(
            "--tests",
            metavar="COMMAND",
            help="Run this, without a shell, on the branch's files in a folder that is thrown away; gov.advice.tests in git config unless given.",
        ),
    ] = "",
    patch: Annotated[
        str, typer.Option("--patch", metavar="FILE", help="Apply a patch of tests first, which touches nothing else.")
    ] = "",
    seconds: Annotated[int, typer.Option("--seconds", metavar="N", help="End tests that take longer.")] = 600,
    profile: Profile = "",
    recording: Recording = False,
    draft: Draft = False,
    context: Context = False,
    key: Key = "",
    sync: Sync = False,
    as_json: Json = False,
) -> None:
    """Say what in a change somebody should look at, by rules; with --tests also whether it passes them."""
    from gitgov.chamber.advising.review import case
    from gitgov.chamber.advising.trying import NOTHING, trying_of, with_tests

    chamber = open_chamber(Path())
    wanted = NOTHING if context else trying_of(chamber, tests, _patch(patch), seconds)
    how = How(profile, recording, draft, context, key, sync, as_json)
    finish(chamber, case(chamber, branch, into, wanted), how, lambda advised: with_tests(chamber, advised, wanted))


def _patch(file: str) -> bytes:
    try:
        return Path(file).read_bytes() if file else b""
    except OSError as error:
        raise BadInput(
            f"cannot read {file}: {error.strerror}", "git diff >FILE, with the tests that are to be tried"
        ) from error


def finish(
    chamber: Chamber, case: Case, how: How, after: Callable[[Advised], Advised] = lambda advised: advised
) -> None:
    """Ask, and print or put on record what comes of it; `after` may add to what was answered."""
    if how.context:
        give(context_of(chamber, case, how.profile))
        return
    advised = after(advise(chamber, case, how.profile))
    event = put_on_record(chamber, find_actor(chamber, how.key), advised) if how.recording else None
    if how.draft:
        say(clean(advised.answer.draft))
    elif how.as_json:
        give(_json(advised, event.id if event else None))
    else:
        show_advice(body_of(advised), case.subject, event.id if event else "")
    if event or how.sync:
        send(sync=how.sync)


def _json(advised: Advised, record: str | None) -> dict[str, Any]:
    return {**advice_json(body_of(advised), advised.case.subject), "facts": advised.case.facts, "record": record}
