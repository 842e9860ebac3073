"""`git sprint federation` and `git sprint sync`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from gitgov.chamber.done import usual_remote
from gitgov.chamber.federation import ANOTHER, NONE, Standing, add, all_remotes, standing
from gitgov.chamber.keep import note_protected
from gitgov.chamber.open import Chamber, open_chamber, reopened
from gitgov.chamber.remarking import NAME, note_progress
from gitgov.chamber.remembered import last_heard
from gitgov.chamber.rounds import UNMOVED, Branch, Heard, Report, Row, go_round, report
from gitgov.chamber.sprints import read_board
from gitgov.cli.colliding import apart_json, gone_apart
from gitgov.cli.going import impediment_line
from gitgov.cli.options import Json
from gitgov.cli.standings import impediment_json
from gitgov.cli.text import clean, columns, flat, give, instant_json, many, objection_json, paint, say
from gitgov.core.errors import GitgovError
from gitgov.core.ids import short
from gitgov.core.instants import show_duration
from gitgov.core.visible import typed

MOST_NAMED = 3
"""So many remotes that have not answered yet are named."""
Names = Annotated[
    list[str], typer.Argument(metavar="REMOTE", help="Only these remotes; those of all teams unless given.")
]


def add_remotes(names: Names = [], as_json: Json = False) -> None:  # noqa: B006 - typer reads it, nobody changes it
    """Add the remotes of the teams here, so that a fetch from them overwrites nothing; typed again it does nothing."""
    added = add(open_chamber(Path()), names)
    if as_json:
        give(
            [
                {
                    "remote": each.remote.name,
                    "teams": list(each.remote.teams),
                    "url": each.remote.url,
                    "changed": each.done,
                }
                for each in added
            ]
        )
        return
    if not added:
        say('no team works in a remote: a charter motion gives it one, remote = "URL" in [teams.NAME]')
    for each in added:
        whose = f" of {' and '.join(each.remote.teams)}" if each.remote.teams else ""
        say(f"{flat(each.remote.name)}{whose}  {'set up' if each.done else 'is set up'}: {flat(each.remote.url)}")
    if any(each.done for each in added):
        say("  next: git sprint sync")


def show_federation(as_json: Json = False) -> None:
    """Show how each remote of the teams stands to this clone, as it was last heard."""
    chamber = open_chamber(Path())
    found = [standing(chamber, each) for each in all_remotes(chamber)]
    if as_json:
        give([_standing_json(chamber, each) for each in found])
        return
    if not any(each.remote.teams for each in found):
        say('no team works in a remote: a charter motion gives it one, remote = "URL" in [teams.NAME]')
    say(columns([_standing_row(chamber, each) for each in found]))


def _standing_row(chamber: Chamber, each: Standing) -> list[str]:
    alone = "the usual one" if each.remote.name == usual_remote(chamber) else "of no team"
    row = [flat(each.remote.name), f"of {' and '.join(each.remote.teams)}" if each.remote.teams else alone]
    if not each.here:
        return [*row, "", paint("not set up here: git sprint federation add", "yellow")]
    apart = "no such target" if each.ahead is None else f"target {each.ahead} ahead, {each.behind} behind"
    rooms = f"unsynced: {', '.join(each.unsynced)}" if each.unsynced else "all lines are here and there"
    ledger = {NONE: "no ledger seen there", ANOTHER: "the ledger of another body"}.get(each.ledger, rooms)
    at = last_heard(chamber.repo, each.remote.name)
    age = max(0, chamber.now() - at) // 60 * 60
    ago = f"heard {f'{show_duration(age)} ago' if age else 'just now'}" if at else "never heard"
    return [*row, apart, f"{ledger}; {ago}"]


def _standing_json(chamber: Chamber, each: Standing) -> dict[str, Any]:
    at = last_heard(chamber.repo, each.remote.name)
    return {
        "remote": each.remote.name, "teams": list(each.remote.teams), "url": each.remote.url, "set_up": each.here,
        "ahead": each.ahead, "behind": each.behind, "ledger": each.ledger, "unsynced": list(each.unsynced),
        "heard_at": instant_json(at or None),
    }  # fmt: skip


def sync_all(as_json: Json = False) -> None:
    """Fetch from all remotes that are set up at once, those of the teams and others, and say how the sprints go, what is red, and who depends on whom."""
    chamber = open_chamber(Path())
    heard = go_round(chamber, _progress)
    chamber = reopened(chamber)
    note_protected(chamber)
    found = report(chamber, read_board(chamber))
    noted, why = _noted(chamber, found)
    if as_json:
        give({"remotes": [_heard_json(each) for each in heard], **_report_json(found), "noted": noted or None})
    else:
        _tell(chamber, heard, found)
        if noted:
            say(f"progress is noted: git notes --ref={NAME} show {short(noted)}")
    if why:
        print(paint(f"warning: progress is not noted: {flat(why)}", "yellow"), file=sys.stderr)
    if any(each.faults for each in heard):
        raise typer.Exit(1)


def _noted(chamber: Chamber, found: Report) -> tuple[str, str]:
    """Note how sprints stand, and say on which commit; or why that could not be done, which hinders nothing else."""
    try:
        return note_progress(chamber, [each.progress for each in found.rows]), ""
    except GitgovError as error:
        return "", error.what


def _tell(chamber: Chamber, heard: list[Heard], found: Report) -> None:
    for each in heard:
        _tell_heard(each)
    for row in found.rows:
        _tell_row(chamber, row)
    _tell_crossings(found)


def _progress(left: Sequence[str], of: int) -> None:
    """Say at a terminal how many remotes have answered, and which have not; nothing stays there once all have."""
    if sys.stderr.isatty():
        more = f" and {len(left) - MOST_NAMED} more" if len(left) > MOST_NAMED else ""
        told = f"{of - len(left)} of {of} remotes heard, waiting for {', '.join(map(flat, left[:MOST_NAMED]))}{more}"
        print(f"\r\x1b[K{told if left else ''}", end="", file=sys.stderr, flush=True)


def _tell_heard(each: Heard) -> None:
    name = flat(each.remote.name)
    if each.error:
        say(paint(f"{name}: not heard: {flat(each.error)}", "red"))
        return
    say(f"{name}: heard; sent {each.sent}, received {each.received}")
    for ref in each.rewound:
        say(paint(f"  warning: it has rewound {flat(ref)}; what it held is kept here", "yellow"))
    for fault in each.faults:
        say(paint(f"  warning: {clean(str(fault))}", "yellow"))
        if fault.remedy:
            say(f"    next: {clean(fault.remedy)}")


def _tell_row(chamber: Chamber, row: Row) -> None:
    sprint, branch = row.progress.sprint, row.branch
    done = f"{row.progress.points_done} of {sprint.plan.points} points done"
    if branch.tip:
        where = f"{flat(branch.name)} {branch.ahead} ahead, {branch.behind} behind"
    else:
        where = f"{flat(branch.name)} is nowhere"
    say(f"{sprint.team.name}  sprint {sprint.name}: {done}; {where}")
    for line in gone_apart(branch.apart):
        say(f"  {line}")
    if branch.red:
        say(f"  {paint('red', 'red')}: {clean(str(branch.red))}")
    if branch.waits:
        say(f"  {_waiting(branch)}")
    for each in row.progress.hindering:
        say(f"  {impediment_line(impediment_json(each), chamber.now(), sprint.name)}")


def _waiting(branch: Branch) -> str:
    """Say what a branch waits for, about which nothing is wrong."""
    if branch.waits and branch.waits.code not in UNMOVED:
        return f"waits: {clean(str(branch.waits))}"
    return f"no motion yet: git motion merge {typed(branch.name)}"


def _tell_crossings(found: Report) -> None:
    for each in found.crossings:
        whose = each.needs or "nobody known here"
        mark = f"{paint('new', 'yellow')} " if each in found.new else ""
        where = f" in {flat(each.where)}" if each.where else ""
        say(f"{mark}{each.team} {each.how} {flat(each.what)}{where}, of {whose}")
    old = len(found.crossings) - len(found.new)
    if found.crossings:
        say(f"{many(len(found.new), 'new crossing')} of teams, {old} known")


def _heard_json(each: Heard) -> dict[str, Any]:
    return {
        "remote": each.remote.name, "teams": list(each.remote.teams), "heard": not each.error, "error": each.error,
        "rewound": list(each.rewound), "sent": each.sent, "received": each.received,
        "faults": [objection_json(fault) for fault in each.faults],
    }  # fmt: skip


def _report_json(found: Report) -> dict[str, Any]:
    return {
        "sprints": [_row_json(each) for each in found.rows],
        "crossings": [{**each._asdict(), "new": each in found.new} for each in found.crossings],
    }


def _row_json(row: Row) -> dict[str, Any]:
    sprint, branch = row.progress.sprint, row.branch
    return {
        "team": sprint.team.name, "sprint": sprint.name, "points": sprint.plan.points,
        "points_done": row.progress.points_done, "branch": branch.name, "head": branch.tip or None,
        "ahead": branch.ahead, "behind": branch.behind, "red": objection_json(branch.red) if branch.red else None,
        "waits": objection_json(branch.waits) if branch.waits else None,
        "apart": [apart_json(each) for each in branch.apart],
        "impediments": [impediment_json(each) for each in row.progress.hindering],
    }  # fmt: skip
