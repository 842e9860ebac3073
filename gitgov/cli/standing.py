"""`git gov status`: what is open, and what waits for whom."""

from __future__ import annotations

from collections.abc import Container, Sequence
from pathlib import Path

from gitgov.chamber.done import to_carry_out, to_push, usual_remote, why_unknown
from gitgov.chamber.indexing import listed
from gitgov.chamber.open import Chamber, open_chamber, the_matter
from gitgov.chamber.orders import remedy, told, unratified
from gitgov.chamber.stale import moved_to
from gitgov.chamber.summary import Summary
from gitgov.chamber.unsent import unsent, untaken
from gitgov.chamber.waiting import Here, standing, wanted
from gitgov.cli.acting import my_name
from gitgov.cli.options import Json
from gitgov.cli.ordering import json_of as json_of_order
from gitgov.cli.rows import json_of
from gitgov.cli.text import clean, give, many, paint, say
from gitgov.core.errors import GitgovError
from gitgov.core.instants import show_duration
from gitgov.procedure.invocation import Invocation


def status(as_json: Json = False) -> None:
    """Show what waits for you, what is open, deadlines, and what is missing for a quorum."""
    chamber = open_chamber(Path())
    now, open_ones = chamber.now(), listed(chamber, everything=False)
    me = my_name(chamber)
    refs = {each.id: _here(chamber, each) for each in open_ones}
    calls = {each.id: wanted(chamber.chain, each, me, now, refs[each.id]) for each in open_ones}
    mine = [each for each in open_ones if calls[each.id]]
    ordered, waiting = unratified(chamber), unsent(chamber)
    together = [each for each in open_ones if _may_go(each, refs[each.id], now)]
    better = _quality(chamber)
    if as_json:
        give(
            {
                "member": me,
                "charter": chamber.chain.charter.version,
                "waiting_for_me": [json_of(each, now) for each in mine],
                "open": [json_of(each, now) for each in open_ones],
                "standing_orders": [json_of_order(each, now) for each in ordered],
                "queue": [each.id for each in together],
                "unsent": waiting,
                "quality": [{"what": what, "remedy": how} for what, how in better],
            }
        )
        return
    charter = chamber.chain.charter
    say(
        f"{clean(charter.name)}, charter version {charter.version}, {many(len(charter.electorate), 'member')}; {_who(chamber, me)}"
    )
    if untaken(chamber):
        say(paint("no remote has taken this ledger, as its genesis came back: git gov sync says why", "red"))
    if waiting:
        say(f"{many(waiting, 'line')} not sent yet: git gov sync")
    _say_orders(ordered, now, {each.id for each in to_carry_out(chamber)} if ordered else set())
    if mine:
        say(paint("\nWaiting for you:", "bold"))
        for each in mine:
            say(f"  {each.name}  {clean(each.text)}\n      {calls[each.id]}")
    others = [each for each in open_ones if each not in mine]
    if others:
        say(paint("\nOpen:", "bold"))
        for each in others:
            say(f"  {each.name}  {clean(each.text)}\n      {standing(each, now, refs[each.id])}")
    if len(together) > 1:
        to = f" --push {remote}" if (remote := usual_remote(chamber)) else ""
        say(f"\n{many(len(together), 'carried merge')} can go in one after another: git gov queue{to}")
    _say_quality(better)
    if not open_ones:
        say("nothing is open")


def _quality(chamber: Chamber) -> list[tuple[str, str]]:
    """Return what somebody should see to by now, as measurements have it, with what helps."""
    if not chamber.store.tip("metrics"):
        return []
    from gitgov.chamber.signalling import told as to_do

    return [*to_do(chamber)]


def _say_quality(found: Sequence[tuple[str, str]]) -> None:
    if found:
        say(paint("\nQuality:", "bold"))
    for what, how in found:
        say(f"  {clean(what)}\n      {how}")


def _may_go(each: Summary, here: Here, now: int) -> bool:
    """Say whether a merge is carried, its hold over, and nothing known to be in its way."""
    ready = each.kind == "merge" and each.pending == 1 and (each.ends_hold or 0) <= now
    return ready and not (here.remote or here.hindrance)


def _who(chamber: Chamber, me: str) -> str:
    if me:
        return f"you are {me}"
    configured = chamber.settings.get("gov.key") or chamber.settings.get("user.signingkey")
    return "you are not on the roll with the key configured here" if configured else "no signing key is configured here"


def _say_orders(ordered: Sequence[Invocation], now: int, undone: Container[str]) -> None:
    """Tell everybody what was invoked under standing orders and is not ratified, and what of it is still to be done."""
    if in_breach := [each for each in ordered if each.in_breach(now)]:
        say(paint("\nIn breach of the charter:", "red"))
        for each in in_breach:
            say(f"  {each.name}  {clean(told(each, now))}\n      {remedy(each, now)}")
    if awaiting := [each for each in ordered if each not in in_breach]:
        say(paint("\nTo be ratified:", "bold"))
        for each in awaiting:
            say(f"  {each.name}  {clean(told(each, now))}, in {show_duration(each.deadline - now)}")
            if each.id in undone:
                say(f"      not carried out yet: git gov enact {each.name}")


def _here(chamber: Chamber, each: Summary) -> Here:
    if each.kind == "charter":
        from gitgov.chamber.acceptance import hindrance, is_mine_to_accept

        matter = the_matter(chamber, each.id, each.subject)
        return Here(hindrance=hindrance(matter) if each.pending == 1 else "", accept=is_mine_to_accept(chamber, matter))
    if each.pending == 2:
        return Here(moved_to(chamber.repo, each))
    remote = to_push(chamber, each)
    return Here(remote=remote, hindrance="" if remote else _hindrance(chamber, each))


def _hindrance(chamber: Chamber, each: Summary) -> str:
    """Say why a carried merge cannot be made, or may have been, and what helps, as `git gov enact` would."""
    if each.kind != "merge":
        return ""
    if unknown := why_unknown(chamber, each):
        return unknown
    from gitgov.chamber.ground import why_not_mergeable

    try:
        found = why_not_mergeable(chamber, the_matter(chamber, each.id, each.subject).motion)
    except GitgovError:  # what cannot be known here is no hindrance yet: enact says what is missing
        return ""
    return f"{found.what}: {found.remedy}" if found else ""
