"""Family 4, refs: content that has to meet quality characteristics, and was not measured, or does not meet them."""

from dataclasses import replace
from pathlib import Path

import pytest

from gitgov.chamber.acts import find_actor
from gitgov.chamber.defining import the_ctq
from gitgov.chamber.metrics import read_metrics
from gitgov.chamber.taking import record
from gitgov.quality.events import Measured, MeasuresTaken
from tests.kit import forge
from tests.kit.attacks import RECEIVE, Move, attack, writing
from tests.kit.field import Clone, Field, Fields, charter_of
from tests.kit.forge import elsewhere
from tests.kit.people import People, Person
from tests.kit.servers import File

MAIN = "refs/heads/main"
TAG = "refs/tags/v1"
MEASURED = """
[[branches]]
name = "main"
methods = ["merge"]
ctqs = ["coverage"]

[[tags]]
name = "v*"
ctqs = ["coverage"]

[quality]
measurers = ["ci"]
"""


@pytest.fixture
def field(fields: Fields, people: People, tmp_path: Path) -> Field:
    """Returns a body that asks for a coverage of 80 %, has carried feature/x, and measures by carol's hand alone."""
    charter = charter_of(people, MEASURED, roles={"carol": "ci"})
    return fields.grown(tmp_path / "field", File(), defined, charter)


def defined(field: Field) -> None:
    field.settle("define", "coverage", "--unit", "%", "--lower", "80")
    field.carry("feature/x")
    for clone in (field.bob, field.carol):
        clone.sync()
        clone.git("fetch", "--quiet")
    field.bob.gov("hooks", "install")


def row(field: Field, value: str = "85", judged: str = "met", **said: object) -> Measured:
    """Writes a measurement under the definition that holds in alice's clone."""
    found = the_ctq(field.alice.chamber(), "coverage")
    fields = {"metric": "coverage", "value": value, "unit": "%", "n": 100, "ctq": found.motion.id, "lower": "80",
              "judged": judged}  # fmt: skip
    return Measured.model_validate(fields | said)


def measure(field: Field, value: str = "85", judged: str = "met", **said: object) -> None:
    """Lets carol record a measurement, and send it."""
    field.carol.sync()
    chamber = field.carol.chamber()
    record(
        chamber,
        find_actor(chamber, str(field.people.carol.key_path)),
        field.carol.head("origin/feature/x"),
        [row(field, value, judged, **said)],
    )
    field.carol.sync()
    field.alice.sync()
    field.bob.sync()


def merged(field: Field) -> Move:
    """Returns the move of main to the merge of feature/x, as git makes it."""
    alice: Clone = field.alice
    alice.git("switch", "--quiet", "--detach", "origin/main")
    alice.git("merge", "--quiet", "--no-ff", "--no-verify", "-m", "Merge", "origin/feature/x")
    oid = alice.head("HEAD")
    alice.git("switch", "--quiet", "main")
    return Move({MAIN: oid}, names=(oid,))


def forged(field: Field, who: Person, *rows: Measured, name: str = "", back: int = 0) -> bytes:
    """Writes a record of what was measured of feature/x, by a program of somebody's own, in the name of `name`, dated `back` by so many seconds."""
    chamber, body = field.alice.chamber(), MeasuresTaken(measures=[*rows])
    subject, actor = field.alice.head("origin/feature/x"), name or who.name
    return elsewhere(
        chamber, who, body, "measures.taken", subject=subject, thread="", actor=actor, at=chamber.now() - back
    )


def believed(field: Field, line: bytes) -> None:
    """Lays a line into everybody's ledger, past all hooks."""
    for place in (field.server, field.alice.path):
        forge.add(place, "metrics", field.alice.head("origin/feature/x"), line)
    room = "refs/notes/gov/metrics"
    field.bob.git("-c", "core.hooksPath=/dev/null", "fetch", "--quiet", "origin", f"+{room}:{room}")


def test_what_was_measured_and_meets_it_comes_in(field: Field) -> None:
    assert "GOV-191" in field.alice.gov("enact", "feature/x", "--push", "origin", check=False).stderr
    measure(field)
    field.alice.gov("enact", "feature/x", "--push", "origin")
    assert "verified" in field.alice.gov("verify").stdout
    assert "verified" in field.alice.gov("verify", "--from-scratch").stdout


def test_a_waiver_lets_it_in(field: Field) -> None:
    measure(field, "79", "missed")
    assert "GOV-193" in field.alice.gov("enact", "feature/x", "--push", "origin", check=False).stderr
    field.settle("waive", "coverage", "--for", "7d", "-m", "no time")
    field.alice.gov("enact", "feature/x", "--push", "origin")
    assert "verified" in field.alice.gov("verify", "--from-scratch").stdout


@attack(
    "4.36",
    "The merge of a ratified head of which nothing was measured, where the charter asks for a quality characteristic",
    server="GOV-191",
    client="GOV-191",
    verify="GOV-191",
)
def test_a_merge_of_what_was_not_measured(field: Field) -> Move:
    return merged(field)


@attack(
    "4.37",
    "The same, and what was measured of the head does not meet it",
    server="GOV-193",
    client="GOV-193",
    verify="GOV-193",
)
def test_a_merge_of_what_does_not_meet_it(field: Field) -> Move:
    measure(field, "79.9", "missed")
    return merged(field)


@attack(
    "4.38",
    "The same, and what was measured met a definition that has been replaced since by a stricter one",
    server="GOV-193",
    client="GOV-193",
    verify="passes: without a record of its enactment nothing tells that it came in after that",
)
def test_a_merge_of_what_was_measured_by_an_old_definition(field: Field) -> Move:
    measure(field)
    field.settle("define", "coverage", "--lower", "90")
    field.bob.sync()
    return replace(merged(field), names=())


@attack(
    "4.39",
    "The same, and a waiver was carried for other content",
    server="GOV-193",
    client="GOV-193",
    verify="GOV-193",
)
def test_a_waiver_for_something_else(field: Field) -> Move:
    measure(field, "79", "missed")
    field.settle("waive", "coverage", "--for", "7d", "--content", "main", "-m", "no time")
    field.bob.sync()
    return merged(field)


@attack(
    "4.40",
    "A record of what was measured is written by a member who does not measure",
    server="GOV-704",
    client="unseen: a clone writes its rooms itself",
    verify="GOV-191",
)
def test_a_record_by_somebody_else(field: Field) -> Move:
    line = forged(field, field.people.alice, row(field))
    return believed_there(field, line)


@attack(
    "4.41",
    "A record says that a value below the limit meets it",
    server="GOV-705",
    client="unseen: a clone writes its rooms itself",
    verify="GOV-191",
)
def test_a_record_that_does_not_follow_from_its_numbers(field: Field) -> Move:
    line = forged(field, field.people.carol, row(field, "79", "met"))
    return believed_there(field, line)


@attack(
    "4.45",
    "A record brings limits of its own, which its value meets, and those of the definition it does not",
    server="GOV-193",
    client="GOV-193",
    verify="GOV-193",
)
def test_a_record_with_limits_of_its_own(field: Field) -> Move:
    measure(field, "79", "met", lower="70")
    return merged(field)


@attack(
    "4.54",
    "A record of what was measured is dated back, to before the definition by which it judges",
    server="GOV-717",
    client="unseen: a clone writes its rooms itself",
    verify="GOV-191",
)
def test_a_record_that_is_dated_back(field: Field) -> Move:
    line = forged(field, field.people.carol, row(field), back=86_400)
    return believed_there(field, line)


def believed_there(field: Field, line: bytes) -> Move:
    """Returns the move to add a record to its room; where no hook runs, it is believed, and the merge follows."""
    move = writing(field, "metrics", line, subject="origin/feature/x")
    oid = merged(field).refs[MAIN]

    def forced() -> None:
        believed(field, line)
        field.alice.git("push", "--quiet", "--no-verify", f"--receive-pack={RECEIVE}", "origin", f"{oid}:{MAIN}")

    return Move(move.refs, names=(oid,), lines=move.lines, force=forced)


@attack(
    "4.42",
    "A release of a commit of which nothing was measured, where the charter asks that of what is released",
    server="GOV-191",
    client="GOV-191",
    verify="GOV-191",
)
def test_a_release_of_what_was_not_measured(field: Field) -> Move:
    return released(field, "x")


def released(field: Field, message: str) -> Move:
    """Returns the creation of v1 at main, decided on, signed by alice with git alone."""
    alice = field.alice
    field.decide("release", "v1", "main")
    field.bob.sync()
    signing = ("-c", "gpg.format=ssh", "-c", f"user.signingKey={alice.who.key_path}")
    alice.git(*signing, "tag", "--sign", "--message", message, "v1", "main")
    oid = alice.head("refs/tags/v1^{tag}")
    alice.git("tag", "--delete", "v1")
    return Move({TAG: oid}, names=("v1",))


@attack(
    "4.43",
    "A record in the name of a member who measures, signed with the key with which the server signs receipts",
    server="GOV-203",
    client="unseen: a clone writes its rooms itself",
    verify="GOV-191",
)
def test_a_record_by_the_key_of_receipts(field: Field) -> Move:
    """Eve's key stands for it: it is on no roll. Where a server does sign receipts, nobody else writes its rooms (GOV-250)."""
    return believed_there(field, forged(field, field.people.eve, row(field), name="carol"))


@attack(
    "4.44",
    "A release of which nothing was measured, and its tag names a record of another commit, a waiver that is none and a made-up one",
    server="GOV-191",
    client="GOV-191",
    verify="GOV-191",
)
def test_a_release_whose_tag_names_what_is_none(field: Field) -> Move:
    measure(field)
    (other,) = (each.id for each in read_metrics(field.alice.chamber()).taken)
    defined_by = the_ctq(field.alice.chamber(), "coverage").motion.id
    names = f"Metrics: {other}\nMetrics: {'e' * 64}\nWaiver: {defined_by}"
    return released(field, f"Release v1\n\n{names}")
