"""Whether what was carried has been carried out, seen from the repository, whoever did it and recorded it or not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from gitgov.chamber.baseline import Held
from gitgov.chamber.open import Chamber, invocations_here
from gitgov.chamber.summarising import summarise
from gitgov.chamber.summary import Summary
from gitgov.chamber.used import used
from gitgov.chamber.ways import protected_refs
from gitgov.core.ids import EventId, short
from gitgov.core.objection import Objection
from gitgov.git.history import first_parents, is_ancestor, is_cut
from gitgov.git.making import is_unpushed
from gitgov.git.remotes import remotes
from gitgov.ledger.event import Body
from gitgov.procedure.constitution import adopted_by
from gitgov.procedure.events import DecisionEnacted, MotionMoved
from gitgov.procedure.floor import Floor
from gitgov.procedure.invocation import Invocation
from gitgov.procedure.motions.reconsider import Reconsider
from gitgov.procedure.motions.rescind_amend_adopted import Rescind
from gitgov.procedure.state import Motion

Merged = Mapping[str, frozenset[str]]
"""By branch: what has come into it, where others see that."""


def is_adopted(chamber: Chamber, motion: Motion) -> bool:
    """Say whether a charter motion's text has come into force."""
    return bool(adopted_by(chamber.chain, motion))


def merged_heads(chamber: Chamber) -> Merged:
    """Return what has been merged into the protected branches since they were protected; one git child a branch."""
    refs = {ref for ref, _ in protected_refs(chamber).values() if ref.startswith("refs/heads/")}
    return {ref: _merged_into(chamber, ref) for ref in refs}


def _merged_into(chamber: Chamber, ref: str) -> frozenset[str]:
    start, heads = chamber.chain.baseline.get(ref, ""), set[str]()
    without = [start] if start and chamber.repo.holds(start) else []
    for tip in published(chamber, ref).values():
        for commit in first_parents(chamber.repo, tip, without, messages=False):
            heads.update((commit.oid, *commit.parents[1:]))
    return frozenset(heads)


def with_others(chamber: Chamber, merged: Merged, waiting: Iterable[Summary]) -> Merged:
    """Add to what has been merged what came in with that, squashed or rebased, among the heads that wait to be carried out."""
    heads: dict[str, set[str]] = {}
    for summary in waiting:
        if summary.kind == "merge" and summary.settled == "carried" and not _is_merged(summary, merged):
            heads.setdefault(summary.target, set()).add(summary.head)
    found = dict(merged)
    for ref, wanted in heads.items():
        held = {head for head in wanted if chamber.repo.holds(head)}
        others = (used(chamber, ref, held, tip) for tip in published(chamber, ref).values())
        found[ref] = found.get(ref, frozenset()).union(*others)
    return found


def _is_merged(summary: Summary, merged: Merged) -> bool:
    return summary.head in merged.get(summary.target, ())


def is_in_place(chamber: Chamber, summary: Summary, merged: Merged | None = None) -> bool:
    """Say whether a carried merge or release has reached its ref where others see it; `merged` answers for many."""
    if summary.kind not in {"merge", "release"}:
        return False
    if summary.kind == "merge" and merged is not None:
        return _is_merged(summary, merged)
    return _has_reached(chamber, summary.target, summary.head)


def to_carry_out(chamber: Chamber) -> tuple[Invocation, ...]:
    """Return what was invoked under standing orders, may still be done, and has not reached its ref; oldest first."""
    now = chamber.now()
    able = (each for each in invocations_here(chamber) if not (each.enacted or each.in_breach(now)))
    return tuple(each for each in able if not _has_reached(chamber, each.target, each.content))


def _has_reached(chamber: Chamber, ref: str, head: str) -> bool:
    if ref.startswith("refs/tags/"):
        return bool(chamber.repo.tip(ref)) and not is_unpushed(chamber.repo, ref)
    return _is_in(chamber, ref, head, published(chamber, ref).values())


def why_not_undone(chamber: Chamber, floor: Floor, body: Body) -> tuple[Objection, ...]:
    """Object to bringing back a vote whose decision has reached its ref, whether that is on record or not.

    Else the content would stay, and nothing would account for it any more.
    """
    question = body.question if isinstance(body, MotionMoved) else None
    target = floor.motions.get(EventId(question.of)) if isinstance(question, Reconsider | Rescind) else None
    if target is None or not is_in_place(chamber, summarise(target, chamber.chain.charter.version)):
        return ()
    what = f"{target.name}, to {target.text}, has been carried out, which no vote undoes"
    remedy = "move a further change, such as a revert"
    return (Objection("GOV-376", what, "RONR (12th ed.) 35:6, 37:9(2)", remedy, (target.id,)),)


def why_not_in_place(chamber: Chamber, body: Body, held: Callable[[], Held]) -> tuple[Objection, ...]:
    """Object to a record that a decision was carried out by what its ref does not hold; `held` says where the keeper's stand.

    Else one member could have every verification miss what never was.
    """
    if not isinstance(body, DecisionEnacted) or not (there := held().get(body.ref)):
        return ()
    tips = [tip for tip in (there, *published(chamber, body.ref).values()) if chamber.repo.holds(tip)]
    if body.new in tips or (chamber.repo.remotes and not (tips and chamber.repo.holds(body.new))):
        return ()  # it is, or who keeps the ledger of a host has yet to fetch
    if any(chamber.repo.holds(body.new) and is_ancestor(chamber.repo, body.new, tip) for tip in tips):
        return ()
    what = f"{short(body.new)}, by which the decision is said to be carried out, is not in {body.ref}"
    return (Objection("GOV-222", what, remedy="git gov enact --push REMOTE", records=(body.decision, body.new)),)


def why_unknown(chamber: Chamber, summary: Summary) -> str:
    """Say why a shallow clone cannot tell whether a carried merge has reached its branch, and what helps; nothing where it can."""
    tips = published(chamber, summary.target).values() if summary.kind == "merge" else ()
    if not any(is_cut(chamber.repo, tip) for tip in tips):
        return ""
    return f"this clone is shallow, and cannot tell whether it is in {summary.target} already: git fetch --unshallow"


def to_push(chamber: Chamber, summary: Summary) -> str:
    """Return the remote that waits for what was carried and made here; nothing where nothing waits to be pushed."""
    if summary.settled != "carried" or not (remote := usual_remote(chamber)):
        return ""
    if summary.kind == "release":
        made = is_unpushed(chamber.repo, summary.target)
    else:
        made = summary.kind == "merge" and _is_in(
            chamber, summary.target, summary.head, [chamber.repo.tip(summary.target)]
        )
    return remote if made else ""


def _is_in(chamber: Chamber, ref: str, head: str, tips: Iterable[str]) -> bool:
    return chamber.repo.holds(head) and any(used(chamber, ref, [head], tip) for tip in tips if tip)


def published(chamber: Chamber, ref: str) -> dict[str, str]:
    """Return where a branch stands where others see it: by remote, as last fetched; here, where there is no remote."""
    known = remotes(chamber.settings)
    places = {name: ref.replace("refs/heads/", f"refs/remotes/{name}/", 1) for name in known} or {"": ref}
    return {name: tip for name, place in places.items() if (tip := chamber.repo.tip(place))}


def tracked(chamber: Chamber, ref: str) -> str:
    """Return the branch that people mean who write a remote's name before it; nothing for any other ref."""
    name = ref.removeprefix("refs/heads/").removeprefix("refs/remotes/")
    remote = next((each for each in remotes(chamber.settings) if name.startswith(f"{each}/")), "")
    if name == ref or not remote or (ref.startswith("refs/heads/") and chamber.repo.tip(ref)):
        return ""
    return f"refs/heads/{name.removeprefix(f'{remote}/')}"


def usual_remote(chamber: Chamber) -> str:
    """Name the remote that one pushes to unless another is meant; nothing where there is none."""
    return next(iter(remotes(chamber.settings)), "")
