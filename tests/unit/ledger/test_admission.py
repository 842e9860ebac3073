"""Admission: what is not canonical, not signed by the key it names, of another repository or too large stays outside."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gitgov.core.canonical import dumps
from gitgov.core.instants import show_instant
from gitgov.core.line import seal, unseal
from gitgov.core.objection import Objection
from gitgov.core.sshkeys import parse_public_key
from gitgov.core.sshsig import signed_data
from gitgov.ledger.admission import Admission, admit
from gitgov.ledger.event import UNKNOWN, Event
from gitgov.procedure.events import ALL_KINDS
from gitgov.tally.events import BallotCast
from tests.kit.assembly import Body
from tests.kit.charters import pub
from tests.kit.lines import START, fingerprint, sealed
from tests.kit.questions import oid
from tests.kit.softkeys import MAKERS, ed25519

REPO, THREAD, OTHER = "aa" * 32, "bb" * 32, "cc" * 32
ADMISSION = Admission(REPO, {fingerprint(name): parse_public_key(pub(name)) for name in ("alice", "bob")}, ALL_KINDS)

BALLOT: dict[str, Any] = {
    "actor": "alice",
    "at": "2026-11-20T10:00:00Z",
    "body": {"choice": "aye", "reason": ""},
    "key": fingerprint("alice"),
    "kind": "ballot.cast",
    "parents": [THREAD, OTHER],
    "repo": REPO,
    "subject": oid("feature/x"),
    "thread": THREAD,
    "v": 1,
}


def line(signer: str = "alice", /, **fields: Any) -> bytes:
    """Signs a ballot in which some fields are others, or missing where they are `...`."""
    value = {name: field for name, field in {**BALLOT, **fields}.items() if field is not ...}
    return sealed(dumps(value), signer)


def raw(payload: bytes) -> bytes:
    return sealed(payload, "alice")


def refusal(data: bytes) -> Objection:
    result = admit(data, ADMISSION)
    assert isinstance(result, Objection), f"admitted: {result}"
    return result


def event(data: bytes) -> Event:
    result = admit(data, ADMISSION)
    assert isinstance(result, Event), str(result)
    return result


def test_a_ballot_is_admitted_as_it_stands() -> None:
    ballot = event(line())
    assert ballot.body == BallotCast(choice="aye", reason="")
    assert (ballot.actor, ballot.kind, ballot.v, ballot.at) == ("alice", "ballot.cast", 1, START)
    assert (ballot.repo, ballot.thread, ballot.parents) == (REPO, THREAD, (THREAD, OTHER))
    assert (ballot.subject, ballot.key) == (oid("feature/x"), fingerprint("alice"))
    assert ballot.line == line()
    assert ballot.id == unseal(line()).id
    assert not ballot.opens


def test_an_event_without_a_thread_opens_one() -> None:
    opening = event(line(thread=""))
    assert opening.opens
    assert opening.thread == opening.id


@pytest.mark.parametrize("kind", ["picnic.opened", "ballot.ranked"])
@pytest.mark.parametrize("body", [{}, {"deep": [[1]]}, [], "text", None, 7])
def test_an_unknown_kind_is_kept_whatever_it_says(kind: str, body: object) -> None:
    unknown = event(line(kind=kind, body=body))
    assert unknown.body is UNKNOWN
    assert unknown.line == line(kind=kind, body=body)


def test_an_unknown_version_is_kept_as_unknown() -> None:
    assert event(line(v=2)).body is UNKNOWN


MISNAMED: dict[str, dict[str, Any]] = {
    "a field too many": {"more": 1},
    "a field misnamed": {"actor": ..., "author": "alice"},
    **{f"no {name}": {name: ...} for name in BALLOT},
    "an actor in capitals": {"actor": "Alice"},
    "an actor with a line break": {"actor": "alice\nbob"},
    "an actor that is an option": {"actor": "--help"},
    "an actor written with another alphabet's a": {"actor": "аlice"},
    "an actor that turns the text around": {"actor": "al\u202eice"},
    "an actor that is a number": {"actor": 1},
    "an instant with a fraction": {"at": "2026-11-20T10:00:00.5Z"},
    "an instant elsewhere": {"at": "2026-11-20T10:00:00+01:00"},
    "an instant on no calendar": {"at": "2026-02-30T10:00:00Z"},
    "an instant that is a number": {"at": 1_795_168_800},
    "a kind that is no text": {"kind": ["ballot.cast"]},
    "a version that is a text": {"v": "1"},
    "a version that is true": {"v": True},
    "a short subject": {"subject": "c0ffee"},
    "a subject in capitals": {"subject": "A" * 40},
    "a subject that is a ref": {"subject": "refs/heads/main"},
    "a repository that is no id": {"repo": "here"},
    "a thread that is no id": {"thread": "M-bbbbbbbb"},
    "a thread that is null": {"thread": None},
    "parents that are no list": {"parents": THREAD},
    "a parent that is no id": {"parents": ["M-bbbbbbbb"]},
    "a parent in capitals": {"parents": ["B" * 64]},
    "a parent that is empty": {"parents": [""]},
    "two parents in one text": {"parents": [f"{THREAD},{OTHER}"]},
    "parents whose lengths only add up": {"parents": ["a" * 63, "b" * 65]},
    "unsorted parents": {"parents": [OTHER, THREAD]},
    "a parent twice": {"parents": [THREAD, THREAD]},
    "more parents than anybody reads": {"parents": [f"{number:064x}" for number in range(4097)]},
    "a choice that there is not": {"body": {"choice": "maybe", "reason": ""}},
    "a choice that is a number": {"body": {"choice": 1, "reason": ""}},
    "a body without its choice": {"body": {"reason": ""}},
    "a body with more than it has": {"body": {"choice": "aye", "reason": "", "weight": 2}},
    "a body that is a list": {"body": ["aye"]},
    "a reason beyond its length": {"body": {"choice": "aye", "reason": "x" * 16_385}},
}


@pytest.mark.parametrize("fields", MISNAMED.values(), ids=MISNAMED)
def test_a_misshapen_record_is_refused_and_named(fields: dict[str, Any]) -> None:
    objection = refusal(line(**fields))
    assert objection.code == "GOV-206"
    assert objection.records == (unseal(line(**fields)).id,)


PAYLOAD = dumps(BALLOT)

NOT_CANONICAL = {
    "no JSON": b"aye",
    "a space": PAYLOAD.replace(b'"v":1', b'"v": 1'),
    "a newline written out": PAYLOAD.replace(b'"v":1', b'"v":1\r'),
    "a byte order mark": b"\xef\xbb\xbf" + PAYLOAD,
    "a repeated field": PAYLOAD.replace(b'"v":1', b'"v":1,"v":1'),
    "a repeated field that says otherwise": PAYLOAD.replace(b'"actor"', b'"actor":"bob","actor"'),
    "unsorted fields": PAYLOAD.replace(b'"actor":"alice",', b"").replace(b'"v":1', b'"v":1,"actor":"alice"'),
    "an escape for a letter": PAYLOAD.replace(b"alice", b"\\u0061lice"),
    "half of a surrogate pair": PAYLOAD.replace(b'"reason":""', b'"reason":"\\ud800"'),
    "bytes that are no UTF-8": PAYLOAD.replace(b'"reason":""', b'"reason":"\xff"'),
    "not a number": PAYLOAD.replace(b'"v":1', b'"v":NaN'),
}
OUTSIDE = {
    "a version of 2^53": PAYLOAD.replace(b'"v":1', b'"v":9007199254740992'),
    "a version of 1.0": PAYLOAD.replace(b'"v":1', b'"v":1.0'),
    "a float in an unknown body": PAYLOAD.replace(b"ballot.cast", b"ballot.more").replace(b'"aye"', b"0.5"),
    "2^53 in an unknown body": PAYLOAD.replace(b"ballot.cast", b"ballot.more").replace(b'"aye"', b"9007199254740992"),
    "a name that is not ASCII in an unknown body": PAYLOAD.replace(b"ballot.cast", b"ballot.more").replace(
        b'"choice"', '"é"'.encode()
    ),
    **{
        f"{depth} lists in {kind}": PAYLOAD.replace(b"ballot.cast", kind.encode()).replace(
            b'"aye"', b"[" * depth + b"]" * depth
        )
        for depth in (20, 253, 260, 1000, 1030, 10_000)
        for kind in ("ballot.cast", "ballot.more")
    },
}


@pytest.mark.parametrize("payload", NOT_CANONICAL.values(), ids=NOT_CANONICAL)
def test_what_is_not_canonical_is_refused(payload: bytes) -> None:
    assert payload != PAYLOAD
    assert refusal(raw(payload)).code == "GOV-205"


@pytest.mark.parametrize("payload", OUTSIDE.values(), ids=OUTSIDE)
def test_what_is_outside_of_the_subset_is_refused(payload: bytes) -> None:
    assert payload != PAYLOAD
    assert refusal(raw(payload)).code in {"GOV-205", "GOV-206"}


def test_a_key_on_no_roll_is_refused() -> None:
    objection = refusal(line("eve", key=fingerprint("eve")))
    assert objection.code == "GOV-203"
    assert "git gov charter show" in objection.remedy


GIVEN = {"charter": "dd" * 32, "on": "", "key": pub("eve")}
"""What is said with a key that is on no roll yet."""


def given_by(signer: str, /, **body: str) -> bytes:
    """Signs an acceptance by eve, who is on no roll."""
    said = {"actor": "eve", "kind": "acceptance.given", "key": fingerprint("eve"), "body": GIVEN | body}
    value = {**BALLOT, **said, "key": fingerprint(signer)}
    return sealed(dumps(value), signer)


def test_a_key_that_its_kind_brings_is_enough() -> None:
    assert event(given_by("eve")).key == fingerprint("eve")


@pytest.mark.parametrize("key", [pub("carol"), "ssh-ed25519 AAAA", ""], ids=["another's", "no key", "nothing"])
def test_a_key_that_it_does_not_bring_is_on_no_roll(key: str) -> None:
    assert refusal(given_by("eve", key=key)).code == "GOV-203"


def test_who_is_on_the_roll_signs_by_that_whatever_is_brought() -> None:
    assert event(given_by("alice")).key == fingerprint("alice")


def test_a_brought_key_has_signed_what_brings_it() -> None:
    good = given_by("eve")
    other = unseal(given_by("eve", charter="ee" * 32))
    assert refusal(seal(unseal(good).event, other.key, other.signature)).code == "GOV-204"


def test_anothers_key_on_ones_own_record_is_refused() -> None:
    """The record says which key it was made for, so a copy signed with another is no second reading of it."""
    assert refusal(line("bob")).code == "GOV-206"


def forged(change: Callable[[bytes], bytes]) -> bytes:
    taken = unseal(line())
    return seal(taken.event, taken.key, change(taken.signature))


FORGED = {
    "another event": line().replace(b'"aye"', b'"nay"'),
    "another key's name": line().replace(
        f'"key":"{fingerprint("alice")}","sig"'.encode(), f'"key":"{fingerprint("bob")}","sig"'.encode()
    ),
    "a signature of zeros": forged(lambda signature: signature[:19] + bytes(64)),
    "a bit flipped": forged(lambda signature: signature[:-1] + bytes([signature[-1] ^ 1])),
    "bytes behind the signature": forged(lambda signature: signature + b"\0"),
    "another namespace": seal(
        PAYLOAD, fingerprint("alice"), ed25519("alice").sign(signed_data(PAYLOAD, "git"))
    ),
    "another hash": seal(
        PAYLOAD, fingerprint("alice"), ed25519("alice").sign(signed_data(PAYLOAD, "gitgov", "sha256"))
    ),
    "no frame": seal(PAYLOAD, fingerprint("alice"), ed25519("alice").sign(PAYLOAD)),
}  # fmt: skip


@pytest.mark.parametrize("data", FORGED.values(), ids=FORGED)
def test_a_false_signature_is_refused(data: bytes) -> None:
    objection = refusal(data)
    assert objection.code == "GOV-204"
    assert objection.records


@pytest.mark.parametrize("repo", [OTHER, "", "0" * 64])
def test_a_record_of_another_repository_is_refused(repo: str) -> None:
    assert refusal(line(repo=repo)).code == "GOV-207"


def test_a_ballot_of_a_sister_body_with_the_same_members_counts_for_nothing_here() -> None:
    here, there = Body.team("alice", "bob"), Body.team("alice", "bob", poll="8d")
    motion = there.move("alice")
    ballot = there.event(there.vote("bob", motion, "aye"))
    result = admit(ballot.line, Admission(here.genesis.id, here.chain.keys, ALL_KINDS))
    assert isinstance(result, Objection)
    assert result.code == "GOV-207"


@pytest.mark.parametrize("data", [b"", b"{}", line()[:-1], line() + b"\n", line() + line()[10:]])
def test_what_is_no_line_is_refused(data: bytes) -> None:
    assert refusal(data).code in {"GOV-202", "GOV-204"}


def test_a_line_beyond_any_size_is_refused_before_it_is_read() -> None:
    assert refusal(b"x" * (10 * 1024 * 1024)).code == "GOV-201"


def test_a_large_line_of_a_small_kind_is_refused() -> None:
    assert refusal(line(kind="ballot.more", body="x" * 300_000)).code == "GOV-201"


def test_a_charter_may_be_large() -> None:
    charter = line(kind="charter.more", body="x" * 600_000)
    assert isinstance(admit(charter, ADMISSION), Event)


@pytest.mark.parametrize("algorithm", MAKERS)
def test_every_kind_of_key_may_sign(algorithm: str) -> None:
    soft = MAKERS[algorithm]("alice")
    key = parse_public_key(" ".join((soft.algorithm, b64encode(soft.blob).decode())))
    payload = dumps({**BALLOT, "key": key.fingerprint})
    data = seal(payload, key.fingerprint, soft.sign(signed_data(payload, "gitgov")))
    assert isinstance(admit(data, Admission(REPO, {key.fingerprint: key}, ALL_KINDS)), Event)


@given(st.data())
def test_one_changed_byte_is_never_admitted(data: st.DataObject) -> None:
    good = line()
    at = data.draw(st.integers(0, len(good) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda byte: byte != good[at]))
    refusal(good[:at] + bytes([byte]) + good[at + 1 :])


@given(st.binary())
def test_any_signed_bytes_are_admitted_or_refused(payload: bytes) -> None:
    assert isinstance(admit(raw(payload.replace(b"\n", b"")), ADMISSION), Objection)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=5) | st.sampled_from([THREAD, "aye", "alice"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["choice", "reason", "a"]), inner),
    max_leaves=5,
)


@given(st.sampled_from(sorted(ALL_KINDS)), st.dictionaries(st.sampled_from(sorted(BALLOT)), JSON, max_size=2), JSON)
def test_any_canonical_record_is_admitted_or_refused(kind: tuple[str, int], fields: dict[str, Any], body: Any) -> None:
    value = {**BALLOT, "kind": kind[0], "body": body, **fields}
    result = admit(raw(dumps(value)), ADMISSION)
    assert isinstance(result, Event) or result.code.startswith("GOV-2")


def test_the_instants_in_this_file_are_one() -> None:
    assert show_instant(START) == BALLOT["at"]
