"""A protected branch over real pushes: only ratified content arrives, exactly as ratified, and once."""

from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.kit.field import MAIN_AND_TAGS, MEMBERS, Field, Fields, charter_of
from tests.kit.people import People
from tests.kit.servers import File

ZERO = "0" * 40


def refused(field: Field, *specs: str, code: str, ref: str = "main") -> CompletedProcess[str]:
    """Pushes, and asserts that the server refused with this code and that the ref stayed where it was."""
    before = field.at(ref)
    done = field.alice.push(*specs)
    assert done.returncode == 1, done.stderr
    assert f"GOV-{code}" in done.stderr, done.stderr
    assert field.at(ref) == before
    return done


def accepted(field: Field, commit: str, ref: str = "refs/heads/main") -> None:
    """Pushes, and asserts that the ref is there."""
    field.alice.push(f"{commit}:{ref}", check=True)
    assert field.at(ref) == commit


class TestTheMainJob:
    def test_a_direct_push_is_refused_and_told_what_to_do(self, founded: Field) -> None:
        commit = founded.alice.commit({"y.txt": "y\n"})
        done = refused(founded, "main", code="101")
        assert f"{commit[:12]} is no ratified content for main" in done.stderr
        assert "next: push it to a branch of its own, then: git motion merge BRANCH --into main" in done.stderr

    @pytest.mark.as_installed
    def test_a_motion_three_clones_ballots_and_an_enactment(self, founded: Field) -> None:
        alice, bob, carol = founded.alice, founded.bob, founded.carol
        name = alice.motion("merge", "feature/x", "-m", "because").stdout.split()[0]
        for clone in (alice, bob, carol):
            clone.sync()
            clone.vote("nay" if clone is bob else "aye", name)
            clone.sync()
        bob.sync()
        bob.motion("announce", name)
        bob.sync()
        alice.sync()
        assert "pushed to origin" in alice.gov("enact", "--push", "origin", name).stdout
        merge = founded.at("main")
        assert merge == alice.head("main")
        trailers = alice.git("log", "-1", "--format=%(trailers)", merge).stdout
        assert f"Motion: {name.removeprefix('M-')}" in trailers
        assert "Decision: " in trailers
        carol.sync()
        carol.git("fetch", "--quiet")
        assert carol.gov("verify").returncode == 0
        assert "2 aye, 1 nay" in carol.gov("why", merge).stdout

    def test_any_commit_is_accepted_that_is_exactly_the_ratified_merge(self, carried: Field) -> None:
        accepted(carried, carried.alice.merge("feature/x"))

    def test_a_branch_that_nothing_protects_is_free(self, founded: Field) -> None:
        commit = founded.alice.commit({"y.txt": "y\n"}, branch="free")
        accepted(founded, commit, "refs/heads/free")
        amended = founded.alice.merge("feature/x", into=f"{commit}^")
        founded.alice.push(f"+{amended}:refs/heads/free", check=True)
        founded.alice.push(":refs/heads/free", check=True)
        assert founded.at("refs/heads/free") == ""


class TestWhatIsMerged:
    def test_a_file_slipped_into_the_merge(self, carried: Field) -> None:
        clean = carried.alice.merge("feature/x")
        evil = carried.alice.merge("feature/x", tree=carried.alice.tree(clean, {"evil.txt": "evil\n"}))
        done = refused(carried, f"{evil}:main", code="108")
        assert "git gov enact M-" in done.stderr

    @pytest.mark.parametrize("parent", ["main", "feature/x"])
    def test_a_merge_whose_tree_is_that_of_one_parent(self, here: Field, parent: str) -> None:
        """Where both sides have changed, taking one side only throws the other away."""
        alice = here.alice
        accepted(here, alice.merge("feature/x"))
        alice.git("fetch", "--quiet")
        alice.commit({"z.txt": "z\n"}, branch="feature/z")
        alice.git("branch", "--force", "main", "origin/main")
        here.carry("feature/z")
        tree = {"main": "main^{tree}", "feature/x": "feature/z^{tree}"}[parent]
        refused(here, f"{alice.merge('feature/z', tree=tree)}:main", code="108")

    def test_a_branch_that_nobody_ratified(self, carried: Field) -> None:
        carried.alice.commit({"y.txt": "y\n"}, branch="feature/y")
        done = refused(carried, f"{carried.alice.merge('feature/y')}:main", code="101")
        assert "git motion merge" in done.stderr

    def test_a_branch_that_moved_on_after_the_motion(self, here: Field) -> None:
        here.alice.commit({"x.txt": "evil\n"}, branch="feature/x")
        refused(here, f"{here.alice.merge('feature/x')}:main", code="101")

    def test_an_earlier_commit_of_the_ratified_branch(self, here: Field) -> None:
        here.alice.git("branch", "base", "feature/x")
        here.alice.commit({"more.txt": "more\n"}, branch="base")
        here.carry("base")
        here.alice.git("branch", "--force", "other", "base~1")
        accepted(here, here.alice.merge("other"))

    def test_an_octopus(self, carried: Field) -> None:
        carried.alice.commit({"y.txt": "y\n"}, branch="feature/y")
        refused(carried, f"{carried.alice.merge('feature/x', 'feature/y')}:main", code="114")

    def test_a_fast_forward_where_the_charter_wants_merges(self, here: Field) -> None:
        refused(here, "feature/x:main", code="105")


class TestOnce:
    def test_a_decision_cannot_be_used_twice(self, carried: Field) -> None:
        alice = carried.alice
        accepted(carried, alice.merge("feature/x"))
        alice.git("fetch", "--quiet")
        again = alice.merge("feature/x", into="origin/main", tree="origin/main^{tree}")
        done = refused(carried, f"{again}:main", code="10")
        assert "has been used" in done.stderr

    def test_a_decision_for_another_branch(self, fields: Fields, people: People, here: Field) -> None:
        extra = MAIN_AND_TAGS + '\n[[branches]]\nname = "release/*"\n'
        field = fields.founded(here.root / "two", File(), charter_of(people, extra))
        field.alice.push("main:refs/heads/release/1", check=True)
        field.decide("merge", "feature/x", "--into", "release/1")
        refused(field, f"{field.alice.merge('feature/x')}:main", code="104")
        accepted(field, field.alice.merge("feature/x"), "refs/heads/release/1")


class TestHolds:
    RULES = '[rules]\npoll = "1h"\n[rules.merge]\nhold = "1h"\n' + MAIN_AND_TAGS

    def test_not_before_the_hold_ends(self, fields: Fields, people: People, here: Field) -> None:
        field = fields.founded(here.root / "held", File(), charter_of(people, self.RULES))
        field.carry("feature/x")
        refused(field, f"{field.alice.merge('feature/x')}:main", code="113")


class TestMethods:
    ALL = '[[branches]]\nname = "main"\nmethods = ["merge", "squash", "fast-forward"]\n'

    @pytest.fixture
    def liberal(self, fields: Fields, people: People, here: Field) -> Field:
        """Returns a body whose charter allows all methods, feature/x carried."""
        return fields.carried(here.root / "liberal", File(), charter_of(people, self.ALL))

    def squash(self, field: Field, message: str, tree: str = "feature/x^{tree}") -> str:
        return field.alice.git("commit-tree", "-p", "main", "-m", message, tree).stdout.strip()

    def test_a_fast_forward_to_the_ratified_head(self, liberal: Field) -> None:
        accepted(liberal, liberal.alice.head("feature/x"))

    def test_a_fast_forward_to_a_head_that_has_merged_the_one_before_it(self, liberal: Field) -> None:
        """Which looks like a merge of that one into its own branch."""
        alice = liberal.alice
        alice.push("feature/x:main", check=True)
        alice.commit({"y.txt": "y\n"}, branch="feature/y")
        alice.git("merge", "--quiet", "--no-edit", "feature/x")
        liberal.carry("feature/y")
        accepted(liberal, alice.head("feature/y"))
        liberal.bob.git("fetch", "--quiet")
        liberal.bob.sync()
        assert "verified: " in liberal.bob.gov("verify", "--from-scratch").stdout

    def test_a_squash_with_its_trailer(self, liberal: Field) -> None:
        head = liberal.alice.head("feature/x")
        accepted(liberal, self.squash(liberal, f"Squash\n\nRatified-Head: {head}"))

    def test_a_squash_as_a_hosts_button_makes_it(self, liberal: Field) -> None:
        accepted(liberal, self.squash(liberal, "Add x (#1)"))

    def test_a_second_squash_after_a_revert(self, liberal: Field) -> None:
        head = liberal.alice.head("feature/x")
        first = self.squash(liberal, f"S\n\nRatified-Head: {head}")
        accepted(liberal, first)
        revert = liberal.alice.git("commit-tree", "-p", first, "-m", "Revert", "main^{tree}").stdout.strip()
        refused(liberal, f"{revert}:main", code="101")
        message = f"S\n\nRatified-Head: {head}"
        again = liberal.alice.git("commit-tree", "-p", first, "-m", message, f"{first}^{{tree}}").stdout.strip()
        refused(liberal, f"{again}:main", code="106")

    @pytest.mark.parametrize("method", ["merge", "squash", "fast-forward"])
    def test_enact_makes_each_of_them(self, liberal: Field, method: str) -> None:
        done = liberal.alice.gov("enact", "feature/x", "--method", method, "--push", "origin")
        assert f"({method})" in done.stdout
        assert liberal.at("main^{tree}") == liberal.alice.head("feature/x^{tree}")


PATTERNS = '[[branches]]\nname = "main"\n[[branches]]\nname = "release/*"\n'


class TestTheRefItself:
    def test_deleted(self, carried: Field) -> None:
        refused(carried, ":main", code="131")

    def test_created_under_a_protected_pattern(self, fields: Fields, people: People, here: Field) -> None:
        extra = '[[branches]]\nname = "main"\n[[branches]]\nname = "release/*"\n'
        field = fields.founded(here.root / "patterns", File(), charter_of(people, extra))
        field.alice.commit({"y.txt": "y\n"}, branch="mine")
        refused(field, "mine:refs/heads/release/1", code="133", ref="refs/heads/release/1")
        field.alice.push("main:refs/heads/release/2", check=True)

    def test_created_where_another_has_stood_and_nowhere_beside(
        self, fields: Fields, people: People, tmp_path: Path
    ) -> None:
        """What a merge has brought is no place where main was."""
        field = fields.founded(tmp_path / "patterns", File(), charter_of(people, PATTERNS))
        alice, baseline = field.alice, field.at("main")
        for name in ("one", "two"):
            alice.git("switch", "--quiet", "main")
            alice.commit({f"{name}.txt": "half\n"}, branch=name)
            alice.commit({f"{name}.txt": "whole\n"})
            alice.git("switch", "--quiet", "main")
            field.carry(name)
            alice.gov("enact", name, "--push", "origin")
        for beside in ("one", "one~1", "two~1"):
            refused(field, f"{beside}:refs/heads/release/1", code="133", ref="refs/heads/release/1")
        for number, held in enumerate(("main", "main~1", baseline)):
            alice.push(f"{held}:refs/heads/release/{number}", check=True)
        field.bob.git("fetch", "--quiet")
        field.bob.sync()
        field.bob.gov("verify", "--from-scratch")

    def test_one_that_was_merged_back_is_still_judged_by_what_came_into_it(
        self, fields: Fields, people: People, tmp_path: Path
    ) -> None:
        field = fields.founded(tmp_path / "patterns", File(), charter_of(people, PATTERNS))
        alice = field.alice
        alice.push("main:refs/heads/release/1", check=True)
        alice.git("fetch", "--quiet")
        field.decide("merge", "feature/x", "--into", "release/1")
        alice.gov("enact", "feature/x", "--push", "origin")
        alice.git("fetch", "--quiet")
        alice.git("branch", "--quiet", "back", "origin/release/1")
        field.carry("back")
        alice.gov("enact", "back", "--push", "origin")
        field.bob.git("fetch", "--quiet")
        field.bob.sync()
        assert "2 moves of" in field.bob.gov("verify", "--from-scratch").stdout

    @pytest.mark.parametrize(
        "ref", ["refs/heads/Main", "refs/heads/refs/heads/other", "refs/x/main", "refs/heads/main2"]
    )
    def test_a_likeness_of_it_is_another_ref(self, here: Field, ref: str) -> None:
        before = here.at("refs/heads/main")
        commit = here.alice.commit({"y.txt": "y\n"})
        here.alice.push(f"{commit}:{ref}", check=True)
        assert here.at("refs/heads/main") == before


class TestPushes:
    """The shape of a push changes nothing."""

    def test_evidence_in_the_same_push_does_not_count(self, founded: Field) -> None:
        name = founded.alice.motion("merge", "feature/x").stdout.split()[0]
        for member in MEMBERS:
            founded.alice.vote("aye", name, "--key", getattr(founded.people, member).key_path)
        founded.alice.motion("announce", name)
        merge = founded.alice.merge("feature/x")
        rooms = "refs/notes/gov/*:refs/notes/gov/*"
        refused(founded, f"{merge}:main", rooms, code="101")
        assert founded.refs("refs/notes/gov/votes") == []
        founded.alice.push(rooms, check=True)
        accepted(founded, merge)

    @pytest.mark.parametrize("shape", ["--atomic", "--no-thin", "--porcelain"])
    def test_a_bad_ref_among_good_ones(self, here: Field, shape: str) -> None:
        here.alice.commit({"y.txt": "y\n"})
        here.alice.git("branch", "free")
        refused(here, shape, "free", "main", code="101")

    @pytest.mark.as_installed
    @pytest.mark.parametrize(
        "env",
        [
            {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "core.hooksPath", "GIT_CONFIG_VALUE_0": "/dev/null"},
            {"GIT_CONFIG_PARAMETERS": "'core.hookspath'='/dev/null'"},
            {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "gov.genesis", "GIT_CONFIG_VALUE_0": "0" * 64},
            {"PYTHONPATH": "/nowhere", "PYTHONSTARTUP": "/nowhere", "PYTHONHOME": "/nowhere"},
            {"GIT_NO_REPLACE_OBJECTS": "", "GIT_ALTERNATE_OBJECT_DIRECTORIES": "/nowhere"},
        ],
        ids=lambda env: next(iter(env)),
    )
    def test_the_clients_environment_changes_nothing(self, fresh: Field, env: dict[str, str]) -> None:
        fresh.alice.commit({"y.txt": "y\n"})
        before = fresh.at("main")
        done = fresh.alice.push("main", env=env)
        assert done.returncode == 1
        assert fresh.at("main") == before
        assert "GOV-101" in done.stderr

    @pytest.mark.parametrize("config", ["core.hooksPath=/dev/null", "push.followTags=true", "push.default=matching"])
    def test_the_clients_configuration_changes_nothing(self, fresh: Field, config: str) -> None:
        fresh.alice.commit({"y.txt": "y\n"})
        before = fresh.at("main")
        done = fresh.alice.git("-c", config, "push", "origin", "main", check=False)
        assert "GOV-101" in done.stderr
        assert fresh.at("main") == before

    def test_a_mirror_push_deletes_nothing(self, here: Field) -> None:
        before = here.refs("refs/")
        here.alice.git("push", "--mirror", "--no-verify", "origin", check=False)
        assert set(here.refs("refs/heads/main")) | set(here.refs("refs/notes")) <= set(before)
        assert here.refs("refs/notes/gov/votes") == ["refs/notes/gov/votes"]


class TestNamesakes:
    """A ref whose short name is a protected ref's full name: git would refuse every push of that as ambiguous."""

    def test_nor_moved_but_deleted(self, here: Field) -> None:
        alice, odd = here.alice, "refs/heads/refs/heads/main"
        alice.git("-C", here.server, "update-ref", odd, "main")
        refused(here, f"feature/x:{odd}", code="137", ref=odd)
        done = alice.gov("enact", "--push", "origin", check=False)
        assert done.returncode == 3
        assert f"next: git push origin --delete {odd}" in done.stderr
        alice.push(f":{odd}", check=True)
        assert "pushed to origin" in alice.gov("enact", "--push", "origin").stdout


class TestReplacements:
    def test_they_cannot_be_pushed(self, founded: Field) -> None:
        commit = founded.alice.commit({"y.txt": "y\n"}, branch="other")
        base = founded.alice.head("main")
        refused(founded, f"{commit}:refs/replace/{base}", code="136", ref=f"refs/replace/{base}")


def test_before_the_founding_all_is_free(unfounded: Field) -> None:
    commit = unfounded.alice.commit({"y.txt": "y\n"})
    unfounded.alice.push("main", "main:refs/heads/other", "main:refs/notes/commits", check=True)
    assert unfounded.at("main") == commit
