"""A poll closes over its causal past: what an announcement has not seen does not change its result."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given

from gitgov.charter.chain import Chain
from gitgov.ledger.event import Event
from gitgov.ledger.order import ancestors
from gitgov.procedure.floor import Floor
from gitgov.procedure.fold import fold
from tests.kit.assembly import Body
from tests.kit.charters import DAY, Value
from tests.kit.lines import START
from tests.laws.plays import meetings, motions, united


def seen_by(announcement: Event, thread: list[Event]) -> list[Event]:
    """Returns an announcement with all of its thread that it descends from; who names a thread has seen its opening."""
    by_id = {event.id: event for event in thread}
    return [by_id[each] for each in ancestors([announcement.id, announcement.thread], by_id)]


Result = tuple[int, str, frozenset[str]]
"""Of which ballot, its result in a word, and who or what is chosen."""


def announced(chain: Chain, thread: list[Event], announcement: Event) -> Result | None:
    """Says what an announcement decides by its own past; nothing because it is out of order."""
    floor = fold(chain, seen_by(announcement, thread))
    if not isinstance(floor, Floor) or announcement.id not in floor.verdicts:
        return None
    found = floor.verdicts[announcement.id]
    return found.round, found.word, frozenset(found.outcome.chosen)


@given(meetings(12))
def test_what_it_has_not_seen_changes_no_result(clones: list[Body]) -> None:
    """A question is decided by the announcements that are lawful by their own past, and by nothing else."""
    for body in (*clones, united(clones)):
        if len(body.chain.steps) > 1:
            continue  # a step's past reaches announcements through what came after them
        for motion in motions(body):
            thread = body.thread(motion)
            floor = body.fold(motion)
            if not isinstance(floor, Floor):
                continue
            state = floor.main
            results = {
                event.id: announced(body.chain, thread, event) for event in thread if event.kind == "motion.announced"
            }
            lawful = {result for result in results.values() if result is not None}
            deciding = {result for result in lawful if result[1] != "ballot again"}
            contested = len(lawful) > len({number for number, _, _ in lawful})
            ruled_out = {ruling.event.id for ruling in floor.out_of_order}
            assert {event for event, result in results.items() if result is None} == ruled_out & results.keys()
            assert (state.decision is not None) == bool(deciding or contested)
            if state.decision:
                assert state.decision.contested == contested
                assert contested or state.decision.outcome.carried in {word == "carried" for _, word, _ in deciding}


@given(meetings(12))
def test_a_result_stays_whatever_turns_up(clones: list[Body]) -> None:
    """What one clone holds for decided is decided, or contested, when it has met the others under the same charter."""
    body = united(clones)
    for clone in clones:
        if clone.chain.head.id != body.chain.head.id:
            continue
        for motion in motions(clone):
            earlier, later = clone.fold(motion), body.fold(motion)
            if isinstance(earlier, Floor) and earlier.main.decision:
                assert isinstance(later, Floor)
                before, after = earlier.main, later.main
                assert after.decision
                assert before.decision
                assert after.decision.contested or after.decision.outcome.carried == before.decision.outcome.carried
                assert {ruling.event.id for ruling in later.out_of_order}.isdisjoint(
                    enactment.id for enactment in before.enacted if not after.decision.contested
                )


GRIND = range(24)


class TestGrinding:
    """Concurrent events go by id, and whoever signs may try until the id comes first: it must gain nothing."""

    @pytest.mark.parametrize("attempt", GRIND)
    def test_a_second_final_ballot_unmakes_no_result(self, attempt: int) -> None:
        body, motion = Body.pending(change_ballots=False)
        other = body.clone()
        for voter in ("carol", "bob"):
            body.vote(voter, motion, "nay")
        announcement = body.announce("alice", motion)
        other.vote("carol", motion, "aye", f"attempt {attempt}")
        body.unite(other)
        assert body.codes(announcement) == ()
        assert not body.decision(motion).outcome.carried

    @pytest.mark.parametrize("attempt", GRIND)
    def test_a_withdrawal_unmakes_no_result(self, attempt: int) -> None:
        body, motion = Body.pending()
        other = body.clone()
        for voter in ("carol", "bob"):
            body.vote(voter, motion, "nay")
        announcement = body.announce("bob", motion)
        withdrawal = other.withdraw("alice", motion, at=attempt)
        body.unite(other)
        assert body.codes(announcement) == ()
        assert body.codes(withdrawal)
        assert body.state(motion).phase(START) == "lost"

    @pytest.mark.parametrize("attempt", GRIND)
    def test_a_second_putting_of_the_question_unmakes_no_result(self, attempt: int) -> None:
        body, motion = Body.chaired_pending(poll="1d")
        body.state_question("alice", motion)
        other = body.clone()
        body.put("alice", motion)
        body.vote("carol", motion, "aye")
        announcement = body.announce("alice", motion, at=DAY)
        other.put("alice", motion, at=attempt)
        body.unite(other)
        assert body.codes(announcement) == ()

    @pytest.mark.parametrize("attempt", GRIND)
    def test_another_seconder_unmakes_no_result(self, attempt: int) -> None:
        body, motion = Body.pending(second=True, debate="1h")
        other = body.clone()
        body.second("bob", motion)
        for voter in ("carol", "bob"):
            body.vote(voter, motion, "nay", at=3_600)
        announcement = body.announce("bob", motion, at=3_600)
        other.second("carol", motion, at=attempt + 1)
        body.unite(other)
        assert body.codes(announcement) == ()
        assert body.state(motion).phase(START) == "lost"

    @pytest.mark.parametrize("attempt", GRIND)
    def test_an_agreeing_announcement_moves_no_hold(self, attempt: int) -> None:
        body, motion = Body.pending(hold="1d")
        for voter in ("alice", "bob"):
            body.vote(voter, motion, "aye")
        other = body.clone()
        body.announce("alice", motion)
        record = body.enact("bob", motion, at=DAY)
        other.announce("carol", motion, at=300 * DAY + attempt)
        body.unite(other)
        assert body.decision(motion).ends_hold <= START + DAY
        assert body.codes(record) == ()


CHOICES = (None, "aye", "nay", "abstain")
RULES: list[dict[str, Value]] = [
    {},
    {"early": False},
    {"lazy": "1d"},
    {"quorum": "1"},
    {"quorum": "0", "threshold": "unanimous"},
    {"lazy": "1d", "threshold": "unanimous", "basis": "membership"},
    {"basis": "present", "quorum_basis": "cast", "quorum": ">= 1/2"},
    {"ayes": 2, "threshold": "two-thirds"},
]


@pytest.mark.parametrize("rules", RULES, ids=str)
def test_a_result_that_may_be_announced_early_is_the_one_that_waiting_gives(rules: dict[str, Value]) -> None:
    """Two members who announce the same ballots, one at once and one in the end, do not contradict each other."""
    for choices in itertools.product(CHOICES, repeat=3):
        body, motion = Body.pending(**rules)
        for voter, choice in zip(("alice", "bob", "carol"), choices, strict=True):
            if choice:
                body.vote(voter, motion, choice)
        results = [body.result(motion, at=at) for at in (0, DAY, 7 * DAY)]
        early = [result for result in results if result.arithmetic]
        assert {result.result for result in early} == {results[-1].result}, choices


@pytest.mark.parametrize("rules", [rules for rules in RULES if "lazy" not in rules], ids=str)
def test_a_result_that_may_be_announced_early_is_the_one_that_any_further_ballots_give(rules: dict[str, Value]) -> None:
    """By those who have not answered; who has may change a ballot until the announcement, where the charter lets them.

    Not so for silence taken as consent: there one nay asks for a vote, which is what the window is for.
    """
    finals = {}
    for choices in itertools.product(CHOICES, repeat=3):
        body, motion = Body.pending(**rules)
        for voter, choice in zip(("alice", "bob", "carol"), choices, strict=True):
            if choice:
                body.vote(voter, motion, choice)
        finals[choices] = (body.result(motion), body.result(motion, at=7 * DAY))
    for choices, (early, _) in finals.items():
        if early.arithmetic:
            later = [end for other, (_, end) in finals.items() if _extends(other, choices)]
            assert {end.result for end in later} == {early.result}, choices


def _extends(later: tuple[str | None, ...], now: tuple[str | None, ...]) -> bool:
    return all(before in (None, after) for before, after in zip(now, later, strict=True))
