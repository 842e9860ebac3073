"""Accepting a charter that is moved: by whoever holds a key that it names, on the roll already or not yet."""

from __future__ import annotations

from gitgov.chamber.acts import Actor, act, signer_of
from gitgov.chamber.open import Chamber, Matter
from gitgov.charter.charter import Charter
from gitgov.core.errors import BadInput, GitgovError
from gitgov.core.ids import Member
from gitgov.procedure.acceptance import digest_of, handover, moved_charter, shown, why_not_handed
from gitgov.procedure.events import AcceptanceGiven

UNKNOWN = Member("unknown")
"""Stands for an actor whom no charter names; the law objects to the key."""


def accept(chamber: Chamber, matter: Matter, key: str = "") -> Member:
    """Sign the charter that a question would adopt, as the member whose key it says that this is; returns the name.

    Raises `BadInput` where nothing more is to be signed with that key.
    """
    motion, signer = matter.motion, signer_of(chamber.repo, key)
    fingerprint, new = signer.public.fingerprint, moved_charter(motion)
    owner = _owner(chamber, new, fingerprint)
    if new is not None and handover(matter.floor, motion) is None:
        raise BadInput(f"{motion.name} leaves the roll as it is, so that nobody need accept it", "git vote aye")
    if new is not None and (fingerprint, owner) in new.hands & shown(matter.floor, motion):
        what = f"{owner} has signed in the matter of {motion.name} with that key already"
        raise BadInput(what, f"git motion show {motion.name}")
    text = getattr(motion.question, "text", "")
    body = AcceptanceGiven(charter=digest_of(text), key=signer.public.line())
    act(chamber, Actor(owner, signer), matter.floor, matter.upon(body))
    return owner


def _owner(chamber: Chamber, new: Charter | None, fingerprint: str) -> Member:
    """Name the member whose key this would be, else whose it is."""
    owners = (*([new.owners] if new else []), chamber.chain.charter.owners)
    return next((each[fingerprint] for each in owners if fingerprint in each), UNKNOWN)


def hindrance(matter: Matter) -> str:
    """Say why a carried charter may not take effect yet, as too few have accepted it, and what helps; or nothing."""
    return "; ".join(f"{each.what}: {each.remedy}" for each in why_not_handed(matter.floor, matter.motion))


def is_mine_to_accept(chamber: Chamber, matter: Matter) -> bool:
    """Say whether a charter that changes the roll still waits for the member whose key is configured here."""
    found, new = handover(matter.floor, matter.motion), moved_charter(matter.motion)
    if found is None or new is None or found.done:
        return False
    try:
        fingerprint = signer_of(chamber.repo).public.fingerprint
    except GitgovError:
        return False
    hand = (fingerprint, new.owners.get(fingerprint))
    return hand in new.hands and hand[1] in found.awaited and hand not in shown(matter.floor, matter.motion)
