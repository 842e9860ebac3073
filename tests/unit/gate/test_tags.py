"""May this tag be made? Once, annotated, signed by one who may release, named and targeted exactly as ratified."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import pytest

from gitgov.charter.charter import Charter
from gitgov.core.ids import Member
from gitgov.core.openpgp import NAMED
from gitgov.gate.facts import RefUpdate, Review, TagFacts, Verdict
from gitgov.gate.tag import account_for_tag, decide_tag, standing, why_not_as_it_is
from gitgov.procedure.records import Enactment
from gitgov.procedure.rows import Question
from gitgov.procedure.state import Motion
from tests.kit.assembly import Body
from tests.kit.charters import DAY, Draft, Value, team
from tests.kit.lines import START, fingerprint
from tests.kit.questions import merge, oid, release

TAG, COMMIT = "refs/tags/v1.0", oid("v1.0")
ANYBODY = team("alice", "bob", "carol", "dave").but(retired=("dave",))
RELEASERS = ANYBODY.but(roles={"alice": ("release",), "bob": ("release", "chair"), "dave": ("release",)})
ROLED = RELEASERS.but(tags={"v*": ("release",)})


def motion(  # other rules make another body, hence another motion
    draft: Draft = ANYBODY,
    question: Question | None = None,
    choice: str = "aye",
    *,
    announce: bool = True,
    **rules: Value,
) -> Motion:
    """Moves a release by alice, and the others vote alike."""
    here = Body.found(draft.but(rules=rules))
    moved = here.move("alice", question or release())
    for voter in ("bob", "carol"):
        here.vote(voter, moved, choice)
    if announce:
        here.announce("alice", moved)
    return here.state(moved)


@cache
def carried() -> Motion:
    return motion()


GOOD = TagFacts(annotated=True, name="v1.0", target=COMMIT, signer=fingerprint("alice"), now=START + DAY)


@dataclass(frozen=True)
class Making:
    """A tag object, what was decided about its target, and the charter in force."""

    motions: Sequence[Motion] = ()
    codes: Sequence[str] = ()
    facts: TagFacts = GOOD
    charter: Draft = ANYBODY
    says: str = ""

    def verdict(self) -> Verdict:
        update = RefUpdate(TAG, "0" * 40, oid("the tag"))
        charter: Charter = Body.found(self.charter).chain.charter
        return decide_tag(update, self.facts, {COMMIT: self.motions}, charter)


def facts(  # what differs from a good tag
    *,
    annotated: bool = True,
    name: str = "v1.0",
    target: str = COMMIT,
    signer: str = "alice",
    now: int = START + DAY,
) -> TagFacts:
    return TagFacts(annotated, name, target, fingerprint(signer) if signer else "", now)


ALLOWED = {
    "as ratified, signed by a member": Making([carried()]),
    "signed by another member": Making([carried()], facts=facts(signer="bob")),
    "signed by one who holds the role": Making([carried()], charter=ROLED),
    "signed by another who holds the role": Making([carried()], facts=facts(signer="bob"), charter=ROLED),
    "one of several motions having carried": Making(
        [motion(choice="nay", poll="5d"), motion(announce=False, poll="6d"), carried()]
    ),
    "signed by another than the mover, where the charter separates that": Making(
        [motion(mover_releases=False)], facts=facts(signer="bob")
    ),
    "at the second in which the hold ends": Making([motion(hold="1d")]),
}

REFUSED = {
    "a lightweight tag": Making([carried()], ["GOV-121"], TagFacts(annotated=False), says="git gov enact"),
    "a tag object of another name": Making([carried()], ["GOV-122"], facts(name="v1.1")),
    "a tag object of the full name": Making([carried()], ["GOV-122"], facts(name="refs/tags/v1.0")),
    "a release that nobody moved": Making([], ["GOV-123"], says="git motion release v1.0"),
    "another commit than the ratified one": Making([carried()], ["GOV-123"], facts(target=oid("another"))),
    "a motion about another tag": Making([motion(question=release("v1.0").model_copy(update={"tag": "refs/tags/v1.1"}))],
        ["GOV-123"]),
    "a motion about another commit": Making([motion(question=release("v2.0").model_copy(update={"tag": TAG}))],
        ["GOV-123"]),
    "a motion to merge that commit": Making([motion(question=merge("v1.0"))], ["GOV-123"]),
    "a release that is still to be decided": Making([motion(announce=False)], ["GOV-110"]),
    "a release that was lost": Making([motion(choice="nay")], ["GOV-112"]),
    "a second before the hold ends": Making([motion(hold="1d")], ["GOV-113"], facts(now=START + DAY - 1)),
    "no signature": Making([carried()], ["GOV-124"], facts(signer=""), says="tag -s"),
    "a signature by nobody on the roll": Making([carried()], ["GOV-125"], facts(signer="eve"), says="no roll"),
    "a signature by a retired member": Making([carried()], ["GOV-125"], facts(signer="dave"), says="signed by dave"),
    "a signature by one without the role": Making([carried()], ["GOV-125"], facts(signer="carol"), ROLED, "release"),
    "a signature by a retired holder of the role": Making([carried()], ["GOV-125"], facts(signer="dave"), ROLED),
    "a signature by the mover, where the charter separates that": Making([motion(mover_releases=False)], ["GOV-126"]),
    "the nearest reason of several": Making([motion(choice="nay"), motion(hold="2d"), motion(announce=False)],
        ["GOV-113"]),
}  # fmt: skip


@pytest.mark.parametrize("making", ALLOWED.values(), ids=ALLOWED)
def test_what_is_let_in(making: Making) -> None:
    verdict = making.verdict()
    assert verdict.objections == ()
    (by,) = verdict.by
    (relied_on,) = [each for each in making.motions if each.id == by]
    assert relied_on.decision
    assert relied_on.decision.carried


@pytest.mark.parametrize("making", REFUSED.values(), ids=REFUSED)
def test_what_stays_out(making: Making) -> None:
    verdict = making.verdict()
    assert [each.code for each in verdict.objections] == list(making.codes)
    assert making.says in " ".join(f"{each.what} {each.remedy}" for each in verdict.objections)


def test_a_format_that_the_charter_does_not_ask_for() -> None:
    charter = Body.found(ANYBODY).chain.charter
    update = RefUpdate(TAG, "0" * 40, oid("the tag"))
    motions: dict[str, Sequence[Motion]] = {COMMIT: (carried(),)}
    for signer, formats in ((fingerprint("alice"), {"openpgp"}), (f"{NAMED}{'A' * 40}", {"ssh"})):
        asking = charter._replace(tags=(charter.tags[0]._replace(formats=frozenset(formats)),))
        (objection,) = decide_tag(update, GOOD._replace(signer=signer), motions, asking).objections
        assert objection.code == "GOV-129"
        assert f"git -c gpg.format={formats.pop()} tag -s v1.0" in objection.remedy


def test_who_may_release_is_asked_of_the_charter_in_force() -> None:
    """A role that was taken away signs no more, whatever charter the motion was moved under."""
    ratified = motion(ROLED)
    later = ROLED.next(roles={"bob": ("release",)})
    assert Making([ratified], facts=facts(signer="alice"), charter=ROLED).verdict().allowed
    assert not Making([ratified], facts=facts(signer="alice"), charter=later).verdict().allowed
    assert Making([ratified], facts=facts(signer="bob"), charter=later).verdict().allowed


def candidate(ratified: Motion) -> Motion:
    """Returns a motion as moved under a charter by which tags like this one mark candidates for a release."""
    charter = ratified.step.charter
    rules = charter.sprints._replace(candidates="v1.*")
    return ratified.but(step=ratified.step._replace(charter=charter._replace(sprints=rules)))


WITHIN, ELSEWHERE = (Review("S1 of core", oid(name), name == "within") for name in ("within", "elsewhere"))
FALSE = WITHIN._replace(wrong="its review claims too much")


@pytest.mark.parametrize(
    ("reviews", "codes"),
    [
        ((), ["GOV-180"]),
        ((ELSEWHERE,), ["GOV-181"]),
        ((FALSE, ELSEWHERE), ["GOV-182"]),
        ((FALSE, WITHIN, ELSEWHERE), []),
        (None, []),  # a proof holds no reviews
    ],
)
def test_a_candidate_takes_a_review_of_what_it_contains(reviews: tuple[Review, ...] | None, codes: list[str]) -> None:
    made = GOOD._replace(reviews=reviews)
    assert [each.code for each in Making([candidate(carried())], facts=made).verdict().objections] == codes


def test_a_release_that_was_moved_before_the_charter_asked_for_reviews_takes_none() -> None:
    later = candidate(carried()).step.charter
    update = RefUpdate(TAG, "0" * 40, oid("the tag"))
    assert decide_tag(update, GOOD, {COMMIT: [carried()]}, later).allowed


IN_PLACE = {
    "a lightweight tag": (TagFacts(annotated=False), True, "GOV-121", "git tag -d v1.0; then git gov enact v1.0"),
    "no signature": (facts(signer=""), True, "GOV-124", "git tag -d v1.0; then git gov enact v1.0"),
    "a stranger": (facts(signer="eve"), True, "GOV-125", "git tag -d v1.0; then git gov enact v1.0"),
    "nobody decided": (
        GOOD,
        False,
        "GOV-123",
        "git tag -d v1.0; or, to decide about it as it is: git motion release v1.0",
    ),
}


@pytest.mark.parametrize(("seen", "decided", "code", "remedy"), IN_PLACE.values(), ids=IN_PLACE)
def test_what_stands_has_to_go_or_to_be_decided(seen: TagFacts, decided: bool, code: str, remedy: str) -> None:
    update = RefUpdate(TAG, "0" * 40, oid("the tag"))
    charter = Body.found(ANYBODY).chain.charter
    verdict = account_for_tag(update, seen, {COMMIT: (carried(),) if decided else ()}, [charter])
    (found,) = standing(verdict).objections
    assert found.code == code
    assert remedy in found.remedy


@pytest.mark.parametrize(("signer", "why"), [("alice", ""), ("eve", "GOV-125"), ("", "GOV-125"), ("dave", "GOV-125")])
def test_what_may_be_decided_as_it_is(signer: str, why: str) -> None:
    charter = Body.found(ANYBODY).chain.charter
    seen = facts(signer=signer)
    verdict = decide_tag(RefUpdate(TAG, "0" * 40, oid("the tag")), seen, {}, charter)
    found = why_not_as_it_is(verdict, seen, charter)
    assert (found.code if found else "") == why


class TestInPlace:
    """A tag that a key has signed which the charter in force does not know any more."""

    UPDATE = RefUpdate(TAG, "0" * 40, oid("the tag"))
    LATER = ANYBODY.but(retired=("alice", "dave"))

    def verdict(self, under: Draft | None, made: str = "the tag", by: str = "alice") -> Verdict:
        """Judges it by a later charter; `under` is the charter by which somebody has put it, or another one, on record, if so."""
        motion, step = carried(), Body.found(under or ANYBODY).chain.head
        record = Enactment(motion.id, Member(by), START, TAG, "0" * 40, oid(made), step)
        found = motion.but(enacted=(record,)) if under else motion
        charters = [Body.found(each).chain.charter for each in (self.LATER, ANYBODY)]
        return account_for_tag(self.UPDATE, GOOD, {COMMIT: [found]}, charters)

    def test_on_record_under_a_charter_by_which_it_was_good(self) -> None:
        assert self.verdict(ANYBODY, by="dave").allowed

    def test_one_who_may_sign_now_vouches_for_it(self) -> None:
        assert self.verdict(self.LATER, by="bob").allowed

    @pytest.mark.parametrize("verdict", [(None, "the tag"), (LATER, "the tag"), (ANYBODY, "another tag")])
    def test_not_otherwise(self, verdict: tuple[Draft | None, str]) -> None:
        (objection,) = self.verdict(*verdict).objections
        assert objection.code == "GOV-125"
        assert "no record says" in objection.what
