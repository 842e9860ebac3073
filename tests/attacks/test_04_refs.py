"""Family 4: protected refs that come, go and move."""

import pytest

from tests.kit.attacks import Move, attack, on_server
from tests.kit.field import Clone, Field
from tests.kit.people import Person
from tests.kit.repo import git

MAIN, RELEASE, V1, V2 = "refs/heads/main", "refs/heads/release/1", "refs/tags/v1", "refs/tags/v2"


def signed(clone: Clone, name: str, target: str = "main", who: Person | None = None) -> str:
    """Writes a signed tag, and returns it; the tag of that name in the clone is replaced."""
    key = (who or clone.who).key_path
    clone.git("-c", f"user.signingKey={key}", "tag", "-f", "-s", "-m", name, name, target)
    return clone.head(f"refs/tags/{name}")


def evil(field: Field, onto: str = "main") -> str:
    """Writes a commit that nobody ratified, and returns it."""
    tree = field.alice.tree(onto, {"evil.txt": "evil\n"})
    return field.alice.git("commit-tree", "-p", onto, "-m", "evil", tree).stdout.strip()


@attack(
    "4.1",
    "The protected branch is deleted",
    server="GOV-131",
    client="GOV-131",
    verify="GOV-142: on the server; a clone keeps its copies",
)
def test_deleted(field: Field) -> Move:
    return Move({MAIN: ""}, names=(MAIN,), asked=lambda: on_server(field))


@attack(
    "4.2",
    "The protected branch is rewound by one commit",
    server="GOV-102",
    client="passes: a clone's own branch may stand behind the server's",
    verify="GOV-102",
)
def test_rewound(field: Field) -> Move:
    return Move({MAIN: field.alice.head("main~1")}, names=(field.at(MAIN),))


@attack(
    "4.3",
    "The protected branch is moved sideways, to another commit on the same parent",
    server="GOV-102",
    client="GOV-102",
    verify="GOV-102",
)
def test_moved_sideways(field: Field) -> Move:
    return Move({MAIN: evil(field, "main~1")}, names=(field.at(MAIN),), seen=True)


@attack(
    "4.4",
    "The protected branch is replaced by an unrelated history with the same files",
    server="GOV-102",
    client="GOV-102",
    verify="GOV-102",
)
def test_replaced(field: Field) -> Move:
    root = field.alice.git("commit-tree", "-m", "root", "main^{tree}").stdout.strip()
    return Move({MAIN: root}, names=(root,))


@attack(
    "4.5",
    "The merge that was enacted is amended, and pushed over the first",
    server="GOV-102",
    client="GOV-102",
    verify="GOV-102",
)
def test_amended(field: Field) -> Move:
    alice = field.alice
    amended = alice.merge(alice.head("main^2"), into="main~1", message="Another word")
    return Move({MAIN: amended}, names=(field.at(MAIN),))


@attack(
    "4.6",
    "A protected branch is created where no protected branch has stood",
    server="GOV-133",
    client="GOV-133",
    verify="GOV-101",
)
def test_created(field: Field) -> Move:
    commit = evil(field)
    return Move({"refs/heads/release/9": commit}, names=(commit,))


@attack(
    "4.7",
    "A protected branch is deleted, to be created again with something else",
    server="GOV-131",
    client="GOV-131",
    verify="GOV-101",
)
def test_created_again(field: Field) -> Move:
    """Only the deletion is pushed to a server with hooks; the second half would be refused as any creation."""
    commit = evil(field)
    alice, server = field.alice, field.server

    def force() -> None:
        git("update-ref", "-d", RELEASE, cwd=server)
        alice.git("push", "--quiet", "--no-verify", str(server), f"{commit}:refs/heads/aside", check=True)
        git("update-ref", RELEASE, commit, cwd=server)

    return Move({RELEASE: ""}, names=(commit,), force=force)


@attack(
    "4.8",
    "A released tag is pointed at another commit",
    server="GOV-132",
    client="GOV-132",
    verify="GOV-123",
)
def test_a_tag_pointed_elsewhere(field: Field) -> Move:
    return Move({V1: signed(field.alice, "v1", "main~1")}, names=(V1,))


@attack(
    "4.9",
    "A released tag becomes a lightweight one on the same commit",
    server="GOV-132",
    client="GOV-132",
    verify="GOV-121",
)
def test_annotated_to_lightweight(field: Field) -> Move:
    return Move({V1: field.alice.head("main")}, names=(V1,))


@attack("4.10", "A released tag is deleted", server="GOV-131", client="GOV-131", verify="undecided: refs/tags/v1")
def test_a_tag_deleted(field: Field) -> Move:
    return Move({V1: ""})


@attack(
    "4.11",
    "A decided release is made as a lightweight tag",
    server="GOV-121",
    client="GOV-121",
    verify="GOV-121",
)
def test_a_lightweight_tag(field: Field) -> Move:
    return Move({V2: field.alice.head("main")}, names=(V2,))


@attack("4.12", "A decided release is not signed", server="GOV-124", client="GOV-124", verify="GOV-124")
def test_an_unsigned_tag(field: Field) -> Move:
    field.alice.git("tag", "--annotate", "--message", "v2", "v2", "main")
    return Move({V2: field.alice.head(V2)}, names=(V2,))


@attack("4.13", "A decided release is signed by a stranger", server="GOV-125", client="GOV-125", verify="GOV-125")
def test_a_tag_by_a_stranger(field: Field) -> Move:
    return Move({V2: signed(field.alice, "v2", who=field.people.eve)}, names=(V2,))


@attack(
    "4.14",
    "The signature of another tag is put under a decided release",
    server="GOV-124",
    client="GOV-124",
    verify="GOV-124",
)
def test_a_moved_signature(field: Field) -> Move:
    alice = field.alice
    text = alice.git("cat-file", "tag", signed(alice, "v3")).stdout.replace("tag v3\n", "tag v2\n")
    return Move({V2: alice.git("mktag", stdin=text).stdout.strip()}, names=(V2,))


@attack(
    "4.15",
    "The message of a signed tag is changed after it was signed",
    server="GOV-124",
    client="GOV-124",
    verify="GOV-124",
)
def test_a_changed_message(field: Field) -> Move:
    alice = field.alice
    text = alice.git("cat-file", "tag", signed(alice, "v2")).stdout.replace("\n\nv2\n", "\n\nv2!\n")
    return Move({V2: alice.git("mktag", stdin=text).stdout.strip()}, names=(V2,))


@attack(
    "4.16",
    "The tag of one release is pushed under the name of another",
    server="GOV-122",
    client="GOV-122",
    verify="GOV-122",
)
def test_another_name(field: Field) -> Move:
    return Move({"refs/tags/v3": field.at(V1)}, names=("refs/tags/v3",))


@pytest.mark.parametrize("target", ["main^{tree}", "refs/tags/v1", "feature/x"])
@attack(
    "4.17",
    "A decided release is made on the tree, on a tag, or on another commit than was decided",
    server="GOV-123",
    client="GOV-123",
    verify="GOV-123",
)
def test_on_another_object(field: Field, target: str) -> Move:
    return Move({V2: signed(field.alice, "v2", target)}, names=(V2,))


@attack("4.18", "A release is tagged that nobody voted on", server="GOV-123", client="GOV-123", verify="GOV-123")
def test_a_tag_that_nobody_voted_on(field: Field) -> Move:
    return Move({"refs/tags/v9": signed(field.alice, "v9")}, names=("refs/tags/v9",))


@attack(
    "4.19",
    "Main is made a symbolic ref to a branch that anybody may push to",
    server="unseen: no push can make a symbolic ref; who keeps the server can",
    client="unseen: git runs no hook for `git symbolic-ref`",
    verify="GOV-101",
)
def test_a_symbolic_main(field: Field) -> Move:
    commit = evil(field)

    def force() -> None:
        field.alice.push(f"{commit}:refs/heads/open", check=True)
        git("update-ref", "-d", MAIN, cwd=field.server)
        git("symbolic-ref", MAIN, "refs/heads/open", cwd=field.server)

    return Move(force=force, names=(commit,))


@attack(
    "4.20",
    "A push goes to a symbolic ref that stands for main",
    server="GOV-101",
    client="GOV-101",
    verify="GOV-101",
)
def test_by_an_alias(field: Field) -> Move:
    commit = evil(field)
    git("symbolic-ref", "refs/heads/trunk", MAIN, cwd=field.server)
    field.bob.git("symbolic-ref", "refs/heads/trunk", MAIN)
    return Move({"refs/heads/trunk": commit}, names=(commit,))


@attack(
    "4.21",
    "A branch `Main` is pushed beside `main`",
    server="passes: it is another branch; nothing of main moves",
    client="passes: as there",
    verify="passes: main is where it was",
)
def test_a_case_twin(field: Field) -> Move:
    return Move({"refs/heads/Main": evil(field)})


@attack(
    "4.22",
    "A branch or tag whose short name is the full name of a protected ref, so that pushes to that become ambiguous",
    server="GOV-137",
    client="unseen: none of the patterns of the hook fits; what is made in a clone has to be pushed",
    verify="passes: no ref is hidden by it, since gitgov writes all in full",
)
def test_a_namesake(field: Field) -> Move:
    names = ("heads/refs/heads/main", "tags/refs/heads/main", "refs/heads/main", "heads/refs/notes/gov/votes")
    return Move({f"refs/{name}": evil(field) for name in names})


@attack(
    "4.23",
    "A replacement is pushed that would have all clones read a protected commit differently",
    server="GOV-136",
    client="GOV-136",
    verify="passes: replacements take no part in it",
)
def test_a_replacement(field: Field) -> Move:
    return Move({f"refs/replace/{field.at(MAIN)}": evil(field, "main~1")})


@attack(
    "4.24",
    "Something is pushed to gitgov's own refs",
    server="GOV-135",
    client="unseen: the refs are the clone's own",
    verify="passes: nothing of it is believed",
)
def test_own_refs(field: Field) -> Move:
    names = ("refused/x", "remotes/origin/rooms/votes", "unpushed/v9", "inboxes/x", "x/y")
    return Move({f"refs/gov/{name}": evil(field) for name in names})


@pytest.mark.parametrize("gone", [True, False])
@attack(
    "4.25",
    "A submission of somebody else is deleted or overwritten before it is taken in",
    server="GOV-135",
    client="unseen: a clone holds no inbox of others",
    verify="unseen: what never came into a room leaves no trace; its sender's `git gov sync` sends it again",
)
def test_a_submission(field: Field, gone: bool) -> Move:
    ref = "refs/gov/inbox/waiting"
    git("update-ref", ref, MAIN, cwd=field.server)
    return Move({ref: "" if gone else field.alice.head("feature/x")})


@attack(
    "4.26",
    "Main is rewound on the server, where nothing else holds what was enacted, and the garbage is collected",
    server="GOV-102",
    client="unseen: as 4.2",
    verify="GOV-102: on the server; a clone that has not seen it is told to fetch",
)
def test_rewound_and_collected(field: Field) -> Move:
    before = field.at(MAIN)
    field.alice.gov("enact", "feature/x", "--push", "origin")

    def force() -> None:
        git("update-ref", MAIN, before, cwd=field.server)
        git("reflog", "expire", "--expire=now", "--all", cwd=field.server)
        git("gc", "--quiet", "--prune=now", cwd=field.server)

    return Move({MAIN: before}, names=(field.at(MAIN),), force=force, asked=lambda: on_server(field))


@attack(
    "4.27",
    "A released tag is made again on the same commit, and signed by another member",
    server="GOV-132",
    client="GOV-132",
    verify="GOV-132: it is another tag than the one on record",
)
def test_a_tag_made_again(field: Field) -> Move:
    again = signed(field.alice, "v1", who=field.people.bob)
    return Move({V1: again}, names=(field.at(V1), again))


@attack(
    "4.28",
    "A tag object that points at the ratified merge is pushed to main itself",
    server="undecided: object is no commit object",
    client="git: trying to write non-commit object",
    verify="unseen: git lets no branch hold what is no commit",
)
def test_a_tag_for_a_branch(field: Field) -> Move:
    alice = field.alice
    alice.git("tag", "--annotate", "--message", "x", "wrapped", alice.merge("feature/x"))
    return Move({MAIN: alice.head("refs/tags/wrapped")})


@attack(
    "4.29",
    "A blob is pushed to a room",
    server="undecided: object is no commit object",
    client="undecided: object is no commit object",
    verify="undecided: git fsck names all",
)
def test_a_blob_for_a_room(field: Field) -> Move:
    blob = field.alice.git("hash-object", "-w", "--stdin", stdin="x").stdout.strip()
    return Move({"refs/notes/gov/votes": blob}, asked=lambda: on_server(field))


@attack(
    "4.53",
    "A protected branch is created from a commit that came in with a merge, and that the ratified head had undone",
    server="GOV-133",
    client="GOV-133",
    verify="GOV-101",
)
def test_created_within_a_merge(field: Field) -> Move:
    """Main contains that commit, and has never stood there."""
    alice, bob = field.alice, field.bob
    within = evil(field)
    undone = alice.git("commit-tree", "-p", within, "-m", "undone", alice.tree("main", {"good.txt": "good\n"}))
    alice.git("branch", "feature/undone", undone.stdout.strip())
    field.carry("feature/undone")
    alice.gov("enact", "feature/undone", "--push", "origin")
    bob.sync()
    bob.git("pull", "--quiet")
    return Move({"refs/heads/release/9": within}, names=(within,))


@attack(
    "4.55",
    "A protected branch is created where the same push puts a remote-tracking ref, as if it had been fetched",
    server="GOV-185, GOV-133",
    client="GOV-133",
    verify="GOV-101",
)
def test_created_as_if_fetched(field: Field) -> Move:
    """What a clone has fetched lets it create a branch; what is pushed is no evidence."""
    commit = evil(field)
    return Move({"refs/remotes/x/main": commit, "refs/heads/release/9": commit}, names=(commit,))
