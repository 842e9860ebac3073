"""An octopus: several ratified heads in one merge, each by a decision of its own, as if they were merged one after another."""

from pathlib import Path
from subprocess import CompletedProcess

import pytest

from gitgov.chamber.prove import prove
from gitgov.chamber.proven import examine, why_not_asked
from gitgov.chamber.reads import find_matter
from gitgov.chamber.why import explain
from gitgov.core.ids import Oid
from gitgov.ledger.proof import read, write
from tests.kit.field import Field, Fields, charter_of
from tests.kit.people import People
from tests.kit.servers import File

BOTH = '[[branches]]\nname = "main"\nmethods = ["merge", "octopus"]\n'
LATER = 4_000_000_000


def three(field: Field) -> None:
    """Carries three merges, of which `third` comes after `first` and conflicts with `second`; `open` is open."""
    alice = field.alice
    for name, file in (("first", "1"), ("second", "2"), ("third", "2"), ("open", "4")):
        alice.commit({f"{file}.txt": f"{name}\n"}, branch=name)
        alice.git("switch", "--quiet", "main")
    for name in ("first", "second"):
        field.carry(name)
    field.decide("merge", "third", "--after", "first")
    alice.motion("merge", "open")
    alice.git("push", "--quiet", "--no-verify", "origin", "open")
    alice.sync()


@pytest.fixture
def body(fields: Fields, people: People, tmp_path: Path) -> Field:
    return fields.grown(tmp_path / "body", File(), three, charter_of(people, BOTH))


def octopus(field: Field, *heads: str, tree: str = "", into: str = "main") -> str:
    """Writes the merge of some heads at once, with the tree that git gives them one after another or another, and returns it."""
    onto = into
    for head in () if tree else heads:
        onto = field.alice.merge(head, into=onto)
    return field.alice.merge(*heads, into=into, tree=tree or f"{onto}^{{tree}}")


def pushed(field: Field, commit: str) -> None:
    field.alice.push(f"{commit}:main", check=True)
    field.alice.git("pull", "--quiet", "--ff-only")


def refused(field: Field, commit: str, code: str) -> CompletedProcess[str]:
    """Pushes what the server has to refuse, and then has it in the clone, where verification has to find it."""
    before = field.at("main")
    done = field.alice.push(f"{commit}:main")
    assert field.at("main") == before
    assert f"GOV-{code}" in done.stderr, done.stderr
    field.alice.git("-c", "core.hooksPath=/dev/null", "update-ref", "refs/heads/main", commit)
    found = field.alice.gov("verify", "--from-scratch", check=False)
    assert found.returncode == 1
    assert f"GOV-{code}" in found.stdout
    return done


def test_heads_that_are_ratified_each_come_in_together(body: Field) -> None:
    body.alice.gov("verify")
    pushed(body, octopus(body, "first", "second"))
    for how in ((), ("--from-scratch",)):
        assert "verified: " in body.alice.gov("verify", *how).stdout
    listed = body.alice.motion("list").stdout
    assert ["merge third" in listed, "merge first" in listed, "merge second" in listed] == [True, False, False]


def test_as_git_itself_merges_them(body: Field) -> None:
    body.alice.gov("hooks", "install")
    body.alice.git("merge", "--quiet", "--no-ff", "--no-edit", "first", "second")
    body.alice.git("push", "--quiet", "origin", "main")
    assert body.at("main") == body.alice.head("main")


def test_one_head_that_is_not_decided(body: Field) -> None:
    refused(body, octopus(body, "first", "open"), "110")


def test_one_head_that_nobody_moved(body: Field) -> None:
    body.alice.commit({"own.txt": "x\n"}, branch="own")
    done = refused(body, octopus(body, "own", "first"), "175")
    assert f"also merges {body.alice.head('own')[:12]}" in done.stderr


def test_no_head_that_anybody_moved(body: Field) -> None:
    for name in ("own", "too"):
        body.alice.git("switch", "--quiet", "main")
        body.alice.commit({f"{name}.txt": "x\n"}, branch=name)
    refused(body, octopus(body, "own", "too"), "114")


def test_one_head_that_was_used_before(body: Field) -> None:
    pushed(body, body.alice.merge("second"))
    tree = octopus(body, "first") + "^{tree}"
    refused(body, octopus(body, "first", "second", tree=tree), "106")


def test_one_decision_for_two_parents_and_two_steps(body: Field) -> None:
    below = octopus(body, "first", "second")
    tree = below + "^{tree}"
    refused(body, octopus(body, "second", "first", tree=tree, into=below), "106")


def test_a_file_more(body: Field) -> None:
    tree = body.alice.tree(octopus(body, "first", "second"), {"evil.txt": "evil\n"})
    done = refused(body, octopus(body, "first", "second", tree=tree), "179")
    assert "something else than its heads merged one after another" in done.stderr


@pytest.mark.parametrize("side", ["main", "first", "second"])
def test_the_tree_of_one_side(body: Field, side: str) -> None:
    refused(body, octopus(body, "first", "second", tree=side + "^{tree}"), "179")


def test_heads_that_conflict_with_each_other(body: Field) -> None:
    done = refused(body, octopus(body, "first", "second", "third", tree="third^{tree}"), "178")
    assert "does not merge cleanly into" in done.stderr


def test_what_is_to_come_after_another_comes_after_it(body: Field) -> None:
    refused(body, octopus(body, "third", "first"), "120")


def test_upon_what_it_is_to_come_after(body: Field) -> None:
    pushed(body, octopus(body, "first", "third"))
    assert "verified: " in body.alice.gov("verify", "--from-scratch").stdout


def test_each_decision_accounts_for_its_own(body: Field) -> None:
    commit = octopus(body, "second", "first")
    pushed(body, commit)
    chamber = body.alice.chamber()

    def said(revision: str) -> list[str]:
        found = explain(chamber, Oid(body.alice.head(revision)))
        assert all(each.accounted and each.step == commit for each in found)
        return [each.matter.motion.text.split(" (")[0] for each in found if each.matter]

    assert said("first") == ["merge first"]
    assert said("second") == ["merge second"]
    assert said("main") == ["merge second", "merge first"]


def test_each_decision_is_on_record_and_proven(body: Field) -> None:
    commit = octopus(body, "first", "second")
    pushed(body, commit)
    body.alice.gov("queue", "--push", "origin", check=False)
    assert "verified: " in body.alice.gov("verify", "--from-scratch").stdout
    chamber = body.alice.chamber()
    for name in ("first", "second"):
        proof = read(write(prove(chamber, find_matter(chamber, name))))
        found = examine(proof, LATER)
        assert (found.problems, found.objection, found.phase) == ((), None, "enacted")
        (brought,) = found.brought
        assert (brought.record.new, brought.shown) == (commit, (commit, body.alice.head(name)))
        assert "beside 1 other head" in brought.how
        assert not [*why_not_asked(found, proof.genesis, body.alice.head(name))]
