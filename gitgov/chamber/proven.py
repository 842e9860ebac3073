"""Examining a proof: the decision derived again from what the file holds, and nothing else (docs/proofs.md)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from gitgov.chamber.open import Matter
from gitgov.chamber.survey import Refusal
from gitgov.chamber.verification import Verification, said
from gitgov.charter.chain import Chain
from gitgov.core.errors import BadInput, Undecided
from gitgov.core.gitobjects import object_id, parents_of
from gitgov.core.ids import EventId, short
from gitgov.core.objection import Objection
from gitgov.core.visible import many
from gitgov.gate.facts import RefUpdate, TagFacts
from gitgov.gate.quality import Quality
from gitgov.gate.ratified import why_not_authorised
from gitgov.gate.tag import account_for_tag
from gitgov.git.pgp import read_tag
from gitgov.ledger.admission import Admission, admit
from gitgov.ledger.event import Event
from gitgov.ledger.proof import GitObject, Proof
from gitgov.procedure.by_proxy import counted
from gitgov.procedure.constitution import Constitution, adopted_by, constitute, find_genesis
from gitgov.procedure.events import ALL_KINDS
from gitgov.procedure.invocation import Authority, Invocation, invocations
from gitgov.procedure.matters import Matters, gathered
from gitgov.procedure.motions.merge import Merge
from gitgov.procedure.motions.release import Release
from gitgov.procedure.records import Enactment


class Brought(NamedTuple):
    """What the record says was let in.

    `how` is what the object shows, nothing where the proof does not hold it; `shown` is what is thereby shown to be in.
    """

    record: Enactment
    how: str = ""
    shown: tuple[str, ...] = ()


class Proven(NamedTuple):
    """What a proof shows: the question on its floor, what may be done by it, and what was.

    `objection` says why it lets nothing in, where it is about a ref; `problems` why the file proves nothing.
    """

    chain: Chain
    matter: Matter
    phase: str
    authority: Authority
    objection: Objection | None
    brought: tuple[Brought, ...]
    problems: tuple[Objection, ...]
    notices: tuple[str, ...]


def examine(proof: Proof, now: int) -> Proven:
    """Derive a decision again from the lines of a proof, and compare the objects with it.

    Raises `BadInput` where the file holds no such body or motion, and `Undecided` where a tag is signed with OpenPGP and
    gpgv is not here.
    """
    constitution, places, refused = _read(proof)
    chain, report = constitution.chain, Verification()
    report.judge(Refusal("", chain.subject, objection) for _, objection in constitution.refused)
    report.notices.extend(map(said, chain.out_of_order))
    for found in places.values():
        report.judge((), found.floors, found.unopened)
    report.problems.extend([*refused, *_misnamed(proof.objects)])
    matter = _matter(proof.motion, [*places.values()], now)
    orders = invocations(places[chain.subject].floors)
    authority: Authority = next((each for each in orders if each.id == proof.motion), matter.motion)
    beside = [motion for found in places.values() for motion in found.motions]
    shown = [_shown(chain, authority, record, proof.objects) for record in authority.enacted]
    report.problems.extend(each for each in shown if isinstance(each, Objection))
    brought = tuple(each for each in shown if isinstance(each, Brought))
    phase = "enacted" if adopted_by(chain, matter.motion) else matter.motion.phase(now)
    opens = isinstance(authority.question, Merge | Release)
    objection = why_not_authorised(authority, beside, now) if opens else None
    return Proven(chain, matter, phase, authority, objection, brought, tuple(report.problems), tuple(report.notices))


def why_not_asked(found: Proven, genesis: str, commit: str, charter: str = "") -> Iterator[Objection]:
    """Object to a proof that is not of the body, not about the commit or tag, or without the charter, that somebody asks for."""
    if genesis and genesis != found.chain.repo:
        what = f"the proof is of the body with genesis {found.chain.repo}, not {genesis}"
        yield Objection("GOV-233", what, "all else hangs on the genesis", "ask a member for git gov charter show")
    if charter and charter not in found.chain.index:
        what = f"the proof does not know the charter {short(EventId(charter))}, by which keys may have been revoked"
        yield Objection(
            "GOV-241", what, "what a charter covers comes before it", "ask for a proof that was written since"
        )
    if commit and not any(commit in each.shown for each in found.brought):
        what = f"the proof does not show that {commit} was let in"
        yield Objection("GOV-234", what, "a decision is about exact content", "git gov why, in a clone")


def why_not_carried(found: Proven) -> Iterator[Objection]:
    """Object to a proof of a decision that was not carried, or that does not stand."""
    authority = found.authority
    motion = authority.carried if isinstance(authority, Invocation) else found.matter.motion
    carried = motion is not None and motion.decision is not None and motion.decision.carried
    if motion is None or not carried or motion.fate or motion.reconsidering:
        how = "to be reconsidered" if carried and motion and motion.reconsidering else found.phase
        what = f"the proof does not show that {authority.name} was carried: it is {how}"
        remedy = f"git motion show {authority.name}, in a clone"
        yield Objection("GOV-242", what, "only what was carried is the body's word", remedy, (authority.id,))


def _read(proof: Proof) -> tuple[Constitution, dict[str, Matters], list[Objection]]:
    """Admit and fold the lines, by the commits that they lie on, the charter's own among them; and say what was refused."""
    try:
        genesis = find_genesis(proof.lines, proof.genesis)
    except Undecided as error:
        raise BadInput(
            f"the proof does not hold the genesis {proof.genesis} that it names, signed by its founder"
        ) from error
    home = f'"subject":"{genesis.subject}"'.encode()
    constitution = constitute(genesis, [line for line in proof.lines if home in line])
    chain = constitution.chain
    admission = Admission(chain.repo, chain.keys, ALL_KINDS)
    events: dict[str, list[Event]] = {chain.subject: [*constitution.events.values()]}
    refused: list[Objection] = []
    for line in proof.lines:
        result = admit(line, admission) if home not in line else None
        if isinstance(result, Event):
            events.setdefault(result.subject, []).append(result)
        elif result is not None:
            refused.append(result)
    return constitution, {subject: gathered(chain, found) for subject, found in events.items()}, refused


def _misnamed(objects: Sequence[GitObject]) -> Iterator[Objection]:
    for each in objects:
        if object_id(each.kind, each.data, each.oid) != each.oid:
            what = f"what the proof gives as {each.kind} {short(each.oid)} is another object"
            yield Objection("GOV-231", what, "an object's id is the hash of its content", records=(EventId(each.oid),))


def _matter(motion_id: str, places: Sequence[Matters], now: int) -> Matter:
    for floor in (floor for found in places for floor in found.floors):
        if motion := floor.motions.get(EventId(motion_id)):
            return Matter(floor, counted(floor, motion, now))
    raise BadInput(f"the proof does not hold the motion {motion_id} that it names, lawfully moved")


def _shown(chain: Chain, authority: Authority, record: Enactment, objects: Sequence[GitObject]) -> Brought | Objection:
    """Compare the object that was let in with what was decided."""
    found = next((each for each in objects if each.oid == record.new), None)
    if found is None:
        return Brought(record)
    match authority.question:
        case Merge() as question:
            return _merged(question, record, found, objects)
        case Release() as question:
            return _tagged(chain, authority, question, record, found)
        case _:
            return Brought(record)


def _merged(question: Merge, record: Enactment, found: GitObject, objects: Sequence[GitObject]) -> Brought | Objection:
    new, head, old = found.oid, question.head, record.old
    if new == head:
        return Brought(record, "it is the ratified head itself", (new,))
    parents = parents_of(found.data)
    if parents == (old, head):
        return Brought(record, f"it merges the ratified head {short(head)} into {short(old)}", (new, head))
    if parents[:1] == (old,) and head in parents[1:]:
        beside = many(len(parents) - 2, "other head")
        return Brought(
            record, f"it merges the ratified head {short(head)}, beside {beside}, into {short(old)}", (new, head)
        )
    if parents == (old,):
        return Brought(record, f"it is a single commit on {short(old)}, as a squash makes one", (new,))
    if series := _series(found, old, {each.oid: each for each in objects}):
        return Brought(
            record, f"it ends a line of {len(series)} commits on {short(old)}, as a rebase makes one", series
        )
    what = f"{short(new)}, which {record.member} put on record for {record.ref}, merges something else than was decided"
    return Objection("GOV-232", what, "a decision is about exact content", records=(record.id,))


def _series(newest: GitObject, old: str, objects: Mapping[str, GitObject]) -> tuple[str, ...]:
    """Return the commits of one parent each that lead from a commit to `old`, newest first; nothing where they do not."""
    line, here = [newest.oid], newest
    while parents_of(here.data) != (old,):
        parent = parents_of(here.data)[:2]
        below = objects.get(parent[0]) if len(parent) == 1 else None
        if below is None or len(line) > len(objects):  # misnamed objects can lead in a circle
            return ()
        here = below
        line.append(here.oid)
    return tuple(line)


def _tagged(
    chain: Chain, authority: Authority, question: Release, record: Enactment, found: GitObject
) -> Brought | Objection:
    tag, commit = read_tag(found.data, chain.pgp_keys), question.commit
    facts = TagFacts(
        found.kind == "tag", tag.name, tag.target, tag.signer, record.at, reviews=None, quality=Quality(unknown=True)
    )
    update = RefUpdate(record.ref, "0" * len(found.oid), found.oid)
    verdict = account_for_tag(update, facts, {commit: (authority,)}, chain.charters)
    if not verdict.allowed:
        return verdict.objections[0]
    how = f"it is the tag {tag.name} on the ratified commit {short(commit)}, signed with {tag.signer}"
    return Brought(record, how, (found.oid, commit))
