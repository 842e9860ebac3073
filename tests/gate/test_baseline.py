"""The baseline over real pushes: where refs stood that a charter newly protects, and nothing that any clone adds to it."""

from pathlib import Path

import pytest

from gitgov.chamber import clock
from gitgov.chamber.acts import charter_event, find_actor, tips
from gitgov.chamber.adopt import uncovered
from gitgov.chamber.open import open_chamber
from gitgov.chamber.reads import find_matter
from gitgov.charter.events import Adopted
from gitgov.procedure.motions.charter import CharterChange
from tests.kit.field import MAIN_AND_TAGS, MEMBERS, RELEASES, Clone, Field, Fields, charter_of
from tests.kit.people import People
from tests.kit.programs import program
from tests.kit.repo import git, sample, server
from tests.kit.servers import File


@pytest.fixture
def small(fields: Fields, people: People, tmp_path: Path) -> Field:
    """Returns a body that protects main and the tags v*."""
    return fields.founded(tmp_path / "small", File(), charter_of(people, MAIN_AND_TAGS))


@pytest.fixture
def unfounded(people: People, tmp_path: Path) -> Field:
    """Returns a server with hooks and no ledger."""
    bare = server(sample(tmp_path / "sample"), tmp_path / "server.git")
    program("gov", "init", "--server", cwd=bare)
    return Field(tmp_path, people, File())


def carry(field: Field, extra: str = "", *, old: str = "version = 1", new: str = "version = 2") -> str:
    """Carries a charter motion that adds `extra`, without bringing it into force; returns its name."""
    text = field.alice.gov("charter", "show").stdout.replace(old, new) + extra
    path = field.root / "next.toml"
    path.write_text(text, encoding="utf-8")
    return field.decide("charter", str(path))


def enacted(field: Field, extra: str = "", **versions: str) -> None:
    """Brings the next charter into force, and lets the server know."""
    field.alice.gov("enact", carry(field, extra, **versions))
    field.alice.sync()


def held(field: Field) -> dict[str, str]:
    return dict(open_chamber(field.server, now=clock.now).chain.baseline)


def verified(field: Field) -> None:
    """Asserts that verification passes on the server, and in a fresh clone that has read everything anew."""
    program("gov", "verify", "--from-scratch", cwd=field.server)
    auditor = field.clone("eve")
    auditor.sync()
    auditor.gov("verify", "--from-scratch")


def evil(clone: Clone, branch: str) -> str:
    """Commits what nobody ratified on a branch of its own."""
    commit = clone.commit({"evil.txt": "evil\n"}, branch=branch)
    clone.git("switch", "--quiet", "main")
    return commit


def step(clone: Clone, name: str, rows: list[str]) -> None:
    """Signs the step that brings a carried charter into force with these rows, as a member with another program may."""
    chamber = clone.chamber()
    matter = find_matter(chamber, name)
    decision = matter.motion.decision
    assert decision is not None
    assert isinstance(matter.motion.question, CharterChange)
    text = matter.motion.question.text
    body = Adopted(charter=text, decision=decision.id, motion=matter.motion.id, refs=rows)
    covering = (*uncovered(chamber), *tips(matter.floor), decision.id)
    charter_event(chamber, find_actor(chamber), body, tuple(dict.fromkeys(covering)))


class TestWhatIsInOneCloneOnly:
    def test_a_tag_does_not_enter_with_a_change_of_the_charter(self, small: Field) -> None:
        small.alice.git("tag", "v9", evil(small.alice, "evil"))
        enacted(small)
        done = small.alice.push("v9")
        assert "GOV-121" in done.stderr, done.stderr
        assert small.at("refs/tags/v9") == ""
        assert "refs/tags/v9" not in held(small)
        verified(small)

    def test_nor_does_a_branch_that_was_protected_long_ago(
        self, fields: Fields, people: People, tmp_path: Path
    ) -> None:
        field = fields.founded(tmp_path / "field", File(), charter_of(people, MAIN_AND_TAGS + RELEASES))
        field.alice.push("main:refs/heads/release/1", check=True)
        evil(field.alice, "release/1")
        enacted(field)
        done = field.alice.push("release/1")
        assert "GOV-101" in done.stderr, done.stderr
        assert held(field).keys() == {"refs/heads/main"}
        verified(field)

    def test_nor_a_branch_that_the_charter_newly_protects(self, small: Field) -> None:
        evil(small.alice, "release/1")
        enacted(small, RELEASES)
        done = small.alice.push("release/1")
        assert "GOV-133" in done.stderr, done.stderr
        assert held(small).keys() == {"refs/heads/main"}

    def test_nor_does_any_of_it_enter_with_the_genesis(self, unfounded: Field, people: People) -> None:
        alice, extra = unfounded.alice, MAIN_AND_TAGS + RELEASES
        evil(alice, "release/1")
        alice.git("tag", "v9", "release/1")
        (unfounded.root / "charter.toml").write_text(charter_of(people, extra), encoding="utf-8")
        alice.gov("init", "--charter", str(unfounded.root / "charter.toml"))
        alice.sync()
        assert held(unfounded).keys() == {"refs/heads/main"}
        assert "GOV-133" in alice.push("release/1").stderr
        assert "GOV-121" in alice.push("v9").stderr


class TestWhatTheServerHolds:
    def test_it_enters_whatever_the_clone_of_who_enacts_lacks(self, small: Field) -> None:
        """A branch that was never fetched, and a tag."""
        first = evil(small.bob, "first")
        small.bob.git("tag", "r1", first)
        small.bob.push("first:refs/heads/release/1", "r1", check=True)
        enacted(small, RELEASES + '\n[[tags]]\nname = "r*"\n')
        assert held(small) == {
            "refs/heads/main": small.at("main"),
            "refs/heads/release/1": first,
            "refs/tags/r1": first,
        }
        verified(small)

    def test_a_step_that_was_drawn_up_before_somebody_pushed_comes_back(self, small: Field) -> None:
        small.bob.push("main:refs/heads/release/1", check=True)
        name = carry(small, RELEASES)
        small.alice.gov("enact", name)
        second = evil(small.bob, "second")
        small.bob.push("second:refs/heads/release/1", check=True)
        said = small.alice.gov("sync", check=False)
        assert said.returncode == 1, said
        assert "GOV-422" in said.stdout
        assert "next: git fetch, then git gov enact again" in said.stdout
        small.alice.git("fetch", "--quiet")
        small.alice.gov("enact", name)
        small.alice.sync()
        assert held(small)["refs/heads/release/1"] == second
        verified(small)

    def test_as_last_fetched_where_the_server_cannot_be_reached(self, small: Field) -> None:
        small.bob.push("main:refs/heads/release/1", check=True)
        name = carry(small, RELEASES)
        small.alice.git("fetch", "--quiet")
        evil(small.alice, "release/1")
        small.alice.git("remote", "rename", "origin", "team/up")
        small.alice.git("remote", "set-url", "team/up", str(small.root / "nowhere"))
        small.alice.gov("enact", name)
        assert small.alice.chamber().chain.baseline["refs/heads/release/1"] == small.at("release/1")
        small.alice.git("remote", "set-url", "team/up", str(small.server))
        small.alice.sync()
        verified(small)

    def test_it_is_the_server_that_keeps_the_ledger_whatever_else_is_called_origin(self, small: Field) -> None:
        small.bob.push("main:refs/heads/release/1", check=True)
        name, path = carry(small, RELEASES), small.root / "second"
        settings = [word for key, value in small.bob.who.settings.items() for word in ("--config", f"{key}={value}")]
        git("clone", "--quiet", *settings, "--origin", "team/up", small.server, path, cwd=small.root)
        second = Clone(small.bob.who, path, File())
        second.sync()
        git("init", "--quiet", "--bare", "fork.git", cwd=small.root)
        second.git("remote", "add", "origin", str(small.root / "fork.git"))
        second.git("push", "--quiet", "origin", f"{evil(second, 'evil')}:refs/heads/release/1")
        second.gov("enact", name)
        second.gov("sync", "team/up")
        assert held(small)["refs/heads/release/1"] == small.at("main")

    @pytest.mark.parametrize("wrong", ["more", "fewer", "elsewhere", "a tag more", "a tag elsewhere"])
    def test_rows_of_another_program_are_asked_for_exactly_that(self, small: Field, wrong: str) -> None:
        base, other = small.at("main"), evil(small.bob, "other")
        small.bob.git("tag", "r1", "main")
        small.bob.push("main:refs/heads/release/1", "other", "r1", check=True)
        name = carry(small, RELEASES + '\n[[tags]]\nname = "r*"\n')
        rows = {"refs/heads/release/1": base, "refs/tags/r1": base} | {
            "more": {"refs/heads/release/2": other},
            "fewer": {"refs/heads/release/1": ""},
            "elsewhere": {"refs/heads/release/1": other},
            "a tag more": {"refs/tags/r2": other},
            "a tag elsewhere": {"refs/tags/r1": other},
        }[wrong]
        step(small.alice, name, [f"{oid} {ref}" for ref, oid in sorted(rows.items()) if oid])
        said = small.alice.gov("sync", check=False)
        assert "GOV-422" in said.stdout, said.stdout
        assert held(small).keys() == {"refs/heads/main"}
        small.alice.gov("enact", name)
        small.alice.sync()
        verified(small)

    @pytest.mark.parametrize("ref", ["refs/heads/main", "refs/tags/v9"])
    def test_rows_of_what_was_protected_before_have_no_place_in_a_step(self, small: Field, ref: str) -> None:
        name = carry(small)
        step(small.alice, name, [f"{evil(small.alice, 'evil')} {ref}"])
        assert "GOV-422" in small.alice.gov("sync", check=False).stdout
        assert held(small) == {"refs/heads/main": small.at("main")}


class TestTheGenesis:
    @pytest.mark.parametrize("tag", ["on the server only", "elsewhere on the server"])
    def test_that_says_otherwise_than_the_server_comes_back(self, unfounded: Field, tag: str) -> None:
        alice, bob = unfounded.alice, unfounded.bob
        if tag == "elsewhere on the server":
            alice.git("tag", "v1", "main")
            alice.push("v1", check=True)
        alice.gov("init", "--as", "alice")
        bob.git("tag", "v1", evil(bob, "evil"))
        bob.push("+v1", check=True)
        said = alice.gov("sync", check=False)
        assert "came back: GOV-431" in said.stdout
        assert "refs/tags/v1" in said.stdout
        alice.gov("init", "--as", "alice")
        alice.sync()
        assert held(unfounded)["refs/tags/v1"] == unfounded.at("refs/tags/v1")

    def test_of_a_body_whose_server_is_still_empty_says_where_its_founder_stands(
        self, people: People, tmp_path: Path
    ) -> None:
        git("init", "--quiet", "--bare", "--initial-branch=main", "server.git", cwd=tmp_path)
        program("gov", "init", "--server", cwd=tmp_path / "server.git")
        field = Field(tmp_path, people, File())
        first = field.alice.commit({"a.txt": "a\n"}, branch="main")
        field.alice.gov("init", "--as", "alice")
        field.alice.sync()
        assert held(field) == {"refs/heads/main": first}
        field.alice.push("main", check=True)
        field.alice.gov("verify")


class TestAHostWithoutHooks:
    def test_there_who_folds_asks_the_same_of_the_host(self, people: People, tmp_path: Path) -> None:
        bare = server(sample(tmp_path / "sample"), tmp_path / "server.git")
        field = Field(tmp_path, people, File())
        (tmp_path / "charter.toml").write_text(charter_of(people, MAIN_AND_TAGS), encoding="utf-8")
        field.alice.gov("init", "--charter", str(tmp_path / "charter.toml"))
        field.alice.sync()
        for name in MEMBERS[1:]:
            field.clone(name).sync()
        field.bob.push("main:refs/heads/release/1", check=True)
        name = carry(field, RELEASES)
        step(field.alice, name, [f"{evil(field.alice, 'evil')} refs/heads/release/1"])
        assert "GOV-422" in field.alice.gov("sync", check=False).stdout
        field.alice.gov("enact", name)
        field.alice.sync()
        baseline = open_chamber(field.alice.path, now=clock.now).chain.baseline
        assert baseline["refs/heads/release/1"] == git("rev-parse", "release/1", cwd=bare).stdout.strip()

    def test_and_of_the_genesis(self, people: People, tmp_path: Path) -> None:
        server(sample(tmp_path / "sample"), tmp_path / "server.git")
        field = Field(tmp_path, people, File())
        field.alice.gov("init", "--as", "alice")
        evil(field.bob, "evil")
        field.bob.push("evil:main", check=True)
        assert "came back: GOV-431" in field.alice.gov("sync", check=False).stdout
        assert field.refs("refs/notes") == []
        field.alice.gov("init", "--as", "alice")
        field.alice.sync()
        assert field.alice.chamber().chain.baseline == {"refs/heads/main": field.at("main")}
