"""Making commits and tags, and moving branches as git would."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from gitgov.core.errors import BadInput, Undecided
from gitgov.core.gitobjects import NAMESPACE, with_signature
from gitgov.core.ids import Oid
from gitgov.core.sshsig import armour
from gitgov.git.merging import clean_merges
from gitgov.git.repository import Repository
from gitgov.git.run import OUTSIDE, GitFailedError, attempt, run
from gitgov.git.signers import Signer
from gitgov.git.worktrees import worktrees

_ZERO = "0" * 40


def merged_tree(repo: Repository, base: str, head: str) -> str:
    """Return the tree of git's own clean merge, written into the repository; nothing where it conflicts."""
    return clean_merges(repo, [(base, head)], keep=True)[base, head]


class Written(NamedTuple):
    """What a commit says besides its tree: its message, and who wrote it and when, as git's environment names that."""

    message: bytes
    author: dict[str, str]


class Hand(NamedTuple):
    """Who makes commits: the server in its repository's own name, or the user; with a `signer`, that key signs them."""

    by_server: bool = False
    signer: Signer | None = None


USER = Hand()


def commit(repo: Repository, tree: str, parents: Sequence[str], message: str | Written, hand: Hand = USER) -> Oid:
    """Write a commit in the user's name, signed if the user's git signs commits; or in the repository's own.

    The repository's own name is what its own configuration says. Who pushes to it has no part in that, though a hook
    runs in an environment, and over file:// with settings, of the pusher's. Who wrote it before stays its author.
    """
    scope = ("--local",) if hand.by_server else ()
    told = attempt(repo.cwd, "config", *scope, "--type=bool", "commit.gpgSign").stdout.strip()
    sign = ["-S"] if told == b"true" and not hand.signer else []
    named = [word for parent in parents for word in ("-p", parent)]
    said = message if isinstance(message, Written) else Written(message.encode(), {})
    env = (_servers_name(repo) if hand.by_server else {}) | said.author
    made = Oid(_in_the_users_name(repo, "commit-tree", *sign, *named, tree, stdin=said.message, env=env))
    return _signed_commit(repo, made, hand.signer) if hand.signer else made


def _signed_commit(repo: Repository, made: Oid, signer: Signer) -> Oid:
    """Write a commit once more, signed as `git commit -S` does with gpg.format=ssh."""
    payload = run(repo.cwd, "cat-file", "commit", made)
    content = with_signature(payload, armour(signer.public, NAMESPACE, signer.sign(payload, NAMESPACE)), made)
    return Oid(run(repo.cwd, "hash-object", "-t", "commit", "-w", "--stdin", stdin=content).decode().strip())


def _servers_name(repo: Repository) -> dict[str, str | None]:
    name, address = repo.own("user.name") or "gitgov queue", repo.own("user.email") or "gitgov@localhost"
    people = ("AUTHOR", "COMMITTER")
    return {
        **{f"GIT_{who}_NAME": name for who in people},
        **{f"GIT_{who}_EMAIL": address for who in people},
        **{f"GIT_{who}_DATE": None for who in people},
    }


def staged(repo: Repository) -> Oid:
    """Write the tree of what is staged; while git runs a hook of `commit`, of what that is to hold."""
    return Oid(run(repo.cwd, "write-tree").decode().strip())


def would_be(repo: Repository, tree: str, parents: Sequence[str], message: str = "What would be\n") -> Oid:
    """Write a commit that no ref is going to hold, in nobody's name, so that it can be judged."""
    named = [word for parent in parents for word in ("-p", parent)]
    nobody = ("-c", "user.name=gitgov check", "-c", "user.email=nobody@example.invalid")
    return Oid(run(repo.cwd, *nobody, "commit-tree", *named, tree, stdin=message.encode()).decode().strip())


def signed_tag(repo: Repository, signer: Signer, name: str, target: str, message: str) -> Oid:
    """Write an annotated tag, signed as `git tag -s` does with gpg.format=ssh."""
    tagger = _in_the_users_name(repo, "var", "GIT_COMMITTER_IDENT")
    payload = f"object {target}\ntype commit\ntag {name}\ntagger {tagger}\n\n{message.rstrip()}\n".encode()
    signature = armour(signer.public, NAMESPACE, signer.sign(payload, NAMESPACE))
    return Oid(run(repo.cwd, "mktag", stdin=payload + signature.encode()).decode().strip())


def _in_the_users_name(
    repo: Repository, *arguments: str, stdin: bytes | None = None, env: Mapping[str, str | None] | None = None
) -> str:
    try:
        return run(repo.cwd, *arguments, stdin=stdin, env=env).decode().strip()
    except GitFailedError as error:
        if "tell me who you are" not in error.stderr:
            raise
        what = "git does not know in whose name to write"
        raise BadInput(what, "git config user.name NAME; git config user.email ADDRESS") from error


def move_branch(repo: Repository, ref: str, old: str, new: str) -> None:
    """Fast-forward a branch, with the work tree that has it checked out, if any does."""
    if old == new:
        return
    place, env = _place(repo, ref)
    if place is None:
        run(repo.cwd, "update-ref", "-m", "gitgov: enact", "--", ref, new, old or _ZERO)
        return
    try:
        run(place, "merge", "--ff-only", "--quiet", "--", new, env=env)
    except GitFailedError as error:
        raise _stuck(ref, place, error) from error


def swing(repo: Repository, ref: str, old: str, new: str) -> bool:
    """Move a branch from `old` to `new`, unless it stands elsewhere by now; says whether it moved.

    A work tree that has it checked out follows. Raises `GitFailedError` for any other reason, as where a hook refuses.
    """
    try:
        move_branch(repo, ref, old, new)
    except (GitFailedError, BadInput):
        if repo.tip(ref) == old:
            raise
        return False
    return True


def check_movable(repo: Repository, ref: str, old: str, new: str) -> None:
    """Raise `BadInput` if the work tree that has a branch checked out could not follow it; nothing moves."""
    place, env = _place(repo, ref)
    if place is None or not old or old == new:
        return
    attempt(place, "update-index", "-q", "--refresh", env=env)  # else what was only touched counts as changed
    try:
        run(place, "read-tree", "-m", "-u", "-n", old, new, env=env)
    except GitFailedError as error:
        raise _stuck(ref, place, error) from error


def _stuck(ref: str, place: Path, error: GitFailedError) -> BadInput:
    what = f"{ref} is checked out in {place}, and cannot be moved there: {error.said}"
    return BadInput(what, error.remedy or "commit or stash what is changed there, then again")


def _place(repo: Repository, ref: str) -> tuple[Path | None, dict[str, None] | None]:
    """Return the work tree that has a branch checked out, if any does, and the environment for children there."""
    if not repo.bare and repo.branch() == ref:
        return repo.cwd, None
    return _checked_out(repo, ref), OUTSIDE


def make_ref(repo: Repository, ref: str, oid: str) -> None:
    """Create a ref, unless it is there already; raises `BadInput` if it holds something else."""
    if repo.tip(ref) == oid:
        return
    try:
        run(repo.cwd, "update-ref", "-m", "gitgov: enact", "--", ref, oid, _ZERO[: len(oid)].ljust(len(oid), "0"))
    except GitFailedError as error:
        raise BadInput(f"cannot create {ref}: {error.said}", error.remedy) from error


def note_unpushed(repo: Repository, ref: str) -> None:
    """Remember that a tag was made here and that no remote has it; git itself keeps no track of that."""
    run(repo.cwd, "update-ref", "--", _note(ref), repo.tip(ref))


def is_unpushed(repo: Repository, ref: str) -> bool:
    """Say whether a tag was made here, and no remote is known to have it."""
    return bool(held := repo.tip(ref)) and held == repo.tip(_note(ref))


def forget_unpushed(repo: Repository, ref: str) -> None:
    """Forget that a tag was to be pushed."""
    if repo.tip(_note(ref)):
        run(repo.cwd, "update-ref", "-d", "--", _note(ref))


def _note(ref: str) -> str:
    return ref.replace("refs/", "refs/gov/unpushed/", 1)


def _checked_out(repo: Repository, ref: str) -> Path | None:
    return next((place for place, branch in worktrees(repo).items() if branch == ref), None)


def fetch_tag(repo: Repository, remote: str, ref: str) -> None:
    """Fetch a tag of a remote if it has it and this clone has not; none is overwritten."""
    if not repo.tip(ref):
        attempt(repo.cwd, "fetch", "--quiet", "--no-tags", "--", remote, f"{ref}:{ref}")


def fetch_branch(repo: Repository, remote: str, ref: str) -> str:
    """Fetch a branch of a remote and return where it stands there."""
    run(repo.cwd, "fetch", "--quiet", "--no-tags", "--", remote, ref)
    found = attempt(repo.cwd, "rev-parse", "--verify", "--quiet", "FETCH_HEAD").stdout.decode().strip()
    if not found:
        raise Undecided(f"{remote} has no {ref}", "push it there first")
    return found
