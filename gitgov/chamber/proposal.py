"""Putting a question together from what a member types, so that what is carried can be carried out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from gitgov.chamber.indexing import listed
from gitgov.chamber.open import Chamber
from gitgov.chamber.reads import find_matter
from gitgov.chamber.trunk import named_in, protected_trunk
from gitgov.charter.charter import StandingOrder
from gitgov.core.errors import BadInput
from gitgov.core.gitobjects import parents_of
from gitgov.core.ids import short
from gitgov.core.visible import typed
from gitgov.git.history import authors_of, is_ancestor
from gitgov.git.objects import read_named
from gitgov.git.repository import Repository
from gitgov.procedure.motions.merge import Merge
from gitgov.procedure.motions.release import Release
from gitgov.procedure.state import Motion


class Besides(NamedTuple):
    """What a motion to merge says besides what is merged into what, in the mover's words.

    `after` are motions whose content is to come first, `resolution` a commit or tree that a merge is to look like;
    `bodies` are others that are to carry it too; `in_place` says that it got in already, without a decision.
    """

    terms: str = ""
    after: tuple[str, ...] = ()
    resolution: str = ""
    in_place: bool = False
    bodies: tuple[str, ...] = ()


NOTHING = Besides()


def merge_of(chamber: Chamber, word: str, into: str = "", besides: Besides = NOTHING) -> Merge:
    """Return the question to merge the branch or commit that `word` names; raises `BadInput` if it can lead nowhere."""
    question = _following(
        chamber, mergeable(chamber, word, into, besides.terms, in_place=besides.in_place), besides.after
    )
    question = question.model_copy(update={"bodies": sorted(set(besides.bodies))})
    if besides.resolution:  # one that git could not merge may be before the assembly as it is
        return _resolved(chamber, question, besides.resolution)
    for each in listed(chamber, everything=False):
        if each.pending == 2 and (each.head, each.target) == (question.head, question.into):
            raise BadInput(f"{each.name} to {each.text} is open already", f"git vote aye {each.name}")
    return question


def mergeable(chamber: Chamber, word: str, into: str = "", terms: str = "", *, in_place: bool = False) -> Merge:
    """Return what would be merged, whether or not it is before the assembly; raises `BadInput` if there is nothing.

    What is `in_place` is in the branch already, and the assembly is to decide about it as it is.
    """
    repo = chamber.repo
    target = target_of(chamber, into)
    head = repo.commit_of(repo.nearest(word))
    stands = stands_at(chamber, target)
    name = target.removeprefix("refs/heads/")
    if chamber.chain.charter.branch(target):
        lands_at(chamber, target)
    contained = bool(stands) and is_ancestor(repo, head, stands)
    if in_place:
        _check_in_place(chamber, target, head, contained=contained)
    elif contained:
        remedy = f"git log {typed(f'{name}..{word}')}; if it got in without a decision: docs/guides/recovery.md"
        raise BadInput(f"{name} contains {short(head)} already: nothing to merge", remedy)
    return merge_question(chamber, known_as(chamber.repo, word), head, target, terms)


def _check_in_place(chamber: Chamber, target: str, head: str, *, contained: bool) -> None:
    """Raise `BadInput` where a decision about what is in a branch already could not account for it."""
    name, branch = target.removeprefix("refs/heads/"), chamber.chain.charter.branch(target)
    if not contained:
        raise BadInput(f"{name} does not contain {short(head)}", "leave out --in-place")
    if branch is None or "fast-forward" not in branch.methods:
        what = f"the charter lets no commit into {name} as it stands"
        raise BadInput(what, f'git motion charter FILE, with "fast-forward" among the methods of {name}')


def act_of(chamber: Chamber, order: StandingOrder, word: str, where: str) -> Merge | Release:
    """Return the act that is to be done under an order: the branch `word` into `where`, or the tag `word` on `where`."""
    if order.act == "release":
        return release_of(chamber, word, where or "HEAD", "")
    plain = [each for each in order.refs if "*" not in each]
    return mergeable(chamber, word, where or (plain[0] if len(plain) == 1 else ""))


def renewed(chamber: Chamber, motion: Motion, old: Merge, head: str) -> Merge:
    """Return the question to merge what the branch of a motion holds by now; raises `BadInput` where it names a resolution."""
    if old.resolution:
        what = f"{motion.name} names a resolution for {short(old.head)}, which another head does not have"
        raise BadInput(what, f"git motion merge {typed(old.branch)}, with --resolution where it still conflicts")
    return merge_question(chamber, old.branch, head, old.into, old.terms).model_copy(
        update={"after": old.after, "bodies": old.bodies}
    )


def merge_question(chamber: Chamber, branch: str, head: str, into: str, terms: str = "") -> Merge:
    """Word the question to merge a head; where the charter keeps authors from voting, it names those on the roll."""
    charter = chamber.chain.charter
    stands = stands_at(chamber, into)
    if charter.rules["merge"].author_votes or not stands:
        return Merge(branch=branch, head=head, into=into, terms=terms)
    wrote = charter.known_by(authors_of(chamber.repo, stands, head))
    return Merge(authors=sorted(wrote), branch=branch, head=head, into=into, terms=terms)


def _following(chamber: Chamber, question: Merge, words: Iterable[str]) -> Merge:
    """Return a question that says what it is to come after, by the heads that other motions name."""
    heads = []
    for word in words:
        other = find_matter(chamber, word).motion
        first = other.question
        if not isinstance(first, Merge) or first.into != question.into:
            raise BadInput(f"{other.name} ({other.text}) merges nothing into {question.into}", "git motion list --all")
        if first.head == question.head:
            raise BadInput(f"{other.name} ({other.text}) is about the same head", "name what is to come before it")
        heads.append(first.head)
    return question.model_copy(update={"after": sorted(set(heads))})


def _resolved(chamber: Chamber, question: Merge, word: str) -> Merge:
    """Return a question that names the tree which `word` names, upon where the branch stands.

    Raises `BadInput` for a merge that was made upon something else, or of something else.
    """
    repo, onto = chamber.repo, stands_at(chamber, question.into)
    found = repo.object_of(word)
    kind, data = read_named(repo, found)
    parents = parents_of(data) if kind == "commit" else ()
    another = len(parents) > 1 and found not in {onto, question.head} and set(parents) != {onto, question.head}
    if not onto or another:
        name = question.into.removeprefix("refs/heads/")
        what = f"{word} is no merge of {short(question.head)} into {short(onto) if onto else 'nothing'}, where {name} stands"
        raise BadInput(
            what, f"git fetch; git merge {typed(question.branch)} upon it, resolve, commit, and name that commit"
        )
    return question.model_copy(update={"onto": onto, "resolution": repo.object_of(f"{found}^{{tree}}")})


def stands_at(chamber: Chamber, target: str) -> str:
    """Return where a protected branch stands, as others see it: who has merged here already still needs the decision."""
    repo = chamber.repo
    return repo.fetched(target) or repo.tip(target)


def lands_at(chamber: Chamber, target: str) -> str:
    """Return where a branch stands that something might come into; raises `BadInput` where it is not here."""
    if tip := stands_at(chamber, target):
        return tip
    name = target.removeprefix("refs/heads/")
    raise BadInput(f"there is no branch {name} here to merge into", "git fetch; or name another with --into BRANCH")


def release_of(chamber: Chamber, tag: str, commit: str, environment: str, terms: str = "") -> Release:
    """Return the question to release a commit under a tag; raises `BadInput` if it can lead nowhere."""
    ref = tag_ref(chamber, tag)
    if held := chamber.repo.tip(ref):
        raise BadInput(
            f"the tag {tag} is here already, at {short(held)}",
            f"release under another name; git tag -d {typed(tag)}, if it was never sent; if it was: docs/guides/recovery.md",
        )
    return Release(tag=ref, commit=chamber.repo.commit_of(commit), environment=environment, terms=terms)


def tag_ref(chamber: Chamber, tag: str) -> str:
    """Return the ref of a tag; raises `BadInput` for what cannot be the name of one."""
    ref = f"refs/tags/{tag.removeprefix('refs/tags/')}"
    if not chamber.repo.is_name(ref):
        raise BadInput(f"not the name of a tag: {tag!r}", "git check-ref-format tells what a name may hold")
    return ref


def target_of(chamber: Chamber, into: str) -> str:
    """Return the protected branch that a word means, the only one or main where there is no word; raises `BadInput`."""
    if into:
        ref = into if into.startswith("refs/") else f"refs/heads/{into}"
        if not chamber.repo.is_name(ref):
            raise BadInput(f"not the name of a branch: {into!r}", "--into main")
        return ref
    charter = chamber.chain.charter
    if trunk := protected_trunk(charter):
        return f"refs/heads/{trunk}"
    raise BadInput(
        f"into which branch? protected: {', '.join(named_in(charter)) or 'none by name'}", "add --into BRANCH"
    )


def known_as(repo: Repository, word: str) -> str:
    """Return the name that everybody knows a branch by: not `HEAD`, nor that of one clone's remote."""
    if word in {"HEAD", "@"}:
        return repo.branch().removeprefix("refs/heads/") or repo.commit_of(word)
    ours = word.removeprefix("refs/heads/")
    return ours if ours != word else word.removeprefix(f"{repo.usual_remote}/")
