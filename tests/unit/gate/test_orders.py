"""What a standing order lets in: exactly the act that it was invoked for, once, until the assembly has said no."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

import pytest

from gitgov.gate.branch import decide_branch
from gitgov.gate.facts import BranchFacts, RefUpdate, Step, TagFacts
from gitgov.gate.heads import decide_heads
from gitgov.gate.tag import decide_tag
from gitgov.procedure.invocation import Authority, Invocation
from gitgov.procedure.motions.release import Release
from tests.kit.assembly import Body
from tests.kit.charters import DAY, team
from tests.kit.lines import START, fingerprint
from tests.kit.questions import merge, oid, release

MAIN, OLD, X, NEW, TREE = "refs/heads/main", oid("main"), oid("feature/x"), oid("the merge"), oid("tree of x")
EMERGENCY = team("alice", "bob", "carol").but(
    orders={"hotfix": {}, "patch": {"act": "release", "refs": ("v*",)}},
    roles={"alice": ("oncall",), "bob": ("oncall",)},
)


@cache
def invoked(answer: str = "", what: str = "feature/x", *, mover_releases: bool = True) -> Invocation:
    """Invokes an order by alice, for a branch or a version, and all members answer alike, if they do."""
    here = Body.found(EMERGENCY.but(rules={"mover_releases": mover_releases}))
    act = merge(what) if "/" in what else release(what)
    found = here.invoke("alice", act, "patch" if isinstance(act, Release) else "hotfix")
    for voter in ("alice", "bob", "carol") if answer else ():
        here.vote(voter, found, answer)
    if answer:
        here.announce("alice", found)
    return here.invocation(found)


@cache
def other(fate: str) -> Authority:
    """Moves the same merge as a motion, which is lost, tabled, withdrawn, pending, carried."""
    here = Body.found(EMERGENCY)
    motion = here.move("alice")
    if fate == "withdrawn":
        here.withdraw("alice", motion)
    if fate == "tabled":
        return here.state(motion).but(fate="tabled")
    if fate in {"lost", "carried"}:
        for voter in ("alice", "bob", "carol"):
            here.vote(voter, motion, "nay" if fate == "lost" else "aye")
        here.announce("alice", motion)
    return here.state(motion)


def step(method: str = "merge", tree: str = TREE) -> Step:
    parents = {"merge": (OLD, X), "squash": (OLD,), "fast-forward": (OLD,)}[method]
    return Step(X if method == "fast-forward" else NEW, parents, tree, X if method == "squash" else "")  # type: ignore[arg-type]


@dataclass(frozen=True)
class Push:
    """A step into main, what there is about its content, and when."""

    found: Sequence[Authority]
    code: str = ""
    step: Step = field(default_factory=step)
    now: int = START + DAY
    back: bool = False
    spent: frozenset[str] = frozenset()

    @property
    def codes(self) -> list[str]:
        facts = BranchFacts((self.step,), True, {(OLD, X): TREE}, self.spent, self.now, back=self.back)
        return [each.code for each in decide_branch(RefUpdate(MAIN, OLD, NEW), facts, {X: self.found}).objections]


def naming_a_tree() -> Invocation:
    """As `invoked()`, by somebody who would have another tree than git's come in."""
    here = Body.found(EMERGENCY)
    act = merge().model_copy(update={"onto": OLD, "resolution": oid("evil")})
    return here.invocation(here.invoke("alice", act, "hotfix"))


LATE = START + 3 * DAY + 1
PUSHES = {
    "the merge": Push([invoked()]),
    "at the last second": Push([invoked()], now=START + 3 * DAY),
    "when it is overdue": Push([invoked()], "GOV-151", now=LATE),
    "once ratified, at any time": Push([invoked("aye")], now=LATE),
    "once refused": Push([invoked("nay")], "GOV-150"),
    "looking back, overdue": Push([invoked()], now=LATE, back=True),
    "looking back, refused": Push([invoked("nay")], back=True),
    "a second time": Push([invoked()], "GOV-106", spent=frozenset([X])),
    "another tree": Push([invoked()], "GOV-108", step(tree=oid("evil"))),
    "another tree, as the act names it": Push([naming_a_tree()], "GOV-166", step(tree=oid("evil"))),
    "git's tree, where the act names another": Push([naming_a_tree()], "GOV-166"),
    "another method": Push([invoked()], "GOV-105", step("squash")),
    "a fast-forward": Push([invoked()], "GOV-105", step("fast-forward")),
    "another head": Push([invoked(what="feature/y")], "GOV-101"),
    "another act": Push([invoked(what="v1.0")], "GOV-101"),
    "against a lost motion": Push([other("lost"), invoked()], "GOV-153"),
    "against a tabled motion": Push([other("tabled"), invoked()], "GOV-153"),
    "against a lost motion, once ratified": Push([other("lost"), invoked("aye")]),
    "against a lost motion, looking back": Push([other("lost"), invoked()], back=True),
    "beside a pending motion": Push([other("pending"), invoked()]),
    "beside a withdrawn motion": Push([other("withdrawn"), invoked()]),
    "refused, but carried as a motion": Push([other("carried"), invoked("nay")]),
}  # fmt: skip


@pytest.mark.parametrize("push", PUSHES.values(), ids=PUSHES)
def test_a_branch(push: Push) -> None:
    assert push.codes == [push.code] * bool(push.code)


def test_a_decision_accounts_for_a_step_before_an_order_does() -> None:
    facts = BranchFacts((step(),), True, {(OLD, X): TREE}, frozenset(), START)
    carried = other("carried")
    assert decide_branch(RefUpdate(MAIN, OLD, NEW), facts, {X: [carried, invoked()]}).by == (carried.id,)


@pytest.mark.parametrize(("answer", "codes"), [("", []), ("nay", ["GOV-150"])])
def test_a_merge_before_there_is_a_commit(answer: str, codes: list[str]) -> None:
    assert [each.code for each in decide_heads(MAIN, [X], {X: [invoked(answer)]}, START).objections] == codes


@pytest.mark.parametrize(
    ("found", "signer", "now", "codes"),
    [
        (invoked(what="v1.0"), "alice", START, []),
        (invoked(what="v1.0"), "mallory", START, ["GOV-125"]),
        (invoked(what="v1.0"), "alice", LATE, ["GOV-151"]),
        (invoked("nay", "v1.0"), "bob", START, ["GOV-150"]),
        (invoked(what="v2.0"), "alice", START, ["GOV-123"]),
        (invoked(what="v1.0", mover_releases=False), "alice", START, ["GOV-126"]),
        (invoked(what="v1.0", mover_releases=False), "bob", START, []),
    ],
    ids=["signed by a member", "by a stranger", "overdue", "refused", "another tag", "by who invoked", "by another"],
)
def test_a_tag(found: Invocation, signer: str, now: int, codes: list[str]) -> None:
    facts = TagFacts(True, "v1.0", oid("v1.0"), fingerprint(signer), now)
    update = RefUpdate("refs/tags/v1.0", "0" * 40, oid("the tag"))
    verdict = decide_tag(update, facts, {oid("v1.0"): [found]}, found.step.charter)
    assert [each.code for each in verdict.objections] == codes
