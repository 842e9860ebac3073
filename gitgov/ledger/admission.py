"""Admission: from the bytes of a line to an event, or to the reason why not.

Verify, then parse, then decode. The ledger knows nothing of standing: whether the key's owner may act is the law's
business. A caller that checks signatures elsewhere (in threads, in bulk) uses `decode` alone and owes the check.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from pydantic import ValidationError

from gitgov.core import canonical
from gitgov.core.errors import BadInput
from gitgov.core.ids import MEMBER, OID, EventId, Member, Oid
from gitgov.core.instants import parse_instant, show_instant
from gitgov.core.line import NAMESPACE, NotALineError, Sealed, unseal
from gitgov.core.objection import Objection
from gitgov.core.sshkeys import PublicKey, parse_public_key, verify
from gitgov.core.sshsig import signed_data
from gitgov.ledger.event import UNKNOWN, Draft, Event, Kinds

LARGEST_LINE = 256 * 1024
LARGEST_OF_ALL = 1024 * 1024
MOST_PARENTS = 4096
_MAY_BE_LARGE = ("charter.", "motion.moved", "motion.announced")  # a whole charter; every ballot by its id
_IDS = re.compile(r"[0-9a-f]{64}(?:,[0-9a-f]{64})*", re.ASCII)
_ID_OR_NOTHING = re.compile(r"(?:[0-9a-f]{64})?,(?:[0-9a-f]{64})?", re.ASCII)
_ENVELOPE = ["actor", "at", "body", "key", "kind", "parents", "repo", "subject", "thread", "v"]


class Admission(NamedTuple):
    """What a line is judged against: the repository's id, the keys ever on the roll, the kinds that are known.

    An empty `repo` admits only a genesis, whose own id becomes the repository's.
    """

    repo: str
    keys: Mapping[str, PublicKey]
    kinds: Kinds


def admit(line: bytes, admission: Admission) -> Event | Objection:
    """Verify, parse and decode one line (without its newline)."""
    sealed = open_line(line)
    if isinstance(sealed, Objection):
        return sealed
    return check_signature(sealed, keys_for(line, sealed, admission)) or decode(line, sealed, admission)


def keys_for(line: bytes, sealed: Sealed, admission: Admission) -> Mapping[str, PublicKey]:
    """Return the keys by which a line may be signed: those of the rolls, or one that its kind brings with it.

    What an event may do whose key is on no roll, the law says.
    """
    if sealed.key in admission.keys:
        return admission.keys
    event = decode(line, sealed, admission)
    try:
        key = parse_public_key(event.body.brought_key) if isinstance(event, Event) and event.body.brought_key else None
    except BadInput:
        key = None
    return {key.fingerprint: key} if key else {}


def open_line(line: bytes) -> Sealed | Objection:
    """Take a line apart, refusing what is too large or not a line at all."""
    if len(line) > LARGEST_OF_ALL:
        return _too_large(line, LARGEST_OF_ALL)
    try:
        return unseal(line)
    except NotALineError as error:
        return Objection("GOV-202", str(error))


def _too_large(line: bytes, largest: int) -> Objection:
    return Objection("GOV-201", f"the line has {len(line)} bytes, more than the {largest} allowed")


def check_signature(sealed: Sealed, keys: Mapping[str, PublicKey]) -> Objection | None:
    """Check the signature against the key that the line names."""
    key = keys.get(sealed.key)
    if key is None:
        return Objection(
            "GOV-203", f"key {sealed.key} is on no roll of this repository", records=(sealed.id,),
            remedy="sign with a key on the roll (git gov charter show lists them)",
        )  # fmt: skip
    if not verify(key, signed_data(sealed.event, NAMESPACE), sealed.signature):
        return Objection(
            "GOV-204", f"record {sealed.id[:12]} is not signed by the key it names, {sealed.key}", records=(sealed.id,)
        )
    return None


def decode(line: bytes, sealed: Sealed, admission: Admission) -> Event | Objection:
    """Parse canonical bytes and decode envelope and body. Does not check the signature."""
    event_id = EventId(sealed.id)
    try:
        value: Any = canonical.parse(sealed.event)
    except canonical.NotCanonicalError as error:
        return Objection("GOV-205", f"record {event_id[:12]}: {error}", records=(event_id,))
    if fault := _envelope_fault(value) or _key_fault(value, sealed):
        return Objection("GOV-206", f"record {event_id[:12]}: {fault}", records=(event_id,))
    if len(line) > LARGEST_LINE and not value["kind"].startswith(_MAY_BE_LARGE):
        return _too_large(line, LARGEST_LINE)
    if value["repo"] != admission.repo and event_id != admission.repo:  # the genesis itself names no repository
        return Objection("GOV-207", f"record {event_id[:12]} belongs to another repository", records=(event_id,))
    try:
        at = parse_instant(value["at"])
        kind = admission.kinds.get((value["kind"], value["v"]))
        if kind is None:
            canonical.check(value)  # a known body admits no float, no large integer and no depth: its model says so
        body = UNKNOWN if kind is None else kind.body.model_validate(value["body"])
    except (BadInput, ValidationError, canonical.NotCanonicalError) as error:
        return Objection("GOV-206", f"record {event_id[:12]}: {_first_line(error)}", records=(event_id,))
    return Event(
        event_id, Member(value["actor"]), at, body, value["kind"], tuple(value["parents"]), value["repo"] or event_id,
        Oid(value["subject"]), value["thread"] or event_id, value["v"], sealed.key, line,
    )  # fmt: skip


def _envelope_fault(value: Any) -> str:
    """Say what is wrong with an envelope, or nothing."""
    if type(value) is not dict or list(value) != _ENVELOPE:
        return f"the envelope must have exactly the fields {', '.join(_ENVELOPE)}"
    if type(value["actor"]) is not str or not MEMBER.fullmatch(value["actor"]):
        return "actor must be a member's name (a-z, 0-9, '.', '_', '-')"
    if type(value["subject"]) is not str or not OID.fullmatch(value["subject"]):
        return "subject must be a full object id"
    if type(value["at"]) is not str or type(value["kind"]) is not str or type(value["v"]) is not int:
        return "at and kind must be strings, v an integer"
    return _links_fault(value["parents"], value["thread"], value["repo"])


def _key_fault(value: Any, sealed: Sealed) -> str:
    """Bind the event to one key: the same bytes signed with another key are another member's forgery of this record."""
    return "" if value["key"] == sealed.key else f"it was made for key {value['key']!r}, and signed with {sealed.key}"


def _links_fault(parents: object, thread: object, repo: object) -> str:
    if type(parents) is not list or len(parents) > MOST_PARENTS:
        return f"parents must be a list of at most {MOST_PARENTS} ids"
    if not _are_ids(parents):
        return "parents must be ids"
    if len(parents) > 1 and parents != sorted(set(parents)):
        return "parents must be sorted and distinct"
    if type(thread) is not str or type(repo) is not str or not _ID_OR_NOTHING.fullmatch(f"{thread},{repo}"):
        return "thread and repo must be ids, or empty where the event opens them"
    return ""


def _are_ids(values: list[Any]) -> bool:
    """Say whether all are ids, in one match: that no comma stands within one shows in the length."""
    try:
        joined = ",".join(values)
    except TypeError:
        return False
    return not values or (len(joined) == 65 * len(values) - 1 and _IDS.fullmatch(joined) is not None)


def _first_line(error: BadInput | ValidationError | canonical.NotCanonicalError) -> str:
    if not isinstance(error, ValidationError):
        return str(error)
    first = error.errors(include_url=False, include_input=False)[0]
    return f"body.{'.'.join(str(part) for part in first['loc'])}: {first['msg']}"


def event_bytes(draft: Draft, key: str) -> bytes:
    """Write a draft as the canonical bytes that get signed with the key of this fingerprint."""
    return canonical.dumps({
        "actor": draft.actor, "at": show_instant(draft.at), "body": draft.body.model_dump(mode="json"),
        "key": key, "kind": draft.kind, "parents": [*sorted(set(draft.parents))], "repo": draft.repo, "subject": draft.subject,
        "thread": draft.thread, "v": draft.v,
    })  # fmt: skip
