"""The fold: what opens a thread, what is no act upon it, and that its rules are frozen when it opens."""

from __future__ import annotations

import pytest

from gitgov.core.ids import EventId
from gitgov.ledger.event import Body as EventBody
from gitgov.ledger.event import Draft
from gitgov.ledger.ruling import Ruling
from gitgov.procedure.acts import ACTS
from gitgov.procedure.acts.announce import body_of, resolve
from gitgov.procedure.events import ALL_KINDS, KINDS, MotionMoved
from gitgov.procedure.fold import fold
from gitgov.procedure.motions.amend import Amend
from gitgov.procedure.opening import OPENINGS
from gitgov.procedure.pointing import NOTED
from gitgov.procedure.rows import Question
from gitgov.procedure.state import Decision
from gitgov.tally.events import BallotCast
from tests.kit.assembly import Body
from tests.kit.charters import DAY, Value, team
from tests.kit.lines import START, signed
from tests.kit.questions import architecture, change, merge, oid, release


class TestOpening:
    def test_a_motion_opens_its_thread(self) -> None:
        body, motion = Body.pending()
        state = body.state(motion)
        assert (state.id, state.mover, state.at, state.subject) == (motion, "alice", START, oid("feature/x"))
        assert (state.kind, state.question, state.target) == ("merge", merge(), "refs/heads/main")
        assert (state.stated_at, state.opens_at, state.closes_at) == (START, START, START + 7 * DAY)
        assert state.name == f"M-{motion[:8]}"

    @pytest.mark.parametrize(
        ("question", "codes"),
        [
            (merge(into="elsewhere"), ("GOV-330",)),
            (merge(into="Main"), ("GOV-330",)),
            (release("1.0"), ("GOV-331",)),
            (change(team("alice", "bob", "carol")), ("GOV-407",)),
            (change(team("alice", "bob", "carol").but(version=3)), ("GOV-407",)),
            (change(team("alice", presiding="x").next()), ("GOV-406",)),
            (change(team("alice", "bob", "carol").next()), ()),
            (merge(), ()),
            (release(), ()),
            (architecture(), ()),
        ],
        ids=lambda value: getattr(value, "motion", None),
    )
    def test_what_a_question_must_satisfy(self, question: Question, codes: tuple[str, ...]) -> None:
        body = Body.team("alice", "bob", "carol")
        assert body.codes(body.move("alice", question)) == codes

    @pytest.mark.parametrize(
        "question", [merge(), release(), change(team("alice", "bob", "carol").next())], ids=lambda each: each.motion
    )
    def test_a_motion_lies_on_what_it_is_about(self, question: Question) -> None:
        """Else its decision would be found on content that nobody voted on."""
        body = Body.team("alice", "bob", "carol")
        motion = body.move("alice", question, subject=oid("something else"))
        assert body.codes(motion) == ("GOV-344",)

    def test_what_belongs_to_a_motion_that_was_out_of_order_is_out_of_order(self) -> None:
        body = Body.team("alice", "bob", "carol")
        motion = body.move("alice", merge(into="elsewhere"))
        vote = body.vote("bob", motion, "aye")
        assert body.codes(vote) == ("GOV-309",)

    @pytest.mark.parametrize("kind", sorted({name for name, _ in KINDS} - {"motion.moved"}))
    def test_nothing_else_opens_a_thread(self, kind: str) -> None:
        """An act whose thread is itself: it is kept, and without effect."""
        body, motion = Body.pending()
        body.second("bob", motion)
        line = signed(
            Draft("alice", START, _Empty(), kind, (body.genesis.id,), body.genesis.id, oid("feature/x"), "", v=99),
            "alice",
        )
        event = body.add(line)
        assert body.codes(event) == ("GOV-309",)

    def test_a_thread_without_its_opening_is_out_of_order(self) -> None:
        body, motion = Body.pending()
        vote = body.event(body.vote("bob", motion, "aye"))
        rulings = fold(body.chain, [vote])
        assert isinstance(rulings, tuple)
        assert [(each.event, each.objections[0].code) for each in rulings] == [(vote, "GOV-309")]

    def test_nothing_folds_to_nothing(self) -> None:
        assert fold(Body.team("alice").chain, []) == ()


class TestActs:
    def test_the_table_names_each_act_with_its_source(self) -> None:
        assert all(row.kind == kind for kind, row in ACTS.items())
        ours = {kind for kind, row in ACTS.items() if not row.source.startswith("RONR (12th ed.) ")}
        assert ours == {"acceptance.given", "body.concurred"}  # keys and other bodies are no matter of the book's
        assert {kind for kind, _ in ALL_KINDS if not kind.startswith(("charter.", "proxy."))} == {
            *ACTS,
            *OPENINGS,
            NOTED,
        }

    @pytest.mark.parametrize("kind", ["motion.tabled", "ballot.ranked", "charter.covered"])
    def test_an_unknown_kind_has_no_effect(self, kind: str) -> None:
        body, motion = Body.pending()
        before = body.state(motion)
        event = body.add(act(body, motion, kind, 1))
        assert body.codes(event) == ("GOV-306",)
        assert body.state(motion).but(lineage={}, count=0, out_of_order=()) == before.but(lineage={}, count=0)

    @pytest.mark.parametrize("kind", sorted(ACTS))
    def test_an_unknown_version_has_no_effect(self, kind: str) -> None:
        """Acts of which each would do something, if it were of a version that is known."""
        body, motion = Body.pending(second=True)
        before = body.state(motion)
        event = body.add(act(body, motion, kind, 2, actor="alice" if kind == "motion.withdrawn" else "bob"))
        assert body.codes(event) == ("GOV-306",)
        assert body.state(motion).but(lineage={}, count=0, out_of_order=()) == before.but(lineage={}, count=0)

    def test_a_main_motion_has_a_floor_of_its_own(self) -> None:
        body, motion = Body.pending()
        again = body.act("bob", motion, MotionMoved(question=merge()))
        assert body.codes(again) == ("GOV-359",)

    def test_an_act_names_the_commit_of_its_motion(self) -> None:
        body, motion = Body.pending()
        assert body.codes(body.vote("bob", motion, "aye", subject=oid("another"))) == ("GOV-307",)

    def test_an_act_of_another_thread_does_not_count_here(self) -> None:
        body, motion = Body.pending()
        other = body.move("bob")
        stray = body.event(body.vote("carol", other, "aye"))
        state = fold(body.chain, [*body.thread(motion), stray])
        assert not isinstance(state, tuple)
        assert [(each.event, each.objections[0].code) for each in state.out_of_order] == [(stray, "GOV-307")]
        assert state.main.ballots == ()

    def test_a_ruling_names_what_it_rules_out(self) -> None:
        body, motion = Body.pending()
        stray = body.vote("bob", motion, "aye", subject=oid("another"))
        (ruling,) = body.floor(motion).out_of_order
        assert isinstance(ruling, Ruling)
        assert stray in ruling.objections[0].records


class TestFrozen:
    """Whatever a later charter says, an open question keeps the rules, the electorate and the deadline it had."""

    @pytest.mark.parametrize(
        "later",
        [
            {"threshold": "unanimous"},
            {"quorum": "unanimous"},
            {"poll": "1h"},
            {"poll": "30d"},
            {"second": True},
            {"debate": "7d"},
            {"lazy": "1h"},
            {"early": False},
            {"reasons": True},
            {"mover_votes": False},
            {"basis": "membership", "ayes": 3},
        ],
    )
    def test_later_rules_touch_no_open_question(self, later: dict[str, Value]) -> None:
        body, motion = Body.pending()
        before = body.state(motion)
        body.replace_charter(team("alice", "bob", "carol", **later).next())
        after = body.state(motion)
        assert (after.rules, after.electorate, after.opens_at, after.closes_at) == (
            before.rules, before.electorate, before.opens_at, before.closes_at,
        )  # fmt: skip
        body.vote("alice", motion, "aye")
        body.vote("bob", motion, "aye")
        assert body.codes(body.announce("carol", motion)) == ()
        assert body.decision(motion).carried

    def test_members_who_came_or_went_change_no_denominator(self) -> None:
        body, motion = Body.pending(basis="membership")
        body.replace_charter(team("alice", "bob", "carol", "dave", "eve").next(retired=("carol",)))
        body.vote("alice", motion, "aye")
        body.vote("bob", motion, "aye")
        body.announce("bob", motion)
        assert "of 3 members" in body.decision(motion).outcome.arithmetic
        assert body.decision(motion).carried

    def test_a_new_motion_goes_by_the_new_charter(self) -> None:
        body, _ = Body.pending()
        body.replace_charter(team("alice", "bob", "carol", "dave", "eve", poll="1h").next(retired=("carol",)))
        state = body.state(body.move("eve"))
        assert state.electorate == {"alice", "bob", "dave", "eve"}
        assert state.rules.poll == 3_600


class _Empty(EventBody):
    """Nothing."""


def act(body: Body, motion: str, kind: str, version: int, actor: str = "bob") -> bytes:
    """Signs an act of a kind and version that this version does not know."""
    parents = (motion, body.chain.head.id)
    draft = Draft(actor, START, _Empty(), kind, parents, body.genesis.id, oid("feature/x"), EventId(motion), version)
    return signed(draft, actor)


def test_a_result_falls_with_a_question_that_was_ruled_out_beside_it() -> None:
    """Somebody votes on the motion while others, who have not seen it, amend it: what comes first by id stands."""
    for second in range(40):
        body, motion = Body.team("alice", "bob", "carol"), EventId("")
        motion = body.move("alice", architecture())
        others = body.clone()
        body.vote("carol", motion, "aye", at=second)
        change = MotionMoved(question=Amend(strike="Use", insert="Do not use"))
        moved = others.act("bob", motion, change, at=second)
        if others.why(moved):
            change = MotionMoved(question=Amend(insert="from May on"))
            moved = others.act("bob", motion, change, at=second)
        for voter in ("alice", "bob", "carol"):
            others.act(voter, motion, BallotCast(choice="aye", on=moved), at=second)
        floor = others.floor(motion)
        result = resolve(floor, floor.motions[moved], tuple(floor.lineage), START + second)
        assert isinstance(result, Decision)
        announcement = others.act("alice", motion, body_of(result, moved), at=second)
        assert others.codes(announcement) == ()
        body.unite(others)
        if body.codes(moved):
            assert body.codes(moved) == ("GOV-351",)
            assert body.codes(announcement) == ("GOV-397",)
            return
    raise AssertionError("the ballot never came first")
