"""Lines are told by their bytes to be of a thread just as decoding tells it, whatever texts say and whoever wrote them."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from gitgov.core.canonical import dumps
from gitgov.core.line import unseal
from gitgov.core.sshkeys import parse_public_key
from gitgov.ledger.admission import Admission, admit
from gitgov.ledger.event import Event
from gitgov.ledger.threads import opened_by
from gitgov.sprints.kinds import KINDS
from tests.kit.charters import pub
from tests.kit.lines import fingerprint, sealed
from tests.kit.questions import oid

REPO, NOWHERE = "aa" * 32, "bb" * 32
SPRINT = {
    "team": "core", "sprint": "S1", "goal": "", "items": [], "begins": "2026-12-01", "ends": "2026-12-14", "capacity": 0,
    "away": {}, "into": "refs/heads/main",
}  # fmt: skip
TEXTS = st.one_of(
    st.sampled_from([
        f'","thread":"{NOWHERE}","v":1}}', ',"thread":"', '","kind":"sprint.planned"', '"kind":"sprint.planned","thread":""',
        "\\", '\\"', ',"key":"SHA256:', "\n", "é",
    ]),
    st.text(max_size=12),
)  # fmt: skip


def line(kind: str, body: dict[str, Any], thread: str = "") -> bytes:
    value: dict[str, Any] = {
        "actor": "alice", "at": "2026-11-20T10:00:00Z", "body": body, "key": fingerprint("alice"), "kind": kind,
        "parents": [REPO], "repo": REPO, "subject": oid("main"), "thread": thread, "v": 1,
    }  # fmt: skip
    return sealed(dumps(value), "alice")


ADMISSION = Admission(REPO, {fingerprint("alice"): parse_public_key(pub("alice"))}, KINDS)


@given(st.lists(TEXTS, min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_what_passes_is_what_decoding_finds_in_those_threads(texts: list[str], dice: Any) -> None:
    """Texts stand in bodies of known kinds and of unknown ones, where they are names of fields too."""
    openings = [line("sprint.planned", SPRINT | {"sprint": f"S{number}"}) for number in range(len(texts))]
    others = [line("item.added", {"item": "A-1", "title": "-", "text": text}) for text in texts]
    ids = [unseal(each).id for each in (*openings, *others)] + [NOWHERE]
    acts = [line("standup.given", {"done": text}, dice.choice(ids)) for text in texts]
    strange = [
        line("sprint.dreamt", {ascii(text): {"kind": "x", "thread": NOWHERE}}, dice.choice(ids)) for text in texts
    ]
    lines = dice.sample(every := list(dict.fromkeys([*openings, *others, *acts, *strange])), len(every))
    sieve = opened_by("sprint.planned", lines)
    events = [each for each in (admit(each, ADMISSION) for each in lines) if isinstance(each, Event)]
    assert len(events) == len(set(lines)), "all are admitted"
    opened = {each.id for each in events if each.opens and each.kind == "sprint.planned"}
    assert [sieve.holds(each.line) for each in events] == [each.thread in opened for each in events]


def test_where_a_body_spells_out_another_kind_more_passes_and_nothing_is_lost() -> None:
    odd, act = line("sprint.dreamt", {"kind": "sprint.planned"}), line("sprint.planned", SPRINT)
    sieve = opened_by("sprint.planned", [odd, act])
    assert [sieve.holds(each) for each in (odd, act, line("item.added", {}))] == [True, True, False]


@given(st.lists(st.binary(max_size=200) | st.builds(lambda text: b',"thread":"' + text, st.binary(max_size=90))))
def test_any_bytes_are_told_apart_somehow(lines: list[bytes]) -> None:
    sieve = opened_by("sprint.planned", lines)
    assert {sieve.holds(each) for each in lines} <= {True, False}
