"""The code that is governed: a thousand small files, and branches that edit one of them each."""

from __future__ import annotations

from benchmarks.importing import Importer

FILES = 1000
LINES = 20
FORK = 4
"""How many merges ago a branch left main."""


class Code:
    """The history of main as it is written; every merge is the one that git itself would make.

    A file is edited again only a thousand merges later, so that a branch which left main four merges ago never meets
    another's edit: git's merge is main with one file taken from the branch, and that is what is written.
    """

    def __init__(self, importer: Importer, root: str) -> None:
        self.importer = importer
        self.main = [root]
        self._edits = 0

    def branch(self, at: int) -> tuple[str, dict[str, bytes]]:
        """Writes a branch of one commit and returns its mark and the file that it edits."""
        files = dict([file(self._edits % FILES, self._edits // FILES + 1)])
        self._edits += 1
        fork = self.main[max(0, len(self.main) - 1 - FORK)]
        return self.importer.commit("refs/bench/branch", at, f"Edit {next(iter(files))}", files, [fork]), files

    def merge(self, at: int, head: str, files: dict[str, bytes], message: str, ref: str = "refs/heads/main") -> str:
        """Merges a branch into main, or onto main at another ref, and returns the merge's mark."""
        mark = self.importer.commit(ref, at, message, files, [self.main[-1], head])
        if ref == "refs/heads/main":
            self.main.append(mark)
        return mark


def file(number: int, edits: int) -> tuple[str, bytes]:
    """Returns path and content of a file after so many edits."""
    lines = [f"{number} {line} {max(0, edits - line + LINES - 1) // LINES}" for line in range(LINES)]
    return f"src/{number % 32:02}/file_{number:03}.txt", "".join(f"{line}\n" for line in lines).encode()


def root(importer: Importer, at: int) -> str:
    """Writes the first commit, with all files, on main."""
    return importer.commit("refs/heads/main", at, "Begin", dict(file(number, 0) for number in range(FILES)))
