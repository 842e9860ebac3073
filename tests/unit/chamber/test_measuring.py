"""Measuring a branch as of a commit: by git alone, and with the motions of a body; the same whatever came later."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from gitgov.chamber.courses import courses_of
from gitgov.chamber.measuring import Scope, facts_at, measure
from gitgov.chamber.open import Chamber
from gitgov.git.paircache import FILE, PairCache
from gitgov.git.repository import open_repository
from gitgov.quality.measures import DELIVERY_MEASURES, MEASURES
from gitgov.quality.measures.facts import Application, Course, Deployment, Incident
from gitgov.quality.reading import Reading
from tests.gate.test_orders import ORDERS
from tests.kit.dated import START, Dated
from tests.kit.field import MAIN_AND_TAGS, Clone, Field, Fields, charter_of
from tests.kit.people import People
from tests.kit.repo import git
from tests.kit.servers import File

HOUR, DAY = 3_600, 86_400
MAIN = "refs/heads/main"
EVER = 10**10
TEXT = "".join(f"line {number}\n" for number in range(30))
BOTH = '[[branches]]\nname = "main"\nmethods = ["merge", "squash", "rebase"]\n'
WEB, ALL = Application("web", "web-*", ("web",)), Application("all", "v*")


@pytest.fixture
def dated(tmp_path: Path) -> Dated:
    """Returns a repository of two applications, whose figures the tests work out."""
    made = Dated(tmp_path / "repo.git")
    made.commit("main", {"x": TEXT, "web/a": "1\n"}, 0, "Begin")
    made.tag("v1", made.heads["main"], 1)
    made.tag("web-1", made.heads["main"], 1)
    made.commit("one", {"web/a": "2\n"}, 2, "Web", upon="main")
    made.commit("two", {"x": TEXT.replace("line 3\n", "two\n")}, 4, "Two", upon="main")
    made.commit("three", {"x": TEXT.replace("line 3\n", "three\n")}, 5, "Three", upon="main")
    made.merge("main", "one", 10)
    made.merge("main", "two", 12)
    made.merge("main", "three", 14, tree=made.tree(made.heads["main"], {"x": "mended\n"}))
    made.tag("v2", made.heads["main"], 15)
    made.tag("web-2", made.heads["main"], 20)
    made.commit("main", {"x": TEXT}, 16, 'Revert "Three"')
    made.tag("v3", made.heads["main"], 18)
    return made


def by_name(found: tuple[Reading, ...]) -> dict[str, Reading]:
    return {each.metric: each for each in found}


def measured(made: Dated, at: str = "main", *applications: Application, **more: object) -> dict[str, Reading]:
    scope = Scope(MAIN, applications, **{"until": START + 24 * HOUR, **more})  # type: ignore[arg-type]
    return by_name(measure(open_repository(made.path), at, scope))


class TestByGitAlone:
    def test_a_history_worked_out_by_hand(self, dated: Dated) -> None:
        """S4-142, S4-143: merges after 8, 8 and 9 hours, one of which conflicts."""
        found = measured(dated)
        assert found["merge_duration"].value == 8
        assert [each.value for each in found["merge_duration"].samples] == [8, 8, 9]
        assert (found["conflict_rate"].part, found["conflict_rate"].n) == (1, 3)
        assert (found["evil_merge_rate"].part, found["evil_merge_rate"].n) == (0, 2)
        assert (found["revert_rate"].part, found["revert_rate"].n) == (1, 4)
        assert (found["batch_size"].value, found["batch_size"].n) == (Fraction(1), 4)
        assert found.keys() == MEASURES.keys()
        assert all(found[name].value is None for name in ("review_latency", "time_to_merge", "decided_share"))

    def test_deployments_of_each_application(self, dated: Dated) -> None:
        found = measured(dated, "main", ALL, WEB)
        assert len(found) == len(MEASURES) + 2 * len(DELIVERY_MEASURES)
        # v2 brings three changes, v3 one; web-2 brings the one that touches its path
        lead = found["change_lead_time/all"]
        assert sorted(each.value for each in lead.samples) == [2, 10, 11, 13]
        assert [each.value for each in found["change_lead_time/web"].samples] == [18]
        assert found["deployments_per_day/all"].value == Fraction(2 * DAY, 23 * HOUR)
        failed = found["change_fail_rate/all"]
        assert (failed.part, failed.n, len(failed.inferred)) == (1, 3, 1)
        assert found["failed_deployment_recovery_time/all"].value == 3
        assert found["deployment_rework_rate/all"].value == Fraction(1, 3)
        assert found["change_fail_rate/web"].value == 0

    def test_records_of_deployments_and_incidents(self, dated: Dated) -> None:
        """S4-166: beside tags, records; nothing at all is no data."""
        main = dated.heads["main"]
        records = {"web": (Deployment("r1", main, START + 22 * HOUR),)}
        incidents = {"web": (Incident("i1", "r1", START + 23 * HOUR, closed=START + 24 * HOUR),)}
        found = measured(dated, "main", WEB, Application("other", "no-*"), deployments=records, incidents=incidents)
        assert found["change_fail_rate/web"].value == Fraction(1, 3)
        assert found["failed_deployment_recovery_time/web"].value == 2
        assert found["deployment_frequency/other"].value is None
        early = measured(dated, "main", WEB, deployments=records, incidents=incidents, until=START + 21 * HOUR)
        assert early["change_fail_rate/web"].n == 2

    def test_a_lightweight_tag_says_only_what_its_commit_says(self, dated: Dated) -> None:
        dated.commit("main", {"y": "y\n"}, 21)
        dated.tag("v4", dated.heads["main"])
        found = measured(dated, "main", ALL)["change_lead_time/all"]
        assert "it says that it is not older than its deployment" in [each.why for each in found.excluded]
        shipped = facts_at(open_repository(dated.path), "main", Scope(MAIN, (ALL,))).deliveries[0].shipped[-1]
        assert (shipped.deployment.lossy, shipped.object, shipped.at) == (True, "refs/tags/v4", START + 21 * HOUR)

    def test_what_comes_later_changes_nothing(self, dated: Dated) -> None:
        ways = [Scope(MAIN, (ALL, WEB), until=until) for until in (None, START + 17 * HOUR, START + 24 * HOUR)]
        repo = open_repository(dated.path)
        steps = git("rev-list", "--first-parent", "main", cwd=dated.path).stdout.split()
        before = {(oid, way.until): measure(repo, oid, way) for oid in steps for way in ways}
        dated.commit("four", {"z": "z\n"}, 30, upon="main")
        later = dated.merge("main", "four", 31)
        dated.commit("main", {"x": "x\n"}, 32, 'Revert "Two"')
        dated.tag("v5", dated.heads["main"], 33)
        dated.tag("v4", steps[2], 34)
        dated.tag("web-8", steps[3], 25)
        dated.tag("web-9", later, 35)
        assert {(oid, way.until): measure(repo, oid, way) for oid in steps for way in ways} == before
        (repo.state / FILE).unlink()
        assert {(oid, way.until): measure(repo, oid, way) for oid in steps for way in ways} == before

    def test_histories_that_share_nothing_an_octopus_and_an_empty_merge(self, dated: Dated) -> None:
        dated.commit("strange", {"s": "s\n"}, 17)
        dated.merge("main", "strange", 18, tree=dated.tree(dated.heads["main"], {"s": "s\n"}))
        for name in ("p", "q"):
            dated.commit(name, {name: name}, 19, upon="main")
        dated.octopus("main", ["p", "q"], dated.tree(dated.heads["main"], {"p": "p", "q": "q"}), 20)
        dated.merge("main", "one", 21)
        found = measured(dated)
        assert {each.why for each in found["conflict_rate"].excluded} == {
            "histories that share nothing",
            "an octopus, which git makes otherwise",
        }
        assert (found["conflict_rate"].part, found["conflict_rate"].n) == (1, 4)
        assert [each.why for each in found["merge_duration"].excluded] == ["it brought no commits"]

    def test_a_shallow_clone_says_where_it_ends(self, dated: Dated, tmp_path: Path) -> None:
        git("clone", "--quiet", "--bare", "--depth=3", f"file://{dated.path}", tmp_path / "shallow", cwd=tmp_path)
        scope = Scope(MAIN, until=START + 24 * HOUR)
        found = by_name(measure(open_repository(tmp_path / "shallow"), "main", scope))
        whole = measured(dated)
        assert found["conflict_rate"].n < whole["conflict_rate"].n
        said = {each.why for name in ("conflict_rate", "revert_rate") for each in found[name].excluded}
        assert said == {"the history of this clone ends there"}

    def test_without_anything_to_measure(self, tmp_path: Path) -> None:
        made = Dated(tmp_path / "repo.git")
        made.commit("main", {"x": "x\n"}, 0)
        found = measured(made, "main", ALL)
        assert {name for name, each in found.items() if each.value is not None} == {"revert_rate"}


def courses(chamber: Chamber) -> tuple[Course, ...]:
    """Returns what is known of the motions; asserts that it is what is found without any cache."""
    found = courses_of(chamber, MAIN)
    (chamber.repo.state / FILE).unlink()
    assert courses_of(chamber, MAIN) == found
    return found


@pytest.fixture
def two(fields: Fields, people: People, tmp_path: Path) -> Field:
    """Returns a body that has merged feature/x, and carried feature/two, which forks before that."""
    return fields.grown(tmp_path / "two", File(), merged_and_two, charter_of(people, BOTH))


def merged_and_two(field: Field) -> None:
    """Merges the one and carries the other."""
    alice = field.alice
    alice.git("switch", "--quiet", "--create", "feature/two", "main")
    for number in (1, 2):
        alice.commit({f"two{number}.txt": "x\n"}, f"Two {number}")
    alice.git("switch", "--quiet", "main")
    field.carry("feature/x")
    alice.gov("enact", "feature/x", "--push", "origin", "--method", "merge")
    field.carry("feature/two")


def by_a_button(alice: Clone, method: str) -> None:
    """Squashes or rebases feature/two as a host does, which puts nothing on record."""
    late = {"GIT_COMMITTER_DATE": "@4000000000 +0000"}
    if method == "rebase":
        alice.git("rebase", "--quiet", "main", "feature/two", env=late)
    else:
        tree = alice.git("merge-tree", "--write-tree", "main", "feature/two").stdout.strip()
        new = alice.git("commit-tree", "-p", "main", "-m", "Two (#2)", tree, env=late).stdout.strip()
        alice.git("branch", "--quiet", "--force", "feature/two", new)
    alice.push("feature/two:main", check=True)
    alice.git("switch", "--quiet", "main")
    alice.git("merge", "--quiet", "--ff-only", "feature/two")


class TestWithABody:
    def test_how_far_motions_have_got_as_the_ledger_grows(self, here: Field) -> None:
        alice = here.alice
        (carried,) = courses_of(alice.chamber(), MAIN)
        assert (carried.head, carried.branch, carried.carried) == (alice.head("feature/x"), "feature/x", True)
        assert carried.enacted is None
        marks = [carried.opened, carried.stated, carried.voting, carried.decided, carried.held]
        assert marks == sorted(marks, key=lambda each: each or 0)
        assert carried.reviewed is not None
        early = facts_at(alice.chamber(), "main", Scope(MAIN, until=carried.opened - 1))
        assert early.courses == ()
        alice.gov("enact", "feature/x", "--push", "origin")
        alice.commit({"y": "y\n"}, branch="feature/y")
        alice.git("switch", "--quiet", "main")
        alice.motion("merge", "feature/y")
        done, open_one = courses(alice.chamber())
        assert (done.id, done.new) == (carried.id, here.at("main"))
        assert done.enacted is not None
        assert (open_one.reviewed, open_one.decided, open_one.carried) == (None, None, False)
        alice.motion("speak", "feature/y", "--for", "-m", "As I said")
        alice.vote("aye", "feature/y")
        assert courses(alice.chamber())[1].reviewed is None, "who moves reviews nothing"
        alice.vote("aye", "feature/y", "--key", here.people.bob.key_path)
        assert courses(alice.chamber())[1].reviewed is not None
        assert courses_of(alice.chamber(), "refs/heads/other") == ()
        # moved, three ayes, announced, enacted; moved, a speech, two ayes
        assert [len(each.acts) for each in courses(alice.chamber())] == [6, 4]

    @pytest.mark.parametrize("said", ["", "null", "[1]", "{", '{"charter": 1}'])
    def test_a_cache_that_makes_no_sense_is_made_anew(self, here: Field, said: str) -> None:
        chamber = here.alice.chamber()
        found = courses_of(chamber, MAIN)
        PairCache(chamber.repo).note("courses", {"": said})
        assert courses_of(chamber, MAIN) == found
        rows = PairCache(chamber.repo).facts("courses")
        PairCache(chamber.repo).note("courses", {subject: said for subject in rows if subject})
        assert courses_of(chamber, MAIN) == found

    def test_a_merge_that_was_decided(self, here: Field) -> None:
        here.alice.gov("enact", "feature/x", "--push", "origin")
        scope = Scope(MAIN, until=EVER)
        found = by_name(measure(here.alice.chamber(), "main", scope))
        assert (found["decided_share"].part, found["decided_share"].n) == (1, 1)
        assert (found["time_to_merge"].n, found["review_latency"].n) == (1, 1)
        git_only = by_name(measure(open_repository(here.alice.path), "main", scope))
        assert found["conflict_rate"] == git_only["conflict_rate"]
        assert git_only["decided_share"].value is None
        before = by_name(measure(here.alice.chamber(), "main~1", Scope(MAIN)))
        assert before["time_to_merge"].n == before["decided_share"].n == 0

    @pytest.mark.parametrize("recorded", [True, False])
    @pytest.mark.parametrize("method", ["squash", "rebase"])
    def test_squashes_and_rebases_are_measured_from_their_motions(
        self, two: Field, method: str, recorded: bool
    ) -> None:
        """A head of two commits comes in as one or as two; all of them were decided, on record or not."""
        alice = two.alice
        if recorded:
            alice.gov("enact", "feature/two", "--push", "origin", "--method", method)
        else:
            by_a_button(alice, method)
        scope = Scope(MAIN, until=EVER)
        facts = facts_at(alice.chamber(), "main", scope)
        courses = {each.branch: each for each in facts.courses or ()}
        assert {branch: each.enacted is None for branch, each in courses.items()} == {
            "feature/x": False,
            "feature/two": not recorded,
        }
        assert courses["feature/two"].new == two.at("main")
        found = by_name(measure(alice.chamber(), "main", scope))
        steps = 3 if method == "rebase" else 2
        assert (found["decided_share"].part, found["decided_share"].n) == (steps, steps)
        assert (found["merge_duration"].n, found["time_to_merge"].n) == (2, 2)

    def test_what_was_merged_under_a_standing_order_is_named(
        self, fields: Fields, people: People, tmp_path: Path
    ) -> None:
        """S4-169."""
        charter = charter_of(people, MAIN_AND_TAGS + ORDERS, roles={"alice": "oncall"})
        field = fields.carried(tmp_path / "oncall", File(), charter)
        alice = field.alice
        alice.gov("enact", "feature/x", "--push", "origin")
        alice.commit({"fix": "f\n"}, "Mend", branch="fix")
        alice.git("switch", "--quiet", "main")
        alice.gov("order", "invoke", "hotfix", "fix", "-m", "It burns", "--push", "origin")
        found = by_name(measure(alice.chamber(), "main", Scope(MAIN, until=EVER)))["decided_share"]
        assert (found.part, found.n) == (1, 2)
        assert [each.object for each in found.samples if not each.value] == [alice.head("main")]

    def test_a_branch_that_is_not_protected_has_nothing_to_decide(self, here: Field) -> None:
        found = by_name(measure(here.alice.chamber(), "feature/x", Scope("refs/heads/feature/x", until=EVER)))
        assert found["decided_share"].value is None


def test_the_main_branch_is_measured_unless_another_is_asked_for(here: Field) -> None:
    here.alice.gov("enact", "feature/x", "--push", "origin")
    how: Callable[..., tuple[Reading, ...]] = measure
    assert how(here.alice.chamber()) == measure(here.alice.chamber(), "HEAD", Scope(MAIN))
