"""`git gov advise list` and `show`: proposals that are on record."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gitgov.advice.events import AdviceProposed
from gitgov.advice.families import Proposal
from gitgov.chamber.advising.proposals import every_proposal, name_of, proposals_on, the_proposal
from gitgov.chamber.open import Chamber, open_chamber
from gitgov.cli.advice_shown import on_record_json, show_advice, where_from
from gitgov.cli.options import Json
from gitgov.cli.text import clean, columns, give, say
from gitgov.core.ids import branch_or_tag, short
from gitgov.core.instants import show_instant

if TYPE_CHECKING:
    from gitgov.chamber.advising.checking import Checked


def list_advice(
    commit: Annotated[
        str, typer.Argument(metavar="COMMIT", help="Only what is about this commit; all of it unless given.")
    ] = "",
    as_json: Json = False,
) -> None:
    """List the proposals on record, oldest first."""
    chamber = open_chamber(Path())
    found = proposals_on(chamber, chamber.repo.commit_of(commit)) if commit else every_proposal(chamber)
    if as_json:
        give([on_record_json(each) for each in found])
        return
    rows = [
        [
            name_of(each),
            show_instant(each.at),
            each.by,
            each.body.adviser,
            each.body.verdict,
            short(each.subject),
            clean(_about(each.body)),
        ]
        for each in found
    ]
    say(columns(rows) or "nothing was proposed yet: git gov advise merge BRANCH --record")


def _about(body: AdviceProposed) -> str:
    """Say what a proposal is about; a tag says already for what."""
    name = branch_or_tag(body.upon)
    return f"{body.about} for {name}" if body.upon and name != body.about else body.about


def show(
    proposal: Annotated[str, typer.Argument(metavar="PROPOSAL", help="The beginning of a proposal's id.")],
    checking: Annotated[
        bool,
        typer.Option(
            "--check", help="Compute its facts again and look up what it cites; exit 1 where something is otherwise."
        ),
    ] = False,
    as_json: Json = False,
) -> None:
    """Show a proposal that is on record, and who put it there; with --check also whether its facts are as it says, and what it cites exists."""
    chamber = open_chamber(Path())
    found = the_proposal(chamber, proposal)
    checked = _checked(chamber, found) if checking else None
    if as_json:
        give(on_record_json(found) | ({"check": checked._asdict()} if checked else {}))
    else:
        _show(found)
    if checked and not as_json:
        _say_checked(checked)
    if checked and not checked.holds:
        raise typer.Exit(1)


def _checked(chamber: Chamber, found: Proposal) -> Checked:
    from gitgov.chamber.advising.checking import check  # most proposals are shown as they are

    return check(chamber, found)


def _say_checked(checked: Checked) -> None:
    """Tell whether the facts are the same now, which reasons only the record or only they have, and what it cites that is not there."""
    if checked.why_not:
        say(f"not computed again: {checked.why_not}")
    else:
        say("computed again: the same facts" if checked.same else f"computed again: other facts, {checked.facts}")
    for word, reasons in (("then", checked.then), ("now", checked.now), ("cites what is not here", checked.missing)):
        for each in reasons:
            say(f"  {word}: {clean(each)}")


def _show(found: Proposal) -> None:
    show_advice(found.body, found.subject, found.id)
    for line in where_from(found.body):
        say(clean(line))
    say(f"proposed by {found.by}, {show_instant(found.at)}")
