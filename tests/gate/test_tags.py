"""A protected tag over real pushes: made once, annotated, signed by one who may release, exactly as ratified."""

from pathlib import Path

import pytest

from tests.kit.field import Clone, Field, Fields, charter_of
from tests.kit.people import People, Person
from tests.kit.repo import git
from tests.kit.servers import File, Transport

RELEASES = '[[branches]]\nname = "main"\n[[tags]]\nname = "v*"\nroles = ["release"]\n'


def signed(clone: Clone, name: str, target: str = "main", who: Person | None = None) -> str:
    """Writes a signed tag and returns its id; the local tag is replaced."""
    key = (who or clone.who).key_path
    clone.git("-c", "gpg.format=ssh", "-c", f"user.signingKey={key}", "tag", "-f", "-s", "-m", name, name, target)
    return clone.git("rev-parse", f"refs/tags/{name}").stdout.strip()


def refused(field: Field, tag: str, code: str, name: str = "v1") -> None:
    before = field.at(f"refs/tags/{name}")
    done = field.alice.push(f"{tag}:refs/tags/{name}")
    assert done.returncode == 1, done.stderr
    assert f"GOV-{code}" in done.stderr, done.stderr
    assert field.at(f"refs/tags/{name}") == before


def accepted(field: Field, tag: str, name: str = "v1") -> None:
    field.alice.push(f"{tag}:refs/tags/{name}", check=True)
    assert field.at(f"refs/tags/{name}") == tag


@pytest.fixture(scope="session")
def releasing(fields: Fields, people: People) -> str:
    """Returns a charter by which only alice may release."""
    return charter_of(people, RELEASES, roles={"alice": "release"})


@pytest.fixture
def voted(fields: Fields, way: tuple[Transport, Path], tmp_path: Path) -> Field:
    """Returns a body that has carried the release of main as v1, over each transport."""
    return fields.grown(way[1] / tmp_path.name, way[0], releasing_v1)


def releasing_v1(field: Field) -> None:
    field.decide("release", "v1", "main")


def test_a_tag_that_nobody_voted_on(founded: Field) -> None:
    refused(founded, signed(founded.alice, "v1"), "123")


def test_a_release_as_ratified_and_then_nothing_else(voted: Field) -> None:
    refused(voted, voted.alice.head("main"), "121")  # lightweight
    accepted(voted, signed(voted.alice, "v1"))
    again = signed(voted.alice, "v1", who=voted.people.bob)
    refused(voted, f"+{again}", "132")
    refused(voted, "", "131")


def test_enact_makes_signs_and_pushes_it(voted: Field) -> None:
    voted.alice.gov("enact", "v1", "--push", "origin")
    assert voted.at("v1^{commit}") == voted.at("main")
    signers = voted.root / "signers"
    signers.write_text(f"{voted.people.alice.email} {voted.people.alice.pub}\n", encoding="utf-8")
    shown = voted.alice.git("-c", f"gpg.ssh.allowedSignersFile={signers}", "tag", "--verify", "v1")
    assert "Motion: " in shown.stdout
    assert 'Good "git" signature' in shown.stderr
    voted.bob.git("fetch", "--quiet", "--tags")
    voted.bob.sync()
    assert voted.bob.gov("verify").returncode == 0


def test_a_lost_release(fresh: Field) -> None:
    fresh.decide("release", "v1", "main", choice="nay")
    refused(fresh, signed(fresh.alice, "v1"), "112")


def test_one_signed_by_a_member_without_the_role(fields: Fields, fresh: Field, releasing: str) -> None:
    field = fields.founded(fresh.root / "roles", File(), releasing)
    field.decide("release", "v1", "main")
    refused(field, signed(field.alice, "v1", who=field.people.bob), "125")
    accepted(field, signed(field.alice, "v1"))


def test_separated_duties(fields: Fields, fresh: Field, people: People) -> None:
    rules = "[rules.release]\nmover_releases = false\n" + RELEASES
    text = charter_of(people, rules, roles={"alice": "release", "bob": "release"})
    field = fields.founded(fresh.root / "duties", File(), text)
    field.decide("release", "v1", "main")
    refused(field, signed(field.alice, "v1"), "126")
    accepted(field, signed(field.alice, "v1", who=field.people.bob))


def test_a_release_is_fetched_after_the_key_that_signed_it_was_replaced(
    fields: Fields, fresh: Field, people: People
) -> None:
    field = fields.founded(fresh.root / "replaced", File(), charter_of(people, RELEASES, roles={"bob": "release"}))
    field.decide("release", "v1", "main")
    field.bob.sync()
    field.bob.gov("enact", "v1", "--push", "origin")
    field.alice.sync()
    text = field.alice.gov("charter", "show").stdout.replace("version = 1", "version = 2")
    (field.root / "next.toml").write_text(text.replace(people.bob.pub, people.dave.pub), encoding="utf-8")
    field.alice.gov("enact", field.decide("charter", str(field.root / "next.toml")), "--push", "origin")
    carol = field.carol
    carol.sync()
    other = signed(carol, "v1", who=people.bob)
    carol.git("tag", "--delete", "v1")
    carol.gov("hooks", "install")
    assert "GOV-125" in carol.git("update-ref", "refs/tags/v1", other, check=False).stderr
    carol.git("fetch", "--quiet", "--tags")
    assert carol.head("v1") == field.at("v1")
    assert "verified: " in carol.gov("verify", "--from-scratch").stdout


def test_one_who_may_release_vouches_for_a_tag_that_was_pushed_by_hand_before_its_key_went(
    fields: Fields, fresh: Field, people: People
) -> None:
    roles = {"bob": "release", "carol": "release"}
    field = fields.founded(fresh.root / "by-hand", File(), charter_of(people, RELEASES, roles=roles))
    field.decide("release", "v1", "main")
    accepted(field, signed(field.alice, "v1", who=people.bob))
    text = field.alice.gov("charter", "show").stdout.replace("version = 1", "version = 2")
    (field.root / "next.toml").write_text(text.replace(people.bob.pub, people.dave.pub), encoding="utf-8")
    field.alice.gov("enact", field.decide("charter", str(field.root / "next.toml")), "--push", "origin")
    carol = field.carol
    carol.sync()
    carol.git("fetch", "--quiet", "--tags")
    told = carol.gov("verify", "--from-scratch", check=False)
    assert told.returncode == 1
    assert "GOV-125" in told.stdout
    assert "git gov enact v1 --in-place" in told.stdout
    for member in (field.alice, carol):
        member.git("fetch", "--quiet", "--tags")
        assert "GOV-125" in member.gov("enact", "v1", "--push", "origin", check=False).stderr
    assert "GOV-125" in field.alice.gov("enact", "v1", "--in-place", "--push", "origin", check=False).stderr
    carol.gov("enact", "v1", "--in-place", "--push", "origin")
    field.alice.sync()
    assert "verified: " in field.alice.gov("verify", "--from-scratch").stdout


def test_a_tag_that_nothing_protects_is_free(founded: Field) -> None:
    founded.alice.push("main:refs/tags/nightly", check=True)
    founded.alice.push("+feature/x:refs/tags/nightly", check=True)
    founded.alice.push(":refs/tags/nightly", check=True)
    assert founded.at("refs/tags/nightly") == ""


class TestABadOneInTheWay:
    """On the server, put there by who keeps it, though its release is decided."""

    @pytest.fixture
    def barred(self, fresh: Field) -> Field:
        """Returns a body whose server has a lightweight v1, and that has decided to release v1."""
        fresh.decide("release", "v1", "main")
        git("tag", "v1", "main", cwd=fresh.server)
        return fresh

    def test_which_was_fetched(self, barred: Field) -> None:
        done = barred.alice.gov("enact", "v1", "--push", "origin", check=False)
        assert done.returncode == 1
        assert "GOV-121" in done.stderr
        assert "at the server and in each clone: git tag -d v1; then git gov enact v1" in done.stderr
        git("tag", "-d", "v1", cwd=barred.server)
        barred.alice.git("tag", "-d", "v1")
        barred.alice.gov("enact", "v1", "--push", "origin")
        assert barred.alice.gov("verify").returncode == 0

    def test_which_the_hooks_of_a_clone_keep_out(self, barred: Field) -> None:
        barred.alice.gov("hooks", "install")
        done = barred.alice.gov("enact", "v1", "--push", "origin", check=False)
        assert done.returncode == 2
        assert "origin has a tag v1 (" in done.stderr
        assert "it has to go there (git push --no-verify origin :refs/tags/v1, where origin lets you)" in done.stderr
        git("tag", "-d", "v1", cwd=barred.server)
        barred.alice.gov("enact", "v1", "--push", "origin")
        assert barred.at("refs/tags/v1") == barred.alice.head("v1")

    def test_which_another_clone_still_has_when_it_was_made_again(self, barred: Field) -> None:
        barred.bob.git("fetch", "--quiet", "--tags")
        git("tag", "-d", "v1", cwd=barred.server)
        barred.alice.gov("enact", "v1", "--push", "origin")
        barred.bob.sync()
        assert "next: git tag -d v1; git fetch --tags" in barred.bob.gov("verify", check=False).stdout
        barred.bob.git("tag", "-d", "v1")
        barred.bob.git("fetch", "--quiet", "--tags")
        assert barred.bob.gov("verify").returncode == 0


class TestAsItIs:
    """A tag that nobody decided, where the assembly decides about it."""

    def test_one_that_a_member_signed(self, fresh: Field) -> None:
        stands = signed(fresh.alice, "v1")
        assert "as it is: git motion release v1 v1 --in-place" in fresh.alice.gov("verify", check=False).stdout
        fresh.decide("release", "v1", "v1", "--in-place")
        assert fresh.alice.gov("verify").returncode == 0
        fresh.alice.gov("enact", "v1", "--push", "origin")
        assert fresh.at("refs/tags/v1") == stands
        done = fresh.alice.motion("release", "v1", "v1", "--in-place", check=False)
        assert "the tag v1 is accounted for already" in done.stderr

    def test_what_no_decision_mends(self, fresh: Field) -> None:
        alice = fresh.alice
        for made, says in (
            (("v1", "main"), "the tag v1 cannot be decided about as it is: v1 must be an annotated, signed tag"),
            (
                ("--annotate", "-m", "x", "v1", "main"),
                "as it is: no signature on it that holds is by one who may release",
            ),
            (("--sign", "-m", "x", "v1", "feature/x"), "the tag v1 is on adc3fff3eed7, not on d702989ffe5f"),
        ):
            alice.git("tag", "--force", *made)
            done = alice.motion("release", "v1", "main", "--in-place", check=False)
            assert done.returncode == 2
            assert says in done.stderr
        alice.git("tag", "--delete", "v1")
        assert "there is no tag v1 here" in alice.motion("release", "v1", "--in-place", check=False).stderr
