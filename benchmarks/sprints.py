"""How long `git sprint status` takes for many teams, from all records and from what is remembered."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.figure import Figure
from benchmarks.floors import floor, third_party
from benchmarks.history import root
from benchmarks.importing import Importer
from benchmarks.members import Voter, body
from benchmarks.place import Place
from benchmarks.timing import Command, Spread, cpu_ratio, in_turns, milliseconds_over, seconds, watching
from gitgov.chamber import clock
from gitgov.chamber.acts import Actor, act, entry, move, signed
from gitgov.chamber.draft import from_template
from gitgov.chamber.found import found
from gitgov.chamber.kinds import admission_to, every_kind
from gitgov.chamber.meant import TO_PREPARE, sprint_of
from gitgov.chamber.open import Chamber, open_chamber, reopened, the_matter
from gitgov.chamber.planning import Wish, commitment_to, drawn_up, start
from gitgov.chamber.sprints import Board, read_board
from gitgov.chamber.threads import open_thread
from gitgov.cli.presiding import announce_result
from gitgov.core.ids import EventId, Member
from gitgov.git.repository import open_repository
from gitgov.ledger.event import Body, Draft, Event
from gitgov.procedure.events import MotionMoved
from gitgov.sprints.events import ItemAdded, StandupGiven
from gitgov.sprints.sprint import Sprint
from gitgov.tally.events import BallotCast

DAY = 86_400
COLD, WARM = 2_000.0, 100.0
"""Milliseconds that it may take."""
ROOM = "sprints"
_KIND_OF = {kind.body: kind for kind in every_kind().values()}


def standing(place: Place, teams: int, items: int, records: int) -> list[Figure]:
    """Times `git sprint status` for so many teams with so many items, each of which has been worded so often."""
    path = made(place.folder / f"sprints-{teams}", body(teams), items, records)
    index = path / ".git" / "gitgov" / "index.sqlite"
    warm = Command(["git", "sprint", "status"], path, place.env)
    cold = replace(warm, before=lambda: index.unlink(missing_ok=True))
    cold()
    lowest = replace(warm, argv=floor(third_party(warm, "from gitgov.cli.main import sprint; sprint()")))
    with watching() as watch:
        first = in_turns({"cold": cold, "floor": lowest}, place.repetitions)
        warm()
        second = in_turns({"warm": warm, "floor": lowest}, place.repetitions)
    name = f"git sprint status, {teams} teams x {items} items x {records} records"
    whole = Spread.of([each.wall * 1000 for each in first["cold"]])
    over = milliseconds_over(second["warm"], second["floor"])
    used = [cpu_ratio(first["cold"], first["floor"]), cpu_ratio(second["warm"], second["floor"])]
    times = [{each: seconds(samples[each]).middle for each in samples} for samples in (first, second)]
    return [
        Figure(f"{name}, cold", whole, "ms", COLD, used[0], times[0], watch.others),
        Figure(f"{name}, warm, over its floor", over, "ms", WARM, used[1], times[1], watch.others),
    ]


def made(path: Path, voters: Sequence[Voter], items: int, records: int) -> Path:
    """Makes a repository where each member is a team of one whose sprint is under way; returns its folder."""
    begun = clock.now() - 30 * DAY
    subprocess.run(["git", "init", "--quiet", "-b", "main", path], check=True)
    with Importer(path) as importer:
        root(importer, begun)
    text = from_template("team", "bench", {each.name: [each.signer.public] for each in voters})
    tables = (f'\n[teams.{each.name}]\nmembers = ["{each.name}"]\nproduct_owner = "{each.name}"\n' for each in voters)
    found(open_repository(path), voters[0].signer, text + "".join(tables), lambda: begun, founding=False)
    chamber = open_chamber(path, now=lambda: begun + DAY)
    subject = chamber.repo.tip("refs/heads/main")
    for voter in voters:
        chamber = _begun(reopened(chamber), voter, items)
    chamber = reopened(chamber)
    who = {each.name: each for each in voters}
    said = [
        event
        for each in read_board(chamber).sprints
        for event in _standups(chamber, each, who[each.team.name], records)
    ]
    backlog = [event for voter in voters for event in _backlog(chamber, voter, subject, items, records)]
    chamber.store.append([entry(each) for each in [*backlog, *said]])
    return path


def _backlog(chamber: Chamber, voter: Voter, subject: str, items: int, records: int) -> Iterator[Event]:
    for number in range(items):
        opening, last = "", None
        for time in range(records):
            words = ItemAdded(
                item=f"{voter.name}-{number}", title=f"Worded {time} times", team=voter.name, value=number
            )
            event = _line(chamber, voter, words, subject, opening, last)
            opening, last = opening or event.id, event.id
            yield event


def _begun(chamber: Chamber, voter: Voter, items: int) -> Chamber:
    """Plans a member's sprint, lets the member decide on it, and starts it."""
    actor, team = Actor(Member(voter.name), voter.signer), chamber.chain.charter.teams[voter.name]
    wish = Wish("S1", [f"{voter.name}-{number}:1" for number in range(items)], "", "2026-12-01", "", {}, items)
    plan = drawn_up(chamber, Board((), (), ()), team, wish)
    opened = open_thread(chamber, actor, plan, chamber.repo.tip(plan.into))
    board = read_board(chamber)
    sprint = sprint_of(board, voter.name, TO_PREPARE)
    moved = move(chamber, actor, MotionMoved(question=commitment_to(chamber, board, sprint)), opened.subject)
    chamber = reopened(chamber)
    matter = the_matter(chamber, moved.id, moved.subject)
    act(chamber, actor, matter.floor, BallotCast(choice="aye"))
    chamber = reopened(chamber)
    announce_result(chamber, actor, the_matter(chamber, moved.id, moved.subject))
    chamber = reopened(chamber)
    start(chamber, read_board(chamber), actor, sprint)
    return chamber


def _standups(chamber: Chamber, sprint: Sprint, voter: Voter, records: int) -> Iterator[Event]:
    last = sprint.started
    for time in range(records):
        event = _line(chamber, voter, StandupGiven(done=f"Day {time}"), sprint.subject, sprint.id, last)
        last = event.id
        yield event


def _line(chamber: Chamber, voter: Voter, body: Body, subject: str, opening: str, seen: EventId | None) -> Event:
    parents = (*([seen] if seen else []), chamber.chain.head.id)
    kind = _KIND_OF[type(body)]
    draft = Draft(
        voter.name, chamber.now(), body, kind.name, parents, chamber.chain.repo, subject, opening, kind.version
    )
    return signed(voter.signer, draft, admission_to(chamber, (ROOM,)))
