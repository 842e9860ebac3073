"""Family 1: what somebody has written is to be lost, by a race, a kill or a disk."""

from tests.kit.attacks import Done, Move, attack
from tests.kit.field import Field
from tests.kit.forge import Pen, id_of, lines, submission
from tests.kit.repo import git

MAIN, VOTES = "refs/heads/main", "refs/notes/gov/votes"


@attack(
    "1.1",
    "A clone that has missed the last votes forces its room over them",
    server="GOV-213",
    client="GOV-213",
    verify="GOV-213, GOV-214: by `git gov sync` of whoever fetched them before, who sends them again",
)
def test_a_stale_room(field: Field) -> Move:
    alice, bob = field.alice, field.people.bob
    known = lines(alice.path, "votes")
    stale = alice.head(VOTES)
    alice.vote("aye", "feature/z", "--key", bob.key_path)
    alice.sync()
    for clone in (field.bob, field.carol):
        clone.sync()
    vote = next(line for line in lines(alice.path, "votes") if line not in known)
    branch = alice.git("commit-tree", "-m", "another", "-p", stale, f"{stale}^{{tree}}").stdout.strip()
    return Move({VOTES: branch}, names=(id_of(vote),), seen=True)


@attack(
    "1.2",
    "Three pushes use one decision at the same moment",
    server="passes: one of them, and the others are refused",
    client="unseen: there is one writer in a clone",
    verify="passes: main moved once",
)
def test_one_decision_three_times(field: Field) -> Move:
    alice = field.alice
    merges = [alice.merge("feature/x", message=f"number {number}") for number in range(3)]

    def push() -> Done:
        race = " & ".join(f"git push --quiet --no-verify origin {each}:main" for each in merges)
        done = alice.git("-c", f"alias.race=!{race}; wait; true", "race", check=False)
        assert field.at(MAIN) in merges, done
        assert field.at(f"{MAIN}^1") == alice.head("main"), done
        return done

    return Move(push=push)


@attack(
    "1.3",
    "A writer is killed and leaves git's lock on a room, while somebody votes",
    server="passes: the vote waits in the inbox, and is taken in once the lock is gone",
    client="unseen: as the server",
    verify="passes: it is in the room",
)
def test_a_lock_that_was_left(field: Field) -> Move:
    alice = field.alice
    line = Pen(alice.chamber(), "feature/z").ballot(field.people.bob)
    lock = field.server / "refs" / "notes" / "gov" / "votes.lock"

    def push() -> Done:
        lock.touch()
        done = alice.push(f"{submission(alice.path, [line])}:refs/gov/inbox/first", check=True)
        assert field.at("refs/gov/inbox/first"), done
        assert line not in lines(field.server, "votes")
        lock.unlink()
        field.carol.vote("aye", "feature/z")
        field.carol.sync()
        assert line in lines(field.server, "votes")
        return done

    return Move(push=push)


@attack(
    "1.4",
    "The server's disk is full in the midst of a push",
    server="git: failed to push",
    client="unseen: as the server",
    verify="passes: nothing has moved",
)
def test_a_full_disk(field: Field) -> Move:
    """Every file that the receiving side writes ends at once."""
    full = "trap '' XFSZ; ulimit -f 0; git receive-pack"
    moves = {MAIN: field.alice.merge("feature/x")}
    return Move(moves, options=(f"--receive-pack={full}",), force=lambda: git("fsck", cwd=field.server))


@attack(
    "1.5",
    "Stock `git notes` writes to the rooms of a clone while its member votes",
    server="unseen: nothing is pushed",
    client="passes: lines of both are there",
    verify="passes: as there",
)
def test_stock_notes(field: Field) -> Move:
    """Bob's clone has hooks: what stock git adds is judged as a push would be."""
    bob = field.bob
    bob.vote("aye", "feature/z")
    line = Pen(bob.chamber(), "feature/z").ballot(field.people.alice)
    held = lines(bob.path, "votes")

    def local() -> Done:
        done = bob.git(
            "notes", "--ref", VOTES, "append", "-m", line.decode(), bob.head("origin/feature/z"), check=False
        )
        assert set(lines(bob.path, "votes")) == {*held, line}
        return done

    return Move(local=local)
