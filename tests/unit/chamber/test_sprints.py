"""The room of sprints in git: the server asks its law, verification finds what was changed, a new charter covers it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gitgov.chamber.acts import find_actor, signed
from gitgov.chamber.backlogs import read_backlog
from gitgov.chamber.kinds import admission_to
from gitgov.chamber.open import open_chamber
from gitgov.chamber.planning import Wish, drawn_up, record_plan, target_tip, team_of
from gitgov.chamber.room_sift import RoomSieve
from gitgov.chamber.sprints import read_board
from gitgov.chamber.threads import open_thread
from gitgov.chamber.verify import verify
from gitgov.core.errors import BadInput, Refused
from gitgov.core.ids import motion_name
from gitgov.ledger.admission import event_bytes
from gitgov.ledger.event import Draft
from gitgov.sprints.events import ItemAdded, SprintPlanned
from gitgov.threads import bounds
from tests.kit.field import MAIN_AND_TAGS, Clone, Field, Fields, charter_of
from tests.kit.forge import add, lines, note, sealed, subjects, write
from tests.kit.people import People
from tests.kit.programs import program
from tests.kit.repo import git
from tests.kit.servers import File

TEAMS = f"""{MAIN_AND_TAGS}
[teams.core]
members = ["bob"]
product_owner = "alice"
scrum_master = "bob"
"""


@pytest.fixture
def field(fields: Fields, people: People, tmp_path: Path) -> Field:
    return fields.founded(tmp_path / "field", File(), charter_of(people, TEAMS))


def planned(clone: Clone, **said: object) -> SprintPlanned:
    chamber = open_chamber(clone.path)
    team = team_of(chamber, clone.who.name, "core")
    return drawn_up(chamber, read_board(chamber), team, Wish("S1", ["A-1:5"], "", "2026-12-01", "", {}, None))


def plan(clone: Clone) -> None:
    chamber = open_chamber(clone.path)
    record_plan(chamber, read_board(chamber), find_actor(chamber), planned(clone))


def test_what_the_law_refuses_the_server_refuses_too(field: Field) -> None:
    """Carol leads no team; her line is signed by her own key, and as canonical as any."""
    chamber = open_chamber(field.carol.path)
    body, (_, tip) = planned(field.bob), target_tip(chamber)
    with pytest.raises(Refused) as refused:
        open_thread(chamber, find_actor(chamber), body, tip)
    assert refused.value.objections[0].code == "GOV-604"
    draft = Draft("carol", chamber.now(), body, "sprint.planned", (chamber.chain.head.id,), chamber.chain.repo, tip, "")
    line = sealed(event_bytes(draft, field.people.carol.fingerprint), field.people.carol)
    add(field.carol.path, "sprints", tip, line)
    assert "GOV-604" in field.carol.git("push", "origin", "refs/notes/gov/sprints", check=False).stderr
    assert "GOV-604" in field.carol.gov("sync", check=False).stdout
    assert lines(field.server, "sprints") == []


def test_one_member_does_not_fill_a_thread_with_what_has_not_seen_each_other(field: Field) -> None:
    chamber = open_chamber(field.alice.path)
    actor, (_, tip) = find_actor(chamber), target_tip(chamber)
    first = open_thread(chamber, actor, ItemAdded(item="A-1", title="Store"), tip)
    repo, seen = chamber.chain.repo, (chamber.chain.head.id, first.id)
    drafts = [
        Draft("alice", chamber.now() + 1, ItemAdded(item="A-1", title=f"{n}"), "item.added", seen, repo, tip, first.id)
        for n in range(66)
    ]
    new = [sealed(event_bytes(each, field.people.alice.fingerprint), field.people.alice) for each in drafts]
    add(field.alice.path, "sprints", tip, *new)
    assert "GOV-238" in field.alice.git("push", "origin", "refs/notes/gov/sprints", check=False).stderr


def test_a_keeper_takes_so_much_of_one_member_and_no_more(field: Field, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bound is small here; what was taken in before counts."""
    monkeypatch.setattr(bounds, "MOST", 3)
    chamber = open_chamber(field.alice.path)
    actor, (_, tip) = find_actor(chamber), target_tip(chamber)
    first = open_thread(chamber, actor, ItemAdded(item="A-1", title="Store"), tip)
    keepers = [RoomSieve(chamber, lambda *_: None, on_receipt=each) for each in (True, False)]
    seen, codes = first, []
    for number in range(3):
        parents = (seen.id, chamber.chain.head.id)
        body = ItemAdded(item="A-1", title=f"{number}")
        draft = Draft("alice", chamber.now() + 1, body, "item.added", parents, chamber.chain.repo, tip, first.id)
        seen = signed(actor.signer, draft, admission_to(chamber, ("sprints",)))
        codes.append([[each.code for each in keeper.judge(chamber.chain, seen)] for keeper in keepers])
    assert codes == [[[], []], [[], []], [["GOV-617"], []]]


def test_it_travels_and_is_verified_and_a_flipped_byte_is_named(field: Field) -> None:
    plan(field.bob)
    field.bob.gov("sync")
    field.carol.gov("sync")
    assert lines(field.carol.path, "sprints") == lines(field.bob.path, "sprints") != []
    assert [each.team.name for each in read_board(open_chamber(field.carol.path)).sprints] == ["core"]
    assert verify(open_chamber(field.carol.path)).problems == []
    (subject,) = subjects(field.carol.path, "sprints")
    content = note(field.carol.path, "sprints", subject)
    for place in (20, len(content) // 2, len(content) - 10):
        write(
            field.carol.path, "sprints", subject, content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]
        )
        for from_scratch in (False, True):
            assert verify(open_chamber(field.carol.path), from_scratch=from_scratch).problems


ALONE = f"""{MAIN_AND_TAGS}
[teams.solo]
members = ["bob"]
scrum_master = "bob"
paths = ["core/"]
"""


def begun(clone: Clone, sprint: str, *options: str) -> None:
    """Plans, commits to and starts a sprint of a team of one; sends nothing unless told to."""
    for words in (("plan", sprint, "--item", "A-1:5"), ("commit", sprint)):
        program("sprint", *words, cwd=clone.path, env=clone.transport.env(clone.who))
    clone.vote("aye")
    clone.motion("announce")
    program("sprint", "start", sprint, *options, cwd=clone.path, env=clone.transport.env(clone.who))


def test_a_start_is_taken_in_with_the_decision_that_it_came_with(
    fields: Fields, people: People, tmp_path: Path
) -> None:
    """It names no record of the motion as a parent, so that by their ids it would come first as often as not."""
    field = fields.founded(tmp_path / "field", File(), charter_of(people, ALONE))
    begun(field.bob, "S1")
    field.bob.sprint("review", "S1", "--record")
    begun(field.bob, "S2")
    assert "came back" not in field.bob.gov("sync").stdout
    field.carol.gov("sync")
    assert all(each.started for each in read_board(open_chamber(field.carol.path)).sprints)
    (place,) = (field.bob.path / "sprints").iterdir()
    assert git("branch", "--show-current", cwd=place).stdout.strip() == "sprint/S2/solo"
    assert git("sparse-checkout", "list", cwd=place).stdout.split() == ["core"]


def test_who_is_behind_is_told_as_a_sprint_is_planned_and_started(
    fields: Fields, people: People, tmp_path: Path
) -> None:
    """What others have landed is in the team's branch, and not in the main one that is checked out here."""
    bob = fields.founded(tmp_path / "field", File(), charter_of(people, ALONE)).bob
    warning = "  warning: main here is 2 commits behind origin/main, on which sprints begin: git switch main"

    def typed(*words: str) -> str:
        return program("sprint", *words, cwd=bob.path, env=bob.transport.env(bob.who)).stdout

    assert "warning" not in typed("plan", "S1", "--item", "A-1:5")
    tip = bob.git("commit-tree", "main^{tree}", "-p", "main", "-m", "One").stdout.strip()
    tip = bob.git("commit-tree", "main^{tree}", "-p", tip, "-m", "Two").stdout.strip()
    bob.git("update-ref", "refs/remotes/origin/main", tip)
    assert warning in typed("plan", "S1", "--item", "A-1:5")
    typed("commit", "S1")
    bob.vote("aye")
    bob.motion("announce")
    assert warning in typed("start", "S1", "--no-worktree")


def test_a_branch_is_on_its_way_whatever_its_team_calls_it(fields: Fields, people: People, tmp_path: Path) -> None:
    called = ALONE.replace("paths", 'branch = "work/{team}/{sprint}"\npaths')
    bob = fields.founded(tmp_path / "field", File(), charter_of(people, called)).bob
    bob.commit({"x": "x"}, "Work", "work/solo/S1")
    bob.git("switch", "--quiet", "main")
    bob.commit({"y": "y"}, "Aside", "work/others/S1")
    for verb in ("conflicts", "sequence"):
        shown = json.loads(program("sprint", verb, "--json", cwd=bob.path).stdout)
        assert [each["name"] for each in shown["branches"]] == ["work/solo/S1"]
    advice = program("gov", "advise", "integration", "--json", cwd=bob.path).stdout
    assert [each["name"] for each in json.loads(advice)["facts"]["branches"]] == ["work/solo/S1"]


def test_what_is_not_committed_stays_where_it_is(fields: Fields, people: People, tmp_path: Path) -> None:
    field = fields.founded(tmp_path / "field", File(), charter_of(people, ALONE))
    begun(field.bob, "S1")
    (field.bob.path / "sprints" / "solo" / "draft").write_text("not yet", encoding="utf-8")
    field.bob.sprint("review", "S1", "--record")
    with pytest.raises(AssertionError, match="is there already, with sprint/S1/solo"):
        begun(field.bob, "S2")


def test_no_link_leads_a_work_tree_elsewhere_and_what_was_decided_is_sent_all_the_same(
    fields: Fields, people: People, tmp_path: Path
) -> None:
    """A symbolic link `sprints` may be the project's own, which everybody checks out."""
    field = fields.founded(tmp_path / "field", File(), charter_of(people, ALONE))
    bob = field.bob
    (bob.path / "sprints").symlink_to(tmp_path, target_is_directory=True)
    with pytest.raises(AssertionError, match="is a symbolic link"):
        begun(bob, "S1", "--sync")
    assert not (tmp_path / "solo").exists()
    assert [each.name for each in read_board(open_chamber(field.server)).sprints if each.started] == ["S1"]
    (bob.path / "sprints").unlink()
    (bob.path / "sprints").mkdir()
    (bob.path / "sprints" / "notes.md").write_text("the project's own", encoding="utf-8")
    program("sprint", "start", "S1", cwd=bob.path, env=bob.transport.env(bob.who))
    assert bob.git("status", "--porcelain", "--untracked-files=all").stdout.split() == ["??", "sprints/notes.md"]


def test_a_new_charter_covers_what_lies_in_the_room(field: Field) -> None:
    """It names the last plan; what that one has seen is covered with it."""
    plan(field.bob)
    plan(field.bob)
    chamber = open_chamber(field.alice.path)
    field.bob.gov("sync")
    field.alice.gov("sync")
    field.alice.gov("member", "retire", "carol", "-m", "She has left")
    field.alice.vote("aye")
    field.alice.gov("sync")
    field.bob.gov("sync")
    field.bob.vote("aye")
    field.bob.motion("announce")
    field.bob.gov("enact")
    board = read_board(open_chamber(field.bob.path))
    assert [each.out_of_order for each in board.threads] == [[]]
    assert verify(open_chamber(field.bob.path), from_scratch=True).notices == []
    assert admission_to(chamber, ("motions",)) is not admission_to(chamber, ("sprints",))


def test_the_backlog_is_read_as_the_room_holds_it(field: Field) -> None:
    chamber = open_chamber(field.alice.path)
    open_thread(chamber, find_actor(chamber), ItemAdded(item="A-1", title="Store"), target_tip(chamber)[1])
    assert [each.name for each in read_board(open_chamber(field.alice.path)).items] == ["A-1"]


def test_a_circle_in_the_backlog_hinders_no_plan_and_is_named(field: Field) -> None:
    chamber = open_chamber(field.alice.path)
    actor, (_, tip) = find_actor(chamber), target_tip(chamber)
    for item, needs in (("A-1", []), ("X-1", ["X-2"]), ("X-2", ["X-1"])):
        open_thread(chamber, actor, ItemAdded(item=item, title="Store", points=1, value=1, needs=needs), tip)
    said = program("sprint", "plan", "S1", cwd=field.alice.path).stdout
    assert "  proposed: A-1 (1 point, value 1); git sprint plan --team core --proposed takes that instead\n" in said
    assert "  left out: X-1 and X-2 need each other;" in said


def test_a_plan_without_a_name_takes_what_is_proposed_and_keeps_all_else(field: Field) -> None:
    alice = field.alice

    def typed(*words: str) -> str:
        return program("sprint", *words, cwd=alice.path, check=False).stdout

    assert typed("plan", "--proposed") == ""  # there is nothing to plan anew yet
    assert "nothing is proposed: no open item of core" in typed("plan", "S1", "--proposed")
    typed("item", "add", "A-1", "Store", "--points", "5", "--value", "3")
    typed("item", "add", "A-2", "Index", "--points", "2", "--value", "1")
    typed("plan", "S1", "--item", "A-1", "--goal", "Kept", "--begins", "2026-12-01", "--capacity", "7")
    assert "sprint S1 of core, 2026-12-01 to 2026-12-14: 7 of 7 points in 2 items" in typed("plan", "--proposed")
    assert "2026-12-02 to 2026-12-15: 7 of 8 points" in typed("plan", "--begins", "2026-12-02")
    assert "2 of 8 points in 1 item" in typed("plan", "--item", "A-2")
    (found,) = read_board(open_chamber(alice.path)).sprints
    assert (found.plan.body.goal, found.plan.body.begins, len(found.plans)) == ("Kept", "2026-12-02", 5)


def test_a_name_that_is_in_the_backlog_twice_is_told_and_can_be_dropped(field: Field) -> None:
    chamber, alone = open_chamber(field.alice.path), "A-7  core  1 point  One\n"
    actor, (_, tip) = find_actor(chamber), target_tip(chamber)
    for text in ("here", "there"):
        open_thread(chamber, actor, ItemAdded(item="A-7", title="One", team="core", points=1, text=text), tip)
    said = program("sprint", "item", "list", cwd=field.alice.path).stdout
    assert said.startswith(f"{alone}A-7 is in the backlog more than once")
    assert "another of that name counts" in program("sprint", "item", "drop", "A-7", cwd=field.alice.path).stdout
    assert program("sprint", "item", "list", cwd=field.alice.path).stdout == alone


def test_the_backlog_says_what_items_are_worth_and_need_where_somebody_has(field: Field) -> None:
    def typed(*words: str) -> str:
        return program("sprint", *words, cwd=field.alice.path).stdout

    typed("item", "add", "A-1", "Store", "--points", "5")
    assert typed("item", "list") == "A-1  -  5 points  Store\n"
    typed(
        "item",
        "add",
        "A-2",
        "Index",
        "--points",
        "3",
        "--value",
        "8",
        "--risk",
        "2",
        "--needs",
        "A-1",
        "--needs",
        "X-9",
    )
    assert typed("item", "list") == (
        f"A-1  -  5 points  {'':39}Store\nA-2  -  3 points  value 8+0+2  wsjf 3.3  needs A-1, X-9  Index\n"
    )


def test_a_file_in_which_all_is_closed_says_how_it_is_taken_all_the_same(tmp_path: Path) -> None:
    file = tmp_path / "closed.csv"
    file.write_text("number,title,state\n1,One,CLOSED\n", encoding="utf-8")
    with pytest.raises(BadInput, match="1 item, all closed there") as error:
        read_backlog(str(file))
    assert "--closed" in error.value.remedy
    assert [each.item for each in read_backlog(str(file), closed=True).items] == ["1"]


BESIDE = f"""{ALONE}
[teams.web]
members = ["carol"]
scrum_master = "carol"
"""


def test_a_commitment_is_found_by_what_was_typed_to_move_it_and_named_where_others_are_open(
    fields: Fields, people: People, tmp_path: Path
) -> None:
    field = fields.founded(tmp_path / "field", File(), charter_of(people, BESIDE))
    bob, carol = field.bob, field.carol
    for each, team in ((carol, "web"), (bob, "solo")):
        each.sprint("plan", "S1", "--item", f"{team}-1:5")
        each.sprint("commit", "S1")
        each.sync()
    bob.motion("adopt", "process", "-m", "Reviews take two days.")
    bob.sync()
    assert "more than one question waits for you" in bob.vote("aye", check=False).stderr
    (row,) = json.loads(bob.sprint("status", "--team", "solo", "--json").stdout)
    name = motion_name(row["moved"])
    for _ in range(2):  # from memory, too
        told = f"next: git vote aye {name}, by the people of solo; then git motion announce {name}\n"
        assert bob.sprint("status", "--team", "solo").stdout.endswith(told)
    assert f"bob votes aye on {name}" in bob.vote("aye", "commit").stdout
    assert name in bob.motion("announce", "sprint").stdout
    assert json.loads(bob.sprint("status", "--team", "solo", "--json").stdout)[0]["moved"] is None
    assert "carol votes aye on" in carol.vote("aye", "sprint").stdout
    refused = carol.sprint("status", "--team", "nosuch", check=False)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "no team 'nosuch'\n  next: there are: solo, web" in refused.stderr


def test_what_says_the_same_in_a_retrospective_is_one_and_goes_by_any_name_that_is_shown(
    fields: Fields, people: People, tmp_path: Path
) -> None:
    bob = fields.founded(tmp_path / "field", File(), charter_of(people, ALONE)).bob
    begun(bob, "S1", "--no-worktree")
    bob.sprint("retro", "add", "S1", "--badly", "The build is slow", "--well", "Pairing")
    bob.sprint("retro", "add", "S1", "--badly", "the  BUILD is slow")
    bob.sprint("retro", "vote", "build", "--sprint", "S1")
    shown = bob.sprint("retro", "show", "S1").stdout.splitlines()
    assert [" ".join(line.split()[1:]).casefold() for line in shown[1:]] == [
        "- the build is slow: 1 vote",
        "+ pairing: 0 votes",
    ]
    pairing = bob.sprint("retro", "show", "S1", "--all").stdout.splitlines()[2].split()[0]
    bob.sprint("retro", "vote", pairing, "--sprint", "S1")
    assert bob.sprint("retro", "show", "S1").stdout.count(": 1 vote\n") == 2
