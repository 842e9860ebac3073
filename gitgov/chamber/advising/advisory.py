"""What a push is told of the changes that it sends: a review, put on record where that is wanted, which stops nothing, whatever becomes of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gitgov.advice.answer import Case
from gitgov.advice.reading.rules import CLEAN
from gitgov.advice.reply import GONE
from gitgov.chamber.acts import find_actor
from gitgov.chamber.advising.asked import NONE, advise
from gitgov.chamber.advising.proposals import Advised, body_of, name_of, proposals_on, put_on_record
from gitgov.chamber.advising.review import case
from gitgov.chamber.manner import hurried
from gitgov.chamber.open import Chamber
from gitgov.chamber.proposal import mergeable, stands_at
from gitgov.core.errors import GitgovError
from gitgov.core.ids import short
from gitgov.core.visible import flat, many, typed
from gitgov.gate.facts import RefUpdate
from gitgov.git.diffs import files_between

SETTING = "gov.advice.review"
RECORD = "record"
WANTED = ("advisory", RECORD)
"""What the setting can be: that a push is told, or that the review is put on record besides."""

PATIENCE = 20_000
"""Milliseconds for which a push waits for a model, for all its branches together."""
MOST, LARGEST = 5, 300
"""Findings of each branch that are told, and files beyond which nobody waits for them."""


def remarks(chamber: Chamber, updates: Iterable[RefUpdate]) -> Iterator[str]:
    """Yield lines about the branches that are pushed, other than protected ones; no error of any kind leaves this. No test is run."""
    wanted = chamber.repo.settings().get(SETTING, "")
    if wanted not in WANTED:
        yield f"nothing was reviewed: {SETTING} is {wanted!r}, and can be {' or '.join(WANTED)}"
        return
    model = _Model()
    for each in updates:
        branch = each.ref.removeprefix("refs/heads/")
        name = flat(branch)
        if each.deletes or not each.ref.startswith("refs/heads/") or chamber.chain.charter.protects(each.ref):
            continue
        try:
            yield from _told(chamber, branch, each.ref if chamber.repo.tip(each.ref) == each.new else each.new, model)
        except GitgovError as error:
            yield f"{name} was not reviewed: {flat(error.what or str(error))}"
        except Exception as error:  # noqa: BLE001 - advice blocks nobody, and that holds for its faults too
            yield f"{name} was not reviewed: {type(error).__name__}"


class _Model:
    """The model that a push asks, if any: for so long in all, and no more once it was not there."""

    def __init__(self) -> None:
        self._manner = hurried(PATIENCE)
        self.gone = False

    def review(self, chamber: Chamber, found: Case) -> Advised:
        """Answer a case; raises `BadInput`."""
        advised = advise(chamber, found, NONE if self.gone else "", self._manner)
        self.gone = self.gone or advised.provenance.fell_back in GONE
        return advised


def _told(chamber: Chamber, branch: str, word: str, model: _Model) -> Iterator[str]:
    name = flat(branch)
    question = mergeable(chamber, word)
    size = files_between(chamber.repo, stands_at(chamber, question.into), question.head)
    if size > LARGEST:
        yield f"{name} changes {many(size, 'file')}, too many to be read before a push: git gov advise review {typed(branch)}"
        return
    gone, advised = model.gone, model.review(chamber, case(chamber, word))
    answer = advised.answer
    if gone:
        yield f"{name} was reviewed by rules alone: a model that did not answer is not asked again in one push"
    elif advised.provenance.fell_back:
        yield f"{name} was reviewed by rules alone: {flat(advised.provenance.fell_back)}"
    if answer.verdict != CLEAN:
        yield f"{name} ({short(question.head)}): review says {answer.verdict}: git gov advise review {typed(branch)}"
    for found in answer.findings[:MOST]:
        yield f"  {flat(found.path)}{f':{found.line}' if found.line else ''}  {flat(found.note)}"
    if len(answer.findings) > MOST:
        yield f"  and {many(len(answer.findings) - MOST, 'finding')} more"
    if chamber.repo.settings().get(SETTING) == RECORD:
        yield _recorded(chamber, name, advised)


def _recorded(chamber: Chamber, name: str, advised: Advised) -> str:
    """Put a review on record of the commit that it is about, once, where motions of that find it; say what came of it."""
    body = body_of(advised)
    if found := next((each for each in proposals_on(chamber, advised.case.subject) if each.body == body), None):
        return f"the review of {name} is on record as {name_of(found)}"
    try:
        event = put_on_record(chamber, find_actor(chamber), advised)
    except GitgovError as error:
        return f"the review of {name} is not on record: {flat(str(error))}"
    return f"the review of {name} is on record as P-{event.id[:8]}; git gov sync sends it"
