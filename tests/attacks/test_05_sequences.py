"""Family 5: what is ratified comes in in another order than was ratified, or many at once."""

from dataclasses import replace

from gitgov.ledger.admission import event_bytes
from gitgov.ledger.event import Draft
from gitgov.procedure.events import MotionMoved
from gitgov.procedure.motions.sequence import Sequence
from tests.kit.attacks import Move, attack, writing
from tests.kit.field import Field
from tests.kit.forge import sealed

MAIN = "refs/heads/main"


def merged(field: Field, *names: str) -> Move:
    """Returns the move to merge branches one after another."""
    tip = "main"
    for name in names:
        tip = field.alice.merge(name, into=tip)
    return Move({MAIN: tip}, names=(tip,))


def together(field: Field, *names: str) -> Move:
    """Returns the move to merge branches at once, with the tree that git gives them one after another."""
    alice = field.alice
    (tip,) = merged(field, *dict.fromkeys(names)).names
    whole = alice.git("cat-file", "commit", alice.merge(names[0], tree=f"{tip}^{{tree}}")).stdout
    above, parents = whole.index("parent "), [alice.head(each) for each in ("main", *names)]
    rows = "".join(f"parent {each}\n" for each in parents)  # git commit-tree would leave out what is there twice
    text = whole[:above] + rows + whole[whole.index("author ") :]
    evil = alice.git("hash-object", "-t", "commit", "-w", "--stdin", stdin=text).stdout.strip()
    return Move({MAIN: evil}, names=(evil,))


@attack(
    "5.25",
    "The second of a ratified sequence is merged before the first",
    server="GOV-120",
    client="GOV-120",
    verify="GOV-120",
)
def test_the_second_before_the_first(lined: Field) -> Move:
    return merged(lined, "two")


@attack(
    "5.26",
    "One of a ratified sequence is skipped: what is stacked upon it goes in after the first, and brings it along",
    server="GOV-120",
    client="GOV-120",
    verify="GOV-120",
)
def test_one_is_skipped(lined: Field) -> Move:
    return merged(lined, "one", "top")


@attack(
    "5.27",
    "Something else that was ratified holds the second of a sequence, and brings it in before the first",
    server="GOV-120",
    client="GOV-120",
    verify="GOV-120",
)
def test_the_second_along_with_another(lined: Field) -> Move:
    return merged(lined, "along")


@attack(
    "5.28",
    "A ratified sequence has been replaced, and what was first in the old one is merged as if it still were",
    server="GOV-120",
    client="GOV-120",
    verify="GOV-120",
)
def test_a_sequence_that_was_replaced(lined: Field) -> Move:
    lined.order("two", "one", by=("alice", "bob"))
    lined.bob.sync()
    return merged(lined, "one")


@attack(
    "5.29",
    "A sequence that names a head twice, so that it would wait for itself, is signed by hand",
    server="GOV-229",
    client="unseen: who types owns the clone",
    verify="passes: it is out of order, and orders nothing",
)
def test_a_head_twice_in_a_sequence(lined: Field) -> Move:
    chamber, alice = lined.alice.chamber(), lined.people.alice
    one, two = (lined.alice.head(name) for name in ("one", "two"))
    question = Sequence(branches=["one", "two", "one"], heads=[one, two, one], into=MAIN)
    chain, body = chamber.chain, MotionMoved(question=question)
    draft = Draft("alice", chamber.now(), body, "motion.moved", (chain.head.id,), chain.repo, chain.subject, "", 1)
    return writing(lined, "motions", sealed(event_bytes(draft, alice.fingerprint), alice), subject=chain.subject)


@attack(
    "5.30",
    "An octopus merges one ratified head twice",
    server="GOV-106",
    client="GOV-106",
    verify="GOV-106",
)
def test_an_octopus_with_a_head_twice(lined: Field) -> Move:
    return together(lined, "one", "one")


@attack(
    "5.31",
    "An octopus merges what is stacked upon another of its heads before that",
    server="passes: both were ratified, and its tree is what git's own merges give",
    client="passes: both were ratified, and its tree is what git's own merges give",
    verify="passes: each by its own decision",
)
def test_an_octopus_with_a_reversed_stack(lined: Field) -> Move:
    return replace(together(lined, "one", "along", "two"), names=())


@attack(
    "5.32",
    "An octopus has its first parent swapped with a ratified head, so that what the branch held would come in by it",
    server="GOV-175",
    client="GOV-175",
    verify="GOV-175",
)
def test_an_octopus_with_the_first_parent_swapped(lined: Field) -> Move:
    alice = lined.alice
    (tip,) = merged(lined, "one", "two").names
    evil = alice.merge("main", "two", into="one", tree=f"{tip}^{{tree}}")
    return Move({MAIN: evil}, names=(evil,))


@attack(
    "5.33",
    "An octopus has two heads in it, one of which was ratified to come after the other, in the wrong order",
    server="GOV-120",
    client="GOV-120",
    verify="GOV-120",
)
def test_an_octopus_in_the_wrong_order(lined: Field) -> Move:
    return together(lined, "two", "one")


@attack(
    "5.34",
    "An octopus has more heads than git is asked to merge before anybody has said that they may come in",
    server="GOV-114",
    client="GOV-114",
    verify="GOV-114",
)
def test_an_octopus_of_very_many(lined: Field) -> Move:
    return together(lined, *["one"] * 17)
