"""`git gov advise`: what the advisers propose, by facts and perhaps with a model."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from gitgov.advice.answer import Case
from gitgov.chamber.acts import find_actor
from gitgov.chamber.advising.asked import Place, advise, context_of
from gitgov.chamber.advising.proposals import Advised, body_of, put_on_record
from gitgov.chamber.branches import branch_for_all
from gitgov.chamber.keep import open_here
from gitgov.chamber.manner import Manner
from gitgov.chamber.open import Chamber, open_chamber, open_if_founded
from gitgov.chamber.proposal import lands_at, target_of
from gitgov.cli.acting import send
from gitgov.cli.advice_shown import advice_json, show_advice
from gitgov.cli.asking import How, asking
from gitgov.cli.text import clean, counted, give, say, waiting_for
from gitgov.core.errors import BadInput
from gitgov.ledger.event import Event

Into = Annotated[
    str, typer.Option("--into", metavar="BRANCH", help="The protected branch; the only one, or main, unless given.")
]


@asking
def merge(
    branch: Annotated[
        str, typer.Argument(metavar="BRANCH", help="The branch or commit that might be merged.")
    ] = "HEAD",
    into: Into = "",
    *,
    how: How,
) -> None:
    """Say whether a branch is ready to be merged, which evidence is missing, and with which words to move it."""
    from gitgov.chamber.advising.merge import case

    chamber = open_chamber(Path())
    finish(chamber, case(chamber, branch, into), how)


@asking
def risk(
    branch: Annotated[str, typer.Argument(metavar="BRANCH", help="The branch or commit.")] = "HEAD",
    into: Into = "",
    tag: Annotated[
        str,
        typer.Option(
            "--release", metavar="TAG", help="As a release under this tag: upon the last one that it contains."
        ),
    ] = "",
    *,
    how: How,
) -> None:
    """Say how risky a branch is, or a release, by named factors, and which files it may go wrong in."""
    from gitgov.chamber.advising.risk import Names, case

    if into and tag:
        raise BadInput("both --into and --release", "give one: a branch that it would come into, or a tag")
    if tag:
        from gitgov.chamber.advising.release_risk import case_of_release

        chamber = open_chamber(Path())
        return finish(chamber, case_of_release(chamber, tag, branch, counted("commits read")), how)
    place = here()
    name, tip = target(place, into)
    names = Names(onto=name, ref=f"refs/heads/{name}" if isinstance(place, Chamber) else "")
    return finish(place, case(place, branch, tip, counted("commits read"), called=names), how)


def target(place: Place, into: str) -> tuple[str, str]:
    """Return the branch that something might come into, by name, and where it stands; without a body it is the remote's main one, `main` or `master`."""
    if isinstance(place, Chamber):
        ref = target_of(place, into)
        return ref.removeprefix("refs/heads/"), lands_at(place, ref)
    found = branch_for_all(place, into)
    if found is None:
        raise BadInput("there is no branch here that it would come into", "name it: --into BRANCH")
    return found.name, found.tip


@asking
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
    run_proposed: Annotated[
        bool,
        typer.Option(
            "--run-proposed", help="Run the tests too that a model proposes: a program by a stranger, with your rights."
        ),
    ] = False,
    seconds: Annotated[int, typer.Option("--seconds", metavar="N", help="End tests that take longer.")] = 600,
    *,
    how: How,
) -> None:
    """Say what in a change somebody should look at, by rules; with --tests also whether it passes them."""
    from gitgov.chamber.advising.review import case
    from gitgov.chamber.advising.trying import NOTHING, trying_of, with_tests

    chamber = open_chamber(Path())
    wanted = NOTHING if how.context else trying_of(chamber, tests, _patch(patch), seconds, proposed=run_proposed)
    finish(chamber, case(chamber, branch, into, wanted), how, lambda advised: with_tests(chamber, advised, wanted))


def _patch(file: str) -> bytes:
    try:
        return Path(file).read_bytes() if file else b""
    except OSError as error:
        raise BadInput(
            f"cannot read {file}: {error.strerror}", "git diff >FILE, with the tests that are to be tried"
        ) from error


def here() -> Place:
    """Return the ledger of where one stands, or the repository alone."""
    return open_if_founded(Path()) or open_here()


def finish(place: Place, case: Case, how: How, after: Callable[[Advised], Advised] = lambda advised: advised) -> None:
    """Ask, and print or put on record what comes of it; `after` may add to what was answered, or look again at what a model made of it."""
    if how.context:
        _show_context(place, case, how)
        return
    advised = after(advise(place, case, how.profile, Manner(tell=waiting_for)))
    event = _recorded(place, how.key, advised) if how.recording else None
    if how.as_json:
        give(_json(advised, event.id if event else None))
    elif how.draft:
        say(clean(advised.answer.draft))
    else:
        show_advice(body_of(advised), case.subject, event.id if event else "")
    if how.sync or (event and not how.as_json):
        send(sync=how.sync)


def _show_context(place: Place, case: Case, how: How) -> None:
    """Print what a model would be sent; raises `BadInput` where more is wanted, as nobody is asked."""
    if more := [
        name for name, given in (("--record", how.recording), ("--draft", how.draft), ("--sync", how.sync)) if given
    ]:
        raise BadInput("--show-context asks nobody, so that there is no proposal", f"leave out {' and '.join(more)}")
    found = context_of(place, case, how.profile)
    if not found:
        print("no model would be asked: --profile NAME names one, and so does git config gov.advice", file=sys.stderr)
    give(found)


def _recorded(place: Place, key: str, advised: Advised) -> Event:
    if not isinstance(place, Chamber):
        raise BadInput("nobody has founded a body here, so that nothing can be recorded", "git gov init founds one")
    return put_on_record(place, find_actor(place, key), advised)


def _json(advised: Advised, record: str | None) -> dict[str, Any]:
    return {**advice_json(body_of(advised), advised.case.subject), "facts": advised.case.facts, "record": record}
