"""How choices among many look: options, ballots that decided nothing, and the arithmetic with its table of pairs."""

from __future__ import annotations

from typing import Any

from gitgov.cli.text import clean, columns, many
from gitgov.core.instants import show_instant
from gitgov.procedure.among import Among
from gitgov.procedure.choosing import counted, options_of, race
from gitgov.procedure.motions.choose import Choose
from gitgov.procedure.motions.elect import Elect
from gitgov.procedure.state import Ballot, Decision, Motion


def options(motion: Motion) -> list[str]:
    """Show what is to be chosen among, and on which terms."""
    among = motion.among
    if among is None:
        return []
    if isinstance(among, Elect):
        slate = motion.slate
        state = "closed" if slate.closed or motion.voting or not motion.pending else "open"
        lines = [f"Nominees: {', '.join(slate.nominees) or 'nobody yet'}; nominations are {state}."]
        lines += [f"Elected by an earlier ballot: {', '.join(motion.seated)}."] if motion.seated else []
        return [*lines, _terms(among)]
    said = {option.name: option for option in among.options} if isinstance(among, Choose) else {}
    rows = []
    for name in options_of(motion):
        option = said.get(name)
        text = clean(option.text).strip() if option else "all stays as it is"
        needs = (
            [f"ratio {option.ratio}" if option.ratio != "1:1" else "", option.quorum and f"quorum {option.quorum}"]
            if option
            else []
        )
        rows.append([f"  {clean(name)}", "; ".join(filter(None, [text, *needs]))])
    return ["", "Options:", columns(rows), _terms(among)]


def _terms(among: Among) -> str:
    said = among.counting
    ties = {
        "repeat": "another ballot",
        "order": "the order of the options",
        "hash": "the hash of the motion's id and the option",
        "chair": "the chair",
    }[said.ties]
    unranked = f"; what is unranked: {said.unranked}" if among.form == "ranking" else ""
    return f"Counted by {said.method}, for {many(said.seats, 'seat')}; a tie is broken by {ties}{unranked}."


def earlier_ballots(motion: Motion) -> list[str]:
    """Show the ballots that decided nothing, or not all."""
    lines = []
    for each in motion.rounds:
        lines += ["", f"Ballot {each.round}, announced by {each.actor} at {show_instant(each.at)}: ballot again"]
        lines += arithmetic(motion, each)
        lines += [f"  {paper(ballot)}" for ballot in sorted(each.counted, key=lambda one: one.member)]
    return lines


def paper(ballot: Ballot) -> str:
    """Show a ballot: whose it is, what it says, and why."""
    reason = clean(ballot.reason).replace("\n", " ").strip()
    return f"{ballot.member}: {clean(ballot.choice)}" + (f" ({reason})" if reason else "")


def arithmetic(motion: Motion, decision: Decision) -> list[str]:
    """Show how a ballot was counted: what decides, a table of pairs where options were ranked, then each step."""
    outcome = decision.outcome
    head = outcome.arithmetic.split("; by ", 1)[0]
    pairs = table(motion, decision)
    steps = [each for each in outcome.lines if not pairs or not _is_pair(each)]
    return [f"  {clean(head)}", *(f"    {row}" for row in pairs), *(f"  {clean(each)}" for each in steps)]


def _is_pair(line: str) -> bool:
    """Say whether a line compares two options by their votes, as the table does."""
    words, _, numbers = line.partition(": ")
    one, to, other = numbers.partition(" to ")
    return " over " in words and to != "" and one.isdigit() and other.isdigit()


def table(motion: Motion, decision: Decision) -> list[str]:
    """Return how many ballots rank each option (a row) above each other one (a column), where they rank."""
    among = motion.among
    if among is None or among.form != "ranking" or not decision.counted:
        return []
    from gitgov.tally.pairwise import compare

    before = motion.but(rounds=motion.rounds[: decision.round - 1])
    running = race(before, among, decision.papers)
    profile, _ = counted(running, [ballot.paper for ballot in decision.papers])
    matrix = compare(profile, among.counting.unranked)
    rows = [["above:", *matrix.options]]
    for one, numbers in zip(matrix.options, matrix.rows, strict=True):
        rows.append([one, *("-" if one == other else str(n) for other, n in zip(matrix.options, numbers, strict=True))])
    return clean(columns(rows)).splitlines()


def among_json(motion: Motion) -> dict[str, Any]:
    """Return what there is to say of a choice among many, with stable keys."""
    return {
        "ballot": motion.round,
        "options": list(options_of(motion)),
        "earlier_ballots": [
            {"announcement": each.id, "chosen": list(each.outcome.chosen), "lines": list(each.outcome.lines)}
            for each in motion.rounds
        ],
    }
