"""Random deliberations: members do anything, at any time, in three clones that meet now and then."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from hypothesis import strategies as st

from gitgov.core.ids import EventId
from gitgov.core.instants import parse_instant
from gitgov.ledger.order import heads
from gitgov.procedure.among import Among
from gitgov.procedure.motions.choose import Choose, Option
from gitgov.procedure.motions.elect import Elect
from gitgov.procedure.rows import Question
from gitgov.tally.events import BallotCast, BallotMarked
from tests.kit.assembly import Body, How
from tests.kit.ballots import filled
from tests.kit.charters import DAY, HOUR, Draft, chaired, team
from tests.kit.lines import START
from tests.kit.questions import architecture, change, merge, release

NAMES = ("alice", "bob", "carol", "dave")
OUTSIDE = {"keys": {"alice": ("alice", "alice's other key")}, "retired": ("dave",)}

DRAFTS: Mapping[str, Draft] = {
    name: draft.but(**OUTSIDE)
    for name, draft in {
        "a team": team(*NAMES),
        "one who is enough": team(*NAMES, quorum="1", poll="1h"),
        "seconds, debate and holds": team(*NAMES, second=True, debate="1h", hold="1d"),
        "silence is consent": team(*NAMES, lazy="1d", quorum="1"),
        "vetoes, groups and consent": team(
            *NAMES, veto=["core"], ayes_of={"core": 1}, consent="1h", quorum="1", poll="1d", recusal="leaves"
        ).but(roles={"alice": ("core",), "bob": ("core",)}),
        "lazy vetoes": team(
            *NAMES, veto=["member"], lazy="1d", quorum="1", otherwise=["majority of membership"], notice="1h"
        ),
        "a chair who decides": chaired(*NAMES, chair_votes="deciding", consent="1h", seconder_votes=False, second=True),
        "final ballots": team(*NAMES, change_ballots=False),
        "separated duties": team(*NAMES, mover_votes=False, reasons=True, early=False),
        "proxies": team(*NAMES, poll="1h").but(proxies={"longest": "0s"}),
        "proxies that are passed on": team(*NAMES, quorum="1").but(proxies={"longest": "0s", "chain": True, "most": 1}),
        "a chair": chaired(*NAMES, second=True),
        "a chair, and nobody to second": chaired(*NAMES, poll="1h", quorum="1"),
    }.items()
}
"""Charters of alice, bob, carol and dave, who is retired."""

FARTHEST = parse_instant("9999-12-31T23:59:59Z") - START
INSTANTS = (0, 0, 0, 1, HOUR, HOUR, DAY, 4 * DAY, 8 * DAY, 300 * DAY, FARTHEST, -DAY)


@dataclass(frozen=True)
class Step:
    """Something that somebody does in a clone.

    `about` picks the motion, `at` counts from the last that was done there if `on`, else from the founding; `seen` bits
    what of the thread is named, everything if there are none.
    """

    verb: str
    clone: int
    actor: str
    about: int
    choice: str
    at: int
    on: bool
    seen: int | None
    under: str


STEPS = st.builds(
    Step,
    st.deferred(lambda: st.sampled_from(sorted(VERBS))),
    st.integers(0, 2),
    st.sampled_from(NAMES),
    st.integers(0, 7),
    st.sampled_from(["aye", "nay", "abstain"]),
    st.sampled_from(INSTANTS),
    st.sampled_from([True] * 5 + [False]),
    st.none() | st.none() | st.none() | st.integers(0, 255),
    st.sampled_from(["head"] * 8 + ["genesis", "nothing"]),
)


@st.composite
def meetings(draw: st.DrawFn, least: int = 8) -> list[Body]:
    """Draws three clones of a body in which a question was moved, and then any things were done."""
    body = found(draw(st.sampled_from(sorted(DRAFTS)))).clone()
    body.move("alice", question(body, draw(st.sampled_from([0, 1, 2, 3, 4, 6, 7]))))
    clones = [body, body.clone(), body.clone()]
    for step in draw(st.lists(STEPS, min_size=least, max_size=3 * least)):
        perform(clones, step)
    return clones


@cache
def found(name: str) -> Body:
    """Founds a body once."""
    return Body.found(DRAFTS[name])


def united(clones: Sequence[Body]) -> Body:
    """Returns what all clones hold together."""
    return clones[0].clone().unite(*clones[1:])


def motions(body: Body) -> list[EventId]:
    """Lists the threads that a motion opened, in order or not."""
    return [event.id for event in body.events.values() if event.opens and event.kind == "motion.moved"]


def perform(clones: Sequence[Body], step: Step) -> None:
    """Lets a step happen in its clone; acts upon a motion wait until there is one."""
    body = clones[step.clone]
    if step.verb == "meet":
        body.unite(clones[step.about % len(clones)])
    elif step.verb == "move":
        body.move(step.actor, question(body, step.about), **how(body, None, step))
    elif known := motions(body):
        VERBS[step.verb](body, known[step.about % len(known)], step)


def question(body: Body, about: int) -> Question:
    """Returns one of eight questions, of which two are among many; the next charter takes dave in, or lets him go."""
    charter = body.chain.charter
    retired = () if "dave" not in charter.electorate else ("dave",)
    draft = team(*NAMES).but(version=charter.version + 1, keys=OUTSIDE["keys"], retired=retired)
    name = Choose(title="a name", options=[Option(name="X"), Option(name="Y")])
    office = Elect(office="secretary", nominees=["alice", "bob"])
    plain = (merge(), merge("feature/y"), release(), architecture(), change(draft), merge(into="elsewhere"))
    return (*plain, name, office)[about]


def how(body: Body, motion: EventId | None, step: Step) -> How:
    """Returns the particulars of an act: what the actor has seen of the thread, and under which charter it is done."""
    last = max((event.at - START for event in body.thread(motion)), default=0) if motion and step.on else 0
    particulars: How = {"at": min(last + step.at, FARTHEST)}
    if step.under != "head":
        particulars["under"] = body.genesis.id if step.under == "genesis" else ""
    if motion and step.seen is not None:
        thread = sorted(event.id for event in body.thread(motion))
        particulars["parents"] = [each for place, each in enumerate(thread) if step.seen >> place % 8 & 1]
    return particulars


def vote(body: Body, motion: EventId, step: Step) -> None:
    said = ballot(body, motion, step.choice, "" if step.about % 2 else "because")
    body.act(step.actor, motion, said, **how(body, motion, step))


def ballot(body: Body, motion: EventId, choice: str, reason: str = "because") -> BallotCast | BallotMarked:
    """Returns a ballot that answers a question: among many, for the first option, the second one, or none."""
    question = getattr(body.event(motion).body, "question")  # noqa: B009 - a motion's body
    if not isinstance(question, Among):
        return BallotCast.model_validate({"choice": choice, "reason": reason})
    first, second = question.listed[:2]
    paper = {"aye": (first, second), "nay": (second,), "abstain": ()}[choice]
    if question.form == "ranking":
        return filled("ranking", tuple((each,) for each in paper))
    return filled(question.form, paper[:1])


def poll(body: Body, motion: EventId, step: Step) -> None:
    """Lets everybody vote alike, after whatever has to come first, and announces it."""
    particulars = how(body, motion, step)
    body.second("bob", motion, **particulars)
    body.state_question("alice", motion, **particulars)
    body.put("alice", motion, **particulars)
    for voter in NAMES[:3]:
        body.act(voter, motion, ballot(body, motion, step.choice), **particulars)
    body.announce("alice", motion, **particulars)


def veto(body: Body, motion: EventId, step: Step) -> None:
    body.veto(step.actor, motion, "" if step.choice == "abstain" else "because", **how(body, motion, step))


def announce(body: Body, motion: EventId, step: Step) -> None:
    body.announce(step.actor, motion, **how(body, motion, step))


def lie(body: Body, motion: EventId, step: Step) -> None:
    """Announces another result than the true one."""
    said = body.result(motion, **how(body, motion, step))
    false = said.model_copy(update={"result": "lost" if said.result == "carried" else "carried"})
    body.announce(step.actor, motion, false, **how(body, motion, step))


def adopt(body: Body, motion: EventId, step: Step) -> None:
    """Lets a charter take effect, if it was moved at all."""
    if isinstance(body.fold(motion), tuple):
        return
    particulars = how(body, motion, step)
    if "parents" not in particulars:
        threads = sorted({event.thread for event in body.events.values()} - {body.genesis.id})
        particulars["parents"] = [head for thread in threads for head in heads(body.thread(thread))]
    body.adopt(step.actor, motion, **particulars)


def enact(body: Body, motion: EventId, step: Step) -> None:
    if not isinstance(body.fold(motion), tuple):
        body.enact(step.actor, motion, **how(body, motion, step))


def accept(body: Body, motion: EventId, step: Step) -> None:
    """Accepts the charter of a motion, or another text, with one's own key, or what is no charter at all."""
    if not isinstance(body.fold(motion), tuple):
        body.accept(step.actor, motion, text="" if step.about % 4 else "another", **how(body, motion, step))


def reform(body: Body, motion: EventId, step: Step) -> None:
    """Moves, votes, announces and adopts another charter."""
    plain = replace(step, choice="aye", at=0, on=True, seen=None, under="head")
    charter = body.move("alice", question(body, 4))
    poll(body, charter, plain)
    adopt(body, charter, replace(plain, actor="bob", at=step.at))


def act_in_a_later_version(body: Body, motion: EventId, step: Step) -> None:
    particulars = how(body, motion, step)
    particulars["v"] = 2
    body.withdraw(step.actor, motion, **particulars)


def sign_with_another_key(body: Body, motion: EventId, step: Step) -> None:
    particulars = how(body, motion, step)
    particulars["key"] = "alice's other key"
    body.vote(step.actor, motion, step.choice, "because", **particulars)


def entrust(body: Body, motion: EventId, step: Step) -> None:
    """Gives the next member a proxy upon all, merges, or this motion."""
    to = NAMES[(NAMES.index(step.actor) + 1 + step.about) % len(NAMES)]
    kind, matter = (("", ""), ("merge", ""), ("", motion))[step.about % 3]
    body.give(step.actor, to, kind, matter, **seeing(body, step))


def take_back(body: Body, _motion: EventId, step: Step) -> None:
    given = [event.id for event in body.proxies if event.opens]
    if given:
        body.take_back(step.actor, given[step.about % len(given)], **seeing(body, step))


def seeing(body: Body, step: Step) -> How:
    """Returns the particulars of an act about proxies: which of them the actor has seen."""
    known = sorted(event.id for event in body.proxies)
    last = max((event.at - START for event in body.proxies), default=0) if step.on else 0
    particulars: How = {"at": min(last + step.at, FARTHEST)}
    if step.under != "head":
        particulars["under"] = body.genesis.id if step.under == "genesis" else ""
    if step.seen is not None:
        particulars["parents"] = [each for place, each in enumerate(known) if step.seen >> place % 8 & 1]
    return particulars


VERBS: Mapping[str, Callable[[Body, EventId, Step], object]] = {
    "meet": lambda *_: None,
    "move": lambda *_: None,
    "second": lambda body, motion, step: body.second(step.actor, motion, **how(body, motion, step)),
    "state": lambda body, motion, step: body.state_question(step.actor, motion, **how(body, motion, step)),
    "put": lambda body, motion, step: body.put(step.actor, motion, **how(body, motion, step)),
    "speak": lambda body, motion, step: body.speak(step.actor, motion, **how(body, motion, step)),
    "veto": veto,
    "veto again": veto,
    "withdraw a veto": lambda body, motion, step: body.withdraw_veto(step.actor, motion, **how(body, motion, step)),
    "stand aside": lambda body, motion, step: body.recuse(step.actor, motion, "because", **how(body, motion, step)),
    "stand aside no more": lambda body, motion, step: body.end_recusal(step.actor, motion, **how(body, motion, step)),
    "ask for consent": lambda body, motion, step: body.seek_consent(step.actor, motion, **how(body, motion, step)),
    "object": lambda body, motion, step: body.refuse_consent(step.actor, motion, **how(body, motion, step)),
    "vote": vote,
    "vote again": vote,
    "poll": poll,
    "poll again": poll,
    "announce": announce,
    "announce again": announce,
    "lie": lie,
    "entrust": entrust,
    "entrust again": entrust,
    "take back": take_back,
    "withdraw": lambda body, motion, step: body.withdraw(step.actor, motion, **how(body, motion, step)),
    "enact": enact,
    "accept": accept,
    "adopt": adopt,
    "reform": reform,
    "act in a later version": act_in_a_later_version,
    "sign with another key": sign_with_another_key,
}
