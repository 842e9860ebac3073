"""What a host's continuous integration asks about: a pull request, a merge train, or a push that has happened.

Hosts say so in the environment and in an event file. Whatever they say is only which commits are meant: the gate judges
them by the ledger and by git.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from gitgov.chamber.judge import judge_one
from gitgov.chamber.moves import check_refs
from gitgov.chamber.open import Chamber
from gitgov.chamber.pointed import Lookup
from gitgov.chamber.ways import protected_refs
from gitgov.core.errors import BadInput, Undecided
from gitgov.core.gitobjects import parents_of
from gitgov.core.ids import OID, Oid, short
from gitgov.core.objection import Objection
from gitgov.core.visible import typed
from gitgov.gate.facts import RefUpdate, Verdict
from gitgov.git import making
from gitgov.git.history import is_ancestor
from gitgov.git.objects import read_named
from gitgov.procedure.motions.merge import Merge

_HERE = "run it in a job of GitHub Actions, Forgejo Actions or GitLab CI; elsewhere: git gov check OLD NEW REF"
_FETCH = "fetch the whole history: fetch-depth: 0 (GitHub, Forgejo), GIT_DEPTH: 0 (GitLab)"
_UNKNOWN = "0" * 40


class Asked(NamedTuple):
    """What is asked: may `head` come into `ref`, which stood at `old`; `result` is the merge that the host has made, if any.

    `moved` says that the ref is there already, or that `head` is what the host will move it to; `old` is then zeros where
    the host does not know where it stood: of a first push, and of a job that runs by the clock or by hand.
    """

    ref: str
    old: str
    head: str
    result: str = ""
    moved: bool = False


def asked(env: Mapping[str, str], event: Mapping[str, Any]) -> Asked:
    """Read what is asked from a job's environment, and GitHub's or Forgejo's event; raises `BadInput` outside of a job."""
    if env.get("GITLAB_CI"):
        found = _on_gitlab(env)
    elif env.get("GITHUB_ACTIONS"):
        found = _on_github(env, event)
    else:
        raise BadInput("this is no job of a host that is known", _HERE)
    ids = (found.old, found.head, *filter(None, [found.result]))
    if not found.ref.removeprefix("refs/heads/") or not all(OID.fullmatch(each) for each in ids):
        told = f"{found.ref or 'no ref'}, {found.old or 'nothing'} -> {found.head or 'nothing'}"
        raise BadInput(f"the job does not say which commits it is about: {told}", _HERE)
    return found


def check_pinned(chamber: Chamber) -> None:
    """Raise `Undecided` where no genesis is pinned: a job would believe whoever has replaced the ledger that it fetched."""
    if not chamber.settings.get("gov.genesis"):
        what = f"no genesis is pinned in this job, and {short(Oid(chamber.chain.repo))} may be anybody's"
        how = "set the variable GOV_GENESIS to the id that a member's git gov charter show states; the job pins it: git config gov.genesis ID"
        raise Undecided(what, how)


def read_event(content: bytes) -> dict[str, Any]:
    """Read the event that GitHub and Forgejo write for a job; raises `BadInput`."""
    try:
        found = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise BadInput(f"the event of this job cannot be read: {error}", "GITHUB_EVENT_PATH names it") from error
    return found if isinstance(found, dict) else {}


def _on_gitlab(env: Mapping[str, str]) -> Asked:
    """Read GitLab's predefined variables (https://docs.gitlab.com/ci/variables/predefined_variables/)."""
    sha = env.get("CI_COMMIT_SHA", "")
    if env.get("CI_PIPELINE_SOURCE") != "merge_request_event":
        name = env.get("CI_COMMIT_TAG") or env.get("CI_COMMIT_BRANCH", "")
        place = "tags" if env.get("CI_COMMIT_TAG") else "heads"
        return Asked(f"refs/{place}/{name}" if name else "", env.get("CI_COMMIT_BEFORE_SHA", ""), sha, moved=True)
    head = env.get("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA") or sha  # said only where the pipeline runs on a merged result
    base = env.get("CI_MERGE_REQUEST_TARGET_BRANCH_SHA") or env.get("CI_MERGE_REQUEST_DIFF_BASE_SHA", "")
    ref = f"refs/heads/{env.get('CI_MERGE_REQUEST_TARGET_BRANCH_NAME', '')}"
    return Asked(ref, base, head, sha if sha != head else "")


def _on_github(env: Mapping[str, str], event: Mapping[str, Any]) -> Asked:
    """Read the event of a workflow (https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows)."""
    match env.get("GITHUB_EVENT_NAME"), event:
        case "pull_request" | "pull_request_target" as name, {
            "pull_request": {"base": {"ref": str(ref), "sha": str(base)}, "head": {"sha": str(head)}}
        }:
            # for a pull_request_target it is the target's own tip
            result = env.get("GITHUB_SHA", "") if name == "pull_request" else ""
            return Asked(f"refs/heads/{ref}", base, head, result if result != head else "")
        case "merge_group", {"merge_group": {"base_ref": str(ref), "base_sha": str(base), "head_sha": str(head)}}:
            return Asked(ref, base, head, moved=True)
        case "push", {"ref": str(ref), "before": str(before), "after": str(after)}:
            return Asked(ref, before, after, moved=True)
        case "schedule" | "workflow_dispatch", _:
            return Asked(env.get("GITHUB_REF", ""), _UNKNOWN, env.get("GITHUB_SHA", ""), moved=True)
        case _:
            return Asked("", "", "")


def judge_asked(chamber: Chamber, found: Asked) -> Verdict:
    """Give the gate's verdict: on what has been or will be moved; of a pull request on the merge as it would be now.

    A merge that the host has made is judged where it was made; it counts only if it is one of this pull request.
    """
    if found.moved or not chamber.chain.charter.protects(found.ref):
        return _judge_moved(chamber, found)
    _check_held(chamber, found.head, found.result or found.head)
    tip = chamber.repo.fetched(found.ref) or found.old
    if is_ancestor(chamber.repo, found.head, tip):
        return Verdict(found.ref)  # nothing of it is missing there
    ways = (RefUpdate(found.ref, tip, each) for each in _ways(chamber, found, tip))
    verdicts = [judge_one(chamber, each, unmade=True) for each in ways]
    if not verdicts:
        return Verdict(found.ref, (_no_way(chamber, found, tip),))
    ours = next((each for each in verdicts if each.allowed), verdicts[0])
    if not ours.allowed or not found.result:
        return ours
    first, *rest = parents_of(read_named(chamber.repo, found.result)[1]) or (Oid(""),)
    if rest != [found.head]:
        what = f"{short(Oid(found.result))}, on which this job runs, is no merge of {short(Oid(found.head))}"
        return Verdict(found.ref, (Objection("GOV-101", what, remedy="run the job again"),))
    return judge_one(chamber, RefUpdate(found.ref, first, found.result), unmade=True)


def _judge_moved(chamber: Chamber, found: Asked) -> Verdict:
    update = RefUpdate(found.ref, found.old, found.head)
    if not chamber.chain.charter.protects(update.ref) or update.deletes:
        return judge_one(chamber, update)
    if update.ref.startswith("refs/tags/"):
        return judge_one(chamber, update._replace(new=_tag_of(chamber, found)))
    if update.creates:
        return _judge_standing(chamber, found)
    return judge_one(chamber, update)


def _judge_standing(chamber: Chamber, found: Asked) -> Verdict:
    """Judge the whole way of a branch to where it stands, as verification does: nobody says from where it has moved."""
    _check_held(chamber, found.head)
    others = {name: each for name, each in protected_refs(chamber).items() if each[0] != found.ref}
    moves = check_refs(chamber, [found.ref], {}, others | {found.ref: (found.ref, found.head)})
    if moves.cut and not moves.problems:
        raise Undecided(moves.cut[0], _FETCH)
    return Verdict(found.ref, tuple(moves.problems))


def _tag_of(chamber: Chamber, found: Asked) -> str:
    """Return the object that a tag holds: some hosts say only at which commit it points. Raises `Undecided`."""
    here = chamber.repo.tip(found.ref)
    if here == found.head or not chamber.repo.holds_commit(found.head):
        return found.head
    if here and chamber.repo.commit_of(here) == found.head:
        return here
    what = f"{found.ref} does not point at {short(Oid(found.head))} in this clone, as this job says"
    raise Undecided(
        what, "git fetch --force --tags origin; if it stays so, the tag has moved since: run a job on it anew"
    )


def _check_held(chamber: Chamber, *commits: str) -> None:
    if absent := [each for each in commits if not chamber.repo.holds(each)]:
        raise Undecided(f"{short(Oid(absent[0]))}, which this job is about, is not in this clone", _FETCH)


def _no_way(chamber: Chamber, found: Asked, tip: str) -> Objection:
    head, onto = short(Oid(found.head)), short(Oid(tip))
    if making.merged_tree(chamber.repo, tip, found.head):  # so that only a fast-forward was wanting
        what = f"{head} does not build on {onto}, so {found.ref} cannot be fast-forwarded to it"
        return Objection("GOV-107", what, remedy="rebase the branch, then move that")
    what = f"{head} does not merge cleanly into {onto}"
    return Objection("GOV-107", what, remedy=f"merge {typed(found.ref)} into it, then move that")


def _ways(chamber: Chamber, found: Asked, tip: str) -> list[str]:
    """Write what each method that the charter allows would move the branch to; nothing where none can."""
    branch, repo = chamber.chain.charter.branch(found.ref), chamber.repo
    methods = branch.methods if branch else frozenset({"merge"})
    ways = [found.head] if "fast-forward" in methods and is_ancestor(repo, tip, found.head) else []
    ways += [making.would_be(repo, tree, [tip, found.head]) for tree in _resolutions(chamber, found, tip)]
    if tree := making.merged_tree(repo, tip, found.head):
        ways += [making.would_be(repo, tree, [tip, found.head])] if "merge" in methods else []
        ways += [making.would_be(repo, tree, [tip])] if "squash" in methods else []
    if "rebase" in methods:
        from gitgov.chamber.rebasing import would_be_rebased  # noqa: PLC0415 - few bodies rebase

        ways += filter(None, [would_be_rebased(chamber, found.head, tip)])
    return ways


def _resolutions(chamber: Chamber, found: Asked, tip: str) -> list[str]:
    """Return the trees that motions name for a merge of the head upon a commit, as far as they are here."""
    questions = (motion.question for motion in Lookup(chamber).motions(found.head))
    named = (each.resolution for each in questions if isinstance(each, Merge) and each.onto == tip)
    return [tree for tree in dict.fromkeys(named) if chamber.repo.holds(tree)]
