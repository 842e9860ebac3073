"""Whom a motion waits for, and by when: what `git gov status` says."""

from gitgov.chamber.open import Matter
from gitgov.chamber.summarising import summarise
from gitgov.chamber.summary import Summary
from gitgov.chamber.waiting import Here, standing, wanted
from gitgov.cli.show import whole
from tests.kit import charters
from tests.kit.assembly import Body
from tests.kit.charters import DAY, HOUR
from tests.kit.lines import START
from tests.kit.questions import architecture, change, merge, release


def summary(body: Body, motion: str) -> Summary:
    return summarise(body.state(motion), body.chain.charter.version)


def calls(body: Body, motion: str, at: int = 0, tip: str = "") -> dict[str, str]:
    """Returns what a motion wants of each member who is wanted, `at` seconds after the founding."""
    each = summary(body, motion)
    found = {
        who: wanted(body.chain, each, who, START + at, Here(tip)) for who in (*body.chain.charter.people, "stranger")
    }
    return {who: said for who, said in found.items() if said}


def test_a_vote_is_asked_of_whoever_has_not_cast_one() -> None:
    body = Body.team("alice", "bob", "carol", poll="3d")
    motion = body.move("alice", merge())
    body.vote("bob", motion, "aye")
    asked = calls(body, motion, HOUR)
    assert asked.keys() == {"alice", "carol"}
    assert "closes in 2d" in asked["carol"]
    assert "not yet: alice, carol" in asked["carol"]


def test_after_the_poll_anybody_may_announce() -> None:
    body = Body.team("alice", "bob", "carol", poll="3d")
    motion = body.move("alice", merge())
    assert {said.split(":")[0] for said in calls(body, motion, 4 * DAY).values()} == {"time is up"}
    for who in ("alice", "bob", "carol"):
        body.vote(who, motion, "aye")
    assert {said.split(":")[0] for said in calls(body, motion).values()} == {"all have voted"}


def test_silence_carries_and_says_when() -> None:
    body = Body.team("alice", "bob", "carol", lazy="72h", poll="7d", quorum="2")
    motion = body.move("alice", merge())
    assert "carried in 3d unless somebody votes nay" in calls(body, motion)["bob"]
    assert "quorum" not in calls(body, motion)["bob"]
    assert "time is up: git motion announce" in calls(body, motion, 4 * DAY)["bob"]
    body.vote("carol", motion, "nay")
    assert "closes in 3d" in calls(body, motion, 4 * DAY)["bob"]


def test_the_chair_is_asked_for_each_step_in_its_time() -> None:
    body = Body.chaired("alice", "bob", "carol", second=True, debate="1d", poll="3d")
    motion = body.move("carol", merge())
    assert calls(body, motion) == {
        who: f"it wants a second: git motion second {summary(body, motion).name}" for who in ("alice", "bob")
    }
    body.second("bob", motion)
    assert calls(body, motion).keys() == {"alice"}
    body.state_question("alice", motion)
    assert calls(body, motion, HOUR) == {"alice": "debate for 23h more"}
    assert "may be put in 23h" in standing(summary(body, motion), START + HOUR)
    assert calls(body, motion, DAY)["alice"].startswith("the chair puts it")
    body.put("alice", motion, at=DAY)
    body.vote("alice", motion, "aye", at=DAY)
    assert calls(body, motion, DAY).keys() == {"bob", "carol"}
    announce = f"time is up: git motion announce {summary(body, motion).name}"
    assert calls(body, motion, 4 * DAY) == {"alice": announce, "bob": announce}  # bob deputises by now


def test_what_a_motion_that_is_not_stated_waits_for() -> None:
    body = Body.chaired("alice", "bob", "carol", second=True)
    motion = body.move("carol", merge())
    name = summary(body, motion).name
    assert (
        standing(summary(body, motion), START)
        == f"moved; it wants a second by another member: git motion second {name}"
    )
    assert "Phase: moved; it wants a second\n" in whole(Matter(body.floor(motion), body.state(motion)), START)
    body.second("bob", motion)
    assert standing(summary(body, motion), START) == f"seconded; the chair has yet to state it: git motion state {name}"
    assert "Phase: seconded; the chair has yet to state it\n" in whole(
        Matter(body.floor(motion), body.state(motion)), START
    )


def test_what_was_carried_waits_for_whoever_may_carry_it_out() -> None:
    body = Body.team("alice", "bob", "carol")
    motion = body.move("alice", merge())
    for who in ("alice", "bob", "carol"):
        body.vote(who, motion, "aye")
    body.announce("alice", motion)
    each = summary(body, motion)
    assert calls(body, motion) == dict.fromkeys(("alice", "bob", "carol"), f"carried: git gov enact {each.name}")
    hindered = Here(hindrance="it conflicts: git motion renew")
    assert wanted(body.chain, each, "alice", START, hindered) == "carried, but it conflicts: git motion renew"
    assert wanted(body.chain, each, "bob", START, hindered) == ""  # who moved it renews it


def test_the_deputy_is_asked_when_the_chair_stays_away() -> None:
    draft = charters.chaired("alice", "bob", "carol").but(roles={"alice": ("chair",), "bob": ("deputy",)}, absence="3d")
    body = Body.found(draft)
    motion = body.move("carol", merge())
    assert calls(body, motion, 2 * DAY).keys() == {"alice"}
    assert calls(body, motion, 3 * DAY).keys() == {"alice", "bob"}


def test_a_release_is_carried_out_by_who_may_sign_it_once_its_hold_is_over() -> None:
    draft = charters.team("alice", "bob", "carol", hold="1d").but(
        roles={"carol": ("release",)}, tags={"v*": ("release",)}
    )
    body = Body.found(draft)
    motion = body.move("alice", release())
    for who in ("alice", "bob", "carol"):
        body.vote(who, motion, "aye")
    body.announce("alice", motion)
    assert calls(body, motion) == {}
    assert standing(summary(body, motion), START) == "carried; to be enacted in 1d"
    assert calls(body, motion, DAY).keys() == {"carol"}


def test_a_branch_that_moved_is_said_to_all_and_wanted_of_the_mover() -> None:
    body = Body.team("alice", "bob", "carol")
    motion = body.move("alice", merge())
    asked = calls(body, motion, tip="ab" * 20)
    assert asked["alice"].startswith("stale, the branch stands at abab")
    assert "stale: the branch stands at abab" in asked["bob"]
    for each in asked.values():
        assert "your vote: git vote aye" in each
        assert "2 more for a quorum; closes in 7d; not yet: alice, bob, carol" in each
    body.vote("alice", motion, "aye")
    assert "1 aye, 0 nay, 0 abstain; 1 more for a quorum; closes in 7d" in calls(body, motion, tip="ab" * 20)["alice"]


def test_a_branch_that_moved_before_the_question_is_stated_is_said_to_all() -> None:
    body = Body.chaired("alice", "bob", "carol", second=True)
    motion = body.move("carol", merge())
    asked = calls(body, motion, tip="ab" * 20)
    assert asked.keys() == {"alice", "bob", "carol"}
    assert asked["carol"].startswith("stale, the branch stands at abab")
    assert asked["bob"].endswith("; stale: the branch stands at abababababab")
    body.second("bob", motion)
    asked = calls(body, motion, tip="ab" * 20)
    assert asked["alice"].startswith("the chair states it")
    assert asked["alice"].endswith("; stale: the branch stands at abababababab")
    assert "stale" in standing(summary(body, motion), START, Here("ab" * 20))


def test_who_has_retired_is_asked_for_nothing() -> None:
    draft = charters.team("alice", "bob", "carol")
    body = Body.found(draft)
    motion = body.move("alice", architecture())
    assert "carol" in calls(body, motion)
    leave(body, draft.next(retired=("carol",)))
    assert "carol" in summary(body, motion).silent
    assert "carol" not in calls(body, motion)


def leave(body: Body, draft: charters.Draft) -> str:
    motion = body.move("alice", change(draft))
    for who in ("alice", "bob", "carol"):
        body.vote(who, motion, "aye")
    body.announce("alice", motion)
    body.adopt("alice", motion)
    return motion


def test_a_charter_that_another_overtook_waits_for_nobody() -> None:
    draft = charters.team("alice", "bob", "carol")
    body = Body.found(draft)
    late = body.move("alice", change(draft.next(absence="5d")))
    for who in ("alice", "bob", "carol"):
        body.vote(who, late, "aye")
    body.announce("alice", late)
    assert calls(body, late).keys() == {"alice", "bob", "carol"}
    leave(body, draft.next(absence="4d"))
    assert summary(body, late).settled == "overtaken"
    assert calls(body, late) == {}
