"""Receipts: what the keeper signs, and what it shows for ever of a keeper that is careless, dishonest, or of two minds."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from gitgov.advice.events import AdviceProposed, Provenance
from gitgov.chamber import clock
from gitgov.chamber.acts import entry
from gitgov.chamber.kinds import admission_to
from gitgov.chamber.open import admitted, open_chamber
from gitgov.git.notes import NotesStore
from gitgov.git.repository import open_repository
from gitgov.ledger.admission import admit
from gitgov.ledger.event import Event
from tests.kit.field import MAIN_AND_TAGS, Clone, Field, Fields, charter_of
from tests.kit.forge import Pen, elsewhere, id_of, lines
from tests.kit.measured import put_on_record
from tests.kit.people import People
from tests.kit.programs import program
from tests.kit.repo import git, server
from tests.kit.servers import File

DAY = 86_400


def keeping(people: People) -> str:
    """Writes a charter of which eve's key is the keeper's."""
    return charter_of(people, f'{MAIN_AND_TAGS}\n[keeper]\nkeys = ["{people.eve.pub}"]\n')


def one_motion(field: Field) -> None:
    """Lets the server sign, and moves to merge feature/x."""
    git("config", "gov.receiptKey", str(field.people.eve.key_path), cwd=field.server)
    field.alice.motion("merge", "feature/x")
    for clone in (field.alice, field.bob, field.carol):
        clone.sync()


@pytest.fixture
def kept(fields: Fields, tmp_path: Path, people: People) -> Field:
    """Returns a body whose server signs receipts, with an open motion that every clone knows."""
    return fields.grown(tmp_path / "field", File(), one_motion, keeping(people))


def voted(clone: Clone, choice: str = "aye") -> bytes:
    """Casts a ballot, syncs, and returns its line."""
    before = set(lines(clone.path, "votes"))
    clone.vote(choice)
    (line,) = set(lines(clone.path, "votes")) - before
    clone.sync()
    return line


def slip_in(field: Field, *new: bytes, at: int = 0) -> None:
    """Takes lines in past every question, as a dishonest keeper would, and signs for it."""
    chamber = open_chamber(field.server)
    events = [admitted(chamber, line, field.alice.head("feature/x")) for line in new]
    when = at or clock.now()
    NotesStore(open_repository(field.server), lambda: when).append(
        [entry(each) for each in events if isinstance(each, Event)]
    )


def verified(clone: Clone, *options: str) -> list[str]:
    """Returns the codes that verification names."""
    return re.findall(r"GOV-\d{3}", clone.gov("verify", *options, check=False).stdout)


def test_what_is_taken_in_is_signed_and_stock_git_checks_it(kept: Field, tmp_path: Path) -> None:
    line = voted(kept.bob)
    trusted = tmp_path / "trusted"
    trusted.write_text(f'keeper namespaces="git" {kept.people.eve.pub}\n', encoding="utf-8")
    kept.alice.sync()
    shown = kept.alice.gov("show", id_of(line)[:12]).stdout
    (receipt,) = re.findall(r"git verify-commit (\w+)", shown)
    assert f"by {kept.people.eve.fingerprint}" in shown
    kept.alice.git("-c", f"gpg.ssh.allowedSignersFile={trusted}", "verify-commit", receipt)
    assert receipt == kept.alice.head("refs/notes/gov/votes")[:12]
    assert verified(kept.alice) == verified(kept.alice, "--from-scratch") == []


def test_what_is_only_here_has_no_receipt_yet(kept: Field) -> None:
    voted(kept.carol)
    kept.bob.sync()
    kept.bob.gov("verify")
    kept.bob.vote("aye")
    assert "1 record without a receipt of the keeper" in kept.bob.gov("verify").stdout
    kept.bob.sync()
    assert "receipt" not in kept.bob.gov("verify").stdout


def test_rooms_are_written_by_the_keeper_alone(kept: Field) -> None:
    kept.bob.vote("aye")
    done = kept.bob.push("refs/notes/gov/votes")
    assert done.returncode == 1
    assert "GOV-250" in done.stderr
    assert lines(kept.server, "votes") == []


def test_a_vote_is_safe_while_the_keeper_cannot_sign(kept: Field) -> None:
    git("config", "gov.receiptKey", str(kept.root / "nowhere"), cwd=kept.server)
    kept.bob.vote("aye")
    kept.bob.sync()
    assert kept.refs("refs/gov/inbox")
    assert lines(kept.server, "votes") == []
    git("config", "gov.receiptKey", str(kept.people.eve.key_path), cwd=kept.server)
    voted(kept.carol)
    assert len(lines(kept.server, "votes")) == 2


@pytest.mark.parametrize("option", [(), ("--from-scratch",)])
def test_a_keeper_that_takes_in_what_is_dated_back_is_named(kept: Field, option: tuple[str, ...]) -> None:
    kept.bob.gov("verify")
    pen = Pen(kept.bob.chamber(), "feature/x")
    slip_in(kept, line := pen.ballot(kept.people.bob, at=clock.now() + DAY))
    kept.bob.sync()
    said = kept.bob.gov("verify", *option, check=False)
    assert said.returncode == 1
    assert "GOV-246" in said.stdout
    assert "in the future" in said.stdout
    assert id_of(line) in said.stdout


def announcement(kept: Field) -> bytes:
    """Returns the announcement of two ayes, in a clone that has not heard of bob's nay."""
    alice = kept.alice
    for who in ("alice", "carol"):
        alice.vote("aye", "--key", getattr(kept.people, who).key_path)
    alice.motion("announce")
    slip_in(kept, *lines(alice.path, "votes"))
    return lines(alice.path, "decisions")[-1]


@pytest.mark.parametrize(("later", "codes"), [(60, ["GOV-246"]), (-60, [])])
def test_a_ballot_that_was_there_and_was_left_out_shows(kept: Field, later: int, codes: list[str]) -> None:
    nay = Pen(kept.bob.chamber(), "feature/x").ballot(kept.people.bob, "nay")
    line, now = announcement(kept), clock.now() + 60
    for each, at in sorted([(nay, now), (line, now + later)], key=lambda row: row[1]):
        slip_in(kept, each, at=at)
    kept.carol.sync()
    said = kept.carol.gov("verify", check=False).stdout
    assert re.findall(r"GOV-\d{3}", said) == codes
    assert (id_of(nay) in said) == bool(codes)


def test_a_keepers_clock_that_goes_back(kept: Field) -> None:
    pen = Pen(kept.bob.chamber(), "feature/x")
    slip_in(kept, pen.ballot(kept.people.bob), at=clock.now() + 100)
    slip_in(kept, pen.ballot(kept.people.carol), at=clock.now() + 50)
    kept.alice.sync()
    assert verified(kept.alice) == ["GOV-247"]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda text: re.sub(r"(committer .*> )\d+", r"\g<1>1700000000", text), "not signed by the key it shows"),
        (lambda text: text.replace("gitgov: 1 new", "gitgov: 2 new"), "not signed by the key it shows"),
    ],
)
def test_a_receipt_that_was_changed(kept: Field, change: Callable[[str], str], says: str) -> None:
    voted(kept.bob)
    kept.alice.sync()
    text = kept.alice.git("cat-file", "commit", "refs/notes/gov/votes").stdout
    forged = kept.alice.git("hash-object", "-t", "commit", "-w", "--stdin", stdin=change(text)).stdout.strip()
    kept.alice.git("update-ref", "refs/notes/gov/votes", forged)
    said = kept.alice.gov("verify", "--from-scratch", check=False)
    assert "GOV-248" in said.stdout
    assert says in said.stdout
    assert said.returncode == 1


def test_a_receipt_by_somebody_else(kept: Field) -> None:
    git("config", "gov.receiptKey", str(kept.people.dave.key_path), cwd=kept.server)
    voted(kept.bob)
    assert verified(kept.bob) == ["GOV-248"]


def test_two_histories_that_one_keeper_has_signed(kept: Field) -> None:
    shutil.copytree(kept.server, elsewhere := kept.root / "elsewhere.git", symlinks=True)
    kept.carol.git("config", "remote.origin.url", str(elsewhere))
    nay, _ = voted(kept.bob, "nay"), voted(kept.carol)
    assert verified(kept.bob) == verified(kept.carol) == []
    said = kept.carol.gov("verify", "--against", kept.bob.path, check=False)
    assert re.findall(r"GOV-\d{3}", said.stdout) == ["GOV-236", "GOV-249"]
    assert f"by {kept.people.eve.fingerprint}" in said.stdout
    assert nay not in lines(kept.carol.path, "votes")


def test_one_clone_behind_the_other_is_one_history(kept: Field) -> None:
    voted(kept.bob)
    assert verified(kept.carol, "--against", str(kept.bob.path)) == []


class TestSettingUp:
    def test_a_server_makes_itself_a_key_that_the_charter_can_name(self, kept: Field) -> None:
        git("config", "--unset", "gov.receiptKey", cwd=kept.server)
        said = program("gov", "hooks", "install", "--receipts", cwd=kept.server).stdout
        (named,) = re.findall(r'^  keys = \["(ssh-ed25519 \S+)"\]$', said, re.MULTILINE)
        key = kept.server / "gitgov" / "keeper"
        assert key.stat().st_mode & 0o777 == 0o600
        assert program("gov", "hooks", "install", "--receipts", cwd=kept.server).stdout == said
        doctor = program("gov", "doctor", cwd=kept.server, check=False).stdout
        assert "the charter does not name the key that signs receipts here" in doctor
        assert named in doctor

    def test_the_doctor_knows_the_key_that_the_charter_names(self, kept: Field) -> None:
        assert "the charter names the key that signs" in program("gov", "doctor", cwd=kept.server, check=False).stdout

    def test_a_ledger_that_arrives_whole_brings_a_past_that_nobody_saw(self, fields: Fields, tmp_path: Path) -> None:
        field = fields.carried(tmp_path / "field", File(), keeping(fields.people))
        bare = server(field.server, tmp_path / "new.git")
        program("gov", "init", "--server", cwd=bare)
        for ref in git("for-each-ref", "--format=%(refname)", "refs/notes", "refs/gov", cwd=bare).stdout.split():
            git("update-ref", "-d", ref, cwd=bare)
        git("config", "gov.receiptKey", str(field.people.eve.key_path), cwd=bare)
        field.alice.git("config", "remote.origin.url", str(bare))
        field.alice.gov("sync", check=False)  # it also tells of the old server's receipts, which are gone
        assert lines(bare, "decisions") == lines(field.server, "decisions")
        assert verified(field.alice, "--from-scratch") == []
        assert "gpgsig" not in git("cat-file", "commit", "refs/notes/gov/decisions", cwd=bare).stdout


def test_a_measurement_that_arrived_long_after_it_is_dated_is_told(kept: Field) -> None:
    """A measurer chooses the date of a record; the receipt tells when it was there."""
    alice = kept.alice
    kept.settle("define", "code_coverage", "--unit", "%", "--lower", "80", "--chart", "xmr", "--owner", "bob")
    ids = []
    for place in range(6):
        oid = alice.commit({"f": f"{place}\n"}, branch="work")
        ids.append(put_on_record(alice, oid, "code_coverage", f"{80 + place} %"))
    chamber, later = open_chamber(kept.server), clock.now() + 3_600
    events = [admit(line, admission_to(chamber, ("metrics",))) for line in lines(alice.path, "metrics")]
    NotesStore(open_repository(kept.server), lambda: later).append(
        [entry(each) for each in events if isinstance(each, Event)]
    )
    alice.sync()
    said = alice.quality("show", "code_coverage").stdout
    assert said.count("arrived 1h ") == 5
    said = alice.quality("control", "code_coverage").stdout
    assert [each for each in ids if f"{each[:12]} arrived 1h " not in said] == []


def test_a_risk_that_is_dated_back_accuses_no_merge_where_its_receipt_tells_better(
    fields: Fields, tmp_path: Path, people: People
) -> None:
    """Whoever signs a record chooses its date; by its receipt it was not there when the content came in."""
    charter = f'{keeping(people)}\n[rules.merge]\nat_risk = {{ high = "two-thirds" }}\n'
    field = fields.founded(tmp_path / "field", File(), charter)
    git("config", "gov.receiptKey", str(people.eve.key_path), cwd=field.server)
    field.carry("feature/x")
    field.alice.gov("enact", "feature/x", "--push", "origin")
    field.alice.sync()
    body = AdviceProposed(
        adviser="risk", about="x", verdict="high", floor="high", provenance=Provenance(facts="a" * 64)
    )
    chamber, subject = field.alice.chamber(), field.alice.head("feature/x")
    line = elsewhere(chamber, people.bob, body, "advice.proposed", subject=subject, thread="", at=chamber.now() - 60)
    event = admit(line, admission_to(chamber, ("advice",)))
    assert isinstance(event, Event)
    later = clock.now() + 3_600
    NotesStore(open_repository(field.server), lambda: later).append([entry(event)])
    field.alice.sync()
    assert id_of(line)[:8] in field.alice.gov("advise", "list").stdout
    assert verified(field.alice, "--from-scratch") == []
