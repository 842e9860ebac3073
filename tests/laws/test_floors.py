"""A floor on which anybody does anything: no sequence of acts raises, and the order of arrival changes nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from gitgov.core.ids import EventId
from gitgov.ledger.event import Body as EventBody
from gitgov.procedure.acts.announce import body_of, resolve
from gitgov.procedure.acts.ruling import UPON
from gitgov.procedure.events import (
    KINDS,
    ChairHandedOver,
    ChairRuled,
    FloorAssigned,
    ItemTaken,
    MeetingCalled,
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
from gitgov.procedure.fold import fold
from gitgov.procedure.motions import MOTIONS
from gitgov.procedure.rows import Question
from gitgov.procedure.state import Decision
from gitgov.tally.events import BallotCast, BallotMarked
from tests.kit.assembly import Body
from tests.kit.charters import DAY, HOUR, chaired, team
from tests.kit.lines import START

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


STEPS = st.builds(
    Step,
    st.sampled_from(["bring", "bring", "bring", "move", "do", "do", "do", "pass", "pass", "vote", "announce", "meet"]),
    st.sampled_from(NAMES),
    st.integers(0, 9),
    st.integers(0, 9),
    st.sampled_from(sorted(MOTIONS)),
    st.integers(0, 9),
    st.sampled_from([0, 0, 0, HOUR, DAY, 3 * DAY]),
    st.integers(0, 1),
)


class Play:
    """Two clones of one floor."""

    def __init__(self, name: str) -> None:
        draft, live = FLOORS[name]
        self.now = 0
        body = Body.found(draft)
        self.thread = body.call("alice", MeetingCalled(name="the meeting")) if live else body.move("bob")
        self.clones = [body, body.clone()]
        if live:
            for made in ("meeting.opened", *["roll.answered"] * 4):
                for actor in NAMES if made == "roll.answered" else NAMES[:1]:
                    body.act(actor, self.thread, KINDS[made, 1].body())
            self.clones[1].unite(body)

    def floor(self, body: Body) -> Floor:
        """Returns the floor as a clone sees it."""
        return body.floor(self.thread)

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
        else:
            made = getattr(self, f"_{step.verb}")(body, step)
            if made is not None:
                body.act(step.actor, self.thread, made, at=self.now)

    def _pick(self, body: Body, number: int) -> EventId:
        known = [event.id for event in body.thread(self.thread)]
        return known[-1 - number % len(known)]

    def _question(self, body: Body, number: int) -> EventId | str:
        known = list(self.floor(body).motions)
        return known[-1 - number % len(known)] if known else ""

    def _move(self, body: Body, step: Step) -> EventBody | None:
        fitting = [row.name for row in MOTIONS.values() if row.is_main != bool(self.floor(body).stack)]
        kind = step.kind if step.choice < 2 else fitting[sorted(MOTIONS).index(step.kind) % len(fitting)]
        question = question_of(replace(step, kind=kind), self._pick(body, step.other), START + self.now)
        on = self._question(body, step.about) if step.choice % 3 == 0 else ""
        return None if question is None else MotionMoved(question=question, on=on)

    def _bring(self, body: Body, step: Step) -> None:
        """Moves something, has it seconded and states it."""
        made = self._move(body, step)
        if made is not None:
            moved = body.act(step.actor, self.thread, made, at=self.now)
            other = "carol" if step.actor != "carol" else "bob"
            body.act(other, self.thread, MotionSeconded(on=moved), at=self.now)
            body.act("alice", self.thread, MotionStated(on=moved), at=self.now)

    def _do(self, body: Body, step: Step) -> EventBody | None:
        shape = PLAIN[(step.choice * 10 + step.other) % len(PLAIN)]
        on: Any = {"on": self._question(body, step.about)} if "on" in shape.model_fields else {}
        if shape is ChairRuled:
            on["ruling"] = RULINGS[step.other % len(RULINGS)]
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
        return self._ballot(body, on, step) or self._plain(on, ("aye", "nay", "abstain")[step.choice % 3])

    def _plain(self, on: str, choice: str) -> EventBody:
        return BallotCast.model_validate({"choice": choice, "on": on})

    def _ballot(self, body: Body, on: str, step: Step) -> EventBody | None:
        """Returns a ballot on a choice among many: of the right form mostly, on the ballot that is taken or another one."""
        motion = self.floor(body).motions.get(EventId(on))
        if motion is None or motion.among is None:
            return None
        names = [["X", "Y", *NAMES][(step.other + place) % 6] for place in range(step.choice % 4)]
        said: dict[str, Any] = {"on": on, "round": motion.round + (step.other == 9)}
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
        choice = ("aye", "nay")[step.choice % 2]
        for actor in NAMES:
            said = replace(step, other=step.other + NAMES.index(actor) * (step.choice % 2))
            body.act(actor, self.thread, self._ballot(body, on, said) or self._plain(on, choice), at=self.now)
        body.act("alice", self.thread, self._announce(body, step), at=self.now)


AMONG = {"title": "a name", "options": [{"name": "X"}, {"name": "Y"}], "office": "treasurer", "nominee": "bob"}
TIES = ("repeat", "order", "hash", "chair")


def question_of(step: Step, of: str, now: int) -> Question | None:
    """Returns a question of a kind, filled in by chance; nothing where chance made none."""
    row = MOTIONS[step.kind]
    said: dict[str, Any] = {"motion": row.name}
    words = {"text": "adopt linter X", "insert": "Y", "strike": "X", "committee": "three", "purpose": "it", "of": of}
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
    for step in draw(st.lists(STEPS, min_size=6, max_size=24)):
        play.perform(step)
    return play


def united(play: Play) -> Body:
    """Returns what both clones hold together."""
    return play.clones[0].clone().unite(play.clones[1])


@given(plays(), st.data())
def test_the_order_of_arrival_changes_nothing(play: Play, data: st.DataObject) -> None:
    body = united(play)
    events = data.draw(st.permutations(body.thread(play.thread)))
    assert fold(body.chain, [*events, *events[:3]]) == body.fold(play.thread)


@given(plays())
def test_what_is_pending_is_undecided_and_stated(play: Play) -> None:
    floor = united(play).floor(play.thread)
    assert len(set(floor.stack)) == len(floor.stack)
    for motion in floor.pending:
        assert motion.pending, motion.phase(START)
        assert motion.stated_at is not None
    assert sum(motion.row.is_main for motion in floor.pending) <= 1


@given(plays())
def test_every_event_takes_effect_or_is_ruled_out(play: Play) -> None:
    body = united(play)
    floor = body.floor(play.thread)
    ruled_out = [ruling.event.id for ruling in floor.out_of_order]
    assert len(ruled_out) == len(set(ruled_out))
    assert floor.count == len(body.thread(play.thread))
    assert all(each.what and each.code for ruling in floor.out_of_order for each in ruling.objections)


@given(plays())
def test_whatever_was_done_can_be_shown(play: Play) -> None:
    for motion in united(play).floor(play.thread).motions.values():
        assert motion.text
        assert motion.phase(START + play.now)
        assert not (motion.decision and motion.decision.contested and motion.decision.carried)


def test_every_kind_of_motion_and_of_act_is_in_order_in_some_play() -> None:
    """Else the plays above would prove little."""
    moved: set[str] = set()
    done: set[str] = set()

    @given(plays())
    def play(one: Play) -> None:
        floor = united(one).floor(one.thread)
        ruled_out = {ruling.event.id for ruling in floor.out_of_order}
        done.update(event.kind for event in floor.lineage.values() if event.id not in ruled_out)
        moved.update(motion.row.name for motion in floor.motions.values())

    play()
    assert len(moved) >= 6, sorted(moved)
    assert len(done) >= 10, sorted(done)
