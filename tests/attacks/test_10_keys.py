"""Family 10: keys that have been revoked, and dates that are not true."""

import shutil

from gitgov.core.gitobjects import with_signature
from gitgov.core.line import NAMESPACE
from gitgov.core.sshsig import armour
from gitgov.git.signers import find_signer
from gitgov.tally.events import BallotCast
from tests.kit.attacks import Move, attack, writing
from tests.kit.field import MEMBERS, Field
from tests.kit.forge import Pen, elsewhere, id_of
from tests.kit.people import Person

HOUR = 3_600


def ballot(field: Field, who: Person, *, under: int = -1, at: int = 0) -> Move:
    """Returns the move to add a ballot on the motion from before the change, naming one of the charters."""
    chamber = field.alice.chamber()
    pen = Pen(chamber, "feature/x")
    if under == -1:
        return writing(field, "votes", pen.ballot(who, at=at), subject="feature/x")
    moved = field.alice.head("feature/x")
    motion = next(iter(chamber.store.lines("motions", moved)))
    thread = id_of(motion)
    line = elsewhere(
        chamber, who, BallotCast(choice="aye"), "ballot.cast", at=at or chamber.now(), thread=thread, subject=moved,
        parents=(thread, chamber.chain.steps[under].id),
    )  # fmt: skip
    return writing(field, "votes", line, subject="feature/x")


@attack(
    "10.1",
    "A revoked key votes, under the charter in force",
    server="GOV-304",
    client="GOV-304",
    verify="passes: it is out of order, and told",
)
def test_a_revoked_key(rekeyed: Field) -> Move:
    return ballot(rekeyed, rekeyed.people.bob)


@attack(
    "10.2",
    "A revoked key votes, under the charter by which it was good",
    server="GOV-303",
    client="GOV-303",
    verify="passes: it is out of order, and told",
)
def test_a_revoked_key_under_its_charter(rekeyed: Field) -> Move:
    return ballot(rekeyed, rekeyed.people.bob, under=0)


@attack(
    "10.3",
    "A revoked key votes, under the charter by which it was good, with a date from that time",
    server="GOV-303",
    client="GOV-303",
    verify="passes: it is out of order whatever its date, and told",
)
def test_a_revoked_key_dated_back(rekeyed: Field) -> Move:
    chamber = rekeyed.alice.chamber()
    return ballot(rekeyed, rekeyed.people.bob, under=0, at=chamber.chain.steps[1].at)


@attack(
    "10.4",
    "A member who has retired votes",
    server="GOV-305",
    client="GOV-305",
    verify="passes: it is out of order, and told",
)
def test_a_retired_member(rekeyed: Field) -> Move:
    return ballot(rekeyed, rekeyed.people.carol)


@attack(
    "10.5",
    "A majority of former keys moves, votes and announces by itself, and merges",
    server="GOV-101",
    client="GOV-101",
    verify="GOV-101",
)
def test_a_former_majority(rekeyed: Field) -> Move:
    """In a clone that has never heard of the second charter."""
    field, carol = rekeyed, rekeyed.carol
    carol.commit({"w.txt": "w\n"}, branch="feature/w")
    carol.git("switch", "--quiet", "main")
    for room in ("charter", "motions", "votes", "decisions"):
        ref = f"refs/notes/gov/{room}"
        rows = carol.git("log", "--format=%H", ref).stdout.split()
        carol.git("update-ref", "-d", ref) if room != "charter" else carol.git("update-ref", ref, rows[-1])
    name = carol.motion("merge", "feature/w").stdout.split()[0]
    for member in MEMBERS:
        carol.vote("aye", name, "--key", getattr(field.people, member).key_path)
    carol.motion("announce", name)
    evil = carol.merge("feature/w")
    field.alice.git("fetch", "--quiet", str(carol.path), evil)
    return Move({"refs/heads/main": evil}, names=(evil,))


@attack(
    "10.6",
    "A stranger's key votes in its own name",
    server="GOV-203",
    client="GOV-203",
    verify="GOV-203",
)
def test_a_stranger(field: Field) -> Move:
    line = Pen(field.alice.chamber(), "feature/z").ballot(field.people.eve)
    return writing(field, "votes", line)


@attack(
    "10.7",
    "A stranger's key votes in a member's name",
    server="GOV-203",
    client="GOV-203",
    verify="GOV-203",
)
def test_a_stranger_in_a_members_name(field: Field) -> Move:
    return writing(field, "votes", Pen(field.alice.chamber(), "feature/z").ballot(field.people.eve, name="bob"))


@attack(
    "10.8",
    "A stranger signs and names a member's key",
    server="GOV-204",
    client="GOV-204",
    verify="GOV-204",
)
def test_a_stranger_with_a_members_key(field: Field) -> Move:
    people = field.people
    forged = Pen(field.alice.chamber(), "feature/z").ballot(people.eve, name="bob", key=people.bob)
    return writing(field, "votes", forged)


@attack(
    "10.9",
    "A member votes in another member's name",
    server="GOV-304",
    client="GOV-304",
    verify="passes: it is out of order, and told",
)
def test_in_anothers_name(field: Field) -> Move:
    return writing(field, "votes", Pen(field.alice.chamber(), "feature/z").ballot(field.people.alice, name="bob"))


@attack(
    "10.10",
    "A ballot from the future",
    server="GOV-220",
    client="GOV-220",
    verify="passes: only who receives a line can tell",
)
def test_from_the_future(field: Field) -> Move:
    chamber = field.alice.chamber()
    line = Pen(chamber, "feature/z").ballot(field.people.bob, at=chamber.now() + HOUR)
    move = writing(field, "votes", line)
    return Move(move.refs, lines=move.lines)


@attack(
    "10.11",
    "A ballot dated before the motion that it is about",
    server="GOV-300",
    client="GOV-300",
    verify="passes: it is out of order, and told",
)
def test_before_the_motion(field: Field) -> Move:
    chamber = field.alice.chamber()
    return writing(field, "votes", Pen(chamber, "feature/z").ballot(field.people.bob, at=chamber.now() - 240 * HOUR))


def merged(field: Field, who: Person | None, head: str = "good") -> str:
    """Writes the merge of a ratified head as stock git does, signed or not, and returns it."""
    alice = field.alice
    tree = alice.git("merge-tree", "--write-tree", "main", head).stdout.split()[0]
    key = ["-c", f"user.signingKey={who.key_path}"] if who else []
    words = ["commit-tree", *(["-S"] if who else []), "-p", "main", "-p", head, "-m", "As ratified", tree]
    return alice.git(*key, *words).stdout.strip()


def with_another(field: Field, signature: str) -> str:
    """Writes the merge of `good` with a signature from elsewhere, and returns it."""
    made = merged(field, None)
    text = field.alice.git("cat-file", "commit", made).stdout
    forged = with_signature(text.encode(), signature, made).decode()
    return field.alice.git("hash-object", "-t", "commit", "-w", "--stdin", stdin=forged).stdout.strip()


def onto_main(commit: str, named: str = "") -> Move:
    return Move({"refs/heads/main": commit}, names=(named or commit,))


@attack(
    "10.12",
    "A ratified merge is not signed, where the charter asks for it",
    server="GOV-170",
    client="GOV-170",
    verify="GOV-170",
)
def test_an_unsigned_merge(signing: Field) -> Move:
    return onto_main(merged(signing, None))


@attack(
    "10.13",
    "An unsigned commit is hidden under a signed merge and a signed head",
    server="GOV-170",
    client="GOV-170",
    verify="GOV-170",
)
def test_an_unsigned_commit_under_it(signing: Field) -> Move:
    return onto_main(merged(signing, signing.people.alice, "bare"), signing.alice.head("bare~1"))


@attack("10.14", "A ratified merge is signed by a stranger", server="GOV-172", client="GOV-172", verify="GOV-172")
def test_a_stranger_signs_the_merge(signing: Field) -> Move:
    return onto_main(merged(signing, signing.people.dave))


@attack("10.15", "A ratified merge is signed with a revoked key", server="GOV-173", client="GOV-173", verify="GOV-173")
def test_a_revoked_key_signs_the_merge(signing: Field) -> Move:
    return onto_main(merged(signing, signing.people.bob))


@attack(
    "10.16",
    "A ratified merge is signed in a format that the charter does not ask for",
    server="GOV-174",
    client="GOV-174",
    verify="GOV-174",
)
def test_another_format(signing: Field) -> Move:
    block = "-----BEGIN PGP SIGNATURE-----\n\niHUEABYKAB0=\n-----END PGP SIGNATURE-----"
    return onto_main(with_another(signing, block))


@attack(
    "10.17",
    "The signature of a member's own commit is put on a ratified merge",
    server="GOV-171",
    client="GOV-171",
    verify="GOV-171",
)
def test_a_copied_signature(signing: Field) -> Move:
    text = signing.alice.git("cat-file", "commit", "good").stdout
    block = text[text.index("-----BEGIN SSH") : text.index("-----END SSH")] + "-----END SSH SIGNATURE-----"
    return onto_main(with_another(signing, block.replace("\n ", "\n")))


@attack(
    "10.18",
    "A member's signature of the very merge, made as of a line of the ledger, is put on it",
    server="GOV-171",
    client="GOV-171",
    verify="GOV-171",
)
def test_another_namespace(signing: Field) -> Move:
    signer = find_signer(str(signing.people.alice.key_path))
    payload = signing.alice.git("cat-file", "commit", merged(signing, None)).stdout.encode()
    return onto_main(with_another(signing, armour(signer.public, NAMESPACE, signer.sign(payload, NAMESPACE))))


@attack(
    "10.26",
    "A majority of former keys proves what it has decided by itself, in a file that leaves out the charter which revoked them",
    server="unseen: nothing is pushed",
    client="unseen: nothing moves",
    verify="GOV-241: by `git gov verify-proof --charter`; without it, it says which charter is the last that it knows",
)
def test_a_proof_without_the_last_charter(rekeyed: Field) -> Move:
    former, known = rekeyed.carol, rekeyed.alice.chamber().chain
    first = former.git("rev-list", "--max-parents=0", "refs/notes/gov/charter").stdout.split()[-1]
    shutil.rmtree(former.path / ".git" / "gitgov")
    for ref in former.git("for-each-ref", "--format=%(refname)", "refs/gov/", "refs/notes/gov/").stdout.split():
        former.git("update-ref", "-d", ref)
    former.git("update-ref", "refs/notes/gov/charter", first)
    former.commit({"evil.txt": "evil\n"}, branch="evil")
    name = former.motion("merge", "evil").stdout.split()[0]
    former.vote("aye", name)
    former.vote("aye", name, "--key", rekeyed.people.bob.key_path)
    former.motion("announce", name)
    former.gov("prove", name, "-o", "evil.proof")
    said = former.gov("verify-proof", "evil.proof", "--genesis", known.repo).stdout
    assert "proved" in said
    assert "charter version 1, " in said
    check = ("verify-proof", "evil.proof", "--genesis", known.repo, "--charter", known.head.id, "--json")
    return Move(names=(known.head.id,), asked=lambda: former.gov(*check, check=False))


@attack(
    "10.27",
    "A decided release is signed with a revoked key, which was good when the body was founded",
    server="GOV-125",
    client="GOV-125",
    verify="GOV-125",
)
def test_a_revoked_key_signs_a_release(rekeyed: Field) -> Move:
    field, alice = rekeyed, rekeyed.alice
    field.decide("release", "v1", "main", by=("alice", "eve"))
    field.bob.sync()
    key = f"user.signingKey={field.people.bob.key_path}"
    alice.git("-c", key, "tag", "--sign", "--message", "v1", "v1", "main")
    return Move({"refs/tags/v1": alice.head("refs/tags/v1")}, names=("refs/tags/v1",))
