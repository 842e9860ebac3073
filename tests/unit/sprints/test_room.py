"""A meeting in the room: whatever is typed in whatever order, what follows adds up, and what is hidden stays so."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from gitgov.core.errors import BadInput
from gitgov.core.ids import EventId, Member
from gitgov.sprints.facilitating.agenda import PRESETS, read_agenda
from gitgov.sprints.facilitating.answers import answer
from gitgov.sprints.facilitating.digits import clock, columns, fit
from gitgov.sprints.facilitating.held import Held, open_actions
from gitgov.sprints.facilitating.keys import ENTER, ESCAPE, INTERRUPT, LEAVE, Desk, press
from gitgov.sprints.facilitating.panels import PANELS
from gitgov.sprints.facilitating.play import ROWS, Play, carry, opening
from gitgov.sprints.facilitating.record import HeldAction, HeldDone, RoomHeld
from gitgov.sprints.facilitating.screen import View, render
from gitgov.sprints.facilitating.summary import summary, told
from gitgov.sprints.facilitating.values import MOST, Action, Gathering, Move
from gitgov.sprints.facilitating.words import read
from tests.unit.sprints.test_fold import Room

LOG = "0" * 64
COMMANDS = (
    "point discuss 1 One @a", "point decide 2 Two", "next", "next", "pause", "start", "start 1", "skip", "extend 3", "person Ann",
    "person Ben", "person Cy", "hand a", "hand ann", "hand b", "reply c", "reply 1", "lower b", "call", "call c", "quiet",
    "tally fist Sure?", "tally yesno Go?", "tally dots What? / A / B", "ballot a 1", "ballot b 5", "ballot c y", "ballot a 112",
    "ballot b n", "show", "park It", "park That", "settle 1 drop", "settle 2 schedule Monday", "settle 1 action @b",
    "action Do @ann by:2026-12-24 re:C-1", "done 1", "decide So be it", "undo", "close",
)  # fmt: skip
STEPS = st.lists(st.tuples(st.integers(-5, 90), st.sampled_from(COMMANDS)), max_size=60)


def typed(line: str, at: int) -> Move:
    return Move(at, *read(line, ROWS))


def begun() -> Play:
    """Returns a meeting with one action of an earlier one."""
    found = Play(opening("core", "Daily", 100))
    found.take(carry(LOG, 1, Action("Old", "Ann"), 100))
    return found


def held(*lines: str, every: int = 10) -> Play:
    """Returns a meeting in which these were typed, none of them refused."""
    found = begun()
    for place, line in enumerate(lines, 1):
        move = typed(line, 100 + place * every)
        assert found.why_not(move) == (), line
        found.take(move)
    return found


def refused(found: Play, line: str) -> str:
    return found.why_not(typed(line, found.state.at))[0].code


def text(state: Gathering, now: int = 0, panel: str = "agenda", size: tuple[int, int] = (80, 24)) -> str:
    return "\n".join(each.text for each in render(state, now, View(panel), *size))


@settings(max_examples=50)
@given(STEPS)
def test_whatever_is_typed_adds_up(steps: list[tuple[int, str]]) -> None:
    found, at = begun(), 100
    for pause, line in steps:
        at += pause
        move, before = typed(line, at), found.state
        objections = found.why_not(move)
        after = found.take(move)
        assert (after is before) == bool(objections)
        assert after.at >= before.at
        in_line = [each.person for each in after.queue]
        assert len(in_line) == len({*in_line})
        assert sum(each.fate == "now" for each in after.points) <= 1
        assert sum(each.taken(after.at) for each in after.points) <= after.at - after.opened
        assert sum(each.spoken for each in after.people) <= after.at - after.opened
        assert sum(not each.shown for each in after.tallies) <= 1
        if not objections:
            assert answer(after, move)
    if found.state.ended is not None:
        body = summary(found.state, LOG)
        assert all(each.fate for each in found.state.parked)
        assert sum(each.taken for each in body.agenda) <= body.ended - body.began
        assert list(told(body))


@given(STEPS, st.tuples(st.integers(1, 120), st.integers(1, 50)), st.integers(-10, 10_000), st.sampled_from([*PANELS]))
def test_the_screen_fits_at_any_size(steps: list[tuple[int, str]], size: tuple[int, int], now: int, panel: str) -> None:
    found = begun()
    for pause, line in steps:
        found.take(typed(line, found.state.at + pause))
    width, height = size
    lines = render(found.state, now, View(panel, "ask: ", "typed 🎉 " * 9, "notice"), width, height)
    assert len(lines) == height
    assert max(columns(each.text) for each in lines) <= width
    assert all(each.text.isprintable() for each in lines)


@settings(max_examples=25)
@given(st.sampled_from(["fist Sure?", "yesno Go?", "dots What? / A / B"]), st.data())
def test_nothing_shown_tells_what_is_chosen_while_it_is_hidden(kind: str, data: st.DataObject) -> None:
    """Two meetings in which the same people vote otherwise look the same, on every panel and in every answer, until it is shown."""
    choices = {"fist": "012345", "yesno": "yna", "dots": "12"}[kind.split(maxsplit=1)[0]]
    shown = []
    for _ in range(2):
        found = held("person Ann", "person Ben", "point decide 5 It", "next", f"tally {kind}")
        seen = []
        for who in "ab":
            move = typed(f"ballot {who} {data.draw(st.sampled_from(choices))}", 200)
            found.take(move)
            seen += [*answer(found.state, move), *(text(found.state, 300, panel) for panel in PANELS)]
            seen += [str(list(PANELS[panel](found.state, 300))) for panel in PANELS]
        seen += [each.what for each in found.why_not(typed("ballot a 99999", 210))]
        shown.append(seen)
    assert shown[0] == shown[1]


@given(STEPS)
def test_what_is_taken_back_was_never_there(steps: list[tuple[int, str]]) -> None:
    found = begun()
    for pause, line in steps:
        move = typed(line, found.state.at + pause)
        if line in {"undo", "close"} or found.why_not(move):
            continue
        before = found.state
        found.take(move)
        after = found.take(typed("undo", move.at))
        assert after.__dict__ | {"at": 0} == before.__dict__ | {"at": 0}
        found.take(move)


WORDS = st.text(max_size=12) | st.sampled_from(
    ["1", "a", "drop", "action", "fist", "yesno", "dots", "٣", "0", "99999", "\ud800", "x\n"]
)


@settings(max_examples=25)
@given(st.lists(st.builds(Move, st.integers(0, 10**6), st.sampled_from([*ROWS, "open", "carry", "strange"]),
                          st.dictionaries(st.sampled_from(["text", "person", "number", "kind", "minutes", "choice", "how",
                                                           "owner", "due", "link", "room", "place"]), WORDS))))  # fmt: skip
def test_whatever_a_file_holds_is_played(moves: list[Move]) -> None:
    found = held("person a", "park x", "tally fist y", "point inform 5 z")
    for move in moves:
        found.take(move)
    assert len(text(found.state).split("\n")) == 24
    assert summary(found.state, LOG).team == "core" if all(each.fate for each in found.state.parked) else True


def test_the_clock_of_a_point_and_of_what_follows() -> None:
    found = held(
        "point inform 1 One",
        "point discuss 2 Two",
        "point decide 1 Three",
        "next",
        "extend 1",
        "next",
        "skip",
        "close",
        every=60,
    )
    points = [(each.planned, each.extended, each.spent, each.fate) for each in found.state.points]
    assert points == [(60, 60, 120, "done"), (120, 0, 60, "skipped"), (60, 0, 60, "done")]
    again = held("point inform 1 One", "next", "next", "start 1", "close", every=60)
    assert again.state.points[0].spent == 120
    broken = held("point inform 1 One", "point inform 1 Two", "next", "pause", "next", "next", "close", every=60)
    assert [(each.spent, each.fate) for each in broken.state.points] == [(120, "done"), (60, "done")]
    late = held("person Ann", "point inform 1 One", "point inform 1 Two", "start 2", "next")
    assert late.state.current == 0


def test_who_has_not_spoken_goes_first_and_a_reply_before_all() -> None:
    found = held("person Ann", "person Ben", "person Cy", "hand a", "call", "quiet", "hand a", "hand b", "hand c")
    assert [each.person for each in found.state.in_line] == [1, 2, 0]
    found.take(typed("lower b", 300))
    found.take(typed("reply b", 300))
    found.take(typed("call", 300))
    found.take(typed("call", 360))
    assert [(each.name, each.turns, each.spoken) for each in found.state.people] == [
        ("Ann", 1, 10),
        ("Ben", 1, 60),
        ("Cy", 1, 0),
    ]
    assert [each.person for each in found.state.in_line] == [0]
    found.take(typed("point inform 5 It", 360))
    assert found.take(typed("next", 360)).queue == ()


@pytest.mark.parametrize(
    ("tally", "ballots", "shown"),
    [
        ("fist Sure?", ("2", "5", "4"), "to be heard: Ann (2), Ben (5)"),
        ("fist Sure?", ("3", "5", "4"), ""),
        ("yesno Go?", ("n", "y", "y"), "to be heard: Ann (no)"),
        ("yesno Go?", ("y", "a", "y"), ""),
        ("dots What? / A / B", ("112", "2", "1"), ""),
    ],
)
def test_who_stands_out_is_named(tally: str, ballots: tuple[str, ...], shown: str) -> None:
    votes = [f"ballot {who} {ballot}" for who, ballot in zip("abc", ballots, strict=True)]
    found = held("person Ann", "person Ben", "person Cy", f"tally {tally}", *votes, "show")
    said = [line.strip() for line in text(found.state, panel="tallies").splitlines()]
    assert [line for line in said if line.startswith("to be heard")] == ([shown] if shown else [])


def test_dots_are_counted_by_option() -> None:
    found = held("person Ann", "person Ben", "tally dots What? / A / B", "ballot a 112", "ballot b 2", "show", "close")
    counted = summary(found.state, LOG).tallies[0].counts
    assert [(each.option, each.count) for each in counted] == [("A", 2), ("B", 2)]


@pytest.mark.parametrize(
    ("before", "line", "code"),
    [
        ((), "point talk 5 X", "GOV-687"),
        ((), "point inform 0 X", "GOV-687"),
        (("person Ann",), "tally fists X", "GOV-687"),
        (("person Ann",), "tally dots X / A", "GOV-687"),
        ((), "action X", "GOV-687"),
        ((), "action X @ann by:2026-02-30", "GOV-687"),
        (("park X",), "settle 1 schedule", "GOV-687"),
        (("park X",), "settle 1 away", "GOV-687"),
        (("park X",), "settle 1 action", "GOV-687"),
        ((), "park " + "x" * 401, "GOV-687"),
        ((), "start 1", "GOV-688"),
        ((), "hand a", "GOV-688"),
        (("person Ann", "person Anna B"), "hand an", "GOV-688"),
        ((), "settle 1 drop", "GOV-688"),
        (("park X", "settle 1 drop"), "settle 1 drop", "GOV-688"),
        (("done 1",), "done 1", "GOV-688"),
        (("person Ann",), "person ANN", "GOV-689"),
        (("person Ann", "hand a"), "reply a", "GOV-689"),
        ((), "next", "GOV-690"),
        ((), "extend 1", "GOV-690"),
        ((), "pause", "GOV-690"),
        ((), "call", "GOV-690"),
        ((), "quiet", "GOV-690"),
        ((), "show", "GOV-690"),
        ((), "undo", "GOV-690"),
        ((), "tally fist X", "GOV-690"),
        (("person Ann",), "lower a", "GOV-690"),
        (("person Ann",), "ballot a 1", "GOV-690"),
        (("person Ann", "tally fist X"), "tally fist Y", "GOV-691"),
        (("person Ann", "tally fist X"), "ballot a 6", "GOV-692"),
        (("person Ann", "tally dots X / A / B"), "ballot a 1111", "GOV-692"),
        (("person Ann", "tally dots X / A / B"), "ballot a 3", "GOV-692"),
        (("person Ann", "tally fist X"), "close", "GOV-693"),
        (("park X",), "close", "GOV-693"),
        (("close",), "park X", "GOV-694"),
        (tuple(f"park {place}" for place in range(MOST)), "park X", "GOV-695"),
    ],
)  # fmt: skip
def test_what_is_out_of_order(before: tuple[str, ...], line: str, code: str) -> None:
    found = held(*before)
    state = found.state
    assert refused(found, line) == code
    assert found.take(typed(line, 10_000)) is state


@pytest.mark.parametrize("line", ["", "dance", "next now", "point inform", "hand"])
def test_what_is_no_command(line: str) -> None:
    with pytest.raises(BadInput):
        read(line, ROWS)


def test_an_agenda_is_read_and_a_wrong_line_named() -> None:
    assert read_agenda(["# us", "", "discuss 10 Where we stand @Ann"]) == [
        {"kind": "discuss", "minutes": "10", "text": "Where we stand", "owner": "Ann"}
    ]
    for wrong in ("talk 10 X", "discuss ten X", "discuss 10"):
        with pytest.raises(BadInput, match="line 2"):
            read_agenda(["", wrong])


def test_a_daily_takes_15_minutes_and_two_days_hold_an_increment_s() -> None:
    minutes = {name: sum(int(each["minutes"]) for each in read_agenda(PRESETS[name])) for name in PRESETS}
    assert minutes["daily"] == 15
    assert 12 * 60 < minutes["pi"] <= 16 * 60


def test_the_screen_of_80_by_24() -> None:
    found = held("person Ann", "person Ben", "point discuss 10 Where we stand @ann", "point decide 5 What we do", "next",
                 "hand b", "hand a", "call")  # fmt: skip
    lines = [each.text.rstrip() for each in render(found.state, 247, View(), 80, 24)]
    assert "\n".join(lines).rstrip() == SCREEN.rstrip()
    late = render(found.state, 100 + 50 + 615, View(), 80, 24)
    assert ("over time by 00:15: e extends, n goes on" in late[10].text, late[10].colour) == (True, "red")


SCREEN = """\
Daily of core                                                  2 here  2m of 15m
────────────────────────────────────────────────────────────────────────────────

                 ██████    ██████              ██████    ██████
                 ██  ██    ██  ██      ██          ██        ██
                 ██  ██    ██████              ██████    ██████
                 ██  ██    ██  ██      ██      ██            ██
                 ██████    ██████              ██████    ██████

                        1. Where we stand (discuss, ann)

 Speaks: Ben  01:07
 Then: Ann
 Agenda                planned   took
 >  1   10:00   01:37   Where we stand (discuss)
    2   05:00           What we do (decide)
"""


def keys(found: Play, pressed: str, desk: Desk | None = None) -> tuple[Desk, list[str]]:
    """Returns the commands that keys make, each taken."""
    desk, made = desk or Desk(), []
    for key in pressed:
        desk, command = press(desk, found.state, key)
        if command:
            made.append(command)
            if command != LEAVE:
                found.take(typed(command, found.state.at))
    return desk, made


def test_a_meeting_by_keys() -> None:
    found = begun()
    _, made = keys(
        found, f"+inform 5 It{ENTER}iAnn{ENTER}Ben{ENTER}{ENTER}nhbtfist Sure?{ENTER}va2b5{ESCAPE}opX\x7fLater{ENTER}u"
    )
    assert made == ["point inform 5 It", "person Ann", "person Ben", "next", "hand b", "tally fist Sure?", "ballot a 2", "ballot b 5",
                    "show", "park Later", "undo"]  # fmt: skip
    assert found.state.tallies[0].ballots == {0: "2", 1: "5"}
    desk, made = keys(found, f"2{ESCAPE}xn{INTERRUPT}n?")
    assert (desk.panel, made, found.state.ended) == ("keys", [], None)
    assert keys(found, f"pnot lost{INTERRUPT}y")[1] == [LEAVE]
    assert keys(found, "xy")[1] == ["close"]


def test_a_vote_is_not_shown_while_it_is_typed() -> None:
    found = held("person Ann", "tally dots What? / A / B")
    desk, made = keys(found, "va12")
    assert (desk.shown, made) == ("a••", [])
    assert keys(found, ENTER, desk)[1] == ["ballot a 12"]


def test_what_people_wrote_is_cut_by_the_columns_that_it_takes() -> None:
    assert (fit("漢字かな", 5), columns(fit("漢字かな", 5)), fit("a\x1b[2Jb", 40)) == ("漢字…", 5, "a\\u001b[2Jb")
    assert (clock(65), clock(-65), clock(6000)) == ("01:05", "+01:05", "100:00")


BODY = summary(held("person Ann", "point inform 1 It", "next", "next", "tally fist Sure?", "ballot a 3", "show",
                    "action Do @a", "close").state, LOG)  # fmt: skip


def but(**changes: object) -> RoomHeld:
    return RoomHeld.model_validate(BODY.model_dump() | changes)


@pytest.mark.parametrize(
    ("who", "changes", "codes"),
    [
        ("dave", {}, []),
        ("alice", {}, []),
        ("carol", {}, ["GOV-685"]),
        ("dave", {"team": "nobody"}, ["GOV-600"]),
        ("dave", {"ended": BODY.began + 9}, ["GOV-686"]),
        ("dave", {"tallies": [{**BODY.tallies[0].model_dump(), "voters": 2}]}, ["GOV-686"]),
        (
            "dave",
            {"tallies": [{"question": "What?", "kind": "dots", "voters": 1, "counts": [{"option": "A", "count": 4}]}]},
            ["GOV-686"],
        ),
        (
            "dave",
            {"tallies": [{"question": "What?", "kind": "dots", "voters": 1, "counts": [{"option": "A", "count": 3}]}]},
            [],
        ),
    ],
)
def test_whose_record_of_what_is_in_order(who: str, changes: dict[str, object], codes: list[str]) -> None:
    room = Room()
    event = room.act(who, but(**changes))
    assert room.codes() == codes
    state = room.thread().state
    assert codes or (isinstance(state, Held) and (state.by, state.body.title, state.id) == (who, "Daily", event.id))


def test_a_record_holds_nothing_that_is_parked_still() -> None:
    with pytest.raises(ValidationError):
        summary(held("park X").state, LOG)


def test_open_actions_are_those_that_no_meeting_has_found_done() -> None:
    actions = [HeldAction(text=each, owner="Ann") for each in "XYZ"]
    first = Held(EventId("a" * 64), "", Member("dave"), 1, but(actions=actions, ended=200))
    second = Held(EventId("b" * 64), "", Member("dave"), 2, but(done=[HeldDone(room=first.id, number=2)], ended=300))
    for some in permutations([first, second]):
        assert [(each.room[0], each.number, each.action.text) for each in open_actions(some)] == [
            ("a", 1, "X"),
            ("a", 3, "Z"),
            ("b", 1, "Do"),
        ]
