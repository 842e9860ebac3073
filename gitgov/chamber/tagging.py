"""What carries a release out: the signed tag exactly as ratified, made now or found where it was made."""

from __future__ import annotations

from gitgov.chamber.acts import Actor
from gitgov.chamber.candidates import Reviews
from gitgov.chamber.carrying import Enacted, How, absent
from gitgov.chamber.judge import judge_one, tag_facts
from gitgov.chamber.measured import quality_for_tag
from gitgov.chamber.open import Chamber
from gitgov.chamber.released import trailers_of
from gitgov.chamber.trailers import message
from gitgov.core.errors import BadInput, Refused
from gitgov.core.ids import short
from gitgov.core.visible import typed
from gitgov.gate.facts import RefUpdate, TagFacts
from gitgov.gate.quality import asked_by
from gitgov.gate.relied import Relied, relied_on
from gitgov.gate.tag import decide_tag, may_vouch, standing
from gitgov.git import making
from gitgov.git.remotes import remotes
from gitgov.git.transfer import remote_tip
from gitgov.procedure.invocation import Authority
from gitgov.procedure.motions.release import Release


def tag_for(chamber: Chamber, actor: Actor, motion: Authority, question: Release, how: How) -> Enacted:
    """Return the signed tag that carries a motion out: the one that is here or on the remote, else a new one.

    In place, the actor vouches that the one which is here was made while its key was on the roll.
    """
    repo, remote = chamber.repo, how.remote
    if not repo.holds(question.commit):
        raise absent("commit", question.commit)
    if remote:
        making.fetch_tag(repo, remote, question.tag)
    if held := repo.tip(question.tag):
        if not how.in_place or not _vouches(chamber, actor, question.tag, held):
            _check_here(chamber, question.tag, held)
        return _tag_here(chamber, motion, question, held, remote)
    name = question.tag.removeprefix("refs/tags/")
    if remote and (theirs := remote_tip(repo, remote, question.tag)):
        raise _kept_out(remote, name, theirs)
    signed = TagFacts(True, name, question.commit, actor.signer.public.fingerprint, chamber.now())
    signed = signed._replace(
        reviews=Reviews(chamber).before(question.tag, question.commit),
        quality=quality_for_tag(chamber, question.tag, question.commit),
    )
    wanted = RefUpdate(question.tag, "0" * len(question.commit), question.commit)
    verdict = decide_tag(wanted, signed, {question.commit: (motion,)}, chamber.chain.charter)
    if not verdict.allowed:
        raise Refused(verdict.objections)
    rests_on = trailers_of(_relied(motion, question, signed))
    oid = making.signed_tag(repo, actor.signer, name, question.commit, message(motion, rests_on))
    return Enacted(question.tag, "", oid, "tag", there=not (remote or remotes(chamber.settings)))


def _kept_out(remote: str, name: str, theirs: str) -> BadInput:
    """Say that a remote has a tag which this clone's hooks let nobody fetch."""
    goes = f"it has to go there (git push --no-verify {typed(remote, f':refs/tags/{name}')}, where {remote} lets you)"
    return BadInput(
        f"{remote} has a tag {name} ({short(theirs)}) that is not as it was decided, so that no hook here lets it in",
        f"{goes}; then git gov enact {typed(name)} --push {typed(remote)}",
    )


def _relied(motion: Authority, question: Release, facts: TagFacts) -> Relied:
    """Return what the release rests on of what the charter under which it was moved asks for; nothing where it asks for nothing."""
    tag = motion.step.charter.tag(question.tag)
    names = tag.ctqs if tag else frozenset[str]()
    return relied_on(asked_by(motion, names, question.commit), facts.quality, facts.now)


def _check_here(chamber: Chamber, ref: str, held: str) -> None:
    verdict = judge_one(chamber, RefUpdate(ref, "0" * len(held), held))
    if not verdict.allowed:
        raise Refused(standing(verdict).objections)


def _vouches(chamber: Chamber, actor: Actor, ref: str, held: str) -> bool:
    update = RefUpdate(ref, "0" * len(held), held)
    return may_vouch(actor.name, update, *tag_facts(chamber, held), chamber.chain.charters)


def _tag_here(chamber: Chamber, motion: Authority, question: Release, held: str, remote: str) -> Enacted:
    """Return the tag that is here, if the remote has no other."""
    known = [remote] if remote else remotes(chamber.settings)[:1]
    theirs = remote_tip(chamber.repo, known[0], question.tag) if known else held
    if theirs not in {"", held}:
        name = question.tag.removeprefix("refs/tags/")
        raise BadInput(
            f"{known[0]} has another tag {name} ({short(theirs)}) than the one made here ({short(held)})",
            f"git tag -d {typed(name)}, git fetch {typed(known[0])} tag {typed(name)}, and then git gov enact {motion.name} again",
        )
    return Enacted(question.tag, "", held, "tag", there=theirs == held)
