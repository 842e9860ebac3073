"""The file of a proof: lines and git objects in rows of text, so that nothing but standard tools is needed to read it.

Its format is in docs/proofs.md. Reading it judges nothing but the form; `chamber.proven` says what it proves.
"""

from __future__ import annotations

import binascii
import hashlib
import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from gitgov.core.errors import BadInput
from gitgov.core.ids import EVENT_ID, OID, EventId, Oid
from gitgov.ledger.admission import LARGEST_OF_ALL

HEAD = b"gitgov proof 1"
LARGEST = 64 * 1024 * 1024
"""How many bytes the file of a proof may have."""
OBJECTS = ("commit", "tag")
_END = re.compile(rb"sha256 ([0-9a-f]{64})\n")
_LENGTH = len(b"sha256 \n") + 64


class GitObject(NamedTuple):
    """A git object: the id that it is said to have, its kind, and its content."""

    oid: Oid
    kind: str
    data: bytes


class Proof(NamedTuple):
    """All that the decision of one motion rests on: signed lines, and the objects of what it let in."""

    genesis: EventId
    motion: EventId
    lines: tuple[bytes, ...]
    objects: tuple[GitObject, ...]


def write(proof: Proof) -> bytes:
    """Write a proof; the same lines and objects give the same bytes, whoever has gathered them in whatever order."""
    rows = [HEAD, b"genesis " + proof.genesis.encode(), b"motion " + proof.motion.encode()]
    rows += [b"line " + line for line in sorted(set(proof.lines))]
    rows += [
        b"%s %s %s" % (each.kind.encode(), each.oid.encode(), b64encode(each.data))
        for each in sorted(set(proof.objects))
    ]
    text = b"\n".join(rows) + b"\n"
    return text + b"sha256 %s\n" % hashlib.sha256(text).hexdigest().encode()


def read(data: bytes) -> Proof:
    """Read the file of a proof; raises `BadInput` that names the row and what is wrong with it."""
    if len(data) > LARGEST:
        raise BadInput(f"the proof has {len(data)} bytes, more than the {LARGEST} allowed")
    if not data.startswith(HEAD + b"\n"):
        raise BadInput("this is no proof: its first row is not 'gitgov proof 1'", "git gov prove MOTION writes one")
    end, text = _END.fullmatch(data[-_LENGTH:]), data[:-_LENGTH]
    if end is None or hashlib.sha256(text).hexdigest().encode() != end[1]:
        raise BadInput(
            "the proof was cut short or changed on its way: its last row is not the sha256 of the others",
            "get it again; or git gov prove MOTION, in a clone",
        )
    rows = list(_rows(text))
    genesis, motion = (_named(rows, place, word) for place, word in enumerate(("genesis", "motion"), start=1))
    lines = tuple(rest for _, word, rest in rows[3:] if word == "line")
    objects = tuple(_object(*row) for row in rows[3:] if row[1] != "line")
    _check_order(rows[3:], objects)
    return Proof(genesis, motion, lines, objects)


def _check_order(rows: list[tuple[int, str, bytes]], objects: Iterable[GitObject]) -> None:
    """Raise `BadInput` for a row that does not come after the one before it, as `write` sorts them: a decision has one file."""
    rest = iter(objects)
    places = ((0, row, b"", b"") if word == "line" else (1, *_place(next(rest))) for _, word, row in rows)
    for (before, place), (number, _, _) in zip(pairwise(places), rows[1:], strict=True):
        if before >= place:
            what = f"row {number} of the proof does not come after the row before it, or repeats it"
            raise BadInput(what, "get it again; or git gov prove MOTION, in a clone; docs/proofs.md has the format")


def _place(each: GitObject) -> tuple[bytes, bytes, bytes]:
    return each.oid.encode(), each.kind.encode(), each.data


def _rows(text: bytes) -> Iterator[tuple[int, str, bytes]]:
    """Yield number, first word and rest of each row."""
    for number, row in enumerate(text.removesuffix(b"\n").split(b"\n"), start=1):
        word, _, rest = row.partition(b" ")
        if len(row) > 2 * LARGEST_OF_ALL:
            raise BadInput(
                f"row {number} of the proof has {len(row)} bytes, more than the {2 * LARGEST_OF_ALL} allowed"
            )
        yield number, word.decode(errors="replace"), rest


def _named(rows: list[tuple[int, str, bytes]], place: int, word: str) -> EventId:
    found = rows[place][2].decode(errors="replace") if len(rows) > place and rows[place][1] == word else ""
    if not EVENT_ID.fullmatch(found):
        raise BadInput(f"row {place + 1} of the proof does not say '{word}' and an id", "docs/proofs.md has the format")
    return EventId(found)


def _object(number: int, kind: str, rest: bytes) -> GitObject:
    oid, _, content = rest.decode(errors="replace").partition(" ")
    if kind not in OBJECTS or not OID.fullmatch(oid):
        raise BadInput(f"row {number} of the proof is neither a line nor an object", "docs/proofs.md has the format")
    try:
        return GitObject(Oid(oid), kind, binascii.a2b_base64(content, strict_mode=True))
    except ValueError as error:
        raise BadInput(f"row {number} of the proof, {kind} {oid}, is not base64: {error}") from error
