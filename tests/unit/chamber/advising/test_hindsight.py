"""What became of past cases: each is put together as it stood, and told how it went."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from gitgov.advice.advisers import ADVISERS
from gitgov.advice.learning import LEAST, Example, by_facts, report
from gitgov.advice.operations import OPERATIONS
from gitgov.chamber import clock
from gitgov.chamber.advising import sprint as sprint_advice
from gitgov.chamber.advising.asked import heard, judged, veiled_for
from gitgov.chamber.advising.hindsight import operation
from gitgov.chamber.advising.hindsight.past import Inquiry
from gitgov.chamber.advising.hindsight.replay import played
from gitgov.chamber.advising.hindsight.table import examples
from gitgov.chamber.advising.retro import USUAL
from gitgov.chamber.indexing import listed
from gitgov.chamber.kinds import every_kind
from gitgov.chamber.reads import find_matter
from gitgov.core.errors import BadInput
from gitgov.core.instants import show_instant
from gitgov.ledger.order import heads
from gitgov.quality.measures.facts import DAY
from gitgov.tally.events import BallotCast
from tests.kit.field import MAIN_AND_TAGS, Clone, charter_of
from tests.kit.forge import add, elsewhere
from tests.kit.histories import at_will
from tests.kit.models import Provider, profile_of, saying
from tests.kit.people import People
from tests.kit.programs import program
from tests.kit.repo import clone as repo_of
from tests.kit.repo import git, sample
from tests.kit.servers import File

MAIN = "refs/heads/main"
TEAM = f"""{MAIN_AND_TAGS}
[teams.core]
members = ["alice"]
scrum_master = "alice"
"""
Day = Callable[[float], None]


@pytest.fixture
def day(monkeypatch: pytest.MonkeyPatch) -> Day:
    """Returns what sets the clock to so many days before the last month of 30 days was over, for gitgov and for git."""
    set_to, begun = at_will(monkeypatch), clock.now() // USUAL * USUAL

    def ago(days: float) -> None:
        instant = int(begun - days * DAY)
        set_to(instant)
        for each in ("AUTHOR", "COMMITTER"):
            monkeypatch.setenv(f"GIT_{each}_DATE", f"@{instant} +0000")

    return ago


@pytest.fixture
def alone(people: People, tmp_path: Path, day: Day) -> Clone:
    """Returns the repository of somebody alone, long ago."""
    day(90)
    clone = Clone(people.alice, repo_of(sample(tmp_path / "sample"), tmp_path / "alice", people.alice), File())
    clone.git("remote", "remove", "origin")
    return clone


@pytest.fixture
def alice(alone: Clone, people: People) -> Clone:
    """Returns that repository, in which a body of three is founded."""
    return founded(alone, charter_of(people, TEAM))


@pytest.fixture
def chaired(alone: Clone, people: People) -> Clone:
    """Returns it with a body over which alice presides, and in which motions want a second."""
    rules = '[rules]\nsecond = true\ndebate = "0s"\npoll = "1d"\n\n[[branches]]\nname = "main"\n'
    text = charter_of(people, rules, roles={"alice": "chair"})
    return founded(alone, text.replace("version = 1\n", 'version = 1\npresiding = "chair"\n', 1))


def written(clone: Clone, text: str) -> Path:
    path = clone.path.parent / "charter.toml"
    path.write_text(text, encoding="utf-8")
    return path


def founded(clone: Clone, text: str) -> Clone:
    clone.gov("init", "--charter", written(clone, text))
    return clone


def decided(alice: Clone, *motion: str, choice: str = "aye") -> str:
    name = alice.motion(*motion).stdout.split()[0]
    for each in ("alice", "bob", "carol"):
        alice.vote(choice, name, "--key", Path(str(alice.who.key_path).replace("alice", each)))
    alice.motion("announce", name)
    return name


def branched(alice: Clone, name: str, files: dict[str, str], message: str = "Work", upon: str = "main") -> None:
    alice.git("switch", "--quiet", "--create", name, upon)
    alice.commit(files, message)
    alice.git("switch", "--quiet", "main")


def merged(alice: Clone, name: str, tree: str = "") -> None:
    """Merges a branch into main past all hooks, with git's own tree or another."""
    alice.git("update-ref", "--no-deref", MAIN, alice.merge(name, tree=tree), env={"GITGOV": "off"})
    alice.git("reset", "--quiet", "--hard", "main")


def found_of(alice: Clone, adviser: str, most: int = 100) -> list[Example]:
    return examples(adviser, Inquiry(alice.chamber(), MAIN, most))


def marks(adviser: str, found: list[Example]) -> list[Fraction]:
    return [each.mark(ADVISERS[adviser].metric, each.case.answer) for each in found]


def test_the_past_knows_nothing_of_what_came_later_and_changes_nothing(alice: Clone, day: Day) -> None:
    day(40)
    branched(alice, "one", {"one.txt": "1\n"})
    name, old = decided(alice, "merge", "one"), alice.head("main")
    day(30)
    alice.gov("enact", name)
    day(20)
    alice.git("tag", "-m", "One", "v1", "main")
    refs = alice.git("for-each-ref").stdout
    chamber = alice.chamber()
    seen = []
    with played(chamber, MAIN) as past:
        for go, ago in ((past.before, 20), (past.until, 20), (past.until, 10)):
            then = go(clock.now() - ago * DAY)
            motion = next(iter(listed(then, everything=True)), None)
            seen.append((motion and motion.settled, then.repo.tip(MAIN) == old, bool(then.repo.tip("refs/tags/v1"))))
        assert past.until(clock.now()).repo.tip("refs/tags/v1") == alice.head("v1^{tag}")
        assert then.chain.repo == chamber.chain.repo
    assert seen == [(None, True, False), ("carried", True, False), ("enacted", False, False)]
    assert alice.git("for-each-ref").stdout == refs


@pytest.mark.parametrize("adviser", ADVISERS)
def test_where_git_is_told_the_repository_only_that_of_the_past_is_written_to(
    alice: Clone, day: Day, adviser: str
) -> None:
    told = {"GIT_DIR": str(alice.path / ".git"), "GIT_WORK_TREE": str(alice.path)}
    for name in ("one", "two", "three", "four"):
        branched(alice, name, {f"{name}.txt": "1\n"})
    for at, name in ((70, "one"), (50, "two"), (35, "three"), (20, "four")):
        day(at)
        alice.gov("enact", decided(alice, "merge", name))
        alice.git("reset", "--quiet", "--hard", "main")
        alice.git("tag", "-m", name, f"v{at}", "main")
    day(0)
    plain, refs = alice.gov("advise", "eval", adviser, "--json").stdout, alice.git("for-each-ref").stdout
    env = alice.transport.env(alice.who) | told
    done = program("gov", "advise", "eval", adviser, "--json", cwd=alice.path.parent, env=env)
    assert (done.stdout, alice.git("for-each-ref").stdout) == (plain, refs)
    assert json.loads(plain)["cases"] > 0 or adviser in {"retro", "sprint"}


def test_a_history_that_is_older_than_its_body_is_looked_at_too(alone: Clone, day: Day, people: People) -> None:
    alice = alone
    for at, name in ((80, "one"), (75, "two"), (70, "three")):
        day(at)
        branched(alice, name, {f"{name}.txt": "1\n"})
        merged(alice, name)
        alice.git("tag", "-m", name, f"v{at}", "main")
    day(10)
    founded(alice, charter_of(people, TEAM))
    assert [each.case.about for each in found_of(alice, "release")] == ["v75", "v70"]


def test_who_dates_a_commit_back_brings_it_in_no_sooner(alice: Clone, day: Day) -> None:
    day(40)
    branched(alice, "one", {"one.txt": "1\n"})
    merged(alice, "one")
    first = alice.head("main")
    day(80)
    alice.commit({"old.txt": "1\n"}, "Dated back")
    day(0)
    with played(alice.chamber(), MAIN) as past:
        assert past.until(clock.now() - 41 * DAY).repo.tip(MAIN) not in {first, alice.head("main")}
        assert past.until(clock.now() - 40 * DAY).repo.tip(MAIN) == alice.head("main")


def test_the_branch_that_is_asked_about_is_looked_back_on(alice: Clone, day: Day) -> None:
    alice.git("branch", "other", "main")
    day(75)
    alice.git("switch", "--quiet", "other")
    for at in (75, 45):
        day(at)
        alice.commit({f"{at}.txt": "1\n"}, f"At {at}")
        alice.git("-c", "core.hooksPath=/dev/null", "revert", "--no-edit", "HEAD")
    day(0)
    (case,) = examples("retro", Inquiry(alice.chamber(), "refs/heads/other", 100))
    assert (case.case.facts["branch"], [*case.became.worth]) == ("other", ["revert other"])
    assert found_of(alice, "retro") == []


def test_the_names_of_those_who_have_left_do_not_leave_either(alice: Clone, day: Day, people: People) -> None:
    day(40)
    branched(alice, "one", {"one.txt": "1\n"})
    decided(alice, "merge", "one")
    day(30)
    text = charter_of(people, TEAM, members=("alice", "bob")).replace("version = 1", "version = 2")
    alice.gov("enact", decided(alice, "charter", str(written(alice, text))))
    chamber, found = alice.chamber(), found_of(alice, "minutes")
    assert "carol" in str(found[0].case.facts)
    assert "carol" not in chamber.chain.charter.people
    for each in found:
        assert not re.search("alice|bob|carol", str(veiled_for(chamber, each.case).case.facts))


def test_all_branches_that_charters_have_named_stand_where_they_stood(alone: Clone, day: Day, people: People) -> None:
    alice = founded(alone, charter_of(people, TEAM + '[[branches]]\nname = "dev"\n'))
    alice.git("branch", "dev", "main")
    with played(alice.chamber(), MAIN) as past:
        assert past.until(clock.now()).repo.tip("refs/heads/dev") == alice.head("dev")


def test_what_is_played_again_is_no_receipt(alice: Clone, day: Day) -> None:
    env = {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "gov.receiptkey", "GIT_CONFIG_VALUE_0": "/nowhere/key"}
    env = alice.transport.env(alice.who) | env
    assert program("gov", "advise", "eval", "minutes", cwd=alice.path, env=env).returncode == 0


def test_a_shallow_clone_knows_too_little(alice: Clone, tmp_path: Path) -> None:
    alice.git("clone", "--quiet", "--depth", "1", alice.path.as_uri(), tmp_path / "shallow")
    git("fetch", "--quiet", "origin", "refs/notes/gov/*:refs/notes/gov/*", cwd=tmp_path / "shallow")
    done = program("gov", "advise", "eval", "minutes", cwd=tmp_path / "shallow", check=False)
    assert (done.returncode, "git fetch --unshallow" in done.stderr) == (3, True), done.stderr


def test_a_tag_whose_name_is_no_text_is_passed_over(alice: Clone, day: Day) -> None:
    day(40)
    for name in (b"v\xff", b"v1"):
        (alice.path / ".git/refs/tags" / os.fsdecode(name)).write_text(alice.head("main") + "\n")
    day(30)
    branched(alice, "one", {"one.txt": "1\n"})
    merged(alice, "one")
    alice.git("tag", "-m", "Two", "v2", "main")
    assert [each.case.about for each in found_of(alice, "release")] == ["v2"]


def test_members_did_what_they_would_have_been_told(alice: Clone, day: Day) -> None:
    day(40)
    branched(alice, "one", {"one.txt": "1\n"})
    branched(alice, "two", {"two.txt": "1\n"})
    first = alice.motion("merge", "one").stdout.split()[0]
    day(39)
    second = alice.motion("merge", "two").stdout.split()[0]
    alice.vote("aye", second)
    day(38)
    alice.vote("aye", first)
    day(37)
    alice.motion("withdraw", first)
    found = found_of(alice, "operation")
    told = [f"git vote status {each}" for each in (first, second)]
    assert [([*each.became.worth], [*each.case.answer.order]) for each in found] == [
        (told[1:], told),
        (told[:1], told[:1]),
    ]
    assert marks("operation", found) == [Fraction(1, 2), 1]
    assert found_of(alice, "operation", most=1)[0].became.worth == {told[0]: 1}
    assert examples("operation", Inquiry(alice.chamber(), "refs/heads/one", 100)) == []


def test_a_model_is_marked_by_what_it_names_first(alice: Clone, day: Day, model: Provider) -> None:
    day(40)
    for each in ("one", "two"):
        branched(alice, each, {f"{each}.txt": "1\n"})
    alice.motion("merge", "one")
    day(39)
    name = alice.motion("merge", "two").stdout.split()[0]
    day(38)
    alice.vote("aye", name)
    found, profile, chamber = found_of(alice, "operation") * LEAST, profile_of(model.root), alice.chamber()
    model.speak = saying(json.dumps({"verdict": "go", "remark": "", "order": [f"git vote status {name}"]}))
    metric = ADVISERS["operation"].metric
    assert report(metric, found, by_facts).score == 500
    said = report(metric, found, lambda case: judged(heard(chamber, case, profile, None)))
    assert (said.score, said.heard) == (1000, LEAST)


def test_one_who_has_carried_merges_is_right_to_let_them_in_one_by_one(alice: Clone, day: Day) -> None:
    day(40)
    for each in ("one", "two"):
        branched(alice, each, {f"{each}.txt": "1\n"})
        decided(alice, "merge", each)
    day(30)
    alice.gov("enact", "two")
    found = found_of(alice, "operation")
    assert found[-1].case.answer.order[0] == "git gov queue"
    assert marks("operation", found)[-1] == 1
    assert len(found[-1].became.worth) == 2


def test_what_is_carried_out_was_not_in_yet(alice: Clone, day: Day, monkeypatch: pytest.MonkeyPatch) -> None:
    day(40)
    branched(alice, "one", {"one.txt": "1\n"})
    name = decided(alice, "merge", "one")
    day(30)
    monkeypatch.setenv("GIT_COMMITTER_DATE", f"@{clock.now() - 5} +0000")
    alice.gov("enact", name)
    assert marks("operation", found_of(alice, "operation"))[-1] == 1


def test_what_was_out_of_order_or_signed_by_a_stranger_is_no_act(alice: Clone, day: Day, people: People) -> None:
    day(40)
    branched(alice, "one", {"one.txt": "1\n"})
    name = decided(alice, "merge", "one")
    acts = len(found_of(alice, "operation"))
    day(39)
    chamber = alice.chamber()
    matter = find_matter(chamber, name)
    for who in (people.bob, people.eve):
        line = elsewhere(
            chamber,
            who,
            BallotCast(choice="nay"),
            "ballot.cast",
            parents=(*heads(matter.floor.lineage.values()), chamber.chain.head.id),
            subject=matter.floor.subject,
            thread=matter.floor.id,
        )
        add(alice.path, "votes", matter.floor.subject, line)
    assert len(found_of(alice, "operation")) == acts


def test_every_kind_of_act_that_is_looked_back_on_is_one() -> None:
    assert {*operation.OPERATIONS} <= {kind.name for kind in every_kind().values()}
    assert {*operation.OPERATIONS.values(), "git motion renew"} <= {*OPERATIONS}


def test_under_a_chair_each_act_is_told_at_its_time(chaired: Clone, day: Day, people: People) -> None:
    alice, bob = chaired, ("--key", people.bob.key_path)
    day(40)
    branched(alice, "one", {"one.txt": "1\n"})
    old = alice.motion("merge", "one").stdout.split()[0]
    branched(alice, "one-more", {"one.txt": "2\n"}, upon="one")
    alice.git("branch", "--force", "one", "one-more")
    acts: tuple[tuple[float, Callable[[], object]], ...] = (
        (39, lambda: alice.motion("renew", old)),
        (38, lambda: alice.motion("second", "one", *bob)),
        (37, lambda: alice.motion("state", "one")),
        (36, lambda: alice.motion("put", "one")),
        (35.9, lambda: alice.vote("aye", "one")),
        (35.8, lambda: alice.vote("aye", "one", *bob)),
        (34, lambda: alice.motion("announce", "one")),
    )
    for at, act in acts:
        day(at)
        act()
    found = found_of(alice, "operation")
    did = [next(iter(each.became.worth)).rsplit(" ", 1)[0] for each in found]
    assert did == [
        "git motion renew",
        "git motion second",
        "git motion state",
        "git motion put",
        *["git vote status"] * 2,
        "git motion announce",
    ]
    assert marks("operation", found) == [1] * 7


@pytest.mark.parametrize("soon", [False, True])
def test_a_meeting_and_what_it_left_to_be_carried_out(chaired: Clone, day: Day, people: People, *, soon: bool) -> None:
    alice, bob = chaired, ("--key", people.bob.key_path)
    day(40)
    branched(alice, "one", {"one.txt": "1\n"})
    alice.gov("meeting", "call", "Monday")
    for who in ((), bob):
        alice.gov("meeting", "here", *who)
    alice.gov("meeting", "open")
    alice.motion("merge", "one")
    alice.motion("second", *bob)
    alice.motion("state")
    alice.motion("put")
    for who in ((), bob):
        alice.vote("aye", *who)
    alice.motion("announce")
    day(39.9)
    if soon:
        alice.gov("enact", "one")
    day(39.8)
    alice.motion("adjourn")
    alice.motion("second", *bob)
    for act in ("state", "consent", "announce"):
        alice.motion(act)
    if soon:
        assert found_of(alice, "minutes") == []
        return
    assert marks("minutes", found_of(alice, "minutes")) == [0]
    day(30)
    alice.gov("enact", "one")
    (case,) = found_of(alice, "minutes")
    assert (case.case.facts["number"], [*case.became.worth]) == (1, [*case.case.answer.order])
    assert marks("minutes", [case]) == [1]


def test_what_minutes_left_to_be_carried_out(alice: Clone, day: Day) -> None:
    day(40)
    for each in ("one", "two"):
        branched(alice, each, {f"{each}.txt": "1\n"})
        decided(alice, "merge", each)
    decided(alice, "resolve", "-m", "We rest on Fridays")
    day(30)
    alice.gov("enact", "two")
    found = found_of(alice, "minutes")
    assert [len(each.case.answer.order) for each in found] == [1, 1]
    assert sorted(marks("minutes", found)) == [0, 1]


def test_minutes_know_nothing_of_what_was_carried_out_in_the_same_second(alice: Clone, day: Day) -> None:
    day(40)
    branched(alice, "one", {"one.txt": "1\n"})
    alice.gov("enact", decided(alice, "merge", "one"))
    (case,) = found_of(alice, "minutes")
    assert ([*case.became.worth], marks("minutes", [case])) == ([*case.case.answer.order], [Fraction(1)])


def test_what_a_sprint_got_done_of_what_was_worth_most(alice: Clone, day: Day) -> None:
    day(50)
    for item, value in (("A-1", 5), ("A-2", 3), ("A-3", 1)):
        alice.sprint("item", "add", item, "Do it", "--team", "core", "--points", "2", "--value", str(value))
    day(49)
    alice.sprint("plan", "S1", "--item", "A-1", "--item", "A-3", "--capacity", "4")
    alice.sprint("commit", "S1")
    alice.vote("aye")
    alice.motion("announce")
    alice.sprint("start", "S1", "--no-worktree")
    day(45)
    branched(alice, "one", {"one.txt": "1\n"}, "Do it\n\nItem: A-1\nItem: A-2\nItem: B-1\n")
    merged(alice, "one")
    assert found_of(alice, "sprint") == []
    day(40)
    alice.sprint("item", "add", "A-9", "Do it", "--team", "core", "--points", "1", "--value", "99")
    alice.sprint("review", "S1", "--record")
    (case,) = found_of(alice, "sprint")
    assert (case.case.answer.order, sorted(case.became.worth)) == (("A-1", "A-2"), ["A-1", "A-2"])
    assert case.beside is not None
    assert case.beside.order == ("A-1", "A-3")
    assert marks("sprint", [case]) == [1]
    assert case.mark(ADVISERS["sprint"].metric, case.beside) == Fraction(1, 2)
    assert examples("sprint", Inquiry(alice.chamber(), "refs/heads/one", 100)) == []


def test_releases_by_what_became_of_them(alice: Clone, day: Day) -> None:
    released: dict[str, str] = {}
    for at, name in ((60, "one"), (55, "two"), (50, "three")):
        day(at)
        branched(alice, name, {f"{name}.txt": "1\n"})
        merged(alice, name)
        alice.git("tag", "-m", name, f"v{at}", "main")
        released[name] = alice.head("main")
    day(45)
    alice.git("-c", "core.hooksPath=/dev/null", "revert", "--no-edit", "-m", "1", released["two"])
    alice.git("tag", "-m", "Not one of these", "w9", "main")
    day(44)
    decided(alice, "release", "v9", "main", choice="nay")
    found = found_of(alice, "release")
    assert [(each.case.about, each.became.good) for each in found] == [("v55", False), ("v50", True), ("v9", False)]
    assert "was taken back by" in found[0].became.why
    assert [each.case.facts["last"] for each in found] == ["v60", "v55", "v50"]
    assert marks("release", found) == [0, 1, 0]


def test_what_was_taken_back_later_or_before_it_was_released_counts_for_nothing(alice: Clone, day: Day) -> None:
    def back(name: str) -> None:
        alice.git("-c", "core.hooksPath=/dev/null", "revert", "--no-edit", "-m", "1", name)

    for at, name in ((80, "one"), (79, "two"), (60, "three")):
        day(at)
        branched(alice, name, {f"{name}.txt": "1\n"})
        merged(alice, name)
        alice.git("tag", "-m", name, f"v{at}", "main")
        if name == "three":
            back("main")
            alice.git(
                "tag",
                "-m",
                "With its own revert",
                "v59",
                "main",
                env={"GIT_COMMITTER_DATE": f"@{clock.now() + DAY} +0000"},
            )
    day(57)
    branched(alice, "four", {"four.txt": "1\n"})
    merged(alice, "four")
    back("main")
    alice.git("tag", "-m", "What it brings it takes back", "v57", "main")
    branched(alice, "aside", {"aside.txt": "1\n"})
    alice.git("tag", "-m", "Not of main", "v58", "aside")
    day(79 - 31)
    back("v79")
    found = {each.case.about: each.became for each in found_of(alice, "release")}
    assert {tag: each.good for tag, each in found.items()} == {"v79": True, "v60": False, "v59": True, "v57": True}


def test_a_tag_that_was_there_when_the_assembly_lost_it_is_a_bad_case(alice: Clone, day: Day) -> None:
    signing = ("-c", "gpg.format=ssh", "-c", f"user.signingKey={alice.who.key_path}")
    for at in (60, 55):
        day(at)
        branched(alice, f"at-{at}", {f"{at}.txt": "1\n"})
        merged(alice, f"at-{at}")
        alice.git(*signing, "tag", "--sign", "-m", "One", f"v{at}", "main")
    day(50)
    decided(alice, "release", "v55", "v55^{commit}", "--in-place", choice="nay")
    found = found_of(alice, "release")
    assert [(each.case.about, each.became.good) for each in found] == [("v55", True), ("v55", False)]


def test_a_release_whose_deployment_failed(alice: Clone, day: Day) -> None:
    for at in (60, 55):
        day(at)
        branched(alice, f"at-{at}", {f"{at}.txt": "1\n"})
        merged(alice, f"at-{at}")
        alice.git("tag", "-m", "One", f"v{at}", "main")
    day(54)
    record = alice.quality("deploy", "v55^{commit}", "--at", show_instant(clock.now())).stdout.split()[0]
    alice.quality("incident", "open", "It is down", "--deployment", record)
    (case,) = found_of(alice, "release")
    assert (case.case.facts["incidents"], case.became.good) == ([], False)
    assert case.became.why.startswith("its deployment failed")


def test_in_which_order_branches_would_have_come_in(alice: Clone, day: Day) -> None:
    day(40)
    alice.commit({"a.txt": "a\n", "b.txt": "b\n"}, "Begin")
    day(39)
    branched(alice, "hub", {"a.txt": "hub\n", "b.txt": "hub\n"})
    branched(alice, "one", {"a.txt": "one\n"})
    branched(alice, "two", {"b.txt": "two\n"})
    for each in ("hub", "one", "two"):
        day(38)
        merged(alice, each, tree=alice.tree("main", {"c.txt": f"{each}\n"}))
    (case,) = found_of(alice, "integration")
    heads = {alice.head(each)[:12]: each for each in ("hub", "one", "two")}
    assert [heads[each] for each in case.case.answer.order][-1] == "hub"
    assert case.beside is not None
    assert [heads[each] for each in case.beside.order] == ["hub", "one", "two"]
    metric = ADVISERS["integration"].metric
    assert (case.mark(metric, case.case.answer), case.mark(metric, case.beside)) == (Fraction(2, 3), Fraction(1, 3))
    assert metric.mark(case.case.facts, case.beside, case.became) == Fraction(1, 3)
    assert alice.git("branch", "--list", "*[0-9]*").stdout == ""


def test_only_branches_that_were_open_together_and_three_of_them_make_a_set(alice: Clone, day: Day) -> None:
    day(40)
    for each in ("one", "two", "three"):
        branched(alice, each, {f"{each}.txt": "1\n"})
    day(39)
    merged(alice, "one")
    branched(alice, "later", {"later.txt": "1\n"})
    branched(alice, "upon", {"upon.txt": "1\n"}, upon="two")
    for each in ("two", "later", "upon"):
        merged(alice, each)
    assert found_of(alice, "integration") == []
    merged(alice, "three")
    (case,) = found_of(alice, "integration")
    heads = [alice.head(each)[:12] for each in ("one", "two", "three")]
    assert case.beside is not None
    assert [*case.beside.order] == heads
    assert (case.at, case.case.subject) == (clock.now(), alice.head("one~1"))


def taken_back(alice: Clone, name: str) -> None:
    """Merges a branch past the gate, and takes it back."""
    branched(alice, name, {f"{name}.txt": "1\n"})
    merged(alice, name)
    alice.git("-c", "core.hooksPath=/dev/null", "revert", "--no-edit", "-m", "1", "main")


def test_what_was_seen_again_in_the_month_after(alice: Clone, day: Day) -> None:
    day(75)
    taken_back(alice, "one")
    day(45)
    taken_back(alice, "two")
    taken_back(alice, "three")
    day(10)
    branched(alice, "four", {"four.txt": "1\n"})
    merged(alice, "four")
    day(0)
    found = found_of(alice, "retro")
    before, after = ({each["kind"]: each["times"] for each in case.case.facts["signs"]} for case in found)
    assert (before, after) == ({"revert": 1, "undecided": 1}, {"revert": 2, "undecided": 2})
    assert [dict(each.became.worth) for each in found] == [
        {"revert main": 6, "undecided main": 8},
        {"undecided main": 4},
    ]
    assert marks("retro", found) == [1, 1]
    metric, (_, last) = ADVISERS["retro"].metric, found
    assert found_of(alice, "retro", most=1) == [last]
    assert last.mark(metric, last.case.answer._replace(order=("revert main",))) == 0


def test_what_could_not_be_put_together_is_told(alone: Clone, day: Day, people: People) -> None:
    alice = founded(alone, charter_of(people, TEAM + '[sprints]\ninto = "old"\n'))
    alice.git("branch", "old", "main")
    day(60)
    alice.sprint("item", "add", "A-1", "Do it", "--team", "core", "--points", "2", "--value", "1")
    day(59)
    alice.sprint("plan", "S1", "--item", "A-1", "--capacity", "4")
    alice.sprint("commit", "S1")
    alice.vote("aye")
    alice.motion("announce")
    alice.sprint("start", "S1", "--no-worktree")
    alice.git("switch", "--quiet", "old")
    alice.commit({"one.txt": "1\n"}, "Do it\n\nItem: A-1\n")
    alice.sprint("review", "S1", "--record")
    assert len(examples("sprint", Inquiry(alice.chamber(), "refs/heads/old", 9))) == 1
    told: list[BadInput] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sprint_advice, "case", lambda *_: (_ for _ in ()).throw(BadInput("a branch is gone")))
        assert examples("sprint", Inquiry(alice.chamber(), "refs/heads/old", 9, left_out=told.append)) == []
        said = alice.gov("advise", "eval", "sprint", "--into", "old").stdout
        shown = json.loads(alice.gov("advise", "eval", "sprint", "--into", "old", "--json").stdout)
    assert ([each.what for each in told], shown["left_out"]) == (["a branch is gone"], 1)
    assert "1 more could not be put together, the first as a branch is gone\n" in said


@pytest.mark.parametrize("word", ["refs/tags/v1", "refs/notes/gov/votes"])
def test_what_is_no_branch_is_refused(alice: Clone, word: str) -> None:
    with pytest.raises(BadInput, match="not a branch"):
        examples("merge", Inquiry(alice.chamber(), word, 5))


@pytest.mark.parametrize("adviser", ADVISERS)
def test_a_branch_that_is_not_here_is_said(alice: Clone, adviser: str) -> None:
    with pytest.raises(BadInput, match="there is no branch other here"):
        examples(adviser, Inquiry(alice.chamber(), "refs/heads/other", 5))


def test_an_adviser_that_there_is_not(alice: Clone) -> None:
    with pytest.raises(BadInput, match="there is no adviser 'oracle'"):
        examples("oracle", Inquiry(alice.chamber(), MAIN, 5))


@pytest.mark.parametrize("adviser", ADVISERS)
def test_where_there_is_nothing_yet_nothing_is_told(alice: Clone, adviser: str) -> None:
    done = json.loads(alice.gov("advise", "eval", adviser, "--json").stdout)
    assert (done["cases"], done["reports"]["facts"]["score"]) == (0, None)
    assert "insufficient data" in alice.gov("advise", "eval", adviser).stdout
