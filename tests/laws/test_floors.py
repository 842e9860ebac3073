"""A floor on which anybody does anything: no sequence of acts raises, and the order of arrival changes nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import prod
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from gitgov.core.ids import EventId, Member
from gitgov.ledger.event import Body as EventBody
from gitgov.ledger.event import Event
from gitgov.procedure.acts.announce import body_of, resolve
from gitgov.procedure.acts.ruling import UPON
from gitgov.procedure.events import (
    KINDS,
    ChairHandedOver,
    ChairRuled,
    FloorAssigned,
    FloorSought,
    FloorYielded,
    MotionAnnounced,
    MotionMoved,
    MotionPut,
    MotionSeconded,
    MotionStated,
    NoticeGiven,
    ParagraphOpened,
    SpeechMade,
)
from gitgov.procedure.floor import Floor
from gitgov.procedure.fold import fold, minutes_at
from gitgov.procedure.in_order import choices
from gitgov.procedure.meeting_events import ItemTaken, MeetingCalled, MeetingOpened, RollAnswered
from gitgov.procedure.minutes.prose import digest
from gitgov.procedure.motions import MOTIONS
from gitgov.procedure.motions.approve_minutes import ApproveMinutes
from gitgov.procedure.motions.main import Main
from gitgov.procedure.rows import Question
from gitgov.procedure.state import Decision, Motion
from gitgov.tally.events import BallotCast, BallotMarked
from tests.kit.assembly import Body
from tests.kit.charters import DAY, HOUR, chaired, team
from tests.kit.examples import HALF
from tests.kit.lines import START
from tests.kit.questions import oid

NAMES = ("alice", "bob", "carol", "dave")
PLAIN = [
    kind.body
    for kind in KINDS.values()
    if kind.name not in {"motion.moved", "motion.announced", "decision.enacted", "decision.noted"}
]
FLOORS = {
    "a meeting": (chaired(*NAMES, second=True, speeches=2), True),
    "a meeting without a chair": (team(*NAMES), True),
    "a motion's own": (team(*NAMES, second=True), False),
    "a chaired motion's own": (chaired(*NAMES), False),
}
RULINGS = sorted({each for ways in UPON.values() for each in ways} | {"out of order"})


@dataclass(frozen=True)
class Step:
    """Something that somebody does: `about` and `other` pick among what was done before, `clone` who saw it."""

    verb: str
    actor: str
    about: int
    other: int
    kind: str
    choice: int
    wait: int
    clone: int


VERBS = (*["bring"] * 6, *["pass"] * 4, "move", "do", "do", "do", "debate", "debate", "vote", "announce", "meet")
KINDS_OF_MOTION = sorted(MOTIONS)
WAITS = (0, 0, 0, HOUR, DAY, 3 * DAY)
RADICES = (len(VERBS), len(NAMES), 10, 10, len(KINDS_OF_MOTION), 10, len(WAITS), 2)


def step_of(number: int) -> Step:
    """Reads a step from a number: drawn field by field, most steps of a play would be alike."""
    places = []
    for radix in RADICES:
        number, place = divmod(number, radix)
        places.append(place)
    verb, actor, about, other, kind, choice, wait, clone = places
    return Step(VERBS[verb], NAMES[actor], about, other, KINDS_OF_MOTION[kind], choice, WAITS[wait], clone)


STEPS = st.integers(0, prod(RADICES) - 1).map(step_of)


class Play:
    """Two clones of one floor."""

    def __init__(self, name: str) -> None:
        draft, live = FLOORS[name]
        self.now = 0
        body = Body.found(draft)
        self.thread = (
            body.call("alice", MeetingCalled(name="the meeting"), subject=oid("x")) if live else body.move("bob")
        )
        self.clones = [body, body.clone()]
        self.seen: dict[tuple[int, int], Floor] = {}
        if live:
            self._sit(body)
            self.clones[1].unite(body)

    def floor(self, body: Body) -> Floor:
        """Returns the floor as a clone sees it."""
        place = self.clones.index(body), len(body.events)
        if place not in self.seen:
            self.seen[place] = body.floor(self.thread)
        return self.seen[place]

    def _sit(self, body: Body) -> None:
        """Has a meeting that is not in session called and opened, and brings back who has left."""
        meeting = self.floor(body).meeting
        if meeting is None:
            return
        if meeting.phase == "adjourned":
            body.act("bob", self.thread, MeetingCalled(name="the next"), at=self.now)
        for name in sorted({*NAMES} - meeting.present):
            body.act(name, self.thread, RollAnswered(), at=self.now)
        if meeting.phase != "open":
            body.act("alice", self.thread, MeetingOpened(), at=self.now)

    def perform(self, step: Step) -> None:
        """Lets a step happen."""
        body = self.clones[step.clone]
        self.now += step.wait
        if step.verb == "meet":
            body.unite(self.clones[1 - step.clone])
        elif step.verb == "pass":
            self._pass(body, step)
        elif step.verb == "bring":
            self._bring(body, step)
        elif step.verb == "debate":
            self._debate(body, step)
        else:
            made = getattr(self, f"_{step.verb}")(body, step)
            actor = "alice" if step.verb == "do" and step.choice % 2 else step.actor  # who presides does more
            if made is not None:
                body.act(actor, self.thread, made, at=self.now)

    def _pick(self, body: Body, number: int) -> EventId:
        known = [event.id for event in body.thread(self.thread)]
        return known[-1 - number % len(known)]

    def _question(self, body: Body, number: int) -> EventId | str:
        """Picks a question: mostly the one immediately pending, or the one that was moved last."""
        floor = self.floor(body)
        known = list(floor.motions)
        if number < 6 and floor.top is not None:
            return floor.top.id
        return known[-1 - number % len(known)] if known else ""

    def _move(self, body: Body, step: Step) -> EventBody | None:
        """Makes any motion about anything."""
        question = question_of(step, self._pick(body, step.other), START + self.now)
        on = self._question(body, step.about) if step.choice % 3 == 0 else ""
        return None if question is None else MotionMoved(question=question, on=on)

    def _in_order(self, body: Body, step: Step) -> EventBody | None:
        """Makes a motion of a kind that the law says is in order now, as far as it is asked of kinds alone.

        First its class is chosen, as most kinds are incidental; the same step chooses another one later in the play.
        """
        floor = self.floor(body)
        able = [each for each in choices(floor, Member(step.actor), START + self.now) if not each.objections]
        if not able:
            return None
        classes = sorted({each.row.kind for each in able})
        turn = len(body.events)
        able = [each for each in able if each.row.kind == classes[(step.about + turn) % len(classes)]]
        choice = able[(KINDS_OF_MOTION.index(step.kind) + turn) % len(able)]
        of = choice.of[step.other % len(choice.of)] if choice.of else self._pick(body, step.other)
        question = self._minutes(floor) if choice.row.name == "approve_minutes" else None
        question = question or question_of(replace(step, kind=choice.row.name), of, START + self.now)
        on = "" if choice.on is None or choice.row.is_main else choice.on.id
        return None if question is None else MotionMoved(question=question, on=on)

    def _minutes(self, floor: Floor) -> Question | None:
        """Returns the question to approve the minutes of the meeting that was closed last."""
        closed = [
            each.id for each in floor.verdicts.values() if floor.motions[each.on].kind in {"adjourn", "adjourn_main"}
        ]
        minutes = minutes_at(floor, closed[-1]) if closed else None
        if minutes is None:
            return None
        return ApproveMinutes(of=closed[-1], meeting=minutes.meeting, sha256=digest(minutes))

    def _bring(self, body: Body, step: Step) -> None:
        """Moves something, has it seconded and states it."""
        if step.other < 8:
            self._sit(body)
        made = self._in_order(body, step)
        if made is not None:
            moved = body.act(step.actor, self.thread, made, at=self.now)
            other = "carol" if step.actor != "carol" else "bob"
            body.act(other, self.thread, MotionSeconded(on=moved), at=self.now)
            body.act("alice", self.thread, MotionStated(on=moved), at=self.now)

    def _debate(self, body: Body, step: Step) -> None:
        """Rises, is recognized, speaks, and yields."""
        self._sit(body)
        said = {
            "side": ("for", "against")[step.other % 2],
            "text": "Consider it.",
            "on": self._question(body, step.about),
        }
        body.act(step.actor, self.thread, FloorSought(), at=self.now)
        body.act("alice", self.thread, FloorAssigned(to=step.actor), at=self.now)
        body.act(step.actor, self.thread, SpeechMade.model_validate(said), at=self.now)
        body.act(step.actor, self.thread, FloorYielded(), at=self.now)

    def _do(self, body: Body, step: Step) -> EventBody | None:
        shape = PLAIN[(step.choice * 10 + step.other) % len(PLAIN)]
        on: Any = {"on": self._question(body, step.about)} if "on" in shape.model_fields else {}
        if shape is ChairRuled:
            on["ruling"] = RULINGS[step.other % len(RULINGS)]
        elif shape is RollAnswered:
            on["here"] = step.other % 2 == 0
        elif shape is SpeechMade:
            on |= {"side": ("for", "against")[step.other % 2], "text": "Consider it."}
        elif shape is MeetingCalled:
            on |= {"name": "another meeting", "kind": ("regular", "special", "adjourned")[step.other % 3]}
            on |= {
                "business": ["linter"],
                "agenda": [{"text": "one"}, {"text": "two", "at": START + step.other * HOUR}],
            }
        elif shape is ItemTaken:
            on["place"] = step.about + 1
        elif shape is NoticeGiven:
            on["question"] = question_of(step, self._pick(body, step.other), START + self.now)
        elif shape is ParagraphOpened:
            on["number"] = step.other % 4 + 1
        elif shape in {FloorAssigned, ChairHandedOver}:
            on["to"] = NAMES[step.other % 4]
        try:
            return shape.model_validate(on)
        except ValidationError:
            return None

    def _vote(self, body: Body, step: Step) -> EventBody:
        on = self._question(body, step.about)
        motion = self.floor(body).motions.get(EventId(on))
        return self._ballot(motion, step) or self._plain(on, ("aye", "nay", "abstain")[step.choice % 3])

    def _plain(self, on: str, choice: str) -> EventBody:
        return BallotCast.model_validate({"choice": choice, "on": on})

    def _ballot(self, motion: Motion | None, step: Step) -> EventBody | None:
        """Returns a ballot on a choice among many: of the right form mostly, on the ballot that is taken or another one."""
        if motion is None or motion.among is None:
            return None
        names = [["X", "Y", *NAMES][(step.other + place) % 6] for place in range(step.choice % 4)]
        said: dict[str, Any] = {"on": motion.id, "round": motion.round + (step.other == 9)}
        ranked = (motion.among.form == "ranking") == (step.about != 9)
        return BallotMarked.model_validate(
            said | ({"ranking": [[each] for each in names]} if ranked else {"names": names[:1]})
        )

    def _announce(self, body: Body, step: Step) -> EventBody:
        floor, on = self.floor(body), self._question(body, step.about)
        motion = floor.motions.get(EventId(on))
        if motion is not None and motion.opens_at is not None:
            result = resolve(floor, motion, tuple(floor.lineage), START + self.now)
            if isinstance(result, Decision):
                return body_of(result, on)
        return MotionAnnounced(on=on, result="carried", counted=[], refused=[], arithmetic="")

    def _pass(self, body: Body, step: Step) -> None:
        """Brings a question to its end: whatever has to come first, ballots by all, and the result."""
        on = self._question(body, step.about)
        body.act("carol", self.thread, MotionSeconded(on=on), at=self.now)
        body.act("alice", self.thread, MotionStated(on=on), at=self.now)
        body.act("alice", self.thread, MotionPut(on=on), at=self.now)
        choice, motion = ("aye", "nay")[step.choice % 2], self.floor(body).motions.get(EventId(on))
        for actor in NAMES:
            said = replace(step, other=step.other + NAMES.index(actor) * (step.choice % 2))
            body.act(actor, self.thread, self._ballot(motion, said) or self._plain(on, choice), at=self.now)
        body.act("alice", self.thread, self._announce(body, step), at=self.now)


AMONG = {"title": "a name", "options": [{"name": "X"}, {"name": "Y"}], "office": "treasurer", "nominee": "bob"}
TIES = ("repeat", "order", "hash", "chair")


def question_of(step: Step, of: str, now: int) -> Question | None:
    """Returns a question of a kind, filled in by chance; nothing where chance made none."""
    row = MOTIONS[step.kind]
    said: dict[str, Any] = {"motion": row.name}
    words = {
        "text": f"adopt linter X {step.other}{step.choice}", "insert": "Y", "strike": "X", "committee": "three", "purpose": "it",
        "of": of, "branch": "feature/x", "head": oid("x"), "commit": oid("x"), "into": "refs/heads/main",
        "tag": "refs/tags/v1", "parts": ["adopt", "linter"],
    }  # fmt: skip
    if row.name == "nomination_methods":
        words["committee"] = []
    said |= {name: value for name, value in words.items() if name in row.question.model_fields}
    said |= {name: value for name, value in AMONG.items() if name in row.question.model_fields}
    if "terms" in row.question.model_fields:
        said["terms"] = {"ties": TIES[step.other % 4], "seats": 1 + step.other % 2}
    if row.name == "choose":
        said["terms"]["method"] = ["schulze", "irv", "stv", "approval", "majority"][step.choice % 5]
    if "until" in row.question.model_fields:
        said["until"] = now + step.other * HOUR
    if "speeches" in row.question.model_fields:
        said["speeches"] = step.other
    try:
        return row.question.model_validate(said)
    except ValidationError:
        return None


@st.composite
def plays(draw: st.DrawFn) -> Play:
    """Draws a floor on which any things were done."""
    play = Play(draw(st.sampled_from(sorted(FLOORS))))
    for step in draw(st.lists(STEPS, min_size=10, max_size=30)):
        play.perform(step)
    return play


def united(play: Play) -> Body:
    """Returns what both clones hold together."""
    return play.clones[0].clone().unite(play.clones[1])


def test_of_every_play_these_laws_hold() -> None:
    """What is costly is to play, so the laws share the plays; nearly all that there is to do has to be lawful in some of them."""
    moved: set[str] = set()
    done: set[str] = set()

    @given(plays())
    def hold(play: Play) -> None:
        floor = united(play).floor(play.thread)
        what_is_pending_is_undecided_and_stated(floor)
        every_event_takes_effect_or_is_ruled_out(floor, united(play).thread(play.thread))
        whatever_was_done_can_be_shown(floor, START + play.now)
        ruled_out = {ruling.event.id for ruling in floor.out_of_order}
        done.update(event.kind for event in floor.lineage.values() if event.id not in ruled_out)
        moved.update(motion.row.name for motion in floor.motions.values())

    hold()
    assert len(moved) >= 20, sorted(moved)
    assert len(done) >= 11, sorted(done)


def what_is_pending_is_undecided_and_stated(floor: Floor) -> None:
    assert len(set(floor.stack)) == len(floor.stack)
    for motion in floor.pending:
        assert motion.pending, motion.phase(START)
        assert motion.stated_at is not None
    assert sum(motion.row.is_main for motion in floor.pending) <= 1


def every_event_takes_effect_or_is_ruled_out(floor: Floor, events: list[Event]) -> None:
    ruled_out = [ruling.event.id for ruling in floor.out_of_order]
    assert len(ruled_out) == len(set(ruled_out))
    assert floor.count == len(events)
    assert all(each.what and each.code for ruling in floor.out_of_order for each in ruling.objections)


def whatever_was_done_can_be_shown(floor: Floor, now: int) -> None:
    for motion in floor.motions.values():
        assert motion.text
        assert motion.phase(now)
        assert not (motion.decision and motion.decision.contested and motion.decision.carried)


STRANGERS = ("mallory", *NAMES)
NOBODY_KNOWS = EventId("f" * 64)


@HALF
@given(plays(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_changes_nothing_and_no_events_raise_whatever_they_say(play: Play, chance: Random) -> None:
    """Not even what keys that members hold can sign: any act of anybody, about any question, with any parents and any date."""
    body = united(play)
    honest = body.thread(play.thread)
    shuffled = chance.sample(honest, len(honest))
    assert fold(body.chain, [*shuffled, *shuffled[:3]]) == body.fold(play.thread)
    ids = [event.id for event in honest]
    events = []
    for place, event in enumerate(honest):
        known = [*ids[:place], *event.parents, NOBODY_KNOWS]
        changes: list[dict[str, Any]] = [
            {},
            {"parents": tuple(sorted({*chance.sample(known, min(len(known), chance.randrange(4))), body.chain.repo}))},
            {"at": chance.choice((0, START, event.at, 2**40))},
            {"actor": Member(chance.choice(STRANGERS))},
            {"body": (other := chance.choice(honest)).body, "kind": other.kind, "v": other.v},
            {"thread": chance.choice(ids), "subject": oid("elsewhere")},
        ]
        events.append(event._replace(**chance.choice(changes)))
    found = fold(body.chain, events)
    chance.shuffle(events)
    assert fold(body.chain, events) == found


@HALF
@given(st.lists(STEPS, max_size=20), st.randoms(use_true_random=False))
def test_a_concurrent_rise_changes_no_vote(steps: list[Step], chance: Random) -> None:
    """Where a chair presides: whoever rises beside what is done undoes nothing of it, and makes nothing lawful that was not."""
    play = Play("a meeting")
    first = play.clones[0].act("bob", play.thread, MotionMoved(question=Main(text="adopt linter X")))
    play.clones[0].act("carol", play.thread, MotionSeconded(on=first))
    play.clones[0].act("alice", play.thread, MotionStated(on=first))
    for step in steps:
        play.perform(step)
        if not step.choice:  # somebody stands while more is done
            play.clones[step.clone].act(step.actor, play.thread, FloorSought(), at=play.now)
    play.perform(Step("pass", "bob", 0, 0, "main", 0, 0, 0))
    body = united(play)
    events = body.thread(play.thread)
    before = fold(body.chain, events)
    assert isinstance(before, Floor)
    ruled_out = {each.event.id for each in before.out_of_order}
    puts = [each for each in events if each.kind == "motion.put" and each.id not in ruled_out]
    places = [body.event(parent) for each in puts for parent in each.parents if parent in before.lineage] or events
    rises = [_rise_beside(body, chance.choice(places), number) for number in range(9)]
    after = fold(body.chain, [*events, *rises])
    assert isinstance(after, Floor)
    assert (after.verdicts, after.motions) == (before.verdicts, before.motions)
    assert {each.event.id for each in after.out_of_order} - {each.id for each in rises} == ruled_out


def _rise_beside(body: Body, seen: Event, number: int) -> Event:
    """Has a member rise who has seen no more than one event, and what came before it."""
    rise = FloorSought.model_validate({"side": ("", "for", "against")[number // 3]})
    return body.event(body.act(NAMES[1 + number % 3], seen.thread, rise, at=seen.at - START, parents=[seen.id]))
