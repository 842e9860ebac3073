"""What changes below some paths comes in only where a decision of the kind that the charter names is about that very content."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gitgov.charter.charter import Requirement
from gitgov.core.ids import Oid
from gitgov.gate.branch import Motions, decide_branch
from gitgov.gate.facts import BranchFacts, RefUpdate, Series, Step, Verdict
from gitgov.gate.required import Change, asked_about
from gitgov.procedure.acts.announce import body_of, resolve
from gitgov.procedure.events import MotionMoved
from gitgov.procedure.motions.merge import Merge
from gitgov.procedure.motions.process import Process
from gitgov.procedure.motions.rescind_amend_adopted import Rescind
from gitgov.procedure.records import Enactment
from gitgov.procedure.rows import Question
from gitgov.procedure.state import Decision, Motion
from gitgov.tally.events import BallotCast
from tests.kit.assembly import Body
from tests.kit.charters import DAY, team
from tests.kit.lines import START
from tests.kit.questions import architecture, merge, oid

OLD, X, Y, NEW, BELOW = oid("main"), oid("feature/x"), oid("feature/y"), oid("the merge"), oid("below x")
TREE, TREE_Y, TREE_XY = oid("tree of x"), oid("tree of y"), oid("tree of x and y")
MAIN = "refs/heads/main"
METHODS = ("merge", "fast-forward", "squash", "rebase", "octopus")
ADR, DOC = Change("adr/1.md"), Change("doc/1.md")
ABOUT_X = architecture(about="feature/x")


@cache
def body() -> Body:
    requires = {"main": {"architecture": (".gitmodules", "adr/"), "process": ("ci/",)}}
    draft = team("alice", "bob", "carol", hold="1d").but(branches={"main": METHODS}, requires=requires)
    return Body.found(draft)


@cache
def merging(branch: str = "feature/x", resolution: str = "") -> Motion:
    question = merge(branch).model_copy(update={"resolution": resolution, "onto": OLD if resolution else ""})
    return body().clone().carry(question, "alice", "bob")


def carried(question: Question = ABOUT_X) -> Motion:
    return body().clone().carry(question, "alice", "bob")


def rescinded(at: int) -> Motion:
    """Returns a decision about X that was carried, and struck out so many seconds after the founding."""
    here = body().clone()
    motion = here.carry(ABOUT_X, "alice", "bob").id
    moved = here.act("bob", motion, MotionMoved(question=Rescind(of=motion)), at=at)
    for voter in ("alice", "bob", "carol"):
        here.act(voter, motion, BallotCast(choice="aye", on=moved), at=at)
    floor = here.floor(motion)
    result = resolve(floor, floor.motions[moved], tuple(floor.lineage), START + at)
    assert isinstance(result, Decision)
    here.act("alice", motion, body_of(result, moved), at=at)
    assert here.state(motion).fate == "rescinded"
    return here.state(motion)


STEPS: Mapping[str, tuple[Step, ...]] = {
    "merge": (Step(NEW, (OLD, X), TREE),),
    "squash": (Step(NEW, (OLD,), TREE, named=X),),
    "fast-forward": (Step(X, (BELOW,), TREE), Step(BELOW, (OLD,), TREE)),
    "rebase": (Step(NEW, (oid("first copy"),), TREE, named=X), Step(oid("first copy"), (OLD,), TREE)),
}


def pushed(
    *beside: Motion,
    how: str = "merge",
    at: int = 0,
    changes: Sequence[Change] = (ADR,),
    now: int = START + 9 * DAY,
    back: bool = False,
    by: Motion | None = None,
) -> Verdict:
    """Judges the push of X where one of its steps, counted from the newest, makes some changes."""
    steps = STEPS[how]
    series: dict[tuple[str, str], Series] = {(NEW, X): Series((X, BELOW), (TREE, TREE))} if how == "rebase" else {}
    changed: dict[tuple[str, str], tuple[Change, ...]] = {(steps[at].commit, ""): tuple(changes)}
    facts = BranchFacts(steps, True, {(OLD, X): TREE}, frozenset(), now, rebases=series, back=back, changed=changed)
    return decide_branch(RefUpdate(MAIN, OLD, steps[0].commit), facts, {X: (by or merging(), *beside)})


def codes(verdict: Verdict) -> tuple[str, ...]:
    return tuple(each.code for each in verdict.objections)


WAYS = [(how, at) for how, steps in STEPS.items() for at in range(len(steps))]


@pytest.mark.parametrize(("how", "at"), WAYS)
def test_by_whichever_method_it_comes(how: str, at: int) -> None:
    assert codes(pushed(how=how, at=at)) == ("GOV-186",)
    assert codes(pushed(carried(), how=how, at=at)) == ()
    assert codes(pushed(how=how, at=at, changes=(DOC,))) == ()


def test_the_objection_names_kind_path_content_and_what_to_type() -> None:
    (objection,) = pushed(changes=(DOC, Change(".gitmodules"))).objections
    assert "changes .gitmodules" in objection.what
    assert "of the kind architecture" in objection.what
    assert f"git motion adopt architecture --content {X[:12]} -m TEXT" in objection.remedy
    assert objection.records[0] == merging().id


@pytest.mark.parametrize(
    ("question", "code"),
    [
        (architecture(), "GOV-186"),
        (architecture(about="feature/y"), "GOV-186"),
        (Process(text="Adopt it", commit=X), "GOV-186"),
        (merge(), "GOV-186"),
    ],
    ids=["about nothing", "about other content", "of another kind", "the merge itself"],
)
def test_what_is_no_such_decision(question: Question, code: str) -> None:
    assert codes(pushed(carried(question))) == (code,)


def test_each_path_takes_its_own_kind() -> None:
    both = (ADR, Change("ci/run"))
    assert "of the kind process" in pushed(carried(), changes=both).objections[0].what
    assert codes(pushed(carried(), carried(Process(text="Run it", commit=X)), changes=both)) == ()


def test_it_must_stand() -> None:
    pending = body().clone()
    moved = pending.move("alice", ABOUT_X)
    assert codes(pushed(pending.state(moved))) == ("GOV-187",)
    assert codes(pushed(carried(), now=START + DAY - 1)) == ("GOV-113",)  # the merge itself is on hold, too
    assert codes(pushed(rescinded(2 * DAY))) == ("GOV-187",)
    assert codes(pushed(rescinded(2 * DAY), carried())) == ()


@pytest.mark.parametrize(
    ("used", "code"), [(START + 2 * DAY, ()), (START + 2 * DAY + 1, ("GOV-187",)), (None, ("GOV-187",))]
)
def test_looking_back_it_must_have_stood(used: int | None, code: tuple[str, ...]) -> None:
    record = Enactment(merging().id, merging().mover, used or 0, MAIN, OLD, NEW)
    merged = merging().but(enacted=(record,) if used else ())
    struck = rescinded(2 * DAY)
    assert codes(pushed(struck, by=merged, back=True)) == code
    assert codes(pushed(struck, by=merged)) == ("GOV-187",)


def test_a_resolution_has_what_the_decision_is_about() -> None:
    named = merging(resolution=TREE)
    assert codes(pushed(carried(), by=named)) == ()
    assert codes(pushed(carried(), by=named, changes=(ADR._replace(as_ratified=False),))) == ("GOV-188",)
    assert codes(pushed(carried(), changes=(ADR._replace(as_ratified=False),))) == ()  # git merged the file itself


def test_of_an_octopus_each_head_takes_its_own() -> None:
    step = Step(NEW, (OLD, X, Y), TREE_XY)
    merged: dict[tuple[str, str], str] = {(OLD, X): TREE, (OLD, Y): TREE_XY}
    other = carried(architecture(about="feature/y"))

    def judged(*beside: Motion) -> tuple[str, ...]:
        facts = BranchFacts(
            (step,), True, merged, frozenset(), START + 9 * DAY, changed={(NEW, ""): (ADR,), (NEW, Y): (ADR,)}
        )
        found: Motions = {X: (merging(), *beside), Y: (merging("feature/y"), *beside)}
        return codes(decide_branch(RefUpdate(MAIN, OLD, NEW), facts, found))

    assert judged() == ("GOV-186",)
    assert judged(carried()) == ("GOV-186",)
    assert judged(other) == ()


def test_a_fast_forward_is_asked_down_to_what_came_otherwise() -> None:
    """Y was merged with its own decision, and X goes on from there."""
    steps = (Step(X, (NEW,), TREE), Step(NEW, (OLD, Y), TREE_Y))
    beside: Motions = {X: (merging(),), Y: (merging("feature/y"), carried(architecture(about="feature/y")))}

    def judged(changed: Oid) -> tuple[str, ...]:
        facts = BranchFacts(
            steps, True, {(OLD, Y): TREE_Y}, frozenset(), START + 9 * DAY, changed={(changed, ""): (ADR,)}
        )
        return codes(decide_branch(RefUpdate(MAIN, OLD, X), facts, beside))

    assert judged(NEW) == ()
    assert judged(X) == ("GOV-186",)


def test_another_branch_is_asked_nothing() -> None:
    plain = Body.found(team("alice", "bob", "carol").but(branches={"main": METHODS}))
    assert codes(pushed(by=plain.carry(merge(), "alice", "bob"))) == ()
    assert isinstance(merging().question, Merge)


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("adr/1.md", True),
        ("adr", True),
        ("adr2/1.md", False),
        ("doc/adr/1.md", False),
        (".gitmodules", True),
        ("a/.gitmodules", False),
        ("deep", True),
        ("deep/er", True),
        ("deep/er/x", True),
        ("deep/ly", False),
        ("src/a/b.sql", True),
        ("src", True),
    ],
)
def test_paths(path: str, *, asked: bool) -> None:
    need = Requirement(("adr/", ".gitmodules", "deep/er/", "src/*.sql"), "architecture")
    assert need.asks_about(path) is asked


def test_a_pin_that_comes_or_goes_is_asked_about_with_the_file_that_names_it() -> None:
    pin = Change("vendored", submodule=True)
    assert asked_about(Requirement((".gitmodules",), "architecture"), pin)
    assert not asked_about(Requirement((".gitmodules",), "architecture"), pin._replace(submodule=False))
    assert not asked_about(Requirement(("adr/",), "architecture"), pin)


@given(st.lists(st.sampled_from(["a", "b/c", "adr/x", "adr/y/z", ".gitmodules"]), max_size=5))
def test_more_changes_never_let_in_what_fewer_do_not(paths: list[str]) -> None:
    every = [Change(each) for each in paths]
    if codes(pushed(changes=every[:-1])):
        assert codes(pushed(changes=every))
