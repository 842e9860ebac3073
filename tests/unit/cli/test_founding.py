"""Founding a body: templates and files, the roll before and after it is constituted, charters checked and compared."""

import json
from pathlib import Path

import pytest

from gitgov.core.ids import Member
from gitgov.core.openpgp import parse_pgp_key
from tests.kit.field import MAIN_AND_TAGS, MEMBERS, Clone, Field, Fields, charter_of
from tests.kit.people import People, Person
from tests.kit.repo import clone, git, sample
from tests.kit.servers import File

OPENPGP = Path(__file__).parents[2] / "vectors" / "fuzz" / "pgp_key" / "good-ed25519"
TEMPLATES = ("team", "assembly", "foundation", "regulated")


@pytest.fixture
def alone(tmp_path: Path, people: People) -> Clone:
    """Returns alice's repository, with no ledger and no server."""
    path = clone(sample(tmp_path / "sample"), tmp_path / "alice", people.alice)
    git("remote", "remove", "origin", cwd=path)
    return Clone(people.alice, path, File())


def carried(clone: Clone, people: People, name: str) -> None:
    for each in MEMBERS:
        clone.vote("aye", name, "--key", getattr(people, each).key_path)
    clone.gov("enact", name)


def plain(who: Person) -> str:
    """Returns somebody's public key without its comment."""
    return who.pub.rsplit(" ", 1)[0]


class TestInit:
    @pytest.mark.parametrize("template", TEMPLATES)
    def test_from_each_template(self, alone: Clone, people: People, template: str) -> None:
        members = [f"--member={each}={getattr(people, each).pub_path}" for each in MEMBERS]
        said = alone.gov("init", "--template", template, *members).stdout
        assert "members: alice, bob, carol" in said
        assert "protected: main, tag v*" in said
        assert alone.gov("verify").returncode == 0
        (alone.path / "charter.toml").write_text(alone.gov("charter", "show").stdout, encoding="utf-8")
        assert alone.gov("charter", "check", "charter.toml").returncode == 0

    @pytest.mark.parametrize("template", ["assembly", "regulated"])
    def test_one_member_alone_is_no_assembly(self, alone: Clone, people: People, template: str) -> None:
        """Nobody could second a motion, not even one to change the charter."""
        done = alone.gov("init", "--template", template, f"--member=alice={people.alice.pub_path}", check=False)
        assert done.returncode == 2
        assert "there is no second member to second any motion" in done.stderr
        assert "next: --member NAME=KEYFILE" in done.stderr
        alone.gov("init", "--template", template, "--as", "alice")
        done = alone.gov("constitute", check=False)
        assert done.returncode == 2
        assert "next: git gov member add NAME" in done.stderr
        alone.gov("member", "add", "bob", "--key", people.bob.pub_path)
        assert "is constituted with 2 members" in alone.gov("constitute").stdout

    def test_the_roll_is_what_git_checks_signatures_by(self, alone: Clone, people: People) -> None:
        """The founder comes first, wherever the file has the key, and whoever is named besides joins."""
        lines = (f"{each}@example.org {getattr(people, each).pub}\n" for each in ("bob", "alice"))
        (alone.path / "signers").write_text("".join(lines), encoding="utf-8")
        alone.git("config", "gpg.ssh.allowedSignersFile", "signers")
        said = alone.gov("init", "--template", "assembly", "--import", f"--member=carol={people.carol.pub_path}").stdout
        assert "members: alice, bob, carol" in said
        assert "grandfathered" not in said
        chain = alone.chamber().chain
        assert [chain.charter.holders("chair"), chain.charter.holders("deputy")] == [{"alice"}, {"bob"}]
        assert chain.charter.people[Member("bob")].emails == {"bob@example.org"}
        assert not chain.head.constituted

    @pytest.mark.parametrize(("name", "options"), [("alice", ()), ("al", ("--as", "al"))])
    def test_the_founder_need_not_be_in_the_file(
        self, alone: Clone, people: People, name: str, options: tuple[str, ...]
    ) -> None:
        (alone.path / "signers").write_text(f"bob@example.org {people.bob.pub}\n", encoding="utf-8")
        alone.gov("init", "--import-from", "signers", *options)
        assert alone.chamber().chain.charter.electorate == {name, "bob"}

    def test_the_founder_is_on_the_roll_without_being_named(self, alone: Clone, people: People) -> None:
        said = alone.gov("init", f"--member=bob={people.bob.pub_path}").stdout
        assert "members: alice, bob" in said

    def test_under_another_name(self, alone: Clone, people: People) -> None:
        assert "members: al, bob" in alone.gov("init", "--as", "al", f"--member=bob={people.bob.pub_path}").stdout

    @pytest.mark.parametrize(
        ("full", "short"),
        [
            ("Élise Müller", "elise"),
            ("Müller", "muller"),
            ("Łukasz", "lukasz"),
            ("Straße X", "strasse"),
            ("ÅSA", "asa"),
        ],
    )
    def test_a_name_with_accents(self, alone: Clone, full: str, short: str) -> None:
        alone.git("config", "user.name", full)
        assert f"members: {short};" in alone.gov("init").stdout

    @pytest.mark.parametrize("full", ["Ωmega", "李雷", "Élise漢 M", "Ивaн", "-", "..."])
    def test_a_name_that_the_roll_cannot_take(self, alone: Clone, full: str) -> None:
        alone.git("config", "user.name", full)
        done = alone.gov("init", check=False)
        assert done.returncode == 2
        assert "under which name are you on the roll?" in done.stderr
        assert "next: add --as NAME" in done.stderr

    def test_as_what_is_no_name(self, alone: Clone) -> None:
        done = alone.gov("init", "--as", "Alice Smith", check=False)
        assert done.returncode == 2
        assert "error: not a member's name: 'Alice Smith'" in done.stderr
        assert "next: --as NAME, the name in a-z" in done.stderr

    def test_what_a_charter_file_says_itself(self, alone: Clone, people: People) -> None:
        (alone.path / "c.toml").write_text(charter_of(people, MAIN_AND_TAGS), encoding="utf-8")
        done = alone.gov("init", "--charter", "c.toml", "--name", "Other", "--as", "alice", check=False)
        assert done.returncode == 2
        assert "a charter file says that itself: --as, --name" in done.stderr
        assert "next: leave --as, --name out, and write it in c.toml" in done.stderr

    def test_as_somebody_else(self, alone: Clone, people: People) -> None:
        done = alone.gov("init", "--as", "bob", f"--member=bob={people.bob.pub_path}", check=False)
        assert done.returncode == 2
        assert "bob is on the roll with another key than yours" in done.stderr
        done = alone.gov("init", "--as", "bob", f"--member=alice={people.alice.pub_path}", check=False)
        assert done.returncode == 2
        assert "your key is alice's, as it is given here, and not bob's" in done.stderr

    def test_a_member_named_twice_has_both_keys(self, alone: Clone, people: People) -> None:
        bob, eve = (f"--member=bob={each.pub_path}" for each in (people.bob, people.eve))
        alice = f"--member=alice={people.alice.pub_path}"
        assert "members: alice, bob" in alone.gov("init", bob, alice, eve, bob).stdout
        listed = json.loads(alone.gov("member", "list", "--json").stdout)
        assert [(each["name"], each["keys"]) for each in listed] == [
            ("bob", [plain(people.bob), plain(people.eve)]),
            ("alice", [plain(people.alice)]),
        ]

    def test_twice(self, alone: Clone, people: People) -> None:
        alone.gov("init", f"--member=alice={people.alice.pub_path}")
        done = alone.gov("init", f"--member=alice={people.alice.pub_path}", check=False)
        assert done.returncode == 2
        assert "has a charter already" in done.stderr
        alone.git("config", "user.name", "李雷")
        alone.git("config", "--unset", "gov.key")
        alone.git("config", "--unset", "user.signingKey")
        for words in ([], ["--template", "x"], ["--charter", "nowhere"], ["--member", "?"]):
            assert "has a charter already" in alone.gov("init", *words, check=False).stderr

    def test_several_branches_are_protected(self, alone: Clone, people: People) -> None:
        alone.git("branch", "two")
        words = ("--protect", "main", "--protect", "two", "--protect", "release/*")
        said = alone.gov("init", f"--member=alice={people.alice.pub_path}", *words).stdout
        assert "  protected: main, two, release/*, tag v*" in said
        assert "no branch is called" not in said
        evil = alone.git("commit-tree", "-p", "HEAD", "-m", "evil", "HEAD^{tree}").stdout.strip()
        for ref in ("refs/heads/main", "refs/heads/two"):
            assert "GOV-101" in alone.gov("check", "HEAD", evil, ref, check=False).stdout

    def test_a_branch_that_is_not_there_is_told_of(self, alone: Clone, people: People) -> None:
        alone.git("remote", "add", "origin", alone.path)
        alone.git("fetch", "--quiet")
        words = ("--protect", "origin/main", "--protect", "nosuch", "--protect", "main")
        said = alone.gov("init", f"--member=alice={people.alice.pub_path}", *words).stdout
        assert "no branch is called origin/main, and main is not protected by that" in said
        assert "no branch is called nosuch yet" in said
        assert "no branch is called main" not in said

    @pytest.mark.parametrize(
        ("words", "remedy"),
        [
            ("--protect=a b", "next: --protect BRANCH and --name TEXT say otherwise"),
            ("--template=assembly", "next: --member NAME=KEYFILE for each member"),
        ],
    )
    def test_mistakes_come_with_the_options_that_mend_them(
        self, alone: Clone, people: People, words: str, remedy: str
    ) -> None:
        done = alone.gov("init", words, f"--member=alice={people.alice.pub_path}", check=False)
        assert done.returncode == 2
        assert remedy in done.stderr

    def test_from_a_file(self, alone: Clone, people: People) -> None:
        path = alone.path / "charter.toml"
        path.write_text(charter_of(people, MAIN_AND_TAGS), encoding="utf-8")
        alone.gov("init", "--charter", path)
        assert alone.gov("charter", "show").stdout.rstrip() == path.read_text("utf-8").rstrip()

    def test_from_a_file_with_mistakes_each_is_named_with_its_line(self, alone: Clone, people: People) -> None:
        text = charter_of(people, '[rules]\nthreshold = "51%"\nquorom = "1"\n[[branches]]\nname = "ma in"\n')
        (alone.path / "charter.toml").write_text(text, encoding="utf-8")
        done = alone.gov("init", "--charter", "charter.toml", check=False)
        assert done.returncode == 2
        for word in ('threshold = "51%"', "quorom", 'name = "ma in"'):
            number = next(i for i, line in enumerate(text.splitlines(), 1) if word in line)
            assert f"line {number}: " in done.stderr

    def test_by_somebody_who_is_not_on_the_roll(self, alone: Clone, people: People) -> None:
        (alone.path / "charter.toml").write_text(
            charter_of(people, MAIN_AND_TAGS, members=("bob", "carol")), encoding="utf-8"
        )
        done = alone.gov("init", "--charter", "charter.toml", check=False)
        assert done.returncode == 1
        assert "GOV-402" in done.stderr

    @pytest.mark.parametrize(
        "options",
        [
            ["--member=bob"],
            ["--member==x"],
            ["--member=Bob=README.md"],
            ["--member=bob=README.md"],
            ["--member=bob=nowhere.pub"],
            ["--member=bob=."],
            ["--as", "Not A Name"],
            ["--template", "monarchy"],
            ["--key", "README.md"],
        ],
    )
    def test_with_options_that_mean_nothing(self, alone: Clone, options: list[str]) -> None:
        done = alone.gov("init", *options, check=False)
        assert done.returncode == 2
        assert "Traceback" not in done.stderr
        assert alone.git("for-each-ref", "refs/notes").stdout == ""

    def test_one_key_for_two_members(self, alone: Clone, people: People) -> None:
        same = people.bob.pub_path
        done = alone.gov("init", f"--member=bob={same}", f"--member=carol={same}", check=False)
        assert done.returncode == 2
        assert "key" in done.stderr

    def test_in_a_repository_without_a_commit(self, tmp_path: Path, people: People) -> None:
        git("init", "--quiet", "empty", cwd=tmp_path)
        empty = Clone(people.alice, tmp_path / "empty", File())
        done = empty.gov("init", "--as", "alice", "--key", people.alice.key_path, check=False)
        assert done.returncode == 2
        assert "no commit yet" in done.stderr

    def test_the_name_is_the_repositorys(self, fresh: Field) -> None:
        assert fresh.alice.chamber().chain.charter.name == "server"

    @pytest.mark.parametrize("name", ['"quoted"', "back\\slash", "new\nline", "", "é漢", "x" * 500, '"""', "'"])
    def test_any_name_makes_a_charter(self, alone: Clone, people: People, name: str) -> None:
        alone.gov("init", "--name", name, f"--member=alice={people.alice.pub_path}")
        assert alone.gov("status").returncode == 0

    def test_what_protected_refs_held_is_on_record(self, alone: Clone, people: People) -> None:
        alone.git("tag", "v0", "main")
        alone.gov("init", f"--member=alice={people.alice.pub_path}")
        baseline = alone.chamber().chain.baseline
        assert baseline == {"refs/heads/main": alone.head("main"), "refs/tags/v0": alone.head("main")}
        assert alone.gov("verify").returncode == 0


class TestWhileFounding:
    @pytest.fixture
    def founding(self, alone: Clone) -> Clone:
        said = alone.gov("init", "--as", "alice").stdout
        assert "next: git gov member add NAME --key FILE" in said
        return alone

    def test_members_are_added_directly(self, founding: Clone, people: People) -> None:
        founding.gov("member", "add", "bob", "--key", people.bob.pub_path, "--role", "release")
        founding.gov("member", "add", "carol", "--key", people.carol.pub)
        assert "release" in founding.gov("member", "list").stdout
        assert "is constituted with 3 members" in founding.gov("constitute").stdout
        assert founding.gov("verify").returncode == 0
        assert len(founding.gov("charter", "history").stdout.splitlines()) == 4

    def test_a_key_speaks_for_one_member(self, founding: Clone, people: People) -> None:
        done = founding.gov("member", "add", "bob", "--key", people.alice.pub_path, check=False)
        assert done.returncode == 2
        assert f"the key {people.alice.fingerprint} is alice's already; one key speaks for one member" in done.stderr
        assert "next: git gov member add bob --key FILE, with a key of bob's own" in done.stderr

    def test_what_is_wrong_in_an_entry_is_told_without_lines_of_a_file_that_nobody_has(
        self, founding: Clone, people: People
    ) -> None:
        done = founding.gov("member", "add", "bob", "--key", people.bob.pub_path, "--role", "A b", check=False)
        assert done.returncode == 2
        assert "members.bob.roles.0: " in done.stderr
        assert "FILE" not in done.stderr

    def test_with_an_affiliation(self, founding: Clone, people: People) -> None:
        founding.gov("member", "add", "bob", "--key", people.bob.pub_path, "--affiliation", "Acme, Inc.")
        assert 'affiliation = "Acme, Inc."' in founding.gov("charter", "show").stdout
        founding.gov("member", "add", "bob", "--affiliation", "Other")
        assert 'affiliation = "Other"' in founding.gov("charter", "show").stdout
        done = founding.gov("member", "add", "bob", "--affiliation", "Other", check=False)
        assert "is on the roll with that already" in done.stderr
        assert json.loads(founding.gov("member", "list", "--json").stdout)[1]["affiliation"] == "Other"

    def test_and_retired(self, founding: Clone, people: People) -> None:
        founding.gov("member", "add", "bob", "--key", people.bob.pub_path)
        founding.gov("member", "retire", "bob")
        assert "retired" in founding.gov("member", "list").stdout

    def test_somebody_who_has_retired_is_not_retired_again(self, founding: Clone, people: People) -> None:
        founding.gov("member", "add", "bob", "--key", people.bob.pub_path)
        founding.gov("member", "retire", "bob")
        done = founding.gov("member", "retire", "bob", check=False)
        assert done.returncode == 2
        assert "bob has retired already" in done.stderr
        assert "next: git gov member add bob takes bob back" in done.stderr
        founding.gov("member", "add", "bob")
        assert "retired" not in founding.gov("member", "list").stdout

    def test_the_founders_key_is_replaced_and_not_taken(self, founding: Clone, people: People) -> None:
        done = founding.gov("member", "revoke", "alice", "--key", people.alice.pub_path, check=False)
        assert done.returncode == 2
        assert "this is the only key of alice" in done.stderr
        founding.gov("member", "revoke", "alice", "--key", people.alice.fingerprint, "--by", people.dave.pub)
        founding.git("config", "gov.key", str(people.dave.key_path))
        founding.gov("member", "add", "bob", "--key", people.bob.pub_path)
        assert "is constituted with 2 members" in founding.gov("constitute").stdout
        assert founding.gov("verify").returncode == 0

    def test_nor_is_anybody_added_as_they_are(self, founding: Clone, people: People) -> None:
        founding.gov("member", "add", "bob", "--key", people.bob.pub_path)
        done = founding.gov("member", "add", "bob", "--key", people.bob.pub_path, check=False)
        assert done.returncode == 2
        assert "bob is on the roll with that already" in done.stderr

    def test_a_role_for_somebody_on_the_roll(self, founding: Clone, people: People) -> None:
        founding.gov("member", "add", "bob", "--key", people.bob.pub_path)
        founding.gov("member", "add", "bob", "--role", "release")
        assert "bob    active  release" in founding.gov("member", "list").stdout

    def test_a_member_without_a_key(self, founding: Clone) -> None:
        done = founding.gov("member", "add", "bob", check=False)
        assert done.returncode == 2
        assert "next: --key FILE" in done.stderr

    def test_a_body_of_one(self, founding: Clone) -> None:
        assert "is constituted with 1 member: alice" in founding.gov("constitute").stdout

    def test_a_further_key_for_a_member(self, founding: Clone, people: People) -> None:
        founding.gov("member", "add", "alice", "--key", people.eve.pub_path)
        founding.gov("constitute", "--key", people.eve.key_path)
        listed = json.loads(founding.gov("member", "list", "--json").stdout)
        assert len(listed[0]["keys"]) == 2

    def test_no_motion_is_in_order_yet(self, founding: Clone) -> None:
        done = founding.motion("adopt", "process", "-m", "We meet", check=False)
        assert done.returncode == 1
        assert "GOV-308" in done.stderr
        assert "git gov constitute" in done.stderr

    def test_only_by_the_founder(self, founding: Clone, people: People) -> None:
        founding.gov("member", "add", "bob", "--key", people.bob.pub_path)
        done = founding.gov("constitute", "--key", people.bob.key_path, check=False)
        assert done.returncode == 1
        assert "GOV-405" in done.stderr

    def test_the_founder_cannot_be_retired(self, founding: Clone, people: People) -> None:
        founding.gov("member", "add", "bob", "--key", people.bob.pub_path)
        done = founding.gov("member", "retire", "alice", check=False)
        assert done.returncode == 1
        assert "refused: GOV-408" in done.stderr
        assert "next: git gov constitute first" in done.stderr
        founding.gov("constitute")
        assert "I move" in founding.gov("member", "retire", "alice").stdout

    def test_nor_whoever_alone_could_invoke_a_standing_order(
        self, fields: Fields, people: People, tmp_path: Path
    ) -> None:
        order = """[[standing_orders]]
name = "hotfix"
roles = ["oncall", "sre"]
act = "merge"
refs = ["main"]
limit = 1
period = "1d"
ratify_within = "1d"
"""
        text = charter_of(people, MAIN_AND_TAGS + order).replace("[members.bob]", '[members.bob]\nroles = ["oncall"]')
        field = fields.founded(tmp_path / "orders", File(), text)
        done = field.alice.gov("member", "retire", "bob", check=False)
        assert done.returncode == 2
        assert "standing_orders.0.roles: nobody active holds the role oncall or sre" in done.stderr
        assert "next: give a member the role" in done.stderr

    def test_the_last_member_cannot_be_retired(self, founding: Clone) -> None:
        done = founding.gov("member", "retire", "alice", check=False)
        assert done.returncode in {1, 2}
        assert "Traceback" not in done.stderr


class TestStepByStep:
    """A template says the same of a body that grows member by member as of one that is founded at once."""

    def grown(self, alone: Clone, people: People, template: str, *more: str) -> str:
        alone.gov("init", "--template", template, "--as", "alice")
        for name in more:
            alone.gov("member", "add", name, "--key", getattr(people, name).pub_path)
        return alone.gov("constitute").stdout

    @pytest.mark.parametrize(
        ("more", "ayes"), [((), 1), (("bob",), 2), (("bob", "carol"), 3), (("bob", "carol", "dave"), 3)]
    )
    def test_a_release_takes_three_ayes(self, alone: Clone, people: People, more: tuple[str, ...], ayes: int) -> None:
        self.grown(alone, people, "foundation", *more)
        rules = alone.chamber().chain.charter.rules["release"]
        assert (rules.ayes, rules.quorum) == (ayes, ayes)

    def test_also_when_somebody_joins_or_leaves_later(self, alone: Clone, people: People) -> None:
        self.grown(alone, people, "foundation", "bob")
        moved = alone.gov("member", "add", "carol", "--key", people.carol.pub_path).stdout.split()[0]
        assert "+ayes = 3" in alone.motion("show", moved).stdout

    @pytest.mark.parametrize("template", ["assembly", "regulated"])
    def test_roles_that_nobody_else_holds_are_named(self, alone: Clone, people: People, template: str) -> None:
        said = self.grown(alone, people, template, "bob", "carol")
        assert "notice: nobody holds the role deputy" in said
        assert "notice: only alice holds the role release" in said
        assert ("and not one that alice moved" in said) == (template == "regulated")
        assert "next: git gov member add NAME --role deputy --role release" in said

    @pytest.mark.parametrize("template", TEMPLATES)
    def test_init_says_which_roles_to_give(self, alone: Clone, people: People, template: str) -> None:
        said = alone.gov("init", "--template", template, "--as", "alice").stdout
        roles = {"team": "", "foundation": " --role release"}.get(template, " --role deputy --role release")
        assert ("give others roles too" in said) == bool(roles)
        assert f"--key FILE{roles}\n" in said or not roles
        alone.gov("member", "add", "bob", "--key", people.bob.pub_path, *roles.split())
        assert "holds the role" not in alone.gov("constitute").stdout


class TestAfterwards:
    def test_a_member_is_added_by_motion(self, fresh: Field) -> None:
        said = fresh.alice.gov("member", "add", "dave", "--key", fresh.people.dave.pub_path).stdout
        assert "I move to adopt version 2 of the charter: add dave to the roll" in said
        assert "dave" not in fresh.alice.gov("member", "list").stdout
        carried(fresh.alice, fresh.people, said.split()[0])
        assert "dave" in fresh.alice.gov("member", "list").stdout
        assert fresh.alice.vote("aye", check=False).returncode == 2

    def test_retired_and_out_of_every_denominator(self, fresh: Field) -> None:
        said = fresh.alice.gov("member", "retire", "carol", "-m", "moved on").stdout
        carried(fresh.alice, fresh.people, said.split()[0])
        assert "carol  retired" in fresh.alice.gov("member", "list").stdout
        fresh.alice.motion("merge", "feature/x")
        assert "not yet: alice, bob" in fresh.alice.vote("status").stdout
        done = fresh.alice.vote("aye", "--key", fresh.people.carol.key_path, check=False)
        assert done.returncode == 1

    def test_without_a_key_of_a_members(self, fresh: Field) -> None:
        bob, dave = fresh.people.bob, fresh.people.dave
        said = fresh.alice.gov("member", "revoke", "bob", "--key", bob.pub_path, "--by", dave.key_path).stdout
        what = f"version 2 of the charter: revoke bob's key {bob.fingerprint}, replaced by {dave.fingerprint}"
        assert what in said
        carried(fresh.alice, fresh.people, said.split()[0])
        listed = json.loads(fresh.alice.gov("member", "list", "--json").stdout)[1]
        assert (listed["name"], listed["fingerprints"]) == ("bob", [dave.fingerprint])
        fresh.alice.motion("merge", "feature/x")
        assert "GOV-402" in fresh.alice.vote("aye", "--key", bob.key_path, check=False).stderr
        assert "bob votes aye" in fresh.alice.vote("aye", "--key", dave.key_path).stdout

    def test_one_that_was_stolen_waits_for_no_notice(self, fields: Fields, people: People, tmp_path: Path) -> None:
        noticed = charter_of(
            people, MAIN_AND_TAGS + '[rules.charter]\nnotice = "7d"\notherwise = ["majority of membership"]\n'
        )
        alice = fields.founded(tmp_path / "noticed", File(), noticed).alice
        words = ("member", "revoke", "bob", "--key", people.bob.pub_path, "--by", people.dave.pub_path)
        waits = alice.gov(*words).stdout.split()[0]
        assert alice.vote("aye", waits, check=False).returncode == 1
        goes = alice.gov(*words, "--without-notice").stdout.split()[0]
        assert "alice votes aye" in alice.vote("aye", goes).stdout

    def test_a_further_key_is_named_in_the_motion(self, fresh: Field) -> None:
        said = fresh.alice.gov("member", "add", "bob", "--key", fresh.people.dave.pub_path, "--role", "release").stdout
        assert f"of the charter: change bob's entry, with a further key, {fresh.people.dave.fingerprint}." in said

    def test_a_key_is_named_by_its_file_or_its_whole_fingerprint(self, fresh: Field) -> None:
        done = fresh.alice.gov("member", "revoke", "bob", "--key", "pOFYO", check=False)
        assert done.returncode == 2
        assert "next: --key FILE, or SHA256:... as git gov member list shows it" in done.stderr

    def test_nor_with_a_key_of_somebody_else_in_its_place(self, fresh: Field) -> None:
        bob, carol = fresh.people.bob, fresh.people.carol
        done = fresh.alice.gov("member", "revoke", "bob", "--key", bob.fingerprint, "--by", carol.pub_path, check=False)
        assert done.returncode == 2
        assert f"the key {carol.fingerprint} is carol's already" in done.stderr
        assert f"next: git gov member revoke bob --key {bob.fingerprint} --by FILE, with a key of bob's" in done.stderr

    def test_an_openpgp_key_goes_to_another_place(self, fresh: Field) -> None:
        done = fresh.alice.gov("member", "add", "bob", "--key", OPENPGP, check=False)
        assert done.returncode == 2
        assert f"{OPENPGP}: this is an OpenPGP key, which may sign tags and commits, but no record" in done.stderr
        assert "into the charter, as pgp of [members.NAME]: git motion charter FILE" in done.stderr
        text = fresh.alice.chamber().chain.charter.text.replace("version = 1", "version = 2")
        path, armoured = fresh.root / "next.toml", OPENPGP.read_text(encoding="utf-8")
        path.write_text(text.replace("[members.carol]", f'pgp = ["""\n{armoured}"""]\n[members.carol]'), "utf-8")
        carried(fresh.alice, fresh.people, fresh.alice.motion("charter", path).stdout.split()[0])
        assert f" {parse_pgp_key(armoured).fingerprint}\n" in fresh.alice.gov("member", "list").stdout
        said = fresh.alice.gov("member", "revoke", "bob", "--key", OPENPGP).stdout
        carried(fresh.alice, fresh.people, said.split()[0])
        assert "OpenPGP" not in fresh.alice.gov("member", "list").stdout

    def test_comments_in_the_charter_stay(self, fresh: Field) -> None:
        before = fresh.alice.chamber().chain.charter.text
        said = fresh.alice.gov("member", "add", "dave", "--key", fresh.people.dave.pub_path).stdout
        carried(fresh.alice, fresh.people, said.split()[0])
        after = fresh.alice.chamber().chain.charter.text
        assert before.splitlines()[0].startswith("# A small team")
        assert after.startswith(before.splitlines()[0])

    @pytest.mark.parametrize("version", [1, 3, 99])
    def test_versions_go_up_by_one(self, fresh: Field, version: int) -> None:
        path = fresh.root / "next.toml"
        text = fresh.alice.chamber().chain.charter.text.replace("version = 1", f"version = {version}")
        path.write_text(text, encoding="utf-8")
        done = fresh.alice.motion("charter", path, check=False)
        assert done.returncode == 1
        assert "GOV-407" in done.stderr
        assert "set version = 2" in done.stderr


class TestCharterFiles:
    def test_check_names_every_mistake_with_file_line_and_remedy(self, alone: Clone, people: People) -> None:
        text = charter_of(people, '[rules]\npoll = "soon"\nbasis = "mood"\n[[tags]]\nname = "v*"\nroles = ["king"]\n')
        (alone.path / "c.toml").write_text(text, encoding="utf-8")
        done = alone.gov("charter", "check", "c.toml", check=False)
        assert done.returncode == 2
        rows = done.stdout.splitlines()
        assert len(rows) >= 2
        assert all(row.startswith("c.toml:") and row.split(":")[1].isdigit() for row in rows)

    @pytest.mark.parametrize(
        "content", [b"", b"\xff", b"[", b"version = 1", b"\0", b"a" * 300_000, b"x = " + b"[" * 5000, b"name = 1\n" * 2]
    )
    def test_check_of_anything_else(self, alone: Clone, content: bytes) -> None:
        (alone.path / "c.toml").write_bytes(content)
        done = alone.gov("charter", "check", "c.toml", check=False)
        assert done.returncode == 2
        assert "Traceback" not in done.stderr + done.stdout
        assert "defect" not in done.stderr

    def test_diff(self, fresh: Field) -> None:
        path = fresh.root / "next.toml"
        path.write_text(fresh.alice.chamber().chain.charter.text.replace("version = 1", "version = 2"), "utf-8")
        shown = fresh.alice.gov("charter", "diff", path).stdout
        assert "-version = 1" in shown
        assert "+version = 2" in shown
        assert shown.startswith("--- charter version 1")

    def test_history(self, fresh: Field) -> None:
        said = fresh.alice.gov("member", "add", "dave", "--key", fresh.people.dave.pub_path).stdout
        carried(fresh.alice, fresh.people, said.split()[0])
        assert [row.split()[1] for row in fresh.alice.gov("charter", "history").stdout.splitlines()] == ["1", "2"]
        listed = json.loads(fresh.alice.gov("charter", "history", "--json").stdout)
        assert [each["version"] for each in listed] == [1, 2]
        assert listed[1]["members"] == ["alice", "bob", "carol", "dave"]


def test_a_founding_travels(people: People, tmp_path: Path, fields: Fields) -> None:
    """Each revision made while founding reaches the server, and then everybody."""
    field = fields.founded(tmp_path / "field", File())
    bare = field.root / "new.git"
    git("clone", "--quiet", "--bare", sample(field.root / "sample"), bare, cwd=field.root)
    git("clone", "--quiet", bare, "founder", cwd=field.root)
    founder = Clone(people.alice, field.root / "founder", File())
    for name, value in people.alice.settings.items():
        founder.git("config", name, value)
    server = Clone(people.alice, bare, File())
    server.gov("init", "--server")
    founder.gov("init", "--as", "alice")
    founder.sync()
    founder.gov("member", "add", "bob", "--key", people.bob.pub_path)
    founder.sync()
    founder.gov("constitute")
    founder.sync()
    assert len(json.loads(server.gov("charter", "history", "--json").stdout)) == 3
    assert server.gov("verify").returncode == 0
