"""What the hooks of a clone judge before git has made or sent it: a merge, a commit, a push."""

from __future__ import annotations

from gitgov.chamber.finding import about
from gitgov.chamber.judge import followed, judge_one, parse_updates
from gitgov.chamber.open import Chamber, invocations_here
from gitgov.chamber.pointed import Lookup
from gitgov.gate.facts import RefUpdate, Verdict
from gitgov.gate.heads import decide_heads
from gitgov.git.making import staged, would_be
from gitgov.git.pushing import would_push
from gitgov.procedure.invocation import Authority


def why_not_merge_here(chamber: Chamber) -> Verdict | None:
    """Judge the merge that is about to be committed on the branch that is checked out, by what it merges."""
    ref = chamber.repo.branch()
    if not chamber.chain.charter.protects(ref):
        return None
    heads = chamber.repo.merge_heads()
    orders, lookup = invocations_here(chamber), Lookup(chamber)
    motions: dict[str, tuple[Authority, ...]] = {head: about(lookup, head, orders) for head in heads}
    return decide_heads(ref, heads, motions, chamber.now())


def why_not_commit_here(chamber: Chamber) -> Verdict | None:
    """Judge what is staged as a commit on the branch that is checked out; nothing where that is not protected."""
    ref, repo = chamber.repo.branch(), chamber.repo
    if not chamber.chain.charter.protects(ref):
        return None
    old = repo.tip(ref)
    made = would_be(repo, staged(repo), [*filter(None, [old]), *repo.merge_heads()])
    update = RefUpdate(ref, old or "0" * len(made), made)
    return Verdict(ref) if followed(chamber, update) else judge_one(chamber, update, unmade=True)


def plain_push(chamber: Chamber) -> tuple[list[RefUpdate], tuple[str, ...]]:
    """Return what `git push` without further words would move on the other side, and what git itself would reject, in its words."""
    found = would_push(chamber.repo)
    return parse_updates(found.moves), found.rejected
