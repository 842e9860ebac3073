"""`git quality improve` and `chain`: proposed, put before the assembly word by word, judged by measurements, walked by ids."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from gitgov.chamber import clock
from gitgov.chamber.acts import find_actor
from gitgov.chamber.improvements import overdue
from gitgov.chamber.metrics import read_metrics
from gitgov.chamber.signalling import told as to_do
from gitgov.chamber.threads import add_to
from gitgov.core.instants import show_instant
from gitgov.quality.improvement import text_of
from tests.kit.field import MAIN_AND_TAGS, Clone, Field, Fields, charter_of
from tests.kit.measured import put_on_record
from tests.kit.people import People
from tests.kit.servers import File

DAY = 86_400
NOW = clock.now()
TODAY = show_instant(NOW)[:10]
PROPOSED = (
    "improve", "code_coverage", "--change", "Every change comes with tests", "--problem", "Changes come without tests",
    "--target", "85", "--review", TODAY,
)  # fmt: skip


def at(seconds: int) -> Callable[[], int]:
    return lambda: NOW + seconds


def measure(clone: Clone, first: int, *values: int) -> None:
    """Records values of as many commits of a branch of its own, ten seconds after each other, the `first` so many from now."""
    begins = clock.now() - NOW + first
    for place, value in enumerate(values):
        oid = clone.commit({"f": f"{first} {place}\n"}, branch="work")
        put_on_record(clone, oid, "code_coverage", f"{value} %", at(begins + 10 * place))


def grow(field: Field) -> None:
    """Defines coverage, to be 80 % and owned by Bob, and measures it five times in the last minutes: no record may be older than its charter."""
    field.settle("define", "code_coverage", "--unit", "%", "--lower", "80", "--owner", "bob")
    measure(field.alice, -250, 70, 71, 72, 73, 74)


@pytest.fixture
def field(fields: Fields, people: People, tmp_path: Path) -> Field:
    """Returns a body that measures."""
    return fields.grown(tmp_path / "bettering", File(), grow, charter_of(people, MAIN_AND_TAGS))


def listed(clone: Clone) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(clone.quality("improve", "--json").stdout)
    return found


def test_from_definition_to_measurement_again(field: Field) -> None:
    """S4-021, S4-152, S4-173."""
    alice = field.alice
    assert "bob sees to it" in alice.quality(*PROPOSED).stdout
    name = field.settle("improve", "--move")
    moved = alice.motion("show", name, "--json").stdout
    assert json.loads(moved)["text"] == "adopt the process decision “Every change comes with tests”"
    measure(alice, DAY, 84, 85, 86, 87, 88)
    said = alice.quality("improve", "code_coverage", "--check").stdout
    assert "code_coverage to 85: met\n  from 72 to 86: +14 % (12 to 16 %; n 5 and 5" in said
    assert [(each["phase"], each["overdue"]) for each in listed(alice)] == [("met", False)]
    links = {each["id"]: each for each in json.loads(alice.quality("chain", "code_coverage", "--json").stdout)}
    here, seen = [each for each, link in links.items() if link["step"] == "judgement"], set[str]()
    while here:
        seen.add(links[here[0]]["step"])
        here = [*here[1:], *(each for each in links[here[0]]["on"])]
    assert seen == {"judgement", "motion", "improvement", "measurement", "definition"}
    assert "judgement" in alice.quality("chain", "code_coverage").stdout


def test_the_text_is_the_proposal(field: Field) -> None:
    alice = field.alice
    alice.quality(*PROPOSED, "--owner", "carol", "--move")
    (found,) = listed(alice)
    (motion,) = [
        each for each in alice.chamber().store.lines("motions", alice.head("main")) if b"Improvement: " in each
    ]
    wanted = (
        f"Every change comes with tests\\n\\nProblem: Changes come without tests\\nIt is to bring code_coverage to 85 by {TODAY}, "
        f"when it is judged; carol sees to it.\\nMeasured before: {found['before']}\\nImprovement: {found['id']}"
    )
    assert wanted in json.loads(b"[" + json.dumps(motion.decode()).encode() + b"]")[0]


def test_evidence_is_named_by_its_whole_id(field: Field) -> None:
    """S4-021: in the record, in the text that is moved, and on the chain."""
    alice = field.alice
    found = read_metrics(alice.chamber()).taken[1].id
    alice.quality(*PROPOSED, "--evidence", found[:10], "--move")
    (proposed,) = listed(alice)
    assert proposed["evidence"] == [found]
    links = json.loads(alice.quality("chain", "code_coverage", "--json").stdout)
    assert found in next(each["on"] for each in links if each["step"] == "improvement")
    assert f"Evidence: {found}" in "".join(
        line.decode() for line in alice.chamber().store.lines("motions", alice.head("main"))
    )


def test_too_few_measurements_say_nothing_and_it_may_be_judged_again(field: Field) -> None:
    """S4-061."""
    alice = field.alice
    alice.quality(*PROPOSED)
    measure(alice, DAY, 84, 85, 86, 87)
    assert (
        "insufficient data: a group to compare is small (n = 4, 5 needed)" in alice.quality("improve", "--check").stdout
    )
    measure(alice, 2 * DAY, 88)
    assert "n = 5, 6 needed" in alice.quality("improve", "--check", "--least", "6").stdout
    assert ": met" in alice.quality("improve", "--check").stdout
    assert [each["verdict"] for each in listed(alice)[0]["judged"]] == ["insufficient data"] * 2 + ["met"]  # type: ignore[attr-defined]
    assert "no improvement is to be judged today" in alice.quality("improve", "--check", check=False).stderr


def test_what_nobody_has_judged_is_overdue(field: Field) -> None:
    """S4-153."""
    field.alice.quality(*PROPOSED)
    assert not [*overdue(field.alice.chamber())]
    late = field.alice.chamber(at(2 * DAY))
    assert [each.improvement.body.ctq for each in overdue(late)] == ["code_coverage"]


def test_status_and_doctor_tell_of_signals_that_call_for_a_motion_until_somebody_proposes_one(field: Field) -> None:
    alice = field.alice
    assert "Quality:" not in alice.gov("status").stdout
    field.settle("define", "code_coverage", "--chart", "xmr", "--rules", "shewhart", "--motion-after", "1")
    measure(alice, -200, *[72, 73] * 6)
    assert json.loads(alice.gov("status", "--json").stdout)["quality"] == []
    measure(alice, -50, 20)
    told = "1 of the last 20 points of code_coverage are signals, which calls for a motion, bob owns it"
    assert f"Quality:\n  {told}\n      git quality control code_coverage" in alice.gov("status").stdout
    assert told in alice.gov("doctor", check=False).stdout
    alice.quality(*PROPOSED)
    assert "Quality:" not in alice.gov("status").stdout
    late = [what for what, _ in to_do(field.alice.chamber(at(2 * DAY)))]
    assert late == [late[0]]
    assert f"of code_coverage was to be judged on {TODAY}, bob sees to it" in late[0]


def test_where_nothing_was_measured_nothing_is_read(fields: Fields, people: People, tmp_path: Path) -> None:
    bare = fields.founded(tmp_path / "bare", File(), charter_of(people, MAIN_AND_TAGS)).alice
    assert [*to_do(bare.chamber())] == []


def test_it_is_moved_once(field: Field) -> None:
    alice = field.alice
    name = alice.quality(*PROPOSED).stdout.split()[0]
    assert f"{name} is before the assembly as M-" in alice.quality("improve", name, "--move").stdout
    assert "no improvements wait to be moved" in alice.quality("improve", "--move", check=False).stderr


def test_what_was_moved_and_not_linked_is_linked(field: Field) -> None:
    """As when the program is killed between the two records."""
    alice = field.alice
    alice.quality(*PROPOSED)
    (found,) = read_metrics(alice.chamber()).improvements
    text = text_of(found.id, found.body)
    moved = alice.motion("adopt", "process", "-m", text, "--about", found.subject).stdout.split()[0]
    said = alice.quality("improve", "--move").stdout
    assert f"is before the assembly as {moved}" in said
    assert "I move" not in said


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ((*PROPOSED, "--owner", "mallory"), "GOV-710 mallory, who is to see to it, is not an active member"),
        ((*PROPOSED[:-1], "2020-01-01"), "2020-01-01 is over"),
        (PROPOSED[:-2], "an improvement without --review"),
        (
            (*PROPOSED[:7], "110", *PROPOSED[8:]),
            "no measurement can reach --target 110 %: code_coverage is never more than",
        ),
        (("improve", "code_coverage", "--target", "85"), "an improvement without --change"),
        (("improve", "gone", *PROPOSED[2:]), "no quality characteristic 'gone' is defined"),
        ((*PROPOSED, "--evidence", "00000000"), "no record begins with 00000000"),
        (("improve", "--check"), "no improvement is to be judged today; none is to be"),
        (("improve", "--check", "--move"), "nothing is judged before it is done"),
        (("chain", "gone"), "nobody ever moved to define 'gone', or measured it"),
    ],
)
def test_what_is_refused(field: Field, typed: tuple[str, ...], said: str) -> None:
    done = field.alice.quality(*typed, check=False)
    assert done.returncode != 0
    assert said in done.stderr


def test_a_judgement_that_does_not_follow_is_called_out(field: Field) -> None:
    """On receipt, and where it got in by another way at each verification."""
    alice = field.alice
    alice.quality(*PROPOSED)
    measure(alice, 10, 72, 73, 74, 75, 76)
    alice.quality("improve", "--check")
    assert listed(alice)[0]["phase"] == "not met"
    alice.sync()
    assert "GOV-718" not in alice.gov("verify").stdout
    chamber = alice.chamber()
    metrics = read_metrics(chamber)
    (found,) = metrics.improvements
    lie = found.judged[0].model_copy(update={"verdict": "met", "after": "86"})
    add_to(chamber, find_actor(chamber, str(alice.who.key_path)), metrics.thread(found.id), lie)
    wanted = "GOV-718 an improvement is said to be met (from 72 to 86), and from the measurements that it names follows: not met (from 72 to 74)"
    assert wanted in alice.gov("verify").stdout
    assert wanted in alice.gov("verify").stdout
    assert wanted in alice.gov("verify", "--from-scratch").stdout
    said = alice.gov("sync", check=False)
    assert "GOV-718" in said.stdout + said.stderr
    field.bob.sync()
    assert "GOV-718" not in field.bob.gov("verify", "--from-scratch").stdout
