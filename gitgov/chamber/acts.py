"""Acting: ask the law, sign, append. Nothing is signed that the law would rule out."""

from __future__ import annotations

from typing import NamedTuple

from gitgov.chamber.kinds import room_of
from gitgov.chamber.open import Chamber
from gitgov.charter.chain import why_not as why_not_chain
from gitgov.core.errors import BadInput, Refused
from gitgov.core.ids import EventId, Member
from gitgov.core.line import NAMESPACE, seal
from gitgov.core.objection import Objection
from gitgov.git.repository import Repository
from gitgov.git.signers import Signer, find_signer
from gitgov.git.transfer import check_kept
from gitgov.ledger.admission import Admission, admit, event_bytes
from gitgov.ledger.event import Body, Draft, Event
from gitgov.ledger.order import heads
from gitgov.ledger.store import Entry
from gitgov.procedure.by_proxy import witnessed
from gitgov.procedure.constitution import why_not_adopt
from gitgov.procedure.events import ALL_KINDS, MotionAnnounced, MotionMoved
from gitgov.procedure.floor import Floor
from gitgov.procedure.fold import why_not
from gitgov.procedure.opening import why_not_open
from gitgov.tally.events import BallotCast

LETTING_IN = frozenset({"motion.announced", "decision.noted", "decision.enacted", "order.invoked"})
"""The kinds of event after which there may be content to be kept."""
_SET = "git config gov.key ~/.ssh/id_ed25519 (or give --key FILE)"
_KIND_OF = {kind.body: kind for kind in ALL_KINDS.values()}


class Actor(NamedTuple):
    """A member at this keyboard: the name on the roll, and the key that proves it."""

    name: Member
    signer: Signer


def find_actor(chamber: Chamber, choice: str = "") -> Actor:
    """Find who acts: the member whose key signs, from `--key`, gov.key or user.signingKey."""
    signer = signer_of(chamber.repo, choice)
    fingerprint = signer.public.fingerprint
    owner = chamber.chain.charter.owners.get(fingerprint)
    if owner is None:
        raise Refused(
            (
                Objection(
                    "GOV-402",
                    f"key {fingerprint} is on no member's entry in the charter in force",
                    remedy="git gov charter show lists the keys; a member adds yours: git gov member add NAME --key FILE",
                ),
            )
        )
    return Actor(owner, signer)


def signer_of(repo: Repository, choice: str = "") -> Signer:
    """Find who signs: `choice`, a path from where one stands, else what git's settings say, a path as git takes them.

    A relative path in a setting starts at the top of the work tree, or at a bare repository's own folder. Raises
    `BadInput` where nothing says who signs.
    """
    if choice:
        return find_signer(choice)
    settings = repo.settings()
    found = settings.get("gov.key", "") or settings.get("user.signingkey", "")
    if not found:
        raise BadInput("no signing key is configured", _SET)
    try:
        return find_signer(found, repo.cwd)
    except BadInput as error:
        if settings.get("gov.key", "") or settings.get("gpg.format", "") == "ssh":
            raise
        what = f"user.signingKey names no SSH key, with which records are signed: {error.what}"
        raise BadInput(what, _SET) from error


def signed(signer: Signer, draft: Draft, admission: Admission) -> Event:
    """Sign a draft and read it back as any other clone would; raises `Refused` if they would not admit it."""
    payload = event_bytes(draft, signer.public.fingerprint)
    line = seal(payload, signer.public.fingerprint, signer.sign(payload, NAMESPACE))
    event = admit(line, admission)
    if isinstance(event, Objection):
        raise Refused((event,))
    return event


def entry(event: Event) -> Entry:
    """Return where an event's line goes."""
    return Entry(room_of(event), event.subject, event.line)


def move(chamber: Chamber, actor: Actor, body: MotionMoved, subject: str) -> Event:
    """Open a motion about a commit."""
    draft = Draft(
        actor.name, chamber.now(), body, "motion.moved", (chamber.chain.head.id,), chamber.chain.repo, subject, ""
    )
    event = signed(actor.signer, draft, chamber.admission)
    if objections := why_not_open(chamber.chain, event, {event.id: event}):
        raise Refused(objections)
    return recorded(chamber, event)


def recorded(chamber: Chamber, event: Event, *further: Event) -> Event:
    """Append an event, with what is to be recorded together with it; raises `BadInput` in a mirror clone, which would lose it."""
    check_kept(chamber.repo.settings())
    events = (event, *further)
    chamber.store.append([entry(each) for each in events])
    if any(each.kind in LETTING_IN for each in events):
        from gitgov.chamber.kept import Keeper  # noqa: PLC0415 - most acts let nothing in

        Keeper(chamber.repo, chamber.chain.charter, chamber.now).keep(events)
    return event


def act(chamber: Chamber, actor: Actor, floor: Floor, body: Body) -> Event:
    """Do something on a floor: ask the law, sign, append."""
    return recorded(chamber, drawn_up(chamber, actor, floor, body))


def drawn_up(chamber: Chamber, actor: Actor, floor: Floor, body: Body) -> Event:
    """Sign an act that is in order on a floor, without putting it on record; raises `Refused`."""
    event = signed(actor.signer, _draft(chamber, actor, floor, body), chamber.admission)
    seeing = floor.but(lineage={**floor.lineage, event.id: event})
    if objections := why_not(seeing, event):
        raise Refused(objections)
    return event


def _draft(chamber: Chamber, actor: Actor, floor: Floor, body: Body) -> Draft:
    kind = _KIND_OF[type(body)]
    seen = witnessed(floor) if _names_proxies(floor, actor, body) else ()
    parents = (*tips(floor), *seen, chamber.chain.head.id)
    return Draft(
        actor.name,
        instant(chamber, floor),
        body,
        kind.name,
        parents,
        chamber.chain.repo,
        floor.subject,
        floor.id,
        kind.version,
    )


def _names_proxies(floor: Floor, actor: Actor, body: Body) -> bool:
    """Say whether an act has to see the proxies: a result, or the ballot of a chair who votes only to decide."""
    if isinstance(body, BallotCast):
        motion = floor.motions.get(EventId(body.on or floor.id))
        return motion is not None and motion.put_by == actor.name and motion.rules.chair_votes == "deciding"
    return isinstance(body, MotionAnnounced)


def instant(chamber: Chamber, floor: Floor) -> int:
    """Return an instant that is not before anything it answers, whose authors' clocks may run ahead of this one."""
    proxies = floor.chain.proxies.events
    seen = (*floor.lineage.values(), *(proxies[each] for each in witnessed(floor)))
    return max(chamber.now(), *(event.at for event in seen))


def tips(floor: Floor) -> tuple[EventId, ...]:
    """Return the heads of a floor's thread."""
    return heads(floor.lineage.values())


def charter_event(chamber: Chamber, actor: Actor, body: Body, parents: tuple[EventId, ...]) -> Event:
    """Take a step in the charter's own thread."""
    chain, kind = chamber.chain, _KIND_OF[type(body)]
    named = (chain.head.id, *parents)
    draft = Draft(
        actor.name, chamber.now(), body, kind.name, named, chain.repo, chain.subject, chain.repo, kind.version
    )
    event = signed(actor.signer, draft, chamber.admission)
    known = chamber.constitution.events
    if objections := why_not_chain(chain, event, lambda step, under: why_not_adopt(step, under, known.values())):
        raise Refused(objections)
    return recorded(chamber, event)
