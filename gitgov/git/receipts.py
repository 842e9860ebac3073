"""Receipts: notes commits that who keeps a ledger signs, as `git commit -S` does with gpg.format=ssh.

A notes commit says which lines a room holds from then on; signed, it says by whom they were taken in, and when. Stock
`git verify-commit` checks one.
"""

from __future__ import annotations

from typing import NamedTuple

import pygit2

from gitgov.core.errors import BadInput, Undecided
from gitgov.core.gitobjects import read_commit
from gitgov.core.sshsig import armour
from gitgov.git.notes import RECEIPT_KEY
from gitgov.git.repository import Repository
from gitgov.git.signers import find_signer


class Link(NamedTuple):
    """A notes commit and its first parent, when it was made (seconds), whether it is signed, and by which key validly."""

    commit: str
    parent: str
    at: int
    signed: bool
    signer: str


def sign_commit(repo: Repository, content: str) -> str:
    """Write a commit with the keeper's signature; raises `Undecided` where the key cannot be used."""
    choice = repo.settings()[RECEIPT_KEY]
    try:
        signer = find_signer(choice, repo.common)
        signature = armour(signer.public, "git", signer.sign(content.encode(), "git"))
    except BadInput as error:
        raise Undecided(f"no receipt can be signed: {error.what}", f"git config {RECEIPT_KEY} FILE") from error
    return str(repo.git.create_commit_with_signature(content, signature.rstrip("\n")))


def links(repo: Repository, tip: str, since: str = "") -> list[Link]:
    """List the notes commits from after `since` to `tip` along first parents, oldest first.

    Raises `Undecided` where one of them is not here.
    """
    found, current = [], tip
    while current and current != since:
        link = read_link(repo, current)
        found.append(link)
        current = link.parent
    return found[::-1]


def read_link(repo: Repository, oid: str) -> Link:
    """Read one notes commit; raises `Undecided` where it is not here."""
    try:
        commit = read_commit(repo.git[oid].read_raw())
    except (KeyError, ValueError, pygit2.GitError) as error:
        raise Undecided(f"the notes commit {oid[:12]} is not here", "git fetch --unshallow, or git fsck") from error
    return Link(oid, next(iter(commit.parents), ""), commit.at, commit.signed, commit.signer)


def last_signed(repo: Repository, tip: str, keys: frozenset[str]) -> Link | None:
    """Return the latest commit along first parents that one of `keys` has signed."""
    current = tip
    while current:
        link = read_link(repo, current)
        if link.signer in keys:
            return link
        current = link.parent
    return None
