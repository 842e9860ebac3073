"""Sign a charter that is moved, as a member under it: that shows that the key is held by somebody who knows of it."""

from __future__ import annotations

from gitgov.core.errors import BadInput
from gitgov.core.sshkeys import parse_public_key
from gitgov.ledger.event import Event
from gitgov.procedure.acceptance import GIVEN, RULE, digest_of, moved_charter
from gitgov.procedure.events import AcceptanceGiven
from gitgov.procedure.floor import Floor
from gitgov.procedure.motions.charter import CharterChange
from gitgov.procedure.records import Acceptance
from gitgov.procedure.rows import ActRow, Objections, object_to


def why_not(floor: Floor, event: Event) -> Objections:
    """Object unless a charter may still be adopted, reads as the acceptance says, and names the key as the actor's."""
    motion, body = floor.question(event), event.body
    question, show = motion.question, f"git motion show {motion.name}"
    if not isinstance(question, CharterChange) or not isinstance(body, AcceptanceGiven):
        return object_to("GOV-225", f"{motion.name} is no change of the charter, so nobody accepts it", RULE, show)
    lost = motion.decision is not None and not motion.decision.carried
    if motion.withdrawn or motion.fate or lost or floor.chain.step_of(event) != motion.step:
        return object_to("GOV-226", f"the charter of {motion.name} is not to be adopted any more", RULE, show)
    if body.charter != digest_of(question.text):
        what = f"the acceptance is of another charter than {motion.name} would adopt as it reads now"
        return object_to("GOV-227", what, RULE, f"{show}, then git gov charter accept {motion.name}")
    new = moved_charter(motion)
    if new is None or (event.key, event.actor) not in new.hands or _fingerprint(body.key) != event.key:
        what = f"key {event.key} is not that of an active member in the charter that {motion.name} would adopt"
        return object_to(
            "GOV-228", what, RULE, f"git gov charter accept {motion.name} --key FILE, with a key that it names"
        )
    return ()


def _fingerprint(key: str) -> str:
    try:
        return parse_public_key(key).fingerprint
    except BadInput:
        return ""


def apply(floor: Floor, event: Event) -> Floor:
    """Keep the acceptance."""
    motion, body = floor.question(event), event.body
    if not isinstance(body, AcceptanceGiven):
        return floor
    given = Acceptance(event.id, event.actor, event.key, body.charter)
    return floor.having(motion.but(acceptances=(*motion.acceptances, given)))


ROW = ActRow(GIVEN, RULE, why_not, apply, sitting=False, entering=True)
