"""The verdict without a push: the same as the server's, on whatever is held already."""

import pytest

from gitgov.chamber import clock
from gitgov.chamber.judge import judge, parse_updates
from gitgov.chamber.open import open_chamber
from gitgov.core.errors import Undecided
from gitgov.gate.facts import RefUpdate, Verdict
from tests.kit.field import Clone, Field
from tests.kit.forge import Pen, add, lines, submission
from tests.kit.repo import git

ZERO = "0" * 40


def verdicts(clone: Clone, *rows: tuple[str, str, str]) -> list[Verdict]:
    return judge(clone.chamber(), [RefUpdate(ref, old, new) for old, new, ref in rows])


def codes(verdict: Verdict) -> list[str]:
    return [each.code for each in verdict.objections]


class TestRows:
    def test_as_hooks_get_them(self) -> None:
        assert parse_updates([f"{ZERO} {'a' * 40} refs/heads/a b"]) == [RefUpdate("refs/heads/a b", ZERO, "a" * 40)]
        assert parse_updates([f"{'0' * 64} {'a' * 64} refs/heads/x\n"])[0].creates

    @pytest.mark.parametrize("row", ["", "a b c", f"{ZERO} {ZERO}", f"{ZERO}  x", f"{'g' * 40} {ZERO} x", "\x00"])
    def test_anything_else_cannot_be_decided(self, row: str) -> None:
        with pytest.raises(Undecided, match="not a ref update"):
            parse_updates([row])


class TestVerdicts:
    def test_several_at_once_in_the_order_asked(self, here: Field) -> None:
        main, merge = here.alice.head("main"), here.alice.merge("feature/x")
        found = verdicts(
            here.alice,
            (main, here.alice.head("feature/x"), "refs/heads/main"),
            (ZERO, main, "refs/heads/free"),
            (main, merge, "refs/heads/main"),
            (main, ZERO, "refs/heads/main"),
        )
        assert [each.allowed for each in found] == [False, True, True, False]
        assert [codes(each)[:1] for each in found] == [["GOV-105"], [], [], ["GOV-131"]]

    def test_the_decision_relied_on_is_named(self, here: Field) -> None:
        row = (here.alice.head("main"), here.alice.merge("feature/x"), "refs/heads/main")
        by = verdicts(here.alice, row)[0].by
        assert by[0][:8] == here.alice.motion("show", "feature/x").stdout.split()[0].removeprefix("M-")

    def test_it_moves_nothing_and_leaves_nothing(self, here: Field) -> None:
        row = (here.alice.head("main"), here.alice.merge("feature/x"), "refs/heads/main")
        before = here.alice.git("count-objects", "-v").stdout, here.alice.git("for-each-ref").stdout
        verdicts(here.alice, row)
        assert (here.alice.git("count-objects", "-v").stdout, here.alice.git("for-each-ref").stdout) == before

    def test_the_same_on_the_server(self, here: Field) -> None:
        evil = here.alice.merge("feature/x", tree=here.alice.tree("feature/x", {"e": "e\n"}))
        here.alice.push(f"{evil}:refs/heads/evil", check=True)
        row = RefUpdate("refs/heads/main", here.at("main"), evil)
        assert codes(judge(open_chamber(here.server), [row])[0]) == codes(judge(here.alice.chamber(), [row])[0])

    def test_an_object_that_is_not_here(self, here: Field) -> None:
        with pytest.raises(Undecided):
            verdicts(here.alice, (here.alice.head("main"), "1" * 40, "refs/heads/main"))


class TestTheInbox:
    """What waits to be folded is evidence too, as far as its keeper would take it in."""

    @pytest.fixture
    def waiting(self, fresh: Field) -> Field:
        """Returns a body whose motion is on the server; whatever comes after stays in the inbox."""
        fresh.alice.motion("merge", "feature/x")
        fresh.alice.sync()
        (fresh.server / "hooks" / "post-receive").unlink()
        return fresh

    def deposit(self, field: Field, content: list[bytes]) -> None:
        git("update-ref", "refs/gov/inbox/waiting", submission(field.server, content), cwd=field.server)

    def verdict(self, field: Field) -> list[str]:
        merge = field.alice.merge("feature/x")
        field.alice.git("push", "--quiet", "--no-verify", "origin", f"{merge}:refs/heads/aside")
        row = RefUpdate("refs/heads/main", field.at("main"), merge)
        return codes(judge(open_chamber(field.server, now=clock.now), [row])[0])

    def decided(self, field: Field) -> list[bytes]:
        for who in (field.people.alice, field.people.bob, field.people.carol):
            field.alice.vote("aye", "--key", who.key_path)
        field.alice.motion("announce")
        return [*lines(field.alice.path, "votes"), *lines(field.alice.path, "decisions")]

    def test_a_decision_that_waits(self, waiting: Field) -> None:
        self.deposit(waiting, self.decided(waiting))
        assert self.verdict(waiting) == []

    def test_without_one_of_its_ballots(self, waiting: Field) -> None:
        self.deposit(waiting, self.decided(waiting)[1:])
        assert self.verdict(waiting) == ["GOV-110"]

    def test_an_announcement_that_leaves_out_a_nay_which_the_room_holds(self, waiting: Field) -> None:
        nay = Pen(waiting.alice.chamber(), "feature/x").ballot(waiting.people.bob, "nay")
        add(waiting.server, "votes", waiting.alice.head("feature/x"), nay)
        waiting.alice.vote("aye")
        waiting.alice.vote("aye", "--key", waiting.people.carol.key_path)
        waiting.alice.motion("announce")
        self.deposit(waiting, [*lines(waiting.alice.path, "votes"), *lines(waiting.alice.path, "decisions")])
        assert self.verdict(waiting) == ["GOV-110"]

    def test_garbage_that_waits(self, waiting: Field) -> None:
        self.deposit(waiting, [b"junk", *self.decided(waiting)])
        assert self.verdict(waiting) == []
