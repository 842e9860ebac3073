"""Git objects as bytes: what a commit or an annotated tag says, to whoever has no repository (git-mktag(1))."""

from __future__ import annotations

import hashlib
import re
from typing import NamedTuple

from gitgov.core.ids import Oid
from gitgov.core.sshsig import verify_armoured

NAMESPACE = "git"
"""What SSH signatures of commits and tags are for (git's gpg.format=ssh)."""
_ID = rb"(?:[0-9a-f]{40}|[0-9a-f]{64})"
_COMMIT = re.compile(rb"tree %s\n((?:parent %s\n)*)author " % (_ID, _ID))
_COMMITTED = re.compile(rb"^committer [^\n]*> (\d{1,12}) [+-]\d{4}$", re.MULTILINE)
_SIGNED = re.compile(rb"^gpgsig(?:-sha256)? ([^\n]*\n(?: [^\n]*\n)*)", re.MULTILINE)
_TAG = re.compile(rb"object (%s)\ntype [a-z]+\ntag ([^\n]+)\n" % _ID)
_SIGNATURE = re.compile(rb"^-----BEGIN (?:SSH SIGNATURE|PGP SIGNATURE|PGP MESSAGE|SIGNED MESSAGE)-----", re.MULTILINE)
"""What begins a signature; for git it is the last such line, so that a message may hold others."""


def object_id(kind: str, data: bytes, like: str) -> Oid:
    """Return the id of an object, by SHA-1 or SHA-256: whichever made the id `like`."""
    hashed = (hashlib.sha256 if len(like) == 64 else hashlib.sha1)(b"%s %d\0%s" % (kind.encode(), len(data), data))
    return Oid(hashed.hexdigest())


def parents_of(commit: bytes) -> tuple[Oid, ...]:
    """Return the parents that a commit object names; none where it does not begin as git writes one."""
    found = _COMMIT.match(commit)
    return tuple(Oid(row.removeprefix("parent ")) for row in found[1].decode().splitlines()) if found else ()


class Commit(NamedTuple):
    """A commit: its parents, when it was committed (seconds since 1970), whether it is signed, and by which key validly.

    `signer` is a fingerprint; empty where there is no signature, or none that holds.
    """

    parents: tuple[Oid, ...]
    at: int
    signed: bool
    signer: str


def parted_commit(commit: bytes) -> tuple[bytes, bytes]:
    """Part a commit object into what is signed, which is all but the signature, and that, which is empty where there is none.

    Where there are several, or where one stands so that git reads other parents than were signed, the whole is what
    would have to be signed, so that none of them holds.
    """
    head, gap, message = commit.partition(b"\n\n")
    head += gap[:1]
    found = list(_SIGNED.finditer(head))
    if not found:
        return commit, b""
    said, signature = commit, found[0][1].replace(b"\n ", b"\n")
    if len(found) == 1:
        rest = head[: found[0].start()] + head[found[0].end() :] + gap[1:] + message
        begins = [match and match[0] for match in (_COMMIT.match(rest), _COMMIT.match(commit))]
        said = rest if begins[0] == begins[1] is not None else commit
    return said, signature


def with_signature(commit: bytes, signature: str, like: str) -> bytes:
    """Return a commit object with a signature after its committer, as git writes it; `like` is an id of the repository."""
    head, gap, message = commit.partition(b"\n\n")
    name = "gpgsig" if len(like) == 40 else "gpgsig-sha256"
    row = f"{name} {signature.rstrip()}".replace("\n", "\n ")
    return head + b"\n" + row.encode() + gap + message


def read_commit(data: bytes) -> Commit:
    """Read a commit object; the signature is an SSH one over all but itself, as `git commit -S` makes it."""
    made = _COMMITTED.search(data.partition(b"\n\n")[0])
    said, signature = parted_commit(data)
    key = verify_armoured(signature.decode(errors="replace"), said, NAMESPACE) if signature else None
    return Commit(parents_of(data), int(made[1]) if made else 0, bool(signature), key.fingerprint if key else "")


class Tag(NamedTuple):
    """An annotated tag: its own name, what it points at, and the fingerprint of the SSH key that validly signed it, if any."""

    name: str
    target: str
    signer: str


def parted(tag: bytes) -> tuple[bytes, bytes]:
    """Part a tag object into what is signed and the signature, which is empty where there is none."""
    starts = [match.start() for match in _SIGNATURE.finditer(tag)]
    start = starts[-1] if starts else len(tag)
    return tag[:start], tag[start:]


def read_tag(data: bytes) -> Tag:
    """Read an annotated tag object; what it does not say is empty."""
    found = _TAG.match(data)
    said, signature = parted(data)
    key = verify_armoured(signature.decode(errors="replace"), said, NAMESPACE)
    target, name = (found[1].decode(), found[2].decode(errors="replace")) if found else ("", "")
    return Tag(name, target, key.fingerprint if key else "")
