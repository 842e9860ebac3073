"""Family 10, further: a charter that hands the body over to keys that nobody holds."""

from pathlib import Path

import pytest

from gitgov.chamber.reads import find_matter
from gitgov.charter.events import Adopted
from gitgov.core.ids import EventId
from gitgov.procedure.acceptance import digest_of
from gitgov.procedure.events import AcceptanceGiven
from gitgov.procedure.motions.charter import CharterChange
from tests.attacks.conftest import collected
from tests.kit.attacks import Move, attack, writing
from tests.kit.field import MAIN_AND_TAGS, Field, Fields, charter_of
from tests.kit.forge import Pen, elsewhere
from tests.kit.people import People, Person, person
from tests.kit.servers import File


@pytest.fixture
def slipped(fields: Fields, people: People, tmp_path: Path) -> Field:
    """Returns a body that has carried a charter by which bob signs with eve's key, and carol with dave's.

    Eve's has accepted a charter of the same version that was moved before it, and says something else.
    """
    return fields.grown(tmp_path / "field", File(), slip, charter_of(people, MAIN_AND_TAGS))


def slip(field: Field) -> None:
    alice, people = field.alice, field.people
    text = alice.gov("charter", "show").stdout.replace("version = 1", "version = 2")
    text = text.replace(people.bob.pub, people.eve.pub).replace(people.carol.pub, people.dave.pub)
    for name, said in (("draft.toml", f'{text}\n[rules]\npoll = "1d"\n'), ("next.toml", text)):
        (field.root / name).write_text(said, encoding="utf-8")
    draft = alice.motion("charter", str(field.root / "draft.toml")).stdout.split()[0]
    alice.gov("charter", "accept", draft, "--key", people.eve.key_path)
    (field.root / "carried").write_text(field.decide("charter", str(field.root / "next.toml")), encoding="utf-8")
    for clone in (field.bob, field.carol):
        clone.sync()
    field.carol.gov("verify")
    field.bob.gov("hooks", "install")
    collected(field)


def carried_by(field: Field) -> Pen:
    """Returns the pen for the motion that was carried."""
    return Pen(field.alice.chamber(), (field.root / "carried").read_text("utf-8"))


def step(field: Field, *further: str) -> Move:
    """Returns the move to bring the charter into force all the same, by a step that names these records too."""
    pen = carried_by(field)
    chamber, motion = pen.chamber, find_matter(pen.chamber, pen.motion).motion
    assert isinstance(motion.question, CharterChange)
    assert motion.decision is not None
    text, decision = motion.question.text, motion.decision.id
    parents = (chamber.chain.head.id, decision, *map(EventId, further))
    body = Adopted(charter=text, decision=decision, motion=motion.id, refs=[])
    line = elsewhere(chamber, field.people.alice, body, "charter.adopted", parents=parents)
    return writing(field, "charter", line, subject=chamber.chain.subject)


def acceptance(field: Field, who: Person, *, name: str, text: str = "next.toml", key: str = "") -> Move:
    """Returns the move to accept the charter as `name`, signed by `who`, giving `key` if not the one that signs."""
    pen = carried_by(field)
    said = (field.root / text).read_text("utf-8")
    body = AcceptanceGiven(charter=digest_of(said), key=key or who.pub)
    line = pen.line(who, "acceptance.given", body, name=name)
    return writing(field, "decisions", line, subject=pen.chamber.chain.subject)


@attack(
    "10.19",
    "A carried charter hands the body over to keys that nobody has shown to hold, and is brought into force",
    server="GOV-223",
    client="GOV-223",
    verify="passes: it is out of order, and told",
)
def test_keys_that_nobody_holds(slipped: Field) -> Move:
    return step(slipped)


@attack(
    "10.20",
    "The same, and the step names the acceptance of another charter that was moved",
    server="GOV-223",
    client="GOV-223",
    verify="passes: it is out of order, and told",
)
def test_an_acceptance_of_another_charter(slipped: Field) -> Move:
    events = slipped.alice.chamber().constitution.events.values()
    (given,) = (each.id for each in events if each.kind == "acceptance.given")
    return step(slipped, given)


@attack(
    "10.21",
    "A new key accepts another text than the one that was carried",
    server="GOV-227",
    client="GOV-227",
    verify="passes: it is out of order, and told",
)
def test_an_acceptance_of_another_text(slipped: Field) -> Move:
    return acceptance(slipped, slipped.people.eve, name="bob", text="draft.toml")


@attack(
    "10.22",
    "The key that is to go accepts the charter for its member",
    server="GOV-228",
    client="GOV-228",
    verify="passes: it is out of order, and told",
)
def test_an_acceptance_by_the_old_key(slipped: Field) -> Move:
    return acceptance(slipped, slipped.people.bob, name="bob")


@attack(
    "10.23",
    "A member accepts the charter for another, giving that member's new key",
    server="GOV-228",
    client="GOV-228",
    verify="passes: it is out of order, and told",
)
def test_an_acceptance_for_another(slipped: Field) -> Move:
    return acceptance(slipped, slipped.people.alice, name="bob", key=slipped.people.eve.pub)


@attack(
    "10.24",
    "A stranger signs an acceptance that gives and names a new key which is on no roll yet",
    server="GOV-204",
    client="GOV-204",
    verify="GOV-204",
)
def test_an_acceptance_with_a_forged_signature(slipped: Field) -> Move:
    pen, people = carried_by(slipped), slipped.people
    body = AcceptanceGiven(charter=digest_of((slipped.root / "next.toml").read_text("utf-8")), key=people.dave.pub)
    line = pen.line(people.bob, "acceptance.given", body, name="carol", key=people.dave)
    return writing(slipped, "decisions", line, subject=pen.chamber.chain.subject)


@attack(
    "10.25",
    "A stranger accepts the charter with a key of their own",
    server="GOV-228",
    client="GOV-228",
    verify="passes: it is out of order, and told",
)
def test_an_acceptance_by_a_stranger(slipped: Field) -> Move:
    return acceptance(slipped, person("mallory", slipped.root / "mallory"), name="mallory")
