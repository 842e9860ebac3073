"""The checker goes red: each wrong that it watches for is done where no hook runs, and named."""

from collections.abc import Callable, Mapping

import pytest

from tests.kit import forge
from tests.kit.attacks import RECEIVE
from tests.kit.field import Clone, Field, Fields, charter_of
from tests.kit.people import People
from tests.kit.repo import git
from tests.kit.servers import File
from tests.soak.checker import BRANCH, Checker
from tests.soak.test_load import RULES

Wrong = Callable[[Clone], str]


def busy(field: Field) -> None:
    """Carries feature/x and merges it; carries feature/y and feature/w; leaves feature/z open, with a vote by bob."""
    alice = field.alice
    for name in ("w", "y", "z"):
        alice.git("switch", "--quiet", "main")
        alice.commit({f"{name}.txt": f"{name}\n"}, branch=f"feature/{name}")
    alice.git("switch", "--quiet", "main")
    field.carry("feature/x")
    alice.gov("enact", "feature/x", "--push", "origin")
    field.carry("feature/y")
    field.carry("feature/w")
    alice.motion("merge", "feature/z")
    alice.vote("nay", "feature/z", "--key", field.people.bob.key_path)
    alice.git("push", "--quiet", "--no-verify", "origin", "feature/z")
    alice.sync()


@pytest.fixture
def field(fields: Fields, people: People, tmp_path_factory: pytest.TempPathFactory) -> Field:
    return fields.grown(
        tmp_path_factory.mktemp("checked"),
        File(),
        busy,
        charter_of(people, RULES.replace('"merge"', '"merge", "octopus"')),
    )


def unratified(alice: Clone) -> str:
    return commit(alice, alice.tree("main", {"evil.txt": "evil\n"}), "main")


def still_open(alice: Clone) -> str:
    return alice.merge("feature/z")


def another_tree(alice: Clone) -> str:
    return alice.merge("feature/y", tree=alice.tree("main", {"evil.txt": "evil\n"}))


def a_head_again(alice: Clone) -> str:
    return alice.merge("feature/x", tree="main^{tree}")


def together(alice: Clone, *heads: str) -> str:
    tree = alice.merge("feature/y", into=alice.merge("feature/w")) + "^{tree}"
    return commit(alice, tree, "main", *heads)


def together_with_what_is_open(alice: Clone) -> str:
    return together(alice, "feature/w", "feature/y", "feature/z")


def together_with_less(alice: Clone) -> str:
    return commit(alice, f"{alice.merge('feature/w')}^{{tree}}", "main", "feature/w", "feature/y")


def together_with_what_is_there(alice: Clone) -> str:
    return together(alice, "feature/w", "feature/y", "feature/x")


def fast_forward(alice: Clone) -> str:
    return alice.head("feature/y")


def commit(alice: Clone, tree: str, *parents: str) -> str:
    words = [word for parent in parents for word in ("-p", parent)]
    return alice.git("commit-tree", *words, "-m", "Evil", tree).stdout.strip()


def checker_of(field: Field) -> Checker:
    checker = Checker(field.server, field.alice.git("config", "gov.genesis").stdout.strip())
    assert checker.look() == []
    return checker


WRONGS: Mapping[Wrong, str] = {
    unratified: "is no merge upon",
    still_open: "which nothing carried",
    another_tree: "another tree than git merges",
    a_head_again: "again",
    together_with_what_is_open: "which nothing carried",
    together_with_less: "another tree than git merges",
    together_with_what_is_there: "again",
    fast_forward: "went back",
}


def test_what_is_wrong_with_the_branch_is_named(field: Field) -> None:
    before = field.at("main")
    for wrong, named in WRONGS.items():
        checker, evil = checker_of(field), wrong(field.alice)
        field.alice.push(f"--receive-pack={RECEIVE}", f"+{evil}:{BRANCH}", check=True)
        assert any(named in fault and evil in fault for fault in checker.look()), wrong
        git("update-ref", BRANCH, before, cwd=field.server)


def test_nothing_is_wrong_with_what_was_carried_together(field: Field) -> None:
    checker = checker_of(field)
    field.alice.push(f"{together(field.alice, 'feature/w', 'feature/y')}:{BRANCH}", check=True)
    assert (checker.look(), checker.seen.steps) == ([], 2)


def test_what_is_wrong_with_the_rooms_is_named(field: Field) -> None:
    """A ballot with another's signature, one that no result names, and one that is gone again."""
    checker, alice, people = checker_of(field), field.alice, field.people
    pen = forge.Pen(alice.chamber(), "feature/z")
    forged, honest = pen.ballot(people.carol, name="bob"), pen.ballot(people.carol)
    forge.add(field.server, "votes", alice.head("feature/z"), forged)
    assert checker.look() == [f"{forge.id_of(forged)} is not signed"]
    late = forge.Pen(alice.chamber(), "feature/y").ballot(people.carol, "nay")
    forge.add(field.server, "votes", alice.head("feature/y"), late)
    assert [fault for fault in checker.look() if forge.id_of(late) in fault and "leaves out" in fault]
    forge.add(field.server, "debate", alice.head("feature/z"), honest)
    assert any("lies in debate" in fault for fault in checker.look())
    git("update-ref", "refs/notes/gov/votes", "refs/notes/gov/votes~1", cwd=field.server)
    assert any("refs/notes/gov/votes went back" in fault for fault in checker.look())


def test_what_a_member_was_told_is_compared(field: Field) -> None:
    checker, alice = checker_of(field), field.alice
    alice.vote("aye", "feature/z")
    tips = dict(
        row.split()
        for row in alice.git("for-each-ref", "--format=%(refname) %(objectname)", "refs/notes/gov").stdout.splitlines()
    )
    evil = unratified(alice)
    rows = [
        {"act": "vote", "status": 0, "rooms": tips},
        {"act": "enact", "status": 0, "rooms": tips, "main": evil},
        {"act": "evil: a commit", "status": 0, "rooms": tips, "pushed": f"{evil}:{BRANCH}"},
    ]
    told = checker.compare({alice.path: rows})
    assert len(told) == 4
    assert [fault for fault in told if "is lost" in fault and '"choice":"aye"' in fault]
    assert [fault for fault in told if "holds other lines" in fault]
    assert len([fault for fault in told if evil in fault]) == 2
    alice.sync()
    assert checker.look() == []
    assert checker.compare({alice.path: rows[:1]}) == []
