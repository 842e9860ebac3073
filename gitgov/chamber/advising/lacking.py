"""What the charter asks for of a commit that is not there yet, as advisers tell it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gitgov.advice.advisers.merge import Lack
from gitgov.chamber.advising.proposals import proposals_on
from gitgov.chamber.open import Chamber
from gitgov.core.ids import branch_or_tag
from gitgov.core.objection import Objection
from gitgov.core.visible import flat
from gitgov.gate.advised import asking


def unheard(chamber: Chamber, commit: str, asked: frozenset[str], ref: str, typed: str) -> Iterator[Objection]:
    """Yield which advisers a charter asks about a commit who have not spoken of it for a ref; `typed` is what names the commit in a command."""
    heard = {each.body.adviser for each in proposals_on(chamber, commit) if each.body.upon == ref}
    for name in sorted(asked - heard):
        what = f"the charter asks for advice on {name}, and none is on record for {branch_or_tag(ref)}"
        yield Objection("GOV-195", what, remedy=asking(name, ref, typed))


def lacks_of(found: Iterable[Objection | None]) -> tuple[Lack, ...]:
    """Return what the gate would miss, each thing once."""
    lacks = (Lack(each.code, flat(each.what), flat(each.remedy)) for each in found if each)
    return tuple(dict.fromkeys(lacks))
