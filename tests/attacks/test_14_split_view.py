"""Family 14: two clones are shown different things."""

from gitgov.chamber.reads import find_matter
from tests.kit.attacks import Move, attack
from tests.kit.field import MEMBERS, Clone, Field
from tests.kit.forge import add, lines

MAIN = "refs/heads/main"


def compared(field: Field, one: Clone, other: Clone) -> Move:
    return Move(asked=lambda: one.gov("verify", "--json", "--against", str(other.path), check=False))


def announce(clone: Clone, field: Field, choice: str) -> None:
    for member in MEMBERS[:2]:
        clone.vote(choice, "feature/z", "--key", getattr(field.people, member).key_path)
    clone.motion("announce", "feature/z")


@attack(
    "14.1",
    "A server keeps bob's ballot from alice, and hers from him",
    server="unseen: it is the server's doing",
    client="unseen: nothing moves",
    verify="GOV-236: with `--against` the other's clone",
)
def test_ballots_kept_back(field: Field) -> Move:
    field.alice.vote("aye", "feature/z")
    field.carol.vote("aye", "feature/z", "--key", field.people.bob.key_path)
    return compared(field, field.alice, field.carol)


@attack(
    "14.2",
    "One clone is told that a motion was carried, another that it was lost",
    server="unseen: it is the server's doing; of two announcements it takes the first, see 14.3",
    client="unseen: nothing moves",
    verify="GOV-111, GOV-236: with `--against` the other's clone",
)
def test_two_results(field: Field) -> Move:
    announce(field.alice, field, "aye")
    announce(field.carol, field, "nay")
    return compared(field, field.alice, field.carol)


@attack(
    "14.3",
    "A second announcement, with another result, is brought in beside the first",
    server="GOV-341",
    client="GOV-341",
    verify="GOV-111",
)
def test_two_announcements(field: Field) -> Move:
    announce(field.carol, field, "nay")
    field.carol.sync()
    field.bob.sync()
    announce(field.alice, field, "aye")
    ref = "refs/notes/gov/decisions"
    field.alice.git("fetch", "--quiet", str(field.server), ref)
    mine = next(line for line in lines(field.alice.path, "decisions") if line not in lines(field.server, "decisions"))
    for line in lines(field.alice.path, "votes"):
        if line not in lines(field.server, "votes"):
            add(field.server, "votes", field.alice.head("feature/z"), line)
    field.bob.sync()
    field.alice.git("update-ref", ref, "FETCH_HEAD")
    add(field.alice.path, "decisions", field.alice.head("feature/z"), mine)
    return Move({ref: field.alice.head(ref)}, names=(find_matter(field.bob.chamber(), "feature/z").motion.id,))


@attack(
    "14.4",
    "Main went one way for alice and another for carol",
    server="unseen: it is the server's doing",
    client="unseen: nothing moves",
    verify="GOV-237: with `--against` the other's clone",
)
def test_two_ways(field: Field) -> Move:
    for clone in (field.alice, field.carol):
        clone.git(
            "update-ref",
            MAIN,
            clone.merge("feature/x" if clone is field.alice else field.alice.head("feature/x"), message=clone.who.name),
        )
    return compared(field, field.alice, field.carol)
