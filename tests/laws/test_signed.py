"""What the gate lets in when it is pushed it finds in order afterwards, signatures and all; and nothing unsigned is let in."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from gitgov.charter.read import read
from gitgov.core.ids import Oid
from gitgov.gate.branch import decide_branch
from gitgov.gate.facts import BranchFacts, RefUpdate, Signature, Signatures, Step, Verdict
from gitgov.gate.signed import brought_by
from gitgov.procedure.state import Motion
from tests.kit.assembly import Body
from tests.kit.charters import DAY, Draft, team
from tests.kit.lines import START, fingerprint
from tests.kit.questions import merge, oid

MAIN, ROOT, TREE = "refs/heads/main", oid("root"), oid("a tree")
METHODS = ("merge", "squash", "fast-forward")
ASKED: tuple[tuple[str, ...], ...] = ((), ("merges",), ("commits",), ("merges", "commits"))
GOOD, NONE = Signature("ssh", fingerprint("alice")), Signature()
MOST = 5


@cache
def draft(asked: tuple[str, ...]) -> Draft:
    formats = ("ssh", "openpgp")
    return team("alice", "bob", "carol").but(branches={"main": METHODS}, signed={"main": (asked, formats)})


@cache
def carried(name: str, asked: tuple[str, ...]) -> Motion:
    """Returns a decision to merge a head, under a charter that asks for this."""
    return Body.found(draft(asked)).carry(merge(name), "alice", "bob")


@dataclass(frozen=True)
class Topic:
    """How a branch is written and comes in: upon the tip or the root, with the tip merged before its last commit or not."""

    method: str
    asked: tuple[str, ...]
    signed: tuple[bool, ...]
    upon_tip: bool
    merges_tip: bool
    step_signed: bool


@dataclass
class History:
    """A protected branch, all commits with their parents, who signed them, and what was decided."""

    tip: str = ROOT
    parents: dict[str, tuple[str, ...]] = field(default_factory=lambda: {ROOT: ()})
    made: dict[str, Signature] = field(default_factory=dict)
    named: dict[str, str] = field(default_factory=dict)
    motions: dict[str, list[Motion]] = field(default_factory=dict)

    def commit(self, name: str, *parents: str, signed: bool) -> str:
        made = oid(name)
        self.parents[made], self.made[made] = parents, GOOD if signed else NONE
        return made

    def under(self, *tips: str) -> set[str]:
        """Returns the commits that these contain."""
        seen, left = set[str](), list(tips)
        while left:
            if (each := left.pop()) not in seen:
                seen.add(each)
                left.extend(self.parents[each])
        return seen

    def write(self, name: str, topic: Topic) -> tuple[str, str]:
        """Writes a ratified head, and what would carry it out; returns both."""
        head = self.tip if topic.upon_tip else ROOT
        for at, signed in enumerate(topic.signed, start=1):
            last = at == len(topic.signed)
            beside = (self.tip,) if last and topic.merges_tip and head != self.tip else ()
            head = self.commit(name if last else f"{name} {at}", head, *beside, signed=signed)
        self.motions[head] = [carried(name, topic.asked)]
        if topic.method == "fast-forward":
            return head, head
        beside = (head,) if topic.method == "merge" else ()
        step = self.commit(f"{topic.method} of {name}", self.tip, *beside, signed=topic.step_signed)
        self.named[step] = head if topic.method == "squash" else ""
        return head, step

    def verdict(self, old: str, new: str, *, back: bool) -> Verdict:
        """Judges a move as the chamber would collect its facts."""
        held, steps, here = self.under(old), list[Step](), new
        while here and here not in held:
            up = self.parents[here]
            steps.append(Step(Oid(here), tuple(map(Oid, up)), Oid(TREE), self.named.get(here, "")))
            here = next(iter(up), "")
        pairs = [(step.parents[0], head) for step in steps if step.parents for head in (*step.parents[1:], step.named)]
        onward = frozenset(step.commit for step in steps[1:] if old in self.under(step.commit))
        copied = {self.named[each] for each in held if self.named.get(each)}
        spent = frozenset(head for head in self.motions if not back and (head in held or head in copied))
        added = self.under(new, *(step.named for step in steps if step.named)) - held
        brought = brought_by(steps, {each: self.parents[each] for each in added})
        signed = Signatures({each: self.made[each] for each in added}, brought, (read(draft(()).text),))
        facts = BranchFacts(
            tuple(steps), old in self.under(new), dict.fromkeys(pairs, TREE), spent, START + DAY,
            onward=onward, signed=signed, back=back,
        )  # fmt: skip
        return decide_branch(RefUpdate(MAIN, old, new), facts, self.motions)


mostly = st.sampled_from((True, True, True, False))
topics = st.builds(
    Topic, st.sampled_from(METHODS), st.sampled_from(ASKED), st.lists(mostly, min_size=1, max_size=2).map(tuple),
    mostly, mostly, st.booleans(),
)  # fmt: skip


@settings(max_examples=150)
@given(st.lists(topics, min_size=1, max_size=MOST))
def test_what_is_let_in_one_by_one_is_in_order_afterwards(plan: list[Topic]) -> None:
    history = History()
    for at, topic in enumerate(plan):
        head, step = history.write(f"topic/{at}", topic)
        if not history.verdict(history.tip, step, back=False).allowed:
            continue
        brought = history.under(head) - history.under(history.tip)
        if "commits" in topic.asked:
            assert {history.made[each] for each in brought} <= {GOOD}
        if "merges" in topic.asked and topic.method != "fast-forward":
            assert history.made[step] == GOOD
        history.tip = step
    assert history.verdict(ROOT, history.tip, back=True).objections == ()


@settings(max_examples=50)
@given(st.lists(topics, min_size=1, max_size=MOST))
def test_what_is_signed_throughout_is_let_in_as_if_nothing_were_asked(plan: list[Topic]) -> None:
    """But for a fast-forward that leaves the branch to the side."""
    for asked in ASKED[1:]:
        history = History()
        for at, each in enumerate(plan):
            topic = Topic(each.method, asked, (True,) * len(each.signed), each.upon_tip, each.merges_tip, True)
            _, step = history.write(f"topic/{at}", topic)
            found = history.verdict(history.tip, step, back=False)
            assert {each.code for each in found.objections} <= {"GOV-102", "GOV-103"}
            history.tip = step if found.allowed else history.tip
