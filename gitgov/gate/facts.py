"""What the gate is told about a ref update: plain data, collected elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple

from gitgov.charter.charter import Charter
from gitgov.core.ids import Oid, is_zero
from gitgov.core.objection import Objection

if TYPE_CHECKING:  # what is ordered asks the gate about decisions, which are told of by these facts
    from gitgov.gate.ordered import Ahead
    from gitgov.gate.quality import Quality
    from gitgov.gate.required import Change


class RefUpdate(NamedTuple):
    """A ref and where it would move; all zeros stand for creation and deletion."""

    ref: str
    old: str
    new: str

    @property
    def creates(self) -> bool:
        """Say whether the ref did not exist."""
        return is_zero(self.old)

    @property
    def deletes(self) -> bool:
        """Say whether the ref would cease to exist."""
        return is_zero(self.new)


class Echo(NamedTuple):
    """What a commit says of itself as git does: that it reverts another commit, or is picked from it."""

    how: Literal["reverts", "is picked from"]
    of: str


class Step(NamedTuple):
    """One commit on the first-parent way; `named` is a head that its trailers name, or nothing.

    `echo` is asked only of what nothing seems to account for.
    """

    commit: Oid
    parents: tuple[Oid, ...]
    tree: Oid
    named: str = ""
    echo: Echo | None = None

    @property
    def heads(self) -> tuple[str, ...]:
        """What comes in with it besides itself: its further parents, or the head that it names."""
        return self.parents[1:] if len(self.parents) > 1 else (self.named,)


class Series(NamedTuple):
    """What a ratified head adds, newest first, and the tree of git's own pick of each upon the parent of the step in its place.

    Without commits where it is no single line of them; a tree is nothing where the pick conflicts. There are no more
    trees than steps.
    """

    commits: tuple[Oid, ...] = ()
    trees: tuple[str, ...] = ()


class Signature(NamedTuple):
    """How a commit is signed: in which format (nothing: not at all), and by which key validly, if by any.

    `known` says that the key that it names can be looked up: of SSH always, of OpenPGP where some charter gives it.
    """

    format: Literal["", "ssh", "openpgp", "x509"] = ""
    signer: str = ""
    known: bool = True


class Signatures(NamedTuple):
    """Who signed the commits that would come in, where a decision about them asks for it.

    `brought` gives for a step and each of its heads what comes in with that, which no earlier one of them has brought.
    `made` gives the signature of each commit, but for those that a ref held when it was first protected: they are asked
    nothing. `charters` are all, the one in force first. `unmade` says that a step only shows what would be made, by whoever will sign it.
    """

    made: Mapping[str, Signature] = MappingProxyType({})
    brought: Mapping[tuple[str, str], tuple[str, ...]] = MappingProxyType({})
    charters: tuple[Charter, ...] = ()
    unmade: bool = False


class BranchFacts(NamedTuple):
    """How a branch would come from `old` to `new`.

    `steps` lead from new, newest first, to the last commit that old does not contain; `forward` says that old is an
    ancestor of new; `merges` gives for (first parent, head) the tree of git's own clean merge, or nothing where it
    conflicts, and of an octopus that of all its heads up to this one, merged one after another; `spent` are heads whose content the branch has had before; `onward` are ratified commits on the way that
    contain `old`, so that the branch could have been fast-forwarded to them. `authors` gives for (first parent, head) the
    email addresses of those who wrote what comes in, where a decision asks for it; `before` likewise those of the heads
    that some decision wants there first which the branch had had by then. `rebases` gives for (newest commit, head)
    the series that a rebase of the head would be there, where some charter has allowed it. `signed` says who signed what
    comes in. `back` says that the branch has come this way already, and that it is asked afterwards who let it. `ahead`
    gives for (first parent, head), and for ("", head) of a fast-forward, what ratified sequences put before what it brings.
    `changed` gives for each step, and of an octopus for each of its heads (the step, the head), what changes with it below
    the paths for which some charter asks for a decision more. `quality` is what was measured of it, nothing where no charter asks.
    `had` names (step, head) where a rebase on the same way had brought that head in, below its own.
    """

    steps: tuple[Step, ...]
    forward: bool
    merges: Mapping[tuple[str, str], str]
    spent: frozenset[str]
    now: int
    onward: frozenset[str] = frozenset()
    authors: Mapping[tuple[str, str], frozenset[str]] = MappingProxyType({})
    before: Mapping[tuple[str, str], frozenset[str]] = MappingProxyType({})
    rebases: Mapping[tuple[str, str], Series] = MappingProxyType({})
    signed: Signatures = Signatures()
    back: bool = False
    ahead: Mapping[tuple[str, str], tuple[Ahead, ...]] = MappingProxyType({})
    changed: Mapping[tuple[str, str], tuple[Change, ...]] = MappingProxyType({})
    quality: Quality | None = None
    had: frozenset[tuple[str, str]] = frozenset()


class Review(NamedTuple):
    """The review of a sprint (`name`) at a commit: whether the tagged one has that `within` its history, and what is wrong with its claim, if anything."""

    name: str
    tip: str
    within: bool
    wrong: str = ""


class TagFacts(NamedTuple):
    """The object that a tag ref would hold: `signer` is the fingerprint of the key that validly signed it.

    `back` says that the ref holds it already, and that it is asked afterwards who let it. `reviews` are those of sprints,
    where the tag marks a candidate for a release; None where nobody can know them, as in a proof. `quality` is what was
    measured of the commit, nothing where no charter asks.
    """

    annotated: bool
    name: str = ""
    target: str = ""
    signer: str = ""
    now: int = 0
    back: bool = False
    reviews: tuple[Review, ...] | None = ()
    quality: Quality | None = None


class Verdict(NamedTuple):
    """The gate's answer for one ref: allowed if there are no objections; `by` names the decisions relied on, newest first.

    `since` says for each with which step it begins, counted from the newest.
    """

    ref: str
    objections: tuple[Objection, ...] = ()
    by: tuple[str, ...] = ()
    since: tuple[int, ...] = ()

    @property
    def allowed(self) -> bool:
        """Say whether the ref may move."""
        return not self.objections
