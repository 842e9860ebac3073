"""Reading many objects through one git child: several times faster than object by object."""

from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Iterator, Sequence

from gitgov.core.errors import Undecided
from gitgov.core.ids import OID
from gitgov.git.objects import damaged
from gitgov.git.repository import Repository
from gitgov.git.run import PLAIN, attempt, run


def note_blobs(repo: Repository, ref: str) -> list[tuple[str, str]]:
    """List a notes ref as (subject, blob id) in one `git ls-tree`; empty if the ref is absent. What is no file is no note."""
    if not run(repo.cwd, "for-each-ref", "--count=1", ref):
        return []
    listed = attempt(repo.cwd, "ls-tree", "-r", "-z", ref)
    if listed.returncode:
        raise damaged(repo, f"a notes tree of {ref}", "; ".join(listed.stderr.decode(errors="replace").splitlines()))
    rows = []
    for row in listed.stdout.split(b"\0"):
        meta, _, path = row.partition(b"\t")
        subject = path.decode(errors="replace").replace("/", "")
        if OID.fullmatch(subject) and b" blob " in meta:
            rows.append((subject, meta.split(b" ")[2].decode()))
    return rows


def blobs(repo: Repository, oids: Sequence[str]) -> Iterator[bytes]:
    """Yield the contents of blobs in order, through one `git cat-file --batch`; raises `Undecided` if one is missing."""
    settings = {**os.environ, **PLAIN}
    with subprocess.Popen(
        ["git", "cat-file", "--batch", "--buffer"],
        cwd=repo.cwd,
        env=settings,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as child:
        if child.stdin is None or child.stdout is None:
            raise Undecided("git cat-file has no pipes")
        feeder = threading.Thread(target=_feed, args=(child.stdin, oids), daemon=True)
        feeder.start()
        for oid in oids:
            header = child.stdout.readline().split()
            size = int(header[2]) if len(header) == 3 and header[1] == b"blob" else -1
            content = child.stdout.read(size) if size >= 0 else b""
            whole = size == len(content) and child.stdout.read(1) == b"\n"
            if not whole:  # git stops in the midst of a blob that was cut short
                child.kill()
                raise damaged(repo, f"note {oid}", "git cannot read it")
            yield content
        feeder.join()


def _feed(pipe: object, oids: Sequence[str]) -> None:
    try:
        pipe.write("".join(f"{oid}\n" for oid in oids).encode())  # type: ignore[attr-defined]
        pipe.close()  # type: ignore[attr-defined]
    except BrokenPipeError:
        pass  # the reader has stopped and says why
