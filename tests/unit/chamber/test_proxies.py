"""Proxies in the field: they travel, the keeper asks for them, lists follow them, and none is changed unnoticed."""

from pathlib import Path

import pytest

from gitgov.chamber import clock, returned
from gitgov.chamber.indexing import listed
from gitgov.chamber.open import open_chamber
from gitgov.chamber.proxies import in_force
from gitgov.chamber.reads import find_matter
from gitgov.chamber.verify import verify
from gitgov.git.repository import open_repository
from tests.kit.field import MAIN_AND_TAGS, Clone, Field, Fields, charter_of
from tests.kit.forge import id_of, lines, rewrite, without
from tests.kit.servers import File

DAY = 86_400
PROXIES = '\n[rules]\nquorum = ">= 1/2"\n[proxies]\nchain = true\n' + MAIN_AND_TAGS


@pytest.fixture
def entrusted(fields: Fields, tmp_path: Path) -> Field:
    """Returns a body in which carol lets bob vote, and alice has moved a merge; every clone knows it."""
    return fields.grown(tmp_path / "field", File(), entrust, charter_of(fields.people, PROXIES))


def entrust(field: Field) -> None:
    field.carol.sync()
    field.carol.vote("proxy", "give", "bob")
    field.carol.sync()
    field.alice.motion("merge", "feature/x")
    for clone in (field.alice, field.bob, field.carol):
        clone.sync()


def decide(field: Field) -> None:
    """Lets alice and bob vote, alice announce, and everybody know."""
    field.bob.vote("aye", "--sync")
    field.alice.sync()
    field.alice.vote("aye")
    field.alice.motion("announce")
    for clone in (field.alice, field.bob, field.carol):
        clone.sync()


def by_proxy(clone: Clone, *, ahead: int = 0) -> list[str]:
    """Returns for whom another's ballot counts, as the list of motions has it; the clock may go fast."""
    (row,) = listed(clone.chamber(now=lambda: clock.now() + ahead), everything=True)
    return row.by_proxy


def test_a_decision_that_counts_them_opens_the_gate(entrusted: Field) -> None:
    decide(entrusted)
    decision = find_matter(entrusted.carol.chamber(), "feature/x").motion.decision
    assert decision is not None
    assert [each.member for each in decision.by_proxy] == ["carol"]
    entrusted.alice.gov("enact", "feature/x", "--push", "origin")
    assert verify(entrusted.alice.chamber()).problems == []
    assert "3 aye" in entrusted.alice.gov("why", "feature/x").stdout


class TestLists:
    def test_they_follow_ballots_and_proxies_given_and_withdrawn(self, entrusted: Field) -> None:
        carol = entrusted.carol
        assert by_proxy(carol) == []
        entrusted.bob.vote("aye", "--sync")
        carol.sync()
        assert by_proxy(carol) == ["carol"]
        carol.vote("proxy", "withdraw")
        assert by_proxy(carol) == []
        carol.vote("proxy", "give", "bob", "--for", "merge", "--until", "1d")
        assert by_proxy(carol) == ["carol"]

    def test_they_follow_the_clock(self, entrusted: Field) -> None:
        entrusted.bob.vote("aye")
        assert by_proxy(entrusted.bob) == ["carol"]
        assert by_proxy(entrusted.bob, ahead=91 * DAY) == []
        assert by_proxy(entrusted.bob) == ["carol"]

    def test_they_tell_whose_vote_goes_with_whose(self, entrusted: Field) -> None:
        (row,) = listed(entrusted.bob.chamber(), everything=True)
        assert row.entrusted == {"carol": "bob"}
        assert "your vote and carol's by proxy: git vote aye" in entrusted.bob.gov("status").stdout
        entrusted.bob.vote("aye", "--sync")
        entrusted.carol.sync()
        assert "Waiting for you" not in entrusted.carol.gov("status").stdout


class TestTheKeeper:
    def test_it_refuses_a_result_that_leaves_out_a_proxy(self, entrusted: Field) -> None:
        """Alice announces before she has heard that carol took hers back."""
        entrusted.bob.vote("aye", "--sync")
        entrusted.alice.sync()
        entrusted.carol.vote("proxy", "withdraw", "--sync")
        entrusted.alice.vote("aye")
        entrusted.alice.motion("announce")
        assert entrusted.alice.gov("sync", check=False).returncode == 1
        assert [row.code for row in returned.read(open_repository(entrusted.alice.path))] == ["GOV-568"]
        entrusted.alice.motion("announce")
        entrusted.alice.sync()
        entrusted.bob.sync()
        decision = find_matter(entrusted.bob.chamber(), "feature/x").motion.decision
        assert decision is not None
        assert decision.by_proxy == ()

    def test_two_who_end_it_beside_each_other_have_ended_it(self, entrusted: Field) -> None:
        entrusted.carol.vote("proxy", "withdraw")
        entrusted.bob.vote("proxy", "withdraw", "carol")
        for clone in (entrusted.bob, entrusted.carol, entrusted.bob):
            clone.sync()
        assert in_force(entrusted.bob.chamber()) == in_force(entrusted.carol.chamber()) == []
        assert verify(entrusted.bob.chamber()).problems == []

    def test_what_comes_under_a_charter_that_was_replaced_goes_back(self, entrusted: Field) -> None:
        alice, bob = entrusted.alice, entrusted.bob
        text = alice.gov("charter", "show").stdout.replace("version = 1", "version = 2")
        (alice.path / "new.toml").write_text(text, encoding="utf-8")
        alice.motion("charter", "new.toml")
        alice.vote("aye", "charter", "--sync")
        bob.sync()
        bob.vote("aye", "charter")
        bob.gov("enact", "charter")
        bob.sync()
        alice.vote("proxy", "give", "carol")
        alice.gov("sync", check=False)
        assert [row.code for row in returned.read(open_repository(alice.path))] == ["GOV-303"]
        assert {(each.member, each.to) for each in in_force(alice.chamber())} == {("carol", "bob")}

    def test_a_circle_that_two_clones_close_does_no_harm(self, entrusted: Field) -> None:
        carol, bob = entrusted.carol, entrusted.bob
        carol.vote("proxy", "withdraw", "--sync")
        bob.sync()
        carol.vote("proxy", "give", "bob")
        bob.vote("proxy", "give", "carol")
        for clone in (carol, bob, carol, bob, entrusted.alice):
            clone.sync()
        assert {(each.member, each.to) for each in in_force(carol.chamber())} == {("carol", "bob"), ("bob", "carol")}
        entrusted.alice.vote("aye", "--sync")
        bob.sync()
        assert by_proxy(bob) == []
        carol.vote("nay", "--sync")
        bob.sync()
        assert by_proxy(bob) == ["bob"]
        assert verify(bob.chamber()).problems == []


class TestVerification:
    @pytest.mark.parametrize(("warm", "history"), [(True, False), (False, False), (False, True)])
    def test_a_proxy_that_is_gone_is_named(self, entrusted: Field, warm: bool, history: bool) -> None:
        decide(entrusted)
        if warm:
            assert verify(entrusted.carol.chamber()).problems == []
        proxy = id_of(next(line for line in lines(entrusted.carol.path, "votes") if b'"proxy.given"' in line))
        rewrite(entrusted.carol.path, "votes", lambda content: without(content, b'"proxy.given"'))
        report = verify(entrusted.carol.chamber(), from_scratch=not warm, history=history)
        assert any(proxy in problem.records for problem in report.problems)
        if not warm:
            assert any("motion.announced" in problem.what for problem in report.problems if problem.code == "GOV-301")

    def test_a_proxy_that_was_changed_is_named(self, entrusted: Field) -> None:
        decide(entrusted)
        rewrite(entrusted.carol.path, "votes", lambda content: content.replace(b'"to":"bob"', b'"to":"eve"'))
        codes = {problem.code for problem in verify(open_chamber(entrusted.carol.path), from_scratch=True).problems}
        assert {"GOV-204", "GOV-301"} <= codes

    def test_an_honest_ledger_passes_warm_and_from_scratch(self, entrusted: Field) -> None:
        decide(entrusted)
        first = verify(entrusted.carol.chamber())
        again = verify(entrusted.carol.chamber())
        anew = verify(entrusted.carol.chamber(), from_scratch=True)
        assert first.problems == again.problems == anew.problems == []
        assert first.notices == []
        assert first.events == again.events == anew.events == 6
