"""What the tables say: a row for each kind of motion, and one for each kind of act."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

from gitgov.charter.chain import Chain
from gitgov.core.ids import EventId
from gitgov.core.objection import Objection
from gitgov.ledger.event import Body, Event

if TYPE_CHECKING:  # rows are what floors and motions are made of
    from gitgov.procedure.floor import Floor
    from gitgov.procedure.state import Motion

ONE_LINE = r"^[^\x00-\x1f\x7f\u2028\u2029]*$"
"""What is read back within a sentence can neither end its line nor drive a terminal."""
LONGEST_LINE = 400
"""Characters of such a line."""

Objections: TypeAlias = tuple[Objection, ...]
Class = Literal["main", "incidental_main", "subsidiary", "privileged", "incidental", "bring_back"]
Scope = Literal["yes", "no", "target"]
"""Whether a motion is debatable: always, never, or if the motion that it applies to is."""
Reconsidered = Literal["yes", "no", "affirmative", "negative", "conditional"]
"""Which vote upon a motion may be reconsidered; conditionally: as long as it can still be undone."""
VoteRule = Literal[
    "charter", "majority", "two_thirds", "two_thirds_against", "majority_entire_membership", "change_adopted",
    "majority_negative_to_overturn", "again_in_committee", "chair_rules", "demand", "none",
]  # fmt: skip


class Question(Body):
    """What is moved: the body that a kind of motion gives to its question; `motion` names the kind."""

    motion: str

    @property
    def about(self) -> str:
        """The id of what was done before that it is about: a field `of`, where a kind has it and names something; else nothing."""
        return getattr(self, "of", "")


class Rising(NamedTuple):
    """Somebody who might make a motion, and when: as much of an event as the law needs to say what is in order.

    `parents` is what an act has seen of the thread that would bring it about; nothing for all of it.
    """

    actor: str
    at: int
    id: str = ""
    parents: tuple[EventId, ...] | None = None


class Moving(NamedTuple):
    """A motion as somebody is about to make it: `on` is the question that it applies to, if any.

    `question` is nothing where the law is asked about a kind of motion, before anybody has put one into words.
    """

    row: MotionRow
    question: Any
    on: Motion | None
    event: Event | Rising


def nothing_against(_question: object, _chain: Chain) -> Objections:
    """Find nothing wrong with any question."""
    return ()


def any_subject(_question: object, _chain: Chain) -> str:
    """Annotate any commit."""
    return ""


def no_target(_question: object) -> str:
    """Open no ref."""
    return ""


def always_fits(_floor: Floor, _moving: Moving) -> Objections:
    """Find nothing on any floor that is in the way of a motion."""
    return ()


def no_effect(floor: Floor, _done: Motion | Event) -> Floor:
    """Change nothing on the floor beyond that the question is decided, or the act done."""
    return floor


def by_its_kind(question: Any, _chain: Chain) -> str:
    """Name the kind of a question: the charter has rules for it, or those of any main motion hold."""
    return str(question.motion)


def nothing_raises(_question: object) -> None:
    """Leave the vote as it is, whatever the question asks for."""


def nothing_eases(_floor: Floor, _moving: Moving) -> VoteRule | None:
    """Leave the vote as it is, whatever has happened."""
    return None


def as_moved(_question: object) -> None:
    """Take a question for what it says that it is."""


def can_be_undone(_floor: Floor, _motion: Motion) -> Objections:
    """Find nothing that keeps a vote from being reconsidered."""
    return ()


class MotionRow(NamedTuple):
    """One kind of motion: its question, how it is read back, its place among the others, and what it does.

    `rank` goes from 1 (main) to 13; 0 stands for what is not in the chain. `second`, `debatable`, `amendable`, `vote`
    and `reconsidered` are what Robert's Rules say; for main motions the charter says more. `target` names the ref that
    a carried motion opens, or nothing; `subject` the commit that its lines must annotate, so that a decision is found
    on the content it is about, or nothing where any will do. `why_not` asks what the question itself must satisfy,
    `applies` what the floor must for any question of this kind, and `fits` what it must for this one; `carried` and `lost`
    are what the vote does to the floor. `raised` names a higher vote where the question asks for something that takes one,
    `eased` a lower one where what has happened makes that enough, `meant` the question that this one is treated as, `still` what keeps a vote on it from being reconsidered; `suspends`
    says that making it suspends a vote. `fixed` names the fields of its question that no amendment may change, `governed_by`
    the kind of motion whose rules in the charter hold for it; `made` is what making it does to the floor, where there is
    nothing more to it. `apart` says that it always has a floor of its own,
    `at_meetings` that it never has. `alone` says that it is privileged also while nothing is pending, `granting` that another
    than the mover of what it is about may move it as well, and then without a second. `verb` is how its `program` moves it, `effect` what a carried one does, in words, and `words` the
    field that is amended unless another is named.
    """

    name: str
    summary: str
    source: str
    question: type[Question]
    read_back: Callable[[Any], str]
    kind: Class = "main"
    rank: int = 1
    interrupts: bool = False
    second: bool = True
    debatable: Scope = "yes"
    amendable: bool = True
    vote: VoteRule = "charter"
    reconsidered: Reconsidered = "yes"
    target: Callable[[Any], str] = no_target
    subject: Callable[[Any, Chain], str] = any_subject
    why_not: Callable[[Any, Chain], Objections] = nothing_against
    fits: Callable[[Floor, Moving], Objections] = always_fits
    carried: Callable[[Floor, Motion], Floor] = no_effect
    lost: Callable[[Floor, Motion], Floor] = no_effect
    suspends: bool = False
    fixed: frozenset[str] = frozenset({"of"})
    at_meetings: bool = False
    alone: bool = False
    granting: bool = False
    apart: bool = False
    raised: Callable[[Any], VoteRule | None] = nothing_raises
    eased: Callable[[Floor, Moving], VoteRule | None] = nothing_eases
    governed_by: Callable[[Any, Chain], str] = by_its_kind
    made: Callable[[Floor, Motion], Floor] | None = None
    applies: Callable[[Floor, Moving], Objections] = always_fits
    meant: Callable[[Any], Question | None] = as_moved
    still: Callable[[Floor, Motion], Objections] = can_be_undone
    verb: str = ""
    program: str = "git motion"
    effect: str = ""
    words: str = "text"

    def vote_on(self, question: Any) -> VoteRule:
        """Name the vote that a question of this kind takes: what it asks for may raise it."""
        return self.raised(question) or self.vote

    @property
    def command(self) -> str:
        """The command that moves it, without its words."""
        return f"{self.program} {self.verb}"

    @property
    def is_main(self) -> bool:
        """Say whether it brings a question of its own before the assembly, when nothing is pending."""
        return self.kind in {"main", "incidental_main"} or (self.kind == "bring_back" and self.rank == 1)


class ActRow(NamedTuple):
    """One kind of act: when it is out of order, and what it does when it is not. `apply` asks nothing.

    An announcement applies nothing: the fold enters what its own past gives.
    `upon` says that it is about a question which is on the floor already, `sitting` that it is done at a meeting while that
    is in session, by a member who is there, `entering` that who does it need not be on the roll yet.
    """

    kind: str
    source: str
    why_not: Callable[[Floor, Event], Objections]
    apply: Callable[[Floor, Event], Floor] = no_effect
    upon: bool = True
    sitting: bool = True
    entering: bool = False


def object_to(code: str, what: str, source: str, remedy: str = "") -> Objections:
    """State a single objection."""
    return (Objection(code, what, source, remedy),)
