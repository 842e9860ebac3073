"""The signed line: one way to take it apart, and a worked example that stock ssh-keygen accepts."""

from __future__ import annotations

import base64
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gitgov.core.line import NAMESPACE, NotALineError, seal, split_off, unseal
from gitgov.core.sshkeys import parse_public_key, verify
from gitgov.core.sshsig import armour, signed_data
from tests.kit.charters import pub
from tests.kit.people import People
from tests.kit.repo import run
from tests.kit.softkeys import ed25519

EVENT = b'{"actor":"alice"}'
KEY = "SHA256:" + "A" * 43
OTHER_KEY = "SHA256:" + "B" * 43
SIGNATURE = bytes(range(83))
LINE = seal(EVENT, KEY, SIGNATURE)
EXAMPLE = tomllib.loads((Path(__file__).parents[2] / "vectors/line.toml").read_text(encoding="utf-8"))


def test_a_line_is_put_together_and_taken_apart() -> None:
    parts = (EVENT, KEY.encode(), base64.b64encode(SIGNATURE))
    assert seal(EVENT, KEY, SIGNATURE) == b'{"event":%s,"key":"%s","sig":"%s"}' % parts
    taken = unseal(LINE)
    assert (taken.event, taken.key, taken.signature) == (EVENT, KEY, SIGNATURE)


def test_the_worked_example_is_made_again_byte_for_byte() -> None:
    event = EXAMPLE["event"].encode()
    key = parse_public_key(pub("alice"))
    signature = ed25519("alice").sign(signed_data(event, NAMESPACE))
    assert seal(event, key.fingerprint, signature).decode() == EXAMPLE["line"]
    taken = unseal(EXAMPLE["line"].encode())
    assert (taken.id, taken.key) == (EXAMPLE["id"], EXAMPLE["key"])
    assert verify(key, signed_data(taken.event, NAMESPACE), taken.signature)


def test_stock_ssh_keygen_accepts_the_worked_example(tmp_path: Path, people: People) -> None:
    taken = unseal(EXAMPLE["line"].encode())
    (tmp_path / "sig").write_text(armour(parse_public_key(pub("alice")), NAMESPACE, taken.signature), encoding="utf-8")
    (tmp_path / "allowed").write_text(f"alice {people.alice.pub}\n", encoding="utf-8")
    verifying = ("ssh-keygen", "-Y", "verify", "-f", "allowed", "-I", "alice", "-n", NAMESPACE, "-s", "sig")
    run(*verifying, cwd=tmp_path, input=taken.event.decode())
    assert run(*verifying, cwd=tmp_path, input=taken.event.decode() + " ", check=False).returncode != 0


def letters(data: bytes = SIGNATURE) -> bytes:
    return base64.b64encode(data)


NOT_LINES = {
    "nothing": b"",
    "an event alone": EVENT,
    "another head": LINE.replace(b'{"event":', b'{"Event":'),
    "a space before": b" " + LINE,
    "a space after": LINE + b" ",
    "a newline after": LINE + b"\n",
    "a carriage return after": LINE + b"\r",
    "a NUL after": LINE + b"\0",
    "a newline within": LINE.replace(b"alice", b"al\nice"),
    "a newline before the key": LINE.replace(b',"key"', b'\n,"key"'),
    "no event": b'{"event":' + b"}",
    "the fields in another order": b'{"event":%s,"sig":"%s","key":"%s"}' % (EVENT, letters(), KEY.encode()),
    "another field behind": LINE[:-1] + b',"more":1}',
    "a second signature behind": LINE[:-1] + b',"sig":"' + letters() + b'"}',
    "spaces between": LINE.replace(b'","sig":', b'", "sig":'),
    "a short fingerprint": LINE.replace(b"A" * 43, b"A" * 42),
    "a long fingerprint": LINE.replace(b"A" * 43, b"A" * 44),
    "a fingerprint in hex": LINE.replace(b"SHA256:" + b"A" * 43, b"MD5:" + b"a" * 32),
    "base64 for URLs": LINE.replace(letters(), base64.urlsafe_b64encode(b"\xff" * 83)),
    "no signature": LINE.replace(letters(), b""),
    "a short signature": LINE.replace(letters(), letters(b"12345")),
    "stray bits in the base64": LINE.replace(letters(), letters()[:-2] + b"J="),
    "base64 without padding": LINE.replace(letters(), letters().rstrip(b"=")),
    "too much padding": LINE.replace(letters(), letters() + b"="),
    "padding in the middle": LINE.replace(letters(), letters() + letters()),
    "no brace": LINE[:-1],
}


@pytest.mark.parametrize("line", NOT_LINES.values(), ids=NOT_LINES)
def test_anything_else_is_no_line(line: bytes) -> None:
    assert line != LINE
    with pytest.raises(NotALineError):
        unseal(line)


def test_stray_bits_are_what_makes_two_spellings_of_one_signature() -> None:
    """The table above refuses the other spelling; this shows that it is one."""
    assert letters().endswith(b"I=")
    assert base64.b64decode(letters()[:-2] + b"J=") == SIGNATURE


TAIL = LINE[LINE.index(b',"key"') :]


@pytest.mark.parametrize(
    "inner",
    [LINE, LINE + LINE, EVENT + TAIL[:-1], b'{"a":1' + TAIL, b'{"text":"' + TAIL.replace(b'"', b'\\"') + b'"}'],
    ids=["a whole line", "two lines", "an event and a tail", "a tail of its own", "a tail in a text"],
)
def test_a_tail_inside_of_the_event_is_part_of_the_event(inner: bytes) -> None:
    """Nobody can move the end of what was signed: the last tail is the tail."""
    other = seal(inner, OTHER_KEY, SIGNATURE[::-1])
    taken = unseal(other)
    assert (taken.event, taken.key, taken.signature) == (inner, OTHER_KEY, SIGNATURE[::-1])


@given(st.binary(min_size=1).filter(lambda data: b"\n" not in data), st.binary(min_size=12))
def test_what_was_sealed_is_what_is_unsealed(event: bytes, signature: bytes) -> None:
    taken = unseal(seal(event, KEY, signature))
    assert (taken.event, taken.key, taken.signature) == (event, KEY, signature)


@given(st.data())
def test_one_changed_byte_is_no_line_or_another_one(data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(LINE) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda byte: byte != LINE[at]))
    try:
        taken = unseal(LINE[:at] + bytes([byte]) + LINE[at + 1 :])
    except NotALineError:
        return
    assert (taken.event, taken.key, taken.signature) != (EVENT, KEY, SIGNATURE)


@given(st.binary())
def test_no_bytes_break_it(data: bytes) -> None:
    with pytest.raises(NotALineError):
        unseal(data)


def test_what_is_split_off_is_what_unsealing_finds() -> None:
    line = seal(b'{"key":"SHA256:x","sig":"y"}', f"SHA256:{'A' * 43}", b"signature wire")
    apart, sliced = unseal(line), split_off(line)
    assert sliced is not None
    assert (sliced.event, sliced.key, sliced.id) == (apart.event, apart.key, apart.id)
    assert split_off(b"no line") is None
