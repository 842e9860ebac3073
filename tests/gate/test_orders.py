"""A standing order at a real server: what it lets in, once, within its limits; and a breach that everybody sees."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from gitgov.chamber.open import open_chamber
from gitgov.chamber.verify import verify
from gitgov.gate.facts import RefUpdate
from gitgov.hooks.verdicts import warn
from gitgov.ledger.admission import event_bytes
from gitgov.ledger.event import Draft
from gitgov.procedure.events import OrderInvoked
from gitgov.procedure.motions.merge import Merge
from tests.kit.field import MAIN_AND_TAGS, Clone, Field, Fields, charter_of
from tests.kit.forge import id_of, sealed, submission
from tests.kit.people import People
from tests.kit.servers import File

DAY = 86_400
ORDERS = """
[[standing_orders]]
name = "hotfix"
roles = ["oncall"]
act = "merge"
refs = ["main"]
limit = 2
period = "30d"
ratify_within = "3d"

[[standing_orders]]
name = "patch"
roles = ["oncall"]
act = "release"
refs = ["v*"]
limit = 1
period = "30d"
ratify_within = "3d"
"""


@pytest.fixture
def oncall(fields: Fields, people: People, tmp_path: Path) -> Field:
    """Returns a body in which alice and bob may invoke standing orders."""
    roles = {"alice": "oncall", "bob": "oncall"}
    return fields.founded(tmp_path / "oncall", File(), charter_of(people, MAIN_AND_TAGS + ORDERS, roles=roles))


def branch(clone: Clone, name: str) -> str:
    """Makes a branch with a commit of its own, and returns that."""
    oid = clone.commit({f"{name}.txt": name}, f"Mend {name}", name)
    clone.git("switch", "--quiet", "main")
    return oid


def invoke(clone: Clone, *words: str) -> str:
    """Invokes the hotfix order and sends it; returns its name."""
    name = clone.gov("order", "invoke", "hotfix", *words, "-m", "It burns").stdout.split()[0]
    clone.sync()
    return name


def vote(field: Field, name: str, choice: str) -> None:
    for each in (field.alice, field.bob, field.carol):
        each.sync()
        each.vote(choice, name)
        each.sync()
    field.alice.sync()
    field.alice.motion("announce", name)
    field.alice.sync()


def refused(done: object, code: str) -> bool:
    return getattr(done, "returncode") == 1 and code in getattr(done, "stderr") + getattr(done, "stdout")  # noqa: B009


class TestTheGate:
    def test_nothing_without_an_invocation(self, oncall: Field) -> None:
        branch(oncall.alice, "fix")
        assert refused(oncall.alice.push(f"{oncall.alice.merge('fix')}:main"), "GOV-101")

    def test_the_act_is_let_in_and_once_only(self, oncall: Field) -> None:
        alice = oncall.alice
        branch(alice, "fix")
        name = invoke(alice, "fix")
        alice.gov("enact", name, "--push", "origin")
        assert oncall.at("main") == alice.head("main")
        alice.git("revert", "--no-edit", "-m", "1", "main")
        undone = alice.head()
        alice.git("branch", "undo")
        alice.git("reset", "--quiet", "--hard", "origin/main")
        invoke(alice, "undo")
        alice.push(f"{alice.merge('undo')}:main", check=True)
        alice.git("pull", "--quiet", "--ff-only")
        assert undone != oncall.at("main")
        assert refused(alice.push(f"{alice.merge('fix')}:main"), "GOV-106")
        assert alice.gov("verify", "--from-scratch").returncode == 0
        assert alice.gov("verify").returncode == 0

    def test_what_was_invoked_and_not_done_yet_is_what_enact_means(self, oncall: Field) -> None:
        alice = oncall.alice
        branch(alice, "other")
        oncall.decide("adopt", "process", "-m", "Reviews are done in pairs")
        alice.motion("merge", "other")
        branch(alice, "fix")
        name = invoke(alice, "fix")
        waits = f"not carried out yet: git gov enact {name}"
        assert waits in alice.gov("status").stdout
        assert f"({name})" in alice.gov("enact", "--push", "origin").stdout
        assert oncall.at("main") == alice.head("main")
        assert waits not in alice.gov("status").stdout

    def test_nor_is_it_guessed_beside_a_decision_that_waits_too(self, oncall: Field) -> None:
        alice = oncall.alice
        decided = oncall.carry("feature/x")
        branch(alice, "fix")
        name = invoke(alice, "fix")
        done = alice.gov("enact", "--push", "origin", check=False)
        assert done.returncode == 2
        assert f"{decided} (" in done.stderr
        assert f"{name} (" in done.stderr
        alice.gov("enact", name, "--push", "origin")
        assert f"by decision of {decided}" in alice.gov("enact", "--push", "origin").stdout

    def test_in_one_command(self, oncall: Field) -> None:
        head = branch(oncall.bob, "fix")
        said = oncall.bob.gov("order", "invoke", "hotfix", "fix", "-m", "It burns", "--push", "origin").stdout
        assert "under the standing order" not in said.splitlines()[0]
        assert "pushed to origin" in said
        message = oncall.bob.git("log", "-1", "--format=%B", "main").stdout
        assert "Standing-Order: hotfix\nInvocation: " in message
        assert f"Ratified-Head: {head}" in message
        assert "enacts M-" in oncall.bob.gov("log").stdout

    def test_other_content_stays_out(self, oncall: Field) -> None:
        alice = oncall.alice
        branch(alice, "fix")
        invoke(alice, "fix")
        evil = alice.merge("fix", tree=alice.tree("main", {"evil.txt": "evil"}))
        assert refused(alice.push(f"{evil}:main"), "GOV-108")
        more = alice.commit({"more.txt": "more"}, "More", "fix-2")
        assert refused(alice.push(f"{alice.merge(more)}:main"), "GOV-101")

    def test_over_the_limit_whoever_invokes(self, oncall: Field) -> None:
        alice, bob = oncall.alice, oncall.bob
        for each in ("one", "two"):
            branch(alice, each)
            invoke(alice, each)
        branch(bob, "three")
        bob.sync()
        assert refused(bob.gov("order", "invoke", "hotfix", "three", "-m", "It burns", check=False), "GOV-585")

    def test_a_clone_that_had_not_heard_of_others_is_told_by_the_keeper(self, oncall: Field) -> None:
        alice, bob = oncall.alice, oncall.bob
        branch(alice, "one")
        branch(bob, "two")
        invoke(alice, "one")
        bob.gov("order", "invoke", "hotfix", "two", "-m", "It burns")
        assert "GOV-587" in bob.gov("sync", check=False).stdout
        invoke(bob, "two")
        bob.push(f"{bob.merge('two')}:main", check=True)

    def test_a_role_is_needed_to_sign_and_to_be_received(self, oncall: Field) -> None:
        carol = oncall.carol
        head = branch(carol, "fix")
        assert refused(carol.gov("order", "invoke", "hotfix", "fix", "-m", "It burns", check=False), "GOV-582")
        for name, code in (("carol", "GOV-582"), ("alice", "GOV-304")):  # her own word, and one put into alice's mouth
            line = written(carol, name, head)
            told = carol.push(f"{submission(carol.path, [line])}:refs/gov/inbox/{id_of(line)[:32]}")
            assert code in told.stderr
        assert refused(carol.push(f"{carol.merge('fix')}:main"), "GOV-101")

    def test_a_line_that_only_this_clone_holds_opens_nothing_there(self, oncall: Field) -> None:
        alice = oncall.alice
        branch(alice, "fix")
        alice.gov("order", "invoke", "hotfix", "fix", "-m", "It burns")
        assert refused(alice.push(f"{alice.merge('fix')}:main"), "GOV-101")

    def test_not_against_what_the_assembly_has_refused(self, oncall: Field) -> None:
        alice = oncall.alice
        branch(alice, "fix")
        oncall.decide("merge", "fix", choice="nay")
        assert refused(alice.gov("order", "invoke", "hotfix", "fix", "-m", "It burns", check=False), "GOV-153")

    def test_nor_once_it_has_refused_meanwhile(self, oncall: Field) -> None:
        alice = oncall.alice
        branch(alice, "fix")
        invoke(alice, "fix")
        oncall.decide("merge", "fix", choice="nay")
        assert refused(alice.push(f"{alice.merge('fix')}:main"), "GOV-153")

    def test_nor_once_it_has_refused_to_ratify(self, oncall: Field) -> None:
        alice = oncall.alice
        branch(alice, "fix")
        name = invoke(alice, "fix")
        vote(oncall, name, "nay")
        assert refused(alice.push(f"{alice.merge('fix')}:main"), "GOV-150")

    def test_a_release(self, oncall: Field) -> None:
        alice = oncall.alice
        said = alice.gov("order", "invoke", "patch", "v1.1", "main", "-m", "It burns", "--push", "origin").stdout
        assert "refs/tags/v1.1 is at" in said
        assert oncall.at("v1.1")
        assert alice.gov("verify", "--from-scratch").returncode == 0
        assert "was released as refs/tags/v1.1, by the standing order patch" in alice.gov("why", "main").stdout


def written(clone: Clone, name: str, head: str) -> bytes:
    """Writes an invocation in the name of somebody, signed by the clone's person."""
    chamber = clone.chamber()
    chain = chamber.chain
    body = OrderInvoked(order="hotfix", act=Merge(branch="fix", head=head, into="refs/heads/main"), why="It burns")
    draft = Draft(name, chamber.now(), body, "order.invoked", (chain.head.id,), chain.repo, chain.subject, "")
    return sealed(event_bytes(draft, clone.who.fingerprint), clone.who)


class TestABreach:
    @pytest.fixture
    def overdue(self, oncall: Field) -> Callable[[], int]:
        """Returns a clock that stands four days after a hotfix was merged that nobody has ratified."""
        branch(oncall.alice, "fix")
        oncall.alice.gov("enact", invoke(oncall.alice, "fix"), "--push", "origin")
        late = oncall.alice.chamber().now() + 4 * DAY
        return lambda: late

    @pytest.mark.parametrize("from_scratch", [True, False])
    def test_verification_names_it_and_only_it(
        self,
        oncall: Field,
        overdue: Callable[[], int],
        from_scratch: bool,
    ) -> None:
        path = oncall.alice.path
        before = verify(open_chamber(path), from_scratch=from_scratch)
        assert before.problems == []
        assert any("to be ratified by" in each for each in before.notices)
        after = verify(open_chamber(path, now=overdue), from_scratch=from_scratch)
        assert [each.code for each in after.problems] == ["GOV-152"]
        assert "NOT ratified by" in after.problems[0].what

    def test_who_pushes_to_that_branch_is_told(
        self, oncall: Field, overdue: Callable[[], int], capfd: pytest.CaptureFixture[str]
    ) -> None:
        chamber = open_chamber(oncall.server, now=overdue)
        warn(chamber, [RefUpdate("refs/heads/other", "0" * 40, "1" * 40)])
        assert capfd.readouterr().err == ""
        warn(chamber, [RefUpdate("refs/heads/main", "0" * 40, "1" * 40)])
        assert "warning: the charter is in breach: merge fix (" in capfd.readouterr().err

    def test_a_refusal_shows_everywhere_and_late_ratification_heals_it(self, oncall: Field) -> None:
        alice, bob = oncall.alice, oncall.bob
        branch(alice, "fix")
        name = invoke(alice, "fix")
        alice.gov("enact", name, "--push", "origin")
        vote(oncall, name, "nay")
        bob.sync()
        bob.git("pull", "--quiet", "--ff-only")
        assert "In breach of the charter:" in bob.gov("status").stdout
        assert "in breach: M-" in bob.motion("list").stdout
        assert "NOT ratified: the assembly refused" in bob.motion("show", name).stdout
        assert "in breach: M-" in bob.gov("log").stdout
        assert "the charter is in breach" in bob.gov("doctor", check=False).stdout
        assert "in breach" in bob.gov("order", "list").stdout
        why = bob.gov(
            "why", "fix" if bob.git("rev-parse", "-q", "--verify", "fix", check=False).stdout else "main", check=False
        )
        assert (why.returncode, "NOT ratified: the assembly refused" in why.stdout) == (1, True)
        done = bob.gov("verify", check=False)
        assert (done.returncode, "GOV-152" in done.stdout) == (1, True)
        branch(bob, "more")
        assert refused(bob.gov("order", "invoke", "hotfix", "more", "-m", "It burns", check=False), "GOV-586")
        assert "warning: the charter is in breach" in bob.push("more:main").stderr
        again = bob.motion("ratify").stdout.split()[0]
        bob.sync()
        vote(oncall, again, "aye")
        bob.sync()
        assert bob.gov("verify").returncode == 0
        assert "In breach" not in bob.gov("status").stdout
        invoke(bob, "more")


def test_a_proof_of_one_is_of_what_was_carried_once_it_is_ratified(oncall: Field) -> None:
    branch(oncall.alice, "feature/y")
    name = invoke(oncall.alice, "feature/y")
    asked = ("verify-proof", "x.proof", "--carried")
    oncall.alice.gov("prove", name, "-o", "x.proof")
    said = oncall.alice.gov(*asked, check=False)
    assert (said.returncode, "GOV-242" in said.stdout) == (1, True)
    vote(oncall, name, "aye")
    oncall.alice.sync()
    oncall.alice.gov("prove", name, "-o", "x.proof")
    assert "proved: " in oncall.alice.gov(*asked).stdout
