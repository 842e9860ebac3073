"""A protected tag that stands without a decision: the question to release it as it is."""

from __future__ import annotations

from gitgov.chamber.judge import judge_one, tag_facts
from gitgov.chamber.open import Chamber
from gitgov.chamber.proposal import tag_ref
from gitgov.core.errors import BadInput
from gitgov.core.ids import short
from gitgov.core.visible import typed
from gitgov.gate.facts import RefUpdate
from gitgov.gate.tag import why_not_as_it_is
from gitgov.procedure.motions.release import Release


def release_in_place(chamber: Chamber, tag: str, commit: str, environment: str, terms: str = "") -> Release:
    """Return the question to release a commit under the tag that stands there without a decision, as it is.

    Raises `BadInput` where a decision about it could not account for that tag.
    """
    ref = tag_ref(chamber, tag)
    name, wanted = ref.removeprefix("refs/tags/"), chamber.repo.commit_of(commit)
    held = chamber.repo.tip(ref)
    if not held:
        raise BadInput(f"there is no tag {name} here", f"git fetch origin tag {typed(name)}; or leave out --in-place")
    facts, _ = tag_facts(chamber, held)
    verdict = judge_one(chamber, RefUpdate(ref, "0" * len(held), held))
    if verdict.allowed:
        raise BadInput(f"the tag {name} is accounted for already", f"git gov why {typed(name)}")
    if facts.annotated and facts.target != wanted:
        what = f"the tag {name} is on {short(facts.target)}, not on {short(wanted)}"
        raise BadInput(what, f"git motion release {typed(name, name)} --in-place")
    if why := why_not_as_it_is(verdict, facts, chamber.chain.charter):
        raise BadInput(f"the tag {name} cannot be decided about as it is: {why.what}", why.remedy)
    return Release(tag=ref, commit=wanted, environment=environment, terms=terms)
