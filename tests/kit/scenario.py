"""Scenarios of parliamentary law, written down as people tell them, and played with real records.

A file is Markdown. Each scenario is a heading with its number and title, a line with its rule and tags, and an indented
block that is played line by line:

    ### S001 Plain adoption
    RONR (12th ed.) 4:2-47 · main majority

        A moves M: main "adopt linter X"
        B seconds M
        Ch states M
        vote M 6-3-1
        = M carried

`tests/vectors/ronr/README.md` has the whole language.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gitgov.core.ids import EventId, Member, motion_name
from gitgov.gate.ratified import why_not_ratified
from gitgov.ledger.event import Body as EventBody
from gitgov.procedure.acts.announce import body_of, resolve
from gitgov.procedure.by_proxy import witnessed
from gitgov.procedure.debate import recognition
from gitgov.procedure.events import (
    ChairHandedOver,
    ChairRuled,
    CommitteeReported,
    ConsentRefused,
    ConsentSought,
    DecisionEnacted,
    FloorAssigned,
    FloorSought,
    FloorYielded,
    MotionAnnounced,
    MotionMoved,
    MotionPut,
    MotionSeconded,
    MotionStated,
    MotionWithdrawn,
    NominationDeclined,
    NoticeGiven,
    ParagraphOpened,
    ProxyVote,
    SpeechMade,
)
from gitgov.procedure.floor import Floor
from gitgov.procedure.meeting_events import ItemTaken, MeetingCalled, MeetingOpened, RollAnswered
from gitgov.procedure.motions import MOTIONS
from gitgov.procedure.motions.division_of_question import part_id
from gitgov.procedure.motions.nominate import Nominate
from gitgov.procedure.presiding import first_of_committee, handed_to
from gitgov.procedure.quorum import needed
from gitgov.procedure.rows import Question, Rising
from gitgov.procedure.state import Decision, Motion
from gitgov.tally.events import BallotCast, RecusalDeclared, RecusalEnded, VetoEntered, VetoWithdrawn
from tests.kit.assembly import Body
from tests.kit.ballots import marked
from tests.kit.charters import chaired
from tests.kit.lines import START
from tests.kit.questions import merge, oid
from tests.kit.vocabulary import (
    EXPECTATIONS,
    LINES,
    PHASES,
    README,
    SAID,
    VERBS,
    Names,
    UnreadableError,
    fields_of,
    number,
    one_of,
    seconds,
    settings,
    unknown,
)

HEADING = re.compile(r"^### (\S+) (.+)$")
INDENT = "    "
REFUSED = re.compile(r"^(?P<line>.*?) +-> (?P<why>.+)$")
DURATIONS = ("notice", "debate", "poll", "lazy", "consent", "day", "reconsider")
FIRST_WORDS = {
    "text": ("office", "title", "nominee", "text", "purpose", "committee", "insert", "method", "strike"),
    "time": ("until",),
}


@dataclass(frozen=True)
class Scenario:
    """A scenario as it is written in the file `path`: `lines` with their numbers there."""

    path: Path
    id: str
    title: str
    rule: str
    lines: tuple[tuple[int, str], ...]

    def play(self) -> None:
        """Plays all lines; raises AssertionError that names the first one that cannot be read, or is not as it says."""
        stage = Stage()
        for at, line in self.lines:
            try:
                stage.play(line)
            except (AssertionError, UnreadableError) as error:
                raise AssertionError(f"{self.path}:{at}: {line}: {error}") from error


def read(path: Path) -> Iterator[Scenario]:
    """Reads the scenarios of a file; raises ValueError that names the line which is none of a scenario's."""
    found: list[tuple[str, str, list[str], list[tuple[int, str]]]] = []
    for at, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if heading := HEADING.match(line):
            found.append((heading[1], heading[2], [], []))
        elif wrong := _why_no_line(line, within=bool(found)):
            raise ValueError(f"{path}:{at}: {line!r}: {wrong} ({README})")
        elif found and line.startswith(INDENT):
            found[-1][3].extend([] if line.strip().startswith("#") else [(at, line.strip())])
        elif found and line.strip():
            found[-1][2].append(line.strip())
    for name, title, rule, lines in found:
        yield Scenario(path, name, title, " ".join(rule), tuple(lines))


def _why_no_line(line: str, *, within: bool) -> str:
    """Says why a line is neither a heading, nor of a rule, nor one that is played; or nothing."""
    if line.startswith("##"):
        return "a scenario begins with ### NUMBER TITLE"
    if line.startswith(("```", "~~~")):
        return "lines that are played are indented by four spaces, and stand in no fence"
    if line.strip() and line[:1].isspace() and not line.startswith(INDENT):
        return "lines that are played are indented by four spaces"
    return (
        "it stands before the first ### NUMBER TITLE" if line.startswith(INDENT) and line.strip() and not within else ""
    )


class Stage:
    """An assembly in a meeting, or a motion on a floor of its own, on which a scenario is played."""

    def __init__(self) -> None:
        self.settings = {"members": "13", "present": "10", "quorum": "majority", "second": "yes", "chair": "yes"}
        self.body: Body | None = None
        self.thread = ""
        self.now = 0
        self.names = Names()
        self.refused: list[tuple[str, tuple[str, ...]]] = []

    # -- the assembly ---------------------------------------------------------------------------------------------------

    @property
    def members(self) -> list[str]:
        """The members: Ch, who presides, and A, B, C ..."""
        count = int(self.settings["members"]) - 1
        return ["ch", *(chr(ord("a") + n) if n < 26 else f"m{n}" for n in range(count))]

    @property
    def committee(self) -> tuple[str, ...]:
        """The members of the committee whose meeting it is; nobody where the assembly meets."""
        return tuple(filter(None, self.settings.get("committee", "").lower().split(",")))

    @property
    def chair(self) -> str:
        """Who presides: Ch, or the first of the committee who is there; unless the chair was handed over."""
        if self.body is None or not self.thread:
            return next(iter(self.committee), "ch")
        return handed_to(self.floor) or first_of_committee(self.floor) or "ch"

    @property
    def _roll(self) -> list[str]:
        """The members in the order in which they vote: the chair last, but in a committee like everybody."""
        return list(self.committee) or [*self.members[1:], "ch"]

    @property
    def _attending(self) -> list[str]:
        """Who answers the roll at the beginning."""
        return list(self.committee) or self.members[: int(self.settings["present"])]

    def assemble(self) -> Body:
        """Founds the body, calls its meeting to order, and has those who are present answer the roll."""
        if self.body is not None:
            return self.body
        rules: dict[str, Any] = {"quorum": self.settings["quorum"], "second": self.settings["second"] == "yes"}
        rules |= {
            "speeches": int(self.settings.get("speeches", "2")),
            "threshold": self.settings.get("threshold", "majority"),
            "speech": self.settings.get("speech", "0s"),
            "change_ballots": self.settings.get("ballots", "") != "final",
        }
        rules |= {
            "basis": self.settings.get("basis", "cast"),
            "quorum_basis": self.settings.get("quorum_basis", "present"),
            "ballot": self.settings.get("ballot", "no") == "yes",
        }
        rules |= {name: self.settings[name] for name in (*DURATIONS, "chair_votes", "recusal") if name in self.settings}
        if "otherwise" in self.settings:
            rules["otherwise"] = [self.settings["otherwise"].replace("-of-", " of ")]
        if "veto" in self.settings:
            rules["veto"] = [self.settings["veto"]]
        draft = chaired(*self.members, **rules)
        if "house" in self.settings:
            draft = draft.but(houses=dict.fromkeys(self.settings["house"].lower().split(","), "a house"))
        if "proxies" in self.settings:
            draft = draft.but(proxies=self._proxies())
        vacant = int(self.settings.get("vacant", "0"))
        draft = draft.but(retired=tuple(self.members[len(self.members) - vacant :]))
        if self.settings["chair"] == "no":
            draft = draft.but(presiding="automatic")
        if order := self.settings.get("order"):
            name, _, members = order.partition(":")
            oncall = {each.lower() for each in members.split(",")}
            roles = {
                each: (*draft.roles.get(each, ()), *(["oncall"] if each in oncall else [])) for each in self.members
            }
            draft = draft.but(orders={name: {}}, roles=roles)
        self.body = Body.found(draft)
        if self.settings.get("floor") != "async":
            caller, committee = self.chair, list(self.committee)
            self.thread = self.body.call(caller, MeetingCalled(name="the meeting", committee=committee))
            self.settings.setdefault("async", "no")
            self.act(caller, MeetingOpened())
            for member in self._attending:
                self.act(member, RollAnswered())
        return self.body

    def _proxies(self) -> dict[str, Any]:
        """Reads `proxies=main most=2 pass-on=yes proxies-at-meetings=yes`; `proxies=all` for every kind."""
        kinds, given = self.settings["proxies"], self.settings
        allowed = {} if kinds == "all" else {"allowed": kinds.split(",")}
        how = {"chain": given.get("pass-on") == "yes", "meetings": given.get("proxies-at-meetings") == "yes"}
        return {**allowed, **how, "most": int(given.get("most", "2")), "longest": "0s"}

    @property
    def floor(self) -> Floor:
        """The floor as it stands."""
        return self.assemble().floor(self.thread)

    def act(self, actor: str, body: EventBody) -> EventId:
        """Does something, and notes whether it was in order."""
        event = self.assemble().act(actor, self.thread, body, at=self.now)
        objections = self.body.why(event) if self.body else ()
        if objections:
            self.refused.append((str(objections[0]), (objections[0].code, objections[0].rule, objections[0].remedy)))
        return event

    def motion(self, name: str) -> Motion:
        """Returns a question by the name that the scenario gave it; `M.2` is the second part of a divided one."""
        whole, _, part = name.partition(".")
        if part and name not in self.names:
            self.names[name] = part_id(self.names[whole], number(part))
        found = self.floor.motions.get(self.names[name])
        if found is None:
            raise UnreadableError(f"{name} is no motion that was moved here")
        return found

    # -- playing ----------------------------------------------------------------------------------------------------------

    def play(self, line: str) -> None:
        """Plays a line; asserts that it was in order, unless it says that it is not, or that what it says is so.

        Raises `UnreadableError` for what is not in the language.
        """
        try:
            self._play(line)
        except (IndexError, ValueError) as error:
            missing = isinstance(error, IndexError) or "to unpack" in str(error)
            why = "words are missing" if missing else " ".join(str(error).split())
            raise UnreadableError(f"it cannot be read: {why} ({README})") from error

    def _play(self, line: str) -> None:
        match = REFUSED.match(line)
        before = len(self.refused)
        text = match["line"] if match else line
        if text.startswith("="):
            self._expect(text[1:].split())
            return
        self._do(shlex.split(text))
        new = self.refused[before:]
        if match:
            assert new, "it was in order"
            wanted = match["why"].split()
            said = " ".join(new[0][1]) + " " + new[0][0]
            assert all(word in said for word in wanted), said
        else:
            assert not new, new[0]

    def _do(self, words: list[str]) -> None:
        first, *rest = words
        if first == "assembly":
            if self.body is not None:
                raise UnreadableError("an assembly line stands before all that is done")
            self.settings |= settings(rest)
        elif first == "wait":
            self.now += seconds(rest[0])
        elif first == "vote":
            self._vote(rest)
        elif first == "ballots":
            self._ballots(rest)
        elif first == "poll":
            self._poll(rest)
        elif first == "announce":
            self._announce(rest[0], tuple(rest[1:])) if "claiming" not in rest else self._claims(rest[0], rest[2:])
        elif first == "bring":
            self._bring(rest)
        else:
            self._acts(first, rest)

    def _acts(self, first: str, rest: list[str]) -> None:
        """Lets a member do something."""
        if first.lower() not in (*self.members, *self.committee):
            raise unknown("the beginning of a line", first, (*LINES, *map(str.capitalize, self.members)))
        if not rest:
            raise UnreadableError(f"what does {first} do? ({README})")
        verb = one_of("what a member does", rest[0], VERBS)
        getattr(self, f"_{verb.replace('-', '_')}")(first.lower(), rest[1:])

    def _bring(self, words: list[str]) -> None:
        """`bring A M: main "..."`: moved, seconded where that is needed, and stated."""
        mover, name, *rest = words
        self._moves(mover.lower(), [name, *rest])
        label = name.rstrip(":")
        motion = self.floor.motions.get(self.names[label])
        if motion is None:
            return
        if motion.rules.second:
            self.act(next(each for each in self.members[1:] if each != motion.mover), MotionSeconded(on=motion.id))
        if self.settings["chair"] == "yes" and motion.row.vote not in {"chair_rules", "none", "demand"}:
            self.act(self.chair, MotionStated(on=motion.id))

    def _moves(self, actor: str, words: list[str]) -> None:
        name, *rest = words
        kind, *values = rest or ["main", name.rstrip(":")]
        fields_of(kind)
        on = ""
        if "on" in values:
            on = self.names[values[values.index("on") + 1]]
            del values[values.index("on") : values.index("on") + 2]
        question = self._question(kind, values)
        self.names[name.rstrip(":")] = EventId("")
        self.assemble()
        if self.settings.get("floor") == "async" and not self.thread:
            event = self.body.move(actor, question, at=self.now) if self.body else EventId("")
            self.thread = event
            self.refused += (
                [(str(each), (each.code, each.rule, each.remedy)) for each in self.body.why(event)] if self.body else []
            )
        else:
            event = self.act(actor, MotionMoved(question=question, on=on))
        self.names[name.rstrip(":")] = event

    def _question(self, kind: str, values: list[str]) -> Question:
        return MOTIONS[kind].question.model_validate({"motion": kind} | self._fields(kind, values))

    def _invokes(self, actor: str, words: list[str]) -> None:
        """`A invokes I: hotfix feature/x`: under a standing order, in a thread of its own."""
        name, order, branch = words
        body = self.assemble()
        event = body.invoke(actor, merge(branch), order, at=self.now)
        self.names[name.rstrip(":")] = event
        self.refused += [(str(each), (each.code, each.rule, each.remedy)) for each in body.why(event)]

    def _fields(self, kind: str, values: list[str]) -> dict[str, Any]:
        """Reads what is said of a question: `field=value`, or a word for the field that matters most."""
        known = fields_of(kind)
        shapes = MOTIONS[kind].question.model_fields
        found: dict[str, Any] = {}
        for value in values:
            field, sep, text = value.partition("=")
            if (
                sep
                and "terms" in shapes
                and field in getattr(MOTIONS[kind].question.model_fields["terms"].annotation, "model_fields", {})
            ):
                found.setdefault("terms", {})[field] = _term(text)
                continue
            if sep and field.isidentifier():
                one_of(f"the field of {kind}", field, known)
            else:
                field = next((each for each in FIRST_WORDS["text"] if each in shapes), "")
                text = value
            if not field:
                raise UnreadableError(f"{value!r}: {kind} has no words; its fields are: {', '.join(known) or 'none'}")
            found[field] = self._value(kind, field, text.replace("\\n", "\n"))
        return found

    def _value(self, kind: str, field: str, text: str) -> Any:
        if field == "options":
            return [_option(each) for each in text.split(",")]
        if field in {"nominees", "nominee"} or (field == "committee" and kind == "nomination_methods"):
            return text.lower() if field == "nominee" else text.lower().split(",")
        if field in {"of", "decided", "questions"}:
            ids = [self.names.get(each, each) for each in text.split(",")]
            return ids if field == "questions" else ids[0]
        if field == "parts":
            return text.split("|")
        if field == "members":
            return text.lower().split(",")
        if field == "until":
            return self._time(text)
        if field in {"special", "continuing", "whole"}:
            return text == "yes"
        if "int" not in str(MOTIONS[kind].question.model_fields[field].annotation):
            return text
        return number(text) if text.isdecimal() else seconds(text)

    def _seconds(self, actor: str, words: list[str]) -> None:
        self.act(actor, MotionSeconded(on=self.names[words[0]]))

    def _states(self, actor: str, words: list[str]) -> None:
        self.act(actor, MotionStated(on=self.names[words[0]]))

    def _asks_consent(self, actor: str, words: list[str]) -> None:
        self.act(actor, ConsentSought(on=self.names[words[0]]))

    def _objects(self, actor: str, words: list[str]) -> None:
        self.act(actor, ConsentRefused(on=self.names[words[0]]))

    def _vetoes(self, actor: str, words: list[str]) -> None:
        self.act(actor, VetoEntered(on=self.names[words[0]], reason=" ".join(words[1:])))

    def _unvetoes(self, actor: str, words: list[str]) -> None:
        self.act(actor, VetoWithdrawn(on=self.names[words[0]]))

    def _recuses(self, actor: str, words: list[str]) -> None:
        self.act(actor, RecusalDeclared(on=self.names[words[0]], reason=" ".join(words[1:])))

    def _returns(self, actor: str, words: list[str]) -> None:
        self.act(actor, RecusalEnded(on=self.names[words[0]]))

    def _notices(self, actor: str, words: list[str]) -> None:
        """`A notices rescind_amend_adopted of=R`: gives notice of what A will move."""
        self.act(actor, NoticeGiven(question=self._question(words[0], words[1:])))

    def _puts(self, actor: str, words: list[str]) -> None:
        """`Ch puts M`, or `Ch puts M by voice`."""
        self.act(actor, MotionPut.model_validate({"on": self.names[words[0]], "method": " ".join(words[2:])}))

    def _hands(self, actor: str, words: list[str]) -> None:
        """`Ch hands M to B`: who presides over M from then on."""
        self.act(actor, ChairHandedOver(on=self.names[words[0]], to=words[2].lower()))

    def _reports(self, actor: str, words: list[str]) -> None:
        """`B reports M adopt`: a committee brings M back."""
        advice = " ".join(words[1:])
        self.act(actor, CommitteeReported.model_validate({"on": self.names[words[0]], "recommends": advice}))

    def _opens_paragraph(self, actor: str, words: list[str]) -> None:
        """`Ch opens-paragraph M 2`."""
        self.act(actor, ParagraphOpened(on=self.names[words[0]], number=int(words[1])))

    def _withdraws(self, actor: str, words: list[str]) -> None:
        self.act(actor, MotionWithdrawn(on=self.names[words[0]]))

    def _rules(self, actor: str, words: list[str]) -> None:
        ruling = " ".join(words[1:])
        event = self.act(actor, ChairRuled.model_validate({"on": self.names[words[0]], "ruling": ruling}))
        self.names[f"{words[0]}-ruling"] = event

    def _speaks(self, actor: str, words: list[str]) -> None:
        """Rises, is recognized where it is the turn, and speaks."""
        meeting = self.floor.meeting
        if meeting is not None and meeting.speaker != actor:
            self.act(actor, FloorSought())
            if self.settings["chair"] == "yes":
                self.act(self.chair, FloorAssigned(to=actor))
        self._says(actor, words)

    def _says(self, actor: str, words: list[str]) -> None:
        side, name, *length = words
        text = "Consider it well." if not length else "x" * int(length[0])
        self.act(actor, SpeechMade.model_validate({"side": side, "text": text, "on": self.names[name]}))

    def _rises(self, actor: str, words: list[str]) -> None:
        """`A rises`, `A rises for` or `A rises against`."""
        self.act(actor, FloorSought.model_validate({"side": " ".join(words)}))

    def _recognizes(self, actor: str, words: list[str]) -> None:
        self.act(actor, FloorAssigned(to=words[0].lower()))

    def _yields(self, actor: str, _words: list[str]) -> None:
        self.act(actor, FloorYielded())

    def _arrives(self, actor: str, _words: list[str]) -> None:
        self.act(actor, RollAnswered())

    def _leaves(self, actor: str, _words: list[str]) -> None:
        self.act(actor, RollAnswered(here=False))

    def _opens(self, actor: str, _words: list[str]) -> None:
        """Calls to order; at the beginning, who is present answers the roll."""
        meeting = self.floor.meeting
        if meeting is not None and meeting.phase == "called":
            for member in self._attending:
                self.act(member, RollAnswered())
        self.act(actor, MeetingOpened())

    def _calls(self, actor: str, words: list[str]) -> None:
        """`Ch calls "week 2" special budget item="The increment" item=30m=Elections notice="rescind R"`."""
        told = words.index("notice") if "notice" in words else len(words)
        words = [*words[:told], *(f"notice={each}" for each in words[told + 1 :])]
        said = [word for word in words if not word.startswith(("item=", "notice=", "begins=", "committee="))]
        name, kind, *business = [*said, "regular"][:2] + said[2:]
        given: dict[str, Any] = {"name": name, "kind": kind, "business": [self._named(each) for each in business]}
        given["agenda"] = [self._item(word.removeprefix("item=")) for word in words if word.startswith("item=")]
        given["notices"] = [self._named(word[7:]) for word in words if word.startswith("notice=")]
        committee = next((word[10:].lower() for word in words if word.startswith("committee=")), "")
        given["committee"] = committee.split(",") if committee else []
        given["begins"] = next((self._time(word[7:]) for word in words if word.startswith("begins=")), 0)
        self.act(actor, MeetingCalled.model_validate(given))

    def _item(self, text: str) -> dict[str, Any]:
        time, mark, item = text.partition("=")
        return {"text": item, "at": self._time(time)} if mark else {"text": text}

    def _time(self, text: str) -> int:
        return START + self.now + seconds(text)

    def _named(self, text: str) -> str:
        """Puts the names that motions really have in the place of those that the scenario gave them."""
        return " ".join(motion_name(self.names[each]) if each in self.names else each for each in text.split())

    def _takes_up(self, actor: str, words: list[str]) -> None:
        self.act(actor, ItemTaken(place=int(words[0])))

    def _votes(self, actor: str, words: list[str]) -> None:
        self.act(actor, BallotCast.model_validate({"choice": words[0], "on": self.names[words[1]]}))

    def _nominates(self, actor: str, words: list[str]) -> None:
        """`A nominates B E`: B is nominated in the election E."""
        question = Nominate(nominee=words[0].lower())
        self.act(actor, MotionMoved(question=question, on=self.names[words[1]]))

    def _declines(self, actor: str, words: list[str]) -> None:
        self.act(actor, NominationDeclined(on=self.names[words[0]]))

    def _marks(self, actor: str, words: list[str]) -> None:
        """`A marks "X > Y = Z" E`: one ballot, as members type it."""
        self.act(actor, marked(self.motion(words[1]), words[0]))

    def _declares(self, actor: str, words: list[str]) -> None:
        """`Ch declares E A`: announces somebody as elected, whatever the ballots give."""
        chosen = [each.lower() for each in words[1:]]
        body = MotionAnnounced(
            on=self.names[words[0]], result="carried", chosen=chosen, counted=[], refused=[], arithmetic=""
        )
        self.act(actor, body)

    def _poll(self, words: list[str]) -> None:
        """`poll E 8:A 7:B`: the chair puts it, and members vote in order of the roll."""
        motion = self.motion(words[0])
        if self.settings["chair"] == "yes" and motion.put_at is None:
            self.act(self.chair, MotionPut(on=motion.id))
        present = self.floor.meeting.present if self.floor.meeting else frozenset(self.members)
        voters = iter(each for each in self._roll if each in present)
        for row in words[1:]:
            count, _, paper = row.partition(":")
            for _ in range(number(count)):
                self.act(_next(voters), marked(motion, paper))

    def _ballots(self, words: list[str]) -> None:
        """`ballots E 8:A 7:B`: the poll, and the result is announced."""
        self._poll(words)
        self._announce(words[0])

    def _gives(self, actor: str, words: list[str]) -> None:
        """`C gives B a proxy for M until=7d`: named `C-proxy` from then on."""
        scope = words[words.index("for") + 1] if "for" in words else ""
        until = next((self._value("", "until", each[6:]) - START for each in words if each.startswith("until=")), 0)
        kind, matter = ("", self.names[scope]) if scope in self.names else (scope, "")
        event = self.assemble().give(actor, words[0].lower(), kind, matter, at=self.now, until=until)
        self.names[f"{actor.upper()}-proxy"] = event
        self._note(event)

    def _takes(self, actor: str, words: list[str]) -> None:
        """`C takes back C-proxy`; `B takes back C-proxy` declines it."""
        self._note(self.assemble().take_back(actor, self.names[words[1]], at=self.now))

    def _note(self, event: EventId) -> None:
        objections = self.assemble().why(event)
        self.refused += [(str(each), (each.code, each.rule)) for each in objections[:1]]

    def _enacts(self, actor: str, words: list[str]) -> None:
        motion = self.motion(words[0])
        decision = motion.decision.id if motion.decision else EventId("0" * 64)
        body = DecisionEnacted(
            on=motion.id, decision=decision, ref=motion.target or "refs/heads/main", old=oid("old"), new=oid("new")
        )
        self.act(actor, body)

    def _vote(self, words: list[str]) -> None:
        """`vote M 6-3-1`: the chair puts it, members vote in order of the roll (the chair last), the result is announced."""
        name, counts = words[0], [number(each) for each in words[1].split("-")]
        first = [each.lower() for each in words[2:]]
        motion = self.motion(name)
        if self.settings["chair"] == "yes" and motion.put_at is None:
            self.act(motion.presider or self.chair, MotionPut(on=motion.id))
        present = self.floor.meeting.present if self.floor.meeting else frozenset(self.members)
        roll = [*first, *(each for each in self._roll if each not in first)]
        voters = iter(each for each in roll if each in present)
        for choice, count in zip(("aye", "nay", "abstain"), counts, strict=False):
            for _ in range(count):
                self.act(_next(voters), BallotCast.model_validate({"choice": choice, "on": motion.id}))
        self._announce(name)

    def _announce(self, name: str, preferred: tuple[str, ...] = ()) -> None:
        self.names[f"{name}-result"] = self.act(self.chair, self._result(name, preferred))

    def _claims(self, name: str, claimed: Sequence[str]) -> None:
        """`announce M claiming C-B`: says besides that B's ballot counts for C."""
        body = self._result(name)
        votes = [self._claim(self.motion(name), *each.lower().split("-")) for each in claimed]
        self.act(self.chair, body.model_copy(update={"by_proxy": [*body.by_proxy, *votes]}))

    def _result(self, name: str, preferred: tuple[str, ...] = ()) -> MotionAnnounced:
        floor, motion, at = self.floor, self.motion(name), START + self.now
        seen = (*floor.lineage, *witnessed(floor))
        waits = motion.consenting or motion.opens_at is not None
        result = resolve(floor, motion, seen, at, preferred) if waits else None
        if isinstance(result, Decision):
            return body_of(result, motion.id)
        return MotionAnnounced(on=motion.id, result="lost", counted=[], refused=[], arithmetic="")

    def _claim(self, motion: Motion, member: str, to: str) -> ProxyVote:
        ballot = motion.latest[Member(to)].id
        proxy = self.names.get(f"{member.upper()}-proxy", "0" * 64)
        return ProxyVote(member=member, proxy=proxy, through=[to], ballot=ballot)

    # -- expecting --------------------------------------------------------------------------------------------------------

    def _expect(self, words: list[str]) -> None:
        """`= pending M P`, and what else begins with a word of its own; else `= M carried`, and what else is said of M."""
        first, *rest = words
        said = " ".join(rest)
        if first in EXPECTATIONS:
            getattr(self, f"_expect_{first}")(rest)
        elif first.partition(".")[0] not in self.names:
            raise unknown("what is expected", first, (*EXPECTATIONS, *self.names))
        elif rest[:1] in (["chosen"], ["ballot"]):
            self._chosen(first, rest)
        elif rest[:2] == ["by", "proxy"]:
            found = self.motion(first).decision
            votes = found.by_proxy if found else ()
            assert ["-".join([each.member, *each.through]).upper() for each in votes] == rest[2:], votes
        elif rest[:1] == ["is"]:
            assert self.motion(first).row.name == one_of("kind of motion", rest[1], MOTIONS)
        elif rest[:4] == ["may", "not", "be", "enacted"]:
            self._expect_gate([first, *rest[4:]])
        else:
            one_of(f"what is said of {first}", said, (*SAID, *PHASES))
            assert self._stands(first) == said, self._stands(first)

    def _stands(self, name: str) -> str:
        """Returns where a motion stands, or what was answered to what was done under a standing order."""
        now = START + self.now
        invoked = self.names.get(name, "") in self.assemble().chain.invoked
        return self.assemble().invocation(self.names[name]).answer(now) if invoked else self.motion(name).phase(now)

    def _expect_pending(self, words: list[str]) -> None:
        assert self._pending() == words, self._pending()

    def _expect_nothing(self, _words: list[str]) -> None:
        assert self._pending() == []

    def _expect_next(self, words: list[str]) -> None:
        assert [each.upper() for each in recognition(self.floor, Rising("", START + self.now))] == words

    def _expect_nominees(self, words: list[str]) -> None:
        assert [each.upper() for each in self.motion(words[0]).slate.nominees] == words[1:]

    def _expect_text(self, words: list[str]) -> None:
        motion = self.motion(words[0])
        assert getattr(motion.question, "text", "") == " ".join(words[1:]), motion.text

    def _expect_quorum(self, words: list[str]) -> None:
        assert needed(self.floor) == number(words[0]), needed(self.floor)

    def _expect_present(self, words: list[str]) -> None:
        assert self.floor.meeting is not None
        assert len(self.floor.meeting.present) == number(words[0]), self.floor.meeting.present

    def _expect_gate(self, words: list[str]) -> None:
        """`= gate M GOV-128`: what the gate says of M's decision, `open` if nothing."""
        objection = why_not_ratified(self.motion(words[0]), START + self.now)
        assert (objection.code if objection else "open") in words[1:], objection

    def _chosen(self, name: str, words: list[str]) -> None:
        """`= E chosen A B`: by what was announced last; `= E ballot 2`: the second one is to be taken."""
        motion = self.motion(name)
        if words[0] == "ballot":
            assert (motion.decision, str(motion.round)) == (None, words[1]), motion.round
            return
        decisions = [*motion.rounds, *([motion.decision] if motion.decision else [])]
        assert [each.lower() for each in words[1:]] == [each.lower() for each in decisions[-1].outcome.chosen]

    def _pending(self) -> list[str]:
        """The pending questions by name; parts of a divided one as `M.2`."""
        names = {event: name for name, event in self.names.items() if event}
        parts = [
            (part_id(event, number), f"{name}.{number}") for event, name in names.items() for number in range(2, 9)
        ]
        names |= dict(parts)
        return [names[each] for each in self.floor.stack]


def _next(voters: Iterator[str]) -> str:
    """Returns who votes next in order of the roll."""
    voter = next(voters, "")
    if not voter:
        raise UnreadableError("there are more votes than members present")
    return voter


def _term(text: str) -> Any:
    return int(text) if text.isdigit() else {"yes": True, "no": False}.get(text, text)


def _option(text: str) -> dict[str, str]:
    """Reads an option: its name, and after it `/3:1` for a ratio or `/5` or `/3Q` for a quorum."""
    name, *more = text.split("/")
    return {"name": name} | {"ratio" if ":" in each else "quorum": each for each in more}
