"""From raw lines to the constitution: one genesis, and a charter only as it was carried."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

import pytest

from gitgov.charter.events import Adopted, Genesis
from gitgov.core.errors import GitgovError, Undecided
from gitgov.core.ids import EventId
from gitgov.ledger.event import Draft
from gitgov.procedure.constitution import constitute, find_genesis, why_not_adopt
from tests.kit.assembly import Body
from tests.kit.charters import DAY, Value, team
from tests.kit.lines import START, sealed, signed
from tests.kit.questions import ROOT, architecture, change, oid

TRIO = team("alice", "bob", "carol")
NEXT = team("alice", "bob", "carol", "dave").next()


def genesis_line(actor: str = "alice", key: str = "alice", text: str = TRIO.text, parents: Iterable[str] = ()) -> bytes:
    body = Genesis(charter=text, founding=False, refs=[])
    return signed(Draft(actor, START, body, "charter.genesis", tuple(parents), "", ROOT, ""), key)


class TestGenesis:
    def test_there_is_one(self) -> None:
        assert find_genesis([b"no line", genesis_line(), b""]).actor == "alice"

    def test_there_is_none(self) -> None:
        with pytest.raises(GitgovError, match="no charter here"):
            find_genesis([b"no line"])

    def test_there_are_two_and_none_is_pinned(self) -> None:
        other = genesis_line("bob", "bob")
        with pytest.raises(Undecided, match="several geneses") as caught:
            find_genesis([genesis_line(), other])
        assert "gov.genesis" in caught.value.remedy

    def test_the_pinned_one_is_the_one(self) -> None:
        other = genesis_line("bob", "bob")
        for line in (genesis_line(), other):
            pinned = find_genesis([line])
            assert find_genesis([genesis_line(), other], pinned.id).id == pinned.id

    @pytest.mark.parametrize("lines", [[], [genesis_line("bob", "bob")]], ids=["deleted", "replaced"])
    def test_the_pinned_one_is_gone(self, lines: list[bytes]) -> None:
        pinned = find_genesis([genesis_line()]).id
        with pytest.raises(Undecided, match=pinned):
            find_genesis(lines, pinned)

    FALSE: ClassVar[dict[str, bytes]] = {
        "signed by a key that is on no roll": genesis_line(key="eve"),
        "signed by another member": genesis_line(key="bob"),
        "by somebody not on its roll": genesis_line("eve", "eve"),
        "with a charter that cannot be read": genesis_line(text="name = 1"),
        "with parents": genesis_line(parents=["0" * 64]),
        "with another signature": genesis_line()[:-20] + b'AAAAAAAAAAAAAAAA=="}',
        "of another version": signed(
            Draft(
                "alice", START, Genesis(charter=TRIO.text, founding=False, refs=[]), "charter.genesis", (), "", ROOT, "", 2,
            ),
            "alice",
        ),
        "that is no event": sealed(b'{"kind":"charter.genesis"}', "alice"),
    }  # fmt: skip

    @pytest.mark.parametrize("line", FALSE.values(), ids=FALSE)
    def test_a_false_one_is_none(self, line: bytes) -> None:
        with pytest.raises(GitgovError, match="no charter here"):
            find_genesis([line])
        assert find_genesis([line, genesis_line()]).line == genesis_line()


class TestConstitution:
    def test_keys_enter_by_charters_in_any_number_of_rounds(self) -> None:
        """dave comes by the second charter, and moves the third, by which eve comes, and votes."""
        body = Body.found(TRIO)
        body.replace_charter(NEXT)
        third = team("alice", "bob", "carol", "dave", "eve").but(version=3)
        motion = body.move("dave", change(third))
        for voter in ("alice", "bob", "dave"):
            body.vote(voter, motion, "aye")
        body.announce("dave", motion)
        body.adopt("dave", motion)
        body.speak("eve", body.move("eve", architecture()))
        home = [line for line, event in body.events.items() if event.subject == ROOT]
        for lines in (home, home[::-1]):
            constitution = constitute(body.genesis, lines)
            assert [step.charter.version for step in constitution.chain.steps] == [1, 2, 3]
            assert constitution.refused == ()
            assert len(constitution.events) == len(home)

    def test_lines_that_are_not_admitted_are_kept_with_the_reason(self) -> None:
        body = Body.found(TRIO)
        stranger = signed(Draft("eve", START, architecture(), "x.y", (), body.genesis.id, ROOT, ""), "eve")
        astray = body.event(body.move("alice")).line
        broken = b"no line"
        refused = dict(constitute(body.genesis, [body.genesis.line, stranger, broken, astray]).refused)
        assert {line: objection.code for line, objection in refused.items()} == {
            stranger: "GOV-203", broken: "GOV-202", astray: "GOV-208",
        }  # fmt: skip

    def test_another_genesis_among_the_lines_changes_nothing(self) -> None:
        body = Body.found(TRIO)
        other = genesis_line("bob", "bob")
        constitution = constitute(body.genesis, [body.genesis.line, other])
        assert constitution.chain.repo == body.genesis.id
        assert len(constitution.chain.steps) == 1


def carried(**rules: Value) -> tuple[Body, EventId]:
    """A body in which the next charter has been carried, and not adopted yet."""
    body = Body.team("alice", "bob", "carol", **rules)
    motion = body.move("alice", change(NEXT))
    for voter in ("alice", "bob", "carol"):
        body.vote(voter, motion, "aye")
    body.announce("alice", motion)
    return body, motion


class TestAdoption:
    def test_as_carried_it_takes_effect_by_any_member(self) -> None:
        for actor in ("alice", "bob", "carol"):
            body, motion = carried()
            assert body.codes(body.adopt(actor, motion)) == ()
            assert body.chain.charter.text == NEXT.text

    def test_not_when_another_question_was_carried(self) -> None:
        body = Body.team("alice", "bob", "carol")
        motion = body.move("alice", architecture())
        for voter in ("alice", "bob"):
            body.vote(voter, motion, "aye")
        body.announce("alice", motion)
        assert body.codes(body.adopt("alice", motion, NEXT.text)) == ("GOV-410",)

    def test_not_for_a_motion_that_there_is_not(self) -> None:
        body, motion = carried()
        decision = body.decision(motion).id
        adopted = Adopted(charter=NEXT.text, decision=decision, motion="f" * 64, refs=[])
        assert body.codes(body._step("alice", adopted, {"parents": [decision]})) == ("GOV-410",)

    @pytest.mark.parametrize("votes", ["", "aye", "aye nay nay"], ids=["undecided", "still open", "lost"])
    def test_not_before_it_is_carried(self, votes: str) -> None:
        body = Body.team("alice", "bob", "carol")
        motion = body.move("alice", change(NEXT))
        for voter, choice in zip(("alice", "bob", "carol"), votes.split(), strict=False):
            body.vote(voter, motion, choice)
        body.announce("alice", motion)
        assert body.codes(body.adopt("alice", motion)) == ("GOV-411",)

    def test_not_by_another_decision(self) -> None:
        body, motion = carried()
        adopted = Adopted(charter=NEXT.text, decision="f" * 64, motion=motion, refs=[])
        step = body._step("alice", adopted, {"parents": [body.decision(motion).id]})
        assert body.codes(step) == ("GOV-411",)

    def test_not_without_having_seen_the_decision(self) -> None:
        body, motion = carried()
        assert body.codes(body.adopt("alice", motion, parents=[motion]))[0] in {"GOV-411", "GOV-414"}

    def test_not_once_the_charter_under_which_it_was_moved_is_replaced(self) -> None:
        body, motion = carried()
        body.replace_charter(TRIO.next())
        assert body.codes(body.adopt("alice", motion, NEXT.but(version=3).text)) == ("GOV-412",)
        assert body.codes(body.adopt("alice", motion)) == ("GOV-407",)

    @pytest.mark.parametrize(("at", "codes"), [(0, ("GOV-413",)), (DAY - 1, ("GOV-413",)), (DAY, ())])
    def test_not_before_its_hold_ends(self, at: int, codes: tuple[str, ...]) -> None:
        body, motion = carried(hold="1d")
        assert body.codes(body.adopt("alice", motion, at=at)) == codes

    @pytest.mark.parametrize("text", [NEXT.text + "\n", NEXT.text.replace("a body", "our body")])
    def test_not_with_another_letter(self, text: str) -> None:
        body, motion = carried()
        assert body.codes(body.adopt("alice", motion, text)) == ("GOV-414",)

    def test_a_step_of_another_kind_adopts_nothing(self) -> None:
        body, motion = carried()
        event = body.event(motion)
        assert [each.code for each in why_not_adopt(event, body.chain, body.thread(motion))] == ["GOV-403"]

    def test_the_old_rules_decide(self) -> None:
        """Two of three carry it now; the charter that it brings would ask for all."""
        body = Body.team("alice", "bob", "carol")
        motion = body.move("alice", change(team("alice", "bob", "carol", threshold="unanimous").next()))
        for voter, choice in (("alice", "aye"), ("bob", "aye"), ("carol", "nay")):
            body.vote(voter, motion, choice)
        body.announce("alice", motion)
        assert body.codes(body.adopt("alice", motion)) == ()

    def test_and_the_old_electorate(self) -> None:
        body = Body.found(TRIO)
        packed = team("alice", "eve", "dave", "bob", "carol").next()
        motion = body.move("alice", change(packed))
        body.vote("alice", motion, "aye")
        body.announce("alice", motion, at=7 * DAY)
        assert body.codes(body.adopt("alice", motion, at=7 * DAY)) == ("GOV-411",)

    def test_it_takes_effect_once(self) -> None:
        body, motion = carried()
        other = body.clone()
        steps = {body.adopt("alice", motion), other.adopt("bob", motion, at=1)}
        body.unite(other)
        assert len(body.chain.steps) == 2
        (rival,) = steps - {body.chain.head.id}
        assert body.codes(rival) == ("GOV-401",)

    def test_an_old_charter_does_not_come_back(self) -> None:
        """The line by which version 2 came, and its motion, are there for ever; they name a head that has gone."""
        body = Body.found(TRIO)
        body.replace_charter(NEXT)
        body.replace_charter(TRIO.but(version=3))
        again = Body.read([*body.lines, *body.lines[::-1]])
        assert [step.charter.version for step in again.chain.steps] == [1, 2, 3]
        motion = next(each.thread for each in body.events.values() if each.kind == "motion.moved")
        assert body.codes(body.adopt("alice", motion)) == ("GOV-407",)
        assert body.chain.charter.version == 3


def test_the_subject_of_the_charter_is_where_it_was_founded() -> None:
    assert Body.found(TRIO).chain.subject == ROOT != oid("elsewhere")
