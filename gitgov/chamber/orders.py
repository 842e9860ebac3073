"""Standing orders as they stand here: how often each may still be invoked, and what was not ratified."""

from __future__ import annotations

from typing import NamedTuple

from gitgov.chamber.open import Chamber, invocations_here
from gitgov.charter.charter import StandingOrder
from gitgov.core.errors import BadInput
from gitgov.core.ids import EventId, motion_name
from gitgov.core.instants import show_duration, show_instant
from gitgov.core.objection import Objection
from gitgov.procedure.invocation import Invocation
from gitgov.procedure.motions.merge import Merge
from gitgov.procedure.motions.release import Release


class Use(NamedTuple):
    """A standing order of the charter in force, and its invocations, oldest first."""

    order: StandingOrder
    invoked: tuple[Invocation, ...]

    def recent(self, now: int) -> tuple[Invocation, ...]:
        """Return the invocations that count against the limit at `now`."""
        return tuple(each for each in self.invoked if each.at > now - self.order.period)

    def breach(self, now: int) -> Invocation | None:
        """Return an invocation that is in breach, which keeps the order from being invoked."""
        return next((each for each in self.invoked if each.in_breach(now)), None)

    def said(self, now: int) -> str:
        """Say whether it can be invoked at `now`."""
        recent, limit = self.recent(now), self.order.limit
        if breach := self.breach(now):
            return f"in breach: {breach.name} is {breach.said(now)}"
        if len(recent) >= limit:
            return f"used up until {show_instant(recent[-limit].at + self.order.period)}"
        return f"{len(recent)} of {limit} in {show_duration(self.order.period)}"


def uses(chamber: Chamber) -> tuple[Use, ...]:
    """Return the standing orders of the charter in force, with their invocations."""
    found = invocations_here(chamber)
    return tuple(
        Use(order, tuple(each for each in found if each.order.name == order.name))
        for order in chamber.chain.charter.orders
    )


def use_of(chamber: Chamber, name: str) -> Use:
    """Return a standing order by its name; raises `BadInput` that names those that there are."""
    known = {each.order.name: each for each in uses(chamber)}
    if name not in known:
        there = f"the charter has {', '.join(known)}" if known else "the charter has none: docs/charter.md"
        raise BadInput(f"there is no standing order {name!r}", there)
    return known[name]


def begun_under(chamber: Chamber, name: str, what: str) -> Invocation | None:
    """Return the last invocation of an order for a branch or tag as it is here, of which nobody has recorded that it was carried out."""
    found = [
        each
        for each in use_of(chamber, name).invoked
        if not each.enacted and _called(each.question) == what and _is_as_invoked(chamber, each.question)
    ]
    return found[-1] if found else None


def _called(act: Merge | Release) -> str:
    return act.branch if isinstance(act, Merge) else act.tag.removeprefix("refs/tags/")


def _is_as_invoked(chamber: Chamber, act: Merge | Release) -> bool:
    """Say whether a branch stands where it did; a tag has one release for good."""
    return isinstance(act, Release) or act.head == chamber.repo.tip(f"refs/heads/{act.branch}")


def unratified(chamber: Chamber) -> tuple[Invocation, ...]:
    """Return the invocations that nothing has ratified, oldest first."""
    return tuple(each for each in invocations_here(chamber) if each.carried is None)


def breaches(chamber: Chamber) -> tuple[Invocation, ...]:
    """Return the invocations by which the charter is breached now: not ratified in time, or refused."""
    now = chamber.now()
    return tuple(each for each in unratified(chamber) if each.in_breach(now))


def order_of(invocation: Invocation, now: int) -> str:
    """Name the order, who invoked it, and what the assembly has said."""
    name, who = invocation.order.name, invocation.mover
    return f"the standing order {name}, invoked by {who} as {invocation.name}, {invocation.said(now)}"


def told(invocation: Invocation, now: int) -> str:
    """Tell of an invocation in a line: what was done, by whom, and what the assembly has said."""
    return f"{invocation.text}, by {order_of(invocation, now)}"


def remedy(invocation: Invocation, now: int) -> str:
    """Name the command by which an invocation comes to be ratified, or the breach to be mended."""
    if invocation.own.pending and invocation.own.closes_at is not None and now >= invocation.own.closes_at:
        return f"git vote aye {invocation.name}, or nay; then git motion announce {invocation.name}"
    if invocation.own.pending:
        return f"git vote aye {invocation.name}, or nay"
    return f"git motion ratify {invocation.name}, and the vote"


def objection(invocation: Invocation, now: int) -> Objection:
    """State the breach as an objection."""
    return Objection(
        "GOV-152",
        f"the charter is in breach: {told(invocation, now)}",
        "RONR (12th ed.) 10:54",
        remedy(invocation, now),
        (invocation.id,),
    )


def invoked_as(chamber: Chamber, word: str) -> EventId | None:
    """Return the id of the invocation, lawful or not, that begins with `word`; nothing where none does.

    With no word, it is the one that nothing has ratified. Raises `BadInput` for several.
    """
    prefix = word.removeprefix("M-").removeprefix("m-").lower()
    known = chamber.chain.invoked
    found = [each for each in known if each.startswith(prefix)] if word else [each.id for each in unratified(chamber)]
    if len(found) > 1:
        names = ", ".join(motion_name(each) for each in found)
        raise BadInput(
            f"more than one invocation is meant by {word!r}" if word else "which invocation?",
            f"name one of them: {names}",
        )
    return found[0] if found else None


def lawful(chamber: Chamber, event_id: str) -> Invocation | None:
    """Return a lawful invocation by its id."""
    return next((each for each in invocations_here(chamber) if each.id == event_id), None)
