"""Judging ref updates: collect the facts and the decisions, ask the gate.

Ratified is recomputed from raw signed lines each time. Only what the repository's own refs already hold counts as
evidence: rooms or inbox, never the notes that arrive in the same push.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gitgov.chamber.candidates import Reviews
from gitgov.chamber.finding import Found, about, find
from gitgov.chamber.incoming import authors, before, entries_of, octopuses, onward, rebases, upon
from gitgov.chamber.measured import quality_for_branch, quality_for_tag
from gitgov.chamber.open import Chamber, invocations_here, seated
from gitgov.chamber.ordering import ahead_on_the_way
from gitgov.chamber.pointed import Lookup
from gitgov.chamber.required import changed_on_the_way
from gitgov.chamber.signed import signatures_of
from gitgov.chamber.used import had_below, used
from gitgov.chamber.ways import baselines, protected_refs
from gitgov.core.errors import Undecided
from gitgov.core.ids import Oid, is_zero, short
from gitgov.core.objection import Objection
from gitgov.gate.branch import decide_branch
from gitgov.gate.existence import decide_existence
from gitgov.gate.facts import BranchFacts, RefUpdate, Step, TagFacts, Verdict
from gitgov.gate.tag import decide_tag
from gitgov.git import inbox
from gitgov.git.history import MOST_STEPS, first_parents, is_ancestor, read_tag, unstood
from gitgov.git.inbox import INBOX
from gitgov.git.merging import clean_merges
from gitgov.git.refs import NOTES
from gitgov.procedure.invocation import Authority


def judge(chamber: Chamber, updates: Sequence[RefUpdate]) -> list[Verdict]:
    """Judge a push: each ref by what it is. Refs that nothing protects may move."""
    rooms = [update for update in updates if update.ref.startswith(NOTES)]
    verdicts = {verdict.ref: verdict for verdict in _judge_rooms(chamber, rooms)}
    chamber = _with_inbox(chamber)
    return [verdicts.get(update.ref) or judge_one(chamber, update) for update in updates]


def _with_inbox(chamber: Chamber) -> Chamber:
    """Let what waits in the inbox count, as far as the keeper would take it in."""
    lines = [line for submission in inbox.read(chamber.repo) for line in submission.lines]
    if not lines:
        return chamber
    from gitgov.chamber.sift import sift  # noqa: PLC0415 - an empty inbox need not load what signs and sifts

    taken = tuple(event.line for event in sift(chamber, lines).taken)
    return seated(chamber.repo, chamber.store, chamber.now, taken)


def _judge_rooms(chamber: Chamber, rooms: Sequence[RefUpdate]) -> list[Verdict]:
    if not rooms:
        return []
    from gitgov.chamber.rooms import judge_rooms  # noqa: PLC0415 - a push of branches need not load what signs and sifts

    return judge_rooms(chamber, rooms)


def judge_one(chamber: Chamber, update: RefUpdate, *, unmade: bool = False) -> Verdict:
    """Judge one update of a ref that is not a room; what is still `unmade` only shows what would be made and signed."""
    meant = chamber.repo.meant_by(update.ref)
    if meant != update.ref:  # an alias moves what it stands for
        return judge_one(chamber, update._replace(ref=meant), unmade=unmade)._replace(ref=update.ref)
    if update.ref.startswith("refs/gov/"):
        return _judge_own(update)
    if update.ref.startswith("refs/replace/"):
        return Verdict(
            update.ref,
            (
                Objection(
                    "GOV-136",
                    "replacement refs would make protected history read differently",
                    remedy="do not push refs/replace/*",
                ),
            ),
        )
    if update.ref.startswith("refs/remotes/") and not update.deletes:
        return Verdict(update.ref, (_tracked(update.ref),))
    if (meant := _namesake(chamber, update.ref)) and not update.deletes:
        return Verdict(update.ref, (_ambiguous(update.ref, meant),))
    if not chamber.chain.charter.protects(update.ref) or update.old == update.new:
        return Verdict(update.ref)
    if update.ref.startswith("refs/tags/"):
        return _judge_tag(chamber, update)
    return _judge_branch(chamber, update, unmade=unmade)


def _namesake(chamber: Chamber, ref: str) -> str:
    """Return the protected ref whose full name is what git takes for a short name of this one; nothing for any other."""
    for place in ("refs/heads/", "refs/tags/", "refs/"):
        rest = ref.removeprefix(place)
        if rest != ref and (rest.startswith((NOTES, "refs/gov/")) or chamber.chain.charter.protects(rest)):
            return rest
    return ""


def _ambiguous(ref: str, meant: str) -> Objection:
    return Objection(
        "GOV-137",
        f"beside {ref} git would take no push of {meant}, which might mean either",
        remedy="push it under another name",
    )


def _tracked(ref: str) -> Objection:
    what = f"{ref} is what a clone tracks, and nobody's business elsewhere: git push --mirror gives it away"
    return Objection(
        "GOV-185", what, remedy="git gov mirror REMOTE shows what a mirror push would do, and does it by decision"
    )


def _judge_own(update: RefUpdate) -> Verdict:
    if update.ref.startswith(INBOX) and update.creates and not update.deletes:
        return Verdict(update.ref)
    return Verdict(
        update.ref,
        (
            Objection(
                "GOV-135",
                f"{update.ref} belongs to gitgov: only new submissions under {INBOX} may be pushed",
                remedy="git gov sync",
            ),
        ),
    )


def _judge_branch(chamber: Chamber, update: RefUpdate, *, unmade: bool) -> Verdict:
    forward = not update.deletes and (update.creates or is_ancestor(chamber.repo, update.old, update.new))
    within = update.creates and not update.deletes and contained(chamber, update)
    verdict = decide_existence(update, chamber.chain.baseline, contained=within, forward=forward)
    if verdict is not None:
        return verdict
    if not forward:
        return decide_branch(update, BranchFacts((), False, {}, frozenset(), chamber.now()), {})
    return judge_branch_from(chamber, update, unmade=unmade)[0]


def judge_branch_from(
    chamber: Chamber, update: RefUpdate, *, back: bool = False, unmade: bool = False
) -> tuple[Verdict, int]:
    """Judge a branch that moves forward, by the notes of the commits on the way; also returns how many there are.

    `back` says that it has moved already, and that it is asked afterwards who let it.
    """
    commits = first_parents(chamber.repo, update.new, [] if update.creates else [update.old])
    if len(commits) > MOST_STEPS:
        raise Undecided(
            f"{update.ref} would move by {len(commits)} commits, more than {MOST_STEPS} at once", "push in parts"
        )
    found, steps = find(chamber, update.ref, commits)
    facts = _facts(chamber, update, steps, found)._replace(back=back)
    facts = facts._replace(signed=facts.signed._replace(unmade=unmade))
    return decide_branch(update, facts, found.motions), len(commits)


def _facts(chamber: Chamber, update: RefUpdate, steps: tuple[Step, ...], found: Found) -> BranchFacts:
    heads = {head for head in found.heads(update.ref) if chamber.repo.holds(head)}
    pairs: list[tuple[str, str]] = [
        (step.parents[0], head)
        for step in steps
        for head in (step.parents[1:2] if len(step.parents) == 2 else (step.named,) if len(step.parents) == 1 else ())
        if head in heads
    ]
    spent = frozenset() if update.creates else used(chamber, update.ref, heads, update.old)
    merges = clean_merges(chamber.repo, list(dict.fromkeys(pairs))) | octopuses(chamber, update.ref, steps, heads)
    series = rebases(chamber, update.ref, steps, found.motions)
    pairs = [*merges, *upon(steps, series)]
    first = ahead_on_the_way(chamber, update.ref, steps, pairs, heads)
    entries = entries_of(steps, pairs, found.motions, first)
    ahead, wrote = onward(chamber, update, steps, heads), authors(chamber, entries, found.motions)
    held = before(chamber, update.ref, entries, found.motions, first)
    who = signatures_of(chamber, update, steps, found.motions)
    return BranchFacts(
        steps,
        True,
        merges,
        spent,
        chamber.now(),
        ahead,
        wrote,
        held,
        series,
        who,
        ahead=first,
        changed=changed_on_the_way(chamber, update.ref, steps, merges),
        quality=quality_for_branch(chamber, update.ref, heads, pairs),
        had=had_below(chamber, update.ref, steps, series, found.motions),
    )


def contained(chamber: Chamber, update: RefUpdate) -> bool:
    """Say whether another protected branch, here or as last fetched, has stood at the new commit, or held it when it was protected."""
    places = protected_refs(chamber).values()
    tips = [oid for ref, oid in places if ref.startswith("refs/heads/") and ref != update.ref]
    settled = [oid for ref, oid in baselines(chamber).items() if chamber.chain.charter.protects(ref)]
    return not unstood(chamber.repo, update.new, tips, settled, messages=False)


def _judge_tag(chamber: Chamber, update: RefUpdate) -> Verdict:
    verdict = decide_existence(update, chamber.chain.baseline, contained=False, forward=False)
    return verdict or decide_tag(update, *tag_facts(chamber, update.new), chamber.chain.charter)


def tag_facts(
    chamber: Chamber, oid: str, reviews: Reviews | None = None
) -> tuple[TagFacts, dict[str, tuple[Authority, ...]]]:
    """Read a tag object, what was decided or ordered about the commit that it points at, and which sprints were reviewed."""
    tag = read_tag(chamber.repo, oid, chamber.chain.pgp_keys)
    if tag is None:
        return TagFacts(annotated=False, now=chamber.now()), {}
    facts = TagFacts(annotated=True, name=tag.name, target=tag.target, signer=tag.signer, now=chamber.now())
    facts = facts._replace(reviews=(reviews or Reviews(chamber)).before(f"refs/tags/{tag.name}", tag.target))
    facts = facts._replace(quality=quality_for_tag(chamber, f"refs/tags/{tag.name}", tag.target))
    return facts, {tag.target: about(Lookup(chamber), tag.target, invocations_here(chamber))}


def followed(chamber: Chamber, update: RefUpdate) -> bool:
    """Say whether a branch only follows a remote that has accepted the commit already, or a tag the record of its release.

    What nobody ratified may go again from a clone.
    """
    if update.deletes:
        return _is_stray(chamber, update)
    if update.ref.startswith("refs/tags/"):
        return _on_record(chamber, update)
    return any(is_ancestor(chamber.repo, update.new, oid) for oid in remotely(chamber, update.ref).values())


def remotely(chamber: Chamber, branch: str) -> dict[str, Oid]:
    """Return where remotes have a branch, as last fetched."""
    repo = chamber.repo
    return {name: oid for name, oid in repo.refs("refs/remotes/").items() if repo.follows(name) == branch}


def _is_stray(chamber: Chamber, update: RefUpdate) -> bool:
    """Say whether what a protected ref holds here could not be lawfully created, and lies nowhere else.

    A branch that was there from the first, or that some remote has, can be put back instead.
    """
    made = RefUpdate(update.ref, "0" * len(update.old), update.old)
    if update.ref.startswith("refs/tags/"):
        lawful = _on_record(chamber, made)
    else:
        lawful = update.ref in chamber.chain.baseline or bool(remotely(chamber, update.ref))
    return not lawful and not judge_one(chamber, made).allowed


def _on_record(chamber: Chamber, update: RefUpdate) -> bool:
    """Say whether a tag is the object that its release has on record: its key was good then, whatever became of it."""
    _, found = tag_facts(chamber, update.new)
    records = (record for authorities in found.values() for each in authorities for record in each.enacted)
    return any((record.ref, record.new) == (update.ref, update.new) for record in records)


def parse_updates(rows: Iterable[str]) -> list[RefUpdate]:
    """Read `old new ref` rows as git gives them to hooks; raises `Undecided` for anything else."""
    updates = []
    for row in rows:
        words = row.rstrip("\n").split(" ", 2)
        if len(words) != 3 or not all(
            set(word) <= set("0123456789abcdef") and len(word) in (40, 64) for word in words[:2]
        ):
            raise Undecided(f"not a ref update: {row!r}", "expected: OLD NEW REF")
        updates.append(RefUpdate(words[2], words[0], words[1]))
    return updates


def describe(update: RefUpdate) -> str:
    """Show an update in a line."""
    old, new = ("nothing" if is_zero(oid) else short(oid) for oid in (update.old, update.new))
    return f"{update.ref}: {old} -> {new}"
