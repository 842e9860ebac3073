"""How a roll that an amendment makes takes the charter over: so many of it sign as could amend it again.

As the new root of TUF is signed by a threshold of the old keys and by one of the new. The old roll carries the motion; with
a key that nobody holds on the new one, by a slip or by design, the body could never decide again. Whatever is signed in the
matter with a key that the new charter names shows that it is held; who has signed nothing there gives an acceptance.
"""

from __future__ import annotations

from hashlib import sha256
from typing import NamedTuple

from gitgov.charter.charter import Charter, RuleSet
from gitgov.charter.read import read
from gitgov.core.errors import BadInput
from gitgov.core.ids import Member
from gitgov.procedure.electorate import electorate_of
from gitgov.procedure.floor import Floor
from gitgov.procedure.motions.charter import CharterChange
from gitgov.procedure.rows import Objections, object_to
from gitgov.procedure.state import Motion
from gitgov.tally.count import Group, Tally, count

GIVEN = "acceptance.given"
RULE = "a charter is handed over to keys that are held"


class Handover(NamedTuple):
    """How far a new roll has taken its charter over.

    `signed` are its members who have signed in the matter, `awaited` those who may yet; `unshown` are the new keys, by
    fingerprint and owner, of which each is asked for. `able` says that who has signed could amend the charter again.
    """

    signed: tuple[Member, ...]
    awaited: tuple[Member, ...]
    unshown: tuple[tuple[str, Member], ...]
    able: bool

    @property
    def done(self) -> bool:
        """Say whether nothing is asked for any more."""
        return self.able and not self.unshown


def digest_of(text: str) -> str:
    """Return what an acceptance names a charter by: the SHA-256 of its text."""
    return sha256(text.encode()).hexdigest()


def moved_charter(motion: Motion) -> Charter | None:
    """Return the charter that a question would adopt, as it reads now; nothing where it is none, or cannot be read."""
    if not isinstance(motion.question, CharterChange):
        return None
    try:
        return read(motion.question.text)
    except BadInput:
        return None


def handover(floor: Floor, motion: Motion) -> Handover | None:
    """Say how far the roll of a charter that is moved has signed it; nothing where it changes no roll. O(thread)."""
    new, old = moved_charter(motion), motion.step.charter
    if new is None or new.hands == old.hands:
        return None
    signing = shown(floor, motion) & new.hands
    signed = frozenset(member for _, member in signing)
    each = old.acceptance == "each"
    unshown = sorted(new.hands - old.hands - signing, key=lambda hand: hand[::-1]) if each else []
    awaited = sorted((new.electorate - signed).union(member for _, member in unshown))
    return Handover(tuple(sorted(signed)), tuple(awaited), tuple(unshown), could_amend(new, signed))


def shown(floor: Floor, motion: Motion) -> frozenset[tuple[str, Member]]:
    """Return with which keys who has signed in this matter; an acceptance counts for the text that it names alone."""
    acts = ((event.key, event.actor) for event in floor.lineage.values() if event.kind != GIVEN)
    named = digest_of(getattr(motion.question, "text", ""))
    return frozenset([*acts, *((each.key, each.member) for each in motion.acceptances if each.charter == named)])


def could_amend(charter: Charter, members: frozenset[Member]) -> bool:
    """Say whether these members, all in favour, could carry a change of this charter; all of its members may try."""
    rules = charter.rules["charter"]
    if members >= charter.electorate:
        return True
    if len(members) < 1 + rules.second:
        return False
    if charter.presiding == "chair" and members.isdisjoint(charter.holders("chair") | charter.holders("deputy")):
        return False
    if rules.lazy or (rules.consent and not rules.ballot):
        return True
    return count(rules, _in_favour(charter, rules, members)).carried


def _in_favour(charter: Charter, rules: RuleSet, members: frozenset[Member]) -> Tally:
    """Count all of these members as ayes, but for those who move and second, where these do not vote.

    These are the ones of whom the fewest ayes of their own are asked for, so that the least is lost.
    """
    roles = [(role, charter.holders(role)) for role, _ in rules.ayes_of]
    first = sorted(members, key=lambda each: (sum(each in held for _, held in roles), each))
    electorate = electorate_of(charter, rules, CharterChange(text=charter.text), first[0])
    if rules.second and not rules.seconder_votes:
        electorate -= {*first[1:2]}
    ayes = members & electorate
    groups = tuple(Group(role, len(held & ayes), 0, len(held & electorate)) for role, held in roles)
    return Tally(len(ayes), 0, 0, len(electorate), groups=groups)


def why_not_handed(floor: Floor, motion: Motion) -> Objections:
    """Object to a charter in force that too few of its own roll have signed; `floor` is the matter as the step has seen it."""
    found = handover(floor, motion)
    if found is None or found.done:
        return ()
    remedy = f"git gov charter accept {motion.name}, by {_some(found.awaited)}; then git gov enact {motion.name}"
    if not found.able:
        signed = f"only {_some(found.signed)}" if found.signed else "nobody"
        what = f"{motion.name} changes the roll, and of the new one {signed} signed in the matter, who could not amend the charter again"
        return object_to("GOV-223", what, RULE, remedy)
    keys = _some(tuple(f"{member}'s {key}" for key, member in found.unshown))
    what = f"{motion.name} brings in keys that nobody has shown to hold: {keys}"
    return object_to("GOV-224", what, RULE, remedy)


def _some(words: tuple[str, ...]) -> str:
    return ", ".join(words[:8]) + (f" and {len(words) - 8} more" if len(words) > 8 else "")
