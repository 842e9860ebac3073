"""May this branch move? Named situations: what a carried decision lets in, and everything else that stays out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

import pytest

from gitgov.core.ids import EventId, Oid
from gitgov.gate.branch import decide_branch
from gitgov.gate.facts import BranchFacts, Echo, RefUpdate, Series, Step, Verdict
from gitgov.gate.heads import decide_heads
from gitgov.procedure.acts.announce import body_of, resolve
from gitgov.procedure.events import MotionMoved
from gitgov.procedure.motions.reconsider import Reconsider
from gitgov.procedure.motions.rescind_amend_adopted import Rescind
from gitgov.procedure.rows import Question
from gitgov.procedure.state import Decision, Motion
from gitgov.tally.events import BallotCast
from tests.kit.assembly import Body
from tests.kit.charters import DAY, team
from tests.kit.lines import START
from tests.kit.questions import architecture, merge, oid

OLD, X, Y, NEW = oid("main"), oid("feature/x"), oid("feature/y"), oid("the merge")
TREE_X, TREE_Y, TREE_XY = oid("tree of x"), oid("tree of y"), oid("tree of x and y")
MAIN = "refs/heads/main"
ALL = ("merge", "fast-forward", "squash", "rebase")


def body(methods: Sequence[str] = ALL, **rules: str | int | bool) -> Body:
    branches = {"main": tuple(methods), "release/*": ("merge",)}
    return Body.found(team("alice", "bob", "carol", **rules).but(branches=branches))


def decided(here: Body, branch: str = "feature/x", choice: str = "aye", into: str = "main") -> Motion:
    """Moves to merge a branch, and all vote alike."""
    motion = here.move("alice", merge(branch, into))
    for voter in ("alice", "bob", "carol"):
        here.vote(voter, motion, choice)
    here.announce("alice", motion)
    return here.state(motion)


@cache
def carried(branch: str = "feature/x", methods: Sequence[str] = ALL, into: str = "main", hold: str = "0s") -> Motion:
    return decided(body(methods, hold=hold), branch, into=into)


def naming(methods: Sequence[str] = ALL, **said: object) -> Motion:
    """As `carried()`, by a motion that says more: the tree of the merge, or what it is to come after."""
    return body(methods).carry(merge().model_copy(update=said), "alice", "bob", "carol")


def resolved(onto: str = OLD, tree: str = TREE_XY) -> Motion:
    return naming(onto=onto, resolution=tree)


def following(*heads: str) -> Motion:
    return naming(after=[*heads])


@cache
def lost() -> Motion:
    return decided(body(), choice="nay")


@cache
def pending() -> Motion:
    here = body()
    return here.state(here.move("alice"))


@cache
def withdrawn() -> Motion:
    here = body()
    motion = here.move("alice")
    here.withdraw("alice", motion)
    return here.state(motion)


def brought_back(question: Question) -> tuple[Body, EventId, EventId]:
    """Returns a body where a motion was carried, and then another was moved about it."""
    here = body()
    motion = here.move("alice")
    for voter in ("alice", "bob", "carol"):
        here.vote(voter, motion, "aye")
    here.announce("alice", motion)
    moved = here.act("bob", motion, MotionMoved(question=question.model_copy(update={"of": motion})))
    assert here.codes(moved) == ()
    return here, motion, moved


@cache
def reconsidering() -> Motion:
    here, motion, _ = brought_back(Reconsider(of="0" * 64))
    return here.state(motion)


@cache
def rescinded() -> Motion:
    here, motion, moved = brought_back(Rescind(of="0" * 64))
    for voter in ("alice", "bob", "carol"):
        here.act(voter, motion, BallotCast(choice="aye", on=moved))
    floor = here.floor(motion)
    result = resolve(floor, floor.motions[moved], tuple(floor.lineage), START)
    assert isinstance(result, Decision)
    here.act("alice", motion, body_of(result, moved))
    return here.state(motion)


@cache
def contested() -> Motion:
    here = body(quorum="1")
    motion = here.move("alice")
    here.vote("alice", motion, "aye")
    other = here.clone()
    here.announce("alice", motion, at=7 * DAY)
    other.vote("bob", motion, "nay")
    other.announce("bob", motion, at=7 * DAY)
    return here.unite(other).state(motion)


@cache
def on_another_commit() -> Motion:
    """The same question as `carried()`, found under Y: however it came to lie there."""
    return carried().but(subject=Y)


def step(commit: str = NEW, parents: Sequence[str] = (OLD, X), tree: str = TREE_X, named: str = "") -> Step:
    return Step(Oid(commit), tuple(map(Oid, parents)), Oid(tree), named)


Merges = Mapping[tuple[str, str], str]
MERGES: Merges = {(OLD, X): TREE_X, (OLD, Y): TREE_Y, (NEW, Y): TREE_XY}


@dataclass(frozen=True)
class Push:
    """What would happen to the branch, newest step first, and what was decided about the commits."""

    steps: Sequence[Step] = (step(),)
    motions: Mapping[str, Sequence[Motion]] = field(default_factory=dict)
    codes: Sequence[str] = ()
    forward: bool = True
    merges: Merges = field(default_factory=lambda: MERGES)
    spent: frozenset[str] = frozenset()
    now: int = START + DAY
    says: str = ""
    before: Mapping[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    rebases: Mapping[tuple[str, str], Series] = field(default_factory=dict)

    def verdict(self) -> Verdict:
        new = self.steps[0].commit if self.steps else OLD
        facts = BranchFacts(
            tuple(self.steps), self.forward, self.merges, self.spent, self.now, before=self.before, rebases=self.rebases
        )
        return decide_branch(RefUpdate(MAIN, OLD, new), facts, self.motions)


MERGE, FAST, SQUASH, REBASE = ("merge",), ("fast-forward",), ("squash",), ("rebase",)
ONE, TWO = oid("the first again"), oid("the second again")
TREE_1, TREE_2 = oid("tree of the first"), oid("tree of the second")
AGAIN = (step(TWO, [ONE], TREE_2, X), step(ONE, [OLD], TREE_1))


def series(*trees: str, commits: int = 2, at: str = TWO) -> Mapping[tuple[str, str], Series]:
    """What a rebase of X, of so many commits, would be: the trees newest first."""
    return {(at, X): Series((X, oid("x~1"), oid("x~2"))[:commits], trees)}


SECOND = step(oid("the next merge"), (NEW, Y), TREE_XY)
SEVERAL = ("merge", "fast-forward", "octopus")
OCTOPUS = step(NEW, (OLD, X, Y), TREE_XY)
BOTH: Mapping[str, Sequence[Motion]] = {X: [carried(methods=SEVERAL)], Y: [carried("feature/y", SEVERAL)]}
ONE_BY_ONE: Merges = {(OLD, X): TREE_X, (OLD, Y): TREE_XY}
"""The trees after each head of the octopus."""


def of_one() -> Motion:
    return carried("the first again", SEVERAL)


def later() -> Motion:
    """Has Y come after X."""
    return naming(SEVERAL, branch="feature/y", head=Y, after=[X])


ALLOWED = {
    "nothing moves": Push([]),
    "a merge of the ratified head": Push(motions={X: [carried(methods=MERGE)]}),
    "a merge, one of several motions having carried": Push(motions={X: [lost(), pending(), carried()]}),
    "two merges, one upon the other": Push([SECOND, step()], {X: [carried()], Y: [carried("feature/y")]}),
    "a fast-forward to the ratified head": Push([step(X, [OLD])], {X: [carried(methods=FAST)]}),
    "a fast-forward over several commits": Push([step(X, [Y]), step(Y, [OLD])], {X: [carried()]}),
    "a fast-forward to a head that has merged the branch itself": Push(
        [step(X, [Y, OLD]), step(Y, [oid("the root")])], {X: [carried()]}
    ),
    "a merge upon a fast-forward": Push([step(SECOND.commit, (X, Y), TREE_XY), step(X, [OLD])],
        {X: [carried()], Y: [carried("feature/y")]}, merges={(X, Y): TREE_XY}),
    "a squash of the ratified head": Push([step(NEW, [OLD], TREE_X, X)], {X: [carried(methods=SQUASH)]}),
    "a squash upon a squash": Push(
        [step(SECOND.commit, [NEW], TREE_XY, Y), step(NEW, [OLD], TREE_X, X)],
        {X: [carried()], Y: [carried("feature/y")]},
    ),
    "a merge that conflicts, as its motion resolved it": Push(
        [step(tree=TREE_XY)], {X: [resolved()]}, merges={(OLD, X): ""}
    ),
    "a merge that git would make otherwise, as its motion names it": Push([step(tree=TREE_XY)], {X: [resolved()]}),
    "a merge after what it is to come after": Push(
        motions={X: [following(Y)]}, before={(OLD, X): frozenset([Y])}
    ),
    "a merge upon the one that it is to come after": Push(
        [step(SECOND.commit, (NEW, X), TREE_XY), step(NEW, (OLD, Y), TREE_Y)],
        {X: [following(Y)], Y: [carried("feature/y")]}, merges={(OLD, Y): TREE_Y, (NEW, X): TREE_XY},
        before={(NEW, X): frozenset([Y]), (OLD, Y): frozenset()},
    ),
    "a rebase of both commits": Push(AGAIN, {X: [carried(methods=REBASE)]}, rebases=series(TREE_2, TREE_1)),
    "a merge upon a rebase": Push(
        [step(SECOND.commit, (TWO, Y), TREE_XY), *AGAIN], {X: [carried()], Y: [carried("feature/y")]},
        merges={(TWO, Y): TREE_XY}, rebases=series(TREE_2, TREE_1),
    ),
    "a rebase upon a merge": Push(
        [step(TWO, [ONE], TREE_2, X), step(ONE, [NEW], TREE_1), step(NEW, (OLD, Y), TREE_Y)],
        {X: [carried()], Y: [carried("feature/y")]}, merges={(OLD, Y): TREE_Y}, rebases=series(TREE_2, TREE_1),
    ),
    "a rebase after what it is to come after": Push(
        AGAIN, {X: [following(Y)]}, rebases=series(TREE_2, TREE_1), before={(OLD, X): frozenset([Y])}
    ),
    "a merge at the second in which the hold ends": Push(motions={X: [carried(hold="1d")]}),
    "an octopus": Push([OCTOPUS], BOTH, merges=ONE_BY_ONE),
    "an octopus of three": Push(
        [step(NEW, (OLD, X, Y, ONE), TREE_2)], {**BOTH, ONE: [of_one()]}, merges={**ONE_BY_ONE, (OLD, ONE): TREE_2}
    ),
    "an octopus upon a merge": Push(
        [step(NEW, (SECOND.commit, X, Y), TREE_XY), step(SECOND.commit, (OLD, ONE), TREE_1)],
        {**BOTH, ONE: [of_one()]},
        merges={(SECOND.commit, X): TREE_X, (SECOND.commit, Y): TREE_XY, (OLD, ONE): TREE_1},
    ),
    "an octopus that was itself ratified, as a fast-forward": Push(
        [step(ONE, (OLD, X, Y), TREE_2)], {ONE: [of_one()]}
    ),
    "an octopus one of whose heads it has two motions about": Push(
        [OCTOPUS], {X: [lost(), carried(methods=SEVERAL)], Y: BOTH[Y]}, merges=ONE_BY_ONE
    ),
    "an octopus that has what it is to come after": Push(
        [OCTOPUS], {X: BOTH[X], Y: [later()]}, merges=ONE_BY_ONE, before={(OLD, Y): frozenset([X])}
    ),
}  # fmt: skip

REFUSED = {
    "a rewind": Push([], forward=False, codes=["GOV-102"], says="may not be rewound"),
    "a move sideways to a ratified head": Push([step(X, [OLD])], {X: [carried()]}, ["GOV-102"], forward=False),
    "a merge that nobody moved": Push(codes=["GOV-101"], says="git motion merge"),
    "a commit that nobody moved": Push([step(Y, [OLD])], codes=["GOV-101"], says="git motion merge BRANCH"),
    "a revert that nobody moved": Push([step(Y, [OLD])._replace(echo=Echo("reverts", X))], codes=["GOV-168"],
        says="git motion merge"),
    "a copy that nobody moved": Push([step(Y, [OLD])._replace(echo=Echo("is picked from", X))], codes=["GOV-169"],
        says="git gov enact brings in what was ratified"),
    "a merge of another head than the ratified one": Push([step(NEW, (OLD, Y))], {X: [carried()]}, ["GOV-101"]),
    "a merge under a motion about other content": Push([step(NEW, (OLD, Y))], {Y: [on_another_commit()]}, ["GOV-101"]),
    "a fast-forward under a motion about other content": Push(
        [step(Y, [OLD])], {Y: [on_another_commit()]}, ["GOV-101"]
    ),
    "a squash under a motion about other content": Push(
        [step(NEW, [OLD], TREE_X, Y)], {Y: [on_another_commit()]}, ["GOV-101"]
    ),
    "an evil merge": Push([step(tree=oid("something else"))], {X: [carried()]}, ["GOV-108"], says="git gov enact"),
    "a merge that keeps only ours": Push([step(tree=oid("tree of main"))], {X: [carried()]}, ["GOV-108"]),
    "a merge that keeps only theirs": Push([step(tree=oid("tree of feature/x"))], {X: [carried()]}, ["GOV-108"]),
    "a merge with its parents turned around": Push(
        [step(NEW, (X, OLD))], {X: [carried(methods=MERGE)]}, ["GOV-101"]
    ),
    "parents turned around, where a fast-forward would do": Push(
        [step(NEW, (X, OLD)), step(X, [OLD])], {X: [carried(methods=MERGE)]}, ["GOV-101"]
    ),
    "a merge beside the branch": Push([step(NEW, (Y, X))], {X: [carried()]}, ["GOV-103"], merges={(Y, X): TREE_X}),
    "a merge that conflicts": Push(motions={X: [carried()]}, codes=["GOV-107"], merges={(OLD, X): ""}, says="renew"),
    "a merge of which git has said nothing": Push(motions={X: [carried()]}, codes=["GOV-107"], merges={}),
    "git's own merge, where the motion names another": Push(motions={X: [resolved()]}, codes=["GOV-108"], says="names"),
    "a resolution upon something else": Push(
        [step(tree=TREE_XY)], {X: [resolved(Y)]}, ["GOV-116"], says="--resolution COMMIT"
    ),
    "a resolution by a squash": Push([step(NEW, [OLD], TREE_XY, X)], {X: [resolved()]}, ["GOV-115"]),
    "a fast-forward where a resolution is named": Push([step(X, [OLD])], {X: [resolved()]}, ["GOV-115"]),
    "a merge before what it is to come after": Push(
        motions={X: [following(Y)]}, codes=["GOV-120"], before={(OLD, X): frozenset()}, says="carry that out first"
    ),
    "a merge after one of the two that it is to come after": Push(
        motions={X: [following(NEW, Y)]}, codes=["GOV-120"], before={(OLD, X): frozenset([NEW])}
    ),
    "a merge of which git has not said what came before": Push(motions={X: [following(Y)]}, codes=["GOV-120"]),
    "a fast-forward to what is to come after something else": Push(
        [step(X, [OLD])], {X: [following(Y)]}, ["GOV-120"], before={(OLD, X): frozenset([Y])}
    ),
    "a rebase where the charter wants a merge": Push(
        AGAIN, {X: [carried(methods=MERGE)]}, ["GOV-105"], rebases=series(TREE_2, TREE_1)
    ),
    "a rebase with something else at its end": Push(
        AGAIN, {X: [carried(methods=REBASE)]}, ["GOV-117"], rebases=series(TREE_XY, TREE_1), says="--method rebase"
    ),
    "a rebase with something else at its beginning": Push(
        AGAIN, {X: [carried(methods=REBASE)]}, ["GOV-117"], rebases=series(TREE_2, TREE_XY)
    ),
    "a rebase of which git makes nothing": Push(
        AGAIN, {X: [carried(methods=REBASE)]}, ["GOV-119"], rebases=series(TREE_2, "")
    ),
    "a rebase of what has merges in it": Push(
        AGAIN, {X: [carried(methods=REBASE)]}, ["GOV-118"], rebases=series(commits=0)
    ),
    "a rebase without the oldest": Push(
        AGAIN, {X: [carried(methods=REBASE)]}, ["GOV-117"], rebases=series(TREE_2, TREE_1, commits=3), says="missing"
    ),
    "a rebase upon an unratified commit": Push(
        AGAIN, {X: [carried(methods=REBASE)]}, ["GOV-101"], rebases=series(TREE_2, commits=1)
    ),
    "a rebase with a merge in it": Push(
        [AGAIN[0], step(ONE, (OLD, Y), TREE_1)], {X: [carried(methods=REBASE)]}, ["GOV-117"],
        rebases=series(TREE_2, TREE_1),
    ),
    "a rebase beside the branch": Push(
        [AGAIN[0], step(ONE, [Y], TREE_1)], {X: [carried()]}, ["GOV-103"], rebases=series(TREE_2, TREE_1)
    ),
    "a rebase of what has been used": Push(
        AGAIN, {X: [carried()]}, ["GOV-106"], rebases=series(TREE_2, TREE_1), spent=frozenset([X])
    ),
    "a rebase where a resolution is named": Push(AGAIN, {X: [resolved()]}, ["GOV-115"], rebases=series(TREE_2, TREE_1)),
    "a rebase whose first part has what it is to come after": Push(
        AGAIN, {X: [naming(REBASE, after=[Y])]}, ["GOV-120"], rebases=series(TREE_2, TREE_1), before={(ONE, X): frozenset([Y])}
    ),
    "an octopus that the charter does not allow": Push(
        [OCTOPUS], {X: [carried()], Y: [carried("feature/y")]}, ["GOV-114"], says="does not let into main",
        merges=ONE_BY_ONE,
    ),
    "an octopus that the charter allowed for one head only": Push(
        [OCTOPUS], {X: [carried(methods=SEVERAL)], Y: [carried("feature/y")]}, ["GOV-114"], merges=ONE_BY_ONE
    ),
    "an octopus of heads that nobody moved": Push([OCTOPUS], {}, ["GOV-114"], says="which no decision names"),
    "an octopus with a head that nobody moved": Push([OCTOPUS], {X: BOTH[X]}, ["GOV-175"], merges=ONE_BY_ONE),
    "an octopus with a head that was lost": Push([OCTOPUS], {X: [lost()], Y: BOTH[Y]}, ["GOV-112"], merges=ONE_BY_ONE),
    "an octopus with a head that was used": Push(
        [OCTOPUS], BOTH, ["GOV-106"], merges=ONE_BY_ONE, spent=frozenset([Y])
    ),
    "an octopus with one head twice": Push(
        [step(NEW, (OLD, X, X), TREE_X)], BOTH, ["GOV-106"], merges={(OLD, X): TREE_X}
    ),
    "an octopus with something else in it": Push(
        [OCTOPUS._replace(tree=Oid(TREE_1))], BOTH, ["GOV-179"], merges=ONE_BY_ONE
    ),
    "an octopus with the tree of its first head": Push(
        [OCTOPUS._replace(tree=Oid(TREE_X))], BOTH, ["GOV-179"], merges=ONE_BY_ONE
    ),
    "an octopus whose heads conflict": Push([OCTOPUS], BOTH, ["GOV-178"], merges={(OLD, X): TREE_X, (OLD, Y): ""}),
    "an octopus with a head whose merge was resolved": Push(
        [OCTOPUS], {X: [naming(SEVERAL, onto=OLD, resolution=TREE_XY)], Y: BOTH[Y]}, ["GOV-115"], merges=ONE_BY_ONE
    ),
    "an octopus without what a head is to come after": Push(
        [OCTOPUS], {X: BOTH[X], Y: [later()]}, ["GOV-120"], merges=ONE_BY_ONE, before={(OLD, Y): frozenset()}
    ),
    "an octopus beside the branch": Push(
        [step(NEW, (oid("aside"), X, Y), TREE_XY)], BOTH, ["GOV-103"],
        merges={(oid("aside"), X): TREE_X, (oid("aside"), Y): TREE_XY},
    ),
    "a merge after an octopus of the same head": Push(
        [step(SECOND.commit, (NEW, Y), TREE_XY), OCTOPUS], BOTH, ["GOV-106"], merges={**ONE_BY_ONE, (NEW, Y): TREE_XY}
    ),
    "a root commit": Push([step(NEW, [], TREE_X, X)], {X: [carried()]}, ["GOV-101"]),
    "a merge that is still to be decided": Push(motions={X: [pending()]}, codes=["GOV-110"], says="git vote status"),
    "a merge that was lost": Push(motions={X: [lost()]}, codes=["GOV-112"], says="0 aye, 3 nay"),
    "a merge that was withdrawn": Push(motions={X: [withdrawn()]}, codes=["GOV-109"]),
    "a merge whose result is contested": Push(motions={X: [contested()]}, codes=["GOV-111"]),
    "a merge whose vote is to be reconsidered": Push(motions={X: [reconsidering()]}, codes=["GOV-128"]),
    "a merge that was rescinded": Push(motions={X: [rescinded()]}, codes=["GOV-127"]),
    "a merge a second before the hold ends": Push(
        motions={X: [carried(hold="1d")]}, codes=["GOV-113"], now=START + DAY - 1
    ),
    "a merge that was ratified for another branch": Push(motions={X: [carried(into="release/1")]}, codes=["GOV-104"]),
    "a merge where the charter wants a squash": Push(motions={X: [carried(methods=SQUASH)]}, codes=["GOV-105"]),
    "a fast-forward where the charter wants a merge": Push(
        [step(X, [OLD])], {X: [carried(methods=MERGE)]}, ["GOV-105"], says="allowed: merge"
    ),
    "a squash where the charter wants a merge": Push(
        [step(NEW, [OLD], TREE_X, X)], {X: [carried(methods=MERGE)]}, ["GOV-105"]
    ),
    "a squash with something else in it": Push(
        [step(NEW, [OLD], oid("something else"), X)], {X: [carried()]}, ["GOV-108"]
    ),
    "a squash that names no head": Push([step(NEW, [OLD], TREE_X)], {X: [carried()]}, ["GOV-101"]),
    "a second merge of the same head": Push(motions={X: [carried()]}, codes=["GOV-106"], spent=frozenset([X])),
    "a head merged twice in one push": Push(
        [step(oid("again"), (NEW, X)), step()], {X: [carried()]}, ["GOV-106"], merges={**MERGES, (NEW, X): TREE_X}
    ),
    "a head squashed after it was merged": Push(
        [step(NEW, [OLD], TREE_X, X)], {X: [carried()]}, ["GOV-106"], spent=frozenset([X])
    ),
    "an unratified commit upon a merge": Push([step(Y, [NEW]), step()], {X: [carried()]}, ["GOV-101"]),
    "a merge upon an unratified commit": Push([step(NEW, (Y, X)), step(Y, [OLD])], {X: [carried()]}, ["GOV-101"],
        merges={(Y, X): TREE_X}),
    "a merge upon an unratified merge": Push([SECOND, step()], {Y: [carried("feature/y")]}, ["GOV-101"]),
    "a ratified head that leaves the branch behind, with the branch merged back": Push(
        [step(NEW, (X, Y), TREE_XY), step(X, [oid("the root")])],
        {X: [carried()], Y: [carried("feature/y")]}, ["GOV-103"], merges={(X, Y): TREE_XY},
    ),
    "a motion that merges nothing": Push(motions={X: [carried().but(question=architecture())]}, codes=["GOV-101"]),
}  # fmt: skip


@pytest.mark.parametrize("push", ALLOWED.values(), ids=ALLOWED)
def test_what_is_let_in(push: Push) -> None:
    verdict = push.verdict()
    assert verdict.objections == ()
    assert verdict.allowed
    decisions = {motion.id for motions in push.motions.values() for motion in motions if motion.decision}
    assert set(verdict.by) <= decisions
    assert bool(verdict.by) == bool(push.steps)


@pytest.mark.parametrize("push", REFUSED.values(), ids=REFUSED)
def test_what_stays_out(push: Push) -> None:
    verdict = push.verdict()
    assert not verdict.allowed
    assert [each.code for each in verdict.objections] == list(push.codes)
    said = " ".join(f"{each.what} {each.remedy}" for each in verdict.objections)
    assert push.says in said
    assert verdict.ref == MAIN


def test_it_says_by_which_decision() -> None:
    push = Push([SECOND, step()], {X: [lost(), carried()], Y: [carried("feature/y")]})
    assert push.verdict().by == (carried("feature/y").id, carried().id)


@pytest.mark.parametrize(
    ("motions", "code"),
    [
        ([lost(), pending()], "GOV-110"),
        ([withdrawn(), lost()], "GOV-112"),
        ([pending(), carried(methods=SQUASH)], "GOV-105"),
        ([carried(into="release/1"), withdrawn()], "GOV-109"),
        ([pending(), carried(hold="2d")], "GOV-113"),
    ],
)
def test_of_several_reasons_the_nearest_to_being_allowed_is_given(motions: Sequence[Motion], code: str) -> None:
    for order in (motions, motions[::-1]):
        assert [each.code for each in Push(motions={X: order}).verdict().objections] == [code]


HEADS: dict[str, tuple[Sequence[str], Mapping[str, Sequence[Motion]], list[str]]] = {
    "no head": ([], {}, []),
    "a ratified head": ([X], {X: [carried()]}, []),
    "a ratified head, among motions that were not carried": ([X], {X: [lost(), carried(), pending()]}, []),
    "a head that nobody moved": ([X], {}, ["GOV-101"]),
    "a head ratified for another branch": ([X], {X: [carried(into="release/1")]}, ["GOV-101"]),
    "a head under a motion about other content": ([Y], {Y: [on_another_commit()]}, ["GOV-101"]),
    "a head still to be decided": ([X], {X: [pending()]}, ["GOV-110"]),
    "two heads, of which one was lost": ([X, Y], {X: [lost()], Y: [carried("feature/y")]}, ["GOV-112"]),
    "two heads, of which nobody moved either": ([X, Y], {}, ["GOV-101", "GOV-101"]),
}


@pytest.mark.parametrize(("heads", "motions", "codes"), HEADS.values(), ids=HEADS)
def test_a_merge_before_there_is_a_commit(
    heads: Sequence[str], motions: Mapping[str, Sequence[Motion]], codes: list[str]
) -> None:
    assert [each.code for each in decide_heads(MAIN, heads, motions, START + DAY).objections] == codes
