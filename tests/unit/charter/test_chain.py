"""The chain of charters: founding rules, monotonic versions, who may step, and what a step carries along."""

from __future__ import annotations

import pytest

from gitgov.charter.chain import founded
from gitgov.charter.events import Adopted, Genesis
from gitgov.core.errors import BadInput
from gitgov.core.line import unseal
from gitgov.ledger.admission import Admission, decode
from gitgov.ledger.event import UNKNOWN, Draft, Event
from gitgov.procedure.events import ALL_KINDS
from gitgov.tally.events import BallotCast
from tests.kit.assembly import Body
from tests.kit.charters import DAY, team
from tests.kit.charters import Draft as Charter
from tests.kit.lines import START, fingerprint, signed
from tests.kit.questions import ROOT, change, oid

TRIO = team("alice", "bob", "carol")


def versions(body: Body) -> list[int]:
    return [step.charter.version for step in body.chain.steps]


class TestFounding:
    def test_the_founder_revises_until_the_body_is_constituted(self) -> None:
        body = Body.found(team("alice"), founding=True)
        body.revise("alice", team("alice", "bob").next())
        body.revise("alice", TRIO.but(version=3))
        assert versions(body) == [1, 2, 3]
        step = body.constitute("alice")
        assert versions(body) == [1, 2, 3, 3]
        assert [each.constituted for each in body.chain.steps] == [False, False, False, True]
        assert body.chain.head.id == step
        assert body.chain.charter.electorate == {"alice", "bob", "carol"}

    def test_only_the_founder_does(self) -> None:
        body = Body.found(TRIO, founding=True)
        assert body.codes(body.revise("bob", TRIO.next())) == ("GOV-405",)
        assert body.codes(body.constitute("carol")) == ("GOV-405",)
        assert versions(body) == [1]

    def test_no_motion_is_in_order_yet(self) -> None:
        body = Body.found(TRIO, founding=True)
        motion = body.move("alice")
        vote = body.vote("bob", motion, "aye")
        assert body.codes(motion) == ("GOV-308",)
        assert body.codes(vote) == ("GOV-309",)

    def test_constituted_it_changes_by_motion_only(self) -> None:
        body = Body.found(TRIO)
        assert body.codes(body.revise("alice", TRIO.next())) == ("GOV-404",)
        assert body.codes(body.constitute("alice")) == ("GOV-404",)

    @pytest.mark.parametrize("left", [TRIO.next(retired=("alice",)), team("bob", "carol").but(version=2)])
    def test_a_founder_cannot_leave_before_the_body_is_constituted(self, left: Charter) -> None:
        """Nobody else could ever constitute it."""
        body = Body.found(TRIO, founding=True)
        assert body.codes(body.revise("alice", left)) == ("GOV-408",)
        assert versions(body) == [1]
        body.constitute("alice")
        assert body.chain.head.constituted

    def test_what_the_founder_did_under_an_older_charter_is_passed_over(self) -> None:
        body = Body.found(TRIO, founding=True)
        late = body.clone()
        body.revise("alice", TRIO.next())
        body.constitute("alice")
        rival = late.revise("alice", team("alice").next())
        body.unite(late)
        ruled_out = {ruling.event.id for ruling in body.chain.out_of_order}
        assert ruled_out
        assert {step.id for step in body.chain.steps}.isdisjoint(ruled_out)
        assert rival in ruled_out or versions(body) == [1, 2]


class TestSteps:
    @pytest.mark.parametrize(
        ("text", "code"),
        [
            (TRIO.text, "GOV-407"),
            (TRIO.but(version=3).text, "GOV-407"),
            (TRIO.next().text.replace("members.carol", "members.Carol"), "GOV-406"),
            ("", "GOV-406"),
            ("version = 2", "GOV-406"),
            ('name = "' + "x" * 300_000 + '"', "GOV-406"),
            (f"version = {'9' * 5_000}", "GOV-406"),
            ("a = " + "[" * 50_000, "GOV-406"),
        ],
        ids=["the same version", "a version left out", "a bad name", "empty", "scant", "too long", "digits", "depth"],
    )
    def test_a_text_that_cannot_follow_is_out_of_order(self, text: str, code: str) -> None:
        body = Body.team("alice", "bob", "carol")
        motion = body.move("alice", change(TRIO.next()))
        for voter in ("alice", "bob", "carol"):
            body.vote(voter, motion, "aye")
        body.announce("alice", motion)
        assert body.codes(body.adopt("alice", motion, text)) == (code,)
        assert versions(body) == [1]

    def test_a_step_names_the_head(self) -> None:
        body = Body.found(TRIO)
        first = body.replace_charter(TRIO.next())
        motion = next(event.thread for event in body.events.values() if event.kind == "motion.moved")
        parents = [body.state(motion).decision.id]  # type: ignore[union-attr]
        again = body.adopt("alice", motion, under=body.genesis.id, parents=parents, at=DAY)
        steps = [step.id for step in body.chain.steps]
        assert versions(body) == [1, 2]
        assert {"GOV-401"} == {code for event in {first, again} - set(steps) for code in body.codes(event)}

    @pytest.mark.parametrize(
        ("actor", "key"), [("eve", "bob"), ("alice", "bob"), ("dave", "dave")], ids=["nobody", "another", "retired"]
    )
    def test_only_active_members_with_their_own_keys_step(self, actor: str, key: str) -> None:
        draft = team("alice", "bob", "carol", "dave").but(retired=("dave",))
        body = Body.found(draft)
        motion = body.move("alice", change(draft.next()))
        for voter in ("alice", "bob", "carol"):
            body.vote(voter, motion, "aye")
        body.announce("alice", motion)
        assert body.codes(body.adopt(actor, motion, key=key)) == ("GOV-402",)
        assert body.codes(body.adopt("bob", motion)) == ()

    @pytest.mark.parametrize(
        "draft",
        [
            Draft("alice", START, UNKNOWN, "charter.more", (), "", ROOT, ""),
            Draft("alice", START, Genesis(charter=TRIO.text, founding=True, refs=[]), "charter.genesis", (), "", ROOT, ""),
            Draft("alice", START, UNKNOWN, "charter.adopted", (), "", ROOT, "", v=2),
        ],
        ids=["an unknown kind", "a second genesis", "an unknown version"],
    )  # fmt: skip
    def test_anything_else_has_no_place_in_the_thread(self, draft: Draft) -> None:
        body = Body.found(TRIO)
        genesis = body.genesis.id
        named = Draft(draft.actor, draft.at, draft.body, draft.kind, (genesis,), genesis, ROOT, genesis, draft.v)
        assert body.codes(body.add(signed(named, "alice"))) == ("GOV-403",)
        assert versions(body) == [1]

    def test_other_matters_do_not_touch_the_chain(self) -> None:
        body = Body.found(TRIO)
        motion = body.move("alice")
        body.vote("bob", motion, "aye")
        assert (versions(body), body.chain.out_of_order) == ([1], ())

    def test_a_step_outside_of_the_charters_thread_steps_nowhere(self) -> None:
        """It lies on the charter's commit, but in the thread of a motion."""
        body = Body.found(TRIO)
        motion = body.move("alice", change(TRIO.next()))
        for voter in ("alice", "bob", "carol"):
            body.vote(voter, motion, "aye")
        decision = body.announce("alice", motion)
        adopted = Adopted(charter=TRIO.next().text, decision=decision, motion=motion, refs=[])
        astray = body.act("alice", motion, adopted)
        assert versions(body) == [1]
        assert body.codes(astray)

    def test_the_chain_knows_every_key_that_ever_was(self) -> None:
        body = Body.found(TRIO.but(keys={"bob": ("bob", "bob's old key")}))
        body.replace_charter(team("alice", "bob", "dave").next())
        everybody = ("alice", "bob", "bob's old key", "carol", "dave")
        assert set(body.chain.keys) == {fingerprint(name) for name in everybody}
        assert set(body.chain.charter.owners) == {fingerprint(name) for name in ("alice", "bob", "dave")}


class TestBaseline:
    def test_it_is_where_the_refs_stood_when_they_were_first_protected(self) -> None:
        main, other = f"{oid('main')} refs/heads/main", f"{oid('other')} refs/heads/other"
        body = Body.found(TRIO, refs=[main])
        motion = body.move("alice", change(TRIO.next(branches={"*": ("merge",)})))
        for voter in ("alice", "bob", "carol"):
            body.vote(voter, motion, "aye")
        decision = body.announce("alice", motion)
        refs = [other, f"{oid('elsewhere')} refs/heads/main"]
        adopted = Adopted(
            charter=TRIO.next(branches={"*": ("merge",)}).text, decision=decision, motion=motion, refs=refs
        )
        body._step("alice", adopted, {"parents": [decision]})
        assert versions(body) == [1, 2]
        assert dict(body.chain.baseline) == {"refs/heads/main": oid("main"), "refs/heads/other": oid("other")}

    @pytest.mark.parametrize(
        "ref", ["refs/heads/main", "refs/heads/release/1", "refs/tags/v9", "refs/heads/free", "refs/notes/gov/votes"]
    )
    def test_a_step_adds_nothing_that_it_is_not_the_first_to_protect(self, ref: str) -> None:
        """What was protected before the gate has kept account of, though it stood nowhere yet."""
        before = TRIO.but(branches={"main": ("merge",), "release/*": ("merge",)})
        body = Body.found(before)
        body.replace_charter(before.next(branches={}))  # nor does a pause in between make it new
        after = before.but(version=3, branches={"ma*": ("merge",), "release/*": ("merge",), "new": ("merge",)})
        motion = body.move("alice", change(after))
        for voter in ("alice", "bob", "carol"):
            body.vote(voter, motion, "aye")
        decision = body.announce("alice", motion)
        rows = [f"{oid('evil')} {ref}", f"{oid('new')} refs/heads/new"]
        adopted = Adopted(charter=after.text, decision=decision, motion=motion, refs=rows)
        body._step("alice", adopted, {"parents": [decision]})
        assert versions(body) == [1, 2, 3]
        assert dict(body.chain.baseline) == {"refs/heads/new": oid("new")}

    def test_nor_does_the_genesis(self) -> None:
        rows = [f"{oid('free')} refs/heads/free", f"{oid('main')} refs/heads/main"]
        assert dict(Body.found(TRIO, refs=rows).chain.baseline) == {"refs/heads/main": oid("main")}

    @pytest.mark.parametrize("row", ["", "main", "refs/heads/main", f"{oid('main')}", f"{oid('main')} ", "HEAD refs/x"])
    def test_a_row_that_is_none_protects_nothing(self, row: str) -> None:
        assert dict(Body.found(TRIO, refs=[row]).chain.baseline) == {}


class TestFounded:
    def test_a_chain_begins_with_a_genesis(self) -> None:
        body = Body.team("alice", "bob")
        ballot = body.event(body.vote("bob", body.move("alice"), "aye"))
        assert isinstance(ballot.body, BallotCast)
        with pytest.raises(BadInput, match="not a genesis"):
            founded(ballot)

    def test_its_founder_stands_on_its_roll(self) -> None:
        founding = Genesis(charter=TRIO.text, founding=False, refs=[])
        line = signed(Draft("eve", START, founding, "charter.genesis", (), "", ROOT, ""), "eve")
        genesis = decode(line, unseal(line), Admission("", {}, ALL_KINDS))
        assert isinstance(genesis, Event)
        with pytest.raises(BadInput, match="own roll"):
            founded(genesis)

    def test_it_is_in_force_from_its_own_id(self) -> None:
        body = Body.team("alice")
        chain = founded(body.genesis)
        assert (chain.repo, chain.founder, chain.subject) == (body.genesis.id, "alice", ROOT)
        assert (chain.head.id, chain.head.at) == (body.genesis.id, START)
        motion = body.event(body.move("alice", at=DAY))
        step = chain.step_of(motion)
        assert step is not None
        assert step.charter is chain.charter
        assert chain.successor(step) is None
