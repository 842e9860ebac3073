"""A decision as an in-toto statement, for tools that know no gitgov (https://in-toto.io/Statement/v1).

Whoever signs it vouches for having derived the decision; the proof that it names by its hash shows that to anybody.
"""

from __future__ import annotations

import hashlib
from typing import Any

from gitgov.chamber.acts import Actor
from gitgov.chamber.proven import Proven
from gitgov.core import canonical, dsse
from gitgov.core.instants import show_instant
from gitgov.procedure.invocation import content_of
from gitgov.procedure.motions.merge import Merge
from gitgov.procedure.motions.release import Release
from gitgov.procedure.state import Motion

STATEMENT = "https://in-toto.io/Statement/v1"
DECISION = "https://gitgov.dev/decision/v1"
"""A name, as predicate types are; nothing is ever fetched from it."""


def attest(found: Proven, proof: bytes, actor: Actor) -> bytes:
    """Write and sign the statement about a decision that a proof shows, in its envelope."""
    payload = canonical.dumps(statement(found, proof))
    signature = actor.signer.sign(dsse.encoded(dsse.IN_TOTO, payload), dsse.NAMESPACE)
    return dsse.envelope(dsse.IN_TOTO, payload, actor.signer.public, signature)


def statement(found: Proven, proof: bytes) -> dict[str, Any]:
    """State what a proof shows: about the content that was decided on, what of it was let in, and the motion itself."""
    motion = found.matter.motion
    return {
        "_type": STATEMENT,
        "subject": _subjects(found),
        "predicateType": DECISION,
        "predicate": {
            "body": found.chain.charter.name,
            "genesis": found.chain.repo,
            "motion": {
                "id": motion.id,
                "kind": motion.kind,
                "text": motion.text,
                "mover": motion.mover,
                "movedAt": show_instant(motion.at),
                "charterVersion": motion.step.charter.version,
            },
            "result": found.phase,
            "decision": _decision(motion),
            "letIn": [
                {
                    "ref": each.record.ref,
                    "old": each.record.old,
                    "new": each.record.new,
                    "recordedBy": each.record.member,
                }
                for each in found.brought
            ],
            "proof": {"sha256": hashlib.sha256(proof).hexdigest()},
        },
    }


def _subjects(found: Proven) -> list[dict[str, Any]]:
    question, motion = found.authority.question, found.matter.motion
    named = {each.record.new: each.record.ref for each in found.brought}
    if isinstance(question, Merge | Release):
        named |= {content_of(question): "the ratified commit"}
    tags = {each.record.new for each in found.brought if each.record.ref.startswith("refs/tags/")}
    subjects = [
        {"name": name, "digest": {"gitTag" if oid in tags else "gitCommit": oid}} for oid, name in named.items()
    ]
    return [*subjects, {"name": motion.name, "digest": {"sha256": motion.id}}]


def _decision(motion: Motion) -> dict[str, Any] | None:
    decision = motion.decision
    if decision is None:
        return None
    return {
        "id": decision.id,
        "announcedBy": decision.actor,
        "announcedAt": show_instant(decision.at),
        "arithmetic": decision.outcome.arithmetic,
        "ballots": [{"member": each.member, "choice": each.choice, "id": each.id} for each in decision.counted],
    }
