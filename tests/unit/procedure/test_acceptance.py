"""An amendment that changes the roll takes effect once so many have signed under it as could amend it again."""

from __future__ import annotations

import itertools

import pytest

from gitgov.charter.read import read
from gitgov.core.ids import EventId, Member
from gitgov.ledger.event import Draft
from gitgov.ledger.order import heads
from gitgov.procedure.acceptance import could_amend, digest_of, handover, why_not_handed
from gitgov.procedure.acts.announce import body_of, resolve
from gitgov.procedure.events import AcceptanceGiven, MotionMoved
from gitgov.procedure.motions.substitute import Substitute
from gitgov.procedure.state import Decision
from gitgov.tally.events import BallotCast
from tests.kit import charters
from tests.kit.assembly import Body
from tests.kit.charters import chaired, pub, team
from tests.kit.lines import START, fingerprint, signed
from tests.kit.questions import architecture, change

TRIO = team("alice", "bob", "carol")
REKEYED = TRIO.next(keys={"bob": ("bob-new",), "carol": ("carol-new",)})
"""Bob and carol get other keys, without which nothing is decided: a quorum is more than half of three."""
STRICT = charters.Draft(("alice", "bob", "carol"))


def carried(new: charters.Draft = REKEYED, old: charters.Draft = TRIO, *, strict: bool = False) -> tuple[Body, EventId]:
    """A body in which all of the roll have carried a charter that has not taken effect."""
    text = old.text.replace("version", 'acceptance = "each"\nversion', 1) if strict else old.text
    body = Body.found(_Text(old.members, text)) if strict else Body.found(old)
    motion = body.move(old.members[0], change(new))
    for voter in old.members:
        body.vote(voter, motion, "aye")
    body.announce(old.members[0], motion)
    return body, motion


class _Text(charters.Draft):
    """A charter of which only the text counts."""

    def __init__(self, members: tuple[str, ...], text: str) -> None:
        super().__init__(members)
        object.__setattr__(self, "said", text)

    @property
    def text(self) -> str:
        return self.said  # type: ignore[attr-defined,no-any-return]


def codes_of_adoption(body: Body, motion: EventId) -> tuple[str, ...]:
    """The codes by which the charter does not take effect now; nothing where it does."""
    body = body.clone()
    return body.codes(body.adopt("alice", motion))


class TestEnough:
    def test_a_roll_that_could_decide_nothing_does_not_take_over(self) -> None:
        body, motion = carried()
        step = body.adopt("alice", motion)
        assert body.codes(step) == ("GOV-223",)
        assert "only alice signed" in body.why(step)[0].what
        assert f"by bob, carol; then git gov enact {body.state(motion).name}" in body.why(step)[0].remedy
        assert body.chain.charter.version == 1

    @pytest.mark.parametrize("member", ["bob", "carol"])
    def test_one_acceptance_makes_a_quorum(self, member: str) -> None:
        body, motion = carried()
        assert body.codes(body.accept(member, motion, f"{member}-new")) == ()
        assert codes_of_adoption(body, motion) == ()

    def test_where_nobody_has_signed_it_says_so(self) -> None:
        body, motion = carried(REKEYED.but(keys={each: (f"{each}-new",) for each in ("alice", "bob", "carol")}))
        (told,) = why_not_handed(body.floor(motion), body.state(motion))
        assert "of the new one nobody signed in the matter" in told.what

    def test_a_slip_in_one_key_of_three_is_no_hindrance(self) -> None:
        body, motion = carried(TRIO.next(keys={"bob": ("bob-new",)}))
        assert codes_of_adoption(body, motion) == ()

    def test_keys_that_nobody_holds_do_not_add_up_over_several_amendments(self) -> None:
        """A key that came in unshown counts for nothing in the next one either."""
        body, motion = carried(TRIO.next(keys={"bob": ("bob-new",)}))
        body.adopt("alice", motion)
        second = body.move("alice", change(REKEYED.but(version=3)))
        for voter in ("alice", "carol"):
            body.vote(voter, second, "aye")
        body.announce("alice", second, at=7 * charters.DAY)
        assert codes_of_adoption_at(body, second, 7 * charters.DAY) == ("GOV-223",)
        body.accept("bob", second, "bob-new", at=7 * charters.DAY)
        assert codes_of_adoption_at(body, second, 7 * charters.DAY) == ()

    def test_a_vote_with_a_key_that_stays_is_as_good(self) -> None:
        """Dave joins, and of four three are a quorum; who has voted need not accept as well."""
        body, motion = carried(team("alice", "bob", "carol", "dave").next())
        assert codes_of_adoption(body, motion) == ()

    def test_what_changes_no_roll_waits_for_nobody(self) -> None:
        body = Body.found(TRIO)
        motion = body.move("alice", change(TRIO.next(rules={"poll": "1d", "quorum": "unanimous"})))
        for voter in ("alice", "bob"):
            body.vote(voter, motion, "aye")
        body.announce("alice", motion, at=7 * charters.DAY)
        assert handover(body.floor(motion), body.state(motion)) is None
        assert codes_of_adoption_at(body, motion, 7 * charters.DAY) == ()

    def test_the_acceptance_must_lie_in_the_past_of_the_step(self) -> None:
        body, motion = carried()
        before = body.clone()
        body.accept("bob", motion, "bob-new")
        step = before.adopt("alice", motion)
        assert before.unite(body).codes(step) == ("GOV-223",)

    def test_it_may_be_given_while_the_question_is_pending(self) -> None:
        body = Body.found(TRIO)
        motion = body.move("alice", change(REKEYED))
        assert body.codes(body.accept("bob", motion, "bob-new")) == ()
        for voter in TRIO.members:
            body.vote(voter, motion, "aye")
        body.announce("alice", motion)
        assert codes_of_adoption(body, motion) == ()

    def test_beside_the_announcement_too(self) -> None:
        body = Body.found(TRIO)
        motion = body.move("alice", change(REKEYED))
        for voter in TRIO.members:
            body.vote(voter, motion, "aye")
        other = body.clone()
        body.announce("alice", motion)
        given = other.accept("carol", motion, "carol-new")
        body.unite(other)
        assert body.codes(given) == ()
        assert body.decision(motion).carried
        assert codes_of_adoption(body, motion) == ()

    def test_what_is_amended_since_is_accepted_anew(self) -> None:
        body = Body.found(TRIO)
        motion = body.move("alice", change(REKEYED))
        body.accept("bob", motion, "bob-new")
        other = REKEYED.but(rules={"poll": "2d"})
        substitute = body.act("alice", motion, MotionMoved(question=Substitute(insert=other.text)))
        for voter in TRIO.members:
            body.act(voter, motion, BallotCast(on=substitute, choice="aye"))
        floor = body.floor(motion)
        result = resolve(floor, floor.motions[substitute], heads(body.thread(motion)), START)
        assert isinstance(result, Decision)
        body.act("alice", motion, body_of(result).model_copy(update={"on": substitute}))
        for voter in TRIO.members:
            body.vote(voter, motion, "aye")
        body.announce("alice", motion)
        assert not body.floor(motion).out_of_order
        assert body.state(motion).question == change(other)
        assert codes_of_adoption(body, motion) == ("GOV-223",)
        body.accept("carol", motion, "carol-new")
        assert codes_of_adoption(body, motion) == ()


def codes_of_adoption_at(body: Body, motion: EventId, at: int) -> tuple[str, ...]:
    body = body.clone()
    return body.codes(body.adopt("alice", motion, at=at))


class TestEach:
    def test_each_new_key_signs(self) -> None:
        body, motion = carried(strict=True)
        body.accept("bob", motion, "bob-new")
        step = body.clone()
        refused = step.adopt("alice", motion)
        assert step.codes(refused) == ("GOV-224",)
        assert f"carol's {fingerprint('carol-new')}" in step.why(refused)[0].what
        body.accept("carol", motion, "carol-new")
        assert codes_of_adoption(body, motion) == ()

    def test_a_further_key_of_who_has_voted_signs_too(self) -> None:
        body, motion = carried(TRIO.next(keys={"bob": ("bob", "bob-spare")}), strict=True)
        assert codes_of_adoption(body, motion) == ("GOV-224",)
        body.accept("bob", motion, "bob-spare")
        assert codes_of_adoption(body, motion) == ()

    def test_it_is_asked_of_the_charter_that_is_replaced(self) -> None:
        """What an amendment says of acceptance holds for the next one."""
        text = TRIO.next(keys={"bob": ("bob-new",)}).text.replace("version", 'acceptance = "each"\nversion', 1)
        body, motion = carried(_Text(TRIO.members, text))
        assert codes_of_adoption(body, motion) == ()


class TestActs:
    def test_only_a_charter_is_accepted(self) -> None:
        body = Body.found(TRIO)
        motion = body.move("alice", architecture())
        assert body.codes(body.accept("bob", motion)) == ("GOV-225",)

    def test_not_one_that_was_lost(self) -> None:
        body = Body.found(TRIO)
        motion = body.move("alice", change(REKEYED))
        for voter in TRIO.members:
            body.vote(voter, motion, "nay")
        body.announce("alice", motion)
        assert body.codes(body.accept("bob", motion, "bob-new")) == ("GOV-226",)

    def test_not_one_that_was_withdrawn(self) -> None:
        body = Body.found(TRIO)
        motion = body.move("alice", change(REKEYED))
        body.withdraw("alice", motion)
        assert body.codes(body.accept("bob", motion, "bob-new")) == ("GOV-226",)

    def test_not_once_another_charter_is_in_force(self) -> None:
        body, motion = carried()
        body.replace_charter(TRIO.next(rules={"poll": "1d"}))
        assert body.codes(body.accept("bob", motion, "bob-new")) == ("GOV-226",)

    def test_not_another_text(self) -> None:
        body, motion = carried()
        assert body.codes(body.accept("bob", motion, "bob-new", text=TRIO.text)) == ("GOV-227",)
        assert codes_of_adoption(body, motion) == ("GOV-223",)

    @pytest.mark.parametrize(
        ("member", "key"),
        [("bob", "bob"), ("bob", "eve"), ("carol", "bob-new"), ("eve", "eve")],
        ids=["that goes", "of a stranger", "of another", "of nobody there"],
    )
    def test_not_with_a_key_that_it_does_not_name(self, member: str, key: str) -> None:
        body, motion = carried()
        assert body.codes(body.accept(member, motion, key)) == ("GOV-228",)
        assert codes_of_adoption(body, motion) == ("GOV-223",)

    def test_not_with_a_key_of_who_would_retire(self) -> None:
        body, motion = carried(REKEYED.but(retired=("carol",)))
        assert body.codes(body.accept("carol", motion, "carol-new")) == ("GOV-228",)

    def test_not_giving_another_key_than_the_one_that_signs(self) -> None:
        body, motion = carried()
        said = AcceptanceGiven(charter=digest_of(REKEYED.text), key=pub("bob-new"))
        assert body.codes(body.act("alice", motion, said)) == ("GOV-228",)

    def test_a_key_on_no_roll_signs_nothing_else(self) -> None:
        """The line is admitted by the key that it brings, and no other kind brings one."""
        body, motion = carried()
        draft = Draft(
            "bob", body.event(motion).at, architecture(), "ballot.cast", (motion,), body.genesis.id, body.event(motion).subject, motion
        )  # fmt: skip
        with pytest.raises(AssertionError, match="is on no roll"):
            body.add(signed(draft, "bob-new"))


def able(text: str, names: str) -> bool:
    return could_amend(read(text), frozenset(map(Member, names.split())))


class TestWhoCouldAmend:
    FIVE = ("alice", "bob", "carol", "dave", "erin")

    @pytest.mark.parametrize(
        ("rules", "least"),
        [
            ({"quorum": "> 1/2"}, 3),
            ({"quorum": "2"}, 2),
            ({"quorum": "1", "ayes": 4}, 4),
            ({"quorum": "1", "threshold": "two-thirds", "basis": "membership"}, 4),
            ({"quorum": "1", "threshold": "unanimous", "basis": "membership"}, 5),
            ({"quorum": "1", "threshold": "unanimous", "basis": "membership", "otherwise": ["majority of cast"]}, 1),
            ({"quorum": "1", "second": True}, 2),
            ({"quorum": "2", "mover_votes": False}, 3),
            ({"quorum": "2", "mover_votes": False, "second": True, "seconder_votes": False}, 4),
            ({"quorum": "> 1/2", "lazy": "3d"}, 1),
            ({"quorum": "> 1/2", "consent": "3d"}, 1),
            ({"quorum": "> 1/2", "consent": "3d", "ballot": True}, 3),
        ],
    )
    def test_by_how_many_the_rules_ask_for(self, rules: dict[str, charters.Value], least: int) -> None:
        text = team(*self.FIVE, **rules).text
        for size in range(6):
            found = {able(text, " ".join(some)) for some in itertools.combinations(self.FIVE, size)}
            assert found == {size >= least}, size

    def test_somebody_presides(self) -> None:
        text = chaired(*self.FIVE).text
        assert not able(text, "carol dave erin")
        assert able(text, "bob carol dave")

    def test_the_holders_of_a_role_are_there(self) -> None:
        draft = team(*self.FIVE, quorum="1", ayes_of={"security": 2}).but(
            roles=dict.fromkeys(("dave", "erin", "carol"), ("security",))
        )
        assert not able(draft.text, "alice bob carol")
        assert able(draft.text, "dave carol")

    def test_who_moves_does_not_lose_the_role_an_aye(self) -> None:
        draft = team(*self.FIVE, quorum="1", mover_votes=False, ayes_of={"security": 1}).but(
            roles={"alice": ("security",)}
        )
        assert able(draft.text, "alice bob")
        assert not able(draft.text, "alice")
