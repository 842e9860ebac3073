"""Why a commit is in a protected branch: the step that brought it in, and the decision behind that step."""

import json
from pathlib import Path

import pytest

from gitgov.chamber.why import Why, explain
from gitgov.core.ids import Oid
from tests.kit.field import Clone, Field, Fields, charter_of
from tests.kit.people import People
from tests.kit.repo import git
from tests.kit.servers import File

ALL = '[[branches]]\nname = "main"\nmethods = ["merge", "squash", "fast-forward"]\n[[tags]]\nname = "v*"\n'


@pytest.fixture
def merged(fields: Fields, tmp_path: Path) -> Field:
    """Returns a body in which a branch of two commits has been carried and merged."""
    return fields.grown(tmp_path / "field", File(), two_commits)


def two_commits(field: Field) -> None:
    field.carry("feature/x")
    field.alice.gov("enact", "feature/x", "--push", "origin")
    for number in (1, 2):
        field.alice.commit({f"two{number}.txt": "x\n"}, branch="feature/two")
    field.alice.git("switch", "--quiet", "main")
    field.carry("feature/two")
    field.alice.gov("enact", "feature/two", "--push", "origin")


def all_of(clone: Clone, revision: str) -> tuple[Why, ...]:
    return explain(clone.chamber(), Oid(clone.head(f"{revision}^{{commit}}")))


def why(clone: Clone, revision: str) -> Why:
    (found,) = all_of(clone, revision)
    return found


def text(found: Why) -> str:
    return found.matter.motion.text if found.matter else ""


class TestAccountedFor:
    @pytest.mark.parametrize("revision", ["main", "feature/two", "feature/two~1"])
    def test_a_merge_and_what_it_brought(self, merged: Field, revision: str) -> None:
        found = why(merged.alice, revision)
        assert found.accounted
        assert "merge feature/two" in text(found)
        assert found.step == merged.at("main")

    @pytest.mark.parametrize("revision", ["main~1", "feature/x"])
    def test_an_older_one(self, merged: Field, revision: str) -> None:
        found = why(merged.alice, revision)
        assert "merge feature/x" in text(found)
        assert found.step == merged.alice.head("main~1")

    def test_what_was_there_before_the_founding(self, merged: Field) -> None:
        found = why(merged.alice, "main~2")
        assert found.accounted
        assert found.matter is None
        assert "is grandfathered: it was in refs/heads/main before that was protected" in found.what

    def test_what_is_in_no_protected_branch(self, merged: Field) -> None:
        merged.alice.commit({"free.txt": "f\n"}, branch="free")
        found = why(merged.alice, "free")
        assert found.accounted
        assert "in no protected branch here" in found.what

    def test_a_released_commit(self, merged: Field) -> None:
        merged.alice.commit({"side.txt": "s\n"}, branch="side")
        merged.decide("release", "v1", "side")
        assert "was released as refs/tags/v1" in why(merged.alice, "side").what

    def test_by_the_tags_name(self, merged: Field) -> None:
        merged.decide("release", "v1", "main")
        merged.alice.gov("enact", "v1", "--push", "origin")
        shown = merged.alice.gov("why", "v1").stdout
        assert "merge feature/two" in shown
        assert "was released as refs/tags/v1 by decision of" in shown
        assert [text(each) for each in all_of(merged.alice, "v1")][1].startswith("release ")

    @pytest.mark.parametrize("method", ["squash", "fast-forward"])
    def test_other_methods(self, fields: Fields, people: People, tmp_path: Path, method: str) -> None:
        field = fields.carried(tmp_path / "all", File(), charter_of(people, ALL))
        field.alice.gov("enact", "feature/x", "--method", method, "--push", "origin")
        found = why(field.alice, "main")
        assert found.accounted
        assert "merge feature/x" in text(found)

    def test_a_squash_by_a_hosts_button(self, fields: Fields, people: People, tmp_path: Path) -> None:
        field = fields.carried(tmp_path / "all", File(), charter_of(people, ALL))
        squash = field.alice.git("commit-tree", "-p", "main", "-m", "Add x (#1)", "feature/x^{tree}").stdout.strip()
        field.alice.push(f"{squash}:main", check=True)
        field.alice.git("pull", "--quiet", "--ff-only")
        found = why(field.alice, "main")
        assert found.accounted
        assert "merge feature/x" in text(found)

    def test_a_fast_forward_of_several_commits(self, fields: Fields, people: People, tmp_path: Path) -> None:
        field = fields.founded(tmp_path / "all", File(), charter_of(people, ALL))
        for number in (1, 2, 3):
            field.alice.commit({f"{number}": "x\n"}, branch="feature/many")
        field.carry("feature/many")
        field.alice.gov("enact", "feature/many", "--method", "fast-forward", "--push", "origin")
        for revision in ("feature/many", "feature/many~1", "feature/many~2"):
            assert "merge feature/many" in text(why(field.alice, revision))


class TestSquashes:
    @pytest.mark.parametrize("message", ["", "Add two (#1)"])
    def test_the_commits_of_the_branch(self, fields: Fields, people: People, tmp_path: Path, message: str) -> None:
        """They are in no protected branch; what they say is, by a decision."""
        field = fields.founded(tmp_path / "all", File(), charter_of(people, ALL))
        for number in (1, 2):
            field.alice.commit({f"two{number}.txt": "x\n"}, branch="feature/two")
        field.alice.git("switch", "--quiet", "main")
        field.carry("feature/two")
        if message:
            made = field.alice.git("commit-tree", "-p", "main", "-m", message, "feature/two^{tree}").stdout.strip()
            field.alice.push(f"{made}:main", check=True)
            field.alice.git("pull", "--quiet", "--ff-only")
        else:
            field.alice.gov("enact", "feature/two", "--method", "squash", "--push", "origin")
        for revision in ("feature/two", "feature/two~1"):
            found = why(field.alice, revision)
            assert "was squashed into refs/heads/main as part of" in found.what
            assert "merge feature/two" in text(found)
            assert found.step == field.at("main")
        assert "was in refs/heads/main before" in why(field.alice, "feature/two~2").what
        field.alice.commit({"more.txt": "x\n"}, branch="feature/two")
        assert "in no protected branch here" in why(field.alice, "feature/two").what

    def test_carried_and_not_yet_squashed(self, fields: Fields, people: People, tmp_path: Path) -> None:
        field = fields.carried(tmp_path / "all", File(), charter_of(people, ALL))
        assert "in no protected branch here" in why(field.alice, "feature/x").what


class TestSeveral:
    LINES = '[[branches]]\nname = "main"\n[[branches]]\nname = "release/*"\n'

    @pytest.fixture
    def lines(self, fields: Fields, people: People, tmp_path: Path) -> Field:
        """Returns a body with main and release/1, and feature/x merged into main."""
        field = fields.founded(tmp_path / "lines", File(), charter_of(people, self.LINES))
        field.alice.push("main:refs/heads/release/1", check=True)
        field.alice.git("fetch", "--quiet")
        field.carry("feature/x")
        field.alice.gov("enact", "feature/x", "--push", "origin")
        return field

    def test_two_branches_by_two_decisions(self, lines: Field) -> None:
        lines.decide("merge", "feature/x", "--into", "release/1")
        lines.alice.gov("enact", "feature/x", "--push", "origin")
        found = all_of(lines.alice, "feature/x")
        assert [each.ref for each in found] == ["refs/heads/main", "refs/heads/release/1"]
        assert len({each.matter.motion.id for each in found if each.matter}) == 2
        assert all(each.accounted for each in found)
        shown = json.loads(lines.alice.gov("why", "feature/x", "--json").stdout)
        assert [each["ref"] for each in (shown, *shown["further"])] == ["refs/heads/main", "refs/heads/release/1"]
        assert shown["motion"]["id"] != shown["further"][0]["motion"]["id"]

    def test_a_branch_that_was_created_from_another(self, lines: Field) -> None:
        """It holds from the start what main had; no decision of its own is missing."""
        lines.alice.push("main:refs/heads/release/2", check=True)
        lines.alice.git("fetch", "--quiet")
        assert [each.ref for each in all_of(lines.alice, "feature/x")] == ["refs/heads/main"]
        assert lines.alice.gov("why", "feature/x").returncode == 0


class TestNotAccountedFor:
    def test_a_commit_put_there_past_the_hooks(self, merged: Field) -> None:
        evil = merged.alice.commit({"evil.txt": "e\n"}, branch="main")
        found = why(merged.alice, "main")
        assert not found.accounted
        assert "NO decision accounts for it: GOV-101" in found.what
        assert evil[:12] in found.what
        assert merged.alice.gov("why", "main", check=False).returncode == 1

    def test_below_it_all_is_still_explained(self, merged: Field) -> None:
        merged.alice.commit({"evil.txt": "e\n"}, branch="main")
        found = why(merged.alice, "feature/two")
        assert found.accounted
        assert "merge feature/two" in text(found)

    def test_a_merge_above_it_is_still_explained(self, merged: Field) -> None:
        merged.alice.commit({"evil.txt": "e\n"}, branch="main")
        merged.alice.commit({"three.txt": "3\n"}, branch="feature/three")
        merged.alice.git("switch", "--quiet", "main")
        merged.carry("feature/three")
        merge = merged.alice.merge("feature/three", tree=merged.alice.tree("main", {"other": "o\n"}))
        git("update-ref", "refs/heads/main", merge, cwd=merged.alice.path)
        found = why(merged.alice, "main")
        assert not found.accounted
        assert "GOV-1" in found.what


def test_who_voted_and_by_which_rule_is_shown(merged: Field) -> None:
    shown = merged.alice.gov("why", "feature/two~1").stdout
    assert "came into refs/heads/main with" in shown
    assert "aye     bob" in shown
    assert "a majority of votes cast" in shown


def test_json(merged: Field) -> None:
    shown = merged.alice.gov("why", "main", "--json").stdout
    assert '"name": "M-' in shown
    assert f'"step": "{merged.at("main")}"' in shown
