"""The state of one question: frozen at its opening, changed only by the fold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from gitgov.charter.chain import Step
from gitgov.charter.charter import RuleSet
from gitgov.core.ids import EventId, Member, Oid, motion_name
from gitgov.ledger.event import Body
from gitgov.ledger.ruling import Ruling
from gitgov.procedure.among import NOBODY, Among, Slate
from gitgov.procedure.positions import Answer, Consent, Recusal, Turn, Veto, opposed_since
from gitgov.procedure.records import Acceptance, Ballot, ByProxy, Concurrence, Decision, Enactment, Refused, Speech
from gitgov.procedure.rows import MotionRow, Question
from gitgov.procedure.tallying import tally_of
from gitgov.procedure.votes import secondary
from gitgov.tally.count import Tally

__all__ = ["Ballot", "ByProxy", "Decision", "Enactment", "Motion", "Refused", "Speech", "decided_at"]


NONE: frozenset[Member] = frozenset()


@dataclass(frozen=True)
class Motion:
    """One question and all that was lawfully done about it.

    `on` is the question that a secondary motion applies to. `stated_at` and `put_at` are seconds, or nothing while it has
    not come so far; a poll is open from `opens_at`. `resumed_at` is when it became immediately pending again, `put_by` who
    put it, `attending` how many were present then, where that is known.

    What members said: `ballots` are theirs in causal order, of which the last of each counts, `spoilt` the rulings upon ballots that are out of
    order, `by_proxy` the votes of those who have not voted in person (`proxies.counted` finds them); `vetoes`, `recusals`
    and `consent` are what they said besides voting. `noticed` says that previous notice was given. Of a choice among many
    `rounds` are the ballots that decided nothing, and of an election `slate` are its nominees.

    What became of it: `fate` is how it went without a vote (tabled, postponed, referred, dropped, ...), `inserted` are words
    that the assembly has voted into it, `before` is what an adopted amendment has changed, `stood` all that was pending
    when it was decided. `reconsidering` says that its vote is suspended, `reconsidered` that it was brought back. `mark` and
    `decided_mark` say how far things on the floor had gone when it was moved and decided.

    Orders upon it: `debate_until` is when debate ends, where an order says so, `method` how the vote is taken, where not by
    signed ballots that all can see, `polls_closed` that nobody votes any more, `paragraph` which part is open to amendment
    (one more than there are: the whole), `blank` in which order suggestions for its blank are put, and `presider` to whom
    the chair was handed over; `report` is what a committee said of it.
    """

    id: EventId
    subject: Oid
    mover: Member
    at: int
    row: MotionRow
    question: Question
    why: str
    renews: str
    step: Step
    rules: RuleSet
    electorate: frozenset[Member]
    on: str = ""
    seconder: str = ""
    stated_at: int | None = None
    put_at: int | None = None
    resumed_at: int | None = None
    fate: str = ""
    inserted: tuple[str, ...] = ()
    before: Question | None = None
    stood: tuple[EventId, ...] = ()
    session: int = 0
    mark: int = 0
    decided_mark: int = 0
    attending: int | None = None
    absent: int = 0
    reconsidering: bool = False
    reconsidered: bool = False
    noticed: bool = False
    put_by: str = ""
    consent: Consent | None = None
    vetoes: tuple[Veto, ...] = ()
    recusals: tuple[Recusal, ...] = ()
    debate_until: int = 0
    method: str = ""
    polls_closed: bool = False
    paragraph: int = 0
    blank: str = ""
    presider: str = ""
    report: Body | None = None
    touched_at: int = 0
    speeches: tuple[Speech, ...] = ()
    ballots: tuple[Ballot, ...] = ()
    spoilt: tuple[Ruling, ...] = field(default=(), compare=False, repr=False)
    by_proxy: Mapping[Member, ByProxy] = field(default_factory=dict)
    decision: Decision | None = None
    withdrawn: EventId | None = None
    enacted: tuple[Enactment, ...] = ()
    acceptances: tuple[Acceptance, ...] = ()
    concurred: tuple[Concurrence, ...] = ()
    rounds: tuple[Decision, ...] = ()
    slate: Slate = NOBODY

    def but(self, **changes: object) -> Motion:
        """Return this motion with some fields changed; as `dataclasses.replace`, at a tenth of its cost."""
        changed = object.__new__(Motion)
        changed.__dict__.update(self.__dict__, **changes)
        return changed

    def unconsented(self, event_id: EventId, member: Member) -> Motion:
        """Return this motion with an objection to unanimous consent, where that was asked for."""
        if self.consent is None or self.consent.objected:
            return self
        return self.but(consent=self.consent._replace(objected=event_id, objector=member))

    def reworded(self, question: Question, inserted: str) -> Motion:
        """Return this motion as amended; what the new words ask for may take another vote."""
        words = (*self.inserted, inserted) if inserted else self.inserted
        rules = self.rules
        if (vote := self.row.vote_on(question)) != "charter":
            rules = secondary(rules, vote, notice=self.noticed)._replace(second=rules.second)
        return self.but(question=question, inserted=words, rules=rules)

    @property
    def kind(self) -> str:
        """The kind of motion: a row of the table."""
        return self.row.name

    @property
    def name(self) -> str:
        """The id as people say it: `M-3f2a9c41`."""
        return motion_name(self.id)

    @property
    def text(self) -> str:
        """The question in the assembly's words."""
        return self.row.read_back(self.question)

    @property
    def target(self) -> str:
        """The ref that this motion would open, or nothing."""
        return self.row.target(self.question)

    @property
    def chaired(self) -> bool:
        """Say whether a chair presides over this question, rather than the rule."""
        return self.step.charter.presiding == "chair"

    @property
    def opens_at(self) -> int | None:
        """When the poll opens, in seconds; nothing while an act is still missing."""
        if self.chaired:
            return self.put_at
        return None if self.stated_at is None else self.earliest_poll

    @property
    def voting(self) -> bool:
        """Say whether voting on it has begun: the chair has put it, or somebody has voted."""
        return self.put_at is not None or bool(self.ballots)

    @property
    def earliest_poll(self) -> int:
        """The earliest instant at which the question may be put: after debate and notice."""
        debated = self.debate_until or (self.at if self.stated_at is None else self.stated_at) + self.rules.debate
        resumed = debated if self.resumed_at is None else self.resumed_at
        return max(debated, self.at + self.rules.notice, resumed)

    @property
    def closes_at(self) -> int | None:
        """When the result may be announced whatever is missing, in seconds.

        Where silence was to be consent, the time of the poll runs from the objection.
        """
        opens = self.opens_at
        if opens is not None and self.rules.lazy:
            opens = max(opens, self.opposed_at or 0)
        return None if opens is None else opens + self.rules.poll

    @property
    def silence_at(self) -> int | None:
        """When the motion is carried if nobody objects until then, in seconds; nothing once somebody has."""
        if self.consent is not None and self.consenting:
            return self.consent.until
        lazy = self.rules.lazy and self.opposed_at is None
        return self.opens_at + self.rules.lazy if lazy and self.opens_at is not None else None

    @property
    def consenting(self) -> bool:
        """Say whether unanimous consent was asked for, and nobody has objected."""
        return self.consent is not None and not self.consent.objected

    @property
    def opposed_at(self) -> int | None:
        """Since when somebody has opposed it, by a nay or a veto, in seconds; nothing while nobody does."""
        ballots = [each for each in self.ballots if each.member in self.voters]
        vetoes = [each for each in self.vetoes if each.member in self.voters]
        nays = (Turn(each.at, each.member, each.choice == "nay") for each in ballots)
        entered = (Turn(each.at, each.id, opposes=True) for each in vetoes)
        withdrawn = (Turn(each.withdrawn_at, each.id, opposes=False) for each in vetoes if each.withdrawn)
        return opposed_since((*nays, *entered, *withdrawn))

    @property
    def pending(self) -> bool:
        """Say whether the question is still to be decided."""
        return self.decision is None and self.withdrawn is None and not self.fate

    @property
    def recused(self) -> frozenset[Member]:
        """The members who stand aside from this question."""
        return frozenset(each.member for each in self.recusals if not each.ended) if self.recusals else NONE

    @property
    def voters(self) -> frozenset[Member]:
        """The members who may vote on it."""
        return self.electorate - self.recused if self.recusals else self.electorate

    @property
    def standing_vetoes(self) -> tuple[Veto, ...]:
        """The vetoes that nobody has withdrawn, of members who may vote."""
        voters = self.voters if self.vetoes else NONE
        return tuple(each for each in self.vetoes if not each.withdrawn and each.member in voters)

    @property
    def may_veto(self) -> frozenset[Member]:
        """The members who may veto it."""
        return self.step.charter.may_veto(self.rules.veto) & self.voters if self.rules.veto else frozenset()

    @property
    def answers(self) -> tuple[Answer, ...]:
        """All that bears on the result and may arrive late: ballots, vetoes, recusals, an objection; and what ends them."""
        found = [Answer(each.id, each.member) for each in self.ballots]
        found += [Answer(each.id, each.member) for each in self.vetoes]
        found += [Answer(each.id, each.member) for each in self.recusals]
        found += [Answer(EventId(each.withdrawn), each.member) for each in self.vetoes if each.withdrawn]
        found += [Answer(EventId(each.ended), each.member) for each in self.recusals if each.ended]
        if self.consent is not None and self.consent.objected:
            found.append(Answer(EventId(self.consent.objected), Member(self.consent.objector)))
        return tuple(found)

    @property
    def among(self) -> Among | None:
        """The question as one that chooses among many; nothing where it is one of yes or no."""
        return self.question if isinstance(self.question, Among) else None

    @property
    def round(self) -> int:
        """The number of the ballot that is, or was, taken on the question."""
        return len(self.rounds) + 1

    @property
    def seated(self) -> tuple[str, ...]:
        """Who was elected by an earlier ballot, or what was chosen."""
        return self.rounds[-1].outcome.chosen if self.rounds else ()

    def rival(self, decision: Decision) -> Decision | None:
        """Return the result that stands where another one would be entered, if there is one."""
        return self.rounds[decision.round - 1] if decision.round < self.round else self.decision

    @property
    def latest(self) -> Mapping[Member, Ballot]:
        """The last ballot in causal order of each member.

        Put together when it is asked for, and kept: most ballots are followed by another before anybody asks.
        """
        kept: tuple[tuple[Ballot, ...], Mapping[Member, Ballot]] | None = self.__dict__.get("_latest")
        if kept is None or kept[0] is not self.ballots:
            kept = self.ballots, {ballot.member: ballot for ballot in self.ballots}
            self.__dict__["_latest"] = kept
        return kept[1]

    def last_ballots(self) -> dict[Member, Ballot]:
        """Return the last ballot in causal order of each member who may vote."""
        if not self.recusals:
            return dict(self.latest)
        recused = self.recused
        return {member: ballot for member, ballot in self.latest.items() if member not in recused}

    def votes(self) -> dict[Member, Ballot]:
        """Return the ballot that counts for each member: the member's own, else the one that a proxy brings."""
        return {**{member: each.ballot for member, each in self.by_proxy.items()}, **self.last_ballots()}

    def tally(self) -> Tally:
        """Count the ballots as they stand; among many, only whether they are filled in."""
        return tally_of(self)

    def phase(self, now: int) -> str:
        """Name where the question stands at `now`, in the words of the assembly."""
        if self.fate:
            return self.fate
        if self.withdrawn:
            return "withdrawn"
        if self.decision:
            if self.decision.contested:
                return "contested"
            return ("enacted" if self.enacted else "carried") if self.decision.outcome.carried else "lost"
        if self.rules.second and not self.seconder:
            return "moved"
        if self.stated_at is None:
            return "seconded" if self.rules.second else "moved"
        opens = self.opens_at
        return "voting" if opens is not None and now >= opens else "debate"


def decided_at(motion: Motion) -> int:
    """Return when a question was decided, in seconds; of one that took no vote, when it was made."""
    return motion.decision.at if motion.decision else motion.touched_at


def in_turn(motion: Motion) -> tuple[int, int, EventId]:
    """Return what sorts motions by when they were decided: of those decided in one second the later moved comes later."""
    return decided_at(motion), motion.at, motion.id


def was_carried(motion: Motion) -> bool:
    """Say whether a question was decided, and carried."""
    return motion.decision is not None and motion.decision.outcome.carried
