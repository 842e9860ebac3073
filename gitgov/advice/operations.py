"""What may be proposed as the next git operation: an allow-list, out of which nothing a model says can lead.

None of it throws work away, and none of it decides: which way a member votes is nobody's advice.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Operation(NamedTuple):
    """The words that a command begins with, what it does, and whether it keeps a repository in order and does nothing else."""

    words: tuple[str, ...]
    does: str
    maintenance: bool = False


def _git(words: str, does: str, *, maintenance: bool = False) -> tuple[str, Operation]:
    return words, Operation(tuple(words.split()), does, maintenance)


OPERATIONS: Mapping[str, Operation] = dict((
    ("wait", Operation((), "do nothing here: others are to act, or nobody has to")),
    ("fetch", Operation(("git", "fetch"), "get what others have pushed")),
    _git("git status", "see what is unfinished in the work tree"),
    _git("git merge", "follow a branch that has only gone on"),
    _git("git rebase", "make the commits of a branch of one's own again upon another"),
    _git("git cherry-pick", "make some commits again upon another"),
    _git("git revert", "take a commit back by another one"),
    _git("git push", "let others see a branch that is not protected"),
    _git("git motion merge", "move that a branch is merged"),
    _git("git motion second", "second a motion"),
    _git("git motion state", "state a question, as its chair"),
    _git("git motion put", "put a question to the vote, as its chair"),
    _git("git motion announce", "announce the result of a vote"),
    _git("git motion renew", "move a question again about what its branch holds by now"),
    _git("git vote", "see how the question stands that waits for one's vote"),
    _git("git gov sync", "exchange records with the remote"),
    _git("git gov enact", "carry out what was decided"),
    _git("git gov queue", "carry out all ratified merges that can go, one upon another"),
    _git("git gov doctor", "see what would make gitgov fail here, and what helps", maintenance=True),
    _git("git gov hooks install", "let git ask gitgov before a protected branch moves", maintenance=True),
    _git("git fetch --unshallow", "get the whole history, which verification needs", maintenance=True),
    _git("git gov maint", "pack objects, once all that was ratified is held", maintenance=True),
    _git("git worktree prune", "forget work trees whose folders are gone", maintenance=True),
))  # fmt: skip
"""Operations by name."""


def is_operation(command: str) -> bool:
    """Say whether a command, as it is typed, begins with the words of one that may be proposed."""
    return any(command == words or command.startswith(f"{words} ") for words in _BEGINNINGS)


_BEGINNINGS = tuple(" ".join(each.words) for each in OPERATIONS.values() if each.words)

NAMES = tuple(OPERATIONS)

STRATEGIES = ("merge", "rebase", "squash", "cherry-pick", "queue")
"""How branches come together."""

DEPLOYMENTS = ("standard", "canary", "blue_green", "hold")
"""How a release goes out."""

READINESS = ("ready", "conditional", "not_ready")
"""Whether a release may go out, from the least to the most careful."""
