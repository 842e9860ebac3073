"""The kinds of event in the motions, debate and decisions rooms."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, PlainValidator, SerializeAsAny

from gitgov.charter.events import KINDS as CHARTER_KINDS
from gitgov.charter.events import EventIdText
from gitgov.ledger.event import Body, Kind, Kinds, table
from gitgov.procedure.meeting_events import KINDS as MEETING_KINDS
from gitgov.procedure.motions import asked
from gitgov.procedure.motions.merge import Merge, OidText, RefText
from gitgov.procedure.motions.release import Release
from gitgov.procedure.rows import ONE_LINE, Question
from gitgov.tally.events import KINDS as TALLY_KINDS
from gitgov.tally.events import OptionName

OnText = Annotated[str, Field(pattern=r"^(?:[0-9a-f]{64})?$")]
"""The id of the question that an act is about, or nothing for the one that opened the thread."""


class MotionMoved(Body):
    """A member moves a question, and may say why.

    `renews` names the motion that this one replaces, `on` the question that it applies to. Who moves `unnoticed` does
    without previous notice, and needs the vote that the charter asks for then.
    """

    on: OnText = ""
    question: SerializeAsAny[Annotated[Question, PlainValidator(asked, json_schema_input_type=Question)]]
    renews: Annotated[str, Field(pattern=r"^(?:[0-9a-f]{64})?$")] = ""
    unnoticed: bool = False
    why: Annotated[str, Field(max_length=16_384)] = ""


class MotionSeconded(Body):
    """Another member wants the question considered."""

    on: OnText = ""


class MotionStated(Body):
    """The chair places the question before the assembly."""

    on: OnText = ""


class MotionPut(Body):
    """The chair puts the question to the vote; `method` says how it is taken, where not as ordered, or by roll call."""

    on: OnText = ""
    method: Literal["", "voice", "rising", "counted", "roll call", "ballot"] = ""


class ConsentSought(Body):
    """Whoever presides asks for unanimous consent: the question is adopted if nobody objects."""

    on: OnText = ""


class ConsentRefused(Body):
    """A member objects: the question takes the ordinary way."""

    on: OnText = ""


class NoticeGiven(Body):
    """A member says now what that member will move later: the whole of the question."""

    question: SerializeAsAny[Annotated[Question, PlainValidator(asked, json_schema_input_type=Question)]]


class MotionWithdrawn(Body):
    """The mover takes the motion back."""

    on: OnText = ""
    reason: Annotated[str, Field(max_length=16_384)] = ""


class ChairRuled(Body):
    """The chair rules on a point of order, or that a motion is out of order, and says why."""

    on: OnText
    ruling: Literal["well taken", "not well taken", "submitted", "out of order", "granted", "refused", "answered"]
    reason: Annotated[str, Field(max_length=16_384)] = ""


class ChairHandedOver(Body):
    """Who presides hands the chair over to another member until the question is disposed of, to take part in debate."""

    on: OnText = ""
    to: Annotated[str, Field(max_length=64)]


class CommitteeReported(Body):
    """A committee reports on the question that was referred to it, and may recommend what to do with it."""

    on: OnText = ""
    text: Annotated[str, Field(max_length=16_384)] = ""
    recommends: Literal["", "adopt", "reject", "amend"] = ""


class ParagraphOpened(Body):
    """The chair opens the next paragraph to amendment; after the last one the whole."""

    on: OnText = ""
    number: Annotated[int, Field(ge=1, le=10_000)]


class FloorSought(Body):
    """A member rises and addresses the chair, and may say for which side."""

    side: Literal["", "for", "against"] = ""


class FloorAssigned(Body):
    """The chair recognizes a member."""

    to: Annotated[str, Field(max_length=64)]


class FloorYielded(Body):
    """The member who has the floor is done."""


class SpeechMade(Body):
    """A member speaks for or against, verbatim."""

    on: OnText = ""
    side: Literal["for", "against"]
    text: Annotated[str, Field(min_length=1, max_length=40_000)]


class NominationDeclined(Body):
    """A nominee does not stand; `on` names the election."""

    on: OnText = ""


class RefusedBallot(Body):
    """A ballot that the announcement saw and did not count, with the code of the reason."""

    ballot: EventIdText
    code: Annotated[str, Field(max_length=16)]


class ProxyVote(Body):
    """The vote of a member who did not vote in person: the proxy it left by, through whom it went, the ballot it became."""

    member: Annotated[str, Field(max_length=64)]
    proxy: EventIdText
    through: list[Annotated[str, Field(max_length=64)]]
    ballot: EventIdText


class MotionAnnounced(Body):
    """The result, with every ballot that was counted or refused; closes the poll over its causal past.

    Among many, `chosen` are the options, or who is elected; after `again` there is another ballot. `preferred` is how whoever
    presides breaks a tie, best first, where the question leaves that to the chair. `by_proxy` are the votes that were counted
    for members who had not voted in person.
    """

    on: OnText = ""
    result: Literal["carried", "lost", "again"]
    chosen: list[OptionName] = Field(default=[], max_length=200)
    preferred: list[OptionName] = Field(default=[], max_length=200)
    counted: list[EventIdText]
    refused: list[RefusedBallot]
    by_proxy: list[ProxyVote] = Field(default=[])
    arithmetic: Annotated[str, Field(max_length=2_000)]


class DecisionEnacted(Body):
    """A carried decision was carried out: `ref` moved from `old` to `new`."""

    on: OnText = ""
    decision: EventIdText
    ref: RefText
    old: OidText
    new: OidText


class BodyConcurred(Body):
    """Another body has carried the same: its `motion`, and the `lines` of its own ledger that show it, each as it was signed.

    `body` is what the charter here calls it.
    """

    on: OnText = ""
    body: Annotated[str, Field(pattern=r"^[a-z0-9-]{1,40}$")]
    lines: list[Annotated[str, Field(max_length=200_000)]] = Field(min_length=1, max_length=2_000)
    motion: EventIdText


class AcceptanceGiven(Body):
    """Who is on the roll of a charter that is moved signs it: with a key that it names, given whole, which may be on no roll yet.

    `charter` is the SHA-256 of its text.
    """

    on: OnText = ""
    charter: EventIdText
    key: Annotated[str, Field(max_length=8_192)]

    @property
    def brought_key(self) -> str:
        """The key that signs."""
        return self.key


class OrderInvoked(Body):
    """A member does under a standing order, `order`, what the assembly would else have to decide: exactly this, and why.

    It brings the question before the assembly whether to ratify that.
    """

    order: Annotated[str, Field(max_length=40, pattern=ONE_LINE)]
    act: Annotated[Merge | Release, Field(discriminator="motion")]
    why: Annotated[str, Field(max_length=16_384)]


class DecisionNoted(Body):
    """Where to read about the commit that this lies on: a `motion` at a `meeting`, whose lines annotate `lies_on`.

    It only points there. Who follows it folds those lines, and believes them.
    """

    meeting: EventIdText
    motion: EventIdText
    lies_on: OidText


KINDS: Kinds = table(
    Kind("motion.moved", 1, "motions", MotionMoved),
    Kind("motion.seconded", 1, "motions", MotionSeconded),
    Kind("motion.stated", 1, "motions", MotionStated),
    Kind("motion.put", 1, "motions", MotionPut),
    Kind("consent.sought", 1, "motions", ConsentSought),
    Kind("consent.refused", 1, "motions", ConsentRefused),
    Kind("notice.given", 1, "motions", NoticeGiven),
    Kind("motion.withdrawn", 1, "motions", MotionWithdrawn),
    Kind("nomination.declined", 1, "motions", NominationDeclined),
    Kind("chair.ruled", 1, "motions", ChairRuled),
    Kind("chair.handed", 1, "motions", ChairHandedOver),
    Kind("committee.reported", 1, "motions", CommitteeReported),
    Kind("paragraph.opened", 1, "motions", ParagraphOpened),
    Kind("floor.sought", 1, "debate", FloorSought),
    Kind("floor.assigned", 1, "debate", FloorAssigned),
    Kind("floor.yielded", 1, "debate", FloorYielded),
    Kind("speech.made", 1, "debate", SpeechMade),
    Kind("motion.announced", 1, "decisions", MotionAnnounced),
    Kind("acceptance.given", 1, "decisions", AcceptanceGiven),
    Kind("body.concurred", 1, "decisions", BodyConcurred),
    Kind("decision.enacted", 1, "decisions", DecisionEnacted),
    Kind("order.invoked", 1, "decisions", OrderInvoked),
    Kind("decision.noted", 1, "decisions", DecisionNoted),
)

ALL_KINDS: Kinds = {**CHARTER_KINDS, **TALLY_KINDS, **KINDS, **MEETING_KINDS}
"""Every kind that the law knows."""
