"""Which commits are to be signed, by whom and how: the table of what the charter asks, and what the commits show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gitgov.charter.read import read
from gitgov.core.ids import Oid
from gitgov.core.openpgp import NAMED
from gitgov.gate.branch import decide_branch
from gitgov.gate.facts import BranchFacts, RefUpdate, Series, Signature, Signatures, Step, Verdict
from gitgov.gate.signed import brought_by, why_not_brought
from gitgov.procedure.state import Motion
from tests.kit.assembly import Body
from tests.kit.charters import DAY, Draft, team
from tests.kit.lines import START, fingerprint
from tests.kit.questions import merge, oid

OLD, X, NEW, BELOW = oid("main"), oid("feature/x"), oid("the merge"), oid("below x")
TREE = oid("tree of x")
MAIN = "refs/heads/main"
ALL = ("merge", "fast-forward", "squash", "rebase", "octopus")
NONE, X509 = Signature(), Signature("x509", known=False)
BROKEN, UNKNOWN = Signature("ssh"), Signature("openpgp", known=False)
PGP = f"{NAMED}{'A' * 40}"


def by(name: str) -> Signature:
    return Signature("ssh", fingerprint(name))


ALICE, BOB, CAROL = by("alice"), by("bob"), by("carol")


@cache
def charter(*signed: str, formats: Sequence[str] = ("ssh", "openpgp")) -> Draft:
    asked = {"main": (signed, tuple(formats))}
    return team("alice", "bob", "carol", "dave").but(branches={"main": ALL}, retired=("dave",), signed=asked)


CARRIED: dict[tuple[str, str], Motion] = {}


def carried(draft: Draft, branch: str = "feature/x") -> Motion:
    """Returns a motion to merge X, or another branch, that has been carried under a charter."""
    key = (draft.text, branch)
    return CARRIED.get(key) or CARRIED.setdefault(key, Body.found(draft).carry(merge(branch), "alice", "bob"))


@dataclass(frozen=True)
class Push:
    """A step, by default the merge of X, and who signed it and what comes in with it: X, and the commit below."""

    draft: Draft
    step: Signature = ALICE
    head: Signature = BOB
    below: Signature = CAROL
    codes: Sequence[str] = ()
    names: str = ""
    how: str = "merge"
    now: Draft | None = None
    back: bool = False
    unmade: bool = False
    made: Mapping[str, Signature] = field(default_factory=dict)
    unasked: str = ""

    def verdict(self) -> Verdict:
        shapes = {
            "merge": [Step(NEW, (OLD, X), TREE)],
            "squash": [Step(NEW, (OLD,), TREE, X)],
            "rebase": [Step(NEW, (oid("copy"),), TREE, X), Step(oid("copy"), (OLD,), TREE)],
            "fast-forward": [Step(X, (BELOW,), TREE), Step(BELOW, (OLD,), TREE)],
        }
        steps = shapes[self.how]
        shown: dict[str, Signature] = {NEW: self.step, X: self.head, BELOW: self.below, **self.made}
        shown.pop(self.unasked, None)
        parents: dict[str, Sequence[str]] = {X: (BELOW,), BELOW: (OLD,), NEW: steps[0].parents, oid("copy"): (OLD,)}
        charters = [read(each.text) for each in (self.now, self.draft) if each]
        signed = Signatures(shown, brought_by(steps, parents), tuple(charters), self.unmade)
        series: dict[tuple[str, str], Series] = (
            {(NEW, X): Series((X, BELOW), (TREE, TREE))} if self.how == "rebase" else {}
        )
        merges: dict[tuple[str, str], str] = {(OLD, X): TREE, (oid("copy"), X): oid("another tree")}
        facts = BranchFacts(
            tuple(steps), True, merges, frozenset(), START + DAY, rebases=series, signed=signed, back=self.back
        )
        return decide_branch(RefUpdate(MAIN, OLD, steps[0].commit), facts, {X: [carried(self.draft)]})


NOTHING, MERGES, COMMITS = charter(), charter("merges"), charter("commits")
BOTH, SSH, OPENPGP = (
    charter("merges", "commits"),
    charter("merges", formats=("ssh",)),
    charter("merges", formats=("openpgp",)),
)
LATER = MERGES.but(version=2, keys={"carol": ("carol's second",)})
KEPT = MERGES.but(keeper=("keeper",))

ALLOWED = {
    "nothing is asked": Push(NOTHING, NONE, NONE, NONE),
    "merges are asked, and commits are not": Push(MERGES, ALICE, NONE, BROKEN),
    "commits are asked, and merges are not": Push(COMMITS, NONE),
    "both are asked": Push(BOTH),
    "a squash": Push(BOTH, how="squash"),
    "a rebase": Push(BOTH, how="rebase", made={oid("copy"): CAROL}),
    "a fast-forward": Push(BOTH, how="fast-forward"),
    "a fast-forward makes nothing": Push(MERGES, NONE, NONE, NONE, how="fast-forward"),
    "a commit that was there when a ref was first protected": Push(COMMITS, below=NONE, unasked=BELOW),
    "what is only to be made": Push(BOTH, NONE, unmade=True),
    "a merge by the keeper": Push(KEPT, by("keeper")),
    "a format that is asked for": Push(SSH),
    "a key that was replaced since": Push(MERGES, CAROL, now=LATER, back=True),
    "a key that came later": Push(MERGES, by("carol's second"), now=LATER),
}  # fmt: skip

REFUSED = {
    "an unsigned merge": Push(MERGES, NONE, codes=["GOV-170"], names=NEW),
    "an unsigned head": Push(COMMITS, head=NONE, codes=["GOV-170"], names=X),
    "an unsigned commit below": Push(COMMITS, below=NONE, codes=["GOV-170"], names=BELOW),
    "an unsigned squash": Push(MERGES, NONE, codes=["GOV-170"], names=NEW, how="squash"),
    "a squash of an unsigned commit": Push(COMMITS, below=NONE, codes=["GOV-170"], names=BELOW, how="squash"),
    "a rebase with an unsigned copy": Push(MERGES, codes=["GOV-170"], names=oid("copy"), how="rebase",
        made={oid("copy"): NONE}),
    "a rebase of an unsigned commit": Push(BOTH, below=NONE, codes=["GOV-170"], names=BELOW, how="rebase",
        made={oid("copy"): CAROL}),
    "a fast-forward over an unsigned commit": Push(COMMITS, below=NONE, codes=["GOV-170"], names=BELOW,
        how="fast-forward"),
    "what is only to be made, of an unsigned commit": Push(BOTH, NONE, below=NONE, codes=["GOV-170"], names=BELOW,
        unmade=True),
    "a signature that does not hold": Push(MERGES, BROKEN, codes=["GOV-171"], names=NEW),
    "a stranger": Push(MERGES, by("eve"), codes=["GOV-172"], names=NEW),
    "an OpenPGP key that no charter has": Push(MERGES, UNKNOWN, codes=["GOV-172"], names=NEW),
    "a member who has retired": Push(MERGES, by("dave"), codes=["GOV-173"], names=NEW),
    "a key that was replaced": Push(MERGES, CAROL, codes=["GOV-173"], names=NEW, now=LATER),
    "a format that is not asked for": Push(SSH, Signature("openpgp", PGP), codes=["GOV-174"], names=NEW),
    "the other format": Push(OPENPGP, ALICE, codes=["GOV-174"], names=NEW),
    "a format that nobody may ask for": Push(MERGES, X509, codes=["GOV-174"], names=NEW),
    "a commit by the keeper": Push(COMMITS.but(keeper=("keeper",)), head=by("keeper"), codes=["GOV-172"], names=X),
}  # fmt: skip


@pytest.mark.parametrize("push", ALLOWED.values(), ids=ALLOWED)
def test_what_is_let_in(push: Push) -> None:
    assert push.verdict().objections == ()


@pytest.mark.parametrize("push", REFUSED.values(), ids=REFUSED)
def test_what_stays_out(push: Push) -> None:
    (objection,) = push.verdict().objections
    assert [objection.code] == list(push.codes)
    assert push.names[:12] in objection.what
    assert objection.remedy


OF_X, OF_Y, THE_OCTOPUS = BELOW, oid("feature/y"), NEW


@pytest.mark.parametrize(
    ("of_x", "of_y", "unsigned", "named"),
    [
        (COMMITS, COMMITS, (), ""),
        (COMMITS, NOTHING, (OF_Y,), ""),
        (COMMITS, NOTHING, (OF_X,), OF_X),
        (NOTHING, COMMITS, (OF_X,), ""),
        (NOTHING, COMMITS, (OF_Y,), OF_Y),
        (COMMITS, COMMITS, (THE_OCTOPUS,), ""),
        (MERGES, NOTHING, (THE_OCTOPUS,), THE_OCTOPUS),
        (NOTHING, MERGES, (THE_OCTOPUS,), THE_OCTOPUS),
        (MERGES, MERGES, (OF_X, OF_Y), ""),
    ],
)
def test_each_decision_about_an_octopus_asks_for_its_own(
    of_x: Draft, of_y: Draft, unsigned: Sequence[str], named: str
) -> None:
    """Of X and of the commit below it, of Y, and of the octopus, by the charter that each was moved under."""
    steps = (Step(NEW, (OLD, X, OF_Y), TREE),)
    parents: dict[str, Sequence[str]] = {X: (BELOW,), BELOW: (OLD,), OF_Y: (OLD,), NEW: steps[0].parents}
    made = dict.fromkeys((NEW, X, BELOW, OF_Y), ALICE) | dict.fromkeys(unsigned, NONE)
    signed = Signatures(made, brought_by(steps, parents), (read(of_y.text),))
    facts = BranchFacts(steps, True, {(OLD, X): TREE, (OLD, OF_Y): TREE}, frozenset(), START + DAY, signed=signed)
    motions: dict[str, list[Motion]] = {X: [carried(of_x)], OF_Y: [carried(of_y, "feature/y")]}
    objections = decide_branch(RefUpdate(MAIN, OLD, NEW), facts, motions).objections
    assert [each.code for each in objections] == (["GOV-170"] if named else [])
    assert named[:12] in " ".join(each.what for each in objections)


def test_the_name_of_a_branch_is_no_option_of_what_is_to_be_typed() -> None:
    """Git calls `--exec=...` a name of a branch, and rebase would run it."""
    evil = "--exec=touch${IFS}pwned"
    now = read(COMMITS.text)
    branch = now.branch(MAIN)
    assert branch is not None
    found = why_not_brought(merge(evil), branch, Signatures({X: NONE}, charters=(now,)))
    assert found is not None
    assert found.remedy == f"git rebase --force-rebase --gpg-sign -- main '{evil}', push it, git motion renew"


def test_a_charter_from_before_the_motion_gives_no_key_looking_back() -> None:
    """What is moved under the second charter is signed by a key that the first one had."""
    assert [each.code for each in Push(LATER, CAROL, back=True).verdict().objections] == ["GOV-172"]
    push = Push(LATER, CAROL, now=MERGES, back=True)
    assert [each.code for each in push.verdict().objections] == ["GOV-173"]


@pytest.mark.parametrize(("below", "codes"), [(BOB, []), (NONE, ["GOV-170"])])
def test_a_fast_forward_does_not_cover_what_another_one_would_bring_in_unsigned(
    below: Signature, codes: Sequence[str]
) -> None:
    """Each is asked for its own commits, also where both come in one push."""
    upper = oid("feature/y")
    here = Body.found(COMMITS)
    motion = here.move("alice", merge("feature/y"))
    for voter in ("alice", "bob"):
        here.vote(voter, motion, "aye")
    here.announce("alice", motion)
    steps = (Step(upper, (X,), TREE), Step(X, (OLD,), TREE))
    signed = Signatures({upper: ALICE, X: below}, charters=(read(COMMITS.text),))
    facts = BranchFacts(steps, True, {}, frozenset(), START + DAY, signed=signed)
    motions: dict[str, list[Motion]] = {X: [carried(COMMITS)], upper: [here.state(motion)]}
    verdict = decide_branch(RefUpdate(MAIN, OLD, upper), facts, motions)
    assert [each.code for each in verdict.objections] == codes


class TestBroughtBy:
    def test_what_a_topic_has_of_the_branch_itself_is_not_brought(self) -> None:
        steps = [Step(Oid("m2"), (Oid("m1"), Oid("t2")), TREE), Step(Oid("m1"), (Oid("m0"), Oid("s")), TREE)]
        parents = {"t2": ("t1", "m1"), "t1": ("m0",), "s": ("m0",), "m1": ("m0", "s"), "m2": ("m1", "t2")}
        assert brought_by(steps, parents) == {("m1", "s"): ("s",), ("m2", "t2"): ("t2", "t1")}

    def test_what_two_heads_of_an_octopus_have_in_common_comes_in_with_the_first(self) -> None:
        steps = [Step(Oid("m"), (Oid("o"), Oid("s"), Oid("t")), TREE)]
        parents = {"s": ("r",), "t": ("r",), "r": ("o",), "m": ("o", "s", "t")}
        assert brought_by(steps, parents) == {("m", "s"): ("s", "r"), ("m", "t"): ("t",)}

    def test_what_is_squashed_is_not_in_the_branch_afterwards(self) -> None:
        steps = [Step(Oid("m"), (Oid("c"), Oid("t")), TREE), Step(Oid("c"), (Oid("o"),), TREE, "t")]
        parents = {"t": ("o",), "c": ("o",), "m": ("c", "t")}
        assert brought_by(steps, parents) == {("c", "t"): ("t",), ("m", "t"): ("t",)}

    @given(st.lists(st.lists(st.integers(0, 30), max_size=3), min_size=1, max_size=30))
    def test_by_merges_every_commit_comes_in_once(self, graph: list[list[int]]) -> None:
        """All that the tip reaches is on the way, or brought by exactly one step."""
        parents = {
            str(at): tuple(dict.fromkeys(str(each) for each in row if each < at)) for at, row in enumerate(graph)
        }
        steps, here = list[Step](), str(len(graph) - 1)
        while here:
            steps.append(Step(Oid(here), tuple(map(Oid, parents[here])), TREE))
            here = next(iter(parents[here]), "")
        brought = brought_by(steps, parents)
        found = [commit for each in brought.values() for commit in each] + [step.commit for step in steps]
        reached, left = set[str](), [steps[0].commit]
        while left:
            if (each := left.pop()) not in reached:
                reached.add(Oid(each))
                left.extend(map(Oid, parents[each]))
        assert sorted(found) == sorted(reached)
