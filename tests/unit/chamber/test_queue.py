"""The merge queue: as if by hand one after another, the most that can go, and a branch that moves once or not at all."""

import json
import shutil
import sys
from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import pygit2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gitgov.chamber import landing
from gitgov.chamber.ground import Ground, made_upon
from gitgov.chamber.judge import judge_one
from gitgov.chamber.landing import Plan, Wish
from gitgov.chamber.open import Chamber
from gitgov.chamber.queued import queued
from gitgov.core.errors import Refused
from gitgov.core.objection import Objection
from gitgov.gate.facts import RefUpdate, Verdict
from tests.kit.env import isolate
from tests.kit.field import MAIN_AND_TAGS, Clone, Field, Fields, charter_of
from tests.kit.forge import lines
from tests.kit.people import People
from tests.kit.repo import commit, git
from tests.kit.repo import run as run_program
from tests.kit.servers import File

ROOT = Path(__file__).parents[3]
SOLO = ("alice",)


def grow(field: Field, branches: Mapping[str, Mapping[str, str]]) -> None:
    """Carries a merge of each of some new branches in alice's clone; the server has all of it then."""
    for branch, files in branches.items():
        commit(field.alice.path, files, f"Work on {branch}", branch=branch)
        field.alice.git("switch", "--quiet", "main")
        field.alice.motion("merge", branch)
        field.alice.vote("aye", branch)
        field.alice.motion("announce", branch)
    field.alice.git("push", "--quiet", "--no-verify", "origin", *branches)
    field.alice.sync()


def three(field: Field) -> None:
    """Three merges are carried, of which the second conflicts with both others."""
    grow(field, {"one": {"a.txt": "1\n"}, "two": {"a.txt": "2\n", "b.txt": "2\n"}, "three": {"b.txt": "3\n"}})


@pytest.fixture
def queue(fields: Fields, people: People, tmp_path: Path) -> Field:
    return fields.grown(tmp_path / "field", File(), three, charter_of(people, MAIN_AND_TAGS, members=SOLO))


@pytest.fixture
def solo(fields: Fields, people: People, tmp_path: Path) -> Field:
    return fields.founded(tmp_path / "field", File(), charter_of(people, MAIN_AND_TAGS, members=SOLO))


def run(clone: Clone, *words: str, status: int = 0) -> list[dict[str, Any]]:
    done = clone.gov("queue", *words, "--json", check=False)
    assert done.returncode == status, done
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def branches(rows: Sequence[Mapping[str, str]]) -> list[str]:
    """Returns the branches that motions are about, from their words."""
    return [row["text"].split()[1] for row in rows]


def records(clone: Clone) -> int:
    return b"".join(lines(clone.path, "decisions")).count(b'"kind":"decision.enacted"')


class TestWhatGoes:
    def test_the_two_that_go_together_and_the_one_that_conflicts_is_named(self, queue: Field) -> None:
        (done,) = run(queue.alice, "--push", "origin", status=1)
        assert sorted(branches(done["enacted"])) == ["one", "three"]
        assert branches(done["left"]) == ["two"]
        assert done["left"][0]["objection"]["code"] == "GOV-107"
        assert "(conflicts: a.txt, b.txt)" in done["left"][0]["objection"]["what"]
        assert done["moved"]
        assert queue.at("main") == queue.alice.head("main") == done["new"]
        assert (queue.alice.path / "b.txt").read_text() == "3\n"
        assert queue.alice.git("status", "--short").stdout == ""

    def test_all_of_it_is_on_record_here_and_there(self, queue: Field) -> None:
        (done,) = run(queue.alice, "--push", "origin", status=1)
        assert sorted(done["recorded"]) == sorted(each["name"] for each in done["enacted"])
        assert records(queue.alice) == 2
        assert b"".join(lines(queue.server, "decisions")).count(b'"kind":"decision.enacted"') == 2
        assert "verified: " in queue.alice.gov("verify").stdout

    def test_each_merge_says_whose_decision_it_is(self, queue: Field) -> None:
        (done,) = run(queue.alice, "--push", "origin", status=1)
        for each in done["enacted"]:
            text = git("log", "-1", "--format=%B", each["new"], cwd=queue.server).stdout
            assert f"\nMotion: {each['id']}\nDecision: " in text
            assert "\nRatified-Head: " in text

    def test_a_dry_run_moves_and_records_nothing(self, queue: Field) -> None:
        before = queue.at("main"), queue.alice.head("main"), records(queue.alice)
        (done,) = run(queue.alice, "--dry-run", status=1)
        assert len(done["enacted"]) == 2
        assert not done["moved"]
        assert (queue.at("main"), queue.alice.head("main"), records(queue.alice)) == before

    def test_again_there_is_nothing_to_do_but_what_conflicts(self, queue: Field) -> None:
        run(queue.alice, "--push", "origin", status=1)
        before = queue.at("main")
        (done,) = run(queue.alice, "--push", "origin", status=1)
        assert (done["enacted"], done["recorded"], done["moved"]) == ([], [], False)
        assert queue.at("main") == before

    def test_here_first_and_pushed_by_a_second_run(self, queue: Field) -> None:
        (here,) = run(queue.alice, status=1)
        assert records(queue.alice) == 0
        said = queue.alice.gov("queue", check=False).stdout
        assert "it is in the branch already" in said
        assert "next: git gov queue --push origin" in said
        (there,) = run(queue.alice, "--push", "origin", status=1)
        assert there["new"] == here["new"] == queue.at("main")
        assert len(there["along"]) == len(there["recorded"]) == 2

    def test_a_branch_that_has_moved_on_lands_as_it_was_decided(self, queue: Field) -> None:
        commit(queue.alice.path, {"more.txt": "more\n"}, "More", branch="three")
        queue.alice.git("switch", "--quiet", "main")
        queue.alice.git("push", "--quiet", "--no-verify", "origin", "three")
        said = queue.alice.gov("queue", "--push", "origin", check=False).stdout
        assert f"; the branch is at {queue.alice.head('three')[:12]} by now, which nobody has decided" in said
        assert not (queue.alice.path / "more.txt").exists()

    def test_nothing_waits(self, solo: Field) -> None:
        assert run(solo.alice, "--push", "origin") == []
        assert solo.alice.gov("queue").stdout == "nothing waits to be carried out\n"

    def test_without_a_remote(self, queue: Field) -> None:
        queue.alice.git("remote", "remove", "origin")
        (done,) = run(queue.alice, status=1)
        assert len(done["recorded"]) == 2
        assert queue.alice.head("main") == done["new"]

    def test_with_the_branch_checked_out_nowhere(self, queue: Field) -> None:
        queue.alice.git("switch", "--quiet", "--detach")
        (done,) = run(queue.alice, "--push", "origin", status=1)
        assert queue.alice.head("main") == queue.at("main") == done["new"]

    def test_who_is_on_no_roll_records_nothing_and_the_next_member_does(self, queue: Field) -> None:
        server = Clone(queue.people.alice, queue.server, queue.transport)
        git("config", "--unset", "user.signingkey", cwd=queue.server, check=False)
        (done,) = run(server, status=1)
        assert done["recorded"] == []
        assert queue.at("main") == done["new"]
        who = git("log", "-1", "--format=%an <%ae> %cn", "main", cwd=queue.server).stdout.strip()
        assert who == "gitgov queue <gitgov@localhost> gitgov queue"
        queue.alice.git("pull", "--quiet")
        (later,) = run(queue.alice, "--push", "origin", status=1)
        assert len(later["recorded"]) == 2


class TestTheOrder:
    def test_a_branch_goes_after_the_one_that_it_builds_on(self, solo: Field) -> None:
        commit(solo.alice.path, {"a.txt": "1\n"}, "One", branch="low")
        commit(solo.alice.path, {"b.txt": "2\n"}, "Two", branch="high")
        for branch in ("high", "low"):
            solo.carry(branch, by=SOLO)
        solo.alice.git("switch", "--quiet", "main")
        (done,) = run(solo.alice, "--push", "origin")
        assert branches(done["enacted"]) == ["low", "high"]
        assert records(solo.alice) == 2

    def test_what_a_motion_puts_after_another_goes_after_it(self, solo: Field) -> None:
        for branch in ("one", "two"):
            commit(solo.alice.path, {f"{branch}.txt": "1\n"}, branch, branch=branch)
            solo.alice.git("switch", "--quiet", "main")
        solo.alice.motion("merge", "one")
        solo.decide("merge", "two", "--after", "one", by=SOLO)
        (alone,) = run(solo.alice)
        assert [(each["objection"]["code"], each["waits"]) for each in alone["left"]] == [("GOV-120", True)]
        solo.alice.vote("aye", "one")
        solo.alice.motion("announce", "one")
        (done,) = run(solo.alice, "--push", "origin")
        assert branches(done["enacted"]) == ["one", "two"]

    def test_what_is_resolved_by_name_goes_first_where_more_can_go_then(self, solo: Field) -> None:
        grow(solo, {"one": {"README.md": "1\n"}})
        run(solo.alice, "--push", "origin")
        solo.alice.git("switch", "--quiet", "--create", "two", "main^")
        commit(solo.alice.path, {"README.md": "2\n"}, "Two")
        solo.alice.git("switch", "--quiet", "main")
        grow(solo, {"other": {"other.txt": "1\n"}})
        tree = solo.alice.tree("main", {"README.md": "1 and 2\n"})
        made = solo.alice.merge("two", tree=tree)
        solo.decide("merge", "two", "--resolution", made, by=SOLO)
        (done,) = run(solo.alice, "--push", "origin")
        assert branches(done["enacted"]) == ["two", "other"]
        assert (solo.alice.path / "README.md").read_text() == "1 and 2\n"

    def test_what_comes_along_with_another_is_recorded_too(self, solo: Field) -> None:
        head = commit(solo.alice.path, {"a.txt": "1\n"}, "One", branch="one")
        solo.alice.git("branch", "same", head)
        solo.alice.git("switch", "--quiet", "main")
        for branch in ("one", "same"):
            solo.carry(branch, by=SOLO)
        (done,) = run(solo.alice, "--push", "origin")
        assert len(done["enacted"]) == len(done["along"]) == 1
        assert len(done["recorded"]) == 2

    def test_what_could_not_go_at_first_goes_after_what_it_needs(self, solo: Field) -> None:
        """The second changes what the first has changed, and was moved with that in its history."""
        grow(solo, {"one": {"README.md": "new\n"}})
        solo.alice.git("switch", "--quiet", "--create", "two", "main")
        solo.alice.git("merge", "--quiet", "--no-edit", "one")
        commit(solo.alice.path, {"README.md": "newer\n"}, "Two")
        solo.carry("two", by=SOLO)
        solo.alice.git("switch", "--quiet", "main")
        (done,) = run(solo.alice, "--push", "origin")
        assert branches(done["enacted"]) == ["one", "two"]

    def test_what_conflicts_at_first_is_tried_again_after_others(self, solo: Field) -> None:
        """The third makes of the first what the second made, so that the second conflicts no more."""
        commit(solo.alice.path, {"a.txt": "1\n"}, "One", branch="one")
        commit(solo.alice.path, {"a.txt": "2\n"}, "Three", branch="three")
        solo.alice.git("switch", "--quiet", "main")
        commit(solo.alice.path, {"a.txt": "2\n"}, "Two", branch="two")
        for branch in ("one", "two", "three"):
            solo.carry(branch, by=SOLO)
        chamber = solo.alice.chamber()
        order = sorted(queued(chamber), key=lambda each: ["one", "two", "three"].index(each.motion.text.split()[1]))
        laid, left = landing.lay(Ground(chamber, "refs/heads/main", solo.at("main")), order)
        assert [each.queued.motion.text.split()[1] for each in laid] == ["one", "three", "two"]
        assert left == ()

    def test_nothing_moves_where_the_gate_lets_the_steps_pass_but_not_the_whole(
        self, queue: Field, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        true, before = judge_one, queue.at("main")

        def judge_steps(chamber: Chamber, update: RefUpdate, *, unmade: bool) -> Verdict:
            found = true(chamber, update, unmade=unmade)
            return found._replace(objections=(Objection("GOV-103", "not all at once"),)) if len(found.by) > 1 else found

        monkeypatch.setattr(landing, "judge_one", judge_steps)
        (done,) = run(queue.alice, "--push", "origin", status=1)
        assert "not all at once" in done["error"]
        assert (queue.at("main"), queue.alice.head("main")) == (before, before)


class TestWhatWaits:
    def test_a_hold(self, fields: Fields, people: People, tmp_path: Path) -> None:
        rules = '[rules.merge]\nhold = "1h"\n' + MAIN_AND_TAGS
        field = fields.carried(tmp_path / "held", File(), charter_of(people, rules))
        (done,) = run(field.alice)
        assert done["left"][0]["objection"]["code"] == "GOV-113"
        assert done["left"][0]["waits"]
        assert done["left"][0]["ends_hold"].endswith("Z")
        assert field.alice.head("main") == field.at("main")

    def test_a_release_waits_for_who_signs_it(self, queue: Field) -> None:
        queue.decide("release", "v1", "main", by=SOLO)
        said = queue.alice.gov("queue", "--dry-run", check=False).stdout
        assert "GOV-176" in said
        queue.alice.gov("enact", "v1", "--push", "origin")
        assert "GOV-176" not in queue.alice.gov("queue", "--dry-run", check=False).stdout

    def test_a_head_that_is_not_here(self, queue: Field) -> None:
        queue.bob.sync()
        queue.bob.git("update-ref", "-d", "refs/remotes/origin/one")
        (queue.root / "elsewhere").mkdir()
        git("clone", "--quiet", "--bare", "--single-branch", "--branch=main", f"file://{queue.server}", "narrow.git", cwd=queue.root)  # fmt: skip
        narrow = queue.root / "narrow.git"
        git("fetch", "--quiet", queue.server, "refs/notes/gov/*:refs/notes/gov/*", cwd=narrow)
        git("config", "gov.genesis", git("config", "gov.genesis", cwd=queue.server).stdout.strip(), cwd=narrow)
        (done,) = run(Clone(queue.people.alice, narrow, queue.transport), status=1)
        assert {each["objection"]["code"] for each in done["left"]} == {"GOV-177"}

    def test_a_vote_that_is_to_be_reconsidered(self, queue: Field) -> None:
        queue.alice.motion("reconsider", "two", "-m", "Once more")
        (done,) = run(queue.alice)
        assert [each["objection"]["code"] for each in done["left"]] == ["GOV-128"]
        assert branches(done["left"]) == ["two"]
        assert len(done["enacted"]) == 2


class TestBranches:
    def test_an_unknown_one(self, queue: Field) -> None:
        done = queue.alice.gov("queue", "--onto", "nowhere", check=False)
        assert done.returncode == 2
        assert "protects no branch 'nowhere'" in done.stderr

    def test_one_that_stands_apart_stays_and_the_status_says_so(self, queue: Field) -> None:
        own = queue.alice.commit({"own.txt": "o\n"})
        done = queue.alice.gov("queue", "--push", "origin", check=False)
        assert done.returncode == 2
        assert "has commits that origin has not" in done.stdout
        assert queue.alice.head("main") == own

    def test_unsaved_work_in_the_way(self, queue: Field) -> None:
        (queue.alice.path / "b.txt").write_text("mine\n", encoding="utf-8")
        before = queue.at("main")
        done = queue.alice.gov("queue", "--push", "origin", check=False)
        assert done.returncode == 2
        assert "commit or stash" in done.stdout
        assert queue.at("main") == before
        assert records(queue.alice) == 0


class TestSomebodyElseMovesIt:
    """Between the laying and the move; the queue is laid anew upon what stands there by then."""

    def racing(self, field: Field, monkeypatch: pytest.MonkeyPatch, times: int) -> None:
        true, left = landing.planned, [times]

        def planned(chamber: Chamber, ref: str, wish: Wish) -> Plan:
            plan = true(chamber, ref, wish)
            if left[0]:
                left[0] -= 1
                field.bob.gov("enact", "one", "--push", "origin")
            return plan

        monkeypatch.setattr(landing, "planned", planned)

    def test_once(self, queue: Field, monkeypatch: pytest.MonkeyPatch) -> None:
        queue.bob.sync()
        queue.bob.git("fetch", "--quiet")
        queue.bob.git("config", "gov.key", str(queue.people.alice.key_path))
        self.racing(queue, monkeypatch, 1)
        (done,) = run(queue.alice, "--push", "origin", status=1)
        assert queue.at("main") == done["new"] == queue.alice.head("main")
        assert queue.bob.gov("sync").returncode == 0
        assert records(queue.alice) == 2
        assert "verified: " in queue.alice.gov("verify").stdout

    def test_for_ever(self, queue: Field, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(landing, "push_leased", lambda *_: "somebody else kept moving refs/heads/main")
        before = queue.at("main"), queue.alice.head("main")
        done = queue.alice.gov("queue", "--push", "origin", check=False)
        assert done.returncode == 3
        assert "somebody else kept moving refs/heads/main" in done.stdout
        assert (queue.at("main"), queue.alice.head("main")) == before


def test_killed_at_each_write_it_leaves_the_old_tip_or_the_new_and_no_record_is_lost(queue: Field) -> None:
    queue.alice.git("remote", "remove", "origin")
    command = (Path(sys.prefix) / "bin" / "python", "-m", "tests.kit.killing", "queue", queue.alice.path, "-", "0")
    told = json.loads(run_program(*command, cwd=ROOT).stdout)
    steps = told["steps"]
    assert len(steps) >= 7
    assert all(each["killed"] in {told["old"], each["then"]} for each in steps), steps
    assert {each["killed"] == told["old"] for each in steps} == {True, False}
    assert {each["records"] for each in steps} == {2}
    assert len({each["tree"] for each in steps}) == 1


@pytest.mark.parametrize("step", ["push_leased", "record_all"])
def test_killed_before_the_push_or_after_it_the_next_run_does_the_rest(
    queue: Field, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def dies(*_: object) -> None:
        raise KeyboardInterrupt

    before = queue.at("main")
    with monkeypatch.context() as patch:
        patch.setattr(landing, step, dies)
        assert queue.alice.gov("queue", "--push", "origin", check=False).returncode == 130
    killed = queue.at("main")
    assert (killed == before) == (step == "push_leased")
    run(queue.alice, "--push", "origin", status=1)
    assert killed in {before, queue.at("main")}
    assert b"".join(lines(queue.server, "decisions")).count(b'"kind":"decision.enacted"') == 2


CONTENTS = (
    {"a.txt": "1\n"}, {"a.txt": "2\n"}, {"a.txt": "1\n", "b.txt": "1\n"}, {"b.txt": "2\n", "c.txt": "1\n"}, {"c.txt": "2\n"},
    {"README.md": "new\n"},
)  # fmt: skip


def six(field: Field) -> None:
    grow(field, {f"b{number}": files for number, files in enumerate(CONTENTS)})


@pytest.fixture(scope="module")
def shelf(fields: Fields, people: People, tmp_path_factory: pytest.TempPathFactory) -> Field:
    """Returns a body with six carried merges, which no test carries out: trials only write objects."""
    root = tmp_path_factory.mktemp("shelf")
    with pytest.MonkeyPatch.context() as patch:
        isolate(root / "home", patch)
        return fields.grown(root / "field", File(), six, charter_of(people, MAIN_AND_TAGS, members=SOLO))


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chosen=st.lists(st.sampled_from(range(len(CONTENTS))), unique=True, min_size=2))
def test_whatever_waits_in_whatever_order_the_most_goes_each_step_stands_before_the_gate_and_no_more_can_go(
    shelf: Field, chosen: list[int]
) -> None:
    chamber = shelf.alice.chamber()
    waiting = {each.motion.text.split()[1]: each for each in queued(chamber)}
    order = [waiting[f"b{number}"] for number in chosen]
    ground = Ground(chamber, "refs/heads/main", shelf.at("main"))
    laid, left = landing.most_laid(ground, order)
    assert len(laid) == most_that_fit([CONTENTS[number] for number in chosen])
    assert {each.queued.id for each in laid} | {each.queued.id for each in left} == {each.id for each in order}
    tip = ground.tip
    for each in laid:
        assert each.old == tip
        assert judge_one(chamber, RefUpdate(ground.ref, each.old, each.new)).by == (each.queued.id,)
        by_hand = made_upon(ground._replace(tip=tip), each.queued.motion, "merge")
        tip = each.new
        assert tree_of(chamber, by_hand) == tree_of(chamber, tip)
        assert judge_one(chamber, RefUpdate(ground.ref, ground.tip, tip)).allowed
    for stays in left:
        with pytest.raises(Refused, match="does not merge cleanly"):
            made_upon(ground._replace(tip=tip), stays.queued.motion, "merge")


def tree_of(chamber: Chamber, oid: str) -> str:
    return str(chamber.repo.git[oid].peel(pygit2.Tree).id)


def test_it_is_as_if_by_hand_one_after_another(queue: Field) -> None:
    queue.alice.git("remote", "remove", "origin")
    shutil.copytree(queue.alice.path, queue.root / "by-hand", symlinks=True)
    by_hand = Clone(queue.people.alice, queue.root / "by-hand", File())
    (done,) = run(queue.alice, status=1)
    for each in done["enacted"]:
        by_hand.gov("enact", each["name"])
    assert by_hand.head("main^{tree}") == queue.alice.head("main^{tree}")
    assert records(by_hand) == records(queue.alice) == 2
    for each in done["left"]:
        assert by_hand.gov("enact", each["name"], check=False).returncode == 1


def most_that_fit(found: Sequence[Mapping[str, str]]) -> int:
    """Counts how many can go together, where files that are new either way conflict if they differ."""

    def fit(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
        return all(one[name] == other[name] for name in one.keys() & other.keys())

    sets = [each for size in range(len(found) + 1) for each in combinations(found, size)]
    return max(len(each) for each in sets if all(fit(*pair) for pair in combinations(each, 2)))
