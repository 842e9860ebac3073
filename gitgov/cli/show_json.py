"""Whole motions with stable keys."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from gitgov.chamber.open import Matter
from gitgov.cli.counting import among_json
from gitgov.cli.stack import stack_json
from gitgov.cli.text import instant_json
from gitgov.core.instants import show_instant
from gitgov.procedure.positions import Recusal, Veto
from gitgov.procedure.state import ByProxy, Decision, Motion


def whole_json(matter: Matter, now: int, phase: str = "") -> dict[str, Any]:
    """Return a whole motion with stable keys; `phase` is as in `whole`."""
    floor, motion = matter
    decision = motion.decision
    return among_json(motion) | {
        "id": motion.id,
        "name": motion.name,
        "kind": motion.kind,
        "text": motion.text,
        "mover": motion.mover,
        "moved_at": show_instant(motion.at),
        "why": motion.why,
        "phase": phase or motion.phase(now),
        "seconder": motion.seconder,
        "noticed": motion.noticed,
        "consent": _consent(motion),
        "vetoes": [_position(each, taken_back=each.withdrawn) for each in motion.vetoes],
        "recusals": [_position(each, taken_back=each.ended) for each in motion.recusals],
        "acceptances": [{"id": each.id, "member": each.member, "key": each.key} for each in motion.acceptances],
        "concurred": [
            {"id": each.id, "member": each.member, "body": each.body, "motion": each.motion}
            for each in motion.concurred
        ],
        "question": motion.question.model_dump(),
        "electorate": sorted(motion.electorate),
        "opens_at": instant_json(motion.opens_at),
        "closes_at": instant_json(motion.closes_at),
        "debate": [
            {"member": each.member, "at": show_instant(each.at), "side": each.side, "text": each.text}
            for each in motion.speeches
        ],
        "ballots": [
            {"id": each.id, "member": each.member, "choice": each.choice, "reason": each.reason}
            for each in motion.ballots
        ],
        "by_proxy": by_proxy_json(motion.by_proxy.values()),
        "decision": _decision_json(decision) if decision else None,
        "enacted": [
            {"member": each.member, "ref": each.ref, "old": each.old, "new": each.new} for each in motion.enacted
        ],
        "out_of_order": [
            {
                "id": each.event.id,
                "kind": each.event.kind,
                "member": each.event.actor,
                "objections": [str(one) for one in each.objections],
            }
            for each in floor.out_of_order
        ],
        **stack_json(matter, now),
    }


def _decision_json(decision: Decision) -> dict[str, Any]:
    return {
        "id": decision.id,
        "carried": decision.carried,
        "contested": decision.contested,
        "at": show_instant(decision.at),
        "arithmetic": decision.outcome.arithmetic,
        "chosen": list(decision.outcome.chosen),
        "lines": list(decision.outcome.lines),
        "counted": [each.id for each in decision.counted],
        "refused": [
            {"ballot": each.ballot, "member": each.member, "code": each.code, "what": each.what}
            for each in decision.refused
        ],
        "ends_hold": show_instant(decision.ends_hold),
    }


def by_proxy_json(votes: Iterable[ByProxy]) -> list[dict[str, Any]]:
    """Return the votes of those who have not voted in person, with stable keys."""
    return [
        {
            "member": each.member,
            "choice": each.ballot.choice,
            "through": list(each.through),
            "proxy": each.proxy,
            "ballot": each.ballot.id,
        }
        for each in sorted(votes)
    ]


def _position(said: Veto | Recusal, *, taken_back: str) -> dict[str, Any]:
    return {"id": said.id, "member": said.member, "reason": said.reason, "withdrawn": bool(taken_back)}


def _consent(motion: Motion) -> dict[str, Any] | None:
    consent = motion.consent
    if consent is None:
        return None
    return {
        "member": consent.member,
        "at": show_instant(consent.at),
        "until": show_instant(consent.until),
        "objector": consent.objector,
        "elects": list(consent.names),
    }
