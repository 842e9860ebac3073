"""Family 6: an approval that was given to something else."""

from gitgov.ledger.admission import event_bytes
from gitgov.ledger.event import Draft
from gitgov.tally.events import BallotCast
from tests.kit.attacks import Move, attack, writing
from tests.kit.field import Field
from tests.kit.forge import Pen, add, lines, note, payload, sealed

MAIN, RELEASE = "refs/heads/main", "refs/heads/release/1"


@attack(
    "6.1",
    "What was carried for one branch is merged into another",
    server="GOV-104",
    client="GOV-104",
    verify="GOV-104",
)
def test_another_branch(field: Field) -> Move:
    evil = field.alice.merge("feature/x", into="origin/release/1")
    return Move({RELEASE: evil}, names=(evil,))


@attack(
    "6.2",
    "A ballot of another repository's is added here",
    server="GOV-207",
    client="GOV-207",
    verify="GOV-207",
)
def test_another_repository(field: Field) -> Move:
    text = payload(Pen(field.alice.chamber(), "feature/z").ballot(field.people.bob))
    repo = field.alice.chamber().chain.repo.encode()
    foreign = text.replace(b'"repo":"' + repo, b'"repo":"' + b"f" * 64)
    return writing(field, "votes", sealed(foreign, field.people.bob))


@attack(
    "6.3",
    "Ballots on one motion are copied to the commit of another",
    server="GOV-208",
    client="GOV-208",
    verify="passes: a copy is without effect, and told",
)
def test_another_motion(field: Field) -> Move:
    subject = field.alice.head("feature/x")
    copies = note(field.alice.path, "votes", subject).splitlines()
    add(field.alice.path, "votes", field.alice.head("feature/z"), *copies)
    return Move({"refs/notes/gov/votes": field.alice.head("refs/notes/gov/votes")})


@attack(
    "6.4",
    "A ballot is copied into another room",
    server="GOV-215",
    client="GOV-215",
    verify="passes: a line counts once, in whatever room it stands",
)
def test_another_room(field: Field) -> Move:
    subject = field.alice.head("feature/z")
    add(field.alice.path, "debate", subject, *note(field.alice.path, "votes", subject).splitlines())
    return Move({"refs/notes/gov/debate": field.alice.head("refs/notes/gov/debate")})


@attack(
    "6.5",
    "The ratified commit is amended, its notes are copied along, and the amended one is merged",
    server="GOV-101",
    client="GOV-101",
    verify="GOV-101",
)
def test_an_amended_commit(field: Field) -> Move:
    alice = field.alice
    tree = alice.tree("feature/x", {"x.txt": "evil\n"})
    amended = alice.git("commit-tree", "-p", "feature/x~1", "-m", "Add x", tree).stdout.strip()
    for room in ("motions", "votes", "decisions"):
        alice.git("notes", "--ref", f"refs/notes/gov/{room}", "copy", "feature/x", amended)
    evil = alice.merge(amended)
    return Move({MAIN: evil}, names=(evil,))


@attack(
    "6.6",
    "The notes of a ratified commit are copied to an amended one, as `git rebase` may do by itself",
    server="GOV-208",
    client="GOV-208",
    verify="passes: the copies are without effect, and told",
)
def test_copied_notes(field: Field) -> Move:
    alice = field.alice
    amended = alice.git("commit-tree", "-p", "feature/x~1", "-m", "Another x", "feature/x^{tree}").stdout.strip()
    room = "refs/notes/gov/votes"
    alice.git("notes", "--ref", room, "copy", "feature/x", amended)
    return Move({room: alice.head(room)})


@attack(
    "6.7",
    "A decision is used a second time, after what it brought in was reverted",
    server="GOV-106",
    client="GOV-106",
    verify="GOV-106",
)
def test_used_twice(field: Field) -> Move:
    alice = field.alice
    again = alice.merge(alice.head("main^2"), tree="main^{tree}")
    return Move({MAIN: again}, names=(again,))


@attack(
    "6.8",
    "A decision is used twice within one push",
    server="GOV-106",
    client="GOV-106",
    verify="GOV-106",
)
def test_twice_in_one_push(field: Field) -> Move:
    alice = field.alice
    merge = alice.merge("feature/x")
    again = alice.merge("feature/x", into=merge, tree=f"{merge}^{{tree}}")
    return Move({MAIN: again}, names=(again,))


@attack("6.9", "A motion that was lost is merged all the same", server="GOV-112", client="GOV-112", verify="GOV-112")
def test_a_lost_motion(field: Field) -> Move:
    evil = field.alice.merge("feature/lost")
    return Move({MAIN: evil}, names=(evil,))


@attack(
    "6.10",
    "A ballot says that it belongs to another motion on the same commit",
    server="GOV-309",
    client="GOV-309",
    verify="GOV-309",
)
def test_another_thread(field: Field) -> Move:
    """As a ballot on an earlier session's motion would, whose lines are kept from everybody."""
    chamber, bob, subject = field.alice.chamber(), field.people.bob, field.alice.head("feature/z")
    parents = (chamber.chain.head.id,)
    draft = Draft(
        "bob", chamber.now(), BallotCast(choice="aye"), "ballot.cast", parents, chamber.chain.repo, subject, "e" * 64, 1
    )
    return writing(field, "votes", sealed(event_bytes(draft, bob.fingerprint), bob))


@attack(
    "6.11",
    "A member's line is signed again by another member, so that the copy would stand in its place",
    server="GOV-206",
    client="GOV-206",
    verify="GOV-206",
)
def test_signed_again(field: Field) -> Move:
    true = next(line for line in lines(field.server, "votes") if b'"nay"' in line and b'"carol"' in line)
    return writing(field, "votes", sealed(payload(true), field.people.alice), subject="feature/lost")


@attack(
    "6.12",
    "An announcement of a carried motion is moved, with its trailers, under a commit of another's making",
    server="GOV-101",
    client="GOV-101",
    verify="GOV-101",
)
def test_trailers_of_another(field: Field) -> Move:
    message = field.alice.git("log", "-1", "--format=%B", "main").stdout
    tree = field.alice.tree("main", {"evil.txt": "evil\n"})
    twin = field.alice.git("commit-tree", "-p", "main~1", "-m", "evil", tree).stdout.strip()
    evil = field.alice.merge(twin, tree=tree, message=message)
    return Move({MAIN: evil}, names=(evil,))


def void(field: Field) -> str:
    """Carries a head that changes nothing into a branch which takes squashes, and returns it."""
    alice = field.alice
    alice.git("switch", "--quiet", "--detach", "origin/release/1")
    alice.commit({"void.txt": "void\n"}, branch="feature/void")
    alice.git("rm", "--quiet", "void.txt")
    alice.git("commit", "--quiet", "--message", "Take it out again")
    alice.git("switch", "--quiet", "main")
    field.decide("merge", "feature/void", "--into", "release/1")
    field.bob.sync()
    return alice.head("feature/void")


def empty(field: Field, onto: str, message: str) -> str:
    """Writes a commit that changes nothing, and returns it."""
    return field.alice.git("commit-tree", "-p", onto, "-m", message, f"{onto}^{{tree}}").stdout.strip()


@attack(
    "6.13",
    "A branch takes squashes, and of a ratified head that changes nothing every empty commit would be one",
    server="GOV-101",
    client="GOV-101",
    verify="GOV-101",
)
def test_an_empty_commit(field: Field) -> Move:
    void(field)
    evil = empty(field, "origin/release/1", "Anything")
    return Move({RELEASE: evil}, names=(evil,))


@attack(
    "6.14",
    "An empty commit names a ratified head that changes nothing, after one that did so has used it",
    server="GOV-106",
    client="GOV-106",
    verify="GOV-106",
)
def test_a_second_empty_commit(field: Field) -> Move:
    head = void(field)
    first = empty(field, "origin/release/1", f"As ratified\n\nRatified-Head: {head}")
    field.alice.push(f"{first}:{RELEASE}", check=True)
    again = empty(field, first, f"Anything\n\nRatified-Head: {head}")
    return Move({RELEASE: again}, names=(again,))
