"""Family 5: what takes a decision more, for the paths that it changes or of another body, is brought in without that."""

from pathlib import Path

import pytest

from gitgov.chamber.open import matters
from gitgov.ledger.admission import event_bytes
from gitgov.ledger.event import Draft
from gitgov.ledger.order import heads
from gitgov.procedure.events import BodyConcurred
from gitgov.procedure.motions.merge import Merge
from tests.attacks.test_05_evil_merges import blob, onto
from tests.kit.assembly import Body
from tests.kit.attacks import Move, attack, writing
from tests.kit.charters import team
from tests.kit.field import MAIN_AND_TAGS, Clone, Field, Fields, charter_of
from tests.kit.forge import sealed
from tests.kit.people import People
from tests.kit.servers import File

MAIN = "refs/heads/main"
ASKING = """
[[branches]]
name = "main"
methods = ["merge", "squash", "fast-forward", "rebase", "octopus"]
[[branches.requires]]
paths = [".gitmodules", "adr/"]
kind = "architecture"

[[standing_orders]]
name = "hotfix"
roles = ["oncall"]
act = "merge"
refs = ["main"]
limit = 2
period = "30d"
ratify_within = "3d"
"""
SECTION = '[submodule "auth"]\n\tpath = auth\n\turl = ../auth.git\n'
BODY = '\n[bodies.other]\ngenesis = "{}"\n'
BY = ("alice", "bob")


@pytest.fixture
def asked(fields: Fields, people: People, tmp_path: Path) -> Field:
    """Returns a body that has carried the merges of branches, of which only `moved` has an architecture decision too.

    `split` adds a submodule, and `bare` its pin alone; `moved` changes a file below adr/, and `away` moves it out; `plain` touches nothing of it.
    """
    return fields.grown(tmp_path / "asked", File(), branch_out, charter_of(people, ASKING, roles={"alice": "oncall"}))


def branch_out(field: Field) -> None:
    alice = field.alice
    alice.git("switch", "--quiet", "main")
    for name, entries in {
        "split": {"auth": ("160000", alice.head("main")), ".gitmodules": ("100644", blob(alice, SECTION))},
        "bare": {"auth": ("160000", alice.head("main"))},
        "moved": {"adr/1.md": ("100644", blob(alice, "# One\n"))},
        "plain": {"plain.txt": ("100644", blob(alice, "plain\n"))},
        "hidden": {"adr": ("120000", blob(alice, "plain\n"))},
    }.items():
        alice.git("branch", "--quiet", name, onto(alice, "main", tree=with_entries(alice, "main", entries)))
    field.carry_all("split", "bare", "moved", "plain", "hidden", by=BY)
    about(field, "moved")
    field.bob.git("fetch", "--quiet")
    field.bob.sync()
    field.bob.gov("hooks", "install")


def with_entries(clone: Clone, revision: str, entries: dict[str, tuple[str, str]]) -> str:
    """Writes the tree of a revision with some entries, (mode, object), by their paths."""
    index = {"GIT_INDEX_FILE": str(clone.path / ".git" / "index.aside")}
    clone.git("read-tree", revision, env=index)
    for name, (mode, oid) in entries.items():
        clone.git("update-index", "--add", "--replace", "--cacheinfo", f"{mode},{oid},{name}", env=index)
    return clone.git("write-tree", env=index).stdout.strip()


def about(field: Field, content: str, *, kind: str = "architecture") -> None:
    """Carries a decision about some content."""
    field.decide("adopt", kind, "--content", content, "-m", f"On {content}", by=BY)
    field.bob.sync()


def merged(field: Field, name: str) -> Move:
    evil = field.alice.merge(name)
    return Move({MAIN: evil}, names=(evil,))


@attack(
    "5.35",
    "A ratified branch adds a submodule, and no architecture motion is about it",
    server="GOV-186",
    client="GOV-186",
    verify="GOV-186",
)
def test_a_submodule(asked: Field) -> Move:
    return merged(asked, "split")


@attack(
    "5.36",
    "The pin of a submodule is added alone, without the file for which the charter asks",
    server="GOV-186",
    client="GOV-186",
    verify="GOV-186",
)
def test_a_pin_alone(asked: Field) -> Move:
    return merged(asked, "bare")


@attack(
    "5.37",
    "Ratified content is squashed, and has a submodule in it that takes an architecture motion",
    server="GOV-186",
    client="GOV-186",
    verify="GOV-186",
)
def test_in_a_squash(asked: Field) -> Move:
    evil = onto(asked.alice, "main", tree=asked.alice.head("split^{tree}"))
    return Move({MAIN: evil}, names=(evil,))


@attack(
    "5.38",
    "The branch is fast-forwarded to a ratified head that adds a submodule which takes an architecture motion",
    server="GOV-186",
    client="GOV-186",
    verify="GOV-186",
)
def test_by_a_fast_forward(asked: Field) -> Move:
    return Move({MAIN: asked.alice.head("split")}, names=(asked.alice.head("split"),))


@attack(
    "5.39",
    "A ratified head merges another that has its architecture motion, and changes more below the same folder",
    server="GOV-186",
    client="GOV-186",
    verify="GOV-186",
)
def test_behind_one_that_has_its_own(asked: Field) -> Move:
    alice = asked.alice
    tree = with_entries(alice, "moved", {"adr/2.md": ("100644", blob(alice, "# Two\n"))})
    alice.git("branch", "--quiet", "more", onto(alice, "plain", "moved", tree=tree))
    asked.carry_all("more", by=BY)
    asked.bob.sync()
    return merged(asked, "more")


@attack(
    "5.40",
    "A file is moved out of a folder for which the charter asks for an architecture motion",
    server="GOV-186",
    client="GOV-186",
    verify="GOV-186",
)
def test_a_rename(asked: Field) -> Move:
    alice = asked.alice
    first = alice.merge("moved")
    tree = with_entries(alice, "plain", {"elsewhere.md": ("100644", blob(alice, "# One\n"))})
    alice.git("branch", "--quiet", "away", onto(alice, first, tree=tree))
    asked.carry_all("away", by=BY)
    asked.bob.sync()
    evil = alice.merge("away", into=first, tree=tree)
    return Move({MAIN: evil}, names=(evil,))


@attack(
    "5.41",
    "A link takes the name of a folder for which the charter asks for an architecture motion",
    server="GOV-186",
    client="GOV-186",
    verify="GOV-186",
)
def test_a_link_for_a_folder(asked: Field) -> Move:
    return merged(asked, "hidden")


@attack(
    "5.42",
    "The architecture motion that was carried is about another branch",
    server="GOV-186",
    client="GOV-186",
    verify="GOV-186",
)
def test_one_about_other_content(asked: Field) -> Move:
    about(asked, "plain")
    return merged(asked, "split")


@attack(
    "5.43",
    "A process motion stands in for the architecture motion that the charter asks for",
    server="GOV-186",
    client="GOV-186",
    verify="GOV-186",
)
def test_one_of_another_kind(asked: Field) -> Move:
    about(asked, "split", kind="process")
    return merged(asked, "split")


@attack(
    "5.44",
    "The architecture motion was lost",
    server="GOV-187",
    client="GOV-187",
    verify="GOV-187",
)
def test_one_that_was_lost(asked: Field) -> Move:
    asked.decide("adopt", "architecture", "--content", "split", "-m", "Split", by=BY, choice="nay")
    asked.bob.sync()
    return merged(asked, "split")


@attack(
    "5.45",
    "A ratified resolution has another file below the folder than the content that the architecture motion is about",
    server="GOV-188",
    client="GOV-188",
    verify="GOV-188",
)
def test_in_a_resolution(asked: Field) -> Move:
    alice = asked.alice
    tree = with_entries(alice, "moved", {"adr/1.md": ("100644", blob(alice, "# Another\n"))})
    evil = alice.merge("moved", tree=tree)
    alice.git("switch", "--quiet", "moved")
    asked.decide("merge", "moved", "--resolution", evil, by=BY)
    alice.git("switch", "--quiet", "main")
    asked.bob.sync()
    return Move({MAIN: evil}, names=(evil,))


@attack(
    "5.46",
    "An octopus brings a submodule beside a head that has its architecture motion",
    server="GOV-186",
    client="GOV-186",
    verify="GOV-186",
)
def test_in_an_octopus(asked: Field) -> Move:
    alice = asked.alice
    (one,) = merged(asked, "moved").names
    two = alice.merge("split", into=one)
    evil = onto(alice, "main", "moved", "split", tree=f"{two}^{{tree}}")
    return Move({MAIN: evil}, names=(evil,))


@attack(
    "5.47",
    "A standing order is invoked for a submodule that takes an architecture motion",
    server="GOV-186",
    client="GOV-186",
    verify="GOV-186",
)
def test_under_a_standing_order(asked: Field) -> Move:
    alice = asked.alice
    tree = with_entries(alice, "split", {"hot.txt": ("100644", blob(alice, "hot\n"))})
    alice.git("branch", "--quiet", "hot", onto(alice, "main", tree=tree))
    alice.gov("order", "invoke", "hotfix", "hot", "-m", "It burns")
    alice.push("hot", check=True)
    alice.sync()
    asked.bob.sync()
    return merged(asked, "hot")


@attack(
    "5.48",
    "A head that has its architecture motion is merged, beside one that touches nothing the charter asks about",
    server="passes: each has what it takes",
    client="passes: each has what it takes",
    verify="passes: each has what it takes",
)
def test_what_has_it_all(asked: Field) -> Move:
    (one,) = merged(asked, "moved").names
    two = asked.alice.merge("plain", into=one)
    return Move({MAIN: two})


@pytest.fixture
def apart(fields: Fields, people: People, tmp_path: Path) -> Field:
    """Returns a body whose charter names another, of eve alone, which has carried the merge of feature/x; nothing of it is on record."""
    other = Body.found(team("eve"))
    return fields.grown(
        tmp_path / "apart", File(), part, charter_of(people, MAIN_AND_TAGS + BODY.format(other.genesis.id))
    )


def part(field: Field) -> None:
    field.decide("merge", "feature/x", "--with", "other", by=BY)
    field.bob.git("fetch", "--quiet")
    field.bob.sync()
    field.bob.gov("hooks", "install")


def of_the_other(field: Field, branch: str) -> BodyConcurred:
    """Words the record that the other body has carried the merge of a branch, by lines of its own."""
    other = Body.found(team("eve"))
    question = Merge(branch=branch, head=field.alice.head(branch), into=MAIN)
    motion = other.carry(question, "eve")
    return BodyConcurred(body="other", lines=[line.decode() for line in other.lines], motion=motion.id)


def recorded(field: Field, said: BodyConcurred) -> Move:
    """Returns the move to put a record on the motion to merge feature/x, signed by hand."""
    chamber, alice = field.alice.chamber(), field.people.alice
    (floor,) = matters(chamber, field.alice.head("feature/x")).floors
    parents = (*heads(floor.lineage.values()), chamber.chain.head.id)
    draft = Draft(
        "alice", chamber.now(), said, "body.concurred", parents, chamber.chain.repo, floor.subject, floor.id, 1
    )
    return writing(field, "decisions", sealed(event_bytes(draft, alice.fingerprint), alice), subject=floor.subject)


@attack(
    "5.49",
    "What was carried together with another body is merged before that has carried it",
    server="GOV-189",
    client="GOV-189",
    verify="GOV-189",
)
def test_without_the_other_body(apart: Field) -> Move:
    return merged(apart, "feature/x")


@attack(
    "5.50",
    "What another body has decided about other content is put on record as its decision about this",
    server="GOV-593",
    client="unseen: who types owns the clone",
    verify="passes: it is out of order, and counts for nothing",
)
def test_another_decision_of_the_other_body(apart: Field) -> Move:
    return recorded(apart, of_the_other(apart, "main"))


@attack(
    "5.51",
    "A line that nobody on the roll of the other body has signed is put on record among its lines",
    server="GOV-593",
    client="unseen: who types owns the clone",
    verify="passes: it is out of order, and counts for nothing",
)
def test_a_line_that_the_other_body_has_not_signed(apart: Field) -> Move:
    said = of_the_other(apart, "feature/x")
    own = next(iter(apart.alice.chamber().constitution.events.values())).line.decode()
    return recorded(apart, said.model_copy(update={"lines": [*said.lines, own]}))
