"""The gate for protected tags: annotated, under its own name, signed by one who may, exactly as ratified."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gitgov.charter.charter import Charter
from gitgov.core.ids import Member, short
from gitgov.core.objection import Objection
from gitgov.core.openpgp import NAMED
from gitgov.core.visible import typed
from gitgov.gate.facts import RefUpdate, TagFacts, Verdict
from gitgov.gate.quality import asked_by, why_not_heard, why_not_met
from gitgov.gate.ratified import deny, helpfulness, object_about, why_not_authorised
from gitgov.gate.unratified import SENT
from gitgov.procedure.invocation import Authority
from gitgov.procedure.motions.release import Release

_MADE_WRONG = frozenset({"GOV-121", "GOV-122", "GOV-124", "GOV-125", "GOV-126", "GOV-129"})
"""What no decision can mend: another object is needed."""


def decide_tag(
    update: RefUpdate, facts: TagFacts, motions: Mapping[str, Sequence[Authority]], charter: Charter
) -> Verdict:
    """Judge the creation of a protected tag: annotated, signed by one who may release, exactly as ratified."""
    name = update.ref.removeprefix("refs/tags/")
    if not facts.annotated:
        return deny(update, "GOV-121", f"{name} must be an annotated, signed tag", "git gov enact MOTION makes it")
    if facts.name != name:
        return deny(
            update,
            "GOV-122",
            f"the tag object is named {facts.name!r}, not {name!r}",
            "a tag is pushed under its own name",
        )
    found = [
        motion
        for motion in motions.get(facts.target, ())
        if isinstance(motion.question, Release)
        and motion.question.tag == update.ref
        and motion.question.commit == facts.target
    ]
    if not found:
        return deny(
            update,
            "GOV-123",
            f"no motion to release {short(facts.target)} as {name} was carried",
            f"git motion release {typed(name)} {short(facts.target)}; {SENT}",
        )
    objections = []
    for motion in found:
        objection = _why_not(motion, motions[facts.target], facts) or _why_not_signer(facts, motion, charter)
        objection = (
            objection or _why_not_reviewed(facts, motion, update.ref) or _why_not_measured(facts, motion, update.ref)
        )
        if objection is None:
            return Verdict(update.ref, by=(motion.id,))
        objections.append(objection)
    return Verdict(update.ref, (min(objections, key=helpfulness),))


def account_for_tag(
    update: RefUpdate, facts: TagFacts, motions: Mapping[str, Sequence[Authority]], charters: Sequence[Charter]
) -> Verdict:
    """Judge a tag that is in place: by the charter in force, the first of all, or by that under which it was put on record as made.

    A key that was retired since was good when it signed; that it had signed by then, nothing but a record says. So any
    charter will do of which a record vouches that is made by one who may sign such tags.
    """
    records = [each for found in motions.values() for authority in found for each in authority.enacted]
    made = [each for each in records if each.step and (each.ref, each.new) == (update.ref, update.new)]
    under = [(each.member, each.step.charter) for each in made if each.step]
    vouched = any(member in _signers(charter, update.ref) for member, charter in under)
    return _by_any(update, facts, motions, charters if vouched else (charters[0], *(charter for _, charter in under)))


def may_vouch(
    member: Member,
    update: RefUpdate,
    facts: TagFacts,
    motions: Mapping[str, Sequence[Authority]],
    charters: Sequence[Charter],
) -> bool:
    """Say whether a tag in place would count once this member puts it on record as made."""
    return member in _signers(charters[0], update.ref) and _by_any(update, facts, motions, charters).allowed


def _by_any(
    update: RefUpdate, facts: TagFacts, motions: Mapping[str, Sequence[Authority]], charters: Sequence[Charter]
) -> Verdict:
    verdicts = [decide_tag(update, facts._replace(back=True), motions, each) for each in charters]
    return next((each for each in verdicts if each.allowed), verdicts[0])


def standing(verdict: Verdict) -> Verdict:
    """Say of a tag that stands already what helps there: it never moves, so it goes, or is decided about as it is."""
    name = verdict.ref.removeprefix("refs/tags/")
    found = (each._replace(remedy=_where_it_stands(each, name)) for each in verdict.objections)
    return verdict._replace(objections=tuple(found))


def why_not_as_it_is(verdict: Verdict, facts: TagFacts, charter: Charter) -> Objection | None:
    """Say why a tag that is refused would be so whatever was decided about it, or nothing."""
    found = next((each for each in standing(verdict).objections if each.code in _MADE_WRONG), None)
    if found or charter.owners.get(facts.signer, "") in _signers(charter, verdict.ref):
        return found
    what = "no signature on it that holds is by one who may release"
    name = verdict.ref.removeprefix("refs/tags/")
    return Objection(
        "GOV-125",
        what,
        remedy=f"git tag -d {typed(name)}, there and here; then git motion release {typed(name)} {short(facts.target)}",
    )


def _signers(charter: Charter, ref: str) -> frozenset[Member]:
    """Return who may sign a protected tag."""
    protection = charter.tag(ref)
    roles = protection.roles if protection else frozenset()
    return frozenset().union(*(charter.holders(role) for role in roles)) if roles else charter.electorate


def _where_it_stands(objection: Objection, name: str) -> str:
    goes = f"it has to go, at the server and in each clone: git tag -d {typed(name)}"
    if objection.code in _MADE_WRONG:
        vouch = (
            f"; or, if its key was on the roll when it signed: git gov enact {typed(name)} --in-place, by one of those"
        )
        mends = f"{goes}; then git gov enact {typed(name)}, once that release is decided"
        return mends + vouch if objection.code == "GOV-125" else mends
    if objection.code == "GOV-123":
        return f"{goes}; or, to decide about it as it is: git motion release {typed(name, name)} --in-place; {SENT}"
    return objection.remedy


def _why_not(motion: Authority, beside: Sequence[Authority], facts: TagFacts) -> Objection | None:
    return why_not_authorised(motion, beside, facts.now, back=facts.back)


def _why_not_signer(facts: TagFacts, motion: Authority, charter: Charter) -> Objection | None:
    if not facts.signer:
        return object_about(
            "GOV-124",
            "the tag carries no signature that holds, by an SSH key or by an OpenPGP key of a member",
            f"git gov enact {motion.name} signs it; or git -c gpg.format=ssh tag -s",
            motion,
        )
    if objection := _why_not_format(facts, motion, charter):
        return objection
    member = charter.owners.get(facts.signer, "")
    protection = charter.tag(f"refs/tags/{facts.name}")
    roles = protection.roles if protection else frozenset()
    may = _signers(charter, f"refs/tags/{facts.name}")
    if member not in may:
        who = f"signed by {member}" if member else f"signed with {facts.signer}, which is on no roll"
        tag, late = facts.name, ""
        if facts.back:
            late = ", and no record says that it was made under a charter by which that would do"
        return object_about(
            "GOV-125",
            f"the tag is {who}; it takes {' or '.join(sorted(roles)) or 'an active member'} ({', '.join(sorted(may))}){late}",
            f"git tag -d {tag}, if it lies anywhere; then one of them makes it: git gov enact {motion.name}",
            motion,
        )
    if not motion.rules.mover_releases and member == motion.mover:
        return object_about(
            "GOV-126",
            f"the charter separates duties: {member} moved this release and may not sign it",
            "another releaser enacts it",
            motion,
        )
    return None


def _why_not_reviewed(facts: TagFacts, motion: Authority, ref: str) -> Objection | None:
    """Say why a tag may not mark a candidate for a release, by the charter under which the release was moved, or nothing."""
    if not motion.step.charter.is_candidate(ref) or (found := why_not_reviewed(facts)) is None:
        return None
    return found._replace(records=(motion.id,))


def why_not_reviewed(facts: TagFacts) -> Objection | None:
    """Say why what a tag that marks a candidate would hold has not been reviewed, or nothing; nothing, too, where reviews are not known."""
    if facts.reviews is None:
        return None
    within = [each for each in facts.reviews if each.within]
    if any(not each.wrong for each in within):
        return None
    how, candidate = "git sprint review --record --sync", f"{facts.name} marks a candidate for a release, and"
    if within:
        return Objection("GOV-182", f"{candidate} {within[-1].wrong}", remedy=how)
    if not facts.reviews:
        return Objection("GOV-180", f"{candidate} no sprint has been reviewed", remedy=how)
    last = facts.reviews[-1]
    what = f"{candidate} {short(facts.target)} does not contain {short(last.tip)}, of which sprint {last.name} was reviewed"
    return Objection("GOV-181", what, remedy=how)


def _why_not_measured(facts: TagFacts, motion: Authority, ref: str) -> Objection | None:
    """Say which advice, or which quality characteristic the charter under which the release was moved asks for is missing or not met by the commit, or nothing."""
    tag = motion.step.charter.tag(ref)
    advice = tag.advice if tag else frozenset[str]()
    if objection := why_not_heard(motion, advice, facts.target, facts.quality, back=facts.back):
        return objection
    if tag is None or not tag.ctqs:
        return None
    return why_not_met(asked_by(motion, tag.ctqs, facts.target), facts.quality, facts.now, back=facts.back)


def _why_not_format(facts: TagFacts, motion: Authority, charter: Charter) -> Objection | None:
    protection = charter.tag(f"refs/tags/{facts.name}")
    made = "openpgp" if facts.signer.startswith(NAMED) else "ssh"
    if protection is None or made in protection.formats:
        return None
    (wanted,) = protection.formats
    what = f"the tag is signed in the format {made}, and the charter asks for {wanted}"
    how = (
        f"git -c gpg.format={wanted} tag -s {typed(facts.name)} {short(facts.target)}; then git gov enact {motion.name}"
    )
    return object_about("GOV-129", what, how, motion)
